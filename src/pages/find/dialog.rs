//! The way to a person from anywhere: a dialog that finds people by name, extension
//! or number, in all systems that one is signed in to.
//!
//! The box is a part of the shell, so that it takes what is typed from the first key on. What it
//! finds comes with the code that finds it.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser::dom;
use crate::components::{Dialog, t, text};
use crate::text::find as texts;

const INPUT: &str = "find-input";
/// The id of the list of whom is found.
pub const RESULTS: &str = "find-results";
/// The id of what says which keys open what.
pub const KEYS: &str = "find-keys";

/// What the box and the list below it share.
#[derive(Clone, Copy)]
pub struct FindBox {
    pub is_open: RwSignal<bool>,
    pub typed: RwSignal<String>,
    /// The id of the one in the list that the keys are at; `None` where the list is empty, or its code is
    /// not there yet.
    pub active: RwSignal<Option<String>>,
    /// What is done on a key, once there is a list.
    pub on_key: RwSignal<Option<Callback<KeyboardEvent>>>,
}

/// The dialog, to be opened again and again.
pub fn page(is_open: RwSignal<bool>, list: fn(FindBox) -> AnyView) -> AnyView {
    view! {
        <Dialog open=is_open title=text(texts::find_somebody) on_close=move |()| is_open.set(false)>
            {find_box(is_open, list)}
        </Dialog>
    }
    .into_any()
}

fn find_box(is_open: RwSignal<bool>, list: fn(FindBox) -> AnyView) -> AnyView {
    let of = FindBox {
        is_open,
        typed: RwSignal::new(String::new()),
        active: RwSignal::new(None),
        on_key: RwSignal::new(None),
    };
    let FindBox { typed, active, on_key, .. } = of;
    // At once, not with the next frame: whoever types on must not wait for it.
    Effect::new(|_| dom::focus(INPUT));
    view! {
        <div class="find-dialog">
            <input
                id=INPUT
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-label=t(texts::what_to_type)
                placeholder=t(texts::what_to_type)
                aria-expanded=move || if active.with(Option::is_none) { "false" } else { "true" }
                aria-controls=RESULTS
                aria-describedby=KEYS
                aria-activedescendant=move || active.get()
                on:input:target=move |event| typed.set(event.target().value())
                on:keydown=move |event| {
                    if let Some(on_key) = on_key.get_untracked() {
                        on_key.run(event);
                    }
                }
            />
            {list(of)}
        </div>
    }
    .into_any()
}
