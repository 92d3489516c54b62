//! Signing in to XiVO with a token of `/0.1/token`.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::sign_in_form::{SignInFailure, SignInForm};
use crate::domain::{Refusal, Secret};
use crate::state::System;
use crate::state::xivo::Xivo;
use crate::text::refusal as sentences;

#[component]
pub fn Form(system: System) -> impl IntoView {
    let xivo = Xivo::of(system);
    let sign_in = Callback::new(move |(username, password): (String, Secret)| {
        Box::pin(async move { xivo.sign_in(username, password).await.map_err(failure) }) as _
    });
    view! { <SignInForm before=system.username() sign_in=sign_in /> }
}

fn failure(refusal: Refusal) -> SignInFailure {
    SignInFailure {
        server_messages: refusal.server_messages.clone(),
        sentence: Some(Arc::new(move |language| sentences::refusal(language, &refusal))),
        ..SignInFailure::default()
    }
}
