//! What the find dialog lists: people, and what is opened of them.

use leptos::prelude::*;

use crate::components::{Link, language, t};
use crate::pages::find::dialog::{Choices, FindBox, RESULTS, option_id};
use crate::pages::find::target::Target;
use crate::pages::find::{Results, find, own_search_link, results_of, unsearched_line};
use crate::pages::found::{FoundPerson, Unsearched};
use crate::route::{Query, Route};
use crate::state::opened_people::OpenedPerson;
use crate::state::{Console, System};
use crate::text::{common, find as texts};

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

/// Everybody whom the words in the box find, the way that the keys and the pointer open them.
pub fn view(of: FindBox) -> AnyView {
    let FindBox { is_open, typed, active, choices: shown } = of;
    let navigation = Console::get().navigation;
    let language = language();
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
    let count = Memo::new(move |_| choices.with(|(choices, _)| choices.len()));
    shown.set(Some(Choices {
        count,
        open: Callback::new(move |(at, is_shift_pressed)| open(at, is_shift_pressed)),
    }));
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
            <p class="hint" role="status">
                {move || match (is_blank.get(), count.get()) {
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
    }
    .into_any()
}
