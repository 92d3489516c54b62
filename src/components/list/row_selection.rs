//! Selecting rows of a list.

use std::sync::Arc;

use leptos::prelude::*;

use crate::list::{Extent, Selection, TableRows};

/// How the rows of a table are selected.
#[derive(Clone, Copy)]
pub(super) struct RowSelection {
    /// Called with the id of a row and whether all from the last one to it are meant.
    pub(super) select: Callback<(String, bool)>,
    /// Selects all that match the search, not only those in sight, or none of them.
    pub(super) select_all: Callback<bool>,
    /// Are all that match selected?
    pub(super) all: Signal<bool>,
}

impl RowSelection {
    /// `version` counts whatever changes the rows, `changed` is notified of every new selection.
    pub(super) fn follow(
        selection: RwSignal<Selection>,
        rows: StoredValue<Arc<dyn TableRows + Send + Sync>>,
        version: RwSignal<u64>,
        changed: RwSignal<u64>,
    ) -> Self {
        Effect::new(move |_| {
            selection.track();
            changed.update(|count| *count += 1);
        });
        // Whoever was deleted, here or elsewhere, is not selected any more.
        Effect::new(move |_| {
            version.track();
            rows.with_value(|rows| {
                if rows.is_whole() {
                    rows.read_list(&mut |list| {
                        selection.maybe_update(|selection| selection.keep_known(list))
                    });
                }
            });
        });
        let select = Callback::new(move |(id, to_here): (String, bool)| {
            rows.with_value(|rows| {
                rows.read_list(&mut |list| {
                    selection.update(|selection| {
                        if to_here { selection.extend_to(list, &id) } else { selection.toggle(&id) }
                    });
                });
            });
        });
        let select_all = Callback::new(move |all: bool| {
            rows.with_value(|rows| {
                rows.read_list(&mut |list| {
                    selection.update(|selection| {
                        if all { selection.select_visible(list) } else { selection.deselect_visible(list) }
                    });
                });
            });
        });
        let all = Signal::derive(move || {
            changed.track();
            let mut is_all = false;
            rows.with_value(|rows| {
                rows.read_list(&mut |list| {
                    is_all = selection.with(|selection| selection.extent(list) == Extent::All);
                });
            });
            is_all
        });
        Self { select, select_all, all }
    }
}
