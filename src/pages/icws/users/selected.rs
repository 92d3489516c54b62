//! What can be done with the people who are selected.

use leptos::prelude::*;

use crate::components::list::SelectionBar;
use crate::components::{Link, t};
use crate::route::Route;
use crate::state::icws::Icws;
use crate::text::overrides as texts;

/// How many are selected, and what can be done with them: below the list.
#[component]
pub fn Selected(icws: Icws, #[prop(into)] changed: Signal<u64>) -> impl IntoView {
    let selection = icws.selection;
    let hidden = Signal::derive(move || {
        changed.track();
        icws.people.with(|rows| selection.with(|selection| selection.hidden(rows.list())))
    });
    let actions = move || {
        let system = icws.system.id();
        view! {
            <Link to=Route::Overrides { system: system.clone() } class="button">{t(texts::title)}</Link>
            <Link to=Route::CopyClient { system } class="button">{t(texts::copy_title)}</Link>
        }
        .into_any()
    };
    view! { <SelectionBar selection=selection hidden=hidden actions=ViewFn::from(actions) /> }.into_any()
}
