//! Giving back, in one step, the own values that make no difference.

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::form_page::Editing;
use crate::components::{Dialog, language, t, text};
use crate::form::FieldValue;
use crate::pages::icws::client::filters::COUNTS;
use crate::pages::icws::client::origin::source_text;
use crate::pages::icws::client::resource::{ClientForm, with_client};
use crate::pages::icws::client::values::property_value_text;
use crate::text::{common, icws as texts};
use crate::wire::icws::Property;

#[component]
pub fn CleanUp(editing: Editing<ClientForm>) -> impl IntoView {
    let language = language();
    let is_open = RwSignal::new(false);
    // Those that were changed here are not touched.
    let redundant = Memo::new(move |_| with_client(editing, |client| client.redundant_properties()));
    let line = move |property: Property| {
        editing.object.with(|now| {
            let language = language.get();
            let label = texts::label(language, property.name());
            let now = now.get(property)?;
            let value = property_value_text(language, now.own()?);
            let from: Vec<String> = now.sources.iter().map(|source| source_text(language, source)).collect();
            let line = texts::gives(language, &label, &value);
            Some(if from.is_empty() { line } else { [&line, " (", &from.join(", "), ")"].concat() })
        })
    };
    let give_back = move |_| {
        is_open.set(false);
        let properties = redundant.get_untracked();
        editing.draft.update(|draft| {
            properties.into_iter().for_each(|property| draft.set(property, FieldValue::Inherited));
        });
        // The button that opened this is gone now.
        dom::focus_soon(COUNTS);
    };
    view! {
        <Show when=move || redundant.with(|redundant| !redundant.is_empty())>
            <button type="button" on:click=move |_| is_open.set(true)>
                {t(texts::give_back_redundant)}
            </button>
        </Show>
        <Dialog
            open=is_open
            title=text(texts::give_back_redundant)
            on_close=move || is_open.set(false)
        >
            <p>{t(texts::clean_up_sentence)}</p>
            <ul>
                {move || {
                    redundant.get().into_iter().filter_map(line).map(|line| view! { <li>{line}</li> }).collect_view()
                }}
            </ul>
            <p class="hint">{t(texts::clean_up_next)}</p>
            <div class="actions">
                <button type="button" class="primary" on:click=give_back>
                    {t(texts::clean_up_confirm)}
                </button>
                <button type="button" on:click=move |_| is_open.set(false)>
                    {t(common::cancel)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
