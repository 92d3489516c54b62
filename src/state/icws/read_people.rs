//! Reading the people of a PureConnect: 200 at a time, searched here and,
//! while some are missing, on the server as well.

use leptos::prelude::*;

use super::people::{Facts, People};
use super::server::Icws;
use crate::domain::Refusal;
use crate::list::{Completeness, PageEnd, PageRequest, Progress};
use crate::state::list::PageSource;
use crate::wire::icws::rights::RightsFilter;
use crate::wire::icws::users::{LIST_TRIES, ListUsers, UserRow, is_search_refused};

impl People {
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
