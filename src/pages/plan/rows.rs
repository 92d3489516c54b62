//! The rows of a plan, and what is in each of them.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::list::{RowButton, Sort, Table};
use crate::components::search::{SEARCH, Search, SearchBox};
use crate::components::{Dialog, language, sentence, t};
use crate::list::ListPosition;
use crate::pages::plan::grid::{self, Arrangement, ColumnKind, Grid, Shown};
use crate::pages::plan::requests::{self, SaveRequests};
use crate::pages::plan::vendor::PlanPage;
use crate::plan::Cell;
use crate::state::Console;
use crate::state::plan::{Item, Phase};
use crate::state::system_plan::Plan;
use crate::text::{common, list as list_texts, plan as texts, request_sheet as sheet_texts};

/// The parts of the address that say which rows are shown, and in what order.
const SHOW: &str = "show";
const SORT: &str = "sort";

/// So many rows are overlooked without a search.
const FEW: usize = 12;

/// Every row with what is now, what shall be, and what became of it, and what can be done with all of them.
#[component]
pub fn Rows<S: PlanPage>(server: S) -> impl IntoView {
    let language = language();
    let Plan { run, is_outdated, position, .. } = Plan::of(server);
    let phase = run.phase();
    // What is shown and in what order stands in the address: whoever opens somebody of the plan and
    // comes back finds it as it was.
    let navigation = Console::get().navigation;
    let query = navigation.query();
    let shown =
        Memo::new(move |_| query.with(|query| Shown::from_value(query.get(SHOW).unwrap_or_default())));
    let search = Search::of(query);
    let order = StoredValue::new(Vec::new());
    let changed = RwSignal::new(0_u64);
    let count = RwSignal::new(0_usize);
    let columns = Memo::new(move |_| {
        run.plans().track();
        // A row that is mended may write a field that no other does.
        if !run.is_under_way() {
            run.version().track();
        }
        grid::column_kinds(run)
    });
    let table_columns = Signal::derive(move || columns.with(|columns| grid::columns::<S>(columns)));
    let sort = Memo::new(move |_| {
        table_columns.with(|columns| query.with(|query| Sort::read(columns, query.get(SORT))))
    });
    let on_sort = Callback::new(move |column: usize| {
        let next = Sort::next(sort.get_untracked(), column);
        let text = table_columns.with_untracked(|columns| next.map(|sort| sort.write(columns)));
        navigation.set_query(SORT, &text.unwrap_or_default());
    });
    // While it runs the rows stay where they are.
    Effect::new(move |_| {
        let _ = (phase.get(), run.plans().get());
        let (language, search) = (language.get(), search.in_address.get());
        let arrangement = Arrangement { shown: shown.get(), search, sort: sort.get() };
        let rows = columns.with(|columns| grid::order(server, run, language, &arrangement, columns));
        count.set(rows.len());
        order.set_value(rows);
        changed.update(|changed| *changed += 1);
    });
    Effect::new(move |_| {
        run.version().track();
        server.track_names();
        changed.update(|changed| *changed += 1);
    });
    let all_selected = Signal::derive(move || {
        changed.track();
        let is_taken =
            |items: &[Item<S::Field>], at: usize| items.get(at).is_some_and(|item| !item.row.is_left_out);
        count.get() > 0
            && run.with(|items| order.with_value(|order| order.iter().all(|at| is_taken(items, *at))))
    });
    let all = Memo::new(move |_| {
        run.plans().track();
        run.with(|items| items.len())
    });
    let is_searched = Memo::new(move |_| search.in_address.with(|text| !text.is_empty()));
    let is_ready = Memo::new(move |_| phase.get() == Phase::Ready);
    let opened = RwSignal::new(None::<usize>);
    let show_requests = Callback::new(move |id: String| opened.set(id.parse().ok()));
    // The field in whose column the focus was.
    let field_in_use = move || {
        let has_boxes = is_ready.get_untracked();
        let place = position.with_value(|position| position.column).checked_sub(usize::from(has_boxes))?;
        columns.with_untracked(|columns| match columns.get(place) {
            Some(ColumnKind::Field(field)) => Some(*field),
            _ => None,
        })
    };
    let opened_row = move |at: usize| {
        let form = untrack(|| server.mend_form(at, field_in_use()));
        let with_values = form.is_none();
        view! {
            <RowValues server=server at=at with_values=with_values />
            {form}
        }
    };
    // Once the row has been mended, other requests would be sent.
    let requests_of_row = Memo::new(move |_| {
        run.version().track();
        let at = opened.get()?;
        run.with(|items| items.get(at).map(|item| (at, item.row.clone())))
    });
    let sheet = move || requests_of_row.get().map(|(at, _)| requests::sheet_of_row(server, at));
    let opened_title = Signal::derive(move || {
        run.version().track();
        let at = opened.get();
        let title = |item: &Item<S::Field>| match server.can_mend(item) {
            true => item.row.name.clone(),
            false => common::labelled(language.get(), sheet_texts::title(language.get()), &item.row.name),
        };
        run.with(|items| at.and_then(|at| items.get(at)).map(title)).unwrap_or_default()
    });
    let has_rows = Memo::new(move |_| {
        run.version().track();
        run.with(|items| items.iter().any(|item| item.row.is_to_do()))
    });
    let was_built = StoredValue::new(false);
    let table = move || {
        // The table that a run begins or ends with begins at its top, and takes no focus.
        if was_built.get_value() {
            position.set_value(ListPosition::default());
        }
        was_built.set_value(true);
        let select = Callback::new(move |(id, _): (String, bool)| {
            let Ok(at) = id.parse::<usize>() else { return };
            let is_left_out = run.with(|items| items.get(at).is_some_and(|item| item.row.is_left_out));
            run.set_left_out(at, !is_left_out);
        });
        // Those alone that are shown.
        let select_all = Callback::new(move |all: bool| run.set_several_left_out(&order.get_value(), !all));
        let is_ready = is_ready.get();
        view! {
            <Table
                label=sentence(|language| texts::rows(language).to_owned())
                columns=table_columns
                count=count
                rows=Arc::new(Grid { server, run, language, order, columns })
                changed=changed
                sort=sort
                on_sort=on_sort
                on_select=is_ready.then_some(select)
                all_selected=all_selected
                on_select_all=is_ready.then_some(select_all)
                button=Some(RowButton { column: grid::REQUESTS, press: show_requests })
                query=search.in_address
                enter=search.enter
                position=position
            />
        }
        .into_any()
    };
    view! {
        <div class="toolbar">
            <Show when=move || { is_searched.get() || all.get() > FEW }>
                <SearchBox
                    search=search
                    on_pause=Callback::new(move |typed: String| navigation.set_query("q", &typed))
                    on_enter=Callback::new(|_| {})
                />
                <output for=SEARCH>{move || texts::of(language.get(), count.get(), all.get())}</output>
            </Show>
            <label class="inline">
                {t(texts::show)}
                <select
                    class="narrow"
                    on:change:target=move |event| {
                        let value = event.target().value();
                        navigation.set_query(SHOW, if value == Shown::All.value() { "" } else { &value });
                    }
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
            <Show when=move || has_rows.get()>
                <SaveRequests server=server is_blocked=is_outdated />
            </Show>
        </div>
        {table}
        <Show when=move || is_searched.get() && count.get() == 0>
            <p class="empty">{t(list_texts::no_match)}</p>
        </Show>
        <Dialog open=Signal::derive(move || opened.get().is_some()) title=opened_title on_close=move || opened.set(None)>
            {move || opened.get().map(opened_row)}
            {sheet}
            <div class="actions">
                <button type="button" on:click=move |_| opened.set(None)>{t(common::close)}</button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// What becomes of a row, and of each of its values: where the list is narrow, they are not in sight.
#[component]
fn RowValues<S: PlanPage>(
    server: S,
    at: usize,
    /// Not where they stand at the fields that mend them.
    with_values: bool,
) -> impl IntoView {
    let language = language();
    let Plan { run, .. } = Plan::of(server);
    let texts_of_row = Memo::new(move |_| {
        run.version().track();
        let language = language.get();
        let describe = |item: &Item<S::Field>| {
            let value = |cell: &Cell<S::Field>| {
                (S::label(language, cell.field), grid::value_text(server, language, &item.row, cell))
            };
            let values: Vec<_> = item.row.cells.iter().map(value).collect();
            (grid::outcome_with_notes(server, language, item), values)
        };
        run.with(|items| items.get(at).map(describe)).unwrap_or_default()
    });
    let values = move || {
        let line = |(label, value): (String, String)| view! { <dt>{label}</dt> <dd dir="auto">{value}</dd> };
        texts_of_row.get().1.into_iter().map(line).collect_view()
    };
    view! {
        <p role="status">{move || texts_of_row.with(|(outcome, _)| outcome.clone())}</p>
        <Show when=move || with_values && texts_of_row.with(|(_, values)| !values.is_empty())>
            <dl class="facts">{values}</dl>
        </Show>
    }
    .into_any()
}
