//! What may be wrong with `config.json`, so that a page can name the key,
//! the line and what was expected.

use serde::{Deserialize, Serialize};

/// The first thing that is wrong with `config.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    pub reason: Reason,
    /// `systems[0].kind`, or empty for the whole file.
    pub key: String,
    /// `None` where there is no file, or something else in its place.
    pub position: Option<Position>,
    /// What should stand there; `None` where nothing should.
    pub expected: Option<Expected>,
}

/// A position in a text, both counted from 1. Columns are characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// Why the file was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// There is no file.
    NoFile,
    /// The server does not give the file out: it answered with this HTTP status.
    NotGiven {
        status: u16,
    },
    /// The server sent a web page instead of the file.
    WebPage,
    /// The file is in another encoding.
    NotUtf8,
    NotJson(SyntaxError),
    /// No such key is known at this place.
    UnknownKey,
    /// The same key is there twice in one object.
    DoubledKey,
    MissingKey,
    WrongType {
        found: JsonType,
    },
    /// The type is right, the value is not.
    WrongValue {
        found: String,
    },
    /// An id that is the console's own address (`check`, `pin`).
    ReservedId {
        found: String,
    },
    /// An id that another system has; `other` is its number in the list, from 0.
    DoubledId {
        found: String,
        other: usize,
    },
    /// An id that no address can carry (`.`, `..`).
    NotInAddress {
        found: String,
    },
    /// A path that may lead to another server.
    NotSameOrigin {
        found: String,
    },
}

/// What broke the rules of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SyntaxError {
    /// Something else stands where a value should.
    NoValue,
    /// Something else stands where a key in double quotes should.
    NoKey,
    NoColon,
    /// Neither a comma nor the end of the list or object.
    NoComma,
    /// A comma with nothing behind it.
    TrailingComma,
    Comment,
    /// A line break within a text: its quote was not closed.
    OpenText,
    /// A backslash that means nothing, or half a character.
    BadEscape,
    BadNumber,
    /// More after the end.
    MoreBehind,
    /// The file ends too early.
    CutShort,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JsonType {
    Null,
    Boolean,
    Number,
    Text,
    List,
    Object,
}

/// What should stand at a position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expected {
    /// A value of that type.
    Type(JsonType),
    /// One of these texts.
    OneOf(Vec<String>),
    /// One of these keys.
    Keys(Vec<String>),
    /// A text with something in it.
    SomeText,
    /// The id of a system, different from all others.
    Id,
    /// A path on this server: `/api/pbx`.
    Path,
    /// The bare name of a host.
    Host,
    /// A text, perhaps with `{username}` or `{claim.NAME}` in it.
    LoginPattern,
    /// The country code of telephone numbers: one to three digits.
    CountryCode,
    /// A whole number, both ends included.
    Number { min: u32, max: u32 },
}
