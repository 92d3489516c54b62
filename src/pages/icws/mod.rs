//! PureConnect's views.

pub mod client;
pub mod copy;
pub mod import;
pub mod navigation;
pub mod overrides;
pub mod person_form;
pub mod plan;
pub mod read_person;
pub mod selected;
pub mod sign_in;
pub mod users;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::language;
use crate::domain::Language;
use crate::form::{Field, FieldValue};
use crate::pages::found::{FoundPeople, FoundPerson, Unsearched};
use crate::pages::icws::client::values::field_value_text;
use crate::pages::system_facts::{SOON, SystemFacts, count_of};
use crate::pages::vendor::VendorPages;
use crate::route::{Route, can_carry};
use crate::state::icws::Icws;
use crate::state::{Console, System};
use crate::text::{
    LocalizedText, common, icws as texts, journal as journal_texts, overrides as overrides_texts,
    plan as plan_texts, visible,
};
use crate::wire::icws::Property;
use crate::wire::icws::users::UserRow;

/// PureConnect's part of the program.
pub struct Pages;

impl VendorPages for Pages {
    /// What the server says comes in the language of the screen.
    fn frame(&self, system: System, view: ViewFn) -> AnyView {
        let icws = Icws::of(system);
        let language = language();
        icws.set_language(language.get_untracked());
        Effect::new(move |_| icws.set_language(language.get()));
        view.run()
    }

    fn sign_in_form(&self, system: System) -> AnyView {
        view! { <sign_in::Form system=system /> }.into_any()
    }

    fn sign_out(&self, system: System) -> LocalizedText {
        Icws::of(system).sign_out();
        common::signed_out
    }

    fn views(&self, system: System) -> Vec<(LocalizedText, Route)> {
        let system = system.id();
        // Whoever begins a plan goes to it.
        let console = Console::get();
        console.navigation.track_route();
        let has_plan = console.icws_plans.find(&system).is_some_and(|plan| plan.is_there());
        let mut views: Vec<(LocalizedText, Route)> = vec![
            (common::users, Route::Users { system: system.clone() }),
            (common::my_client, Route::MyClient { system: system.clone() }),
            (overrides_texts::title, Route::Overrides { system: system.clone() }),
        ];
        if has_plan {
            views.push((plan_texts::title, Route::Plan { system }));
        }
        views
    }

    fn field_label(&self, language: Language, field: &str) -> String {
        texts::label(language, field).into_owned()
    }

    fn value_text(&self, _system: System, language: Language, field: &str, value: &FieldValue) -> String {
        match Property::from_wire(field) {
            Some(property) => field_value_text(language, property, value),
            None => journal_texts::value(language, value),
        }
    }

    fn read_people(&self, system: System) {
        let icws = Icws::of(system);
        spawn_local(async move { icws.people.read(&icws, false).await });
    }

    fn find_people(&self, system: System, typed: &str, most: usize) -> FoundPeople {
        let people = Icws::of(system).people;
        let describe = |row: &UserRow| {
            can_carry(&row.id).then(|| FoundPerson {
                name: visible(&row.name).into_owned(),
                number: row.extension.clone().unwrap_or_default(),
                url: Route::UserClient { system: system.id(), user: row.id.clone() }.path(),
            })
        };
        let unsearched = Unsearched::of(&people.progress().get());
        let (people, all) = people.best_matches(typed, most, describe);
        FoundPeople { people, all, unsearched }
    }

    fn facts(&self, system: System, language: Language) -> SystemFacts {
        let icws = Icws::of(system);
        let open = icws.open();
        let days = open.as_ref().and_then(|open| open.password_days).filter(|days| *days <= SOON);
        SystemFacts {
            generation: open.and_then(|open| open.version.map(|version| version.display)),
            people: count_of(icws.people, language),
            limit: None,
            attention: days.map(|days| texts::password_expires(language, days)).into_iter().collect(),
        }
    }
}
