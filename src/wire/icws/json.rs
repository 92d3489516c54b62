//! Reading JSON that may be of another shape than the document says.

use crate::wire::http::Response;
use serde_json::Value as Json;

/// The longest text of the server that is kept to be shown, in characters.
const MAX_KEPT: usize = 2000;

/// A text, or a number written as one. `None` for anything else.
pub(super) fn text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The text of a member, absent and null alike being `None`.
pub(super) fn text_at(value: &Json, name: &str) -> Option<String> {
    value.get(name).and_then(text)
}

/// A whole number, be it written as a number or as a text.
pub(super) fn whole(value: &Json) -> Option<i64> {
    match value {
        Json::Number(_) => strictly_whole(value),
        Json::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A whole number that is written as a number (`30` or `30.0`).
pub(super) fn strictly_whole(value: &Json) -> Option<i64> {
    // Beyond 2^53 a fraction cannot be told from a whole number.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    value.as_i64().or_else(|| {
        let number = value.as_f64()?;
        (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
    })
}

pub(super) fn whole_at(value: &Json, name: &str) -> Option<i64> {
    value.get(name).and_then(whole)
}

/// The items of a list; a single object stands for a list of one, anything
/// else for none.
pub(super) fn items(value: Option<&Json>) -> &[Json] {
    match value {
        Some(Json::Array(items)) => items,
        Some(object @ Json::Object(_)) => std::slice::from_ref(object),
        _ => &[],
    }
}

/// The JSON of a body; `None` if it is none.
pub(super) fn json(response: &Response) -> Option<Json> {
    serde_json::from_slice(&response.body).ok()
}

/// The beginning of a body that is not JSON, to be shown as the server's words.
pub(super) fn snippet(body: &[u8]) -> Option<String> {
    let words = String::from_utf8_lossy(body);
    let words = shorten(words.trim());
    (!words.is_empty()).then_some(words)
}

/// Cuts a text to what is worth keeping of it.
pub(super) fn shorten(text: &str) -> String {
    match text.char_indices().nth(MAX_KEPT) {
        Some((at, _)) => [text.get(..at).unwrap_or_default(), "…"].concat(),
        None => text.to_string(),
    }
}
