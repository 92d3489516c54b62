//! A PIN code, as a telephone's keypad can enter it.

use super::invisible::is_invisible;
use super::secret::Secret;

/// The most characters that a PIN may have (BroadWorks schema: a token of 1 to 30).
pub const MAX_LENGTH: usize = 30;

/// A PIN of 1 to 30 characters exactly as it was typed: leading zeros stay,
/// nothing is trimmed or translated. It has no Debug.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(Secret);

/// Why what was typed cannot be a PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinTrouble {
    /// Nothing was typed.
    Empty,
    /// More than [`MAX_LENGTH`] characters.
    TooLong,
    /// A space, or a sign that nobody sees (paste brings such).
    Space,
    /// Digits of double width, from an East Asian keyboard.
    FullWidthDigits,
    /// Digits of another script (Arabic, Devanagari, ...), which the server does not take for 0 to 9.
    OtherDigits,
    /// A letter.
    Letter,
    /// Any other sign.
    Sign,
}

impl Pin {
    /// A new PIN: ASCII digits only, for that is what a keypad can enter.
    ///
    /// # Errors
    /// The first sign that is no digit, else a length that is not allowed.
    pub fn new(typed: &Secret) -> Result<Self, PinTrouble> {
        match typed.judge(new_trouble) {
            Some(trouble) => Err(trouble),
            None => Ok(Self(typed.clone())),
        }
    }

    /// The PIN that holds now. Whoever set it may have used any characters,
    /// so only its length is checked.
    ///
    /// # Errors
    /// A length that is not allowed.
    pub fn current(typed: &Secret) -> Result<Self, PinTrouble> {
        match typed.judge(length_trouble) {
            Some(trouble) => Err(trouble),
            None => Ok(Self(typed.clone())),
        }
    }

    /// For the request, or the field of who is to read it.
    pub fn secret(&self) -> &Secret {
        &self.0
    }
}

fn length_trouble(text: &str) -> Option<PinTrouble> {
    match text.chars().count() {
        0 => Some(PinTrouble::Empty),
        n if n > MAX_LENGTH => Some(PinTrouble::TooLong),
        _ => None,
    }
}

fn new_trouble(text: &str) -> Option<PinTrouble> {
    // A wrong sign is the better hint: it explains the length as well.
    text.chars().find_map(sign_trouble).or_else(|| length_trouble(text))
}

fn sign_trouble(sign: char) -> Option<PinTrouble> {
    Some(match sign {
        '0'..='9' => return None,
        '\u{FF10}'..='\u{FF19}' => PinTrouble::FullWidthDigits,
        sign if sign.is_whitespace() || is_invisible(sign) => PinTrouble::Space,
        sign if sign.is_numeric() => PinTrouble::OtherDigits,
        sign if sign.is_alphabetic() => PinTrouble::Letter,
        _ => PinTrouble::Sign,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trouble(text: &str) -> Option<PinTrouble> {
        Pin::new(&Secret::new(text.into())).err()
    }

    #[test]
    fn each_kind_of_wrong_sign_is_told_apart() {
        for (text, expected) in [
            ("", Some(PinTrouble::Empty)),
            ("0", None),
            ("052973", None),
            ("012345678901234567890123456789", None),
            ("0123456789012345678901234567890", Some(PinTrouble::TooLong)),
            ("73a145", Some(PinTrouble::Letter)),
            ("73é145", Some(PinTrouble::Letter)),
            ("\u{667}\u{663}\u{669}", Some(PinTrouble::OtherDigits)),
            ("\u{6F7}\u{6F3}", Some(PinTrouble::OtherDigits)),
            ("\u{FF17}\u{FF13}", Some(PinTrouble::FullWidthDigits)),
            (" 739145", Some(PinTrouble::Space)),
            ("739145\n", Some(PinTrouble::Space)),
            ("739\u{A0}145", Some(PinTrouble::Space)),
            ("\u{200E}739145", Some(PinTrouble::Space)),
            ("73-91", Some(PinTrouble::Sign)),
            ("12#", Some(PinTrouble::Sign)),
        ] {
            assert_eq!(trouble(text), expected, "{text:?}");
        }
        assert_eq!(trouble(&"4".repeat(40)), Some(PinTrouble::TooLong));
    }

    #[test]
    fn nothing_is_translated_or_trimmed() {
        let Ok(pin) = Pin::new(&Secret::new("0052".into())) else { panic!("refused") };
        assert_eq!(pin.secret().for_request(), "0052");
        assert!(Pin::current(&Secret::new("abc ".into())).is_ok());
        assert_eq!(Pin::current(&Secret::default()).err(), Some(PinTrouble::Empty));
    }
}
