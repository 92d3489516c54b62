//! Who is found in all systems that one is signed in to: from anywhere in a dialog, and on a page
//! with an address.

pub mod choices;
pub mod dialog;
pub mod page;
pub mod target;

use leptos::prelude::*;

use crate::components::{Link, language};
use crate::domain::Language;
use crate::pages::found::{FoundPeople, FoundPerson, Unsearched};
use crate::pages::vendor::pages_of;
use crate::route::{Query, Route};
use crate::state::{Console, System};
use crate::text::{common, find as texts};

/// Everybody who was found, each with the name of the system, and of each system
/// what was not searched, with its id and its name.
#[derive(Clone, Default, PartialEq)]
struct Results {
    people: Vec<(String, FoundPerson)>,
    /// How many match, shown or not.
    all: usize,
    unsearched: Vec<(String, String, Unsearched)>,
}

impl Results {
    /// How many match and are not shown.
    fn left_out(&self) -> usize {
        self.all.saturating_sub(self.people.len())
    }
}

/// Who matches what is typed, at most so many of each system. It begins to read the people of those
/// that one is signed in to, and follows them.
fn results_of(typed: impl Into<Signal<String>>, most: usize) -> Memo<Results> {
    let typed = typed.into();
    let systems = Console::get().systems.all();
    for system in systems.clone() {
        Effect::new(move |_| {
            let pages = pages_of(system.vendor()).filter(|_| system.is_open());
            if let Some(pages) = pages.and_then(|pages| pages.get()) {
                untrack(|| pages.read_people(system));
            }
        });
    }
    Memo::new(move |_| typed.with(|typed| find(&systems, typed, most)))
}

fn find(systems: &[System], typed: &str, most: usize) -> Results {
    let mut results = Results::default();
    for system in systems {
        let (id, name) = (system.id(), system.name());
        if !system.is_open() {
            results.unsearched.push((id, name, Unsearched::NotSignedIn));
            continue;
        }
        let Some(pages) = pages_of(system.vendor()).and_then(|pages| pages.get()) else {
            results.unsearched.push((id, name, Unsearched::BeingRead));
            continue;
        };
        let FoundPeople { people, all, unsearched } = pages.find_people(*system, typed, most);
        results.all += all;
        results.people.extend(people.into_iter().map(|person| (name.clone(), person)));
        results.unsearched.extend(unsearched.map(|why| (id, name, why)));
    }
    results
}

/// Where a system looks for somebody itself, where only a part of its people is searched here: the
/// server's own search, as far as whoever is signed in reaches. Reactive.
fn own_search(system: System, why: Unsearched, typed: &str) -> Option<(Route, Query)> {
    let pages = pages_of(system.vendor())?.get().filter(|_| why == Unsearched::OtherGroups)?;
    let (_, home) = pages.views(system).into_iter().next()?;
    let query = Query::default().with("q", typed.trim());
    match home {
        Route::Tenants { .. } | Route::Groups { .. } => Some((home, query.with("find", "users"))),
        Route::GroupUsers { .. } => Some((home, query)),
        _ => None,
    }
}

/// A link there, named by the system. Reactive.
fn own_search_link(id: &str, name: String, why: Unsearched, typed: &str) -> Option<AnyView> {
    let language = language();
    let system = Console::get().systems.by_id(id)?;
    let (to, query) = own_search(system, why, typed)?;
    let label = move || texts::search_all_of(language.get(), &name);
    Some(view! { " " <Link to=to query=Signal::stored(query)>{label}</Link> }.into_any())
}

/// "Paris: the list is still being read".
fn unsearched_line(language: Language, name: &str, why: Unsearched) -> String {
    [name, common::colon(language), why.word()(language)].concat()
}
