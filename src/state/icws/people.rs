//! Everybody on one PureConnect: 200 at a time, searched here and, while some
//! are missing, on the server as well.

use std::collections::HashSet;

use crate::live::*;

use super::Icws;
use crate::browser::collate;
use crate::domain::{Language, Refusal};
use crate::list::{List, Ranks, Sort};
use crate::wire::icws::rights::RightsFilter;
use crate::wire::icws::users::{UserRow, Users, UsersPage, refused_the_search};

/// How far the list has come.
#[derive(Clone, PartialEq)]
pub enum Progress {
    NotAsked,
    /// Rows are arriving; those that were there before stay until then.
    Arriving,
    Whole,
    /// It ended early. The rows that came are there all the same.
    Failed(Refusal),
}

/// What a row is sorted by; the columns of the list, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Name,
    Extension,
    Id,
}

pub const SORTED: [Key; 3] = [Key::Name, Key::Extension, Key::Id];

/// The rows, and how they are found.
#[derive(Default)]
pub struct Rolls {
    rows: Vec<UserRow>,
    known: HashSet<String>,
    pub list: List,
    /// How many the server promised and never sent.
    pub missing: usize,
    /// Items without an id, which cannot be shown.
    pub nameless: usize,
}

impl Rolls {
    fn new() -> Self {
        Self { list: List::new(SORTED.len()), ..Self::default() }
    }

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

    /// Another language sorts otherwise.
    pub fn forget_ranks(&mut self) {
        for column in 0..SORTED.len() {
            self.list.set_ranks(column, Ranks::default());
        }
    }
}

/// The people of a system, and the signals that pages follow.
#[derive(Clone, Copy)]
pub struct People {
    rolls: StoredValue<Rolls>,
    progress: RwSignal<Progress>,
    /// Counts whatever changes the rows.
    version: RwSignal<u64>,
    /// Which reading is the newest; an older one stops adding rows.
    reading: StoredValue<u32>,
    searched: StoredValue<HashSet<String>>,
}

impl Default for People {
    fn default() -> Self {
        Self::new()
    }
}

impl People {
    pub fn new() -> Self {
        Self {
            rolls: StoredValue::new(Rolls::new()),
            progress: RwSignal::new(Progress::NotAsked),
            version: RwSignal::new(0),
            reading: StoredValue::new(0),
            searched: StoredValue::new(HashSet::new()),
        }
    }

    pub fn progress(&self) -> RwSignal<Progress> {
        self.progress
    }

    pub fn version(&self) -> RwSignal<u64> {
        self.version
    }

    pub fn with<T>(&self, read: impl FnOnce(&Rolls) -> T) -> T {
        self.rolls.with_value(read)
    }

    /// Changes how the rows are arranged, without telling anybody.
    pub fn arrange(&self, change: impl FnOnce(&mut Rolls)) {
        self.rolls.update_value(change);
    }

    fn tell(&self) {
        self.version.update(|version| *version += 1);
    }

    /// Forgets everybody, as when somebody else signs in.
    pub fn forget(&self) {
        self.reading.update_value(|reading| *reading += 1);
        self.rolls.set_value(Rolls::new());
        self.searched.set_value(HashSet::new());
        self.progress.set(Progress::NotAsked);
        self.tell();
    }

    /// Reads the list, once; or anew, in which case the old rows stay until
    /// the new ones are there.
    pub async fn read(&self, icws: &Icws, anew: bool) {
        if !anew && !matches!(self.progress.get_untracked(), Progress::NotAsked | Progress::Failed(_)) {
            return;
        }
        self.reading.update_value(|reading| *reading += 1);
        let reading = self.reading.get_value();
        let is_newest = move || self.reading.get_value() == reading;
        self.searched.set_value(HashSet::new());
        self.progress.set(Progress::Arriving);
        let mut aside = self.with(|rolls| rolls.count() > 0).then(Rolls::new);
        let mut users = Users::new();
        let mut failed = None;
        while let Some(from) = users.next() {
            let before = users.rows().len();
            match icws.ask(UsersPage { from, search: None, rights: RightsFilter::View }).await {
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
                    self.rolls.update_value(|rolls| fresh.iter().for_each(|row| rolls.push(row)));
                    self.tell();
                }
            }
        }
        if !is_newest() {
            return;
        }
        if let Some(fresh) = aside
            && failed.is_none()
        {
            self.rolls.set_value(fresh);
        }
        self.rolls.update_value(|rolls| {
            rolls.missing = users.missing();
            rolls.nameless = users.nameless();
        });
        self.progress.set(failed.map_or(Progress::Whole, Progress::Failed));
        self.tell();
    }

    /// Asks the server for whoever matches, while not everybody is here.
    pub async fn search(&self, icws: &Icws, typed: &str) {
        let typed = typed.trim();
        let whole = matches!(self.progress.get_untracked(), Progress::Whole | Progress::NotAsked);
        let is_new = || self.searched.try_update_value(|known| known.insert(typed.to_owned()));
        if typed.is_empty() || whole || is_new() != Some(true) {
            return;
        }
        let reading = self.reading.get_value();
        let page = UsersPage { from: 0, search: Some(typed.to_owned()), rights: RightsFilter::View };
        match icws.ask(page).await {
            Ok(page) if self.reading.get_value() == reading => {
                self.rolls.update_value(|rolls| page.rows.iter().for_each(|row| rolls.push(row)));
                self.tell();
            }
            // What is loaded is searched all the same, and the list says that it is not whole.
            Err(refusal) if !refused_the_search(&refusal) => {
                self.searched.update_value(|known| {
                    known.remove(typed);
                });
            }
            _ => {}
        }
    }
}
