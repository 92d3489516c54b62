//! Everybody on one XiVO.

use std::cell::RefCell;

use leptos::prelude::*;

use super::super::list::{ListStore, PageSource, Row};
use super::Xivo;
use super::tenants::TenantChoice;
use crate::domain::Refusal;
use crate::list::{ById, PageEnd, PageRequest};
use crate::wire::xivo::users::ListUsers;
use crate::wire::xivo::{Column, CommonValues, Learned, ListEnd, UserId, UserRow, View};

/// The first page is small, so that something is there soon; the others are large.
const FIRST_PAGE: u32 = 200;
const NEXT_PAGE: u32 = 2_000;

/// The people of a system, and the signals that pages follow.
pub type People = ListStore<UserRow>;

/// What is known of the list besides its rows.
#[derive(Default)]
pub struct Facts {
    /// What people here have in common, whoever they were.
    pub common: CommonValues,
    /// Has a shorter list given the extensions that this one does not have?
    has_directory_extensions: bool,
}

/// The columns that are sorted by: the order of [`SORTED`].
pub const SORTED: [Key; 9] = [
    Key::Name,
    Key::CallerId,
    Key::Username,
    Key::Extension,
    Key::Mobile,
    Key::Email,
    Key::Cti,
    Key::Tenant,
    Key::FirstName,
];

/// What a row is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Last name first: this is how people are looked up.
    Name,
    FirstName,
    CallerId,
    Username,
    Extension,
    Mobile,
    Email,
    Cti,
    /// The UUID, so that people of a tenant stand together.
    Tenant,
}

impl Row for UserRow {
    type Facts = Facts;
    const SORT_COLUMNS: usize = SORTED.len();

    fn id(&self) -> &str {
        self.id()
    }

    fn write_search_texts(&self, write: &mut dyn FnMut(&[&str])) {
        write(&[
            &self.full_name(),
            self.text(Column::CallerId),
            self.text(Column::Username),
            self.text(Column::Extension),
            self.text(Column::MobilePhoneNumber),
            self.text(Column::Email),
            self.text(Column::Userfield),
            self.text(Column::Description),
        ]);
    }

    fn sort_text(&self, column: usize) -> &str {
        match SORTED.get(column) {
            Some(Key::Name) => self.text(Column::Lastname),
            Some(Key::FirstName) => self.text(Column::Firstname),
            Some(Key::CallerId) => self.text(Column::CallerId),
            Some(Key::Username) => self.text(Column::Username),
            Some(Key::Extension) => self.text(Column::Extension),
            Some(Key::Mobile) => self.text(Column::MobilePhoneNumber),
            Some(Key::Email) => self.text(Column::Email),
            Some(Key::Cti) => match self.cti().enabled {
                Some(true) => "0",
                Some(false) => "1",
                None => "",
            },
            Some(Key::Tenant) => self.tenant().unwrap_or_default(),
            None => "",
        }
    }
}

impl People {
    /// Reads the list, once; or anew, in which case the old rows stay until
    /// the new ones are there.
    pub async fn read(&self, xivo: &Xivo, anew: bool) {
        if let Some(reading) = self.read_pages(xivo, anew).await {
            self.read_extensions(xivo, reading).await;
        }
    }

    /// Is an extension known of anybody?
    pub fn has_extensions(&self) -> bool {
        self.with(|rows| {
            let has_column = || rows.row(0).is_some_and(|row| row.has_column(Column::Extension));
            rows.facts.has_directory_extensions || has_column()
        })
    }

    /// Servers of 2016 give the extension only in their shorter list. It is read in
    /// one piece, for the order of its pages is not stable.
    async fn read_extensions(&self, xivo: &Xivo, reading: u32) {
        let dialect = xivo.dialect.get_untracked();
        // By the list itself: what the other one gave may be half of it.
        let has_own = self.with(|rows| {
            let has_column = |row: &UserRow| row.has_column(Column::Extension);
            rows.row(0).is_none_or(|row| has_column(row) && !rows.facts.has_directory_extensions)
        });
        if has_own || !dialect.has_view(View::Directory) {
            return;
        }
        let list = ListUsers::new(&dialect).viewed(View::Directory);
        let mut by_id = ById::default();
        let mut keep = |entry: UserRow| {
            let extension = entry.text(Column::Extension);
            if extension.is_empty() || !self.is_newest(reading) {
                return;
            }
            self.change(|rows| {
                let at = by_id.find(rows.list(), entry.id());
                if let Some(row) = at.and_then(|at| rows.row_mut(at)) {
                    row.set_extension(extension);
                    rows.facts.has_directory_extensions = true;
                }
            });
        };
        // Without it the column stays empty; the list itself is whole. Where it
        // breaks off, what came holds good.
        let _ = read_list(xivo, &list, &mut keep, &|| {}).await;
        if self.is_newest(reading) {
            self.change(super::super::list::Rows::rewrite_search_texts);
            self.notify();
        }
    }

    /// Writes one person anew into the list, after a change.
    pub fn put(&self, mut row: UserRow) {
        self.with(|rows| {
            let before = rows.list().row_of(row.id()).and_then(|at| rows.row(at));
            if let Some(before) = before.filter(|before| before.has_column(Column::Extension))
                && !row.has_column(Column::Extension)
            {
                row.set_extension(before.text(Column::Extension));
            }
        });
        self.put_row(row);
    }

    /// Takes somebody out, after a deletion.
    pub fn remove(&self, id: &UserId) {
        self.remove_row(id.as_str());
    }
}

impl PageSource<UserRow> for Xivo {
    /// A server that orders by id gives stable pages; the answer in one piece is
    /// the way to be sure of a list that changes all the time.
    const READINGS: &'static [PageRequest] =
        &[PageRequest::From(0), PageRequest::From(0), PageRequest::Everything];

    async fn read_page(
        &self,
        request: PageRequest,
        take: &mut dyn FnMut(UserRow),
        arrived: &dyn Fn(),
    ) -> Result<PageEnd, Refusal> {
        let dialect = self.dialect.get_untracked();
        let mut list = match request {
            PageRequest::From(0) => dialect.first_list(FIRST_PAGE),
            PageRequest::From(offset) => {
                let offset = u32::try_from(offset).unwrap_or(u32::MAX);
                ListUsers::new(&dialect).limited(NEXT_PAGE, offset).by_id()
            }
            PageRequest::Everything => ListUsers::new(&dialect),
        };
        if self.tenant.with_untracked(|tenant| *tenant == TenantChoice::All) {
            list = list.recursing();
        }
        loop {
            let read = read_list(self, &list, take, arrived).await;
            let answer = read.as_ref().map(|end| &end.shape);
            match self.learn(|dialect| dialect.learn_list(&list, answer)) {
                Learned::OtherApi(other) => list = *other,
                Learned::Ask(question) => {
                    learn_more(self, *question).await;
                    return read.map(page_end);
                }
                _ => return read.map(page_end),
            }
        }
    }
}

fn page_end(end: ListEnd) -> PageEnd {
    let total = end.shape.total.map(|total| usize::try_from(total).unwrap_or(usize::MAX));
    // API 1.0 gives no total, and all in one answer.
    PageEnd { total, ..PageEnd::default() }
}

/// An empty list tells little of its server; these questions tell the rest.
async fn learn_more(xivo: &Xivo, mut question: ListUsers) {
    loop {
        let answer = read_list(xivo, &question, &mut |_| {}, &|| {}).await;
        let seen = answer.as_ref().map(|end| &end.shape);
        match xivo.learn(|dialect| dialect.learn_list(&question, seen)) {
            Learned::Ask(next) => question = *next,
            _ => return,
        }
    }
}

/// Reads one answer, row by row; `arrived` is called after each piece of it.
async fn read_list(
    xivo: &Xivo,
    list: &ListUsers,
    row: &mut dyn FnMut(UserRow),
    arrived: &dyn Fn(),
) -> Result<ListEnd, Refusal> {
    let reading = RefCell::new(list.rows());
    let mut begin = || {
        reading.replace(list.rows());
    };
    let mut take = |piece: &[u8]| {
        reading.borrow_mut().feed(piece, &mut *row);
        arrived();
    };
    xivo.system.ask_in_pieces(|_| list.clone(), &mut begin, &mut take).await?;
    let reading = reading.into_inner();
    xivo.people.change(|rows| rows.facts.common.merge(reading.common()));
    reading.finish()
}
