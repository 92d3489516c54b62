//! Asking an APIO, and reading the examples in tests/fixtures/apio.
#![allow(dead_code)]

use reference_pbx::apio::Apio;
use reference_pbx::http::{Answer, Asked, Pbx};
use serde_json::{Value, json};

pub struct Example {
    pub case: String,
    pub asked: Asked,
    pub status: u16,
    pub kind: String,
    pub body: String,
}

fn fixtures() -> String {
    [env!("CARGO_MANIFEST_DIR"), "/../fixtures/apio/"].concat()
}

/// Every example of every file, in order.
pub fn examples() -> Vec<Example> {
    let mut files: Vec<_> = std::fs::read_dir(fixtures())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "http"))
        .collect();
    files.sort();
    files.iter().flat_map(|path| read(&std::fs::read_to_string(path).unwrap())).collect()
}

pub fn vectors() -> Value {
    let path = [&fixtures(), "passcode-rule-vectors.json"].concat();
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn read(text: &str) -> Vec<Example> {
    text.split("# case: ")
        .skip(1)
        .map(|block| {
            let (head, rest) = block.split_once("### request\n").unwrap();
            let (request, response) = rest.split_once("### response\n").unwrap();
            let (start, headers, body) = parts(request);
            let (method, target) = start.trim_end_matches(" HTTP/1.1").split_once(' ').unwrap();
            let (path, query) = target.split_once('?').unwrap_or((target, ""));
            let (status, answered, answer) = parts(response);
            Example {
                case: head.lines().next().unwrap().trim().into(),
                asked: Asked {
                    method: method.into(),
                    path: path.into(),
                    query: query.into(),
                    headers,
                    body: body.into_bytes(),
                    fault: None,
                },
                status: status.split(' ').nth(1).unwrap().parse().unwrap(),
                kind: answered.into_iter().find(|(name, _)| name == "Content-Type").unwrap().1,
                body: answer,
            }
        })
        .collect()
}

fn parts(block: &str) -> (String, Vec<(String, String)>, String) {
    let (head, body) = block.split_once("\n\n").unwrap_or((block.trim_end(), ""));
    let mut lines = head.lines();
    let start = lines.next().unwrap().to_owned();
    let headers = lines.filter_map(|line| line.split_once(": ")).map(|(n, v)| (n.into(), v.into())).collect();
    (start, headers, body.trim().to_owned())
}

pub fn json_of(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or(Value::Null)
}

pub fn asked(method: &str, path: &str, body: Value) -> Asked {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    Asked {
        method: method.into(),
        path: path.into(),
        query: query.into(),
        body: if body.is_null() { Vec::new() } else { body.to_string().into_bytes() },
        ..Asked::default()
    }
}

/// Somebody who is signed in, and how they say so.
pub struct Someone {
    pub apio: Apio,
    pub header: (String, String),
    pub root: &'static str,
}

pub const PASSWORDS: [(&str, &str); 5] = [
    ("dept.admin@voice.example.test", "Correct-Horse-6"),
    ("desk.admin@voice.example.test", "Correct-Horse-8"),
    ("tenant.admin@voice.example.test", "Correct-Horse-9"),
    ("system.admin", "Correct-Horse-10"),
    ("", "Correct-Horse-7"),
];

pub fn password(username: &str) -> &'static str {
    PASSWORDS.iter().find(|(known, _)| *known == username || known.is_empty()).unwrap().1
}

impl Someone {
    pub fn at_gateway(username: &str) -> Self {
        let mut someone = Self { apio: Apio::gateway(20), header: Default::default(), root: "/api/v1" };
        someone.become_(username);
        someone
    }

    pub fn behind_core(username: &str) -> Self {
        let mut someone =
            Self { apio: Apio::behind_core(20), header: Default::default(), root: "/api/v01/p1" };
        someone.become_(username);
        someone
    }

    /// Signs in as somebody else, in the same world.
    pub fn become_(&mut self, username: &str) {
        let body = json!({"username": username, "password": password(username)});
        if self.root == "/api/v1" {
            let answer = self.apio.answer(&asked("POST", "/api/v1/login/", body));
            assert_eq!(answer.status, 200, "{username}");
            let cookie = &answer.headers.iter().find(|(name, _)| name == "Set-Cookie").unwrap().1;
            self.header = ("Cookie".into(), cookie.split(';').next().unwrap().into());
        } else {
            let answer = json_of(&self.apio.answer(&asked("POST", "/api/v01/auth/login", body)));
            self.header =
                ("Authorization".into(), format!("Bearer {}", answer["access_token"].as_str().unwrap()));
        }
    }

    /// Asks for a path below the API's root.
    pub fn ask(&mut self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let answer = self.answer(asked(method, &[self.root, path].concat(), body));
        (answer.status, json_of(&answer))
    }

    pub fn answer(&mut self, mut asked: Asked) -> Answer {
        asked.headers.push(self.header.clone());
        self.apio.answer(&asked)
    }

    pub fn switch(&mut self, switches: Value) {
        let answer = self.apio.answer(&asked("POST", "/__switch", switches));
        assert_eq!(answer.status, 200, "{}", json_of(&answer));
    }
}

pub const NORTH: &str = "/tenants/brightwater/groups/north-quay";

pub fn user(name: &str) -> String {
    format!("{NORTH}/users/{name}%40voice.example.test/")
}

pub fn pincode(name: &str) -> String {
    format!("{NORTH}/users/{name}%40voice.example.test/pincode/")
}
