//! What a user telephones with, as the record of a Wazo and of a XiVO of 2019 tells it
//! (recordings `users-1.1-get-200-with-line` and `-with-voicemail` of 2026-08). All of it is
//! associated by other resources, and only read here.

use serde::Deserialize;
use serde_json::Value as Json;

use crate::wire::json;

/// The lines of a user and what else is associated for telephoning.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Telephone {
    #[serde(default, deserialize_with = "json::objects")]
    pub lines: Vec<Line>,
    #[serde(default, deserialize_with = "json::object")]
    pub voicemail: Option<Named>,
    #[serde(default, deserialize_with = "json::object")]
    pub agent: Option<Named>,
    #[serde(default, deserialize_with = "json::objects")]
    pub groups: Vec<Named>,
    #[serde(default, deserialize_with = "json::objects")]
    pub queues: Vec<Named>,
    /// What people outside dial to reach the user.
    #[serde(default, deserialize_with = "json::objects")]
    pub incalls: Vec<IncomingCall>,
    #[serde(default, deserialize_with = "json::object")]
    pub forwards: Option<Forwards>,
    #[serde(default, deserialize_with = "json::object")]
    pub services: Option<Services>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Line {
    #[serde(default, deserialize_with = "json::or_default")]
    pub name: String,
    /// `sip`, `sccp`, `custom`.
    #[serde(default, deserialize_with = "json::or_default")]
    pub protocol: String,
    /// The device that the line is on; `None` where it is on none.
    #[serde(default, deserialize_with = "json::optional")]
    pub device_id: Option<String>,
    /// What is dialled on a new device to give it the line.
    #[serde(default, deserialize_with = "json::optional")]
    pub provisioning_code: Option<String>,
    #[serde(default, deserialize_with = "json::objects")]
    pub extensions: Vec<Extension>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Extension {
    #[serde(default, deserialize_with = "json::or_default")]
    pub exten: String,
    #[serde(default, deserialize_with = "json::or_default")]
    pub context: String,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct IncomingCall {
    #[serde(default, deserialize_with = "json::objects")]
    pub extensions: Vec<Extension>,
}

/// A voicemail, an agent, a group or a queue.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Named {
    #[serde(default, deserialize_with = "json::or_default")]
    name: String,
    #[serde(default, deserialize_with = "json::or_default")]
    label: String,
    #[serde(default, deserialize_with = "json::or_default")]
    number: String,
}

impl Named {
    /// What people know it by.
    pub fn title(&self) -> &str {
        let titles = [&self.label, &self.name, &self.number];
        titles.into_iter().find(|title| !title.is_empty()).map_or("", String::as_str)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Forwards {
    #[serde(default, deserialize_with = "json::object")]
    pub unconditional: Option<Forward>,
    #[serde(default, deserialize_with = "json::object")]
    pub busy: Option<Forward>,
    #[serde(default, deserialize_with = "json::object")]
    pub noanswer: Option<Forward>,
}

/// When calls are forwarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForwardKind {
    Unconditional,
    Busy,
    NoAnswer,
}

impl Forwards {
    /// Each that is on, with where the calls go.
    pub fn active(&self) -> impl Iterator<Item = (ForwardKind, &str)> {
        let all = [
            (ForwardKind::Unconditional, &self.unconditional),
            (ForwardKind::Busy, &self.busy),
            (ForwardKind::NoAnswer, &self.noanswer),
        ];
        all.into_iter().filter_map(|(kind, forward)| Some((kind, forward.as_ref()?.active()?)))
    }
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Forward {
    #[serde(default, deserialize_with = "json::or_default")]
    enabled: bool,
    #[serde(default, deserialize_with = "json::or_default")]
    destination: String,
}

impl Forward {
    /// Where calls go, if they are forwarded.
    pub fn active(&self) -> Option<&str> {
        self.enabled.then_some(self.destination.as_str())
    }
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Services {
    #[serde(default, deserialize_with = "json::object")]
    dnd: Option<Forward>,
}

impl Telephone {
    /// Reads a record. `None` where it does not tell of lines, as before 2019.
    pub fn from_json(record: &serde_json::Map<String, Json>) -> Option<Self> {
        record.get("lines")?.as_array()?;
        Self::deserialize(record).ok()
    }

    /// All extensions of all lines, in their order.
    pub fn extensions(&self) -> impl Iterator<Item = &Extension> {
        self.lines.iter().flat_map(|line| &line.extensions)
    }

    /// What people outside dial to reach the user.
    pub fn incoming_numbers(&self) -> Vec<&str> {
        self.incalls.iter().flat_map(|incall| &incall.extensions).map(|own| own.exten.as_str()).collect()
    }

    /// Does the telephone not ring ("do not disturb")? `None` where the record does not tell.
    pub fn is_not_disturbed(&self) -> Option<bool> {
        Some(self.services.as_ref()?.dnd.as_ref()?.enabled)
    }
}
