//! The fields of the CTI configuration.

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::components::field::{Entry, SelectField, SwitchField, TextField};
use crate::components::refused::problem_sentence;
use crate::components::{language, t};
use crate::domain::RefusalKind;
use crate::form::FieldValue;
use crate::pages::xivo::cti::{Loaded, profile_name};
use crate::pages::xivo::user::fields::{self, Conflict, control_id};
use crate::state::xivo::{Profiles, Xivo};
use crate::text::{cti as words, xivo as xivo_words};
use crate::wire::xivo::cti_plan::{self, check_profile};
use crate::wire::xivo::{CtiResource, Field};

fn label(field: Field) -> Signal<String> {
    let language = language();
    Signal::derive(move || xivo_words::label(language.get(), field.name()).to_owned())
}

fn problem(loaded: Loaded, field: Field) -> Signal<String> {
    let language = language();
    Signal::derive(move || {
        loaded.draft.with(|draft| {
            let first = draft.problems().at(field).next();
            first.map(|problem| problem_sentence(language.get(), problem)).unwrap_or_default()
        })
    })
}

/// On or off, and what is missing for it.
#[component]
pub fn Switch(loaded: Loaded) -> impl IntoView {
    let language = language();
    let draft = loaded.draft;
    let hint = Signal::derive(move || {
        let language = language.get();
        let account = loaded.user.with(cti_plan::CtiCredentials::from_user);
        if account.lacks() && draft.with(|draft| draft.base(Field::CtiEnabled).as_switch() != Some(true)) {
            let missing = |told| told == Some(false);
            words::lacks(language, missing(account.username), missing(account.password))
        } else if loaded.cti.with(|cti| cti.enabled.is_none()) {
            words::switch_untold(language)
        } else {
            ""
        }
        .to_owned()
    });
    view! {
        <Show
            when=move || loaded.cti.with(cti_plan::CurrentCti::has_switch)
            fallback=move || view! { <p class="advice">{t(words::no_switch)}</p> }
        >
            <SwitchField
                id=control_id(Field::CtiEnabled)
                label=label(Field::CtiEnabled)
                value=Signal::derive(move || draft.with(|draft| draft.is_on(Field::CtiEnabled)))
                on_change=move |on| draft.update(|draft| draft.set(Field::CtiEnabled, FieldValue::Switch(on)))
                hint=hint
                problem=problem(loaded, Field::CtiEnabled)
                changed=Signal::derive(move || draft.with(|draft| draft.is_changed(Field::CtiEnabled)))
            />
            <Conflict draft=draft field=Field::CtiEnabled />
        </Show>
    }
    .into_any()
}

/// The username and the password, where they must come first: a step in place.
#[component]
pub fn Account(xivo: Xivo, loaded: Loaded) -> impl IntoView {
    let language = language();
    let shown = Memo::new(move |_| loaded.wants_account());
    let sentence = move || {
        let language = language.get();
        if loaded.demanded.get() {
            words::first_demanded(language)
        } else if loaded.cti.with(|cti| cti.resource == CtiResource::InUser) {
            words::first_optional(language)
        } else {
            words::first_saved_first(language)
        }
    };
    view! {
        <Show when=move || shown.get()>
            <fieldset class="step">
                <legend>{t(words::first_title)}</legend>
                <p>{sentence}</p>
                {fields::one(xivo, loaded.draft, Field::Username, false)}
                {fields::one(xivo, loaded.draft, Field::Password, false)}
            </fieldset>
        </Show>
    }
    .into_any()
}

/// Which profile, by its name; by its number where the names are not to be had.
#[component]
pub fn Profile(xivo: Xivo, loaded: Loaded) -> impl IntoView {
    let language = language();
    let draft = loaded.draft;
    let listed = Memo::new(move |_| xivo.profiles.with(|profiles| !matches!(profiles, Profiles::Refused(_))));
    let value = Signal::derive(move || draft.with(|draft| draft.text(Field::CtiProfile).to_owned()));
    let changed = Signal::derive(move || draft.with(|draft| draft.is_changed(Field::CtiProfile)));
    let choose = move |key: String| {
        let choice = Some(key).filter(|key| !key.is_empty());
        draft.update(|draft| draft.set(Field::CtiProfile, FieldValue::Choice(choice)));
    };
    let options = Signal::derive(move || options(xivo, loaded));
    let hint = Signal::derive(move || {
        let language = language.get();
        let empty = xivo
            .profiles
            .with(|profiles| matches!(profiles, Profiles::Known(known) if known.items.is_empty()));
        let takes_away = draft
            .with(|draft| draft.is_changed(Field::CtiProfile) && draft.get(Field::CtiProfile).is_empty());
        if takes_away && !xivo.dialect.get().clears_cti_profile() {
            words::may_keep(language)
        } else if empty {
            words::profiles_empty(language)
        } else {
            ""
        }
        .to_owned()
    });
    // A typed number is judged by the same rule as at sending.
    let typed_problem = Signal::derive(move || {
        let told = problem(loaded, Field::CtiProfile).get();
        if !told.is_empty() {
            return told;
        }
        let typed = value.get();
        check_profile(&typed).map(|problem| problem_sentence(language.get(), &problem)).unwrap_or_default()
    });
    let unlisted = move || {
        xivo.profiles.with(|profiles| match profiles {
            Profiles::Refused(refusal) if refusal.kind == RefusalKind::NoSuchResource => {
                words::profiles_not_listed
            }
            _ => words::profiles_unread,
        })(language.get())
        .to_owned()
    };
    let again = move |_| spawn_local(async move { xivo.read_profiles().await });
    let named = Callback::new(move |key: String| {
        let name = profile_name(xivo, language.get(), key.parse().ok());
        if name.is_empty() { key } else { name }
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
                        problem=problem(loaded, Field::CtiProfile)
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
                    <button type="button" on:click=again>{t(words::profiles_again)}</button>
                }
                    .into_any()
            }
        }}
        <Conflict draft=draft field=Field::CtiProfile named=named />
        <Kept xivo=xivo loaded=loaded />
    }
    .into_any()
}

/// The names in the select: "No profile", those of the server, and the one
/// that somebody has although it is no more. The same name twice is told
/// apart by its number.
fn options(xivo: Xivo, loaded: Loaded) -> Vec<(String, String)> {
    let language = language().get();
    let mut options = vec![(String::new(), xivo_words::no_profile(language).to_owned())];
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
    let held = loaded.cti.with(cti_plan::CurrentCti::profile);
    let chosen = loaded.draft.with(|draft| draft.text(Field::CtiProfile).parse().ok());
    for id in [held, chosen].into_iter().flatten() {
        if !known.contains(&id) {
            known.push(id);
            options.push((id.to_string(), profile_name(xivo, language, Some(id))));
        }
    }
    options
}

/// The server said yes and kept the profile: what it can do instead.
#[component]
fn Kept(xivo: Xivo, loaded: Loaded) -> impl IntoView {
    let language = language();
    let can_switch_off = move || {
        loaded.cti.with(cti_plan::CurrentCti::has_switch)
            && loaded.draft.with(|draft| draft.is_on(Field::CtiEnabled))
    };
    view! {
        {move || {
            loaded
                .kept
                .get()
                .map(|kept| {
                    view! {
                        <div class="advice" role="alert">
                            <p>{move || {
                                let language = language.get();
                                words::kept(language, &profile_name(xivo, language, Some(kept)))
                            }}</p>
                            <Show when=can_switch_off>
                                <button
                                    type="button"
                                    on:click=move |_| {
                                        loaded
                                            .draft
                                            .update(|draft| draft.set(Field::CtiEnabled, FieldValue::Switch(false)));
                                    }
                                >
                                    {t(words::switch_off_instead)}
                                </button>
                            </Show>
                        </div>
                    }
                })
        }}
    }
    .into_any()
}
