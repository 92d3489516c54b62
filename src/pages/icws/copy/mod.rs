//! The own values of one person for several others: from whom, which values, and to whom; as a plan.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::components::{PageShell, Title, language, t, text};
use crate::pages::icws::client::values::property_value_text;
use crate::pages::icws::navigation::Back;
use crate::pages::icws::person_form::PersonForm;
use crate::pages::icws::read_person::{ReadPerson, name_of};
use crate::pages::icws::selected::selected_of;
use crate::pages::plan::begin::begin_plan;
use crate::plan::selection::Selected;
use crate::state::System;
use crate::state::icws::Icws;
use crate::state::icws::plan::{ClientChanges, PersonIntentions, Purpose};
use crate::text::{icws as icws_texts, list as list_texts, overrides as texts};
use crate::wire::icws::client_form::to_field_value;
use crate::wire::icws::compare::copyable_value;
use crate::wire::icws::intended::Intention;
use crate::wire::icws::{ClientConfiguration, Property, UserId};

/// The part of the address that names whose values are copied.
pub const FROM: &str = "from";
/// Of those to whom values are copied, so many are named.
const MOST_NAMED: usize = 100;

/// The own values of one person for several others.
pub fn page(system: System) -> AnyView {
    view! { <Page icws=Icws::of(system) /> }.into_any()
}

#[component]
fn Page(icws: Icws) -> impl IntoView {
    view! {
        <div class="overrides">
            <p><Back icws=icws /></p>
            <Title title=text(texts::copy_title) />
            <p class="hint">{t(texts::copy_explanation)}</p>
            <ReadPerson
                icws=icws
                key=FROM
                id="copy"
                label=texts::copy_from
                button=texts::read_person
                show=move |(id, theirs)| view! { <Copy icws=icws id=id theirs=theirs /> }.into_any()
            />
        </div>
    }
    .into_any()
}

/// Which values, and to whom.
#[component]
fn Copy(icws: Icws, id: UserId, theirs: RwSignal<ClientConfiguration>) -> impl IntoView {
    let language = language();
    let id = StoredValue::new(id);
    let chosen = RwSignal::new(BTreeSet::<Property>::new());
    let is_source = move |other: &str| id.with_value(|id| id.as_str().eq_ignore_ascii_case(other));
    let selected: Vec<Selected> = icws.people.with(|rows| {
        icws.selection.with_untracked(|selection| {
            let rows = rows.selected(selection).filter(|row| !is_source(&row.id));
            rows.map(selected_of).collect()
        })
    });
    let targets = RwSignal::new(selected);
    let is_made = RwSignal::new(false);
    let is_begun = move || !is_made.get() && chosen.with(|chosen| !chosen.is_empty());
    PageShell::get().guard_leaving.run(Signal::derive(is_begun));
    let is_complete = Memo::new(move |_| {
        chosen.with(|chosen| !chosen.is_empty()) && targets.with(|targets| !targets.is_empty())
    });
    let make_plan = move |_| {
        let intentions: Vec<(Property, Intention)> = theirs.with_untracked(|theirs| {
            chosen.with_untracked(|chosen| {
                let intention = |property: &Property| {
                    Some((*property, Intention::Set(to_field_value(copyable_value(theirs, *property)?))))
                };
                chosen.iter().filter_map(intention).collect()
            })
        });
        let people: Vec<PersonIntentions> = targets.with_untracked(|targets| {
            let person = |target: &Selected| PersonIntentions::new(target.clone(), intentions.clone());
            targets.iter().map(person).collect()
        });
        if is_complete.get_untracked() {
            let from = Selected {
                id: id.with_value(|id| id.as_str().to_owned()),
                name: theirs.with_untracked(name_of),
            };
            is_made.set(true);
            begin_plan(icws, ClientChanges { purpose: Purpose::Copy(from), people });
        }
    };
    view! {
        <h2>{move || theirs.with(name_of)}</h2>
        <Values theirs=theirs chosen=chosen />
        <h2>{t(texts::copy_to)}</h2>
        <Targets icws=icws targets=targets is_source=Callback::new(move |other: String| is_source(&other)) />
        <div class="actions">
            <button
                type="button"
                class="primary"
                aria-disabled=move || (!is_complete.get()).then_some("true")
                on:click=make_plan
            >
                {t(texts::make_plan)}
            </button>
            <p>{move || list_texts::count(language.get(), targets.with(Vec::len), targets.with(Vec::len))}</p>
        </div>
    }
    .into_any()
}

/// The own values of the person, to be chosen.
#[component]
fn Values(theirs: RwSignal<ClientConfiguration>, chosen: RwSignal<BTreeSet<Property>>) -> impl IntoView {
    let language = language();
    let own = Memo::new(move |_| {
        theirs.with(|theirs| {
            let is_set = |property: &Property| theirs.is_set_here(*property) == Some(true);
            Property::ALL.into_iter().filter(is_set).collect::<Vec<_>>()
        })
    });
    let choose = move |property: Property, on: bool| {
        chosen.update(|chosen| {
            if on {
                chosen.insert(property);
            } else {
                chosen.remove(&property);
            }
        });
    };
    let item = move |property: Property| {
        let value = move || {
            theirs.with(|theirs| {
                let language = language.get();
                let label = icws_texts::label(language, property.name());
                let value =
                    copyable_value(theirs, property).map(|value| property_value_text(language, value));
                icws_texts::gives(language, &label, &value.unwrap_or_default())
            })
        };
        view! {
            <li>
                <label class="inline">
                    <input
                        type="checkbox"
                        prop:checked=move || chosen.with(|chosen| chosen.contains(&property))
                        on:change:target=move |event| choose(property, event.target().checked())
                    />
                    <span>{value}</span>
                </label>
            </li>
        }
    };
    view! {
        <Show
            when=move || own.with(|own| !own.is_empty())
            fallback=move || view! { <p class="empty">{t(texts::nothing_set)}</p> }
        >
            <ul class="plain">
                <li>
                    <label class="inline">
                        <input
                            type="checkbox"
                            prop:checked=move || own.with(|own| chosen.with(|chosen| chosen.len() == own.len()))
                            on:change:target=move |event| {
                                let on = event.target().checked();
                                own.with_untracked(|own| own.iter().for_each(|property| choose(*property, on)));
                            }
                        />
                        <strong>{t(texts::all_values)}</strong>
                    </label>
                </li>
                {move || own.get().into_iter().map(item).collect_view()}
            </ul>
        </Show>
    }
    .into_any()
}

/// To whom the values are copied: those selected in the list, and those added here.
#[component]
fn Targets(icws: Icws, targets: RwSignal<Vec<Selected>>, is_source: Callback<String, bool>) -> impl IntoView {
    let language = language();
    let typed = RwSignal::new(String::new());
    let is_unknown = RwSignal::new(false);
    let add = Callback::new(move |id: String| {
        let found = icws.people.with(|rows| {
            let row = rows.list().row_of(&id).and_then(|at| rows.row(at));
            row.map(selected_of)
        });
        is_unknown.set(found.is_none());
        let Some(person) = found else { return };
        typed.set(String::new());
        let is_there = targets.with_untracked(|targets| targets.iter().any(|other| other.id == person.id));
        if !is_there && !is_source.run(person.id.clone()) {
            targets.update(|targets| targets.push(person));
        }
    });
    let remove = move |id: &str| targets.update(|targets| targets.retain(|other| other.id != id));
    let item = move |person: Selected| {
        let Selected { id, name } = person;
        let label = name.clone();
        view! {
            <li>
                {name} " "
                <button
                    type="button"
                    class="quiet"
                    aria-label=move || texts::remove(language.get(), &label)
                    on:click=move |_| remove(&id)
                >
                    {t(icws_texts::follow_me_remove)}
                </button>
            </li>
        }
    };
    let items = move || {
        let named = targets.with(|targets| targets.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>());
        named.into_iter().map(item).collect_view()
    };
    let more = move || {
        let more = targets.with(|targets| targets.len().saturating_sub(MOST_NAMED));
        (more > 0).then(|| view! { <p>{texts::and_more(language.get(), more)}</p> })
    };
    view! {
        <PersonForm
            icws=icws
            id="copy-to"
            label=texts::add_somebody
            button=texts::add_person
            typed=typed
            on_choose=add
        />
        <p role="alert">{move || is_unknown.get().then(|| texts::nobody_found(language.get()))}</p>
        <Show
            when=move || targets.with(|targets| !targets.is_empty())
            fallback=move || view! { <p class="empty">{t(texts::nobody_added)}</p> }
        >
            <ul class="plain">{items}</ul>
            {more}
        </Show>
    }
    .into_any()
}
