//! Is a XiVO there, and its token service?
//!
//! Sources: `users-*-get-404*`, `confd-401-no-token`, `auth-401-*` and
//! `token-0.1-get-404-*` of the recordings.

use serde_json::Value;

use crate::wire::probe::{Access, challenge, json_of};
use crate::wire::{Method, Request, Response};

/// Asks for somebody who cannot be, for the answer is short in every dialect:
/// no list of thousands is sent for a glance.
pub fn user_request(version: &str) -> Request {
    Request::new(Method::Get, ["/", version, "/users/0"].concat())
}

/// What a XiVO answers to [`user_request`]. `None`: it is none, or of another version.
pub fn read_user(version: &str, response: &Response) -> Option<Access> {
    match response.status {
        // 1.0 says nothing at all, as HTML.
        404 if version == "1.0" && response.body.is_empty() => {
            response.header("Content-Type").map(|_| Access::Open)
        }
        404 => has_sentence(response).then_some(Access::Open),
        200 => json_of(response)?.get("firstname").map(|_| Access::Open),
        401 if challenge(response).is_none() => has_sentence(response).then_some(Access::SignIn),
        _ => None,
    }
}

/// A refusal of the users' service is a list of texts, and what its token service passes on an object.
fn has_sentence(response: &Response) -> bool {
    match json_of(response) {
        Some(Value::Array(texts)) => texts.first().is_some_and(Value::is_string),
        Some(Value::Object(members)) => members.contains_key("reason"),
        _ => false,
    }
}

/// Asks the token service for a token that cannot be.
pub fn token_request() -> Request {
    Request::new(Method::Get, "/0.1/token/00000000-0000-4000-8000-000000000000")
}

/// Is it the token service that answers to [`token_request`]?
pub fn is_token_service(response: &Response) -> bool {
    matches!(response.status, 401 | 404) && json_of(response).is_some_and(|body| body.get("reason").is_some())
}
