//! The way to a person from anywhere: a dialog that finds people by name, extension
//! or number, in all systems that one is signed in to.
//!
//! The box is a part of the shell, so that it takes what is typed from the first key on. What it
//! finds comes with the code that finds it.

use leptos::{ev, html};

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::{Dialog, t, text};
use crate::text::find as texts;

/// The id of the list of whom is found.
pub const RESULTS: &str = "find-results";
/// The id of what says which keys open what.
const KEYS: &str = "find-keys";

/// What the box and the list below it share.
#[derive(Clone, Copy)]
pub struct FindBox {
    pub is_open: RwSignal<bool>,
    pub typed: RwSignal<String>,
    /// Which of those who are found the keys are at, from 0.
    pub active: RwSignal<usize>,
    /// `None` until the code that finds somebody is there.
    pub choices: RwSignal<Option<Choices>>,
}

/// Who can be opened.
#[derive(Clone, Copy)]
pub struct Choices {
    pub count: Memo<usize>,
    /// Opens the one at this place; with the Shift key what that key stands for.
    pub open: Callback<(usize, bool)>,
}

/// The id of the one at this place.
pub fn option_id(at: usize) -> String {
    ["find-", &at.to_string()].concat()
}

/// The dialog, to be opened again and again.
pub fn page(
    is_open: RwSignal<bool>,
    list: impl Fn(FindBox) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView {
    view! {
        <Dialog open=is_open title=text(texts::find_somebody) on_close=move |()| is_open.set(false)>
            {find_box(is_open, list)}
        </Dialog>
    }
    .into_any()
}

fn find_box(is_open: RwSignal<bool>, list: impl Fn(FindBox) -> AnyView) -> AnyView {
    let (typed, active, choices) =
        (RwSignal::new(String::new()), RwSignal::new(0_usize), RwSignal::new(None::<Choices>));
    let count = move || choices.get().map_or(0, |choices| choices.count.get());
    let go = move |at: usize| {
        active.set(at);
        dom::bring_into_sight(&option_id(at));
    };
    let keyed = move |event: ev::KeyboardEvent| {
        let (at, count) = (active.get_untracked(), untrack(count));
        match event.key().as_str() {
            "ArrowDown" => go((at + 1).min(count.saturating_sub(1))),
            "ArrowUp" => go(at.saturating_sub(1)),
            "Enter" => {
                if let Some(choices) = choices.get_untracked() {
                    choices.open.run((at, event.shift_key()));
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    // At once, not with the next frame: whoever types on must not wait for it.
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| node.get().map(|input| input.focus()));
    view! {
        <div class="find-dialog">
            <input
                node_ref=node
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-label=t(texts::what_to_type)
                placeholder=t(texts::what_to_type)
                aria-expanded=move || if count() == 0 { "false" } else { "true" }
                aria-controls=RESULTS
                aria-describedby=KEYS
                aria-activedescendant=move || { (count() > 0).then(|| option_id(active.get())) }
                on:input:target=move |event| {
                    active.set(0);
                    typed.set(event.target().value());
                }
                on:keydown=keyed
            />
            <p class="hint" id=KEYS>
                {t(texts::what_keys_open)}
            </p>
            {list(FindBox { is_open, typed, active, choices })}
        </div>
    }
    .into_any()
}
