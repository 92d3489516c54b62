//! What a user must be for API 1.1 of 2019: all problems at once.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::answers;
use super::check_parsed::{is_caller_id, is_mobile, is_name_char};
use super::fields::{self, repr};
use super::python;
use super::store::{Store, User};
use crate::http::{Answer, Asked};

pub const MISUNDERSTOOD: &str =
    "The browser (or proxy) sent a request that this server could not understand.";
const NULL: &str = "Field may not be null.";
const PATTERN: &str = "String does not match expected pattern.";

/// For each field that is refused, why.
pub type Problems = Vec<(String, Vec<String>)>;

pub fn refusal(problems: &Problems) -> Answer {
    let sentences: Vec<String> = problems
        .iter()
        .map(|(field, all)| {
            let all: Vec<String> = all.iter().map(|what| repr(what, "")).collect();
            format!("Input Error - {field}: [{}]", all.join(", "))
        })
        .collect();
    answers::errors(400, answers::JSON, &sentences)
}

/// The body; one that is not said to be JSON is as good as empty.
///
/// # Errors
/// 400 for JSON that is none, or not an object.
pub fn read(asked: &Asked) -> Result<Map<String, Value>, Answer> {
    if !asked.header("Content-Type").unwrap_or_default().starts_with("application/json") {
        return Ok(Map::new());
    }
    match serde_json::from_slice(&asked.body) {
        Ok(Value::Object(object)) => Ok(object),
        // Whatever is empty passes for an empty object.
        Ok(other) if !python::is_true(&other) => Ok(Map::new()),
        Ok(_) => Err(refusal(&vec![("_schema".into(), vec!["Invalid input type.".into()])])),
        Err(_) => Err(answers::error(400, MISUNDERSTOOD)),
    }
}

/// In the order of the schema.
const FIELDS: [&str; 24] = [
    "firstname",
    "lastname",
    "email",
    "timezone",
    "language",
    "description",
    "caller_id",
    "outgoing_caller_id",
    "mobile_phone_number",
    "username",
    "password",
    "music_on_hold",
    "preprocess_subroutine",
    "userfield",
    "call_transfer_enabled",
    "dtmf_hangup_enabled",
    "call_record_enabled",
    "online_call_record_enabled",
    "supervision_enabled",
    "ring_seconds",
    "simultaneous_calls",
    "call_permission_password",
    "subscription_type",
    "enabled",
];

pub fn apply(store: &Store, asked: &Asked, user: &mut User, new: bool) -> Result<Map<String, Value>, Answer> {
    let sent = read(asked)?;
    let mut problems = Problems::new();
    for name in FIELDS {
        let outcome = match sent.get(name) {
            None if new && name == "firstname" => Err(vec!["Missing data for required field.".to_owned()]),
            None => Ok(()),
            Some(value) => set(user, name, value),
        };
        if let Err(what) = outcome {
            problems.push((name.to_owned(), what));
        }
    }
    if !problems.is_empty() {
        return Err(refusal(&problems));
    }
    if new && !sent.contains_key("caller_id") {
        user.caller_id = Some(format!("\"{}\"", user.full_name()));
    }
    taken(store, &sent, user)?;
    Ok(sent)
}

fn set(user: &mut User, name: &str, value: &Value) -> Result<(), Vec<String>> {
    let switch = match name {
        "call_transfer_enabled" => Some(&mut user.call_transfer_enabled),
        "dtmf_hangup_enabled" => Some(&mut user.dtmf_hangup_enabled),
        "call_record_enabled" => Some(&mut user.call_record_enabled),
        "online_call_record_enabled" => Some(&mut user.online_call_record_enabled),
        "supervision_enabled" => Some(&mut user.supervision_enabled),
        "enabled" => Some(&mut user.enabled),
        _ => None,
    };
    if let Some(place) = switch {
        *place = boolean(value).map_err(|what| vec![what])?;
        return Ok(());
    }
    let number = match name {
        "ring_seconds" => Some((&mut user.ring_seconds, 0, 60)),
        "simultaneous_calls" => Some((&mut user.simultaneous_calls, 1, 20)),
        "subscription_type" => Some((&mut user.subscription_type, 0, 10)),
        _ => None,
    };
    if let Some((place, min, max)) = number {
        return set_number(place, value, min..=max, format!("Must be between {min} and {max}."));
    }
    set_text(user, name, value, check)
}

/// A number within its bounds.
///
/// # Errors
/// What is wrong with it; `outside` if it is beyond the bounds.
pub fn set_number(
    place: &mut i64,
    value: &Value,
    bounds: RangeInclusive<i64>,
    outside: String,
) -> Result<(), Vec<String>> {
    let number = integer(value).and_then(|n| n.ok_or_else(|| NULL.to_owned())).map_err(|what| vec![what])?;
    if !bounds.contains(&number) {
        return Err(vec![outside]);
    }
    *place = number;
    Ok(())
}

/// A text that `check` finds nothing wrong with, or null where that clears.
///
/// # Errors
/// Everything that is wrong with it.
pub fn set_text(
    user: &mut User,
    name: &str,
    value: &Value,
    check: impl Fn(&str, &str) -> Vec<String>,
) -> Result<(), Vec<String>> {
    let text = match value {
        Value::Null if matches!(name, "firstname" | "caller_id") => return Err(vec![NULL.into()]),
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        _ => return Err(vec!["Not a valid string.".into()]),
    };
    if let Some(text) = &text {
        let wrong = check(name, text);
        if !wrong.is_empty() {
            return Err(wrong);
        }
    }
    if let Some(slot) = fields::slot(user, name) {
        slot.set(text);
    }
    Ok(())
}

/// true and false, and no word or number for them.
///
/// # Errors
/// The library's sentence.
pub fn boolean(value: &Value) -> Result<bool, String> {
    match value {
        Value::Null => Err(NULL.into()),
        Value::Bool(b) => Ok(*b),
        _ => Err("Not a valid boolean.".into()),
    }
}

/// None for null.
pub fn integer(value: &Value) -> Result<Option<i64>, String> {
    match value {
        Value::Null => Ok(None),
        other => fields::integer(other).map(Some).ok_or_else(|| "Not a valid integer.".to_owned()),
    }
}

/// Everything that is wrong with a text.
pub fn check(name: &str, text: &str) -> Vec<String> {
    let length = text.chars().count();
    let is_matched = match name {
        "language" => is_language(text),
        "caller_id" => is_caller_id(text),
        "mobile_phone_number" => is_mobile(text),
        "username" => (2..=254).contains(&length) && text.chars().all(|c| c == '@' || is_name_char(c)),
        "password" => (4..=64).contains(&length) && text.chars().all(is_name_char),
        "call_permission_password" => {
            (1..=16).contains(&length) && text.bytes().all(|b| b.is_ascii_digit() || b == b'*' || b == b'#')
        }
        _ => true,
    };
    // A pattern with a length in it needs no bound beside it.
    let most = match name {
        "language" | "username" | "password" | "call_permission_password" => usize::MAX,
        "mobile_phone_number" => 80,
        _ => fields::by_name(name).map_or(usize::MAX, |field| field.max),
    };
    let mut wrong = Vec::new();
    if name == "email" && !is_email(text) {
        wrong.push("Not a valid email address.".to_owned());
    }
    if !is_matched {
        wrong.push(PATTERN.to_owned());
    }
    if length > most {
        wrong.push(format!("Longer than maximum length {most}."));
    }
    wrong
}

/// `^[a-z]{2}_[A-Z]{2}$`
fn is_language(text: &str) -> bool {
    match text.as_bytes() {
        [a, b, b'_', c, d] => {
            [a, b].iter().all(|x| x.is_ascii_lowercase()) && [c, d].iter().all(|x| x.is_ascii_uppercase())
        }
        _ => false,
    }
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty()
            // The one name without a dot that the library lets pass.
            && (host == "localhost" || host.contains('.') && host.split('.').all(|part| !part.is_empty()))
            && !text.contains(' ')
    })
}

pub fn taken(store: &Store, sent: &Map<String, Value>, user: &User) -> Result<(), Answer> {
    let exists = |field: &str, value: &str| {
        let shown = repr(value, "");
        Err(answers::error(400, format!("Resource Error - User already exists ('{field}': {shown})")))
    };
    if let Some(email) = user.email.as_deref().filter(|_| sent.contains_key("email"))
        && store.all().any(|other| other.id != user.id && other.email.as_deref() == Some(email))
    {
        return exists("email", email);
    }
    if sent.contains_key("username")
        && !user.username.is_empty()
        && store.all().any(|other| other.id != user.id && other.username == user.username)
    {
        return exists("username", &user.username);
    }
    Ok(())
}
