//! Reading everybody on one XiVO.

use std::cell::RefCell;

use leptos::prelude::*;

use super::people::People;
use super::server::Xivo;
use super::tenant_choice::TenantChoice;
use crate::domain::Refusal;
use crate::list::{ById, PageEnd, PageRequest};
use crate::state::list::{PageSource, Rows};
use crate::wire::xivo::users::ListUsers;
use crate::wire::xivo::{Column, Learned, ListEnd, UserRow, View};

/// The first page is small, so that something is there soon; the others are large.
const FIRST_PAGE: u32 = 200;
const NEXT_PAGE: u32 = 2_000;

impl People {
    /// Reads the list, once; or anew, in which case the old rows stay until
    /// the new ones are there.
    pub async fn read(&self, xivo: &Xivo, anew: bool) {
        if let Some(reading) = self.read_pages(xivo, anew).await {
            self.read_extensions(xivo, reading).await;
        }
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
            self.change(Rows::rewrite_search_texts);
            self.notify();
        }
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
