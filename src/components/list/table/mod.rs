//! A long list as a table, of which only the rows in sight are there.

mod clicks;
mod moves;
mod rows_in_sight;

use std::cell::Cell;

use leptos::{ev, html};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};

use self::clicks::{RowActions, is_in_button};
use self::moves::Moves;
use self::rows_in_sight::RowsInSight;
use super::column::{Column, RowButton, Rows, Sort};
use crate::browser::dom;
use crate::browser::rows::CellPlace;
use crate::components::link::Go;
use crate::components::localize::language;
use crate::list::{Grid, ListPosition, Step};
use crate::text::list as texts;

/// The table: a grid with one Tab stop, walked with the arrow keys. Its rows can be
/// clicked anywhere.
#[component]
pub fn Table(
    /// The name of the table for those who hear it.
    #[prop(into)]
    label: Signal<String>,
    #[prop(into)] columns: Signal<Vec<Column>>,
    /// How many rows there are.
    #[prop(into)]
    count: Signal<usize>,
    rows: Rows,
    /// Notified whenever the text of any row may have changed.
    #[prop(into)]
    changed: Signal<u64>,
    /// May rows change places by themselves, since more are arriving? Not by a search of the server.
    #[prop(optional, into)]
    is_arriving: Signal<bool>,
    #[prop(into)] sort: Signal<Option<Sort>>,
    on_sort: Callback<usize>,
    /// Called with the id of a row and whether all from the last one to it are meant,
    /// where rows can be selected.
    #[prop(optional_no_strip)]
    on_select: Option<Callback<(String, bool)>>,
    /// The checkbox in the heading: are all rows selected, and what it does.
    #[prop(optional, into)]
    all_selected: Signal<bool>,
    #[prop(optional_no_strip)] on_select_all: Option<Callback<bool>>,
    #[prop(optional_no_strip)] button: Option<RowButton>,
    /// What is searched for: another search begins at the top.
    #[prop(optional, into)]
    query: Signal<String>,
    /// Counts how often somebody wants to go from elsewhere into the first row.
    #[prop(optional, into)]
    enter: Signal<u32>,
    /// Where somebody was in the list.
    #[prop(default = StoredValue::new(ListPosition::default()))]
    position: StoredValue<ListPosition>,
) -> impl IntoView {
    let language = language();
    let selectable = on_select.is_some();
    let sight = RowsInSight::new(rows, count, selectable, button, position);
    let RowsInSight { scroller, body, .. } = sight;
    let actions = RowActions {
        sight: sight.clone(),
        columns,
        on_select,
        go: use_context::<Go>(),
        opening: StoredValue::new(None),
    };
    let moves = Moves::default();
    let whole_text = WholeText::new();

    // Whoever comes back finds the list as it was left.
    let returning = Cell::new(query.with_untracked(|query| {
        position.with_value(|position| (position.query == *query).then(|| position.clone()))
    }));
    Effect::new({
        let (sight, moves) = (sight.clone(), moves.clone());
        move |before: Option<Vec<&'static str>>| {
            let columns: Vec<&'static str> =
                columns.with(|columns| columns.iter().map(|column| column.key).collect());
            if body.get().is_none() {
                return columns;
            }
            if before.as_ref() != Some(&columns) || !sight.has_elements() {
                sight.set_columns(&columns);
            }
            let has_rows = count.get() > 0;
            changed.track();
            language.track();
            // Not followed: rows that have just come are not arranged yet; `changed` follows that.
            moves.note(has_rows, sight.show(true), is_arriving.get_untracked());
            if let Some(left) = returning.take() {
                go_back_to(&sight, left);
            }
            columns
        }
    });
    // A new order or another search begins at the top.
    Effect::new({
        let moves = moves.clone();
        move |before: Option<(Option<Sort>, String)>| {
            let now = (sort.get(), query.get());
            if before.is_some_and(|before| before != now)
                && let Some(scroller) = scroller.get_untracked()
            {
                scroller.set_scroll_top(0);
            }
            moves.forget();
            now
        }
    });
    Effect::new({
        let sight = sight.clone();
        move |before: Option<u32>| {
            let now = enter.get();
            if before.is_some_and(|before| before != now) {
                sight.focus(0, sight.first_column());
            }
            now
        }
    });

    let clicked = {
        let actions = actions.clone();
        move |event: MouseEvent| actions.click(&event, &moves)
    };
    let entered = {
        let sight = sight.clone();
        move |event: ev::FocusEvent| {
            let Some((target, CellPlace { row: Some(row), column })) = sight.cell_of(&event) else { return };
            position.set_value(ListPosition {
                query: query.get_untracked(),
                scroll: scroller.get_untracked().map_or(0, |scroller| scroller.scroll_top()),
                id: sight.rows.id(row),
                row,
                column,
            });
            sight.set_tab_stop(row, column);
            whole_text.show(&target);
        }
    };
    let pointed_over = move |event: MouseEvent| {
        if let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            whole_text.show(&target);
        }
    };
    let keyed = move |event: KeyboardEvent| {
        if event.key() == "Escape" && whole_text.is_shown() {
            whole_text.hide();
        } else {
            press_key(&actions, &event);
        }
    };
    let scrolled = move |_: ev::Event| {
        whole_text.hide();
        if let Some(scroller) = scroller.get_untracked() {
            position.update_value(|position| {
                position.query = query.get_untracked();
                position.scroll = scroller.scroll_top();
            });
        }
        sight.show(false);
    };

    view! {
        <div
            class="scroller"
            node_ref=scroller
            tabindex="-1"
            data-scroller=""
            role="group"
            aria-label=move || label.get()
            on:scroll=scrolled
            on:keydown=keyed
        >
            <table
                role="grid"
                class="table"
                data-columns=move || columns.with(Vec::len).to_string()
                aria-label=move || label.get()
                aria-rowcount=move || (count.get() + 1).to_string()
            >
                <thead>
                    <tr aria-rowindex="1">
                        {selectable.then(|| view! { <SelectAll all_selected=all_selected on_select_all=on_select_all /> })}
                        <Headings columns=columns sort=sort on_sort=on_sort button=button />
                    </tr>
                </thead>
                <tbody
                    node_ref=body
                    on:click=clicked
                    on:focusin=entered
                    on:focusout=move |_| whole_text.hide()
                    on:mouseover=pointed_over
                    on:mouseleave=move |_| whole_text.hide()
                ></tbody>
            </table>
        </div>
        {whole_text.view()}
    }
    .into_any()
}

/// The checkbox in the heading.
#[component]
fn SelectAll(all_selected: Signal<bool>, on_select_all: Option<Callback<bool>>) -> impl IntoView {
    let language = language();
    view! {
        <th scope="col" class="check">
            <input
                type="checkbox"
                tabindex="-1"
                aria-label=move || texts::select_all(language.get())
                prop:checked=move || all_selected.get()
                on:change:target=move |event| {
                    if let Some(select) = on_select_all {
                        select.run(event.target().checked());
                    }
                }
            />
        </th>
    }
}

/// The names of the columns, by which the rows are sorted.
#[component]
fn Headings(
    columns: Signal<Vec<Column>>,
    sort: Signal<Option<Sort>>,
    on_sort: Callback<usize>,
    button: Option<RowButton>,
) -> impl IntoView {
    let language = language();
    let heading = move |(at, column): (usize, Column)| {
        if button.is_some_and(|button| button.column == column.key) {
            let label = move || (column.label)(language.get());
            return view! { <th scope="col" class="of-buttons" data-column=column.key>{label}</th> }
                .into_any();
        }
        let direction = move || sort.get().filter(|sort| sort.column == at).map(|sort| sort.descending);
        view! {
            <th
                scope="col"
                data-column=column.key
                class=if column.is_number { "number" } else { "" }
                aria-sort=move || {
                    direction().map(|descending| if descending { "descending" } else { "ascending" })
                }
            >
                <button type="button" class="sort" tabindex="-1" data-column=column.key on:click=move |_| on_sort.run(at)>
                    {move || (column.label)(language.get())}
                    // The sign stands in the style sheet, by the order that the heading tells. The
                    // empty text keeps Leptos from writing the element as markup.
                    <span class="glyph" aria-hidden="true">{""}</span>
                </button>
            </th>
        }
        .into_any()
    };
    move || columns.get().into_iter().enumerate().map(heading).collect_view()
}

/// Scrolls to where the list was left, and moves the focus to who was in use.
fn go_back_to(sight: &RowsInSight, left: ListPosition) {
    let Some(scroller) = sight.scroller.get_untracked() else { return };
    scroller.set_scroll_top(left.scroll);
    sight.show(false);
    let row = sight.rows.row_of(&left.id).unwrap_or(left.row).min(sight.count.get_untracked().max(1) - 1);
    if !left.id.is_empty() {
        let sight = sight.clone();
        // In the frame after the one in which the shell moves the focus to the new page.
        dom::next_frame(move || dom::next_frame(move || sight.focus(row, left.column)));
    }
}

/// Does what a key does in the table, where it is one of the table's.
fn press_key(actions: &RowActions, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let sight = &actions.sight;
    let (Some(scroller), Some(last_row)) =
        (sight.scroller.get_untracked(), sight.count.get_untracked().checked_sub(1))
    else {
        return;
    };
    let grid = Grid {
        first_in_sight: sight.first_whole_row(&scroller),
        last_row,
        cells: actions.columns.with_untracked(Vec::len) + sight.first_column(),
        page: sight.page(&scroller),
    };
    let in_cell = sight.cell_of(event);
    // The browser presses a button by itself.
    if matches!(event.key().as_str(), "Enter" | " ")
        && in_cell.as_ref().is_some_and(|(target, _)| is_in_button(target))
    {
        return;
    }
    let in_cell = in_cell.map(|(_, cell)| cell);
    // As in a spreadsheet, it opens what is in the cell.
    if let ("F2", Some(CellPlace { row: Some(row), .. }), Some(button)) =
        (event.key().as_str(), in_cell, sight.button)
    {
        event.prevent_default();
        return button.press.run(sight.rows.id(row));
    }
    let here = in_cell.unwrap_or(CellPlace { row: None, column: sight.first_column() });
    let Some(step) = grid.step(&event.key(), here.row, here.column) else { return };
    event.prevent_default();
    match step {
        Step::Select { row } => actions.select(row, event.shift_key()),
        Step::Open { row } => actions.open(row),
        Step::Move { row: Some(to), column } => {
            if let Some(from) = here.row.filter(|from| event.shift_key() && *from != to) {
                if !sight.rows.is_selected(from) {
                    actions.select(from, false);
                }
                actions.select(to, true);
            }
            sight.focus(to, column);
        }
        Step::Move { row: None, column } if in_cell.is_some() => focus_heading(&scroller, column),
        Step::Move { row: None, .. } => {}
    }
}

/// The whole text of the cell in use, where it is cut off.
#[derive(Clone, Copy)]
struct WholeText {
    element: NodeRef<html::P>,
    text: RwSignal<Option<String>>,
}

impl WholeText {
    fn new() -> Self {
        Self { element: NodeRef::new(), text: RwSignal::new(None) }
    }

    fn is_shown(self) -> bool {
        self.text.with_untracked(Option::is_some)
    }

    fn hide(self) {
        self.text.set(None);
    }

    /// Shows the text of the cell that an element lies in, if it is cut off.
    fn show(self, target: &Element) {
        let cell =
            target.closest("td, th a").ok().flatten().and_then(|cell| cell.dyn_into::<HtmlElement>().ok());
        let cell = cell.filter(|cell| cell.scroll_width() > cell.client_width());
        if let (Some(cell), Some(whole)) = (&cell, self.element.get_untracked()) {
            dom::lay_over(&whole, cell);
        }
        self.text.set(cell.and_then(|cell| cell.text_content()));
    }

    /// Lies over the cell. Those who hear the table hear the cell itself.
    fn view(self) -> impl IntoView {
        view! {
            <p
                class="whole-text"
                aria-hidden="true"
                node_ref=self.element
                hidden=move || self.text.with(Option::is_none)
            >
                {move || self.text.get()}
            </p>
        }
    }
}

/// Moves the focus to what a heading can be used with.
fn focus_heading(scroller: &HtmlElement, column: usize) {
    let cells = scroller.query_selector_all("thead th").ok();
    let cell = cells.and_then(|cells| cells.get(u32::try_from(column).unwrap_or_default()));
    let cell = cell.and_then(|cell| cell.dyn_into::<Element>().ok());
    let control = cell.and_then(|cell| cell.query_selector("button, input").ok().flatten());
    if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
        let _ = control.focus();
    }
}
