//! One person in several systems: who they are in each, as far as it tells.

pub mod alignment;
mod apio;
pub mod field;
mod icws;
pub mod leaver;
pub mod new_pin;
mod own_row;
pub mod plan;
mod requests;
pub mod server;
#[cfg(test)]
mod tests;
mod xivo;

use leptos::prelude::*;

use super::list::{ListStore, PageSource, Row};
use super::{System, until};
use crate::domain::{PersonKey, Refusal, RefusalKind};
use crate::list::person::{PersonField, PersonValue, PersonValues, is_same_key};
use crate::list::{Completeness, Progress};
use crate::route::Route;

/// Somebody in a system.
#[derive(Clone, PartialEq)]
pub struct SystemPerson {
    pub system: System,
    /// Where their page is.
    pub route: Route,
    pub values: PersonValues,
    /// First and last name, where the system keeps them apart.
    pub names: Option<(String, String)>,
    /// What this console can write there.
    pub writable: Vec<PersonField>,
}

impl SystemPerson {
    /// The name and the system, for the row of a plan.
    pub fn name_in_system(&self) -> String {
        [self.values.get(PersonField::Name).text(), &in_system(self.system)].concat()
    }
}

/// What follows the name of somebody in the row of a plan.
fn in_system(system: System) -> String {
    [" · ", &system.name()].concat()
}

/// Who somebody is in another system.
#[derive(Clone, PartialEq)]
pub enum FoundInSystem {
    /// The system does not tell what everybody's key is.
    KeyNotTold,
    Nobody {
        /// Was everybody looked through?
        is_everybody: bool,
    },
    /// Each with the name.
    Several(Vec<(String, Route)>),
    One(Box<SystemPerson>),
}

impl System {
    /// Reads who somebody is here, by the address of their page.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn read_person(self, page: &Route) -> Result<SystemPerson, Refusal> {
        self.person_server().await?.read_person(page).await
    }

    /// Looks for whoever has this key here.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn find_person(self, person_key: PersonKey, value: &str) -> Result<FoundInSystem, Refusal> {
        let server = self.person_server().await?;
        let PeopleByKey::Told { mut people, is_everybody } =
            server.find_people_by_key(person_key, value).await?
        else {
            return Ok(FoundInSystem::KeyNotTold);
        };
        if people.len() > 1 {
            return Ok(FoundInSystem::Several(people));
        }
        match people.pop() {
            Some((_, page)) => {
                let person = server.read_person(&page).await?;
                // The list may have been read before somebody changed it.
                let now = person.values.get(PersonField::of_key(person_key));
                let is_same = *now == PersonValue::NotTold || is_same_key(person_key, now.text(), value);
                Ok(match is_same {
                    true => FoundInSystem::One(Box::new(person)),
                    false => FoundInSystem::Nobody { is_everybody: false },
                })
            }
            None => Ok(FoundInSystem::Nobody { is_everybody }),
        }
    }
}

/// Who has a key in a system.
pub enum PeopleByKey {
    NotTold,
    Told { people: Vec<(String, Route)>, is_everybody: bool },
}

/// Reads a list, or waits until others have read it, and tells whether it is whole.
///
/// # Errors
/// Why it could not be read.
async fn read_list<R: Row>(list: ListStore<R>, source: &impl PageSource<R>) -> Result<bool, Refusal> {
    list.read(source, false).await;
    until(|| list.progress().with_untracked(|progress| *progress != Progress::Arriving)).await;
    match list.progress().get_untracked() {
        Progress::Read(completeness) => Ok(completeness == Completeness::Whole),
        Progress::Failed(refusal) => Err(refusal),
        // Whoever had it read has signed out meanwhile: nobody reads it any more.
        Progress::NotRead | Progress::Arriving => Err(Refusal::new(RefusalKind::NotSignedIn)),
    }
}

/// The rows of a list that have a key.
fn rows_with_key<R: Row>(
    list: ListStore<R>,
    person_key: PersonKey,
    value: &str,
    key_of: impl Fn(&R) -> &str,
    describe: impl Fn(&R) -> Option<(String, Route)>,
) -> Vec<(String, Route)> {
    list.with(|rows| {
        let found = rows.iter().filter(|row| is_same_key(person_key, key_of(row), value));
        found.filter_map(describe).collect()
    })
}
