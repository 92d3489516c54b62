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

use crate::pages::vendor::VendorPages;
use crate::route::Route;
use crate::state::System;
use crate::state::xivo::Xivo;
use crate::text::{Word, common, import as import_words};

/// XiVO's part of the program.
pub struct Pages;

impl VendorPages for Pages {
    fn sign_in_form(&self, system: System) -> AnyView {
        view! { <sign_in::Form system=system /> }.into_any()
    }

    fn sign_out(&self, system: System) -> Word {
        spawn_local(Xivo::of(system).sign_out());
        common::signed_out
    }

    fn views(&self, system: System) -> Vec<(Word, Route)> {
        vec![
            (common::users, Route::Users { system: system.id() }),
            (import_words::title, Route::ImportUsers { system: system.id() }),
        ]
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
