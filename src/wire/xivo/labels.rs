//! Things that the server names and people label.

use serde::Deserialize;

use crate::domain::Refusal;
use crate::wire::Response;
use crate::wire::json;

/// Something with a name that records hold (`moh-<tenant>-<uuid>`), and a label that
/// people gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Labelled {
    #[serde(default, deserialize_with = "json::or_default")]
    pub name: String,
    /// Empty if nobody gave one.
    #[serde(default, deserialize_with = "json::or_default")]
    label: String,
    /// The tenant whose it is, where the server says.
    #[serde(default, deserialize_with = "json::optional")]
    pub tenant_uuid: Option<String>,
}

impl Labelled {
    /// The label to show, or else the name.
    pub fn label(&self) -> &str {
        if self.label.is_empty() { &self.name } else { &self.label }
    }
}

/// Reads a list of such things. One without a name cannot be chosen, and is left out.
///
/// # Errors
///
/// A refusal if the body is no list.
pub(super) fn read_labels(response: &Response) -> Result<Vec<Labelled>, Refusal> {
    let mut items: Vec<Labelled> = json::read_list(response, "items")?;
    items.retain(|item| !item.name.is_empty());
    Ok(items)
}
