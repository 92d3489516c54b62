//! One person of a XiVO: change, and delete with its consequences.

pub mod cti_section;
pub mod delete;
pub mod fields;
pub mod labelled;
pub mod navigation;
pub mod new;
pub mod resource;
pub mod telephone;
pub mod undo;

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::form_page::{Editing, form_page};
use crate::components::{FormBody, Link, Section, Title, language, sentence, t};
use crate::domain::Language;
use crate::pages::other_systems;
use crate::pages::request_sheet::RequestSheet;
use crate::pages::shortcuts::{PageKey, on_page_key};
use crate::pages::steps::{Steps, save_and_next};
use crate::pages::xivo::tenants::TenantNote;
use crate::pages::xivo::user::cti_section::CtiSection;
use crate::pages::xivo::user::delete::DeleteView;
use crate::pages::xivo::user::fields::{Fields, Group, OTHER_GROUPS, PERSON};
use crate::pages::xivo::user::navigation::{Back, Gone, Tabs, neighbours_of, remember_opened};
use crate::pages::xivo::user::resource::UserForm;
use crate::pages::xivo::user::telephone::{Summary, TelephoneSection};
use crate::route::{Query, Route};
use crate::state::System;
use crate::state::xivo::Xivo;
use crate::text::{common, xivo as texts};
use crate::wire::xivo as wire;
use crate::wire::xivo::{CallerIdRule, Field, UserId};

/// One person, whom `delete` deletes.
pub fn page(system: System, id: String, delete: DeleteView) -> AnyView {
    let xivo = Xivo::of(system);
    let heading = sentence(|language| texts::user(language).to_owned());
    form_page(
        || UserForm { xivo, id: StoredValue::new(UserId::new(id)) },
        heading,
        move |editing| view! { <Form editing=editing delete=Arc::clone(&delete) /> }.into_any(),
        move |refusal, retry| view! { <Gone xivo=xivo refusal=refusal retry=retry /> }.into_any(),
    )
}

#[component]
fn Form(editing: Editing<UserForm>, delete: DeleteView) -> impl IntoView {
    let language = language();
    let Editing { resource: UserForm { xivo, id }, object: user, draft, .. } = editing;
    remember_opened(xivo, &user.with_untracked(wire::User::full_name), id.get_value());
    on_page_key(
        PageKey::Mobile,
        Callback::new(|()| dom::focus_and_select_soon(&fields::control_id(Field::MobilePhoneNumber))),
    );
    let is_deleting = RwSignal::new(false);
    // Its code comes when it is first wanted, and stays.
    let was_deleting = Memo::new(move |before: Option<&bool>| before == Some(&true) || is_deleting.get());
    let system = xivo.system.id();
    let like = Query::default().with("like", id.with_value(|id| id.as_str().to_owned()).as_str());
    let person = Route::User { system: system.clone(), user: id.with_value(|id| id.as_str().to_owned()) };
    let neighbours = id.with_value(|id| neighbours_of(xivo, id, |system, user| Route::User { system, user }));
    view! {
        <div class="page-links">
            <Back xivo=xivo />
            <Steps neighbours=neighbours />
        </div>
        <Title title=Signal::derive(move || {
            let name = user.with(wire::User::full_name);
            if name.is_empty() { texts::unnamed(language.get()).to_owned() } else { name }
        }) />
        <TenantNote xivo=xivo uuid=Signal::derive(move || {
            Some(user.with(|user| user.text(Field::TenantUuid).to_owned()))
        }) />
        <Summary xivo=xivo user=user />
        <Tabs xivo=xivo id=id.get_value() />
        {other_systems::fold(person.clone())}
        <FormBody
            editing=editing
            advice=Signal::derive(move || rename_advice(language.get(), editing))
            buttons=save_and_next(editing, neighbours)
            sections=Signal::derive(move || sections_of(language.get(), editing))
        >
            <Fields xivo=xivo draft=draft groups=PERSON is_new=false />
            <TelephoneSection xivo=xivo user=user />
            <CtiSection xivo=xivo id=id.get_value() user=user />
            <Fields xivo=xivo draft=draft groups=OTHER_GROUPS is_new=false />
            <RequestSheet editing=editing />
            <div class="actions">
                <Link to=Route::NewUser { system } query=like class="button">{t(texts::new_like_this)}</Link>
                {other_systems::leaver_link(&person)}
                <button type="button" class="danger" on:click=move |_| is_deleting.set(true)>
                    {t(common::delete)}
                </button>
            </div>
        </FormBody>
        {move || was_deleting.get().then(|| untrack(|| delete(editing, is_deleting)))}
    }
    .into_any()
}

/// The sections of the form as they stand on it. Reactive.
fn sections_of(language: Language, editing: Editing<UserForm>) -> Vec<Section> {
    let dialect = editing.resource.xivo.dialect.get();
    let groups = |groups: &[Group]| -> Vec<_> {
        groups.iter().filter_map(|group| group.section(language, &dialect)).collect()
    };
    let telephone = editing.object.with(|user| telephone::section(language, user));
    let cti = cti_section::section(language, &dialect);
    [groups(PERSON), telephone.into_iter().chain(cti).collect(), groups(OTHER_GROUPS)].concat()
}

/// What else the server changes when somebody is renamed. Reactive.
fn rename_advice(language: Language, editing: Editing<UserForm>) -> String {
    let (is_renamed, follows) = editing.draft.with(|draft| {
        let is_renamed = draft.is_changed(Field::Firstname) || draft.is_changed(Field::Lastname);
        (is_renamed, is_renamed && !draft.is_changed(Field::CallerId))
    });
    let dialect = editing.resource.xivo.dialect.get();
    let has_voicemail = editing.object.with(|user| user.is_associated(Field::Voicemail) == Some(true));
    let mut advice = Vec::new();
    if is_renamed && dialect.renames_voicemail() && has_voicemail {
        advice.push(texts::voicemail_renamed(language));
    }
    if follows && dialect.caller_id_rule() == CallerIdRule::QuotesAdded {
        advice.push(texts::caller_id_renamed(language));
    }
    advice.join(" ")
}
