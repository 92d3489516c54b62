//! What a text of a server was understood to mean.

use crate::domain::{Prerequisite, Problem};

/// What a text says beside (or instead of) problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    MustFirst(Prerequisite),
    /// The object asked for is not there.
    NotThere,
    /// The user is there, but has no CTI profile.
    NoCtiProfile,
    /// The path is unknown to the server.
    UnknownPath,
    /// The user was deleted, but ...
    DoneInPart,
    /// The request could not be read.
    Malformed,
    /// The account has as many sessions as it may have.
    TooManySessions,
    /// The authentication service could not be asked.
    AuthenticationOutOfReach,
}

/// What a text was understood to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    pub hint: Option<Hint>,
    pub problems: Vec<Problem>,
}

impl Meaning {
    pub fn hint(hint: Hint) -> Self {
        Self { hint: Some(hint), problems: Vec::new() }
    }

    pub fn problem(problem: Problem) -> Self {
        Self { hint: None, problems: vec![problem] }
    }

    pub fn problems(problems: Vec<Problem>) -> Self {
        Self { hint: None, problems }
    }
}
