//! Reading everybody on one XiVO.

use std::cell::RefCell;

use leptos::prelude::*;

use super::server::Xivo;
use super::tenant_choice::TenantChoice;
use crate::domain::Refusal;
use crate::list::{PageEnd, PageRequest};
use crate::state::list::{PageSource, ShortRows};
use crate::wire::xivo::users::ListUsers;
use crate::wire::xivo::{Dialect, Learned, ListEnd, UserRow};

/// The first page is small, so that something is there soon; the others are large.
const FIRST_PAGE: u32 = 200;
const NEXT_PAGE: u32 = 2_000;

impl PageSource<UserRow> for Xivo {
    /// A server that orders by id gives stable pages; the answer in one piece is
    /// the way to be sure of a list that changes all the time.
    const READINGS: &'static [PageRequest] =
        &[PageRequest::From(0), PageRequest::From(0), PageRequest::Everything];

    /// First those whose last names come first, for the first screen; then everybody in one
    /// piece, for the order of pages by last name is not stable.
    async fn read_short_rows(
        &self,
        take: &mut dyn FnMut(UserRow),
        arrived: &dyn Fn(),
    ) -> Result<ShortRows, Refusal> {
        let dialect = self.dialect.get_untracked();
        // Whose somebody is stands in the whole record alone.
        let is_of_one_tenant = self.tenant.with_untracked(|tenant| *tenant != TenantChoice::All);
        let Some(everybody) = dialect.short_list().filter(|_| is_of_one_tenant) else {
            return Ok(ShortRows::None);
        };
        let first = everybody.clone().limited(FIRST_PAGE, 0);
        let read = read_list(self, &first, take, &|| {}).await;
        let shape = read.as_ref().map(|end| &end.shape);
        self.learn(|dialect| dialect.learn_list(&first, shape));
        match read {
            Ok(end) if end.shape.items == 0 => return Ok(ShortRows::None),
            Ok(end) if end.shape.has_records() => {
                return Ok(ShortRows::Whole { total: page_end(end).total });
            }
            Ok(end) if end.shape.total.is_none_or(|total| total <= end.shape.items as u64) => {
                return Ok(ShortRows::Short);
            }
            Ok(_) => {}
            // There is no such list, or it fails; what is there says the list itself. A server that is
            // busy is not asked for more at once.
            Err(refusal) if matches!(refusal.status, Some(400 | 404 | 500..=502)) => {
                return Ok(ShortRows::None);
            }
            Err(refusal) => return Err(refusal),
        }
        arrived();
        read_list(self, &everybody, take, &|| {}).await?;
        Ok(ShortRows::Short)
    }

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
        let limit = list.limit();
        let end = read_and_learn(self, list, take, arrived).await?;
        // Where no count is understood, a page that is full may not be the last.
        let is_full = limit.is_some_and(|limit| end.shape.items >= limit as usize);
        Ok(PageEnd { is_full, ..page_end(end) })
    }
}

fn page_end(end: ListEnd) -> PageEnd {
    let total = end.shape.total.map(|total| usize::try_from(total).unwrap_or(usize::MAX));
    // API 1.0 gives no total, and all in one answer.
    PageEnd { total, ..PageEnd::default() }
}

impl Xivo {
    /// Finds out which fields the server has, where no answer has told yet: from its first
    /// record, or from what it does with questions where there is none.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn find_dialect(&self) -> Result<(), Refusal> {
        if self.dialect.with_untracked(Dialect::is_settled) {
            return Ok(());
        }
        let list = self.dialect.get_untracked().first_list(1);
        read_and_learn(self, list, &mut |_| {}, &|| {}).await.map(|_| ())
    }
}

/// Reads a list, of the other API where the server has that one, and feeds the dialect.
async fn read_and_learn(
    xivo: &Xivo,
    mut list: ListUsers,
    take: &mut dyn FnMut(UserRow),
    arrived: &dyn Fn(),
) -> Result<ListEnd, Refusal> {
    loop {
        let read = read_list(xivo, &list, take, arrived).await;
        let shape = read.as_ref().map(|end| &end.shape);
        match xivo.learn(|dialect| dialect.learn_list(&list, shape)) {
            Learned::OtherApi(other) => list = *other,
            Learned::Ask(question) => {
                learn_more(xivo, *question).await;
                return read;
            }
            Learned::Settled | Learned::Nothing => return read,
        }
    }
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
