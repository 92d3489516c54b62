//! What became of a write, by what was read from the server afterwards.

use super::value::Field;
use crate::domain::refusal::Unreached;
use crate::domain::{Refusal, RefusalKind};

/// Where nobody knows what became of a write, the object is read again after
/// so many seconds each.
pub const LOOK_AGAIN_AFTER_S: [u64; 6] = [1, 2, 4, 8, 15, 30];

/// How a write was answered. It decides nothing about the effect, which is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The server answered that it did as asked.
    Accepted,
    /// The server answered something else: what it has now is what it will have.
    Failed,
    /// No answer came: the server may still be at work.
    Missing,
}

impl Answer {
    pub fn of<T>(written: &Result<T, Refusal>) -> Self {
        match written {
            Ok(_) => Self::Accepted,
            Err(refusal) => match (&refusal.kind, refusal.status) {
                // With a status, somebody answered that the server is out of reach.
                (RefusalKind::OutOfReach(Unreached::NoConnection), None) => Self::Missing,
                (RefusalKind::OutOfReach(Unreached::TimedOut), _) => Self::Missing,
                // Proxies that gave up waiting for the server.
                (_, Some(408 | 504)) => Self::Missing,
                _ => Self::Failed,
            },
        }
    }
}

/// What became of one value that was sent, by what was read afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueOutcome {
    /// It is there, or what means the same.
    Stored,
    /// Something else is there.
    NotStored,
    /// The server does not show what is there.
    Unknown,
}

/// What is to be said of a write as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The server has all that was sent, as far as it shows it.
    AllKept,
    /// It has a part of it; which, the fields say.
    KeptInPart,
    /// It has nothing of it.
    NothingKept,
    /// It could not be read, or may still be at work.
    Unknown,
}

/// The verdict on a write, field by field, in the form's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome<F> {
    pub verdict: Verdict,
    pub answer: Answer,
    /// The server has what was sent.
    pub kept: Vec<F>,
    /// It has something else.
    pub not_kept: Vec<F>,
    /// It does not show these, such as passwords.
    pub hidden: Vec<F>,
    /// These were not sent, and changed all the same.
    pub changed_along: Vec<F>,
    /// Will the server be read again by itself?
    pub is_looking: bool,
}

impl<F: Field> Outcome<F> {
    /// The verdict on the effects that were read.
    pub fn of(answer: Answer, effects: impl IntoIterator<Item = (F, ValueOutcome)>) -> Self {
        let (mut kept, mut not_kept, mut hidden) = (Vec::new(), Vec::new(), Vec::new());
        for (field, effect) in effects.into_iter().filter(|(field, _)| field.is_stored()) {
            match effect {
                ValueOutcome::Stored => kept.push(field),
                ValueOutcome::NotStored => not_kept.push(field),
                ValueOutcome::Unknown => hidden.push(field),
            }
        }
        let accepted = answer == Answer::Accepted;
        let verdict = match (kept.is_empty(), not_kept.is_empty(), hidden.is_empty()) {
            (_, true, true) => Verdict::AllKept,
            (_, true, false) if accepted => Verdict::AllKept,
            (true, true, false) => Verdict::Unknown,
            (true, false, _) if answer == Answer::Missing => Verdict::Unknown,
            (true, false, true) => Verdict::NothingKept,
            _ => Verdict::KeptInPart,
        };
        Self { verdict, answer, kept, not_kept, hidden, changed_along: Vec::new(), is_looking: false }
    }

    /// Nothing could be read afterwards.
    pub fn unread(answer: Answer) -> Self {
        Self {
            verdict: Verdict::Unknown,
            answer,
            kept: Vec::new(),
            not_kept: Vec::new(),
            hidden: Vec::new(),
            changed_along: Vec::new(),
            is_looking: false,
        }
    }

    /// The session ended within a write: some fields were accepted, and not read since, and the server
    /// did not begin with the others.
    pub fn begun(accepted: Vec<F>, not_begun: Vec<F>) -> Self {
        Self { hidden: accepted, not_kept: not_begun, ..Self::unread(Answer::Accepted) }
    }

    /// Can another look tell more? Not where all that is open is what the server does
    /// not show.
    pub fn may_be_seen(&self) -> bool {
        self.hidden.is_empty() || !self.not_kept.is_empty()
    }

    /// Is a value shown that the server does not have, or may not have?
    pub(super) fn leaves(&self, field: F) -> bool {
        self.not_kept.contains(&field) || self.answer != Answer::Accepted && self.hidden.contains(&field)
    }
}
