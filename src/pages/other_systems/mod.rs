//! Who somebody is in the other systems. What is in the fold comes when it is first opened.

pub mod comparison;

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::lazy::{Lazy, Part};
use crate::components::t;
use crate::route::Route;
use crate::state::Console;
use crate::text::other_systems as texts;

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
    let content = move || {
        let person = person.clone();
        let lazy = was_opened.get().then(|| Lazy::new(Arc::new(move || load(person.clone()))));
        lazy.map(|lazy| lazy.view(|view| view.run()))
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
