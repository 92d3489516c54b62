//! XiVO's views.

pub mod cti;
pub mod import;
pub mod names;
pub mod plan;
pub mod session_note;
pub mod sign_in;
pub mod tenants;
pub mod user;
pub mod users;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::domain::Language;
use crate::form::FieldValue;
use crate::pages::found::{FoundPeople, FoundPerson, Unsearched};
use crate::pages::system_facts::{SystemFacts, count_of};
use crate::pages::vendor::VendorPages;
use crate::pages::xivo::cti::state_text::profile_name;
use crate::route::{Route, can_carry};
use crate::state::xivo::Xivo;
use crate::state::{Console, System};
use crate::text::{
    LocalizedText, common, import as import_texts, journal as journal_texts, plan as plan_texts,
    xivo as xivo_texts,
};
use crate::wire::xivo::{Column, Dialect, Field};

/// XiVO's part of the program.
pub struct Pages;

impl VendorPages for Pages {
    fn sign_in_form(&self, system: System) -> AnyView {
        view! { <sign_in::Form system=system /> }.into_any()
    }

    fn sign_out(&self, system: System) -> LocalizedText {
        spawn_local(Xivo::of(system).sign_out());
        common::signed_out
    }

    fn views(&self, system: System) -> Vec<(LocalizedText, Route)> {
        let mut views: Vec<(LocalizedText, Route)> = vec![
            (common::users, Route::Users { system: system.id() }),
            (import_texts::title, Route::ImportUsers { system: system.id() }),
        ];
        // Whoever begins a plan goes to it.
        let console = Console::get();
        console.navigation.track_route();
        if console.plans.find(&system.id()).is_some_and(|plan| plan.is_there()) {
            views.push((plan_texts::title, Route::Plan { system: system.id() }));
        }
        views
    }

    fn field_label(&self, language: Language, field: &str) -> String {
        xivo_texts::label(language, field).to_owned()
    }

    fn value_text(&self, system: System, language: Language, field: &str, value: &FieldValue) -> String {
        let profile = value.as_choice().and_then(|id| id.parse().ok());
        match (field == Field::CtiProfile.name(), profile) {
            (true, Some(id)) => profile_name(Xivo::of(system), language, Some(id)),
            _ => journal_texts::value(language, value),
        }
    }

    fn read_people(&self, system: System) {
        let xivo = Xivo::of(system);
        spawn_local(async move { xivo.people.read(&xivo, false).await });
    }

    fn find_people(&self, system: System, typed: &str, most: usize) -> FoundPeople {
        let people = Xivo::of(system).people;
        let describe = |row: &crate::wire::xivo::UserRow| {
            let numbers: Vec<&str> = row.numbers().collect();
            let mobile = row.text(Column::MobilePhoneNumber);
            can_carry(row.id()).then(|| FoundPerson {
                name: row.full_name(),
                number: if numbers.is_empty() { mobile.to_owned() } else { numbers.join(", ") },
                url: Route::User { system: system.id(), user: row.id().to_owned() }.path(),
            })
        };
        let unsearched = Unsearched::of(&people.progress().get());
        let (people, all) = people.best_matches(typed, most, describe);
        FoundPeople { people, all, unsearched }
    }

    fn facts(&self, system: System, language: Language) -> SystemFacts {
        let xivo = Xivo::of(system);
        let minutes = xivo.minutes_left.get();
        SystemFacts {
            generation: generation(language, &xivo.dialect.get()),
            people: count_of(xivo.people, language),
            limit: None,
            attention: minutes
                .map(|minutes| xivo_texts::session_ends_in(language, minutes))
                .into_iter()
                .collect(),
        }
    }

    fn rail_choice(&self, system: System) -> AnyView {
        let xivo = Xivo::of(system);
        view! {
            <tenants::TenantChooser xivo=xivo />
            <session_note::SessionNote xivo=xivo />
        }
        .into_any()
    }
}

/// Which API the server has, and of which years it is, as far as its answers have told.
fn generation(language: Language, dialect: &Dialect) -> Option<String> {
    dialect.is_settled().then(|| xivo_texts::generation(language, dialect.api().version(), dialect.years()))
}
