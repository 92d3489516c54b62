//! The list narrowed to those who lack something (`?without=`).

use leptos::prelude::*;

use super::model::ListQuery;
use crate::components::{language, t};
use crate::text::{LocalizedText, list as texts};

/// Something that people may lack.
#[derive(Clone, Copy)]
pub struct Lack {
    /// Its name in addresses.
    pub key: &'static str,
    /// "Without an extension".
    pub label: LocalizedText,
}

/// What the address says that people shall lack.
pub fn without(query: ListQuery) -> Memo<String> {
    Memo::new(move |_| query.query.with(|query| query.get("without").unwrap_or_default().to_owned()))
}

/// One choice of what people shall lack, where there is anything to choose.
#[component]
pub fn WithoutChoice(
    /// What this list tells of people.
    #[prop(into)]
    lacks: Signal<Vec<Lack>>,
    query: ListQuery,
) -> impl IntoView {
    let language = language();
    let chosen = without(query);
    let options = move || {
        let everybody = Lack { key: "", label: texts::everybody };
        std::iter::once(everybody)
            .chain(lacks.get())
            .map(|Lack { key, label }| {
                view! {
                    <option value=key prop:selected=move || chosen.with(|chosen| chosen == key)>
                        {move || label(language.get())}
                    </option>
                }
            })
            .collect_view()
    };
    view! {
        <Show when=move || lacks.with(|lacks| !lacks.is_empty())>
            <select
                class="narrow"
                aria-label=t(texts::without)
                on:change:target=move |event| query.set("without", event.target().value())
            >
                {options}
            </select>
        </Show>
    }
    .into_any()
}
