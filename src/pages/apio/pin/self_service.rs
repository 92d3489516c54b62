//! The page for people themselves: sign in, change one's own PIN, done,
//! signed out. One column, without the frame of the console.

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::components::form_page::form_page;
use crate::components::refused::Refused;
use crate::components::{Title, language, t, text};
use crate::pages::apio::home::{Arriving, SignOut};
use crate::pages::apio::pin::fields::NewPinForm;
use crate::pages::apio::pin::resource::PinForm;
use crate::pages::apio::pin::standing::StandingSection;
use crate::pages::apio::sign_in::{FirstSignIn, Form, PasswordDialog};
use crate::state::System;
use crate::state::apio::Apio;
use crate::text::{apio as apio_texts, common};
use crate::wire::apio::UserIds;
use crate::wire::apio::login::Identity;

#[component]
pub fn SelfService(system: System) -> impl IntoView {
    let apio = Apio::of(system);
    let language = language();
    let is_done = RwSignal::new(false);
    let is_in = Memo::new(move |_| system.is_open() || system.is_lost());
    let done = Callback::new(move |()| {
        is_done.set(true);
        spawn_local(apio.sign_out());
    });
    let name = system.name();
    move || match (is_done.get(), is_in.get()) {
        (true, _) => {
            view! { <Done apio=apio again=Callback::new(move |()| is_done.set(false)) /> }.into_any()
        }
        (false, false) => {
            let name = name.clone();
            view! {
                <Title title=text(common::pin_self_service) />
                <p>{move || common::sign_in_to(language.get(), &name)}</p>
                <Form system=system />
            }
            .into_any()
        }
        (false, true) => match apio.who() {
            None => view! { <Arriving apio=apio /> }.into_any(),
            Some(who) => view! {
                <FirstSignIn apio=apio />
                {own(apio, &who, done)}
                <PasswordDialog apio=apio />
            }
            .into_any(),
        },
    }
}

fn own(apio: Apio, who: &Identity, done: Callback<()>) -> AnyView {
    match who.own_user() {
        Some(ids) => change(apio, ids, done),
        None => view! {
            <Title title=text(common::pin_self_service) />
            <p>{t(apio_texts::no_own_pin)}</p>
            <SignOut apio=apio />
        }
        .into_any(),
    }
}

fn change(apio: Apio, ids: UserIds, done: Callback<()>) -> AnyView {
    form_page(
        || PinForm::new(apio, ids, Some(done)),
        text(common::pin_self_service),
        move |editing| {
            view! {
                <Title title=text(common::pin_self_service) />
                <StandingSection editing=editing />
                <NewPinForm editing=editing />
                <SignOut apio=apio />
            }
            .into_any()
        },
        |refusal, retry| view! { <Refused refusal=refusal retry=retry /> }.into_any(),
    )
}

#[component]
fn Done(apio: Apio, again: Callback<()>) -> impl IntoView {
    // The gateway's cookie goes only with the browser: no way to end it is known.
    let has_cookie = !apio.is_behind_core();
    crate::browser::dom::focus_soon("outcome");
    view! {
        <Title title=text(apio_texts::done) />
        <div class="outcome" role="status" id="outcome" tabindex="-1">
            <p>{t(apio_texts::pin_changed_signed_out)}</p>
            {has_cookie.then(|| view! { <p>{t(apio_texts::close_browser)}</p> })}
        </div>
        <div class="actions">
            <button type="button" on:click=move |_| again.run(())>{t(apio_texts::sign_in_again)}</button>
        </div>
    }
    .into_any()
}
