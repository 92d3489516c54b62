//! The sixth dialect, row by row of the three documents
//! (xivo-1.0-users, xivo-1.1-user-cti, xivo-1.1-user-cti-profile).

use reference_pbx::http::{Answer, Asked, Pbx};
use reference_pbx::xivo::Xivo;
use reference_pbx::xivo::dialect::XIVO_DOC;
use serde_json::{Value, json};

fn ask(xivo: &mut Xivo, line: &str, body: &Value) -> Answer {
    ask_with(xivo, line, body, None)
}

fn ask_with(xivo: &mut Xivo, line: &str, body: &Value, fault: Option<&str>) -> Answer {
    let (method, target) = line.split_once(' ').unwrap();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let headers =
        [("Host", "xivoserver"), ("Accept", "application/json"), ("Content-Type", "application/json")];
    xivo.answer(&Asked {
        method: method.into(),
        path: path.into(),
        query: query.into(),
        headers: headers.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec(),
        body: if body.is_null() { Vec::new() } else { body.to_string().into_bytes() },
        fault: fault.map(str::to_owned),
    })
}

fn json_of(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or(Value::Null)
}

fn links(user: u32, profile: i64) -> Value {
    json!([
        { "rel": "users", "href": format!("https://xivoserver/1.1/users/{user}") },
        { "rel": "cti_profiles", "href": format!("https://xivoserver/1.1/cti_profiles/{profile}") },
    ])
}

#[test]
fn a_user_of_1_0_is_as_its_properties_say() {
    let mut xivo = Xivo::new(&XIVO_DOC, 10);
    let ada = json_of(&ask(&mut xivo, "GET /1.0/users/1", &Value::Null));
    assert_eq!(ada["id"], "1");
    assert_eq!(ada["enableclient"], 1);
    assert_eq!(ada["line"], json!({ "number": "1001" }));
    assert_eq!(json_of(&ask(&mut xivo, "GET /1.0/users/2", &Value::Null))["line"], Value::Null);
    let mut names: Vec<&str> = ada.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    #[rustfmt::skip]
    assert_eq!(names, [
        "agentid", "callerid", "ctiprofileid", "description", "enableclient", "entityid", "firstname", "id",
        "language", "lastname", "line", "mobilephonenumber", "musiconhold", "outcallerid", "password", "timezone",
        "userfield", "username", "voicemailid",
    ]);
    let list = json_of(&ask(&mut xivo, "GET /1.0/users/", &Value::Null));
    assert_eq!(list["total"], 10);
    assert!(list["items"].as_array().unwrap().iter().all(|item| item["id"].is_string()));
}

#[test]
fn the_errors_of_1_0() {
    let mut xivo = Xivo::new(&XIVO_DOC, 10);
    for (line, body, status, expected) in [
        ("GET /1.0/users/99", Value::Null, 404, Value::Null),
        ("PUT /1.0/users/99", json!({ "firstname": "x" }), 404, Value::Null),
        ("DELETE /1.0/users/99", Value::Null, 404, Value::Null),
        ("POST /1.0/users/", json!({ "b": 1, "a": 1 }), 400, json!(["Incorrect parameters sent: a, b"])),
        ("PUT /1.0/users/1", json!({ "b": 1, "a": 1 }), 400, json!(["Incorrect parameters sent: a, b"])),
        (
            "DELETE /1.0/users/5",
            Value::Null,
            412,
            json!([
                "Cannot remove a user with a voicemail. Delete the voicemail or dissociate it from the user."
            ]),
        ),
    ] {
        let got = ask(&mut xivo, line, &body);
        assert_eq!((got.status, json_of(&got)), (status, expected), "{line}");
    }
    for (line, fault, sentence) in [
        ("DELETE /1.0/users/6", "provd", "The user was deleted but the device could not be reconfigured."),
        (
            "DELETE /1.0/users/5?deleteVoicemail",
            "sysconfd",
            "The user was deleted but the voicemail content could not be removed.",
        ),
    ] {
        let got = ask_with(&mut xivo, line, &Value::Null, Some(fault));
        assert_eq!((got.status, json_of(&got)), (500, json!([sentence])));
        assert_eq!(ask(&mut xivo, &line.replace("DELETE", "GET"), &Value::Null).status, 404);
    }
}

#[test]
fn the_whole_record_of_1_0_can_be_sent_back() {
    let mut xivo = Xivo::new(&XIVO_DOC, 10);
    let mut ada = json_of(&ask(&mut xivo, "GET /1.0/users/1", &Value::Null));
    ada["lastname"] = "Renamed".into();
    assert_eq!(ask(&mut xivo, "PUT /1.0/users/1", &ada).status, 200);
    assert_eq!(json_of(&ask(&mut xivo, "GET /1.0/users/1", &Value::Null))["lastname"], "Renamed");
    let created = ask(&mut xivo, "POST /1.0/users/", &json!({ "firstname": "John" }));
    assert_eq!((created.status, created.body.len()), (201, 0));
    assert_eq!(ask(&mut xivo, "DELETE /1.0/users/2", &Value::Null).status, 200);
}

#[test]
fn cti() {
    let mut xivo = Xivo::new(&XIVO_DOC, 10);
    let shown = json_of(&ask(&mut xivo, "GET /1.1/users/1/cti", &Value::Null));
    assert_eq!(shown, json!({ "user_id": 1, "cti_profile_id": 3, "links": links(1, 3) }));
    for (line, body, status, expected) in [
        ("GET /1.1/users/99/cti", Value::Null, 404, "User with id=99 does not exist"),
        (
            "PUT /1.1/users/99/cti",
            json!({ "cti_profile_id": 3, "enabled": true }),
            404,
            "User with id=99 does not exist",
        ),
        (
            "PUT /1.1/users/1/cti",
            json!({ "cti_profile_id": 33, "enabled": true }),
            400,
            "Nonexistent parameters: cti_profile_id 33 does not exist",
        ),
        (
            "PUT /1.1/users/2/cti",
            json!({ "cti_profile_id": 3, "enabled": true }),
            400,
            "The user must have a username and password to enable the CTI",
        ),
        ("PUT /1.1/users/1/cti", json!({ "enabled": true }), 400, "Missing parameters: cti_profile_id"),
        ("PUT /1.1/users/1/cti", json!({ "cti_profile_id": 1 }), 400, "Missing parameters: enabled"),
    ] {
        let got = ask(&mut xivo, line, &body);
        assert_eq!((got.status, json_of(&got)), (status, json!([expected])), "{line} {body}");
    }
    let body = json!({ "cti_profile_id": 2, "enabled": true });
    assert_eq!(ask(&mut xivo, "PUT /1.1/users/3/cti", &body).status, 204);
    assert_eq!(json_of(&ask(&mut xivo, "GET /1.0/users/3", &Value::Null))["enableclient"], 1);
}

#[test]
fn cti_profile() {
    let mut xivo = Xivo::new(&XIVO_DOC, 10);
    let body = |id: i64| json!({ "cti_profile_id": id });
    for (line, body, status, expected) in [
        ("GET /1.1/users/99/cti_profile", Value::Null, 404, "User with id=99 does not exist"),
        ("GET /1.1/users/2/cti_profile", Value::Null, 404, "User with id=2 does not have a CTI profile"),
        ("POST /1.1/users/99/cti_profile", body(3), 404, "User with id=99 does not exist"),
        (
            "POST /1.1/users/2/cti_profile",
            body(9),
            400,
            "Nonexistent parameters: cti_profile_id 9 does not exist",
        ),
        (
            "POST /1.1/users/1/cti_profile",
            body(3),
            400,
            "Invalid parameters: user with id 1 already has a CTI profile",
        ),
        ("DELETE /1.1/users/99/cti_profile", Value::Null, 404, "User with id=99 does not exist"),
        ("DELETE /1.1/users/2/cti_profile", Value::Null, 404, "User with id=2 does not have a CTI profile"),
        ("PUT /1.1/users/99/cti_profile", body(3), 404, "User with id=99 does not exist"),
        ("PUT /1.1/users/2/cti_profile", body(3), 404, "User with id=2 does not have a CTI profile"),
        (
            "PUT /1.1/users/1/cti_profile",
            body(9),
            400,
            "Nonexistent parameters: cti_profile_id 9 does not exist",
        ),
    ] {
        let got = ask(&mut xivo, line, &body);
        assert_eq!((got.status, json_of(&got)), (status, json!([expected])), "{line} {body}");
    }
    for (method, status, profile) in [("POST", 201, 3), ("PUT", 200, 2)] {
        let got = ask(&mut xivo, &format!("{method} /1.1/users/2/cti_profile"), &body(profile));
        assert_eq!(got.status, status);
        assert_eq!(
            json_of(&got),
            json!({ "user_id": 2, "cti_profile_id": profile, "links": links(2, profile) })
        );
        let place = got.headers.iter().find(|(n, _)| n == "Location").map(|(_, v)| v.as_str());
        assert_eq!(place, Some("/1.1/users/2/cti_profile"));
    }
    assert_eq!(ask(&mut xivo, "DELETE /1.1/users/2/cti_profile", &Value::Null).status, 204);
    assert_eq!(ask(&mut xivo, "GET /1.1/users/2/cti_profile", &Value::Null).status, 404);
}
