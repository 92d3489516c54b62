//! The plan for one person over all systems, and its run.

use leptos::prelude::*;
use serde_json::{Value as Json, json};

use super::alignment::{self, Alignment, ByHand};
use super::field;
use super::field::SystemField;
use super::in_system;
use super::leaver::{self, Aftermath, Leaver, LeaverKnown, LeaverStep, read_leaver};
use super::new_pin::pins_of;
use crate::domain::{Refusal, RefusalKind};
use crate::form::{Field, FieldValue, field_value_from_json, field_value_to_json};
use crate::plan::{Action, Cell, Row};
use crate::route::Route;
use crate::state::plan::{Outcome, PlanServer, RowRun};
use crate::state::system_plan::{Everybody, Plan, PlanSystem, RowMaker};
use crate::state::{Console, KeyedCache, System};

/// Plans for one person over all systems. They belong to the system on whose pages they begin.
#[derive(Clone, Copy, PartialEq)]
pub struct PersonSystems {
    pub system: System,
}

/// The plan for one person, and its run.
pub type PersonPlan = Plan<PersonSystems>;

/// What a plan for one person is made of.
#[derive(Clone)]
pub enum PersonPlanSource {
    Alignment(Alignment),
    Leaver(Leaver),
    /// Rows that were made before, such as those that take back what was done.
    Rows(Vec<Row<SystemField>>),
}

impl PersonPlanSource {
    /// Where the plan was begun.
    pub fn page(&self) -> Option<Route> {
        match self {
            Self::Alignment(alignment) => alignment.people.first().cloned(),
            Self::Leaver(leaver) => Some(leaver.person.clone()),
            Self::Rows(rows) => rows.first().and_then(|row| row.id()).map(Route::parse),
        }
    }
}

/// Somebody who was deleted.
#[derive(Clone)]
pub struct DeletedPerson {
    pub system: System,
    pub name: String,
}

/// What was read to make the plan, and what it leaves to do.
#[derive(Clone, Default)]
pub struct PersonKnown {
    /// What is sent where one value shall hold in all systems.
    aligned: Vec<Row<SystemField>>,
    pub by_hand: Vec<ByHand>,
    /// Of somebody who leaves.
    pub leaver: LeaverKnown,
    /// Who was signed in where, when it was read.
    readers: Vec<(System, Option<String>)>,
    /// Of whoever was deleted since.
    pub aftermath: Vec<(DeletedPerson, Aftermath)>,
}

/// The system whose person has their page there.
fn system_of(page: &Route) -> Option<System> {
    Console::get().systems.by_id(page.system()?)
}

/// Where the person of a row has their page.
pub(super) fn page_of(row: &Row<SystemField>) -> Option<(System, Route)> {
    let page = Route::parse(row.id()?);
    Some((system_of(&page)?, page))
}

impl PlanSystem for PersonSystems {
    type Field = SystemField;
    type Source = PersonPlanSource;
    type Known = PersonKnown;

    fn system(self) -> System {
        self.system
    }

    fn plans() -> KeyedCache<PersonPlan> {
        Console::get().person_plans
    }

    fn must_hand_over(self) -> bool {
        !pins_of(PersonPlan::of(self).run).is_empty()
    }

    fn plan_route(self) -> Route {
        Route::PersonPlan { system: self.system.id() }
    }

    async fn check_plan(self, is_current: impl Fn() -> bool + Copy + 'static) {
        let plan = PersonPlan::of(self);
        let Some(source) = plan.source.get_untracked() else { return };
        let read = read_known(source).await;
        if !is_current() {
            return;
        }
        match read {
            Ok(mut known) => {
                let systems = Console::get().systems.all().into_iter();
                known.readers = systems.map(|system| (system, system.username())).collect();
                plan.everybody.set(Everybody::Known(known));
                plan.make();
            }
            Err(refusal) => plan.everybody.set(Everybody::Refused(refusal)),
        }
    }
}

impl RowMaker for PersonSystems {
    fn make_rows(self, source: &PersonPlanSource, known: &PersonKnown) -> Vec<Row<SystemField>> {
        match source {
            PersonPlanSource::Alignment(_) => known.aligned.clone(),
            PersonPlanSource::Leaver(leaver) => leaver::make_rows(&known.leaver, &leaver.chosen),
            PersonPlanSource::Rows(rows) => rows.clone(),
        }
    }
}

/// Reads what the rows are made of.
async fn read_known(source: PersonPlanSource) -> Result<PersonKnown, Refusal> {
    match source {
        PersonPlanSource::Rows(_) => Ok(PersonKnown::default()),
        PersonPlanSource::Alignment(Alignment { people, choices }) => {
            let mut read = Vec::new();
            for route in &people {
                let system = system_of(route).ok_or_else(|| Refusal::new(RefusalKind::NotFound))?;
                let server = system.person_server().await?;
                read.push((server.read_person(route).await?, server));
            }
            let (aligned, by_hand) = alignment::make_rows(&read, &choices);
            Ok(PersonKnown { aligned, by_hand, ..PersonKnown::default() })
        }
        PersonPlanSource::Leaver(Leaver { person, .. }) => {
            let leaver = read_leaver(&person).await?;
            Ok(PersonKnown { leaver, ..PersonKnown::default() })
        }
    }
}

impl PersonSystems {
    /// Chooses what is done with what there is of somebody who leaves, in the place of other steps,
    /// and makes the plan anew.
    pub fn choose_step(self, page: &Route, others: &[LeaverStep], step: Option<LeaverStep>) {
        let plan = PersonPlan::of(self);
        plan.source.update(|source| {
            if let Some(PersonPlanSource::Leaver(Leaver { chosen, .. })) = source {
                chosen.retain(|(route, step)| route != page || !others.contains(step));
                chosen.extend(step.map(|step| (page.clone(), step)));
            }
        });
        plan.make();
    }

    /// What was chosen of somebody who leaves. Reactive.
    pub fn chosen_steps(self) -> Vec<(Route, LeaverStep)> {
        PersonPlan::of(self).source.with(|source| match source {
            Some(PersonPlanSource::Leaver(leaver)) => leaver.chosen.clone(),
            _ => Vec::new(),
        })
    }

    /// Puts the plan away where somebody who read for it has signed out of a system since: what they
    /// read is not for others.
    pub fn close_if_signed_out(self) {
        let plan = PersonPlan::of(self);
        let has_left =
            |(system, reader): &(System, Option<String>)| reader.is_some() && system.username() != *reader;
        let is_outlived = plan.everybody.with_untracked(|everybody| match everybody {
            Everybody::Known(known) => known.readers.iter().any(has_left),
            _ => false,
        });
        if is_outlived && !untrack(|| plan.is_open()) {
            plan.close();
        }
    }

    fn add_aftermath(self, person: DeletedPerson, aftermath: Aftermath) {
        PersonPlan::of(self).everybody.update(|everybody| {
            if let Everybody::Known(known) = everybody {
                known.aftermath.push((person, aftermath));
            }
        });
    }

    /// How the person of that page is to be deleted.
    pub(super) fn deletion_step(self, page: &Route) -> Option<LeaverStep> {
        let chosen = untrack(|| self.chosen_steps());
        let step = chosen.into_iter().find(|(route, step)| route == page && step.is_deletion());
        step.map(|(_, step)| step)
    }
}

impl PlanServer<SystemField> for PersonSystems {
    /// One after the other: what comes later may need what came before.
    const AT_ONCE: usize = 1;

    async fn run_row(self, row: Row<SystemField>) -> RowRun<SystemField> {
        let Some((system, page)) = page_of(&row) else { return RowRun::new(Outcome::NotTried, None) };
        let runner = match system.person_runner().await {
            Ok(runner) => runner,
            Err(refusal) => return RowRun::new(Outcome::Refused(refusal), None),
        };
        if !matches!(row.action, Action::Delete { .. }) {
            return runner.run_row(row, &page).await;
        }
        let Some(step) = self.deletion_step(&page) else { return RowRun::new(Outcome::NotTried, None) };
        let name = row.name.strip_suffix(&in_system(system)).unwrap_or(&row.name).to_owned();
        let person = DeletedPerson { system, name };
        let (run, aftermath) = runner.run_deletion(row, &page, step).await;
        if let Some(aftermath) = aftermath {
            self.add_aftermath(person, aftermath);
        }
        run
    }
}

/// Rows as a text, for after a reload. Without deletions and secrets, which nothing gives back.
pub fn write_rows(rows: &[Row<SystemField>]) -> String {
    let cell = |cell: &Cell<SystemField>| {
        let (before, after) = (field_value_to_json(&cell.before)?, field_value_to_json(&cell.after)?);
        Some(json!([cell.field.wire_name(), before, after]))
    };
    let row = |row: &Row<SystemField>| {
        let cells: Vec<Json> = row.cells.iter().filter_map(cell).collect();
        let Action::Change { id } = &row.action else { return None };
        Some(json!({ "page": id, "name": row.name, "cells": cells }))
    };
    Json::Array(rows.iter().filter_map(row).collect()).to_string()
}

/// Reads what [`write_rows`] wrote; nothing where any of it is not understood.
pub fn read_rows(text: &str) -> Option<Vec<Row<SystemField>>> {
    let rows: Vec<Json> = serde_json::from_str(text).ok()?;
    let row = |json: &Json| {
        let id = json.get("page")?.as_str()?.to_owned();
        let vendor = system_of(&Route::parse(&id))?.vendor();
        let cell = |json: &Json| {
            let name = json.get(0)?.as_str()?;
            let field = field::by_name(vendor, name)?;
            let value = |at: usize| -> Option<FieldValue> { field_value_from_json(json.get(at)?) };
            Some(Cell { field, before: value(1)?, after: value(2)?, problem: None })
        };
        let cells = json.get("cells")?.as_array()?.iter().map(cell).collect::<Option<_>>()?;
        let name = json.get("name")?.as_str()?.to_owned();
        Some(Row { line: None, name, action: Action::Change { id }, cells, is_left_out: false })
    };
    rows.iter().map(row).collect()
}
