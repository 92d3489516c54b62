//! Answers and errors in the shapes of the examples.

use serde_json::{Value, json};

use crate::http::Answer;

const MEDIA_TYPE: &str = "application/vnd.inin.icws+JSON; charset=utf-8";

/// JSON with ICWS's own media type.
pub fn json(status: u16, value: &Value) -> Answer {
    let mut answer = Answer::empty(status).with("Content-Type", MEDIA_TYPE);
    answer.body = value.to_string().into_bytes();
    answer
}

/// An error with nothing but words.
pub fn message(status: u16, words: &str) -> Answer {
    json(status, &json!({ "message": text(words) }))
}

/// An error with its id.
pub fn error(status: u16, id: &str, words: &str) -> Answer {
    json(status, &json!({ "errorId": id, "message": text(words) }))
}

/// Servers localise their texts, so that nobody may lean on them.
pub fn text(words: &str) -> String {
    format!("(localised text: {words})")
}

/// `with_id` since the ids of these errors are not known.
pub fn not_allowed(with_id: bool) -> Answer {
    if with_id {
        error(403, "error.request.accessDenied", "not allowed")
    } else {
        message(403, "not allowed")
    }
}

pub fn no_such_user(with_id: bool) -> Answer {
    if with_id { error(404, "error.request.notFound", "no such user") } else { message(404, "no such user") }
}

pub fn malformed() -> Answer {
    error(400, "error.request.invalidRepresentation.malformed", "representation malformed")
}

pub fn internal() -> Answer {
    error(500, "error.request.internalServerError", "internal error")
}

pub fn timeout() -> Answer {
    error(500, "error.request.timeout", "timed out")
}

pub fn method_not_allowed() -> Answer {
    error(405, "error.request.accessDenied.httpMethodNotAllowed", "method not allowed")
}

pub fn no_such_path() -> Answer {
    error(404, "error.request.unsupported", "no such resource")
}

/// A property or header that must be there is not.
pub fn missing(name: &str) -> Answer {
    json(
        400,
        &json!({
            "__type": "urn:inin.com:common:missingPropertyError",
            "errorId": "error.request.invalidRepresentation.missingRequiredParameter",
            "message": text("a required parameter was not present"),
            "propertyName": name,
        }),
    )
}

/// No sessions here now; `others` are bare names of hosts.
pub fn unavailable(others: &[String]) -> Answer {
    let mut error = json!({});
    if others.is_empty() {
        error["errorId"] = json!("error.server.unavailable");
    } else {
        error["alternateHostList"] = json!(others);
        error["errorId"] = json!("error.server.notAcceptingConnections");
    }
    error["message"] = json!(text("this session manager takes no connections now"));
    json(503, &error)
}

/// A 401 with its challenge.
pub fn unauthorized(id: Option<&str>, code: i64, words: &str) -> Answer {
    let mut error = json!({});
    if let Some(id) = id {
        error["errorId"] = json!(id);
    }
    error["errorCode"] = json!(code);
    error["message"] = json!(text(words));
    json(401, &error).with("WWW-Authenticate", "ICWS realm=\"ICWS\" location=\"/ICWS/connection\"")
}

/// Refused values or licences.
pub fn configuration_error(words: &str, validation: &[Value], licences: &[Value]) -> Answer {
    let mut error = json!({
        "__type": "urn:inin.com:configuration:configurationError",
        "errorId": "error.request.configuration.update",
        "message": text(words),
    });
    if !validation.is_empty() {
        error["validationErrors"] = json!(validation);
    }
    if !licences.is_empty() {
        error["licenseErrors"] = json!(licences);
    }
    json(400, &error)
}

/// One licence problem of that number.
pub fn licence(number: i64) -> Value {
    json!({
        "licenseErrorType": number,
        "license": {
            "id": "I3_ACCESS_EXAMPLE_ADDON",
            "displayName": "Example Add-On",
            "uri": "/configuration/license-allocations/I3_ACCESS_EXAMPLE_ADDON",
        },
    })
}

/// What ICWS calls a `configurationId`; the path is below the session.
pub fn configuration_id(id: &str, name: &str, collection: &str) -> Value {
    json!({ "id": id, "displayName": name, "uri": format!("/configuration/{collection}/{}", super::query::encode(id)) })
}
