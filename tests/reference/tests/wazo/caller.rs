//! What the recordings of 2026-08 do not hold one by one: the matrix of fields
//! and types, tenants, rights, what deleting leaves behind, and the switches.

use base64::Engine as _;
use reference_pbx::http::{Answer, Asked, Pbx};
use reference_pbx::xivo::wazo::Wazo;
use serde_json::{Value, json};

pub const NORTH: &str = "efc8391d-c2fc-4d89-95aa-b1cb707cf448";
pub const SOUTH: &str = "123d8116-cf20-4258-b7c1-c26bed54b8e3";
pub const MASTER: &str = "0a5fd9a5-9bb3-4469-8298-0cb4aaedf0a7";

/// Somebody who is signed in, or not, and where.
#[derive(Clone, Default)]
pub struct Caller {
    pub token: String,
    pub tenant: Option<&'static str>,
    pub fault: Option<&'static str>,
}

impl Caller {
    pub fn in_tenant(&self, tenant: &'static str) -> Self {
        Self { tenant: Some(tenant), ..self.clone() }
    }

    pub fn with(&self, fault: &'static str) -> Self {
        Self { fault: Some(fault), ..self.clone() }
    }

    pub fn ask(&self, wazo: &mut Wazo, line: &str, body: &Value) -> Answer {
        let (method, target) = line.split_once(' ').unwrap();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut headers = vec![("Host", "wazo.example"), ("X-Auth-Token", self.token.as_str())];
        headers.extend(self.tenant.map(|uuid| ("Wazo-Tenant", uuid)));
        headers.push(("X-Script-Name", if path.starts_with("/0.1") { "/api/auth" } else { "/api/confd" }));
        wazo.answer(&Asked {
            method: method.into(),
            path: path.into(),
            query: query.into(),
            headers: headers.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
            body: if body.is_null() { Vec::new() } else { body.to_string().into_bytes() },
            fault: self.fault.map(str::to_owned),
        })
    }

    pub fn get(&self, wazo: &mut Wazo, target: &str) -> Answer {
        self.ask(wazo, &format!("GET {target}"), &Value::Null)
    }
}

pub fn token_request(wazo: &mut Wazo, account: &str, body: &Value, fault: Option<&str>) -> Answer {
    let basic = base64::engine::general_purpose::STANDARD.encode(account);
    wazo.answer(&Asked {
        method: "POST".into(),
        path: "/0.1/token".into(),
        headers: vec![("Authorization".into(), format!("Basic {basic}"))],
        body: body.to_string().into_bytes(),
        fault: fault.map(str::to_owned),
        ..Asked::default()
    })
}

pub fn signed_in(wazo: &mut Wazo, account: &str) -> Caller {
    let answer = token_request(wazo, &format!("{account}:madeup-secret"), &json!({}), None);
    assert_eq!(answer.status, 200, "{account}");
    Caller { token: body(&answer)["data"]["token"].as_str().unwrap().to_owned(), ..Caller::default() }
}

pub fn switch(wazo: &mut Wazo, what: &Value) {
    let answer = Caller::default().ask(wazo, "POST /__switch", what);
    assert_eq!(answer.status, 204, "{what}: {}", String::from_utf8_lossy(&answer.body));
}

pub fn body(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or(Value::Null)
}

pub fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    answer.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
}

pub fn names(answer: &Answer) -> Vec<String> {
    let body = body(answer);
    let first = |item: &Value| item["firstname"].as_str().unwrap().to_owned();
    body["items"].as_array().unwrap().iter().map(first).collect()
}

pub fn sentence(answer: &Answer) -> String {
    body(answer)[0].as_str().unwrap_or_default().to_owned()
}

// --- fields and types ------------------------------------------------------
