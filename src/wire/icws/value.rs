//! The values of the client properties.

use super::place::Part;
use super::property::Kind;
use super::read::strictly_whole;
use crate::domain::Trouble;
use crate::domain::refusal::Form;
use crate::wire::http;
use serde_json::{Map, Value as Json, json};

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

    pub fn from_number(number: i64) -> Self {
        Self::ALL.into_iter().find(|option| option.number() == number).unwrap_or(Self::Other(number))
    }
}

/// One entry of the follow-me list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FollowMe {
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

impl FollowMe {
    fn read(value: &Json) -> Option<Self> {
        let object = value.as_object()?;
        let known = ["phoneNumber", "timeout", "usePin"];
        Some(Self {
            phone_number: object.get("phoneNumber")?.as_str()?.to_string(),
            timeout: strictly_whole(object.get("timeout")?)?,
            use_pin: object.get("usePin")?.as_bool()?,
            more: http::object(
                &mut object
                    .iter()
                    .filter(|(name, _)| !known.contains(&name.as_str()))
                    .map(|(name, value)| (name.clone(), value.clone())),
            ),
        })
    }

    fn write(&self) -> Json {
        let mut object = self.more.clone();
        object.insert("phoneNumber".into(), json!(self.phone_number));
        object.insert("timeout".into(), json!(self.timeout));
        object.insert("usePin".into(), json!(self.use_pin));
        Json::Object(object)
    }
}

/// A value of one of the kinds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    YesNo(bool),
    Text(String),
    Number(i64),
    Search(SearchOption),
    FollowMe(Vec<FollowMe>),
}

impl Value {
    pub fn kind(&self) -> Kind {
        match self {
            Self::YesNo(_) => Kind::YesNo,
            Self::Text(_) => Kind::Text,
            Self::Number(_) => Kind::Number,
            Self::Search(_) => Kind::Search,
            Self::FollowMe(_) => Kind::FollowMe,
        }
    }

    /// What an own value begins from where the server sent no effective one.
    pub fn blank(kind: Kind) -> Self {
        match kind {
            Kind::YesNo => Self::YesNo(false),
            Kind::Text => Self::Text(String::new()),
            Kind::Number => Self::Number(0),
            Kind::Search => Self::Search(SearchOption::All),
            Kind::FollowMe => Self::FollowMe(Vec::new()),
        }
    }

    /// A value of that kind, and of no other. Null is no value.
    pub fn read(kind: Kind, value: &Json) -> Option<Self> {
        match kind {
            Kind::YesNo => value.as_bool().map(Self::YesNo),
            Kind::Text => value.as_str().map(|text| Self::Text(text.to_string())),
            Kind::Number => strictly_whole(value).map(Self::Number),
            Kind::Search => {
                strictly_whole(value).map(|number| Self::Search(SearchOption::from_number(number)))
            }
            Kind::FollowMe => {
                let entries = value.as_array()?.iter().map(FollowMe::read).collect::<Option<_>>()?;
                Some(Self::FollowMe(entries))
            }
        }
    }

    /// As it is sent, without what wraps an inheritable one.
    pub fn write(&self) -> Json {
        match self {
            Self::YesNo(value) => json!(value),
            Self::Text(value) => json!(value),
            Self::Number(value) => json!(value),
            Self::Search(option) => json!(option.number()),
            Self::FollowMe(entries) => entries.iter().map(FollowMe::write).collect(),
        }
    }
}

/// The longest phone number that is worth sending. The server's own limit is
/// not documented; no address that can be dialled is longer than this.
pub const LONGEST_NUMBER: usize = 255;
/// The timeout is an Int in the document, so more cannot be sent.
pub const LONGEST_TIMEOUT: i64 = i32::MAX as i64;
/// Stands for a text that is no whole number, so that it is kept while it is
/// typed. It fits no Int, and so is never sent.
pub const NO_NUMBER: i64 = i64::MIN;

/// A whole number as it is typed. One that is too large stays too large;
/// what is no whole number is [`NO_NUMBER`].
pub fn typed_number(text: &str) -> i64 {
    use std::num::IntErrorKind::{NegOverflow, PosOverflow};
    match text.trim().parse::<i64>() {
        Ok(number) => number.max(NO_NUMBER + 1),
        Err(error) if *error.kind() == PosOverflow => i64::MAX,
        Err(error) if *error.kind() == NegOverflow => NO_NUMBER + 1,
        Err(_) => NO_NUMBER,
    }
}

/// Is a number between two others? `WrongType` stands for no number at all.
fn check_number(number: i64, min: i64, max: i64) -> Option<Trouble> {
    match number {
        NO_NUMBER => Some(Trouble::WrongType),
        number if (min..=max).contains(&number) => None,
        _ => Some(Trouble::OutOfRange { min: Some(min), max: Some(max), step: None }),
    }
}

/// Checks one entry of a follow-me list before it is sent: a courtesy, the
/// server decides. Each problem names its part.
pub fn check_follow_me(entry: &FollowMe) -> Vec<(Part, Trouble)> {
    let mut problems = Vec::new();
    let number = entry.phone_number.trim();
    if number.is_empty() {
        problems.push((Part::PhoneNumber, Trouble::Missing));
    } else if number.chars().count() > LONGEST_NUMBER {
        problems.push((Part::PhoneNumber, Trouble::TooLong { max: u32::try_from(LONGEST_NUMBER).ok() }));
    } else if number.chars().any(char::is_control) {
        problems.push((Part::PhoneNumber, Trouble::WrongForm(Form::PhoneNumber)));
    }
    problems.extend(check_number(entry.timeout, 0, LONGEST_TIMEOUT).map(|trouble| (Part::Timeout, trouble)));
    problems
}

/// Checks any value before it is sent; a number must fit the document's Int,
/// a text may not hold control characters.
pub fn check(value: &Value) -> Option<Trouble> {
    match value {
        Value::Number(number) => check_number(*number, i64::from(i32::MIN), i64::from(i32::MAX)),
        Value::Text(text) if text.chars().any(char::is_control) => Some(Trouble::WrongForm(Form::Other)),
        _ => None,
    }
}
