//! Is an APIO there, at the gateway or behind Core? Source: 22-error-401.http.

use super::Api;
use super::login::GetCoreUser;
use super::tenants::ListTenants;
use crate::wire::probe::{Access, challenge, json_of};
use crate::wire::{Call, Method, Request, Response};

/// Asks the gateway for what nobody sees who is not signed in.
pub fn gateway_request() -> Request {
    ListTenants { api: Api::gateway() }.request()
}

/// Asks Core for the same.
pub fn core_request() -> Request {
    GetCoreUser.request()
}

/// Asks for what there is not. Whatever answers to this as to the others knows neither.
pub fn unknown_request() -> Request {
    Request::new(Method::Get, "/switchroom-check/")
}

/// What an APIO answers to the first two. `None`: it is none, or it is reached the other way.
pub fn read_answer(response: &Response) -> Option<Access> {
    // Refusals of the services of a Wazo have the time in them.
    let body = json_of(response).filter(|body| body.get("timestamp").is_none())?;
    match response.status {
        200 => (body.is_object() || body.is_array()).then_some(Access::Open),
        // Signed in, and without that right.
        403 => body.is_object().then_some(Access::Open),
        401 if challenge(response).is_none() => body.is_object().then_some(Access::SignIn),
        _ => None,
    }
}
