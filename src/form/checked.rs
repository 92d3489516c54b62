//! A form that passed its checks: the only kind that can be sent.

use super::value::{Field, FieldValue, Values};

/// A checked form. Only [`Draft::check`](super::Draft::check) makes one, and
/// only where there is something to send.
#[derive(Clone, PartialEq)]
pub struct Checked<F> {
    base: Values<F>,
    whole: Values<F>,
    changed: Vec<F>,
}

impl<F: Field> Checked<F> {
    pub(super) fn new(base: Values<F>, whole: Values<F>, changed: Vec<F>) -> Self {
        Self { base, whole, changed }
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

    /// After a write whose outcome is unknown, and with what the server
    /// holds now: which changes were made?
    pub fn compare(&self, fresh: &Values<F>) -> Outcome<F> {
        let mut outcome = Outcome { made: Vec::new(), not_made: Vec::new(), unknown: Vec::new() };
        for (field, sent) in self.changes() {
            let (now, before) = (fresh.get(field), self.base.get(field));
            let list = if field.is_secret() && now.is_empty() && !sent.is_empty() {
                &mut outcome.unknown
            } else if now.is_same(sent) {
                &mut outcome.made
            } else if now.is_same(before) {
                &mut outcome.not_made
            } else {
                // Neither the old value nor the one sent: the server may have
                // written it in its own way, or somebody else changed it.
                &mut outcome.unknown
            };
            list.push(field);
        }
        outcome
    }
}

/// What became of the changes of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome<F> {
    /// The server holds what was sent.
    pub made: Vec<F>,
    /// The server still holds what it held before.
    pub not_made: Vec<F>,
    /// Cannot be told: a secret that the server does not show, or a third value.
    pub unknown: Vec<F>,
}

impl<F> Outcome<F> {
    pub fn all_made(&self) -> bool {
        self.not_made.is_empty() && self.unknown.is_empty()
    }

    pub fn none_made(&self) -> bool {
        self.made.is_empty() && self.unknown.is_empty()
    }
}
