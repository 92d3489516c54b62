//! The numbers that stand for words on the wire (documents/icws-put-user-client.txt,
//! tests/fixtures/icws/enums.json). An enum is always sent as its number.

use crate::domain::inherited::Layer;
use crate::wire::json::Scalar;

/// The names of the validators, at the place of their number. There is no 8.
const VALIDATORS: [&str; 47] = [
    "unknownValidator",
    "uniqueInstanceId",
    "existingInstanceId",
    "existingAttributeValue",
    "requiredValue",
    "range",
    "stringLength",
    "regex",
    "",
    "validValues",
    "collectionCount",
    "collectionItemValidator",
    "validatorGroup",
    "validFormat",
    "uniqueAttributeValue",
    "requiredAttribute",
    "acgTreeValidator",
    "pronunciationValidator",
    "wordValidator",
    "rangeFloat",
    "existingAttendantProfile",
    "extension",
    "workstationsSharedAppearanceID",
    "multipleOf",
    "invalidCharacters",
    "existingExtension",
    "existingInstanceIdWithAttributeValue",
    "characterDelimitedValue",
    "analyzerKeywordCount",
    "workgroupAnalyzerKeywordCount",
    "endDateTimeValidator",
    "propertyNotApplicable",
    "invalidMailboxFolder",
    "unsupportedManufacturer",
    "unsupportedModel",
    "audioProtocol",
    "recorderPolicyAnalyzerKeywordCount",
    "referenceCount",
    "wrapUpStatusTimeout",
    "attributeExistence",
    "otherAttributeValue",
    "networkAdapter",
    "integerComparisonValidator",
    "timeZoneValidator",
    "existingLanguageValues",
    "characterDelimitedKVPairs",
    "objectValidationErrorMutuallyExclusive",
];

const LICENCES: [&str; 4] =
    ["setOK", "setWarningExceedsThreshold", "setErrorExceedsThreshold", "setWarningMissingQualifiers"];

/// The validators that meant something else before 2016 R3, so that their
/// number and the server's words are shown as well.
pub const RENUMBERED: [i64; 3] = [37, 38, 44];

/// The name that the document gives a validator; `None` for 8 and for numbers
/// that it does not have.
pub fn validator_name(number: i64) -> Option<&'static str> {
    usize::try_from(number).ok().and_then(|at| VALIDATORS.get(at)).copied().filter(|name| !name.is_empty())
}

/// Is it worth showing the number and the server's words beside the sentence?
pub fn is_uncertain_validator(number: i64) -> bool {
    validator_name(number).is_none() || RENUMBERED.contains(&number)
}

/// A validator by its number, or by its name from a server that sends names.
pub fn read_validator(value: &serde_json::Value) -> Option<i64> {
    read_number_or_name(value, &VALIDATORS)
}

/// A licence error type by its number or name.
pub fn read_licence_error_type(value: &serde_json::Value) -> Option<i64> {
    read_number_or_name(value, &LICENCES)
}

/// Types 1 and 3 are warnings: the licence was set all the same.
pub fn is_licence_warning(number: i64) -> bool {
    matches!(number, 1 | 3)
}

/// The layer that a value comes from.
pub fn read_layer(value: Option<&serde_json::Value>) -> Layer {
    const NAMES: [&str; 5] = ["none", "Workgroup", "Role", "DefaultUser", "ClientConfigurationTemplate"];
    match value.and_then(|value| read_number_or_name(value, &NAMES)) {
        Some(0) => Layer::NotInherited,
        Some(1) => Layer::Workgroup,
        Some(2) => Layer::Role,
        Some(3) => Layer::DefaultUser,
        Some(4) => Layer::ClientConfigurationTemplate,
        Some(other) => Layer::Other(other),
        None => Layer::Unsaid,
    }
}

fn read_number_or_name(value: &serde_json::Value, names: &[&str]) -> Option<i64> {
    Scalar::of(value).whole_number().or_else(|| {
        let name = value.as_str()?;
        let at = names.iter().position(|known| !known.is_empty() && known.eq_ignore_ascii_case(name))?;
        i64::try_from(at).ok()
    })
}
