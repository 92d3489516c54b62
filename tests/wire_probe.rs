//! Whether a system is there, as the recorded answers of each vendor tell it.

mod apio;
mod icws;
mod xivo;

use switchroom::domain::Language;
use switchroom::domain::installation::{SystemFault, SystemKey, SystemProblem};
use switchroom::text::check::system_problem;
use switchroom::wire::Response;
use switchroom::wire::probe::{Access, ancestors, read_fault};
use switchroom::wire::{apio::probe as apio_probe, icws::probe as icws_probe, xivo::probe as xivo_probe};

fn page(status: u16, body: &str) -> Response {
    let headers = vec![("Content-Type".to_owned(), "text/html".to_owned())];
    Response { status, headers, body: body.into() }
}

#[test]
fn a_recorded_xivo_is_there() {
    for (version, name, expected) in [
        ("1.0", "2013-06/users-1.0-get-400-id-not-a-number", Some(Access::Open)),
        ("1.0", "2014-01/users-1.0-get-400-id-not-a-number", Some(Access::Open)),
        // Nothing at all is what anything may answer.
        ("1.0", "2014-01/users-1.0-get-404", None),
        ("1.1", "2014-01/users-1.1-delete-404", Some(Access::Open)),
        ("1.1", "2016-03/users-1.1-get-404", Some(Access::Open)),
        ("1.1", "2026-08/users-1.1-get-404", Some(Access::Open)),
        ("1.1", "2019-05-auth/confd-401-no-token", Some(Access::SignIn)),
        ("1.1", "2026-08/confd-401-no-token", Some(Access::SignIn)),
        // Only the browser can answer a challenge.
        ("1.1", "2014-05/auth-401-digest-challenge", None),
        ("1.1", "2016-03/auth-401-challenge", None),
        // The same server, but not this version of its API.
        ("1.0", "2026-08/users-1.0-list-404", None),
        // Its token service is another one.
        ("1.1", "2026-08/token-0.1-get-404-uuid", None),
        ("1.1", "2019-05-auth/token-0.1-post-401-no-authorization", None),
    ] {
        assert_eq!(xivo_probe::read_user(version, &xivo::response(name)), expected, "{name}");
    }
}

#[test]
fn a_recorded_xivo_that_asks_the_browser_takes_tokens_as_well() {
    for (name, expected) in [
        ("2016-03/auth-401-challenge", true),
        ("2016-03/auth-401-bad-token", true),
        ("2014-05/auth-401-digest-challenge", false),
        ("2019-05-auth/confd-401-no-token", false),
        ("2016-03/auth-200-digest", false),
    ] {
        assert_eq!(xivo_probe::takes_tokens_too(&xivo::response(name)), expected, "{name}");
    }
}

#[test]
fn a_recorded_token_service_is_there_and_no_other_is() {
    for (name, expected) in [
        ("2019-05-auth/token-0.1-get-404-expired", true),
        ("2026-08/token-0.1-get-404-uuid", true),
        ("2019-05-auth/token-0.1-post-401-no-authorization", true),
        ("2026-08/users-1.1-list-404-trailing-slash", false),
        ("2026-08/confd-401-no-token", false),
    ] {
        assert_eq!(xivo_probe::is_token_service(&xivo::response(name)), expected, "{name}");
    }
}

#[test]
fn the_other_vendors_are_there_and_take_nobody_else_for_one_of_them() {
    let answered = icws::exchange("06-sessionless-info.http", 0).answer;
    assert!(icws_probe::is_icws(&answered));
    assert_eq!(xivo_probe::read_user("1.1", &answered), None);
    let signed_out = apio::exchange("22-error-401", "gateway-session-over").answer;
    assert_eq!(apio_probe::read_answer(&signed_out), Some(Access::SignIn));
    assert!(!icws_probe::is_icws(&signed_out));
    assert_eq!(xivo_probe::read_user("1.1", &signed_out), None);
    for name in [
        "2019-05-auth/confd-401-no-token",
        "2019-05-auth/token-0.1-post-401-no-authorization",
        "2026-08/users-1.1-get-404",
        "2026-08/token-0.1-get-404-uuid",
        "2014-05/auth-401-basic",
    ] {
        let answer = xivo::response(name);
        assert_eq!(apio_probe::read_answer(&answer), None, "{name}");
        assert!(!icws_probe::is_icws(&answer), "{name}");
    }
}

#[test]
fn what_else_answers_is_told_apart() {
    let own = "<!doctype html><html data-version=\"0.1.0\"><title>Switchroom</title>";
    let challenge = xivo::response("2014-05/auth-401-basic");
    let json = |status| Response { status, headers: Vec::new(), body: b"{}".to_vec() };
    // A path that a service of a Wazo does not know, as each of them answers it.
    let unknown = xivo::response("2026-08/users-1.0-list-404");
    let without_tokens = xivo::response("2019-05-auth/confd-503-auth-down");
    for (answer, expected) in [
        (page(200, own), SystemFault::OwnPage),
        (page(200, "<title>Welcome to nginx!</title>"), SystemFault::WebPage),
        (page(404, "<h1>404 Not Found</h1>"), SystemFault::NotFound),
        (page(403, "<h1>403 Forbidden</h1>"), SystemFault::Forbidden),
        (page(502, "<h1>502 Bad Gateway</h1>"), SystemFault::Gateway { status: 502 }),
        (page(504, ""), SystemFault::Gateway { status: 504 }),
        (page(500, ""), SystemFault::ServerFault { status: 500 }),
        (page(0, ""), SystemFault::Redirect),
        (challenge, SystemFault::Challenge { scheme: "Digest".into() }),
        (json(200), SystemFault::AnotherService { status: 200 }),
        (json(401), SystemFault::AnotherService { status: 401 }),
        (json(404), SystemFault::AnotherService { status: 404 }),
        (unknown, SystemFault::AnotherService { status: 404 }),
        (without_tokens, SystemFault::ServerFault { status: 503 }),
    ] {
        let status = answer.status;
        assert_eq!(read_fault(&Ok(answer)), expected, "{status}");
    }
}

#[test]
fn the_paths_above_a_path_begin_with_the_nearest() {
    let above = |path| ancestors(path).collect::<Vec<_>>();
    assert_eq!(above("/api/confd/1.1"), ["/api/confd", "/api"]);
    assert_eq!(above("/api"), [""; 0]);
    assert_eq!(above(""), [""; 0]);
}

#[test]
fn every_sentence_names_the_key_of_config_json_and_differs_from_the_others() {
    let faults = [
        (SystemKey::Base, SystemFault::OwnPage),
        (SystemKey::Base, SystemFault::WebPage),
        (SystemKey::Base, SystemFault::NotFound),
        (SystemKey::TokenBase, SystemFault::NotFound),
        (SystemKey::Base, SystemFault::Forbidden),
        (SystemKey::Base, SystemFault::Gateway { status: 502 }),
        (SystemKey::Base, SystemFault::ServerFault { status: 500 }),
        (SystemKey::Base, SystemFault::Redirect),
        (SystemKey::Base, SystemFault::Challenge { scheme: "Basic".into() }),
        (SystemKey::SignIn, SystemFault::Challenge { scheme: "Basic".into() }),
        (SystemKey::Base, SystemFault::AnotherService { status: 200 }),
        (SystemKey::Base, SystemFault::TokenService),
        (SystemKey::TokenBase, SystemFault::UserService),
        (SystemKey::Base, SystemFault::OtherValue { value: "/api/confd".into() }),
        (SystemKey::Api, SystemFault::OtherValue { value: "1.0".into() }),
        (SystemKey::Kind, SystemFault::OtherValue { value: "icws".into() }),
        (SystemKey::SignIn, SystemFault::TokenNeeded),
        (SystemKey::SignIn, SystemFault::TokenNotNeeded),
        (SystemKey::Base, SystemFault::CookieLost),
    ];
    for language in [Language::English, Language::French] {
        let mut sentences: Vec<String> = Vec::new();
        for (key, fault) in &faults {
            let problem = SystemProblem { key: *key, fault: fault.clone(), path: "/api/x".into() };
            let sentence = system_problem(language, &problem);
            let key = match language {
                Language::English => format!("“{key}”"),
                Language::French => format!("«\u{a0}{key}\u{a0}»"),
            };
            assert!(sentence.contains(&key), "{sentence}");
            assert!(!sentences.contains(&sentence), "{sentence}");
            sentences.push(sentence);
        }
    }
}
