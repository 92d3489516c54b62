//! Signing in, on a page of its own or in place when a session was lost.

use leptos::prelude::*;

use super::systems::first_view;
use super::vendor::{pages_of, within_pages};
use crate::browser::dom;
use crate::components::{Dialog, Title, language, t, text};
use crate::state::system_plan::forget_kept_runs;
use crate::state::{Console, System, notices::Tone};
use crate::text::{LocalizedText, common, plan as plan_texts};

/// In the place of a view that needs somebody to be signed in, and at
/// `/:system/sign-in`, from where it leads on to the system's first view.
#[component]
pub fn SignIn(system: System) -> impl IntoView {
    let language = language();
    let name = system.name();
    let console = Console::get();
    let route = console.navigation.route();
    // At its own address there is nothing below this form to come to light.
    Effect::new(move |_| {
        if system.is_open() && matches!(route.get_untracked(), crate::route::Route::SignIn { .. }) {
            console.navigation.replace(&first_view(system));
        }
    });
    // The field that had the focus goes with the form, whatever comes in its place.
    on_cleanup(|| dom::focus_soon_if_lost("content"));
    view! {
        <Title title=text(common::sign_in) />
        <p>{move || common::sign_in_to(language.get(), &name)}</p>
        {form(system)}
    }
    .into_any()
}

/// Above a page that stays, until somebody is signed in to the system that is named.
#[component]
pub fn SignInDialog(system: RwSignal<Option<System>>) -> impl IntoView {
    let language = language();
    Effect::new(move |_| {
        if system.get().is_some_and(|system| system.is_open()) {
            system.set(None);
        }
    });
    let title = move || {
        let name = system.get().map(|system| system.name()).unwrap_or_default();
        common::sign_in_to(language.get(), &name)
    };
    view! {
        <Dialog
            open=Signal::derive(move || system.get().is_some())
            title=Signal::derive(title)
            on_close=move |()| system.set(None)
        >
            {move || system.get().map(form)}
            <button type="button" class="quiet" on:click=move |_| system.set(None)>
                {t(common::cancel)}
            </button>
        </Dialog>
    }
    .into_any()
}

/// Above everything else, when a session ended in the middle of something.
#[component]
pub fn LostSession() -> impl IntoView {
    let systems = StoredValue::new(Console::get().systems.all());
    let lost = Memo::new(move |_| systems.with_value(|all| all.iter().position(System::is_lost)));
    let system = move || lost.get().and_then(|at| systems.with_value(|all| all.get(at).copied()));
    let language = language();
    let sentence = move || {
        let is_replaced = system().is_some_and(|system| system.is_session_replaced());
        let word = if is_replaced { common::session_replaced } else { common::session_ended_sentence };
        word(language.get())
    };
    view! {
        <Dialog
            open=Signal::derive(move || lost.get().is_some())
            title=text(common::session_ended)
            on_close=move || {
                if let Some(system) = untrack(system) {
                    system.gave_up();
                }
            }
        >
            <p>{sentence}</p>
            {move || {
                system()
                    .map(|system| {
                        view! {
                            {form(system)}
                            <button type="button" class="quiet" on:click=move |_| system.gave_up()>
                                {t(common::cancel)}
                            </button>
                        }
                    })
            }}
        </Dialog>
    }
    .into_any()
}

/// The vendor's own form.
fn form(system: System) -> AnyView {
    within_pages(system.vendor(), move |pages| pages.sign_in_form(system))
}

/// Signs out at the server and here; here even if the server is gone. What would be lost by it is
/// shown first.
pub fn sign_out(system: System) {
    let console = Console::get();
    if let Some(route) = console.navigation.open_work_of(&system.id()) {
        console.navigation.go(&route);
        console.notices.say(Tone::Warning, |language| plan_texts::still_open(language).to_owned());
        return;
    }
    untrack(|| forget_kept_runs(system));
    let outcome: LocalizedText = match untrack(|| pages_of(system.vendor())?.get()) {
        Some(pages) => pages.sign_out(system),
        None => {
            system.forget();
            common::signed_out
        }
    };
    console.notices.clear();
    console.notices.say(Tone::Done, move |language| outcome(language).to_owned());
}
