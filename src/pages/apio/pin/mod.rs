//! A person's PIN: how it stands, and changing it.

pub mod change;
pub mod choose;
pub mod form;
pub mod rules_list;
pub mod self_service;

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::components::refused::Refused;
use crate::components::{Loading, Title, language, t, text};
use crate::domain::Refusal;
use crate::domain::passcode_rules::OwnNumbers;
use crate::pages::apio::home::for_person;
use crate::pages::apio::pin::form::PinForm;
use crate::pages::apio::way::{Back, Tabs};
use crate::state::System;
use crate::state::apio::Apio;
use crate::state::apio::pin::Owner;
use crate::text::apio as words;
use crate::wire::apio::UserIds;
use crate::wire::apio::pincode::PinState;

/// How far the state of the PIN was read.
#[derive(Clone, PartialEq)]
pub enum Known {
    Asking,
    State(PinState),
    Refused(Refusal),
}

/// What is read of a PIN and its owner; shared by the help desk's page and
/// the one for people themselves.
#[derive(Clone, Copy)]
pub struct Subject {
    pub apio: Apio,
    pub ids: StoredValue<UserIds>,
    pub state: RwSignal<Known>,
    /// `None` until it is known, or known that it may not be read.
    pub owner: RwSignal<Option<Owner>>,
}

impl Subject {
    pub fn new(apio: Apio, ids: UserIds) -> Self {
        let subject = Self {
            apio,
            ids: StoredValue::new(ids),
            state: RwSignal::new(Known::Asking),
            owner: RwSignal::new(None),
        };
        subject.read();
        spawn_local(async move {
            let owner = apio.read_owner(&subject.ids.get_value()).await;
            subject.owner.try_set(Some(owner));
        });
        subject
    }

    /// The owner's own numbers, as far as they are known. Reactive.
    pub fn numbers(self) -> OwnNumbers {
        self.owner.with(|owner| owner.as_ref().map(|owner| owner.numbers.clone())).unwrap_or_default()
    }

    /// Reads the state, again after a change.
    pub fn read(self) {
        spawn_local(async move {
            let Some(ids) = self.ids.try_get_value() else { return };
            let known = match self.apio.read_pin(&ids).await {
                Ok(state) => Known::State(state),
                Err(refusal) => Known::Refused(refusal),
            };
            self.state.try_set(known);
        });
    }
}

/// One person's PIN for the help desk, or one's own for oneself.
pub fn page(system: System, ids: UserIds) -> AnyView {
    for_person(system, &ids.clone(), |apio| view! { <PinPage apio=apio ids=ids /> }.into_any())
}

#[component]
fn PinPage(apio: Apio, ids: UserIds) -> impl IntoView {
    let subject = Subject::new(apio, ids.clone());
    let name = move || subject.owner.with(|owner| owner.as_ref().map(|owner| owner.name.clone()));
    let id = ids.user.clone();
    view! {
        <Back apio=apio ids=ids.clone() />
        <Title title=text(words::pin_code) />
        <p class="whose">
            {move || {
                name().filter(|name| !name.is_empty()).unwrap_or_else(|| id.clone())
            }}
        </p>
        <Tabs apio=apio ids=ids />
        <Standing subject=subject />
        <PinForm subject=subject />
    }
    .into_any()
}

/// The state in words: what the flags say, and no more.
#[component]
pub fn Standing(subject: Subject) -> impl IntoView {
    let language = language();
    let retry = Callback::new(move |()| {
        subject.state.set(Known::Asking);
        subject.read();
    });
    let shown = Memo::new(move |_| subject.state.get());
    view! {
        <section class="standing" aria-labelledby="pin-standing">
            <h2 id="pin-standing">{t(words::pin_state)}</h2>
            {move || match shown.get() {
                Known::Asking => view! { <Loading /> }.into_any(),
                Known::Refused(refusal) => view! { <Refused refusal=refusal retry=retry /> }.into_any(),
                Known::State(state) => {
                    let PinState { login_disabled, expiration_days, does_not_expire } = state;
                    let sentences = move || {
                        words::pin_sentences(language.get(), login_disabled, expiration_days, does_not_expire)
                            .into_iter()
                            .map(|sentence| view! { <li>{sentence}</li> })
                            .collect_view()
                    };
                    view! { <ul>{sentences}</ul> }.into_any()
                }
            }}
        </section>
    }
    .into_any()
}
