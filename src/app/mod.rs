//! The shell: configuration first, then rail, notices, questions and the page.

mod views;

use std::sync::Arc;

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::browser::{dom, preference};
use crate::client;
use crate::components::localize::ScreenLanguage;
use crate::components::{Go, LeaveQuestion, Loading, PageShell, refused::Refused, t};
use crate::config::{self, Config};
use crate::domain::{Language, Refusal, Sentence};
use crate::pages;
use crate::route::{Query, Route};
use crate::state::lasting::{forget_readers, lasting_signal};
use crate::state::notices::Tone;
use crate::state::{Console, Navigation};
use crate::text::common;
use crate::wire::{Method, Request};

/// What stands in `config.json`, or the HTTP status that came instead of it.
pub(super) type File = Result<Arc<[u8]>, u16>;

/// How `config.json` was read.
#[derive(Clone)]
enum Configured {
    Asking,
    Unreached(Refusal),
    Broken(File),
    // Boxed, for it is larger than the others by far.
    Ready(Box<Console>),
}

/// Puts the console into the page, for good.
pub fn start() {
    leptos::mount::mount_to_body(App);
}

/// The whole console.
#[component]
pub fn App() -> impl IntoView {
    let screen_language = lasting_signal(first_language());
    provide_context(ScreenLanguage::new(screen_language));
    Effect::new(move |_| dom::set_root("lang", screen_language.get().tag()));

    let navigation = Navigation::start();
    let configured = RwSignal::new(Configured::Asking);
    provide_context(Go(Arc::new(move |url| navigation.go_to(url))));
    let owner = Owner::current().unwrap_or_default();
    let read = move || {
        let owner = owner.clone();
        configured.set(Configured::Asking);
        spawn_local(async move {
            let outcome = read_config().await;
            configured.set(match outcome {
                Ok(file) => match file.as_deref().ok().and_then(config::read) {
                    Some(config) => {
                        owner.with(|| Configured::Ready(Box::new(begin(config, navigation, screen_language))))
                    }
                    None => Configured::Broken(file),
                },
                Err(refusal) => Configured::Unreached(refusal),
            });
        });
    };
    read();
    let retry = Callback::new(move |()| read());
    move || match configured.get() {
        Configured::Asking => view! { <main class="page"><Loading /></main> }.into_any(),
        Configured::Unreached(refusal) => view! {
            <main class="page" id="content">
                <h1>{t(common::product)}</h1>
                <Refused refusal=refusal retry=retry />
            </main>
        }
        .into_any(),
        Configured::Broken(file) => views::broken_config(file, retry),
        Configured::Ready(console) => {
            provide_context(*console);
            view! { <Shell /> }.into_any()
        }
    }
}

/// The file, if the server gives it.
async fn read_config() -> Result<File, Refusal> {
    let response = match crate::browser::take_config_request() {
        Some(request) => client::receive(request).await?,
        // Whoever tries again asks again.
        None => {
            let prefix = crate::browser::history::prefix();
            client::send(prefix.trim_end_matches('/'), Request::new(Method::Get, "/config.json")).await?
        }
    };
    Ok(match response.status {
        200 => Ok(response.body.into()),
        status => Err(status),
    })
}

fn begin(config: Config, navigation: Navigation, screen_language: RwSignal<Language>) -> Console {
    if let Some(configured) = config.language
        && preference::read(preference::Key::Language).is_none()
    {
        screen_language.set(configured);
    }
    pages::preferences::apply_theme(config.theme);
    Console::new(config, navigation, views::PERSON_CODE)
}

/// What the person chose here before, or else what the browser prefers.
fn first_language() -> Language {
    let chosen = preference::read(preference::Key::Language).and_then(|tag| Language::from_tag(&tag));
    let preferred = || preference::languages().iter().find_map(|tag| Language::from_tag(tag));
    chosen.or_else(preferred).unwrap_or_default()
}

/// Everything around the page.
#[component]
fn Shell() -> impl IntoView {
    let console = Console::get();
    let navigation = console.navigation;
    let route = navigation.route();
    pages::vendor::start(views::load);
    let dialogs = pages::dialogs::Dialogs { find: RwSignal::new(false), shortcut_list: RwSignal::new(false) };
    pages::shortcuts::listen(console, dialogs);
    let saved_views = pages::saved_views::SavedViews::read();
    provide_context(saved_views);
    // Its code comes when it is first wanted, and stays.
    let once = |is_wanted: Signal<bool>| {
        Memo::new(move |before: Option<&bool>| before == Some(&true) || is_wanted.get())
    };
    let has_asked_for_find = once(dialogs.find.into());
    let has_listed_shortcuts = once(dialogs.shortcut_list.into());
    let has_edited_view = once(Signal::derive(move || saved_views.editing.with(Option::is_some)));
    let shell = page_shell(console);
    provide_context(shell);
    provide_context(pages::request_sheet::LoadSheet(views::load_request_sheet));
    provide_context(pages::plan::requests::LoadPlanRequests(views::load_plan_requests));
    provide_context(pages::other_systems::LoadComparison(views::load_comparison));
    provide_context(pages::undo::RunUndo { load: views::load_undo, shell });
    // Another page begins at its top, with its heading in focus for those who listen.
    Effect::new(move |before: Option<Route>| {
        let now = route.get();
        if before.is_some_and(|before| before != now) {
            dom::focus_soon("content");
        }
        now
    });
    // People who only change their PIN need nothing around it.
    let is_alone = Memo::new(move |_| matches!(route.get(), Route::SelfService { .. }));
    let page = move || {
        forget_readers();
        views::view_of(route.get())
    };
    view! {
        <a class="skip" href="#content" on:click=|event| {
            event.prevent_default();
            dom::focus("content");
        }>
            {t(common::skip)}
        </a>
        {move || {
            if is_alone.get() {
                view! {
                    <div class="alone">
                        <main class="page" id="content" tabindex="-1">
                            {page}
                        </main>
                        <pages::notices::Notices />
                        <footer class="alone-foot">
                            <pages::preferences::Preferences />
                        </footer>
                    </div>
                }
                    .into_any()
            } else {
                view! {
                    <div class="frame">
                        <pages::rail::Rail />
                        <div class="stage">
                            <main class="page" id="content" tabindex="-1">
                                {page}
                            </main>
                            <pages::notices::Notices />
                        </div>
                    </div>
                }
                    .into_any()
            }
        }}
        <LeaveQuestion
            open=Signal::derive(move || navigation.is_asking())
            on_stay=move |()| navigation.stay()
            on_leave=move |()| navigation.leave()
        />
        {move || has_asked_for_find.get().then(|| views::find(dialogs.find))}
        {move || has_listed_shortcuts.get().then(|| views::shortcut_list(dialogs.shortcut_list))}
        {move || has_edited_view.get().then(|| views::saved_view(saved_views))}
        <pages::sign_in::LostSession />
    }
    .into_any()
}

/// What widgets ask of the shell.
fn page_shell(console: Console) -> PageShell {
    let Console { navigation, notices, journal, .. } = console;
    let undone = lasting_signal(None);
    PageShell {
        guard_leaving: Callback::new(move |is_unsaved: Signal<bool>| navigation.guard(is_unsaved)),
        save_with_key: Callback::new(|save| {
            pages::shortcuts::on_page_key(pages::shortcuts::PageKey::Save, save);
        }),
        notify_done: Callback::new(move |sentence: Sentence| {
            notices.say(Tone::Done, move |language| sentence(language));
        }),
        notify_saved: Callback::new(move |(sentence, entry)| {
            notices.say_written(Tone::Done, sentence, entry)
        }),
        on_behalf_of_present_people: |work| {
            Box::pin(Console::get().systems.on_behalf_of_present_people(work))
        },
        notify_warning: Callback::new(move |sentence: Sentence| {
            notices.say(Tone::Warning, move |language| sentence(language));
        }),
        view_and_person: Callback::new(move |()| {
            let route = navigation.here();
            let system = route.system().and_then(|id| console.systems.by_id(id));
            let person = system.and_then(|system| system.username()).unwrap_or_default();
            (route.url(&Query::default()), person)
        }),
        clear_notices: Callback::new(move |()| notices.clear()),
        add_entry: Callback::new(move |new| journal.add(new, navigation.here())),
        settle_entry: Callback::new(move |(number, settlement)| journal.settle(number, settlement)),
        set_undo: Callback::new(move |(number, undo)| {
            pages::undo::set_undo(console, number, undo);
        }),
        undone,
        here: Callback::new(move |()| navigation.here()),
    }
}
