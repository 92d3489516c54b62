//! Which properties are shown: by words, by kind, by the source that gives
//! them. All of it stands in the address.

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::search::SEARCH;
use crate::components::{language, t};
use crate::domain::inherited::Source;
use crate::pages::icws::client::origin::source_text;
use crate::state::Console;
use crate::text::{icws as texts, list as list_texts, visible};
use crate::wire::icws::view::PropertyFilter;
use crate::wire::icws::{ClientConfiguration, Property, PropertyValue, configuration_path};

/// The id of the summary line.
pub const COUNTS: &str = "counts";
/// Only what this source gives is shown; its `uri` stands in the address.
pub const FROM: &str = "from";

/// Finds properties by the words of the screen; kept in the address.
#[component]
pub fn Finder() -> impl IntoView {
    let navigation = Console::get().navigation;
    let typed = move || navigation.query().with(|query| query.get("q").unwrap_or_default().to_owned());
    view! {
        <div class="search" role="search">
            <label for=SEARCH>{t(list_texts::search)}</label>
            <input
                id=SEARCH
                type="search"
                autocomplete="off"
                spellcheck="false"
                prop:value=typed
                on:input:target=move |event| navigation.set_query("q", &event.target().value())
                on:keydown:target=move |event| {
                    // Enter searches nothing more, and must not save.
                    if dom::key(&event) == "Enter" {
                        event.prevent_default();
                    }
                }
            />
        </div>
    }
    .into_any()
}

/// Which properties are shown; kept in the address.
#[component]
pub fn Filters(filter: Memo<PropertyFilter>) -> impl IntoView {
    let language = language();
    let navigation = Console::get().navigation;
    let choices = PropertyFilter::ALL
        .into_iter()
        .map(|choice| {
            let key = if choice == PropertyFilter::All { "" } else { choice.key() };
            view! {
                <label>
                    <input
                        type="radio"
                        name="show"
                        prop:checked=move || filter.get() == choice
                        on:change=move |_| navigation.set_query("show", key)
                    />
                    <span>{move || texts::filter(language.get(), choice.key())}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="filters">
            <legend>{t(texts::show)}</legend>
            {choices}
        </fieldset>
    }
    .into_any()
}

/// The source of that name, among those of a property.
pub fn source_of<'a>(
    configuration: &'a ClientConfiguration,
    property: Property,
    from: &str,
) -> Option<&'a Source<PropertyValue>> {
    let is_from =
        |source: &&Source<PropertyValue>| source.uri.as_deref().and_then(configuration_path) == Some(from);
    configuration.get(property)?.sources.iter().find(is_from)
}

/// Says that only what one source gives is shown, and what the source is called.
#[component]
pub fn OnlyFrom(configuration: RwSignal<ClientConfiguration>, from: Memo<String>) -> impl IntoView {
    let language = language();
    let navigation = Console::get().navigation;
    let name = move || {
        let (language, from) = (language.get(), from.get());
        configuration.with(|configuration| {
            let found =
                configuration.members().find_map(|(property, _)| source_of(configuration, property, &from));
            found.map(|source| source_text(language, source))
        })
    };
    view! {
        <p class="given" role="status">
            {t(texts::only_from)} " " <strong>{name}</strong> " "
            <code>{move || visible(&from.get()).into_owned()}</code> " "
            <button
                type="button"
                class="quiet"
                on:click=move |_| {
                    navigation.set_query(FROM, "");
                    dom::focus(COUNTS);
                }
            >
                {t(texts::show_all)}
            </button>
        </p>
    }
    .into_any()
}
