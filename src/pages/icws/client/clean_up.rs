//! Giving back, in one step, the own values that make no difference.

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::{Dialog, language, t, text};
use crate::pages::icws::client::COUNTS;
use crate::pages::icws::client::editing::{Editing, source_text, value_text};
use crate::text::{common, icws as words};
use crate::wire::icws::{ClientDraft, Property};

#[component]
pub fn CleanUp(editing: Editing) -> impl IntoView {
    let language = language();
    let draft = editing.draft;
    let asking = RwSignal::new(false);
    // Those that were changed here are not touched.
    let idle = Memo::new(move |_| {
        draft.with(|draft| {
            let redundant = draft.base().redundant_properties().into_iter();
            redundant.filter(|property| draft.edit(*property).is_none()).collect::<Vec<Property>>()
        })
    });
    let line = move |property: Property| {
        draft.with(|draft: &ClientDraft| {
            let language = language.get();
            let label = words::label(language, property.name());
            let now = draft.base().get(property)?;
            let value = now.own().map(|own| value_text(language, own))?;
            let from: Vec<String> = now.sources.iter().map(|source| source_text(language, source)).collect();
            let line = words::gives(language, &label, &value);
            Some(if from.is_empty() { line } else { [&line, " (", &from.join(", "), ")"].concat() })
        })
    };
    view! {
        <Show when=move || idle.with(|idle| !idle.is_empty())>
            <button type="button" on:click=move |_| asking.set(true)>
                {t(words::give_back_redundant)}
            </button>
        </Show>
        <Dialog
            open=asking
            title=text(words::give_back_redundant)
            on_close=move || asking.set(false)
        >
            <p>{t(words::clean_up_sentence)}</p>
            <ul>
                {move || idle.get().into_iter().filter_map(line).map(|line| view! { <li>{line}</li> }).collect_view()}
            </ul>
            <p class="hint">{t(words::clean_up_next)}</p>
            <div class="actions">
                <button
                    type="button"
                    class="primary"
                    on:click=move |_| {
                        asking.set(false);
                        draft
                            .update(|draft| {
                                draft.use_inherited_where_redundant();
                            });
                        // The button that opened this is gone now.
                        dom::focus_soon(COUNTS);
                    }
                >
                    {t(words::clean_up_confirm)}
                </button>
                <button type="button" on:click=move |_| asking.set(false)>
                    {t(common::cancel)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
