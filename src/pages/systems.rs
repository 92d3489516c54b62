//! The systems, and how each is.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::lazy::{NotLoaded, Part};
use crate::components::{Icon, IconName, Link, Title, language, t, text};
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
        None => state_line(IconName::Asking, common::status_asking),
        Some(Ok(view)) => untrack(|| view.run()),
        Some(Err(NotLoaded)) => state_line(IconName::Unknown, common::status_not_asked),
    };
    view! {
        <li>
            <Link to=first_view(system) class="card">
                <Icon name=vendor_icon(system.vendor()) />
                {system.name()}
            </Link>
            {state}
            {facts(system)}
        </li>
    }
    .into_any()
}

/// The picture of what kind a system is.
pub fn vendor_icon(vendor: Vendor) -> IconName {
    match vendor {
        Vendor::Xivo => IconName::Xivo,
        Vendor::Icws => IconName::Icws,
        Vendor::Apio => IconName::Apio,
    }
}

/// A word with its picture.
pub fn state_line(icon: IconName, word: LocalizedText) -> AnyView {
    view! {
        <span class="state">
            <Icon name=icon />
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
        let icon = signed_in.as_ref().map(|_| IconName::SignedIn);
        let line: Vec<String> = signed_in.into_iter().chain(generation).chain(people).chain(limit).collect();
        (icon, line.join(" · "), attention)
    });
    let line = move || {
        let (icon, line) = facts.with(|(icon, line, _)| (*icon, line.clone()));
        let icon = icon.map(|icon| view! { <Icon name=icon /> });
        (!line.is_empty()).then(|| view! { <p class="facts-line">{icon} {line}</p> })
    };
    let attention = move || {
        let sentences = facts.with(|(_, _, attention)| attention.clone()).into_iter();
        let sentence = |sentence: String| {
            view! {
                <p class="facts-line attention">
                    <Icon name=IconName::Warning />
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
