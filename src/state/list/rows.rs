//! The rows of a list, and how they are found. How they are read, and what follows them, is
//! [`ListStore`](super::ListStore)'s.

use std::sync::Arc;

use crate::browser::collate;
use crate::domain::{CountryCode, Language};
use crate::list::{ById, Direction, List, Ranks, Selection, Sort, sort_rows};

/// A row of a list.
pub trait Row: Send + Sync + 'static {
    /// What is known of the list besides its rows.
    type Facts: Default + Send + Sync + 'static;
    /// By how many columns rows are sorted.
    const SORT_COLUMNS: usize;

    /// Empty where the server sent none; such a row cannot be told from others.
    fn id(&self) -> &str;

    /// Hands on the texts in which the row is found. Never a password.
    fn write_search_texts(&self, write: &mut dyn FnMut(&[&str]));

    /// Takes over what a shorter row had and this one lacks.
    fn keep_from(&mut self, _shorter: &Self) {}

    /// What the row is sorted by in a column, counted from 0.
    fn sort_text<'a>(&'a self, column: usize, facts: &'a Self::Facts) -> &'a str;
}

/// Which rows the list is narrowed to.
pub(super) type Filter<R> = Arc<dyn Fn(&R) -> bool + Send + Sync>;

/// The rows, and how they are found.
pub struct Rows<R: Row> {
    rows: Vec<R>,
    list: List,
    filter: Option<Filter<R>>,
    /// Were these rows read to the end of the list?
    is_whole: bool,
    /// Are these the rows of the shorter list, of which not all have their other texts yet?
    is_shortened: bool,
    /// The language in which the columns are ranked.
    ranked_in: Option<Language>,
    /// What was searched for, and in which order, where the rows were shown.
    arranged_by: Option<(String, Vec<(usize, Direction)>)>,
    pub facts: R::Facts,
}

impl<R: Row> Rows<R> {
    pub(super) fn new(country: Option<CountryCode>) -> Self {
        Self {
            rows: Vec::new(),
            list: List::new(R::SORT_COLUMNS).in_country(country),
            filter: None,
            is_whole: false,
            is_shortened: false,
            ranked_in: None,
            arranged_by: None,
            facts: R::Facts::default(),
        }
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    pub(super) fn is_shortened(&self) -> bool {
        self.is_shortened
    }

    /// The rows in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = &R> {
        self.rows.iter()
    }

    pub fn list(&self) -> &List {
        &self.list
    }

    /// A row by its number in [`list`](Self::list).
    pub fn row(&self, at: u32) -> Option<&R> {
        self.rows.get(at as usize)
    }

    /// Those that are selected: in the order on the screen, then those that the search hides.
    pub fn selected(&self, selection: &Selection) -> impl Iterator<Item = &R> {
        let list = &self.list;
        let is_selected = |row: &u32| selection.contains(list.id(*row));
        let mut order: Vec<u32> = list.visible().iter().copied().filter(is_selected).collect();
        let mut shown = order.clone();
        sort_rows(&mut shown, &mut |a, b| a.cmp(&b));
        let is_hidden = |row: &u32| shown.binary_search(row).is_err();
        order.extend((0..list.len()).filter(is_selected).filter(is_hidden));
        order.into_iter().filter_map(|row| self.row(row))
    }

    /// The row at a place of the table.
    pub fn row_at(&self, place: usize) -> Option<&R> {
        let at = u32::try_from(place).ok().and_then(|place| self.list.row_at(place))?;
        self.row(at)
    }

    pub(super) fn push(&mut self, row: R) {
        let list = &mut self.list;
        row.write_search_texts(&mut |texts| list.append(row.id(), texts));
        self.rows.push(row);
    }

    /// Puts a row in the place of its shorter one. It is found and sorted by the shorter one
    /// until all rows are whole ([`rewrite_search_texts`](Self::rewrite_search_texts)).
    pub(super) fn complete(&mut self, by_id: &mut ById, mut row: R) {
        let at = if row.id().is_empty() { None } else { by_id.find(&self.list, row.id()) };
        match at.and_then(|at| self.rows.get_mut(at as usize)) {
            Some(shorter) => {
                row.keep_from(shorter);
                *shorter = row;
            }
            None => self.push(row),
        }
    }

    pub(super) fn reserve(&mut self, rows: usize) {
        self.rows.reserve_exact(rows);
        self.list.reserve(rows);
    }

    /// Narrows the list to some of its rows.
    pub(super) fn set_filter(&mut self, filter: Filter<R>) {
        self.filter = Some(filter);
    }

    /// All rows are there now, as the shorter list has them.
    pub(super) fn end_short_rows(&mut self) {
        self.is_whole = true;
        self.is_shortened = true;
    }

    /// All rows are there now, with all of their texts.
    pub(super) fn end_reading(&mut self) {
        self.is_whole = true;
        self.is_shortened = false;
        // Whoever left the list for one of its people goes on among all who match.
        if let (Some((query, sort)), Some(language)) = (self.arranged_by.take(), self.ranked_in) {
            self.arrange(&query, &sort, language);
        }
    }

    /// Puts the rows of a newer reading in the place of these, but for those that pages have changed
    /// meanwhile: they stay as they are here, or away.
    pub(super) fn replace_all(&mut self, mut fresh: Self, changed: &[String]) {
        for id in changed.iter().filter(|id| self.list.row_of(id).is_none()) {
            fresh.take_out(id);
        }
        let is_changed = |row: &R| changed.iter().any(|id| id == row.id());
        std::mem::take(&mut self.rows).into_iter().filter(is_changed).for_each(|row| fresh.put(row));
        (self.rows, self.list) = (fresh.rows, fresh.list);
    }

    /// Puts a row in the place of the one with its id, or behind all others.
    pub(super) fn put(&mut self, mut row: R) {
        let Some(at) = self.list.row_of(row.id()) else { return self.push(row) };
        if let Some(before) = self.row(at) {
            row.keep_from(before);
        }
        self.replace(at, row);
    }

    /// Takes the row of this id out, if there is one.
    pub(super) fn take_out(&mut self, id: &str) {
        if let Some(at) = self.list.row_of(id) {
            self.list.remove(at);
            self.rows.remove(at as usize);
        }
    }

    /// Puts another row in the place of one, with the same id.
    fn replace(&mut self, at: u32, row: R) {
        let list = &mut self.list;
        row.write_search_texts(&mut |texts| list.replace(at, texts));
        self.list.forget_ranks();
        if let Some(slot) = self.rows.get_mut(at as usize) {
            *slot = row;
        }
    }

    /// Keeps those of these ids, and those without an id.
    pub(super) fn retain(&mut self, is_kept: impl Fn(&str) -> bool) {
        let rows = std::mem::take(&mut self.rows);
        self.list.clear();
        for row in rows.into_iter().filter(|row| row.id().is_empty() || is_kept(row.id())) {
            self.push(row);
        }
    }

    /// Writes anew by what all rows are found, after many of them were changed.
    pub fn rewrite_search_texts(&mut self) {
        let rows = &self.rows;
        self.list.rewrite(&|at, write| {
            if let Some(row) = rows.get(at as usize) {
                row.write_search_texts(write);
            }
        });
    }

    /// Makes every order anew, after what rows are sorted by has changed.
    pub fn forget_ranks(&mut self) {
        self.list.forget_ranks();
    }

    pub(super) fn arrange(&mut self, query: &str, sort: &Sort, language: Language) -> usize {
        let is_same = |(last, order): &(String, Vec<_>)| last == query && order == sort;
        if !self.arranged_by.as_ref().is_some_and(is_same) {
            self.arranged_by = Some((query.to_owned(), sort.to_vec()));
        }
        if self.ranked_in.replace(language) != Some(language) {
            self.list.forget_ranks();
        }
        for (column, _) in sort {
            if self.list.lacks_ranks(*column) {
                let texts: Vec<&str> =
                    self.rows.iter().map(|row| row.sort_text(*column, &self.facts)).collect();
                let ranks = Ranks::of(&texts, |different| collate::ranks(different, language.tag()));
                self.list.set_ranks(*column, ranks);
            }
        }
        let (rows, filter) = (&self.rows, &self.filter);
        let is_kept = |at: u32| match (filter, rows.get(at as usize)) {
            (Some(filter), Some(row)) => filter(row),
            (None, Some(_)) => true,
            (_, None) => false,
        };
        self.list.arrange(query, sort, &is_kept);
        self.list.visible().len()
    }
}
