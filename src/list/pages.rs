//! Reading a list in pages without missing a row.
//!
//! A list may change between two pages: somebody is created or deleted, or rows
//! that the server's order leaves equal change places. Each page is therefore asked
//! for from the last row of the page before. Where it does not begin with that row,
//! rows may have been missed in between, and the list has to be read again.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The ids of rows. Only their hashes are held, for 100,000 ids of a list are
/// many bytes, and two of them with one hash of 64 bits are not to be expected.
#[derive(Clone, Default)]
pub struct IdSet(HashSet<u64>);

impl IdSet {
    /// Adds an id. False if it was there already.
    pub fn insert(&mut self, id: &str) -> bool {
        self.0.insert(hash(id))
    }

    pub fn contains(&self, id: &str) -> bool {
        self.0.contains(&hash(id))
    }

    /// How many are not in another set.
    pub fn count_without(&self, other: &Self) -> usize {
        self.0.difference(&other.0).count()
    }

    /// Adds all ids of another set.
    pub fn extend(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

/// What a page says besides its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageEnd {
    /// How many rows the list has by the server's count.
    pub total: Option<usize>,
    /// May more rows follow, where the server gives no total?
    pub is_full: bool,
    /// Items of the page that were no rows, and are in the server's count.
    pub unreadable: usize,
}

/// What follows a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AfterPage {
    /// A further page, from this row on, counted from 0.
    Read { from: usize },
    /// Rows may have been missed: the list has to be read again from its beginning.
    ReadAgain,
    /// The end. `missing` rows are in the server's count and never came.
    End { missing: usize },
}

/// One reading of a list, from its first page to its last.
#[derive(Clone, Default)]
pub(super) struct PageReader {
    ids: IdSet,
    /// Rows without an id. They cannot be told apart.
    without_id: usize,
    pages: usize,
    /// The first row of all.
    first: Option<u64>,
    /// Does this page begin with it once more?
    begins_anew: bool,
    /// The last row that came before this page.
    last: Option<u64>,
    /// The row before the next one in this page.
    previous: Option<u64>,
    new_in_page: usize,
    is_out_of_place: bool,
    has_row_without_id: bool,
    /// Were there such rows in the page before?
    is_after_unreadable: bool,
}

impl PageReader {
    /// To be called before the rows of each page.
    pub(super) fn begin_page(&mut self) {
        if self.new_in_page > 0 {
            self.last = self.previous;
        }
        self.is_after_unreadable = self.has_row_without_id;
        self.pages += 1;
        self.previous = None;
        self.new_in_page = 0;
        self.is_out_of_place = false;
        self.has_row_without_id = false;
        self.begins_anew = false;
    }

    /// Takes the next row of a page. Is it one that did not come before?
    pub(super) fn take(&mut self, id: &str) -> bool {
        if id.is_empty() {
            self.has_row_without_id = true;
            self.without_id += 1;
            self.new_in_page += 1;
            self.previous = None;
            return true;
        }
        let row = hash(id);
        let is_first_row = self.previous.is_none();
        self.begins_anew |= is_first_row && self.first == Some(row);
        self.first = self.first.or(Some(row));
        let is_new = self.ids.insert(id);
        let is_first_page = self.pages <= 1;
        if is_new {
            self.is_out_of_place |= !is_first_page && self.new_in_page == 0 && self.previous != self.last;
            self.new_in_page += 1;
        } else {
            // Rows of before stand at the beginning of a page, and nowhere else.
            self.is_out_of_place |= self.new_in_page > 0;
        }
        self.previous = Some(row);
        is_new
    }

    /// Has the page rows, of which each came before, and is it not the list from its beginning?
    pub(super) fn repeats_the_end(&self) -> bool {
        self.previous.is_some() && self.new_in_page == 0 && !self.begins_anew
    }

    /// To be called after the rows of each page.
    pub(super) fn end_page(&mut self, end: PageEnd) -> AfterPage {
        self.without_id += end.unreadable;
        self.new_in_page += end.unreadable;
        self.has_row_without_id |= end.unreadable > 0;
        let count = self.count();
        let missing = end.total.map_or(0, |total| total.saturating_sub(count));
        // The last row of before is not where it was, or not there any more.
        let is_lost = self.pages > 1 && self.new_in_page == 0 && self.previous != self.last;
        // Where a row has no id, nothing can be said of the rows beside it.
        if (self.is_out_of_place || is_lost) && !self.has_row_without_id && !self.is_unmarked() {
            return AfterPage::ReadAgain;
        }
        let more = if end.total.is_some() { missing > 0 } else { end.is_full };
        if more && self.new_in_page > 0 {
            AfterPage::Read { from: count.saturating_sub(1) }
        } else {
            AfterPage::End { missing }
        }
    }

    /// May the page before have ended with a row without an id, so that nothing tells
    /// whether this one follows it?
    fn is_unmarked(&self) -> bool {
        self.pages > 1 && (self.last.is_none() || self.is_after_unreadable)
    }

    /// How many rows have come, each counted once.
    pub(super) fn count(&self) -> usize {
        self.ids.count() + self.without_id
    }

    /// How many rows have come without an id.
    pub(super) fn without_id(&self) -> usize {
        self.without_id
    }

    /// The ids that have come.
    pub(super) fn ids(&self) -> &IdSet {
        &self.ids
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads `pages` of ids; gives the rows that were new and what followed the last page.
    fn read(pages: &[(&[&str], Option<usize>)]) -> (Vec<String>, AfterPage) {
        let mut reader = PageReader::default();
        let (mut rows, mut after) = (Vec::new(), AfterPage::ReadAgain);
        for (ids, total) in pages {
            reader.begin_page();
            rows.extend(ids.iter().filter(|id| reader.take(id)).map(|id| (*id).to_owned()));
            after = reader.end_page(PageEnd { total: *total, is_full: ids.len() >= 3, unreadable: 0 });
        }
        (rows, after)
    }

    #[test]
    fn a_page_begins_with_the_last_row_of_the_page_before() {
        assert_eq!(read(&[(&["1", "2", "3"], Some(5))]).1, AfterPage::Read { from: 2 });
        let (rows, after) = read(&[(&["1", "2", "3"], Some(5)), (&["3", "4", "5"], Some(5))]);
        assert_eq!(rows, ["1", "2", "3", "4", "5"]);
        assert_eq!(after, AfterPage::End { missing: 0 });
    }

    #[test]
    fn without_a_total_the_last_page_is_the_one_that_is_not_full() {
        assert_eq!(read(&[(&["1", "2", "3"], None)]).1, AfterPage::Read { from: 2 });
        assert_eq!(read(&[(&["1", "2", "3"], None), (&["3", "4"], None)]).1, AfterPage::End { missing: 0 });
        // As many as are asked for, and no more: the next page brings nothing new.
        assert_eq!(read(&[(&["1", "2", "3"], None), (&["3"], None)]).1, AfterPage::End { missing: 0 });
        assert_eq!(read(&[(&[], Some(0))]).1, AfterPage::End { missing: 0 });
    }

    #[test]
    fn a_row_that_was_deleted_between_two_pages_shifts_the_list() {
        // 2 is deleted: 4 would be missed, for it stands now where 3 stood.
        assert_eq!(read(&[(&["1", "2", "3"], Some(6)), (&["5", "6"], Some(5))]).1, AfterPage::ReadAgain);
    }

    #[test]
    fn a_row_that_was_created_before_the_page_does_no_harm() {
        // 0 is created: the page begins two rows back, and goes on from there.
        let (rows, after) = read(&[(&["1", "2", "3"], Some(4)), (&["2", "3", "4"], Some(5))]);
        assert_eq!(rows, ["1", "2", "3", "4"]);
        // It is told that one is missing.
        assert_eq!(after, AfterPage::Read { from: 3 });
        let (_, after) =
            read(&[(&["1", "2", "3"], Some(4)), (&["2", "3", "4"], Some(5)), (&["3", "4"], Some(5))]);
        assert_eq!(after, AfterPage::End { missing: 1 });
    }

    #[test]
    fn rows_that_change_places_are_noticed() {
        // 3 comes a second time in the middle of the next page, where 4 should stand.
        assert_eq!(read(&[(&["1", "2", "3"], Some(6)), (&["5", "3", "6"], Some(6))]).1, AfterPage::ReadAgain);
        assert_eq!(read(&[(&["1", "2", "3"], Some(6)), (&["2", "5", "6"], Some(6))]).1, AfterPage::ReadAgain);
    }

    #[test]
    fn a_server_that_counts_from_1_or_takes_no_notice_of_the_offset_is_read() {
        let (rows, after) = read(&[(&["1", "2", "3"], Some(4)), (&["2", "3", "4"], Some(4))]);
        assert_eq!((rows.len(), after), (4, AfterPage::End { missing: 0 }));
        let (rows, after) = read(&[(&["1", "2", "3"], Some(9)), (&["1", "2", "3"], Some(9))]);
        assert_eq!((rows.len(), after), (3, AfterPage::End { missing: 6 }));
    }

    #[test]
    fn rows_without_an_id_are_counted_and_shown() {
        let (rows, after) = read(&[(&["1", "", "3"], Some(5)), (&["3", "", "5"], Some(5))]);
        assert_eq!(rows, ["1", "", "3", "", "5"]);
        assert_eq!(after, AfterPage::End { missing: 0 });
    }

    #[test]
    fn items_that_are_no_rows_are_in_the_count() {
        let mut reader = PageReader::default();
        reader.begin_page();
        assert!(reader.take("1"));
        let end = PageEnd { total: Some(4), is_full: true, unreadable: 2 };
        assert_eq!(reader.end_page(end), AfterPage::Read { from: 2 });
        reader.begin_page();
        assert!(reader.take("4"));
        assert_eq!(reader.end_page(PageEnd { unreadable: 0, ..end }), AfterPage::End { missing: 0 });
    }

    #[test]
    fn a_page_without_the_last_row_of_before_is_no_end() {
        // The list has shrunk by so much that nothing stands at this place any more.
        assert_eq!(read(&[(&["1", "2", "3"], Some(6)), (&[], Some(2))]).1, AfterPage::ReadAgain);
    }

    /// What happens to a list of numbered rows, in the order of their numbers, before a page is read.
    #[derive(Clone, Debug)]
    enum Change {
        None,
        Create,
        Delete(usize),
    }

    proptest! {
        #[test]
        fn whoever_was_there_all_the_time_is_never_missed(
            count in 0u32..60,
            page in 2usize..9,
            changes in prop::collection::vec(
                prop_oneof![
                    4 => Just(Change::None),
                    1 => Just(Change::Create),
                    1 => (0usize..60).prop_map(Change::Delete),
                ],
                0..40,
            ),
        ) {
            let mut list: Vec<u32> = (0..count).collect();
            let mut next_id = count;
            let mut deleted = HashSet::new();
            let mut changes = changes.into_iter();
            let (mut reader, mut from, mut rows) = (PageReader::default(), 0, Vec::new());
            let mut is_read_again = false;
            let end = loop {
                reader.begin_page();
                for id in list.iter().skip(from).take(page) {
                    if reader.take(&id.to_string()) {
                        rows.push(*id);
                    }
                }
                match reader.end_page(PageEnd { total: Some(list.len()), is_full: true, unreadable: 0 }) {
                    AfterPage::Read { from: next } => from = next,
                    AfterPage::ReadAgain => {
                        is_read_again = true;
                        (reader, from) = (PageReader::default(), 0);
                        rows.clear();
                    }
                    AfterPage::End { missing } => break missing,
                }
                match changes.next() {
                    Some(Change::Create) => {
                        list.push(next_id);
                        next_id += 1;
                    }
                    Some(Change::Delete(at)) if at < list.len() => {
                        deleted.insert(list.remove(at));
                    }
                    _ => {}
                }
            };
            prop_assert_eq!(end, 0);
            prop_assert_eq!(rows.iter().collect::<HashSet<_>>().len(), rows.len(), "nobody twice");
            for id in (0..count).filter(|id| !deleted.contains(id)) {
                prop_assert!(rows.contains(&id), "{} is missing, read again: {}", id, is_read_again);
            }
        }
    }
}
