//! The rail at the left: systems, their views, preferences. Below 720 px it
//! becomes a bar with a menu.

use leptos::prelude::*;

use super::dialogs::Dialogs;
use super::preferences::Preferences;
use super::saved_views::{SavedViewLinks, SavedViews};

use super::vendor::pages_of;
use crate::components::{Icon, IconName, Link, t};
use crate::route::Route;
use crate::state::{Console, System};
use crate::text::{common, find as find_texts, journal as journal_texts};

#[component]
pub fn Rail() -> impl IntoView {
    let console = Console::get();
    let route = console.navigation.route();
    let open = RwSignal::new(false);
    let find = use_context::<Dialogs>().map(|dialogs| {
        view! {
            <button
                type="button"
                class="find"
                aria-keyshortcuts=find_texts::KEYS
                on:click=move |_| dialogs.find.set(true)
            >
                {t(find_texts::find_somebody)}
                <kbd aria-hidden="true">{t(find_texts::keys)}</kbd>
            </button>
        }
    });
    // Another page closes the menu of the narrow bar.
    Effect::new(move |_| {
        route.track();
        open.set(false);
    });
    let systems = console.systems.all();
    let has_entries = Memo::new(move |_| console.journal.with(|journal| !journal.entries().is_empty()));
    view! {
        <header class="rail" class:is-open=move || open.get()>
            <div class="rail-head">
                <Link to=Route::Systems class="product" current=Signal::derive(move || route.get() == Route::Systems)>
                    {t(common::product)}
                </Link>
                <button
                    type="button"
                    class="menu"
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    aria-controls="rail-body"
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {t(common::menu)}
                </button>
            </div>
            <div class="rail-body" id="rail-body">
                {find}
                <nav aria-label=t(common::navigation)>
                    <ul>{systems.into_iter().map(|system| view! { <Entry system=system route=route /> }).collect_view()}</ul>
                </nav>
                <div class="rail-foot">
                    <Show when=move || has_entries.get()>
                        <p>
                            <Link
                                to=Route::Changes
                                current=Signal::derive(move || route.get() == Route::Changes)
                            >
                                {t(journal_texts::title)}
                            </Link>
                        </p>
                    </Show>
                    <Preferences />
                </div>
            </div>
        </header>
    }
    .into_any()
}

/// One system: its name, and while it is open its views below it.
#[component]
fn Entry(system: System, route: Memo<Route>) -> impl IntoView {
    let id = system.id();
    let here = {
        let id = id.clone();
        Signal::derive(move || route.with(|route| route.system() == Some(id.as_str())))
    };
    let first = super::systems::first_view(system);
    let views = Memo::new(move |_| {
        // Only the part of the system that one is at is needed, and asked for.
        let pages = pages_of(system.vendor()).filter(|_| here.get());
        pages.and_then(|pages| Some(pages.get()?.views(system))).unwrap_or_default()
    });
    let saved_views = use_context::<SavedViews>();
    let sign_out = move |_| super::sign_in::sign_out(system);
    view! {
        <li>
            <Link to=first class="system" current=here>
                <Icon name=super::systems::vendor_icon(system.vendor()) />
                {system.name()}
            </Link>
            <Show when=move || here.get()>
                <ul class="views">
                    {move || views
                        .get()
                        .into_iter()
                        .map(|(word, to)| {
                            let own = to.clone();
                            let current = Signal::derive(move || route.get() == own);
                            view! {
                                <li>
                                    <Link to=to current=current>{t(word)}</Link>
                                </li>
                            }
                        })
                        .collect_view()}
                    {saved_views.map(|views| view! { <SavedViewLinks system=system views=views /> })}
                    {move || {
                        let pages = pages_of(system.vendor())?.get()?;
                        Some(pages.rail_choice(system))
                    }}
                    <Show when=move || system.session().with(|session| session.username().is_some())>
                        <li class="who">
                            <span>
                                <Icon name=IconName::SignedIn />
                                {move || system.session().with(|session| session.username().map(str::to_owned))}
                            </span>
                            <button type="button" class="quiet" on:click=sign_out>{t(common::sign_out)}</button>
                        </li>
                    </Show>
                </ul>
            </Show>
        </li>
    }
    .into_any()
}
