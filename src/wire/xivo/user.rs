//! One user, as read from a server of any age.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::account::Account;
use super::field::{Field, FieldKind, FieldSet};
use super::telephone::Telephone;
use super::user_id::UserId;
use crate::domain::{Refusal, Secret};
use crate::wire::Response;
use crate::wire::json::{self, Scalar, Unreadable};

/// The value of a field. Absent is no value at all; null is [`FieldValue::Null`].
#[derive(Clone, PartialEq)]
pub enum FieldValue {
    Null,
    Text(String),
    Secret(Secret),
    Number(i64),
    Switch(bool),
    /// Something that another resource associates: its id, and its name or number.
    Reference {
        id: Option<i64>,
        name: String,
    },
}

/// A user's record: 1.0's whole one, and that of every age of 1.1.
///
/// It is read by the table of [`Field`], which names each member once for reading, sending
/// and problems. A derived type of its 41 members, beside that table, was measured at 16 kB
/// of WebAssembly more.
///
/// What is not a field of ours is not kept. A value of the wrong type is not
/// kept either, and named in [`User::odd`].
#[derive(Clone, PartialEq)]
pub struct User {
    id: UserId,
    /// In the order of [`Field::ALL`].
    values: Vec<(Field, FieldValue)>,
    present: FieldSet,
    odd: FieldSet,
    telephone: Option<Telephone>,
}

impl User {
    /// Reads the body of a good answer.
    ///
    /// # Errors
    /// The body is no user.
    pub fn from_response(response: &Response) -> Result<Self, Refusal> {
        Self::from_json(json::read(response)?)
            .ok_or_else(|| json::not_read(response, Unreadable::NotUnderstood))
    }

    /// The same, of the person who was asked for.
    ///
    /// # Errors
    /// The body is no user, or somebody else: something on the way has mixed up two answers.
    pub fn from_response_of(response: &Response, id: &UserId) -> Result<Self, Refusal> {
        let user = Self::from_response(response)?;
        if user.is_under(id) { Ok(user) } else { Err(json::not_read(response, Unreadable::NotUnderstood)) }
    }

    /// Is the person found by this id: the one of paths, or the UUID?
    fn is_under(&self, id: &UserId) -> bool {
        let number = |id: &UserId| id.as_str().parse::<u64>().ok();
        let is_number = number(id).is_some() && number(id) == number(&self.id);
        // Servers find a UUID however it is written: in capitals, in braces, without its hyphens.
        let digits = |uuid: &str| -> String {
            uuid.chars().filter(char::is_ascii_hexdigit).map(|digit| digit.to_ascii_lowercase()).collect()
        };
        let is_uuid = || {
            let asked = digits(id.as_str());
            asked.len() == 32 && [self.text(Field::Uuid), self.id.as_str()].map(digits).contains(&asked)
        };
        self.id == *id || is_number || is_uuid()
    }

    /// Reads a record. `None` if it is no object, or has no id.
    pub fn from_json(record: Json) -> Option<Self> {
        let Json::Object(record) = record else { return None };
        let id = record.get("id").and_then(text).or_else(|| record.get("uuid").and_then(text))?;
        let mut user = Self {
            id: UserId::new(id),
            values: Vec::new(),
            present: FieldSet::EMPTY,
            odd: FieldSet::EMPTY,
            telephone: Telephone::from_json(&record),
        };
        for (key, value) in record {
            let Some(field) = Field::from_record(&key) else { continue };
            user.present = user.present.with(field);
            match read(field, value) {
                Some(value) => {
                    let place = user.values.partition_point(|(other, _)| *other <= field);
                    user.values.insert(place, (field, value));
                }
                None => user.odd = user.odd.with(field),
            }
        }
        Some(user)
    }

    /// The id for paths.
    pub fn id(&self) -> &UserId {
        &self.id
    }

    /// The value of a field; `None` if the server did not send it, or not in
    /// a form that was understood.
    pub fn get(&self, field: Field) -> Option<&FieldValue> {
        self.values.iter().find(|(known, _)| *known == field).map(|(_, value)| value)
    }

    /// The keys that the server sent, understood or not.
    pub fn present(&self) -> FieldSet {
        self.present
    }

    /// The fields whose values were of a wrong type.
    pub fn odd(&self) -> FieldSet {
        self.odd
    }

    /// Takes in what the person signs in with, which another service tells: all of it empty
    /// where there is no account.
    pub fn add_account(&mut self, account: &Account) {
        let values = [
            (Field::AccountUsername, &account.username),
            (Field::AccountEmailAddress, &account.email_address),
        ];
        for (field, value) in values {
            let value = value.clone().map_or(FieldValue::Null, FieldValue::Text);
            self.present = self.present.with(field);
            self.values.retain(|(other, _)| *other != field);
            let place = self.values.partition_point(|(other, _)| *other <= field);
            self.values.insert(place, (field, value));
        }
    }

    /// What the person telephones with; `None` where the record does not tell.
    pub fn telephone(&self) -> Option<&Telephone> {
        self.telephone.as_ref()
    }

    /// A text as a form shows it: null and absent are empty. Secrets are not given.
    pub fn text(&self, field: Field) -> &str {
        match self.get(field) {
            Some(FieldValue::Text(text)) => text,
            Some(FieldValue::Reference { name, .. }) => name,
            _ => "",
        }
    }

    pub fn number(&self, field: Field) -> Option<i64> {
        match self.get(field)? {
            FieldValue::Number(number) => Some(*number),
            FieldValue::Reference { id, .. } => *id,
            _ => None,
        }
    }

    pub fn switch(&self, field: Field) -> Option<bool> {
        match self.get(field)? {
            FieldValue::Switch(on) => Some(*on),
            _ => None,
        }
    }

    pub fn secret(&self, field: Field) -> Option<&Secret> {
        match self.get(field)? {
            FieldValue::Secret(secret) => Some(secret),
            _ => None,
        }
    }

    /// First and last name, as far as there are any.
    pub fn full_name(&self) -> String {
        full_name(self.text(Field::Firstname), self.text(Field::Lastname))
    }

    /// Is there a password? `None` if the server did not say.
    pub fn has_password(&self) -> Option<bool> {
        self.has_text_or_secret(Field::Password)
    }

    /// Is there a username? `None` if the server did not say.
    pub fn has_username(&self) -> Option<bool> {
        self.has_text_or_secret(Field::Username)
    }

    /// Is something associated under this field (line, voicemail, agent, CTI profile)?
    /// `None` if the server did not say.
    pub fn is_associated(&self, field: Field) -> Option<bool> {
        self.get(field).map(|value| *value != FieldValue::Null)
    }

    fn has_text_or_secret(&self, field: Field) -> Option<bool> {
        match self.get(field)? {
            FieldValue::Secret(secret) => Some(!secret.is_empty()),
            FieldValue::Text(text) => Some(!text.is_empty()),
            _ => Some(false),
        }
    }
}

/// Reads the value of a field. `None` if it is of no type that is understood.
fn read(field: Field, value: Json) -> Option<FieldValue> {
    if value.is_null() {
        return Some(FieldValue::Null);
    }
    match field {
        Field::Line => return line(&value),
        Field::Voicemail | Field::Agent | Field::CtiProfile | Field::Entity => return reference(&value),
        _ => {}
    }
    match field.kind() {
        FieldKind::Secret => text(&value).map(|text| FieldValue::Secret(Secret::new(text))),
        FieldKind::Number => Scalar::of(&value).whole_number().map(FieldValue::Number),
        FieldKind::Switch => Scalar::of(&value).as_bool().map(FieldValue::Switch),
        FieldKind::Text | FieldKind::Reading | FieldKind::Choice => text(&value).map(FieldValue::Text),
    }
}

/// A text, or a number as its digits.
fn text(value: &Json) -> Option<String> {
    Scalar::of(value).into_text().map(Cow::into_owned)
}

/// `1`, or `{"id": 1, "name": "Agent"}`, or `{"id": 1, "number": "1001"}`.
fn reference(value: &Json) -> Option<FieldValue> {
    if let Some(id) = Scalar::of(value).whole_number() {
        return Some(FieldValue::Number(id));
    }
    let object = value.as_object()?;
    let id = object.get("id").and_then(|id| Scalar::of(id).whole_number());
    let name = object.get("name").or_else(|| object.get("number")).and_then(text);
    match (id, name) {
        (None, None) => None,
        (id, name) => Some(FieldValue::Reference { id, name: name.unwrap_or_default() }),
    }
}

/// `{"number": "1001"}` in API 1.0; a list of lines with extensions in API 1.1 of 2019.
/// A list without lines is as good as null.
fn line(value: &Json) -> Option<FieldValue> {
    if let Some(object) = value.as_object() {
        return match object.get("number") {
            Some(Json::Null) => Some(FieldValue::Text(String::new())),
            Some(number) => text(number).map(FieldValue::Text),
            None => None,
        };
    }
    let lines = value.as_array()?;
    if lines.is_empty() {
        return Some(FieldValue::Null);
    }
    let mut numbers = String::new();
    let extensions = lines.iter().filter_map(|line| line.get("extensions")?.as_array()).flatten();
    for number in extensions.filter_map(|extension| extension.get("exten").and_then(text)) {
        if !numbers.is_empty() {
            numbers.push_str(", ");
        }
        numbers.push_str(&number);
    }
    if numbers.is_empty() {
        numbers = lines.iter().find_map(|line| line.get("name").and_then(text)).unwrap_or_default();
    }
    Some(FieldValue::Text(numbers))
}

/// First and last name with a space between, as far as there are any.
pub(super) fn full_name(first: &str, last: &str) -> String {
    [first.trim(), last.trim()].join(" ").trim().to_owned()
}
