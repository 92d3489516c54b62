//! Clicks that were meant for another row, which stood there a moment before.

use std::cell::Cell;
use std::rc::Rc;

use crate::browser::clock;

/// When rows have changed places by themselves, a click within so many milliseconds was meant
/// for who stood there before.
const MOVED_MS: f64 = 500.0;
/// Nobody aims at rows that stood in their places for a shorter time than this, in milliseconds.
const AIM_MS: f64 = 200.0;

/// When rows last changed places without anybody's doing.
#[derive(Clone, Default)]
pub(super) struct Moves {
    moved_at: Rc<Cell<f64>>,
    /// Since when the rows stand where they are, if there are any.
    standing_since: Rc<Cell<Option<f64>>>,
    was_arriving: Rc<Cell<bool>>,
}

impl Moves {
    /// To be called whenever the rows were shown anew.
    pub(super) fn note(&self, has_rows: bool, has_moved: bool, is_arriving: bool) {
        let was_arriving = self.was_arriving.replace(is_arriving);
        let now = clock::now();
        if has_moved || self.standing_since.get().is_none() {
            let before = self.standing_since.replace(has_rows.then_some(now));
            let could_be_aimed_at = before.is_some_and(|before| now - before >= AIM_MS);
            if has_moved && could_be_aimed_at && (is_arriving || was_arriving) {
                self.moved_at.set(now);
            }
        }
    }

    /// Whoever sorts or searches looks at what comes.
    pub(super) fn forget(&self) {
        self.moved_at.set(0.0);
    }

    /// Is a click of now likely to be meant for another row?
    pub(super) fn is_recent(&self) -> bool {
        clock::now() - self.moved_at.get() < MOVED_MS
    }
}
