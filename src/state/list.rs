//! A list of a system: read in pages, kept for going back, searched and sorted
//! here. What the rows are, and how a page of them is asked for, is each vendor's.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use leptos::prelude::*;

use super::lasting::lasting_signal;
use crate::browser::{clock, collate};
use crate::domain::{CountryCode, Language, Refusal};
use crate::list::{
    ById, Completeness, Direction, IdSet, List, ListPosition, ListReader, MOST_ROWS, PageEnd, PageRequest,
    Progress, Ranks, Selection, Sort, TableRows, sort_rows,
};

/// While rows arrive the screen follows this often, in milliseconds.
const FOLLOW_MS: f64 = 250.0;
/// Room for so many rows is made at once where a server says how many will come.
const MOST_EXPECTED: usize = 200_000;

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

/// Where the rows come from.
pub trait PageSource<R> {
    /// How a list is read: a second time, and a third, where rows may have been missed.
    const READINGS: &'static [PageRequest];

    /// Reads all rows with some of their texts only, where the server has a list that costs it
    /// less. `arrived` is called when what came can be shown.
    ///
    /// # Errors
    /// What the server answered instead, or that it was cut short. Rows may have come before.
    fn read_short_rows(
        &self,
        _take: &mut dyn FnMut(R),
        _arrived: &dyn Fn(),
    ) -> impl Future<Output = Result<ShortRows, Refusal>> {
        async { Ok(ShortRows::None) }
    }

    /// Reads one page, row by row, and calls `arrived` after each piece of it.
    ///
    /// # Errors
    /// What the server answered instead, or that it was cut short. Rows may have come before.
    fn read_page(
        &self,
        request: PageRequest,
        take: &mut dyn FnMut(R),
        arrived: &dyn Fn(),
    ) -> impl Future<Output = Result<PageEnd, Refusal>>;
}

/// What came where the shorter list was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShortRows {
    /// Nothing: the server has no such list.
    None,
    /// All rows, or nearly all, with some of their texts.
    Short,
    /// All rows with all of their texts, and how many there are by the server's count.
    Whole { total: Option<usize> },
}

/// Which rows the list is narrowed to.
type Filter<R> = Arc<dyn Fn(&R) -> bool + Send + Sync>;

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
    fn new(country: Option<CountryCode>) -> Self {
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
}

impl<R: Row> Rows<R> {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn is_whole(&self) -> bool {
        self.is_whole
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

    fn push(&mut self, row: R) {
        let list = &mut self.list;
        row.write_search_texts(&mut |texts| list.append(row.id(), texts));
        self.rows.push(row);
    }

    /// Puts a row in the place of its shorter one. It is found and sorted by the shorter one
    /// until all rows are whole ([`rewrite_search_texts`](Self::rewrite_search_texts)).
    fn complete(&mut self, by_id: &mut ById, mut row: R) {
        let at = if row.id().is_empty() { None } else { by_id.find(&self.list, row.id()) };
        match at.and_then(|at| self.rows.get_mut(at as usize)) {
            Some(shorter) => {
                row.keep_from(shorter);
                *shorter = row;
            }
            None => self.push(row),
        }
    }

    fn reserve(&mut self, rows: usize) {
        self.rows.reserve_exact(rows);
        self.list.reserve(rows);
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

    fn remove(&mut self, at: u32) {
        if (at as usize) < self.rows.len() {
            self.list.remove(at);
            self.rows.remove(at as usize);
        }
    }

    /// Keeps those of these ids, and those without an id.
    fn retain(&mut self, is_kept: impl Fn(&str) -> bool) {
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

    fn arrange(&mut self, query: &str, sort: &Sort, language: Language) -> usize {
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

/// A list, and the signals that pages follow.
pub struct ListStore<R: Row> {
    rows: StoredValue<Rows<R>>,
    progress: RwSignal<Progress>,
    /// Counts whatever changes the rows.
    version: RwSignal<u64>,
    /// Which reading is the newest; an older one stops adding rows.
    reading: StoredValue<u32>,
    /// Ids that a page has put into the list since the newest reading began.
    ids_put: StoredValue<IdSet>,
    position: StoredValue<ListPosition>,
    /// Whose numbers are found in their national form, too.
    country: Option<CountryCode>,
}

impl<R: Row> Clone for ListStore<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: Row> Copy for ListStore<R> {}

impl<R: Row> ListStore<R> {
    /// An empty list, in which the numbers of a country are found in their national form, too.
    pub fn new(country: Option<CountryCode>) -> Self {
        Self {
            rows: StoredValue::new(Rows::new(country)),
            progress: lasting_signal(Progress::NotRead),
            version: lasting_signal(0),
            reading: StoredValue::new(0),
            ids_put: StoredValue::new(IdSet::default()),
            position: StoredValue::new(ListPosition::default()),
            country,
        }
    }

    pub fn progress(&self) -> RwSignal<Progress> {
        self.progress
    }

    /// Counts whatever changes the rows or how far they are read.
    pub fn version(&self) -> RwSignal<u64> {
        self.version
    }

    /// Where somebody was in the list, for coming back.
    pub fn position(&self) -> StoredValue<ListPosition> {
        self.position
    }

    pub fn with<T>(&self, read: impl FnOnce(&Rows<R>) -> T) -> T {
        self.rows.with_value(read)
    }

    /// Reads the row at a place of the table.
    pub fn with_row_at<T: Default>(&self, place: usize, read: impl FnOnce(&R) -> T) -> T {
        self.with(|rows| rows.row_at(place).map(read).unwrap_or_default())
    }

    /// What `describe` tells of the rows that match best, whatever the list shows. Reactive.
    pub fn best_matches<T>(
        &self,
        query: &str,
        most: usize,
        describe: impl FnMut(&R) -> Option<T>,
    ) -> (Vec<T>, usize) {
        self.version.track();
        self.with(|rows| {
            let (found, all) = rows.list.best_matches(query, most);
            (found.into_iter().filter_map(|at| rows.row(at)).filter_map(describe).collect(), all)
        })
    }

    /// Is the list being read? Reactive.
    pub fn is_arriving(&self) -> bool {
        self.progress.with(|progress| *progress == Progress::Arriving)
    }

    /// Changes the rows without notifying anybody.
    pub fn change(&self, change: impl FnOnce(&mut Rows<R>)) {
        self.rows.update_value(change);
    }

    pub fn notify(&self) {
        self.version.update(|version| *version += 1);
    }

    /// Narrows the list to some of its rows.
    pub fn set_filter(&self, filter: impl Fn(&R) -> bool + Send + Sync + 'static) {
        self.change(|rows| rows.filter = Some(Arc::new(filter)));
        self.notify();
    }

    /// Forgets all rows, as when somebody else signs in.
    pub fn forget(&self) {
        self.reading.update_value(|reading| *reading += 1);
        self.rows.set_value(Rows::new(self.country));
        self.position.set_value(ListPosition::default());
        self.progress.set(Progress::NotRead);
        self.notify();
    }

    /// Puts a row into the list, in the place of the one with its id if there is one.
    pub(super) fn put_row(&self, row: R) {
        self.ids_put.update_value(|ids| {
            ids.insert(row.id());
        });
        self.change(|rows| match rows.list.row_of(row.id()) {
            Some(at) => rows.replace(at, row),
            None => rows.push(row),
        });
        self.notify();
    }

    /// Takes the row of this id out, after a deletion.
    pub(super) fn remove_row(&self, id: &str) {
        self.change(|rows| {
            if let Some(at) = rows.list.row_of(id) {
                rows.remove(at);
            }
        });
        self.notify();
    }

    /// Is the reading of this number the newest?
    pub(super) fn is_newest(&self, reading: u32) -> bool {
        self.reading.try_get_value() == Some(reading)
    }

    /// The number of the newest reading.
    pub(super) fn newest_reading(&self) -> u32 {
        self.reading.get_value()
    }

    /// Reads the list, once; or anew, in which case the old rows stay until the new
    /// ones are there.
    pub async fn read<S: PageSource<R>>(&self, source: &S, anew: bool) {
        self.read_pages(source, anew).await;
    }

    /// The same; false where the list is there or coming, or another reading has begun.
    pub(super) async fn read_pages<S: PageSource<R>>(&self, source: &S, anew: bool) -> bool {
        let is_there = matches!(self.progress.get_untracked(), Progress::Arriving | Progress::Read(_));
        if is_there && !anew {
            return false;
        }
        self.reading.update_value(|reading| *reading += 1);
        self.ids_put.set_value(IdSet::default());
        self.progress.set(Progress::Arriving);
        let reading = Reading {
            store: *self,
            number: self.reading.get_value(),
            // The very first rows are shown as they come.
            aside: self.with(|rows| !rows.is_empty()).then(|| RefCell::new(Rows::new(self.country))),
            reader: RefCell::new(ListReader::new(S::READINGS)),
            short_ids: RefCell::default(),
            by_id: RefCell::default(),
            has_short_rows: Cell::new(false),
            followed_at: Cell::new(0.0),
        };
        let progress = match reading.read(source).await {
            Ok(completeness) => Progress::Read(completeness),
            Err(refusal) => Progress::Failed(refusal),
        };
        let Reading { number, aside, .. } = reading;
        if !self.is_newest(number) {
            return false;
        }
        if !matches!(progress, Progress::Failed(_)) {
            self.change(|rows| {
                if let Some(fresh) = aside {
                    let Rows { rows: fresh, list, .. } = fresh.into_inner();
                    (rows.rows, rows.list) = (fresh, list);
                }
                rows.is_whole = true;
                rows.is_shortened = false;
                // Whoever left the list for one of its people goes on among all who match.
                if let (Some((query, sort)), Some(language)) = (rows.arranged_by.take(), rows.ranked_in) {
                    rows.arrange(&query, &sort, language);
                }
            });
        }
        self.progress.set(progress);
        self.notify();
        true
    }
}

impl<R: Row> TableRows for ListStore<R> {
    fn arrange(&self, query: &str, sort: &Sort, language: Language) -> usize {
        self.rows.try_update_value(|rows| rows.arrange(query, sort, language)).unwrap_or_default()
    }

    fn read_list(&self, read: &mut dyn FnMut(&List)) {
        self.with(|rows| read(&rows.list));
    }

    fn is_whole(&self) -> bool {
        self.with(Rows::is_whole)
    }

    fn is_shortened(&self) -> bool {
        self.with(|rows| rows.is_shortened)
    }
}

/// A reading under way.
struct Reading<R: Row> {
    store: ListStore<R>,
    number: u32,
    /// Where the rows wait while the old ones are still shown.
    aside: Option<RefCell<Rows<R>>>,
    reader: RefCell<ListReader>,
    /// The ids that came in the shorter list.
    short_ids: RefCell<IdSet>,
    /// Finds the rows of the shorter list, once all of them are there.
    by_id: RefCell<ById>,
    /// Is every row there already, as the shorter list has it?
    has_short_rows: Cell<bool>,
    /// When the screen followed last.
    followed_at: Cell<f64>,
}

impl<R: Row> Reading<R> {
    fn is_newest(&self) -> bool {
        self.store.is_newest(self.number)
    }

    /// Changes the rows that are being read, unless a newer reading is under way.
    fn change(&self, change: impl FnOnce(&mut Rows<R>)) {
        match &self.aside {
            Some(fresh) => change(&mut fresh.borrow_mut()),
            None if self.is_newest() => self.store.change(change),
            None => {}
        }
    }

    fn take(&self, row: R) {
        let is_new = self.reader.borrow_mut().take(row.id());
        if is_new && !self.is_put(row.id()) {
            let has_short_rows = self.has_short_rows.get();
            self.change(|rows| {
                if has_short_rows { rows.complete(&mut self.by_id.borrow_mut(), row) } else { rows.push(row) }
            });
        }
    }

    /// Has a page put this row among those that are read, since the reading began?
    fn is_put(&self, id: &str) -> bool {
        self.aside.is_none() && self.store.ids_put.with_value(|ids| ids.contains(id))
    }

    fn take_short(&self, row: R) {
        let is_new = row.id().is_empty() || self.short_ids.borrow_mut().insert(row.id());
        // What is missing then, the reading of the whole list says.
        if is_new && self.count() < MOST_ROWS {
            self.change(|rows| rows.push(row));
        }
    }

    fn count(&self) -> usize {
        match &self.aside {
            Some(fresh) => fresh.borrow().len(),
            None => self.store.with(Rows::len),
        }
    }

    /// Lets the screen follow, now and then.
    fn follow(&self) {
        let now = clock::now();
        let is_shown = self.aside.is_none() && self.is_newest() && self.count() > 0;
        if is_shown && now - self.followed_at.get() > FOLLOW_MS {
            self.followed_at.set(now);
            self.store.notify();
        }
    }

    /// Reads the shorter list, where there is one, and then all pages.
    async fn read<S: PageSource<R>>(&self, source: &S) -> Result<Completeness, Refusal> {
        let arrived = || {
            self.followed_at.set(0.0);
            self.follow();
        };
        match source.read_short_rows(&mut |row| self.take_short(row), &arrived).await? {
            ShortRows::None => {}
            ShortRows::Whole { total }
                if total.is_none_or(|total| total == self.count()) && self.count() < MOST_ROWS =>
            {
                return Ok(Completeness::Whole);
            }
            ShortRows::Short | ShortRows::Whole { .. } => {
                self.has_short_rows.set(true);
                self.change(|rows| {
                    rows.is_whole = true;
                    rows.is_shortened = true;
                });
                arrived();
            }
        }
        let completeness = self.read_all(source).await?;
        if self.has_short_rows.get() {
            self.finish_short_rows();
        }
        Ok(completeness)
    }

    /// Every row is whole now: those that the list does not have are taken out, and all are
    /// found by all of their texts.
    fn finish_short_rows(&self) {
        let reader = self.reader.borrow();
        let is_listed = |id: &str| reader.ids_of_whole_list().is_none_or(|ids| ids.contains(id));
        self.change(|rows| {
            let is_kept = |id: &str| id.is_empty() || is_listed(id) || self.is_put(id);
            if rows.iter().all(|row| is_kept(row.id())) {
                rows.rewrite_search_texts();
            } else {
                rows.retain(is_kept);
            }
        });
    }

    /// Reads all pages, unless a newer reading begins.
    async fn read_all<S: PageSource<R>>(&self, source: &S) -> Result<Completeness, Refusal> {
        loop {
            let request = self.reader.borrow().next_request();
            let Some(request) = request.filter(|_| self.is_newest()) else { break };
            self.reader.borrow_mut().begin_page();
            let end = source.read_page(request, &mut |row| self.take(row), &|| self.follow()).await?;
            if request == PageRequest::From(0) {
                let more = end.total.unwrap_or_default().saturating_sub(self.count());
                self.change(|rows| rows.reserve(more.min(MOST_EXPECTED)));
            }
            self.reader.borrow_mut().end_page(end);
        }
        let reader = self.reader.borrow();
        if let Some(ids) = reader.ids_to_keep() {
            self.change(|rows| rows.retain(|id| ids.contains(id)));
        }
        Ok(reader.completeness())
    }
}
