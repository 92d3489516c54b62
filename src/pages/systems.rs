//! The systems, and how each is.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::lazy::{NotLoaded, Part};
use crate::components::{Link, Title, t, text};
use crate::config::Vendor;
use crate::route::Route;
use crate::state::{Console, System};
use crate::text::{LocalizedText, common};

/// Loads the view of how a system is: what asks, and what explains failures.
pub type LoadState = fn(System) -> Part<ViewFn>;

/// The page.
#[component]
pub fn Systems(load_state: LoadState) -> impl IntoView {
    let systems = Console::get().systems.all();
    let body = if systems.is_empty() {
        view! {
            <p>{t(common::no_systems)}</p>
            <p>{t(common::no_systems_next)}</p>
        }
        .into_any()
    } else {
        let cards = systems.into_iter().map(|system| card(system, load_state)).collect_view();
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

fn card(system: System, load_state: LoadState) -> AnyView {
    let loaded = RwSignal::new(None::<Result<ViewFn, NotLoaded>>);
    spawn_local(async move {
        let part = load_state(system).await;
        loaded.try_set(Some(part));
    });
    let state = move || match loaded.get() {
        None => state_line("…", common::status_asking),
        Some(Ok(view)) => untrack(|| view.run()),
        Some(Err(NotLoaded)) => state_line("✕", common::status_not_asked),
    };
    view! {
        <li>
            <Link to=first_view(system) class="card">{system.name()}</Link>
            {state}
        </li>
    }
    .into_any()
}

/// A word with a glyph.
pub fn state_line(glyph: &'static str, word: LocalizedText) -> AnyView {
    view! {
        <span class="state">
            <span class="glyph" aria-hidden="true">{glyph}</span>
            " "
            {t(word)}
        </span>
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
