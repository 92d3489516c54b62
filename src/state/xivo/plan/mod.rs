//! The plan for the people of a XiVO: what it is made of, and everybody as they are now.

mod run_row;

use std::cell::RefCell;
use std::collections::HashSet;

use leptos::prelude::*;

use super::server::Xivo;
use super::tenant_choice::TenantChoice;
use crate::domain::{Problem, Refusal};
use crate::form::{FieldValue, Values};
use crate::list::csv::reader::Table;
use crate::plan::import::{CellRules, Columns, Person, make_rows};
use crate::plan::{Inverse, invert};
use crate::state::Console;
use crate::state::plan::PlanRun;
use crate::wire::xivo::form::to_form_values;
use crate::wire::xivo::import::read_value;
use crate::wire::xivo::records::UserRecordReader;
use crate::wire::xivo::users::ListUsers;
use crate::wire::xivo::{Column, Dialect, Field, User};

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

/// What a plan is made of.
#[derive(Clone)]
pub enum PlanSource {
    File(ImportFile),
}

/// The plan of a system, and its run; there is one at a time. Lives as long as the page.
#[derive(Clone, Copy)]
pub struct XivoPlan {
    /// Who is signed in where it was begun.
    person: RwSignal<Option<String>>,
    /// None where there is no plan.
    pub source: RwSignal<Option<PlanSource>>,
    pub everybody: RwSignal<Everybody>,
    pub run: PlanRun<Field>,
    /// Does the plan take back what an earlier one did?
    pub is_inverse: RwSignal<bool>,
}

impl XivoPlan {
    /// The plan of a system; made once.
    pub fn of(xivo: Xivo) -> Self {
        let person = xivo.system.username();
        let plan = Console::get().plans.get_or(&xivo.system.id(), Self::new);
        // What somebody else has read is not theirs.
        if plan.person.get_untracked() != person {
            plan.close();
            plan.person.set(person);
        }
        plan
    }

    fn new() -> Self {
        Self {
            person: RwSignal::new(None),
            source: RwSignal::new(None),
            everybody: RwSignal::new(Everybody::NotRead),
            run: PlanRun::default(),
            is_inverse: RwSignal::new(false),
        }
    }

    /// Is there a plan? Reactive.
    pub fn is_there(&self) -> bool {
        self.source.with(Option::is_some)
    }

    /// Asks something of the file that the plan is made of, if it is. Reactive.
    pub fn with_file<T>(&self, read: impl FnOnce(&ImportFile) -> T) -> Option<T> {
        self.source.with(|source| source.as_ref().map(|PlanSource::File(file)| read(file)))
    }

    /// Changes what is known of the file that the plan is made of.
    pub fn change_file(&self, change: impl FnOnce(&mut ImportFile)) {
        self.source.update(|source| {
            if let Some(PlanSource::File(file)) = source {
                change(file);
            }
        });
    }

    /// Forgets the plan. What is under way is waited for and not shown here any more.
    pub fn close(&self) {
        self.source.set(None);
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
    /// Begins a plan in the place of the one before.
    pub async fn begin_plan(&self, source: PlanSource) {
        let plan = XivoPlan::of(*self);
        plan.close();
        plan.source.set(Some(source));
        self.check_plan().await;
    }

    /// Reads everybody as they are now, and makes the plan anew.
    pub async fn check_plan(&self) {
        let XivoPlan { everybody, source, .. } = XivoPlan::of(*self);
        if matches!(everybody.get_untracked(), Everybody::Reading) {
            return;
        }
        everybody.set(Everybody::Reading);
        let read = self.read_everybody().await;
        if source.with_untracked(Option::is_none) {
            return everybody.set(Everybody::NotRead);
        }
        everybody.set(match read {
            Ok((people, missing)) => Everybody::Known { people, missing },
            Err(refusal) => Everybody::Refused(refusal),
        });
        self.make_plan();
    }

    /// Makes the plan anew, of people who are known.
    pub fn make_plan(&self) {
        let rules = XivoRules(self.dialect.get_untracked());
        let plan = XivoPlan::of(*self);
        let rows = plan.source.with_untracked(|source| {
            plan.everybody.with_untracked(|everybody| match (source, everybody) {
                (Some(PlanSource::File(file)), Everybody::Known { people, missing }) => {
                    // Whoever did not come would be made a second time.
                    let creates = file.creates && *missing == 0;
                    make_rows(&file.table, &file.columns, people, creates, &rules)
                }
                _ => Vec::new(),
            })
        });
        plan.is_inverse.set(false);
        plan.run.set_rows(rows);
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
