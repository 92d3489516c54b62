//! The views of lists that somebody keeps in this browser: links in the rail, and the dialog that
//! names, renames and deletes them.

use leptos::prelude::*;

use crate::browser::dom;
use crate::browser::preference::{self, Key};
use crate::components::{Dialog, Icon, IconName, Link, language, t};
use crate::list::SavedView;
use crate::route::{Query, Route};
use crate::state::lasting::lasting_signal;
use crate::state::notices::Tone;
use crate::state::{Console, System};
use crate::text::{common, saved_views as texts};

const NAME: &str = "view-name";

/// What the dialog is open for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Editing {
    /// To keep the list that is shown.
    New,
    /// To rename or delete a view.
    Existing(SavedView),
}

/// The views of all systems, and the one that is being edited. Provided once, by the shell.
#[derive(Clone, Copy)]
pub struct SavedViews {
    all: RwSignal<Vec<SavedView>>,
    pub editing: RwSignal<Option<Editing>>,
}

impl SavedViews {
    pub fn read() -> Self {
        Self { all: lasting_signal(read_all().unwrap_or_default()), editing: lasting_signal(None) }
    }

    /// Changes what is kept, of which another tab may have kept more meanwhile.
    fn change(self, change: impl FnOnce(&mut Vec<SavedView>)) {
        let mut views = read_all().unwrap_or_else(|| self.all.get_untracked());
        change(&mut views);
        if !preference::write(Key::SavedViews, &SavedView::write_all(&views)) {
            let notices = Console::get().notices;
            notices.say(Tone::Warning, |language| texts::not_kept(language).to_owned());
        }
        self.all.set(views);
    }

    /// Keeps a view in the place of `before`, and of another one of the same system and name.
    fn put(self, view: SavedView, before: Option<&SavedView>) {
        let system = system_of(&view);
        self.change(|views| {
            let place = before.and_then(|before| views.iter().position(|other| other == before));
            views.retain(|other| {
                Some(other) != before && (other.name != view.name || system_of(other) != system)
            });
            views.insert(place.unwrap_or(views.len()).min(views.len()), view);
        });
    }
}

/// `None` where nothing was kept, or nothing can be.
fn read_all() -> Option<Vec<SavedView>> {
    preference::read(Key::SavedViews).map(|text| SavedView::read_all(&text))
}

fn split(url: &str) -> (Route, Query) {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    (Route::parse(path), Query::parse(query))
}

fn system_of(view: &SavedView) -> Option<String> {
    split(&view.url).0.system().map(str::to_owned)
}

/// The links to the views of a system, and the way to keep the list that is shown.
#[component]
pub fn SavedViewLinks(system: System, views: SavedViews) -> impl IntoView {
    let navigation = Console::get().navigation;
    let language = language();
    let route = navigation.route();
    let id = system.id();
    let own = move || {
        let views = views.all.get().into_iter();
        views.filter(|view| system_of(view).as_deref() == Some(id.as_str())).collect::<Vec<_>>()
    };
    let is_list = move || {
        matches!(
            route.get(),
            Route::Users { .. } | Route::Tenants { .. } | Route::Groups { .. } | Route::GroupUsers { .. }
        )
    };
    let item = move |view: SavedView| {
        let (to, query) = split(&view.url);
        let is_here = {
            let (to, query) = (to.clone(), query.clone());
            Signal::derive(move || route.get() == to && navigation.query().with(|now| *now == query))
        };
        let name = view.name.clone();
        let edit_label = {
            let name = name.clone();
            move || texts::edit_view(language.get(), &name)
        };
        view! {
            <li class="saved-view">
                <Link to=to query=query current=is_here>{name}</Link>
                <button
                    type="button"
                    class="quiet"
                    aria-label=edit_label
                    on:click=move |_| views.editing.set(Some(Editing::Existing(view.clone())))
                >
                    <Icon name=IconName::Edit />
                </button>
            </li>
        }
    };
    view! {
        <For each=own key=|view| view.clone() let(view)>{item(view)}</For>
        <Show when=is_list>
            <li>
                <button type="button" class="quiet" on:click=move |_| views.editing.set(Some(Editing::New))>
                    {t(texts::save_view)}
                </button>
            </li>
        </Show>
    }
    .into_any()
}

/// The dialog, to be opened again and again.
pub fn dialog(views: SavedViews) -> AnyView {
    let language = language();
    let title = Signal::derive(move || {
        let is_new = views.editing.with(|editing| *editing == Some(Editing::New));
        let word = if is_new { texts::save_view } else { texts::edit_saved_view };
        word(language.get()).to_owned()
    });
    view! {
        <Dialog
            open=Signal::derive(move || views.editing.with(Option::is_some))
            title=title
            on_close=move |()| views.editing.set(None)
        >
            <Form views=views />
        </Dialog>
    }
    .into_any()
}

#[component]
fn Form(views: SavedViews) -> impl IntoView {
    let navigation = Console::get().navigation;
    let existing = views.editing.with_untracked(|editing| match editing {
        Some(Editing::Existing(view)) => Some(view.clone()),
        _ => None,
    });
    let existing = StoredValue::new(existing);
    let first_name = existing.with_value(|view| match view {
        Some(view) => view.name.clone(),
        None => navigation.query().with_untracked(|query| query.get("q").unwrap_or_default().to_owned()),
    });
    let typed = RwSignal::new(first_name);
    let is_missing = RwSignal::new(false);
    dom::focus_and_select_soon(NAME);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = typed.get_untracked().trim().to_owned();
        if name.is_empty() {
            is_missing.set(true);
            return dom::focus(NAME);
        }
        existing.with_value(|before| {
            let url = match before {
                Some(view) => view.url.clone(),
                None => navigation.query().with_untracked(|query| navigation.here().url(query)),
            };
            views.put(SavedView { name, url }, before.as_ref());
        });
        views.editing.set(None);
    };
    let delete = move |_| {
        existing.with_value(|view| {
            views.change(|views| views.retain(|other| Some(other) != view.as_ref()));
        });
        views.editing.set(None);
    };
    view! {
        <form novalidate on:submit=save>
            <p>{t(texts::kept_here)}</p>
            <div class="field">
                <label for=NAME>{t(texts::view_name)}</label>
                <input
                    id=NAME
                    type="text"
                    autocomplete="off"
                    aria-invalid=move || is_missing.get().then_some("true")
                    aria-describedby="view-name-problem"
                    prop:value=move || typed.get()
                    on:input:target=move |event| {
                        is_missing.set(false);
                        typed.set(event.target().value());
                    }
                />
                <p class="problem" id="view-name-problem">
                    {move || is_missing.get().then(|| t(texts::name_missing))}
                </p>
            </div>
            <div class="actions">
                <button type="submit" class="primary">{t(common::save)}</button>
                <button type="button" on:click=move |_| views.editing.set(None)>{t(common::cancel)}</button>
                {existing
                    .with_value(Option::is_some)
                    .then(|| {
                        view! {
                            <button type="button" class="danger" on:click=delete>{t(texts::delete_view)}</button>
                        }
                    })}
            </div>
        </form>
    }
    .into_any()
}
