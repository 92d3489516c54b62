//! What is to be done with the people who are selected: chosen here, and seen at once in the rows.

use leptos::prelude::*;

use crate::components::field::{Entry, SelectField, TextField};
use crate::components::refused::problem_sentence;
use crate::components::{language, sentence, t};
use crate::pages::xivo::cti::state_text::profile_name;
use crate::plan::selection::ValueChange;
use crate::state::xivo::plan::cti::is_cti;
use crate::state::xivo::plan::{PlanSource, SelectionAction, XivoPlan};
use crate::state::xivo::{Profiles, Xivo};
use crate::text::plan::{self as texts, SelectionKind};
use crate::text::{LocalizedText, common, cti as cti_texts, xivo as xivo_texts};
use crate::wire::xivo::cti_plan::{CtiAction, check_profile};
use crate::wire::xivo::users::DeletedWith;
use crate::wire::xivo::{CtiResource, Dialect, Field, FieldKind};

/// The value of the choice that takes a profile away.
const NO_PROFILE: &str = "none";

/// Changes what is to be done.
fn set_action(xivo: Xivo, action: SelectionAction) {
    XivoPlan::of(xivo).source.update(|source| {
        if let Some(PlanSource::Selection(selection)) = source {
            selection.action = action;
        }
    });
}

/// Changes what is to be done, and makes the plan anew.
fn change(xivo: Xivo, action: SelectionAction) {
    set_action(xivo, action);
    xivo.make_plan();
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
        None => ().into_any(),
        Some(SelectionAction::Change { .. }) => view! { <FieldChange xivo=xivo /> }.into_any(),
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

/// May the field be changed for many? Passwords are made for each, and the CTI has its own actions.
fn is_changeable(field: Field, dialect: &Dialect) -> bool {
    dialect.writes(field) && field.in_account().is_none() && !field.is_secret() && !is_cti(field)
}

/// The ways of changing a value, by their names in the choice.
const WAYS: [(&str, LocalizedText); 4] = [
    ("set", texts::way_set),
    ("append", texts::way_append),
    ("replace", texts::way_replace),
    ("clear", texts::way_clear),
];

/// Which field is changed, and how.
#[component]
fn FieldChange(xivo: Xivo) -> impl IntoView {
    let language = language();
    let field = RwSignal::new(None::<Field>);
    let way = RwSignal::new("set".to_owned());
    let (value, search) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    if let Some(SelectionAction::Change { field: chosen, change }) = untrack(|| XivoPlan::of(xivo).action()) {
        field.set(chosen);
        match change {
            ValueChange::Set(text) => value.set(text),
            ValueChange::Clear => way.set("clear".into()),
            ValueChange::Append(text) => {
                way.set("append".into());
                value.set(text);
            }
            ValueChange::Replace { search: text, replacement } => {
                way.set("replace".into());
                search.set(text);
                value.set(replacement);
            }
        }
    }
    let action = move || {
        let text = value.get_untracked();
        let change_of_value = match way.with_untracked(|way| way.clone()).as_str() {
            "clear" => ValueChange::Clear,
            "append" => ValueChange::Append(text),
            "replace" => ValueChange::Replace { search: search.get_untracked(), replacement: text },
            _ => ValueChange::Set(text),
        };
        SelectionAction::Change { field: field.get_untracked(), change: change_of_value }
    };
    let update = move || change(xivo, action());
    let update_soon = move || {
        set_action(xivo, action());
        xivo.make_plan_soon();
    };
    let fields = Signal::derive(move || {
        let (language, dialect) = (language.get(), xivo.dialect.get());
        let fields = Field::ALL.iter().copied().filter(|field| is_changeable(*field, &dialect));
        let named =
            |field: Field| (field.name().to_owned(), xivo_texts::label(language, field.name()).to_owned());
        let nothing = (String::new(), texts::choose(language).to_owned());
        [nothing].into_iter().chain(fields.map(named)).collect::<Vec<_>>()
    });
    let kind = Memo::new(move |_| field.get().map(Field::kind));
    let ways = Signal::derive(move || {
        let language = language.get();
        let is_text = kind.get() == Some(FieldKind::Text);
        let fits = |(way, _): &&(&str, LocalizedText)| is_text || matches!(*way, "set" | "clear");
        WAYS.iter().filter(fits).map(|(way, word)| ((*way).to_owned(), word(language).to_owned())).collect()
    });
    let switches = Signal::derive(move || {
        let language = language.get();
        let option = |value: &str, word: &str| (value.to_owned(), word.to_owned());
        vec![
            option("", texts::choose(language)),
            option("true", common::on(language)),
            option("false", common::off(language)),
        ]
    });
    let choose_field = move |name: String| {
        field.set(if name.is_empty() { None } else { Field::from_wire(&name) });
        way.set("set".into());
        value.set(String::new());
        search.set(String::new());
        update();
    };
    let choose_value = move |text: String| {
        value.set(text);
        update();
    };
    let type_value = move |text: String| {
        value.set(text);
        update_soon();
    };
    let value_label = Signal::derive(move || {
        let word: LocalizedText = match way.get().as_str() {
            "append" => texts::text_to_append,
            "replace" => texts::replacement,
            _ => texts::new_value,
        };
        word(language.get()).to_owned()
    });
    let is_switch = Memo::new(move |_| kind.get() == Some(FieldKind::Switch));
    let takes_value = Memo::new(move |_| kind.get().is_some() && way.with(|way| way != "clear"));
    view! {
        <SelectField
            id="plan-field"
            label=sentence(|language| texts::field(language).to_owned())
            value=Signal::derive(move || field.get().map(Field::name).unwrap_or_default().to_owned())
            options=fields
            on_change=choose_field
        />
        <Show when=move || kind.get().is_some() && !is_switch.get()>
            <SelectField
                id="plan-way"
                label=sentence(|language| texts::way(language).to_owned())
                value=way
                options=ways
                on_change=move |chosen| {
                    way.set(chosen);
                    update();
                }
            />
        </Show>
        <Show when=move || way.with(|way| way == "replace")>
            <TextField
                id="plan-search"
                label=sentence(|language| texts::text_to_find(language).to_owned())
                value=search
                on_input=move |text| {
                    search.set(text);
                    update_soon();
                }
            />
        </Show>
        <Show when=move || takes_value.get()>
            <Show
                when=move || is_switch.get()
                fallback=move || {
                    view! { <TextField id="plan-value" label=value_label value=value on_input=type_value /> }
                }
            >
                <SelectField
                    id="plan-value"
                    label=value_label
                    value=value
                    options=switches
                    on_change=choose_value
                />
            </Show>
        </Show>
    }
    .into_any()
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
