//! Percent-encoding of one path segment or query value.

/// Encodes everything but the unreserved characters (RFC 3986), so that an
/// id with a slash, a percent sign or a space stays one segment.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(byte as char),
            _ => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)] as char);
                out.push(HEX[usize::from(byte & 15)] as char);
            }
        }
    }
    out
}

/// Decodes once. `None` if a percent sign is not followed by two hexadecimal
/// digits, or the bytes are not UTF-8.
pub fn decode(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'%' {
            let pair = bytes.get(at + 1..at + 3)?;
            let digit = |b: u8| (b as char).to_digit(16);
            out.push((digit(pair[0])? * 16 + digit(pair[1])?) as u8);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).ok()
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
        assert_eq!(decode("50%"), None);
        assert_eq!(decode("%ff"), None);
    }
}
