//! The list of the names of those who are to be created.

use leptos::prelude::*;

use crate::components::t;
use crate::text::xivo as texts;

/// A list of names, one on each line.
#[component]
pub fn NamesField(
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_input: Callback<String>,
) -> impl IntoView {
    view! {
        <div class="field">
            <div class="field-head">
                <label for="names">{t(texts::names)}</label>
            </div>
            <textarea
                id="names"
                rows="6"
                aria-describedby="names-hint"
                prop:value=value
                on:input:target=move |event| on_input.run(event.target().value())
            ></textarea>
            <p class="hint" id="names-hint">{t(texts::names_hint)}</p>
        </div>
    }
    .into_any()
}
