//! Characters that nobody sees: what is pasted brings them along.

/// Controls, soft hyphens, joiners, marks of direction, byte order marks.
pub fn is_invisible(sign: char) -> bool {
    sign.is_control()
        || matches!(sign,
            '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// A number without blanks and without what nobody sees: a telephone number has neither.
pub fn without_blanks(number: &str) -> String {
    number.chars().filter(|sign| !sign.is_whitespace() && !is_invisible(*sign)).collect()
}

/// Which characters of a text nobody sees, each once, as `U+200B, U+202A`; empty where there are none.
/// Line breaks and tabs are seen.
pub fn invisible_characters(text: &str) -> String {
    let mut found: Vec<char> = Vec::new();
    for sign in text.chars().filter(|sign| is_invisible(*sign) && !matches!(sign, '\n' | '\r' | '\t')) {
        if let Err(at) = found.binary_search(&sign) {
            found.insert(at, sign);
        }
    }
    let names: Vec<String> = found.into_iter().map(|sign| format!("U+{:04X}", u32::from(sign))).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_as_they_are_pasted() {
        assert_eq!(without_blanks("\u{202A}+33 6\u{A0}12\u{202F}34 56 78\u{202C}\r\n"), "+33612345678");
        assert_eq!(without_blanks("*21#"), "*21#");
    }

    #[test]
    fn what_cannot_be_seen_is_named() {
        assert_eq!(invisible_characters("Zoe\u{301}, line\nline"), "");
        assert_eq!(invisible_characters("Do\u{200B}ra\u{200B}\u{7}"), "U+0007, U+200B");
    }
}
