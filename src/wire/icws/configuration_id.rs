//! `configurationId`: what names an object of the configuration.

use super::members::text_at;
use crate::wire::json::optional;
use serde::{Deserialize, Deserializer};
use serde_json::Value as Json;

/// What names an object of the configuration; each may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ConfigurationId {
    #[serde(deserialize_with = "non_empty")]
    pub id: Option<String>,
    #[serde(rename = "displayName", deserialize_with = "non_empty")]
    pub name: Option<String>,
    /// Relative to the session; empty ones are left out.
    #[serde(deserialize_with = "non_empty")]
    pub uri: Option<String>,
}

/// Reads a text; one that is empty is as good as absent.
fn non_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(optional(deserializer)?.filter(|text: &String| !text.is_empty()))
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
