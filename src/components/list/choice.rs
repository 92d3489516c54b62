//! Which columns of a list are shown.

use leptos::prelude::*;

use super::column::Column;
use super::model::ListQuery;
use crate::browser::preference::{self, Key};
use crate::components::{language, t};
use crate::text::list as texts;

/// Is the column of this name among those that are hidden?
pub(super) fn is_hidden(hidden: &str, key: &str) -> bool {
    hidden.split(',').any(|name| name == key)
}

/// A box for each column but the first, by which rows are told apart. The choice is
/// remembered in this browser and kept in the address.
#[component]
pub(super) fn ColumnChoice(
    all: &'static [Column],
    /// The places of those that there are.
    available: Memo<Vec<usize>>,
    hidden: Memo<String>,
    kept_as: Key,
    query: ListQuery,
) -> impl IntoView {
    let language = language();
    let columns = move || {
        let places = available.get().into_iter().filter(|at| *at != 0);
        places.filter_map(|at| all.get(at).copied()).collect::<Vec<_>>()
    };
    let toggle = move |key: &'static str, show: bool| {
        let hidden = hidden.get_untracked();
        let mut names: Vec<&str> =
            hidden.split(',').filter(|name| !name.is_empty() && *name != key && *name != "-").collect();
        if !show {
            names.push(key);
        }
        // A dash stands for "none hidden", for an empty value is left out of the address.
        let hidden = if names.is_empty() { "-".to_owned() } else { names.join(",") };
        preference::write(kept_as, &hidden);
        query.set("hide", hidden);
    };
    view! {
        <details class="menu">
            <summary>{t(texts::columns)}</summary>
            <ul>
                // Each by its key: an item that is built over loses its box in Leptos.
                <For each=columns key=|column| column.key let(column)>
                    {
                        let is_shown = move || hidden.with(|hidden| !is_hidden(hidden, column.key));
                        view! {
                            <li>
                                <label>
                                    <input
                                        type="checkbox"
                                        prop:checked=is_shown
                                        on:change:target=move |event| toggle(column.key, event.target().checked())
                                    />
                                    {move || (column.label)(language.get())}
                                </label>
                            </li>
                        }
                    }
                </For>
            </ul>
        </details>
    }
    .into_any()
}
