//! The columns of the list: which there are, which are shown, which sorts.

use leptos::prelude::*;

use crate::browser::preference;
use crate::components::list::Column;
use crate::components::{language, t};
use crate::route::Query;
use crate::state::Console;
use crate::state::xivo::people::{Key, SORTED};
use crate::text::{common, list, xivo as words};

/// Every column there can be, in the order of [`SORTED`].
pub const COLUMNS: [Column; 7] = [
    Column { key: "name", label: words::name, is_number: false },
    Column { key: "callerid", label: words::caller_id, is_number: false },
    Column { key: "username", label: common::username, is_number: false },
    Column { key: "extension", label: words::extension, is_number: true },
    Column { key: "mobile", label: words::mobile, is_number: true },
    Column { key: "email", label: words::email, is_number: false },
    Column { key: "cti", label: words::cti, is_number: false },
];

/// Which columns are hidden: as the address says, else as this person left them.
pub fn hidden(query: &Query) -> String {
    query
        .get("hide")
        .map(str::to_owned)
        .or_else(|| preference::read(preference::Key::HiddenColumns))
        .unwrap_or_else(|| "email".to_owned())
}

/// The place of a key among all columns.
pub fn place_of(key: Key) -> usize {
    SORTED.iter().position(|known| *known == key).unwrap_or_default()
}

pub fn column_of(key: Key) -> Column {
    *COLUMNS.get(place_of(key)).unwrap_or(&COLUMNS[0])
}

/// Is the column among those that are hidden?
pub fn is_hidden(hide: &str, key: Key) -> bool {
    let own = column_of(key).key;
    hide.split(',').any(|name| name == own)
}

/// Which columns are shown; remembered in this browser and kept in the address.
#[component]
pub fn ColumnChoice(known: Memo<Vec<Key>>, hide: Memo<String>) -> impl IntoView {
    let navigation = Console::get().navigation;
    let language = language();
    let toggle = move |key: &'static str, show: bool| {
        let hide = hide.get_untracked();
        let mut names: Vec<&str> =
            hide.split(',').filter(|name| !name.is_empty() && *name != key && *name != "-").collect();
        if !show {
            names.push(key);
        }
        // A dash says "none hidden", for an empty value is left out of the address.
        let hide = if names.is_empty() { "-".to_owned() } else { names.join(",") };
        preference::write(preference::Key::HiddenColumns, &hide);
        navigation.set_query("hide", &hide);
    };
    view! {
        <details>
            <summary>{t(list::columns)}</summary>
            <ul>
                // Each by its key: an item that is built over loses its box in Leptos.
                <For
                    each=move || known.get().into_iter().filter(|key| *key != Key::Name)
                    key=|key| column_of(*key).key
                    let(key)
                >
                    {
                        let column = column_of(key);
                        let is_shown = move || hide.with(|hide| !is_hidden(hide, key));
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
