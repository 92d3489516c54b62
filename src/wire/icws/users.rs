//! The list of people, page by page.

use super::configuration_id::ConfigurationId;
use super::members::{text, text_at};
use super::refusal::{not_understood, require_object};
use super::rights::RightsFilter;
use super::session::{Session, SessionCall};
use crate::domain::{Problem, Refusal, Trouble};
use crate::wire::http::{Method, Request, Response};
use crate::wire::percent;
use serde_json::Value as Json;
use std::collections::HashSet;

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
    /// First item asked for, counted from 0; see [`UserList::next_from`].
    pub from: usize,
    /// What the name (or, for digits, the extension) must contain.
    pub search: Option<String>,
    pub rights: RightsFilter,
}

/// What one answer held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserPage {
    pub rows: Vec<UserRow>,
    /// Items that had no id, so that nothing can be done with them.
    pub without_id: usize,
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

impl SessionCall for ListUsers {
    type Answer = UserPage;

    fn request(&self, session: &Session) -> Request {
        let mut path = String::from("/configuration/users?select=extension");
        if let Some(condition) = self.search.as_deref().and_then(write_condition) {
            path.push_str("&where=");
            path.push_str(&condition);
        }
        path.push_str("&orderBy=configurationId.displayName%20asc&rightsFilter=");
        path.push_str(self.rights.name());
        let last = self.from.saturating_add(PAGE_SIZE - 1);
        let range = ["items=", &self.from.to_string(), "-", &last.to_string()].concat();
        session.request(Method::Get, &path).header("Range", range)
    }

    fn answer(&self, response: &Response) -> Result<UserPage, Refusal> {
        // A range past the end is an empty page, not a refusal.
        if response.status == 416 {
            let range = response.header("Content-Range").and_then(ContentRange::read);
            return Ok(UserPage { range, ..UserPage::default() });
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

/// The list as far as it has come. Pages are asked for as [`next_from`](Self::next_from)
/// says until it says `None`, and again for as long as
/// [`read_again`](Self::read_again) says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserList {
    rows: Vec<UserRow>,
    ids: HashSet<String>,
    /// Those of this reading, with the items so far, doubled ones counted.
    ids_of_pass: HashSet<String>,
    items_of_pass: usize,
    passes: usize,
    total: Option<usize>,
    is_total_changed: bool,
    is_ended: bool,
    has_dropped: bool,
    without_id: usize,
}

/// A list that changes all the time is given up after so many readings.
const MAX_PASSES: usize = 3;

impl UserList {
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

    /// Are the distinct ids as many as the server says there are? Without a
    /// total it cannot be checked, and the end of the pages has to do.
    pub fn is_whole(&self) -> bool {
        self.is_ended && self.total.is_none_or(|total| self.rows.len() + self.without_id == total)
    }

    /// How many the server promised and never sent; known at the end.
    pub fn missing(&self) -> usize {
        let promised = self.total.unwrap_or(0);
        if self.is_ended { promised.saturating_sub(self.rows.len() + self.without_id) } else { 0 }
    }

    /// Items without an id, which cannot be shown.
    pub fn without_id(&self) -> usize {
        self.without_id
    }

    /// Were rows taken out at the end, because a later reading no longer had them?
    pub fn has_dropped(&self) -> bool {
        self.has_dropped
    }

    /// Where the next page begins; `None` when this reading is at its end. It
    /// is the number of people that are here: a server that counts from 1 then
    /// repeats its last one, which costs a row, and none is lost either way.
    pub fn next_from(&self) -> Option<usize> {
        let next = if self.passes == 0 { self.rows.len() + self.without_id } else { self.items_of_pass };
        (!self.is_ended).then_some(next)
    }

    /// Adds a page. Nobody is added twice.
    pub fn add(&mut self, page: UserPage) {
        let count = page.rows.len() + page.without_id;
        if let Some(total) = page.range.and_then(|range| range.total) {
            self.is_total_changed |= self.total.is_some_and(|before| before != total);
            self.total = Some(total);
        }
        self.items_of_pass += count;
        self.without_id += page.without_id;
        let before = self.rows.len();
        for row in page.rows {
            self.ids_of_pass.insert(row.id.clone());
            if self.ids.insert(row.id.clone()) {
                self.rows.push(row);
            }
        }
        let read = if self.passes == 0 { self.rows.len() + self.without_id } else { self.items_of_pass };
        let all_here = self.total.is_some_and(|total| read >= total);
        let nothing_new = self.passes == 0 && self.rows.len() == before && page.without_id == 0;
        // Without a total, a page that is not full is the last one.
        let last_page = self.total.is_none() && count < PAGE_SIZE;
        self.is_ended = all_here || nothing_new || last_page || count == 0;
        if self.is_ended {
            self.drop_stale();
        }
    }

    /// Begins a reading from the first item again, where the one that ended
    /// may have missed somebody: the order changed between two pages (some
    /// were listed twice and others are missing), or the total did. Returns
    /// false, and does nothing, where another reading would find nothing more,
    /// or after [`MAX_PASSES`].
    pub fn read_again(&mut self) -> bool {
        let has_doubled = self.ids_of_pass.len() + self.without_id < self.items_of_pass;
        let may_lack = !self.is_whole() && has_doubled || self.is_total_changed;
        if !self.is_ended || !may_lack || self.passes + 1 >= MAX_PASSES {
            return false;
        }
        self.passes += 1;
        self.ids_of_pass.clear();
        self.items_of_pass = 0;
        self.without_id = 0;
        self.is_total_changed = false;
        self.is_ended = false;
        true
    }

    /// A later reading that is whole by itself tells who is no longer there.
    fn drop_stale(&mut self) {
        let is_whole = self.total == Some(self.ids_of_pass.len() + self.without_id);
        if self.passes > 0 && is_whole && !self.is_total_changed && self.ids.len() > self.ids_of_pass.len() {
            self.rows.retain(|row| self.ids_of_pass.contains(&row.id));
            self.ids.clone_from(&self.ids_of_pass);
            self.has_dropped = true;
        }
    }
}
