//! The text columns of a user: their names in both APIs and in the database.

use super::store::User;

pub struct Text {
    /// In API 1.1.
    pub name: &'static str,
    /// In API 1.0, if it has it.
    pub name_10: Option<&'static str>,
    /// In the database.
    pub column: &'static str,
    /// In characters.
    pub max: usize,
}

const fn text(name: &'static str, name_10: Option<&'static str>, column: &'static str, max: usize) -> Text {
    Text { name, name_10, column, max }
}

pub const TEXTS: [Text; 15] = [
    text("firstname", Some("firstname"), "firstname", 128),
    text("lastname", Some("lastname"), "lastname", 128),
    text("email", None, "email", 254),
    text("timezone", Some("timezone"), "timezone", 128),
    text("language", Some("language"), "language", 20),
    text("description", Some("description"), "description", usize::MAX),
    text("caller_id", Some("callerid"), "callerid", 160),
    text("outgoing_caller_id", Some("outcallerid"), "outcallerid", 80),
    text("mobile_phone_number", Some("mobilephonenumber"), "mobilephonenumber", 128),
    text("username", Some("username"), "loginclient", 64),
    text("password", Some("password"), "passwdclient", 64),
    text("music_on_hold", Some("musiconhold"), "musiconhold", 128),
    text("preprocess_subroutine", None, "preprocess_subroutine", 39),
    text("userfield", Some("userfield"), "userfield", 128),
    text("call_permission_password", None, "rightcallcode", 16),
];

pub fn by_name(name: &str) -> Option<&'static Text> {
    TEXTS.iter().find(|t| t.name == name)
}

pub fn by_name_10(name: &str) -> Option<&'static Text> {
    TEXTS.iter().find(|t| t.name_10 == Some(name))
}

/// Where a text lives in a user.
pub enum Slot<'a> {
    /// The database keeps "" for nothing.
    Plain(&'a mut String),
    Nullable(&'a mut Option<String>),
}

impl Slot<'_> {
    pub fn set(self, value: Option<String>) {
        match self {
            Self::Plain(place) => *place = value.unwrap_or_default(),
            Self::Nullable(place) => *place = value,
        }
    }

    pub fn takes_null(&self) -> bool {
        matches!(self, Self::Nullable(_))
    }
}

pub fn slot<'a>(user: &'a mut User, name: &str) -> Option<Slot<'a>> {
    Some(match name {
        "firstname" => Slot::Plain(&mut user.firstname),
        "lastname" => Slot::Plain(&mut user.lastname),
        "email" => Slot::Nullable(&mut user.email),
        "timezone" => Slot::Nullable(&mut user.timezone),
        "language" => Slot::Nullable(&mut user.language),
        "description" => Slot::Plain(&mut user.description),
        "caller_id" => Slot::Nullable(&mut user.caller_id),
        "outgoing_caller_id" => Slot::Plain(&mut user.outgoing_caller_id),
        "mobile_phone_number" => Slot::Plain(&mut user.mobile_phone_number),
        "username" => Slot::Plain(&mut user.username),
        "password" => Slot::Plain(&mut user.password),
        "music_on_hold" => Slot::Plain(&mut user.music_on_hold),
        "preprocess_subroutine" => Slot::Nullable(&mut user.preprocess_subroutine),
        "userfield" => Slot::Plain(&mut user.userfield),
        "call_permission_password" => Slot::Nullable(&mut user.call_permission_password),
        _ => return None,
    })
}

/// The first text that is longer than its column, which the database refuses.
pub fn too_long(user: &mut User) -> Option<&'static Text> {
    TEXTS.iter().find(|t| match slot(user, t.name) {
        Some(Slot::Plain(text)) => text.chars().count() > t.max,
        Some(Slot::Nullable(Some(text))) => text.chars().count() > t.max,
        _ => false,
    })
}

/// A number that Python's `int()` takes: a number, true, or digits as text.
pub fn integer(value: &serde_json::Value) -> Option<i64> {
    match value {
        serde_json::Value::Bool(b) => Some(i64::from(*b)),
        serde_json::Value::Number(n) => n.as_i64().or_else(|| n.as_f64().map(|f| f as i64)),
        serde_json::Value::String(s) => s.trim().parse().ok(),
        _ => None,
    }
}

/// As Python shows a text; `u` stands before it until 2016.
pub fn repr(text: &str, prefix: &str) -> String {
    let mut out = String::from(prefix);
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            // Python 2 shows anything else than ASCII by its number.
            c if prefix == "u" && !c.is_ascii() => {
                let n = c as u32;
                let shown = match n {
                    0..=0xff => format!("\\x{n:02x}"),
                    0x100..=0xffff => format!("\\u{n:04x}"),
                    _ => format!("\\U{n:08x}"),
                };
                out.push_str(&shown);
            }
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}
