//! Sessions: opening, checking, keeping and ending them.

use serde_json::{Value, json};

use super::world::PASSWORD;
use super::{Context, Principal, answers, query};
use crate::http::{Answer, Asked};

const PAIR: [&str; 2] = ["pbx1.example.test", "pbx2.example.test"];

/// What needs no session.
pub fn sessionless(context: &mut Context, rest: &[&str]) -> Answer {
    if let Some(answer) = required_headers(context.asked) {
        return answer;
    }
    match (context.asked.method.as_str(), rest) {
        ("POST", []) => open(context),
        ("GET", ["features"]) => answers::json(200, &json!({ "featureInfoList": features(context) })),
        ("GET", ["features", id]) => {
            match features(context).into_iter().find(|feature| feature["featureId"] == *id) {
                Some(feature) => answers::json(200, &feature),
                None => answers::message(404, "no such feature"),
            }
        }
        ("GET", ["version"]) => answers::json(200, &version(context)),
        ("GET", ["server-info"]) => answers::json(
            200,
            &json!({
                "languages": [
                    { "languageID": "en-us", "languageDisplayName": "English (United States)" },
                    { "languageID": "de-de", "languageDisplayName": "Deutsch (Deutschland)" },
                ],
                "acceptLanguage": "en-us",
                "authentication": {
                    "allowIcAuth": true,
                    "identityProviders": [{
                        "displayName": "Company sign-on",
                        "identityProviderId": "7c0ab6f2",
                        "builtInIdentityProvider": false,
                    }],
                },
            }),
        ),
        _ => answers::method_not_allowed(),
    }
}

fn required_headers(asked: &Asked) -> Option<Answer> {
    let absent = |name: &&str| asked.header(name).is_none_or(str::is_empty);
    ["Accept-Language"].iter().find(|name| absent(name)).map(|name| answers::missing(name))
}

fn features(context: &Context) -> Vec<Value> {
    let switches = &context.world.switches;
    [("configuration", switches.configuration), ("connection", 12), ("messaging", 2)]
        .into_iter()
        .map(|(id, version)| {
            let version = if switches.version_strings { json!(version.to_string()) } else { json!(version) };
            json!({ "featureId": id, "version": version })
        })
        .collect()
}

fn version(context: &Context) -> Value {
    let (major, release) =
        if context.world.switches.configuration < 7 { ("15", "2015 R4") } else { ("23", "2023 R2") };
    json!({
        "majorVersion": major,
        "minorVersion": "2",
        "su": "0",
        "build": "118",
        "productId": "CIC",
        "codebaseId": "0",
        "productReleaseDisplayString": release,
        "productPatchDisplayString": "Patch 4",
    })
}

fn open(context: &mut Context) -> Answer {
    let Ok(settings) = serde_json::from_slice::<Value>(&context.asked.body) else {
        return answers::malformed();
    };
    let others = others(context);
    match context.asked.fault.as_deref() {
        Some("switchover") => return answers::unavailable(&others),
        Some("unavailable") => return answers::unavailable(&[]),
        _ => {}
    }
    if let Some(answer) = closed(context) {
        return answer;
    }
    for name in ["__type", "applicationName", "userID", "password"] {
        if settings.get(name).and_then(Value::as_str).is_none_or(str::is_empty) {
            return answers::missing(name);
        }
    }
    let text = |name: &str| settings[name].as_str().unwrap_or_default();
    let user = context.world.position(text("userID")).map(|at| context.world.users[at].clone());
    let Some(user) = user.filter(|user| user.can_sign_in && text("password") == PASSWORD) else {
        return answers::json(
            400,
            &json!({
                "errorId": "error.request.connection.authenticationFailure",
                "errorCode": -2_147_221_503_i64,
                "message": answers::text("sign-in refused"),
            }),
        );
    };
    let id = context.world.open(&user.id);
    opened(context, &id, &user.id, &user.name, &others)
}

/// The hosts that are named instead of this one.
fn others(context: &Context) -> Vec<String> {
    let named = &context.world.switches.alternate_hosts;
    if !named.is_empty() {
        return named.clone();
    }
    let others = PAIR.into_iter().filter(|host| PAIR.contains(&context.host) && *host != context.host);
    others.map(String::from).collect()
}

fn opened(context: &mut Context, id: &str, user: &str, name: &str, others: &[String]) -> Answer {
    let session = context.world.sessions[id].clone();
    let included = query::names(&context.asked.query, "include");
    let includes = |what: &str| included.iter().any(|name| name == what);
    let mut body = json!({ "csrfToken": session.token, "sessionId": id });
    if !others.is_empty() {
        body["alternateHostList"] = json!(others);
    }
    body["userID"] = json!(user);
    body["userDisplayName"] = json!(name);
    body["icServer"] = json!("PBX1");
    if let Some(days) = context.world.switches.password_days {
        body["daysUntilPasswordExpiration"] = json!(days);
    }
    if includes("version") {
        body["version"] = version(context);
    }
    if includes("features") {
        body["features"] = json!(features(context));
    }
    if includes("server-time") {
        body["serverTimeInfo"] = json!({ "serverUtcTime": "20260311T081502Z" });
    }
    if includes("default-workstation") {
        body["defaultWorkstationId"] = json!("DESK-0417");
    }
    let prefix = context.prefix;
    let cookie = format!("icws_{id}={}|languageId=en-us; Path={prefix}/icws/{id}; HttpOnly", session.cookie);
    answers::json(201, &body)
        .with("Location", format!("{prefix}/icws/{id}/connection"))
        .with("ININ-ICWS-Session-ID", id)
        .with("ININ-ICWS-CSRF-Token", session.token)
        .with("Set-Cookie", cookie)
}

/// What a host answers that takes no sessions now.
fn closed(context: &Context) -> Option<Answer> {
    let is_closed = context.world.switches.closed_hosts.iter().any(|host| host == context.host);
    is_closed.then(|| answers::unavailable(&others(context)))
}

/// Checks session, token and cookie, as the examples have their errors.
pub fn principal(context: &mut Context, id: &str, rest: &[&str]) -> Result<Principal, Answer> {
    let asked = context.asked;
    if asked.header("X-Reference-Act").is_some() {
        return Ok(Principal { user: String::new(), session: id.into(), master: true });
    }
    let Some(session) = context.world.sessions.get(id) else {
        let id = "error.request.connection.authenticationFailure";
        return Err(answers::unauthorized(Some(id), -2_147_221_499, "session not valid"));
    };
    if let Some(answer) = closed(context) {
        return Err(answer);
    }
    // A poll is asked for by the cookie alone.
    let is_poll = rest == ["messaging", "messages"];
    if !is_poll && asked.header("ININ-ICWS-CSRF-Token") != Some(session.token.as_str()) {
        return Err(answers::unauthorized(None, 2, "a token was expected"));
    }
    let wanted = format!("icws_{id}={}", session.cookie);
    let cookies = asked.header("Cookie").unwrap_or_default();
    if !cookies.split(';').any(|cookie| cookie.trim().starts_with(&wanted)) {
        return Err(answers::unauthorized(None, 4, "the session cookie was expected"));
    }
    if let Some(answer) = required_headers(asked) {
        return Err(answer);
    }
    let user = session.user.clone();
    let master = context.world.position(&user).is_some_and(|at| context.world.users[at].master);
    Ok(Principal { user, session: id.into(), master })
}

/// `GET` and `DELETE` of a session.
pub fn of_session(context: &mut Context, principal: &Principal) -> Answer {
    match context.asked.method.as_str() {
        "GET" if context.asked.fault.as_deref() == Some("session-down") => {
            let reason = answers::text("ended by an administrator");
            let state = json!({ "connectionState": 2, "reason": reason, "shouldReconnect": false });
            answers::json(200, &state)
        }
        "GET" => answers::json(200, &json!({ "connectionState": 1 })),
        "DELETE" => {
            context.world.sessions.remove(&principal.session);
            Answer::empty(context.world.switches.empty_status)
        }
        _ => answers::method_not_allowed(),
    }
}

/// Polling, the heartbeat and subscriptions to changes of people.
pub fn messaging(context: &mut Context, principal: &Principal, rest: &[&str]) -> Answer {
    let status = context.world.switches.empty_status;
    let session = context.world.sessions.get_mut(&principal.session);
    match (context.asked.method.as_str(), rest, session) {
        ("GET", ["messages"], _) if context.asked.fault.as_deref() == Some("session-down") => {
            context.world.sessions.remove(&principal.session);
            answers::json(
                200,
                &json!([{
                    "__type": "urn:inin.com:connection:connectionStateChangeMessage",
                    "isDelta": false,
                    "previousConnectionState": 1,
                    "newConnectionState": 2,
                    "reason": answers::text("switchover"),
                    "shouldReconnect": true,
                }]),
            )
        }
        ("GET", ["messages"], session) => {
            let messages = session.map(|session| std::mem::take(&mut session.messages)).unwrap_or_default();
            answers::json(200, &json!(messages))
        }
        ("POST", ["heartbeat"], _) => Answer::empty(status),
        ("PUT", ["subscriptions", "configuration", "users", id], Some(session)) => {
            let Ok(body) = serde_json::from_slice::<Value>(&context.asked.body) else {
                return answers::malformed();
            };
            let users = body["configurationIds"].as_array().into_iter().flatten().filter_map(Value::as_str);
            session.watches.push(((*id).to_string(), users.map(String::from).collect()));
            Answer::empty(200)
        }
        _ => answers::no_such_path(),
    }
}

/// Tells every session that watches a person.
pub fn tell(context: &mut Context, user: &Value, changed: &Value) {
    for session in context.world.sessions.values_mut() {
        for (subscription, users) in &session.watches {
            if users.iter().any(|id| user["id"] == **id) {
                session.messages.push(json!({
                    "__type": "urn:inin.com:configuration.people:usersMessage",
                    "isDelta": true,
                    "subscriptionId": subscription,
                    "changed": [{ "configurationId": user, "clientConfigurationProperties": changed }],
                }));
            }
        }
    }
}
