//! The reference APIO against the example exchanges. What is made up in them
//! (texts, numbers, tokens) is compared by its place and kind only.

mod apio;

use apio::{Example, Someone, examples, json_of};
use serde_json::{Value, json};

/// Who asks, by the cookie or token of the example, and what the level needs.
fn asker(example: &Example) -> &'static str {
    match example.case.as_str() {
        "tenants" | "tenant-detail" | "too-many-requests" | "server-fault" => "system.admin",
        "groups" | "users-search-in-tenant" => "tenant.admin@voice.example.test",
        "core-must-change-password-first" => "must.change@voice.example.test",
        _ => match example.asked.header("Cookie") {
            Some("sessionid=0dd4ee5ff6") => "desk.admin@voice.example.test",
            _ => "mira.holt@voice.example.test",
        },
    }
}

/// What must be switched so that this case can happen.
fn switches(case: &str) -> Value {
    match case {
        "pincode-without-value" => json!({"showPin": false, "tenantRules": {"expirePassword": false}}),
        "pincode-locked-and-overdue" => json!({"showPin": false}),
        "pincode-put-own" => json!({"tenantRules": {"passcodeExpiresDays": 30}}),
        "pincode-put-admin-reset" => json!({"showPin": false, "tenantRules": {"passcodeExpiresDays": 30}}),
        "passcode-rules-group-loose" => json!({"useRuleLevel": "Group"}),
        "pin-refused-by-application-server" => json!({"settings": {"VALIDATE_PINCODE_LOCALLY": false}}),
        "pin-refused-by-application-server-indexed" => {
            json!({"settings": {"VALIDATE_PINCODE_LOCALLY": false}, "indexedErrors": true})
        }
        _ => json!({}),
    }
}

fn fault(case: &str) -> Option<String> {
    let name = match case {
        "partly-done" => "partly",
        "too-many-requests" => "busy",
        "server-fault" => "fault",
        _ => return None,
    };
    Some(name.to_owned())
}

/// Is it as in the example? Every key of the example must be there.
fn same(theirs: &Value, ours: &Value) -> bool {
    match (theirs, ours) {
        (Value::String(theirs), Value::String(ours)) => {
            let made_up = |text: &str| {
                text.contains("made-up text") || text.split('.').count() == 3 && !text.contains('@')
            };
            theirs == ours || (made_up(theirs) && made_up(ours))
        }
        (Value::Number(theirs), Value::Number(ours)) => {
            let made_up = |number: i64| matches!(number, 9000..=9999 | 99000..=99999);
            theirs == ours || (made_up(theirs.as_i64().unwrap()) && made_up(ours.as_i64().unwrap()))
        }
        (Value::Array(theirs), Value::Array(ours)) => {
            theirs.iter().all(|example| ours.iter().any(|item| same(example, item)))
        }
        (Value::Object(theirs), Value::Object(ours)) => {
            theirs.iter().all(|(key, value)| ours.get(key).is_some_and(|own| same(value, own)))
        }
        _ => theirs == ours,
    }
}

#[test]
fn answers_as_in_every_example() {
    let mut compared = 0;
    for example in examples() {
        // Played around the PBX, by whoever stands in front of it.
        if example.case == "gateway-away" {
            continue;
        }
        let core = example.asked.path.starts_with("/api/v01/");
        let mut someone =
            if core { Someone::behind_core(asker(&example)) } else { Someone::at_gateway(asker(&example)) };
        someone.switch(switches(&example.case));
        if example.case.starts_with("profile-put-own") || example.case.starts_with("profile-put-admin") {
            let earlier =
                json!({"emailAddress": "m.holt@brightwater.example.test", "timeZone": "Europe/Paris"});
            assert_eq!(someone.ask("PUT", &apio::user("mira.holt"), earlier).0, 200);
        }
        let signed_in = someone.header.clone();
        let (body, path) =
            (String::from_utf8(example.asked.body.clone()).unwrap(), example.asked.path.clone());
        let mut asked = reference_pbx::http::Asked {
            headers: vec![("Host".into(), "apio.example.test".into())],
            fault: fault(&example.case),
            ..example.asked.clone()
        };
        match example.case.as_str() {
            "gateway-session-over" => {}
            "core-token-over" | "core-refresh-refused" => {
                asked.headers.push(("Authorization".into(), "Bearer old.old.old".into()));
            }
            "core-refresh" => {
                let login =
                    json!({"username": "mira.holt@voice.example.test", "password": "Correct-Horse-7"});
                let tokens = json_of(&someone.answer(apio::asked("POST", "/api/v01/auth/login", login)));
                let refresh = format!("Bearer {}", tokens["refresh_token"].as_str().unwrap());
                asked.headers.push(("Authorization".into(), refresh));
            }
            "core-second-factor" => {
                let login = json!({"username": "desk.admin", "password": "Correct-Horse-8"});
                let waiting = json_of(&someone.answer(apio::asked("POST", "/api/v01/auth/login", login)));
                asked.body =
                    body.replace("ggg.hhh.iii", waiting["2fa_payload"].as_str().unwrap()).into_bytes();
            }
            _ => asked.headers.push(signed_in),
        }
        if path.contains("/login") {
            asked.headers.pop();
        }
        let answer = reference_pbx::http::Pbx::answer(&mut someone.apio, &asked);
        assert_eq!(
            answer.status,
            example.status,
            "{}: {}",
            example.case,
            String::from_utf8_lossy(&answer.body)
        );
        let kind = &answer.headers.iter().find(|(name, _)| name == "Content-Type").unwrap().1;
        assert_eq!(*kind, example.kind, "{}", example.case);
        if kind == "application/json" {
            let mut theirs: Value = serde_json::from_str(&example.body).unwrap();
            let ours = json_of(&answer);
            // The example's second tenant does not fit its own filter.
            if example.case == "tenants" {
                theirs["tenants"].as_array_mut().unwrap().pop();
            }
            assert!(same(&theirs, &ours), "{}:\n{theirs}\n{ours}", example.case);
        }
        compared += 1;
    }
    assert_eq!(compared, 54);
}
