//! The rows of a table that are in sight, as elements.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::{ev, html};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use crate::browser::dom;
use crate::browser::rows::{CellPlace, RowElements};
use crate::components::list::column::{RowButton, Rows};
use crate::list::ListPosition;

/// A list that is narrower than this has two lines a row, in pixels.
const NARROW: i32 = 560;
/// Rows kept ready above and below what is in sight.
const OVERSCAN: usize = 8;

/// The heights of the heading and of rows, as in `style/components.css`, in pixels. They follow
/// the size of text that was chosen in the browser.
#[derive(Clone, Copy)]
struct Heights {
    heading: f64,
    wide_row: f64,
    /// A row with two lines, or three.
    narrow_row: f64,
}

impl Heights {
    /// Rows with a button have a third line where they are narrow.
    fn of_text_size(has_button: bool) -> Self {
        let scale = dom::text_scale();
        let wide_row = (36.0 * scale).round();
        let narrow_row = if has_button { 83.0 } else { 56.0 };
        Self { heading: wide_row, wide_row, narrow_row: (narrow_row * scale).round() }
    }

    fn row(self, scroller: &HtmlElement) -> f64 {
        if scroller.client_width() < NARROW { self.narrow_row } else { self.wide_row }
    }
}

/// The rows in sight, and the one cell of the table that the Tab key leads to.
#[derive(Clone)]
pub(super) struct RowsInSight {
    pub(super) scroller: NodeRef<html::Div>,
    pub(super) body: NodeRef<html::Tbody>,
    pub(super) rows: Rows,
    /// How many rows the list has, in sight or not.
    pub(super) count: Signal<usize>,
    /// Has each row a checkbox before its cells?
    pub(super) selectable: bool,
    pub(super) button: Option<RowButton>,
    /// Where somebody is in the list.
    pub(super) position: StoredValue<ListPosition>,
    heights: Heights,
    elements: Rc<RefCell<Option<RowElements>>>,
}

impl RowsInSight {
    pub(super) fn new(
        rows: Rows,
        count: Signal<usize>,
        selectable: bool,
        button: Option<RowButton>,
        position: StoredValue<ListPosition>,
    ) -> Self {
        let sight = Self {
            scroller: NodeRef::new(),
            body: NodeRef::new(),
            rows,
            count,
            selectable,
            heights: Heights::of_text_size(button.is_some()),
            button,
            position,
            elements: Rc::default(),
        };
        sight.follow_window();
        sight
    }

    fn follow_window(&self) {
        // The window may grow: a taller list shows more rows.
        let resized = window_event_listener(ev::resize, self.clone().show_on_event());
        // Paper has no window: all rows are printed.
        let printed = window_event_listener(ev::beforeprint, {
            let sight = self.clone();
            move |_| {
                if let Some(elements) = &mut *sight.elements.borrow_mut() {
                    elements.show(0, sight.count.get_untracked(), 0.0, 0.0, sight.rows.as_ref(), false);
                }
            }
        });
        let after = window_event_listener(ev::afterprint, self.clone().show_on_event());
        on_cleanup(move || {
            resized.remove();
            printed.remove();
            after.remove();
        });
    }

    fn show_on_event<T>(self) -> impl Fn(T) {
        move |_| {
            self.show(false);
        }
    }

    /// Makes the elements anew, for rows of these columns.
    pub(super) fn set_columns(&self, columns: &[&'static str]) {
        if let Some(body) = self.body.get_untracked() {
            let body = Element::from(HtmlElement::from(body));
            let button = self.button.map(|button| button.column);
            *self.elements.borrow_mut() = RowElements::new(body, columns, self.selectable, button);
        }
    }

    pub(super) fn has_elements(&self) -> bool {
        self.elements.borrow().is_some()
    }

    /// Shows the rows that are in sight now; `anew` writes also those that were shown already.
    /// Gives whether somebody else stands now where another was.
    pub(super) fn show(&self, anew: bool) -> bool {
        let (Some(scroller), Some(elements)) =
            (self.scroller.get_untracked(), &mut *self.elements.borrow_mut())
        else {
            return false;
        };
        let count = self.count.get_untracked();
        let height = f64::from(scroller.client_height());
        let top = f64::from(scroller.scroll_top());
        let row = self.heights.row(&scroller);
        // Truncation is meant: the first row of which anything is seen.
        let first = ((top / row) as usize).saturating_sub(OVERSCAN).min(count);
        let last = (((top + height) / row) as usize + 1 + OVERSCAN).min(count);
        let (above, below) = (first as f64 * row, (count - last) as f64 * row);
        let has_moved = elements.show(first, last, above, below, self.rows.as_ref(), anew);
        // The cell that was used last or, where it is out of sight, the first name.
        let used = self
            .position
            .with_value(|position| (!position.id.is_empty()).then_some((position.row, position.column)));
        let used = used.filter(|(used, _)| (top..top + height).contains(&(*used as f64 * row)));
        let first_whole = (top / row).ceil() as usize;
        let (stop, column) = used.unwrap_or((first_whole, self.first_column()));
        elements.set_tab_stop(stop.min(count.saturating_sub(1)), column);
        has_moved
    }

    /// Shows a row and moves the focus to one of its cells. It may be called after the page was left.
    pub(super) fn focus(&self, row: usize, column: usize) {
        if let Some(Some(scroller)) = self.scroller.try_get_untracked() {
            self.bring_into_sight(&scroller, row);
            self.show(false);
            let stop = self.set_tab_stop(row, column);
            // The elements are used again while the focus moves.
            if let Some(stop) = stop {
                let _ = stop.focus();
            }
        }
    }

    /// Makes a cell of a row in sight the one that the Tab key leads to.
    pub(super) fn set_tab_stop(&self, row: usize, column: usize) -> Option<HtmlElement> {
        self.elements.borrow_mut().as_mut().and_then(|elements| elements.set_tab_stop(row, column))
    }

    /// The element that an event comes from, and the cell of the table in which it lies.
    pub(super) fn cell_of(&self, event: &Event) -> Option<(Element, CellPlace)> {
        let target = event.target()?.dyn_into::<Element>().ok()?;
        let cell = self.elements.borrow().as_ref().and_then(|elements| elements.place_of(&target))?;
        Some((target, cell))
    }

    /// The place of the cell that names a row.
    pub(super) fn first_column(&self) -> usize {
        usize::from(self.selectable)
    }

    /// The first row that is seen whole.
    pub(super) fn first_whole_row(&self, scroller: &HtmlElement) -> usize {
        (f64::from(scroller.scroll_top()) / self.heights.row(scroller)).ceil() as usize
    }

    /// By how many rows the keys for a page move.
    pub(super) fn page(&self, scroller: &HtmlElement) -> usize {
        let seen = (f64::from(scroller.client_height()) / self.heights.row(scroller)) as usize;
        seen.saturating_sub(2).max(1)
    }

    /// Scrolls so far that a row is seen whole, below the heading that stays.
    fn bring_into_sight(&self, scroller: &HtmlElement, row: usize) {
        let (top, height) = (f64::from(scroller.scroll_top()), f64::from(scroller.client_height()));
        let (heading, row_height) = (self.heights.heading, self.heights.row(scroller));
        let at = row as f64 * row_height;
        if at < top {
            scroller.set_scroll_top(at as i32);
        } else if at + row_height + heading > top + height {
            scroller.set_scroll_top((at + row_height + heading - height).ceil() as i32);
        }
    }
}
