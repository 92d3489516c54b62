//! Signing in to XiVO with a token of `/0.1/token`.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::field::{Entry, TextField};
use crate::components::sign_in_form::{SignInFailure, SignInForm};
use crate::components::text;
use crate::domain::{Prerequisite, Refusal, RefusalKind, Secret};
use crate::state::System;
use crate::state::xivo::Xivo;
use crate::text::{refusal as sentences, xivo as texts};

/// The id of the domain name's control.
const DOMAIN_NAME: &str = "sign-in-domain-name";

#[component]
pub fn Form(system: System) -> impl IntoView {
    let xivo = Xivo::of(system);
    let domain_name = RwSignal::new(String::new());
    // Nearly nobody needs it. A service that checks the account by LDAP mostly answers as it
    // does to a wrong password, so that the field is there from then on.
    let asks_domain_name = RwSignal::new(false);
    let sign_in = Callback::new(move |(username, password): (String, Secret)| {
        let domain_name = domain_name.with_untracked(|name| name.trim().to_owned());
        let domain_name = Some(domain_name).filter(|name| !name.is_empty());
        Box::pin(async move {
            xivo.sign_in(username, password, domain_name).await.map_err(|refusal| {
                if matches!(
                    refusal.kind,
                    RefusalKind::WrongCredentials | RefusalKind::MustFirst(Prerequisite::DomainName)
                ) {
                    asks_domain_name.try_set(true);
                }
                failure(refusal)
            })
        }) as _
    });
    let domain_field = move || {
        view! {
            <Show when=move || asks_domain_name.get()>
                <TextField
                    id=DOMAIN_NAME
                    label=text(texts::domain_name)
                    hint=text(texts::hint_domain_name)
                    value=domain_name
                    on_input=move |typed| domain_name.set(typed)
                    entry=Entry::TEXT
                />
            </Show>
        }
    };
    view! { <SignInForm before=system.username() sign_in=sign_in more=domain_field /> }
}

fn failure(refusal: Refusal) -> SignInFailure {
    SignInFailure {
        server_messages: refusal.server_messages.clone(),
        sentence: Some(Arc::new(move |language| sentences::refusal(language, &refusal))),
        ..SignInFailure::default()
    }
}
