//! What proves to a PureConnect who is asking, and what came with it.

use crate::client::{self, LocalBoxFuture};
use crate::domain::Language;
use crate::state::session::Credentials;
use crate::wire::icws::connection::{ReadVersion, Version};
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
    /// The prefixes of the other hosts that are configured.
    pub(super) other_bases: Vec<String>,
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

    fn find_other_host(&self) -> Option<LocalBoxFuture<'static, bool>> {
        let (own, others) = (self.base.clone(), self.other_bases.clone());
        if others.is_empty() {
            return None;
        }
        Some(Box::pin(async move {
            if answers(&own).await {
                return false;
            }
            for other in others {
                if answers(&other).await {
                    return true;
                }
            }
            false
        }))
    }
}

/// Does a host answer, whatever it says?
async fn answers(base: &str) -> bool {
    let asked = client::call(base, &ReadVersion { language: Language::default() }, |request| request).await;
    asked.map_or_else(|refusal| !refusal.is_outage(), |_| true)
}
