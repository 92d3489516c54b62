//! What a user must be for API 1.1 of 2014.

use serde_json::{Map, Value};

use super::store::User;
use super::{Xivo, answers, database, fields};
use crate::http::{Answer, Asked};

/// What these servers say of every body that is not JSON.
pub const UNPARSABLE: &str = "No parsable data in the request, Be sure to send a valid JSON file";

const NAMES: [&str; 14] = [
    "id",
    "firstname",
    "lastname",
    "caller_id",
    "outgoing_caller_id",
    "username",
    "password",
    "music_on_hold",
    "mobile_phone_number",
    "userfield",
    "timezone",
    "language",
    "description",
    "preprocess_subroutine",
];

/// The object in the body, with none but these keys.
///
/// # Errors
/// "No parsable data ...", or "Invalid parameters: ..." with all unknown keys.
pub fn read(asked: &Asked, names: &[&str]) -> Result<Map<String, Value>, Answer> {
    let Ok(Value::Object(object)) = serde_json::from_slice::<Value>(&asked.body) else {
        return Err(answers::error(400, UNPARSABLE));
    };
    let mut wrong: Vec<&str> = object.keys().map(String::as_str).filter(|k| !names.contains(k)).collect();
    wrong.sort_unstable();
    if wrong.is_empty() { Ok(object) } else { Err(invalid(&wrong)) }
}

fn invalid(names: &[&str]) -> Answer {
    answers::error(400, format!("Invalid parameters: {}", names.join(",")))
}

pub fn create(asked: &Asked, user: &mut User) -> Result<Map<String, Value>, Answer> {
    let sent = read(asked, &NAMES)?;
    match sent.get("firstname") {
        None | Some(Value::Null) => return Err(answers::error(400, "Missing parameters: firstname")),
        Some(Value::String(_)) => {}
        Some(Value::Number(_)) => {
            return Err(answers::error(
                500,
                "unexpected error during request: sequence item 0: expected string, int found",
            ));
        }
        Some(_) => {
            return Err(answers::error(
                500,
                "unexpected error during request: sequence item 0: expected string",
            ));
        }
    }
    for (name, value) in &sent {
        if let Some(slot) = fields::slot(user, name) {
            slot.set(fields::loose_text(value));
        }
    }
    user.caller_id = Some(caller_id(&sent, user));
    check(user)?;
    fits(user, "creating")?;
    Ok(sent)
}

/// As sent, in double quotes that the server adds; else made of the name.
fn caller_id(sent: &Map<String, Value>, user: &User) -> String {
    let text = match sent.get("caller_id") {
        Some(Value::String(text)) => text.clone(),
        _ => user.spaced_name(),
    };
    format!("\"{}\"", text.trim_matches('"'))
}

pub fn edit(x: &Xivo, asked: &Asked, user: &mut User) -> Result<(), Answer> {
    let sent = read(asked, &NAMES)?;
    let before = user.clone();
    if let Some(id) = sent.get("id").and_then(fields::integer)
        && id != i64::from(user.id)
        && u32::try_from(id).ok().and_then(|id| x.store.get(id)).is_none()
    {
        return Err(answers::error(404, format!("User with id={id} does not exist")));
    }
    for (name, value) in &sent {
        let Some(slot) = fields::slot(user, name) else { continue };
        if value.is_null() && name == "firstname" {
            return Err(answers::error(400, "Missing parameters: firstname"));
        }
        // These two and the last name are cleared; the database refuses the rest.
        let cleared =
            slot.takes_null() || matches!(name.as_str(), "mobile_phone_number" | "password" | "lastname");
        if value.is_null() && !cleared {
            let column = fields::by_name(name).map_or("", |t| t.column);
            return Err(answers::error(
                400,
                format!("Error while editing User: {}", database::not_null(column, &before)),
            ));
        }
        slot.set(fields::loose_text(value));
    }
    // The caller id follows the name as long as it was made of it.
    let old = before.caller_id.as_deref().unwrap_or_default().trim_matches('"').trim_end();
    if sent.contains_key("caller_id") || old == before.full_name() {
        user.caller_id = Some(caller_id(&sent, user));
    }
    check(user)?;
    fits(user, "editing")
}

fn check(user: &User) -> Result<(), Answer> {
    let mobile = &user.mobile_phone_number;
    let wrong: Vec<&str> = [
        ("firstname", user.firstname.is_empty()),
        ("mobile_phone_number", !mobile.is_empty() && !is_mobile(mobile)),
        ("password", !user.password.is_empty() && user.password.chars().count() < 4),
    ]
    .iter()
    .filter(|(_, is_wrong)| *is_wrong)
    .map(|(name, _)| *name)
    .collect();
    if wrong.is_empty() { Ok(()) } else { Err(invalid(&wrong)) }
}

/// `^\+?[0-9\*#]+$`
pub fn is_mobile(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'*' || b == b'#')
}

fn fits(user: &mut User, doing: &str) -> Result<(), Answer> {
    match fields::too_long(user) {
        Some(text) => Err(answers::error(
            400,
            format!("Error while {doing} User: {}", database::too_long(text.max, user)),
        )),
        None => Ok(()),
    }
}
