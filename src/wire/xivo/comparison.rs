//! What became of a change: the object that was read afterwards, held against what was sent.
//!
//! An acknowledgement is not its effect. Servers were recorded that answer 204 and keep
//! what was, that keep one of two fields, and that store another value than the one sent.
//! So only what stands in the record afterwards counts, and it counts as it was sent but
//! for the few ways in which a server was recorded to write it otherwise.

use super::ages::CallerIdRule;
use super::changes::{Changes, NewValue};
use super::dialect::Dialect;
use super::field::Field;
use super::user::{FieldValue, User};
pub use crate::form::ValueOutcome;

/// How the names in a record stand to those that were sent of somebody new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameMatch {
    /// They are as they were sent.
    Exact,
    /// Some are missing or written in another way, as a server may keep them.
    Loose,
    /// One of them is another name: the record is somebody else's.
    No,
}

/// Compares the names that were sent of somebody new with those of a record. The id alone does not
/// tell whose record it is: a creation that was answered and not made leaves its id to the next one.
pub fn compare_names(sent: &Changes, read: &User) -> NameMatch {
    let compare = |field| {
        let (new, now) = (sent.get(field), read.text(field));
        let is_stored = match new {
            Some(new) => compare_value(sent.dialect(), field, new, read) != ValueOutcome::NotStored,
            None => now.is_empty(),
        };
        let text = if let Some(NewValue::Text(text)) = new { text.as_str() } else { "" };
        let is_like = || !letters(now).is_empty() && letters(text) == letters(now);
        match is_stored {
            true => NameMatch::Exact,
            false if now.is_empty() || is_like() => NameMatch::Loose,
            false => NameMatch::No,
        }
    };
    match (compare(Field::Firstname), compare(Field::Lastname)) {
        (NameMatch::No, _) | (_, NameMatch::No) => NameMatch::No,
        (NameMatch::Exact, NameMatch::Exact) => NameMatch::Exact,
        _ => NameMatch::Loose,
    }
}

/// What two ways to write a name have in common.
pub fn letters(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Compares one value that was sent with the record that was read afterwards.
pub fn compare_value(dialect: &Dialect, field: Field, sent: &NewValue, read: &User) -> ValueOutcome {
    // A value that is not understood is none of those that can be sent.
    if read.odd().contains(field) {
        return ValueOutcome::NotStored;
    }
    if field == Field::AccountPassword {
        return compare_account(read);
    }
    let Some(read) = read.get(field) else { return ValueOutcome::Unknown };
    let is_stored = match (sent, read) {
        (NewValue::Clear, read) => is_empty(read),
        (NewValue::Text(sent), FieldValue::Text(read)) => is_stored_as(dialect, field, sent, read),
        (NewValue::Secret(sent), FieldValue::Secret(read)) => sent == read,
        (NewValue::Number(sent), FieldValue::Number(read)) => sent == read,
        (NewValue::Number(sent), FieldValue::Reference { id, .. }) => Some(*sent) == *id,
        (NewValue::Switch(sent), FieldValue::Switch(read)) => sent == read,
        _ => false,
    };
    if is_stored { ValueOutcome::Stored } else { ValueOutcome::NotStored }
}

/// The password of an account cannot be read. An account that is there was made of all that
/// was sent for it, for the service refuses the whole or takes the whole.
fn compare_account(read: &User) -> ValueOutcome {
    match (read.get(Field::AccountUsername), read.get(Field::AccountEmailAddress)) {
        (Some(username), Some(email)) if is_empty(username) && is_empty(email) => ValueOutcome::NotStored,
        (Some(_), Some(_)) => ValueOutcome::Stored,
        _ => ValueOutcome::Unknown,
    }
}

/// Null, the empty text and no association are all the same nothing.
fn is_empty(value: &FieldValue) -> bool {
    match value {
        FieldValue::Null => true,
        FieldValue::Text(text) => text.is_empty(),
        FieldValue::Secret(secret) => secret.is_empty(),
        FieldValue::Reference { id, name } => id.is_none() && name.is_empty(),
        FieldValue::Number(_) | FieldValue::Switch(_) => false,
    }
}

/// The server of 2014 puts double quotes around a caller ID. One that had them already has
/// more of them afterwards, which is another caller ID.
fn is_stored_as(dialect: &Dialect, field: Field, sent: &str, read: &str) -> bool {
    let is_quoted = || {
        field == Field::CallerId
            && dialect.caller_id_rule() == CallerIdRule::QuotesAdded
            && !sent.contains('"')
            && read.strip_prefix('"').and_then(|read| read.strip_suffix('"')) == Some(sent)
    };
    sent == read || is_quoted()
}
