//! The systems, and how each is.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::lazy::{NotLoaded, Part};
use crate::components::{Link, Title, language, t, text};
use crate::config::Vendor;
use crate::pages::system_facts::SystemFacts;
use crate::pages::vendor::loaded_pages;
use crate::route::Route;
use crate::state::opened_people::OpenedPerson;
use crate::state::{Console, System};
use crate::text::{LocalizedText, common};

/// Loads the view of how a system is: what asks, and what explains failures.
pub type LoadState = fn(System) -> Part<ViewFn>;

/// The page.
#[component]
pub fn Systems(load_state: LoadState) -> impl IntoView {
    let systems = Console::get().systems.all();
    let body = if systems.is_empty() {
        view! {
            <p>{t(common::no_systems)}</p>
            <p>{t(common::no_systems_next)}</p>
        }
        .into_any()
    } else {
        let cards = systems.into_iter().map(|system| card(system, load_state)).collect_view();
        view! { <ul class="systems">{cards}</ul> }.into_any()
    };
    let opened_people = Console::get().opened_people;
    let opened = Memo::new(move |_| opened_people.of_this_session());
    let person = |OpenedPerson { system, name, route, .. }: OpenedPerson| {
        view! {
            <li>
                <Link to=route>{name}</Link>
                <span>{system.name()}</span>
            </li>
        }
    };
    view! {
        <Title title=text(common::systems) />
        {body}
        <Show when=move || opened.with(|people| !people.is_empty())>
            <section aria-labelledby="opened-last">
                <h2 id="opened-last">{t(common::opened_last)}</h2>
                <ul class="plain opened">{move || opened.get().into_iter().map(person).collect_view()}</ul>
            </section>
        </Show>
        <p>
            <Link to=Route::Check>{t(common::check)}</Link>
        </p>
    }
    .into_any()
}

fn card(system: System, load_state: LoadState) -> AnyView {
    let loaded = RwSignal::new(None::<Result<ViewFn, NotLoaded>>);
    spawn_local(async move {
        let part = load_state(system).await;
        loaded.try_set(Some(part));
    });
    let state = move || match loaded.get() {
        None => state_line("…", common::status_asking),
        Some(Ok(view)) => untrack(|| view.run()),
        Some(Err(NotLoaded)) => state_line("✕", common::status_not_asked),
    };
    view! {
        <li>
            <Link to=first_view(system) class="card">{system.name()}</Link>
            {state}
            {facts(system)}
        </li>
    }
    .into_any()
}

/// A word with a glyph.
pub fn state_line(glyph: &'static str, word: LocalizedText) -> AnyView {
    view! {
        <span class="state">
            <span class="glyph" aria-hidden="true">{glyph}</span>
            " "
            {t(word)}
        </span>
    }
    .into_any()
}

/// Where a system begins.
pub fn first_view(system: System) -> Route {
    let id = system.id();
    match system.vendor() {
        Vendor::Xivo | Vendor::Icws => Route::Users { system: id },
        Vendor::Apio => Route::Tenants { system: id },
    }
}

/// The lines below the name of a system; none where nothing is known.
fn facts(system: System) -> AnyView {
    let language = language();
    let facts = Memo::new(move |_| {
        let language = language.get();
        let pages = loaded_pages(system.vendor()).filter(|_| system.is_open());
        let SystemFacts { generation, people, limit, attention } = pages
            .and_then(|pages| pages.get())
            .map(|pages| pages.facts(system, language))
            .unwrap_or_default();
        let username = system.session().with(|session| session.username().map(str::to_owned));
        let signed_in = username.map(|username| common::signed_in_as(language, &username));
        let line: Vec<String> = signed_in.into_iter().chain(generation).chain(people).chain(limit).collect();
        (line.join(" · "), attention)
    });
    let line = move || {
        let line = facts.with(|(line, _)| line.clone());
        (!line.is_empty()).then(|| view! { <p class="facts-line">{line}</p> })
    };
    let attention = move || {
        let sentences = facts.with(|(_, attention)| attention.clone()).into_iter();
        let sentence = |sentence: String| {
            view! {
                <p class="facts-line attention">
                    <span class="glyph" aria-hidden="true">{"⚠"}</span>
                    " "
                    {sentence}
                </p>
            }
        };
        sentences.map(sentence).collect_view()
    };
    view! {
        {line}
        {attention}
    }
    .into_any()
}
