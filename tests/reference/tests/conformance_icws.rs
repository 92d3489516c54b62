//! The reference PureConnect against the example exchanges, and its switches.
//!
//! Values differ (made-up people); statuses, headers, error ids, types, the
//! numbers of enums and the shape of every body must not.

#[path = "conformance_icws/switches.rs"]
mod switches;

use reference_pbx::http::{Answer, Asked, Pbx};
use reference_pbx::icws::{Icws, PASSWORD};
use serde_json::{Value, json};

// ---- Asking

#[derive(Clone)]
struct Session {
    id: String,
    token: String,
    cookie: String,
}

fn ask(
    pbx: &mut Icws,
    method: &str,
    target: &str,
    session: Option<&Session>,
    body: &str,
    fault: &str,
) -> Answer {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut headers = vec![("Accept-Language".to_string(), "en-us".to_string())];
    if let Some(session) = session {
        headers.push(("ININ-ICWS-CSRF-Token".into(), session.token.clone()));
        headers.push(("Cookie".into(), format!("other=1; {}", session.cookie)));
    }
    pbx.answer(&Asked {
        method: method.into(),
        path: path.into(),
        query: query.into(),
        headers,
        body: body.as_bytes().to_vec(),
        fault: (!fault.is_empty()).then(|| fault.to_string()),
    })
}

fn credentials(user: &str, password: &str) -> String {
    json!({
        "__type": "urn:inin.com:connection:icAuthConnectionRequestSettings",
        "applicationName": "test", "userID": user, "password": password,
    })
    .to_string()
}

fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    answer.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
}

fn body(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or(Value::Null)
}

fn sign_in(pbx: &mut Icws, user: &str) -> Session {
    let answer = ask(pbx, "POST", "/icws/connection", None, &credentials(user, PASSWORD), "");
    assert_eq!(answer.status, 201);
    let cookie = header(&answer, "Set-Cookie").unwrap();
    Session {
        id: header(&answer, "ININ-ICWS-Session-ID").unwrap().into(),
        token: header(&answer, "ININ-ICWS-CSRF-Token").unwrap().into(),
        cookie: cookie.split(';').next().unwrap().into(),
    }
}

fn switch(pbx: &mut Icws, switches: Value) {
    let answer = ask(pbx, "POST", "/icws/__switch", None, &switches.to_string(), "");
    assert_eq!(answer.status, 204, "{}", String::from_utf8_lossy(&answer.body));
}

fn get(pbx: &mut Icws, session: &Session, rest: &str) -> Answer {
    ask(pbx, "GET", &format!("/icws/{}{rest}", session.id), Some(session), "", "")
}

fn put(pbx: &mut Icws, session: &Session, rest: &str, body: Value) -> Answer {
    put_with(pbx, session, rest, body, "")
}

fn put_with(pbx: &mut Icws, session: &Session, rest: &str, body: Value, fault: &str) -> Answer {
    ask(
        pbx,
        "PUT",
        &format!("/icws/{}/configuration/users/{rest}", session.id),
        Some(session),
        &body.to_string(),
        fault,
    )
}

/// One member of a person, with own and inherited values.
fn member(pbx: &mut Icws, session: &Session, user: &str, name: &str) -> Value {
    let path = format!(
        "/configuration/users/{user}?select=clientConfigurationProperties.{name}&actualValues=true\
         &inheritedValues=true&rightsFilter=view"
    );
    let answer = get(pbx, session, &path);
    assert_eq!(answer.status, 200);
    body(&answer)["clientConfigurationProperties"][name].clone()
}

// ---- Example exchanges

struct Exchange {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: String,
    status: u16,
    answer_headers: Vec<(String, String)>,
    answer: Value,
}

fn exchanges(name: &str) -> Vec<Exchange> {
    let path = format!("{}/../fixtures/icws/{name}.http", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    text.split("### request\n")
        .skip(1)
        .map(|block| {
            let (request, response) = block.split_once("### response\n").unwrap();
            let (start, headers, body) = parts(request);
            let mut words = start.split(' ');
            let (status, answer_headers, answer) = parts(response);
            Exchange {
                method: words.next().unwrap().into(),
                target: words.next().unwrap().into(),
                headers,
                body,
                status: status.split(' ').nth(1).unwrap().parse().unwrap(),
                answer_headers,
                answer: serde_json::from_str(&answer).unwrap_or(Value::Null),
            }
        })
        .collect()
}

fn parts(block: &str) -> (String, Vec<(String, String)>, String) {
    let (head, body) = block.split_once("\n\n").unwrap_or((block, ""));
    let mut lines = head.lines();
    let start = lines.next().unwrap().to_string();
    let headers = lines.filter_map(|line| line.split_once(": ")).map(|(n, v)| (n.to_string(), v.to_string()));
    (start, headers.collect(), body.trim().to_string())
}

/// Sends a recorded request as it was, but for credentials that are ours.
fn replay(pbx: &mut Icws, recorded: &Exchange, session: Option<&Session>, fault: &str) -> Answer {
    let (path, query) = recorded.target.split_once('?').unwrap_or((&recorded.target, ""));
    let headers = recorded.headers.iter().map(|(name, value)| {
        let value = match (name.as_str(), session) {
            ("Cookie", Some(session)) => session.cookie.clone(),
            ("ININ-ICWS-CSRF-Token", Some(session)) => session.token.clone(),
            _ => value.clone(),
        };
        (name.clone(), value)
    });
    pbx.answer(&Asked {
        method: recorded.method.clone(),
        path: path.into(),
        query: query.into(),
        headers: headers.collect(),
        body: recorded.body.replace("not-a-real-password", PASSWORD).into_bytes(),
        fault: (!fault.is_empty()).then(|| fault.to_string()),
    })
}

/// Status, headers and shape as recorded.
fn assert_like(name: &str, recorded: &Exchange, ours: &Answer) {
    let said = String::from_utf8_lossy(&ours.body);
    assert_eq!(ours.status, recorded.status, "{name}: {said}");
    for (header_name, theirs) in &recorded.answer_headers {
        if header_name == "Content-Length" {
            continue;
        }
        let value = header(ours, header_name).unwrap_or_else(|| panic!("{name}: no {header_name}"));
        match header_name.as_str() {
            // Secrets, and numbers that depend on who there is.
            "ININ-ICWS-CSRF-Token" => assert!(!value.is_empty()),
            "Set-Cookie" => {
                let attributes = |cookie: &str| cookie.split_once(';').map(|(_, rest)| rest.to_string());
                assert_eq!(attributes(value), attributes(theirs), "{name}");
            }
            "Content-Range" => assert!(value.starts_with("items ") && value.contains('/'), "{name}: {value}"),
            _ => assert_eq!(value, theirs, "{name}: {header_name}"),
        }
    }
    like(name, &recorded.answer, &body(ours));
}

/// Members whose values are part of the contract.
const EXACT: [&str; 13] = [
    "errorId",
    "errorCode",
    "__type",
    "validationErrorType",
    "propertyName",
    "propertyValue",
    "licenseErrorType",
    "objectType",
    "connectionState",
    "newConnectionState",
    "select",
    "where",
    "orderBy",
];

fn like(at: &str, theirs: &Value, ours: &Value) {
    match (theirs, ours) {
        (Value::Object(theirs), Value::Object(ours)) => {
            // What is null is left out, so that items and groups differ.
            let varies =
                at.ends_with("/clientConfigurationProperties") || ours.contains_key("configurationId");
            for (name, value) in theirs {
                let at = format!("{at}/{name}");
                match ours.get(name) {
                    Some(ours) if EXACT.contains(&name.as_str()) => assert_eq!(ours, value, "{at}"),
                    Some(ours) => like(&at, value, ours),
                    None => assert!(varies, "{at} is missing"),
                }
            }
            if !varies {
                let more: Vec<&String> = ours.keys().filter(|name| !theirs.contains_key(*name)).collect();
                assert!(more.is_empty(), "{at}: {more:?}");
            }
        }
        (Value::Array(theirs), Value::Array(ours)) => {
            assert_eq!(theirs.is_empty(), ours.is_empty(), "{at}");
            for (number, (theirs, ours)) in theirs.iter().zip(ours).enumerate() {
                like(&format!("{at}/{number}"), theirs, ours);
            }
        }
        (theirs, ours) => {
            assert_eq!(
                std::mem::discriminant(theirs),
                std::mem::discriminant(ours),
                "{at}: {theirs} and {ours}"
            );
        }
    }
}

/// Replays a whole file under one session.
fn conforms(name: &str, user: &str, faults: &[&str]) {
    let mut pbx = Icws::new(0);
    conforms_on(&mut pbx, name, user, faults);
}

fn conforms_on(pbx: &mut Icws, name: &str, user: &str, faults: &[&str]) {
    let session = sign_in(pbx, user);
    for (at, recorded) in exchanges(name).iter().enumerate() {
        let fault = faults.get(at).copied().unwrap_or_default();
        let ours = replay(pbx, recorded, Some(&session), fault);
        assert_like(name, recorded, &ours);
    }
}

#[test]
fn connections_are_as_the_examples() {
    let mut pbx = Icws::new(0);
    let recorded = &exchanges("01-connect-created")[0];
    assert_like("01", recorded, &replay(&mut pbx, recorded, None, ""));

    let mut recorded = exchanges("02-connect-bad-credentials").remove(0);
    recorded.body = recorded.body.replace("not-a-real-password", "wrong");
    assert_like("02", &recorded, &replay(&mut pbx, &recorded, None, ""));

    let recorded = &exchanges("03-connect-missing-property")[0];
    assert_like("03", recorded, &replay(&mut pbx, recorded, None, ""));

    let recorded = &exchanges("04-connect-switchover-503")[0];
    let ours = replay(&mut pbx, recorded, None, "switchover");
    assert_like("04", recorded, &ours);
    assert_eq!(body(&ours)["alternateHostList"], json!(["pbx2.example.test"]));

    let mut recorded = exchanges("05-connect-through-proxy").remove(0);
    recorded.target = recorded.target.replace("/api/pbx1.example.test", "");
    let mut proxied = Icws::new(0).behind("/api/pbx1.example.test");
    switch(&mut proxied, json!({ "passwordDays": null }));
    let mut ours = replay(&mut proxied, &recorded, None, "");
    let mut told = body(&ours);
    told.as_object_mut().unwrap().remove("alternateHostList");
    ours.body = told.to_string().into_bytes();
    assert_like("05", &recorded, &ours);

    for recorded in exchanges("06-sessionless-info") {
        let ours = replay(&mut pbx, &recorded, None, "");
        assert_like("06", &recorded, &ours);
        assert_eq!(body(&ours), recorded.answer);
    }
}

#[test]
fn sessions_are_as_the_examples() {
    conforms("07-connection-state", "mlind", &["", "session-down"]);
    let recorded = exchanges("08-unauthorized-401");
    let mut pbx = Icws::new(0);
    assert_like("08", &recorded[0], &replay(&mut pbx, &recorded[0], None, ""));
    let session = sign_in(&mut pbx, "admin");
    for recorded in &recorded[1..] {
        assert_like("08", recorded, &replay(&mut pbx, recorded, Some(&session), ""));
    }
    let ours = replay(&mut pbx, &recorded[0], Some(&session), "session-lost");
    assert_like("08", &recorded[0], &ours);
    conforms("09-disconnect", "mlind", &[]);
    conforms("10-messages-poll", "mlind", &["", "session-down"]);
    conforms("11-heartbeat", "mlind", &[]);
}

#[test]
fn people_are_as_the_examples() {
    conforms("20-users-list-ids", "admin", &[]);
    conforms_on(&mut Icws::new(1500), "21-users-list-page", "mlind", &[]);
    conforms("22-users-list-bad-query", "admin", &[]);
    conforms("23-user-get-default", "admin", &[]);
    conforms("24-user-get-client-effective", "admin", &[]);
    conforms("25-user-get-client-inherited", "admin", &[]);
    conforms("27-user-get-group-refused", "admin", &[]);
    conforms("28-user-get-own-rights", "mlind", &[]);
    conforms("29-user-get-refused", "mlind", &[]);
    conforms("30-user-id-encoding", "admin", &[]);
    conforms("31-defaults", "admin", &[]);
    let mut pbx = Icws::new(0);
    switch(&mut pbx, json!({ "inheritedFrom": "single" }));
    conforms_on(&mut pbx, "26-user-get-one-inherited-from", "admin", &[]);
}

#[test]
fn the_values_of_the_inheritance_example_are_the_same() {
    let mut pbx = Icws::new(0);
    let session = sign_in(&mut pbx, "admin");
    let recorded = &exchanges("25-user-get-client-inherited")[0];
    assert_eq!(body(&replay(&mut pbx, recorded, Some(&session), "")), recorded.answer);
}

#[test]
fn changes_are_as_the_examples() {
    conforms("40-put-client-ok", "mlind", &[]);
    conforms("41-put-client-reset", "mlind", &[]);
    conforms("42-put-client-validation", "mlind", &[]);
    conforms("43-put-client-license-errors", "mlind", &["license-2"]);
    conforms("44-put-client-ok-with-warnings", "mlind", &["license-warning"]);
    conforms("45-put-client-malformed", "mlind", &[]);
    conforms("46-put-client-not-allowed", "mlind", &[]);
    conforms("46-put-client-not-allowed", "admin", &[]);
    conforms("47-put-client-no-such-user", "mlind", &[]);
    conforms("48-put-client-server-errors", "mlind", &["timeout", "internal", "gone"]);
    conforms("49-put-user-as-admin", "admin", &[]);
    conforms_on(&mut Icws::before_2016(0), "50-old-server", "mlind", &[]);
}

#[test]
fn watching_people_is_as_the_example() {
    let mut pbx = Icws::new(0);
    let session = sign_in(&mut pbx, "admin");
    let recorded = exchanges("51-watch-users");
    assert_like("51", &recorded[0], &replay(&mut pbx, &recorded[0], Some(&session), ""));
    let change = json!({ "clientConfigurationProperties": { "ringWhenOnPhone": { "actualValue": false } } });
    assert_eq!(put(&mut pbx, &session, "tokoro", change).status, 200);
    assert_like("51", &recorded[1], &replay(&mut pbx, &recorded[1], Some(&session), ""));
}
