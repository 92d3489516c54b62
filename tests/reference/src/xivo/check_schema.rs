//! What a user must be for API 1.1 of 2019: all problems at once.

use serde_json::{Map, Value};

use super::answers;
use super::check_early::is_mobile;
use super::check_parsed::{is_caller_id, is_name_char};
use super::fields::{self, repr};
use super::store::{Store, User};
use crate::http::{Answer, Asked};

pub const MISUNDERSTOOD: &str =
    "The browser (or proxy) sent a request that this server could not understand.";
pub const NULL: &str = "Field may not be null.";
const PATTERN: &str = "String does not match expected pattern.";

/// One sentence for each field that is refused.
pub type Problems = Vec<(String, String)>;

pub fn refusal(problems: &Problems) -> Answer {
    let sentences: Vec<String> =
        problems.iter().map(|(field, what)| format!("Input Error - {field}: [{}]", repr(what, ""))).collect();
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
        Ok(_) => Err(refusal(&vec![("_schema".into(), "Invalid input type.".into())])),
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
            None if new && name == "firstname" => Err("Missing data for required field.".to_owned()),
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

fn set(user: &mut User, name: &str, value: &Value) -> Result<(), String> {
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
        *place = boolean(value)?;
        return Ok(());
    }
    let number = match name {
        "ring_seconds" => Some((&mut user.ring_seconds, 0, 60)),
        "simultaneous_calls" => Some((&mut user.simultaneous_calls, 1, 20)),
        "subscription_type" => Some((&mut user.subscription_type, 0, 10)),
        _ => None,
    };
    if let Some((place, min, max)) = number {
        let number = integer(value)?.ok_or(NULL)?;
        if number < min || number > max {
            return Err(format!("Must be between {min} and {max}."));
        }
        *place = number;
        return Ok(());
    }
    let text = match value {
        Value::Null if matches!(name, "firstname" | "caller_id") => return Err(NULL.into()),
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        _ => return Err("Not a valid string.".into()),
    };
    if let Some(text) = &text {
        check(name, text)?;
    }
    if let Some(slot) = fields::slot(user, name) {
        slot.set(text);
    }
    Ok(())
}

/// As the library takes truth: the words for it too, but not "yes" and "no".
pub fn boolean(value: &Value) -> Result<bool, String> {
    let wrong = || "Not a valid boolean.".to_owned();
    match value {
        Value::Null => Err(NULL.into()),
        Value::Bool(b) => Ok(*b),
        Value::Number(n) => match n.as_i64() {
            Some(1) => Ok(true),
            Some(0) => Ok(false),
            _ => Err(wrong()),
        },
        Value::String(text) => match text.as_str() {
            "t" | "T" | "true" | "True" | "TRUE" | "1" => Ok(true),
            "f" | "F" | "false" | "False" | "FALSE" | "0" => Ok(false),
            _ => Err(wrong()),
        },
        _ => Err(wrong()),
    }
}

/// None for null.
pub fn integer(value: &Value) -> Result<Option<i64>, String> {
    match value {
        Value::Null => Ok(None),
        other => fields::integer(other).map(Some).ok_or_else(|| "Not a valid integer.".to_owned()),
    }
}

pub fn check(name: &str, text: &str) -> Result<(), String> {
    let matched = match name {
        "email" => return if is_email(text) { Ok(()) } else { Err("Not a valid email address.".into()) },
        "language" => is_language(text),
        "caller_id" => is_caller_id(text),
        "mobile_phone_number" => is_mobile(text),
        "username" => (2..=254).contains(&text.chars().count()) && text.chars().all(is_name_char),
        "password" => (4..=64).contains(&text.chars().count()) && text.chars().all(is_name_char),
        "call_permission_password" => {
            (1..=16).contains(&text.len())
                && text.bytes().all(|b| b.is_ascii_digit() || b == b'*' || b == b'#')
        }
        _ => true,
    };
    if !matched {
        return Err(PATTERN.into());
    }
    match fields::by_name(name) {
        Some(field) if text.chars().count() > field.max && name != "username" => {
            Err(format!("Longer than maximum length {}.", field.max))
        }
        _ => Ok(()),
    }
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
