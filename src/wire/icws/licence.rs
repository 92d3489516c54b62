//! Licences that were not set, or set with a warning.

use super::configuration_id::ConfigurationId;
use super::enums;
use crate::wire::json::object;
use serde::{Deserialize, Deserializer};
use serde_json::Value as Json;

/// A licence that was not set, or set with a warning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct LicenceProblem {
    /// 0 to 3 in the document; `None` where the server did not say.
    #[serde(rename = "licenseErrorType", deserialize_with = "read_number")]
    pub number: Option<i64>,
    #[serde(rename = "license", deserialize_with = "read_licence")]
    pub licence: ConfigurationId,
}

impl LicenceProblem {
    /// Is it none: was the licence set, and that is all?
    pub fn is_none(&self) -> bool {
        self.number == Some(0)
    }

    /// Does the server say that the licence was not set?
    pub fn is_not_set(&self) -> bool {
        self.number == Some(2)
    }

    /// Was the licence set all the same?
    pub fn is_warning(&self) -> bool {
        self.number.is_some_and(enums::is_licence_warning)
    }
}

fn read_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    Ok(enums::read_licence_error_type(&Json::deserialize(deserializer)?))
}

fn read_licence<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ConfigurationId, D::Error> {
    Ok(object(deserializer)?.unwrap_or_default())
}
