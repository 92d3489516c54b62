//! How APIO's refusals are read: which kind, at which field, in whose words.

mod apio;

use apio::{answer, api, assert_sends, exchange, put_pin, refused, secret, user};
use switchroom::domain::{Prerequisite, Refusal, RefusalKind, Trouble};
use switchroom::wire::apio::login::{CorePassword, GatewayLogin};
use switchroom::wire::apio::pincode::GetPin;
use switchroom::wire::apio::profile::{ProfileChange, PutProfile};
use switchroom::wire::{Call, Response};

/// The field, and what the server said, of each problem.
fn problems(refusal: &Refusal) -> Vec<(&str, &str)> {
    let said = |problem: &switchroom::domain::Problem| {
        problem.server_message.clone().unwrap_or_default().leak() as &str
    };
    refusal.problems.iter().map(|problem| (problem.field.as_deref().unwrap_or(""), said(problem))).collect()
}

#[test]
fn a_refused_pin_is_at_the_fields_that_were_sent() {
    for (case, words) in [
        ("pin-refused-by-application-server", "[Error 99001] made-up text: repeated digits"),
        ("pin-refused-by-application-server-indexed", "[Error 99002] made-up text: own number"),
        ("pin-refused-by-apio-itself", "made-up text: too short"),
        ("old-pin-wrong", "made-up text: the old pincode does not match"),
    ] {
        let exchange = exchange("20-error-400-pin", case);
        let sent: serde_json::Value = serde_json::from_str(&exchange.body).unwrap();
        let call = put_pin(sent["pinCode"].as_str().unwrap(), sent["oldPinCode"].as_str());
        assert_sends(&call, &exchange);
        let refusal = refused(&call, &exchange.answer);
        assert_eq!(refusal.kind, RefusalKind::RefusedValues, "{case}");
        assert_eq!(problems(&refusal), [("pinCode", words), ("oldPinCode", words)], "{case}");
        assert_eq!(refusal.server_messages[0], words);
        assert!(!refusal.outcome_unknown());
    }
    let missing = exchange("20-error-400-pin", "old-pin-missing-at-user-level");
    let refusal = refused(&put_pin("052973", None), &missing.answer);
    assert_eq!(problems(&refusal), [("pinCode", "made-up text: the old pincode is needed")]);
}

#[test]
fn a_refused_profile_is_told_in_the_servers_words() {
    let put = |changes| PutProfile { api: api(), user: user("mira.holt"), changes };
    let password = |old: &str, new: &str| {
        put(vec![ProfileChange::OldPassword(secret(old)), ProfileChange::NewPassword(secret(new))])
    };
    let local = exchange("21-error-400-profile", "password-refused-by-apio");
    let call = password("Correct-Horse-7", "short");
    assert_sends(&call, &local);
    let refusal = refused(&call, &local.answer);
    let words = "made-up text: at least 8 characters";
    assert_eq!(problems(&refusal), [("oldPassword", words), ("newPassword", words)]);
    assert_eq!(refusal.server_messages, [words, "made-up text: password not valid"]);
    let wrong = refused(
        &password("not-it", "Slow-River-Boat-9"),
        &exchange("21-error-400-profile", "old-password-wrong").answer,
    );
    assert_eq!(wrong.kind, RefusalKind::RefusedValues);
    let schema = exchange("21-error-400-profile", "schema-refused-by-application-server");
    let call = put(vec![ProfileChange::Text("lastName", "Abcdefghijklmnopqrstuvwxyzabcde".into())]);
    assert_sends(&call, &schema);
    let words = "[Error 6004] OCI XML Request validation error (made-up text: lastName too long)";
    assert_eq!(problems(&refused(&call, &schema.answer)), [("lastName", words)]);
    let details = refused(&call, &exchange("21-error-400-profile", "details-only-body").answer);
    assert_eq!(problems(&details), [("lastName", "made-up text: bad parameter")]);
    // Four fields: which of them it was would be a guess.
    let many = put(["lastName", "firstName", "extension", "timeZone"]
        .map(|name| ProfileChange::Text(name, "x".into()))
        .into());
    assert_eq!(problems(&refused(&many, &schema.answer)), [("", words)]);
}

#[test]
fn each_kind_of_refusal() {
    let pin = put_pin("052973", Some("739146"));
    let kind = |file: &str, case: &str| refused(&pin, &exchange(file, case).answer).kind;
    assert_eq!(kind("22-error-401", "gateway-session-over"), RefusalKind::NotSignedIn);
    assert_eq!(kind("22-error-401", "core-token-over"), RefusalKind::NotSignedIn);
    // With an old PIN along, this shape may mean that one, too; not so for a read.
    assert_eq!(kind("23-error-403", "not-your-level"), RefusalKind::RefusedValues);
    let read = GetPin { api: api(), user: user("x") };
    assert_eq!(
        refused(&read, &exchange("23-error-403", "not-your-level").answer).kind,
        RefusalKind::NotAllowed
    );
    assert_eq!(
        kind("23-error-403", "core-must-change-password-first"),
        RefusalKind::MustFirst(Prerequisite::ChangePassword)
    );
    assert_eq!(kind("23-error-403", "application-server-refuses-transaction"), RefusalKind::NotAllowed);
    assert_eq!(kind("24-error-404", "user-unknown"), RefusalKind::NotFound);
    assert_eq!(kind("24-error-404", "missing-last-slash"), RefusalKind::NoSuchResource);
    assert_eq!(kind("25-error-other", "body-not-a-json-object"), RefusalKind::Malformed);
    assert_eq!(kind("25-error-other", "partly-done"), RefusalKind::DoneInPart);
    assert_eq!(kind("25-error-other", "too-many-requests"), RefusalKind::Busy { retry_after: None });
    assert_eq!(kind("25-error-other", "server-fault"), RefusalKind::ServerFault);
    assert_eq!(kind("25-error-other", "gateway-away"), RefusalKind::ServerFault);
    let status = |status, body: &str, retry: Option<&str>| {
        let headers =
            retry.map(|seconds| ("retry-after".to_string(), seconds.to_string())).into_iter().collect();
        refused(&pin, &Response { status, headers, body: body.as_bytes().to_vec() })
    };
    assert_eq!(status(429, "", Some("17")).kind, RefusalKind::Busy { retry_after: Some(17) });
    assert_eq!(status(503, "", Some("5")).kind, RefusalKind::Busy { retry_after: Some(5) });
    assert_eq!(status(410, "{}", None).kind, RefusalKind::Gone);
    assert_eq!(status(422, r#"{"details": {"reason": "no"}}"#, None).kind, RefusalKind::RefusedValues);
    assert_eq!(status(400, "", None).kind, RefusalKind::Malformed);
    // A page of something on the way: it was not done.
    for (code, body, kind) in [
        (400, "<h1>400 Bad Request</h1>", RefusalKind::RefusedBefore),
        (401, "<h1>401 Authorization Required</h1>", RefusalKind::SignInBefore),
        (401, "Unauthorized", RefusalKind::SignInBefore),
        (403, "<h1>403 Forbidden</h1>", RefusalKind::RefusedBefore),
        (403, "RBAC: access denied", RefusalKind::RefusedBefore),
        (403, r#"{"message": "Forbidden"}"#, RefusalKind::RefusedBefore),
        (403, "<FORM action='/oauth2/start'>", RefusalKind::SignInBefore),
        (404, "<h1>404 Not Found</h1>", RefusalKind::NoSuchResource),
        (407, "<p>proxy</p>", RefusalKind::SignInBefore),
        (413, "<h1>too large</h1>", RefusalKind::RefusedBefore),
        (422, "", RefusalKind::Malformed),
        (429, "<h1>429 Too Many Requests</h1>", RefusalKind::Busy { retry_after: None }),
        (451, "<p>not here</p>", RefusalKind::RefusedBefore),
        (511, "<a href='//hotel.example.test'>Wi-Fi</a>", RefusalKind::SignInBefore),
    ] {
        let refusal = status(code, body, None);
        let is_unknown = code == 511;
        assert_eq!((refusal.kind.clone(), refusal.outcome_unknown()), (kind, is_unknown), "{code} {body}");
        assert!(refusal.problems.is_empty(), "{code} {body}");
    }
    assert_eq!(status(302, "", None).kind, RefusalKind::NotUnderstood);
    let page =
        status(502, "<html><head><title>Bad</title></head><body><h1>Bad gateway</h1></body></html>", None);
    assert_eq!(page.server_messages, ["Bad Bad gateway"]);
    assert!(page.outcome_unknown());
}

/// Kind, field and trouble of a refused write.
type Stands = (RefusalKind, Vec<(&'static str, Trouble)>);

fn stands<C: Call>(call: &C, status: u16, body: &str) -> Stands {
    let refusal = refused(call, &answer(status, body));
    let at = |problem: &switchroom::domain::Problem| {
        (problem.field.clone().unwrap_or_default().into_owned().leak() as &str, problem.trouble.clone())
    };
    (refusal.kind.clone(), refusal.problems.iter().map(at).collect())
}

/// APIO's own refusal, with or without an error of the network element.
const OWN: &str = r#"{"errors": [{"code": 9003, "message": "no match", "details": {}}]}"#;
const INDEXED: &str = r#"{"errors": {"0": {"message": "no match"}}}"#;
const WRONG: &str = r#"{"errors": [{"details": {"errors": [{"error_code": 4962, "summary": "no"}]}}]}"#;
const BARRED: &str = r#"{"errors": [{"details": {"errors": {"0": {"error_code": 5404, "summary": "no"}}}}]}"#;
const OTHER: &str = r#"{"errors": [{"details": {"errors": [{"error_code": 99, "summary": "no"}]}}]}"#;

#[test]
fn a_wrong_old_secret_is_told_from_a_lost_session_as_far_as_the_answer_tells() {
    let put = |changes| PutProfile { api: api(), user: user("mira.holt"), changes };
    let pin = put_pin("052973", Some("739146"));
    let password = put(vec![
        ProfileChange::Text("extension", "4799".into()),
        ProfileChange::OldPassword(secret("a1")),
        ProfileChange::NewPassword(secret("b1")),
    ]);
    let none = Vec::new;
    for (status, body, kind, trouble) in [
        (401, OWN, RefusalKind::RefusedValues, Some(Trouble::Doubtful)),
        (401, INDEXED, RefusalKind::RefusedValues, Some(Trouble::Doubtful)),
        (401, WRONG, RefusalKind::RefusedValues, Some(Trouble::Refused)),
        (401, OTHER, RefusalKind::RefusedValues, Some(Trouble::Refused)),
        (401, BARRED, RefusalKind::NotAllowed, Some(Trouble::Refused)),
        // A lost session looks like these; its problems wait for whoever finds out that it is not lost.
        (401, r#"{"details": "no session"}"#, RefusalKind::NotSignedIn, Some(Trouble::Doubtful)),
        (401, r#"{"error": "token expired"}"#, RefusalKind::NotSignedIn, Some(Trouble::Doubtful)),
        (401, r#"{"errors": []}"#, RefusalKind::NotSignedIn, Some(Trouble::Doubtful)),
        (401, "<h1>Log in</h1>", RefusalKind::SignInBefore, None),
        (401, "", RefusalKind::NotSignedIn, Some(Trouble::Doubtful)),
        (403, OWN, RefusalKind::RefusedValues, Some(Trouble::Doubtful)),
        (403, WRONG, RefusalKind::RefusedValues, Some(Trouble::Refused)),
        (403, OTHER, RefusalKind::RefusedValues, Some(Trouble::Doubtful)),
        (403, BARRED, RefusalKind::NotAllowed, None),
        (403, r#"{"error": "no"}"#, RefusalKind::NotAllowed, None),
        (403, "", RefusalKind::NotAllowed, None),
        (
            403,
            r#"{"error": "x", "error_code": 1}"#,
            RefusalKind::MustFirst(Prerequisite::ChangePassword),
            None,
        ),
    ] {
        let at = |field| (kind.clone(), trouble.clone().map_or_else(none, |trouble| vec![(field, trouble)]));
        assert_eq!(stands(&pin, status, body), at("oldPinCode"), "{status} {body}");
        assert_eq!(stands(&password, status, body), at("oldPassword"), "{status} {body}");
    }
    // 400 may be about any of what was sent.
    let refused = Trouble::Refused;
    let both = vec![("pinCode", refused.clone()), ("oldPinCode", refused.clone())];
    assert_eq!(stands(&pin, 400, OWN), (RefusalKind::RefusedValues, both));
    // Documented for Core's own users: 401 is the old password.
    let core = CorePassword { old: secret("a1"), new: secret("b1") };
    let at_old = (RefusalKind::RefusedValues, vec![("oldPassword", refused)]);
    for body in [r#"{"error": "bad"}"#, OWN, ""] {
        assert_eq!(stands(&core, 401, body), at_old, "{body}");
    }
    let said = refused_words(&core, r#"{"error": "bad a1"}"#);
    assert_eq!(said, "bad \u{2022}\u{2022}\u{2022}");
    // What holds no secret is about the session, the level, or the values.
    let call = put(vec![ProfileChange::Text("extension", "4799".into())]);
    assert_eq!(stands(&call, 401, OWN), (RefusalKind::NotSignedIn, none()));
    assert_eq!(stands(&call, 403, OWN), (RefusalKind::NotAllowed, none()));
    let read = GetPin { api: api(), user: user("x") };
    assert_eq!(stands(&read, 401, WRONG), (RefusalKind::NotSignedIn, none()));
    assert_eq!(stands(&read, 403, OWN), (RefusalKind::NotAllowed, none()));
}

fn refused_words<C: Call>(call: &C, body: &str) -> String {
    refused(call, &answer(401, body)).problems.remove(0).server_message.unwrap()
}

#[test]
fn a_reset_without_the_old_secret_may_miss_it() {
    let pin = put_pin("052973", None);
    let doubt = vec![("pinCode", Trouble::Doubtful)];
    assert_eq!(stands(&pin, 401, OWN), (RefusalKind::RefusedValues, doubt.clone()));
    assert_eq!(stands(&pin, 401, ""), (RefusalKind::NotSignedIn, doubt));
    assert_eq!(stands(&pin, 403, OWN), (RefusalKind::NotAllowed, Vec::new()));
    assert_eq!(stands(&pin, 403, WRONG), (RefusalKind::RefusedValues, vec![("pinCode", Trouble::Refused)]));
}

#[test]
fn what_may_be_about_a_secret_is_marked_and_asked_for_at_its_own_path() {
    let put = |changes| PutProfile { api: api(), user: user("mira.holt"), changes };
    let text = || ProfileChange::Text("extension", "4799".into());
    for (call, in_doubt) in [
        (put_pin("052973", Some("739146")).request(), true),
        (put_pin("052973", None).request(), true),
        (put(vec![text(), ProfileChange::NewPassword(secret("b1"))]).request(), true),
        (put(vec![text()]).request(), false),
        (CorePassword { old: secret("a1"), new: secret("b1") }.request(), true),
        (GetPin { api: api(), user: user("mira.holt") }.request(), false),
    ] {
        assert_eq!(call.in_doubt, in_doubt, "{}", call.path);
    }
    assert_eq!(
        put_pin("052973", None).request().path,
        GetPin { api: api(), user: user("mira.holt") }.request().path
    );
    // What was found out outweighs what the answer looked like.
    let call = put_pin("052973", Some("739146"));
    for body in [OWN, WRONG, r#"{"details": "no session"}"#, ""] {
        let mut refusal = refused(&call, &answer(401, body));
        refusal.in_session(Some(true));
        assert_eq!(refusal.kind, RefusalKind::RefusedValues, "{body}");
        assert_eq!(refusal.problems[0].trouble, Trouble::Refused);
        assert_eq!(refusal.problems[0].field.as_deref(), Some("oldPinCode"));
        refusal.in_session(Some(false));
        assert_eq!(refusal.kind, RefusalKind::NotSignedIn);
        refusal.in_session(None);
        assert_eq!(refusal.kind, RefusalKind::NotSignedIn);
    }
}

#[test]
fn a_wait_is_read_as_seconds_or_as_a_date() {
    let read = GetPin { api: api(), user: user("x") };
    let wait = |after: &str, now: Option<&str>| {
        let mut headers = vec![("retry-after".to_string(), after.to_string())];
        headers.extend(now.map(|now| ("date".to_string(), now.to_string())));
        match refused(&read, &Response { status: 429, headers, body: Vec::new() }).kind {
            RefusalKind::Busy { retry_after } => retry_after,
            other => panic!("{other:?}"),
        }
    };
    let noon = Some("Fri, 20 Nov 2026 12:00:00 GMT");
    for (after, now, seconds) in [
        ("17", None, Some(17)),
        (" 17 ", noon, Some(17)),
        ("Fri, 20 Nov 2026 12:00:07 GMT", noon, Some(7)),
        ("Fri, 20 Nov 2026 13:30:00 GMT", noon, Some(5400)),
        ("Mon, 01 Mar 2027 00:00:00 GMT", Some("Sun, 28 Feb 2027 23:59:50 GMT"), Some(10)),
        ("Wed, 01 Mar 2028 00:00:00 GMT", Some("Mon, 28 Feb 2028 00:00:00 GMT"), Some(2 * 86_400)),
        ("Fri, 01 Jan 2027 00:00:30 GMT", Some("Thu, 31 Dec 2026 23:59:59 GMT"), Some(31)),
        // The time has come already.
        ("Fri, 20 Nov 2026 11:59:00 GMT", noon, Some(0)),
        // Not known by which clock, or no date.
        ("Fri, 20 Nov 2026 12:00:07 GMT", None, None),
        ("Fri, 20 Nov 2026 12:00:07 GMT", Some("yesterday"), None),
        ("Fri, 20 Nox 2026 12:00:07 GMT", noon, None),
        ("Fri, 20 Nov 2026 25:00:07 GMT", noon, None),
        ("Fri, 20 Nov 2026 12:00 GMT", noon, None),
        ("Fri, -9 Nov 99999999999999999999 12:00:00 GMT", noon, None),
        ("soon", noon, None),
        ("-3", noon, None),
        ("", noon, None),
    ] {
        assert_eq!(wait(after, now), seconds, "{after:?} {now:?}");
    }
}

#[test]
fn no_text_of_the_server_is_lost_and_no_secret_kept() {
    let call = put_pin("052973", Some("739146"));
    for (body, said) in [
        (r#"{"errors": {"0": {"message": "m"}, "1": {"message": "n"}}}"#, vec!["m", "n"]),
        (r#"{"errors": ["plain"]}"#, vec!["plain"]),
        (r#"{"errors": [{"message": "m", "details": {"errors": ["inner"]}}]}"#, vec!["inner", "m"]),
        (r#"{"errors": [{"details": {"what": {"deep": "d"}}}]}"#, vec!["d"]),
        (r#"{"error": {"text": "t"}, "details": "d"}"#, vec!["t", "d"]),
        (r#"{"reason": "r"}"#, vec!["r"]),
        (r#"{"message": "m"}"#, vec!["m"]),
        (r#"["a", "b"]"#, vec!["a", "b"]),
        (r#""alone""#, vec!["alone"]),
        (r#"{"errors": [], "details": {}}"#, vec![]),
        (
            r#"{"error": "pin 052973 after 739146"}"#,
            vec!["pin \u{2022}\u{2022}\u{2022} after \u{2022}\u{2022}\u{2022}"],
        ),
        (r#"{"details": {"pinCode": "052973x", "new_password": "p", "why": "w"}}"#, vec!["w"]),
        ("052973 is no good", vec![]),
    ] {
        let refusal = refused(&call, &answer(400, body));
        if body.starts_with(['{', '[', '"']) {
            assert_eq!(refusal.server_messages, said, "{body}");
        }
        let debug = format!("{refusal:?}");
        assert!(!debug.contains("052973") && !debug.contains("739146"), "{debug}");
    }
}

/// What gateways answer to a path that leads nowhere (Kong, an AWS gateway, a Spring service).
#[test]
fn a_404_of_a_proxy_tells_nobody_gone_though_it_is_json() {
    let read = GetPin { api: api(), user: user("x") };
    for body in [
        r#"{"message": "no Route matched with those values"}"#,
        r#"{"message": "Not Found"}"#,
        r#"{"timestamp": "2026-11-30T10:00:00Z", "status": 404, "error": "Not Found", "path": "/api/v1"}"#,
        r#""not found""#,
        "{}",
        "null",
        "[]",
    ] {
        assert_eq!(refused(&read, &answer(404, body)).kind, RefusalKind::NoSuchResource, "{body}");
    }
    // Core's own word for a path that leads on to no APIO.
    let core = refused(&read, &answer(404, r#"{"error": "no such route"}"#));
    assert_eq!(
        (core.kind, core.server_messages),
        (RefusalKind::NoSuchResource, vec!["no such route".to_owned()])
    );
    for body in [r#"{"errors": [{"code": 1}]}"#, r#"{"details": "gone"}"#] {
        assert_eq!(refused(&read, &answer(404, body)).kind, RefusalKind::NotFound, "{body}");
    }
}

#[test]
fn words_that_stand_under_the_name_of_a_secret_are_told_and_the_secret_is_not() {
    for body in [
        r#"{"pinCode": ["made-up text: not twice the same"]}"#,
        r#"{"errors": {"pinCode": ["made-up text: not twice the same"]}}"#,
        r#"{"errors": {"pinCode": "made-up text: not twice the same", "oldPinCode": "739146"}}"#,
        r#"{"error": {"pinCode": ["made-up text: not twice the same"], "token": "abc"}}"#,
    ] {
        let refusal = refused(&put_pin("052973", None), &answer(400, body));
        assert_eq!(refusal.server_messages, ["made-up text: not twice the same"], "{body}");
        assert_eq!(problems(&refusal), [("pinCode", "made-up text: not twice the same")], "{body}");
    }
}

/// Signing in again and again would not help, and the password is not wrong.
#[test]
fn a_web_server_that_asks_for_a_name_of_its_own_is_told_from_apio() {
    let challenged = |scheme: &str, body: &str| Response {
        status: 401,
        headers: vec![("www-authenticate".to_owned(), scheme.to_owned())],
        body: body.as_bytes().to_vec(),
    };
    let sign_in = GatewayLogin { username: "mira".into(), password: secret("Correct-Horse-7") };
    let password = CorePassword { old: secret("a1"), new: secret("b1") };
    let browser = RefusalKind::MustFirst(Prerequisite::BrowserCredentials);
    for scheme in ["Basic realm=\"intranet\"", "Digest realm=\"x\"", "Negotiate", "NTLM"] {
        let page = challenged(scheme, "<html><h1>401 Authorization Required</h1></html>");
        assert_eq!(refused(&sign_in, &page).kind, browser, "{scheme}");
        assert_eq!(refused(&password, &page).kind, browser, "{scheme}");
        assert_eq!(refused(&put_pin("052973", Some("739146")), &page).kind, browser, "{scheme}");
    }
    // Its own words are JSON, whatever else they come with.
    let own = challenged("Basic realm=\"APIO\"", r#"{"details": "no session"}"#);
    assert_eq!(refused(&sign_in, &own).kind, RefusalKind::WrongCredentials);
    let token = challenged("Bearer", "");
    assert_eq!(refused(&GetPin { api: api(), user: user("x") }, &token).kind, RefusalKind::NotSignedIn);
}
