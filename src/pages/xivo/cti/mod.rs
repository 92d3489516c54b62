//! The CTI configuration of one person: the switch, the profile, and what the
//! server demands first.

pub mod fields;
pub mod resource;
pub mod state_text;
pub mod steps;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::form_page::{Editing, form_page};
use crate::components::undo::{self, Undoing};
use crate::components::{FormBody, Icon, IconName, Title, language, t, text};
use crate::pages::request_sheet::RequestSheet;
use crate::pages::steps::{Neighbours, Steps, save_and_next};
use crate::pages::xivo::cti::fields::{Account, Profile, Switch};
use crate::pages::xivo::cti::resource::{CtiForm, Steps};
use crate::pages::xivo::cti::state_text::state_text;
use crate::pages::xivo::cti::steps::StepList;
use crate::pages::xivo::user::navigation::{Back, Gone, Tabs, neighbours_of};
use crate::route::Route;
use crate::state::System;
use crate::state::xivo::Xivo;
use crate::text::{cti as texts, xivo as xivo_texts};
use crate::wire::xivo::{CtiResource, Field, User, UserId};

/// One person's CTI.
pub fn page(system: System, id: String) -> AnyView {
    let xivo = Xivo::of(system);
    spawn_local(async move { xivo.read_profiles().await });
    form_page(
        || CtiForm::new(xivo, UserId::new(id)),
        text(xivo_texts::cti_configuration),
        |editing| view! { <View editing=editing /> }.into_any(),
        move |refusal, retry| view! { <Gone xivo=xivo refusal=refusal retry=retry /> }.into_any(),
    )
}

/// Gives back what an entry of the journal changed.
pub async fn undo(system: System, id: String, undoing: Undoing) {
    undo::undo(|| CtiForm::new(Xivo::of(system), UserId::new(id)), undoing).await;
}

#[component]
fn View(editing: Editing<CtiForm>) -> impl IntoView {
    let language = language();
    let Editing { resource: CtiForm { xivo, id, .. }, object, .. } = editing;
    let name = move || {
        let name = object.with(|object| User::full_name(&object.user));
        if name.is_empty() { xivo_texts::unnamed(language.get()).to_owned() } else { name }
    };
    let neighbours =
        id.with_value(|id| neighbours_of(xivo, id, |system, user| Route::UserCti { system, user }));
    let neither = move || object.with(|object| object.cti.resource == CtiResource::Neither);
    let icon = move || {
        let is_enabled = object.with(|object| object.cti.enabled)?;
        let name = if is_enabled { IconName::On } else { IconName::Off };
        Some(view! { <Icon name=name /> })
    };
    view! {
        <div class="page-links">
            <Back xivo=xivo />
            <Steps neighbours=neighbours />
        </div>
        <Title title=text(xivo_texts::cti_configuration) whose=Signal::derive(name) />
        <Tabs xivo=xivo id=id.get_value() />
        <dl class="facts">
            <dt>{t(xivo_texts::user)}</dt>
            <dd>{name}</dd>
            <Show when=move || !neither()>
                <dt>{t(texts::state)}</dt>
                <dd>
                    {icon}
                    <span>{move || object.with(|object| state_text(xivo, language.get(), &object.cti))}</span>
                </dd>
            </Show>
        </dl>
        <Show when=move || object.with(|object| object.cti.odd)>
            <p class="advice">{t(texts::odd_values)}</p>
        </Show>
        {if untrack(neither) {
            view! {
                <div class="advice">
                    <p>{t(texts::neither)}</p>
                    <p>{t(texts::neither_next)}</p>
                </div>
            }
                .into_any()
        } else {
            view! { <Form editing=editing neighbours=neighbours /> }.into_any()
        }}
    }
    .into_any()
}

#[component]
fn Form(editing: Editing<CtiForm>, neighbours: Memo<Option<Neighbours>>) -> impl IntoView {
    let language = language();
    let Editing { resource, object, draft, .. } = editing;
    // A switch that the server does not show is sent as it is shown here.
    let advice = Signal::derive(move || {
        let is_unknown = object.with(|object| object.cti.has_switch() && object.cti.enabled.is_none());
        let is_switched_off =
            is_unknown && draft.with(|draft| draft.is_dirty() && draft.get(Field::CtiEnabled).is_empty());
        if is_switched_off { texts::switch_untold_off(language.get()).to_owned() } else { String::new() }
    });
    let reset = Callback::new(move |()| {
        resource.is_account_demanded.set(false);
        resource.steps.set(Steps::default());
    });
    view! {
        <FormBody editing=editing conflict_next=texts::conflict_next advice=advice on_reset=reset buttons=save_and_next(editing, neighbours)>
            <StepList editing=editing />
            <Switch editing=editing />
            <Account editing=editing />
            <Profile editing=editing />
            <RequestSheet editing=editing />
        </FormBody>
    }
    .into_any()
}
