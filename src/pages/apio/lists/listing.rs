//! A list of tenants, groups or people: what its rows show.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::preference::Key as Preference;
use crate::components::language;
use crate::components::list::{Cells, Column, HiddenColumns, ListModel, ListTexts};
use crate::domain::Language;
use crate::pages::list::query;
use crate::route::Query;
use crate::state::apio::TableList;
use crate::state::apio::lists::TableRow;
use crate::text::{LocalizedText, list as texts};

/// What the list is of.
#[derive(Clone, Copy)]
pub struct ListSubject {
    pub label: LocalizedText,
    pub columns: &'static [Column],
    /// What is said of a list without rows, and of a search without a find.
    pub empty: LocalizedText,
    pub no_match: LocalizedText,
    /// "12 of 30 groups".
    pub count: fn(Language, usize, usize) -> String,
    /// The name of the file that is offered, without its end.
    pub file: &'static str,
}

struct RowCells(TableList);

impl Cells for RowCells {
    fn url(&self, row: usize) -> Option<String> {
        self.0.with_row_at(row, |row| row.to.as_ref().map(|to| to.url(&Query::default())))
    }

    fn write(&self, row: usize, column: usize, out: &mut String) {
        self.0.with_row_at(row, |row| {
            if let Some(text) = row.cells.get(column) {
                out.push_str(text);
            }
        });
    }

    fn name(&self, row: usize) -> String {
        self.0.with_row_at(row, |row| row.cells.first().cloned().unwrap_or_default())
    }
}

/// What could not be read of the list.
pub fn hints(list: TableList) -> Signal<Vec<String>> {
    let language = language();
    Signal::derive(move || {
        list.version().track();
        let is_broken = |row: &&TableRow| row.cells.iter().any(|text| text.contains(texts::BROKEN_LETTER));
        let (unreadable, broken) =
            list.with(|rows| (rows.facts.unreadable, rows.iter().filter(is_broken).count()));
        let hint = |count: usize, hint: fn(Language, usize) -> String| {
            (count > 0).then(|| hint(language.get(), count))
        };
        let unreadable = hint(unreadable, texts::unreadable);
        unreadable.into_iter().chain(hint(broken, texts::broken_letters)).collect()
    })
}

/// The list as its page needs it.
pub fn model(what: ListSubject, system: &str, list: TableList, reload: Callback<()>) -> ListModel {
    ListModel {
        texts: ListTexts {
            label: what.label,
            count: what.count,
            empty: (what.empty, None),
            no_match: (what.no_match, None),
            partial: texts::partial_list,
        },
        columns: what.columns,
        order: &[0],
        hidden: HiddenColumns { by_default: "", kept_as: Preference::HiddenColumnsApio },
        file: [system, "-", what.file, ".csv"].concat(),
        rows: Arc::new(list),
        cells: Arc::new(RowCells(list)),
        progress: list.progress(),
        version: list.version(),
        query: query(),
        position: list.position(),
        reload,
    }
}
