//! Who sets values of their own that would be inherited: read person by person, counted by
//! property, and given back as a plan.

pub mod choice;
pub mod people;
pub mod properties;

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::field::SelectField;
use crate::components::list::incomplete_sentence;
use crate::components::{Title, language, t, text};
use crate::list::Progress as ListProgress;
use crate::pages::icws::navigation::{Back, Refused};
use crate::pages::icws::overrides::choice::PROPERTY;
use crate::pages::icws::overrides::people::PeopleOf;
use crate::pages::icws::overrides::properties::Properties;
use crate::pages::icws::selected::selected_of;
use crate::pages::plan::begin::begin_plan;
use crate::plan::selection::Selected;
use crate::state::icws::Icws;
use crate::state::icws::overrides::{Chosen, Count, Overrides, PersonItem, PersonReading, Phase};
use crate::state::icws::plan::{ClientChanges, PersonIntentions, Purpose};
use crate::state::{Console, System};
use crate::text::{icws as icws_texts, overrides as texts, plan as plan_texts};
use crate::wire::icws::Property;
use crate::wire::icws::intended::Intention;

/// Of those who could not be read, so many are named.
const MOST_NAMED: usize = 100;
const EVERYBODY: &str = "everybody";
const SELECTION: &str = "selection";

/// The own values of the people of a system.
pub fn page(system: System) -> AnyView {
    view! { <Page icws=Icws::of(system) /> }.into_any()
}

#[component]
fn Page(icws: Icws) -> impl IntoView {
    let navigation = Console::get().navigation;
    let query = navigation.query();
    let overrides = Overrides::of(icws);
    let people = icws.people;
    spawn_local(async move { people.read(&icws, false).await });
    // Nothing is read where nobody sees it.
    on_cleanup(move || overrides.stop());
    let chosen = overrides.chosen;
    let opened = Memo::new(move |_| query.with(|query| query.get(PROPERTY).and_then(Property::from_name)));
    let is_there = Memo::new(move |_| matches!(overrides.phase.get(), Phase::Read | Phase::Stopped));
    let rows = move || match opened.get() {
        Some(property) => view! { <PeopleOf icws=icws property=property chosen=chosen /> }.into_any(),
        None => view! { <Properties icws=icws chosen=chosen /> }.into_any(),
    };
    view! {
        <div class="overrides" class:people=move || opened.get().is_some() && is_there.get()>
            <p><Back icws=icws /></p>
            <Title title=text(texts::title) />
            <p class="hint">{t(texts::explanation)}</p>
            <Whose icws=icws />
            <Progress overrides=overrides />
            <Show when=move || is_there.get()>
                <NotRead icws=icws />
                {rows}
                <GiveBack icws=icws chosen=chosen />
            </Show>
        </div>
    }
    .into_any()
}

/// Whose configurations are read, and the button that begins.
#[component]
fn Whose(icws: Icws) -> impl IntoView {
    let language = language();
    let people = icws.people;
    let overrides = Overrides::of(icws);
    let phase = overrides.phase;
    let selection = icws.selection;
    let selected = Memo::new(move |_| selection.with(|selection| selection.len()));
    let all = Memo::new(move |_| {
        people.version().track();
        people.with(|rows| rows.len())
    });
    let whose = RwSignal::new(if selected.get_untracked() > 0 { SELECTION } else { EVERYBODY }.to_owned());
    let is_of_selection = move || selected.get() > 0 && whose.with(|whose| whose == SELECTION);
    let count = move || if is_of_selection() { selected.get() } else { all.get() };
    let options = Signal::derive(move || {
        let language = language.get();
        let everybody = (EVERYBODY.to_owned(), texts::everybody(language, all.get()));
        let selected = selected.get();
        let some = (selected > 0).then(|| (SELECTION.to_owned(), texts::selection(language, selected)));
        [everybody].into_iter().chain(some).collect::<Vec<_>>()
    });
    let list_problem =
        move || people.progress().with(|progress| incomplete_sentence(language.get(), progress, all.get()));
    let list_failure = move || {
        people.progress().with(|progress| match progress {
            ListProgress::Failed(refusal) => {
                let retry =
                    Callback::new(move |()| spawn_local(async move { people.read(&icws, true).await }));
                Some(view! { <Refused refusal=refusal.clone() retry=retry /> })
            }
            _ => None,
        })
    };
    let is_list_here =
        Memo::new(move |_| people.progress().with(|progress| matches!(progress, ListProgress::Read(_))));
    let begin = move |_| {
        let is_of_selection = untrack(is_of_selection);
        let whom: Vec<Selected> = people.with(|rows| match is_of_selection {
            true => selection.with_untracked(|selection| rows.selected(selection).map(selected_of).collect()),
            false => rows.iter().filter(|row| !row.id.is_empty()).map(selected_of).collect(),
        });
        spawn_local(async move { overrides.read(icws, whom).await });
    };
    let again = move |_| spawn_local(async move { overrides.read_again(icws).await });
    let is_reading = Memo::new(move |_| phase.get() == Phase::Reading);
    let missing = Memo::new(move |_| {
        overrides.version.track();
        let Count { waiting, refused, .. } = overrides.count();
        if phase.get() == Phase::NotRead { 0 } else { waiting + refused }
    });
    view! {
        {list_failure}
        {move || list_problem().map(|problem| view! { <p class="advice">{problem}</p> })}
        <Show when=move || is_list_here.get() && !is_reading.get()>
            <div class="narrow-field">
                <SelectField
                    id="overrides-whose"
                    label=text(texts::whose)
                    value=whose
                    options=options
                    on_change=move |chosen| whose.set(chosen)
                />
            </div>
            <div class="actions">
                <button
                    type="button"
                    class=move || if phase.get() == Phase::NotRead { "primary" } else { "" }
                    on:click=begin
                >
                    {move || texts::read(language.get(), count())}
                </button>
                <Show when=move || { missing.get() > 0 }>
                    <button type="button" on:click=again>
                        {move || texts::read_again(language.get(), missing.get())}
                    </button>
                </Show>
            </div>
        </Show>
        <Show when=move || is_reading.get()>
            <div class="actions">
                <button type="button" on:click=move |_| overrides.stop()>{t(plan_texts::stop)}</button>
            </div>
        </Show>
    }
    .into_any()
}

/// How far the reading has come.
#[component]
fn Progress(overrides: Overrides) -> impl IntoView {
    let language = language();
    let phase = overrides.phase;
    let count = Memo::new(move |_| {
        overrides.version.track();
        overrides.count()
    });
    let sentence = move || {
        let (language, Count { all, read, .. }) = (language.get(), count.get());
        match phase.get() {
            Phase::NotRead => texts::not_read_yet(language).to_owned(),
            Phase::Reading => texts::reading(language).to_owned(),
            Phase::Read => texts::read_so_far(language, read, all),
            Phase::Stopped => {
                [texts::stopped(language), " ", &texts::read_so_far(language, read, all)].concat()
            }
        }
    };
    view! {
        <p role="status">{sentence}</p>
        <Show when=move || phase.get() == Phase::Reading>
            <div>
                <progress
                    aria-label=t(plan_texts::progress)
                    max=move || count.get().all.max(1).to_string()
                    value=move || (count.get().all - count.get().waiting).to_string()
                ></progress>
                <p>
                    {move || {
                        let Count { all, waiting, .. } = count.get();
                        plan_texts::of(language.get(), all - waiting, all)
                    }}
                    " "
                    {move || {
                        let left = overrides.seconds_left(count.get());
                        left.map(|seconds| plan_texts::time_left(language.get(), seconds))
                    }}
                </p>
            </div>
        </Show>
    }
    .into_any()
}

/// Those who could not be read, each with why.
#[component]
fn NotRead(icws: Icws) -> impl IntoView {
    let language = language();
    let overrides = Overrides::of(icws);
    let refused = Memo::new(move |_| {
        overrides.version.track();
        let Count { refused, without_address, .. } = overrides.count();
        refused + without_address
    });
    let lines = move || {
        overrides.version.track();
        let language = language.get();
        overrides.with(|items| {
            let reason = |reading: &PersonReading| match reading {
                PersonReading::Refused(refusal) => Some(icws_texts::refusal(language, refusal)),
                PersonReading::NoAddress => Some(plan_texts::no_address_reason(language).to_owned()),
                PersonReading::Waiting | PersonReading::Read(_) => None,
            };
            let lines = items.iter().filter_map(|item| Some((&item.person.name, reason(&item.reading)?)));
            lines
                .take(MOST_NAMED)
                .map(|(name, reason)| view! { <li>{icws_texts::gives(language, name, &reason)}</li> })
                .collect_view()
        })
    };
    let more = move || {
        let more = refused.get().saturating_sub(MOST_NAMED);
        (more > 0).then(|| view! { <p>{texts::and_more(language.get(), more)}</p> })
    };
    view! {
        <Show when=move || { refused.get() > 0 }>
            <details class="advice">
                <summary>{move || texts::not_read(language.get(), refused.get())}</summary>
                <ul>{lines}</ul>
                {more}
            </details>
        </Show>
    }
    .into_any()
}

/// The buttons that make a plan.
#[component]
fn GiveBack(icws: Icws, chosen: Chosen) -> impl IntoView {
    let language = language();
    let overrides = Overrides::of(icws);
    let redundant = Memo::new(move |_| {
        overrides.version.track();
        overrides.with(|items| {
            let own = items.iter().filter_map(|item| item.reading.overrides()).flat_map(|person| &person.own);
            own.filter(|own| own.is_redundant()).count()
        })
    });
    let begin = move |purpose: Purpose| {
        let intention = match purpose {
            Purpose::GiveBackRedundant => Intention::UseInheritedWhereSame,
            _ => Intention::UseInherited,
        };
        let people: Vec<PersonIntentions> = overrides.with(|items| {
            let wanted = |(at, item): (usize, &PersonItem)| {
                let own = item.reading.overrides()?.own.iter().filter(|own| match purpose {
                    Purpose::GiveBackRedundant => own.is_redundant(),
                    _ => chosen.with_untracked(|chosen| chosen.contains(&(at, own.property))),
                });
                let intentions: Vec<_> = own.map(|own| (own.property, intention.clone())).collect();
                (!intentions.is_empty()).then(|| PersonIntentions::new(item.person.clone(), intentions))
            };
            items.iter().enumerate().filter_map(wanted).collect()
        });
        if !people.is_empty() {
            begin_plan(icws, ClientChanges { purpose, people });
        }
    };
    let count = Memo::new(move |_| chosen.with(BTreeSet::len));
    view! {
        <div class="actions">
            <button
                type="button"
                class="primary"
                aria-disabled=move || (count.get() == 0).then_some("true")
                on:click=move |_| begin(Purpose::GiveBack)
            >
                {move || texts::use_inherited(language.get(), count.get())}
            </button>
            <Show when=move || { redundant.get() > 0 }>
                <button type="button" on:click=move |_| begin(Purpose::GiveBackRedundant)>
                    {move || texts::give_back_redundant(language.get(), redundant.get())}
                </button>
            </Show>
        </div>
    }
    .into_any()
}
