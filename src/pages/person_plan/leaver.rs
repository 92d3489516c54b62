//! Somebody who leaves: what there is in each system, what is done with it, and what remains.

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::{CopyText, Dialog, language, t, text};
use crate::domain::Language;
use crate::pages::apio::profile::remains;
use crate::pages::other_systems::comparison::unmatched_text;
use crate::pages::xivo::user::delete::deleted_text;
use crate::pages::xivo::user::telephone::forward_label;
use crate::plan::{Action, RowVerdict};
use crate::route::{Query, Route};
use crate::state::person::leaver::{
    Aftermath, Belonging, LeaverItem, LeaverKnown, LeaverStep, LeaverSystem, NotLookedAt, Untold,
    find_remaining,
};
use crate::state::person::plan::{PersonKnown, PersonPlan, PersonSystems};
use crate::state::plan::{Outcome, Phase, Tally};
use crate::state::system_plan::Everybody;
use crate::state::{Console, System};
use crate::text::{
    LocalizedText, common, leaver as texts, other_systems as other_texts, person_plan as plan_texts,
    plan as run_texts, visible, xivo as xivo_texts,
};
use crate::wire::xivo::users::DeletedWith;

/// The id of the button that leaves everything as it is.
const CANCEL: &str = "leaver-cancel";

fn label(belonging: &Belonging) -> LocalizedText {
    match belonging {
        Belonging::Person => texts::person,
        Belonging::Enabled => texts::enabled,
        Belonging::Cti => texts::cti,
        Belonging::MobileNumber(_) => texts::mobile_number,
        Belonging::Line(_) => texts::line,
        Belonging::IncomingNumbers(_) => xivo_texts::incoming_numbers,
        Belonging::Forward(kind, _) => forward_label(*kind),
        Belonging::DoNotDisturb => xivo_texts::do_not_disturb,
        Belonging::Voicemail(_) => texts::voicemail,
        Belonging::Agent(_) => texts::agent,
        Belonging::Username(_) => texts::username,
        Belonging::Device(_) => texts::device,
        Belonging::Pin => texts::pin,
        Belonging::Directory(_) => texts::directory,
        Belonging::ClientSettings(_) => texts::client_settings,
        Belonging::Untold(_) => other_texts::not_told,
    }
}

/// "Line: 1001"
fn belonging_text(language: Language, belonging: &Belonging) -> String {
    let label = label(belonging)(language);
    match belonging {
        Belonging::MobileNumber(own)
        | Belonging::Line(own)
        | Belonging::IncomingNumbers(own)
        | Belonging::Forward(_, own)
        | Belonging::Voicemail(own)
        | Belonging::Agent(own)
        | Belonging::Username(own)
        | Belonging::Device(own)
        | Belonging::Directory(own)
            if !own.is_empty() =>
        {
            common::labelled(language, label, &visible(own))
        }
        Belonging::ClientSettings(count) => common::labelled(language, label, &count.to_string()),
        Belonging::Untold(kinds) => {
            let name = |kind: &Untold| match kind {
                Untold::Line => texts::line(language),
                Untold::Voicemail => texts::voicemail(language),
                Untold::Agent => texts::agent(language),
            };
            let names = kinds.iter().map(name).collect::<Vec<_>>().join(", ");
            common::labelled(language, &names, label)
        }
        _ => label.to_owned(),
    }
}

fn step_text(step: LeaverStep) -> LocalizedText {
    match step {
        LeaverStep::Disable => texts::disable,
        LeaverStep::SwitchCtiOff => texts::switch_cti_off,
        LeaverStep::ClearMobileNumber => texts::clear,
        LeaverStep::GiveBackSettings => texts::give_back,
        LeaverStep::SetNewPin => texts::set_new_pin,
        LeaverStep::DeleteUser(DeletedWith::Nothing) => texts::delete,
        LeaverStep::DeleteUser(DeletedWith::Voicemail) => texts::delete_with_voicemail,
        LeaverStep::DeleteUser(DeletedWith::Everything) => texts::delete_with_everything,
        LeaverStep::DeleteProfile { with_devices: true } => texts::delete_with_devices,
        LeaverStep::DeleteProfile { with_devices: false } => texts::delete_without_devices,
    }
}

/// What there is in each system, with the choices.
#[component]
pub fn LeaverForm(server: PersonSystems) -> impl IntoView {
    let plan = PersonPlan::of(server);
    let known = plan.everybody.with_untracked(|everybody| match everybody {
        Everybody::Known(known) => known.leaver.clone(),
        _ => LeaverKnown::default(),
    });
    let is_alone = Console::get().same_person_by.is_none();
    let systems = known.systems.into_iter().map(|system| one_system(server, system)).collect_view();
    view! {
        <p>{t(texts::introduction)}</p>
        {is_alone.then(|| view! { <p class="hint">{t(texts::without_key)}</p> })}
        <div class="leaver">{systems}</div>
        <NotLookedAtList not_looked_at=known.not_looked_at />
        <Remaining server=server />
    }
    .into_any()
}

fn one_system(server: PersonSystems, LeaverSystem { person, items }: LeaverSystem) -> AnyView {
    let name = person.name_in_system();
    let page = StoredValue::new(person.route);
    let at = person.system.id();
    let items = items
        .into_iter()
        .enumerate()
        .map(|(number, item)| {
            let id = ["leaver-", &at, "-", &number.to_string()].concat();
            one_item(server, page, id, item)
        })
        .collect_view();
    view! {
        <fieldset>
            <legend>{visible(&name).into_owned()}</legend>
            <ul class="plain">{items}</ul>
        </fieldset>
    }
    .into_any()
}

fn one_item(server: PersonSystems, page: StoredValue<Route>, id: String, item: LeaverItem) -> AnyView {
    let language = language();
    let LeaverItem { belonging, steps, .. } = item;
    if steps.is_empty() {
        return view! { <li>{move || belonging_text(language.get(), &belonging)}</li> }.into_any();
    }
    let steps = StoredValue::new(steps);
    let choose = move |typed: String| {
        let step = steps.with_value(|steps| steps.get(typed.parse::<usize>().ok()?).copied());
        let page = page.get_value();
        steps.with_value(|steps| server.choose_step(&page, steps, step));
    };
    let chosen = move |at: usize| {
        let step = steps.with_value(|steps| steps.get(at).copied());
        let chosen = server.chosen_steps();
        page.with_value(|page| chosen.iter().any(|(route, own)| route == page && Some(*own) == step))
    };
    let options = steps.get_value().into_iter().enumerate().map(|(at, step)| {
        view! {
            <option value=at.to_string() prop:selected=move || chosen(at)>{t(step_text(step))}</option>
        }
    });
    view! {
        <li>
            <label for=id.clone()>{move || belonging_text(language.get(), &belonging)}</label>
            <select id=id on:change:target=move |event| choose(event.target().value())>
                <option value="">{t(texts::leave)}</option>
                {options.collect_view()}
            </select>
        </li>
    }
    .into_any()
}

#[component]
fn NotLookedAtList(not_looked_at: Vec<(System, NotLookedAt)>) -> impl IntoView {
    let language = language();
    if not_looked_at.is_empty() {
        return ().into_any();
    }
    let line = move |(system, why): (System, NotLookedAt)| {
        let sentence = move || {
            let language = language.get();
            let why = match &why {
                NotLookedAt::NotSignedIn => other_texts::not_signed_in(language).to_owned(),
                NotLookedAt::Refused(_) => texts::not_read(language).to_owned(),
                NotLookedAt::Found(found) => unmatched_text(language, found),
            };
            common::labelled(language, &system.name(), &why)
        };
        view! { <li>{sentence}</li> }
    };
    view! {
        <section aria-labelledby="not-looked-at">
            <h2 id="not-looked-at">{t(texts::not_looked_at)}</h2>
            <ul>{not_looked_at.into_iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// What is done with what there is: before the run what was chosen, afterwards what was seen to be done.
fn carried_out(server: PersonSystems) -> Vec<(Route, LeaverStep)> {
    let run = PersonPlan::of(server).run;
    run.version().track();
    let is_over = run.phase().get() == Phase::Over;
    let is_done = |(route, step): &(Route, LeaverStep)| {
        let page = route.url(&Query::default());
        run.with(|items| {
            items.iter().any(|item| {
                let is_deletion = matches!(item.row.action, Action::Delete { .. });
                let is_own = item.row.id() == Some(page.as_str()) && is_deletion == step.is_deletion();
                let is_so = |outcome: &Outcome<_>| outcome.is_done() || *outcome == Outcome::AlreadySo;
                let is_wanted = !is_over && item.row.verdict() != RowVerdict::LeftOut;
                is_own && item.outcome.as_ref().map_or(is_wanted, is_so)
            })
        })
    };
    server.chosen_steps().into_iter().filter(is_done).collect()
}

/// What remains by what was chosen, or by what was done, to be copied.
#[component]
pub fn Remaining(server: PersonSystems) -> impl IntoView {
    let language = language();
    let plan = PersonPlan::of(server);
    let lines = Memo::new(move |_| {
        let (language, steps) = (language.get(), carried_out(server));
        plan.everybody.with(|everybody| match everybody {
            Everybody::Known(known) => remaining_lines(language, &known.leaver, &steps),
            _ => Vec::new(),
        })
    });
    let line = |line: String| view! { <li>{line}</li> };
    view! {
        <section aria-labelledby="remains">
            <h2 id="remains">{t(texts::remains)}</h2>
            <ul>{move || lines.get().into_iter().map(line).collect_view()}</ul>
            <Show when=move || lines.with(Vec::is_empty)>
                <p>{t(texts::nothing_remains)}</p>
            </Show>
            <CopyText
                text=Signal::derive(move || lines.with(|lines| lines.join("\n")))
                copy=plan_texts::copy
                label=texts::remains
                id="remains-text"
                rows="6"
            />
        </section>
    }
    .into_any()
}

fn remaining_lines(language: Language, known: &LeaverKnown, steps: &[(Route, LeaverStep)]) -> Vec<String> {
    let of_system = |system: &LeaverSystem| -> Vec<String> {
        let name = system.person.system.name();
        let is_elsewhere = system.person.writable.is_empty();
        let line = |belonging: &Belonging| {
            let own = match belonging {
                Belonging::Person if is_elsewhere => {
                    [texts::person(language), " ", texts::deleted_elsewhere(language)].concat()
                }
                belonging => belonging_text(language, belonging),
            };
            common::labelled(language, &name, &own)
        };
        find_remaining(system, steps).into_iter().map(line).collect()
    };
    let not_looked_at = known
        .not_looked_at
        .iter()
        .map(|(system, _)| common::labelled(language, &system.name(), texts::system_not_looked_at(language)));
    known.systems.iter().flat_map(of_system).chain(not_looked_at).collect()
}

/// What went with whoever was deleted, and what did not.
#[component]
pub fn AftermathList(known: PersonKnown) -> impl IntoView {
    let language = language();
    if known.aftermath.is_empty() {
        return ().into_any();
    }
    let aftermath = StoredValue::new(known.aftermath);
    let lines = move || {
        let language = language.get();
        let all = aftermath.get_value().into_iter();
        let line = |sentence: String| view! { <li>{sentence}</li> };
        all.flat_map(|(person, own)| {
            let sentences = aftermath_text(language, &person.name, &own).into_iter();
            sentences.map(move |sentence| common::labelled(language, &person.system.name(), &sentence))
        })
        .map(line)
        .collect_view()
    };
    view! {
        <section aria-labelledby="aftermath">
            <h2 id="aftermath">{t(texts::aftermath)}</h2>
            <ul>{lines}</ul>
        </section>
    }
    .into_any()
}

fn aftermath_text(language: Language, name: &str, aftermath: &Aftermath) -> Vec<String> {
    match aftermath {
        Aftermath::User(attached) => vec![deleted_text(language, name, attached)],
        Aftermath::Profile { report, with_devices } => remains::lines(language, report, !with_devices),
    }
}

/// The button that runs what was chosen. Before somebody is deleted it asks.
#[component]
pub fn RunButton(server: PersonSystems, tally: Memo<Tally>) -> impl IntoView {
    let language = language();
    let plan = PersonPlan::of(server);
    let run = plan.run;
    let is_asking = RwSignal::new(false);
    let deletes = Memo::new(move |_| {
        run.version().track();
        run.with(|items| items.iter().any(|item| item.row.verdict() == RowVerdict::WillDelete))
    });
    let label = move || {
        let (language, count) = (language.get(), tally.get().to_do);
        match deletes.get() {
            true => texts::run_with_deletion(language, count),
            false => run_texts::run(language, count),
        }
    };
    let press = move |_| match deletes.get_untracked() {
        true => {
            is_asking.set(true);
            // Whoever presses Enter at once has not read what goes.
            dom::focus_soon(CANCEL);
        }
        false => plan.start(),
    };
    let confirm = move |_| {
        is_asking.set(false);
        plan.start();
    };
    let names = move || {
        run.version().track();
        let deleted = |item: &crate::state::plan::Item<_>| {
            (item.row.verdict() == RowVerdict::WillDelete).then(|| item.row.name.clone())
        };
        let names: Vec<String> = run.with(|items| items.iter().filter_map(deleted).collect());
        names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()
    };
    view! {
        <button
            type="button"
            class=move || if deletes.get() { "danger" } else { "primary" }
            on:click=press
        >
            {label}
        </button>
        <Dialog open=is_asking title=text(texts::question) on_close=move || is_asking.set(false)>
            <p>{t(texts::is_deleted)}</p>
            <ul>{names}</ul>
            <p>{t(texts::no_way_back)}</p>
            <div class="actions">
                <button type="button" class="danger" on:click=confirm>{label}</button>
                <button type="button" id=CANCEL on:click=move |_| is_asking.set(false)>
                    {t(common::cancel)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
