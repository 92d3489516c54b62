//! `/1.1/users/<id>/cti_profile`: January 2014, and the document.

use serde_json::{Value, json};

use super::answers::{self, JSON};
use super::cti::{Profile, early_profile, refused_profile, secured};
use super::dialect::{CtiProfile, Wording};
use super::users_11::checked_method;
use super::{Xivo, check_early, link, origin};
use crate::http::{Answer, Asked};

pub fn answer(x: &mut Xivo, rules: &CtiProfile, asked: &Asked, id: &str) -> Answer {
    let Ok(number) = id.parse::<u32>() else { return answers::not_found_page() };
    let allow = if rules.letter {
        "HEAD, GET, POST, PUT, OPTIONS, DELETE"
    } else {
        "HEAD, GET, POST, OPTIONS, DELETE"
    };
    if let Some(answer) = checked_method(Wording::Early, asked, allow) {
        return answer;
    }
    let outcome = match asked.method.as_str() {
        "POST" | "PUT" => write(x, rules, asked, number),
        "DELETE" => take_away(x, rules, number),
        _ => read(x, rules, asked, number),
    };
    outcome.unwrap_or_else(|refused| refused)
}

fn no_user(rules: &CtiProfile, id: u32) -> Answer {
    // The server begins this one in lower case where it only reads.
    let user = if rules.letter { "User" } else { "user" };
    answers::error(404, format!("{user} with id={id} does not exist"))
}

fn has_none(id: u32) -> Answer {
    answers::error(404, format!("User with id={id} does not have a CTI profile"))
}

fn read(x: &Xivo, rules: &CtiProfile, asked: &Asked, id: u32) -> Result<Answer, Answer> {
    let user = x.store.get(id).ok_or_else(|| no_user(rules, id))?;
    let profile = user.cti_profile.ok_or_else(|| has_none(id))?;
    Ok(answers::json(200, &shown(rules, asked, id, profile, profile.into())))
}

fn shown(rules: &CtiProfile, asked: &Asked, user: u32, profile: i64, as_sent: Value) -> Value {
    let users = link(asked, "users", &format!("users/{user}"));
    let profiles = link(asked, "cti_profiles", &format!("cti_profiles/{profile}"));
    let links = if rules.letter { secured(vec![users, profiles]) } else { vec![profiles, users] };
    json!({ "user_id": user, "links": links, "cti_profile_id": as_sent })
}

fn write(x: &mut Xivo, rules: &CtiProfile, asked: &Asked, id: u32) -> Result<Answer, Answer> {
    let sent = check_early::read(asked, &["user_id", "cti_profile_id"])?;
    let Some(as_sent) = sent.get("cti_profile_id").filter(|v| !v.is_null()) else {
        return Err(answers::error(400, "Missing parameters: cti_profile_id"));
    };
    let profile = if rules.letter {
        Profile::Known(letter_profile(x, as_sent)?)
    } else {
        early_profile(x, Some(as_sent))?
    };
    let mut user =
        x.store.get(id).ok_or_else(|| answers::error(404, format!("User with id={id} does not exist")))?;
    match (asked.method == "PUT", user.cti_profile) {
        (false, Some(_)) => {
            return Err(answers::error(
                400,
                format!("Invalid parameters: user with id {id} already has a CTI profile"),
            ));
        }
        (true, None) => return Err(has_none(id)),
        _ => {}
    }
    let profile = match profile {
        Profile::Known(profile) => profile,
        Profile::None => return Err(answers::error(400, "Missing parameters: cti_profile_id")),
        Profile::Unlooked(value) => return Err(refused_profile("creating", id, &value)),
    };
    user.cti_profile = Some(profile);
    x.store.put(user);
    let path = format!("/1.1/users/{id}/cti_profile");
    let place = if rules.letter { path } else { format!("{}{path}", origin(asked)) };
    let status = if asked.method == "PUT" { 200 } else { 201 };
    Ok(answers::json(status, &shown(rules, asked, id, profile, as_sent.clone())).with("Location", place))
}

fn letter_profile(x: &Xivo, sent: &Value) -> Result<i64, Answer> {
    let id = sent.as_i64().ok_or_else(|| answers::error(400, "Invalid parameters: cti_profile_id"))?;
    if x.store.has_profile(id) {
        return Ok(id);
    }
    Err(answers::error(400, format!("Nonexistent parameters: cti_profile_id {id} does not exist")))
}

fn take_away(x: &mut Xivo, rules: &CtiProfile, id: u32) -> Result<Answer, Answer> {
    let mut user = x.store.get(id).ok_or_else(|| no_user(rules, id))?;
    user.cti_profile.take().ok_or_else(|| has_none(id))?;
    x.store.put(user);
    Ok(answers::empty(204, JSON))
}
