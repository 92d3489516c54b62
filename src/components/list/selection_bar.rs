//! The bar below a list: how many are selected, and what can be done with them. It is always there,
//! so that selecting moves no row.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::{language, t};
use crate::list::{Selection, TableRows};
use crate::text::plan as texts;

#[component]
pub fn SelectionBar(
    selection: RwSignal<Selection>,
    rows: StoredValue<Arc<dyn TableRows + Send + Sync>>,
    /// Notifies whenever the rows were arranged or selected anew.
    changed: RwSignal<u64>,
    /// What can be done with those that are selected.
    actions: ViewFn,
) -> impl IntoView {
    let language = language();
    let summary = move || {
        changed.track();
        // As many of them the search hides.
        let mut hidden = 0;
        rows.with_value(|rows| {
            rows.read_list(&mut |list| hidden = selection.with(|selection| selection.hidden(list)));
        });
        texts::selected(language.get(), selection.with(|selection| selection.len()), hidden)
    };
    let actions = StoredValue::new(actions);
    let actions = move || actions.with_value(ViewFn::run);
    view! {
        <Show
            when=move || selection.with(|selection| !selection.is_empty())
            fallback=move || view! { <div class="selection is-empty"></div> }.into_any()
        >
            <div class="selection" role="group" aria-label=t(texts::selected_users)>
                <p role="status">{summary}</p>
                <button
                    type="button"
                    class="quiet"
                    aria-label=t(texts::clear_selection)
                    on:click=move |_| selection.update(|selection| selection.clear())
                >
                    {t(texts::clear)}
                </button>
                // In a menu where the list is too narrow for all of them beside each other.
                <div class="selection-actions">{actions()}</div>
                <details class="menu">
                    <summary>{t(texts::actions)}</summary>
                    <div>{actions()}</div>
                </details>
            </div>
        </Show>
    }
    .into_any()
}
