//! The way to a person from anywhere: a dialog that finds people by name, extension
//! or number, in all systems that one is signed in to.

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::{Dialog, Link, language, t, text};
use crate::pages::find::{results_of, unsearched_line};
use crate::pages::found::FoundPerson;
use crate::pages::other_systems::leaver_url;
use crate::route::{Query, Route};
use crate::state::Console;
use crate::text::find as texts;

const INPUT: &str = "find-input";
const RESULTS: &str = "find-results";
/// The id of what says which keys open what.
const KEYS: &str = "find-keys";

/// So many of each system are shown.
const MOST_SHOWN: usize = 8;

/// What of somebody is opened.
#[derive(Clone, Copy)]
enum Target {
    Page,
    /// What becomes of them when they leave.
    Leaver,
}

impl Target {
    fn of_shift_key(is_pressed: bool) -> Self {
        if is_pressed { Self::Leaver } else { Self::Page }
    }
}

/// The dialog, to be opened again and again.
pub fn page(is_open: RwSignal<bool>) -> AnyView {
    view! {
        <Dialog open=is_open title=text(texts::find_somebody) on_close=move |()| is_open.set(false)>
            <FindDialog is_open=is_open />
        </Dialog>
    }
    .into_any()
}

#[component]
fn FindDialog(is_open: RwSignal<bool>) -> impl IntoView {
    let navigation = Console::get().navigation;
    let language = language();
    let typed = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let results = results_of(typed, MOST_SHOWN);
    let open = move |at: usize, target: Target| {
        let url =
            results.with_untracked(|results| results.people.get(at).map(|(_, person)| person.url.clone()));
        let url = url.map(|url| match target {
            Target::Page => url,
            Target::Leaver => leaver_url(&Route::parse(&url)),
        });
        if let Some(url) = url {
            is_open.set(false);
            navigation.go_to(&url);
        }
    };
    let count = move || results.with(|results| results.people.len());
    let option_id = |at: usize| ["find-", &at.to_string()].concat();
    let go = move |at: usize| {
        active.set(at);
        dom::bring_into_sight(&option_id(at));
    };
    dom::focus_soon(INPUT);
    let keyed = move |event: leptos::ev::KeyboardEvent| {
        let (at, count) = (active.get_untracked(), untrack(count));
        match event.key().as_str() {
            "ArrowDown" => go((at + 1).min(count.saturating_sub(1))),
            "ArrowUp" => go(at.saturating_sub(1)),
            "Enter" => open(at, Target::of_shift_key(event.shift_key())),
            _ => return,
        }
        event.prevent_default();
    };
    let options = move || {
        results
            .get()
            .people
            .into_iter()
            .enumerate()
            .map(|(at, (system, FoundPerson { name, number, .. }))| {
                view! {
                    <li
                        role="option"
                        id=option_id(at)
                        aria-selected=move || if active.get() == at { "true" } else { "false" }
                        on:click=move |event| open(at, Target::of_shift_key(event.shift_key()))
                    >
                        <b dir="auto">{name}</b>
                        <span>{number}</span>
                        <span>{system}</span>
                    </li>
                }
            })
            .collect_view()
    };
    let unsearched = move || {
        let language = language.get();
        let unsearched = results.get().unsearched.into_iter();
        unsearched
            .map(|(_, name, why)| view! { <li>{unsearched_line(language, &name, why)}</li> })
            .collect_view()
    };
    let left_out = Memo::new(move |_| results.with(|results| results.left_out()));
    let show_all = move || {
        let query = Signal::derive(move || Query::default().with("q", typed.get().trim()));
        view! {
            <p on:click=move |_| is_open.set(false)>
                <Link to=Route::Find query=query>
                    {t(texts::show_all)}
                </Link>
            </p>
        }
    };
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
            <p class="hint" role="status">
                {move || {
                    let is_blank = typed.with(|typed| typed.trim().is_empty());
                    (!is_blank).then(|| texts::found(language.get(), count(), results.with(|results| results.all)))
                }}
            </p>
            <ul id=RESULTS class="plain" role="listbox" aria-label=t(texts::people)>
                {options}
            </ul>
            <Show when=move || { left_out.get() > 0 }>{show_all()}</Show>
            <ul class="plain hint" aria-label=t(texts::not_searched)>
                {unsearched}
            </ul>
        </div>
    }
    .into_any()
}
