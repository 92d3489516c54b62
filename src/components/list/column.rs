//! The columns of a table, and by which of them its rows are in order.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::rows::RowSource;
use crate::list::Direction;
use crate::text::LocalizedText;

/// A column of a table.
#[derive(Clone, Copy)]
pub struct Column {
    /// Its name in addresses (`sort=lastname`).
    pub key: &'static str,
    pub label: LocalizedText,
    /// Numbers stand in tabular figures.
    pub is_number: bool,
}

/// By which column the rows are in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// The place of the column among all.
    pub column: usize,
    pub descending: bool,
}

impl Sort {
    /// Reads `name` or `-name` (`?sort=`), where a column has that key.
    pub fn read(columns: &[Column], text: Option<&str>) -> Option<Self> {
        let text = text?;
        let turned = text.strip_prefix('-');
        let key = turned.unwrap_or(text);
        let column = columns.iter().position(|column| column.key == key)?;
        Some(Self { column, descending: turned.is_some() })
    }

    /// What the address says after the heading of a column was pressed: in
    /// order by it or, where the rows are in that order, the other way round.
    pub fn pressed(now: Option<Self>, columns: &[Column], column: usize) -> String {
        let descending = now == Some(Self { column, descending: false });
        Self { column, descending }.write(columns)
    }

    /// Writes what [`read`](Self::read) reads.
    pub fn write(self, columns: &[Column]) -> String {
        let key = columns.get(self.column).map_or("", |column| column.key);
        let sign = if self.descending { "-" } else { "" };
        [sign, key].concat()
    }

    /// The order after the heading of a column was pressed where the rows have an order of
    /// their own as well: up, down, and their own again.
    pub fn next(now: Option<Self>, column: usize) -> Option<Self> {
        match now {
            Some(Self { column: same, descending }) if same == column => {
                (!descending).then_some(Self { column, descending: true })
            }
            _ => Some(Self { column, descending: false }),
        }
    }

    pub fn direction(self) -> Direction {
        if self.descending { Direction::Descending } else { Direction::Ascending }
    }
}

/// A column that has a button in each row, and is no order of the rows.
#[derive(Clone, Copy)]
pub struct RowButton {
    /// The key of the column.
    pub column: &'static str,
    /// Called with the id of the row.
    pub press: Callback<String>,
}

/// Where the rows of a table come from; asked only for rows in sight.
pub type Rows = Arc<dyn RowSource + Send + Sync>;
