//! What a file would change, the run, and what became of it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::list::{Sort, Table};
use crate::components::refused::Refused;
use crate::components::{language, sentence, t};
use crate::list::csv::reader;
use crate::pages::xivo::import::grid::{self, Grid, Shown};
use crate::pages::xivo::import::mapping::Mapping;
use crate::pages::xivo::import::save;
use crate::state::System;
use crate::state::plan::{Phase, Tally};
use crate::state::xivo::Xivo;
use crate::state::xivo::import::{Everybody, Import};
use crate::text::import::{self as texts, Figure};
use crate::text::several as run_texts;

/// The plan of the file that was chosen.
pub fn page(system: System) -> AnyView {
    view! { <Plan xivo=Xivo::of(system) /> }.into_any()
}

#[component]
fn Plan(xivo: Xivo) -> impl IntoView {
    let language = language();
    let Import { file, everybody, run, is_inverse, .. } = Import::of(xivo);
    let phase = run.phase();
    let tally = Memo::new(move |_| {
        run.version().track();
        run.tally()
    });
    let facts = move || {
        file.with(|file| {
            file.as_ref().map(|file| {
                let encoding = match file.table.encoding {
                    reader::Encoding::Utf8 => "UTF-8",
                    reader::Encoding::Utf16LittleEndian | reader::Encoding::Utf16BigEndian => "UTF-16",
                    reader::Encoding::Windows1252 => "Windows-1252",
                };
                let rows = file.table.rows.len();
                texts::facts(language.get(), &file.name, rows, encoding, file.table.separator)
            })
        })
    };
    let is_cut_short = move || file.with(|file| file.as_ref().is_some_and(|file| file.table.is_cut_short));
    let is_ready = Memo::new(move |_| phase.get() == Phase::Ready);
    let people = move || {
        everybody.with(|everybody| match everybody {
            Everybody::NotRead | Everybody::Reading => {
                view! { <p role="status">{t(texts::reading)}</p> }.into_any()
            }
            Everybody::Refused(refusal) => {
                let retry = Callback::new(move |()| spawn_local(async move { xivo.check_import().await }));
                view! { <Refused refusal=refusal.clone() retry=retry /> }.into_any()
            }
            Everybody::Known { missing: 0, .. } => ().into_any(),
            Everybody::Known { missing, .. } => {
                let missing = *missing;
                view! { <p class="advice">{move || texts::people_missing(language.get(), missing)}</p> }
                    .into_any()
            }
        })
    };
    let is_known =
        Memo::new(move |_| everybody.with(|everybody| matches!(everybody, Everybody::Known { .. })));
    view! {
        <p>{facts}</p>
        <Show when=is_cut_short>
            <p class="advice">{t(texts::cut_short)}</p>
        </Show>
        <Show when=move || is_inverse.get() && is_ready.get()>
            <p class="advice">{t(texts::is_inverse)}</p>
        </Show>
        {people}
        <Show when=move || is_known.get()>
            <Show when=move || is_ready.get() && !is_inverse.get()>
                <Mapping xivo=xivo />
            </Show>
            <Progress xivo=xivo tally=tally />
            <Figures xivo=xivo tally=tally />
            <WayBack xivo=xivo />
            <Buttons xivo=xivo tally=tally />
            <Rows xivo=xivo />
        </Show>
        <Show when=move || !is_known.get()>
            <div class="actions">
                <button type="button" on:click=move |_| Import::of(xivo).close()>{t(texts::other_file)}</button>
            </div>
        </Show>
    }
    .into_any()
}

/// How far it has come.
#[component]
fn Progress(xivo: Xivo, tally: Memo<Tally>) -> impl IntoView {
    let language = language();
    let run = Import::of(xivo).run;
    let phase = run.phase();
    let sentence = move || {
        let (language, tally) = (language.get(), tally.get());
        match phase.get() {
            Phase::Ready if tally.to_do == 0 => texts::nothing_to_do(language),
            Phase::Ready => "",
            Phase::Running => texts::running(language),
            Phase::Paused => run_texts::paused(language),
            Phase::Over if tally.not_tried > 0 => run_texts::stopped(language),
            Phase::Over => run_texts::over(language),
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
                    aria-label=t(run_texts::progress)
                    max=move || all().max(1).to_string()
                    value=move || settled().to_string()
                ></progress>
                <p>{move || run_texts::of(language.get(), settled(), all())}</p>
            </div>
        </Show>
    }
    .into_any()
}

#[component]
fn Figures(xivo: Xivo, tally: Memo<Tally>) -> impl IntoView {
    let language = language();
    let phase = Import::of(xivo).run.phase();
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
fn WayBack(xivo: Xivo) -> impl IntoView {
    let language = language();
    let run = Import::of(xivo).run;
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
    let import = Import::of(xivo);
    let run = import.run;
    let phase = run.phase();
    let has_done = Memo::new(move |_| {
        run.version().track();
        run.with(|items| items.iter().any(|item| item.done.is_some()))
    });
    let is_not_done = move || {
        let Tally { refused, failed, not_tried, .. } = tally.get();
        !import.is_inverse.get() && refused + failed + not_tried > 0
    };
    let other_file = move |_| import.close();
    let check = move |_| spawn_local(async move { xivo.check_import().await });
    move || {
        match phase.get() {
        Phase::Ready => view! {
            <div class="actions">
                <Show when=move || { tally.get().to_do > 0 }>
                    <button type="button" class="primary" on:click=move |_| run.start(xivo)>
                        {move || texts::run(language.get(), tally.get().to_do)}
                    </button>
                    <button type="button" on:click=move |_| save::inverse(import)>{t(texts::save_inverse)}</button>
                </Show>
                <button type="button" on:click=other_file>{t(texts::other_file)}</button>
            </div>
        }
        .into_any(),
        Phase::Running => view! {
            <div class="actions">
                <button type="button" on:click=move |_| run.pause()>{t(run_texts::pause)}</button>
                <button type="button" on:click=move |_| run.stop()>{t(run_texts::stop)}</button>
            </div>
        }
        .into_any(),
        Phase::Paused => view! {
            <div class="actions">
                <button type="button" class="primary" on:click=move |_| run.resume()>{t(run_texts::resume)}</button>
                <button type="button" on:click=move |_| run.stop()>{t(run_texts::stop)}</button>
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
                <Show when=move || has_done.get()>
                    <button type="button" on:click=move |_| import.turn_round()>{t(texts::undo)}</button>
                </Show>
                <button type="button" on:click=check>{t(texts::check_again)}</button>
                <button type="button" on:click=move |_| save::outcome(import, language.get_untracked())>
                    {t(texts::save_outcome)}
                </button>
                <Show when=is_not_done>
                    <button type="button" on:click=move |_| save::failed(import, language.get_untracked())>
                        {t(texts::save_failed)}
                    </button>
                </Show>
                <button type="button" on:click=other_file>{t(texts::other_file)}</button>
            </div>
        }
        .into_any(),
    }
    }
}

/// Every row with what is now, what shall be, and what became of it.
#[component]
fn Rows(xivo: Xivo) -> impl IntoView {
    let language = language();
    let import = Import::of(xivo);
    let run = import.run;
    let phase = run.phase();
    let shown = RwSignal::new(Shown::All);
    let sort = RwSignal::new(None::<Sort>);
    let order = StoredValue::new(Vec::new());
    let changed = RwSignal::new(0_u64);
    let count = RwSignal::new(0_usize);
    let fields = Memo::new(move |_| {
        run.version().track();
        grid::fields(import)
    });
    let length = Memo::new(move |_| {
        run.version().track();
        run.with(|items| items.len())
    });
    // While it runs the rows stay where they are.
    Effect::new(move |_| {
        let _ = (phase.get(), length.get(), fields.get());
        let rows = grid::order(import, language.get(), shown.get(), sort.get(), &fields.get_untracked());
        count.set(rows.len());
        order.set_value(rows);
        changed.update(|changed| *changed += 1);
    });
    Effect::new(move |_| {
        run.version().track();
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
                rows=Arc::new(Grid { system: xivo.system.id(), import, language, order, fields })
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
