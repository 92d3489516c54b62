//! Everybody on one PureConnect.

use std::collections::HashSet;

use crate::state::list::{ListStore, Row, Rows};
use crate::wire::icws::users::UserRow;

/// What a row is sorted by; the columns of the list, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortColumn {
    Name,
    Extension,
    Id,
}

pub const SORTED: [SortColumn; 3] = [SortColumn::Name, SortColumn::Extension, SortColumn::Id];

/// The people of a system, and the signals that pages follow.
pub type People = ListStore<UserRow>;

/// What is known of the list besides its rows.
#[derive(Default)]
pub struct Facts {
    /// What the server was asked to find since the last reading.
    pub(super) searched: HashSet<String>,
    /// Items without an id, which cannot be shown.
    pub without_id: usize,
    /// The server would not list them with their extensions.
    pub is_plain: bool,
    /// Nor would it list whomever one may see.
    pub is_unfiltered: bool,
}

impl Row for UserRow {
    type Facts = Facts;
    const SORT_COLUMNS: usize = SORTED.len();

    fn id(&self) -> &str {
        &self.id
    }

    fn write_search_texts(&self, write: &mut dyn FnMut(&[&str])) {
        write(&[&self.name, self.extension.as_deref().unwrap_or_default(), &self.id]);
    }

    fn sort_text<'a>(&'a self, column: usize, _facts: &'a Self::Facts) -> &'a str {
        match SORTED.get(column) {
            Some(SortColumn::Name) => &self.name,
            Some(SortColumn::Extension) => self.extension.as_deref().unwrap_or_default(),
            Some(SortColumn::Id) => &self.id,
            None => "",
        }
    }
}

impl Rows<UserRow> {
    /// Somebody by id or, where nobody else is called so, by name.
    pub fn find(&self, typed: &str) -> Option<&UserRow> {
        if let Some(at) = self.list().row_of(typed) {
            return self.row(at);
        }
        let mut named = self.iter().filter(|row| row.name.to_lowercase() == typed.to_lowercase());
        named.next().filter(|_| named.next().is_none())
    }
}
