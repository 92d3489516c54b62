//! Licences that were not set, or set with a warning.

use super::configuration_id::ConfigurationId;
use super::enums;
use super::json::items;
use serde_json::Value as Json;

/// A licence that was not set, or set with a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceProblem {
    /// 0 to 3 in the document; `None` where the server did not say.
    pub number: Option<i64>,
    pub licence: ConfigurationId,
}

impl LicenceProblem {
    /// Was the licence set all the same?
    pub fn is_warning(&self) -> bool {
        self.number.is_some_and(enums::is_licence_warning)
    }
}

/// The licence problems under a name of an answer, be they errors or warnings.
pub(super) fn read_licences(value: &Json, name: &str) -> Vec<LicenceProblem> {
    items(value.get(name))
        .iter()
        .map(|item| LicenceProblem {
            number: item.get("licenseErrorType").and_then(enums::read_licence_error_type),
            licence: ConfigurationId::read(item.get("license")),
        })
        .collect()
}
