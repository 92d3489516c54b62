//! The list of people, page by page.

use super::configuration_id::ConfigurationId;
use super::members::{text, text_at};
use super::refusal::{not_understood, require_object};
use super::rights::RightsFilter;
use super::session::{Session, SessionCall};
use crate::domain::{Problem, Refusal, Trouble};
use crate::list::{PageEnd, PageRequest};
use crate::wire::http::{Method, Request, Response};
use crate::wire::percent;
use serde_json::Value as Json;

/// A server sends at most so many once anything is selected.
pub const PAGE_SIZE: usize = 200;

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
pub struct ListUsers {
    /// First item asked for, counted from 0. A server that counts from 1 begins one before it.
    pub from: usize,
    /// What the name (or, for digits, the extension) must contain.
    pub search: Option<String>,
    pub rights: RightsFilter,
    pub query: ListQuery,
}

/// How much is asked for: some servers, and proxies before them, refuse what others take. What is
/// refused is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListQuery {
    /// Pages in the order of the ids, with extensions.
    #[default]
    Full,
    /// Pages in the server's order.
    Unordered,
    /// The same, and it is not said by which right: those whom one may administer.
    Unfiltered,
    /// Nothing is selected: ids and names, and everybody in one answer.
    Plain,
    /// Nor is it said by which right.
    Bare,
}

impl ListQuery {
    /// Are people listed by pages?
    pub fn is_paged(self) -> bool {
        self < Self::Plain
    }

    /// Is it said by which right people are listed?
    pub fn is_filtered(self) -> bool {
        !matches!(self, Self::Unfiltered | Self::Bare)
    }

    /// How to ask after this refusal; `None` where asking otherwise would make no difference.
    pub fn after(self, refusal: &Refusal) -> Option<Self> {
        let is_about_query = matches!(refusal.status, Some(400 | 416 | 422)) && !refusal.is_signed_out();
        if !is_about_query || is_search_refused(refusal) {
            return None;
        }
        let is_about_select =
            refusal.problems.iter().any(|problem| problem.field.as_deref() == Some("select"));
        let is_paged_again = !is_about_select && refusal.status != Some(416);
        match self {
            Self::Full if is_paged_again => Some(Self::Unordered),
            Self::Unordered if is_paged_again => Some(Self::Unfiltered),
            Self::Full | Self::Unordered | Self::Unfiltered => Some(Self::Plain),
            Self::Plain => Some(Self::Bare),
            Self::Bare => None,
        }
    }
}

/// How all people are listed: by pages, and again where somebody may have been missed.
pub const LIST_TRIES: &[PageRequest] = &[PageRequest::From(0); 3];

/// What one answer held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserPage {
    pub rows: Vec<UserRow>,
    /// Items that had no id, so that nothing can be done with them.
    pub without_id: usize,
    pub range: Option<ContentRange>,
}

impl UserPage {
    /// What the page says of the list.
    pub fn end(&self) -> PageEnd {
        PageEnd {
            total: self.range.and_then(|range| range.total),
            is_full: self.rows.len() + self.without_id >= PAGE_SIZE,
            unreadable: self.without_id,
        }
    }

    /// Is it the beginning of the list, though more was asked for from there on? Then something on
    /// the way has taken the range away.
    pub fn ignores_range(&self, from: usize) -> bool {
        from > 1 && self.range.and_then(|range| range.first).is_some_and(|first| first <= 1)
    }
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

impl SessionCall for ListUsers {
    type Answer = UserPage;

    fn request(&self, session: &Session) -> Request {
        let mut path = String::from("/configuration/users");
        let mut add = |name: &str, value: &str| {
            path.push(if path.contains('?') { '&' } else { '?' });
            path.push_str(name);
            path.push_str(value);
        };
        if self.query.is_paged() {
            add("select=", "extension");
        }
        if let Some(condition) = self.search.as_deref().and_then(write_condition) {
            add("where=", &condition);
        }
        if self.query == ListQuery::Full {
            // Names may be equal, and then their order is another one in each page.
            add("orderBy=", "configurationId.id%20asc");
        }
        if self.query.is_filtered() {
            add("rightsFilter=", self.rights.name());
        }
        if !self.query.is_paged() {
            return session.request(Method::Get, &path).of_large_list(self.search.is_none());
        }
        let last = self.from.saturating_add(PAGE_SIZE - 1);
        let range = ["items=", &self.from.to_string(), "-", &last.to_string()].concat();
        session.request(Method::Get, &path).header("Range", range)
    }

    fn answer(&self, response: &Response) -> Result<UserPage, Refusal> {
        // A range past the end is an empty page, not a refusal. The first row of all is past the end
        // of an empty list alone: otherwise it is the range that is refused, by a proxy, say.
        if response.status == 416 {
            let range = response.header("Content-Range").and_then(ContentRange::read);
            if self.from > 0 || range.is_some_and(|range| range.total == Some(0)) {
                return Ok(UserPage { range, ..UserPage::default() });
            }
        }
        let answer = require_object(response)?;
        let Some(Json::Array(items)) = answer.get("items") else {
            // A list of nobody may come without its member, since nulls are left out.
            return match answer.get("items") {
                None | Some(Json::Null) if is_empty(&answer, response) => Ok(read_page(&[], response)),
                _ => Err(not_understood(response)),
            };
        };
        Ok(read_page(items, response))
    }
}

fn is_empty(answer: &Json, response: &Response) -> bool {
    let says_none =
        response.header("Content-Range").and_then(ContentRange::read).is_some_and(|r| r.total == Some(0));
    says_none || answer.as_object().is_some_and(serde_json::Map::is_empty)
}

fn read_page(items: &[Json], response: &Response) -> UserPage {
    let rows: Vec<UserRow> = items.iter().filter_map(read_row).collect();
    UserPage {
        without_id: items.len() - rows.len(),
        rows,
        range: response.header("Content-Range").and_then(ContentRange::read),
    }
}

fn read_row(item: &Json) -> Option<UserRow> {
    let id = ConfigurationId::read(item.get("configurationId"));
    let extension = match item.get("extension") {
        // Some releases wrap every value.
        Some(Json::Object(wrapped)) => wrapped.get("effectiveValue").and_then(text),
        _ => text_at(item, "extension"),
    };
    Some(UserRow {
        name: id.label()?.to_string(),
        id: id.id?,
        extension: extension.filter(|text| !text.is_empty()),
    })
}

/// Writes the `where` of a search, encoded. A comma would join two conditions, so
/// each piece between commas becomes a condition of its own.
fn write_condition(search: &str) -> Option<String> {
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

/// Did the server refuse the `where` of a search?
pub fn is_search_refused(refusal: &Refusal) -> bool {
    let about_where = |problem: &Problem| problem.field.as_deref() == Some("where");
    refusal.problems.iter().any(|problem| problem.trouble == Trouble::UnknownField && about_where(problem))
        || refusal.server_messages.iter().any(|text| text.contains("invalidWhereOperator"))
}
