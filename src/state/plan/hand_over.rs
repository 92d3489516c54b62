//! The secrets that a run has made, until somebody has been handed them: nobody can read them later.

use leptos::prelude::UpdateValue;

use super::{Item, Outcome, PlanRun};
use crate::domain::Secret;
use crate::form::{Field, FieldValue};
use crate::plan::Row;

impl<F: Field> Item<F> {
    /// What was made and set, or perhaps set, and must be handed to somebody, for nobody can read it
    /// later; `None` where somebody has it.
    pub fn to_hand_over(&self) -> Option<Row<F>> {
        let is_over = !matches!(self.outcome, Some(Outcome::UnderWay));
        (is_over && !self.is_handed_over).then(|| self.to_take_back()).flatten()
    }

    /// Does that have a secret in this field?
    fn has_to_hand_over(&self, field: F) -> bool {
        let perhaps = self.may_be_done.then_some(&self.row);
        !self.is_handed_over && self.done.iter().chain(perhaps).any(|row| row.secret(field).is_some())
    }

    /// Forgets the secrets that were set, once they are handed over. What the server did not take, or
    /// perhaps did not, may be tried again.
    pub(super) fn forget_secrets(&mut self) {
        self.is_handed_over = true;
        let set: Vec<F> = F::ALL.iter().copied().filter(|field| self.has_set_secret(*field)).collect();
        let rows = self.done.iter_mut().chain([&mut self.row]);
        let cells = rows.flat_map(|row| &mut row.cells).filter(|cell| set.contains(&cell.field));
        cells.for_each(|cell| cell.after = FieldValue::Secret(Secret::default()));
    }
}

impl<F: Field> PlanRun<F> {
    /// Forgets the secrets that were set, once they are handed over.
    pub fn forget_secrets(&self) {
        self.items.update_value(|items| items.iter_mut().for_each(Item::forget_secrets));
        self.notify();
    }

    /// Was a secret set in this field, or perhaps set, that nobody has been handed yet?
    pub fn has_to_hand_over(&self, field: F) -> bool {
        self.with(|items| items.iter().any(|item| item.has_to_hand_over(field)))
    }
}
