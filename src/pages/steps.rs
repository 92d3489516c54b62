//! From one person to the next among those whom the list shows, in its order.

use std::sync::Arc;

use leptos::prelude::*;

use super::shortcuts::{self, PageKey};
use crate::browser::dom;
use crate::components::form_page::{Editing, Resource, Written};
use crate::components::{Link, language, t};
use crate::route::Route;
use crate::state::Console;
use crate::state::list::{ListStore, Row};
use crate::state::notices::Tone;
use crate::text::steps as texts;

/// Where somebody stands among those whom the list shows, and who stands beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbours {
    /// The name of the person on whose page this is.
    name: String,
    /// From 0.
    place: usize,
    count: usize,
    previous: Option<Route>,
    next: Option<Route>,
}

/// The neighbours of somebody in a list as it was left, which are none where the list was not
/// shown, does not show them, or shows nobody else. Coming back to the list leads to this person.
pub fn neighbours<R: Row>(
    list: ListStore<R>,
    id: String,
    name: fn(&R) -> String,
    route: impl Fn(&R) -> Option<Route> + Send + Sync + 'static,
) -> Memo<Option<Neighbours>> {
    let neighbours = Memo::new({
        let id = id.clone();
        move |_| {
            list.version().track();
            let is_arriving = list.is_arriving();
            list.with(|rows| {
                let place = rows.list().place_of(&id)?;
                let count = rows.list().visible().len();
                let route_at = |place: usize| rows.row_at(place).and_then(&route);
                (count > 1 && !is_arriving).then(|| Neighbours {
                    name: rows.row_at(place).map(name).unwrap_or_default(),
                    place,
                    count,
                    previous: (0..place).rev().find_map(route_at),
                    next: (place + 1..count).find_map(route_at),
                })
            })
        }
    });
    Effect::new(move |_| {
        if let Some(row) = neighbours.with(|neighbours| neighbours.as_ref().map(|found| found.place)) {
            list.position().update_value(|position| {
                position.id.clone_from(&id);
                position.row = row;
            });
        }
    });
    neighbours
}

/// Goes to a neighbour, and there to the control that is in use here. What is searched for, filtered
/// and compared on this page stands in the address, and is kept.
fn go(to: &Route) {
    let navigation = Console::get().navigation;
    navigation.focus_in(to, dom::focused_id());
    navigation.go_to(&url_of(to));
}

/// The address of a neighbour, with what this page is narrowed to.
fn url_of(to: &Route) -> String {
    Console::get().navigation.query().with_untracked(|query| to.url(query))
}

/// The ways to the people before and after this one, and which of how many this is.
#[component]
pub fn Steps(neighbours: Memo<Option<Neighbours>>) -> impl IntoView {
    let language = language();
    let to_previous =
        move || neighbours.with(|neighbours| neighbours.as_ref().and_then(|found| found.previous.clone()));
    let to_next =
        move || neighbours.with(|neighbours| neighbours.as_ref().and_then(|found| found.next.clone()));
    let count = move || {
        let language = language.get();
        neighbours.with(|neighbours| {
            neighbours.as_ref().map(|found| texts::place(language, found.place + 1, found.count))
        })
    };
    shortcuts::on_page_key(
        PageKey::Previous,
        Callback::new(move |()| {
            if let Some(to) = untrack(to_previous) {
                go(&to);
            }
        }),
    );
    shortcuts::on_page_key(
        PageKey::Next,
        Callback::new(move |()| {
            if let Some(to) = untrack(to_next) {
                go(&to);
            }
        }),
    );
    let query = Console::get().navigation.query();
    let previous = move || {
        match to_previous() {
        Some(to) => view! {
            <Link to=to query=query id="previous-person" shortcut=texts::PREVIOUS_KEYS>{t(texts::previous)}</Link>
        }
        .into_any(),
        None => view! { <span>{t(texts::start_of_list)}</span> }.into_any(),
    }
    };
    let next = move || match to_next() {
        Some(to) => view! {
            <Link to=to query=query id="next-person" shortcut=texts::NEXT_KEYS>{t(texts::next)}</Link>
        }
        .into_any(),
        None => view! { <span>{t(texts::end_of_list)}</span> }.into_any(),
    };
    view! {
        <Show when=move || neighbours.with(Option::is_some)>
            <nav class="through" aria-label=t(texts::through_list)>
                {previous}
                <span>{count}</span>
                {next}
            </nav>
        </Show>
    }
    .into_any()
}

/// Saves and, once it was read that all of it is on the server, goes to the next person, to the
/// control that was in use here. At the end of the list it saves only, and says so.
pub fn save_and_next<R: Resource>(editing: Editing<R>, neighbours: Memo<Option<Neighbours>>) -> AnyView {
    let save = Callback::new(move |go_on: Callback<Option<Written>>| editing.save_and(go_on));
    view! { <SaveAndNext save=save is_saving=editing.is_saving neighbours=neighbours /> }.into_any()
}

#[component]
fn SaveAndNext(
    /// Saves, and then says what was saved, if there was anything to save.
    save: Callback<Callback<Option<Written>>>,
    is_saving: RwSignal<bool>,
    neighbours: Memo<Option<Neighbours>>,
) -> impl IntoView {
    let Console { navigation, notices, .. } = Console::get();
    let language = language();
    let is_last =
        move || neighbours.with(|neighbours| neighbours.as_ref().is_none_or(|found| found.next.is_none()));
    let label = move || {
        let word = if is_last() { texts::save_last } else { texts::save_and_next };
        word(language.get())
    };
    let save_and_go = move || {
        let control = dom::focused_id();
        save.run(Callback::new(move |written: Option<Written>| {
            // The page may have been left while it was saved.
            let Some(Some(Neighbours { name, next: Some(next), .. })) = neighbours.try_get_untracked() else {
                return;
            };
            navigation.focus_in(&next, control.clone());
            navigation.go_after_save(&url_of(&next));
            if let Some(Written { sentence, entry }) = written {
                let of_person = move |language| texts::saved_person(&name, &sentence(language));
                notices.say_written(Tone::Done, Arc::new(of_person), entry);
            }
        }));
    };
    navigation.take_focus();
    shortcuts::on_page_key(
        PageKey::SaveAndNext,
        Callback::new(move |()| {
            if neighbours.with_untracked(Option::is_some) {
                save_and_go();
            }
        }),
    );
    view! {
        <Show when=move || neighbours.with(Option::is_some)>
            <button
                type="button"
                id="save-and-next"
                aria-keyshortcuts=texts::SAVE_AND_NEXT_KEYS
                aria-disabled=move || is_saving.get().then_some("true")
                on:click=move |_| save_and_go()
            >
                {label}
            </button>
        </Show>
    }
    .into_any()
}
