//! Signing in to PureConnect with an IC password.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::language;
use crate::components::sign_in_form::{PASSWORD, SignInFailure, SignInForm, USERNAME};
use crate::domain::{Refusal, Secret, Sentence};
use crate::state::icws::{Icws, SignIn};
use crate::state::{Console, System, notices::Tone};
use crate::text::icws as texts;

/// A password that ends within so many days is spoken of.
const SOON: i64 = 14;

/// The names that the server's problems have for the two fields.
const FIELDS: [(&str, &str); 2] = [("userID", USERNAME), ("password", PASSWORD)];

#[component]
pub fn Form(system: System) -> impl IntoView {
    let language = language();
    let console = Console::get();
    let icws = Icws::of(system);
    let sign_in = Callback::new(move |(username, password): (String, Secret)| {
        Box::pin(async move {
            match icws.sign_in(username, password, language.get_untracked()).await {
                Ok(SignIn::Open) => {}
                Ok(SignIn::OpenElsewhere { from, to }) => {
                    console.notices.say(Tone::Warning, move |l| texts::went_elsewhere(l, &from, &to));
                }
                Ok(SignIn::Nowhere { host, others, server_messages }) => {
                    return Err(SignInFailure {
                        sentence: Some(Arc::new(move |l| texts::no_configured_host(l, &host, &others))),
                        server_messages,
                        ..SignInFailure::default()
                    });
                }
                Ok(SignIn::CookieLost { path }) => {
                    return Err(SignInFailure {
                        sentence: Some(Arc::new(move |l| texts::cookie_lost(l, &path))),
                        ..SignInFailure::default()
                    });
                }
                Err(refusal) => return Err(failure(refusal)),
            }
            warn_of_password(icws, console);
            Ok(())
        }) as _
    });
    view! { <SignInForm before=system.username() sign_in=sign_in /> }
}

fn failure(refusal: Refusal) -> SignInFailure {
    let at = |(name, control): (&str, &'static str)| {
        let problem = refusal.problems.iter().find(|problem| problem.field.as_deref() == Some(name))?.clone();
        let sentence: Sentence = Arc::new(move |language| texts::problem(language, &problem));
        Some((control, sentence))
    };
    SignInFailure {
        at_fields: FIELDS.into_iter().filter_map(at).collect(),
        server_messages: refusal.server_messages.clone(),
        sentence: Some(Arc::new(move |language| texts::refusal(language, &refusal))),
    }
}

fn warn_of_password(icws: Icws, console: Console) {
    let days = icws.open_untracked().and_then(|open| open.password_days);
    if let Some(days) = days.filter(|days| *days <= SOON) {
        console.notices.say(Tone::Warning, move |language| texts::password_expires(language, days));
    }
}
