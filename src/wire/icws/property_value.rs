//! The values of the client properties.

use super::follow_me::FollowMeEntry;
use super::integer::check_integer;
use super::property::PropertyKind;
use crate::domain::Trouble;
use crate::domain::refusal::Form;
use crate::wire::json::Scalar;
use serde_json::{Value as Json, json};

/// How answers are searched for (`eFaqSearchOptions`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SearchOption {
    All,
    Generous,
    Best,
    Strict,
    /// A number that the document does not have; kept, not offered.
    Other(i64),
}

impl SearchOption {
    /// Those that can be chosen.
    pub const ALL: [Self; 4] = [Self::All, Self::Generous, Self::Best, Self::Strict];

    pub fn number(self) -> i64 {
        match self {
            Self::All => 0,
            Self::Generous => 1,
            Self::Best => 2,
            Self::Strict => 3,
            Self::Other(number) => number,
        }
    }

    /// The name in the document.
    fn name(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Generous => "Generous",
            Self::Best => "Best",
            Self::Strict => "Strict",
            Self::Other(_) => "",
        }
    }

    pub fn from_number(number: i64) -> Self {
        Self::ALL.into_iter().find(|option| option.number() == number).unwrap_or(Self::Other(number))
    }
}

/// A value of one of the kinds.
#[derive(Clone, Debug, PartialEq)]
pub enum PropertyValue {
    Boolean(bool),
    Text(String),
    Integer(i64),
    SearchOption(SearchOption),
    FollowMe(Vec<FollowMeEntry>),
}

impl PropertyValue {
    pub fn kind(&self) -> PropertyKind {
        match self {
            Self::Boolean(_) => PropertyKind::Boolean,
            Self::Text(_) => PropertyKind::Text,
            Self::Integer(_) => PropertyKind::Integer,
            Self::SearchOption(_) => PropertyKind::SearchOption,
            Self::FollowMe(_) => PropertyKind::FollowMe,
        }
    }

    /// What an own value begins from where the server sent no effective one.
    pub fn blank(kind: PropertyKind) -> Self {
        match kind {
            PropertyKind::Boolean => Self::Boolean(false),
            PropertyKind::Text => Self::Text(String::new()),
            PropertyKind::Integer => Self::Integer(0),
            PropertyKind::SearchOption => Self::SearchOption(SearchOption::All),
            PropertyKind::FollowMe => Self::FollowMe(Vec::new()),
        }
    }

    /// A value of that kind, and of no other. Null is no value.
    pub fn read(kind: PropertyKind, value: &Json) -> Option<Self> {
        match kind {
            PropertyKind::Boolean => value.as_bool().map(Self::Boolean),
            PropertyKind::Text => value.as_str().map(|text| Self::Text(text.to_string())),
            PropertyKind::Integer => Scalar::of(value).strictly_whole_number().map(Self::Integer),
            PropertyKind::SearchOption => Scalar::of(value)
                .strictly_whole_number()
                .map(|number| Self::SearchOption(SearchOption::from_number(number))),
            PropertyKind::FollowMe => {
                let entries = value.as_array()?.iter().map(FollowMeEntry::read).collect::<Option<_>>()?;
                Some(Self::FollowMe(entries))
            }
        }
    }

    /// Reads a value that a server repeats as a text: as JSON, by its name, or
    /// in the object that it was sent in.
    pub fn from_text(kind: PropertyKind, text: &str) -> Option<Self> {
        let json: Option<Json> = serde_json::from_str(text).ok();
        let sent = json.as_ref().map(|json| json.get("actualValue").unwrap_or(json));
        let option_named = |option: &SearchOption| option.name().eq_ignore_ascii_case(text);
        sent.and_then(|json| Self::read(kind, json)).or_else(|| match kind {
            PropertyKind::Boolean if text.eq_ignore_ascii_case("true") => Some(Self::Boolean(true)),
            PropertyKind::Boolean if text.eq_ignore_ascii_case("false") => Some(Self::Boolean(false)),
            PropertyKind::Text => Some(Self::Text(text.to_string())),
            PropertyKind::SearchOption => {
                SearchOption::ALL.into_iter().find(option_named).map(Self::SearchOption)
            }
            _ => None,
        })
    }

    /// As it is sent, without what wraps an inheritable one.
    pub fn write(&self) -> Json {
        match self {
            Self::Boolean(value) => json!(value),
            Self::Text(value) => json!(value),
            Self::Integer(value) => json!(value),
            Self::SearchOption(option) => json!(option.number()),
            Self::FollowMe(entries) => entries.iter().map(FollowMeEntry::write).collect(),
        }
    }
}

/// Checks any value before it is sent; a number must fit the document's Int,
/// a text may not hold control characters.
pub fn check_value(value: &PropertyValue) -> Option<Trouble> {
    match value {
        PropertyValue::Integer(number) => check_integer(*number, i64::from(i32::MIN), i64::from(i32::MAX)),
        PropertyValue::Text(text) if text.chars().any(char::is_control) => {
            Some(Trouble::WrongForm(Form::Other))
        }
        _ => None,
    }
}
