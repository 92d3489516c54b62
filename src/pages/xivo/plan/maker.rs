//! What is to be done with the people who are selected: chosen here, and seen at once in the rows.

use leptos::prelude::*;

use crate::components::field::{Entry, SelectField, TextField};
use crate::components::refused::problem_sentence;
use crate::components::{language, sentence, t};
use crate::pages::plan::field_change::{ChangeableField, ChosenChange, FieldChange, ValueEntry};
use crate::pages::xivo::cti::state_text::profile_name;
use crate::pages::xivo::names::NamesField;
use crate::plan::selection::ValueChange;
use crate::state::xivo::plan::cti::is_cti;
use crate::state::xivo::plan::{SelectionAction, XivoPlan};
use crate::state::xivo::{Profiles, Xivo};
use crate::text::plan::{self as texts, SelectionKind};
use crate::text::{LocalizedText, cti as cti_texts, xivo as xivo_texts};
use crate::wire::xivo::cti_plan::{CtiAction, check_profile};
use crate::wire::xivo::users::DeletedWith;
use crate::wire::xivo::{CtiResource, Dialect, Field, FieldKind};

/// The value of the choice that takes a profile away.
const NO_PROFILE: &str = "none";

/// Changes what is to be done, and makes the plan anew.
fn change(xivo: Xivo, action: SelectionAction) {
    let plan = XivoPlan::of(xivo);
    plan.set_action(action);
    plan.make();
}

fn what(action: &SelectionAction) -> SelectionKind {
    match action {
        SelectionAction::Change { .. } => SelectionKind::Change,
        SelectionAction::Cti(Some(CtiAction::On)) => SelectionKind::CtiOn,
        SelectionAction::Cti(Some(CtiAction::Off)) => SelectionKind::CtiOff,
        SelectionAction::Cti(_) => SelectionKind::Profile,
        SelectionAction::MakeCredentials => SelectionKind::MakeCredentials,
        SelectionAction::Delete(_) => SelectionKind::Delete,
    }
}

/// "CTI on: 12 users", or "3 new users like Ada Sample".
#[component]
pub fn SelectionFacts(plan: XivoPlan) -> impl IntoView {
    let language = language();
    let facts = move || {
        let language = language.get();
        let selection = plan.with_selection(|selection| {
            texts::selection(language, what(&selection.action), selection.users.len())
        });
        let facts = selection
            .or_else(|| plan.new_users().map(|(like, count)| texts::new_users(language, &like, count)));
        facts.map(|facts| view! { <p>{facts}</p> })
    };
    facts.into_any()
}

/// What can be chosen before the run.
#[component]
pub fn SelectionForm(xivo: Xivo) -> impl IntoView {
    let form = match untrack(|| XivoPlan::of(xivo).action()) {
        None => view! { <Names xivo=xivo /> }.into_any(),
        Some(SelectionAction::Change { field, change }) => {
            view! { <XivoFieldChange xivo=xivo field=field change=change /> }.into_any()
        }
        Some(SelectionAction::Cti(Some(CtiAction::On | CtiAction::Off))) => {
            view! { <SwitchAdvice xivo=xivo /> }.into_any()
        }
        Some(SelectionAction::Cti(_)) => view! { <ProfileChoice xivo=xivo /> }.into_any(),
        Some(SelectionAction::MakeCredentials) => {
            view! { <p class="advice">{t(texts::credentials_once)}</p> }.into_any()
        }
        Some(SelectionAction::Delete(_)) => view! { <DeletionChoice xivo=xivo /> }.into_any(),
    };
    view! { <div class="narrow-field">{form}</div> }.into_any()
}

/// The names of those who are to be created, where the plan is of such: what is not right is mended here,
/// and seen in the rows. Once somebody was created the lines stay: by them it is known who that was.
#[component]
fn Names(xivo: Xivo) -> impl IntoView {
    let plan = XivoPlan::of(xivo);
    plan.typed_names().filter(|_| plan.done_rows().is_empty()).map(|text| {
        let typed = RwSignal::new(text);
        let on_input = move |text: String| {
            typed.set(text.clone());
            plan.set_names(text);
            plan.make_soon();
        };
        view! { <NamesField value=typed on_input=on_input /> }
    })
}

/// May the field be changed for many? Passwords are made for each, and the CTI has its own actions.
fn is_changeable(field: Field, dialect: &Dialect) -> bool {
    dialect.writes(field) && field.in_account().is_none() && !field.is_secret() && !is_cti(field)
}

/// Which field is changed, and how.
#[component]
fn XivoFieldChange(xivo: Xivo, field: Option<Field>, change: ValueChange) -> impl IntoView {
    let language = language();
    let fields = Signal::derive(move || {
        let (language, dialect) = (language.get(), xivo.dialect.get());
        let fields = Field::ALL.iter().copied().filter(|field| is_changeable(*field, &dialect));
        let changeable = |field: Field| ChangeableField {
            name: field.name(),
            label: xivo_texts::label(language, field.name()).to_owned(),
            entry: match field.kind() {
                FieldKind::Text => ValueEntry::Text,
                FieldKind::Switch => ValueEntry::Switch,
                _ => ValueEntry::WholeText,
            },
            clear: (field.kind() != FieldKind::Switch).then(|| texts::way_clear(language).to_owned()),
        };
        fields.map(changeable).collect::<Vec<_>>()
    });
    let on_change = Callback::new(move |ChosenChange { field, change, is_typing }| {
        let field = field.and_then(|name| Field::from_wire(&name));
        let plan = XivoPlan::of(xivo);
        plan.set_action(SelectionAction::Change { field, change });
        match is_typing {
            true => plan.make_soon(),
            false => plan.make(),
        }
    });
    let field = field.map(|field| field.name().to_owned());
    view! { <FieldChange fields=fields field=field change=change on_change=on_change /> }.into_any()
}

/// Where the server has no switch.
#[component]
fn SwitchAdvice(xivo: Xivo) -> impl IntoView {
    view! {
        <Show when=move || xivo.dialect.get().cti() == CtiResource::CtiProfile>
            <p class="advice">{t(cti_texts::no_switch)}</p>
        </Show>
    }
    .into_any()
}

/// Which profile is given. Nothing is chosen at first.
#[component]
fn ProfileChoice(xivo: Xivo) -> impl IntoView {
    let language = language();
    let plan = XivoPlan::of(xivo);
    let chosen = move || match plan.action() {
        Some(SelectionAction::Cti(Some(CtiAction::Profile(profile)))) => Some(profile),
        _ => None,
    };
    let value = Signal::derive(move || match chosen() {
        None => String::new(),
        Some(None) => NO_PROFILE.to_owned(),
        Some(Some(id)) => id.to_string(),
    });
    let choose = move |text: String| {
        let profile = match text.trim() {
            "" => None,
            NO_PROFILE | "0" => Some(None),
            text if check_profile(text).is_some() => None,
            text => Some(text.parse().ok()),
        };
        change(xivo, SelectionAction::Cti(profile.map(CtiAction::Profile)));
    };
    let typed = RwSignal::new(untrack(|| value.get()));
    let choose_number = move |text: String| {
        choose(text.clone());
        typed.set(text);
    };
    let label = Signal::derive(move || xivo_texts::label(language.get(), "cti_profile").to_owned());
    let options = Signal::derive(move || {
        let language = language.get();
        let mut options = vec![
            (String::new(), texts::choose(language).to_owned()),
            (NO_PROFILE.to_owned(), xivo_texts::no_profile(language).to_owned()),
        ];
        if let Profiles::Known(known) = xivo.profiles.get() {
            for profile in &known.items {
                let mut name = profile_name(xivo, language, Some(profile.id));
                if known.items.iter().filter(|other| other.name == profile.name).count() > 1 {
                    name.push_str(&format!(" ({})", profile.id));
                }
                options.push((profile.id.to_string(), name));
            }
        }
        options
    });
    let problem = Signal::derive(move || {
        let problem = typed.with(|typed| check_profile(typed).filter(|_| typed.trim() != "0"));
        problem.map(|problem| problem_sentence(language.get(), &problem)).unwrap_or_default()
    });
    let may_keep = move || chosen() == Some(None) && !xivo.dialect.get().clears_cti_profile();
    let is_listed = untrack(move || xivo.profiles.with(|profiles| matches!(profiles, Profiles::Known(_))));
    view! {
        {if is_listed {
            view! { <SelectField id="plan-profile" label=label value=value options=options on_change=choose /> }
                .into_any()
        } else {
            view! {
                <TextField
                    id="plan-profile"
                    label=label
                    value=typed
                    on_input=choose_number
                    hint=sentence(|language| texts::profile_number(language).to_owned())
                    problem=problem
                    entry=Entry::NUMBER
                />
            }
                .into_any()
        }}
        <Show when=may_keep>
            <p class="advice">{t(texts::may_keep)}</p>
        </Show>
    }
    .into_any()
}

/// What goes with those who are deleted, where there is a choice.
#[component]
fn DeletionChoice(xivo: Xivo) -> impl IntoView {
    let language = language();
    let plan = XivoPlan::of(xivo);
    let ways = move || {
        let dialect = xivo.dialect.get();
        let mut ways: Vec<(&str, LocalizedText, DeletedWith)> =
            vec![("alone", texts::delete_alone, DeletedWith::Nothing)];
        if dialect.deletes_voicemail_too() {
            ways.push(("voicemail", xivo_texts::delete_with_voicemail, DeletedWith::Voicemail));
        }
        if dialect.deletes_recursively() {
            ways.push(("everything", xivo_texts::delete_with_everything, DeletedWith::Everything));
        }
        ways
    };
    let options = Signal::derive(move || {
        ways().into_iter().map(|(way, word, _)| (way.to_owned(), word(language.get()).to_owned())).collect()
    });
    let value = Signal::derive(move || {
        let action = plan.action();
        let is_chosen = |(_, _, with): &(&str, LocalizedText, DeletedWith)| {
            action == Some(SelectionAction::Delete(*with))
        };
        ways().into_iter().find(is_chosen).map(|(way, ..)| way.to_owned()).unwrap_or_default()
    });
    let choose = move |chosen: String| {
        let with = untrack(ways).into_iter().find(|(way, ..)| *way == chosen);
        if let Some((_, _, with)) = with {
            change(xivo, SelectionAction::Delete(with));
        }
    };
    let lines = move || {
        let dialect = xivo.dialect.get();
        let mut lines: Vec<LocalizedText> = Vec::new();
        if dialect.deletes_line_too() {
            lines.push(texts::delete_takes_along);
        } else {
            lines.push(texts::delete_leaves_behind);
        }
        lines.push(xivo_texts::delete_no_way_back);
        lines.into_iter().map(|line| view! { <li>{t(line)}</li> }).collect_view()
    };
    view! {
        <div class="advice">
            <ul>{lines}</ul>
        </div>
        <Show when=move || { options.with(|options: &Vec<(String, String)>| options.len() > 1) }>
            <SelectField
                id="plan-deletion"
                label=sentence(|language| texts::deletion(language).to_owned())
                value=value
                options=options
                on_change=choose
            />
        </Show>
    }
    .into_any()
}
