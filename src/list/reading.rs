//! Reading a list until nobody can be missing, or it is known that somebody may be.

use super::pages::{AfterPage, IdSet, PageEnd, PageReader};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageRequest {
    /// The rows from this one on, counted from 0, as many as the vendor reads at once.
    From(usize),
    /// All rows in one answer.
    Everything,
}

/// How a list was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// As many rows came as the server counts, or it does not count them.
    Whole,
    /// Rows may be missing: so many of the server's count never came or, without
    /// a number, the list changed all the time.
    Incomplete { missing: Option<usize> },
    /// The list has more rows than are kept.
    TooLong,
}

/// Of a list no more rows are kept than this, for the page has only so much memory.
pub const MOST_ROWS: usize = 250_000;

/// Reads a list page by page, and again where rows may have been missed.
#[derive(Clone)]
pub struct ListReader {
    /// How the list is read at first, and how again.
    tries: &'static [PageRequest],
    next: Option<PageRequest>,
    reader: PageReader,
    /// The ids that came in earlier tries.
    earlier: IdSet,
    /// Is this a further try?
    is_again: bool,
    /// Was the last try whole by itself?
    is_whole_by_itself: bool,
    /// Is what stands behind all rows being asked for?
    is_at_rest: bool,
    completeness: Completeness,
    /// How many rows are kept, of all tries.
    kept: usize,
}

impl ListReader {
    /// `tries` are the first requests of each try, the last of them the one
    /// by which a list is read that changes all the time.
    pub fn new(tries: &'static [PageRequest]) -> Self {
        let next = tries.first().copied();
        Self {
            tries: tries.get(1..).unwrap_or_default(),
            next,
            reader: PageReader::default(),
            earlier: IdSet::default(),
            is_again: false,
            is_whole_by_itself: false,
            is_at_rest: false,
            completeness: Completeness::Incomplete { missing: None },
            kept: 0,
        }
    }

    /// What to ask for next; `None` when the list has been read.
    pub fn next_request(&self) -> Option<PageRequest> {
        self.next
    }

    /// To be called before the rows of each page.
    pub fn begin_page(&mut self) {
        self.reader.begin_page();
    }

    /// Takes the next row. Is it one to be kept: that has not come before, in this try
    /// or another, and for which there is room?
    pub fn take(&mut self, id: &str) -> bool {
        let is_new = self.reader.take(id) && !self.earlier.contains(id);
        if is_new && self.kept == MOST_ROWS {
            self.completeness = Completeness::TooLong;
            return false;
        }
        self.kept += usize::from(is_new);
        is_new
    }

    /// To be called after the rows of each page.
    pub fn end_page(&mut self, end: PageEnd) {
        let request = self.next.take();
        if self.completeness == Completeness::TooLong {
            return;
        }
        if std::mem::take(&mut self.is_at_rest) {
            if self.reader.repeats_the_end() {
                self.is_whole_by_itself = true;
                self.completeness = Completeness::Whole;
            } else {
                self.completeness = self.count_missing(end.total);
            }
            return;
        }
        let after = self.reader.end_page(end);
        match (after, request) {
            (AfterPage::Read { from }, Some(PageRequest::From(_))) => {
                self.next = Some(PageRequest::From(from));
            }
            (AfterPage::End { missing: 0 }, _) => {
                self.is_whole_by_itself = true;
                self.completeness = Completeness::Whole;
            }
            // A server counts those twice whose line has two extensions (xivo-dao, resources/user/search.py
            // of 2016 to 2025). Then nobody stands behind all rows who did not come before.
            (AfterPage::Read { .. } | AfterPage::End { .. }, Some(PageRequest::Everything))
                if self.reader.count() > 0 && end.total.is_some() =>
            {
                self.next = Some(PageRequest::From(self.reader.count()));
                self.is_at_rest = true;
                self.completeness = self.count_missing(end.total);
                return;
            }
            (AfterPage::ReadAgain, _) => self.read_again(self.tries),
            (AfterPage::Read { .. } | AfterPage::End { .. }, _) => {
                // The same pages would lack the same rows; all rows at once may not.
                let everything = self.tries.iter().position(|next| *next == PageRequest::Everything);
                self.read_again(everything.and_then(|at| self.tries.get(at..)).unwrap_or_default());
            }
        }
        if self.next.is_none() && self.completeness != Completeness::Whole {
            // All tries together may have as many as there are.
            self.completeness = self.count_missing(end.total);
        }
    }

    /// By the server's count, how many of all tries are missing.
    fn count_missing(&self, total: Option<usize>) -> Completeness {
        match total.map(|total| total.saturating_sub(self.count())) {
            Some(0) => Completeness::Whole,
            missing => Completeness::Incomplete { missing },
        }
    }

    /// How the list was read, where the page that is asked for only shows whether the server counts
    /// some rows twice: without it the list is what it was.
    pub fn without_page(&self) -> Option<Completeness> {
        self.is_at_rest.then_some(self.completeness)
    }

    /// Begins the first of these tries, if there is one.
    fn read_again(&mut self, tries: &'static [PageRequest]) {
        let Some((first, rest)) = tries.split_first() else { return };
        self.next = Some(*first);
        self.tries = rest;
        self.earlier.extend(self.reader.ids());
        self.reader = PageReader::default();
        self.is_again = true;
    }

    /// How many rows have come in all tries, each counted once.
    pub fn count(&self) -> usize {
        let ids = self.reader.ids();
        let new = if self.is_again { ids.count_without(&self.earlier) } else { ids.count() };
        self.earlier.count() + new + self.reader.without_id()
    }

    pub fn completeness(&self) -> Completeness {
        self.completeness
    }

    /// The ids that the list has by the try that was whole by itself, if one was.
    pub fn ids_of_whole_list(&self) -> Option<&IdSet> {
        self.is_whole_by_itself.then(|| self.reader.ids())
    }

    /// The ids that the list has by the try that was whole, where an earlier try had
    /// others too: those have been deleted meanwhile.
    pub fn ids_to_keep(&self) -> Option<&IdSet> {
        (self.is_again && self.is_whole_by_itself).then(|| self.reader.ids())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRIES: &[PageRequest] = &[PageRequest::From(0), PageRequest::From(0), PageRequest::Everything];

    /// Answers each request with the next of these pages; gives the ids and how it ended.
    fn read(
        tries: &'static [PageRequest],
        pages: &[(PageRequest, &[&str], usize)],
    ) -> (Vec<String>, Completeness) {
        let mut reader = ListReader::new(tries);
        let mut rows: Vec<String> = Vec::new();
        let mut pages = pages.iter();
        while let Some(request) = reader.next_request() {
            let (expected, ids, total) = pages.next().expect("no more pages are asked for");
            assert_eq!(request, *expected);
            reader.begin_page();
            rows.extend(ids.iter().filter(|id| reader.take(id)).map(|id| (*id).to_owned()));
            reader.end_page(PageEnd { total: Some(*total), ..PageEnd::default() });
        }
        assert_eq!(pages.next(), None, "all pages are asked for");
        if let Some(ids) = reader.ids_to_keep() {
            rows.retain(|id| ids.contains(id));
        }
        (rows, reader.completeness())
    }

    #[test]
    fn a_list_that_stands_still_is_read_once() {
        let pages: [(PageRequest, &[&str], usize); 2] =
            [(PageRequest::From(0), &["1", "2"], 3), (PageRequest::From(1), &["2", "3"], 3)];
        let (rows, end) = read(TRIES, &pages);
        assert_eq!((rows.join(" ").as_str(), end), ("1 2 3", Completeness::Whole));
    }

    #[test]
    fn a_list_that_has_shifted_is_read_again_and_whoever_is_gone_is_left_out() {
        let (rows, end) = read(
            TRIES,
            &[
                (PageRequest::From(0), &["1", "2", "3"], 5),
                // 1 is deleted.
                (PageRequest::From(2), &["4", "5"], 4),
                (PageRequest::From(0), &["2", "3", "4"], 4),
                (PageRequest::From(2), &["4", "5"], 4),
            ],
        );
        assert_eq!((rows.join(" ").as_str(), end), ("2 3 4 5", Completeness::Whole));
    }

    #[test]
    fn no_more_rows_are_kept_than_there_is_room_for() {
        let mut reader = ListReader::new(TRIES);
        reader.begin_page();
        let kept = (0..MOST_ROWS + 10).filter(|id| reader.take(&id.to_string())).count();
        reader.end_page(PageEnd { total: Some(1_000_000), ..PageEnd::default() });
        assert_eq!((kept, reader.next_request()), (MOST_ROWS, None));
        assert_eq!(reader.completeness(), Completeness::TooLong);
        assert!(reader.ids_to_keep().is_none());
    }

    #[test]
    fn rows_that_do_not_come_by_pages_are_asked_for_at_once() {
        let (rows, end) = read(
            TRIES,
            &[
                (PageRequest::From(0), &["1", "2"], 3),
                (PageRequest::From(1), &["2"], 3),
                (PageRequest::Everything, &["1", "2", "3"], 3),
            ],
        );
        assert_eq!((rows.join(" ").as_str(), end), ("1 2 3", Completeness::Whole));
        let (_, end) = read(
            TRIES,
            &[
                (PageRequest::From(0), &["1", "2"], 3),
                (PageRequest::From(1), &["2"], 3),
                (PageRequest::Everything, &["1", "2"], 3),
                (PageRequest::From(2), &[], 3),
            ],
        );
        assert_eq!(end, Completeness::Incomplete { missing: Some(1) });
    }

    #[test]
    fn who_is_counted_twice_is_not_missing() {
        let end_of = |rest: &'static [&'static str]| {
            let pages: [(PageRequest, &[&str], usize); 2] =
                [(PageRequest::Everything, &["1", "2", "3"], 4), (PageRequest::From(3), rest, 4)];
            read(&[PageRequest::Everything], &pages)
        };
        assert_eq!(end_of(&["3"]).1, Completeness::Whole);
        // Who is behind all rows was missing, and is kept.
        assert_eq!(end_of(&["4"]).0.join(" "), "1 2 3 4");
        assert_eq!(end_of(&["4"]).1, Completeness::Whole);
        // Where that page does not come, the list is what it was.
        let mut reader = ListReader::new(&[PageRequest::Everything]);
        assert_eq!(reader.without_page(), None);
        reader.begin_page();
        reader.take("1");
        reader.end_page(PageEnd { total: Some(2), ..PageEnd::default() });
        assert_eq!(reader.without_page(), Some(Completeness::Incomplete { missing: Some(1) }));
        // A server that reads no parameters begins anew, and tells nothing; nor does an empty page.
        for rest in [["1", "2", "3"].as_slice(), &[]] {
            assert_eq!(end_of(rest).1, Completeness::Incomplete { missing: Some(1) });
        }
    }

    #[test]
    fn a_list_that_changes_all_the_time_is_whole_when_all_tries_together_are() {
        const PAGES: &[PageRequest] = &[PageRequest::From(0); 2];
        let first: [(PageRequest, &[&str], usize); 3] = [
            (PageRequest::From(0), &["1", "2"], 4),
            (PageRequest::From(1), &["1", "4"], 4),
            (PageRequest::From(0), &["2", "3"], 4),
        ];
        let whole = (PageRequest::From(1), ["1", "4"].as_slice(), 4);
        let (rows, end) = read(PAGES, &[first.as_slice(), &[whole]].concat());
        assert_eq!((rows.join(" ").as_str(), end), ("1 2 4 3", Completeness::Whole));
        let lacking = (PageRequest::From(1), ["1", "2"].as_slice(), 5);
        let (_, end) = read(PAGES, &[first.as_slice(), &[lacking]].concat());
        assert_eq!(end, Completeness::Incomplete { missing: Some(1) });
    }

    #[test]
    fn a_list_without_a_count_that_changes_all_the_time_may_lack_anybody() {
        const PAGES: &[PageRequest] = &[PageRequest::From(0)];
        let mut reader = ListReader::new(PAGES);
        for ids in [["1", "2"], ["4", "5"]] {
            reader.begin_page();
            ids.iter().for_each(|id| assert!(reader.take(id)));
            reader.end_page(PageEnd { is_full: true, ..PageEnd::default() });
        }
        assert_eq!(reader.next_request(), None);
        assert_eq!(reader.completeness(), Completeness::Incomplete { missing: None });
    }
}
