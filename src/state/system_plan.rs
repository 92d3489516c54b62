//! The plan of a system: what it is made of, everybody as they are now, and its run.

use leptos::prelude::*;

use super::lasting::lasting_signal;
use super::plan::{PlanRun, PlanServer};
use super::{KeyedCache, System};
use crate::domain::Refusal;
use crate::form::Field;
use crate::plan::{Inverse, invert};
use crate::route::Route;

/// A system for whose people plans are made.
pub trait PlanSystem: PlanServer<Self::Field> + Send + Sync {
    type Field: Field;
    /// What a plan is made of.
    type Source: Send + Sync + 'static;
    /// What was read to make it.
    type Known: Send + Sync + 'static;

    fn system(self) -> System;

    /// Where the plans of such systems are kept.
    fn plans() -> KeyedCache<Plan<Self>>;

    /// Reads everybody as they are now, and makes the plan anew.
    fn check_plan(self) -> impl Future<Output = ()>;

    /// The address of the plan, under which what it has done is kept in this tab.
    fn plan_path(self) -> String {
        Route::Plan { system: self.system().id() }.path()
    }
}

/// Everybody on a system, as a plan needs them.
pub enum Everybody<K> {
    NotRead,
    Reading {
        /// Of how many people what the list does not tell was read, and of how many it is to be;
        /// both 0 while the list is read.
        read: usize,
        all: usize,
    },
    Known(K),
    Refused(Refusal),
}

/// The plan of a system, and its run; there is one at a time. Lives as long as the page.
pub struct Plan<S: PlanSystem> {
    /// Who is signed in where it was begun.
    person: RwSignal<Option<String>>,
    /// None where there is no plan.
    pub source: RwSignal<Option<S::Source>>,
    pub everybody: RwSignal<Everybody<S::Known>>,
    pub run: PlanRun<S::Field>,
    /// Does the plan take back what an earlier one did?
    pub is_inverse: RwSignal<bool>,
    /// Counts the readings: what an earlier one brings is for another plan.
    readings: StoredValue<u32>,
}

impl<S: PlanSystem> Clone for Plan<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S: PlanSystem> Copy for Plan<S> {}

impl<S: PlanSystem> Plan<S> {
    /// The plan of a system; made once.
    pub fn of(server: S) -> Self {
        let system = server.system();
        let person = system.username();
        let plan = S::plans().get_or(&system.id(), Self::new);
        // What somebody else has read is not theirs.
        if plan.person.get_untracked() != person {
            plan.close();
            plan.person.set(person);
        }
        plan
    }

    fn new() -> Self {
        Self {
            person: lasting_signal(None),
            source: lasting_signal(None),
            everybody: lasting_signal(Everybody::NotRead),
            run: PlanRun::default(),
            is_inverse: lasting_signal(false),
            readings: StoredValue::new(0),
        }
    }

    /// Is there a plan? Reactive.
    pub fn is_there(&self) -> bool {
        self.source.with(Option::is_some)
    }

    /// Puts another plan in the place of this one. Its page reads what it needs.
    pub fn begin(&self, source: S::Source) {
        self.close();
        self.source.set(Some(source));
    }

    /// Forgets the plan. What is under way is waited for and not shown here any more.
    pub fn close(&self) {
        self.readings.update_value(|readings| *readings += 1);
        self.source.set(None);
        self.everybody.set(Everybody::NotRead);
        self.is_inverse.set(false);
        self.run.set_rows(Vec::new());
    }

    /// Begins to read everybody, and gives what says whether that is still wanted.
    pub fn begin_reading(&self) -> impl Fn() -> bool + Copy + 'static {
        let readings = self.readings;
        let reading = readings.get_value() + 1;
        readings.set_value(reading);
        self.everybody.set(Everybody::Reading { read: 0, all: 0 });
        move || readings.get_value() == reading
    }

    /// What takes back all that was seen to be done.
    pub fn inverse(&self) -> Inverse<S::Field> {
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
