//! The bar below the list: how many people are selected, and what can be done with them. It is
//! always there, so that selecting moves no row.

use leptos::prelude::*;

use crate::components::{Link, language, t};
use crate::route::Route;
use crate::state::icws::Icws;
use crate::text::{overrides as texts, plan as plan_texts};

/// How many are selected, and what can be done with them: below the list.
#[component]
pub fn Selected(icws: Icws, #[prop(into)] changed: Signal<u64>) -> impl IntoView {
    let language = language();
    let selection = icws.selection;
    let summary = move || {
        changed.track();
        let hidden = icws.people.with(|rows| selection.with(|selection| selection.hidden(rows.list())));
        plan_texts::selected(language.get(), selection.with(|selection| selection.len()), hidden)
    };
    view! {
        <Show
            when=move || selection.with(|selection| !selection.is_empty())
            fallback=move || view! { <div class="selection is-empty"></div> }.into_any()
        >
            <div class="selection" role="group" aria-label=t(plan_texts::selected_users)>
                <p role="status">{summary}</p>
                <button
                    type="button"
                    class="quiet"
                    aria-label=t(plan_texts::clear_selection)
                    on:click=move |_| selection.update(|selection| selection.clear())
                >
                    {t(plan_texts::clear)}
                </button>
                <Link to=Route::Overrides { system: icws.system.id() } class="button">{t(texts::title)}</Link>
                <Link to=Route::CopyClient { system: icws.system.id() } class="button">{t(texts::copy_title)}</Link>
            </div>
        </Show>
    }
    .into_any()
}
