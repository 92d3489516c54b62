//! What the find dialog lists: people, and what is opened of them.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser::dom;
use crate::components::{Link, language, t};
use crate::config::Vendor;
use crate::domain::Language;
use crate::list::fold;
use crate::pages::find::dialog::{FindBox, KEYS, RESULTS};
use crate::pages::find::target::Target;
use crate::pages::find::{Results, find, own_search_link, results_of, unsearched_line};
use crate::pages::found::{FoundPerson, Unsearched};
use crate::pages::vendor::pages_of;
use crate::route::{Query, Route};
use crate::state::opened_people::OpenedPerson;
use crate::state::{Console, System};
use crate::text::{LocalizedText, common, find as texts, xivo as xivo_texts};

/// So many of each system are shown.
const MOST_SHOWN: usize = 8;

/// So many views are shown.
const MOST_VIEWS: usize = 5;
/// What is shorter than this many bytes, and so than a word, names no view.
const SHORTEST_WORD: usize = 3;

/// The id of the one at this place.
fn option_id(at: usize) -> String {
    ["find-", &at.to_string()].concat()
}

/// What can be opened.
#[derive(Clone, PartialEq)]
struct Choice {
    name: String,
    number: String,
    system: String,
    opens: Opens,
}

/// What a choice opens.
#[derive(Clone, PartialEq)]
enum Opens {
    /// Something of the person at this address.
    OfPerson(String, Target),
    /// A view of a system, at this address.
    View(String),
}

impl Choice {
    fn of_person(system: String, person: FoundPerson, target: Target) -> Self {
        let FoundPerson { name, number, url } = person;
        Self { name, number, system, opens: Opens::OfPerson(url, target) }
    }

    /// Where it is. With the Shift key what that stands for; the page of the person, where a system has
    /// nothing else to open.
    fn url(&self, is_shift_pressed: bool) -> String {
        match &self.opens {
            Opens::View(url) => url.clone(),
            Opens::OfPerson(url, target) => {
                let page = Route::parse(url);
                let system = page.system().and_then(|id| Console::get().systems.by_id(id));
                let target = Target::of_shift_key(is_shift_pressed, *target);
                system.and_then(|system| target.url(&page, system.vendor())).unwrap_or_else(|| url.clone())
            }
        }
    }

    /// What is opened, where it is not the page of a person.
    fn label(&self) -> Option<LocalizedText> {
        match self.opens {
            Opens::OfPerson(_, target) => target.label(),
            Opens::View(_) => Some(texts::view),
        }
    }
}

/// Everything that the words find.
#[derive(Clone, Default, PartialEq)]
struct Found {
    choices: Vec<Choice>,
    /// How many of them are people.
    people: usize,
    /// How many people match and are not shown.
    left_out: usize,
}

/// Whose pages were opened last, but for the one at hand.
fn opened_last() -> Vec<Choice> {
    let Console { opened_people, navigation, .. } = Console::get();
    let here = navigation.here();
    let opened = opened_people.of_this_session().into_iter().filter(|opened| opened.route != here);
    let choice = |opened: OpenedPerson| {
        let person = FoundPerson { name: opened.name, number: String::new(), url: opened.route.path() };
        Choice::of_person(opened.system.name(), person, Target::Page)
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
    let choices: Vec<_> = people.map(|(system, person)| Choice::of_person(system, person, target)).collect();
    let left_out = if choices.is_empty() { 0 } else { left_out };
    (choices, left_out)
}

/// The views of the systems that one is signed in to, in which each of the words stands: in their
/// names, or in that of the system. Reactive.
fn views_called(systems: &[System], typed: &str, language: Language) -> Vec<Choice> {
    let typed = fold(typed);
    let mut choices = Vec::new();
    for system in systems.iter().filter(|system| system.is_open()) {
        let Some(pages) = pages_of(system.vendor()).and_then(|pages| pages.get()) else { continue };
        let mut views = pages.views(*system);
        if system.vendor() == Vendor::Xivo {
            views.push((xivo_texts::new_user, Route::NewUser { system: system.id() }));
        }
        for (word, to) in views {
            let view = fold(word(language));
            let all = [view.as_str(), " ", &fold(&system.name())].concat();
            // The name of a system alone asks for all of its people, not for its views.
            let is_named =
                typed.split_whitespace().any(|word| word.len() >= SHORTEST_WORD && view.contains(word));
            if is_named && typed.split_whitespace().all(|word| all.contains(word)) {
                let opens = Opens::View(to.path());
                choices.push(Choice {
                    name: word(language).to_owned(),
                    number: String::new(),
                    system: system.name(),
                    opens,
                });
            }
        }
    }
    choices.truncate(MOST_VIEWS);
    choices
}

/// What the words in the box find, the way that the keys and the pointer open them.
pub fn view(of: FindBox) -> AnyView {
    let FindBox { is_open, typed, .. } = of;
    let navigation = Console::get().navigation;
    let language = language();
    let results = results_of(typed, MOST_SHOWN);
    let is_blank = Memo::new(move |_| typed.with(|typed| typed.trim().is_empty()));
    let systems = Console::get().systems.all();
    // Whoever is called so, then what the last word asks for of the others, then views.
    let found = Memo::new(move |_| {
        if is_blank.get() {
            let choices = opened_last();
            return Found { people: choices.len(), choices, left_out: 0 };
        }
        let Results { people, .. } = results.get();
        let page = |(system, person)| Choice::of_person(system, person, Target::Page);
        let mut choices: Vec<_> = people.into_iter().map(page).collect();
        let (asked_for, left_out) = typed.with(|typed| asked_for(&systems, typed));
        choices.extend(asked_for);
        let people = choices.len();
        choices.extend(typed.with(|typed| views_called(&systems, typed, language.get())));
        Found { choices, people, left_out: left_out + results.with(Results::left_out) }
    });
    let open = move |at: usize, is_shift_pressed: bool| {
        let url =
            found.with_untracked(|found| found.choices.get(at).map(|choice| choice.url(is_shift_pressed)));
        if let Some(url) = url {
            is_open.set(false);
            navigation.go_to(&url);
        }
    };
    let count = Memo::new(move |_| found.with(|found| found.choices.len()));
    // Which of them the keys are at, from 0: the first again with each key that is typed.
    let active = RwSignal::new(0_usize);
    Effect::watch(move || typed.track(), move |(), _, _| active.set(0), false);
    Effect::new(move |_| of.active.set((count.get() > 0).then(|| option_id(active.get()))));
    let go = move |at: usize| {
        active.set(at);
        dom::bring_into_sight(&option_id(at));
    };
    of.on_key.set(Some(Callback::new(move |event: KeyboardEvent| {
        let (at, count) = (active.get_untracked(), count.get_untracked());
        match event.key().as_str() {
            "ArrowDown" => go((at + 1).min(count.saturating_sub(1))),
            "ArrowUp" => go(at.saturating_sub(1)),
            "Enter" => open(at, event.shift_key()),
            _ => return,
        }
        event.prevent_default();
    })));
    let options = move || {
        let found = found.get();
        found
            .choices
            .into_iter()
            .enumerate()
            .map(|(at, choice)| {
                let label = choice.label();
                let Choice { name, number, system, .. } = choice;
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
                        {label.map(|label| view! { <strong>{t(label)}</strong> })}
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
            <p class="hint" id=KEYS>
            {t(texts::what_keys_open)}
        </p>
        <p class="hint" role="status">
                {move || {
                let language = language.get();
                found.with(|Found { choices, people, left_out }| match (is_blank.get(), *people) {
                    (true, 0) => String::new(),
                    (true, _) => common::opened_last(language).to_owned(),
                    (false, people) => match choices.len().saturating_sub(people) {
                        0 => texts::found(language, people, people + left_out),
                        views if people == 0 => texts::views(language, views),
                        views => {
                            let found = texts::found(language, people, people + left_out);
                            [found, texts::views(language, views)].join(" · ")
                        }
                    },
                })
            }}
        </p>
            <ul id=RESULTS class="plain" role="listbox" aria-label=t(texts::people_and_views)>
                {options}
            </ul>
            <Show when=move || { left_out.get() > 0 }>{show_all()}</Show>
            <ul class="plain hint" aria-label=t(texts::not_searched)>
                {unsearched}
            </ul>
    }
    .into_any()
}
