//! What is sent of a user: only what changed, in the words of the dialect.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::ages::Api;
use super::check::{self, as_bool};
use super::dialect::{Clearing, Dialect};
use super::field::{Field, FieldKind};
use crate::domain::{Problem, Refusal, Secret, Trouble};

/// A value to be sent. It has no Debug, for it may be a password.
#[derive(Clone, PartialEq)]
pub enum NewValue {
    Text(String),
    Secret(Secret),
    Number(i64),
    Switch(bool),
    /// Take the value away, by null or by the empty text, as the dialect has it.
    Clear,
}

impl NewValue {
    /// The value that a form's text stands for. Nothing but spaces is
    /// [`NewValue::Clear`].
    ///
    /// # Errors
    /// The problem that [`check`](check::check) gives.
    pub fn from_typed(field: Field, typed: &str, dialect: &Dialect) -> Result<Self, Problem> {
        if let Some(problem) = check::check(field, typed, dialect) {
            return Err(problem);
        }
        let trimmed = typed.trim();
        if trimmed.is_empty() {
            return Ok(Self::Clear);
        }
        let wrong = || Problem::at(field.name(), Trouble::WrongType);
        match field.kind() {
            FieldKind::Number | FieldKind::Choice => trimmed.parse().map(Self::Number).map_err(|_| wrong()),
            FieldKind::Switch => as_bool(trimmed).map(Self::Switch).ok_or_else(wrong),
            FieldKind::Secret => Ok(Self::Secret(Secret::new(typed.to_owned()))),
            FieldKind::Text | FieldKind::Reading => Ok(Self::Text(typed.to_owned())),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Clear => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Secret(secret) => secret.is_empty(),
            Self::Number(_) | Self::Switch(_) => false,
        }
    }
}

/// The same for a value that is about to be sent.
fn check_value(field: Field, value: &NewValue, dialect: &Dialect) -> Option<Problem> {
    let trouble = match (value, field.kind()) {
        (NewValue::Clear, _) => check::empty(field, dialect),
        (NewValue::Secret(secret), FieldKind::Secret) => return check::check_secret(field, secret, dialect),
        (NewValue::Text(text), FieldKind::Text | FieldKind::Secret) => {
            return check::check(field, text, dialect);
        }
        (NewValue::Number(number), FieldKind::Number | FieldKind::Choice) => {
            check::number_trouble(*number, &dialect.limits(field))
        }
        (NewValue::Switch(_), FieldKind::Switch) => None,
        _ => Some(Trouble::WrongType),
    };
    trouble.map(|trouble| Problem::at(field.name(), trouble))
}

/// Why there is nothing to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsendable {
    /// Nothing changed, or nothing that this server takes. (`{}` is a fault
    /// of the database on API 1.0.)
    Nothing,
    Refused(Vec<Problem>),
}

/// A change to a user: never empty, checked, and without what must not be
/// sent (`id`, `line`, `links`, what other resources associate).
#[derive(Clone, PartialEq)]
pub struct Changes {
    dialect: Dialect,
    /// In the order of [`Field::ALL`], each field once.
    values: Vec<(Field, NewValue)>,
}

impl Changes {
    /// Changes to a user that is there. The same checks as at typing.
    ///
    /// # Errors
    /// What is wrong with the values.
    pub fn new(
        dialect: &Dialect,
        values: impl IntoIterator<Item = (Field, NewValue)>,
    ) -> Result<Self, Unsendable> {
        let values = values.into_iter().filter(|(field, _)| field.in_account().is_none());
        Self::checked(*dialect, values.collect())
    }

    /// The changes to send, where having none is no fault.
    ///
    /// # Errors
    /// What is wrong with the values.
    pub fn or_nothing(changes: Result<Self, Unsendable>) -> Result<Option<Self>, Refusal> {
        match changes {
            Ok(changes) => Ok(Some(changes)),
            Err(Unsendable::Nothing) => Ok(None),
            Err(Unsendable::Refused(problems)) => Err(Refusal::of_values(problems)),
        }
    }

    /// The values of a new user: what is empty is left out, what is required must be there.
    ///
    /// # Errors
    /// What is wrong with the values, and which are missing.
    pub fn for_new_user(
        dialect: &Dialect,
        values: impl IntoIterator<Item = (Field, NewValue)>,
    ) -> Result<Self, Unsendable> {
        let values: Vec<_> = values.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let missing = Field::ALL.iter().copied().filter(|field| {
            dialect.requires(*field)
                && dialect.writes(*field)
                && !values.iter().any(|(known, _)| known == field)
        });
        let missing: Vec<_> = missing.map(|field| Problem::at(field.name(), Trouble::Missing)).collect();
        match Self::checked(*dialect, values) {
            Ok(changes) if missing.is_empty() => Ok(changes),
            Ok(_) | Err(Unsendable::Nothing) if !missing.is_empty() => Err(Unsendable::Refused(missing)),
            Err(Unsendable::Refused(mut problems)) => {
                problems.splice(0..0, missing);
                Err(Unsendable::Refused(problems))
            }
            other => other,
        }
    }

    fn checked(dialect: Dialect, given: Vec<(Field, NewValue)>) -> Result<Self, Unsendable> {
        let mut values: Vec<(Field, NewValue)> = Vec::with_capacity(given.len());
        for (field, value) in given {
            if !dialect.writes(field) {
                continue;
            }
            let value = if value.is_empty() { NewValue::Clear } else { value };
            match values.iter_mut().find(|(known, _)| *known == field) {
                Some(known) => known.1 = value,
                None => {
                    let place = values.partition_point(|(other, _)| *other < field);
                    values.insert(place, (field, value));
                }
            }
        }
        if values.is_empty() {
            return Err(Unsendable::Nothing);
        }
        let problems: Vec<_> =
            values.iter().filter_map(|(field, value)| check_value(*field, value, &dialect)).collect();
        if !problems.is_empty() {
            return Err(Unsendable::Refused(problems));
        }
        Ok(Self { dialect, values })
    }

    pub fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// The fields that are sent, in order.
    pub fn fields(&self) -> impl Iterator<Item = Field> {
        self.values.iter().map(|(field, _)| *field)
    }

    pub fn get(&self, field: Field) -> Option<&NewValue> {
        self.values.iter().find(|(known, _)| *known == field).map(|(_, value)| value)
    }

    /// Is an account asked for, with which somebody new signs in?
    pub fn has_account(&self) -> bool {
        self.fields().any(|field| field.in_account().is_some())
    }

    /// Does a first or last name change (and so, on some servers, the voicemail's name)?
    pub fn renames(&self) -> bool {
        self.fields().any(|field| matches!(field, Field::Firstname | Field::Lastname))
    }

    /// The passwords in it, to be taken out of what the server says.
    pub fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.values.iter().filter_map(|(_, value)| match value {
            NewValue::Secret(secret) => Some(secret),
            _ => None,
        })
    }

    /// The one text that is longer than a database's limit, if there is just one.
    pub(super) fn longer_than(&self, max: u32) -> Option<Field> {
        let mut found = self.values.iter().filter(|(_, value)| match value {
            NewValue::Text(text) => text.chars().count() > max as usize,
            NewValue::Secret(secret) => secret.satisfies(|text| text.chars().count() > max as usize),
            _ => false,
        });
        let first = found.next().map(|(field, _)| *field);
        first.filter(|_| found.next().is_none())
    }
}

impl Serialize for Changes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let account: Vec<_> = self.values.iter().filter(|(field, _)| field.in_account().is_some()).collect();
        for (field, value) in self.values.iter().filter(|(field, _)| field.in_account().is_none()) {
            let Some(name) = self.dialect.wire_name(*field) else { continue };
            match value {
                NewValue::Text(text) => map.serialize_entry(name, text)?,
                NewValue::Secret(secret) => map.serialize_entry(name, secret.for_request())?,
                NewValue::Number(number) => map.serialize_entry(name, number)?,
                // API 1.0's document has the numbers 1 and 0 here.
                NewValue::Switch(on) if self.dialect.api() == Api::V10 => {
                    map.serialize_entry(name, &u8::from(*on))?;
                }
                NewValue::Switch(on) => map.serialize_entry(name, on)?,
                NewValue::Clear if self.dialect.clears(*field) == Clearing::EmptyText => {
                    map.serialize_entry(name, "")?;
                }
                NewValue::Clear => map.serialize_entry(name, &())?,
            }
        }
        if !account.is_empty() {
            map.serialize_entry("auth", &Account(&account))?;
        }
        map.end()
    }
}

/// What a POST says of the account with which somebody new signs in.
struct Account<'a>(&'a [&'a (Field, NewValue)]);

impl Serialize for Account<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (field, value) in self.0 {
            match (field.in_account(), value) {
                (Some(name), NewValue::Text(text)) => map.serialize_entry(name, text)?,
                (Some(name), NewValue::Secret(secret)) => map.serialize_entry(name, secret.for_request())?,
                _ => {}
            }
        }
        map.end()
    }
}
