//! The bar below a list: how many are selected, and what can be done with them. It is always there,
//! so that selecting moves no row.

use leptos::prelude::*;

use crate::components::{language, t};
use crate::list::Selection;
use crate::text::plan as texts;

#[component]
pub fn SelectionBar(
    selection: RwSignal<Selection>,
    /// How many of the selected the search hides. Reactive.
    #[prop(into)]
    hidden: Signal<usize>,
    /// What can be done with them.
    actions: ViewFn,
) -> impl IntoView {
    let language = language();
    let summary =
        move || texts::selected(language.get(), selection.with(|selection| selection.len()), hidden.get());
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
