//! What becomes of many people: what would change, the run, and what became of it.

pub mod begin;
pub mod field_change;
pub mod follow;
pub mod grid;
pub mod hand_over;
pub mod import;
pub mod kept;
pub mod requests;
pub mod rows;
pub mod save;
pub mod vendor;

use std::collections::BTreeMap;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{clock, dom, kept_in_tab};
use crate::components::refused::Refused;
use crate::components::{Icon, IconName, LeaveQuestion, Title, language, sentence, t};
use crate::form::Field;
use crate::pages::plan::follow::follow_run;
use crate::pages::plan::hand_over::HandOver;
use crate::pages::plan::kept::Kept;
use crate::pages::plan::rows::Rows;
use crate::pages::plan::vendor::{PlanPage, UndoGroup};
use crate::plan::{Action, Row, invert};
use crate::state::plan::{Phase, PlanRun, Tally};
use crate::state::system_plan::{Everybody, Plan};
use crate::text::plan::{self as texts, Figure};

/// The id of what says how far it has come.
const STATE: &str = "plan-state";

/// So long after other buttons came in the place of those before, a second click may still be meant
/// for the latter.
const SECOND_CLICK: Duration = Duration::from_millis(500);

/// The plan of a system as `view` shows it, or that there is none. There is none where a tab begins
/// here, so that it need not load what shows one.
pub fn page<S: PlanPage>(server: S, view: ViewFn) -> AnyView {
    view! { <Page server=server view=view /> }.into_any()
}

/// What shows the plan of a system, of which there is one: what it is made of, and below that what
/// `run` shows.
pub fn view<S: PlanPage>(server: S, run: ViewFn) -> AnyView {
    view! { <PlanView server=server run=run /> }.into_any()
}

/// The rows of a plan, and what runs them.
pub fn run<S: PlanPage>(server: S) -> AnyView {
    view! { <Run server=server /> }.into_any()
}

#[component]
fn Page<S: PlanPage>(server: S, view: ViewFn) -> impl IntoView {
    let plan = Plan::of(server);
    // Another plan has other facts and another form.
    let begun = Memo::new(move |_| plan.is_there().then(|| plan.begun.get()));
    view! {
        <div class="people run plan">
            <p>{server.back()}</p>
            <Title title=sentence(|language| texts::title(language).to_owned()) />
            {move || match begun.get() {
                Some(_) => untrack(|| view.run()),
                None => view! { <NoPlan server=server /> }.into_any(),
            }}
            <HandOver server=server />
        </div>
    }
    .into_any()
}

/// In the place of a plan.
#[component]
fn NoPlan<S: PlanPage>(server: S) -> impl IntoView {
    view! {
        <Kept server=server />
        {server.no_plan()}
    }
    .into_any()
}

#[component]
fn PlanView<S: PlanPage>(server: S, run: ViewFn) -> impl IntoView {
    let language = language();
    let plan = Plan::of(server);
    let everybody = plan.everybody;
    let phase = plan.run.phase();
    if everybody.with_untracked(|everybody| matches!(everybody, Everybody::NotRead)) {
        spawn_local(async move { plan.check().await });
    }
    server.read_names();
    let is_ready = Memo::new(move |_| phase.get() == Phase::Ready);
    let people = move || {
        everybody.with(|everybody| match everybody {
            Everybody::NotRead | Everybody::Reading { all: 0, .. } => {
                view! { <p role="status">{t(texts::reading)}</p> }.into_any()
            }
            Everybody::Reading { read, all } => {
                let (read, all) = (*read, *all);
                view! {
                    <p role="status">{t(texts::looking)}</p>
                    <progress aria-label=t(texts::progress) max=all.to_string() value=read.to_string()></progress>
                    <p>{move || texts::of(language.get(), read, all)}</p>
                }
                .into_any()
            }
            Everybody::Refused(refusal) => {
                let retry = Callback::new(move |()| spawn_local(async move { plan.check_again().await }));
                view! { <Refused refusal=refusal.clone() retry=retry /> }.into_any()
            }
            Everybody::Known(known) => server.advice(known),
        })
    };
    let is_known = Memo::new(move |_| everybody.with(|everybody| matches!(everybody, Everybody::Known(_))));
    // What was chosen may need more to be read; where it was chosen stays meanwhile.
    let was_known = Memo::new(move |before: Option<&bool>| before == Some(&true) || is_known.get());
    view! {
        {server.facts()}
        <Show when=move || plan.is_inverse() && is_ready.get()>
            <p class="advice">{t(texts::is_inverse)}</p>
        </Show>
        {people}
        <Show when=move || was_known.get() && is_ready.get() && !plan.is_inverse()>
            {server.form()}
        </Show>
        <Show when=move || is_known.get()>
            {run.run()}
        </Show>
        <Show when=move || !is_known.get()>
            <div class="actions">
                <Close server=server />
            </div>
        </Show>
    }
    .into_any()
}

#[component]
fn Run<S: PlanPage>(server: S) -> impl IntoView {
    let plan = Plan::of(server);
    let run = plan.run;
    plan.follow_once(move || follow_run(server));
    let tally = Memo::new(move |_| {
        run.version().track();
        run.tally()
    });
    view! {
        <Progress server=server tally=tally />
        <Figures run=run tally=tally />
        <WayBack server=server />
        <DoneBefore server=server />
        <Buttons server=server tally=tally />
        <Rows server=server />
    }
    .into_any()
}

/// Puts the plan away, and goes to where it was made.
#[component]
pub fn Close<S: PlanPage>(server: S) -> impl IntoView {
    let plan = Plan::of(server);
    let is_asking = RwSignal::new(false);
    let close = move || {
        kept_in_tab::keep(&server.plan_path(), None);
        server.close();
    };
    // What was mended is in no file yet.
    let ask = move |_| match untrack(|| plan.has_mended()) {
        true => is_asking.set(true),
        false => close(),
    };
    view! {
        <button type="button" on:click=ask>{t(server.close_label())}</button>
        <LeaveQuestion
            open=is_asking
            on_stay=move |()| is_asking.set(false)
            on_leave=move |()| close()
        />
    }
    .into_any()
}

/// How far it has come.
#[component]
fn Progress<S: PlanPage>(server: S, tally: Memo<Tally>) -> impl IntoView {
    let language = language();
    let plan = Plan::of(server);
    let Plan { run, is_outdated, .. } = plan;
    let phase = run.phase();
    let sentence = move || {
        let (language, tally) = (language.get(), tally.get());
        match phase.get() {
            Phase::Ready if is_outdated.get() => "",
            Phase::Ready if server.is_incomplete() => texts::choose_first(language),
            Phase::Ready if tally.to_do == 0 => texts::nothing_to_do(language),
            Phase::Ready => "",
            Phase::Running => texts::running(language),
            Phase::Paused if run.is_paused_by_outage() => texts::paused_by_outage(language),
            Phase::Paused => texts::paused(language),
            Phase::Over if tally.not_tried > 0 && !plan.has_mended() => texts::stopped(language),
            Phase::Over => texts::over(language),
        }
    };
    let all = move || {
        let Tally { to_do, done, failed, not_tried, .. } = tally.get();
        to_do + done + failed + not_tried
    };
    let settled = move || all() - tally.get().to_do;
    view! {
        <p role="status" id=STATE tabindex="-1">{sentence}</p>
        <Show when=move || matches!(phase.get(), Phase::Running | Phase::Paused)>
            <div>
                <progress
                    aria-label=t(texts::progress)
                    max=move || all().max(1).to_string()
                    value=move || settled().to_string()
                ></progress>
                <p>
                    {move || texts::of(language.get(), settled(), all())} " "
                    {move || {
                        let left = run.seconds_left(tally.get()).filter(|_| phase.get() == Phase::Running);
                        left.map(|seconds| texts::time_left(language.get(), seconds))
                    }}
                </p>
            </div>
        </Show>
    }
    .into_any()
}

fn figure_icon(figure: Figure) -> Option<IconName> {
    match figure {
        Figure::ToDo | Figure::Already => None,
        Figure::Done => Some(IconName::Done),
        Figure::Refused => Some(IconName::Warning),
        Figure::Failed => Some(IconName::Failed),
        Figure::LeftOut | Figure::NotTried => Some(IconName::NotTried),
    }
}

#[component]
fn Figures<F: Field>(run: PlanRun<F>, tally: Memo<Tally>) -> impl IntoView {
    let language = language();
    let phase = run.phase();
    let figures = move || {
        let tally = tally.get();
        let before = phase.get() == Phase::Ready;
        [
            (Figure::ToDo, tally.to_do, before),
            (Figure::Done, tally.done, !before),
            (Figure::Already, tally.already, before),
            (Figure::Refused, tally.refused, before),
            (Figure::LeftOut, tally.left_out, false),
            (Figure::Failed, tally.failed, !before),
            (Figure::NotTried, tally.not_tried, false),
        ]
        .into_iter()
        .filter(|(_, count, always)| *always || *count > 0)
        .map(|(figure, count, _)| {
            let icon = figure_icon(figure).filter(|_| count > 0).map(|name| view! { <Icon name=name /> });
            view! { <li>{icon} {texts::figure(language.get(), figure, count)}</li> }
        })
        .collect_view()
    };
    view! { <ul class="plain tally">{figures}</ul> }.into_any()
}

/// Before the run: what no way leads back from.
#[component]
fn WayBack<S: PlanPage>(server: S) -> impl IntoView {
    let language = language();
    let plan = Plan::of(server);
    let run = plan.run;
    let sentence = move || {
        run.version().track();
        match run.phase().get() {
            Phase::Ready => save::irreversible(language.get(), plan),
            _ => String::new(),
        }
    };
    let sentence = Memo::new(move |_| sentence());
    view! {
        <Show when=move || sentence.with(|sentence| !sentence.is_empty())>
            <p class="advice">{move || sentence.get()}</p>
        </Show>
    }
    .into_any()
}

/// After the plan was checked again: what was done before can still be taken back.
#[component]
fn DoneBefore<S: PlanPage>(server: S) -> impl IntoView {
    let plan = Plan::of(server);
    let can_be_undone = Memo::new(move |_| {
        plan.run.phase().get() == Phase::Ready && !plan.is_inverse() && plan.has_done(can_be_taken_back)
    });
    view! {
        <Show when=move || can_be_undone.get()>
            <div class="advice">
                <p>{t(texts::done_before)}</p>
                <div class="actions">
                    <button type="button" on:click=move |_| plan.turn_round()>{t(texts::undo)}</button>
                </div>
            </div>
        </Show>
    }
    .into_any()
}

#[component]
fn Buttons<S: PlanPage>(server: S, tally: Memo<Tally>) -> impl IntoView {
    let language = language();
    let plan = Plan::of(server);
    let run = plan.run;
    let phase = run.phase();
    let has_done = Memo::new(move |_| plan.has_done(can_be_taken_back));
    let has_to_do = move |is_such: fn(&Row<S::Field>) -> bool| {
        run.version().track();
        run.plans().track();
        run.with(|items| items.iter().any(|item| item.row.is_to_do() && is_such(&item.row)))
    };
    let is_deletion = Memo::new(move |_| {
        has_to_do(|row| matches!(row.action, Action::Delete { .. }))
            && !has_to_do(|row| !matches!(row.action, Action::Delete { .. }))
    });
    let has_undo_file = Memo::new(move |_| server.has_undo_file() && has_to_do(is_in_undo_file));
    let run_label = move || {
        let (language, count) = (language.get(), tally.get().to_do);
        if is_deletion.get() { texts::delete(language, count) } else { texts::run(language, count) }
    };
    let must_hand_over = Memo::new(move |_| {
        run.version().track();
        server.must_hand_over()
    });
    // Nothing is run, and no file written, of what the rows do not show yet.
    let is_outdated = plan.is_outdated;
    let is_blocked = Memo::new(move |_| is_outdated.get() || server.is_incomplete());
    let blocked = move || is_blocked.get().then_some("true");
    let start = move |_| {
        if !is_blocked.get_untracked() {
            plan.start();
        }
    };
    let has_problems = Memo::new(move |_| tally.get().refused > 0);
    let check = move |_| spawn_local(async move { plan.check_again().await });
    let run_button = move || {
        server.run_button(tally).unwrap_or_else(|| {
            view! {
                <button
                    type="button"
                    class=move || if is_deletion.get() { "danger" } else { "primary" }
                    aria-disabled=blocked
                    on:click=start
                >
                    {run_label}
                </button>
            }
            .into_any()
        })
    };
    let buttons = move || {
        match phase.get() {
        Phase::Ready => view! {
            <>
                <Show when=move || is_blocked.get() || { tally.get().to_do > 0 }>
                    {run_button()}
                </Show>
                <Show when=move || has_undo_file.get()>
                    <SaveInverse server=server is_blocked=is_blocked />
                </Show>
                <Show when=move || has_problems.get()>
                    <button type="button" on:click=check>{t(texts::check_again)}</button>
                </Show>
                <Close server=server />
            </>
        }
        .into_any(),
        Phase::Running => view! {
            <>
                <button type="button" on:click=move |_| run.pause()>{t(texts::pause)}</button>
                <button type="button" on:click=move |_| run.stop()>{t(texts::stop)}</button>
            </>
        }
        .into_any(),
        Phase::Paused => view! {
            <>
                <button type="button" class="primary" on:click=move |_| run.resume()>{t(texts::resume)}</button>
                <button type="button" on:click=move |_| run.stop()>{t(texts::stop)}</button>
            </>
        }
        .into_any(),
        Phase::Over => view! {
            <>
                <Show when=move || { tally.get().can_be_tried_again > 0 }>
                    <button type="button" class="primary" on:click=move |_| plan.start_again()>
                        {move || texts::again(language.get(), tally.get().can_be_tried_again)}
                    </button>
                </Show>
                // Another plan would take the place of what nobody has been handed yet.
                <Show when=move || has_done.get() && !must_hand_over.get()>
                    <button type="button" on:click=move |_| plan.turn_round()>{t(texts::undo)}</button>
                </Show>
                {S::HAND_OVER.map(|(label, hand_over)| view! {
                    <Show when=move || must_hand_over.get()>
                        <button
                            type="button"
                            class="primary"
                            on:click=move |_| hand_over(server, language.get_untracked())
                        >
                            {t(label)}
                        </button>
                    </Show>
                })}
                {server.more_buttons(tally)}
                <Show when=move || !must_hand_over.get()>
                    <button type="button" on:click=check>{t(texts::check_again)}</button>
                </Show>
                <button type="button" on:click=move |_| save::outcome(server, language.get_untracked())>
                    {t(texts::save_outcome)}
                </button>
                <Show when=move || !must_hand_over.get()>
                    <Close server=server />
                </Show>
            </>
        }
        .into_any(),
    }
    };
    view! {
        <div class="actions" inert=is_deaf_for_a_moment(phase)>
            {buttons}
        </div>
    }
    .into_any()
}

/// The file that undoes what would be done; where a file is of one group, one of each.
#[component]
fn SaveInverse<S: PlanPage>(server: S, is_blocked: Memo<bool>) -> impl IntoView {
    let language = language();
    let run = Plan::of(server).run;
    let blocked = move || is_blocked.get().then_some("true");
    let save = move |group: Option<&UndoGroup>| {
        if !is_blocked.get_untracked() {
            save::inverse(server, group);
        }
    };
    let groups = Memo::new(move |_| {
        run.version().track();
        let mut groups = BTreeMap::<UndoGroup, usize>::new();
        run.with(|items| {
            let rows =
                items.iter().map(|item| &item.row).filter(|row| row.is_to_do() && is_in_undo_file(row));
            rows.filter_map(|row| server.undo_group(row)).for_each(|group| {
                *groups.entry(group).or_default() += 1;
            });
        });
        groups
    });
    let is_several = Memo::new(move |_| groups.with(|groups| groups.len() > 1));
    let button = move |(group, count): (UndoGroup, usize)| {
        let shown = group.clone();
        view! {
            <li>
                <button type="button" aria-disabled=blocked on:click=move |_| save(Some(&group))>
                    {move || texts::undo_file_of(language.get(), &shown.name, &shown.within, count)}
                </button>
            </li>
        }
    };
    view! {
        <Show
            when=move || is_several.get()
            fallback=move || {
                view! {
                    <button type="button" aria-disabled=blocked on:click=move |_| save(None)>
                        {t(texts::save_inverse)}
                    </button>
                }
            }
        >
            <details class="undo-files">
                <summary>{t(texts::save_inverses)}</summary>
                <ul class="plain">{move || groups.get().into_iter().map(button).collect_view()}</ul>
            </details>
        </Show>
    }
    .into_any()
}

/// Whoever is created has no id yet, and nobody who is deleted comes back.
fn is_in_undo_file<F: Field>(row: &Row<F>) -> bool {
    matches!(row.action, Action::Change { .. }) && can_be_taken_back(row)
}

/// True for a moment after the phase has changed: the second click of a double click on "Run" would
/// press what stands there then. After it, the focus that went with the buttons is put back.
fn is_deaf_for_a_moment(phase: RwSignal<Phase>) -> RwSignal<bool> {
    let is_deaf = RwSignal::new(false);
    let changes = StoredValue::new(0_u32);
    let begin = move |now: &Phase, before: Option<&Phase>, _| {
        if before == Some(now) {
            return;
        }
        is_deaf.set(true);
        let change = changes.get_value() + 1;
        changes.set_value(change);
        spawn_local(async move {
            clock::sleep(SECOND_CLICK).await;
            if changes.try_get_value() == Some(change) {
                is_deaf.try_set(false);
                dom::focus_soon_if_lost(STATE);
            }
        });
    };
    Effect::watch(move || phase.get(), begin, false);
    is_deaf
}

/// Does any plan take back what was done with a row?
fn can_be_taken_back<F: Field>(done: &Row<F>) -> bool {
    !invert(std::slice::from_ref(done)).rows.is_empty()
}
