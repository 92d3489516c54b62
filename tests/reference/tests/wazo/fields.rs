//! Field by type: what the Wazo of August 2026 takes and refuses in a record.

use crate::caller::*;
use reference_pbx::xivo::wazo::Wazo;
use serde_json::{Value, json};

const TEXTS: [(&str, &str, usize); 15] = [
    ("firstname", "Ada", 128),
    ("lastname", "Lovelace", 128),
    ("email", "a@localhost", 0),
    ("timezone", "Europe/Paris", 128),
    ("language", "fr_FR", 0),
    ("description", "anything", 0),
    ("caller_id", "\"Ada\" <1001>", 0),
    ("outgoing_caller_id", "anonymous", 80),
    ("mobile_phone_number", "+15555550101", 0),
    ("username", "ada@sample.example", 0),
    ("password", "s3cret", 0),
    ("music_on_hold", "default", 128),
    ("preprocess_subroutine", "sub", 79),
    ("userfield", "blue", 128),
    ("call_permission_password", "12*#", 0),
];

const SWITCHES: [&str; 11] = [
    "mobile_fallback_enabled",
    "call_transfer_enabled",
    "dtmf_hangup_enabled",
    "call_record_enabled",
    "call_record_outgoing_external_enabled",
    "call_record_outgoing_internal_enabled",
    "call_record_incoming_internal_enabled",
    "call_record_incoming_external_enabled",
    "online_call_record_enabled",
    "supervision_enabled",
    "enabled",
];

const NUMBERS: [(&str, i64, i64); 3] =
    [("ring_seconds", 0, 10_800), ("simultaneous_calls", 1, 20), ("subscription_type", 0, 10)];

#[test]
fn every_field_takes_its_type_and_no_other() {
    let mut wazo = Wazo::new(3);
    let admin = signed_in(&mut wazo, "madeup-admin");
    let mut checked = 0;
    let mut put = |name: &str, value: Value, expected: Option<&str>| {
        let got = admin.ask(&mut wazo, "PUT /1.1/users/1", &json!({ name: value }));
        match expected {
            None => {
                assert_eq!(got.status, 204, "{name}: {value}: {}", sentence(&got));
                let read = body(&admin.get(&mut wazo, "/1.1/users/1"));
                assert_eq!(read[name], value, "{name}");
            }
            Some(what) => {
                let expected = format!("Input Error - {name}: ['{what}']");
                assert_eq!((got.status, sentence(&got)), (400, expected), "{name}: {value}");
            }
        }
        checked += 1;
    };
    let null = Some("Field may not be null.");
    for (name, text, longest) in TEXTS {
        put(name, text.into(), None);
        for other in [json!(1), json!(true), json!([]), json!({})] {
            put(name, other, Some("Not a valid string."));
        }
        if longest > 0 && name != "music_on_hold" {
            put(name, "x".repeat(longest).into(), None);
            let what = format!("Longer than maximum length {longest}.");
            put(name, "x".repeat(longest + 1).into(), Some(&what));
        }
        if matches!(name, "firstname" | "caller_id") {
            put(name, Value::Null, null);
        } else if name != "mobile_phone_number" {
            put(name, Value::Null, None);
        }
    }
    for (name, wrong) in [
        ("language", "french"),
        ("caller_id", "Ada"),
        ("mobile_phone_number", "12 34"),
        ("username", "é"),
        ("password", "abc"),
        ("call_permission_password", "abc"),
    ] {
        put(name, wrong.into(), Some("String does not match expected pattern."));
    }
    put("email", "ada@nowhere".into(), Some("Not a valid email address."));
    put("mobile_phone_number", "1".repeat(81).into(), Some("Longer than maximum length 80."));
    for name in SWITCHES {
        for on in [true, false] {
            put(name, on.into(), None);
        }
        put(name, Value::Null, null);
        for other in [json!("true"), json!(1), json!([]), json!({})] {
            put(name, other, Some("Not a valid boolean."));
        }
    }
    for (name, min, max) in NUMBERS {
        let range = format!("Must be greater than or equal to {min} and less than or equal to {max}.");
        put(name, min.into(), None);
        put(name, max.into(), None);
        put(name, (min - 1).into(), Some(&range));
        put(name, (max + 1).into(), Some(&range));
        put(name, Value::Null, null);
        for other in [json!("many"), json!([]), json!({})] {
            put(name, other, Some("Not a valid integer."));
        }
    }
    assert_eq!(checked, 210);
}

#[test]
fn four_switches_of_recording_and_the_one_that_stands_for_them() {
    let mut wazo = Wazo::new(3);
    let admin = signed_in(&mut wazo, "madeup-admin");
    let four = |on: [bool; 4]| {
        json!({
            "call_record_outgoing_external_enabled": on[0], "call_record_outgoing_internal_enabled": on[1],
            "call_record_incoming_internal_enabled": on[2], "call_record_incoming_external_enabled": on[3],
        })
    };
    for on in [[true, true, true, false], [true, true, true, true], [false, false, false, false]] {
        assert_eq!(admin.ask(&mut wazo, "PUT /1.1/users/2", &four(on)).status, 204);
        let read = body(&admin.get(&mut wazo, "/1.1/users/2"));
        assert_eq!(read["call_record_enabled"], on == [true; 4]);
    }
    let mut both = four([true; 4]);
    both["call_record_enabled"] = true.into();
    assert_eq!(
        sentence(&admin.ask(&mut wazo, "PUT /1.1/users/2", &both)),
        "Input Error - _schema: [\"'call_record_enabled' is deprecated and incompatible with \
         'call_record_*_enabled' options\"]"
    );
}

#[test]
fn what_is_null_at_creating_takes_the_default() {
    let mut wazo = Wazo::new(3);
    let admin = signed_in(&mut wazo, "madeup-admin");
    let nulls = json!({ "firstname": "Eve", "ring_seconds": null, "enabled": null, "caller_id": null });
    let made = body(&admin.ask(&mut wazo, "POST /1.1/users", &nulls));
    assert_eq!((&made["ring_seconds"], &made["enabled"]), (&json!(30), &json!(true)));
    assert_eq!(made["caller_id"], "\"Eve\"");
    assert_eq!((&made["supervision_enabled"], &made["call_transfer_enabled"]), (&json!(true), &json!(false)));
    let off = admin.ask(&mut wazo, "POST /1.1/users", &json!({ "firstname": "Off", "enabled": false }));
    assert_eq!(body(&off)["enabled"], false);
    let wrong = json!({ "firstname": "Eve", "subscription_type": null });
    assert_eq!(admin.ask(&mut wazo, "POST /1.1/users", &wrong).status, 400);
}

#[test]
fn the_fallback_needs_the_number() {
    let mut wazo = Wazo::new(3);
    let admin = signed_in(&mut wazo, "madeup-admin");
    let ada = body(&admin.get(&mut wazo, "/1.1/users/1"));
    assert_eq!(
        (&ada["mobile_fallback_enabled"], &ada["mobile_phone_number"]),
        (&json!(true), &json!("5555550101"))
    );
    let refused = "Resource Error - PSTN fallback must be disabled when mobile phone number is not set";
    for (line, sent) in [
        ("PUT /1.1/users/1", json!({ "mobile_phone_number": null })),
        ("PUT /1.1/users/2", json!({ "mobile_fallback_enabled": true })),
        ("POST /1.1/users", json!({ "firstname": "Eve", "mobile_fallback_enabled": true })),
    ] {
        let got = admin.ask(&mut wazo, line, &sent);
        assert_eq!((got.status, sentence(&got).as_str()), (400, refused), "{line}");
    }
    let both = json!({ "mobile_phone_number": null, "mobile_fallback_enabled": false });
    assert_eq!(admin.ask(&mut wazo, "PUT /1.1/users/1", &both).status, 204);
}

// --- tenants and rights ----------------------------------------------------
