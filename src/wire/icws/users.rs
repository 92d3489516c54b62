//! The list of people, page by page.

use super::read::{ConfigurationId, not_understood, object, text_at};
use super::rights::RightsFilter;
use super::{Session, SessionCall};
use crate::domain::{Problem, Refusal, Trouble};
use crate::wire::http::{Method, Request, Response};
use crate::wire::percent;
use serde_json::Value as Json;
use std::collections::HashSet;

/// A server sends at most so many once anything is selected.
pub const PAGE: usize = 200;

/// One person of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRow {
    pub id: String,
    /// The display name; the id where there is none.
    pub name: String,
    pub extension: Option<String>,
}

/// `GET /icws/{session}/configuration/users`: one page, with names and extensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsersPage {
    /// First item asked for, counted from 0; see [`Users::next`].
    pub from: usize,
    /// What the name (or, for digits, the extension) must contain.
    pub search: Option<String>,
    pub rights: RightsFilter,
}

/// What one answer held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    pub rows: Vec<UserRow>,
    /// Items that had no id, so that nothing can be done with them.
    pub nameless: usize,
    pub range: Option<ContentRange>,
}

/// `Content-Range: items 200-201/202`, counted from 0 or from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentRange {
    /// `None` in `items */0`.
    pub first: Option<usize>,
    pub last: Option<usize>,
    /// `None` in `items 0-199/*`.
    pub total: Option<usize>,
}

impl ContentRange {
    pub fn read(header: &str) -> Option<Self> {
        let header = header.trim();
        let rest = header.strip_prefix("items").unwrap_or(header).trim_start_matches([' ', '=']);
        let (span, total) = rest.split_once('/')?;
        let number = |text: &str| text.trim().parse().ok();
        let (first, last) = match span.split_once('-') {
            Some((first, last)) => (number(first), number(last)),
            None => (None, None),
        };
        let total = number(total);
        (first.is_some() || total.is_some()).then_some(Self { first, last, total })
    }
}

impl SessionCall for UsersPage {
    type Answer = Page;

    fn request(&self, session: &Session) -> Request {
        let mut path = String::from("/configuration/users?select=extension");
        if let Some(condition) = self.search.as_deref().and_then(condition) {
            path.push_str("&where=");
            path.push_str(&condition);
        }
        path.push_str("&orderBy=configurationId.displayName%20asc&rightsFilter=");
        path.push_str(self.rights.name());
        let last = self.from.saturating_add(PAGE - 1);
        let range = ["items=", &self.from.to_string(), "-", &last.to_string()].concat();
        session.request(Method::Get, &path).header("Range", range)
    }

    fn answer(&self, response: &Response) -> Result<Page, Refusal> {
        // A range past the end is an empty page, not a refusal.
        if response.status == 416 {
            let range = response.header("Content-Range").and_then(ContentRange::read);
            return Ok(Page { range, ..Page::default() });
        }
        let answer = object(response)?;
        let Some(Json::Array(items)) = answer.get("items") else {
            // A list of nobody may come without its member, since nulls are left out.
            return match answer.get("items") {
                None | Some(Json::Null) if is_empty(&answer, response) => Ok(page(&[], response)),
                _ => Err(not_understood(response)),
            };
        };
        Ok(page(items, response))
    }
}

fn is_empty(answer: &Json, response: &Response) -> bool {
    let says_none =
        response.header("Content-Range").and_then(ContentRange::read).is_some_and(|r| r.total == Some(0));
    says_none || answer.as_object().is_some_and(serde_json::Map::is_empty)
}

fn page(items: &[Json], response: &Response) -> Page {
    let rows: Vec<UserRow> = items.iter().filter_map(row).collect();
    Page {
        nameless: items.len() - rows.len(),
        rows,
        range: response.header("Content-Range").and_then(ContentRange::read),
    }
}

fn row(item: &Json) -> Option<UserRow> {
    let id = ConfigurationId::read(item.get("configurationId"));
    let extension = match item.get("extension") {
        // Some releases wrap every value.
        Some(Json::Object(wrapped)) => wrapped.get("effectiveValue").and_then(super::read::text),
        _ => text_at(item, "extension"),
    };
    Some(UserRow {
        name: id.label()?.to_string(),
        id: id.id?,
        extension: extension.filter(|text| !text.is_empty()),
    })
}

/// The `where` of a search, encoded. A comma would join two conditions, so
/// each piece between commas becomes a condition of its own.
fn condition(search: &str) -> Option<String> {
    let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | '#' | '+'));
    let conditions: Vec<String> = search
        .split(',')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .map(|piece| {
            let subject = if is_number(piece) { "extension sw " } else { "configurationId.displayName ct " };
            percent::encode(&[subject, piece].concat())
        })
        .collect();
    (!conditions.is_empty()).then(|| conditions.join(","))
}

/// Did the server refuse the `where` of a search? Then what is loaded is searched alone.
pub fn refused_the_search(refusal: &Refusal) -> bool {
    let about_where = |problem: &Problem| problem.field.as_deref() == Some("where");
    refusal.problems.iter().any(|problem| problem.trouble == Trouble::UnknownField && about_where(problem))
        || refusal.said.iter().any(|text| text.contains("invalidWhereOperator"))
}

/// The list as far as it has come. Pages are asked for as [`Users::next`]
/// says until it says `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Users {
    rows: Vec<UserRow>,
    known: HashSet<String>,
    total: Option<usize>,
    ended: bool,
    nameless: usize,
}

impl Users {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn rows(&self) -> &[UserRow] {
        &self.rows
    }

    /// How many there are, as the server says.
    pub fn total(&self) -> Option<usize> {
        self.total
    }

    /// How many the server promised and never sent; known at the end.
    pub fn missing(&self) -> usize {
        let promised = self.total.unwrap_or(0);
        if self.ended { promised.saturating_sub(self.rows.len() + self.nameless) } else { 0 }
    }

    /// Items without an id, which cannot be shown.
    pub fn nameless(&self) -> usize {
        self.nameless
    }

    /// Where the next page begins; `None` when all is here. It is the number
    /// of people that are here: a server that counts from 1 then repeats its
    /// last one, which costs a row, and none is lost either way.
    pub fn next(&self) -> Option<usize> {
        (!self.ended).then_some(self.rows.len() + self.nameless)
    }

    /// Adds a page. Nobody is added twice.
    pub fn add(&mut self, page: Page) {
        let count = page.rows.len() + page.nameless;
        self.total = page.range.and_then(|range| range.total).or(self.total);
        self.nameless += page.nameless;
        let before = self.rows.len();
        for row in page.rows {
            if self.known.insert(row.id.clone()) {
                self.rows.push(row);
            }
        }
        let all_here = self.total.is_some_and(|total| self.rows.len() + self.nameless >= total);
        let nothing_new = self.rows.len() == before && page.nameless == 0;
        // Without a total, a page that is not full is the last one.
        let last_page = self.total.is_none() && count < PAGE;
        self.ended = all_here || nothing_new || last_page;
    }
}
