//! Asking a system whether it is there, and what it is.

use super::session::Session;
use crate::client;
use crate::domain::Refusal;
use crate::domain::installation::SystemProblem;
use crate::wire::probe::Access;
use crate::wire::{Request, Response};

/// What a system answered, or all that is wrong with it.
pub type Probed = Result<Access, Vec<SystemProblem>>;

/// Asks one system.
pub struct Probe {
    pub base: String,
    pub session: Session,
    /// Does somebody or something prove who asks?
    pub has_session: bool,
}

impl Probe {
    /// Asks without any session. The answer, and the path that was asked for.
    pub async fn ask(&self, base: &str, request: Request) -> (String, Result<Response, Refusal>) {
        let path = [base, &request.path].concat();
        (path, client::look(base, request, false).await)
    }

    /// The same under the present session, if there is one. Nobody is asked to
    /// sign in for that.
    pub async fn ask_in_session(&self, base: &str, request: Request) -> (String, Result<Response, Refusal>) {
        let path = [base, &request.path].concat();
        (path, client::look(base, self.session.authorise(request), self.has_session).await)
    }
}
