//! XiVO's views.

pub mod cti;
pub mod import;
pub mod session_note;
pub mod several;
pub mod sign_in;
pub mod tenants;
pub mod user;
pub mod users;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::pages::found::{FoundPeople, FoundPerson, MOST_FOUND, Unsearched};
use crate::pages::vendor::VendorPages;
use crate::route::{Route, can_carry};
use crate::state::System;
use crate::state::xivo::Xivo;
use crate::text::{LocalizedText, common, import as import_texts};
use crate::wire::xivo::Column;

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
        vec![
            (common::users, Route::Users { system: system.id() }),
            (import_texts::title, Route::ImportUsers { system: system.id() }),
        ]
    }

    fn read_people(&self, system: System) {
        let xivo = Xivo::of(system);
        spawn_local(async move { xivo.people.read(&xivo, false).await });
    }

    fn find_people(&self, system: System, typed: &str) -> FoundPeople {
        let people = Xivo::of(system).people;
        let describe = |row: &crate::wire::xivo::UserRow| {
            let number = [Column::Extension, Column::MobilePhoneNumber]
                .into_iter()
                .map(|column| row.text(column))
                .find(|number| !number.is_empty());
            can_carry(row.id()).then(|| FoundPerson {
                name: row.full_name(),
                number: number.unwrap_or_default().to_owned(),
                url: Route::User { system: system.id(), user: row.id().to_owned() }.path(),
            })
        };
        FoundPeople {
            people: people.best_matches(typed, MOST_FOUND, describe),
            unsearched: Unsearched::of(&people.progress().get()),
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
