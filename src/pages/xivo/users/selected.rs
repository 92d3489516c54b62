//! The bar below the list: how many people are selected, and what can be done
//! with them. It is always there, so that selecting moves no row.

use leptos::prelude::*;

use crate::components::{language, t};
use crate::list::sort_rows;
use crate::state::xivo::{Profiles, Xivo, run};
use crate::text::several as texts;
use crate::wire::xivo::cti_plan::CtiAction;

/// How many are selected, and what can be done with them: below the list.
#[component]
pub fn Selected(xivo: Xivo, #[prop(into)] changed: Signal<u64>) -> impl IntoView {
    let language = language();
    let selection = xivo.selection;
    let begin = move |action: CtiAction| {
        let resource = xivo.dialect.get_untracked().cti();
        let items = xivo.people.with(|rows| {
            selection.with_untracked(|selection| {
                // In the order on the screen, then those that the search hides.
                let list = rows.list();
                let is_selected = |row: &u32| selection.contains(list.id(*row));
                let mut order: Vec<u32> = list.visible().iter().copied().filter(is_selected).collect();
                let mut shown = order.clone();
                sort_rows(&mut shown, &mut |a, b| a.cmp(&b));
                let is_hidden = |row: &u32| shown.binary_search(row).is_err();
                order.extend((0..list.len()).filter(is_selected).filter(is_hidden));
                let selected = order.into_iter().filter_map(|row| rows.row(row));
                selected.map(|row| run::item(row, resource)).collect::<Vec<_>>()
            })
        });
        if !items.is_empty() {
            xivo.run.begin(xivo, action, items);
        }
    };
    // The first profile stands there until another is chosen, and nothing is done before.
    let first_profile = move || {
        xivo.profiles.with_untracked(|profiles| match profiles {
            Profiles::Known(known) => known.items.first().map(|profile| profile.id),
            _ => None,
        })
    };
    let summary = move || {
        changed.track();
        let hidden = xivo.people.with(|rows| selection.with(|selection| selection.hidden(rows.list())));
        texts::selected(language.get(), selection.with(|selection| selection.len()), hidden)
    };
    view! {
        <Show
            when=move || selection.with(|selection| !selection.is_empty())
            fallback=move || view! { <p class="selection is-empty">{t(texts::nobody_selected)}</p> }.into_any()
        >
            <div class="selection" role="group" aria-label=t(texts::selection)>
                <p role="status">{summary}</p>
                <Show when=move || !xivo.dialect.get().lacks_cti()>
                    <button type="button" on:click=move |_| begin(CtiAction::On)>{t(texts::cti_on)}</button>
                    <button type="button" on:click=move |_| begin(CtiAction::Off)>{t(texts::cti_off)}</button>
                    <button type="button" on:click=move |_| begin(CtiAction::Profile(first_profile()))>
                        {t(texts::set_profile)}
                    </button>
                </Show>
                <button type="button" class="quiet" on:click=move |_| selection.update(|selection| selection.clear())>
                    {t(texts::clear_selection)}
                </button>
            </div>
        </Show>
    }
    .into_any()
}
