//! Reading the people of a PureConnect: 200 at a time where the server has pages, searched here and,
//! while some are missing, on the server as well.

use leptos::prelude::*;

use super::people::{Facts, People};
use super::server::Icws;
use crate::domain::Refusal;
use crate::list::{Completeness, PageEnd, PageRequest, Progress};
use crate::state::list::PageSource;
use crate::wire::icws::rights::RightsFilter;
use crate::wire::icws::users::{LIST_TRIES, ListQuery, ListUsers, UserPage, UserRow, is_search_refused};

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
        match icws.list_people(0, Some(typed.to_owned())).await {
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

impl Icws {
    /// A page of the list, or of those who match. What the server refuses of the query is left out,
    /// from then on at once.
    async fn list_people(&self, from: usize, search: Option<String>) -> Result<UserPage, Refusal> {
        let mut query = self.list_query.get_value();
        loop {
            let call = ListUsers { from, search: search.clone(), rights: RightsFilter::View, query };
            query = match self.ask(call).await {
                Ok(page) if query.is_paged() && page.ignores_range(from) => ListQuery::Plain,
                Ok(page) => {
                    self.list_query.set_value(query);
                    return Ok(page);
                }
                Err(refusal) => query.after(&refusal).ok_or(refusal)?,
            };
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
        let page = self.list_people(from, None).await?;
        let mut end = page.end();
        let query = self.list_query.get_value();
        let is_paged = query.is_paged();
        end.is_full &= is_paged;
        self.people.change(|rows| {
            if from == 0 {
                rows.facts = Facts::default();
            }
            rows.facts.without_id += page.without_id;
            rows.facts.is_plain = !is_paged;
            rows.facts.is_unfiltered = !query.is_filtered();
        });
        page.rows.into_iter().for_each(take);
        arrived();
        Ok(end)
    }
}
