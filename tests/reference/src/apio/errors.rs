//! How APIO says no. Numbers and texts are made up but for those of the
//! application server that are known (4008, 4962, 5404, 6004).

use serde_json::{Value, json};

use crate::http::Answer;

/// APIO's own refusal with nothing but a message.
pub fn message(status: u16, code: u32, text: &str) -> Answer {
    Answer::json(status, &json!({"errors": [{"code": code, "message": text, "details": {}}]}))
}

/// APIO checked a value itself.
pub fn reason(code: u32, text: &str, reason: &str) -> Answer {
    Answer::json(400, &json!({"errors": [{"code": code, "message": text, "details": {"reason": reason}}]}))
}

/// The application server refused; its errors are a list, or an object keyed "0".
pub fn from_server(status: u16, number: u32, summary: &str, detail: &str, indexed: bool) -> Answer {
    let error = json!({
        "error_code": number, "level": "Error",
        "summary": format!("[Error {number}] {summary}"), "detail": detail,
    });
    let errors = if indexed { json!({"0": error}) } else { json!([error]) };
    let text = "made-up text: the network element refused the request";
    Answer::json(status, &json!({"errors": [{"code": 9001, "message": text, "details": {"errors": errors}}]}))
}

/// A body with `details` alone.
pub fn details(status: u16, details: impl Into<Value>) -> Answer {
    Answer::json(status, &json!({"details": details.into()}))
}

/// As Core says it.
pub fn core(status: u16, text: &str) -> Answer {
    Answer::json(status, &json!({"error": text}))
}

pub fn must_change_password() -> Answer {
    Answer::json(403, &json!({"error": "made-up text: change the password first", "error_code": 1}))
}

pub fn not_allowed() -> Answer {
    message(403, 9006, "made-up text: access refused")
}

pub fn user_not_found(user: &str) -> Answer {
    from_server(404, 4008, &format!("User not found: {user}"), "", false)
}

pub fn page(status: u16) -> Answer {
    let mut answer = Answer::empty(status).with("Content-Type", "text/html");
    answer.body = b"<html><body>made-up page</body></html>".to_vec();
    answer
}
