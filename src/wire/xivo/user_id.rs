//! The id of a user.

use super::ages::Api;
use crate::wire::percent;

/// The id of a user as it stands in a path: a number in every recording, a
/// UUID where the server takes one, text in the document of API 1.0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserId(Box<str>);

impl UserId {
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Can a URL carry this id at all? Browsers fold `.` and `..` away,
    /// however they are encoded.
    pub fn can_travel(&self) -> bool {
        !matches!(self.as_str(), "" | "." | "..")
    }

    /// Is this the form of an id that servers give: digits, or a UUID?
    pub fn is_usual(&self) -> bool {
        let text = self.as_str();
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        digits || is_uuid(text)
    }

    /// Percent-encoded whole, as one segment of a path.
    pub fn segment(&self) -> String {
        percent::encode(self.as_str())
    }

    /// The path of the user: `/1.1/users/4`.
    pub fn path(&self, api: Api) -> String {
        let mut path = match api {
            Api::V10 => "/1.0/users/",
            Api::V11 => "/1.1/users/",
        }
        .to_owned();
        path.push_str(&self.segment());
        path
    }
}

impl From<&str> for UserId {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

/// 8-4-4-4-12 hexadecimal digits.
fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
