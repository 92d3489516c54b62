//! A form that passed its checks: the only kind that can be sent.

use super::value::{Field, FieldValue, Values};

/// A checked form. Only [`Draft::check`](super::Draft::check) makes one, and
/// only where there is something to send.
#[derive(Clone, PartialEq)]
pub struct Checked<F> {
    whole: Values<F>,
    changed: Vec<F>,
}

impl<F: Field> Checked<F> {
    pub(super) fn new(whole: Values<F>, changed: Vec<F>) -> Self {
        Self { whole, changed }
    }

    /// The fields to send, with their values, in the form's order. For a
    /// new object these are all that are not empty.
    pub fn changes(&self) -> impl Iterator<Item = (F, &FieldValue)> {
        self.changed.iter().map(|field| (*field, self.whole.get(*field)))
    }

    /// The value to send for this field, if it changed.
    pub fn change(&self, field: F) -> Option<&FieldValue> {
        self.changed.contains(&field).then(|| self.whole.get(field))
    }

    /// All values, changed or not, for a resource whose document demands the
    /// whole (XiVO's `/cti`). For any other, use [`changes`](Self::changes).
    pub fn whole(&self) -> &Values<F> {
        &self.whole
    }
}
