//! What the reference APIO does beyond the examples: rules, levels,
//! lock-out, history, settings, devices, sessions.

mod apio;

use apio::{NORTH, Someone, asked, json_of, pincode, user, vectors};
use reference_pbx::apio::Apio;
use reference_pbx::http::Pbx;
use serde_json::{Value, json};

const MIRA: &str = "mira.holt@voice.example.test";
const DESK: &str = "desk.admin@voice.example.test";

fn change(someone: &mut Someone, name: &str, pin: &str, old: Option<&str>) -> (u16, Value) {
    let mut body = json!({"pinCode": pin});
    if let Some(old) = old {
        body["oldPinCode"] = old.into();
    }
    someone.ask("PUT", &pincode(name), body)
}

#[test]
fn keeps_every_vector() {
    let vectors = vectors();
    for case in vectors["cases"].as_array().unwrap() {
        let pin = case["pin"].as_str().unwrap();
        let refused = |switches: Value| {
            let mut someone = Someone::at_gateway("vec.tor@voice.example.test");
            someone.switch(switches);
            change(&mut someone, "vec.tor", pin, vectors["user"]["currentPin"].as_str()).0 == 400
        };
        let expected = match case["verdict"].as_str().unwrap() {
            "ok" => [false, false],
            "warn" => [false, true],
            _ => [true, true],
        };
        let got = [refused(json!({})), refused(json!({"refuseContained": true}))];
        assert_eq!(got, expected, "{pin}");
    }
}

#[test]
fn each_rule_can_be_off() {
    for (flag, pin) in [
        ("disallowRepeatedDigits", "112222"),
        ("disallowRepeatedPatterns", "472472"),
        ("disallowContiguousSequences", "712349"),
        ("disallowUserNumber", "147869"),
        ("disallowReversedUserNumber", "968741"),
        ("disallowOldPasscode", "739146"),
        ("disallowReversedOldPasscode", "641937"),
    ] {
        let status = |on: bool| {
            let mut someone = Someone::at_gateway("vec.tor@voice.example.test");
            someone.switch(json!({"tenantRules": {flag: on}}));
            change(&mut someone, "vec.tor", pin, Some("739146")).0
        };
        assert_eq!((status(true), status(false)), (400, 200), "{flag}");
    }
    let mut someone = Someone::at_gateway(MIRA);
    someone.switch(json!({"useRuleLevel": "Group"}));
    assert_eq!(change(&mut someone, "mira.holt", "1111", Some("739146")).0, 200);
    let mut someone = Someone::at_gateway(MIRA);
    assert_eq!(change(&mut someone, "mira.holt", "428901", Some("739146")).0, 200);
    someone.switch(json!({"around": true}));
    assert_eq!(change(&mut someone, "mira.holt", "528901", Some("428901")).0, 400);
}

#[test]
fn remembers_earlier_pins() {
    let mut someone = Someone::at_gateway(MIRA);
    let mut current = "739146".to_owned();
    for pin in ["284617", "950283", "739146"] {
        assert_eq!(change(&mut someone, "mira.holt", pin, Some(&current)).0, 400, "{pin}");
    }
    for pin in ["052973", "860419", "318275", "602947", "574038"] {
        assert_eq!(change(&mut someone, "mira.holt", pin, Some(&current)).0, 200, "{pin}");
        current = pin.to_owned();
    }
    // The last five are the current one and four before it.
    assert_eq!(change(&mut someone, "mira.holt", "860419", Some(&current)).0, 400);
    assert_eq!(change(&mut someone, "mira.holt", "739146", Some(&current)).0, 200);
}

#[test]
fn locks_after_three_wrong_pins_and_an_administrator_unlocks() {
    let mut someone = Someone::at_gateway(MIRA);
    for _ in 0..3 {
        assert_eq!(someone.ask("GET", &pincode("mira.holt"), Value::Null).1["loginDisabled"], false);
        assert_eq!(change(&mut someone, "mira.holt", "052973", Some("000000")).0, 400);
    }
    assert_eq!(someone.ask("GET", &pincode("mira.holt"), Value::Null).1["loginDisabled"], true);
    assert_eq!(change(&mut someone, "mira.holt", "052973", Some("739146")).0, 400);
    someone.become_(DESK);
    let (status, state) = change(&mut someone, "mira.holt", "052973", None);
    assert_eq!((status, &state["loginDisabled"], &state["expirationDays"]), (200, &json!(false), &json!(90)));
    // Without the rule nothing is locked.
    let mut someone = Someone::at_gateway(MIRA);
    someone.switch(json!({"tenantRules": {"disableLoginAfterMaxFailedLoginAttempts": false}}));
    for _ in 0..5 {
        change(&mut someone, "mira.holt", "052973", Some("000000"));
    }
    assert_eq!(change(&mut someone, "mira.holt", "052973", Some("739146")).0, 200);
}

#[test]
fn the_status_of_a_wrong_pin_can_be_switched() {
    for status in [401, 403] {
        let mut someone = Someone::at_gateway(MIRA);
        someone.switch(json!({"oldPinWrongStatus": status}));
        let (got, body) = change(&mut someone, "mira.holt", "052973", Some("000000"));
        assert_eq!((got, &body["errors"][0]["details"]["errors"][0]["error_code"]), (status, &json!(4962)));
    }
    for status in [401, 403] {
        for (core, shape, key) in [
            (false, "own", "errors"),
            (true, "own", "errors"),
            (false, "plain", "details"),
            (true, "plain", "error"),
        ] {
            let mut someone = if core { Someone::behind_core(MIRA) } else { Someone::at_gateway(MIRA) };
            someone.switch(json!({"oldPinWrongStatus": status, "oldPinWrongShape": shape}));
            let (got, body) = change(&mut someone, "mira.holt", "052973", Some("000000"));
            assert_eq!((got, body[key].is_null()), (status, false), "{shape} {body}");
            assert!(body["errors"][0]["details"].get("errors").is_none());
            let passwords = json!({"oldPassword": "Wrong-Horse-1", "newPassword": "Slow-River-Boat-9"});
            assert_eq!(someone.ask("PUT", &user("mira.holt"), passwords), (status, body));
            assert_eq!(someone.ask("GET", &pincode("mira.holt"), Value::Null).0, 200);
            someone.switch(json!({"oldPinWrongEndsSession": true}));
            assert_eq!(change(&mut someone, "mira.holt", "052973", Some("000000")).0, status);
            someone.switch(json!({"sessionShape": shape}));
            let (got, body) = someone.ask("GET", &pincode("mira.holt"), Value::Null);
            assert_eq!((got, body[key].is_null()), (401, false), "{shape} {body}");
        }
    }
    let mut someone = Someone::at_gateway(DESK);
    someone.switch(json!({"adminNeedsOldPin": true}));
    assert_eq!(change(&mut someone, "mira.holt", "052973", None).0, 400);
}

#[test]
fn each_level_reaches_as_far_as_it_does() {
    let paths = [
        "/tenants/",
        "/search/users/?insensitiveUserIdContains=a",
        "/system/passcode_rules/",
        "/tenants/brightwater/",
        "/tenants/brightwater/groups/",
        "/tenants/brightwater/search/users/?insensitiveUserIdContains=a",
        "/tenants/brightwater/passcode_rules/",
        "/tenants/brightwater/groups/north-quay/users/",
        "/tenants/brightwater/groups/north-quay/departments/",
        "/tenants/brightwater/groups/south-quay/users/",
        "/tenants/pinefold-sp/groups/",
        "/tenants/brightwater/groups/north-quay/active_passcode_rules/",
        "/tenants/brightwater/groups/north-quay/passcode_rules/",
        "/tenants/brightwater/groups/north-quay/password_rules/",
    ];
    for (username, allowed) in [
        (MIRA, "00000000000111"),
        ("dept.admin@voice.example.test", "00000001100111"),
        (DESK, "00000001100111"),
        ("tenant.admin@voice.example.test", "00011111110111"),
        ("system.admin", "11111111111111"),
    ] {
        let mut someone = Someone::at_gateway(username);
        let got: String = paths
            .iter()
            .map(|path| match someone.ask("GET", path, Value::Null).0 {
                200 => '1',
                403 => '0',
                other => panic!("{username} {path}: {other}"),
            })
            .collect();
        assert_eq!(got, allowed, "{username}");
    }
    let mut mira = Someone::at_gateway(MIRA);
    assert_eq!(mira.ask("GET", &user("tomas.ek"), Value::Null).0, 403);
    assert_eq!(mira.ask("DELETE", &user("mira.holt"), Value::Null).0, 403);
    let mut department = Someone::at_gateway("dept.admin@voice.example.test");
    assert_eq!(department.ask("GET", &user("mira.holt"), Value::Null).0, 200);
    assert_eq!(department.ask("GET", &user("tomas.ek"), Value::Null).0, 403);
    let listed = department.ask("GET", &format!("{NORTH}/users/"), Value::Null).1;
    assert_eq!(listed["users"].as_array().unwrap().len(), 1);
    mira.switch(json!({"activeRulesLevel": 8, "groupRulesLevel": 8}));
    assert_eq!(mira.ask("GET", &format!("{NORTH}/active_passcode_rules/"), Value::Null).0, 403);
}

#[test]
fn deleting_takes_phones_and_detaches_unless_told_otherwise() {
    let mut desk = Someone::at_gateway(DESK);
    let (_, went) = desk.ask("DELETE", &user("mira.holt"), json!({"_excludedAppIds": ["fax"]}));
    assert_eq!(went["detached_additional_users"][0]["userId"], "tomas.ek@voice.example.test");
    assert_eq!(desk.ask("GET", &user("mira.holt"), Value::Null).0, 404);
    assert_eq!(desk.ask("DELETE", &user("mira.holt"), Value::Null), (200, json!({})));
    assert!(desk.ask("GET", &user("tomas.ek"), Value::Null).1.get("accessDeviceEndpoint").is_none());
    let left = json_of(&desk.apio.answer(&asked("GET", "/__switch", Value::Null)));
    assert_eq!(left["leftAppData"], json!([["mira.holt@voice.example.test", "fax"]]));
    let mut desk = Someone::at_gateway(DESK);
    desk.switch(json!({"settings": {"DELETE_USER_DEVICES": false}}));
    assert_eq!(desk.ask("DELETE", &user("mira.holt"), Value::Null), (200, json!({})));
    let mut desk = Someone::at_gateway(DESK);
    desk.switch(json!({"dropDeleteBody": true}));
    let (_, went) = desk.ask("DELETE", &user("mira.holt"), json!({"delete_devices": false}));
    assert!(went.get("deleted_main_device").is_some());
    assert_eq!(desk.ask("DELETE", &user("new.hire"), Value::Null).0, 403);
}

#[test]
fn a_profile_keeps_its_documented_limits() {
    let mut desk = Someone::at_gateway(DESK);
    let device = json!({"accessDevice": {"name": "d", "level": "Group"}, "linePort": "a@b"});
    let trunk = json!({"trunkGroupDeviceEndpoint": {"name": "t", "linePort": "a@b"}});
    for (body, status) in [
        (json!({"firstName": "M"}), 200),
        (json!({"cliLastName": "50%"}), 400),
        (json!({"cliLastName": "Hölt"}), 400),
        (json!({"emailAddress": "m".repeat(81)}), 400),
        (
            json!({"department": {"tenantId": "brightwater", "groupId": "north-quay", "departmentName": "Harbour"}}),
            200,
        ),
        (json!({"department": {"departmentName": "Harbour", "fullPathName": "Harbour"}}), 400),
        (json!({"department": {"departmentName": "Nowhere"}}), 400),
        (json!({"department": {"groupId": "north-quay", "departmentName": "Finance"}}), 400),
        (json!({"department": {"tenantId": "brightwater", "departmentName": "Finance"}}), 200),
        (json!({"department": null}), 200),
        (json!({"accessDeviceEndpoint": device, "trunkEndpoint": trunk}), 400),
        (json!({"trunkEndpoint": trunk}), 200),
        (json!({"accessDeviceEndpoint": {"linePort": "no at"}}), 400),
        (json!([]), 416),
    ] {
        assert_eq!(desk.ask("PUT", &user("mira.holt"), body.clone()).0, status, "{body}");
    }
    let profile = desk.ask("GET", &user("mira.holt"), Value::Null).1;
    assert!(profile.get("accessDeviceEndpoint").is_none() && profile.get("trunkEndpoint").is_some());
    assert_eq!(desk.ask("PUT", &user("new.hire"), json!({"firstName": "Eve"})).0, 400);
    assert_eq!(desk.ask("PUT", &user("new.hire"), json!({"extension": "4799"})).0, 200);
    desk.switch(json!({"unset": "null"}));
    assert_eq!(desk.ask("GET", &user("new.hire"), Value::Null).1["phoneNumber"], Value::Null);
    desk.switch(json!({"unset": "missing", "emptyPutAnswer": true}));
    assert!(desk.ask("GET", &user("new.hire"), Value::Null).1.get("phoneNumber").is_none());
    assert_eq!(desk.ask("PUT", &user("new.hire"), json!({"extension": "4798"})), (200, json!({})));
}

#[test]
fn passwords_keep_the_servers_rules_and_the_settings() {
    let weak = |switches: Value, new: &str| {
        let mut someone = Someone::at_gateway(MIRA);
        someone.switch(switches);
        someone
            .ask("PUT", &user("mira.holt"), json!({"oldPassword": "Correct-Horse-7", "newPassword": new}))
            .0
    };
    assert_eq!(weak(json!({}), "Slow-River-Boat-9"), 200);
    for new in
        ["short", "slow-river-boat-9", "SLOW-RIVER-BOAT-9", "Slow-River-Boat", "SlowRiverBoat9", "Sl-w9Riv"]
    {
        assert_eq!(weak(json!({}), new), 400, "{new}");
    }
    for new in ["Correct-Horse-7", "7-esroH-tcerroC", "X1-mira.holt@voice.example.test"] {
        assert_eq!(weak(json!({}), new), 400, "{new}");
    }
    let none = json!({"END_USER": {}});
    let off = |more: Value| {
        let mut settings = json!({"MINIMUM_PASSWORD_RULES": none});
        settings.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"settings": settings, "passwordRules": {"minLength": 3, "restrictMinDigits": false}})
    };
    assert_eq!(weak(off(json!({})), "abc"), 200);
    assert_eq!(weak(off(json!({"VALIDATE_PASSWORD_LOCAL_RULE": true})), "abc"), 400);
    assert_eq!(weak(off(json!({"VALIDATE_PASSWORD_LOCAL_RULE": true})), "Abcdefgh"), 200);
    let both = json!({"VALIDATE_PASSWORD_LOCAL_RULE": true, "VALIDATE_PASSWORD_LOCALLY": true});
    assert_eq!(weak(off(both), "abc"), 200);
    let mut someone = Someone::at_gateway(MIRA);
    assert_eq!(someone.ask("PUT", &user("mira.holt"), json!({"newPassword": "Slow-River-Boat-9"})).0, 400);
}

#[test]
fn ids_are_read_whole() {
    let mut system = Someone::at_gateway("system.admin");
    let path = "/tenants/a%2Fb%2050%25%20%40%20%231/groups/x%3Fy%3D1%26z/users/";
    let (status, listed) = system.ask("GET", path, Value::Null);
    assert_eq!((status, listed["users"].as_array().unwrap().len()), (200, 2));
    assert_eq!(system.ask("GET", &format!("{path}50%25%20off%3F%231/"), Value::Null).1["firstName"], "Perry");
    assert_eq!(system.ask("GET", &format!("{path}a%2Fb%20c%40x/pincode/"), Value::Null).0, 200);
    assert_eq!(system.ask("GET", "/tenants/100%/", Value::Null).0, 404);
    let crowd = system.ask("GET", "/tenants/brightwater/groups/everybody/users/", Value::Null).1;
    assert_eq!(crowd["users"].as_array().unwrap().len(), 20);
    let one = "/tenants/brightwater/groups/everybody/users/p7%40voice.example.test/";
    assert_eq!(system.ask("GET", one, Value::Null).1["extension"], "1007");
    assert_eq!(system.ask("DELETE", one, Value::Null).0, 200);
    assert_eq!(system.ask("GET", one, Value::Null).0, 404);
}

#[test]
fn core_asks_for_codes_refreshes_and_wants_the_password_changed() {
    let mut maya = Someone::behind_core("must.change@voice.example.test");
    let (status, body) = maya.ask("GET", &pincode("must.change"), Value::Null);
    assert_eq!((status, &body["error_code"]), (403, &json!(1)));
    let change = json!({"old_password": "Correct-Horse-7", "password": "Slow-River-Boat-9"});
    let wrong = json!({"old_password": "no", "password": "Slow-River-Boat-9"});
    assert_eq!(maya.answer(asked("PUT", "/api/v01/system/users/local", wrong)).status, 401);
    assert_eq!(maya.answer(asked("PUT", "/api/v01/system/users/local", change)).status, 200);
    assert_eq!(maya.ask("GET", &pincode("must.change"), Value::Null).0, 200);
    let mut apio = Apio::behind_core(0);
    for (username, path, code) in [
        ("desk.admin", "/api/v01/auth/2fa_totp", "413902"),
        ("mail.admin@voice.example.test", "/api/v01/auth/2fa", "271828"),
    ] {
        let login = json!({"username": username, "password": "Correct-Horse-8"});
        let waiting = json_of(&apio.answer(&asked("POST", "/api/v01/auth/login", login)));
        let payload = &waiting["2fa_payload"];
        assert_eq!(
            apio.answer(&asked("POST", path, json!({"2fa_payload": payload, "code": "1"}))).status,
            400
        );
        let answer = apio.answer(&asked("POST", path, json!({"2fa_payload": payload, "code": code})));
        assert!(json_of(&answer)["access_token"].is_string());
    }
    let mut mira = Someone::behind_core(MIRA);
    mira.switch(json!({"endSessions": true}));
    assert_eq!(mira.ask("GET", &pincode("mira.holt"), Value::Null).0, 401);
    mira.switch(json!({"idsInLogin": true}));
    let login = json!({"username": MIRA, "password": "Correct-Horse-7"});
    let told = json_of(&mira.apio.answer(&asked("POST", "/api/v01/auth/login", login)));
    assert_eq!(told["ids"]["group_id"], "north-quay");
}

#[test]
fn faults_are_played_and_a_reset_puts_everything_back() {
    let mut mira = Someone::at_gateway(MIRA);
    for (fault, status) in [
        ("busy", 429),
        ("gone", 410),
        ("unprocessable", 422),
        ("media", 416),
        ("must-change", 403),
        ("network-refuses", 403),
        ("details", 400),
        ("fault", 500),
        ("fault-after", 500),
        ("partly", 207),
        ("session-over", 401),
    ] {
        let path = ["/api/v1", &pincode("mira.holt")].concat();
        let mut asked = asked("GET", &path, Value::Null);
        asked.fault = Some(fault.into());
        assert_eq!(mira.answer(asked).status, status, "{fault}");
    }
    mira.become_(MIRA);
    assert_eq!(change(&mut mira, "mira.holt", "052973", Some("739146")).0, 200);
    mira.apio.reset();
    mira.become_(MIRA);
    assert_eq!(mira.ask("GET", &pincode("mira.holt"), Value::Null).1["pinCode"], "739146");
    assert_eq!(mira.apio.answer(&asked("POST", "/__switch", json!({"nothing": 1}))).status, 400);
}
