//! The country whose telephone numbers are written without their country code.

/// A country calling code of ITU-T E.164: one to three digits, the first not 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountryCode(u16);

impl CountryCode {
    /// Reads `33`, or `+33`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('+').unwrap_or(text);
        let is_code = (1..=3).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_code.then(|| digits.parse().ok().map(Self)).flatten()
    }

    /// The national form of a number in international form, both of them digits alone but
    /// for a `+`: `+33612345678`, `0033612345678` and `+330612345678` (written
    /// `+33 (0)6 ...`) are `0612345678`. None for what is no such number.
    pub fn national(self, number: &str) -> Option<String> {
        let rest = number.strip_prefix('+').or_else(|| number.strip_prefix("00"))?;
        let rest = rest.strip_prefix(self.0.to_string().as_str())?;
        let rest = rest.strip_prefix('0').unwrap_or(rest);
        (!rest.is_empty()).then(|| ["0", rest].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_one_to_three_digits() {
        for (text, is_code) in [
            ("33", true),
            ("+1", true),
            ("352", true),
            ("", false),
            ("0", false),
            ("3 3", false),
            ("1234", false),
        ] {
            assert_eq!(CountryCode::parse(text).is_some(), is_code, "{text}");
        }
        assert_eq!(CountryCode::parse("+33"), CountryCode::parse("33"));
    }

    #[test]
    fn all_ways_to_write_a_number_have_one_national_form() {
        let france = CountryCode::parse("33").unwrap();
        for number in ["+33612345678", "0033612345678", "+330612345678"] {
            assert_eq!(france.national(number).as_deref(), Some("0612345678"), "{number}");
        }
        for number in ["0612345678", "+44612345678", "33612345678", "+33", "+330", "1001"] {
            assert_eq!(france.national(number), None, "{number}");
        }
    }
}
