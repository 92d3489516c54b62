//! What a click on a row does.

use std::time::Duration;

use leptos::prelude::*;
use web_sys::{Element, MouseEvent};

use super::moves::Moves;
use super::rows_in_sight::RowsInSight;
use crate::browser::dom;
use crate::browser::{clock::Timer, rows::CellPlace};
use crate::components::link::Go;
use crate::components::list::column::Column;

/// A click on a number opens the person only when no second click has followed
/// for so long, by which somebody marks the number to copy it.
const DOUBLE_CLICK: Duration = Duration::from_millis(300);

/// What somebody can do with a row.
#[derive(Clone)]
pub(super) struct RowActions {
    pub(super) sight: RowsInSight,
    pub(super) columns: Signal<Vec<Column>>,
    /// Called with the id of a row and whether all from the last one to it are meant,
    /// where rows can be selected.
    pub(super) on_select: Option<Callback<(String, bool)>>,
    pub(super) go: Option<Go>,
    /// What a click will open, if no second one follows.
    pub(super) opening: StoredValue<Option<Timer>>,
}

impl RowActions {
    pub(super) fn select(&self, row: usize, to_here: bool) {
        if let Some(select) = self.on_select {
            select.run((self.sight.rows.id(row), to_here));
        }
    }

    pub(super) fn open(&self, row: usize) {
        self.go_to(self.sight.rows.url(row));
    }

    fn go_to(&self, url: Option<String>) {
        if let (Some(url), Some(go)) = (url, &self.go) {
            (go.0)(&url);
        }
    }

    /// Selects the row where its checkbox was clicked, and opens it elsewhere.
    pub(super) fn click(&self, event: &MouseEvent, moves: &Moves) {
        self.opening.set_value(None);
        if moves.is_recent() {
            return event.prevent_default();
        }
        let Some((target, CellPlace { row: Some(row), column })) = self.sight.cell_of(event) else { return };
        if target.closest(".check").ok().flatten().is_some() {
            return self.select(row, event.shift_key());
        }
        if let Some(button) = self.sight.button.filter(|_| is_in_button(&target)) {
            return button.press.run(self.sight.rows.id(row));
        }
        let plain = event.button() == 0
            && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if !plain {
            return;
        }
        event.prevent_default();
        // A person who marks text with the mouse does not want to leave.
        if dom::has_selection() {
            return;
        }
        let heading = self
            .columns
            .with_untracked(|columns| columns.get(column.saturating_sub(self.sight.first_column())).copied());
        let is_number = heading.is_some_and(|heading| heading.is_number);
        if !is_number || target.text_content().unwrap_or_default().is_empty() {
            return self.open(row);
        }
        if event.detail() == 1 {
            // The rows may change places before the time has passed.
            let (actions, url) = (self.clone(), self.sight.rows.url(row));
            let open = move || {
                if !dom::has_selection() {
                    actions.go_to(url.clone());
                }
            };
            self.opening.set_value(Some(Timer::after(DOUBLE_CLICK, open)));
        }
    }
}

/// Is this the button of a row, or in it?
pub(super) fn is_in_button(target: &Element) -> bool {
    target.closest("tbody button").ok().flatten().is_some()
}
