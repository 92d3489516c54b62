//! What a table and the page around it know of the rows of a list.

use super::{Completeness, List, Sort};
use crate::domain::{Language, Refusal};

/// How far a list has been read.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    NotRead,
    /// Rows are arriving; those that were there before stay until then.
    Arriving,
    /// Read to its end, and with how many of its rows.
    Read(Completeness),
    /// It ended early. The rows that came are there all the same.
    Failed(Refusal),
}

/// The rows behind a table, whatever they are of.
pub trait TableRows {
    /// Searches and sorts; tells how many rows are shown.
    fn arrange(&self, query: &str, sort: &Sort, language: Language) -> usize;

    /// Hands out the rows as they are arranged.
    fn read_list(&self, read: &mut dyn FnMut(&List));

    /// Was the list that is shown read to its end? It may be read anew meanwhile.
    fn is_whole(&self) -> bool;

    /// Are all rows there, and lack some of their texts?
    fn is_shortened(&self) -> bool {
        false
    }

    /// How many rows there are, found or not.
    fn total(&self) -> usize {
        let mut total = 0;
        self.read_list(&mut |list| total = list.len() as usize);
        total
    }

    /// The id of the row at a place of the table; empty where there is none.
    fn id_at(&self, place: usize) -> String {
        let mut id = String::new();
        self.read_list(&mut |list| {
            if let Some(row) = u32::try_from(place).ok().and_then(|place| list.row_at(place)) {
                list.id(row).clone_into(&mut id);
            }
        });
        id
    }
}
