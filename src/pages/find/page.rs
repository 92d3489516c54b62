//! Everybody of all systems that one is signed in to who matches `?q=`.

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::search::{SEARCH, Search, SearchBox};
use crate::components::{Link, Title, language, t, text};
use crate::pages::find::{own_search_link, results_of, unsearched_line};
use crate::pages::found::{FoundPerson, Unsearched};
use crate::pages::sign_in::SignInDialog;
use crate::route::Route;
use crate::state::{Console, System};
use crate::text::{common, find as texts};

/// So many of each system are shown.
const MOST_SHOWN: usize = 100;

/// The id of the first of those who were found.
const FIRST: &str = "found-first";

/// The page.
pub fn page() -> AnyView {
    let language = language();
    let Console { navigation, systems, .. } = Console::get();
    let search = Search::of(navigation.query());
    let results = results_of(search.typed, MOST_SHOWN);
    let is_blank = Memo::new(move |_| search.typed.with(|typed| typed.trim().is_empty()));
    let count = Memo::new(move |_| results.with(|results| results.people.len()));
    if is_blank.get_untracked() {
        dom::focus_soon(SEARCH);
    }
    Effect::new(move |_| {
        if search.enter.get() > 0 {
            dom::focus(FIRST);
        }
    });
    // Somebody of a list that is still being read may match as well.
    let open_the_only = Callback::new(move |_: String| {
        let only = results.with_untracked(|results| match results.people.as_slice() {
            [(_, person)] if !results.unsearched.iter().any(|(.., why)| *why == Unsearched::BeingRead) => {
                Some(person.url.clone())
            }
            _ => None,
        });
        if let Some(url) = only {
            navigation.go_to(&url);
        }
    });
    let signing_in = RwSignal::new(None::<System>);
    let unsearched = Memo::new(move |_| results.with(|results| results.unsearched.clone()));
    let unsearched_system = move |(id, name, why): (String, String, Unsearched)| {
        let system = systems.by_id(&id).filter(|_| why == Unsearched::NotSignedIn);
        let sign_in = system.map(|system| {
            let label = {
                let name = name.clone();
                move || common::sign_in_to(language.get(), &name)
            };
            view! {
                " "
                <button type="button" aria-label=label on:click=move |_| signing_in.set(Some(system))>
                    {t(common::sign_in)}
                </button>
            }
        });
        let search = {
            let name = name.clone();
            move || {
                let typed = search.in_address.get();
                if typed.is_empty() { None } else { own_search_link(&id, name.clone(), why, &typed) }
            }
        };
        view! { <li>{move || unsearched_line(language.get(), &name, why)} {sign_in} {search}</li> }
    };
    let rows = move || {
        let people = results.with(|results| results.people.clone());
        people.into_iter().enumerate().map(|(at, (system, person))| row(at, system, person)).collect_view()
    };
    view! {
        <Title title=text(texts::find_somebody) />
        <div class="toolbar">
            <SearchBox
                search=search
                on_pause=Callback::new(move |typed: String| navigation.set_query("q", &typed))
                on_enter=open_the_only
            />
            <output for=SEARCH>
                {move || {
                    if is_blank.get() {
                        return texts::what_to_type(language.get()).to_owned();
                    }
                    results.with(|results| texts::found(language.get(), results.people.len(), results.all))
                }}
            </output>
        </div>
        <Show when=move || { count.get() > 0 }>
            <table class="found">
                <thead>
                    <tr>
                        <th scope="col">{t(texts::name)}</th>
                        <th scope="col">{t(texts::extension_or_number)}</th>
                        <th scope="col">{t(texts::system)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </Show>
        <ul class="plain hint unsearched" aria-label=t(texts::not_searched)>
            {move || unsearched.get().into_iter().map(unsearched_system).collect_view()}
        </ul>
        <SignInDialog system=signing_in />
    }
    .into_any()
}

fn row(at: usize, system: String, person: FoundPerson) -> AnyView {
    let FoundPerson { name, number, url } = person;
    view! {
        <tr>
            <th scope="row" dir="auto">
                <Link to=Route::parse(&url) id=(at == 0).then_some(FIRST)>
                    {name}
                </Link>
            </th>
            <td>{number}</td>
            <td>{system}</td>
        </tr>
    }
    .into_any()
}
