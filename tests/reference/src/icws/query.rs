//! Paths and queries, decoded once.

/// The segments of a path, each decoded. `None` if one cannot be.
pub fn segments(path: &str) -> Option<Vec<String>> {
    path.strip_prefix('/')?.split('/').map(decode).collect()
}

/// The value of a query parameter, decoded; empty ones count as absent.
pub fn parameter(query: &str, name: &str) -> Option<String> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name)
        .and_then(|(_, value)| decode(value))
        .filter(|value| !value.is_empty())
}

pub fn flag(query: &str, name: &str) -> bool {
    parameter(query, name).as_deref() == Some("true")
}

/// The names between commas.
pub fn names(query: &str, name: &str) -> Vec<String> {
    let list = parameter(query, name).unwrap_or_default();
    list.split(',').map(str::trim).filter(|name| !name.is_empty()).map(String::from).collect()
}

pub fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

pub fn encode(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    text.bytes()
        .map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
