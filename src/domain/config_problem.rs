//! What may be wrong with `config.json`, so that a page can name the key,
//! the line and what was expected.

/// One thing that is wrong with `config.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    pub trouble: ConfigTrouble,
    /// `systems[0].kind`, or empty for the whole file.
    pub key: String,
    /// Where it stands; `None` where there is no file.
    pub place: Option<Place>,
    /// What should stand there; `None` where nothing should.
    pub expected: Option<Expected>,
}

/// A place in a text, both counted from 1. Columns are characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: u32,
    pub column: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigTrouble {
    /// There is no file.
    NoFile,
    /// The server sent a web page instead of the file.
    WebPage,
    /// The file is in another encoding.
    NotUtf8,
    NotJson(Syntax),
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
    /// An id that another system has; `line` is where.
    DoubledId {
        found: String,
        line: u32,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
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
    /// A quote that is not closed, or a line break within.
    OpenText,
    /// A backslash that means nothing, or half a character.
    BadEscape,
    BadNumber,
    /// More after the end.
    MoreBehind,
    /// The file ends too early.
    CutShort,
    /// Lists within lists beyond all need.
    TooDeep,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonType {
    Null,
    Switch,
    Number,
    Text,
    List,
    Object,
}

/// What should stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A value of that type.
    Type(JsonType),
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// One of these keys.
    Keys(&'static [&'static str]),
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
    /// A whole number, both ends included.
    Number { min: u32, max: u32 },
}
