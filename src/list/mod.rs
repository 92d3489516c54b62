//! Many rows: fold, filter, sort, select.
//!
//! A [`List`] knows rows by number and by id and holds their search keys and
//! ranks; the rows themselves, and how they look, are the page's. All that
//! may change what is shown goes through [`List::arrange`], which does again
//! only what must be done again: one more letter typed looks only at the
//! rows found before, and a sort order is made once.
//!
//! Nothing here is generic over the rows: the page hands in texts, and the
//! code is in the bundle once.

mod by_id;
pub mod csv;
mod fold;
mod grid;
mod packed;
mod pages;
pub mod person;
mod position;
mod rank;
mod reading;
mod rows;
mod saved_view;
mod search;
mod select;
#[cfg(test)]
mod tests;

pub use by_id::ById;
pub use fold::fold;
pub use grid::{Grid, Step};
pub use pages::{IdSet, PageEnd};
pub use position::ListPosition;
pub use rank::{Direction, Ranks, sort_rows, sorted_by_text};
pub use reading::{Completeness, ListReader, MOST_ROWS, PageRequest};
pub use rows::{Progress, TableRows};
pub use saved_view::SavedView;
pub use search::Query;
pub use select::{Extent, Selection};

use crate::domain::CountryCode;
use fold::{key_into, spelled};
use packed::Packed;
use rank::order;
use search::SEPARATOR;

/// By which columns a list is sorted, the first before the next.
pub type Sort = [(usize, Direction)];

/// Takes the texts of a row.
pub type Put<'a> = dyn FnMut(&[&str]) + 'a;

/// The rows of a list, found, filtered and sorted. Rows are numbered from 0
/// in the order in which they were appended.
#[derive(Clone, Default)]
pub struct List {
    ids: Packed,
    keys: Packed,
    ranks: Vec<Ranks>,
    query: Query,
    /// The rows that match the query, in their own order; `None` for all.
    found: Option<Vec<u32>>,
    /// How many rows `found` knows of.
    searched: u32,
    order: Option<Order>,
    visible: Vec<u32>,
    /// How often rows were taken out, which gives those behind them other numbers.
    removals: u32,
    /// Whose numbers are found in the national form, too.
    country: Option<CountryCode>,
}

/// A sort order that was made, and for what.
#[derive(Clone)]
struct Order {
    sort: Vec<(usize, Direction)>,
    rows: Vec<u32>,
}

impl List {
    /// An empty list whose rows can be sorted by `columns` columns.
    pub fn new(columns: usize) -> Self {
        Self { ranks: vec![Ranks::default(); columns], ..Self::default() }
    }

    /// Finds the numbers of a country in their national form, too, in the rows that come from now on.
    pub fn in_country(self, country: Option<CountryCode>) -> Self {
        Self { country, ..self }
    }

    /// Makes room for so many rows that are known to come, as long as those that are here.
    pub fn reserve(&mut self, rows: usize) {
        self.ids.reserve(rows);
        self.keys.reserve(rows);
    }

    /// Appends a row: its id, and the texts in which it is to be found
    /// (usually one for each column). It shows after the next
    /// [`arrange`](Self::arrange).
    pub fn append(&mut self, id: &str, texts: &[&str]) {
        self.ids.push(|out| out.extend_from_slice(id.as_bytes()));
        self.keys.push(|out| write_key(texts, self.country, out));
    }

    /// Writes one row anew, as after a save. Its ranks are as before until
    /// [`set_ranks`](Self::set_ranks) is called again.
    pub fn replace(&mut self, row: u32, texts: &[&str]) {
        let mut key = Vec::new();
        write_key(texts, self.country, &mut key);
        self.keys.replace(row, &key);
        self.search_again();
    }

    /// Writes what all rows are found by anew: `write` is called for each and hands
    /// its texts on. Ranks are forgotten. Many single rows would each move all behind them.
    pub fn rewrite(&mut self, write: &dyn Fn(u32, &mut Put<'_>)) {
        // The old keys go first, so that both are never held.
        self.keys = Packed::default();
        for row in 0..self.len() {
            self.keys.push(|out| write(row, &mut |texts| write_key(texts, self.country, out)));
        }
        self.forget_ranks();
        self.search_again();
    }

    /// Takes one row out, as after a deletion; those behind it move up.
    pub fn remove(&mut self, row: u32) {
        self.removals += 1;
        self.ids.remove(row);
        self.keys.remove(row);
        for ranks in &mut self.ranks {
            ranks.remove(row);
        }
        self.order = None;
        self.visible.retain(|other| *other != row);
        for other in self.visible.iter_mut().filter(|other| **other > row) {
            *other -= 1;
        }
        self.search_again();
    }

    /// Takes all rows out.
    pub fn clear(&mut self) {
        *self = Self::new(self.ranks.len()).in_country(self.country);
    }

    fn search_again(&mut self) {
        self.query = Query::default();
        self.found = None;
    }

    /// The number of rows, found or not.
    pub fn len(&self) -> u32 {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The id of a row; empty for a number that is not there.
    pub fn id(&self, row: u32) -> &str {
        self.ids.get_text(row)
    }

    /// The row with this id.
    pub fn row_of(&self, id: &str) -> Option<u32> {
        (0..self.len()).find(|row| self.ids.get(*row) == id.as_bytes())
    }

    /// Has the column fewer ranks than there are rows? Then it is time for
    /// [`set_ranks`](Self::set_ranks), or the newest rows are sorted last.
    pub fn lacks_ranks(&self, column: usize) -> bool {
        self.ranks.get(column).is_some_and(|ranks| ranks.len() < self.len() as usize)
    }

    /// Sets how the rows are sorted by a column.
    pub fn set_ranks(&mut self, column: usize, ranks: Ranks) {
        if let Some(slot) = self.ranks.get_mut(column) {
            *slot = ranks;
            self.order = None;
        }
    }

    /// Forgets how the rows are sorted, as when another language sorts otherwise.
    pub fn forget_ranks(&mut self) {
        self.ranks.fill(Ranks::default());
        self.order = None;
    }

    /// Finds, filters and sorts: `query` as typed, `sort` by columns (without
    /// any, in the rows' own order), and of the rows found those for which
    /// `keep` says yes. To be called after anything has changed.
    pub fn arrange(&mut self, query: &str, sort: &Sort, keep: &dyn Fn(u32) -> bool) {
        self.search(Query::new(query, self.country));
        self.sort(sort);
        let count = self.len();
        let found = self.found.as_deref();
        let visible = &mut self.visible;
        visible.clear();
        match (&self.order, found) {
            (None, None) => visible.extend((0..count).filter(|row| keep(*row))),
            (None, Some(found)) => visible.extend(found.iter().copied().filter(|row| keep(*row))),
            (Some(order), None) => visible.extend(order.rows.iter().copied().filter(|row| keep(*row))),
            (Some(order), Some(found)) => {
                // A walk through the order, rather than sorting what was found.
                let mut shown = vec![false; count as usize];
                for row in found.iter().filter(|row| keep(**row)) {
                    if let Some(slot) = shown.get_mut(*row as usize) {
                        *slot = true;
                    }
                }
                let is_shown = |row: &u32| shown.get(*row as usize) == Some(&true);
                visible.extend(order.rows.iter().copied().filter(is_shown));
            }
        }
    }

    fn search(&mut self, query: Query) {
        let count = self.len();
        let found = if query.is_empty() {
            None
        } else if query == self.query {
            let mut found = self.found.take().unwrap_or_default();
            found.extend(query.find_in(&self.keys, self.searched));
            Some(found)
        } else {
            match &self.found {
                Some(found) if query.narrows(&self.query) => {
                    let mut found = query.find_among(&self.keys, found);
                    found.extend(query.find_in(&self.keys, self.searched));
                    Some(found)
                }
                _ => Some(query.find_in(&self.keys, 0)),
            }
        };
        self.found = found;
        self.query = query;
        self.searched = count;
    }

    fn sort(&mut self, sort: &Sort) {
        let count = self.len();
        if sort.is_empty() {
            self.order = None;
            return;
        }
        let fits = |order: &Order| order.sort == sort && order.rows.len() == count as usize;
        if !self.order.as_ref().is_some_and(fits) {
            let keys: Vec<_> = sort
                .iter()
                .filter_map(|(column, direction)| Some((self.ranks.get(*column)?, *direction)))
                .collect();
            self.order = Some(Order { sort: sort.to_vec(), rows: order(count, &keys) });
        }
    }

    /// The rows that match, the best first: at most so many, whatever the list shows; and how many match.
    pub fn best_matches(&self, query: &str, most: usize) -> (Vec<u32>, usize) {
        let query = Query::new(query, self.country);
        if query.is_empty() {
            return (Vec::new(), 0);
        }
        let mut found = query.find_in(&self.keys, 0);
        let all = found.len();
        let rank = |row| query.rank(self.keys.get(row));
        sort_rows(&mut found, &mut |a, b| rank(a).cmp(&rank(b)));
        found.truncate(most);
        (found, all)
    }

    /// Where any of several things is searched for: those that no row has, as they were typed.
    pub fn not_found(&self) -> Vec<&str> {
        self.query.not_found(&self.keys)
    }

    /// The rows to show, in their order.
    pub fn visible(&self) -> &[u32] {
        &self.visible
    }

    /// The row that is shown at a place.
    pub fn row_at(&self, place: u32) -> Option<u32> {
        self.visible.get(place as usize).copied()
    }

    /// The place at which the row with this id is shown.
    pub fn place_of(&self, id: &str) -> Option<usize> {
        self.visible.iter().position(|row| self.ids.get(*row) == id.as_bytes())
    }
}

/// Writes all forms in which the texts are found, each between two separators.
fn write_key(texts: &[&str], country: Option<CountryCode>, out: &mut Vec<u8>) {
    out.push(SEPARATOR);
    for text in texts {
        let start = out.len();
        key_into(text, out);
        let national = country.and_then(|country| {
            let key = str::from_utf8(out.get(start..)?).ok()?;
            let mut begins = key.match_indices(['+', '0']).map(|(at, _)| key.split_at(at));
            begins.find_map(|(before, number)| {
                let is_begin = !before.ends_with(|c: char| c.is_ascii_digit());
                is_begin.then(|| country.national(number)).flatten()
            })
        });
        out.push(SEPARATOR);
        if let Some(spelled) = spelled(text) {
            key_into(&spelled, out);
            out.push(SEPARATOR);
        }
        if let Some(national) = national {
            out.extend_from_slice(national.as_bytes());
            out.push(SEPARATOR);
        }
    }
}
