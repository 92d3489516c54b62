//! Rows that are made anew where somebody mends the file in the plan.

use leptos::prelude::{GetUntracked, UpdateValue, untrack};

use super::{Item, Outcome, Phase, PlanRun};
use crate::form::Field;
use crate::plan::{Action, Obstacle, Row};

impl<F> Item<F> {
    /// May the text that the row was made of be changed? Not while the row waits or is under way, and
    /// not once anything of it was done, or may have been.
    pub fn can_be_mended(&self) -> bool {
        let was_done = self.done.is_some() || self.may_be_done;
        let is_whole =
            !matches!(self.row.action, Action::Nothing(Obstacle::CutShort | Obstacle::TooManyCells));
        let is_at_rest = matches!(
            self.outcome,
            None | Some(Outcome::NotTried | Outcome::Refused(_) | Outcome::NotCreated)
        );
        is_whole && is_at_rest && !was_done
    }
}

impl<F: Field> Item<F> {
    /// Somebody who was left out stays so. After a run, what can be done is tried again with the others.
    fn mend(&mut self, row: Row<F>, is_over: bool) {
        self.outcome = (is_over && row.is_to_do()).then_some(Outcome::NotTried);
        self.notes.clear();
        self.row = row;
    }
}

impl<F: Field> PlanRun<F> {
    /// Puts rows in the place of those before that were made of the same lines. What was done, or may
    /// have been, stays; so does the order.
    pub fn mend(&self, rows: Vec<Row<F>>) {
        if untrack(|| self.is_under_way()) {
            return;
        }
        let is_over = self.phase.get_untracked() == Phase::Over;
        self.items.update_value(|items| {
            if items.len() != rows.len() {
                return;
            }
            for (item, row) in items.iter_mut().zip(rows) {
                let row = Row { is_left_out: item.row.is_left_out, ..row };
                if item.can_be_mended() && item.row != row {
                    item.mend(row, is_over);
                }
            }
        });
        self.notify();
    }
}
