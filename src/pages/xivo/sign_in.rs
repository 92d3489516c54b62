//! Signing in to XiVO with a token of `/0.1/token`.

use leptos::{ev, task::spawn_local};

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::field::{Entry, TextField};
use crate::components::refused::ServerWords;
use crate::components::{language, t, text};
use crate::config::{SystemKind, XivoSignIn};
use crate::domain::{Refusal, Secret};
use crate::state::xivo::Xivo;
use crate::state::{Session, System};
use crate::text::{common, refusal as sentences};
use crate::wire::xivo::token::{CreateToken, DeleteToken};

/// The prefix of the token service.
fn token_base(system: System) -> Option<String> {
    system.with(|config| match &config.kind {
        SystemKind::Xivo(xivo) => match &xivo.sign_in {
            XivoSignIn::Token { base } => Some(base.clone()),
            XivoSignIn::None => None,
        },
        _ => None,
    })
}

#[component]
pub fn Form(system: System) -> impl IntoView {
    let language = language();
    // After a lost session the same person signs in again, most likely.
    let before = system.session().with_untracked(|session| session.username().map(str::to_owned));
    let username = RwSignal::new(before.unwrap_or_default());
    let password = RwSignal::new(Secret::new(String::new()));
    let busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    dom::focus_soon(if username.with_untracked(String::is_empty) {
        "sign-in-username"
    } else {
        "sign-in-password"
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        refusal.set(None);
        let name = username.get_untracked();
        let call = CreateToken::new(name.clone(), password.get_untracked());
        spawn_local(async move {
            let base = token_base(system);
            let answer = system.ask_openly(base.as_deref(), &call).await;
            busy.try_set(false);
            match answer {
                Ok(token) => {
                    password.try_set(Secret::new(String::new()));
                    let other = system
                        .session()
                        .with_untracked(|session| session.username().is_some_and(|before| before != name));
                    if other {
                        Xivo::of(system).forget();
                    }
                    system.signed_in(Session::Xivo { token: token.token, username: name });
                }
                Err(why) => {
                    refusal.try_set(Some(why));
                    dom::focus_soon("sign-in-password");
                }
            }
        });
    };
    let said = Signal::derive(move || {
        refusal.with(|refusal| refusal.as_ref().map(|refusal| refusal.said.clone()).unwrap_or_default())
    });
    view! {
        <form class="form" on:submit=submit>
            <div role="alert">
                <p class="problem">
                    {move || {
                        refusal.with(|refusal| {
                            refusal.as_ref().map(|refusal| sentences::refusal(language.get(), refusal))
                        })
                    }}
                </p>
            </div>
            <ServerWords said=said />
            <TextField
                id="sign-in-username"
                label=text(common::username)
                value=username
                on_input=move |typed| username.set(typed)
                entry=Entry::USERNAME
            />
            <TextField
                id="sign-in-password"
                label=text(common::password)
                value=Signal::derive(move || password.with(|password| password.for_field().clone()))
                on_input=move |typed| password.set(Secret::new(typed))
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

/// Ends the token at the server, and forgets everything here whatever it says.
pub fn sign_out(system: System) {
    let session = system.session().get_untracked();
    Xivo::of(system).forget();
    system.forget();
    if let Session::Xivo { token, .. } = session {
        spawn_local(async move {
            let base = token_base(system);
            // The token ends by itself where the server cannot be reached.
            let _ = system.ask_openly(base.as_deref(), &DeleteToken { token }).await;
        });
    }
}
