//! What a vendor says of its list.

use std::sync::Arc;

use leptos::prelude::*;

use super::column::Column;
use crate::browser::preference::{self, Key};
use crate::domain::Language;
use crate::list::{ListPosition, Progress, TableRows};
use crate::route::Query;
use crate::text::LocalizedText;

/// Which columns a list hides where nobody has chosen, and where a choice is kept.
#[derive(Clone, Copy)]
pub struct HiddenColumns {
    /// Their names, separated by commas.
    pub by_default: &'static str,
    pub kept_as: Key,
}

impl HiddenColumns {
    /// The names of those that are hidden: as the address says (`?hide=`), else as
    /// this person left them.
    pub fn read(self, query: &Query) -> String {
        query
            .get("hide")
            .map(str::to_owned)
            .or_else(|| preference::read(self.kept_as))
            .unwrap_or_else(|| self.by_default.to_owned())
    }
}

/// The words that a list has of its own.
#[derive(Clone, Copy)]
pub struct ListTexts {
    pub label: LocalizedText,
    /// "12 of 30 groups".
    pub count: fn(Language, usize, usize) -> String,
    /// Of a list without rows: that there are none, and what to do next.
    pub empty: (LocalizedText, Option<LocalizedText>),
    /// Of a search that finds nothing.
    pub no_match: (LocalizedText, Option<LocalizedText>),
    /// Of rows that came before a reading broke off.
    pub partial: LocalizedText,
}

/// What every row of a list can tell. Rows are numbered as they are shown, from 0;
/// columns as the list has them, whether they are shown or not.
pub trait Cells {
    /// Where the row leads, below the base; none if no address can carry its id.
    fn url(&self, row: usize) -> Option<String>;
    /// Writes the text of a cell into `out`, which is empty.
    fn write(&self, row: usize, column: usize, out: &mut String);
    /// What a column is in a file, where it is several there.
    fn columns_in_file(&self, _column: usize) -> &'static [LocalizedText] {
        &[]
    }
    /// Writes the text of a cell below one of those into `out`, which is empty.
    fn write_in_file(&self, _row: usize, _column: usize, _column_in_file: usize, _out: &mut String) {}
    /// What the row is called, for whoever selects it.
    fn name(&self, row: usize) -> String;
}

/// The query of the address, in which the search, the order and the columns stand.
#[derive(Clone, Copy)]
pub struct ListQuery {
    pub query: RwSignal<Query>,
    /// Writes a part of it, by its name.
    pub write: Callback<(&'static str, String)>,
}

impl ListQuery {
    pub fn set(&self, name: &'static str, value: String) {
        self.write.run((name, value));
    }
}

/// A list, as its page needs it.
#[derive(Clone)]
pub struct ListModel {
    pub texts: ListTexts,
    /// All columns there can be. The first names the row.
    pub columns: &'static [Column],
    /// By which columns rows are told apart that are equal in the one that was
    /// chosen; and by which they are in order where none was.
    pub order: &'static [usize],
    pub hidden: HiddenColumns,
    /// The name of the file that is offered.
    pub file: String,
    pub rows: Arc<dyn TableRows + Send + Sync>,
    pub cells: Arc<dyn Cells + Send + Sync>,
    pub progress: RwSignal<Progress>,
    /// Counts whatever changes the rows.
    pub version: RwSignal<u64>,
    pub query: ListQuery,
    /// Where somebody was in the list, for coming back.
    pub position: StoredValue<ListPosition>,
    /// Reads the list anew.
    pub reload: Callback<()>,
}
