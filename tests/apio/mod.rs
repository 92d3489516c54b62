//! Reading the example exchanges in tests/fixtures/apio.
#![allow(dead_code)]

use serde_json::Value as Json;
use switchroom::domain::{Pin, Refusal, Secret};
use switchroom::wire::apio::pincode::PutPin;
use switchroom::wire::apio::{Api, GroupIds, UserIds};
use switchroom::wire::{Body, Call, Request, Response};

/// One request with its answer, as the file has them.
pub struct Exchange {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
    pub answer: Response,
}

pub const FILES: [&str; 18] = [
    "01-login-gateway",
    "02-login-core",
    "03-tenants-list",
    "04-groups-list",
    "05-users-list",
    "06-profile-get",
    "07-profile-put",
    "08-profile-delete",
    "09-pincode-get",
    "10-pincode-put",
    "11-passcode-rules",
    "12-password-rules",
    "20-error-400-pin",
    "21-error-400-profile",
    "22-error-401",
    "23-error-403",
    "24-error-404",
    "25-error-other",
];

/// The exchange of this case.
pub fn exchange(file: &str, case: &str) -> Exchange {
    exchanges(file).into_iter().find(|(name, _)| name == case).unwrap_or_else(|| panic!("{file}: {case}")).1
}

/// All exchanges of a file, by the names of their cases.
pub fn exchanges(file: &str) -> Vec<(String, Exchange)> {
    let path = [env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/apio/", file, ".http"].concat();
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    text.split("# case: ")
        .skip(1)
        .map(|block| {
            let (head, rest) = block.split_once("### request\n").expect("a request");
            let name = head.lines().next().unwrap().trim().to_string();
            let (request, response) = rest.split_once("### response\n").expect("a response");
            let (start, headers, body) = parts(request);
            let mut words = start.split(' ');
            let (method, target) = (words.next().unwrap().to_string(), words.next().unwrap().to_string());
            let (status, answer_headers, answer_body) = parts(response);
            let status = status.split(' ').nth(1).unwrap().parse().unwrap();
            let answer = Response { status, headers: answer_headers, body: answer_body.into_bytes() };
            (name, Exchange { method, target, headers, body, answer })
        })
        .collect()
}

fn parts(block: &str) -> (String, Vec<(String, String)>, String) {
    let (head, body) = block.split_once("\n\n").unwrap_or((block.trim_end(), ""));
    let mut lines = head.lines();
    let start = lines.next().unwrap().to_string();
    let headers =
        lines.filter_map(|line| line.split_once(": ")).map(|(n, v)| (n.to_string(), v.to_string())).collect();
    (start, headers, body.trim().to_string())
}

/// Is this the request of the example? The cookie is the browser's affair.
pub fn assert_sends(call: &impl Call, exchange: &Exchange) {
    let request = call.request();
    assert_eq!(request.method.name(), exchange.method);
    assert_eq!(request.path, exchange.target);
    let sent = body(&request);
    match exchange.body.as_str() {
        "" => assert_eq!(sent, ""),
        body => {
            assert_eq!(
                serde_json::from_str::<Json>(&sent).unwrap(),
                serde_json::from_str::<Json>(body).unwrap()
            );
            let Body::Json { media_type, .. } = request.body else { panic!("a body") };
            assert_eq!(media_type, "application/json");
        }
    }
}

pub fn body(request: &Request) -> String {
    match &request.body {
        Body::None => String::new(),
        Body::Json { text, .. } => text.clone(),
    }
}

pub fn answer(status: u16, body: &str) -> Response {
    Response { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
}

pub fn secret(text: &str) -> Secret {
    Secret::new(text.into())
}

pub fn api() -> Api {
    Api::gateway()
}

pub fn group() -> GroupIds {
    GroupIds { tenant: "brightwater".into(), group: "north-quay".into() }
}

pub fn user(name: &str) -> UserIds {
    UserIds {
        tenant: "brightwater".into(),
        group: "north-quay".into(),
        user: [name, "@voice.example.test"].concat(),
    }
}

pub fn pin(text: &str) -> Pin {
    Pin::current(&secret(text)).ok().unwrap()
}

/// The refusal of a call, whatever it answers otherwise.
pub fn refused<C: Call>(call: &C, response: &Response) -> Refusal {
    match call.answer(response) {
        Ok(_) => panic!("not refused"),
        Err(refusal) => refusal,
    }
}

pub fn accepted<C: Call>(call: &C, response: &Response) -> C::Answer {
    call.answer(response).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

pub fn put_pin(new: &str, current: Option<&str>) -> PutPin {
    PutPin { api: api(), user: user("mira.holt"), new: pin(new), current: current.map(pin) }
}
