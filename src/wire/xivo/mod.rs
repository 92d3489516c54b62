//! XiVO/Wazo: REST 1.0 and 1.1 (documents/xivo-*.txt and the recordings in tests/fixtures/xivo).
//!
//! What a server of some age can do is one value, the [`Dialect`]; everything
//! else here is made with it. Where a document and a recording differ, the
//! recording is followed and the document still understood.
//!
//! - [`field`]: the fields of a user and their names on the wire
//! - [`dialect`]: what this server can do, found from configuration or behaviour
//! - [`user`]: one user, read; [`row`] and [`rows`]: many users, read piece by piece
//! - [`changes`], [`check`]: what may be sent, and the same checks at typing and at sending
//! - [`mod@form`]: between a user and the form that edits one
//! - [`cti_plan`]: what somebody's CTI is, wherever it is kept, and what it shall be
//! - [`users`], [`cti`], [`cti_profile`], [`cti_profiles`], [`token`]: the calls
//! - [`refusal`]: every style of "no", with its problems at their fields

mod ages;
pub mod changes;
pub mod check;
pub mod cti;
pub mod cti_plan;
pub mod cti_profile;
pub mod cti_profiles;
pub mod database;
pub mod dialect;
pub mod field;
pub mod form;
pub mod json;
pub mod phrases;
pub mod refusal;
pub mod row;
mod row_values;
pub mod rows;
pub mod scrub;
pub mod split;
pub mod token;
pub mod user;
pub mod users;

use crate::domain::Secret;
use crate::wire::{Request, percent};

pub use ages::{LANGUAGES, Limits};
pub use changes::{Changes, NewValue, Unsendable};
pub use dialect::{Api, Configured, CtiResource, Dialect};
pub use field::{Field, FieldSet, Kind};
pub use row::{ALIKE, Column, UserRow};
pub use rows::{Common, Ended, Rows, Seen};
pub use scrub::scrub;
pub use user::{User, Value};

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

/// Puts a token on a request. Only the session does this, so that a call
/// never needs to know how one signed in.
pub fn authorise(request: Request, token: &Secret) -> Request {
    request.secret_header("X-Auth-Token", token.clone())
}
