//! A request and an answer, as bytes and text, without a network.

use std::any::Any;

use serde_json::Value;

use crate::people::Kind;

/// A request as a PBX receives it.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// In capitals.
    pub method: String,
    /// Still percent-encoded, without the mount point: `/1.1/users/4`.
    pub path: String,
    /// What follows the question mark, still percent-encoded; empty if nothing does.
    pub query: String,
    /// Names as they came; compare them with [`Asked::header`].
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// A failure that the PBX is to play for this request, by its name
    /// (`provd`, `sysconfd`, ...). Faults that need no knowledge of the PBX
    /// (delay, dropped connection, ...) are played around it instead.
    pub fault: Option<String>,
}

impl Asked {
    /// The first header of that name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }
}

/// What a PBX answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// An answer with a JSON body.
    pub fn json(status: u16, value: &serde_json::Value) -> Self {
        Self {
            status,
            headers: vec![("Content-Type".into(), "application/json".into())],
            body: value.to_string().into_bytes(),
        }
    }

    /// An answer without a body or a type.
    pub fn empty(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    /// The same with one more header.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

/// One made-up system of a vendor, in one dialect.
pub trait Pbx: Send {
    fn answer(&mut self, asked: &Asked) -> Answer;
    /// Everybody back to how the process began.
    fn reset(&mut self);
    /// The same number of people of this kind, and everything else as at the
    /// beginning; a reset leads back here.
    fn populate(&mut self, kind: Kind);
    /// Do those whom a list leaves equal stand in another order in each page?
    /// Holds until the reset.
    fn mix_equals(&mut self, mix: bool);
    /// What it holds: `{"users": [{"id", ...}]}` with secrets, for a test that
    /// holds a claim of the console against it.
    fn state(&self) -> Value;
    /// What it holds, for [`Pbx::restore`].
    fn save(&self) -> Box<dyn Any + Send>;
    /// Makes everything that changed since [`Pbx::save`] undone; sessions stay.
    fn restore(&mut self, saved: Box<dyn Any + Send>);
    /// A refusal of that status in the vendor's words, if it has any for it.
    fn refusal(&self, asked: &Asked, status: u16) -> Option<Answer>;
}
