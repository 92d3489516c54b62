//! Everybody on one PureConnect: 200 at a time, searched here and, while some
//! are missing, on the server as well.

use std::collections::HashSet;

use leptos::prelude::*;

use super::super::list::{ListStore, PageSource, Row, Rows};
use super::Icws;
use crate::domain::Refusal;
use crate::list::{Completeness, PageEnd, PageRequest, Progress};
use crate::wire::icws::rights::RightsFilter;
use crate::wire::icws::users::{LIST_TRIES, ListUsers, UserRow, is_search_refused};

/// What a row is sorted by; the columns of the list, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Name,
    Extension,
    Id,
}

pub const SORTED: [Key; 3] = [Key::Name, Key::Extension, Key::Id];

/// The people of a system, and the signals that pages follow.
pub type People = ListStore<UserRow>;

/// What is known of the list besides its rows.
#[derive(Default)]
pub struct Facts {
    /// What the server was asked to find since the last reading.
    searched: HashSet<String>,
    /// Items without an id, which cannot be shown.
    pub without_id: usize,
}

impl Row for UserRow {
    type Facts = Facts;
    const SORT_COLUMNS: usize = SORTED.len();

    fn id(&self) -> &str {
        &self.id
    }

    fn write_search_texts(&self, write: &mut dyn FnMut(&[&str])) {
        write(&[&self.name, self.extension.as_deref().unwrap_or_default(), &self.id]);
    }

    fn sort_text(&self, column: usize) -> &str {
        match SORTED.get(column) {
            Some(Key::Name) => &self.name,
            Some(Key::Extension) => self.extension.as_deref().unwrap_or_default(),
            Some(Key::Id) => &self.id,
            None => "",
        }
    }
}

impl Rows<UserRow> {
    /// Somebody by id or, where nobody else is called so, by name.
    pub fn find(&self, typed: &str) -> Option<&UserRow> {
        if let Some(at) = self.list().row_of(typed) {
            return self.row(at);
        }
        let mut named = self.iter().filter(|row| row.name.to_lowercase() == typed.to_lowercase());
        named.next().filter(|_| named.next().is_none())
    }
}

impl People {
    /// Reads the list, once; or anew, in which case the old rows stay until
    /// the new ones are there.
    pub async fn read(&self, icws: &Icws, anew: bool) {
        self.read_pages(icws, anew).await;
    }

    /// Asks the server for whoever matches, while not everybody is here.
    pub async fn search(&self, icws: &Icws, typed: &str) {
        let typed = typed.trim();
        let is_whole = self.progress().with_untracked(|progress| {
            matches!(progress, Progress::Read(Completeness::Whole) | Progress::NotRead)
        });
        if typed.is_empty() || is_whole {
            return;
        }
        let mut is_new = false;
        self.change(|rows| is_new = rows.facts.searched.insert(typed.to_owned()));
        if !is_new {
            return;
        }
        let reading = self.newest_reading();
        let page = ListUsers { from: 0, search: Some(typed.to_owned()), rights: RightsFilter::View };
        match icws.ask(page).await {
            Ok(page) if self.is_newest(reading) => {
                page.rows.into_iter().for_each(|row| self.put_row(row));
            }
            // What is loaded is searched all the same, and the list says that it is not whole.
            Err(refusal) if !is_search_refused(&refusal) => {
                self.change(|rows| {
                    rows.facts.searched.remove(typed);
                });
            }
            _ => {}
        }
    }
}

impl PageSource<UserRow> for Icws {
    const READINGS: &'static [PageRequest] = LIST_TRIES;

    async fn read_page(
        &self,
        request: PageRequest,
        take: &mut dyn FnMut(UserRow),
        arrived: &dyn Fn(),
    ) -> Result<PageEnd, Refusal> {
        let from = match request {
            PageRequest::From(from) => from,
            PageRequest::Everything => 0,
        };
        let page = self.ask(ListUsers { from, search: None, rights: RightsFilter::View }).await?;
        let end = page.end();
        self.people.change(|rows| {
            if from == 0 {
                rows.facts = Facts::default();
            }
            rows.facts.without_id += page.without_id;
        });
        page.rows.into_iter().for_each(take);
        arrived();
        Ok(end)
    }
}
