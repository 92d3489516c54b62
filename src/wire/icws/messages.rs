//! Keeping a session, and what the server tells in between.

use super::connection::State;
use super::read::{ConfigurationId, items, json, not_understood, succeeded};
use super::{Session, SessionCall};
use crate::domain::Refusal;
use crate::wire::http::{Method, Request, Response};
use serde_json::Value as Json;

/// `POST /icws/{session}/messaging/heartbeat`: keeps the session alive. Any
/// 2xx is a yes (its exact status is not known).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heartbeat;

impl SessionCall for Heartbeat {
    type Answer = ();

    fn request(&self, session: &Session) -> Request {
        session.request(Method::Post, "/messaging/heartbeat")
    }

    fn answer(&self, response: &Response) -> Result<(), Refusal> {
        succeeded(response)
    }
}

/// One message of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// The session itself has changed; `Down` means that it is over.
    Connection(State),
    /// Users that were changed, by anybody.
    Users(Vec<ConfigurationId>),
    /// Something that nobody here asked for.
    Other,
}

/// `GET /icws/{session}/messaging/messages`: a short poll, which empties the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Poll;

impl SessionCall for Poll {
    type Answer = Vec<Message>;

    fn request(&self, session: &Session) -> Request {
        session.request(Method::Get, "/messaging/messages")
    }

    fn answer(&self, response: &Response) -> Result<Vec<Message>, Refusal> {
        succeeded(response)?;
        match json(response) {
            Some(Json::Array(messages)) => Ok(messages.iter().map(message).collect()),
            None if response.body.is_empty() => Ok(Vec::new()),
            _ => Err(not_understood(response)),
        }
    }
}

fn message(value: &Json) -> Message {
    let name = value.get("__type").and_then(Json::as_str).and_then(|name| name.rsplit(':').next());
    match name {
        Some("connectionStateChangeMessage") => Message::Connection(State::read(value, "newConnectionState")),
        Some("usersMessage") => {
            let users =
                ["added", "changed", "removed"].into_iter().flat_map(|member| items(value.get(member)));
            Message::Users(users.map(|user| ConfigurationId::read(user.get("configurationId"))).collect())
        }
        _ => Message::Other,
    }
}
