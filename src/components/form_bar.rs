//! The bar of a form: stays in sight, says what has changed, saves and cancels.

use leptos::prelude::*;

use super::localize::{language, t};
use crate::text::common;

#[component]
pub fn FormBar(
    /// How many fields have unsaved changes.
    #[prop(into)]
    changed: Signal<usize>,
    #[prop(into)] saving: Signal<bool>,
    on_cancel: Callback<()>,
    /// Did Cancel take back what was typed, which its button brings back until something else is
    /// typed?
    #[prop(into)]
    is_taken_back: Signal<bool>,
    on_undo: Callback<()>,
    /// What goes with saving, said before it is done.
    #[prop(optional, into)]
    advice: Signal<String>,
    /// The words of the button that sends, where "Save" does not fit.
    #[prop(default = common::save)]
    submit: crate::text::LocalizedText,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let language = language();
    let (idle, busy) = (t(submit), t(common::saving));
    let (cancel, restore) = (t(common::cancel), t(common::restore));
    view! {
        <div class="bar">
            <output>
                {move || common::fields_changed(language.get(), changed.get())}
                {move || advice.with(|advice| (!advice.is_empty()).then(|| format!(". {advice}")))}
            </output>
            {children.map(|children| children())}
            <button
                type="button"
                on:click=move |event| {
                    if saving.get_untracked() {
                        return;
                    }
                    if !is_taken_back.get_untracked() {
                        on_cancel.run(());
                    } else if event.detail() < 2 {
                        // The second click of a double click is none of its own.
                        on_undo.run(());
                    }
                }
            >
                {move || if is_taken_back.get() { restore() } else { cancel() }}
            </button>
            <button type="submit" class="primary" aria-disabled=move || saving.get().then_some("true")>
                {move || if saving.get() { busy() } else { idle() }}
            </button>
        </div>
    }
    .into_any()
}
