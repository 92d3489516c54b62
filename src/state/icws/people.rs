//! Everybody on one PureConnect: 200 at a time, searched here and, while some
//! are missing, on the server as well.

use std::collections::HashSet;

use leptos::prelude::*;

use super::super::people::Progress;
use super::Icws;
use crate::browser::collate;
use crate::domain::Language;
use crate::list::{List, Ranks, Sort};
use crate::wire::icws::rights::RightsFilter;
use crate::wire::icws::users::{ListUsers, UserList, UserRow, is_search_refused};

/// What a row is sorted by; the columns of the list, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Name,
    Extension,
    Id,
}

pub const SORTED: [Key; 3] = [Key::Name, Key::Extension, Key::Id];

/// The rows, and how they are found.
pub struct Rolls {
    rows: Vec<UserRow>,
    known: HashSet<String>,
    /// What the server was asked to find since the last reading.
    searched: HashSet<String>,
    pub list: List,
    /// How many the server promised and never sent.
    pub missing: usize,
    /// Items without an id, which cannot be shown.
    pub nameless: usize,
}

impl Default for Rolls {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            known: HashSet::new(),
            searched: HashSet::new(),
            list: List::new(SORTED.len()),
            missing: 0,
            nameless: 0,
        }
    }
}

impl Rolls {
    fn push(&mut self, row: &UserRow) {
        if self.known.insert(row.id.clone()) {
            self.list.append(&row.id, &[&row.name, row.extension.as_deref().unwrap_or_default(), &row.id]);
            self.rows.push(row.clone());
        }
    }

    pub fn row(&self, at: u32) -> Option<&UserRow> {
        self.rows.get(at as usize)
    }

    /// Somebody by id or, where nobody else is called so, by name.
    pub fn find(&self, typed: &str) -> Option<&UserRow> {
        if let Some(at) = self.list.row_of(typed) {
            return self.row(at);
        }
        let mut named = self.rows.iter().filter(|row| row.name.to_lowercase() == typed.to_lowercase());
        named.next().filter(|_| named.next().is_none())
    }

    pub fn count(&self) -> usize {
        self.rows.len()
    }

    fn text(row: &UserRow, key: Key) -> &str {
        match key {
            Key::Name => &row.name,
            Key::Extension => row.extension.as_deref().unwrap_or_default(),
            Key::Id => &row.id,
        }
    }

    /// Finds and sorts; ranks that are missing are made first.
    pub fn arrange(&mut self, query: &str, sort: &Sort, language: Language) {
        for (column, _) in sort {
            if self.list.lacks_ranks(*column)
                && let Some(key) = SORTED.get(*column)
            {
                let texts: Vec<&str> = self.rows.iter().map(|row| Self::text(row, *key)).collect();
                let ranks = Ranks::of(&texts, |different| collate::ranks(different, language.tag()));
                self.list.set_ranks(*column, ranks);
            }
        }
        self.list.arrange(query, sort, &|_| true);
    }
}

/// The people of a system, and the signals that pages follow.
pub type People = super::super::people::People<Rolls>;

impl People {
    /// Reads the list, once; or anew, in which case the old rows stay until
    /// the new ones are there.
    pub async fn read(&self, icws: &Icws, anew: bool) {
        let Some(reading) = self.begin(anew) else { return };
        let is_newest = move || self.reading() == reading;
        self.arrange(|rolls| rolls.searched.clear());
        let mut aside = self.with(|rolls| rolls.count() > 0).then(Rolls::default);
        let mut users = UserList::new();
        let mut failed = None;
        while let Some(from) = users.next_from().or_else(|| users.read_again().then_some(0)) {
            let before = users.rows().len();
            match icws.ask(ListUsers { from, search: None, rights: RightsFilter::View }).await {
                Ok(page) => users.add(page),
                Err(refusal) => {
                    failed = Some(refusal);
                    break;
                }
            }
            if !is_newest() {
                return;
            }
            let fresh = users.rows().get(before..).unwrap_or_default();
            match &mut aside {
                Some(rolls) => fresh.iter().for_each(|row| rolls.push(row)),
                None => {
                    self.arrange(|rolls| fresh.iter().for_each(|row| rolls.push(row)));
                    self.tell();
                }
            }
        }
        if !is_newest() {
            return;
        }
        if users.has_dropped() {
            let mut fresh = Rolls::default();
            users.rows().iter().for_each(|row| fresh.push(row));
            aside = Some(fresh);
        }
        if let Some(fresh) = aside
            && failed.is_none()
        {
            self.arrange(|rolls| *rolls = fresh);
        }
        self.arrange(|rolls| {
            rolls.missing = users.missing();
            rolls.nameless = users.without_id();
        });
        self.end(failed);
    }

    /// Asks the server for whoever matches, while not everybody is here.
    pub async fn search(&self, icws: &Icws, typed: &str) {
        let typed = typed.trim();
        let whole = self
            .progress()
            .with_untracked(|progress| matches!(progress, Progress::Whole | Progress::NotAsked));
        if typed.is_empty() || whole {
            return;
        }
        let mut is_new = false;
        self.arrange(|rolls| is_new = rolls.searched.insert(typed.to_owned()));
        if !is_new {
            return;
        }
        let reading = self.reading();
        let page = ListUsers { from: 0, search: Some(typed.to_owned()), rights: RightsFilter::View };
        match icws.ask(page).await {
            Ok(page) if self.reading() == reading => {
                self.arrange(|rolls| page.rows.iter().for_each(|row| rolls.push(row)));
                self.tell();
            }
            // What is loaded is searched all the same, and the list says that it is not whole.
            Err(refusal) if !is_search_refused(&refusal) => {
                self.arrange(|rolls| {
                    rolls.searched.remove(typed);
                });
            }
            _ => {}
        }
    }
}
