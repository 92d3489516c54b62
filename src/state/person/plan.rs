//! The plan for one person over all systems, and its run.

use leptos::prelude::*;
use serde_json::{Value as Json, json};

use super::alignment::{self, Alignment, ByHand};
use super::field::SystemField;
use super::{field, in_system};
use crate::config::Vendor;
use crate::domain::{Refusal, RefusalKind};
use crate::form::{Field, FieldValue, field_value_from_json, field_value_to_json};
use crate::plan::{Action, Cell, Row};
use crate::route::Route;
use crate::state::apio::Apio;
use crate::state::plan::{Outcome, PlanServer, RowRun};
use crate::state::system_plan::{Everybody, Plan, PlanSystem};
use crate::state::xivo::Xivo;
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
    /// Rows that were made before, such as those that take back what was done.
    Rows(Vec<Row<SystemField>>),
}

impl PersonPlanSource {
    /// Where the plan was begun.
    pub fn page(&self) -> Option<Route> {
        match self {
            Self::Alignment(alignment) => alignment.people.first().cloned(),
            Self::Rows(rows) => rows.first().and_then(|row| row.id()).map(Route::parse),
        }
    }
}

/// What was read to make the plan, and what it leaves to do.
#[derive(Clone, Default)]
pub struct PersonKnown {
    pub by_hand: Vec<ByHand>,
}

/// The system whose person has their page there.
fn system_of(route: &Route) -> Option<System> {
    Console::get().systems.by_id(route.system()?)
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

    fn plan_route(self) -> Route {
        Route::PersonPlan { system: self.system.id() }
    }

    async fn check_plan(self) {
        let plan = PersonPlan::of(self);
        let is_current = plan.begin_reading();
        let Some(source) = plan.source.get_untracked() else { return };
        let made = make_plan(source).await;
        if !is_current() {
            return;
        }
        match made {
            Ok((rows, known)) => {
                plan.everybody.set(Everybody::Known(known));
                plan.set_rows(rows);
            }
            Err(refusal) => plan.everybody.set(Everybody::Refused(refusal)),
        }
    }
}

async fn make_plan(source: PersonPlanSource) -> Result<(Vec<Row<SystemField>>, PersonKnown), Refusal> {
    match source {
        PersonPlanSource::Rows(rows) => Ok((rows, PersonKnown::default())),
        PersonPlanSource::Alignment(Alignment { people, choices }) => {
            let mut read = Vec::new();
            for route in &people {
                let system = system_of(route).ok_or_else(|| Refusal::new(RefusalKind::NotFound))?;
                read.push(system.read_person(route).await?);
            }
            let (rows, by_hand) = alignment::make_rows(&read, &choices);
            Ok((rows, PersonKnown { by_hand }))
        }
    }
}

impl PlanServer<SystemField> for PersonSystems {
    /// One after the other: what comes later may need what came before.
    const AT_ONCE: usize = 1;

    async fn run_row(self, row: Row<SystemField>) -> RowRun<SystemField> {
        let route = row.id().map(Route::parse);
        let system = route.as_ref().and_then(system_of);
        match (system.map(|system| (system, system.vendor())), route) {
            (Some((system, Vendor::Xivo)), Some(Route::User { user, .. })) => {
                run_at(system, Xivo::of(system), row, &user, SystemField::Xivo, SystemField::xivo).await
            }
            (Some((system, Vendor::Apio)), Some(route @ Route::Profile { .. })) => {
                run_at(system, Apio::of(system), row, &route.path(), SystemField::Apio, SystemField::apio)
                    .await
            }
            _ => RowRun { outcome: Outcome::NotTried, done: None },
        }
    }
}

/// Does a row in the system of its person, which knows them by its own id.
async fn run_at<F>(
    system: System,
    server: impl PlanServer<F>,
    row: Row<SystemField>,
    own_id: &str,
    wrap: fn(F) -> SystemField,
    unwrap: fn(SystemField) -> Option<F>,
) -> RowRun<SystemField> {
    let action = row.action.clone();
    let shown_name = row.name.clone();
    // What the system and the journal know them by.
    let name = shown_name.strip_suffix(&in_system(system)).unwrap_or(&shown_name).to_owned();
    let own = Row { name, action: action.clone().with_id(own_id), ..row.map_fields(unwrap) };
    let RowRun { outcome, done } = server.run_row(own).await;
    let wrapped = |done: Row<F>| Row {
        name: shown_name.clone(),
        action: action.clone(),
        ..done.map_fields(|field| Some(wrap(field)))
    };
    RowRun { outcome: outcome.map_fields(wrap), done: done.map(wrapped) }
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
