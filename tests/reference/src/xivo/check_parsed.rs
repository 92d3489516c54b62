//! What a user must be for API 1.1 of 2016: one problem at a time.

use serde_json::{Map, Value};

use super::fields::{self, repr};
use super::python::{self, NoInt};
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

/// The type that a field is declared with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text, and nothing else.
    Text,
    /// true or false, and nothing else.
    Switch,
    /// What `int()` takes.
    Number,
}

/// The body as the framework reads it: JSON only if it is said to be JSON,
/// a form if it is said to be a form, else the query.
///
/// # Errors
/// 400 for JSON that is none, 500 for JSON that cannot pass for an object.
fn read(asked: &Asked) -> Result<Map<String, Value>, Answer> {
    let kind = asked.header("Content-Type").unwrap_or_default();
    let text = String::from_utf8_lossy(&asked.body);
    let as_object = |text: &str| {
        query::pairs(text).into_iter().map(|(name, value)| (name, Value::String(value))).collect()
    };
    let unexpected = |what: String| Err(answers::error(500, format!("Unexpected error: {what}")));
    if kind.starts_with("application/json") {
        return match serde_json::from_str(&text) {
            Ok(Value::Object(object)) => Ok(object),
            Ok(Value::Null) => Ok(Map::new()),
            Ok(Value::Array(list)) if list.is_empty() => Ok(Map::new()),
            Ok(Value::String(text)) if text.is_empty() => Ok(Map::new()),
            // A list is taken for one of pairs, a text for a list of texts of one letter.
            Ok(Value::Array(list)) => match list.first() {
                Some(first @ (Value::String(_) | Value::Array(_) | Value::Object(_))) => {
                    match python::len(first).unwrap_or_default() {
                        2 => Ok(Map::new()),
                        short @ 0..2 => unexpected(format!(
                            "need more than {short} value{} to unpack",
                            if short == 1 { "" } else { "s" }
                        )),
                        _ => unexpected("too many values to unpack".to_owned()),
                    }
                }
                first => unexpected(not_iterable(first.unwrap_or(&Value::Null))),
            },
            Ok(Value::String(_)) => unexpected("need more than 1 value to unpack".to_owned()),
            Ok(other) => unexpected(not_iterable(&other)),
            Err(_) => Err(answers::error(400, MISUNDERSTOOD)),
        };
    }
    if kind.starts_with("application/x-www-form-urlencoded") {
        return Ok(as_object(&text));
    }
    Ok(as_object(&asked.query))
}

fn not_iterable(value: &Value) -> String {
    format!("'{}' object is not iterable", python::type_of(value))
}

/// The fields that were sent, each of its type; of a list its first value, and
/// nothing of an empty one. The first that is of another type is refused.
///
/// # Errors
/// 400 for the first field that is of another type, and what [`read`] refuses.
pub fn arguments(
    asked: &Asked,
    declared: impl IntoIterator<Item = (&'static str, Kind)>,
    required: Option<&str>,
    not_null: Option<&str>,
) -> Result<Map<String, Value>, Answer> {
    let sent = read(asked)?;
    let mut arguments = Map::new();
    for (name, kind) in declared {
        let values = match sent.get(name) {
            Some(Value::Array(list)) => list.as_slice(),
            Some(value) => std::slice::from_ref(value),
            None => &[],
        };
        if values.is_empty() && required == Some(name) {
            return Err(input(&format!(
                "{name}: Missing required parameter in the JSON body or the post body or the query string"
            )));
        }
        let mut first = None;
        for value in values {
            let value = of_kind(value, kind, not_null == Some(name))
                .map_err(|what| input(&format!("{name}: {what}")))?;
            first = first.or(Some(value));
        }
        if let Some(value) = first {
            arguments.insert(name.to_owned(), value);
        }
    }
    Ok(arguments)
}

fn of_kind(value: &Value, kind: Kind, not_null: bool) -> Result<Value, String> {
    match (value, kind) {
        (Value::Null, _) if not_null => Err("Must not be null!".to_owned()),
        (Value::Null, _) | (Value::String(_), Kind::Text) | (Value::Bool(_), Kind::Switch) => {
            Ok(value.clone())
        }
        (_, Kind::Number) => match python::int(value) {
            Ok(number) => Ok(number.into()),
            Err(NoInt::Value(what) | NoInt::Type(what)) => Err(what),
        },
        // The sentence that was meant fails over a slip of the pen.
        _ => Err("'Strict' object has no attribute 'typecase'".to_owned()),
    }
}

fn texts() -> impl Iterator<Item = (&'static str, Kind)> {
    TEXTS.into_iter().filter(|name| !is_late(name)).map(|name| (name, Kind::Text))
}

/// These two stand behind the others, or behind the other texts.
fn is_late(name: &str) -> bool {
    matches!(name, "caller_id" | "mobile_phone_number")
}

fn late() -> [(&'static str, Kind); 2] {
    [("caller_id", Kind::Text), ("mobile_phone_number", Kind::Text)]
}

fn rest() -> impl Iterator<Item = (&'static str, Kind)> {
    let switches = SWITCHES.into_iter().map(|name| (name, Kind::Switch));
    switches.chain([("ring_seconds", Kind::Number), ("simultaneous_calls", Kind::Number)])
}

pub fn create(store: &Store, asked: &Asked, user: &mut User) -> Result<Map<String, Value>, Answer> {
    let sent = arguments(asked, texts().chain(late()).chain(rest()), Some("firstname"), None)?;
    if sent.get("firstname").is_none_or(Value::is_null) {
        return Err(input("missing parameters: firstname"));
    }
    apply(&sent, user);
    if user.caller_id.as_deref().unwrap_or_default().is_empty() {
        user.caller_id = Some(format!("\"{}\"", user.full_name()));
    }
    check(store, &sent, user)?;
    Ok(sent)
}

pub fn edit(store: &Store, asked: &Asked, user: &mut User) -> Result<(), Answer> {
    let sent = arguments(asked, texts().chain(rest()).chain(late()), None, Some("firstname"))?;
    let before = user.clone();
    apply(&sent, user);
    check(store, &sent, user)?;
    // The database has the last word.
    let no_null = SWITCHES.into_iter().chain(["ring_seconds", "simultaneous_calls"]);
    match no_null.into_iter().find(|name| sent.get(*name).is_some_and(Value::is_null)) {
        Some(name) => Err(refused_null(column_of(name), &before)),
        None => Ok(()),
    }
}

/// Null stands for the default in a new user; in another one it is for the database.
fn apply(sent: &Map<String, Value>, user: &mut User) {
    for (name, value) in sent {
        if let Some(slot) = fields::slot(user, name) {
            slot.set(value.as_str().map(str::to_owned));
            continue;
        }
        let switch = match name.as_str() {
            "call_transfer_enabled" => Some(&mut user.call_transfer_enabled),
            "call_record_enabled" => Some(&mut user.call_record_enabled),
            "online_call_record_enabled" => Some(&mut user.online_call_record_enabled),
            "supervision_enabled" => Some(&mut user.supervision_enabled),
            _ => None,
        };
        match (switch, value) {
            (Some(place), Value::Bool(on)) => *place = *on,
            (None, Value::Number(number)) => {
                let number = number.as_i64().unwrap_or_default();
                if name == "ring_seconds" {
                    user.ring_seconds = number
                } else {
                    user.simultaneous_calls = number
                }
            }
            _ => {}
        }
    }
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

/// The first of the four patterns that does not fit the whole record, in the
/// order in which they are looked at. An empty text is none.
fn patterns(user: &User) -> Result<(), Answer> {
    let caller_id = user.caller_id.as_deref().unwrap_or_default();
    for (name, text, is_right, pattern) in [
        ("mobile_phone_number", user.mobile_phone_number.as_str(), is_mobile as fn(&str) -> bool, MOBILE),
        ("caller_id", caller_id, is_caller_id, CALLER_ID),
        ("username", user.username.as_str(), is_name, USERNAME),
        ("password", user.password.as_str(), is_name, USERNAME),
    ] {
        if !text.is_empty() && !is_right(text) {
            return Err(input(&format!(
                "field '{name}': wrong type. Should be a string matching regex '{pattern}'"
            )));
        }
    }
    Ok(())
}

fn is_name(text: &str) -> bool {
    text.chars().all(is_name_char)
}

/// `^\+?[0-9\*#]+$`
pub fn is_mobile(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'*' || b == b'#')
}

/// `^"(.*)"( <\+?\d+>)?$`
pub fn is_caller_id(text: &str) -> bool {
    // A dot stands for anything but the end of a line.
    let quoted = |t: &str| t.len() >= 2 && t.starts_with('"') && t.ends_with('"') && !t.contains('\n');
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

/// The whole record is checked, with what was not sent.
fn check(store: &Store, sent: &Map<String, Value>, user: &mut User) -> Result<(), Answer> {
    patterns(user)?;
    for (name, value, min, max, step) in [
        ("ring_seconds", user.ring_seconds, 0, 60, 5),
        ("simultaneous_calls", user.simultaneous_calls, 1, 20, 1),
    ] {
        let is_null = sent.get(name).is_some_and(Value::is_null);
        if !is_null && (value < min || value > max || value % step != 0) {
            return Err(input(&format!(
                "{name} is outside of range ('max': {max}, 'step': {step}, 'min': {min})"
            )));
        }
    }
    if let Some(language) = user.language.as_deref().filter(|l| !LANGUAGES.contains(l)) {
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
            ("\"Ada\nSample\"", false),
        ] {
            assert_eq!(is_caller_id(text), expected, "{text}");
        }
    }
}
