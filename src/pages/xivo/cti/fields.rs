//! The fields of the CTI configuration.

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::components::field::{Entry, SelectField, SwitchField, TextField};
use crate::components::form_page::Editing;
use crate::components::refused::problem_sentence;
use crate::components::{Conflict, language, t};
use crate::domain::RefusalKind;
use crate::form::{Answer, FieldValue};
use crate::pages::xivo::cti::resource::CtiForm;
use crate::pages::xivo::cti::state_text::profile_name;
use crate::pages::xivo::user::fields::{self, control_id};
use crate::state::xivo::Profiles;
use crate::text::{cti as texts, xivo as xivo_texts};
use crate::wire::xivo::cti_plan::{CtiCredentials, check_profile};
use crate::wire::xivo::{CtiResource, Field};

fn label(field: Field) -> Signal<String> {
    let language = language();
    Signal::derive(move || xivo_texts::label(language.get(), field.name()).to_owned())
}

fn problem(editing: Editing<CtiForm>, field: Field) -> Signal<String> {
    let language = language();
    Signal::derive(move || {
        editing.draft.with(|draft| {
            let first = draft.problems().at(field).next();
            first.map(|problem| problem_sentence(language.get(), problem)).unwrap_or_default()
        })
    })
}

/// On or off, and what is missing for it.
#[component]
pub fn Switch(editing: Editing<CtiForm>) -> impl IntoView {
    let language = language();
    let draft = editing.draft;
    let hint = Signal::derive(move || {
        let language = language.get();
        let account = editing.object.with(|object| CtiCredentials::from_user(&object.user));
        if account.lacks() && draft.with(|draft| draft.base(Field::CtiEnabled).as_switch() != Some(true)) {
            let missing = |has| has == Some(false);
            texts::lacks(language, missing(account.username), missing(account.password))
        } else if editing.object.with(|object| object.cti.enabled.is_none()) {
            texts::switch_untold(language)
        } else {
            ""
        }
        .to_owned()
    });
    view! {
        <Show
            when=move || editing.object.with(|object| object.cti.has_switch())
            fallback=move || view! { <p class="advice">{t(texts::no_switch)}</p> }
        >
            <SwitchField
                id=control_id(Field::CtiEnabled)
                label=label(Field::CtiEnabled)
                value=Signal::derive(move || draft.with(|draft| draft.is_on(Field::CtiEnabled)))
                on_change=move |on| draft.update(|draft| draft.set(Field::CtiEnabled, FieldValue::Switch(on)))
                hint=hint
                problem=problem(editing, Field::CtiEnabled)
                changed=Signal::derive(move || draft.with(|draft| draft.is_changed(Field::CtiEnabled)))
            />
            <Conflict draft=draft field=Field::CtiEnabled control_id=control_id(Field::CtiEnabled) />
        </Show>
    }
    .into_any()
}

/// The username and the password, where they must come first: a step in place.
#[component]
pub fn Account(editing: Editing<CtiForm>) -> impl IntoView {
    let xivo = editing.resource.xivo;
    let dialect = Memo::new(move |_| xivo.dialect.get());
    let language = language();
    // Because the client shall be on and one of them is missing, or because the server asked.
    let shown = Memo::new(move |_| {
        let is_on = editing.draft.with(|draft| draft.is_on(Field::CtiEnabled));
        let lacks = || editing.object.with(|object| CtiCredentials::from_user(&object.user).lacks());
        editing.resource.is_account_demanded.get() || is_on && lacks()
    });
    let sentence = move || {
        let language = language.get();
        if editing.resource.is_account_demanded.get() {
            texts::first_demanded(language)
        } else if editing.object.with(|object| object.cti.resource == CtiResource::InUser) {
            texts::first_optional(language)
        } else {
            texts::first_saved_first(language)
        }
    };
    view! {
        <Show when=move || shown.get()>
            <fieldset class="step">
                <legend>{t(texts::first_title)}</legend>
                <p>{sentence}</p>
                {fields::field_view(xivo, dialect, editing.draft, Field::Username, false)}
                {fields::field_view(xivo, dialect, editing.draft, Field::Password, false)}
            </fieldset>
        </Show>
    }
    .into_any()
}

/// Which profile, by its name; by its number where the names are not to be had.
#[component]
pub fn Profile(editing: Editing<CtiForm>) -> impl IntoView {
    let language = language();
    let (draft, xivo) = (editing.draft, editing.resource.xivo);
    let listed = Memo::new(move |_| xivo.profiles.with(|profiles| !matches!(profiles, Profiles::Refused(_))));
    let value = Signal::derive(move || draft.with(|draft| draft.text(Field::CtiProfile).to_owned()));
    let changed = Signal::derive(move || draft.with(|draft| draft.is_changed(Field::CtiProfile)));
    let choose = move |key: String| {
        let choice = Some(key).filter(|key| !key.is_empty());
        draft.update(|draft| draft.set(Field::CtiProfile, FieldValue::Choice(choice)));
    };
    let options = Signal::derive(move || options(editing));
    let hint = Signal::derive(move || {
        let language = language.get();
        let empty = xivo
            .profiles
            .with(|profiles| matches!(profiles, Profiles::Known(known) if known.items.is_empty()));
        let takes_away = draft
            .with(|draft| draft.is_changed(Field::CtiProfile) && draft.get(Field::CtiProfile).is_empty());
        if takes_away && !xivo.dialect.get().clears_cti_profile() {
            texts::may_keep(language)
        } else if empty {
            texts::profiles_empty(language)
        } else {
            ""
        }
        .to_owned()
    });
    let refused = problem(editing, Field::CtiProfile);
    // A typed number is judged by the same rule as at sending.
    let typed_problem = Signal::derive(move || {
        let refused = refused.get();
        if !refused.is_empty() {
            return refused;
        }
        let typed = value.get();
        check_profile(&typed).map(|problem| problem_sentence(language.get(), &problem)).unwrap_or_default()
    });
    let unlisted = move || {
        xivo.profiles.with(|profiles| match profiles {
            Profiles::Refused(refusal) if refusal.kind == RefusalKind::NoSuchResource => {
                texts::profiles_not_listed
            }
            _ => texts::profiles_unread,
        })(language.get())
        .to_owned()
    };
    let again = move |_| spawn_local(async move { xivo.read_profiles().await });
    let value_text = Callback::new(move |value: FieldValue| {
        let key = value.as_text();
        let name = profile_name(xivo, language.get(), key.parse().ok());
        if name.is_empty() { key.to_owned() } else { name }
    });
    view! {
        {move || {
            if listed.get() {
                view! {
                    <SelectField
                        id=control_id(Field::CtiProfile)
                        label=label(Field::CtiProfile)
                        value=value
                        options=options
                        on_change=choose
                        hint=hint
                        problem=problem(editing, Field::CtiProfile)
                        changed=changed
                    />
                }
                    .into_any()
            } else {
                view! {
                    <TextField
                        id=control_id(Field::CtiProfile)
                        label=label(Field::CtiProfile)
                        value=value
                        on_input=choose
                        hint=Signal::derive(unlisted)
                        problem=typed_problem
                        changed=changed
                        entry=Entry::NUMBER
                    />
                    <button type="button" on:click=again>{t(texts::profiles_again)}</button>
                }
                    .into_any()
            }
        }}
        <Conflict
            draft=draft
            field=Field::CtiProfile
            control_id=control_id(Field::CtiProfile)
            value_text=value_text
        />
        <Kept editing=editing />
    }
    .into_any()
}

/// The names in the select: "No profile", those of the server, and the one
/// that somebody has although it is no more. The same name twice is told
/// apart by its number.
fn options(editing: Editing<CtiForm>) -> Vec<(String, String)> {
    let language = language().get();
    let xivo = editing.resource.xivo;
    let mut options = vec![(String::new(), xivo_texts::no_profile(language).to_owned())];
    let mut known = Vec::new();
    if let Profiles::Known(profiles) = xivo.profiles.get() {
        for profile in &profiles.items {
            let mut name = profile_name(xivo, language, Some(profile.id));
            if profiles.items.iter().filter(|other| other.name == profile.name).count() > 1 {
                name.push_str(" (");
                name.push_str(&profile.id.to_string());
                name.push(')');
            }
            known.push(profile.id);
            options.push((profile.id.to_string(), name));
        }
    }
    // Both the one that is there and the one that is chosen can be shown.
    let current = editing.object.with(|object| object.cti.profile());
    let chosen = editing.draft.with(|draft| draft.text(Field::CtiProfile).parse().ok());
    for id in [current, chosen].into_iter().flatten() {
        if !known.contains(&id) {
            known.push(id);
            options.push((id.to_string(), profile_name(xivo, language, Some(id))));
        }
    }
    options
}

/// The server said yes and kept the profile that was to be taken away: what it
/// can do instead.
#[component]
fn Kept(editing: Editing<CtiForm>) -> impl IntoView {
    let language = language();
    let Editing { object, draft, resource, .. } = editing;
    let kept = Memo::new(move |_| {
        let is_kept = draft.with(|draft| {
            draft.get(Field::CtiProfile).is_empty()
                && draft.outcome().is_some_and(|outcome| {
                    outcome.answer == Answer::Accepted && outcome.not_kept.contains(&Field::CtiProfile)
                })
        });
        object.with(|object| object.cti.profile()).filter(|_| is_kept)
    });
    let can_switch_off = move || {
        object.with(|object| object.cti.has_switch()) && draft.with(|draft| draft.is_on(Field::CtiEnabled))
    };
    let switch_off = move |_| {
        draft.update(|draft| {
            draft.reset(Field::CtiProfile);
            draft.set(Field::CtiEnabled, FieldValue::Switch(false));
        });
    };
    move || {
        kept.get().map(|profile| {
            view! {
                <div class="advice" role="alert">
                    <p>{move || {
                        let language = language.get();
                        texts::kept(language, &profile_name(resource.xivo, language, Some(profile)))
                    }}</p>
                    <Show when=can_switch_off>
                        <button type="button" on:click=switch_off>
                            {t(texts::switch_off_instead)}
                        </button>
                    </Show>
                </div>
            }
        })
    }
}
