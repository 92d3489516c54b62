//! One entry of the follow-me list.

use super::integer::check_integer;
use crate::domain::Trouble;
use crate::domain::refusal::Form;
use crate::wire::http;
use crate::wire::json::Scalar;
use serde_json::{Map, Value as Json, json};

/// One field of an entry of the follow-me list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowMeField {
    PhoneNumber,
    Timeout,
    UsePin,
}

impl FollowMeField {
    pub const ALL: [Self; 3] = [Self::PhoneNumber, Self::Timeout, Self::UsePin];

    /// The name of the member on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::PhoneNumber => "phoneNumber",
            Self::Timeout => "timeout",
            Self::UsePin => "usePin",
        }
    }
}

/// One entry of the follow-me list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FollowMeEntry {
    pub phone_number: String,
    /// How long it rings before the next number or voice mail; in seconds
    /// (the unit is inferred).
    pub timeout: i64,
    /// The person called must enter their IC password to accept the call.
    pub use_pin: bool,
    /// Members that the document does not have. The list is replaced whole,
    /// so they are sent back as they came.
    pub more: Map<String, Json>,
}

impl FollowMeEntry {
    pub(super) fn read(value: &Json) -> Option<Self> {
        let object = value.as_object()?;
        let is_more = |name: &str| FollowMeField::ALL.iter().all(|field| field.name() != name);
        Some(Self {
            phone_number: match object.get("phoneNumber") {
                None | Some(Json::Null) => String::new(),
                Some(number) => number.as_str()?.to_string(),
            },
            timeout: Scalar::of(object.get("timeout")?).strictly_whole_number()?,
            use_pin: match object.get("usePin") {
                None | Some(Json::Null) => false,
                Some(is_used) => is_used.as_bool()?,
            },
            more: http::object(
                &mut object
                    .iter()
                    .filter(|(name, _)| is_more(name))
                    .map(|(name, value)| (name.clone(), value.clone())),
            ),
        })
    }

    pub(super) fn write(&self) -> Json {
        let mut object = self.more.clone();
        object.insert("phoneNumber".into(), json!(self.phone_number));
        object.insert("timeout".into(), json!(self.timeout));
        object.insert("usePin".into(), json!(self.use_pin));
        Json::Object(object)
    }

    /// Which field of the entry, or is it the one that is asked for, has a
    /// value that the server repeats as a text?
    pub(super) fn field_with_value(
        &self,
        field: Option<FollowMeField>,
        value: &str,
    ) -> Option<FollowMeField> {
        let has_value = |field: &FollowMeField| match field {
            FollowMeField::PhoneNumber => self.phone_number == value,
            FollowMeField::Timeout => value.parse() == Ok(self.timeout),
            FollowMeField::UsePin => value.eq_ignore_ascii_case(if self.use_pin { "true" } else { "false" }),
        };
        let is_meant = |other: &FollowMeField| field.is_none_or(|field| field == *other);
        FollowMeField::ALL.into_iter().filter(is_meant).find(has_value)
    }
}

/// The longest phone number that is worth sending. The server's own limit is
/// not documented; no address that can be dialled is longer than this.
pub const MAX_NUMBER_LENGTH: usize = 255;
/// The timeout is an Int in the document, so more cannot be sent.
pub const MAX_TIMEOUT: i64 = i32::MAX as i64;

/// Checks one entry of a follow-me list before it is sent: a courtesy, the
/// server decides. Each problem names its field.
pub fn check_entry(entry: &FollowMeEntry) -> Vec<(FollowMeField, Trouble)> {
    let mut problems = Vec::new();
    let number = entry.phone_number.trim();
    let number_trouble = if number.is_empty() {
        Some(Trouble::Missing)
    } else if number.chars().count() > MAX_NUMBER_LENGTH {
        Some(Trouble::TooLong { max: u32::try_from(MAX_NUMBER_LENGTH).ok() })
    } else if number.chars().any(char::is_control) {
        Some(Trouble::WrongForm(Form::PhoneNumber))
    } else {
        None
    };
    problems.extend(number_trouble.map(|trouble| (FollowMeField::PhoneNumber, trouble)));
    let timeout_trouble = check_integer(entry.timeout, 0, MAX_TIMEOUT);
    problems.extend(timeout_trouble.map(|trouble| (FollowMeField::Timeout, trouble)));
    problems
}
