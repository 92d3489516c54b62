//! What becomes of many people: what would change, the run, and what became of it.

pub mod grid;
pub mod kept;
pub mod maker;
pub mod save;

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{clock, unsaved};
use crate::components::list::{Sort, Table};
use crate::components::refused::Refused;
use crate::components::{Link, Title, language, sentence, t};
use crate::list::csv::reader;
use crate::pages::xivo::import::mapping::Mapping;
use crate::pages::xivo::plan::grid::{Grid, Shown};
use crate::pages::xivo::plan::kept::{Kept, keep_run};
use crate::pages::xivo::plan::maker::{SelectionFacts, SelectionForm};
use crate::pages::xivo::user::navigation::Back;
use crate::plan::{Row, invert};
use crate::route::Route;
use crate::state::navigation::Leaving;
use crate::state::notices::Tone;
use crate::state::plan::{Phase, Tally};
use crate::state::xivo::Xivo;
use crate::state::xivo::plan::{Everybody, ImportFile, Known, SelectionAction, XivoPlan};
use crate::state::{Console, System};
use crate::text::plan::{self as texts, Figure};
use crate::text::{common, import as import_texts};
use crate::wire::xivo::Field;

/// The plan of a system, or that there is none.
pub fn page(system: System) -> AnyView {
    view! { <Page xivo=Xivo::of(system) /> }.into_any()
}

#[component]
fn Page(xivo: Xivo) -> impl IntoView {
    let console = Console::get();
    let plan = XivoPlan::of(xivo);
    let run = plan.run;
    console.navigation.guard_as(Leaving::Running, move || run.is_under_way());
    on_cleanup(move || stop_when_left(plan, console));
    keep_run(xivo);
    let is_there = Memo::new(move |_| plan.is_there());
    if untrack(|| plan.is_there()) && matches!(plan.everybody.get_untracked(), Everybody::NotRead) {
        spawn_local(async move { xivo.check_plan().await });
    }
    // The names of the profiles stand in the rows.
    if xivo.dialect.with_untracked(|dialect| dialect.lists_cti_profiles()) {
        spawn_local(async move { xivo.read_profiles().await });
    }
    view! {
        <div class="people run plan">
            <p><Back xivo=xivo /></p>
            <Title title=sentence(|language| texts::title(language).to_owned()) />
            <Show when=move || is_there.get() fallback=move || view! { <NoPlan xivo=xivo /> }>
                <Plan xivo=xivo />
            </Show>
        </div>
    }
    .into_any()
}

/// The page is left: what runs is stopped, and what was done is there when one comes back.
fn stop_when_left(plan: XivoPlan, console: Console) {
    let run = plan.run;
    if !matches!(run.phase().get_untracked(), Phase::Running | Phase::Paused) {
        return;
    }
    // Only once the view is gone: what it was made of must not be notified any more.
    spawn_local(async move {
        clock::sleep(Duration::ZERO).await;
        run.stop();
        // What is under way ends by itself, at the latest by its time limit.
        while run.phase().get_untracked() == Phase::Running {
            clock::sleep(Duration::from_millis(100)).await;
        }
        let Tally { done, failed, not_tried, .. } = run.tally();
        console.notices.say(Tone::Warning, move |language| texts::left(language, done, failed, not_tried));
    });
}

/// In the place of a plan.
#[component]
fn NoPlan(xivo: Xivo) -> impl IntoView {
    let system = xivo.system.id();
    view! {
        <Kept xivo=xivo />
        <p>{t(texts::no_plan)}</p>
        <p>
            <Link to=Route::ImportUsers { system }>{t(import_texts::title)}</Link>
        </p>
    }
    .into_any()
}

#[component]
fn Plan(xivo: Xivo) -> impl IntoView {
    let language = language();
    let plan = XivoPlan::of(xivo);
    let XivoPlan { everybody, run, is_inverse, .. } = plan;
    let phase = run.phase();
    let tally = Memo::new(move |_| {
        run.version().track();
        run.tally()
    });
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
                let retry = Callback::new(move |()| spawn_local(async move { xivo.check_plan().await }));
                view! { <Refused refusal=refusal.clone() retry=retry /> }.into_any()
            }
            Everybody::Known(Known { missing: 0, .. }) => ().into_any(),
            Everybody::Known(known) => {
                let missing = known.missing;
                view! { <p class="advice">{move || texts::people_missing(language.get(), missing)}</p> }
                    .into_any()
            }
        })
    };
    let has_file = untrack(|| plan.with_file(|_| ())).is_some();
    let is_known = Memo::new(move |_| everybody.with(|everybody| matches!(everybody, Everybody::Known(_))));
    view! {
        <FileFacts plan=plan />
        <SelectionFacts plan=plan />
        <Show when=move || is_inverse.get() && is_ready.get()>
            <p class="advice">{t(texts::is_inverse)}</p>
        </Show>
        {people}
        <Show when=move || is_known.get()>
            <Show when=move || is_ready.get() && !is_inverse.get()>
                {if has_file { view! { <Mapping xivo=xivo /> }.into_any() } else { view! { <SelectionForm xivo=xivo /> }.into_any() }}
            </Show>
            <Progress plan=plan tally=tally />
            <Figures plan=plan tally=tally />
            <WayBack plan=plan />
            <Buttons xivo=xivo tally=tally />
            <Rows xivo=xivo />
        </Show>
        <Show when=move || !is_known.get()>
            <div class="actions">
                <Close xivo=xivo />
            </div>
        </Show>
    }
    .into_any()
}

/// What the file of the plan is.
#[component]
fn FileFacts(plan: XivoPlan) -> impl IntoView {
    let language = language();
    let facts = move || {
        plan.with_file(|file: &ImportFile| {
            let encoding = match file.table.encoding {
                reader::Encoding::Utf8 => "UTF-8",
                reader::Encoding::Utf16LittleEndian | reader::Encoding::Utf16BigEndian => "UTF-16",
                reader::Encoding::Windows1252 => "Windows-1252",
            };
            let rows = file.table.rows.len();
            let facts = import_texts::facts(language.get(), &file.name, rows, encoding, file.table.separator);
            view! { <p>{facts}</p> }
        })
    };
    let is_cut_short = move || plan.with_file(|file| file.table.is_cut_short).unwrap_or_default();
    view! {
        {facts}
        <Show when=is_cut_short>
            <p class="advice">{t(import_texts::cut_short)}</p>
        </Show>
    }
    .into_any()
}

/// Puts the plan away, and goes to where it was made.
#[component]
fn Close(xivo: Xivo) -> impl IntoView {
    let navigation = Console::get().navigation;
    let plan = XivoPlan::of(xivo);
    let has_file = untrack(|| plan.with_file(|_| ())).is_some();
    let close = move |_| {
        plan.close();
        unsaved::keep(&xivo.plan_path(), None);
        let system = xivo.system.id();
        match has_file {
            true => navigation.go(&Route::ImportUsers { system }),
            false => navigation.replace_with_list(Route::Users { system }),
        }
    };
    let word = if has_file { import_texts::other_file } else { common::close };
    view! { <button type="button" on:click=close>{t(word)}</button> }.into_any()
}

/// How far it has come.
#[component]
fn Progress(plan: XivoPlan, tally: Memo<Tally>) -> impl IntoView {
    let language = language();
    let run = plan.run;
    let phase = run.phase();
    let sentence = move || {
        let (language, tally) = (language.get(), tally.get());
        match phase.get() {
            Phase::Ready if plan.is_incomplete() => texts::choose_first(language),
            Phase::Ready if tally.to_do == 0 => texts::nothing_to_do(language),
            Phase::Ready => "",
            Phase::Running => texts::running(language),
            Phase::Paused => texts::paused(language),
            Phase::Over if tally.not_tried > 0 => texts::stopped(language),
            Phase::Over => texts::over(language),
        }
    };
    let all = move || {
        let Tally { to_do, done, failed, not_tried, .. } = tally.get();
        to_do + done + failed + not_tried
    };
    let settled = move || all() - tally.get().to_do;
    view! {
        <p role="status">{sentence}</p>
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

#[component]
fn Figures(plan: XivoPlan, tally: Memo<Tally>) -> impl IntoView {
    let language = language();
    let phase = plan.run.phase();
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
        .map(|(figure, count, _)| view! { <li>{texts::figure(language.get(), figure, count)}</li> })
        .collect_view()
    };
    view! { <ul class="plain tally">{figures}</ul> }.into_any()
}

/// Before the run: what no way leads back from.
#[component]
fn WayBack(plan: XivoPlan) -> impl IntoView {
    let language = language();
    let run = plan.run;
    let sentence = move || {
        run.version().track();
        match run.phase().get() {
            Phase::Ready => save::irreversible(language.get(), run),
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

#[component]
fn Buttons(xivo: Xivo, tally: Memo<Tally>) -> impl IntoView {
    let language = language();
    let plan = XivoPlan::of(xivo);
    let run = plan.run;
    let phase = run.phase();
    let has_file = untrack(|| plan.with_file(|_| ())).is_some();
    let has_done = Memo::new(move |_| {
        run.version().track();
        run.with(|items| items.iter().filter_map(|item| item.done.as_ref()).any(can_be_taken_back))
    });
    let is_not_done = move || {
        let Tally { refused, failed, not_tried, .. } = tally.get();
        has_file && !plan.is_inverse.get() && refused + failed + not_tried > 0
    };
    let is_deletion = Memo::new(move |_| matches!(plan.action(), Some(SelectionAction::Delete(_))));
    let run_label = move || {
        let (language, count) = (language.get(), tally.get().to_do);
        match is_deletion.get() && !plan.is_inverse.get() {
            true => texts::delete(language, count),
            false => texts::run(language, count),
        }
    };
    let has_credentials = Memo::new(move |_| {
        run.version().track();
        // The passwords of a file are somebody's already.
        plan.action() == Some(SelectionAction::MakeCredentials) && run.with(save::has_credentials)
    });
    let has_problems = Memo::new(move |_| tally.get().refused > 0);
    let check = move |_| spawn_local(async move { xivo.check_plan().await });
    move || {
        match phase.get() {
        Phase::Ready => view! {
            <div class="actions">
                <Show when=move || { tally.get().to_do > 0 }>
                    <button
                        type="button"
                        class=move || if is_deletion.get() { "danger" } else { "primary" }
                        on:click=move |_| run.start(xivo)
                    >
                        {run_label}
                    </button>
                    <Show when=move || !is_deletion.get()>
                        <button type="button" on:click=move |_| save::inverse(plan)>{t(texts::save_inverse)}</button>
                    </Show>
                </Show>
                <Show when=move || plan.is_incomplete()>
                    <button type="button" class="primary" aria-disabled="true">{run_label}</button>
                </Show>
                <Show when=move || has_problems.get() && !plan.is_inverse.get()>
                    <button type="button" on:click=check>{t(texts::check_again)}</button>
                </Show>
                <Close xivo=xivo />
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
                <Show when=move || { tally.get().can_be_tried_again > 0 }>
                    <button type="button" class="primary" on:click=move |_| run.again(xivo)>
                        {move || texts::again(language.get(), tally.get().can_be_tried_again)}
                    </button>
                </Show>
                // Another plan would take the place of the passwords that nobody has been handed yet.
                <Show when=move || has_done.get() && !has_credentials.get()>
                    <button type="button" on:click=move |_| plan.turn_round()>{t(texts::undo)}</button>
                </Show>
                <Show when=move || has_credentials.get()>
                    <button
                        type="button"
                        class="primary"
                        on:click=move |_| save::credentials(plan, language.get_untracked())
                    >
                        {t(texts::save_credentials)}
                    </button>
                </Show>
                <Show when=move || !has_credentials.get()>
                    <button type="button" on:click=check>{t(texts::check_again)}</button>
                </Show>
                <button type="button" on:click=move |_| save::outcome(xivo, language.get_untracked())>
                    {t(texts::save_outcome)}
                </button>
                <Show when=is_not_done>
                    <button type="button" on:click=move |_| save::failed(plan, language.get_untracked())>
                        {t(texts::save_failed)}
                    </button>
                </Show>
                <Show when=move || !has_credentials.get()>
                    <Close xivo=xivo />
                </Show>
            </div>
        }
        .into_any(),
    }
    }
}

/// Does any plan take back what was done with a row?
fn can_be_taken_back(done: &Row<Field>) -> bool {
    !invert(std::slice::from_ref(done)).rows.is_empty()
}

/// Every row with what is now, what shall be, and what became of it.
#[component]
fn Rows(xivo: Xivo) -> impl IntoView {
    let language = language();
    let plan = XivoPlan::of(xivo);
    let run = plan.run;
    let phase = run.phase();
    let shown = RwSignal::new(Shown::All);
    let sort = RwSignal::new(None::<Sort>);
    let order = StoredValue::new(Vec::new());
    let changed = RwSignal::new(0_u64);
    let count = RwSignal::new(0_usize);
    let fields = Memo::new(move |_| {
        run.plans().track();
        grid::fields(plan)
    });
    // While it runs the rows stay where they are.
    Effect::new(move |_| {
        let _ = (phase.get(), run.plans().get(), fields.get());
        let rows = grid::order(xivo, language.get(), shown.get(), sort.get(), &fields.get_untracked());
        count.set(rows.len());
        order.set_value(rows);
        changed.update(|changed| *changed += 1);
    });
    Effect::new(move |_| {
        run.version().track();
        xivo.profiles.track();
        changed.update(|changed| *changed += 1);
    });
    let all_selected = Signal::derive(move || {
        run.version().track();
        run.with(|items| items.iter().all(|item| !item.row.is_left_out))
    });
    let is_ready = Memo::new(move |_| phase.get() == Phase::Ready);
    let table = move || {
        let select = Callback::new(move |(id, _): (String, bool)| {
            let Ok(at) = id.parse::<usize>() else { return };
            let is_left_out = run.with(|items| items.get(at).is_some_and(|item| item.row.is_left_out));
            run.set_left_out(at, !is_left_out);
        });
        let select_all = Callback::new(move |all: bool| run.set_all_left_out(!all));
        let is_ready = is_ready.get();
        view! {
            <Table
                label=sentence(|language| texts::rows(language).to_owned())
                columns=Signal::derive(move || grid::columns(&fields.get()))
                count=count
                rows=Arc::new(Grid { xivo, plan, language, order, fields })
                changed=changed
                sort=sort
                on_sort=Callback::new(move |column| sort.update(|sort| *sort = Sort::next(*sort, column)))
                on_select=is_ready.then_some(select)
                all_selected=all_selected
                on_select_all=is_ready.then_some(select_all)
            />
        }
        .into_any()
    };
    view! {
        <label class="inline">
            {t(texts::show)}
            <select
                class="narrow"
                on:change:target=move |event| shown.set(Shown::from_value(&event.target().value()))
            >
                {Shown::ALL
                    .map(|(own, word)| {
                        view! {
                            <option value=own.value() prop:selected=move || shown.get() == own>{t(word)}</option>
                        }
                    })
                    .collect_view()}
            </select>
        </label>
        {table}
    }
    .into_any()
}
