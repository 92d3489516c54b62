//! Is a XiVO there, and its token service?
//!
//! Sources: `users-1.0-get-400-id-not-a-number`, `users-1.1-get-404`, `confd-401-no-token`,
//! `auth-401-*` and `token-0.1-get-404-*` of the recordings.

use serde_json::Value;

use crate::wire::probe::{Access, challenge, json_of};
use crate::wire::{Method, Request, Response};

/// Asks for somebody who cannot be, for the answer is short in every dialect:
/// no list of thousands is sent for a glance.
pub fn user_request(version: &str) -> Request {
    // 1.0 has no word for an id that nobody has, and one for what is no id.
    let id = if version == "1.0" { "none" } else { "0" };
    Request::new(Method::Get, ["/", version, "/users/", id].concat())
}

/// What a XiVO answers to [`user_request`]. `None`: it is none, or of another version.
pub fn read_user(version: &str, response: &Response) -> Option<Access> {
    match response.status {
        400 if version == "1.0" => is_list_of_texts(response).then_some(Access::Open),
        404 => is_list_of_texts(response).then_some(Access::Open),
        200 => json_of(response)?.get("firstname").map(|_| Access::Open),
        401 if challenge(response).is_none() => is_list_of_texts(response).then_some(Access::SignIn),
        _ => None,
    }
}

/// Is this the 401 of a users' service of 2016? It asks the browser for a name and
/// a password, and takes a token as well.
///
/// Sources: `2016-03/auth-401-challenge`, `2016-03/auth-200-token`.
pub fn takes_tokens_too(response: &Response) -> bool {
    let challenge = response.header("WWW-Authenticate").unwrap_or_default();
    response.status == 401 && challenge.starts_with("Digest realm=\"Authentication Required\"")
}

/// Every refusal of the users' service is one.
fn is_list_of_texts(response: &Response) -> bool {
    matches!(json_of(response), Some(Value::Array(texts)) if texts.first().is_some_and(Value::is_string))
}

/// Asks the token service for a token that cannot be.
pub fn token_request() -> Request {
    Request::new(Method::Get, "/0.1/token/00000000-0000-4000-8000-000000000000")
}

/// Is it the token service that answers to [`token_request`]?
pub fn is_token_service(response: &Response) -> bool {
    matches!(response.status, 401 | 404) && json_of(response).is_some_and(|body| body.get("reason").is_some())
}
