//! Percent-encoding of one path segment or query value.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Everything but the unreserved characters (RFC 3986), so that an id with a
/// slash, a percent sign or a space stays one segment.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Encodes a text that is to be one path segment or query value.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// Decodes once. `None` if a percent sign is not followed by two hexadecimal
/// digits, or the bytes are not UTF-8.
pub fn decode(text: &str) -> Option<String> {
    let is_escape = |rest: &str| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    // The crate lets a stray percent sign stand.
    if !text.split('%').skip(1).all(is_escape) {
        return None;
    }
    percent_decode_str(text).decode_utf8().ok().map(String::from)
}

/// Can it be a path segment? A browser resolves `.` and `..`, encoded or not; and many a
/// proxy decodes `x%2F..%2Fy` and passes on `y`, which is another object.
pub fn is_segment(text: &str) -> bool {
    !text.is_empty() && !text.split(['/', '\\']).any(|part| matches!(part, "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encoded_decodes_to_itself() {
        for text in ["a%2Fb", "50%", "x?#", "../x", "é\\ü", "", "a b+c"] {
            assert_eq!(decode(&encode(text)).as_deref(), Some(text));
            assert!(!encode(text).contains(['/', '?', '#', ' ']));
        }
        assert_eq!(encode("a-b.c_d~e f/é"), "a-b.c_d~e%20f%2F%C3%A9");
        assert_eq!(decode("50%"), None);
        assert_eq!(decode("%f"), None);
        assert_eq!(decode("%+f"), None);
        assert_eq!(decode("%ff"), None);
        assert_eq!(decode("a%2561"), Some("a%61".into()));
    }

    #[test]
    fn a_segment_neither_stays_nor_climbs() {
        assert!(is_segment("a/b") && is_segment("...") && is_segment(" ") && is_segment("a..b/c"));
        assert!(is_segment("/a") && is_segment("DOM\\eva"));
        assert!(!is_segment("") && !is_segment(".") && !is_segment(".."));
        for climbing in ["x/../admin", "../admin", "x/..", "x/./y", "x\\..\\admin"] {
            assert!(!is_segment(climbing), "{climbing}");
        }
    }
}
