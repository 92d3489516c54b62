//! The plan for the client configurations of a PureConnect: what it is made of, and how it is made.

mod run_row;

use std::collections::HashMap;

use leptos::prelude::*;

use super::server::Icws;
use crate::domain::{Refusal, RefusalKind};
use crate::form::FieldValue;
use crate::plan::kept::read_rows;
use crate::plan::selection::Selected;
use crate::plan::{Action, Cell, CellProblem, Obstacle, Row};
use crate::state::read_each::read_all;
use crate::state::system_plan::{Everybody, Plan, PlanSystem};
use crate::state::{Console, KeyedCache, System};
use crate::wire::icws::intended::{Hindrance, IntendedValue, Intention, judge_intention};
use crate::wire::icws::rights::Access;
use crate::wire::icws::{ClientConfiguration, Property, PropertyValue, UserId};

/// What is intended for one person.
#[derive(Clone)]
pub struct PersonIntentions {
    pub id: String,
    pub name: String,
    pub intentions: Vec<(Property, Intention)>,
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
    /// What a run did before the page was loaded anew is taken back.
    Undo,
}

/// What a plan is made of.
#[derive(Clone)]
pub struct ClientChanges {
    pub purpose: Purpose,
    pub people: Vec<PersonIntentions>,
}

/// What people inherit, by their ids and the property: the outer `None` where the server does not
/// say.
pub type InheritedValues = HashMap<(String, Property), Option<Option<PropertyValue>>>;

/// The plan of a PureConnect, and its run; there is one at a time.
pub type IcwsPlan = Plan<Icws>;

/// What was read of one person.
type Reading = Result<(ClientConfiguration, Access), Refusal>;

impl PlanSystem for Icws {
    type Field = Property;
    type Source = ClientChanges;
    type Known = InheritedValues;

    fn system(self) -> System {
        self.system
    }

    fn plans() -> KeyedCache<IcwsPlan> {
        Console::get().icws_plans
    }

    async fn check_plan(self, is_current: impl Fn() -> bool + Copy + 'static) {
        let plan = IcwsPlan::of(self);
        let people = plan
            .source
            .with_untracked(|source| source.as_ref().map(|source| source.people.clone()).unwrap_or_default());
        let ids: Vec<UserId> = people.iter().filter_map(|person| UserId::new(person.id.as_str())).collect();
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
        let mut readings: HashMap<String, Reading> =
            readings.into_iter().map(|(id, reading)| (id.as_str().to_owned(), reading)).collect();
        let mut inherited = InheritedValues::new();
        let rows = people.iter().map(|person| {
            let reading = readings.remove(&person.id);
            if let Some(Ok((now, _))) = &reading {
                note_inherited(&mut inherited, person, now);
            }
            make_row(person, reading)
        });
        let rows = rows.collect();
        plan.everybody.set(Everybody::Known(inherited));
        plan.set_rows(rows);
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
        let intentions = |row: &Row<Property>| PersonIntentions {
            id: row.id().unwrap_or_default().to_owned(),
            name: row.name.clone(),
            intentions: row.cells.iter().map(|cell| (cell.field, intention_of(&cell.after))).collect(),
        };
        let people = rows.iter().map(intentions).collect();
        let source = ClientChanges { purpose: Purpose::Undo, people };
        IcwsPlan::of(self).reopen(source, InheritedValues::new(), rows);
    }
}

fn intention_of(value: &FieldValue) -> Intention {
    match value {
        FieldValue::Inherited => Intention::UseInherited,
        value => Intention::Set(value.clone()),
    }
}

fn note_inherited(inherited: &mut InheritedValues, person: &PersonIntentions, now: &ClientConfiguration) {
    for (property, _) in &person.intentions {
        if let Some(value) = now.get(*property) {
            let after = value.after_giving_back().map(|value| value.cloned());
            // Without an own value, what holds is what is inherited.
            let after = after.or_else(|| value.effective.clone().filter(|_| value.is_own() == Some(false)));
            inherited.insert((person.id.clone(), *property), after);
        }
    }
}

/// The row of a person, of whom nothing was read where no address can carry the id.
fn make_row(person: &PersonIntentions, reading: Option<Reading>) -> Row<Property> {
    let nothing = |obstacle| (Action::Nothing(obstacle), Vec::new());
    let change = || Action::Change { id: person.id.clone() };
    let (action, cells) = match reading {
        None => nothing(Obstacle::NoAddress),
        Some(Ok((_, Access::ReadOnly(_)))) => nothing(Obstacle::NotAllowed),
        Some(Ok((now, _))) => {
            let cell = |(property, intention): &(Property, Intention)| {
                to_cell(judge_intention(*property, intention, &now))
            };
            (change(), person.intentions.iter().map(cell).collect())
        }
        Some(Err(refusal)) if refusal.kind == RefusalKind::NotFound => nothing(Obstacle::NotThere),
        Some(Err(refusal)) if refusal.kind == RefusalKind::NotAllowed => nothing(Obstacle::NotAllowed),
        Some(Err(refusal)) => {
            let cell = |(property, intention): &(Property, Intention)| Cell {
                field: *property,
                before: FieldValue::Absent,
                after: match intention {
                    Intention::Set(value) => value.clone(),
                    _ => FieldValue::Inherited,
                },
                problem: Some(CellProblem::Unread(refusal.clone())),
            };
            (change(), person.intentions.iter().map(cell).collect())
        }
    };
    Row { line: None, name: person.name.clone(), action, cells, is_left_out: false }
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
