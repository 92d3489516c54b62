//! The fields of a profile, in their groups.

use leptos::prelude::*;

use crate::components::field::{Entry, SelectField, ShowButton, TextField};
use crate::components::form_page::{Editing, Resource};
use crate::components::{Conflict, Section, language, t};
use crate::domain::{Language, Secret};
use crate::form::{Field, FieldValue};
use crate::pages::apio::pin::rules_list::PasswordRulesList;
use crate::pages::apio::profile::resource::{ProfileForm, control_id, sentence};
use crate::text::{LocalizedText, apio as texts, common};
use crate::wire::apio::profile::{Department, EndpointKind, department_choices};
use crate::wire::apio::profile_form::{self, ProfileField};

/// The groups of the form, each with the id of its heading and the heading.
const GROUPS: [(&str, LocalizedText, &[ProfileField]); 3] = [
    (
        "group-names",
        texts::group_names,
        &[
            ProfileField::FirstName,
            ProfileField::LastName,
            ProfileField::CliFirstName,
            ProfileField::CliLastName,
            ProfileField::EmailAddress,
        ],
    ),
    (
        "group-numbers",
        texts::group_numbers,
        &[ProfileField::PhoneNumber, ProfileField::CliPhoneNumber, ProfileField::Extension],
    ),
    (
        "group-place",
        texts::group_place,
        &[
            ProfileField::Department,
            ProfileField::Language,
            ProfileField::TimeZone,
            ProfileField::NetworkClassOfService,
        ],
    ),
];

/// `is_own`: is the profile that of the person who is signed in? The browser
/// shall not put the secret of one person into the form of another.
fn entry(field: ProfileField, is_own: bool) -> Entry {
    match field {
        ProfileField::EmailAddress => Entry::EMAIL,
        ProfileField::PhoneNumber | ProfileField::CliPhoneNumber => Entry::PHONE,
        ProfileField::Extension => Entry::NUMBER,
        ProfileField::OldPassword if is_own => Entry::CURRENT_PASSWORD,
        ProfileField::OldPassword | ProfileField::NewPassword | ProfileField::RepeatPassword => {
            Entry::NEW_PASSWORD
        }
        _ => Entry::TEXT,
    }
}

const ENDPOINT_HEADING: &str = "group-endpoint";
const PASSWORD_HEADING: &str = "group-password";

/// The sections of the form as they stand on it. Reactive.
pub fn sections_of(language: Language, editing: Editing<ProfileForm>) -> Vec<Section> {
    let section = |id: &str, heading: String| Section { id: id.to_owned(), heading };
    let mut sections: Vec<_> =
        GROUPS.iter().map(|(id, heading, _)| section(id, heading(language).to_owned())).collect();
    sections.push(section(ENDPOINT_HEADING, endpoint_heading(language, editing)));
    if !is_synced(editing) {
        sections.push(section(PASSWORD_HEADING, texts::group_password(language).to_owned()));
    }
    sections
}

#[component]
pub fn Fields(editing: Editing<ProfileForm>) -> impl IntoView {
    let groups = GROUPS
        .into_iter()
        .map(|(id, heading, fields)| {
            view! {
                <fieldset>
                    <legend id=id tabindex="-1">
                        {t(heading)}
                    </legend>
                    {fields.iter().map(|field| one(editing, *field, None)).collect_view()}
                </fieldset>
            }
            .into_any()
        })
        .collect_view();
    view! {
        {groups}
        <EndpointGroup editing=editing />
        <Show when=move || !is_synced(editing)>
            <PasswordGroup editing=editing />
        </Show>
    }
    .into_any()
}

/// Does a directory own the person? Reactive.
fn is_synced(editing: Editing<ProfileForm>) -> bool {
    editing.object.with(|profile| profile.sync.is_some())
}

fn problem_of(editing: Editing<ProfileForm>, field: ProfileField, left: RwSignal<bool>) -> Signal<String> {
    let language = language();
    Signal::derive(move || {
        let language = language.get();
        editing.draft.with(|draft| {
            if let Some(problem) = draft.problems().at(field).next() {
                return sentence(language, field, problem);
            }
            // What was typed and left is judged by the same rule as at sending.
            if !left.get() || !draft.is_changed(field) {
                return String::new();
            }
            let found = profile_form::problems(field, draft.get(field));
            found.first().map(|problem| sentence(language, field, problem)).unwrap_or_default()
        })
    })
}

/// `shown_by`: is the secret in it shown? Given where one button serves two fields.
fn one(editing: Editing<ProfileForm>, field: ProfileField, shown_by: Option<RwSignal<bool>>) -> AnyView {
    let language = language();
    let draft = editing.draft;
    let left = RwSignal::new(false);
    let problem = problem_of(editing, field, left);
    let label = Signal::derive(move || editing.resource.label(language.get(), field));
    let changed = Signal::derive(move || draft.with(|draft| draft.is_changed(field)));
    if field == ProfileField::Department {
        return department(editing, label, problem, changed);
    }
    let read_only = Signal::derive(move || field.is_synced() && is_synced(editing));
    let hint = Signal::derive(move || {
        match field {
            ProfileField::CliFirstName | ProfileField::CliLastName => texts::cli_name_hint(language.get()),
            ProfileField::LinePort => texts::line_port_hint(language.get()),
            ProfileField::OldPassword if !editing.resource.apio.level().asks_for_current() => {
                texts::old_password_hint(language.get())
            }
            _ => "",
        }
        .to_owned()
    });
    let value = if field.is_secret() {
        let value = move || draft.with(|draft| draft.secret(field).cloned().unwrap_or_default());
        Signal::derive(move || value().for_field().clone())
    } else {
        Signal::derive(move || draft.with(|draft| draft.text(field).to_owned()))
    };
    let set = Callback::new(move |typed: String| draft.update(|draft| draft.set_text(field, typed)));
    let leave = Callback::new(move |()| {
        left.try_set(true);
    });
    view! {
        <TextField
            id=control_id(field)
            label=label
            value=value
            on_input=set
            hint=hint
            problem=problem
            changed=changed
            entry=entry(field, editing.resource.is_own())
            read_only=read_only
            on_leave=leave
            conceal=editing.attempts
            shown_by=shown_by
        />
        <Conflict draft=draft field=field control_id=control_id(field) />
    }
    .into_any()
}

/// A choice among the departments; where their list may not be read, the
/// present one or none.
fn department(
    editing: Editing<ProfileForm>,
    label: Signal<String>,
    problem: Signal<String>,
    changed: Signal<bool>,
) -> AnyView {
    let language = language();
    let draft = editing.draft;
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), common::none(language.get()).to_owned())];
        editing.object.with(|profile| {
            editing.resource.departments.with(|listed| {
                let choices = department_choices(profile.department.as_ref(), listed.iter().flatten());
                let option = |choice: &Department| (choice.key(), choice.display_name().to_owned());
                options.extend(choices.into_iter().map(option));
            });
        });
        options
    });
    let hint = Signal::derive(move || {
        let is_unread = editing.resource.departments.with(Option::is_none);
        if is_unread { texts::departments_unread(language.get()) } else { "" }.to_owned()
    });
    let value_text = Callback::new(|value: FieldValue| {
        let department = value.as_choice().and_then(Department::from_key);
        department.map_or_else(|| value.as_text().to_owned(), |department| department.name)
    });
    let choose = move |key: String| {
        let choice = FieldValue::Choice((!key.is_empty()).then_some(key));
        draft.update(|draft| draft.set(ProfileField::Department, choice));
    };
    view! {
        <SelectField
            id=control_id(ProfileField::Department)
            label=label
            value=Signal::derive(move || draft.with(|draft| draft.text(ProfileField::Department).to_owned()))
            options=options
            on_change=choose
            hint=hint
            problem=problem
            changed=changed
        />
        <Conflict
            draft=draft
            field=ProfileField::Department
            control_id=control_id(ProfileField::Department)
            value_text=value_text
        />
    }
    .into_any()
}

/// A device or a trunk, for somebody who has neither.
fn endpoint_type(editing: Editing<ProfileForm>) -> AnyView {
    let language = language();
    let draft = editing.draft;
    let field = ProfileField::EndpointType;
    let options = Signal::derive(move || {
        let language = language.get();
        let option = |key: &str, word: LocalizedText| (key.to_owned(), word(language).to_owned());
        vec![
            option("", common::none),
            option(profile_form::ACCESS_DEVICE, texts::access_device_endpoint),
            option(profile_form::TRUNK, texts::trunk_endpoint),
        ]
    });
    let choose = move |key: String| {
        draft.update(|draft| draft.set(field, FieldValue::Choice((!key.is_empty()).then_some(key))));
    };
    view! {
        <SelectField
            id=control_id(field)
            label=Signal::derive(move || texts::field_label(language.get(), field.wire_name()).to_owned())
            value=Signal::derive(move || draft.with(|draft| draft.text(field).to_owned()))
            options=options
            on_change=choose
            hint=Signal::stored(String::new())
            problem=problem_of(editing, field, RwSignal::new(false))
            changed=Signal::derive(move || draft.with(|draft| draft.is_changed(field)))
        />
    }
    .into_any()
}

/// The access device or the trunk, whichever the user has: shown, and the
/// line port may be changed. Somebody who has neither can be given one.
#[component]
fn EndpointGroup(editing: Editing<ProfileForm>) -> impl IntoView {
    let language = language();
    let endpoint = Memo::new(move |_| editing.object.with(|profile| profile.endpoint().cloned()));
    let facts = move || {
        let language = language.get();
        let endpoint = endpoint.get()?;
        let yes = |flag: Option<bool>| {
            flag.map(|on| if on { common::yes } else { common::no }(language).to_owned())
        };
        let filled = |text: String| Some(text).filter(|text| !text.is_empty());
        let facts: Vec<(LocalizedText, Option<String>)> = match endpoint.kind {
            EndpointKind::AccessDevice { level, line_number, contacts } => vec![
                (texts::device_name as LocalizedText, filled(endpoint.name)),
                (texts::device_level, filled(level)),
                (texts::line_number, line_number.map(|number| number.to_string())),
                (texts::contacts, filled(contacts.join(", "))),
            ],
            EndpointKind::Trunk { pilot, static_registration, use_domain } => vec![
                (texts::trunk_group as LocalizedText, filled(endpoint.name)),
                (texts::pilot_user, yes(pilot)),
                (texts::static_registration, yes(static_registration)),
                (texts::use_domain, yes(use_domain)),
            ],
        };
        let facts = facts.into_iter().filter_map(|(label, value)| Some((label, value?)));
        Some(facts.map(|(label, value)| view! { <dt>{label(language)}</dt><dd>{value}</dd> }).collect_view())
    };
    let heading = move || endpoint_heading(language.get(), editing);
    view! {
        <fieldset>
            <legend id=ENDPOINT_HEADING tabindex="-1">
                {heading}
            </legend>
            {move || match facts() {
                Some(facts) => view! { <dl class="facts">{facts}</dl> }.into_any(),
                None => {
                    view! {
                        <p class="hint">{t(texts::no_endpoint)}</p>
                        {endpoint_type(editing)}
                        {one(editing, ProfileField::EndpointName, None)}
                    }
                        .into_any()
                }
            }}
            {one(editing, ProfileField::LinePort, None)}
        </fieldset>
    }
    .into_any()
}

/// What kind of endpoint it is. Reactive.
fn endpoint_heading(language: Language, editing: Editing<ProfileForm>) -> String {
    let heading = editing.object.with(|profile| match profile.endpoint().map(|endpoint| &endpoint.kind) {
        None => texts::group_endpoint,
        Some(EndpointKind::AccessDevice { .. }) => texts::access_device_endpoint,
        Some(EndpointKind::Trunk { .. }) => texts::trunk_endpoint,
    });
    heading(language).to_owned()
}

#[component]
fn PasswordGroup(editing: Editing<ProfileForm>) -> impl IntoView {
    let language = language();
    // One button for the new password and its repetition.
    let shown = RwSignal::new(false);
    let draft = editing.draft;
    let rules = editing.resource.rules;
    // The list of rules follows what is typed into the draft.
    let secret_of = move |field| draft.with(|draft| draft.secret(field).cloned().unwrap_or_default());
    let (new, old) = (RwSignal::new(Secret::default()), RwSignal::new(Secret::default()));
    Effect::new(move |_| new.set(secret_of(ProfileField::NewPassword)));
    Effect::new(move |_| old.set(secret_of(ProfileField::OldPassword)));
    let user = editing.resource.ids.with_value(|ids| ids.user.clone());
    view! {
        <fieldset>
            <legend id=PASSWORD_HEADING tabindex="-1">
                {t(texts::group_password)}
            </legend>
            <div class="row">{one(editing, ProfileField::OldPassword, None)}</div>
            {one(editing, ProfileField::NewPassword, Some(shown))}
            {one(editing, ProfileField::RepeatPassword, Some(shown))}
            <ShowButton
                label=Signal::derive(move || editing.resource.label(language.get(), ProfileField::NewPassword))
                shown=shown
                controls=[ProfileField::NewPassword, ProfileField::RepeatPassword].map(control_id).join(" ")
                on_press=move || shown.update(|shown| *shown = !*shown)
            />
            <PasswordRulesList rules=rules typed=new old=old user_id=Signal::stored(user) />
        </fieldset>
    }
    .into_any()
}
