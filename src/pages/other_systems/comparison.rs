//! One person side by side in all systems that one is signed in to.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::refused::Refused;
use crate::components::{Link, Loading, language, t};
use crate::domain::{Language, PersonKey, Refusal};
use crate::list::person::{PersonField, PersonValue, differs};
use crate::pages::plan::begin::begin_plan;
use crate::route::Route;
use crate::state::person::alignment::Alignment;
use crate::state::person::plan::{PersonPlanSource, PersonSystems};
use crate::state::person::{FoundInSystem, SystemPerson};
use crate::state::{Console, System};
use crate::text::{LocalizedText, common, other_systems as texts, person_plan as plan_texts, visible};

/// How far the person on whose page this is was read.
#[derive(Clone)]
enum OwnReading {
    Pending,
    Read(Box<SystemPerson>),
    Refused(Refusal),
}

/// How far another system was asked.
#[derive(Clone, PartialEq)]
enum OtherReading {
    NotSignedIn,
    Pending,
    Found(FoundInSystem),
    Refused(Refusal),
}

/// Another system, and who the person is there.
#[derive(Clone, Copy)]
struct OtherSystem {
    system: System,
    reading: RwSignal<OtherReading>,
}

/// What is in the fold of that name.
pub fn view(person: Route) -> AnyView {
    view! { <Comparison person=person /> }.into_any()
}

#[component]
fn Comparison(person: Route) -> impl IntoView {
    let console = Console::get();
    let system = person.system().and_then(|id| console.systems.by_id(id));
    let (Some(system), Some(person_key)) = (system, console.same_person_by) else { return ().into_any() };
    let own = RwSignal::new(OwnReading::Pending);
    let read = Callback::new(move |()| {
        own.set(OwnReading::Pending);
        let person = person.clone();
        spawn_local(async move {
            let answer = system.read_person(&person).await;
            own.try_set(answer.map_or_else(OwnReading::Refused, |person| OwnReading::Read(Box::new(person))));
        });
    });
    read.run(());
    (move || match own.get() {
        OwnReading::Pending => view! { <Loading /> }.into_any(),
        OwnReading::Refused(refusal) => view! { <Refused refusal=refusal retry=read /> }.into_any(),
        OwnReading::Read(own) => view! { <Beside own=*own person_key=person_key /> }.into_any(),
    })
    .into_any()
}

#[component]
fn Beside(own: SystemPerson, person_key: PersonKey) -> impl IntoView {
    let language = language();
    let value = own.values.get(PersonField::of_key(person_key)).clone();
    if value.text().trim().is_empty() {
        let sentence =
            if value == PersonValue::NotTold { texts::key_not_told_here } else { texts::without_key };
        return view! { <p>{move || sentence(language.get(), person_key)}</p> }.into_any();
    }
    let value = value.text().to_owned();
    let others: Vec<OtherSystem> = Console::get()
        .systems
        .all()
        .into_iter()
        .filter(|system| *system != own.system)
        .map(|system| OtherSystem { system, reading: RwSignal::new(OtherReading::NotSignedIn) })
        .collect();
    let others = StoredValue::new(others);
    let look = {
        let value = value.clone();
        Callback::new(move |OtherSystem { system, reading }: OtherSystem| {
            reading.set(OtherReading::Pending);
            let value = value.clone();
            spawn_local(async move {
                let answer = system.find_person(person_key, &value).await;
                reading.try_set(answer.map_or_else(OtherReading::Refused, OtherReading::Found));
            });
        })
    };
    for other in others.get_value() {
        let is_open = Memo::new(move |_| other.system.is_open());
        Effect::new(move |_| match is_open.get() {
            true => look.run(other),
            false => other.reading.set(OtherReading::NotSignedIn),
        });
    }
    let people = Memo::new(move |_| {
        let found = |other: &OtherSystem| match other.reading.get() {
            OtherReading::Found(FoundInSystem::One(person)) => Some(*person),
            _ => None,
        };
        let found: Vec<SystemPerson> = others.with_value(|others| others.iter().filter_map(found).collect());
        std::iter::once(own.clone()).chain(found).collect::<Vec<_>>()
    });
    let unmatched = move |other: OtherSystem| {
        let is_shown = move || !matches!(other.reading.get(), OtherReading::Found(FoundInSystem::One(_)));
        view! {
            <Show when=is_shown>
                <li>
                    <strong>{other.system.name()}</strong>
                    {move || common::colon(language.get())}
                    {move || unmatched(other, person_key, look)}
                </li>
            </Show>
        }
    };
    view! {
        <p class="hint">{move || texts::found_by(language.get(), person_key, &visible(&value))}</p>
        <SideBySide people=people />
        <ul class="plain">{others.get_value().into_iter().map(unmatched).collect_view()}</ul>
    }
    .into_any()
}

/// Why a system has no column. Reactive.
fn unmatched(other: OtherSystem, person_key: PersonKey, look: Callback<OtherSystem>) -> AnyView {
    let language = language();
    match other.reading.get() {
        OtherReading::Pending => view! { <span role="status">{t(texts::reading)}</span> }.into_any(),
        OtherReading::NotSignedIn => view! {
            <span>{t(texts::not_signed_in)}</span>
            ". "
            <Link to=Route::SignIn { system: other.system.id() }>
                {move || common::sign_in_to(language.get(), &other.system.name())}
            </Link>
        }
        .into_any(),
        OtherReading::Refused(refusal) => {
            let retry = Callback::new(move |()| look.run(other));
            view! { <Refused refusal=refusal retry=retry /> }.into_any()
        }
        OtherReading::Found(FoundInSystem::KeyNotTold) => {
            view! { <span>{move || texts::key_not_told(language.get(), person_key)}</span> }.into_any()
        }
        OtherReading::Found(FoundInSystem::Nobody { is_everybody }) => {
            let word: LocalizedText = if is_everybody { texts::nobody } else { texts::nobody_so_far };
            view! { <span>{t(word)}</span> }.into_any()
        }
        OtherReading::Found(FoundInSystem::Several(people)) => {
            let count = people.len();
            let link = |(name, route): (String, Route)| {
                view! { <li><Link to=route>{visible(&name).into_owned()}</Link></li> }
            };
            view! {
                <span>{move || texts::several(language.get(), person_key, count)}</span>
                <ul>{people.into_iter().map(link).collect_view()}</ul>
            }
            .into_any()
        }
        OtherReading::Found(FoundInSystem::One(_)) => ().into_any(),
    }
}

pub fn field_label(field: PersonField) -> LocalizedText {
    match field {
        PersonField::Name => texts::name,
        PersonField::Extension => texts::extension,
        PersonField::Language => texts::language,
        PersonField::TimeZone => texts::time_zone,
        PersonField::State => texts::state,
        PersonField::Email => texts::email,
        PersonField::Username => texts::username,
    }
}

pub fn value_text(language: Language, value: &PersonValue) -> String {
    match value {
        PersonValue::NotTold => texts::not_told(language).to_owned(),
        PersonValue::Text(text) if text.is_empty() => texts::empty(language).to_owned(),
        PersonValue::Text(text) => visible(text).into_owned(),
        PersonValue::Enabled(true) => texts::enabled(language).to_owned(),
        PersonValue::Enabled(false) => texts::disabled(language).to_owned(),
    }
}

/// A column for each system, a row for each field.
#[component]
fn SideBySide(people: Memo<Vec<SystemPerson>>) -> impl IntoView {
    let language = language();
    let is_different = move |field: PersonField| {
        people.with(|people| differs(field, people.iter().map(|person| person.values.get(field))))
    };
    let count = move || PersonField::ALL.into_iter().filter(|field| is_different(*field)).count();
    let heading = |(at, person): (usize, SystemPerson)| {
        let name = person.system.name();
        match at {
            0 => view! { <th scope="col">{name} " (" {t(texts::this_page)} ")"</th> }.into_any(),
            _ => view! { <th scope="col"><Link to=person.route>{name}</Link></th> }.into_any(),
        }
    };
    // Whose value shall hold, by the place of the person.
    let choices = RwSignal::new(Vec::<(PersonField, usize)>::new());
    Effect::watch(move || people.track(), move |(), _, _| choices.set(Vec::new()), false);
    let align = move |_| {
        let (routes, system) = people.with_untracked(|people| {
            let routes: Vec<Route> = people.iter().map(|person| person.route.clone()).collect();
            (routes, people.first().map(|person| person.system))
        });
        let Some(system) = system.filter(|_| choices.with_untracked(|choices| !choices.is_empty())) else {
            return;
        };
        let alignment = Alignment { people: routes, choices: choices.get_untracked() };
        begin_plan(PersonSystems { system }, PersonPlanSource::Alignment(alignment));
    };
    let choice = move |field: PersonField| {
        let choose = move |typed: String| {
            choices.update(|choices| {
                choices.retain(|(chosen, _)| *chosen != field);
                choices.extend(typed.parse().ok().map(|source| (field, source)));
            });
        };
        let option = move |(at, person): (usize, SystemPerson)| {
            let value = person.values.get(field).clone();
            (value != PersonValue::NotTold).then(|| {
                let text = move || {
                    common::labelled(
                        language.get(),
                        &person.system.name(),
                        &value_text(language.get(), &value),
                    )
                };
                view! { <option value=at.to_string()>{text}</option> }
            })
        };
        view! {
            <select
                aria-label=move || {
                    let language = language.get();
                    let field = field_label(field)(language);
                    common::labelled(language, plan_texts::whose_value(language), field)
                }
                on:change:target=move |event| choose(event.target().value())
            >
                <option value="">{t(plan_texts::leave)}</option>
                {people.get().into_iter().enumerate().map(option).collect_view()}
            </select>
        }
    };
    let has_differences = move || count() > 0;
    let row = move |field: PersonField| {
        let cell = move |person: SystemPerson| {
            let value = person.values.get(field).clone();
            let class =
                if matches!(value, PersonValue::Text(_) | PersonValue::Enabled(_)) { "" } else { "quiet" };
            view! { <td class=class dir="auto">{move || value_text(language.get(), &value)}</td> }
        };
        view! {
            <tr class:differs=move || is_different(field)>
                <th scope="row">
                    {t(field_label(field))}
                    <Show when=move || is_different(field)>
                        " "
                        <strong>{t(texts::differs)}</strong>
                    </Show>
                </th>
                {move || people.get().into_iter().map(cell).collect_view()}
                <Show when=has_differences>
                    <td class="choice">{move || is_different(field).then(|| choice(field))}</td>
                </Show>
            </tr>
        }
    };
    view! {
        <Show when=move || people.with(|people| people.len() > 1)>
            <p role="status">{move || texts::differences(language.get(), count())}</p>
            <div class="wide" role="region" tabindex="0" aria-label=t(texts::side_by_side)>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t(texts::field)}</th>
                            {move || people.get().into_iter().enumerate().map(heading).collect_view()}
                            <Show when=has_differences>
                                <th scope="col">{t(plan_texts::whose_value)}</th>
                            </Show>
                        </tr>
                    </thead>
                    <tbody>{PersonField::ALL.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
            <Show when=has_differences>
                <div class="actions">
                    <button
                        type="button"
                        aria-disabled=move || choices.with(Vec::is_empty).then_some("true")
                        aria-describedby="align-hint"
                        on:click=align
                    >
                        {t(plan_texts::align)}
                    </button>
                </div>
                <p class="hint" id="align-hint">
                    {move || {
                        let word: LocalizedText = match choices.with(Vec::is_empty) {
                            true => plan_texts::choose_first,
                            false => plan_texts::align_hint,
                        };
                        word(language.get())
                    }}
                </p>
            </Show>
        </Show>
    }
    .into_any()
}

/// Why nobody is known of a system, for a list.
pub fn unmatched_text(language: Language, found: &FoundInSystem) -> String {
    let person_key = Console::get().same_person_by.unwrap_or(PersonKey::Username);
    match found {
        FoundInSystem::KeyNotTold => texts::key_not_told(language, person_key),
        FoundInSystem::Nobody { is_everybody: true } => texts::nobody(language).to_owned(),
        FoundInSystem::Nobody { is_everybody: false } => texts::nobody_so_far(language).to_owned(),
        FoundInSystem::Several(people) => texts::several(language, person_key, people.len()),
        FoundInSystem::One(_) => String::new(),
    }
}
