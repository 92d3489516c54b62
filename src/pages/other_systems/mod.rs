//! The ways to somebody in all systems: who they are in the others, and what becomes of them when they
//! leave. What is there comes when it is first asked for.

pub mod comparison;

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::lazy::{Lazy, Part};
use crate::components::{Link, t};
use crate::route::{Query, Route};
use crate::state::Console;
use crate::text::{leaver as leaver_texts, other_systems as texts};

/// Loads what is in the fold of somebody. Provided once, by the shell.
#[derive(Clone, Copy)]
pub struct LoadComparison(pub fn(Route) -> Part<ViewFn>);

/// The fold on the page of a person; none where `config.json` does not say by what people are the same.
pub fn fold(person: Route) -> AnyView {
    let Console { same_person_by, systems, .. } = Console::get();
    let load = use_context::<LoadComparison>();
    let Some(LoadComparison(load)) = load.filter(|_| same_person_by.is_some() && systems.all().len() > 1)
    else {
        return ().into_any();
    };
    let was_opened = RwSignal::new(false);
    // Closing it and opening it again keeps what is in it.
    let is_wanted = Memo::new(move |_| was_opened.get());
    let content = move || {
        let person = person.clone();
        let lazy = is_wanted.get().then(|| Lazy::new(Arc::new(move || load(person.clone()))));
        lazy.map(|lazy| lazy.view_within(|view| view.run()))
    };
    view! {
        // The browser tells it later, when the page may have been left.
        <details class="other-systems" on:toggle=move |_| { was_opened.try_set(true); }>
            <summary>{t(texts::title)}</summary>
            {content}
        </details>
    }
    .into_any()
}

/// In the address of a plan: the page of whoever leaves.
pub const LEAVER: &str = "leaver";

/// Where it is decided what becomes of somebody who leaves, by the address of their page.
fn leaver_plan(person: &Route) -> (Route, Query) {
    let system = person.system().unwrap_or_default().to_owned();
    (Route::PersonPlan { system }, Query::default().with(LEAVER, &person.path()))
}

/// The same as an address below the base.
pub fn leaver_url(person: &Route) -> String {
    let (route, query) = leaver_plan(person);
    route.url(&query)
}

/// The way there, beside the deletion on the page of the person.
pub fn leaver_link(person: &Route) -> AnyView {
    let (route, query) = leaver_plan(person);
    view! {
        <Link to=route query=query class="button">{t(leaver_texts::leaves)}</Link>
    }
    .into_any()
}
