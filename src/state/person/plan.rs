//! The plan for one person over all systems, and its run.

use leptos::prelude::*;
use serde_json::{Value as Json, json};

use super::alignment::{self, Alignment, ByHand};
use super::field::SystemField;
use super::leaver::{self, Leaver, LeaverKnown, LeaverStep, read_leaver};
use super::new_pin::{pin_of, pin_requests, pins_of, set_pin};
use super::{field, in_system};
use crate::config::Vendor;
use crate::domain::{Refusal, RefusalKind};
use crate::form::{Field, FieldValue, field_value_from_json, field_value_to_json};
use crate::plan::{Action, Cell, Row};
use crate::route::Route;
use crate::state::apio::Apio;
use crate::state::icws::Icws;
use crate::state::plan::{Outcome, PlanServer, RowNote, RowRun};
use crate::state::row_requests::{RowRequester, RowRequests};
use crate::state::system_plan::{Everybody, Plan, PlanSystem};
use crate::state::xivo::Xivo;
use crate::state::{Console, KeyedCache, System};
use crate::wire::apio::UserIds;
use crate::wire::apio::profile::DeletionReport;
use crate::wire::xivo::attachments::Attachments;

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

/// What was read to make the plan, and what it leaves to do.
#[derive(Clone, Default)]
pub struct PersonKnown {
    pub by_hand: Vec<ByHand>,
    /// Of somebody who leaves.
    pub leaver: LeaverKnown,
    /// Who was signed in where, when it was read.
    readers: Vec<(System, Option<String>)>,
    /// Of whoever was deleted since.
    pub aftermath: Vec<(System, Aftermath)>,
}

/// What went with somebody who was deleted, and what did not.
#[derive(Clone)]
pub enum Aftermath {
    /// What was attached to a user of a XiVO, looked up afterwards.
    User(Attachments),
    Profile {
        report: DeletionReport,
        with_devices: bool,
    },
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

    fn must_hand_over(self) -> bool {
        pins_of(PersonPlan::of(self).run).iter().any(|pin| pin.is_set)
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
            Ok((rows, mut known)) => {
                let systems = Console::get().systems.all().into_iter();
                known.readers = systems.map(|system| (system, system.username())).collect();
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
            Ok((rows, PersonKnown { by_hand, ..PersonKnown::default() }))
        }
        PersonPlanSource::Leaver(Leaver { person, chosen }) => {
            let leaver = read_leaver(&person).await?;
            let rows = leaver::make_rows(&leaver, &chosen);
            Ok((rows, PersonKnown { leaver, ..PersonKnown::default() }))
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
        let rows = plan.source.with_untracked(|source| {
            plan.everybody.with_untracked(|everybody| match (source, everybody) {
                (Some(PersonPlanSource::Leaver(leaver)), Everybody::Known(known)) => {
                    leaver::make_rows(&known.leaver, &leaver.chosen)
                }
                _ => Vec::new(),
            })
        });
        plan.set_rows(rows);
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

    fn add_aftermath(self, system: System, aftermath: Aftermath) {
        PersonPlan::of(self).everybody.update(|everybody| {
            if let Everybody::Known(known) = everybody {
                known.aftermath.push((system, aftermath));
            }
        });
    }

    /// How the person of that page is to be deleted.
    fn deletion_step(self, route: &Route) -> Option<LeaverStep> {
        let chosen = untrack(|| self.chosen_steps());
        let step = chosen.into_iter().find(|(page, step)| page == route && step.is_deletion());
        step.map(|(_, step)| step)
    }

    /// Deletes the person of a row as it was chosen.
    async fn delete(self, system: System, row: Row<SystemField>, route: &Route) -> RowRun<SystemField> {
        match (self.deletion_step(route), route) {
            (Some(LeaverStep::DeleteUser(with)), Route::User { user, .. }) => {
                let run = async |row| Xivo::of(system).run_deletion(row, with).await;
                let run = run_at(system, run, row, user, SystemField::Xivo, SystemField::xivo).await;
                for note in &run.notes {
                    if let RowNote::Attachments(attachments) = note {
                        self.add_aftermath(system, Aftermath::User(attachments.clone()));
                    }
                }
                run
            }
            (Some(LeaverStep::DeleteProfile { with_devices }), Route::Profile { .. }) => {
                let apio = Apio::of(system);
                let run = async |row| {
                    let (run, report) = apio.run_deletion(row, with_devices).await;
                    if let Some(report) = report {
                        self.add_aftermath(system, Aftermath::Profile { report, with_devices });
                    }
                    run
                };
                run_at(system, run, row, &route.path(), SystemField::Apio, SystemField::apio).await
            }
            _ => RowRun::new(Outcome::NotTried, None),
        }
    }
}

impl PlanServer<SystemField> for PersonSystems {
    /// One after the other: what comes later may need what came before.
    const AT_ONCE: usize = 1;

    async fn run_row(self, row: Row<SystemField>) -> RowRun<SystemField> {
        let route = row.id().map(Route::parse);
        let system = route.as_ref().and_then(system_of);
        if let (Action::Delete { .. }, Some(system), Some(route)) = (&row.action, system, &route) {
            return self.delete(system, row, route).await;
        }
        match (system.map(|system| (system, system.vendor())), route) {
            (Some((system, Vendor::Xivo)), Some(Route::User { user, .. })) => {
                let run = async |row| Xivo::of(system).run_row(row).await;
                run_at(system, run, row, &user, SystemField::Xivo, SystemField::xivo).await
            }
            (Some((system, Vendor::Icws)), Some(Route::UserClient { user, .. })) => {
                let run = async |row| Icws::of(system).run_row(row).await;
                run_at(system, run, row, &user, SystemField::Icws, SystemField::icws).await
            }
            (Some((system, Vendor::Apio)), Some(Route::Profile { tenant, group, user, .. }))
                if pin_of(&row).is_some() =>
            {
                set_pin(Apio::of(system), UserIds { tenant, group, user }, row).await
            }
            (Some((system, Vendor::Apio)), Some(route @ Route::Profile { .. })) => {
                let run = async |row| Apio::of(system).run_row(row).await;
                run_at(system, run, row, &route.path(), SystemField::Apio, SystemField::apio).await
            }
            _ => RowRun::new(Outcome::NotTried, None),
        }
    }
}

impl RowRequester<SystemField> for PersonSystems {
    fn row_requests(self, row: &Row<SystemField>) -> Result<RowRequests, Refusal> {
        let route = row.id().map(Route::parse);
        let system = route.as_ref().and_then(system_of);
        let (Some(route), Some(system)) = (route, system) else {
            return Ok(RowRequests::new(self.system));
        };
        let step = self.deletion_step(&route).filter(|_| matches!(row.action, Action::Delete { .. }));
        match (system.vendor(), &route) {
            (Vendor::Xivo, Route::User { user, .. }) => {
                let own = to_own_row(system, row.clone(), user, SystemField::xivo);
                match step {
                    Some(LeaverStep::DeleteUser(with)) => Ok(Xivo::of(system).deletion_requests(&own, with)),
                    _ => Xivo::of(system).row_requests(&own),
                }
            }
            (Vendor::Icws, Route::UserClient { user, .. }) => {
                Icws::of(system).row_requests(&to_own_row(system, row.clone(), user, SystemField::icws))
            }
            (Vendor::Apio, Route::Profile { tenant, group, user, .. }) if pin_of(row).is_some() => {
                let ids = UserIds { tenant: tenant.clone(), group: group.clone(), user: user.clone() };
                pin_requests(Apio::of(system), &ids, row)
            }
            (Vendor::Apio, Route::Profile { .. }) => {
                let own = to_own_row(system, row.clone(), &route.path(), SystemField::apio);
                match step {
                    Some(LeaverStep::DeleteProfile { with_devices }) => {
                        Ok(Apio::of(system).deletion_requests(&own, with_devices))
                    }
                    _ => Apio::of(system).row_requests(&own),
                }
            }
            _ => Ok(RowRequests::new(system)),
        }
    }
}

/// Does a row in the system of its person, which knows them by its own id.
async fn run_at<F>(
    system: System,
    run: impl AsyncFnOnce(Row<F>) -> RowRun<F>,
    row: Row<SystemField>,
    own_id: &str,
    wrap: fn(F) -> SystemField,
    unwrap: fn(SystemField) -> Option<F>,
) -> RowRun<SystemField> {
    let action = row.action.clone();
    let shown_name = row.name.clone();
    let RowRun { outcome, done, notes } = run(to_own_row(system, row, own_id, unwrap)).await;
    let wrapped = |done: Row<F>| Row {
        name: shown_name.clone(),
        action: action.clone(),
        ..done.map_fields(|field| Some(wrap(field)))
    };
    RowRun { outcome: outcome.map_fields(wrap), done: done.map(wrapped), notes }
}

/// A row as the system and the journal know it, which know the person by their own id.
fn to_own_row<F>(
    system: System,
    row: Row<SystemField>,
    own_id: &str,
    unwrap: fn(SystemField) -> Option<F>,
) -> Row<F> {
    let name = row.name.strip_suffix(&in_system(system)).unwrap_or(&row.name).to_owned();
    Row { name, action: row.action.clone().with_id(own_id), ..row.map_fields(unwrap) }
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
