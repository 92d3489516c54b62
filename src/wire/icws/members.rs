//! Members of a value, for the bodies that are read by hand: errors, which come
//! in every shape, and the client configuration, whose 25 members times own,
//! inherited and effective value would cost more as derived types than as the
//! loop over [`Property::ALL`](super::Property::ALL) that reads them.

use crate::wire::html;
use crate::wire::http::Response;
use crate::wire::json::{FromScalar, Scalar, parse};
use serde_json::Value as Json;

/// The longest text of the server that is kept to be shown, in characters.
const MAX_KEPT: usize = 2000;

/// The text of a member, or a number as its digits; `None` for anything else.
pub(super) fn text_at(value: &Json, name: &str) -> Option<String> {
    value.get(name).and_then(text)
}

/// A text, or a number as its digits. `None` for anything else.
pub(super) fn text(value: &Json) -> Option<String> {
    String::from_scalar(Scalar::of(value))
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

/// Parses a body; `None` if it is no JSON.
pub(super) fn parse_body(response: &Response) -> Option<Json> {
    parse(&response.body).ok()
}

/// Reads the beginning of a body that is no JSON, to be shown as the server's words.
pub(super) fn read_beginning(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let text = if text.contains('<') { html::text_of_page(&text) } else { text.trim().to_owned() };
    let text = shorten(&text);
    (!text.is_empty()).then_some(text)
}

/// Cuts a text to what is worth keeping of it.
pub(super) fn shorten(text: &str) -> String {
    match text.char_indices().nth(MAX_KEPT) {
        Some((at, _)) => [text.get(..at).unwrap_or_default(), "\u{2026}"].concat(),
        None => text.to_string(),
    }
}
