//! Keeping a session alive.

use super::members::parse_body;
use super::refusal::{not_understood, require_success};
use super::session::{Session, SessionCall};
use crate::domain::Refusal;
use crate::wire::http::{Method, Request, Response};
use serde_json::Value as Json;

/// `POST /icws/{session}/messaging/heartbeat`: keeps the session alive. Any
/// 2xx is a yes (its exact status is not known).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SendHeartbeat;

impl SessionCall for SendHeartbeat {
    type Answer = ();

    fn request(&self, session: &Session) -> Request {
        session.request(Method::Post, "/messaging/heartbeat")
    }

    fn answer(&self, response: &Response) -> Result<(), Refusal> {
        require_success(response)
    }
}

/// `GET /icws/{session}/messaging/messages`: a short poll, which keeps the
/// session alive and empties the queue. Nothing is subscribed to, so that
/// what stands in the queue is not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PollMessages;

impl SessionCall for PollMessages {
    type Answer = ();

    fn request(&self, session: &Session) -> Request {
        session.request(Method::Get, "/messaging/messages")
    }

    fn answer(&self, response: &Response) -> Result<(), Refusal> {
        require_success(response)?;
        match parse_body(response) {
            Some(Json::Array(_)) => Ok(()),
            None if response.body.is_empty() => Ok(()),
            _ => Err(not_understood(response)),
        }
    }
}
