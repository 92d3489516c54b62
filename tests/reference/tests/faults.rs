//! Failures on demand, over a real connection: what the client sees, and what
//! the server holds afterwards, for all three vendors.

mod running;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use running::{Got, Running, start};
use serde_json::{Value, json};

const JSON: &str = "Content-Type: application/json\r\n";

impl Running {
    fn state(&self, system: &str, id: &str) -> Value {
        self.get(&format!("/__reference/state?system={system}&id={id}")).json()
    }

    /// `None` if the connection ended without an answer.
    fn attempt(&self, method: &str, path: &str, headers: &str, body: &str) -> Option<Got> {
        let text = String::from_utf8_lossy(&self.raw(method, path, headers, body)).into_owned();
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Got { status, head: head.to_owned(), body: body.to_owned() })
    }

    fn reset(&self) {
        assert_eq!(self.ask("POST", "/__reference/reset", "", "").status, 204);
    }

    fn until(&self, what: impl Fn() -> bool) {
        let end = Instant::now() + Duration::from_secs(5);
        while !what() {
            assert!(Instant::now() < end, "it never came to that");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// A write of one vendor, and how the state tells that it was made.
struct Change {
    system: &'static str,
    method: &'static str,
    /// Below the mount point.
    path: String,
    mount: &'static str,
    headers: String,
    body: String,
    user: &'static str,
    is_made: fn(&Value) -> bool,
}

impl Change {
    fn send(&self, server: &Running) -> Option<Got> {
        let path = format!("/api/{}{}", self.mount, self.path);
        server.attempt(self.method, &path, &self.headers, &self.body)
    }

    fn is_made(&self, server: &Running) -> bool {
        (self.is_made)(&server.state(self.system, self.user))
    }
}

/// One write of each vendor; APIO and PureConnect want a session.
fn writes(server: &Running) -> Vec<Change> {
    let xivo = Change {
        system: "xivo-2016",
        method: "PUT",
        path: "/1.1/users/1".into(),
        mount: "xivo-2016",
        headers: JSON.into(),
        body: json!({ "lastname": "Moved", "email": "moved@sample.example" }).to_string(),
        user: "1",
        is_made: |user| user["lastname"] == "Moved",
    };
    let login = json!({ "username": "tenant.admin@voice.example.test", "password": "Correct-Horse-9" });
    let got = server.ask("POST", "/api/apio/api/v1/login/", JSON, &login.to_string());
    let cookie = got.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let apio = Change {
        system: "apio",
        method: "DELETE",
        path: "/api/v1/tenants/brightwater/groups/north-quay/users/vec.tor@voice.example.test/".into(),
        mount: "apio",
        headers: format!("Cookie: {cookie}\r\n{JSON}"),
        body: "{}".into(),
        user: "vec.tor@voice.example.test",
        is_made: Value::is_null,
    };
    let login = json!({
        "__type": "urn:inin.com:connection:icAuthConnectionRequestSettings", "applicationName": "test",
        "userID": "admin", "password": "s3cret",
    });
    let headers = format!("Accept-Language: en-us\r\n{JSON}");
    let got = server.ask("POST", "/api/pbx1.example.test/icws/connection", &headers, &login.to_string());
    let session = got.json()["sessionId"].as_str().unwrap().to_owned();
    let token = got.json()["csrfToken"].as_str().unwrap().to_owned();
    let cookie = got.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let icws = Change {
        system: "icws",
        method: "PUT",
        path: format!("/icws/{session}/configuration/users/mlind"),
        mount: "pbx1.example.test",
        headers: format!("{headers}ININ-ICWS-CSRF-Token: {token}\r\nCookie: {cookie}\r\n"),
        body: json!({ "clientConfigurationProperties": { "externalCallTimeout": { "actualValue": 77 } } })
            .to_string(),
        user: "mlind",
        is_made: |user| user["own"]["externalCallTimeout"] == 77,
    };
    vec![xivo, apio, icws]
}

#[test]
fn before_and_after_the_change_at_every_vendor() {
    let server = start("faults-all");
    // None: no answer at all.
    let kinds = [
        ("500", Some(500)),
        ("502", Some(502)),
        ("401", Some(401)),
        ("403", Some(403)),
        ("404", Some(404)),
        ("409", Some(409)),
        ("429", Some(429)),
        ("503", Some(503)),
        ("redirect", Some(303)),
        ("challenge", Some(401)),
        ("error-inside", Some(200)),
        ("drop", None),
        ("silence", None),
    ];
    for (kind, status) in kinds {
        for when in ["before", "after"] {
            server.reset();
            for write in writes(&server) {
                let what = format!("{kind} {when} {}", write.system);
                server.arm(&json!([{
                    "system": write.system, "method": write.method, "path": format!("{}$", write.path),
                    "kind": kind, "when": when, "ms": 30,
                }]));
                let got = write.send(&server);
                assert_eq!(got.as_ref().map(|got| got.status), status, "{what}");
                assert_eq!(write.is_made(&server), when == "after", "{what}");
                if let Some(got) = got {
                    let is_page =
                        got.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
                    assert!(!matches!(kind, "502" | "503") || is_page, "{what}");
                    assert_eq!(got.header("retry-after").is_some(), matches!(kind, "429" | "503"), "{what}");
                }
            }
        }
    }
}

#[test]
fn success_that_is_none() {
    let server = start("faults-none");
    for write in writes(&server) {
        let system = write.system;
        server.arm(&json!([{ "system": system, "method": write.method, "kind": "no-effect" }]));
        let got = write.send(&server).unwrap();
        assert!((200..300).contains(&got.status), "{system}");
        assert!(!write.is_made(&server), "{system}");
        server.arm(&json!([{ "system": system, "method": write.method, "kind": "empty" }]));
        let got = write.send(&server).unwrap();
        assert_eq!((got.status, got.body.as_str()), (200, ""), "{system}");
        assert!(!write.is_made(&server), "{system}");
        assert!((200..300).contains(&write.send(&server).unwrap().status), "{system}");
        assert!(write.is_made(&server), "{system}");
    }
}

#[test]
fn created_without_a_body_or_a_place() {
    let server = start("faults-created");
    server.arm(&json!([{ "system": "xivo-2016", "method": "POST", "kind": "empty", "when": "after" }]));
    let got = server.ask("POST", "/api/xivo-2016/1.1/users", JSON, r#"{"firstname": "New"}"#);
    assert_eq!((got.status, got.body.as_str(), got.header("location")), (201, "", None));
    assert_eq!(server.state("xivo-2016", "21")["firstname"], "New");
}

#[test]
fn half_of_the_fields() {
    let server = start("faults-half");
    server.arm(&json!([{ "system": "xivo-2016", "method": "PUT", "kind": "half" }]));
    let body = json!({ "lastname": "Moved", "email": "moved@sample.example" });
    assert_eq!(server.put("/api/xivo-2016/1.1/users/1", &body).status, 204);
    let user = server.state("xivo-2016", "1");
    assert_eq!((&user["lastname"], &user["email"]), (&json!("Moved"), &json!("ada@sample.example")));
    server.arm(&json!([{ "method": "PUT", "kind": "half", "fields": ["lastname"] }]));
    let body = json!({ "lastname": "Again", "email": "again@sample.example" });
    assert_eq!(server.put("/api/xivo-2016/1.1/users/1", &body).status, 204);
    let user = server.state("xivo-2016", "1");
    assert_eq!((&user["lastname"], &user["email"]), (&json!("Moved"), &json!("again@sample.example")));
}

#[test]
fn a_redirect_leads_to_a_page_that_takes_everything() {
    let server = start("faults-redirect");
    server.arm(&json!([{ "method": "PUT", "kind": "redirect", "status": 302 }]));
    let got = server.put("/api/xivo-2016/1.1/users/1", &json!({ "lastname": "Moved" }));
    assert_eq!((got.status, got.header("location")), (302, Some("/api/xivo-2016/login")));
    for method in ["GET", "PUT", "POST"] {
        let page = server.ask(method, "/api/xivo-2016/login", "", "");
        assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    }
}

#[test]
fn a_second_writer_comes_between() {
    let server = start("faults-act");
    let theirs =
        |name: &str| json!({ "method": "PUT", "path": "/1.1/users/1", "body": { "lastname": name } });
    let path = "/api/xivo-2016/1.1/users/1";
    server.arm(&json!([
        { "system": "xivo-2016", "method": "GET", "path": "/1.1/users/1$", "kind": "act", "when": "after", "act": theirs("Theirs") },
    ]));
    // They write after our reading, and once more after our writing.
    assert_eq!(server.get(path).json()["lastname"], "Sample");
    assert_eq!(server.state("xivo-2016", "1")["lastname"], "Theirs");
    server.arm(&json!([{ "method": "PUT", "kind": "act", "when": "after", "act": theirs("Last") }]));
    assert_eq!(server.put(path, &json!({ "lastname": "Ours" })).status, 204);
    assert_eq!(server.get(path).json()["lastname"], "Last");
    // It is nobody's request in the log.
    let log = server.get("/__reference/log?system=xivo-2016").json();
    assert_eq!(log.as_array().unwrap().iter().filter(|entry| entry["method"] == "PUT").count(), 1);
}

#[test]
fn what_waits_goes_on_when_a_test_says_so() {
    let server = start("faults-release");
    for (kind, when, is_made) in [
        ("delay", "before", false),
        ("delay", "after", true),
        ("silence", "before", false),
        ("silence", "after", true),
    ] {
        server.reset();
        server.arm(&json!([{ "method": "PUT", "kind": kind, "when": when }]));
        let what = format!("{kind} {when}");
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| {
                let body = json!({ "lastname": "Late" }).to_string();
                server.attempt("PUT", "/api/xivo-2016/1.1/users/1", JSON, &body)
            });
            server.until(|| server.get("/__reference/faults").json()["armed"] == 0);
            if is_made {
                server.until(|| server.last_name(1) == "Late");
            } else {
                std::thread::sleep(Duration::from_millis(50));
                assert_eq!(server.last_name(1), "Sample", "{what}");
            }
            // Whoever has not begun to wait yet is not woken.
            while !waiting.is_finished() {
                server.ask("POST", "/__reference/release", "", "");
                std::thread::sleep(Duration::from_millis(10));
            }
            let got = waiting.join().unwrap();
            assert_eq!(got.map(|got| got.status), (kind == "delay").then_some(204), "{what}");
        });
        assert_eq!(server.last_name(1), if what == "silence before" { "Sample" } else { "Late" }, "{what}");
    }
}

#[test]
fn what_a_browser_sends_again_is_done_again() {
    let server = start("faults-resend");
    server.arm(&json!([{ "system": "xivo-2016", "method": "POST", "kind": "resend" }]));
    let body = r#"{"firstname": "Twice"}"#;
    let request = format!(
        "POST /api/xivo-2016/1.1/users HTTP/1.1\r\nHost: x\r\n{JSON}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut kept = TcpStream::connect(server.address).unwrap();
    kept.write_all(b"GET /api/xivo-2016/1.1/users/1 HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    assert!(kept.read(&mut [0; 65536]).unwrap() > 0);
    kept.write_all(request.as_bytes()).unwrap();
    let mut rest = Vec::new();
    let _ = kept.read_to_end(&mut rest);
    assert_eq!(rest, b"");
    assert_eq!(server.ask("POST", "/api/xivo-2016/1.1/users", JSON, body).status, 201);
    let state = server.get("/__reference/state?system=xivo-2016").json();
    let users = state["users"].as_array().unwrap();
    assert_eq!(users.iter().filter(|user| user["firstname"] == "Twice").count(), 2);
}

#[test]
fn a_body_that_never_ends_and_one_that_is_too_long() {
    let server = start("faults-body");
    server.arm(&json!([{ "method": "GET", "kind": "drip", "ms": 5 }]));
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.write_all(b"GET /api/xivo-2016/1.1/users/1 HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let mut seen = String::new();
    let mut bytes = [0; 4096];
    // More and more blanks, and no end of the chunks.
    while seen.matches("\r\n1\r\n \r\n").count() < 5 {
        let count = stream.read(&mut bytes).unwrap();
        assert!(count > 0, "it ended: {seen}");
        seen.push_str(&String::from_utf8_lossy(&bytes[..count]));
    }
    assert!(!seen.to_ascii_lowercase().contains("content-length"));
    drop(stream);
    server.arm(&json!([{ "method": "GET", "kind": "huge", "fields": ["lastname"], "length": 3_000_000 }]));
    let user = server.get("/api/xivo-2016/1.1/users/1").json();
    assert_eq!(user["lastname"].as_str().unwrap().len(), 3_000_000);
}

#[test]
fn the_token_service_can_refuse_the_look_and_challenge() {
    let server = start("faults-token");
    let basic = format!("Authorization: Basic bWFkZXVwLWFkbWluOm1hZGV1cC1zZWNyZXQ=\r\n{JSON}");
    server.arm(
        &json!([{ "system": "xivo-2019", "method": "POST", "path": "/auth/0.1/token", "kind": "challenge" }]),
    );
    let got = server.ask("POST", "/api/xivo-2019/auth/0.1/token", &basic, "{}");
    assert_eq!(got.status, 401);
    assert_eq!(got.header("www-authenticate"), Some("Basic realm=\"Made-up phone system\""));
    let got = server.ask("POST", "/api/xivo-2019/auth/0.1/token", &basic, "{}").json();
    let path = format!("/api/xivo-2019/auth/0.1/token/{}", got["data"]["token"].as_str().unwrap());
    server.arm(&json!([{ "system": "xivo-2019", "query": "scope=", "kind": "403", "times": 0 }]));
    let asked = format!("{path}?scope=confd.users.read");
    assert_eq!(server.get(&asked).status, 403);
    assert_eq!(server.get(&path).status, 200);
    server.reset();
    // The reader's token has no right to the users.
    let basic = format!("Authorization: Basic bWFkZXVwLXJlYWRlcjptYWRldXAtc2VjcmV0\r\n{JSON}");
    let got = server.ask("POST", "/api/xivo-2019/auth/0.1/token", &basic, "{}").json();
    let path = format!("/api/xivo-2019/auth/0.1/token/{}", got["data"]["token"].as_str().unwrap());
    assert_eq!(server.get(&format!("{path}?scope=confd.users.read")).status, 403);
}

#[test]
fn people_as_directories_hold_them_are_a_choice() {
    let server = start("people-kind");
    assert_eq!(server.state("xivo-2016", "1")["lastname"], "Sample");
    assert_eq!(server.ask("POST", "/__reference/people", "", r#"{"kind": "real"}"#).status, 204);
    assert_eq!(server.state("xivo-2016", "1")["lastname"], "Sample ");
    let user = server.get("/api/xivo-2016/1.1/users/2").json();
    assert_eq!(user["description"], "Room 12\nBuilding B");
    assert_eq!(server.state("apio", "p1@voice.example.test")["profile"]["firstName"], " Ada ");
    server.reset();
    assert_eq!(server.state("xivo-2016", "1")["lastname"], "Sample ");
    let mixed = r#"{"kind": "mixed", "system": "xivo-2016"}"#;
    assert_eq!(server.ask("POST", "/__reference/people", "", mixed).status, 204);
    assert_eq!(server.state("xivo-2016", "1")["lastname"], "Sample");
    assert_eq!(server.state("xivo-2016", "17")["lastname"], "Sample ");
    assert_eq!(server.state("xivo-2019", "1")["lastname"], "Sample ");
    assert_eq!(server.ask("POST", "/__reference/people", "", r#"{"kind": "odd"}"#).status, 400);
}

#[test]
fn the_order_of_equals_is_switched_for_every_vendor() {
    let server = start("order");
    let pages = || -> std::collections::BTreeSet<u64> {
        let page = |offset| server.get(&format!("/api/xivo-2016/1.1/users?limit=2&offset={offset}")).json();
        let items = (0..20).step_by(2).flat_map(|offset| page(offset)["items"].as_array().unwrap().clone());
        items.map(|item| item["id"].as_u64().unwrap()).collect()
    };
    assert!(pages().len() < 20);
    assert_eq!(server.ask("POST", "/__reference/order", "", r#"{"mix_equals": false}"#).status, 204);
    assert_eq!(pages().len(), 20);
    server.reset();
    assert!(pages().len() < 20);
    let order = r#"{"mix_equals": true, "system": "nobody"}"#;
    assert_eq!(server.ask("POST", "/__reference/order", "", order).status, 404);
}
