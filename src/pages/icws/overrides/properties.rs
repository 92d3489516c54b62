//! Each property that anybody sets: by how many, with what values, and where that makes no
//! difference.

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::{language, t};
use crate::pages::icws::client::values::property_value_text;
use crate::pages::icws::overrides::choice::{HEADING, PROPERTY, label_of, places_of};
use crate::state::Console;
use crate::state::icws::Icws;
use crate::state::icws::overrides::{Chosen, Overrides};
use crate::text::{common, list as list_texts, overrides as texts};
use crate::wire::icws::overrides::{PropertySummary, summarise_overrides};

#[component]
pub fn Properties(icws: Icws, chosen: Chosen) -> impl IntoView {
    let overrides = Overrides::of(icws);
    let summaries = Memo::new(move |_| {
        overrides.version.track();
        overrides.with(|items| summarise_overrides(items.iter().filter_map(|item| item.reading.overrides())))
    });
    let items = move || {
        let summaries = summaries.get().into_iter();
        summaries
            .map(|summary| view! { <Item overrides=overrides summary=summary chosen=chosen /> })
            .collect_view()
    };
    view! {
        <h2 id=HEADING tabindex="-1">{t(texts::properties)}</h2>
        <Show when=move || summaries.with(Vec::is_empty)>
            <p class="empty">{t(texts::nobody_sets)}</p>
        </Show>
        <ul class="own-values">{items}</ul>
    }
    .into_any()
}

#[component]
fn Item(overrides: Overrides, summary: PropertySummary, chosen: Chosen) -> impl IntoView {
    let language = language();
    let navigation = Console::get().navigation;
    let PropertySummary { property, set, redundant, not_told, values } = summary;
    let are_chosen = move || {
        let count = chosen.with(|chosen| chosen.iter().filter(|(_, of)| *of == property).count());
        count == set && set > 0
    };
    let choose = move |on: bool| {
        let places = places_of(overrides, property);
        chosen.update(|chosen| {
            for at in places {
                if on {
                    chosen.insert((at, property));
                } else {
                    chosen.remove(&(at, property));
                }
            }
        });
    };
    let facts = move || {
        let language = language.get();
        let set_by = (set > 0).then(|| texts::set_by(language, set, redundant));
        let not_told = (not_told > 0).then(|| texts::not_told_of(language, not_told));
        [set_by, not_told].into_iter().flatten().collect::<Vec<_>>().join("; ")
    };
    let values = move || {
        let language = language.get();
        let text = |(value, count): &(_, usize)| {
            common::labelled(
                language,
                &property_value_text(language, value),
                &list_texts::number(language, *count),
            )
        };
        values.iter().map(text).collect::<Vec<_>>().join(" · ")
    };
    let open = move |_| {
        navigation.set_query(PROPERTY, property.name());
        // The button that was pressed is gone now.
        dom::focus_soon(HEADING);
    };
    view! {
        <li>
            {(set > 0)
                .then(|| {
                    view! {
                        <input
                            type="checkbox"
                            aria-label=move || {
                                texts::choose_all(language.get(), &label_of(language.get(), property))
                            }
                            prop:checked=are_chosen
                            on:change:target=move |event| choose(event.target().checked())
                        />
                    }
                })}
            <div>
                <button type="button" class="quiet" on:click=open>
                    {move || label_of(language.get(), property)}
                </button>
                <p>{facts}</p>
                <p class="hint">{values}</p>
            </div>
        </li>
    }
    .into_any()
}
