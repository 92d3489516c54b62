//! Signing in to PureConnect with an IC password.

use leptos::{ev, task::spawn_local};

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::field::{Entry, TextField};
use crate::components::refused::ServerWords;
use crate::components::{language, t, text};
use crate::domain::{Language, Problem, Refusal, Secret, Trouble};
use crate::state::icws::{Icws, SignIn};
use crate::state::{Console, System, notices::Tone};
use crate::text::{common, icws as words};

/// A password that ends within so many days is spoken of.
const SOON: i64 = 14;

const USERNAME: &str = "sign-in-username";
const PASSWORD: &str = "sign-in-password";

/// Why nobody is signed in.
#[derive(Clone)]
enum No {
    /// Something to be typed is missing.
    Missing(&'static str),
    Refused(Refusal),
    Nowhere {
        host: String,
        others: Vec<String>,
        said: Vec<String>,
    },
}

impl No {
    fn sentence(&self, language: Language) -> Option<String> {
        match self {
            Self::Missing(_) => None,
            Self::Refused(refusal) => Some(words::refusal(language, refusal)),
            Self::Nowhere { host, others, .. } => Some(words::nowhere_to_go(language, host, others)),
        }
    }

    /// What is wrong with a field, by its id.
    fn at(&self, language: Language, id: &str) -> Option<String> {
        let problem = match self {
            Self::Missing(field) if *field == id => Problem::somewhere(Trouble::Missing),
            Self::Refused(refusal) => {
                let name = if id == USERNAME { "userID" } else { "password" };
                refusal.problems.iter().find(|problem| problem.field.as_deref() == Some(name))?.clone()
            }
            _ => return None,
        };
        Some(words::problem(language, &problem))
    }
}

#[component]
pub fn Form(system: System) -> impl IntoView {
    let language = language();
    let console = Console::get();
    let icws = Icws::of(system);
    // After a lost session the same person signs in again, most likely.
    let before = system.session().with_untracked(|session| session.username().map(str::to_owned));
    let username = RwSignal::new(before.unwrap_or_default());
    let password = RwSignal::new(Secret::new(String::new()));
    let busy = RwSignal::new(false);
    let no = RwSignal::new(None::<No>);
    dom::focus_soon(if username.with_untracked(String::is_empty) { USERNAME } else { PASSWORD });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let missing = if username.with_untracked(|name| name.trim().is_empty()) {
            Some(USERNAME)
        } else {
            password.with_untracked(Secret::is_empty).then_some(PASSWORD)
        };
        if let Some(field) = missing {
            no.set(Some(No::Missing(field)));
            return dom::focus(field);
        }
        busy.set(true);
        no.set(None);
        let name = username.get_untracked().trim().to_owned();
        spawn_local(async move {
            let answer = icws.sign_in(name, password.get_untracked(), language.get_untracked()).await;
            busy.try_set(false);
            let why = match answer {
                Ok(SignIn::Open) => {
                    password.try_set(Secret::new(String::new()));
                    return speak_of_password(icws, console);
                }
                Ok(SignIn::OpenElsewhere { from, to }) => {
                    password.try_set(Secret::new(String::new()));
                    console.notices.say(Tone::Warning, move |l| words::went_elsewhere(l, &from, &to));
                    return speak_of_password(icws, console);
                }
                Ok(SignIn::Nowhere { host, others, said }) => No::Nowhere { host, others, said },
                Err(refusal) => No::Refused(refusal),
            };
            no.try_set(Some(why));
            dom::focus_soon(PASSWORD);
        });
    };
    let said = Signal::derive(move || {
        no.with(|no| match no {
            Some(No::Refused(refusal)) => refusal.said.clone(),
            Some(No::Nowhere { said, .. }) => said.clone(),
            _ => Vec::new(),
        })
    });
    let at = move |id: &'static str| {
        Signal::derive(move || {
            no.with(|no| no.as_ref().and_then(|no| no.at(language.get(), id))).unwrap_or_default()
        })
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <div role="alert">
                <p class="problem">
                    {move || no.with(|no| no.as_ref().and_then(|no| no.sentence(language.get())))}
                </p>
            </div>
            <ServerWords said=said />
            <TextField
                id=USERNAME
                label=text(common::username)
                value=username
                on_input=move |typed| username.set(typed)
                problem=at(USERNAME)
                entry=Entry::USERNAME
            />
            <TextField
                id=PASSWORD
                label=text(common::password)
                value=Signal::derive(move || password.with(|password| password.for_field().clone()))
                on_input=move |typed| password.set(Secret::new(typed))
                problem=at(PASSWORD)
                entry=Entry::CURRENT_PASSWORD
            />
            <div class="actions">
                <button type="submit" class="primary" aria-disabled=move || busy.get().then_some("true")>
                    {t(common::sign_in)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn speak_of_password(icws: Icws, console: Console) {
    let days = icws.open_untracked().and_then(|open| open.password_days);
    if let Some(days) = days.filter(|days| *days <= SOON) {
        console.notices.say(Tone::Warning, move |language| words::password_expires(language, days));
    }
}
