//! The systems, and how each is.

use leptos::task::spawn_local;

use leptos::prelude::*;

use super::vendor::probe;
use crate::components::{Link, Title, t, text};
use crate::config::Vendor;
use crate::domain::RefusalKind;
use crate::route::Route;
use crate::state::{Console, System};
use crate::text::{Word, common};

#[component]
pub fn Systems() -> impl IntoView {
    let systems = Console::get().systems.all();
    let body = if systems.is_empty() {
        view! {
            <p>{t(common::no_systems)}</p>
            <p>{t(common::no_systems_next)}</p>
        }
        .into_any()
    } else {
        let cards = systems.into_iter().map(|system| view! { <Card system=system /> }).collect_view();
        view! { <ul class="systems">{cards}</ul> }.into_any()
    };
    view! {
        <Title title=text(common::systems) />
        {body}
        <p>
            <Link to=Route::Check>{t(common::check)}</Link>
        </p>
    }
    .into_any()
}

/// How a system is, in a word with a glyph.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Health {
    Asking,
    InOrder,
    SignIn,
    OutOfReach,
    /// The part of the program that would ask is not here.
    NotAsked,
}

impl Health {
    /// Asks the system, and tells when it has answered.
    pub fn of(system: System) -> RwSignal<Self> {
        let health = RwSignal::new(Self::Asking);
        let probe = probe(system);
        spawn_local(async move {
            let found = match probe.await {
                None => Self::NotAsked,
                Some(Ok(())) if system.session().with_untracked(|session| session.is_signed_out()) => {
                    Self::SignIn
                }
                Some(Ok(())) => Self::InOrder,
                Some(Err(refusal))
                    if matches!(refusal.kind, RefusalKind::NotSignedIn | RefusalKind::NotAllowed) =>
                {
                    Self::SignIn
                }
                Some(Err(_)) => Self::OutOfReach,
            };
            health.try_set(found);
        });
        health
    }

    /// Glyph and word.
    pub fn word(self) -> (&'static str, Word) {
        match self {
            Self::Asking => ("…", common::status_asking),
            Self::InOrder => ("✓", common::status_in_order),
            Self::SignIn => ("→", common::status_sign_in),
            Self::OutOfReach => ("✕", common::status_out_of_reach),
            Self::NotAsked => ("✕", common::status_not_asked),
        }
    }
}

#[component]
fn Card(system: System) -> impl IntoView {
    let health = Health::of(system);
    let language = crate::components::language();
    view! {
        <li>
            <Link to=first_view(system) class="card">{system.name()}</Link>
            <span class="state">
                <span class="glyph" aria-hidden="true">{move || health.get().word().0}</span>
                " "
                {move || (health.get().word().1)(language.get())}
            </span>
        </li>
    }
    .into_any()
}

/// Where a system begins.
pub fn first_view(system: System) -> Route {
    let id = system.id();
    match system.vendor() {
        Vendor::Xivo | Vendor::Icws => Route::Users { system: id },
        Vendor::Apio => Route::Tenants { system: id },
    }
}
