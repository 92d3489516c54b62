//! A list of a system: read in pages, kept for going back, searched and sorted
//! here. What the rows are, and how a page of them is asked for, is each vendor's.

mod rows;
#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use leptos::prelude::*;

pub use self::rows::{Row, Rows};
use super::lasting::lasting_signal;
use crate::browser::clock;
use crate::domain::{CountryCode, Language, Refusal};
use crate::list::{
    ById, Completeness, IdSet, List, ListPosition, ListReader, MOST_ROWS, PageEnd, PageRequest, Progress,
    Sort, TableRows,
};

/// While rows arrive the screen follows this often, in milliseconds.
const FOLLOW_MS: f64 = 250.0;
/// Room for so many rows is made at once where a server says how many will come.
const MOST_EXPECTED: usize = 200_000;

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

/// A list, and the signals that pages follow.
pub struct ListStore<R: Row> {
    rows: StoredValue<Rows<R>>,
    progress: RwSignal<Progress>,
    /// Counts whatever changes the rows.
    version: RwSignal<u64>,
    /// Which reading is the newest; an older one stops adding rows.
    reading: StoredValue<u32>,
    /// Ids of rows that a page has put into the list or taken out of it since the newest reading
    /// began. What that reading brings of them may be older.
    changed_ids: StoredValue<Vec<String>>,
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
            changed_ids: StoredValue::new(Vec::new()),
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
            let (found, all) = rows.list().best_matches(query, most);
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
        self.change(|rows| rows.set_filter(Arc::new(filter)));
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
        self.note_change(row.id());
        self.change(|rows| rows.put(row));
        self.notify();
    }

    /// Takes the row of this id out, after a deletion.
    pub(super) fn remove_row(&self, id: &str) {
        self.note_change(id);
        self.change(|rows| rows.take_out(id));
        self.notify();
    }

    fn note_change(&self, id: &str) {
        let is_arriving = self.progress.with_untracked(|progress| *progress == Progress::Arriving);
        if is_arriving && !id.is_empty() && !self.is_changed(id) {
            self.changed_ids.update_value(|ids| ids.push(id.to_owned()));
        }
    }

    /// Has a page changed this row since the newest reading began?
    fn is_changed(&self, id: &str) -> bool {
        self.changed_ids.with_value(|ids| ids.iter().any(|changed| changed == id))
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
        self.changed_ids.set_value(Vec::new());
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
                    self.changed_ids.with_value(|changed| rows.replace_all(fresh.into_inner(), changed));
                }
                rows.end_reading();
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
        self.with(|rows| read(rows.list()));
    }

    fn is_whole(&self) -> bool {
        self.with(Rows::is_whole)
    }

    fn is_shortened(&self) -> bool {
        self.with(Rows::is_shortened)
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
        if is_new && !self.is_changed(row.id()) {
            let has_short_rows = self.has_short_rows.get();
            self.change(|rows| {
                if has_short_rows { rows.complete(&mut self.by_id.borrow_mut(), row) } else { rows.push(row) }
            });
        }
    }

    /// Is this row among those that are read, or taken out of them, by what a page has seen since the
    /// reading began? Rows that wait aside follow such changes at the end.
    fn is_changed(&self, id: &str) -> bool {
        self.aside.is_none() && self.store.is_changed(id)
    }

    fn take_short(&self, row: R) {
        let is_new = row.id().is_empty() || self.short_ids.borrow_mut().insert(row.id());
        // What is missing then, the reading of the whole list says.
        if is_new && !self.is_changed(row.id()) && self.count() < MOST_ROWS {
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
                self.change(Rows::end_short_rows);
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
            let is_kept = |id: &str| id.is_empty() || is_listed(id) || self.is_changed(id);
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
            let end = match source.read_page(request, &mut |row| self.take(row), &|| self.follow()).await {
                Ok(end) => end,
                Err(refusal) => {
                    let completeness = self.reader.borrow().without_page();
                    return completeness.ok_or(refusal);
                }
            };
            if request == PageRequest::From(0) {
                let more = end.total.unwrap_or_default().saturating_sub(self.count());
                self.change(|rows| rows.reserve(more.min(MOST_EXPECTED)));
            }
            self.reader.borrow_mut().end_page(end);
        }
        let reader = self.reader.borrow();
        if let Some(ids) = reader.ids_to_keep() {
            self.change(|rows| rows.retain(|id| ids.contains(id) || self.is_changed(id)));
        }
        Ok(reader.completeness())
    }
}
