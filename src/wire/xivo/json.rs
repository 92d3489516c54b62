//! Reading JSON that may be of the wrong type, cut short, or none at all.

use serde_json::Value;

use crate::domain::refusal::Unreached;
use crate::domain::{Kind, Refusal};
use crate::wire::Response;

/// Without the byte order mark that some proxies leave.
pub fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

/// The body of a good answer as JSON. An answer that ends in the middle is
/// told from one that is not JSON at all.
pub fn body(response: &Response) -> Result<Value, Refusal> {
    serde_json::from_slice(without_mark(&response.body)).map_err(|error| {
        let kind = if error.is_eof() && !response.body.iter().all(u8::is_ascii_whitespace) {
            Kind::OutOfReach(Unreached::CutShort)
        } else {
            Kind::NotUnderstood
        };
        Refusal::new(kind).with_status(response.status)
    })
}

/// A text, or a number as text; `None` for anything else.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A whole number, or a text that is one.
pub fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// True or false, also as the 1 and 0 of API 1.0's document, also as text.
pub fn switch(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(on) => Some(*on),
        Value::Number(number) => match number.as_i64() {
            Some(0) => Some(false),
            Some(1) => Some(true),
            _ => None,
        },
        Value::String(text) => switch_text(text),
        _ => None,
    }
}

/// `true`, `false`, `1`, `0`, whatever the case.
pub fn switch_text(text: &str) -> Option<bool> {
    let text = text.trim();
    if text == "1" || text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text == "0" || text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}
