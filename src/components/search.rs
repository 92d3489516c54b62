//! The search box of a list.

use std::time::Duration;

use leptos::prelude::*;

use super::localize::t;
use crate::browser::clock::Timer;
use crate::browser::dom;
use crate::route::Query;
use crate::text::list as texts;

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

/// What was copied from a column of a spreadsheet, as one line that finds any of it; none where it
/// is a single cell.
fn pasted_lines(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    (lines.len() > 1).then(|| lines.join("; "))
}

/// The box with its label. `on_pause` writes what was typed into the address, `on_enter` does what
/// the Enter key is for.
#[component]
pub fn SearchBox(search: Search, on_pause: Callback<String>, on_enter: Callback<String>) -> impl IntoView {
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
    let write_address = move || {
        pause.set_value(None);
        let typed = typed.get_untracked();
        if typed != in_address.get_untracked() {
            on_pause.run(typed.clone());
        }
        typed
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
            <label for=SEARCH>{t(texts::search)}</label>
            <input
                id=SEARCH
                type="search"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || typed.get()
                on:input:target=move |event| write(event.target().value())
                on:paste=move |event| {
                    // The browser would join the lines to one number.
                    let lines = pasted_lines(&dom::pasted_text(&event));
                    if let Some(lines) = lines {
                        event.prevent_default();
                        write(lines);
                    }
                }
                on:blur=move |event| {
                    // The click that moves the focus elsewhere may lead to another address. A box that is
                    // taken away loses the focus to nothing.
                    if event.related_target().is_some() {
                        write_address();
                    }
                }
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
                        "Enter" => {
                            // Whoever presses Enter has typed it all. The address comes first: Enter may lead
                            // to another.
                            on_enter.run(write_address());
                        }
                        _ => {}
                    }
                }
            />
        </div>
    }
    .into_any()
}
