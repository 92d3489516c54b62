//! The process, over a real connection: files and their headers, mounting,
//! faults, the log, and the back door.

mod running;

use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use running::start;
use serde_json::json;

#[test]
fn files_are_served_as_shipped() {
    let server = start("files");
    for (path, status, kind, cache) in [
        ("/", 200, "text/html; charset=utf-8", "no-cache"),
        ("/xivo-2013/users/1", 200, "text/html; charset=utf-8", "no-cache"),
        ("/icws/users/j.doe/client", 200, "text/html; charset=utf-8", "no-cache"),
        ("/start.js", 200, "text/javascript; charset=utf-8", "no-cache"),
        ("/a.wasm", 200, "application/wasm", "no-cache"),
        (
            "/app-0123456789abcdef.js",
            200,
            "text/javascript; charset=utf-8",
            "public, max-age=31536000, immutable",
        ),
        ("/config.json", 200, "application/json", "no-cache"),
        ("/gone-0123456789abcdef.js", 404, "text/plain; charset=utf-8", ""),
        ("/../Cargo.toml", 404, "text/plain; charset=utf-8", ""),
    ] {
        let got = server.get(path);
        assert_eq!(got.status, status, "{path}");
        assert_eq!(got.header("content-type"), Some(kind), "{path}");
        assert_eq!(got.header("cache-control").unwrap_or_default(), cache, "{path}");
        assert_eq!(
            got.header("content-security-policy"),
            Some(
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default"
            ),
            "{path}"
        );
        assert_eq!(got.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(got.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(got.header("cross-origin-opener-policy"), Some("same-origin"));
    }
    let packed = server.ask("GET", "/start.js", "Accept-Encoding: gzip, br\r\n", "");
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    let tag = format!("If-None-Match: {}\r\n", server.get("/start.js").header("etag").unwrap());
    assert_eq!(server.ask("GET", "/start.js", &tag, "").status, 304);
}

#[test]
fn config_lists_the_systems_and_can_be_replaced() {
    let server = start("config");
    let listed = server.get("/config.json").json();
    let ids: Vec<&str> =
        listed["systems"].as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap()).collect();
    // First what most people have, at its real paths.
    assert_eq!(ids[0], "wazo-2026");
    let wazo = &listed["systems"][0];
    assert_eq!((&wazo["base"], &wazo["token_base"]), (&json!("/api/confd"), &json!("/api/auth")));
    for id in ["xivo-2013", "xivo-2014a", "xivo-2014b", "xivo-2016", "xivo-2019", "xivo-doc"] {
        assert!(ids.contains(&id), "{id}");
        let base = format!("/api/{id}");
        assert!(listed["systems"].as_array().unwrap().iter().any(|s| s["id"] == id && s["base"] == *base));
    }
    server.ask("POST", "/__reference/config", "", "{\"systems\": [");
    assert_eq!(server.get("/config.json").body, "{\"systems\": [");
    server.ask("DELETE", "/__reference/config", "", "");
    assert_eq!(server.get("/config.json").json(), listed);
}

#[test]
fn a_redirect_stays_below_the_mount_point() {
    let server = start("mount");
    let got = server.get("/api/xivo-2013/1.0/users");
    assert_eq!(got.status, 301);
    assert_eq!(
        got.header("location").unwrap(),
        format!("http://{}/api/xivo-2013/1.0/users/", server.address)
    );
    assert_eq!(server.get("/api/nobody/1.0/users/").status, 404);
}

#[test]
fn faults_are_played_around_the_change() {
    let server = start("faults");
    let path = "/api/xivo-2016/1.1/users/1";
    for (kind, status, is_changed) in [
        ("500-before", Some(500), false),
        ("500-after", Some(500), true),
        ("html", Some(502), false),
        ("503", Some(503), false),
        ("401", Some(401), false),
        ("drop", None, false),
        ("drop-after", None, true),
        ("sysconfd", Some(500), true),
    ] {
        server.ask("POST", "/__reference/reset", "", "");
        server
            .arm(&json!([{ "system": "xivo-2016", "method": "PUT", "path": "/1.1/users/1", "kind": kind }]));
        let raw = server.raw("PUT", path, "Content-Type: application/json\r\n", r#"{"lastname": "Moved"}"#);
        let got = String::from_utf8_lossy(&raw).split(' ').nth(1).and_then(|s| s.parse::<u16>().ok());
        assert_eq!(got, status, "{kind}");
        assert_eq!(server.last_name(1), if is_changed { "Moved" } else { "Sample" }, "{kind}");
        if kind.starts_with("drop") {
            // On a busy machine a new connection may look like a used one,
            // after which what comes at once is taken for the same attempt.
            std::thread::sleep(Duration::from_millis(450));
        }
        assert_eq!(server.put(path, &json!({ "lastname": "Later" })).status, 204, "{kind}: once only");
    }
}

#[test]
fn delays_cuts_and_replaced_bodies() {
    let server = start("cuts");
    server.arm(&json!([{ "kind": "delay", "ms": 150 }, { "kind": "cut", "path": "/1.0/users/1" }]));
    let began = Instant::now();
    let raw = server.raw("GET", "/api/xivo-2013/1.0/users/1", "", "");
    assert!(began.elapsed() >= Duration::from_millis(150));
    let text = String::from_utf8_lossy(&raw);
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let said =
        head.lines().find_map(|l| l.strip_prefix("content-length: ")).unwrap().parse::<usize>().unwrap();
    assert!(!body.is_empty() && body.len() == said / 2, "{} of {said}", body.len());
    server.arm(&json!([
        { "kind": "body", "body": "[]", "type": "text/html" },
        { "kind": "status", "status": 418, "body": "x", "type": "text/plain", "after": 1, "times": 2 },
    ]));
    let got = server.get("/api/xivo-2013/1.0/users/1");
    assert_eq!((got.status, got.body.as_str(), got.header("content-type")), (200, "[]", Some("text/html")));
    let after: Vec<u16> = (0..4).map(|_| server.get("/api/xivo-2013/1.0/users/1").status).collect();
    assert_eq!(after, [200, 418, 418, 200]);
    assert_eq!(server.ask("POST", "/__reference/faults", "", "{}").status, 400);
}

#[test]
fn files_can_fail_and_answers_can_be_slow() {
    let server = start("slow");
    server.arm(&json!([
        { "system": "files", "path": "/config.json", "kind": "status", "status": 404 },
        { "system": "files", "path": "/a.wasm", "kind": "drop" },
        { "system": "xivo-2013", "kind": "slow", "ms": 200 },
    ]));
    let missing = server.get("/config.json");
    assert_eq!(missing.status, 404);
    assert!(missing.header("content-security-policy").is_some());
    assert!(server.raw("GET", "/a.wasm", "", "").is_empty());
    std::thread::sleep(Duration::from_millis(450));
    assert_eq!(server.get("/a.wasm").status, 200);
    assert_eq!(server.get("/config.json").status, 200);
    let began = Instant::now();
    let whole = server.get("/api/xivo-2013/1.0/users/");
    assert!(began.elapsed() >= Duration::from_millis(180));
    assert_eq!(whole.json()["items"].as_array().unwrap().len(), 20);
}

#[test]
fn a_write_goes_on_although_the_client_has_gone() {
    let server = start("gone");
    server.arm(&json!([{ "kind": "delay", "ms": 200, "method": "PUT" }]));
    let mut stream = TcpStream::connect(server.address).unwrap();
    let body = r#"{"lastname": "Late"}"#;
    write!(
        stream,
        "PUT /api/xivo-2016/1.1/users/1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    std::thread::sleep(Duration::from_millis(60));
    drop(stream);
    let until = Instant::now() + Duration::from_secs(5);
    while server.last_name(1) != "Late" {
        assert!(Instant::now() < until, "the change was never made");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn every_token_can_end_in_the_middle() {
    let server = start("ended");
    let basic =
        "Authorization: Basic bWFkZXVwLWFkbWluOm1hZGV1cC1zZWNyZXQ=\r\nContent-Type: application/json\r\n";
    let token = || {
        let got = server.ask("POST", "/api/xivo-2019/auth/0.1/token", basic, "{}").json();
        format!("X-Auth-Token: {}\r\n", got["data"]["token"].as_str().unwrap())
    };
    let list = |token: &str| server.ask("GET", "/api/xivo-2019/1.1/users?limit=1", token, "").status;
    let (one, other) = (token(), token());
    assert_eq!((list(&one), list(&other)), (200, 200));
    server.arm(&json!([{ "system": "xivo-2019", "kind": "expired" }]));
    assert_eq!((list(&one), list(&other)), (401, 401));
    assert_eq!(list(&token()), 200);
}

#[test]
fn the_log_tells_what_was_sent_but_no_secret() {
    let server = start("log");
    let headers = "X-Auth-Token: made-up-admin-token\r\nContent-Type: application/json\r\n";
    server.ask("PUT", "/api/xivo-2019/1.1/users/1?x=1", headers, r#"{"lastname": "Logged"}"#);
    let log = server.get("/__reference/log?system=xivo-2019");
    assert!(!log.body.contains("made-up-admin-token"));
    let entry = &log.json()[0];
    assert_eq!(entry["method"], "PUT");
    assert_eq!(entry["path"], "/1.1/users/1");
    assert_eq!(entry["query"], "x=1");
    assert_eq!(entry["body"], json!({ "lastname": "Logged" }));
    assert_eq!(entry["headers"]["x-auth-token"], "(secret)");
    assert_eq!(entry["status"], 204);
    assert_eq!(server.get("/__reference/log?system=xivo-2013").json(), json!([]));
    server.ask("DELETE", "/__reference/log", "", "");
    assert_eq!(server.get("/__reference/log").json(), json!([]));
}

#[test]
fn somebody_else_acts_and_everything_can_be_reset() {
    let server = start("act");
    let act = json!({ "system": "xivo-2019", "method": "PUT", "path": "/1.1/users/1", "body": { "lastname": "Else" } });
    let done = server.ask("POST", "/__reference/act", "", &act.to_string()).json();
    assert_eq!(done["status"], 204);
    let read = json!({ "system": "xivo-2019", "path": "/1.1/users/1" });
    let name =
        || server.ask("POST", "/__reference/act", "", &read.to_string()).json()["body"]["lastname"].clone();
    assert_eq!(name(), "Else");
    assert_eq!(server.get("/__reference/log").json(), json!([]));
    // From outside, the header opens nothing.
    assert_eq!(server.ask("GET", "/api/xivo-2019/1.1/users/1", "X-Reference-Act: 1\r\n", "").status, 401);
    assert_eq!(server.ask("POST", "/__reference/reset", "", r#"{"system": "xivo-2013"}"#).status, 204);
    assert_eq!(name(), "Else");
    assert_eq!(server.ask("POST", "/__reference/reset", "", "").status, 204);
    assert_eq!(name(), "Sample");
}

#[test]
fn one_signs_in_and_the_token_opens_the_door() {
    let server = start("token");
    // madeup-admin:madeup-secret
    let basic =
        "Authorization: Basic bWFkZXVwLWFkbWluOm1hZGV1cC1zZWNyZXQ=\r\nContent-Type: application/json\r\n";
    let got = server.ask("POST", "/api/xivo-2019/auth/0.1/token", basic, "{}").json();
    let token = got["data"]["token"].as_str().unwrap();
    let headers = format!("X-Auth-Token: {token}\r\n");
    assert_eq!(server.ask("GET", "/api/xivo-2019/1.1/users?limit=1", &headers, "").json()["total"], 20);
    let refused = server.ask("GET", "/api/xivo-2019/1.1/users", "X-Auth-Token: nonsense\r\n", "");
    assert_eq!((refused.status, refused.json()), (401, json!(["nonsense"])));
}

#[test]
fn a_wazo_answers_at_its_real_paths() {
    let server = start("wazo");
    // madeup-admin:madeup-secret
    let basic = "Authorization: Basic bWFkZXVwLWFkbWluOm1hZGV1cC1zZWNyZXQ=\r\n";
    let got = server.ask("POST", "/api/auth/0.1/token", basic, "{}").json();
    let headers = format!("X-Auth-Token: {}\r\n", got["data"]["token"].as_str().unwrap());
    let ask = |method: &str, path: &str, body: &str| server.ask(method, path, &headers, body);
    assert_eq!(ask("GET", "/api/auth/0.1/tenants", "").json()["total"], 3);
    assert_eq!(ask("GET", "/api/confd/1.1/users?limit=1", "").json()["total"], 20);
    let made = ask("POST", "/api/confd/1.1/users", r#"{"firstname": "Eve"}"#);
    let place = format!("http://{}/api/confd/1.1/users/26", server.address);
    assert_eq!((made.status, made.header("location")), (201, Some(place.as_str())));
    assert_eq!(made.json()["links"][0]["href"], place);
    // One service does not answer for the other, and no browser names the prefix.
    assert_eq!(ask("GET", "/api/confd/0.1/tenants", "").status, 404);
    let named = format!("{headers}X-Script-Name: /elsewhere\r\n");
    let ada = server.ask("GET", "/api/confd/1.1/users/1", &named, "").json();
    assert_eq!(ada["links"][0]["href"], format!("http://{}/api/confd/1.1/users/1", server.address));
    // Both are one system in faults, acts and the log.
    server.arm(&json!([{ "system": "wazo-2026", "path": "/0.1/tenants", "kind": "status", "status": 403 }]));
    assert_eq!(ask("GET", "/api/auth/0.1/tenants", "").status, 403);
    let act = json!({ "system": "wazo-2026", "method": "POST", "path": "/__switch", "body": { "moreTenants": 300 } });
    assert_eq!(server.ask("POST", "/__reference/act", "", &act.to_string()).json()["status"], 204);
    assert_eq!(ask("GET", "/api/auth/0.1/tenants", "").json()["total"], 303);
    let log = server.get("/__reference/log?system=wazo-2026").json();
    assert!(log.as_array().unwrap().iter().any(|entry| entry["path"] == "/0.1/tenants"));
    assert!(log.as_array().unwrap().iter().all(|entry| entry["path"] != "/__switch"));
}
