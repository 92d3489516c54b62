//! The way to a person from anywhere: a dialog that finds people by name, extension
//! or number, in all systems that one is signed in to.

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::{Dialog, Link, language, t, text};
use crate::pages::find::target::Target;
use crate::pages::find::{Results, find, own_search_link, results_of, unsearched_line};
use crate::pages::found::{FoundPerson, Unsearched};
use crate::route::{Query, Route};
use crate::state::opened_people::OpenedPerson;
use crate::state::{Console, System};
use crate::text::{common, find as texts};

const INPUT: &str = "find-input";
const RESULTS: &str = "find-results";
/// The id of what says which keys open what.
const KEYS: &str = "find-keys";

/// So many of each system are shown.
const MOST_SHOWN: usize = 8;

/// What can be opened.
#[derive(Clone, PartialEq)]
struct Choice {
    person: FoundPerson,
    system: String,
    target: Target,
}

impl Choice {
    /// Where it is. The page itself, where a system has nothing else to open.
    fn url(&self, target: Target) -> String {
        let page = Route::parse(&self.person.url);
        let system = page.system().and_then(|id| Console::get().systems.by_id(id));
        let url = system.and_then(|system| target.url(&page, system.vendor()));
        url.unwrap_or_else(|| self.person.url.clone())
    }
}

/// Whose pages were opened last, but for the one at hand.
fn opened_last() -> Vec<Choice> {
    let Console { opened_people, navigation, .. } = Console::get();
    let here = navigation.here();
    let opened = opened_people.of_this_session().into_iter().filter(|opened| opened.route != here);
    let choice = |opened: OpenedPerson| Choice {
        person: FoundPerson { name: opened.name, number: String::new(), url: opened.route.path() },
        system: opened.system.name(),
        target: Target::Page,
    };
    opened.map(choice).collect()
}

/// Of those whom the words before the last one find: what that asks for, where there is such a view,
/// and how many of them are not shown.
fn asked_for(systems: &[System], typed: &str) -> (Vec<Choice>, usize) {
    let Some((whom, target)) = Target::asked_for(typed) else { return (Vec::new(), 0) };
    let found = find(systems, whom, MOST_SHOWN);
    let left_out = found.left_out();
    let has_view = |person: &FoundPerson| {
        let page = Route::parse(&person.url);
        let system = page.system().and_then(|id| systems.iter().find(|system| system.id() == id));
        system.is_some_and(|system| target.url(&page, system.vendor()).is_some())
    };
    let people = found.people.into_iter().filter(|(_, person)| has_view(person));
    let choices: Vec<_> = people.map(|(system, person)| Choice { person, system, target }).collect();
    let left_out = if choices.is_empty() { 0 } else { left_out };
    (choices, left_out)
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
    let is_blank = Memo::new(move |_| typed.with(|typed| typed.trim().is_empty()));
    let systems = Console::get().systems.all();
    // Whoever is called so, then what the last word asks for of the others.
    let choices = Memo::new(move |_| {
        if is_blank.get() {
            return (opened_last(), 0);
        }
        let Results { people, .. } = results.get();
        let page = |(system, person)| Choice { person, system, target: Target::Page };
        let mut choices: Vec<_> = people.into_iter().map(page).collect();
        let (asked_for, left_out) = typed.with(|typed| asked_for(&systems, typed));
        choices.extend(asked_for);
        (choices, left_out + results.with(Results::left_out))
    });
    let open = move |at: usize, is_shift_pressed: bool| {
        let url = choices.with_untracked(|(choices, _)| {
            choices.get(at).map(|choice| choice.url(Target::of_shift_key(is_shift_pressed, choice.target)))
        });
        if let Some(url) = url {
            is_open.set(false);
            navigation.go_to(&url);
        }
    };
    let count = move || choices.with(|(choices, _)| choices.len());
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
            "Enter" => open(at, event.shift_key()),
            _ => return,
        }
        event.prevent_default();
    };
    let options = move || {
        let (choices, _) = choices.get();
        choices
            .into_iter()
            .enumerate()
            .map(|(at, Choice { person: FoundPerson { name, number, .. }, system, target })| {
                view! {
                    <li
                        role="option"
                        id=option_id(at)
                        aria-selected=move || if active.get() == at { "true" } else { "false" }
                        on:click=move |event| open(at, event.shift_key())
                    >
                        <b dir="auto">{name}</b>
                        <span>{number}</span>
                        <span>{system}</span>
                        {target.label().map(|label| view! { <strong>{t(label)}</strong> })}
                    </li>
                }
            })
            .collect_view()
    };
    let unsearched = move || {
        let language = language.get();
        let line = |(id, name, why): (String, String, Unsearched)| {
            let line = unsearched_line(language, &name, why);
            let search = if is_blank.get() { None } else { own_search_link(&id, name, why, &typed.get()) };
            let search =
                search.map(|link| view! { <span on:click=move |_| is_open.set(false)>{link}</span> });
            view! { <li>{line} {search}</li> }
        };
        results.get().unsearched.into_iter().map(line).collect_view()
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
                {move || match (is_blank.get(), count()) {
                    (true, 0) => String::new(),
                    (true, _) => common::opened_last(language.get()).to_owned(),
                    (false, count) => {
                        let left_out = choices.with(|(_, left_out)| *left_out);
                        texts::found(language.get(), count, count + left_out)
                    }
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
