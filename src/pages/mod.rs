//! The views. What all systems share lies here, what one vendor has in its folder.

pub mod apio;
pub mod check;
pub mod config;
pub mod form_bar;
pub mod icws;
pub mod not_found;
pub mod notices;
pub mod preferences;
pub mod rail;
pub mod shortcuts;
pub mod sign_in;
pub mod systems;
pub mod xivo;

use std::pin::Pin;

use crate::live::*;

use crate::config::SystemKind;
use crate::domain::Refusal;
use crate::route::Route;
use crate::state::apio::Apio;
use crate::state::icws::Icws;
use crate::state::xivo::Xivo;
use crate::state::{Session, System};

/// The view of a system for an address, or the way to sign in where that
/// comes first: the address stays, and the view comes after.
pub fn of_system(route: Route, system: System) -> AnyView {
    view! {
        <Show
            when=move || system.is_open() || system.is_lost()
            fallback=move || view! { <sign_in::SignIn system=system /> }
        >
            {
                let route = route.clone();
                match system.with(|config| Vendor::of(&config.kind)) {
                    Vendor::Xivo => xivo::page(route, system),
                    Vendor::Icws => icws::page(route, system),
                    Vendor::Apio => apio::page(route, system),
                }
            }
        </Show>
    }
    .into_any()
}

/// Which vendor's views a system has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Vendor {
    Xivo,
    Icws,
    Apio,
}

impl Vendor {
    pub fn of(kind: &SystemKind) -> Self {
        match kind {
            SystemKind::Xivo(_) => Self::Xivo,
            SystemKind::Icws(_) => Self::Icws,
            SystemKind::Apio(_) => Self::Apio,
        }
    }
}

/// Asks a system for as little as shows that it is there. One that wants
/// somebody to sign in first is not asked.
///
/// To be called by a view, for only there can a system be found: the future
/// that it gives runs outside of all views.
pub fn probe(system: System) -> Pin<Box<dyn Future<Output = Result<(), Refusal>>>> {
    if system.session().with_untracked(Session::is_none) {
        return Box::pin(async { Ok(()) });
    }
    match system.with(|config| Vendor::of(&config.kind)) {
        Vendor::Xivo => {
            let xivo = Xivo::of(system);
            Box::pin(async move { xivo.probe().await })
        }
        Vendor::Icws => {
            let icws = Icws::of(system);
            Box::pin(async move { icws.probe().await })
        }
        Vendor::Apio => {
            let apio = Apio::of(system);
            Box::pin(async move { apio.probe().await })
        }
    }
}
