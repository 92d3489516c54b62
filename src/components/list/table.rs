//! A long list as a table, of which only the rows in sight are there.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::{ev, html};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};

use super::column::{Column, RowButton, Rows, Sort};
use crate::browser::clock::{self, Timer};
use crate::browser::dom;
use crate::browser::rows::{CellPlace, RowElements};
use crate::components::link::Go;
use crate::components::localize::language;
use crate::list::ListPosition;
use crate::text::list as texts;

/// A list that is narrower than this has two lines a row, in pixels.
const NARROW: i32 = 560;
/// When rows have changed places by themselves, a click within so many milliseconds was meant
/// for who stood there before.
const MOVED_MS: f64 = 500.0;
/// Nobody aims at rows that stood in their places for a shorter time than this, in milliseconds.
const AIM_MS: f64 = 200.0;
/// Rows kept ready above and below what is in sight.
const OVERSCAN: usize = 12;
/// A click on a number opens the person only when no second click has followed
/// for so long, by which somebody marks the number to copy it.
const DOUBLE_CLICK: Duration = Duration::from_millis(300);

/// The heights of the heading and of rows, as in `style/components.css`, in pixels. They follow
/// the size of text that was chosen in the browser.
#[derive(Clone, Copy)]
struct Heights {
    heading: f64,
    wide_row: f64,
    /// A row with two lines.
    narrow_row: f64,
}

impl Heights {
    fn of_text_size() -> Self {
        let scale = dom::text_scale();
        let wide_row = (36.0 * scale).round();
        Self { heading: wide_row, wide_row, narrow_row: (56.0 * scale).round() }
    }

    fn row(self, scroller: &HtmlElement) -> f64 {
        if scroller.client_width() < NARROW { self.narrow_row } else { self.wide_row }
    }
}

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
    place: StoredValue<ListPosition>,
) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let body = NodeRef::<html::Tbody>::new();
    let whole_text = NodeRef::<html::P>::new();
    // The text of the cell in use, where it is cut off.
    let cut = RwSignal::new(None::<String>);
    let go = use_context::<Go>();
    let language = language();
    let pool: Rc<RefCell<Option<RowElements>>> = Rc::default();
    let selectable = on_select.is_some();
    let heights = Heights::of_text_size();

    let show = {
        let (pool, rows) = (Rc::clone(&pool), Arc::clone(&rows));
        move |anew: bool| {
            let (Some(scroller), Some(pool)) = (scroller.get_untracked(), &mut *pool.borrow_mut()) else {
                return false;
            };
            let count = count.get_untracked();
            let height = f64::from(scroller.client_height());
            let top = f64::from(scroller.scroll_top());
            let row = heights.row(&scroller);
            // Truncation is meant: the first row of which anything is seen.
            let first = ((top / row) as usize).saturating_sub(OVERSCAN).min(count);
            let last = (((top + height) / row) as usize + 1 + OVERSCAN).min(count);
            let (above, below) = (first as f64 * row, (count - last) as f64 * row);
            let has_moved = pool.show(first, last, above, below, rows.as_ref(), anew);
            // The cell that was used last or, where it is out of sight, the first name.
            let used = place.with_value(|place| (!place.id.is_empty()).then_some((place.row, place.column)));
            let used = used.filter(|(used, _)| (top..top + height).contains(&(*used as f64 * row)));
            let (stop, column) =
                used.unwrap_or((first_in_sight(&scroller, heights), usize::from(selectable)));
            pool.set_tab_stop(stop.min(count.saturating_sub(1)), column);
            has_moved
        }
    };
    // When rows last changed places without anybody's doing.
    let moved_at = StoredValue::new(0.0);
    // Since when the rows stand where they are, if there are any.
    let standing_since = Cell::new(None::<f64>);
    let was_arriving = Cell::new(is_arriving.get_untracked());
    // Shows a row and moves the focus to one of its cells.
    let focus = {
        let (pool, show) = (Rc::clone(&pool), show.clone());
        move |row: usize, column: usize| {
            // It may be called after the page was left.
            if let Some(Some(scroller)) = scroller.try_get_untracked() {
                bring_into_sight(&scroller, row, heights);
                show(false);
                let stop = pool.borrow_mut().as_mut().and_then(|pool| pool.set_tab_stop(row, column));
                // The pool is used again while the focus moves.
                if let Some(stop) = stop {
                    let _ = stop.focus();
                }
            }
        }
    };

    // Whoever comes back finds the list as it was left.
    let returning =
        Cell::new(query.with_untracked(|query| {
            place.with_value(|place| (place.query == *query).then(|| place.clone()))
        }));
    Effect::new({
        let (pool, show, focus) = (Rc::clone(&pool), show.clone(), focus.clone());
        let rows = Arc::clone(&rows);
        move |before: Option<Vec<&'static str>>| {
            let columns: Vec<&'static str> =
                columns.with(|columns| columns.iter().map(|column| column.key).collect());
            let Some(body) = body.get() else {
                return columns;
            };
            if before.as_ref() != Some(&columns) || pool.borrow().is_none() {
                let body = Element::from(HtmlElement::from(body));
                let button = button.map(|button| button.column);
                *pool.borrow_mut() = RowElements::new(body, &columns, selectable, button);
            }
            let has_rows = count.get() > 0;
            changed.track();
            language.track();
            // Not followed: rows that have just come are not arranged yet; `changed` follows that.
            let is_arriving = is_arriving.get_untracked();
            let was_arriving = was_arriving.replace(is_arriving);
            let (has_moved, now) = (show(true), clock::now());
            if has_moved || standing_since.get().is_none() {
                let before = standing_since.replace(has_rows.then_some(now));
                let could_be_aimed_at = before.is_some_and(|before| now - before >= AIM_MS);
                if has_moved && could_be_aimed_at && (is_arriving || was_arriving) {
                    moved_at.set_value(now);
                }
            }
            if let (Some(left), Some(scroller)) = (returning.take(), scroller.get_untracked()) {
                scroller.set_scroll_top(left.scroll);
                show(false);
                let row = rows.row_of(&left.id).unwrap_or(left.row).min(count.get_untracked().max(1) - 1);
                if !left.id.is_empty() {
                    let focus = focus.clone();
                    // In the frame after the one in which the shell moves the focus to the new page.
                    dom::next_frame(move || dom::next_frame(move || focus(row, left.column)));
                }
            }
            columns
        }
    });
    // The window may grow: a taller list shows more rows.
    let resized = window_event_listener(ev::resize, {
        let show = show.clone();
        move |_| {
            show(false);
        }
    });
    on_cleanup(move || resized.remove());
    // Paper has no window: all rows are printed.
    let printed = window_event_listener(ev::beforeprint, {
        let (pool, rows) = (Rc::clone(&pool), Arc::clone(&rows));
        move |_| {
            if let Some(pool) = &mut *pool.borrow_mut() {
                pool.show(0, count.get_untracked(), 0.0, 0.0, rows.as_ref(), false);
            }
        }
    });
    let after = window_event_listener(ev::afterprint, {
        let show = show.clone();
        move |_| {
            show(false);
        }
    });
    on_cleanup(move || {
        printed.remove();
        after.remove();
    });
    // A new order or another search begins at the top.
    Effect::new(move |before: Option<(Option<Sort>, String)>| {
        let now = (sort.get(), query.get());
        if before.is_some_and(|before| before != now)
            && let Some(scroller) = scroller.get_untracked()
        {
            scroller.set_scroll_top(0);
        }
        // Whoever sorts or searches looks at what comes.
        moved_at.set_value(0.0);
        now
    });

    Effect::new({
        let focus = focus.clone();
        move |before: Option<u32>| {
            let now = enter.get();
            if before.is_some_and(|before| before != now) {
                focus(0, usize::from(selectable));
            }
            now
        }
    });

    let cell_of = {
        let pool = Rc::clone(&pool);
        move |event: &web_sys::Event| {
            let target = event.target()?.dyn_into::<Element>().ok()?;
            let cell = pool.borrow().as_ref().and_then(|pool| pool.place_of(&target))?;
            Some((target, cell))
        }
    };
    let go_to = move |url: Option<String>| {
        if let (Some(url), Some(go)) = (url, &go) {
            (go.0)(&url);
        }
    };
    let opening = StoredValue::new(None::<Timer>);
    let clicked = {
        let (cell_of, rows, go_to) = (cell_of.clone(), Arc::clone(&rows), go_to.clone());
        move |event: MouseEvent| {
            opening.set_value(None);
            if clock::now() - moved_at.get_value() < MOVED_MS {
                return event.prevent_default();
            }
            let Some((target, CellPlace { row: Some(row), column })) = cell_of(&event) else { return };
            if target.closest(".check").ok().flatten().is_some() {
                if let Some(select) = on_select {
                    select.run((rows.id(row), event.shift_key()));
                }
                return;
            }
            if let Some(button) = button.filter(|_| is_in_button(&target)) {
                return button.press.run(rows.id(row));
            }
            let plain = event.button() == 0
                && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
            if !plain {
                return;
            }
            event.prevent_default();
            let url = rows.url(row);
            // A person who marks text with the mouse does not want to leave.
            if dom::has_selection() {
                return;
            }
            let heading = columns.with_untracked(|columns| {
                columns.get(column.saturating_sub(usize::from(selectable))).copied()
            });
            let is_number = heading.is_some_and(|heading| heading.is_number);
            if is_number && !target.text_content().unwrap_or_default().is_empty() {
                if event.detail() == 1 {
                    let go_to = go_to.clone();
                    let open = move || {
                        if !dom::has_selection() {
                            go_to(url.clone());
                        }
                    };
                    opening.set_value(Some(Timer::after(DOUBLE_CLICK, open)));
                }
            } else {
                go_to(url);
            }
        }
    };
    let show_whole = move |target: &Element| {
        let cell =
            target.closest("td, th a").ok().flatten().and_then(|cell| cell.dyn_into::<HtmlElement>().ok());
        let cell = cell.filter(|cell| cell.scroll_width() > cell.client_width());
        if let (Some(cell), Some(whole)) = (&cell, whole_text.get_untracked()) {
            dom::lay_over(&whole, cell);
        }
        cut.set(cell.and_then(|cell| cell.text_content()));
    };
    let entered = {
        let (cell_of, rows) = (cell_of.clone(), Arc::clone(&rows));
        let pool = Rc::clone(&pool);
        move |event: ev::FocusEvent| {
            let Some((target, CellPlace { row: Some(row), column })) = cell_of(&event) else { return };
            place.set_value(ListPosition {
                query: query.get_untracked(),
                scroll: scroller.get_untracked().map_or(0, |scroller| scroller.scroll_top()),
                id: rows.id(row),
                row,
                column,
            });
            if let Some(pool) = &mut *pool.borrow_mut() {
                pool.set_tab_stop(row, column);
            }
            show_whole(&target);
        }
    };
    let pointed_over = move |event: MouseEvent| {
        if let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            show_whole(&target);
        }
    };

    let keyed = {
        let (cell_of, rows, focus) = (cell_of.clone(), Arc::clone(&rows), focus.clone());
        move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let (Some(scroller), Some(last)) =
                (scroller.get_untracked(), count.get_untracked().checked_sub(1))
            else {
                return;
            };
            let page = ((f64::from(scroller.client_height()) / heights.row(&scroller)) as usize)
                .saturating_sub(2)
                .max(1);
            let in_cell = cell_of(&event);
            let key = event.key();
            // The browser presses a button by itself.
            if matches!(key.as_str(), "Enter" | " ")
                && in_cell.as_ref().is_some_and(|(target, _)| is_in_button(target))
            {
                return;
            }
            let in_cell = in_cell.map(|(_, cell)| cell);
            // From the list itself the keys lead into the first row in sight.
            let CellPlace { row: here, column } =
                in_cell.unwrap_or(CellPlace { row: None, column: usize::from(selectable) });
            let (row, column) = match (key.as_str(), here) {
                ("Escape", _) if cut.with_untracked(Option::is_some) => return cut.set(None),
                (" ", Some(row)) => {
                    event.prevent_default();
                    if let Some(select) = on_select {
                        select.run((rows.id(row), event.shift_key()));
                    }
                    return;
                }
                ("Enter", Some(row)) => {
                    event.prevent_default();
                    return go_to(rows.url(row));
                }
                ("ArrowDown", Some(row)) => (Some(row + 1), column),
                ("ArrowDown", None) => (Some(first_in_sight(&scroller, heights)), column),
                ("ArrowUp", Some(row)) => (row.checked_sub(1), column),
                ("PageDown", Some(row)) => (Some(row + page), column),
                ("PageUp", Some(row)) => (Some(row.saturating_sub(page)), column),
                ("Home", Some(_)) => (Some(0), column),
                ("End", Some(_)) => (Some(last), column),
                ("ArrowLeft", _) => (here, column.saturating_sub(1)),
                ("ArrowRight", _) => {
                    let cells = columns.with_untracked(Vec::len) + usize::from(selectable);
                    (here, (column + 1).min(cells - 1))
                }
                _ => return,
            };
            event.prevent_default();
            let row = row.map(|row| row.min(last));
            if let (true, Some(select), Some(from), Some(to)) = (event.shift_key(), on_select, here, row)
                && from != to
            {
                if !rows.is_selected(from) {
                    select.run((rows.id(from), false));
                }
                select.run((rows.id(to), true));
            }
            match row {
                Some(row) => focus(row, column),
                None if in_cell.is_some() => focus_heading(&scroller, column),
                None => {}
            }
        }
    };

    let heads = move || {
        let columns = columns.get();
        columns
            .into_iter()
            .enumerate()
            .map(|(at, column)| {
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
            })
            .collect_view()
    };
    let select_all = selectable.then(|| {
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
    });
    let scrolled = move |_: ev::Event| {
        cut.set(None);
        if let Some(scroller) = scroller.get_untracked() {
            place.update_value(|place| {
                place.query = query.get_untracked();
                place.scroll = scroller.scroll_top();
            });
        }
        show(false);
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
                    <tr aria-rowindex="1">{select_all} {heads}</tr>
                </thead>
                <tbody
                    node_ref=body
                    on:click=clicked
                    on:focusin=entered
                    on:focusout=move |_| cut.set(None)
                    on:mouseover=pointed_over
                    on:mouseleave=move |_| cut.set(None)
                ></tbody>
            </table>
        </div>
        // Lies over a cell whose text is cut off. Those who hear the table hear the cell itself.
        <p class="whole-text" aria-hidden="true" node_ref=whole_text hidden=move || cut.with(Option::is_none)>
            {move || cut.get()}
        </p>
    }
    .into_any()
}

fn is_in_button(target: &Element) -> bool {
    target.closest("tbody button").ok().flatten().is_some()
}

/// The first row that is seen whole.
fn first_in_sight(scroller: &HtmlElement, heights: Heights) -> usize {
    (f64::from(scroller.scroll_top()) / heights.row(scroller)).ceil() as usize
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

/// Scrolls so far that a row is seen whole, below the heading that stays.
fn bring_into_sight(scroller: &HtmlElement, row: usize, heights: Heights) {
    let (top, height) = (f64::from(scroller.scroll_top()), f64::from(scroller.client_height()));
    let row_height = heights.row(scroller);
    let at = row as f64 * row_height;
    if at < top {
        scroller.set_scroll_top(at as i32);
    } else if at + row_height + heights.heading > top + height {
        scroller.set_scroll_top((at + row_height + heights.heading - height).ceil() as i32);
    }
}
