//! What is done with a row of a plan for the people of a XiVO, to the outcome.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::XivoPlan;
use crate::browser::clock;
use crate::domain::{Problem, Refusal, RefusalKind};
use crate::form::{Answer, Deletion, FieldValue, Gone, ValueOutcome, Values, is_absent};
use crate::journal::{ChangeKind, Entry, JournalValue};
use crate::plan::{Action, Cell, Row};
use crate::state::changed_row::{cells_to_write, look_for_changes, waits_for_missing_answer};
use crate::state::plan::{LOOK_FOR_ROW_AFTER_S, Outcome, PlanServer, RowNote, RowRun};
use crate::state::plan_journal::RowWriter;
use crate::state::xivo::row_journal::{has_account, undo_creation};
use crate::state::xivo::server::Xivo;
use crate::state::xivo::user::{Creation, CreationBeside, name_to_compare};
use crate::state::{Console, until};
use crate::wire::xivo::attachments::Attachments;
use crate::wire::xivo::comparison::compare_value;
use crate::wire::xivo::form::{to_form_values, to_new_value};
use crate::wire::xivo::users::{DeletedWith, find_left_over};
use crate::wire::xivo::{Changes, Dialect, Field, NewValue, Unsendable, User, UserId};

thread_local! {
    /// Those by rows since the last moment at which nobody was being created.
    static CREATIONS: RefCell<Vec<RowCreation>> = const { RefCell::new(Vec::new()) };
}

/// The creation of somebody by a row.
struct RowCreation {
    system: String,
    is_under_way: bool,
    person: CreationBeside,
}

impl PlanServer<Field> for Xivo {
    async fn run_row(self, row: Row<Field>) -> RowRun<Field> {
        let (writer, sent) = (RowWriter::of(self.system), row.clone());
        let run = match &row.action {
            Action::Change { id } => self.change_row(&UserId::new(id.as_str()), row).await,
            Action::Create { .. } => self.create_in_turn(&writer, row).await,
            Action::Delete { id } => {
                let plan = XivoPlan::of(self);
                let with = match untrack(|| plan.is_inverse()) {
                    true => self.undo_creation(&UserId::new(id.as_str()), &row).await,
                    false => Ok(plan.deleted_with()),
                };
                return match with {
                    Ok(with) => self.run_deletion(row, with).await,
                    Err(outcome) => not_done(outcome),
                };
            }
            Action::Nothing(_) => RowRun::new(Outcome::NotTried, None),
        };
        self.enter_row(&writer, &sent, &run);
        run
    }
}

impl Xivo {
    /// Where the CTI is not of the record, it may demand a username and a password: it is switched on
    /// after they are given, and off before they are taken away.
    async fn change_row(&self, id: &UserId, row: Row<Field>) -> RowRun<Field> {
        let (cti, record) = self.split_cti(&row.cells);
        let (mut outcome, mut cells) = (Outcome::AlreadySo, Vec::new());
        for part in order_of_parts(&cti) {
            let cells_of_part = if part == Part::Cti { &cti } else { &record };
            if cells_of_part.is_empty() || !(outcome.is_done() || outcome == Outcome::AlreadySo) {
                continue;
            }
            let (part_outcome, changed) = match part {
                Part::Cti => self.change_cti(id, cells_of_part).await,
                Part::Record => self.change_record(id, cells_of_part).await,
            };
            outcome = match (part_outcome, outcome) {
                (Outcome::AlreadySo, before) => before,
                (Outcome::Refused(refusal), _) if !cells.is_empty() => {
                    let done = cells.iter().map(|cell: &Cell<Field>| cell.field);
                    Outcome::InPart(done.collect(), refusal)
                }
                (part_outcome, _) => part_outcome,
            };
            cells.extend(changed);
        }
        RowRun::new(outcome, (!cells.is_empty()).then_some(Row { cells, ..row }))
    }

    /// Changes the record of somebody; with what was seen to be done.
    async fn change_record(&self, id: &UserId, cells: &[&Cell<Field>]) -> (Outcome<Field>, Vec<Cell<Field>>) {
        let not_done = |outcome| (outcome, Vec::new());
        let user = match self.read_user(id).await {
            Ok(user) => user,
            Err(refusal) => return not_done(Outcome::Refused(refusal)),
        };
        let values = to_form_values(&user);
        let wanted = match cells_to_write(cells.iter().copied(), &values) {
            Ok(wanted) => wanted,
            Err(outcome) => return not_done(outcome),
        };
        let dialect = self.dialect.get_untracked();
        let changes = match to_changes(wanted.iter().copied(), &dialect) {
            Ok(changes) => changes,
            Err(outcome) => return not_done(outcome),
        };
        let written = self.update_user(id, changes.clone()).await.map(|_| ());
        let effects = |now: &User| {
            let effect = |field| Some((field, compare_value(&dialect, field, changes.get(field)?, now)));
            changes.fields().filter_map(effect).collect()
        };
        let read = async || self.read_user(id).await;
        let (outcome, kept) =
            look_for_changes(written, read, effects, waits_for_missing_answer(), |now| self.put_in_list(now))
                .await;
        let cells: Vec<Cell<Field>> = wanted
            .into_iter()
            .filter(|cell| kept.contains(&cell.field))
            .map(|cell| Cell { before: before(cell, &values), ..cell.clone() })
            .collect();
        (outcome, cells)
    }

    /// Creates somebody while nobody else of the same name is being created, from whom nothing would
    /// tell them apart.
    async fn create_in_turn(&self, writer: &RowWriter, row: Row<Field>) -> RowRun<Field> {
        let name = name_to_compare(|field| {
            let cell = row.cells.iter().find(|cell| cell.field == field);
            cell.map_or("", |cell| cell.after.as_text())
        });
        let is_of_name = |other: &RowCreation| other.is_under_way && other.person.name == name;
        until(|| !CREATIONS.with_borrow(|creations| creations.iter().any(is_of_name))).await;
        let at = CREATIONS.with_borrow_mut(|creations| {
            let person = CreationBeside { name: name.clone(), id: None };
            creations.push(RowCreation { system: self.system.id(), is_under_way: true, person });
            creations.len() - 1
        });
        let run = self.create_row(writer, row, at).await;
        CREATIONS.with_borrow_mut(|creations| {
            if let Some(creation) = creations.get_mut(at) {
                creation.is_under_way = false;
            }
            if !creations.iter().any(|creation| creation.is_under_way) {
                creations.clear();
            }
        });
        run
    }

    /// `at` is the place of this creation among [`CREATIONS`].
    async fn create_row(&self, writer: &RowWriter, row: Row<Field>, at: usize) -> RowRun<Field> {
        let dialect = self.dialect.get_untracked();
        let (cti, record) = self.split_cti(&row.cells);
        let changes = match to_new_user(record.iter().copied(), &dialect) {
            Ok(changes) => changes,
            Err(outcome) => return not_done(outcome),
        };
        let before = match self.read_ids().await {
            Ok(before) => before,
            Err(refusal) => return not_done(Outcome::Refused(refusal)),
        };
        let mut creation = Creation::new(changes.clone(), Arc::new(before));
        let written = self.create_user(&mut creation).await;
        let answer = Answer::of(&written);
        let refusal = written.err();
        let mut waits = LOOK_FOR_ROW_AFTER_S.into_iter();
        let new = loop {
            creation.beside = self.created_beside(at);
            let found = self.find_created(&creation).await;
            // Where no answer came, the server may still be at work; and whoever is not found now is
            // found by no second try, which would create them twice.
            let is_again = match &found {
                Ok(new) => new.found.is_empty() && answer == Answer::Missing,
                Err(unread) => unread.kind != RefusalKind::NotSignedIn,
            };
            if is_again && let Some(wait) = waits.next() {
                clock::sleep(Duration::from_secs(wait)).await;
                continue;
            }
            match found {
                Ok(new) => break new,
                Err(unread) => return not_done(Outcome::Unknown(refusal.unwrap_or(unread))),
            }
        };
        let user = match (new.found.as_slice(), refusal) {
            ([user], _) => user,
            ([], Some(refusal)) if answer != Answer::Missing => return not_done(Outcome::Refused(refusal)),
            ([], Some(refusal)) => return not_done(Outcome::Unknown(refusal)),
            // Somebody new of another name may be they, if the server has changed it.
            ([], None) if new.others > 0 => return not_done(Outcome::NobodyFound),
            ([], None) => return not_done(Outcome::NotCreated),
            (several, _) => return not_done(Outcome::SeveralFound(several.len())),
        };
        CREATIONS.with_borrow_mut(|creations| {
            if let Some(creation) = creations.get_mut(at) {
                creation.person.id = Some(user.id().as_str().to_owned());
            }
        });
        let (cti_outcome, with_cti) = match cti.is_empty() {
            true => (Outcome::AlreadySo, None),
            false => {
                let outcome = self.change_cti_of_new(user.id(), &cti).await;
                // The record of some servers tells the profile.
                (outcome, self.read_with_account(user.id(), changes.has_account()).await.ok())
            }
        };
        let user = with_cti.as_ref().unwrap_or(user);
        self.put_in_list(user);
        self.enter_created(writer, user, &row.cells);
        let is_kept = |field: &Field| {
            let sent = changes.get(*field);
            sent.is_none_or(|sent| compare_value(&dialect, *field, sent, user) != ValueOutcome::NotStored)
        };
        let not_kept: Vec<Field> = changes.fields().filter(|field| !is_kept(field)).collect();
        let outcome = match (not_kept.is_empty(), answer) {
            (false, _) => Outcome::NotKept(not_kept),
            (true, Answer::Accepted) => Outcome::Done,
            (true, _) => Outcome::DoneAllTheSame,
        };
        let outcome = match (cti_outcome, outcome.is_done()) {
            (cti_outcome, true) if !cti_outcome.is_done() && cti_outcome != Outcome::AlreadySo => {
                // Whoever is there is not to be created again.
                match cti_outcome.refusal().cloned() {
                    Some(refusal) => Outcome::InPart(changes.fields().collect(), refusal),
                    None => cti_outcome,
                }
            }
            _ => outcome,
        };
        let action = Action::Create { id: Some(user.id().as_str().to_owned()) };
        RowRun::new(outcome, Some(Row { action, ..row }))
    }

    /// Whom rows create or have created on this system, but for the one at this place.
    fn created_beside(&self, at: usize) -> Vec<CreationBeside> {
        let id = self.system.id();
        CREATIONS.with_borrow(|creations| {
            let others = creations.iter().enumerate().filter(|(other, _)| *other != at);
            let here = others.filter(|(_, creation)| creation.system == id);
            here.map(|(_, creation)| creation.person.clone()).collect()
        })
    }

    /// What goes with somebody whom a plan has created and its inverse deletes.
    ///
    /// # Errors
    /// Nothing is to be deleted: somebody was at it since, or it cannot be known.
    async fn undo_creation(&self, id: &UserId, row: &Row<Field>) -> Result<DeletedWith, Outcome<Field>> {
        let values = self.values_since_creation(id, row);
        match self.read_with_account(id, has_account(&values)).await {
            Ok(user) => {
                let dialect = self.dialect.get_untracked();
                undo_creation(&values, &row.cells, &user, &dialect).map_err(Outcome::Conflict)
            }
            Err(refusal) if is_absent(&refusal) => Err(Outcome::AlreadySo),
            Err(refusal) => Err(Outcome::Refused(refusal)),
        }
    }

    /// What the journal has of somebody whom a plan has created.
    pub(super) fn values_since_creation(&self, id: &UserId, row: &Row<Field>) -> Vec<JournalValue> {
        let route = self.route_of(id);
        let values = Console::get().journal.with_untracked(|journal| {
            let is_creation = |entry: &&Entry| entry.kind == ChangeKind::Created && entry.route == route;
            journal.entries().iter().rev().find(is_creation).map(|entry| entry.values.clone())
        });
        // After a reload that forgot it, what was sent has to do.
        values.unwrap_or_else(|| {
            let absent = FieldValue::Absent;
            let value = |cell: &Cell<Field>| {
                JournalValue::new(cell.field, &absent, &cell.before, ValueOutcome::Stored)
            };
            row.cells.iter().map(value).collect()
        })
    }

    /// Deletes the person of a row, with what is to go along, and enters it in the journal.
    pub async fn run_deletion(&self, row: Row<Field>, with: DeletedWith) -> RowRun<Field> {
        let Action::Delete { id } = &row.action else { return not_done(Outcome::NotTried) };
        let writer = RowWriter::of(self.system);
        let run = self.delete_row(&UserId::new(id.as_str()), &row, with).await;
        self.enter_row(&writer, &row, &run);
        run
    }

    async fn delete_row(&self, id: &UserId, row: &Row<Field>, with: DeletedWith) -> RowRun<Field> {
        // Afterwards nothing tells what there was.
        let (attached, is_unread) = self.find_attached(id).await;
        let (deletion, _) = self.delete_user(id, with).await;
        let is_gone = matches!(deletion, Deletion::Gone(_));
        if is_gone && self.selection.with_untracked(|selection| selection.contains(id.as_str())) {
            self.selection.update(|selection| selection.toggle(id.as_str()));
        }
        let mut notes = Vec::new();
        if let Deletion::Gone(Gone::InSpiteOf(refusal)) = &deletion {
            notes.extend(find_left_over(refusal).map(RowNote::LeftOver));
        }
        if is_gone && !matches!(deletion, Deletion::Gone(Gone::Already)) {
            let mut attachments = match self.dialect.get_untracked().deletes_recursively() {
                true => self.look_up(attached).await,
                false => Attachments { unknown: attached, ..Attachments::default() },
            };
            attachments.is_unread = is_unread;
            notes.push(RowNote::Attachments(attachments));
        }
        let outcome = Outcome::of_deletion(deletion);
        RowRun { outcome, done: is_gone.then(|| row.clone()), notes }
    }
}

/// Where the CTI is not of the record, the two are changed one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Cti,
    Record,
}

/// In which order the two are changed, by the cells of the CTI.
pub(super) fn order_of_parts(cti: &[&Cell<Field>]) -> [Part; 2] {
    let is_off =
        |cell: &&Cell<Field>| cell.field == Field::CtiEnabled && cell.after == FieldValue::Switch(false);
    match cti.iter().any(is_off) {
        true => [Part::Cti, Part::Record],
        false => [Part::Record, Part::Cti],
    }
}

fn not_done(outcome: Outcome<Field>) -> RowRun<Field> {
    RowRun::new(outcome, None)
}

fn refuse(problems: Vec<Problem>) -> Outcome<Field> {
    Outcome::Refused(Refusal::of_values(problems))
}

/// What there was before, but for secrets, which no plan gives back.
fn before(cell: &Cell<Field>, values: &Values<Field>) -> FieldValue {
    if cell.field.is_secret() { FieldValue::Absent } else { values.get(cell.field).clone() }
}

/// What changes somebody's record as these cells say.
///
/// # Errors
/// What becomes of the row where nothing is to be sent.
pub(super) fn to_changes<'a>(
    cells: impl Iterator<Item = &'a Cell<Field>>,
    dialect: &Dialect,
) -> Result<Changes, Outcome<Field>> {
    let changes = Changes::new(dialect, to_new_values(cells, dialect)?);
    changes.map_err(|unsendable| match unsendable {
        Unsendable::Nothing => Outcome::AlreadySo,
        Unsendable::Refused(problems) => refuse(problems),
    })
}

/// What creates somebody with the values of these cells.
///
/// # Errors
/// What becomes of the row where nothing is to be sent.
pub(super) fn to_new_user<'a>(
    cells: impl Iterator<Item = &'a Cell<Field>>,
    dialect: &Dialect,
) -> Result<Changes, Outcome<Field>> {
    let changes = Changes::for_new_user(dialect, to_new_values(cells, dialect)?);
    changes.map_err(|unsendable| match unsendable {
        Unsendable::Nothing => refuse(Vec::new()),
        Unsendable::Refused(problems) => refuse(problems),
    })
}

fn to_new_values<'a>(
    cells: impl Iterator<Item = &'a Cell<Field>>,
    dialect: &Dialect,
) -> Result<Vec<(Field, NewValue)>, Outcome<Field>> {
    let new_value = |cell: &Cell<Field>| Ok((cell.field, to_new_value(cell.field, &cell.after, dialect)?));
    cells.map(new_value).collect::<Result<_, Problem>>().map_err(|problem| refuse(vec![problem]))
}
