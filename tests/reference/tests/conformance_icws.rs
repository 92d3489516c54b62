//! The reference PureConnect against the example exchanges, and its switches.
//!
//! Values differ (made-up people); statuses, headers, error ids, types, the
//! numbers of enums and the shape of every body must not.

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

// ---- Behaviour and switches

#[test]
fn every_id_is_found_by_its_encoded_path() {
    let mut pbx = Icws::new(40);
    let session = sign_in(&mut pbx, "admin");
    let list = body(&get(&mut pbx, &session, "/configuration/users"));
    let items = list["items"].as_array().unwrap().clone();
    assert_eq!(items.len(), 40);
    for item in items {
        let id = &item["configurationId"];
        let path = id["uri"].as_str().unwrap();
        let found = get(&mut pbx, &session, path);
        assert_eq!(found.status, 200, "{path}");
        assert_eq!(body(&found)["configurationId"], *id);
    }
    for id in ["DOM%5Ceva", "a%2Fb", "50%25", "a%252Fb", "x%3F%23", "%D0%AF%D0%BD%D0%B0"] {
        assert_eq!(get(&mut pbx, &session, &format!("/configuration/users/{id}")).status, 200, "{id}");
    }
    assert_eq!(get(&mut pbx, &session, "/configuration/users/a/b").status, 405);
}

#[test]
fn combining_follows_the_switch() {
    let mut pbx = Icws::new(0);
    let session = sign_in(&mut pbx, "admin");
    for (rule, screen) in [("first", false), ("last", true), ("any", true), ("all", false)] {
        switch(&mut pbx, json!({ "combine": rule }));
        let member = member(&mut pbx, &session, "tokoro", "screenCalls");
        assert_eq!(member["inheritedValue"], screen, "{rule}");
        assert_eq!(member["inheritedFrom"].as_array().unwrap().len(), 2);
    }
}

#[test]
fn giving_back_follows_the_switches() {
    for (value, is_member) in [(json!({ "actualValue": null }), false), (Value::Null, true)] {
        for resets in [true, false] {
            let mut pbx = Icws::new(0);
            let session = sign_in(&mut pbx, "mlind");
            let name = if is_member { "nullMemberResets" } else { "nullValueResets" };
            switch(&mut pbx, json!({ name: resets }));
            let answer = put(&mut pbx, &session, "mlind/client", json!({ "callForwardAll": value }));
            assert_eq!(answer.status, 200);
            let member = member(&mut pbx, &session, "mlind", "callForwardAll");
            assert_eq!(member.get("actualValue").is_none(), resets);
        }
    }
}

#[test]
fn a_change_is_visible_after_so_many_readings() {
    let mut pbx = Icws::new(0);
    let session = sign_in(&mut pbx, "mlind");
    switch(&mut pbx, json!({ "visibleAfter": 2 }));
    put(&mut pbx, &session, "mlind/client", json!({ "externalCallTimeout": { "actualValue": 99 } }));
    let mut seen = || member(&mut pbx, &session, "mlind", "externalCallTimeout")["actualValue"].clone();
    assert_eq!([seen(), seen(), seen()], [json!(45), json!(45), json!(99)]);
}

#[test]
fn refusals_save_nothing_but_for_licences_alone() {
    let mut pbx = Icws::new(0);
    let session = sign_in(&mut pbx, "mlind");
    let change = || json!({ "screenCalls": { "actualValue": true } });
    for (fault, status, saved) in [
        ("malformed", 400, false),
        ("not-allowed", 403, false),
        ("no-such-user", 404, false),
        ("gone", 410, false),
        ("internal", 500, false),
        ("timeout", 500, false),
        ("validator-35", 400, false),
        ("license-and-validation", 400, false),
        ("unavailable", 503, false),
        ("license-2", 400, true),
        ("internal-after", 500, true),
        ("timeout-after", 500, true),
        ("license-warning", 200, true),
    ] {
        put(&mut pbx, &session, "mlind/client", json!({ "screenCalls": { "actualValue": null } }));
        assert_eq!(put_with(&mut pbx, &session, "mlind/client", change(), fault).status, status, "{fault}");
        let member = member(&mut pbx, &session, "mlind", "screenCalls");
        assert_eq!(member.get("actualValue") == Some(&json!(true)), saved, "{fault}");
    }
}

#[test]
fn who_may_change_whom() {
    let mut pbx = Icws::new(0);
    let change = || json!({ "screenCalls": { "actualValue": true } });
    let nested = || json!({ "clientConfigurationProperties": change() });
    for (user, target, own, somebody) in [
        ("mlind", "mlind", 200, 403),
        ("mlind", "tokoro", 403, 403),
        ("apetrov", "apetrov", 403, 403),
        ("admin", "admin", 200, 200),
        ("admin", "tokoro", 403, 200),
        ("admin", "nobody", 404, 404),
    ] {
        let session = sign_in(&mut pbx, user);
        let status = put(&mut pbx, &session, &format!("{target}/client"), change()).status;
        assert_eq!(status, own, "{user} changes {target} by /client");
        assert_eq!(put(&mut pbx, &session, target, nested()).status, somebody, "{user} changes {target}");
    }
    // The group is bare in the one and nested in the other.
    let session = sign_in(&mut pbx, "admin");
    assert_eq!(put(&mut pbx, &session, "admin/client", nested()).status, 400);
    assert_eq!(put(&mut pbx, &session, "tokoro", change()).status, 400);
}

#[test]
fn what_is_wrong_with_a_value_is_spelt_by_the_switch() {
    let mut pbx = Icws::new(0);
    let session = sign_in(&mut pbx, "mlind");
    let bad = json!({ "followMe": [
        { "phoneNumber": "4107", "timeout": 10, "usePin": false },
        { "phoneNumber": "4107", "timeout": 10_000, "usePin": false },
    ] });
    for (spelling, name) in [
        ("group", "clientConfigurationProperties.followMe"),
        ("bare", "followMe"),
        ("pascal", "ClientConfigurationProperties.FollowMe"),
        ("indexed", "clientConfigurationProperties.followMe[1].timeout"),
        ("indexed1", "followMe[2].timeout"),
    ] {
        switch(&mut pbx, json!({ "propertyName": spelling }));
        let errors = body(&put(&mut pbx, &session, "mlind/client", bad.clone()))["validationErrors"].clone();
        assert_eq!(
            errors,
            json!([{ "validationErrorType": 11, "propertyName": name, "propertyValue": "10000" }])
        );
    }
    for (value, status) in [(json!(true), 400), (json!({}), 400), (json!({ "actualValue": "x" }), 400)] {
        assert_eq!(put(&mut pbx, &session, "mlind/client", json!({ "screenCalls": value })).status, status);
    }
    let typed = json!({ "callForwardAllMode": { "actualValue": "validator 17" } });
    let errors = body(&put(&mut pbx, &session, "mlind/client", typed))["validationErrors"].clone();
    assert_eq!(errors[0]["validationErrorType"], 17);
}

#[test]
fn ranges_count_as_the_switch_says_and_end_at_200() {
    let mut pbx = Icws::new(450);
    let session = sign_in(&mut pbx, "admin");
    let page = |pbx: &mut Icws, range: &str| {
        let headers = vec![
            ("Accept-Language".to_string(), "en-us".to_string()),
            ("Range".into(), range.into()),
            ("ININ-ICWS-CSRF-Token".into(), session.token.clone()),
            ("Cookie".into(), session.cookie.clone()),
        ];
        let answer = pbx.answer(&Asked {
            method: "GET".into(),
            path: format!("/icws/{}/configuration/users", session.id),
            query: "select=extension".into(),
            headers,
            ..Asked::default()
        });
        let items = body(&answer)["items"].as_array().unwrap().len();
        (items, header(&answer, "Content-Range").unwrap().to_string())
    };
    assert_eq!(page(&mut pbx, "items=0-999"), (200, "items 0-199/450".into()));
    assert_eq!(page(&mut pbx, "items=400-599"), (50, "items 400-449/450".into()));
    assert_eq!(page(&mut pbx, "items=900-999"), (0, "items */450".into()));
    switch(&mut pbx, json!({ "range": "1", "promised": 3 }));
    assert_eq!(page(&mut pbx, "items=0-199"), (199, "items 1-199/453".into()));
    assert_eq!(page(&mut pbx, "items=1-200"), (200, "items 1-200/453".into()));
    switch(&mut pbx, json!({ "range": "mixed", "promised": 0 }));
    assert_eq!(page(&mut pbx, "items=0-199"), (200, "items 1-200/450".into()));
}

#[test]
fn switches_are_checked_and_reset() {
    let mut pbx = Icws::new(0);
    let answer = ask(&mut pbx, "POST", "/icws/__switch", None, r#"{"combin": "any"}"#, "");
    assert_eq!(answer.status, 400);
    let session = sign_in(&mut pbx, "mlind");
    switch(&mut pbx, json!({ "endSessions": true, "closedHosts": ["pbx1.example.test"] }));
    assert_eq!(get(&mut pbx, &session, "/connection").status, 401);
    let refused = ask(&mut pbx, "POST", "/icws/connection", None, &credentials("mlind", PASSWORD), "");
    assert_eq!(refused.status, 503);
    pbx.reset();
    sign_in(&mut pbx, "mlind");
}

#[test]
fn odd_and_unknown_members_come_by_switch() {
    let mut pbx = Icws::new(0);
    let session = sign_in(&mut pbx, "admin");
    switch(&mut pbx, json!({ "oddTypes": true, "unknownMember": true }));
    assert_eq!(member(&mut pbx, &session, "tokoro", "confirmDragAndDrop"), json!(true));
    assert_eq!(member(&mut pbx, &session, "tokoro", "followMe")[0]["label"], "made-up label");
    switch(&mut pbx, json!({ "oddTypes": false, "ownValues": false }));
    let silent = member(&mut pbx, &session, "tokoro", "showStatusInSystemTray");
    assert_eq!(silent, json!({ "effectiveValue": false }));
}
