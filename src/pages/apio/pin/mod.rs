//! A person's PIN: how it stands, and changing it.

pub mod choose;
pub mod fields;
pub mod resource;
pub mod rules_list;
pub mod self_service;
pub mod standing;

use leptos::prelude::*;

use crate::components::form_page::{Editing, form_page};
use crate::components::refused::Refused;
use crate::components::{Title, text};
use crate::pages::apio::home::for_person;
use crate::pages::apio::navigation::{Back, Tabs, neighbours_of};
use crate::pages::apio::pin::fields::NewPinForm;
use crate::pages::apio::pin::resource::PinForm;
use crate::pages::apio::pin::standing::StandingSection;
use crate::route::Route;
use crate::state::System;
use crate::text::apio as apio_texts;
use crate::wire::apio::UserIds;
use crate::wire::apio::login::Identity;

/// One person's PIN for the help desk, or one's own for oneself.
pub fn page(system: System, ids: UserIds) -> AnyView {
    // Nobody sets the PIN that somebody else has typed.
    for_person(system, &ids.clone(), Identity::clone, move |apio| {
        let ids = ids.clone();
        form_page(
            || PinForm::new(apio, ids, None),
            text(apio_texts::pin_code),
            |editing| view! { <PinPage editing=editing /> }.into_any(),
            |refusal, retry| view! { <Refused refusal=refusal retry=retry /> }.into_any(),
        )
    })
}

#[component]
fn PinPage(editing: Editing<PinForm>) -> impl IntoView {
    let PinForm { apio, ids, owner, .. } = editing.resource;
    let ids = ids.get_value();
    let neighbours = neighbours_of(apio, &ids, pin_beside);
    let name = move || owner.with(|owner| owner.as_ref().map(|owner| owner.name.clone()));
    let id = ids.user.clone();
    let whose = Signal::derive(move || name().filter(|name| !name.is_empty()).unwrap_or_else(|| id.clone()));
    view! {
        <Back apio=apio ids=ids.clone() neighbours=Some(neighbours) />
        <Title title=text(apio_texts::pin_code) whose=whose />
        <p class="whose">{move || whose.get()}</p>
        <Tabs apio=apio ids=ids />
        <StandingSection editing=editing />
        <NewPinForm editing=editing />
    }
    .into_any()
}

/// The PIN of whose profile it is.
fn pin_beside(profile: Route) -> Route {
    match profile {
        Route::Profile { system, tenant, group, user } => Route::Pin { system, tenant, group, user },
        other => other,
    }
}
