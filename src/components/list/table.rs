//! A long list as a table, of which only the rows in sight are there.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use leptos::{ev, html};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};

use super::column::{Column, Rows, Sort};
use crate::browser::rows::Pool;
use crate::browser::{clock, dom};
use crate::components::link::Go;
use crate::components::words::language;
use crate::text::list as words;

/// The height of a row, as in `style/components.css`.
const ROW: f64 = 36.0;
/// When rows have changed places by themselves, a click within so many milliseconds was meant
/// for who stood there before.
const MOVED_MS: f64 = 500.0;
/// Nobody aims at rows that stood in their places for a shorter time than this, in milliseconds.
const AIM_MS: f64 = 200.0;
/// Rows kept ready above and below what is in sight.
const OVERSCAN: usize = 12;

/// The table. Its rows can be walked with the arrow keys, and clicked anywhere.
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
    /// Called with a row and whether Shift was held, where rows can be selected.
    #[prop(optional_no_strip)]
    on_select: Option<Callback<(usize, bool)>>,
    /// The checkbox in the heading: are all rows selected, and what it does.
    #[prop(optional, into)]
    all_selected: Signal<bool>,
    #[prop(optional_no_strip)] on_select_all: Option<Callback<bool>>,
    /// What is searched for: another search begins at the top.
    #[prop(optional, into)]
    query: Signal<String>,
    /// Counts how often somebody wants to go from elsewhere into the first row.
    #[prop(optional, into)]
    enter: Signal<u32>,
) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let body = NodeRef::<html::Tbody>::new();
    let go = use_context::<Go>();
    let language = language();
    let pool: Rc<RefCell<Option<Pool>>> = Rc::default();
    let selectable = on_select.is_some();

    let show = {
        let (pool, rows) = (Rc::clone(&pool), Arc::clone(&rows));
        move |anew: bool| {
            let (Some(scroller), Some(pool)) = (scroller.get_untracked(), &mut *pool.borrow_mut()) else {
                return false;
            };
            let count = count.get_untracked();
            let height = f64::from(scroller.client_height());
            let top = f64::from(scroller.scroll_top());
            // Truncation is meant: the first row of which anything is seen.
            let first = ((top / ROW) as usize).saturating_sub(OVERSCAN).min(count);
            let last = (((top + height) / ROW) as usize + 1 + OVERSCAN).min(count);
            pool.show(first, last, first as f64 * ROW, (count - last) as f64 * ROW, rows.as_ref(), anew)
        }
    };
    // When rows last changed places without anybody's doing.
    let moved_at = StoredValue::new(0.0);
    // Since when the rows stand where they are, if there are any.
    let standing_since = Cell::new(None::<f64>);

    let was_arriving = Cell::new(is_arriving.get_untracked());
    Effect::new({
        let (pool, show) = (Rc::clone(&pool), show.clone());
        move |before: Option<Vec<&'static str>>| {
            let columns: Vec<&'static str> =
                columns.with(|columns| columns.iter().map(|column| column.key).collect());
            let Some(body) = body.get() else {
                return columns;
            };
            if before.as_ref() != Some(&columns) || pool.borrow().is_none() {
                *pool.borrow_mut() = Pool::new(Element::from(HtmlElement::from(body)), &columns, selectable);
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
        let (pool, show) = (Rc::clone(&pool), show.clone());
        move |before: Option<u32>| {
            let now = enter.get();
            if before.is_some_and(|before| before != now)
                && let Some(scroller) = scroller.get_untracked()
            {
                scroller.set_scroll_top(0);
                show(false);
                if let Some(pool) = &*pool.borrow() {
                    pool.focus(0);
                }
            }
            now
        }
    });

    let clicked = {
        let pool = Rc::clone(&pool);
        let (rows, go) = (Arc::clone(&rows), go.clone());
        move |event: MouseEvent| {
            if clock::now() - moved_at.get_value() < MOVED_MS {
                return event.prevent_default();
            }
            let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
                return;
            };
            let Some(row) = pool.borrow().as_ref().and_then(|pool| pool.row_of(&target)) else {
                return;
            };
            if target.closest(".check").ok().flatten().is_some() {
                if let Some(select) = on_select {
                    select.run((row, event.shift_key()));
                }
                return;
            }
            let plain = event.button() == 0
                && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
            // A person who marks text with the mouse does not want to leave.
            if !plain || dom::has_selection() {
                return;
            }
            if let (Some(url), Some(go)) = (rows.url(row), &go) {
                event.prevent_default();
                (go.0)(&url);
            }
        }
    };

    let keyed = {
        let (pool, show) = (Rc::clone(&pool), show.clone());
        move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
                return;
            };
            let here = pool.borrow().as_ref().and_then(|pool| pool.row_of(&target));
            let Some(scroller) = scroller.get_untracked() else { return };
            let Some(last) = count.get_untracked().checked_sub(1) else { return };
            let page = (f64::from(scroller.client_height()) / ROW) as usize;
            let next = match (event.key().as_str(), here) {
                ("ArrowDown", Some(row)) => row + 1,
                ("ArrowUp", Some(row)) => row.saturating_sub(1),
                ("PageDown", Some(row)) => row + page.saturating_sub(2).max(1),
                ("PageUp", Some(row)) => row.saturating_sub(page.saturating_sub(2).max(1)),
                ("Home", Some(_)) => 0,
                ("End", Some(_)) => last,
                // From the list itself into the first row that is in sight.
                ("ArrowDown", None) if target.has_attribute("data-scroller") => {
                    (f64::from(scroller.scroll_top()) / ROW).ceil() as usize
                }
                _ => return,
            };
            let next = next.min(last);
            event.prevent_default();
            bring_into_sight(&scroller, next);
            show(false);
            if let Some(pool) = &*pool.borrow() {
                pool.focus(next);
            }
        }
    };

    let heads = move || {
        let columns = columns.get();
        columns
            .into_iter()
            .enumerate()
            .map(|(at, column)| {
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
                        <button type="button" class="sort" data-column=column.key on:click=move |_| on_sort.run(at)>
                            {move || (column.label)(language.get())}
                            // The sign stands in the style sheet, by the order that the heading tells. The
                            // empty text keeps Leptos from writing the element as markup.
                            <span class="glyph" aria-hidden="true">{""}</span>
                        </button>
                    </th>
                }
            })
            .collect_view()
    };
    let select_all = selectable.then(|| {
        view! {
            <th scope="col" class="check">
                <input
                    type="checkbox"
                    aria-label=move || words::select_all(language.get())
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
        show(false);
    };
    view! {
        <div
            class="scroller"
            node_ref=scroller
            tabindex="0"
            data-scroller=""
            role="group"
            aria-label=move || label.get()
            on:scroll=scrolled
            on:keydown=keyed
        >
            <table
                class="table"
                data-columns=move || columns.with(Vec::len).to_string()
                aria-label=move || label.get()
                aria-rowcount=move || (count.get() + 1).to_string()
            >
                <thead>
                    <tr aria-rowindex="1">{select_all} {heads}</tr>
                </thead>
                <tbody node_ref=body on:click=clicked></tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Scrolls so far that a row is seen whole, below the heading that stays.
fn bring_into_sight(scroller: &HtmlElement, row: usize) {
    let (top, height) = (f64::from(scroller.scroll_top()), f64::from(scroller.client_height()));
    let at = row as f64 * ROW;
    if at < top {
        scroller.set_scroll_top(at as i32);
    } else if at + 2.0 * ROW > top + height {
        scroller.set_scroll_top((at + 2.0 * ROW - height).ceil() as i32);
    }
}
