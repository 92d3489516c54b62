//! What a run of a plan did with the values of somebody, for the journal of the session.

use super::plan::{Outcome, RowRun};
use super::{Console, System};
use crate::form::{Field, ValueOutcome};
use crate::journal::{ChangeKind, JournalValue, NewEntry, Settlement, WriteOutcome};
use crate::plan::{Cell, Verdict};
use crate::route::Route;

/// Who writes a row: what they wrote is not of whoever has signed in instead since.
pub struct RowWriter {
    system: System,
    person: Option<String>,
}

impl RowWriter {
    /// Who is signed in now. To be called before anything is sent.
    pub fn of(system: System) -> Self {
        Self { system, person: system.username() }
    }

    /// Enters the values that were sent of the object of a route, if any were.
    pub fn enter_cells<F: Field>(&self, route: Route, name: &str, sent: &[&Cell<F>], run: &RowRun<F>) {
        let done = run.done.as_ref().map(|row| row.cells.as_slice()).unwrap_or_default();
        let is_unknown = matches!(run.outcome, Outcome::Unknown(_) | Outcome::NotShown);
        let was_sent = matches!(
            run.outcome,
            Outcome::NotShown
                | Outcome::NotKept(_)
                | Outcome::Refused(_)
                | Outcome::PutBack(_)
                | Outcome::Lost(_)
                | Outcome::InPart(..)
                | Outcome::Unknown(_)
        );
        let value = |cell: &&Cell<F>| {
            let kept = done.iter().find(|kept| kept.field == cell.field);
            let effect = match kept {
                Some(_) => ValueOutcome::Stored,
                None if cell.verdict() == Verdict::AlreadySo || !was_sent => return None,
                None if is_unknown => ValueOutcome::Unknown,
                None => ValueOutcome::NotStored,
            };
            let before = kept.map_or(&cell.before, |kept| &kept.before);
            Some(JournalValue::new(cell.field, before, &cell.after, effect))
        };
        let values: Vec<JournalValue> = sent.iter().filter_map(value).collect();
        let stored = values.iter().filter(|value| value.effect == ValueOutcome::Stored).count();
        let outcome = match stored {
            _ if values.is_empty() => return,
            0 if is_unknown => WriteOutcome::Unknown,
            0 => WriteOutcome::NotKept,
            stored if stored == values.len() => WriteOutcome::Done,
            _ => WriteOutcome::InPart,
        };
        self.enter(route, name, ChangeKind::Changed, values, outcome);
    }

    /// Enters a write that was looked up already.
    pub fn enter(
        &self,
        route: Route,
        name: &str,
        kind: ChangeKind,
        values: Vec<JournalValue>,
        outcome: WriteOutcome,
    ) {
        if self.system.username() != self.person {
            return;
        }
        let journal = Console::get().journal;
        let new = NewEntry { route: Some(route.clone()), name: name.to_owned(), kind, values };
        let number = journal.add(new, route);
        journal.settle(number, Settlement::new(outcome));
    }
}
