//! The values of an entry, and what gives them back.

use crate::form::{Checked, Field, FieldValue, Outcome, ValueOutcome, Values};

/// One value that was sent, or that changed with those sent. It has no Debug, for it may be personal.
#[derive(Clone, PartialEq)]
pub struct JournalValue {
    /// The name that the documents use (`firstname`).
    pub field: String,
    /// What the server had. Absent for a secret, and for what the server does not show.
    pub before: FieldValue,
    /// What the server has, where it kept it; else what was sent. Absent as above.
    pub after: FieldValue,
    pub effect: ValueOutcome,
    pub is_secret: bool,
    /// Does the server show it?
    pub is_shown: bool,
}

impl JournalValue {
    /// A value of a field that a write has, or may have, changed.
    pub fn new<F: Field>(field: F, before: &FieldValue, after: &FieldValue, effect: ValueOutcome) -> Self {
        let is_secret = field.is_secret();
        let shown = |value: &FieldValue| match value {
            FieldValue::Secret(_) => FieldValue::Absent,
            _ if is_secret => FieldValue::Absent,
            value => value.clone(),
        };
        Self {
            field: field.wire_name().to_owned(),
            before: shown(before),
            after: shown(after),
            effect,
            is_secret,
            is_shown: !is_secret,
        }
    }

    /// The same of a field that the server does not show.
    fn hidden<F: Field>(field: F) -> Self {
        let absent = FieldValue::Absent;
        Self { is_shown: false, ..Self::new(field, &absent, &absent, ValueOutcome::Unknown) }
    }

    /// Is it known what the value was before, and may it have changed?
    pub fn can_be_given_back(&self) -> bool {
        let is_own = !matches!(self.before, FieldValue::Unattributed(_));
        self.is_shown && is_own && self.effect != ValueOutcome::NotStored && !self.before.is_same(&self.after)
    }
}

/// The values of a write: those sent and those that changed with them, by what was read
/// `before` it and, if it could be read, afterwards.
pub fn journal_values<F: Field>(
    sent: &Checked<F>,
    before: &Values<F>,
    read: Option<(&Outcome<F>, &Values<F>)>,
) -> Vec<JournalValue> {
    let of_sent = |(field, value): (F, &FieldValue)| {
        let was = before.get(field);
        match read {
            Some((outcome, now)) if outcome.kept.contains(&field) => {
                JournalValue::new(field, was, now.get(field), ValueOutcome::Stored)
            }
            Some((outcome, _)) if outcome.not_kept.contains(&field) => {
                JournalValue::new(field, was, value, ValueOutcome::NotStored)
            }
            Some((outcome, _)) if outcome.hidden.contains(&field) => JournalValue::hidden(field),
            _ => JournalValue::new(field, was, value, ValueOutcome::Unknown),
        }
    };
    let mut values: Vec<JournalValue> =
        sent.changes().filter(|(field, _)| field.is_stored()).map(of_sent).collect();
    if let Some((outcome, now)) = read {
        let along = outcome.changed_along.iter().copied();
        values.extend(
            along.map(|field| {
                JournalValue::new(field, before.get(field), now.get(field), ValueOutcome::Stored)
            }),
        );
    }
    values
}

/// What gives values back on an object as it is now.
pub struct Reversal<F> {
    /// These are to be sent.
    pub wanted: Vec<(F, FieldValue)>,
    /// Somebody has changed these since.
    pub conflicts: Vec<F>,
}

/// What gives these values back where the server has `now`. A value that is already what it was
/// needs nothing, and one that is neither what it was nor what was sent is a conflict.
pub fn reverse<F: Field>(values: &[JournalValue], now: &Values<F>) -> Reversal<F> {
    let mut reversal = Reversal { wanted: Vec::new(), conflicts: Vec::new() };
    for value in values.iter().filter(|value| value.can_be_given_back()) {
        let Some(field) = F::from_wire(&value.field) else { continue };
        let current = now.get(field);
        if current.is_same(&value.before) {
            continue;
        }
        if current.is_same(&value.after) {
            reversal.wanted.push((field, value.before.clone()));
        } else {
            reversal.conflicts.push(field);
        }
    }
    reversal
}
