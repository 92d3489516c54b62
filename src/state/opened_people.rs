//! Whose pages were opened last. In memory only.

use leptos::prelude::*;

use super::System;
use super::lasting::lasting_signal;
use crate::route::Route;

/// So many are remembered.
const MOST: usize = 8;

/// Somebody whose page was opened.
#[derive(Clone, PartialEq)]
pub struct OpenedPerson {
    pub system: System,
    pub name: String,
    /// Where their page is.
    pub route: Route,
    /// Who was signed in then: nobody else learns of it.
    signed_in_as: Option<String>,
}

/// The newest first.
#[derive(Clone, Copy)]
pub struct OpenedPeople(RwSignal<Vec<OpenedPerson>>);

impl OpenedPeople {
    pub(super) fn new() -> Self {
        Self(lasting_signal(Vec::new()))
    }

    /// Remembers somebody whose page is open now.
    pub fn remember(&self, system: System, route: Route, name: String) {
        let signed_in_as = system.username();
        self.0.update(|people| {
            people.retain(|person| person.route != route);
            people.insert(0, OpenedPerson { system, name, route, signed_in_as });
            people.truncate(MOST);
        });
    }

    /// Those of the systems that the same person is still signed in to. Reactive.
    pub fn of_this_session(&self) -> Vec<OpenedPerson> {
        let is_shown = |person: &OpenedPerson| {
            let is_same = |session: &super::Session| session.username() == person.signed_in_as.as_deref();
            person.system.is_open() && person.system.session().with(is_same)
        };
        self.0.get().into_iter().filter(is_shown).collect()
    }
}
