//! One person of a XiVO: change, and delete with its consequences.

pub mod delete;
pub mod dialect_known;
pub mod fields;
pub mod labelled;
pub mod new;

use leptos::prelude::*;

use crate::components::form_page::in_page;
use crate::components::form_page::{Editing, FormBody, Resource, form_page};
use crate::components::refused::Refused;
use crate::components::{Link, Title, language, sentence, t};
use crate::domain::{Language, Problem, Refusal, RefusalKind};
use crate::form::{Checked, Draft, Effect, FieldValue, Values};
use crate::pages::xivo::tenants::TenantNote;
use crate::pages::xivo::user::delete::Delete;
use crate::pages::xivo::user::fields::Fields;
use crate::pages::xivo::user::labelled::ContextNote;
use crate::route::Route;
use crate::state::xivo::Xivo;
use crate::state::{Console, System};
use crate::text::{common, xivo as words};
use crate::wire::xivo as wire;
use crate::wire::xivo::{CallerIdRule, Field, Unsendable, UserId, form};

/// One person.
pub fn page(system: System, id: String) -> AnyView {
    user_page(UserForm { xivo: Xivo::of(system), id: StoredValue::new(UserId::new(id)) })
}

/// A person's own record, as a form edits it.
#[derive(Clone, Copy)]
pub struct UserForm {
    pub xivo: Xivo,
    pub id: StoredValue<UserId>,
}

impl Resource for UserForm {
    type Field = Field;
    type Object = wire::User;

    async fn read(self) -> Result<wire::User, Refusal> {
        self.xivo.read_user(&in_page(self.id)?).await
    }

    async fn write(self, checked: &Checked<Field>, _now: &wire::User) -> Result<(), Refusal> {
        let dialect = self.xivo.dialect.get_untracked();
        match form::to_changes(checked, &dialect) {
            Ok(changes) => self.xivo.update_user(&in_page(self.id)?, changes).await,
            Err(Unsendable::Nothing) => Ok(()),
            Err(Unsendable::Refused(problems)) => {
                Err(Refusal { problems, ..Refusal::new(RefusalKind::RefusedValues) })
            }
        }
    }

    fn values(self, user: &wire::User) -> Values<Field> {
        form::to_form_values(user)
    }

    fn problems(
        self,
        _draft: &Draft<Field>,
        _user: &wire::User,
        field: Field,
        value: &FieldValue,
    ) -> Vec<Problem> {
        form::check_value(field, value, &self.xivo.dialect.get_untracked()).into_iter().collect()
    }

    fn effects(self, sent: &Checked<Field>, _before: &wire::User, now: &wire::User) -> Vec<(Field, Effect)> {
        form::effects(sent, now, &self.xivo.dialect.get_untracked())
    }

    fn was_read(self, user: &wire::User) {
        self.xivo.put_in_list(user);
    }

    fn label(self, language: Language, field: Field) -> String {
        words::label(language, field.name()).to_owned()
    }

    fn control_id(self, field: Field) -> String {
        fields::control_id(field)
    }
}

fn user_page(resource: UserForm) -> AnyView {
    let heading = sentence(|language| words::user(language).to_owned());
    form_page(
        resource,
        heading,
        |editing| view! { <Form editing=editing /> }.into_any(),
        move |refusal, retry| view! { <Gone xivo=resource.xivo refusal=refusal retry=retry /> }.into_any(),
    )
}

/// Nobody there, or not to be read: says so, and leads back to the list.
#[component]
pub fn Gone(xivo: Xivo, refusal: Refusal, retry: Callback<()>) -> impl IntoView {
    let is_gone = refusal.kind == RefusalKind::NotFound;
    view! {
        <Title title=sentence(|language| words::user(language).to_owned()) />
        {if is_gone {
            view! {
                <div class="refused" role="alert">
                    <p>{t(words::user_gone)}</p>
                    <p>{t(words::user_gone_next)}</p>
                </div>
            }
                .into_any()
        } else {
            view! { <Refused refusal=refusal retry=retry /> }.into_any()
        }}
        <p>
            <Back xivo=xivo />
        </p>
    }
    .into_any()
}

/// The way back to the list, with its search kept.
#[component]
pub fn Back(xivo: Xivo) -> impl IntoView {
    let query = Console::get().navigation.list_query();
    view! {
        <Link to=Route::Users { system: xivo.system.id() } query=query class="back">
            {t(words::back_to_users)}
        </Link>
    }
    .into_any()
}

/// The user's own form and the CTI view stand beside each other, where there is a CTI.
#[component]
pub fn Tabs(xivo: Xivo, id: UserId) -> impl IntoView {
    let route = Console::get().navigation.route();
    let (system, user) = (xivo.system.id(), id.as_str().to_owned());
    let own = Route::User { system: system.clone(), user: user.clone() };
    let cti = Route::UserCti { system, user };
    let (here, there) = (own.clone(), cti.clone());
    let links = StoredValue::new((own, cti));
    view! {
        <Show when=move || !xivo.dialect.get().lacks_cti()>
            <nav class="tabs" aria-label=t(words::user)>
                <Link
                    to=links.with_value(|(own, _)| own.clone())
                    current=Signal::derive({
                        let here = here.clone();
                        move || route.get() == here
                    })
                >
                    {t(words::user)}
                </Link>
                <Link
                    to=links.with_value(|(_, cti)| cti.clone())
                    current=Signal::derive({
                        let there = there.clone();
                        move || route.get() == there
                    })
                >
                    {t(words::cti_configuration)}
                </Link>
            </nav>
        </Show>
    }
    .into_any()
}

#[component]
fn Form(editing: Editing<UserForm>) -> impl IntoView {
    let language = language();
    let Editing { resource: UserForm { xivo, id }, object: user, draft, .. } = editing;
    let is_deleting = RwSignal::new(false);
    let delete = view! {
        <button type="button" class="danger" on:click=move |_| is_deleting.set(true)>
            {t(common::delete)}
        </button>
    }
    .into_any();
    view! {
        <p><Back xivo=xivo /></p>
        <Title title=Signal::derive(move || {
            let name = user.with(wire::User::full_name);
            if name.is_empty() { words::unnamed(language.get()).to_owned() } else { name }
        }) />
        <TenantNote xivo=xivo uuid=Signal::derive(move || {
            Some(user.with(|user| user.text(Field::TenantUuid).to_owned()))
        }) />
        <ContextNote xivo=xivo user=user />
        <Tabs xivo=xivo id=id.get_value() />
        <FormBody
            editing=editing
            advice=Signal::derive(move || rename_advice(language.get(), editing))
            buttons=delete
        >
            <Fields xivo=xivo draft=draft is_new=false />
        </FormBody>
        <Delete editing=editing open=is_deleting />
    }
    .into_any()
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
        advice.push(words::voicemail_renamed(language));
    }
    if follows && dialect.caller_id_rule() == CallerIdRule::QuotesAdded {
        advice.push(words::caller_id_renamed(language));
    }
    advice.join(" ")
}
