//! Every field with a value of every type, at every age: what the server
//! answers, from the recordings and, where nothing was recorded, from how the
//! code of that age checks a value.
//!
//! - 1.0: nothing is checked but the CTI switch (`int()`); the database has
//!   the word. What it refuses in a PUT leaves its session dead.
//! - 2014: the code checks three texts as Python takes them, then the database.
//! - 2016: a declared type for each field, then patterns over the whole record.
//! - 2019: a schema.

use reference_pbx::http::{Answer, Asked, Pbx};
use reference_pbx::xivo::Xivo;
use reference_pbx::xivo::dialect::{self, Dialect};
use serde_json::{Value, json};

/// In the order of the cells of a row.
fn values() -> [Value; 9] {
    let long = "x".repeat(10_000);
    [
        json!(null),
        json!(true),
        json!(5),
        json!(1.5),
        json!("x"),
        json!(""),
        json!(long),
        json!(["x"]),
        json!({"a": 1}),
    ]
}

/// Fields, and for each value a status, and perhaps a part of the body. `?` is
/// not known.
type Row = (&'static str, [&'static str; 9]);

fn ask(xivo: &mut Xivo, method: &str, path: &str, body: &str) -> Answer {
    let headers =
        [("Accept", "application/json"), ("Content-Type", "application/json"), ("X-Reference-Act", "1")];
    xivo.answer(&Asked {
        method: method.into(),
        path: path.into(),
        headers: headers.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec(),
        body: body.as_bytes().to_vec(),
        ..Asked::default()
    })
}

/// What differs, one line each.
fn differences(
    ages: &[&'static Dialect],
    method: &str,
    path: &str,
    besides: &Value,
    rows: &[Row],
) -> Vec<String> {
    let mut wrong = Vec::new();
    for (number, age) in ages.iter().enumerate() {
        for (fields, cells) in rows {
            for field in fields.split(' ') {
                for (value, cell) in values().iter().zip(cells) {
                    let mut body = besides.clone();
                    body[field] = value.clone();
                    let mut xivo = Xivo::new(age, 10);
                    let answer = ask(&mut xivo, method, path, &body.to_string());
                    let text = String::from_utf8_lossy(&answer.body).replace("\\\"", "\"");
                    let (status, part) = cell.split_once(' ').unwrap_or((cell, ""));
                    if status != "?" && (answer.status.to_string() != status || !text.contains(part)) {
                        let mut shown = value.to_string();
                        shown.truncate(20);
                        let text: String = text.chars().take(160).collect();
                        wrong.push(format!(
                            "age {number}: {method} {path} {field} {shown}: {} {text} instead of {cell}",
                            answer.status
                        ));
                    }
                }
            }
        }
    }
    wrong
}

fn check(ages: &[&'static Dialect], method: &str, path: &str, besides: Value, rows: &[Row]) {
    let wrong = differences(ages, method, path, &besides, rows);
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

const WITH_1_0: [&Dialect; 2] = [&dialect::XIVO_2013, &dialect::XIVO_2014A];
const OF_2014: [&Dialect; 2] = [&dialect::XIVO_2014A, &dialect::XIVO_2014B];
const OF_2016: [&Dialect; 1] = [&dialect::XIVO_2016];
const OF_2019: [&Dialect; 1] = [&dialect::XIVO_2019];

const LONG: &str = "500 (StringDataRightTruncation)";
const ADAPT: &str = "500 (ProgrammingError) can't adapt type 'dict'";
const NOT_NULL: &str = "500 (NotNullViolation)";
const MISMATCH: &str = "500 (DatatypeMismatch)";
const NO_INTEGER: &str = "500 (InvalidTextRepresentation)";
const TWICE: &str = "500 (UniqueViolation)";
const NO_PROFILE: &str = "500 (ForeignKeyViolation)";
const UNPARSABLE: &str = "400 No parsable data in the request";
const NO_INT: &str = "500 int() argument must be a string or a number, not";

#[test]
#[rustfmt::skip]
fn creating_by_1_0() {
    check(&WITH_1_0, "POST", "/1.0/users/", json!({}), &[
        ("firstname lastname callerid username password musiconhold outcallerid mobilephonenumber userfield timezone language",
            ["201", "201", "201", "201", "201", "201", LONG, "201", ADAPT]),
        ("description", ["201", "201", "201", "201", "201", "201", "201", "201", ADAPT]),
        ("enableclient", ["201", "201", "201", "201", UNPARSABLE, UNPARSABLE, UNPARSABLE, NO_INT, NO_INT]),
        ("agentid entityid", ["201", MISMATCH, "201", "201", NO_INTEGER, NO_INTEGER, NO_INTEGER, MISMATCH, ADAPT]),
        ("ctiprofileid", ["201", MISMATCH, NO_PROFILE, "201", NO_INTEGER, NO_INTEGER, NO_INTEGER, MISMATCH, ADAPT]),
        ("id", ["201", MISMATCH, TWICE, TWICE, NO_INTEGER, NO_INTEGER, NO_INTEGER, MISMATCH, ADAPT]),
        // The line is left out of account.
        ("line", ["201", "201", "201", "201", "201", "201", "201", "201", "201"]),
        ("shoesize", ["400 Incorrect parameters sent: shoesize"; 9]),
    ]);
}

#[test]
#[rustfmt::skip]
fn changing_by_1_0() {
    check(&WITH_1_0, "PUT", "/1.0/users/1", json!({}), &[
        ("firstname lastname username password musiconhold outcallerid mobilephonenumber userfield",
            [NOT_NULL, "200", "200", "200", "200", "200", LONG, "200", ADAPT]),
        ("callerid timezone language", ["200", "200", "200", "200", "200", "200", LONG, "200", ADAPT]),
        ("description", [NOT_NULL, "200", "200", "200", "200", "200", "200", "200", ADAPT]),
        ("enableclient", [NO_INT, "200", "200", "200", UNPARSABLE, UNPARSABLE, UNPARSABLE, NO_INT, NO_INT]),
        ("agentid entityid", ["200", MISMATCH, "200", "200", NO_INTEGER, NO_INTEGER, NO_INTEGER, MISMATCH, ADAPT]),
        ("ctiprofileid", ["200", MISMATCH, NO_PROFILE, "200", NO_INTEGER, NO_INTEGER, NO_INTEGER, MISMATCH, ADAPT]),
        ("id", [NOT_NULL, MISMATCH, TWICE, TWICE, NO_INTEGER, NO_INTEGER, NO_INTEGER, MISMATCH, ADAPT]),
        ("line", ["500 [\"\"]"; 9]),
        ("shoesize", ["400 Incorrect parameters sent: shoesize"; 9]),
    ]);
}

#[test]
fn what_the_database_refuses_in_a_put_of_1_0_ends_its_session_and_nothing_else_does() {
    for (body, dead) in [
        (json!({ "username": null }), true),
        (json!({ "agentid": "x" }), true),
        (json!({ "agentid": true }), true),
        (json!({ "lastname": {} }), false),
        (json!({ "enableclient": null }), false),
        (json!({ "enableclient": "x" }), false),
        (json!({ "line": null }), false),
    ] {
        let mut xivo = Xivo::new(&dialect::XIVO_2013, 10);
        assert!(ask(&mut xivo, "PUT", "/1.0/users/1", &body.to_string()).status >= 400, "{body}");
        let then = ask(&mut xivo, "GET", "/1.0/users/2", "").status;
        assert_eq!(then, if dead { 500 } else { 200 }, "{body}");
        // A POST never does.
        let mut xivo = Xivo::new(&dialect::XIVO_2013, 10);
        ask(&mut xivo, "POST", "/1.0/users/", &body.to_string());
        assert_eq!(ask(&mut xivo, "GET", "/1.0/users/2", "").status, 200, "{body}");
    }
}

const STRIP: &str = "500 object has no attribute 'strip'";
const EARLY_LONG: &str = "400 (StringDataRightTruncation)";
const EARLY_ADAPT: &str = "400 (ProgrammingError) can't adapt type 'dict'";
const EARLY_NULL: &str = "400 Error while editing User: (NotNullViolation)";
const PASSWORD: &str = "400 Invalid parameters: password";
const MOBILE: &str = "400 Invalid parameters: mobile_phone_number";
const NO_LEN: &str = "500 has no len()";

#[test]
#[rustfmt::skip]
fn creating_in_2014() {
    check(&OF_2014, "POST", "/1.1/users", json!({ "firstname": "Eve" }), &[
        ("firstname", ["400 Missing parameters: firstname", "500 sequence item 0: expected string, bool found",
            "500 sequence item 0: expected string, int found", "500 sequence item 0: expected string, float found",
            "201", "400 Invalid parameters: firstname", EARLY_LONG,
            "500 sequence item 0: expected string, list found", "500 sequence item 0: expected string, dict found"]),
        ("lastname", ["201", "500 sequence item 1: expected string or Unicode, bool found", "500 int found",
            "500 float found", "201", "201", EARLY_LONG, "500 list found", "500 dict found"]),
        ("mobile_phone_number", ["201", MOBILE, "201", MOBILE, MOBILE, MOBILE, MOBILE, MOBILE, MOBILE]),
        ("password", ["201", NO_LEN, NO_LEN, NO_LEN, PASSWORD, PASSWORD, EARLY_LONG, PASSWORD, PASSWORD]),
        ("caller_id", ["201", STRIP, STRIP, STRIP, "201", "201", EARLY_LONG, STRIP, STRIP]),
        ("outgoing_caller_id username music_on_hold userfield timezone language preprocess_subroutine",
            ["201", "201", "201", "201", "201", "201", EARLY_LONG, "201", EARLY_ADAPT]),
        ("description", ["201", "201", "201", "201", "201", "201", "201", "201", EARLY_ADAPT]),
        ("id", ["201", "400 (DatatypeMismatch)", "400 (UniqueViolation)", "400 (UniqueViolation)",
            "400 (InvalidText", "400 (InvalidText", "400 (InvalidText", "400 (DatatypeMismatch)", EARLY_ADAPT]),
        ("email ring_seconds enabled", ["400 Invalid parameters: "; 9]),
    ]);
}

#[test]
#[rustfmt::skip]
fn changing_in_2014() {
    check(&OF_2014, "PUT", "/1.1/users/1", json!({}), &[
        ("firstname", ["400 Missing parameters: firstname", "500 bool found", "500 int found", "500 float found",
            "204", "400 Invalid parameters: firstname", EARLY_LONG, "500 list found", "500 dict found"]),
        ("lastname", ["204", "500 item 1: expected string or Unicode, bool found", "500 int found", "500 float found",
            "204", "204", EARLY_LONG, "500 list found", "500 dict found"]),
        ("mobile_phone_number", ["204", MOBILE, "204", MOBILE, MOBILE, MOBILE, MOBILE, MOBILE, MOBILE]),
        ("password", ["204", NO_LEN, NO_LEN, NO_LEN, PASSWORD, PASSWORD, EARLY_LONG, PASSWORD, PASSWORD]),
        ("caller_id", ["500 'NoneType' object has no attribute 'strip'", STRIP, STRIP, STRIP, "204", "204", EARLY_LONG,
            STRIP, STRIP]),
        ("outgoing_caller_id username music_on_hold userfield",
            [EARLY_NULL, "204", "204", "204", "204", "204", EARLY_LONG, "204", EARLY_ADAPT]),
        ("description", [EARLY_NULL, "204", "204", "204", "204", "204", "204", "204", EARLY_ADAPT]),
        ("timezone language preprocess_subroutine",
            ["204", "204", "204", "204", "204", "204", EARLY_LONG, "204", EARLY_ADAPT]),
        ("email ring_seconds enabled", ["400 Invalid parameters: "; 9]),
    ]);
}

#[test]
fn a_new_name_of_2014_takes_the_custom_caller_id_away() {
    let mut xivo = Xivo::new(&dialect::XIVO_2014A, 10);
    let caller_id = |xivo: &mut Xivo, body: Value| {
        assert_eq!(ask(xivo, "PUT", "/1.1/users/1", &body.to_string()).status, 204, "{body}");
        let user: Value = serde_json::from_slice(&ask(xivo, "GET", "/1.1/users/1", "").body).unwrap();
        user["caller_id"].as_str().unwrap().to_owned()
    };
    assert_eq!(caller_id(&mut xivo, json!({ "caller_id": "\"Ada\" <123>" })), "\"Ada\" <123>\"");
    assert_eq!(caller_id(&mut xivo, json!({ "description": "x" })), "\"Ada\" <123>\"");
    assert_eq!(caller_id(&mut xivo, json!({ "lastname": "Moved" })), "\"Ada Moved\"");
    assert_eq!(caller_id(&mut xivo, json!({ "lastname": "Again", "caller_id": "Desk" })), "\"Desk\"");
}

const STRICT: &str = "400 'Strict' object has no attribute 'typecase'";
const MATCH: &str = "400 Should be a string matching regex";
const RANGE: &str = "400 is outside of range";
const LITERAL: &str = "400 invalid literal for int() with base 10: '";
const NO_INT_2016: &str = "400 int() argument must be a string or a number, not 'dict'";

#[test]
#[rustfmt::skip]
fn creating_in_2016() {
    check(&OF_2016, "POST", "/1.1/users", json!({ "firstname": "Eve" }), &[
        ("firstname", ["400 Input Error - missing parameters: firstname", STRICT, STRICT, STRICT, "201", "201", LONG,
            "201", STRICT]),
        ("lastname email timezone outgoing_caller_id music_on_hold preprocess_subroutine userfield",
            ["201", STRICT, STRICT, STRICT, "201", "201", LONG, "201", STRICT]),
        ("username password", ["201", STRICT, STRICT, STRICT, "201", "201", LONG, "201", STRICT]),
        ("description", ["201", STRICT, STRICT, STRICT, "201", "201", "201", "201", STRICT]),
        ("mobile_phone_number caller_id", ["201", STRICT, STRICT, STRICT, MATCH, "201", MATCH, MATCH, STRICT]),
        ("language", ["201", STRICT, STRICT, STRICT, "400 not found", "400 not found", "400 not found",
            "400 not found", STRICT]),
        ("call_transfer_enabled call_record_enabled online_call_record_enabled supervision_enabled",
            ["201", "201", STRICT, STRICT, STRICT, STRICT, STRICT, STRICT, STRICT]),
        ("ring_seconds", ["201", RANGE, "201", RANGE, LITERAL, LITERAL, LITERAL, LITERAL, NO_INT_2016]),
        ("simultaneous_calls", ["201", "201", "201", "201", LITERAL, LITERAL, LITERAL, LITERAL, NO_INT_2016]),
        ("shoesize enabled id", ["201"; 9]),
    ]);
}

#[test]
#[rustfmt::skip]
fn changing_in_2016() {
    check(&OF_2016, "PUT", "/1.1/users/1", json!({}), &[
        ("firstname", ["400 Input Error - firstname: Must not be null!", STRICT, STRICT, STRICT, "204", "204", LONG,
            "204", STRICT]),
        ("lastname email timezone outgoing_caller_id music_on_hold preprocess_subroutine userfield username password",
            ["204", STRICT, STRICT, STRICT, "204", "204", LONG, "204", STRICT]),
        ("description", ["204", STRICT, STRICT, STRICT, "204", "204", "204", "204", STRICT]),
        ("mobile_phone_number caller_id", ["204", STRICT, STRICT, STRICT, MATCH, "204", MATCH, MATCH, STRICT]),
        ("call_transfer_enabled call_record_enabled online_call_record_enabled supervision_enabled",
            [NOT_NULL, "204", STRICT, STRICT, STRICT, STRICT, STRICT, STRICT, STRICT]),
        ("ring_seconds", [NOT_NULL, RANGE, "204", RANGE, LITERAL, LITERAL, LITERAL, LITERAL, NO_INT_2016]),
        ("simultaneous_calls", [NOT_NULL, "204", "204", "204", LITERAL, LITERAL, LITERAL, LITERAL, NO_INT_2016]),
        ("shoesize enabled id uuid", ["204"; 9]),
    ]);
}

#[test]
fn the_whole_record_is_checked_in_2016_and_what_was_sent_in_2019() {
    for (age, status) in [(&dialect::XIVO_2016, 400), (&dialect::XIVO_2019, 204)] {
        for spoil in [
            |user: &mut reference_pbx::xivo::store::User| user.mobile_phone_number = "06 12 34".into(),
            |user: &mut reference_pbx::xivo::store::User| user.caller_id = Some("Front Desk".into()),
            |user: &mut reference_pbx::xivo::store::User| user.username = "a@b.de".into(),
            |user: &mut reference_pbx::xivo::store::User| user.password = "a b".into(),
            |user: &mut reference_pbx::xivo::store::User| user.ring_seconds = 33,
            |user: &mut reference_pbx::xivo::store::User| user.language = Some("fr".into()),
        ] {
            let mut xivo = Xivo::new(age, 10);
            let mut user = xivo.store().get(1).unwrap();
            spoil(&mut user);
            xivo.store().put(user);
            assert_eq!(ask(&mut xivo, "PUT", "/1.1/users/1", r#"{"lastname": "Moved"}"#).status, status);
        }
    }
}

const STRING: &str = "400 Not a valid string.";
const NULL: &str = "400 Field may not be null.";
const PATTERN: &str = "400 String does not match expected pattern.";
const LONGER: &str = "400 Longer than maximum length";
const BOOLEAN: &str = "400 Not a valid boolean.";
const INTEGER: &str = "400 Not a valid integer.";

#[rustfmt::skip]
fn rows_of_2019(done: &'static str) -> Vec<Row> {
    vec![
        ("firstname", [NULL, STRING, STRING, STRING, done, done, LONGER, STRING, STRING]),
        ("lastname timezone outgoing_caller_id music_on_hold preprocess_subroutine userfield",
            [done, STRING, STRING, STRING, done, done, LONGER, STRING, STRING]),
        ("description", [done, STRING, STRING, STRING, done, done, done, STRING, STRING]),
        ("email", [done, STRING, STRING, STRING, "400 Not a valid email", "400 Not a valid email",
            "400 ['Not a valid email address.', 'Longer than maximum length 254.']", STRING, STRING]),
        ("mobile_phone_number", [done, STRING, STRING, STRING, PATTERN, PATTERN,
            "400 ['String does not match expected pattern.', 'Longer than maximum length 80.']", STRING, STRING]),
        ("caller_id", [NULL, STRING, STRING, STRING, PATTERN, PATTERN, "400 'Longer than maximum length 160.'", STRING,
            STRING]),
        ("username password language", [done, STRING, STRING, STRING, PATTERN, PATTERN, PATTERN, STRING, STRING]),
        ("call_permission_password", [done, STRING, STRING, STRING, PATTERN, PATTERN, PATTERN, STRING, STRING]),
        ("call_transfer_enabled dtmf_hangup_enabled call_record_enabled online_call_record_enabled supervision_enabled enabled",
            [NULL, done, BOOLEAN, BOOLEAN, BOOLEAN, BOOLEAN, BOOLEAN, BOOLEAN, BOOLEAN]),
        ("ring_seconds simultaneous_calls subscription_type",
            [NULL, "?", done, done, INTEGER, INTEGER, INTEGER, INTEGER, INTEGER]),
        ("shoesize id uuid", [done; 9]),
    ]
}

#[test]
fn creating_and_changing_in_2019() {
    check(&OF_2019, "POST", "/1.1/users", json!({ "firstname": "Eve" }), &rows_of_2019("201"));
    check(&OF_2019, "PUT", "/1.1/users/1", json!({}), &rows_of_2019("204"));
}

#[test]
fn signs_in_a_mobile_number() {
    for (number, early, later) in [
        ("0612345678", 204, 204),
        ("+33612345678", 400, 204),
        ("*98#", 400, 204),
        ("06 12 34 56 78", 400, 400),
        ("06.12.34", 400, 400),
        ("", 400, 204),
    ] {
        let body = json!({ "mobile_phone_number": number }).to_string();
        for (age, status) in [
            (&dialect::XIVO_2014A, early),
            (&dialect::XIVO_2014B, early),
            (&dialect::XIVO_2016, later),
            (&dialect::XIVO_2019, if number.is_empty() { 400 } else { later }),
        ] {
            assert_eq!(ask(&mut Xivo::new(age, 10), "PUT", "/1.1/users/1", &body).status, status, "{number}");
        }
    }
}

#[test]
fn signs_in_a_username_and_a_password() {
    for (age, field, value, status) in [
        (&dialect::XIVO_2016, "username", "a@b.de", 400),
        (&dialect::XIVO_2016, "username", "a.b-c_d~!$&'()*+,;=%", 204),
        (&dialect::XIVO_2016, "password", "a b", 400),
        (&dialect::XIVO_2016, "password", "pass@word", 400),
        (&dialect::XIVO_2016, "password", "été", 400),
        (&dialect::XIVO_2016, "password", "x", 204),
        (&dialect::XIVO_2019, "username", "a@b.de", 204),
        (&dialect::XIVO_2019, "username", "a", 400),
        (&dialect::XIVO_2019, "password", "pass@word", 400),
        (&dialect::XIVO_2019, "password", "pass#word", 400),
        (&dialect::XIVO_2019, "password", "abc", 400),
        (&dialect::XIVO_2019, "password", "abcd", 204),
        (&dialect::XIVO_2014A, "password", "a b @ é", 204),
        (&dialect::XIVO_2014A, "password", "abc", 400),
        (&dialect::XIVO_2014A, "username", "a@b.de é", 204),
    ] {
        let mut xivo = Xivo::new(age, 10);
        let body = json!({ field: value });
        assert_eq!(ask(&mut xivo, "PUT", "/1.1/users/1", &body.to_string()).status, status, "{body}");
    }
}

#[test]
#[rustfmt::skip]
fn cti() {
    // User 1 has username, password and a profile.
    check(&[&dialect::XIVO_2014B], "PUT", "/1.1/users/1/cti", json!({}), &[
        ("enabled", ["204"; 9]),
        ("cti_profile_id", ["204", "500 (UndefinedFunction) operator does not exist: integer = boolean",
            "400 Nonexistent parameters: cti_profile 5 does not exist",
            "400 Nonexistent parameters: cti_profile 1.5 does not exist", NO_INTEGER,
            "400 Error while editing UserCtiProfile: (InvalidTextRepresentation)", NO_INTEGER,
            "500 (UndefinedFunction)", ADAPT]),
        ("links", ["400 Invalid parameters: links"; 9]),
    ]);
    check(&OF_2016, "PUT", "/1.1/users/1/cti", json!({}), &[
        ("enabled", ["204", "204", STRICT, STRICT, STRICT, STRICT, STRICT, STRICT, STRICT]),
        // true and 1.5 are 1.
        ("cti_profile_id", ["204", "204", "400 CtiProfile was not found", "204", LITERAL, LITERAL, LITERAL, LITERAL,
            NO_INT_2016]),
        ("links", ["204"; 9]),
    ]);
    check(&OF_2019, "PUT", "/1.1/users/1/cti", json!({}), &[
        ("enabled", [NULL, "204", BOOLEAN, BOOLEAN, BOOLEAN, BOOLEAN, BOOLEAN, BOOLEAN, BOOLEAN]),
        ("cti_profile_id", ["204", "?", "400 CtiProfile was not found", "204", INTEGER, INTEGER, INTEGER, INTEGER,
            INTEGER]),
        ("links", ["204"; 9]),
    ]);
    // User 2 has no profile.
    check(&[&dialect::XIVO_2014A], "POST", "/1.1/users/2/cti_profile", json!({}), &[
        ("cti_profile_id", ["400 Missing parameters: cti_profile_id", "500 (UndefinedFunction)",
            "400 Nonexistent parameters: cti_profile 5 does not exist", "400 cti_profile 1.5 does not exist",
            NO_INTEGER, "400 (InvalidTextRepresentation)", NO_INTEGER, "500 (UndefinedFunction)", ADAPT]),
        ("enabled", ["400 Invalid parameters: enabled"; 9]),
    ]);
}

#[test]
fn bodies_that_are_no_objects() {
    let long = "not parsable";
    let cases: [(&'static Dialect, &str, &str, [&str; 9]); 8] = [
        // null, true, 5, "x", "", [1], [], ["firstname"], and no JSON at all
        (
            &dialect::XIVO_2013,
            "POST",
            "/1.0/users/",
            [
                "500 'NoneType' object is not iterable",
                "500 'bool' object is not iterable",
                "500 'int' object is not iterable",
                "400 Incorrect parameters sent: x",
                "500 'unicode' object has no attribute 'items'",
                "500 hasattr(): attribute name must be string",
                "500 'list' object has no attribute 'items'",
                "500 'list' object has no attribute 'items'",
                "400 No parsable data",
            ],
        ),
        (
            &dialect::XIVO_2013,
            "PUT",
            "/1.0/users/1",
            [
                "500 'NoneType' object is not iterable",
                "500 'bool' object is not iterable",
                "500 'int' object is not iterable",
                "400 Incorrect parameters sent: x",
                "500 (SyntaxError)",
                "500 hasattr(): attribute name must be string",
                "500 (SyntaxError)",
                "500 list indices must be integers, not unicode",
                "400 No parsable data",
            ],
        ),
        (&dialect::XIVO_2014A, "POST", "/1.1/users", iterkeys()),
        (&dialect::XIVO_2014B, "PUT", "/1.1/users/1/cti", iterkeys()),
        (
            &dialect::XIVO_2016,
            "POST",
            "/1.1/users",
            [
                "400 firstname: Missing required parameter",
                "500 'bool' object is not iterable",
                "500 'int' object is not iterable",
                "500 need more than 1 value to unpack",
                "400 firstname: Missing required parameter",
                "500 'int' object is not iterable",
                "400 firstname: Missing required parameter",
                "500 too many values to unpack",
                "400 The browser (or proxy) sent a request",
            ],
        ),
        (
            &dialect::XIVO_2016,
            "PUT",
            "/1.1/users/1/cti",
            [
                "204",
                "500 'bool' object is not iterable",
                "500 'int' object is not iterable",
                "500 need more than 1 value to unpack",
                "204",
                "500 'int' object is not iterable",
                "204",
                "500 too many values to unpack",
                "400 The browser (or proxy) sent a request",
            ],
        ),
        (
            &dialect::XIVO_2019,
            "POST",
            "/1.1/users",
            [
                "400 firstname: ['Missing data for required field.']",
                "400 _schema: ['Invalid input type.']",
                "400 _schema: ['Invalid input type.']",
                "400 _schema: ['Invalid input type.']",
                "400 firstname: ['Missing data for required field.']",
                "400 _schema: ['Invalid input type.']",
                "400 firstname: ['Missing data for required field.']",
                "400 _schema: ['Invalid input type.']",
                "400 The browser (or proxy) sent a request",
            ],
        ),
        (
            &dialect::XIVO_2019,
            "PUT",
            "/1.1/users/1",
            [
                "204",
                "400 _schema: ['Invalid input type.']",
                "400 _schema: ['Invalid input type.']",
                "400 _schema: ['Invalid input type.']",
                "204",
                "400 _schema: ['Invalid input type.']",
                "204",
                "400 _schema: ['Invalid input type.']",
                "400 The browser (or proxy) sent a request",
            ],
        ),
    ];
    for (age, method, path, cells) in cases {
        let bodies = ["null", "true", "5", "\"x\"", "\"\"", "[1]", "[]", "[\"firstname\"]", long];
        for (body, cell) in bodies.iter().zip(cells) {
            let answer = ask(&mut Xivo::new(age, 10), method, path, body);
            let text = String::from_utf8_lossy(&answer.body).into_owned();
            let (status, part) = cell.split_once(' ').unwrap_or((cell, ""));
            assert!(
                answer.status.to_string() == status && text.contains(part),
                "{method} {path} {body}: {} {text} instead of {cell}",
                answer.status
            );
        }
    }
}

fn iterkeys() -> [&'static str; 9] {
    [
        "500 'NoneType' object has no attribute 'iterkeys'",
        "500 'bool' object has no attribute 'iterkeys'",
        "500 'int' object has no attribute 'iterkeys'",
        "500 'unicode' object has no attribute 'iterkeys'",
        "500 'unicode' object has no attribute 'iterkeys'",
        "500 'list' object has no attribute 'iterkeys'",
        "500 'list' object has no attribute 'iterkeys'",
        "500 'list' object has no attribute 'iterkeys'",
        "400 No parsable data in the request, Be sure to send a valid JSON file",
    ]
}
