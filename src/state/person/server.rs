//! What a system knows of one person, and does for them, whichever vendor's it is.

use super::field::SystemField;
use super::leaver::{Aftermath, LeaverItem, LeaverStep};
use super::{PeopleByKey, SystemPerson};
use crate::client::LocalBoxFuture;
use crate::domain::{PersonKey, Problem, Refusal};
use crate::form::FieldValue;
use crate::list::person::PersonField;
use crate::plan::Row;
use crate::route::Route;
use crate::state::plan::RowRun;
use crate::state::{Console, System};

/// A value of a field: what is there, and what shall be.
pub type ValueChange = (SystemField, FieldValue, FieldValue);

/// What a system knows of one person. A vendor's code for it comes with the first person who is read or
/// looked for there.
pub trait PersonServer {
    /// Reads who somebody is, by the address of their page.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    fn read_person<'a>(&'a self, page: &'a Route) -> LocalBoxFuture<'a, Result<SystemPerson, Refusal>>;

    /// Looks for those who have a key.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    fn find_people_by_key<'a>(
        &'a self,
        person_key: PersonKey,
        value: &'a str,
    ) -> LocalBoxFuture<'a, Result<PeopleByKey, Refusal>>;

    /// Reads what there is of somebody who leaves.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    fn read_items<'a>(&'a self, page: &'a Route) -> LocalBoxFuture<'a, Result<Vec<LeaverItem>, Refusal>>;

    /// What somebody of this system is sent to have what another one has; `None` where it cannot be
    /// said in its words.
    fn make_changes(
        &self,
        target: &SystemPerson,
        source: &SystemPerson,
        field: PersonField,
    ) -> Option<Vec<ValueChange>>;

    /// What is wrong with a value by the documented rules of the system.
    fn find_problem(&self, field: SystemField, value: &FieldValue) -> Option<Problem>;
}

/// What does in a system what a plan for one person says. A vendor's code for it comes with the first
/// row that is run there.
pub trait PersonRunner {
    /// Does what a row that changes values says, and reads what became of it.
    fn run_row<'a>(
        &'a self,
        row: Row<SystemField>,
        page: &'a Route,
    ) -> LocalBoxFuture<'a, RowRun<SystemField>>;

    /// Deletes the person of a row by this step. Also gives what went along, and what did not.
    fn run_deletion<'a>(
        &'a self,
        row: Row<SystemField>,
        page: &'a Route,
        step: LeaverStep,
    ) -> LocalBoxFuture<'a, (RowRun<SystemField>, Option<Aftermath>)>;
}

/// A vendor's code for the people of a system, on its way.
pub type Loading<T> = LocalBoxFuture<'static, Result<Box<T>, Refusal>>;

/// Loads what knows the people of a system, and what runs a plan for them there.
#[derive(Clone, Copy)]
pub struct PersonCode {
    pub load_server: fn(System) -> Loading<dyn PersonServer>,
    pub load_runner: fn(System) -> Loading<dyn PersonRunner>,
}

impl System {
    /// What knows the people of this system.
    ///
    /// # Errors
    /// Its code did not come.
    pub(super) async fn person_server(self) -> Result<Box<dyn PersonServer>, Refusal> {
        (Console::get().person_code.load_server)(self).await
    }

    /// What runs a plan for one person in this system.
    ///
    /// # Errors
    /// Its code did not come.
    pub(super) async fn person_runner(self) -> Result<Box<dyn PersonRunner>, Refusal> {
        (Console::get().person_code.load_runner)(self).await
    }
}
