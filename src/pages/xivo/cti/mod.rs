//! The CTI configuration of one person: the switch, the profile, and what the
//! server demands first.

pub mod fields;
pub mod save;

use leptos::{ev, task::spawn_local};

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::refused::ProblemSummary;
use crate::components::{Loading, Title, language, t, text};
use crate::domain::{Problem, Refusal, Trouble};
use crate::form::{self, Check, Draft, Problems};
use crate::pages::form_bar::FormBar;
use crate::pages::shortcuts;
use crate::pages::xivo::cti::fields::{Account, Profile, Switch};
use crate::pages::xivo::cti::save::Steps;
use crate::pages::xivo::user::fields as user_fields;
use crate::pages::xivo::user::{Back, Gone, Tabs};
use crate::state::notices::Tone;
use crate::state::xivo::{Profiles, Xivo};
use crate::state::{Console, System};
use crate::text::{common, cti as words, xivo as xivo_words};
use crate::wire::xivo::cti_plan::{self, CurrentCti};
use crate::wire::xivo::{self as wire, CtiResource, Dialect, Field, UserId};

pub const SUMMARY: &str = "problems";

/// What is known of the person.
#[derive(Clone)]
enum Known {
    Asking,
    Here(Loaded),
    Refused(Refusal),
}

/// The person and the CTI as last read, and the form.
#[derive(Clone, Copy)]
pub struct Loaded {
    pub user: RwSignal<wire::User>,
    pub cti: RwSignal<CurrentCti>,
    pub draft: RwSignal<Draft<Field>>,
    /// Has the server itself asked for a username and a password?
    pub demanded: RwSignal<bool>,
    /// What a server that keeps a profile has kept.
    pub kept: RwSignal<Option<i64>>,
    pub steps: RwSignal<Steps>,
}

impl Loaded {
    fn new(user: wire::User, cti: CurrentCti) -> Self {
        Self {
            draft: RwSignal::new(Draft::begin(cti_plan::to_form_values(&user, &cti))),
            user: RwSignal::new(user),
            cti: RwSignal::new(cti),
            demanded: RwSignal::new(false),
            kept: RwSignal::new(None),
            steps: RwSignal::new(Steps::default()),
        }
    }

    /// Is the username or the password to be asked for: because the client
    /// shall be on and one is missing, or because the server said so?
    pub fn wants_account(&self) -> bool {
        let on = self.draft.with(|draft| draft.is_on(Field::CtiEnabled));
        self.demanded.get() || on && self.user.with(|user| cti_plan::CtiCredentials::from_user(user).lacks())
    }
}

/// Must there be a username and a password? API 1.0 never asks.
fn demands(cti: &CurrentCti) -> bool {
    cti.resource == CtiResource::Cti
}

/// The rule of the form: what was typed, and what must come before the switch.
pub fn problems_of(
    field: Field,
    value: &form::FieldValue,
    loaded: &Loaded,
    dialect: &Dialect,
) -> Vec<Problem> {
    let mut found: Vec<Problem> = form_rule(field, value, dialect).into_iter().collect();
    loaded.draft.with_untracked(|draft| {
        let switched_on = draft.is_on(Field::CtiEnabled) && draft.is_changed(Field::CtiEnabled);
        let needed = loaded.cti.with_untracked(demands) && (switched_on || loaded.demanded.get_untracked());
        // Said once, whichever field is asked about first.
        if !needed || draft.changed().first() != Some(&field) {
            return;
        }
        let (username, password) =
            loaded.user.with_untracked(|user| (user.has_username(), user.has_password()));
        for (field, told) in [(Field::Username, username), (Field::Password, password)] {
            // What the server does not tell may well be there.
            if told.is_some() && draft.get(field).is_empty() {
                found.push(Problem::at(field.name(), Trouble::Missing));
            }
        }
    });
    found
}

fn form_rule(field: Field, value: &form::FieldValue, dialect: &Dialect) -> Option<Problem> {
    match field {
        Field::CtiProfile => cti_plan::check_profile(value.as_text()),
        Field::CtiEnabled => None,
        _ => wire::form::check_value(field, value, dialect),
    }
}

/// One person's CTI.
pub fn page(system: System, id: String) -> AnyView {
    view! { <UserCti xivo=Xivo::of(system) id=UserId::new(id) /> }.into_any()
}

#[component]
pub fn UserCti(xivo: Xivo, id: UserId) -> impl IntoView {
    let known = RwSignal::new(Known::Asking);
    let id = StoredValue::new(id);
    let owner = Owner::current().unwrap_or_default();
    let read = Callback::new(move |()| {
        known.set(Known::Asking);
        let owner = owner.clone();
        spawn_local(async move {
            let id = id.get_value();
            let answer = match xivo.read_user(&id).await {
                Ok(user) => xivo.read_cti(&id).await.map(|cti| (user, cti)),
                Err(refusal) => Err(refusal),
            };
            known.try_set(match answer {
                Ok((user, cti)) => Known::Here(owner.with(|| Loaded::new(user, cti))),
                Err(refusal) => Known::Refused(refusal),
            });
        });
    });
    read.run(());
    spawn_local(async move { xivo.read_profiles().await });
    let gone = Callback::new(move |refusal: Refusal| {
        known.try_set(Known::Refused(refusal));
    });
    move || match known.get() {
        Known::Asking => view! {
            <Title title=text(xivo_words::cti_configuration) />
            <Loading />
        }
        .into_any(),
        Known::Here(loaded) => {
            view! { <View xivo=xivo id=id.get_value() loaded=loaded gone=gone /> }.into_any()
        }
        Known::Refused(refusal) => view! { <Gone xivo=xivo refusal=refusal retry=read /> }.into_any(),
    }
}

/// The name of a profile: that of the list, or what is known without it. Empty for none.
pub fn profile_name(xivo: Xivo, language: crate::domain::Language, id: Option<i64>) -> String {
    let Some(id) = id else { return String::new() };
    xivo.profiles.with(|profiles| match profiles {
        Profiles::Known(known) => match known.name(id) {
            Some("") => words::numbered(language, id),
            Some(name) => name.to_owned(),
            None => words::vanished(language, id),
        },
        _ => words::numbered(language, id),
    })
}

/// "On, as Agent".
pub fn state_words(xivo: Xivo, language: crate::domain::Language, cti: &CurrentCti) -> String {
    let profile = cti.profile.map(|profile| profile_name(xivo, language, profile));
    words::state_of(language, cti.has_switch().then_some(cti.enabled), profile.as_deref())
}

#[component]
fn View(xivo: Xivo, id: UserId, loaded: Loaded, gone: Callback<Refusal>) -> impl IntoView {
    let language = language();
    let name = move || {
        let name = loaded.user.with(wire::User::full_name);
        if name.is_empty() { xivo_words::unnamed(language.get()).to_owned() } else { name }
    };
    let neither = move || loaded.cti.with(|cti| cti.resource == CtiResource::Neither);
    let glyph = move || {
        loaded.cti.with(|cti| match cti.enabled {
            Some(true) => "●",
            Some(false) => "○",
            None => "",
        })
    };
    view! {
        <p><Back xivo=xivo /></p>
        <Title title=text(xivo_words::cti_configuration) />
        <Tabs xivo=xivo id=id.clone() />
        <dl class="facts">
            <dt>{t(xivo_words::user)}</dt>
            <dd>{name}</dd>
            <Show when=move || !neither()>
                <dt>{t(words::state)}</dt>
                <dd>
                    <span class="glyph" aria-hidden="true">{glyph}</span>
                    " "
                    <span>{move || loaded.cti.with(|cti| state_words(xivo, language.get(), cti))}</span>
                </dd>
            </Show>
        </dl>
        <Show when=move || loaded.cti.with(|cti| cti.odd)>
            <p class="advice">{t(words::odd_values)}</p>
        </Show>
        {if untrack(neither) {
            view! {
                <div class="advice">
                    <p>{t(words::neither)}</p>
                    <p>{t(words::neither_next)}</p>
                </div>
            }
                .into_any()
        } else {
            view! { <Form xivo=xivo id=id loaded=loaded gone=gone /> }.into_any()
        }}
    }
    .into_any()
}

#[component]
fn Form(xivo: Xivo, id: UserId, loaded: Loaded, gone: Callback<Refusal>) -> impl IntoView {
    let console = Console::get();
    let language = language();
    let draft = loaded.draft;
    let saving = RwSignal::new(false);
    let id = StoredValue::new(id);
    console.navigation.guard(move || draft.with(Draft::is_dirty));

    let save = move || {
        if saving.get_untracked() {
            return;
        }
        let dialect = xivo.dialect.get_untracked();
        let check = draft
            .with_untracked(|draft| draft.check(|field, value| problems_of(field, value, &loaded, &dialect)));
        match check {
            Check::NothingChanged => {
                console.notices.say(Tone::Done, |language| common::nothing_changed(language).to_owned());
            }
            Check::Refused(problems) => {
                draft.update(|draft| draft.show(problems));
                dom::focus_soon(SUMMARY);
            }
            Check::Ready(_) => {
                saving.set(true);
                draft.update(|draft| draft.show(Problems::default()));
                loaded.steps.set(Steps::default());
                loaded.kept.set(None);
                spawn_local(async move {
                    if let Some(refusal) = save::write(xivo, id.get_value(), loaded, console).await {
                        gone.run(refusal);
                    }
                    saving.try_set(false);
                });
            }
        }
    };
    shortcuts::save_with(Callback::new(move |()| save()));

    let refused = move || draft.with(|draft| !draft.problems().is_empty());
    let conflicts = move || draft.with(|draft| !draft.conflicts().is_empty());
    let heading = Signal::derive(move || {
        let language = language.get();
        let by_server = draft.with(|draft| draft.problems().refusal().is_some());
        let in_part = loaded.steps.with(Steps::account_stands);
        let unknown = loaded.steps.with(Steps::is_unknown);
        match (by_server, in_part) {
            (true, false) if unknown => words::outcome_unknown(language),
            (true, true) => words::step_stands(language),
            (true, false) => common::not_saved(language),
            (false, _) => common::problems_heading(language),
        }
        .to_owned()
    });
    // A switch that the server does not tell is sent as it is shown.
    let advice = Signal::derive(move || {
        let untold = loaded.cti.with(|cti| cti.has_switch() && cti.enabled.is_none());
        let silently_off =
            untold && draft.with(|draft| draft.is_dirty() && draft.get(Field::CtiEnabled).is_empty());
        if silently_off { words::switch_untold_off(language.get()).to_owned() } else { String::new() }
    });
    let cancel = move || {
        draft.update(Draft::reset_all);
        loaded.demanded.set(false);
        loaded.kept.set(None);
        loaded.steps.set(Steps::default());
    };
    view! {
        <form
            class="form"
            novalidate
            on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                save();
            }
        >
            <Show when=refused>
                <ProblemSummary
                    id=SUMMARY
                    heading=heading
                    complaints=Signal::derive(move || draft.with(|draft| user_fields::complaints(language.get(), draft)))
                    said=Signal::derive(move || draft.with(user_fields::server_messages))
                />
            </Show>
            <Show when=conflicts>
                <div class="advice" role="alert">
                    <h2>{t(xivo_words::conflict_title)}</h2>
                    <p>{t(words::conflict_next)}</p>
                </div>
            </Show>
            <save::StepList steps=loaded.steps />
            <Switch loaded=loaded />
            <Account xivo=xivo loaded=loaded />
            <Profile xivo=xivo loaded=loaded />
            <FormBar
                changed=Signal::derive(move || draft.with(|draft| draft.changed().len()))
                saving=saving
                on_cancel=Callback::new(move |()| cancel())
                advice=advice
            />
        </form>
    }
    .into_any()
}
