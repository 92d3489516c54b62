//! What can be done with the people who are selected.

use leptos::prelude::*;

use crate::components::{Link, t};
use crate::pages::icws::selected::selected_of;
use crate::pages::plan::begin::begin_plan;
use crate::plan::selection::Selected;
use crate::route::Route;
use crate::state::icws::Icws;
use crate::state::icws::plan::ClientChanges;
use crate::text::{overrides as texts, plan as plan_texts};

#[component]
pub fn SelectionActions(icws: Icws) -> impl IntoView {
    let system = icws.system.id();
    let change = move |_| {
        let selected: Vec<Selected> = icws.people.with(|rows| {
            icws.selection.with_untracked(|selection| rows.selected(selection).map(selected_of).collect())
        });
        if !selected.is_empty() {
            begin_plan(icws, ClientChanges::of_selected(selected));
        }
    };
    view! {
        <button type="button" on:click=change>{t(plan_texts::change_field)}</button>
        <Link to=Route::Overrides { system: system.clone() } class="button">{t(texts::title)}</Link>
        <Link to=Route::CopyClient { system } class="button">{t(texts::copy_title)}</Link>
    }
    .into_any()
}
