//! The page of a list, but for its heading: what can be done with the rows, how
//! many there are, and the rows.

use std::sync::Arc;

use leptos::prelude::*;

use super::arrangement::Arrangement;
use super::choice::{ColumnChoice, is_hidden};
use super::column::{Column, Rows, Sort};
use super::export::save_as_csv;
use super::model::{ListModel, ListQuery};
use super::row_selection::RowSelection;
use super::selection_bar::SelectionBar;
use super::table::Table;
use crate::browser::rows::RowSource;
use crate::components::Go;
use crate::components::refused::Refused;
use crate::components::search::{SEARCH, Search, SearchBox};
use crate::components::{Loading, language, t};
use crate::domain::{Language, Refusal};
use crate::list::{Completeness, Direction, Progress, Selection};
use crate::text::list as texts;

/// The rows as the table shows them: in the columns that are shown.
struct ShownRows {
    model: ListModel,
    /// The places of the columns among all.
    shown: Memo<Vec<usize>>,
    selection: Option<RwSignal<Selection>>,
    language: Signal<Language>,
}

impl RowSource for ShownRows {
    fn id(&self, row: usize) -> String {
        self.model.rows.id_at(row)
    }

    fn row_of(&self, id: &str) -> Option<usize> {
        let mut row = None;
        self.model.rows.read_list(&mut |list| row = list.place_of(id));
        row
    }

    fn url(&self, row: usize) -> Option<String> {
        self.model.cells.url(row)
    }

    fn cell(&self, row: usize, column: usize, out: &mut String) {
        if let Some(column) = self.shown.with_untracked(|shown| shown.get(column).copied()) {
            self.model.cells.write(row, column, out);
        }
    }

    fn is_selected(&self, row: usize) -> bool {
        self.selection.is_some_and(|selection| {
            selection.with_untracked(|selection| {
                !selection.is_empty() && selection.contains(&self.model.rows.id_at(row))
            })
        })
    }

    fn select_label(&self, row: usize) -> String {
        texts::select(self.language.get_untracked(), &self.model.cells.name(row))
    }
}

/// That a list which was read is not whole, if so; `total` rows came.
pub fn incomplete_sentence(language: Language, progress: &Progress, total: usize) -> Option<String> {
    match progress {
        Progress::Read(Completeness::Incomplete { missing: Some(missing) }) => {
            Some(texts::missing(language, *missing))
        }
        Progress::Read(Completeness::Incomplete { missing: None }) => {
            Some(texts::changed_while_read(language).to_owned())
        }
        Progress::Read(Completeness::TooLong) => Some(texts::too_long(language, total)),
        _ => None,
    }
}

/// The list with its search, count and table.
#[component]
pub fn ListPage(
    model: ListModel,
    /// The places of the columns that this server has; all if left out.
    #[prop(optional)]
    available: Option<Memo<Vec<usize>>>,
    /// Which rows are selected, where something can be done with several.
    #[prop(optional)]
    selection: Option<RwSignal<Selection>>,
    /// Called with what is searched for, when typing pauses, where the server searches too.
    #[prop(optional)]
    on_search: Option<Callback<String>>,
    /// Where the server alone searches: what the rows that are here are its answer to.
    #[prop(optional, into)]
    answered: Option<Signal<Option<String>>>,
    /// What else is to be said of the list.
    #[prop(optional, into)]
    hints: Signal<Vec<String>>,
    /// How a refusal is shown, where the vendor says more of it than others.
    #[prop(optional)]
    refused: Option<fn(Refusal, Callback<()>) -> AnyView>,
    /// Stands beside the search box: what narrows the list.
    #[prop(optional, into)]
    filters: ViewFn,
    /// What can be done with the rows that are selected.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
) -> impl IntoView {
    let language = language();
    let ListModel { texts: own, columns: all, progress, version, query, position, reload, .. } = model;
    let source = StoredValue::new(Arc::clone(&model.rows));
    let cells = StoredValue::new(Arc::clone(&model.cells));
    let search = Search::of(query.query);
    let hidden_columns = model.hidden;
    let hidden = Memo::new(move |_| query.query.with(|query| hidden_columns.read(query)));
    let available = Memo::new(move |_| match available {
        Some(available) => available.get(),
        None => (0..all.len()).collect(),
    });
    let column_at = move |at: usize| all.get(at).copied().map(|column| (at, column));
    let shown = Memo::new(move |_| {
        let is_shown =
            |(at, column): &(usize, Column)| *at == 0 || hidden.with(|hidden| !is_hidden(hidden, column.key));
        let columns = available.get().into_iter().filter_map(column_at);
        columns.filter(is_shown).map(|(at, _)| at).collect::<Vec<_>>()
    });

    let arrangement = Arrangement::follow(&model, search.typed.into(), answered);
    let Arrangement { sort, order, count, changed, .. } = arrangement;
    let is_arriving = move || progress.with(|progress| *progress == Progress::Arriving);
    let is_read = move || progress.with(|progress| matches!(progress, Progress::Read(_)));
    // Are the rows that are here all there will be of this search?
    let is_searched = move |typed: &str| match answered {
        Some(answered) => is_read() && answered.with(|text| text.as_deref() == Some(typed)),
        None => is_read(),
    };
    // Enter in the search opens the only match: while rows arrive, once all are here.
    let entered = RwSignal::new(None::<String>);
    let on_enter = Callback::new(move |typed: String| {
        entered.set(Some(typed).filter(|typed| !typed.is_empty()));
    });
    let go = use_context::<Go>();
    Effect::new(move |_| {
        let Some(text) = entered.get() else { return };
        let is_same = search.typed.with(|typed| *typed == text);
        if is_same && !is_searched(&text) {
            return;
        }
        entered.set(None);
        if is_same
            && untrack(|| arrangement.arrange()) == 1
            && let (Some(go), Some(url)) = (&go, cells.with_value(|cells| cells.url(0)))
        {
            (go.0)(&url);
        }
    });
    let selected = selection.map(|selection| RowSelection::follow(selection, source, version, changed));
    if let Some(on_search) = on_search {
        Effect::new(move |_| {
            let typed = search.in_address.get();
            untrack(|| on_search.run(typed));
        });
    }

    let total = Memo::new(move |_| {
        version.track();
        source.with_value(|rows| rows.total())
    });
    let write_search = Callback::new(move |typed: String| query.set("q", typed));
    let on_sort = Callback::new(move |at: usize| {
        if let Some(column) = shown.with_untracked(|shown| shown.get(at).copied()) {
            query.set("sort", Sort::pressed(sort.get_untracked(), all, column));
        }
    });
    // The order that the rows are in, by the place of its column among those that are shown.
    let table_sort = Signal::derive(move || {
        let (column, direction) = order.with(|order| order.first().copied())?;
        let column = shown.with(|shown| shown.iter().position(|shown| *shown == column))?;
        Some(Sort { column, descending: direction == Direction::Descending })
    });
    let table_columns = Signal::derive(move || {
        shown.with(|shown| shown.iter().filter_map(|at| all.get(*at).copied()).collect::<Vec<_>>())
    });

    let body = move || {
        let (total, count) = (total.get(), count.get());
        let (first, next) = match (total, count) {
            // Whoever matches may still come.
            (0, _) | (_, 0) if is_arriving() => return view! { <Loading /> }.into_any(),
            (0, _) if is_read() => own.empty,
            (1.., 0) => own.no_match,
            _ => return ().into_any(),
        };
        view! {
            <div class="empty">
                <p>{t(first)}</p>
                {next.map(|next| view! { <p>{t(next)}</p> })}
            </div>
        }
        .into_any()
    };
    let failure = move || {
        let refusal = progress.with(|progress| match progress {
            Progress::Failed(refusal) => Some(refusal.clone()),
            _ => None,
        })?;
        let advice = (total.get() > 0).then(|| {
            let (is_whole, is_shortened) = source.with_value(|rows| (rows.is_whole(), rows.is_shortened()));
            t(match (is_whole, is_shortened) {
                (_, true) => texts::shortened_list,
                (true, false) => texts::old_list,
                (false, false) => own.partial,
            })
        });
        let refused = match refused {
            Some(refused) => refused(refusal, reload),
            None => view! { <Refused refusal=refusal retry=reload /> }.into_any(),
        };
        Some(view! {
            {advice.map(|advice| view! { <p class="advice">{advice}</p> })}
            {refused}
        })
    };
    let incomplete =
        move || progress.with(|progress| incomplete_sentence(language.get(), progress, total.get()));
    let incomplete =
        move || incomplete().map(|sentence| view! { <p class="advice" role="status">{sentence}</p> });
    // Of several texts that were searched for at once, those that nobody has.
    let not_found = move || {
        changed.track();
        let mut missing = String::new();
        source.with_value(|rows| rows.read_list(&mut |list| missing = list.not_found().join(", ")));
        let is_whole = progress.with(|progress| *progress == Progress::Read(Completeness::Whole))
            && search.typed.with(|typed| is_searched(typed));
        (is_whole && !missing.is_empty()).then(|| texts::not_found(language.get(), &missing))
    };
    let hints =
        move || hints.get().into_iter().map(|hint| view! { <p class="hint">{hint}</p> }).collect_view();

    let file = model.file.clone();
    let export = move |_| {
        let columns: Vec<_> = shown.get_untracked().into_iter().filter_map(column_at).collect();
        let cells = cells.get_value();
        let count = count.get_untracked();
        source.with_value(|rows| {
            save_as_csv(&file, language.get_untracked(), &columns, count, cells.as_ref(), rows.as_ref());
        });
    };
    let hidden_kept_as = hidden_columns.kept_as;
    let rows: Rows = Arc::new(ShownRows { model, shown, selection, language });
    view! {
        <div class="toolbar">
            <SearchBox
                search=search
                on_pause=write_search
                on_enter=on_enter
            />
            {filters.run()}
            <SortChoice columns=all available=available order=order query=query />
            <output for=SEARCH>
                {move || {
                    let (language, total) = (language.get(), total.get());
                    let (is_whole, is_shortened) =
                        source.with_value(|rows| (rows.is_whole(), rows.is_shortened()));
                    // While rows arrive for the first time their number is not known.
                    let is_counted = !is_arriving() || is_whole || is_shortened;
                    let counted = (is_counted && (total > 0 || is_read()))
                        .then(|| (own.count)(language, count.get(), total));
                    let arriving = if is_shortened { texts::details_arriving } else { texts::arriving };
                    let arriving = (is_arriving() && total > 0).then(|| arriving(language).to_owned());
                    counted.into_iter().chain(arriving).collect::<Vec<_>>().join(" · ")
                }}
            </output>
            <ColumnChoice all=all available=available hidden=hidden kept_as=hidden_kept_as query=query />
            <button type="button" class="quiet" on:click=export>{t(texts::export)}</button>
            <button type="button" class="quiet" on:click=move |_| reload.run(())>{t(texts::reload)}</button>
        </div>
        {failure}
        {incomplete}
        <p class="hint" role="status">{not_found}</p>
        {hints}
        {body}
        <Show when=move || { count.get() > 0 }>
            <Table
                label=Signal::derive(move || (own.label)(language.get()).to_owned())
                columns=table_columns
                count=count
                rows=rows.clone()
                changed=changed
                is_arriving=Signal::derive(move || answered.is_none() && is_arriving())
                sort=table_sort
                on_sort=on_sort
                on_select=selected.map(|selected| selected.select)
                all_selected=Signal::derive(move || selected.is_some_and(|selected| selected.all.get()))
                on_select_all=selected.map(|selected| selected.select_all)
                query=search.typed
                enter=search.enter
                position=position
            />
        </Show>
        {selection
            .zip(actions)
            .map(|(selection, actions)| {
                view! {
                    <Show when=move || { total.get() > 0 }>
                        <SelectionBar
                            selection=selection
                            rows=source
                            changed=changed
                            actions=actions.clone()
                        />
                    </Show>
                }
            })}
    }
    .into_any()
}

/// The order of the rows, where the list is too narrow for the headings of all columns.
#[component]
fn SortChoice(
    columns: &'static [Column],
    available: Memo<Vec<usize>>,
    order: Memo<Vec<(usize, Direction)>>,
    query: ListQuery,
) -> impl IntoView {
    let language = language();
    let option = move |at: usize, column: Column, direction: Direction| {
        let is_descending = direction == Direction::Descending;
        let is_chosen = move || order.with(|order| order.first() == Some(&(at, direction)));
        let sign = if is_descending { "-" } else { "" };
        view! {
            <option value=[sign, column.key].concat() prop:selected=is_chosen>
                {move || {
                    let language = language.get();
                    texts::in_order_of(language, (column.label)(language), is_descending)
                }}
            </option>
        }
    };
    let options = move || {
        let columns = available.get().into_iter().filter_map(|at| Some((at, *columns.get(at)?)));
        let both = [Direction::Ascending, Direction::Descending];
        columns.flat_map(|(at, column)| both.map(|direction| option(at, column, direction))).collect_view()
    };
    view! {
        <select
            class="sort-choice"
            aria-label=t(texts::sort_by)
            on:change:target=move |event| query.set("sort", event.target().value())
        >
            {options}
        </select>
    }
}
