//! `/1.1/users/<id>/cti`

use serde_json::{Value, json};

use super::answers::{self, JSON};
use super::check_parsed::Kind;
use super::dialect::{Cti, Wording};
use super::store::User;
use super::users_11::{checked_method, find};
use super::{Xivo, check_early, check_parsed, check_schema, database, link, python};
use crate::http::{Answer, Asked};

pub fn answer(x: &mut Xivo, cti: Cti, asked: &Asked, id: &str) -> Answer {
    let wording = match cti {
        Cti::Letter | Cti::Early => Wording::Early,
        Cti::Parsed => Wording::Parsed,
        Cti::Schema => Wording::Schema,
    };
    let found = find(x, wording, id);
    if wording == Wording::Early && id.parse::<u64>().is_err() {
        return answers::not_found_page();
    }
    if let Some(answer) = checked_method(wording, asked, "HEAD, GET, PUT, OPTIONS") {
        return answer;
    }
    if asked.method != "PUT" {
        return match found {
            Ok(user) => answers::json(200, &shown(cti, asked, &user)),
            Err(_) if cti == Cti::Early => answers::error(404, format!("user with id={id} does not exist")),
            Err(refused) => refused,
        };
    }
    let edited = match cti {
        Cti::Letter => letter(x, asked, found),
        Cti::Early => early(x, asked, found),
        Cti::Parsed => parsed(x, asked, found),
        Cti::Schema => schema(x, asked, found),
    };
    match edited {
        Ok(user) => {
            x.store.put(user);
            answers::empty(204, JSON)
        }
        Err(refused) => refused,
    }
}

fn shown(cti: Cti, asked: &Asked, user: &User) -> Value {
    let users = link(asked, "users", &format!("users/{}", user.id));
    let profile = user.cti_profile.map(|id| link(asked, "cti_profiles", &format!("cti_profiles/{id}")));
    let links: Vec<Value> = match cti {
        Cti::Letter | Cti::Early => std::iter::once(users).chain(profile).collect(),
        Cti::Parsed | Cti::Schema => profile.into_iter().chain([users]).collect(),
    };
    match cti {
        // The example in the document has no "enabled".
        Cti::Letter => {
            json!({ "user_id": user.id, "cti_profile_id": user.cti_profile, "links": secured(links) })
        }
        Cti::Schema => json!({
            "user_id": user.id, "enabled": user.cti_enabled, "cti_profile_id": user.cti_profile, "links": links,
        }),
        Cti::Early | Cti::Parsed => json!({
            "user_id": user.id, "enabled": user.cti_enabled, "links": links, "cti_profile_id": user.cti_profile,
        }),
    }
}

/// The documents show links with https.
pub fn secured(links: Vec<Value>) -> Vec<Value> {
    links
        .into_iter()
        .map(|mut link| {
            if let Some(href) = link.get("href").and_then(Value::as_str) {
                link["href"] = href.replacen("http:", "https:", 1).into();
            }
            link
        })
        .collect()
}

fn lacks_credentials(user: &User) -> bool {
    user.username.is_empty() || user.password.is_empty()
}

fn letter(x: &Xivo, asked: &Asked, found: Result<User, Answer>) -> Result<User, Answer> {
    let sent = check_early::read(asked, &["user_id", "cti_profile_id", "enabled"])?;
    let missing: Vec<&str> = ["cti_profile_id", "enabled"]
        .into_iter()
        .filter(|name| sent.get(*name).is_none_or(Value::is_null))
        .collect();
    if !missing.is_empty() {
        return Err(answers::error(400, format!("Missing parameters: {}", missing.join(","))));
    }
    let (Some(id), Some(enabled)) = (sent["cti_profile_id"].as_i64(), sent["enabled"].as_bool()) else {
        let wrong = if sent["cti_profile_id"].is_i64() { "enabled" } else { "cti_profile_id" };
        return Err(answers::error(400, format!("Invalid parameters: {wrong}")));
    };
    let mut user = found?;
    if !x.store.has_profile(id) {
        return Err(answers::error(
            400,
            format!("Nonexistent parameters: cti_profile_id {id} does not exist"),
        ));
    }
    if enabled && lacks_credentials(&user) {
        return Err(answers::error(400, "The user must have a username and password to enable the CTI"));
    }
    user.cti_profile = Some(id);
    user.cti_enabled = enabled;
    Ok(user)
}

fn early(x: &Xivo, asked: &Asked, found: Result<User, Answer>) -> Result<User, Answer> {
    let sent = check_early::read(asked, &["user_id", "cti_profile_id", "enabled"])?;
    let profile = early_profile(x, sent.get("cti_profile_id"))?;
    let mut user = found?;
    // Types are not checked: what Python takes for true is true.
    let enabled = sent.get("enabled").filter(|value| !value.is_null()).map(python::is_true);
    if enabled == Some(true) && lacks_credentials(&user) {
        return Err(answers::error(
            400,
            format!(
                "Error while editing {}: the user must have a username and password to enable the CTI",
                user.id
            ),
        ));
    }
    match profile {
        // Null is taken and ignored.
        Profile::None => {}
        Profile::Known(id) => user.cti_profile = Some(id),
        Profile::Unlooked(value) => return Err(refused_profile("editing", user.id, &value)),
    }
    user.cti_enabled = enabled.unwrap_or(user.cti_enabled);
    Ok(user)
}

/// The profile that was sent to a server of 2014.
pub enum Profile {
    /// None, or null.
    None,
    Known(i64),
    /// 0, false and all that is empty pass for none, until the database sees them.
    Unlooked(Value),
}

/// The profile that was sent to a server of 2014: of whatever type, it is
/// handed to the database.
///
/// # Errors
/// 500 for what cannot be looked for, 400 for a profile that does not exist.
pub fn early_profile(x: &Xivo, sent: Option<&Value>) -> Result<Profile, Answer> {
    let value = match sent {
        None | Some(Value::Null) => return Ok(Profile::None),
        Some(value) if !python::is_true(value) => return Ok(Profile::Unlooked(value.clone())),
        Some(value) => value,
    };
    let id = match (database::looked_for("id", value), value) {
        (Ok(id), _) => id,
        (Err(_), Value::String(text)) if text.trim().parse::<i64>().is_err() => {
            return Err(check_early::unexpected(database::profile_not_a_number(text)));
        }
        (Err(unfit), _) => {
            let statement = "'SELECT cti_profile.id AS cti_profile_id \\nFROM cti_profile";
            return Err(check_early::unexpected(format!("{}\n {statement}", unfit.complaint())));
        }
    };
    if id.fract() == 0.0 && x.store.has_profile(id as i64) {
        return Ok(Profile::Known(id as i64));
    }
    let shown = check_early::shown(value);
    Err(answers::error(400, format!("Nonexistent parameters: cti_profile {shown} does not exist")))
}

/// What the database says against a profile that nobody looked for.
pub fn refused_profile(doing: &str, user: u32, value: &Value) -> Answer {
    let words = match database::integer("cti_profile_id", value) {
        Ok(id) => database::no_such_profile(user, id.unwrap_or_default()),
        Err(unfit) => database::on_update(&unfit, user, "cti_profile_id", value),
    };
    answers::error(400, format!("Error while {doing} UserCtiProfile: {words}"))
}

fn parsed(x: &Xivo, asked: &Asked, found: Result<User, Answer>) -> Result<User, Answer> {
    let mut user = found?;
    let declared = [("cti_profile_id", Kind::Number), ("enabled", Kind::Switch)];
    let sent = check_parsed::arguments(asked, declared, None, None)?;
    let profile = sent.get("cti_profile_id").and_then(Value::as_i64);
    user.cti_enabled = sent.get("enabled").and_then(Value::as_bool).unwrap_or(user.cti_enabled);
    if profile.is_some_and(|id| id != 0 && !x.store.has_profile(id)) {
        return Err(answers::error(400, "Input Error - field 'cti_profile_id': CtiProfile was not found"));
    }
    must_have_credentials(&user)?;
    if profile == Some(0) {
        let words = database::no_such_profile(user.id, 0);
        return Err(answers::error(500, format!("Unexpected error: {words}")));
    }
    user.cti_profile = profile.or(user.cti_profile);
    Ok(user)
}

fn must_have_credentials(user: &User) -> Result<(), Answer> {
    if user.cti_enabled && lacks_credentials(user) {
        let id = user.id;
        return Err(answers::error(
            400,
            format!(
                "Resource Error - User must have a username and password to enable a CtiProfile ('user_id': {id})"
            ),
        ));
    }
    Ok(())
}

fn schema(x: &Xivo, asked: &Asked, found: Result<User, Answer>) -> Result<User, Answer> {
    let mut user = found?;
    let sent = check_schema::read(asked)?;
    let mut problems = check_schema::Problems::new();
    if let Some(value) = sent.get("cti_profile_id") {
        match check_schema::integer(value) {
            Ok(id) => user.cti_profile = id,
            Err(what) => problems.push(("cti_profile_id".into(), vec![what])),
        }
    }
    if let Some(value) = sent.get("enabled") {
        match check_schema::boolean(value) {
            Ok(on) => user.cti_enabled = on,
            Err(what) => problems.push(("enabled".into(), vec![what])),
        }
    }
    if !problems.is_empty() {
        return Err(check_schema::refusal(&problems));
    }
    if user.cti_profile.is_some_and(|id| !x.store.has_profile(id)) {
        return Err(answers::error(400, "Input Error - field 'cti_profile_id': CtiProfile was not found"));
    }
    must_have_credentials(&user)?;
    Ok(user)
}
