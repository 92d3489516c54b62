//! `.../users/{user}/`.

use serde_json::{Map, Value, json};

use super::sessions::Me;
use super::world::{Group, User};
use super::{Apio, Place, errors};
use crate::http::{Answer, Asked};

/// Texts of a profile, with the most characters that the schema takes.
const TEXTS: [(&str, usize); 11] = [
    ("lastName", 30),
    ("firstName", 30),
    ("cliLastName", 30),
    ("cliFirstName", 30),
    ("phoneNumber", 23),
    ("cliPhoneNumber", 23),
    ("extension", 20),
    ("language", 40),
    ("emailAddress", 80),
    ("networkClassOfService", 40),
    ("timeZone", 127),
];

pub fn answer(apio: &mut Apio, asked: &Asked, me: &Me, place: &Place, user: Option<User>) -> Answer {
    match (asked.method.as_str(), user) {
        ("DELETE", user) => delete(apio, asked, me, place, user),
        (_, None) => errors::user_not_found(&place.user),
        ("GET", Some(user)) => Answer::json(200, &shown(apio, &user)),
        ("PUT", Some(user)) => put(apio, asked, me, place, user),
        _ => errors::details(405, "made-up text: method not allowed"),
    }
}

/// What is not set is empty, missing or null, as it was switched.
fn shown(apio: &Apio, user: &User) -> Value {
    let mut profile = user.profile.clone();
    match apio.switches.unset.as_str() {
        "missing" => profile.retain(|_, value| value != ""),
        "null" => {
            for value in profile.values_mut().filter(|value| **value == "") {
                *value = Value::Null;
            }
            for name in ["department", "accessDeviceEndpoint", "trunkEndpoint"] {
                profile.entry(name).or_insert(Value::Null);
            }
        }
        _ => {}
    }
    profile.into()
}

fn put(apio: &mut Apio, asked: &Asked, me: &Me, place: &Place, mut user: User) -> Answer {
    let Ok(Value::Object(body)) = serde_json::from_slice(&asked.body) else {
        return errors::details(416, "made-up text: body must be an object");
    };
    let both = ["accessDeviceEndpoint", "trunkEndpoint"].iter().all(|name| is_set(&body, name));
    if both {
        return errors::reason(9010, "made-up text: endpoint not valid", "made-up text: only one endpoint");
    }
    let Some(group) = apio.world.group(&place.tenant, &place.group) else { return errors::not_allowed() };
    let mut profile = user.profile.clone();
    for (name, value) in &body {
        if matches!(name.as_str(), "oldPassword" | "newPassword" | "password") {
            continue;
        }
        if let Err(refused) = field(&mut profile, name, value, group, &place.tenant) {
            return refused;
        }
        let owned = matches!(
            name.as_str(),
            "lastName" | "firstName" | "cliLastName" | "cliFirstName" | "emailAddress"
        );
        if owned && user.is_synced() {
            return errors::reason(
                9011,
                "made-up text: user not valid",
                "made-up text: owned by a directory",
            );
        }
    }
    // The vendor's own client sends "password"; the document has "newPassword".
    let new = body.get("newPassword").or_else(|| body.get("password")).and_then(Value::as_str);
    if let Some(new) = new {
        let old = body.get("oldPassword").and_then(Value::as_str);
        if let Some(refused) = password(apio, me, &user, old, new) {
            return refused;
        }
        set_password(&mut user, new);
    }
    user.profile = profile;
    let answer = shown(apio, &user);
    apio.keep(place, user);
    apio.put_answer(answer)
}

fn is_set(body: &Map<String, Value>, name: &str) -> bool {
    body.get(name).is_some_and(|value| !value.is_null())
}

/// One field of the body; those that nobody knows are bad parameters.
fn field(
    profile: &mut Map<String, Value>,
    name: &str,
    value: &Value,
    group: &Group,
    tenant: &str,
) -> Result<(), Answer> {
    let schema = |detail: String| {
        Err(errors::from_server(400, 6004, "OCI XML Request validation error", &detail, false))
    };
    if let Some((_, most)) = TEXTS.iter().find(|(text, _)| *text == name) {
        let text = match value {
            Value::Null => "",
            Value::String(text) => text,
            _ => return schema(format!("made-up text: {name} is no text")),
        };
        if text.chars().count() > *most {
            return schema(format!("made-up text: {name} too long"));
        }
        if matches!(name, "lastName" | "firstName") && text.is_empty() {
            return schema(format!("made-up text: {name} is needed"));
        }
        let forbidden = |sign: char| matches!(sign, '%' | '+' | '\\' | '"') || !sign.is_ascii();
        if name.starts_with("cli") && name.ends_with("Name") && text.contains(forbidden) {
            let reason = format!("made-up text: {name} has a forbidden character");
            return Err(errors::reason(9012, "made-up text: name not valid", &reason));
        }
        if matches!(name, "networkClassOfService") && text.is_empty() {
            profile.remove(name);
        } else {
            profile.insert(name.into(), text.into());
        }
        return Ok(());
    }
    match (name, value) {
        ("department" | "accessDeviceEndpoint" | "trunkEndpoint", Value::Null) => {
            profile.remove(name);
            Ok(())
        }
        ("department", Value::Object(asked)) => {
            let known = asked.get("departmentName").and_then(Value::as_str).unwrap_or_default();
            let is_of_group = asked.get("groupId").is_some_and(|id| !id.is_null());
            let found = group.departments.iter().find(|department| {
                let is_enterprise = department["enterpriseDepartment"] == "true";
                department["departmentName"] == known && !(is_of_group && is_enterprise)
            });
            if asked.contains_key("fullPathName") {
                return Err(errors::details(400, "made-up text: bad parameter"));
            }
            let Some(found) = found else {
                return Err(errors::from_server(
                    400,
                    4511,
                    "made-up text: department not found",
                    known,
                    false,
                ));
            };
            let mut department = json!({"tenantId": tenant, "departmentName": known,
                "fullPathName": found["fullPathName"]});
            if found["enterpriseDepartment"] != "true" {
                department["groupId"] = group.id.as_str().into();
            }
            profile.insert(name.into(), department);
            Ok(())
        }
        ("accessDeviceEndpoint" | "trunkEndpoint", Value::Object(_)) => {
            let port =
                value.get("linePort").or_else(|| value.get("trunkGroupDeviceEndpoint")?.get("linePort"));
            match port.and_then(Value::as_str) {
                Some(port) if port.contains('@') && port.len() <= 161 => {
                    profile.remove("accessDeviceEndpoint");
                    profile.remove("trunkEndpoint");
                    profile.insert(name.into(), value.clone());
                    Ok(())
                }
                _ => Err(errors::reason(
                    9013,
                    "made-up text: endpoint not valid",
                    "made-up text: line port not valid",
                )),
            }
        }
        _ => Err(errors::details(400, "made-up text: bad parameter")),
    }
}

fn password(apio: &mut Apio, me: &Me, user: &User, old: Option<&str>, new: &str) -> Option<Answer> {
    if user.is_synced() {
        return Some(errors::reason(
            9011,
            "made-up text: user not valid",
            "made-up text: owned by a directory",
        ));
    }
    match old {
        None if me.level == 0 => {
            return Some(errors::message(400, 9014, "made-up text: the old password is needed"));
        }
        Some(old) if old != user.password && apio.switches.old_pin_wrong_status != 400 => {
            return Some(apio.wrong_old());
        }
        Some(old) if old != user.password => {
            return Some(errors::from_server(
                400,
                4962,
                "Invalid password",
                "",
                apio.switches.indexed_errors,
            ));
        }
        _ => {}
    }
    if let Some(why) = apio.switches.settings.refuses(new) {
        return Some(errors::reason(
            9005,
            "made-up text: password not valid",
            &format!("made-up text: {why}"),
        ));
    }
    let why = apio.password_refused(user, new)?;
    if apio.switches.settings.on("VALIDATE_PASSWORD_LOCALLY") {
        return Some(errors::reason(
            9005,
            "made-up text: password not valid",
            &format!("made-up text: {why}"),
        ));
    }
    Some(errors::from_server(400, 4967, &format!("made-up text: {why}"), "", apio.switches.indexed_errors))
}

pub fn set_password(user: &mut User, new: &str) {
    let earlier = std::mem::replace(&mut user.password, new.to_owned());
    user.password_history.push(earlier);
    user.must_change = false;
}

fn delete(apio: &mut Apio, asked: &Asked, me: &Me, place: &Place, user: Option<User>) -> Answer {
    if me.level < 8 {
        return errors::not_allowed();
    }
    let sent = if apio.switches.drop_delete_body { &[][..] } else { &asked.body };
    let body = match serde_json::from_slice(sent) {
        Ok(Value::Object(body)) => body,
        _ if sent.iter().all(u8::is_ascii_whitespace) => Map::new(),
        _ => return errors::details(416, "made-up text: body must be an object"),
    };
    // Nobody there is no error.
    let Some(user) = user else { return Answer::json(200, &json!({})) };
    if user.is_synced() {
        return errors::not_allowed();
    }
    let phones = match body.get("delete_devices") {
        None => apio.switches.settings.on("DELETE_USER_DEVICES"),
        Some(Value::Bool(phones)) => *phones,
        Some(_) => return errors::details(400, "made-up text: bad parameter"),
    };
    let kept: Vec<&str> = body
        .get("_excludedAppIds")
        .and_then(Value::as_array)
        .map(|ids| ids.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let left = user.apps.iter().filter(|app| kept.contains(&app.as_str()));
    apio.left_app_data.extend(left.map(|app| (user.id.clone(), app.clone())));
    let went = if phones { devices(apio, place, &user) } else { json!({}) };
    if let Some(group) = apio.world.group_mut(&place.tenant, &place.group) {
        group.remove(&user.id);
    }
    Answer::json(200, &went)
}

/// The phones go, and who shared the main one loses it.
fn devices(apio: &mut Apio, place: &Place, user: &User) -> Value {
    let reference = |id: &str, port: &str| json!({"userId": id, "linePort": port});
    let mut went = Map::new();
    if let Some(port) = user.line_port() {
        went.insert("deleted_main_device".into(), reference(&user.id, port));
    }
    if !user.additional.is_empty() {
        let list: Vec<Value> = user.additional.iter().map(|port| reference(&user.id, port)).collect();
        went.insert("deleted_additional_devices".into(), list.into());
    }
    let mut detached = Vec::new();
    if let Some(group) = apio.world.group_mut(&place.tenant, &place.group) {
        for (id, port) in &user.shared_with {
            if let Some(mut other) = group.user(id).filter(|other| other.line_port() == Some(port)) {
                other.profile.remove("accessDeviceEndpoint");
                group.put(other);
                detached.push(reference(id, port));
            }
        }
    }
    if !detached.is_empty() {
        went.insert("detached_additional_users".into(), detached.into());
    }
    went.into()
}
