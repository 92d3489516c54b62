//! What every vendor does with a row that changes somebody: which of its cells are still to be
//! written, and what became of them.

use std::time::Duration;

use super::plan::{LOOK_FOR_ROW_AFTER_S, Outcome};
use crate::browser::clock;
use crate::domain::{Refusal, RefusalKind};
use crate::form::{self, Answer, Field, ValueOutcome, Values, Verdict};
use crate::plan::{Cell, Verdict as CellVerdict};

/// The cells that the server does not have yet.
///
/// # Errors
/// What becomes of the row where nothing is to be written: somebody has changed a field since the
/// plan was made, or all of it is so already.
pub(super) fn cells_to_write<'a, F: Field>(
    cells: impl IntoIterator<Item = &'a Cell<F>>,
    now: &Values<F>,
) -> Result<Vec<&'a Cell<F>>, Outcome<F>> {
    let (mut wanted, mut conflicts) = (Vec::new(), Vec::new());
    for cell in cells {
        match cell.verdict_now(now.get(cell.field)) {
            CellVerdict::WillChange => wanted.push(cell),
            CellVerdict::Conflict => conflicts.push(cell.field),
            CellVerdict::AlreadySo | CellVerdict::Refused => {}
        }
    }
    match (conflicts.is_empty(), wanted.is_empty()) {
        (false, _) => Err(Outcome::Conflict(conflicts)),
        (true, true) => Err(Outcome::AlreadySo),
        (true, false) => Ok(wanted),
    }
}

/// The waits before it is read again whether a change came, where no answer came to it.
pub(super) fn waits_for_missing_answer() -> impl FnMut(Verdict) -> Option<Duration> {
    let mut waits = LOOK_FOR_ROW_AFTER_S.into_iter();
    move |verdict| match verdict {
        Verdict::Unknown => waits.next().map(Duration::from_secs),
        _ => None,
    }
}

/// Reads what somebody has after a write, again as long as `wait_after` says so; with which fields
/// were seen to have what was sent.
pub(super) async fn look_for_changes<F: Field, T>(
    written: Result<(), Refusal>,
    read: impl AsyncFn() -> Result<T, Refusal>,
    effects: impl Fn(&T) -> Vec<(F, ValueOutcome)>,
    mut wait_after: impl FnMut(Verdict) -> Option<Duration>,
    is_read: impl Fn(&T),
) -> (Outcome<F>, Vec<F>) {
    let answer = Answer::of(&written);
    let refusal = written.err();
    if let Some(refusal) = &refusal
        && refusal.kind == RefusalKind::NotSignedIn
    {
        return (Outcome::Refused(refusal.clone()), Vec::new());
    }
    let (now, outcome) = loop {
        let now = match read().await {
            Ok(now) => now,
            Err(unread) => return (Outcome::Unknown(refusal.unwrap_or(unread)), Vec::new()),
        };
        let outcome = form::Outcome::of(answer, effects(&now));
        match wait_after(outcome.verdict) {
            Some(wait) => clock::sleep(wait).await,
            None => break (now, outcome),
        }
    };
    is_read(&now);
    let mut done = outcome.kept;
    if answer == Answer::Accepted {
        done.extend(&outcome.hidden);
    }
    // No server shows a secret, and the plan says so beforehand.
    let is_hidden = outcome.hidden.iter().any(|field| !field.is_secret());
    let outcome = match (outcome.verdict, refusal) {
        (Verdict::AllKept, None) if is_hidden => Outcome::NotShown,
        (Verdict::AllKept, None) => Outcome::Done,
        (Verdict::AllKept, Some(_)) => Outcome::DoneAllTheSame,
        (_, None) => Outcome::NotKept(outcome.not_kept),
        (Verdict::KeptInPart, Some(refusal)) => Outcome::InPart(done.clone(), refusal),
        (Verdict::NothingKept, Some(refusal)) => Outcome::Refused(refusal),
        (Verdict::Unknown, Some(refusal)) => Outcome::Unknown(refusal),
    };
    (outcome, done)
}
