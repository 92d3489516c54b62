//! The CTI of several people at once: who will change, the run, what became of it.

pub mod rows;

use std::sync::Arc;
use std::time::Duration;

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::browser::{clock, share};
use crate::components::field::{Entry, SelectField, TextField};
use crate::components::list::{Sort, Table};
use crate::components::refused::problem_sentence;
use crate::components::{Title, language, sentence, t};
use crate::domain::Language;
use crate::list::csv::Csv;
use crate::pages::xivo::cti::resource::{profile_name, state_text};
use crate::pages::xivo::several::rows::Rows;
use crate::state::navigation::Leaving;
use crate::state::notices::Tone;
use crate::state::xivo::run::{Phase, Tally};
use crate::state::xivo::{Profiles, Xivo};
use crate::state::{Console, System};
use crate::text::several::{self as texts, Figure, What};
use crate::text::{common, cti as cti_texts, xivo as xivo_texts};
use crate::wire::xivo::CtiResource;
use crate::wire::xivo::cti_plan::{CtiAction, check_profile};

fn what<'a>(action: CtiAction, name: &'a str) -> What<'a> {
    match action {
        CtiAction::On => What::On,
        CtiAction::Off => What::Off,
        CtiAction::Profile(Some(_)) => What::Profile(name),
        CtiAction::Profile(None) => What::NoProfile,
    }
}

/// The run, in the place of the list.
pub fn page(system: System) -> AnyView {
    view! { <Several xivo=Xivo::of(system) /> }.into_any()
}

#[component]
fn Several(xivo: Xivo) -> impl IntoView {
    let console = Console::get();
    let language = language();
    let run = xivo.run;
    let phase = run.phase();
    let tally = Memo::new(move |_| {
        run.version().track();
        run.tally()
    });
    console.navigation.guard_as(Leaving::Running, move || run.is_under_way());
    on_cleanup(move || left(xivo, console));
    let title = Signal::derive(move || {
        let (language, action) = (language.get(), run.action().get());
        texts::title(language, what(action, ""), tally.get().all)
    });
    let is = move |wanted: Phase| phase.get() == wanted;
    let untold_switch = move || {
        run.version().track();
        let none = run.with(|items| {
            items.iter().any(|item| item.cti.is_some_and(|cti| cti.resource == CtiResource::CtiProfile))
        });
        none && matches!(run.action().get(), CtiAction::On | CtiAction::Off)
    };
    let may_keep = move || {
        run.action().get() == CtiAction::Profile(None)
            && !xivo.dialect.get().clears_cti_profile()
            && is(Phase::Ready)
    };
    view! {
        <div class="people run">
            <div class="head">
                <Title title=title />
            </div>
            <Show when=move || is(Phase::Ready) && matches!(run.action().get(), CtiAction::Profile(_))>
                <ProfileChoice xivo=xivo />
            </Show>
            <Show when=untold_switch>
                <p class="advice">{t(cti_texts::no_switch)}</p>
            </Show>
            <Show when=may_keep>
                <p class="advice">{t(texts::may_keep)}</p>
            </Show>
            <Progress xivo=xivo tally=tally />
            <Figures xivo=xivo tally=tally />
            <Buttons xivo=xivo tally=tally />
            <Outcomes xivo=xivo />
        </div>
    }
    .into_any()
}

/// The page is left: what was only looked at is forgotten; what runs is
/// stopped, and what was done is said as soon as it is known.
fn left(xivo: Xivo, console: Console) {
    let run = xivo.run;
    // Only once the view is gone: what it was made of must not be told any more.
    match run.phase().get_untracked() {
        Phase::Looking | Phase::Ready => spawn_local(async move {
            clock::sleep(Duration::ZERO).await;
            run.close();
        }),
        Phase::Running | Phase::Paused => {
            spawn_local(async move {
                clock::sleep(Duration::ZERO).await;
                run.stop();
                // What is under way ends by itself, at the latest by its time limit.
                while run.phase().get_untracked() == Phase::Running {
                    clock::sleep(Duration::from_millis(100)).await;
                }
                let Tally { changed, failed, unknown, not_tried, .. } = run.tally();
                console.notices.say(Tone::Warning, move |language| {
                    texts::left(language, changed, failed, unknown, not_tried)
                });
            });
        }
        Phase::Closed | Phase::Over => {}
    }
}

/// Which profile is given.
#[component]
fn ProfileChoice(xivo: Xivo) -> impl IntoView {
    let language = language();
    let run = xivo.run;
    let typed = RwSignal::new(match run.action().get_untracked() {
        CtiAction::Profile(Some(id)) => id.to_string(),
        _ => String::new(),
    });
    let choose = move |text: String| {
        if check_profile(&text).is_none() {
            run.set_action(CtiAction::Profile(text.trim().parse().ok()));
        }
        typed.set(text);
    };
    let label = Signal::derive(move || xivo_texts::label(language.get(), "cti_profile").to_owned());
    let options = Signal::derive(move || {
        let language = language.get();
        let mut options = vec![(String::new(), xivo_texts::no_profile(language).to_owned())];
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
        check_profile(&typed.get())
            .map(|problem| problem_sentence(language.get(), &problem))
            .unwrap_or_default()
    });
    let listed = untrack(move || xivo.profiles.with(|profiles| matches!(profiles, Profiles::Known(_))));
    view! {
        <div class="narrow-field">
            {if listed {
                view! {
                    <SelectField id="run-profile" label=label value=typed options=options on_change=choose />
                }
                    .into_any()
            } else {
                view! {
                    <TextField
                        id="run-profile"
                        label=label
                        value=typed
                        on_input=choose
                        hint=sentence(|language| cti_texts::profiles_unread(language).to_owned())
                        problem=problem
                        entry=Entry::NUMBER
                    />
                }
                    .into_any()
            }}
        </div>
    }
    .into_any()
}

/// How far it has come.
#[component]
fn Progress(xivo: Xivo, tally: Memo<Tally>) -> impl IntoView {
    let language = language();
    let run = xivo.run;
    let phase = run.phase();
    let done = move || {
        run.version().track();
        let Tally { all, waiting, .. } = tally.get();
        if phase.get() == Phase::Looking { run.looked_at() } else { all - waiting }
    };
    let sentence = move || {
        let language = language.get();
        match phase.get() {
            Phase::Looking => texts::looking(language),
            Phase::Running => texts::running(language),
            Phase::Paused => texts::paused(language),
            Phase::Over if tally.get().not_tried > 0 => texts::stopped(language),
            Phase::Over => texts::over(language),
            Phase::Ready if tally.get().waiting == 0 => texts::nothing_to_do(language),
            Phase::Ready | Phase::Closed => "",
        }
    };
    view! {
        <p role="status">{sentence}</p>
        <Show when=move || matches!(phase.get(), Phase::Looking | Phase::Running | Phase::Paused)>
            <div>
                <progress
                    aria-label=t(texts::progress)
                    max=move || tally.get().all.max(1).to_string()
                    value=move || done().to_string()
                ></progress>
                <p>{move || texts::of(language.get(), done(), tally.get().all)}</p>
            </div>
        </Show>
    }
    .into_any()
}

/// Who will change, who is so already, who lacks something; and afterwards.
#[component]
fn Figures(xivo: Xivo, tally: Memo<Tally>) -> impl IntoView {
    let language = language();
    let phase = xivo.run.phase();
    let figures = move || {
        let tally = tally.get();
        let looking = phase.get() == Phase::Looking;
        let before = phase.get() == Phase::Ready;
        [
            (Figure::WillChange, tally.waiting, before),
            (Figure::Changed, tally.changed, !before),
            (Figure::Already, tally.already, before),
            (Figure::Lacking, tally.lacking, before),
            (Figure::NotPossible, tally.not_possible, false),
            (Figure::Failed, tally.failed, !before),
            (Figure::Unknown, tally.unknown, false),
            (Figure::NotTried, tally.not_tried, false),
        ]
        .into_iter()
        .filter(|(_, count, always)| !looking && (*always || *count > 0))
        .map(|(figure, count, _)| view! { <li>{texts::figure(language.get(), figure, count)}</li> })
        .collect_view()
    };
    view! { <ul class="plain tally">{figures}</ul> }.into_any()
}

#[component]
fn Buttons(xivo: Xivo, tally: Memo<Tally>) -> impl IntoView {
    let language = language();
    let run = xivo.run;
    let phase = run.phase();
    let close = move |_| run.close();
    let csv = move |_| save_csv(xivo, language.get_untracked());
    move || {
        match phase.get() {
            Phase::Closed => ().into_any(),
            Phase::Looking => view! {
                <div class="actions">
                    <button type="button" on:click=close>{t(common::cancel)}</button>
                </div>
            }
            .into_any(),
            Phase::Ready => view! {
                <div class="actions">
                    <Show when=move || { tally.get().waiting > 0 }>
                        <button type="button" class="primary" on:click=move |_| run.start(xivo)>
                            {move || texts::start(language.get(), tally.get().waiting)}
                        </button>
                    </Show>
                    <button type="button" on:click=close>{t(common::cancel)}</button>
                </div>
            }
            .into_any(),
            Phase::Running => view! {
                <div class="actions">
                    <button type="button" on:click=move |_| run.pause()>{t(texts::pause)}</button>
                    <button type="button" on:click=move |_| run.stop()>{t(texts::stop)}</button>
                </div>
            }
            .into_any(),
            Phase::Paused => view! {
                <div class="actions">
                    <button type="button" class="primary" on:click=move |_| run.resume()>{t(texts::resume)}</button>
                    <button type="button" on:click=move |_| run.stop()>{t(texts::stop)}</button>
                </div>
            }
            .into_any(),
            Phase::Over => view! {
                <div class="actions">
                    <Show when=move || { tally.get().failed + tally.get().unknown > 0 }>
                        <button type="button" class="primary" on:click=move |_| run.again(xivo)>
                            {move || texts::again(language.get(), tally.get().failed, tally.get().unknown)}
                        </button>
                    </Show>
                    <button type="button" on:click=csv>{t(texts::save_csv)}</button>
                    <button type="button" on:click=close>{t(common::close)}</button>
                </div>
            }
            .into_any(),
        }
    }
}

/// The table by person.
#[component]
fn Outcomes(xivo: Xivo) -> impl IntoView {
    let language = language();
    let run = xivo.run;
    let sort = RwSignal::new(None);
    let order = StoredValue::new(Vec::new());
    let changed = RwSignal::new(0_u64);
    let count = Memo::new(move |_| {
        run.version().track();
        run.with(|items| items.len())
    });
    // While it runs the rows stay where they are.
    Effect::new(move |_| {
        let _ = (run.phase().get(), run.action().get(), count.get());
        order.set_value(rows::order(xivo, language.get(), sort.get()));
        changed.update(|changed| *changed += 1);
    });
    Effect::new(move |_| {
        run.version().track();
        xivo.profiles.track();
        changed.update(|changed| *changed += 1);
    });
    let shown = Arc::new(Rows { xivo, language, order });
    view! {
        <Table
            label=sentence(|language| texts::people(language).to_owned())
            columns=Signal::stored(rows::COLUMNS.to_vec())
            count=count
            rows=shown
            changed=changed
            sort=sort
            on_sort=Callback::new(move |column| sort.update(|sort| *sort = Sort::next(*sort, column)))
        />
    }
    .into_any()
}

/// The table as a file that no spreadsheet calculates with.
fn save_csv(xivo: Xivo, language: Language) {
    let mut csv = Csv::new();
    let label = |field| xivo_texts::label(language, field);
    csv.line([
        texts::user_number(language),
        texts::name(language),
        label("username"),
        xivo_texts::extension(language),
        label("mobile_phone_number"),
        texts::now(language),
        texts::outcome(language),
        common::server_messages(language),
    ]);
    xivo.run.with(|items| {
        for item in items {
            let state = item.cti.map(|cti| state_text(xivo, language, &cti)).unwrap_or_default();
            let outcome = rows::outcome(language, item, false);
            let messages =
                item.outcome.refusal().map(|refusal| refusal.server_messages.join(" ")).unwrap_or_default();
            csv.line([
                item.id.as_str(),
                &item.name,
                &item.username,
                &item.extension,
                &item.mobile,
                &state,
                // The sign before the words is for the screen.
                outcome.trim_start_matches(['✓', '✕', '–', '=', '?', '→', '…', ' ']),
                &messages,
            ]);
        }
    });
    share::save("cti.csv", Csv::MEDIA_TYPE, &csv.into_text());
}
