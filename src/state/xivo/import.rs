//! A file as a plan for the people of a XiVO: everybody as they are now, and what is done with a row.

use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::server::Xivo;
use super::tenant_choice::TenantChoice;
use super::user::Creation;
use crate::browser::clock;
use crate::domain::{Problem, Refusal, RefusalKind};
use crate::form::{self, Answer, Deletion, Effect, FieldValue, Gone, NotGone, Values, Verdict};
use crate::list::csv::reader::Table;
use crate::plan::import::{CellRules, Columns, Person, make_rows};
use crate::plan::{Action, Cell, Inverse, Row, Verdict as CellVerdict, invert};
use crate::state::Console;
use crate::state::plan::{Outcome, PlanRun, PlanServer, RowRun};
use crate::wire::xivo::comparison::compare_value;
use crate::wire::xivo::form::{to_form_values, to_new_value};
use crate::wire::xivo::import::read_value;
use crate::wire::xivo::records::UserRecordReader;
use crate::wire::xivo::users::{DeletedWith, ListUsers};
use crate::wire::xivo::{Changes, Column, Dialect, Field, Unsendable, User, UserId};

/// After so many seconds each, a write that no answer came to is looked for.
const LOOK_AGAIN_AFTER_S: [u64; 3] = [1, 2, 4];

/// A file that is being made into a plan. It has no Debug, for a cell may be a password.
#[derive(Clone)]
pub struct ImportFile {
    pub name: String,
    pub table: Table,
    pub columns: Columns<Field>,
    /// Is whoever is not there created?
    pub creates: bool,
}

/// Everybody on a system, as a plan needs them.
#[derive(Clone)]
pub enum Everybody {
    NotRead,
    Reading,
    Known {
        people: Vec<Person<Field>>,
        /// So many are there by the server's count, and did not come.
        missing: usize,
    },
    Refused(Refusal),
}

/// A file, its plan, and its run. Lives as long as the page.
#[derive(Clone, Copy)]
pub struct Import {
    /// Who is signed in where it was begun.
    person: RwSignal<Option<String>>,
    pub file: RwSignal<Option<ImportFile>>,
    pub everybody: RwSignal<Everybody>,
    pub run: PlanRun<Field>,
    /// Does the plan take back what an earlier one did?
    pub is_inverse: RwSignal<bool>,
}

impl Import {
    /// The import of a system; made once.
    pub fn of(xivo: Xivo) -> Self {
        let person = xivo.system.username();
        let import = Console::get().imports.get_or(&xivo.system.id(), Self::new);
        // What somebody else has read is not theirs.
        if import.person.get_untracked() != person {
            import.close();
            import.person.set(person);
        }
        import
    }

    fn new() -> Self {
        Self {
            person: RwSignal::new(None),
            file: RwSignal::new(None),
            everybody: RwSignal::new(Everybody::NotRead),
            run: PlanRun::default(),
            is_inverse: RwSignal::new(false),
        }
    }

    /// Forgets the file and its plan. What is under way is waited for and not shown here any more.
    pub fn close(&self) {
        self.file.set(None);
        self.everybody.set(Everybody::NotRead);
        self.is_inverse.set(false);
        self.run.set_rows(Vec::new());
    }

    /// What takes back all that was seen to be done.
    pub fn inverse(&self) -> Inverse<Field> {
        self.run.with(|items| {
            let done: Vec<_> = items.iter().filter_map(|item| item.done.clone()).collect();
            invert(&done)
        })
    }

    /// Puts the plan that takes back what was done in the place of this one.
    pub fn turn_round(&self) {
        let Inverse { rows, .. } = self.inverse();
        self.is_inverse.set(true);
        self.run.set_rows(rows);
    }
}

/// What the cells of a file may say on a server.
pub struct XivoRules(pub Dialect);

impl CellRules<Field> for XivoRules {
    fn writes(&self, field: Field, is_new: bool) -> bool {
        self.0.writes(field) && (is_new || field.in_account().is_none())
    }

    fn requires(&self, field: Field) -> bool {
        self.0.requires(field)
    }

    fn read(&self, field: Field, text: Option<&str>) -> Result<FieldValue, Problem> {
        read_value(field, text, &self.0)
    }
}

impl Xivo {
    /// Reads everybody as they are now, and makes the plan of the file anew.
    pub async fn check_import(&self) {
        let Import { everybody, file, .. } = Import::of(*self);
        if matches!(everybody.get_untracked(), Everybody::Reading) {
            return;
        }
        everybody.set(Everybody::Reading);
        let read = self.read_everybody().await;
        if file.with_untracked(Option::is_none) {
            return everybody.set(Everybody::NotRead);
        }
        everybody.set(match read {
            Ok((people, missing)) => Everybody::Known { people, missing },
            Err(refusal) => Everybody::Refused(refusal),
        });
        self.plan_import();
    }

    /// Makes the plan of the file, of people who are known.
    pub fn plan_import(&self) {
        let rules = XivoRules(self.dialect.get_untracked());
        let import = Import::of(*self);
        let rows = import.file.with_untracked(|file| {
            let file = file.as_ref()?;
            import.everybody.with_untracked(|everybody| match everybody {
                // Whoever did not come would be made a second time.
                Everybody::Known { people, missing } => {
                    let creates = file.creates && *missing == 0;
                    Some(make_rows(&file.table, &file.columns, people, creates, &rules))
                }
                _ => None,
            })
        });
        import.is_inverse.set(false);
        import.run.set_rows(rows.unwrap_or_default());
    }

    /// Everybody with all values but the secrets; and how many are missing by the server's count.
    async fn read_everybody(&self) -> Result<(Vec<Person<Field>>, usize), Refusal> {
        self.find_dialect().await?;
        // Some servers tell extensions in the shorter list alone.
        self.people.read(self, false).await;
        let dialect = self.dialect.get_untracked();
        let is_of_all = self.tenant.with_untracked(|tenant| *tenant == TenantChoice::All);
        let list = match is_of_all {
            true => ListUsers::new(&dialect).recursing(),
            false => ListUsers::new(&dialect),
        };
        let read = RefCell::new((UserRecordReader::default(), Vec::new()));
        let mut begin = || {
            read.take();
        };
        let mut take = |piece: &[u8]| {
            let (reader, people) = &mut *read.borrow_mut();
            reader.feed(piece, &mut |user| people.push(to_person(&user)));
        };
        self.system.ask_in_pieces(|_| list.clone(), &mut begin, &mut take).await?;
        let (reader, mut people) = read.into_inner();
        let end = reader.finish()?;
        let mut ids = HashSet::new();
        people.retain(|person: &Person<Field>| ids.insert(person.id.clone()));
        let total = end.total.and_then(|total| usize::try_from(total).ok());
        let missing = total.map_or(end.not_understood, |total| total.saturating_sub(people.len()));
        self.people.with(|rows| {
            for person in &mut people {
                let row = rows.list().row_of(&person.id).and_then(|at| rows.row(at));
                let extension = row.map_or("", |row| row.text(Column::Extension));
                if person.values.get(Field::Line).is_empty() && !extension.is_empty() {
                    person.values.set(Field::Line, FieldValue::text(extension));
                }
            }
        });
        Ok((people, missing))
    }
}

/// Passwords of others are not kept: a plan reads each person again before it writes.
fn to_person(user: &User) -> Person<Field> {
    let values: Values<Field> = to_form_values(user);
    let without_secrets = values
        .iter()
        .filter(|(field, _)| !field.is_secret())
        .map(|(field, value)| (field, value.clone()))
        .collect();
    Person { id: user.id().as_str().to_owned(), name: user.full_name(), values: without_secrets }
}

impl PlanServer<Field> for Xivo {
    async fn run_row(self, row: Row<Field>) -> RowRun<Field> {
        let sent = row.clone();
        let run = match &row.action {
            Action::Change { id } => self.change_row(&UserId::new(id.as_str()), &row).await,
            Action::Create { .. } => self.create_row(row).await,
            Action::Delete { id } => self.delete_row(&UserId::new(id.as_str()), &row).await,
            Action::Nothing(_) => RowRun { outcome: Outcome::NotTried, done: None },
        };
        self.enter_row(&sent, &run);
        run
    }
}

impl Xivo {
    async fn change_row(&self, id: &UserId, row: &Row<Field>) -> RowRun<Field> {
        let user = match self.read_user(id).await {
            Ok(user) => user,
            Err(refusal) => return not_done(Outcome::Refused(refusal)),
        };
        let values = to_form_values(&user);
        let (mut wanted, mut conflicts) = (Vec::new(), Vec::new());
        for cell in &row.cells {
            match cell.verdict_now(values.get(cell.field)) {
                CellVerdict::WillChange => wanted.push(cell),
                CellVerdict::Conflict => conflicts.push(cell.field),
                CellVerdict::AlreadySo | CellVerdict::Refused => {}
            }
        }
        if !conflicts.is_empty() {
            return not_done(Outcome::Conflict(conflicts));
        }
        let dialect = self.dialect.get_untracked();
        let changes = match to_changes(wanted.iter().copied(), &dialect) {
            Ok(new) => match Changes::new(&dialect, new) {
                Ok(changes) => changes,
                Err(Unsendable::Nothing) => return not_done(Outcome::AlreadySo),
                Err(Unsendable::Refused(problems)) => return not_done(refuse(problems)),
            },
            Err(problem) => return not_done(refuse(vec![problem])),
        };
        let written = self.update_user(id, changes.clone()).await;
        let answer = Answer::of(&written);
        let refusal = written.err();
        if let Some(refusal) = &refusal
            && refusal.kind == RefusalKind::NotSignedIn
        {
            return not_done(Outcome::Refused(refusal.clone()));
        }
        let (outcome, kept) = self.look(id, &changes, answer, refusal).await;
        let cells: Vec<Cell<Field>> = wanted
            .into_iter()
            .filter(|cell| kept.contains(&cell.field))
            .map(|cell| Cell { before: before(cell, &values), ..cell.clone() })
            .collect();
        let done = (!cells.is_empty()).then(|| Row { cells, ..row.clone() });
        RowRun { outcome, done }
    }

    /// Reads what a person has after a change, again where no answer came to it; and which
    /// fields have what was sent.
    async fn look(
        &self,
        id: &UserId,
        sent: &Changes,
        answer: Answer,
        refusal: Option<Refusal>,
    ) -> (Outcome<Field>, Vec<Field>) {
        let mut waits = LOOK_AGAIN_AFTER_S.into_iter();
        loop {
            let now = match self.read_user(id).await {
                Ok(now) => now,
                Err(unread) => return (Outcome::Unknown(refusal.unwrap_or(unread)), Vec::new()),
            };
            let effects: Vec<(Field, Effect)> = sent
                .fields()
                .filter_map(|field| {
                    Some((field, compare_value(sent.dialect(), field, sent.get(field)?, &now)))
                })
                .collect();
            let outcome = form::Outcome::of(answer, effects);
            if outcome.verdict == Verdict::Unknown
                && let Some(wait) = waits.next()
            {
                clock::sleep(Duration::from_secs(wait)).await;
                continue;
            }
            self.put_in_list(&now);
            let mut done = outcome.kept;
            if answer == Answer::Accepted {
                done.extend(&outcome.hidden);
            }
            let outcome = match (outcome.verdict, refusal) {
                (Verdict::AllKept, None) => Outcome::Done,
                (Verdict::AllKept, Some(_)) => Outcome::DoneAllTheSame,
                (_, None) => Outcome::NotKept(outcome.not_kept),
                (Verdict::KeptInPart, Some(refusal)) => Outcome::InPart(done.clone(), refusal),
                (Verdict::NothingKept, Some(refusal)) => Outcome::Refused(refusal),
                (Verdict::Unknown, Some(refusal)) => Outcome::Unknown(refusal),
            };
            return (outcome, done);
        }
    }

    async fn create_row(&self, row: Row<Field>) -> RowRun<Field> {
        let dialect = self.dialect.get_untracked();
        let changes = match to_changes(row.cells.iter(), &dialect) {
            Ok(values) => Changes::for_new_user(&dialect, values),
            Err(problem) => return not_done(refuse(vec![problem])),
        };
        let changes = match changes {
            Ok(changes) => changes,
            Err(Unsendable::Nothing) => return not_done(refuse(Vec::new())),
            Err(Unsendable::Refused(problems)) => return not_done(refuse(problems)),
        };
        let before = match self.read_ids().await {
            Ok(before) => before,
            Err(refusal) => return not_done(Outcome::Refused(refusal)),
        };
        let mut creation = Creation::new(changes.clone(), Arc::new(before));
        let written = self.create_user(&mut creation).await;
        let answer = Answer::of(&written);
        let refusal = written.err();
        let found = match self.find_created(&creation).await {
            Ok(found) => found,
            Err(unread) => return not_done(Outcome::Unknown(refusal.unwrap_or(unread))),
        };
        let user = match (found.as_slice(), refusal) {
            ([user], _) => user,
            ([], Some(refusal)) if answer != Answer::Missing => return not_done(Outcome::Refused(refusal)),
            (_, Some(refusal)) => return not_done(Outcome::Unknown(refusal)),
            (_, None) => return not_done(Outcome::Unknown(Refusal::new(RefusalKind::NotFound))),
        };
        self.put_in_list(user);
        self.enter_created(user, &row.cells);
        let is_kept = |field: &Field| {
            let sent = changes.get(*field);
            sent.is_none_or(|sent| compare_value(&dialect, *field, sent, user) != Effect::NotStored)
        };
        let not_kept: Vec<Field> = changes.fields().filter(|field| !is_kept(field)).collect();
        let outcome = match (not_kept.is_empty(), answer) {
            (false, _) => Outcome::NotKept(not_kept),
            (true, Answer::Accepted) => Outcome::Done,
            (true, _) => Outcome::DoneAllTheSame,
        };
        let action = Action::Create { id: Some(user.id().as_str().to_owned()) };
        RowRun { outcome, done: Some(Row { action, ..row }) }
    }

    async fn delete_row(&self, id: &UserId, row: &Row<Field>) -> RowRun<Field> {
        let (deletion, _) = self.delete_user(id, DeletedWith::Nothing).await;
        let is_gone = matches!(deletion, Deletion::Gone(_));
        let outcome = match deletion {
            Deletion::Gone(Gone::Deleted(())) => Outcome::Done,
            Deletion::Gone(Gone::Already) => Outcome::AlreadySo,
            Deletion::Gone(Gone::WithoutAnswer | Gone::InSpiteOf(_)) => Outcome::DoneAllTheSame,
            Deletion::NotGone(NotGone::Accepted) => Outcome::NotKept(Vec::new()),
            Deletion::NotGone(NotGone::Refused(refusal) | NotGone::Failed(refusal)) => {
                Outcome::Refused(refusal)
            }
            Deletion::NotGone(NotGone::SoFar(refusal) | NotGone::Unread(refusal)) => {
                Outcome::Unknown(refusal)
            }
        };
        RowRun { outcome, done: is_gone.then(|| row.clone()) }
    }
}

fn not_done(outcome: Outcome<Field>) -> RowRun<Field> {
    RowRun { outcome, done: None }
}

fn refuse(problems: Vec<Problem>) -> Outcome<Field> {
    Outcome::Refused(Refusal { problems, ..Refusal::new(RefusalKind::RefusedValues) })
}

/// What there was before, but for secrets, which no plan gives back.
fn before(cell: &Cell<Field>, values: &Values<Field>) -> FieldValue {
    if cell.field.is_secret() { FieldValue::Absent } else { values.get(cell.field).clone() }
}

type NewValues = Vec<(Field, crate::wire::xivo::NewValue)>;

fn to_changes<'a>(
    cells: impl Iterator<Item = &'a Cell<Field>>,
    dialect: &Dialect,
) -> Result<NewValues, Problem> {
    cells.map(|cell| Ok((cell.field, to_new_value(cell.field, &cell.after, dialect)?))).collect()
}
