//! `configurationId`: what names an object of the configuration.

use super::json::text_at;
use serde_json::Value as Json;

/// What names an object of the configuration; each may be missing.
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
