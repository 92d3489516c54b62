//! What proves to a PureConnect who is asking, and what came with it.

use crate::state::session::Credentials;
use crate::wire::icws::connection::Version;
use crate::wire::icws::{Features, Session};

/// An open session, with what came with it. It has no Debug: it holds the token.
#[derive(Clone)]
pub struct IcwsCredentials {
    pub(super) session: Session,
    /// The id as the server writes it.
    pub user: String,
    pub name: Option<String>,
    /// The prefix of the host that took the session.
    pub base: String,
    /// The server, as it calls itself, or else its host.
    pub server: Option<String>,
    pub version: Option<Version>,
    pub features: Features,
    /// Days until the password ends; `None` where the server does not say, or it never does.
    pub password_days: Option<i64>,
}

// A call within a session is made with its token already, and the cookie is
// the browser's: nothing is left to add to a request.
impl Credentials for IcwsCredentials {
    fn username(&self) -> &str {
        &self.user
    }

    fn base(&self) -> Option<&str> {
        Some(&self.base)
    }
}
