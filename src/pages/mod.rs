//! The views. What all systems share lies here, what one vendor has in its folder.

pub mod apio;
pub mod check;
pub mod config;
pub mod form_bar;
pub mod icws;
pub mod not_found;
pub mod notices;
pub mod parts;
pub mod preferences;
pub mod rail;
pub mod shortcuts;
pub mod sign_in;
pub mod systems;
pub mod xivo;

use leptos::prelude::*;

use crate::domain::Refusal;
use crate::route::Route;
use crate::state::{Session, System};
use parts::{Vendor, with_part};

/// The view of a system for an address, or the way to sign in where that
/// comes first: the address stays, and the view comes after.
pub fn of_system(route: Route, system: System) -> AnyView {
    parts::ahead(Vendor::of(system), &route);
    view! {
        <Show
            when=move || system.is_open() || system.is_lost()
            fallback=move || view! { <sign_in::SignIn system=system /> }
        >
            {
                let route = route.clone();
                let vendor = Vendor::of(system);
                with_part(vendor, move |part| part.page(route.clone(), system))
            }
        </Show>
    }
    .into_any()
}

/// Asks a system for as little as shows that it is there. One that wants
/// somebody to sign in first is not asked. `None` where the part of the
/// program that would ask did not load.
pub async fn probe(system: System) -> Option<Result<(), Refusal>> {
    if system.session().with_untracked(Session::is_signed_out) {
        return Some(Ok(()));
    }
    parts::probe(system).await
}
