//! Signing in to XiVO with a token.

use leptos::prelude::*;

use crate::state::System;

#[component]
pub fn Form(system: System) -> impl IntoView {
    let _ = system;
}

pub fn sign_out(system: System) {
    system.forget();
}
