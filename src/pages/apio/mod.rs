//! APIO's views.

pub mod home;
pub mod import;
pub mod lists;
pub mod navigation;
pub mod pin;
pub mod plan;
pub mod profile;
pub mod sign_in;

use std::collections::HashSet;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::home::Arriving;
use crate::domain::Language;
use crate::pages::found::{FoundPeople, FoundPerson, Unsearched};
use crate::pages::system_facts::{SOON, SystemFacts, whole_length};
use crate::pages::vendor::VendorPages;
use crate::route::Route;
use crate::state::System;
use crate::state::apio::Apio;
use crate::state::apio::lists::TableRow;
use crate::text::{LocalizedText, apio as texts, common};
use crate::wire::apio::UserIds;
use crate::wire::apio::login::Identity;
use crate::wire::apio::pincode::NEW_PIN;

/// APIO's part of the program.
pub struct Pages;

impl VendorPages for Pages {
    /// A view, once it is known who is signed in.
    fn frame(&self, system: System, view: ViewFn) -> AnyView {
        let apio = Apio::of(system);
        // Whoever else signs in may see the same, with what was typed in it.
        let is_known = Memo::new(move |_| apio.who().is_some());
        view! {
            <sign_in::FirstSignIn apio=apio />
            {move || match is_known.get() {
                true => view.run(),
                false => view! { <Arriving apio=apio /> }.into_any(),
            }}
            <Show when=move || is_known.get()>
                <sign_in::PasswordDialog apio=apio />
            </Show>
        }
        .into_any()
    }

    fn sign_in_form(&self, system: System) -> AnyView {
        view! { <sign_in::Form system=system /> }.into_any()
    }

    /// At the gateway no way to sign out is known.
    fn sign_out(&self, system: System) -> LocalizedText {
        let apio = Apio::of(system);
        spawn_local(apio.sign_out());
        if apio.is_behind_core() { common::signed_out } else { texts::signed_out_here }
    }

    fn views(&self, system: System) -> Vec<(LocalizedText, Route)> {
        home::views(&system.id(), Apio::of(system).who().as_ref())
    }

    fn field_label(&self, language: Language, field: &str) -> String {
        match field {
            NEW_PIN => texts::new_pin(language).to_owned(),
            field => texts::field_label(language, field).to_owned(),
        }
    }

    /// Nobody reads all groups of all tenants for this.
    fn read_people(&self, _: System) {}

    fn find_people(&self, system: System, typed: &str, most: usize) -> FoundPeople {
        let mut people: Vec<FoundPerson> = Vec::new();
        let describe = |row: &TableRow| {
            let url = row.to.as_ref().filter(|to| matches!(to, Route::Profile { .. }))?.path();
            let text = |at: usize| row.cells.get(at).cloned().unwrap_or_default();
            Some(FoundPerson { name: text(0), number: text(2), url })
        };
        // Somebody may be in several lists that were opened, and counts once.
        let mut urls = HashSet::new();
        for list in Apio::of(system).all_lists() {
            let (found, _) = list.best_matches(typed, usize::MAX, describe);
            people.extend(found.into_iter().filter(|person| urls.insert(person.url.clone())));
        }
        let all = people.len();
        people.truncate(most);
        FoundPeople { people, all, unsearched: Some(Unsearched::OtherGroups) }
    }

    fn facts(&self, system: System, language: Language) -> SystemFacts {
        let apio = Apio::of(system);
        let who = apio.who();
        let own = who.as_ref().and_then(Identity::own_user);
        let sentence = |(ids, days): (UserIds, i64)| {
            let sentence = texts::expiration(language, days);
            if own.as_ref() == Some(&ids) {
                sentence
            } else {
                common::labelled(language, &ids.user, &sentence)
            }
        };
        let pins = apio.pin_expirations.get().into_iter().filter(|(_, days)| *days <= SOON);
        let generation = if apio.is_behind_core() { "APIO Core" } else { "APIO Gateway" };
        let sees_others = who.is_some_and(|who| who.level.sees_others());
        SystemFacts {
            generation: Some(generation.to_owned()),
            people: sees_others.then(|| people_of(apio, language)),
            // No list tells how long a PIN lasts.
            limit: sees_others.then(|| texts::only_opened_pins(language).to_owned()),
            attention: pins.map(sentence).collect(),
        }
    }
}

/// How many people there are in the groups that were read: no list tells of more. Reactive.
fn people_of(apio: Apio, language: Language) -> String {
    let lists = apio.group_lists();
    let lengths: Vec<usize> = lists.into_iter().filter_map(whole_length).collect();
    texts::people_of_groups(language, lengths.iter().sum(), lengths.len())
}
