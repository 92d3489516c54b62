//! Reading JSON that may be of another shape than the document says.

use crate::domain::{Kind, Refusal};
use crate::wire::http::Response;
use serde_json::Value as Json;

/// The longest text of the server that is kept to be shown, in characters.
const KEPT: usize = 2000;

/// A text, or a number written as one. `None` for anything else.
pub fn text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The text of a member, absent and null alike being `None`.
pub fn text_at(value: &Json, name: &str) -> Option<String> {
    value.get(name).and_then(text)
}

/// A whole number, be it written as a number or as a text.
pub fn whole(value: &Json) -> Option<i64> {
    match value {
        Json::Number(_) => strictly_whole(value),
        Json::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A whole number that is written as a number (`30` or `30.0`).
pub fn strictly_whole(value: &Json) -> Option<i64> {
    // Beyond 2^53 a fraction cannot be told from a whole number.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    value.as_i64().or_else(|| {
        let number = value.as_f64()?;
        (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
    })
}

pub fn whole_at(value: &Json, name: &str) -> Option<i64> {
    value.get(name).and_then(whole)
}

/// The items of a list; a single object stands for a list of one, anything
/// else for none.
pub fn items(value: Option<&Json>) -> &[Json] {
    match value {
        Some(Json::Array(items)) => items,
        Some(object @ Json::Object(_)) => std::slice::from_ref(object),
        _ => &[],
    }
}

/// ICWS's `configurationId`: what names an object of the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfigurationId {
    pub id: Option<String>,
    pub name: Option<String>,
    /// Relative to the session; empty ones are left out.
    pub uri: Option<String>,
}

impl ConfigurationId {
    pub fn read(value: Option<&Json>) -> Self {
        let Some(value) = value else { return Self::default() };
        let filled = |text: &String| !text.is_empty();
        Self {
            id: text_at(value, "id").filter(filled),
            name: text_at(value, "displayName").filter(filled),
            uri: text_at(value, "uri").filter(filled),
        }
    }

    /// The name to show: the display name, or else the id.
    pub fn label(&self) -> Option<&str> {
        self.name.as_deref().or(self.id.as_deref())
    }
}

/// The JSON of a body; `None` if it is none.
pub fn json(response: &Response) -> Option<Json> {
    serde_json::from_slice(&response.body).ok()
}

/// The JSON object of a successful answer, or why there is none.
pub fn object(response: &Response) -> Result<Json, Refusal> {
    succeeded(response)?;
    json(response).filter(Json::is_object).ok_or_else(|| not_understood(response))
}

/// Any 2xx.
pub fn succeeded(response: &Response) -> Result<(), Refusal> {
    if (200..300).contains(&response.status) { Ok(()) } else { Err(super::refusal::refusal(response)) }
}

/// An answer that is not what this call is answered with.
pub fn not_understood(response: &Response) -> Refusal {
    let refusal = Refusal::new(Kind::NotUnderstood).with_status(response.status);
    match snippet(&response.body) {
        Some(words) => refusal.saying(words),
        None => refusal,
    }
}

/// The beginning of a body that is not JSON, to be shown as the server's words.
pub fn snippet(body: &[u8]) -> Option<String> {
    let words = String::from_utf8_lossy(body);
    let words = shortened(words.trim());
    (!words.is_empty()).then_some(words)
}

/// A text cut to what is worth keeping of it.
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(KEPT) {
        Some((at, _)) => [text.get(..at).unwrap_or_default(), "…"].concat(),
        None => text.to_string(),
    }
}
