//! What a user must be for confd of 2026: all problems at once.

use serde_json::{Map, Value};

use super::auth::NewAccount;
use super::{Wazo, lines};
use crate::http::{Answer, Asked};
use crate::xivo::answers;
use crate::xivo::check_schema::{self, MISUNDERSTOOD, Problems, refusal};
use crate::xivo::fields::repr;
use crate::xivo::store::{CallRecord, User};

/// Every field that can be sent, in the order of the schema.
const FIELDS: [&str; 29] = [
    "firstname",
    "lastname",
    "email",
    "timezone",
    "language",
    "description",
    "caller_id",
    "outgoing_caller_id",
    "mobile_phone_number",
    "mobile_fallback_enabled",
    "username",
    "password",
    "music_on_hold",
    "preprocess_subroutine",
    "userfield",
    "call_transfer_enabled",
    "dtmf_hangup_enabled",
    "call_record_enabled",
    "call_record_outgoing_external_enabled",
    "call_record_outgoing_internal_enabled",
    "call_record_incoming_internal_enabled",
    "call_record_incoming_external_enabled",
    "online_call_record_enabled",
    "supervision_enabled",
    "ring_seconds",
    "simultaneous_calls",
    "call_permission_password",
    "subscription_type",
    "enabled",
];

/// What takes the server's default if it is null in a POST.
const NULL_AT_CREATING: [&str; 9] = [
    "call_record_enabled",
    "call_transfer_enabled",
    "caller_id",
    "dtmf_hangup_enabled",
    "enabled",
    "online_call_record_enabled",
    "ring_seconds",
    "simultaneous_calls",
    "supervision_enabled",
];

/// What a POST asks for besides the user itself.
#[derive(Default)]
pub struct Related {
    pub account: Option<NewAccount>,
    /// The number of a new line.
    pub number: Option<String>,
}

/// Reads the body; whatever it is said to be, it is taken for JSON.
fn read(asked: &Asked, new: bool) -> Result<Map<String, Value>, Answer> {
    match serde_json::from_slice(&asked.body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) if !new => Err(refusal(&vec![("_schema".into(), vec!["Invalid input type.".into()])])),
        Ok(Value::Array(_)) => {
            Err(answers::error(500, "Unexpected error: pop expected at most 1 argument, got 2"))
        }
        Ok(other) => {
            let kind = match other {
                Value::String(_) => "str",
                Value::Number(_) => "int",
                Value::Bool(_) => "bool",
                _ => "NoneType",
            };
            Err(answers::error(500, format!("Unexpected error: '{kind}' object has no attribute 'pop'")))
        }
        Err(_) => Err(answers::error(400, MISUNDERSTOOD)),
    }
}

/// Makes of the user what the body says.
///
/// # Errors
/// The refusal; nothing was changed then.
pub fn apply(wazo: &Wazo, asked: &Asked, user: &mut User, new: bool) -> Result<Related, Answer> {
    let mut sent = read(asked, new)?;
    if new {
        sent.retain(|name, value| !value.is_null() || !NULL_AT_CREATING.contains(&name.as_str()));
    }
    sent.retain(|name, _| is_field(wazo, name));
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
    problems.extend(check_older_bounds(wazo, &sent));
    if !problems.is_empty() {
        return Err(refusal(&problems));
    }
    let is_four = |name: &&String| {
        let name = name.as_str();
        name.starts_with("call_record_") && name != "call_record_enabled" && FIELDS.contains(&name)
    };
    if sent.contains_key("call_record_enabled") && sent.keys().any(|name| is_four(&name)) {
        let what =
            "'call_record_enabled' is deprecated and incompatible with 'call_record_*_enabled' options";
        return Err(refusal(&vec![("_schema".into(), vec![what.into()])]));
    }
    let mut related = Related::default();
    if new {
        if !sent.contains_key("caller_id") {
            user.caller_id = Some(format!("\"{}\"", user.full_name()));
        }
        related.account = account(&sent)?;
        related.number = first_number(&sent);
    }
    if let Some(Value::String(name)) = sent.get("music_on_hold")
        && !wazo.tenants.has_music_on_hold(name)
    {
        let name = repr(name, "");
        let what =
            format!("Input Error - field 'music_on_hold': MOH was not found ('music_on_hold': {name})");
        return Err(answers::error(400, what));
    }
    if user.mobile_fallback_enabled && user.mobile_phone_number.is_empty() {
        let what = "Resource Error - PSTN fallback must be disabled when mobile phone number is not set";
        return Err(answers::error(400, what));
    }
    check_schema::taken(&wazo.store, &sent, user)?;
    if let Some(number) = &related.number
        && let Some((line, extension)) = lines::by_number(wazo, user.tenant, number)
    {
        let which = format!("'line_id': {line}, 'extension_id': {extension}");
        let what = format!("Resource Error - Line is associated with a Extension ({which})");
        return Err(answers::error(400, what));
    }
    if related.account.as_ref().is_some_and(|account| wazo.auth.is_taken(account)) {
        // Which of the two is taken, and that it is, only wazo-auth tells.
        let what = "409 Client Error: Conflict detected for url: http://127.0.0.1:9497/0.1/users";
        return Err(answers::error(400, what));
    }
    Ok(related)
}

fn truth(value: &Value) -> Result<bool, Vec<String>> {
    check_schema::boolean(value).map_err(|what| vec![what])
}

fn set(user: &mut User, name: &str, value: &Value) -> Result<(), Vec<String>> {
    let record = &mut user.call_record;
    let switch = match name {
        "mobile_fallback_enabled" => Some(&mut user.mobile_fallback_enabled),
        "call_transfer_enabled" => Some(&mut user.call_transfer_enabled),
        "dtmf_hangup_enabled" => Some(&mut user.dtmf_hangup_enabled),
        "call_record_outgoing_external_enabled" => Some(&mut record.outgoing_external),
        "call_record_outgoing_internal_enabled" => Some(&mut record.outgoing_internal),
        "call_record_incoming_internal_enabled" => Some(&mut record.incoming_internal),
        "call_record_incoming_external_enabled" => Some(&mut record.incoming_external),
        "online_call_record_enabled" => Some(&mut user.online_call_record_enabled),
        "supervision_enabled" => Some(&mut user.supervision_enabled),
        "enabled" => Some(&mut user.enabled),
        "call_record_enabled" => {
            user.call_record = CallRecord::every(truth(value)?);
            return Ok(());
        }
        _ => None,
    };
    if let Some(place) = switch {
        *place = truth(value)?;
        return Ok(());
    }
    let number = match name {
        "ring_seconds" => Some((&mut user.ring_seconds, 0, 10_800)),
        "simultaneous_calls" => Some((&mut user.simultaneous_calls, 1, 20)),
        "subscription_type" => Some((&mut user.subscription_type, 0, 10)),
        _ => None,
    };
    if let Some((place, min, max)) = number {
        let outside = format!("Must be greater than or equal to {min} and less than or equal to {max}.");
        return check_schema::set_number(place, value, min..=max, outside);
    }
    check_schema::set_text(user, name, value, check)
}

/// Everything that is wrong with a text; all but one are as in 2019.
fn check(name: &str, text: &str) -> Vec<String> {
    match name {
        "preprocess_subroutine" if text.chars().count() > 79 => {
            vec!["Longer than maximum length 79.".to_owned()]
        }
        "preprocess_subroutine" => Vec::new(),
        _ => check_schema::check(name, text),
    }
}

/// The account that `auth` asks for; what is missing in it is as in the user.
fn account(sent: &Map<String, Value>) -> Result<Option<NewAccount>, Answer> {
    let Some(auth) = sent.get("auth") else { return Ok(None) };
    let Value::Object(auth) = auth else {
        return Err(answers::error(400, "Input Error - auth: {'_schema': ['Invalid input type.']}"));
    };
    let text = |name: &str, of_user: &str| {
        let own = auth.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        own.or_else(|| sent.get(of_user).and_then(Value::as_str)).map(str::to_owned)
    };
    let email = text("email_address", "email");
    if email.as_deref().is_some_and(|email| !check_schema::check("email", email).is_empty()) {
        let what = "Input Error - auth: {'email_address': ['Not a valid email address.']}";
        return Err(answers::error(400, what));
    }
    let username = text("username", "username");
    if username.as_deref().is_some_and(|name| name.chars().count() > 256) {
        let what = "Input Error - auth: {'username': ['Length must be between 1 and 256.']}";
        return Err(answers::error(400, what));
    }
    Ok(Some(NewAccount { username, email, password: text("password", "password") }))
}

/// The number of the first line that is asked for.
fn first_number(sent: &Map<String, Value>) -> Option<String> {
    let line = sent.get("lines")?.as_array()?.first()?;
    let extension = line.get("extensions")?.as_array()?.first()?;
    extension.get("exten")?.as_str().map(str::to_owned)
}

/// Is there a field of this name at the age of this Wazo?
fn is_field(wazo: &Wazo, name: &str) -> bool {
    let is_four = name.starts_with("call_record_") && name != "call_record_enabled";
    match name {
        "mobile_fallback_enabled" => wazo.switches.has("2026-05"),
        _ if is_four => wazo.switches.has("2021-01"),
        _ => true,
    }
}

/// What was beyond the bounds of an older Wazo, in its own sentences.
fn check_older_bounds(wazo: &Wazo, sent: &Map<String, Value>) -> Problems {
    let mut problems = Problems::new();
    let seconds = sent.get("ring_seconds").and_then(Value::as_i64);
    if seconds.is_some_and(|seconds| (61..=10_800).contains(&seconds)) && !wazo.switches.has("2021-01") {
        problems.push(("ring_seconds".into(), vec!["Must be between 0 and 60.".into()]));
    }
    let subroutine = sent.get("preprocess_subroutine").and_then(Value::as_str);
    let length = subroutine.map_or(0, |text| text.chars().count());
    if (40..=79).contains(&length) && !wazo.switches.has("2023-07") {
        problems.push(("preprocess_subroutine".into(), vec!["Longer than maximum length 39.".into()]));
    }
    problems
}
