//! What a user must be for API 1.1 of 2016: one problem at a time.

use serde_json::{Map, Value};

use super::check_early::is_mobile;
use super::fields::{self, repr};
use super::store::{Store, User};
use super::{answers, database, query};
use crate::http::{Answer, Asked};

const MISUNDERSTOOD: &str = "The browser (or proxy) sent a request that this server could not understand.";
const SWITCHES: [&str; 4] =
    ["call_transfer_enabled", "call_record_enabled", "online_call_record_enabled", "supervision_enabled"];
const TEXTS: [&str; 14] = [
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
];
const MOBILE: &str = r"^\+?[0-9\*#]+$";
const CALLER_ID: &str = r#"^"(.*)"( <\+?\d+>)?$"#;
const USERNAME: &str = r"^[a-zA-Z0-9-\._~\!\$&\'\(\)\*\+,;=%]+$";
/// What the stand-in for the sound packages has installed.
const LANGUAGES: [&str; 5] = ["de_DE", "en_US", "es_ES", "fr_CA", "fr_FR"];

fn input(what: &str) -> Answer {
    answers::error(400, format!("Input Error - {what}"))
}

/// The body as the framework reads it: JSON only if it is said to be JSON,
/// a form if it is said to be a form, else nothing.
///
/// # Errors
/// 400 for JSON that is none, 500 for JSON that is not an object.
pub fn read(asked: &Asked) -> Result<Map<String, Value>, Answer> {
    let kind = asked.header("Content-Type").unwrap_or_default();
    let text = String::from_utf8_lossy(&asked.body);
    let as_object = |text: &str| {
        query::pairs(text).into_iter().map(|(name, value)| (name, Value::String(value))).collect()
    };
    if kind.starts_with("application/json") {
        return match serde_json::from_str(&text) {
            Ok(Value::Object(object)) => Ok(object),
            Ok(_) => Err(answers::error(500, "Unexpected error: 'int' object is not iterable")),
            Err(_) => Err(answers::error(400, MISUNDERSTOOD)),
        };
    }
    if kind.starts_with("application/x-www-form-urlencoded") {
        return Ok(as_object(&text));
    }
    Ok(as_object(&asked.query))
}

pub fn create(store: &Store, asked: &Asked, user: &mut User) -> Result<Map<String, Value>, Answer> {
    let sent = read(asked)?;
    if !sent.contains_key("firstname") {
        return Err(input(
            "firstname: Missing required parameter in the JSON body or the post body or the query string",
        ));
    }
    if sent["firstname"].is_null() {
        return Err(input("missing parameters: firstname"));
    }
    apply(&sent, user, true)?;
    if sent.get("caller_id").is_none_or(Value::is_null) {
        user.caller_id = Some(format!("\"{}\"", user.full_name()));
    }
    check(store, &sent, user)?;
    Ok(sent)
}

pub fn edit(store: &Store, asked: &Asked, user: &mut User) -> Result<(), Answer> {
    let sent = read(asked)?;
    if sent.get("firstname").is_some_and(Value::is_null) {
        return Err(input("firstname: Must not be null!"));
    }
    apply(&sent, user, false)?;
    check(store, &sent, user)
}

fn apply(sent: &Map<String, Value>, user: &mut User, new: bool) -> Result<(), Answer> {
    let before = user.clone();
    for name in TEXTS {
        let Some(value) = sent.get(name) else { continue };
        let text = fields::loose_text(value);
        if let Some(text) = &text {
            pattern(name, text)?;
        }
        if let Some(slot) = fields::slot(user, name) {
            slot.set(text);
        }
    }
    for name in SWITCHES {
        let Some(value) = sent.get(name) else { continue };
        let place = match name {
            "call_transfer_enabled" => &mut user.call_transfer_enabled,
            "call_record_enabled" => &mut user.call_record_enabled,
            "online_call_record_enabled" => &mut user.online_call_record_enabled,
            _ => &mut user.supervision_enabled,
        };
        match value {
            Value::Bool(on) => *place = *on,
            Value::Null if new => {}
            Value::Null => return Err(refused_null(column_of(name), &before)),
            _ => return Err(input(&format!("{name}: 'Strict' object has no attribute 'typecase'"))),
        }
    }
    for name in ["ring_seconds", "simultaneous_calls"] {
        let Some(value) = sent.get(name) else { continue };
        if value.is_null() {
            if new {
                continue;
            }
            return Err(refused_null(column_of(name), &before));
        }
        let Some(number) = fields::integer(value) else {
            let shown = fields::loose_text(value).unwrap_or_default();
            return Err(input(&format!(
                "{name}: invalid literal for int() with base 10: {}",
                repr(&shown, "")
            )));
        };
        if name == "ring_seconds" { user.ring_seconds = number } else { user.simultaneous_calls = number }
    }
    Ok(())
}

fn column_of(name: &str) -> &'static str {
    match name {
        "call_transfer_enabled" => "enablexfer",
        "call_record_enabled" => "callrecord",
        "online_call_record_enabled" => "enableonlinerec",
        "supervision_enabled" => "enablehint",
        "ring_seconds" => "ringseconds",
        _ => "simultcalls",
    }
}

fn refused_null(column: &str, before: &User) -> Answer {
    answers::error(500, format!("Unexpected error: {}", database::not_null(column, before)))
}

fn pattern(name: &str, text: &str) -> Result<(), Answer> {
    let (is_right, pattern) = match name {
        "mobile_phone_number" => (is_mobile(text), MOBILE),
        "caller_id" => (is_caller_id(text), CALLER_ID),
        "username" => (!text.is_empty() && text.chars().all(is_name_char), USERNAME),
        _ => return Ok(()),
    };
    if is_right {
        return Ok(());
    }
    Err(input(&format!("field '{name}': wrong type. Should be a string matching regex '{pattern}'")))
}

/// `^"(.*)"( <\+?\d+>)?$`
pub fn is_caller_id(text: &str) -> bool {
    let quoted = |t: &str| t.len() >= 2 && t.starts_with('"') && t.ends_with('"');
    if quoted(text) {
        return true;
    }
    let Some((name, number)) = text.rsplit_once(" <") else { return false };
    let Some(number) = number.strip_suffix('>') else { return false };
    let digits = number.strip_prefix('+').unwrap_or(number);
    quoted(name) && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// What a username is made of.
pub fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=%".contains(c)
}

fn check(store: &Store, sent: &Map<String, Value>, user: &mut User) -> Result<(), Answer> {
    for (name, value, min, max, step) in [
        ("ring_seconds", user.ring_seconds, 0, 60, 5),
        ("simultaneous_calls", user.simultaneous_calls, 1, 20, 1),
    ] {
        if sent.contains_key(name) && (value < min || value > max || value % step != 0) {
            return Err(input(&format!(
                "{name} is outside of range ('max': {max}, 'step': {step}, 'min': {min})"
            )));
        }
    }
    if let Some(language) =
        user.language.as_deref().filter(|l| sent.contains_key("language") && !LANGUAGES.contains(l))
    {
        return Err(input(&format!(
            "field 'language': Resource was not found ('language': {})",
            repr(language, "u")
        )));
    }
    if let Some(email) = user.email.as_deref().filter(|_| sent.contains_key("email"))
        && store.all().any(|other| other.id != user.id && other.email.as_deref() == Some(email))
    {
        let shown = repr(email, "u");
        return Err(answers::error(400, format!("Resource Error - User already exists ('email': {shown})")));
    }
    match fields::too_long(user) {
        Some(text) => {
            Err(answers::error(500, format!("Unexpected error: {}", database::too_long(text.max, user))))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caller_ids() {
        for (text, expected) in [
            ("\"Ada\"", true),
            ("\"Ada\" <1001>", true),
            ("\"Ada\" <+1001>", true),
            ("\"\"", true),
            ("Ada", false),
            ("\"", false),
            ("\"Ada\" <x>", false),
            ("\"Ada\" 1001", false),
        ] {
            assert_eq!(is_caller_id(text), expected, "{text}");
        }
    }
}
