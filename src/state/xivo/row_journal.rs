//! What a run of a plan did with its rows, for the journal of the session.

use super::server::Xivo;
use crate::form::{Field as _, FieldValue, ValueOutcome};
use crate::journal::{ChangeKind, JournalValue, WriteOutcome};
use crate::plan::{Action, Cell, Row};
use crate::route::Route;
use crate::state::plan::{Outcome, RowRun};
use crate::state::plan_journal::RowWriter;
use crate::wire::xivo::form::to_form_values;
use crate::wire::xivo::users::DeletedWith;
use crate::wire::xivo::{Dialect, Field, User, UserId};

/// All that somebody new has, so that deleting them again tramples nothing that was changed since.
/// Of a secret that was sent, that it was.
pub fn values_of_new_user(user: &User, sent_secrets: impl Iterator<Item = Field>) -> Vec<JournalValue> {
    let absent = FieldValue::Absent;
    let now = to_form_values(user);
    let shown = now.iter().filter(|(field, value)| !value.is_empty() && !field.is_secret());
    let shown = shown.map(|(field, value)| JournalValue::new(field, &absent, value, ValueOutcome::Stored));
    let secrets = sent_secrets.map(|field| JournalValue::new(field, &absent, &absent, ValueOutcome::Unknown));
    shown.chain(secrets).collect()
}

/// How somebody is deleted again of whom the journal has these values since they were created: the
/// account that was created with them goes with them. `undone` are the cells of a plan that takes it
/// back, which may have changed them in a second try.
///
/// # Errors
/// The fields that somebody has changed since.
pub fn undo_creation(
    values: &[JournalValue],
    undone: &[Cell<Field>],
    user: &User,
    dialect: &Dialect,
) -> Result<DeletedWith, Vec<Field>> {
    let now = to_form_values(user);
    let is_of_plan = |field: &Field| {
        undone.iter().any(|cell| cell.field == *field && now.get(*field).is_same(&cell.before))
    };
    let is_changed = |field: &Field| {
        let kept =
            |value: &&JournalValue| value.field == field.wire_name() && value.effect == ValueOutcome::Stored;
        match values.iter().find(kept) {
            Some(value) => !now.get(*field).is_same(&value.after),
            None => !now.get(*field).is_empty(),
        }
    };
    let is_shown = |field: &Field| !field.is_secret();
    let changed = Field::ALL.iter().copied().filter(is_shown).filter(is_changed);
    let changed: Vec<Field> = changed.filter(|field| !is_of_plan(field)).collect();
    if !changed.is_empty() {
        return Err(changed);
    }
    Ok(goes_with_new_user(values, dialect))
}

/// What goes with somebody who is deleted again, of whom the journal has these values since they were
/// created.
pub fn goes_with_new_user(values: &[JournalValue], dialect: &Dialect) -> DeletedWith {
    match has_account(values) && dialect.deletes_recursively() {
        true => DeletedWith::Everything,
        false => DeletedWith::Nothing,
    }
}

/// Was an account sent with them?
pub fn has_account(values: &[JournalValue]) -> bool {
    let is_of_account = |value: &JournalValue| {
        Field::from_wire(&value.field).is_some_and(|field| field.in_account().is_some())
    };
    values.iter().any(is_of_account)
}

impl Xivo {
    /// Enters what became of a row that changes or deletes somebody.
    pub(super) fn enter_row(&self, writer: &RowWriter, sent: &Row<Field>, run: &RowRun<Field>) {
        let system = self.system.id();
        match &sent.action {
            Action::Change { id } => {
                let (cti, record) = self.split_cti(&sent.cells);
                let user = id.clone();
                writer.enter_cells(
                    Route::User { system: system.clone(), user: user.clone() },
                    &sent.name,
                    &record,
                    run,
                );
                writer.enter_cells(Route::UserCti { system, user }, &sent.name, &cti, run);
            }
            Action::Delete { id } => {
                let outcome = match &run.outcome {
                    outcome if outcome.is_done() => WriteOutcome::Done,
                    Outcome::Unknown(_) => WriteOutcome::Unknown,
                    Outcome::NotKept(_) | Outcome::Refused(_) | Outcome::InPart(..) => WriteOutcome::NotKept,
                    _ => return,
                };
                let route = Route::User { system, user: id.clone() };
                writer.enter(route, &sent.name, ChangeKind::Deleted, Vec::new(), outcome);
            }
            Action::Create { .. } => {
                // Whoever is there was entered when they were found.
                let is_unknown = matches!(
                    run.outcome,
                    Outcome::Unknown(_) | Outcome::NobodyFound | Outcome::SeveralFound(_)
                );
                if run.done.is_none() && is_unknown {
                    let route = Route::NewUser { system };
                    writer.enter(route, &sent.name, ChangeKind::Created, Vec::new(), WriteOutcome::Unknown);
                }
            }
            Action::Nothing(_) => {}
        }
    }

    /// Enters somebody whom a row has created.
    pub(super) fn enter_created(&self, writer: &RowWriter, user: &User, sent: &[Cell<Field>]) {
        let secrets = sent.iter().map(|cell| cell.field).filter(|field| field.is_secret());
        let values = values_of_new_user(user, secrets);
        let route = self.route_of(user.id());
        writer.enter(route, &user.full_name(), ChangeKind::Created, values, WriteOutcome::Done);
    }

    pub(super) fn route_of(&self, id: &UserId) -> Route {
        Route::User { system: self.system.id(), user: id.as_str().to_owned() }
    }
}
