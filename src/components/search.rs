//! The search box of a list.

use std::time::Duration;

use leptos::prelude::*;

use super::words::t;
use crate::browser::clock::Timer;
use crate::browser::dom;
use crate::route::Query;
use crate::text::list as words;

/// The id of the box; `/` leads there.
pub const SEARCH: &str = "search";

/// Typing pauses when nothing was typed for so long.
const PAUSE: Duration = Duration::from_millis(300);

/// What is searched for.
#[derive(Clone, Copy)]
pub struct Search {
    /// As it stands in the box, at each key.
    pub typed: RwSignal<String>,
    /// As it stands in the address (`?q=`), which follows when the typing pauses.
    pub in_address: Memo<String>,
    /// Counts how often the arrow leads from the box into the rows.
    pub enter: RwSignal<u32>,
}

impl Search {
    pub fn of(query: RwSignal<Query>) -> Self {
        let in_address =
            Memo::new(move |_| query.with(|query| query.get("q").unwrap_or_default().to_owned()));
        Self { typed: RwSignal::new(in_address.get_untracked()), in_address, enter: RwSignal::new(0) }
    }
}

/// The box with its label. `on_pause` writes what was typed into the address.
#[component]
pub fn SearchBox(search: Search, on_pause: Callback<String>) -> impl IntoView {
    let Search { typed, in_address, enter } = search;
    let pause = StoredValue::new(None::<Timer>);
    let write = move |text: String| {
        typed.set(text);
        let paused = move || {
            if let Some(typed) = typed.try_get_untracked() {
                on_pause.run(typed);
            }
        };
        pause.set_value(Some(Timer::after(PAUSE, paused)));
    };
    // Back, forward and links change the search from outside, and come before
    // what was typed just now.
    Effect::new(move |_| {
        let in_address = in_address.get();
        if typed.get_untracked() != in_address {
            pause.set_value(None);
            typed.set(in_address);
        }
    });
    view! {
        <div class="search" role="search">
            <label for=SEARCH>{t(words::search)}</label>
            <input
                id=SEARCH
                type="search"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || typed.get()
                on:input:target=move |event| write(event.target().value())
                on:keydown:target=move |event| {
                    match dom::key(&event).as_str() {
                        "Escape" if !typed.with_untracked(String::is_empty) => {
                            event.prevent_default();
                            write(String::new());
                        }
                        "ArrowDown" => {
                            event.prevent_default();
                            enter.update(|count| *count += 1);
                        }
                        _ => {}
                    }
                }
            />
        </div>
    }
    .into_any()
}
