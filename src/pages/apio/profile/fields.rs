//! The fields of a profile, in their groups.

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::field::{Entry, SelectField, TextField};
use crate::components::refused::{Complaint, problem_sentence};
use crate::components::{language, t, text};
use crate::domain::{Language, Problem, Secret};
use crate::form::{Draft, Field, FieldValue, Side};
use crate::pages::apio::pin::rules_list::PasswordRulesList;
use crate::pages::apio::profile::Loaded;
use crate::pages::apio::sign_in::{password_sentence, typed};
use crate::text::{Word, apio as words, common, refusal as sentences};
use crate::wire::apio::profile::{Department, EndpointKind, department_choices};
use crate::wire::apio::profile_form::{self, ProfileField};

const REPEAT: &str = "profile-repeatPassword";

const GROUPS: [(Word, &[ProfileField]); 3] = [
    (
        words::group_names,
        &[
            ProfileField::FirstName,
            ProfileField::LastName,
            ProfileField::CliFirstName,
            ProfileField::CliLastName,
            ProfileField::EmailAddress,
        ],
    ),
    (
        words::group_numbers,
        &[ProfileField::PhoneNumber, ProfileField::CliPhoneNumber, ProfileField::Extension],
    ),
    (
        words::group_place,
        &[
            ProfileField::Department,
            ProfileField::Language,
            ProfileField::TimeZone,
            ProfileField::NetworkClassOfService,
        ],
    ),
];

pub fn control_id(field: ProfileField) -> String {
    let mut id = String::from("profile-");
    id.push_str(field.wire_name());
    id
}

fn entry(field: ProfileField) -> Entry {
    match field {
        ProfileField::EmailAddress => Entry::EMAIL,
        ProfileField::PhoneNumber | ProfileField::CliPhoneNumber => Entry::PHONE,
        ProfileField::Extension => Entry::NUMBER,
        ProfileField::OldPassword => Entry::CURRENT_PASSWORD,
        ProfileField::NewPassword => Entry::NEW_PASSWORD,
        _ => Entry::TEXT,
    }
}

#[component]
pub fn Fields(loaded: Loaded) -> impl IntoView {
    let groups = GROUPS
        .into_iter()
        .map(|(heading, fields)| {
            view! {
                <fieldset>
                    <legend>{t(heading)}</legend>
                    {fields.iter().map(|field| one(loaded, *field)).collect_view()}
                </fieldset>
            }
            .into_any()
        })
        .collect_view();
    view! {
        {groups}
        <EndpointGroup loaded=loaded />
        <Show when=move || !loaded.is_synced()>
            <PasswordGroup loaded=loaded />
        </Show>
    }
    .into_any()
}

/// The sentence at a field; where the server refused without naming one, its
/// own words stand there as well.
fn sentence(language: Language, field: ProfileField, problem: &Problem) -> String {
    let plain = match field.is_secret() {
        true => password_sentence(language, problem),
        false => problem_sentence(language, problem),
    };
    match &problem.server_message {
        Some(said) => words::in_its_words(language, &plain, said),
        None => plain,
    }
}

fn problem_of(loaded: Loaded, field: ProfileField, left: RwSignal<bool>) -> Signal<String> {
    let language = language();
    Signal::derive(move || {
        let language = language.get();
        loaded.draft.with(|draft| {
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

fn one(loaded: Loaded, field: ProfileField) -> AnyView {
    let language = language();
    let draft = loaded.draft;
    let left = RwSignal::new(false);
    let problem = problem_of(loaded, field, left);
    let label = Signal::derive(move || words::field_label(language.get(), field.wire_name()).to_owned());
    let changed = Signal::derive(move || draft.with(|draft| draft.is_changed(field)));
    if field == ProfileField::Department {
        return department(loaded, label, problem, changed);
    }
    let read_only = Signal::derive(move || field.is_synced() && loaded.is_synced());
    let hint = Signal::derive(move || {
        match field {
            ProfileField::CliFirstName | ProfileField::CliLastName => words::cli_name_hint(language.get()),
            ProfileField::LinePort => words::line_port_hint(language.get()),
            ProfileField::OldPassword if !loaded.apio.level().asks_for_current() => {
                words::old_password_hint(language.get())
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
            entry=entry(field)
            read_only=read_only
            on_leave=leave
            conceal=loaded.tries
        />
        <Conflict loaded=loaded field=field />
    }
    .into_any()
}

/// A choice among the departments; where their list may not be read, the
/// present one or none.
fn department(
    loaded: Loaded,
    label: Signal<String>,
    problem: Signal<String>,
    changed: Signal<bool>,
) -> AnyView {
    let language = language();
    let draft = loaded.draft;
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), common::none(language.get()).to_owned())];
        loaded.profile.with(|profile| {
            loaded.departments.with(|listed| {
                let choices = department_choices(profile.department.as_ref(), listed.iter().flatten());
                let option = |choice: &Department| (choice.key(), choice.display_name().to_owned());
                options.extend(choices.into_iter().map(option));
            });
        });
        options
    });
    let hint = Signal::derive(move || {
        let is_unread = loaded.departments.with(Option::is_none);
        if is_unread { words::departments_unread(language.get()) } else { "" }.to_owned()
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
        <Conflict loaded=loaded field=ProfileField::Department />
    }
    .into_any()
}

/// A device or a trunk, for somebody who has neither.
fn endpoint_type(loaded: Loaded) -> AnyView {
    let language = language();
    let draft = loaded.draft;
    let field = ProfileField::EndpointType;
    let options = Signal::derive(move || {
        let language = language.get();
        let option = |key: &str, word: Word| (key.to_owned(), word(language).to_owned());
        vec![
            option("", common::none),
            option(profile_form::ACCESS_DEVICE, words::access_device_endpoint),
            option(profile_form::TRUNK, words::trunk_endpoint),
        ]
    });
    let choose = move |key: String| {
        draft.update(|draft| draft.set(field, FieldValue::Choice((!key.is_empty()).then_some(key))));
    };
    view! {
        <SelectField
            id=control_id(field)
            label=Signal::derive(move || words::field_label(language.get(), field.wire_name()).to_owned())
            value=Signal::derive(move || draft.with(|draft| draft.text(field).to_owned()))
            options=options
            on_change=choose
            hint=Signal::stored(String::new())
            problem=problem_of(loaded, field, RwSignal::new(false))
            changed=Signal::derive(move || draft.with(|draft| draft.is_changed(field)))
        />
    }
    .into_any()
}

/// The access device or the trunk, whichever the user has: shown, and the
/// line port may be changed. Somebody who has neither can be given one.
#[component]
fn EndpointGroup(loaded: Loaded) -> impl IntoView {
    let language = language();
    let endpoint = Memo::new(move |_| loaded.profile.with(|profile| profile.endpoint().cloned()));
    let facts = move || {
        let language = language.get();
        let endpoint = endpoint.get()?;
        let yes = |flag: Option<bool>| {
            flag.map(|on| if on { common::yes } else { common::no }(language).to_owned())
        };
        let filled = |text: String| Some(text).filter(|text| !text.is_empty());
        let facts: Vec<(Word, Option<String>)> = match endpoint.kind {
            EndpointKind::AccessDevice { level, line_number, contacts } => vec![
                (words::device_name as Word, filled(endpoint.name)),
                (words::device_level, filled(level)),
                (words::line_number, line_number.map(|number| number.to_string())),
                (words::contacts, filled(contacts.join(", "))),
            ],
            EndpointKind::Trunk { pilot, static_registration, use_domain } => vec![
                (words::trunk_group as Word, filled(endpoint.name)),
                (words::pilot_user, yes(pilot)),
                (words::static_registration, yes(static_registration)),
                (words::use_domain, yes(use_domain)),
            ],
        };
        let facts = facts.into_iter().filter_map(|(label, value)| Some((label, value?)));
        Some(facts.map(|(label, value)| view! { <dt>{label(language)}</dt><dd>{value}</dd> }).collect_view())
    };
    let heading = move || {
        let word = endpoint.with(|endpoint| match endpoint.as_ref().map(|endpoint| &endpoint.kind) {
            None => words::group_endpoint,
            Some(EndpointKind::AccessDevice { .. }) => words::access_device_endpoint,
            Some(EndpointKind::Trunk { .. }) => words::trunk_endpoint,
        });
        word(language.get())
    };
    view! {
        <fieldset>
            <legend>{heading}</legend>
            {move || match facts() {
                Some(facts) => view! { <dl class="facts">{facts}</dl> }.into_any(),
                None => {
                    view! {
                        <p class="hint">{t(words::no_endpoint)}</p>
                        {endpoint_type(loaded)}
                        {one(loaded, ProfileField::EndpointName)}
                    }
                        .into_any()
                }
            }}
            {one(loaded, ProfileField::LinePort)}
        </fieldset>
    }
    .into_any()
}

#[component]
fn PasswordGroup(loaded: Loaded) -> impl IntoView {
    let language = language();
    let Loaded { draft, repeat, differ, rules, .. } = loaded;
    // The list of rules follows what is typed into the draft.
    let secret_of = move |field| draft.with(|draft| draft.secret(field).cloned().unwrap_or_default());
    let (new, old) = (RwSignal::new(Secret::default()), RwSignal::new(Secret::default()));
    Effect::new(move |_| new.set(secret_of(ProfileField::NewPassword)));
    Effect::new(move |_| old.set(secret_of(ProfileField::OldPassword)));
    let user = loaded.ids.with_value(|ids| ids.user.clone());
    let problem = Signal::derive(move || {
        if differ.get() { words::passwords_differ(language.get()) } else { "" }.to_owned()
    });
    let set = Callback::new(move |typed| {
        differ.set(false);
        repeat.set(Secret::new(typed));
    });
    view! {
        <fieldset>
            <legend>{t(words::group_password)}</legend>
            {one(loaded, ProfileField::OldPassword)}
            {one(loaded, ProfileField::NewPassword)}
            <PasswordRulesList rules=rules typed=new old=old user_id=Signal::stored(user) />
            <TextField
                id=REPEAT
                label=text(words::repeat_new_password)
                value=typed(repeat)
                on_input=set
                problem=problem
                entry=Entry::NEW_PASSWORD
                conceal=loaded.tries
            />
        </fieldset>
    }
    .into_any()
}

/// Somebody else changed the same field: whose value shall hold?
#[component]
fn Conflict(loaded: Loaded, field: ProfileField) -> impl IntoView {
    let language = language();
    let draft = loaded.draft;
    // Not made anew at each key: whoever presses a button may just have left a field.
    let theirs = Memo::new(move |_| {
        draft.with(|draft| {
            let theirs = &draft.conflict(field)?.theirs;
            let department = theirs.as_choice().and_then(Department::from_key);
            Some(department.map_or_else(|| theirs.as_text().to_owned(), |department| department.name))
        })
    });
    let settle = move |side: Side| {
        draft.update(|draft| draft.settle(field, side));
        dom::focus_soon(&control_id(field));
    };
    move || {
        theirs.get()
            .map(|theirs| {
                view! {
                    <div class="advice">
                        <p>{move || words::conflict(language.get(), &theirs)}</p>
                        <button type="button" on:click=move |_| settle(Side::Mine)>{t(words::keep_mine)}</button>
                        " "
                        <button type="button" on:click=move |_| settle(Side::Theirs)>{t(words::take_theirs)}</button>
                    </div>
                }
            })
            .into_any()
    }
}

/// The lines of the summary above the form: each problem with its field, and
/// the refusal's own sentence where no field is at fault.
pub fn complaints(language: Language, loaded: Loaded) -> Vec<Complaint> {
    let mut lines: Vec<Complaint> = loaded.draft.with(|draft| {
        let problems = draft.problems();
        let at_field = |(field, problem): (ProfileField, &Problem)| {
            let label = words::field_label(language, field.wire_name());
            let sentence = words::labelled(language, label, &sentence(language, field, problem));
            Complaint { sentence, control: Some(control_id(field)) }
        };
        let mut lines: Vec<Complaint> = problems.at_fields().map(at_field).collect();
        for problem in problems.elsewhere() {
            lines.push(Complaint { sentence: problem_sentence(language, problem), control: None });
        }
        if let Some(refusal) = problems.refusal().filter(|_| lines.is_empty()) {
            lines.push(Complaint { sentence: sentences::refusal(language, refusal), control: None });
        }
        lines
    });
    if loaded.differ.get() {
        let label = words::repeat_new_password(language);
        let sentence = words::labelled(language, label, words::passwords_differ(language));
        lines.push(Complaint { sentence, control: Some(REPEAT.to_owned()) });
    }
    lines
}

/// What the server said in its own words, for the folded part of the summary.
pub fn server_messages(draft: &Draft<ProfileField>) -> Vec<String> {
    draft.problems().refusal().map(|refusal| refusal.server_messages.clone()).unwrap_or_default()
}
