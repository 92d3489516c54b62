//! The form to sign in with. Every vendor has the same two fields; what a
//! vendor says only of its own comes as a failure, or as fields below these.

use std::pin::Pin;
use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::field::{Entry, TextField};
use super::localize::{language, t, text};
use super::refused::{ServerMessages, problem_sentence};
use crate::browser::dom;
use crate::domain::{Language, Problem, Secret, Sentence, Trouble};
use crate::text::common;

/// The id of the username's control.
pub const USERNAME: &str = "sign-in-username";
/// The id of the password's control.
pub const PASSWORD: &str = "sign-in-password";

/// Why nobody is signed in, as the form shows it.
#[derive(Clone, Default)]
pub struct SignInFailure {
    /// Above the form.
    pub sentence: Option<Sentence>,
    /// At a control, by its id.
    pub at_fields: Vec<(&'static str, Sentence)>,
    pub server_messages: Vec<String>,
}

impl SignInFailure {
    /// Something that must be typed was not.
    fn missing(control: &'static str) -> Self {
        let sentence = |language| problem_sentence(language, &Problem::without_field(Trouble::Missing));
        Self { at_fields: vec![(control, Arc::new(sentence))], ..Self::default() }
    }

    /// What is wrong with a control.
    fn sentence_at(&self, language: Language, control: &str) -> Option<String> {
        let (_, sentence) = self.at_fields.iter().find(|(at, _)| *at == control)?;
        Some(sentence(language))
    }
}

/// A try to sign in, on its way.
pub type SigningIn = Pin<Box<dyn Future<Output = Result<(), SignInFailure>>>>;

/// Name and password, each asked for where it is missing.
#[component]
pub fn SignInForm(
    /// Who was signed in before: after a lost session the same person signs in again, most likely.
    before: Option<String>,
    /// Signs in with a name, without the blanks that a pasted one may have
    /// around it, and a password as it was typed.
    sign_in: Callback<(String, Secret), SigningIn>,
    /// What a vendor asks for besides, below the password.
    #[prop(optional, into)]
    more: ViewFn,
) -> impl IntoView {
    let language = language();
    let username = RwSignal::new(before.unwrap_or_default());
    let password = RwSignal::new(Secret::default());
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(SignInFailure::default());
    let is_typed_in = StoredValue::new(false);
    let first = if username.with_untracked(String::is_empty) { USERNAME } else { PASSWORD };
    dom::next_frame(move || {
        // Whoever was quicker would type the rest of a password into the name, where it can be read.
        if !dom::has_focus(PASSWORD) {
            dom::focus(first);
        }
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let name = username.with_untracked(|name| name.trim().to_owned());
        let missing = if name.is_empty() {
            Some(USERNAME)
        } else {
            password.with_untracked(Secret::is_empty).then_some(PASSWORD)
        };
        if let Some(control) = missing {
            failure.set(SignInFailure::missing(control));
            return dom::focus(control);
        }
        busy.set(true);
        is_typed_in.set_value(false);
        failure.set(SignInFailure::default());
        let answer = sign_in.run((name, password.get_untracked()));
        spawn_local(async move {
            let answer = answer.await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    password.try_set(Secret::default());
                }
                Err(why) => {
                    failure.try_set(why);
                    dom::next_frame(move || {
                        // Whoever already corrects something goes on there.
                        if is_typed_in.try_get_value() == Some(false) {
                            dom::focus(PASSWORD);
                        }
                    });
                }
            }
        });
    };
    let problem_at = move |control: &'static str| {
        Signal::derive(move || {
            failure.with(|failure| failure.sentence_at(language.get(), control)).unwrap_or_default()
        })
    };
    view! {
        <form class="form" novalidate on:submit=submit on:input=move |_| is_typed_in.set_value(true)>
            <Failure failure=failure />
            <TextField
                id=USERNAME
                label=text(common::username)
                value=username
                on_input=move |typed| username.set(typed)
                problem=problem_at(USERNAME)
                entry=Entry::USERNAME
            />
            <TextField
                id=PASSWORD
                label=text(common::password)
                value=Signal::derive(move || password.with(|password| password.for_field().clone()))
                on_input=move |typed| password.set(Secret::new(typed))
                problem=problem_at(PASSWORD)
                entry=Entry::CURRENT_PASSWORD
            />
            {more.run()}
            <div class="actions">
                <button type="submit" class="primary" aria-disabled=move || busy.get().then_some("true")>
                    {t(common::sign_in)}
                </button>
            </div>
        </form>
    }
}

/// Why it failed, with the server's own words to be opened.
#[component]
pub fn Failure(#[prop(into)] failure: Signal<SignInFailure>) -> impl IntoView {
    let language = language();
    let sentence =
        move || failure.with(|failure| failure.sentence.as_ref().map(|sentence| sentence(language.get())));
    view! {
        <div role="alert">
            <p class="problem">{sentence}</p>
        </div>
        <ServerMessages messages=Signal::derive(move || failure.with(|failure| failure.server_messages.clone())) />
    }
}
