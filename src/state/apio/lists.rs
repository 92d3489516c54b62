//! The lists of APIO: tenants, groups, people. The server gives each in one answer.

use super::super::list::{ListStore, PageSource, Row};
use crate::domain::Refusal;
use crate::list::{PageEnd, PageRequest};
use crate::route::Route;
use crate::wire::read_list::ReadList;

/// One row of a list, in the words of its columns.
#[derive(Clone, PartialEq)]
pub struct TableRow {
    /// Tells the row from all others of the list.
    pub id: String,
    pub cells: Vec<String>,
    /// Where it leads; none if no address can carry its id.
    pub to: Option<Route>,
}

/// What is known of a list besides its rows.
#[derive(Default)]
pub struct Facts {
    /// Items of which nothing could be read.
    pub unreadable: usize,
}

/// The rows, and the signals that a page follows.
pub type TableList = ListStore<TableRow>;

impl Row for TableRow {
    type Facts = Facts;
    const SORT_COLUMNS: usize = 6;

    fn id(&self) -> &str {
        &self.id
    }

    fn write_search_texts(&self, write: &mut dyn FnMut(&[&str])) {
        let texts: Vec<&str> = self.cells.iter().map(String::as_str).collect();
        write(&texts);
    }

    fn sort_text<'a>(&'a self, column: usize, _facts: &'a Self::Facts) -> &'a str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl TableList {
    /// Reads the list anew by the answer to one call; the old rows stay until it is there.
    /// False where another reading began meanwhile.
    pub async fn read_answer(&self, answer: impl AsyncFn() -> Result<ReadList<TableRow>, Refusal>) -> bool {
        self.read_pages(&Answer { list: *self, answer }, true).await
    }
}

struct Answer<F> {
    list: TableList,
    answer: F,
}

impl<F: AsyncFn() -> Result<ReadList<TableRow>, Refusal>> PageSource<TableRow> for Answer<F> {
    const READINGS: &'static [PageRequest] = &[PageRequest::Everything];

    async fn read_page(
        &self,
        _: PageRequest,
        take: &mut dyn FnMut(TableRow),
        _: &dyn Fn(),
    ) -> Result<PageEnd, Refusal> {
        let ReadList { items, unreadable } = (self.answer)().await?;
        self.list.change(|rows| rows.facts.unreadable = unreadable);
        items.into_iter().for_each(take);
        Ok(PageEnd { unreadable, ..PageEnd::default() })
    }
}
