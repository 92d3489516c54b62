//! What a row of a plan sends, before it is sent: by what was read when the plan was made.

use super::System;
use super::plan::{Outcome, PlanServer};
use crate::domain::Refusal;
use crate::plan::Row;
use crate::wire::Request;

/// What a row of a plan sends. It has no Debug, for it may hold secrets.
pub struct RowRequests {
    /// Where it goes.
    pub system: System,
    /// The requests that write, in their order.
    pub requests: Vec<Request>,
    /// What is only known when the row is run.
    pub notes: Vec<RequestNote>,
}

impl RowRequests {
    /// Nothing so far.
    pub fn new(system: System) -> Self {
        Self { system, requests: Vec::new(), notes: Vec::new() }
    }
}

/// What of the requests of a row is only known when it is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestNote {
    /// The switch of the CTI and the profile are sent together, and what the plan does not change of
    /// them is read right before.
    CtiIsReadBefore,
    /// The CTI of somebody new is sent once they are there, by the id that they have then.
    CtiAfterCreation,
    /// The answer of the server decides how a profile takes the place of another.
    AnswerDecides,
    /// Whoever was created is deleted again only if nobody has changed them since.
    DeletedIfUnchanged,
    /// What the server acknowledges and does not give back is sent once more in another spelling.
    GivenBackTwice,
}

/// A server that can say beforehand what a row of a plan sends.
pub trait RowRequester<F>: PlanServer<F> {
    /// What a row sends.
    ///
    /// # Errors
    /// Why nothing of it can be sent.
    fn row_requests(self, row: &Row<F>) -> Result<RowRequests, Refusal>;
}

/// What is sent of something, if that is anything: `made` is what a run makes to send it.
///
/// # Errors
/// Why nothing of it can be sent.
pub fn as_sent<T, F>(made: Result<T, Outcome<F>>) -> Result<Option<T>, Refusal> {
    match made {
        Ok(made) => Ok(Some(made)),
        Err(Outcome::Refused(refusal)) => Err(refusal),
        Err(_) => Ok(None),
    }
}
