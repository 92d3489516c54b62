//! The plan for the client configurations of a PureConnect: what it is made of, and how it is made.

mod run_row;

use std::collections::{HashMap, HashSet};

use leptos::prelude::*;

use super::server::Icws;
use crate::domain::{Refusal, RefusalKind};
use crate::form::FieldValue;
use crate::list::csv::reader::Table;
use crate::plan::kept::read_rows;
use crate::plan::selection::{Selected, ValueChange};
use crate::plan::{Action, Cell, CellProblem, Obstacle, Row};
use crate::state::read_each::read_all;
use crate::state::system_plan::{Everybody, Plan, PlanSystem, RowMaker};
use crate::state::{Console, KeyedCache, System};
use crate::wire::icws::intended::{Hindrance, IntendedValue, Intention, judge_intention};
use crate::wire::icws::rights::Access;
use crate::wire::icws::values_file::{FileObstacle, FilePerson, read_people};
use crate::wire::icws::{ClientConfiguration, Property, UserId};

/// What is intended for one person.
#[derive(Clone)]
pub struct PersonIntentions {
    pub id: String,
    pub name: String,
    pub intentions: Vec<(Property, Intention)>,
    /// The line of the file that it was read from.
    pub line: Option<u32>,
    /// Why nothing is done with what that line says.
    pub obstacle: Option<Obstacle>,
}

impl PersonIntentions {
    pub fn new(Selected { id, name }: Selected, intentions: Vec<(Property, Intention)>) -> Self {
        Self { id, name, intentions, line: None, obstacle: None }
    }

    fn of_file(person: FilePerson) -> Self {
        let FilePerson { line, id, name, intentions, obstacle } = person;
        let obstacle = obstacle.map(|obstacle| match obstacle {
            FileObstacle::CutShort => Obstacle::CutShort,
            FileObstacle::TooManyCells => Obstacle::TooManyCells,
            FileObstacle::NoUser => Obstacle::NoKey,
            FileObstacle::NoSuchProperty => Obstacle::NoSuchField,
            FileObstacle::SamePersonAs(line) => Obstacle::SameAsLine(line),
            FileObstacle::SamePropertyAs(line) => Obstacle::SameFieldAsLine(line),
        });
        Self { id, name, intentions, line: Some(line), obstacle }
    }
}

/// Why a plan is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Own values are given back.
    GiveBack,
    /// Those that make no difference are.
    GiveBackRedundant,
    /// The own values of a person are given to others.
    Copy(Selected),
    /// One property is changed for all, which one and how is chosen at the plan.
    Change { property: Option<Property>, change: ValueChange },
    /// A file of this name says what is to become of whom.
    File(String),
    /// What a run did before the page was loaded anew is taken back.
    Undo,
}

/// What a plan is made of.
#[derive(Clone)]
pub struct ClientChanges {
    pub purpose: Purpose,
    pub people: Vec<PersonIntentions>,
}

impl ClientChanges {
    /// One property of these people is to be changed.
    pub fn of_selected(selected: Vec<Selected>) -> Self {
        let person = |person| PersonIntentions::new(person, Vec::new());
        Self {
            purpose: Purpose::Change { property: None, change: ValueChange::Set(String::new()) },
            people: selected.into_iter().map(person).collect(),
        }
    }

    /// What a file says; `None` if it has not the columns that it takes.
    pub fn of_file(name: String, table: &Table) -> Option<Self> {
        let people = read_people(table)?.into_iter().map(PersonIntentions::of_file).collect();
        Some(Self { purpose: Purpose::File(name), people })
    }

    /// How many people it is about.
    pub fn count(&self) -> usize {
        self.people.iter().filter(|person| person.obstacle.is_none()).count()
    }

    /// What is intended for all alike, where that is chosen at the plan; without it, not all that it
    /// takes is chosen.
    fn common_intention(&self) -> Option<Option<(Property, Intention)>> {
        let Purpose::Change { property, change } = &self.purpose else { return None };
        let intention = |property: Property| {
            let text = match change {
                ValueChange::Set(text) => Some(text.as_str()),
                ValueChange::Clear => None,
                // Nothing is put behind a value that may be inherited.
                ValueChange::Append(_) | ValueChange::Replace { .. } => return None,
            };
            Some((property, Intention::read(property, text)?))
        };
        Some(property.filter(|_| change.is_complete()).and_then(intention))
    }
}

/// What was read of the people of a plan, by their ids.
#[derive(Default)]
pub struct KnownClients(HashMap<String, Reading>);

impl KnownClients {
    /// The configuration of somebody, as far as the plan may be about it.
    pub fn get(&self, id: &str) -> Option<&ClientConfiguration> {
        let (now, _) = self.0.get(id)?.as_ref().ok()?;
        Some(now)
    }
}

/// The plan of a PureConnect, and its run; there is one at a time.
pub type IcwsPlan = Plan<Icws>;

/// What was read of one person.
type Reading = Result<(ClientConfiguration, Access), Refusal>;

impl PlanSystem for Icws {
    type Field = Property;
    type Source = ClientChanges;
    type Known = KnownClients;

    fn system(self) -> System {
        self.system
    }

    fn plans() -> KeyedCache<IcwsPlan> {
        Console::get().icws_plans
    }

    async fn check_plan(self, is_current: impl Fn() -> bool + Copy + 'static) {
        let plan = IcwsPlan::of(self);
        let (ids, wanted) = plan.source.with_untracked(|source| {
            let people = source.as_ref().map_or(&[][..], |source| &source.people);
            let ids: Vec<UserId> = people
                .iter()
                .filter(|person| person.obstacle.is_none())
                .filter_map(|person| UserId::new(person.id.as_str()))
                .collect();
            (ids, source.as_ref().and_then(wanted_properties))
        });
        let all = ids.len();
        let count = move |read| {
            if is_current() {
                plan.everybody.set(Everybody::Reading { read, all });
            }
        };
        count(0);
        let read = move |id: UserId| async move { self.read_client_then_access(&id).await };
        let readings = read_all(ids, is_current, count, read).await;
        if !is_current() {
            return;
        }
        let known = |(id, reading): (UserId, Reading)| {
            let reading = reading.map(|(mut now, access)| {
                now.keep_only(|property| wanted.as_ref().is_none_or(|wanted| wanted.contains(&property)));
                (now, access)
            });
            (id.as_str().to_owned(), reading)
        };
        let known = KnownClients(readings.into_iter().map(known).collect());
        plan.everybody.set(Everybody::Known(known));
        plan.make();
    }
}

impl RowMaker for Icws {
    fn make_rows(self, source: &ClientChanges, known: &KnownClients) -> Vec<Row<Property>> {
        let common = match source.common_intention() {
            Some(None) => return Vec::new(),
            Some(Some(intention)) => Some([intention]),
            None => None,
        };
        let row = |person: &PersonIntentions| {
            let intentions = common.as_ref().map_or(person.intentions.as_slice(), |common| common);
            match person.obstacle {
                Some(obstacle) => to_row(person, Action::Nothing(obstacle), Vec::new()),
                None => make_row(person, intentions, known.0.get(&person.id)),
            }
        };
        source.people.iter().map(row).collect()
    }
}

impl IcwsPlan {
    /// Which property the plan changes for all, and how, where that is chosen at it. Reactive.
    pub fn common_change(&self) -> Option<(Option<Property>, ValueChange)> {
        self.source.with(|source| match source.as_ref().map(|source| &source.purpose) {
            Some(Purpose::Change { property, change }) => Some((*property, change.clone())),
            _ => None,
        })
    }

    /// Chooses that.
    pub fn set_common_change(&self, property: Option<Property>, change: ValueChange) {
        self.source.update(|source| {
            if let Some(ClientChanges { purpose: purpose @ Purpose::Change { .. }, .. }) = source {
                *purpose = Purpose::Change { property, change };
            }
        });
    }

    /// Does something still have to be chosen before there is a plan? Reactive.
    pub fn is_incomplete(&self) -> bool {
        let lacks = |source: &ClientChanges| matches!(source.common_intention(), Some(None));
        !self.is_inverse() && self.source.with(|source| source.as_ref().is_some_and(lacks))
    }
}

/// The properties that a plan is about; `None` where that is chosen at it.
fn wanted_properties(source: &ClientChanges) -> Option<HashSet<Property>> {
    let of_all = source.people.iter().flat_map(|person| &person.intentions);
    match source.purpose {
        Purpose::Change { .. } => None,
        _ => Some(of_all.map(|(property, _)| *property).collect()),
    }
}

impl Icws {
    /// One after the other, for several people are read at the same time.
    async fn read_client_then_access(&self, id: &UserId) -> Reading {
        let now = self.read_client(id).await?;
        Ok((now, self.access(id).await?))
    }

    /// Puts the plan that takes back what an earlier run did in the place of this one, from what was
    /// kept of that run.
    pub fn reopen_inverse(self, kept: &str) {
        let rows = read_rows::<Property>(kept);
        let intentions = |row: &Row<Property>| {
            let person = Selected { id: row.id().unwrap_or_default().to_owned(), name: row.name.clone() };
            let intentions = row.cells.iter().map(|cell| (cell.field, intention_of(&cell.after)));
            PersonIntentions::new(person, intentions.collect())
        };
        let people = rows.iter().map(intentions).collect();
        let source = ClientChanges { purpose: Purpose::Undo, people };
        IcwsPlan::of(self).reopen(source, KnownClients::default(), rows);
    }
}

fn intention_of(value: &FieldValue) -> Intention {
    match value {
        FieldValue::Inherited => Intention::UseInherited,
        value => Intention::Set(value.clone()),
    }
}

/// The row of a person, of whom nothing was read where no address can carry the id.
fn make_row(
    person: &PersonIntentions,
    intentions: &[(Property, Intention)],
    reading: Option<&Reading>,
) -> Row<Property> {
    let nothing = |obstacle| (Action::Nothing(obstacle), Vec::new());
    let change = || Action::Change { id: person.id.clone() };
    let (action, cells) = match reading {
        None => nothing(Obstacle::NoAddress),
        Some(Ok((_, Access::ReadOnly(_)))) => nothing(Obstacle::NotAllowed),
        Some(Ok((now, _))) => {
            let cell = |(property, intention): &(Property, Intention)| {
                to_cell(judge_intention(*property, intention, now))
            };
            (change(), intentions.iter().map(cell).collect())
        }
        // Whoever a file names need never have been there.
        Some(Err(refusal)) if refusal.kind == RefusalKind::NotFound && person.line.is_some() => {
            nothing(Obstacle::NobodyHasKey)
        }
        Some(Err(refusal)) if refusal.kind == RefusalKind::NotFound => nothing(Obstacle::NotThere),
        Some(Err(refusal)) if refusal.kind == RefusalKind::NotAllowed => nothing(Obstacle::NotAllowed),
        Some(Err(refusal)) => {
            let cell = |(property, intention): &(Property, Intention)| Cell {
                field: *property,
                before: FieldValue::Absent,
                after: match intention {
                    Intention::Set(value) => value.clone(),
                    Intention::Refused { text, .. } => FieldValue::text(text),
                    _ => FieldValue::Inherited,
                },
                problem: Some(CellProblem::Unread(refusal.clone())),
            };
            (change(), intentions.iter().map(cell).collect())
        }
    };
    to_row(person, action, cells)
}

fn to_row(person: &PersonIntentions, action: Action, cells: Vec<Cell<Property>>) -> Row<Property> {
    Row { line: person.line, name: person.name.clone(), action, cells, is_left_out: false }
}

fn to_cell(IntendedValue { property, before, after, hindrance }: IntendedValue) -> Cell<Property> {
    let problem = hindrance.map(|hindrance| match hindrance {
        Hindrance::Rule(problem) => CellProblem::Rule(problem),
        Hindrance::NotUnderstood => CellProblem::Unread(Refusal::new(RefusalKind::NotUnderstood)),
        Hindrance::NotTold => CellProblem::NotAttributed,
        Hindrance::MakesDifference => CellProblem::MakesDifference,
    });
    Cell { field: property, before, after, problem }
}
