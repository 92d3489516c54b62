//! Changing client properties: one's own, and somebody else's.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Context, Principal, answers, client, connection, user};
use crate::http::Answer;

const GROUP: &str = "clientConfigurationProperties";

/// `PUT .../configuration/users/{id}/client`: the body is the group itself.
pub fn own(context: &mut Context, principal: &Principal, id: &str) -> Answer {
    let switches = &context.world.switches;
    if switches.configuration < 7 {
        return match switches.missing_path.as_str() {
            "404" => answers::message(404, "not found"),
            "unsupported" => answers::no_such_path(),
            "html" => {
                let mut page = Answer::empty(404).with("Content-Type", "text/html");
                page.body = b"<html><body><h1>404 Not Found</h1></body></html>".to_vec();
                page
            }
            _ => answers::method_not_allowed(),
        };
    }
    let (ids, others) = (switches.error_ids, switches.others_client);
    let Ok(Value::Object(group)) = serde_json::from_slice::<Value>(&context.asked.body) else {
        return answers::malformed();
    };
    let Some(at) = context.world.position(id) else { return answers::no_such_user(ids) };
    let person = &context.world.users[at];
    let is_own = person.id == principal.user;
    if !(is_own && person.customize || principal.master && (others || principal.user.is_empty())) {
        return answers::not_allowed(ids);
    }
    change(context, at, group)
}

/// `PUT .../configuration/users/{id}`: partial, with the group nested.
pub fn somebody(context: &mut Context, principal: &Principal, id: &str) -> Answer {
    let ids = context.world.switches.error_ids;
    let Ok(Value::Object(mut body)) = serde_json::from_slice::<Value>(&context.asked.body) else {
        return answers::malformed();
    };
    let Some(at) = context.world.position(id) else { return answers::no_such_user(ids) };
    if !principal.master {
        return answers::not_allowed(ids);
    }
    let group = body.remove(GROUP);
    body.remove("configurationId");
    match group {
        Some(Value::Object(group)) if body.is_empty() => change(context, at, group),
        // The group is no property: null has no effect.
        None | Some(Value::Null) if body.is_empty() => saved(context, at, false),
        _ => answers::malformed(),
    }
}

/// One refused value.
struct Refused {
    validator: i64,
    member: String,
    /// Entry of the follow-me list and the part of it.
    entry: Option<(usize, &'static str)>,
    value: String,
}

fn change(context: &mut Context, at: usize, group: Map<String, Value>) -> Answer {
    let mut wanted: BTreeMap<String, Option<Value>> = BTreeMap::new();
    let mut refused = Vec::new();
    let switches = context.world.switches.clone();
    for (name, value) in group {
        if !client::is_member(&name) {
            return answers::malformed();
        }
        let held = context.world.users[at].own.get(&name).cloned();
        let value = match bare(&name, value) {
            Ok(Given::Value(value)) => Some(value),
            Ok(Given::NullValue) => held.filter(|_| !switches.null_value_resets),
            Ok(Given::NullMember) => held.filter(|_| !switches.null_member_resets),
            Ok(Given::Nothing) => {
                refused.push(Refused {
                    validator: 15,
                    member: name.clone(),
                    entry: None,
                    value: String::new(),
                });
                continue;
            }
            Err(()) => return answers::malformed(),
        };
        if let Some(value) = &value {
            refused.extend(check(&name, value));
        }
        wanted.insert(name, value);
    }
    let fault = context.asked.fault.clone().unwrap_or_default();
    if let Some(number) = fault.strip_prefix("validator-").and_then(|number| number.parse().ok()) {
        refused = wanted
            .iter()
            .map(|(name, value)| Refused {
                validator: number,
                member: name.clone(),
                entry: None,
                value: value.as_ref().map(as_text).unwrap_or_default(),
            })
            .collect();
    }
    let licences: Vec<Value> = match fault.as_str() {
        "license-and-validation" => vec![answers::licence(2)],
        _ => Vec::new(),
    };
    if fault == "license-and-validation" && refused.is_empty() {
        let member = wanted.keys().next().cloned().unwrap_or_default();
        refused.push(Refused { validator: 31, member, entry: None, value: String::new() });
    }
    if !refused.is_empty() {
        let errors: Vec<Value> =
            refused.iter().map(|error| written(error, &switches.property_name)).collect();
        return answers::configuration_error("validation failed", &errors, &licences);
    }
    save(context, at, wanted);
    if let Some(number) = fault.strip_prefix("license-").and_then(|number| number.parse().ok()) {
        return answers::configuration_error("licence problem", &[], &[answers::licence(number)]);
    }
    match fault.as_str() {
        "license-unnumbered" => {
            let mut licence = answers::licence(2);
            licence.as_object_mut().map(|licence| licence.remove("licenseErrorType"));
            answers::configuration_error("licence problem", &[], &[licence])
        }
        "internal-after" => answers::internal(),
        "timeout-after" => answers::timeout(),
        other => saved(context, at, other == "license-warning"),
    }
}

fn saved(context: &Context, at: usize, warning: bool) -> Answer {
    let user = &context.world.users[at];
    let id = user::id_of(user);
    let mut body = json!({ "id": user.id, "uri": id["uri"] });
    if warning {
        body["licenseProblems"] = json!([answers::licence(1)]);
    }
    answers::json(200, &body)
}

fn save(context: &mut Context, at: usize, wanted: BTreeMap<String, Option<Value>>) {
    let modified = context.world.tick();
    let visible_after = context.world.switches.visible_after;
    let person = &mut context.world.users[at];
    let before = person.own.clone();
    let names: Vec<String> = wanted.keys().cloned().collect();
    for (name, value) in wanted {
        match value {
            Some(value) => person.own.insert(name, value),
            None => person.own.remove(&name),
        };
    }
    person.modified = modified;
    person.before = (visible_after > 0).then_some((visible_after, before));
    let person = person.clone();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let changed = client::read(context.world, &person, &names, client::Flags::default());
    connection::tell(context, &user::id_of(&person), &changed);
}

enum Given {
    Value(Value),
    /// `{"actualValue": null}`
    NullValue,
    /// The member itself is null.
    NullMember,
    /// An object without `actualValue`.
    Nothing,
}

/// The value of a member without what wraps it; `Err` if it is of another type.
fn bare(name: &str, value: Value) -> Result<Given, ()> {
    if value.is_null() {
        return Ok(Given::NullMember);
    }
    let value = if client::is_bare(name) {
        value
    } else {
        match value {
            Value::Object(mut object) => match object.remove("actualValue") {
                None => return Ok(Given::Nothing),
                Some(Value::Null) => return Ok(Given::NullValue),
                Some(value) => value,
            },
            _ => return Err(()),
        }
    };
    let is_entry = |entry: &Value| {
        entry["phoneNumber"].is_string() && fits_int(&entry["timeout"]) && entry["usePin"].is_boolean()
    };
    let fits = match name {
        "callForwardAllMode" => value.is_string(),
        "externalCallTimeout" | "eFaqSearchOption" => fits_int(&value),
        "followMe" => value.as_array().is_some_and(|entries| entries.iter().all(is_entry)),
        _ => value.is_boolean(),
    };
    if fits { Ok(Given::Value(value)) } else { Err(()) }
}

/// The document's Int.
fn fits_int(value: &Value) -> bool {
    value.as_i64().is_some_and(|number| i32::try_from(number).is_ok())
}

/// What is wrong with a value. The limits are made up, for the real ones are
/// not documented; the text `validator N` is refused by validator N.
fn check(name: &str, value: &Value) -> Vec<Refused> {
    let one =
        |validator| vec![Refused { validator, member: name.into(), entry: None, value: as_text(value) }];
    match name {
        "externalCallTimeout" if !(0..=3600).contains(&value.as_i64().unwrap_or(-1)) => one(5),
        "eFaqSearchOption" if !(0..=3).contains(&value.as_i64().unwrap_or(-1)) => one(9),
        "callForwardAllMode" => match value.as_str().unwrap_or_default() {
            "All" | "Internal" | "External" => Vec::new(),
            text => one(text.strip_prefix("validator ").and_then(|n| n.parse().ok()).unwrap_or(9)),
        },
        "followMe" => follow_me(value.as_array().map_or(&[], Vec::as_slice)),
        _ => Vec::new(),
    }
}

fn follow_me(entries: &[Value]) -> Vec<Refused> {
    let refused = |validator, entry, value: &Value| Refused {
        validator,
        member: "followMe".into(),
        entry,
        value: as_text(value),
    };
    if entries.len() > 10 {
        return vec![refused(10, None, &json!(entries.len()))];
    }
    let mut all = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let number = entry["phoneNumber"].as_str().unwrap_or_default();
        let digits = number.chars().all(|c| c.is_ascii_digit() || "+*#".contains(c));
        if number.is_empty() || number.len() > 64 || !digits {
            all.push(refused(11, Some((at, "phoneNumber")), &entry["phoneNumber"]));
        } else if !(1..=300).contains(&entry["timeout"].as_i64().unwrap_or(0)) {
            all.push(refused(11, Some((at, "timeout")), &entry["timeout"]));
        }
    }
    all
}

/// `propertyValue` is always a text.
fn as_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), String::from)
}

fn written(error: &Refused, spelling: &str) -> Value {
    let member = &error.member;
    let name = match (spelling, error.entry) {
        ("bare", _) => member.clone(),
        ("pascal", _) => {
            let mut pascal = member.clone();
            pascal[..1].make_ascii_uppercase();
            format!("ClientConfigurationProperties.{pascal}")
        }
        ("indexed", Some((at, part))) => format!("{GROUP}.{member}[{at}].{part}"),
        ("indexed1", Some((at, part))) => format!("{member}[{}].{part}", at + 1),
        ("actual", _) if !client::is_bare(member) => format!("{GROUP}.{member}.actualValue"),
        _ => format!("{GROUP}.{member}"),
    };
    json!({ "validationErrorType": error.validator, "propertyName": name, "propertyValue": error.value })
}
