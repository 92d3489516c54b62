//! Everybody on one XiVO: read in pieces, kept for going back, searched here.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use leptos::prelude::*;

use super::Xivo;
use crate::browser::{clock, collate};
use crate::domain::{Language, Refusal};
use crate::list::{ById, List, Ranks, Sort};

use crate::wire::xivo::users::ListUsers;
use crate::wire::xivo::{Api, Column, CommonValues, Learned, ListEnd, UserId, UserRow, View};

/// The first page is small, so that something is there soon; the others are large.
const FIRST_PAGE: u32 = 200;
const NEXT_PAGE: u32 = 2_000;
/// Room for so many is made at once where a server says how many will come.
const MOST_EXPECTED: usize = 200_000;
/// While rows arrive the screen follows this often, in milliseconds.
const FOLLOW_MS: f64 = 250.0;
/// So many people are ranked by name before somebody asks, some tens of milliseconds.
const RANKED_AHEAD: usize = 20_000;

/// The rows, and how they are found.
pub struct Rolls {
    pub rows: Vec<UserRow>,
    pub list: List,
    /// Has a shorter list told the extensions that this one does not?
    told_extensions: bool,
    /// Items of the list that could not be read whole.
    pub odd: usize,
    /// What people here have in common, whoever they were.
    pub common: CommonValues,
    /// Did the list come to its end?
    pub is_whole: bool,
}

/// The columns that are sorted by: the order of [`SORTED`].
pub const SORTED: [Key; 8] = [
    Key::Name,
    Key::CallerId,
    Key::Username,
    Key::Extension,
    Key::Mobile,
    Key::Email,
    Key::Cti,
    Key::FirstName,
];

/// What a row is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Last name first: this is how people are looked up.
    Name,
    FirstName,
    CallerId,
    Username,
    Extension,
    Mobile,
    Email,
    Cti,
}

/// The texts in which a row is found. Never a password: a row has none.
fn searched<'a>(row: &'a UserRow, name: &'a str) -> [&'a str; 8] {
    [
        name,
        row.text(Column::CallerId),
        row.text(Column::Username),
        row.text(Column::Extension),
        row.text(Column::MobilePhoneNumber),
        row.text(Column::Email),
        row.text(Column::Userfield),
        row.text(Column::Description),
    ]
}

impl Default for Rolls {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            list: List::new(SORTED.len()),
            told_extensions: false,
            odd: 0,
            common: CommonValues::default(),
            is_whole: false,
        }
    }
}

impl Rolls {
    fn push(&mut self, row: UserRow) {
        self.list.append(row.id(), &searched(&row, &row.full_name()));
        self.odd += usize::from(row.is_odd());
        self.rows.push(row);
    }

    fn reserve(&mut self, rows: usize) {
        self.rows.reserve_exact(rows);
        self.list.reserve(rows);
    }

    pub fn row(&self, at: u32) -> Option<&UserRow> {
        self.rows.get(at as usize)
    }

    /// Is an extension known of anybody?
    pub fn knows_extensions(&self) -> bool {
        self.told_extensions || self.rows.first().is_some_and(|row| row.has_column(Column::Extension))
    }

    fn rank(&mut self, column: usize, language: Language) {
        let Some(key) = SORTED.get(column) else { return };
        let texts: Vec<&str> = self
            .rows
            .iter()
            .map(|row| match key {
                Key::Name => row.text(Column::Lastname),
                Key::FirstName => row.text(Column::Firstname),
                Key::CallerId => row.text(Column::CallerId),
                Key::Username => row.text(Column::Username),
                Key::Extension => row.text(Column::Extension),
                Key::Mobile => row.text(Column::MobilePhoneNumber),
                Key::Email => row.text(Column::Email),
                Key::Cti => match row.cti().enabled {
                    Some(true) => "0",
                    Some(false) => "1",
                    None => "",
                },
            })
            .collect();
        let ranks = Ranks::of(&texts, |different| collate::ranks(different, language.tag()));
        self.list.set_ranks(column, ranks);
    }

    /// Finds, filters and sorts; ranks that are missing are made first.
    pub fn arrange(&mut self, query: &str, sort: &Sort, language: Language, keep: impl Fn(&UserRow) -> bool) {
        for (column, _) in sort {
            if self.list.lacks_ranks(*column) {
                self.rank(*column, language);
            }
        }
        let rows = &self.rows;
        self.list.arrange(query, sort, &|at| rows.get(at as usize).is_some_and(&keep));
    }
}

/// The people of a system, and the signals that pages follow.
pub type People = super::super::people::People<Rolls>;

impl People {
    /// Reads the list, once; or anew, in which case the old rows stay until
    /// the new ones are there.
    pub async fn read(&self, xivo: &Xivo, anew: bool) {
        let Some(reading) = self.begin(anew) else { return };
        let coming = Coming {
            people: *self,
            reading,
            // The very first rows are shown as they come.
            aside: self.with(|rolls| !rolls.rows.is_empty()).then(|| RefCell::new(Rolls::default())),
            told: RefCell::new(0.0),
            begins_page: Cell::new(false),
            repeats: Cell::new(false),
        };
        let outcome = coming.read_all(xivo).await;
        if !coming.is_newest() {
            return;
        }
        if outcome.is_ok() {
            self.arrange(|rolls| {
                if let Some(fresh) = coming.aside {
                    let common = std::mem::take(&mut rolls.common);
                    // The column stays while its extensions are read anew.
                    *rolls = Rolls { common, told_extensions: rolls.told_extensions, ..fresh.into_inner() };
                }
                rolls.is_whole = true;
            });
        }
        self.end(outcome.err());
        self.read_extensions(xivo, reading).await;
    }

    /// Whoever sorts by name should not wait for the ranks: they are made while
    /// the browser is idle, but not for so many people that it would be felt.
    pub async fn rank_ahead(self, language: Language) {
        clock::sleep(Duration::from_millis(400)).await;
        let by_name = (0..).zip(SORTED).filter(|(_, key)| matches!(key, Key::Name | Key::FirstName));
        for (column, _) in by_name {
            clock::idle().await;
            self.arrange(|rolls| {
                if rolls.rows.len() <= RANKED_AHEAD && rolls.list.lacks_ranks(column) {
                    rolls.rank(column, language);
                }
            });
        }
    }

    /// Servers of 2016 tell the extension only in their shorter list.
    async fn read_extensions(&self, xivo: &Xivo, reading: u32) {
        let dialect = xivo.dialect.get_untracked();
        // By the list itself: what was told by the other one may be half of it.
        let is_told = self.with(|rolls| {
            rolls.rows.first().is_none_or(|row| row.has_column(Column::Extension) && !rolls.told_extensions)
        });
        if is_told || !dialect.has_view(View::Directory) {
            return;
        }
        let list = ListUsers::new(&dialect).viewed(View::Directory);
        let mut by_id = ById::default();
        let mut keep = |told: UserRow| {
            let extension = told.text(Column::Extension);
            if extension.is_empty() || self.reading() != reading {
                return;
            }
            self.arrange(|rolls| {
                let row = by_id.find(&rolls.list, told.id());
                if let Some(row) = row.and_then(|row| rolls.rows.get_mut(row as usize)) {
                    row.set_extension(extension);
                    rolls.told_extensions = true;
                }
            });
        };
        // Without it the column stays empty; the list itself is whole. Where it
        // breaks off, what came holds good.
        let _ = read_page(xivo, &list, &mut keep, &|| {}).await;
        if self.reading() != reading {
            return;
        }
        self.arrange(|rolls| {
            let rows = &rolls.rows;
            rolls.list.rewrite(&|at, write| {
                if let Some(row) = rows.get(at as usize) {
                    write(&searched(row, &row.full_name()));
                }
            });
        });
        self.tell();
    }

    /// Writes one person anew into the list, after a change.
    pub fn put(&self, mut row: UserRow) {
        self.arrange(|rolls| match rolls.list.row_of(row.id()) {
            Some(at) => {
                if let Some(slot) = rolls.rows.get_mut(at as usize) {
                    if !row.has_column(Column::Extension) && slot.has_column(Column::Extension) {
                        row.set_extension(slot.text(Column::Extension));
                    }
                    rolls.list.replace(at, &searched(&row, &row.full_name()));
                    *slot = row;
                }
                rolls.list.forget_ranks();
            }
            None => rolls.push(row),
        });
        self.tell();
    }

    /// Takes somebody out, after a deletion.
    pub fn remove(&self, id: &UserId) {
        self.arrange(|rolls| {
            if let Some(at) = rolls.list.row_of(id.as_str()) {
                rolls.list.remove(at);
                rolls.rows.remove(at as usize);
            }
        });
        self.tell();
    }
}

/// A reading under way.
struct Coming {
    people: People,
    reading: u32,
    /// Where the rows wait while the old ones are still shown.
    aside: Option<RefCell<Rolls>>,
    /// When the screen was told last.
    told: RefCell<f64>,
    /// Is the next row the first of a further page?
    begins_page: Cell<bool>,
    /// Has the server begun again from the start?
    repeats: Cell<bool>,
}

impl Coming {
    fn is_newest(&self) -> bool {
        self.people.reading() == self.reading
    }

    fn push(&self, row: UserRow) {
        // A server that takes no notice of the offset begins anew: its rows
        // are here already.
        if self.begins_page.take() {
            let knows = |rolls: &Rolls| rolls.list.row_of(row.id()).is_some();
            self.repeats.set(match &self.aside {
                Some(fresh) => knows(&fresh.borrow()),
                None => self.people.with(knows),
            });
        }
        if self.repeats.get() {
            return;
        }
        self.change(|rolls| rolls.push(row));
    }

    /// Changes what is being read, unless a newer reading is under way.
    fn change(&self, change: impl FnOnce(&mut Rolls)) {
        match &self.aside {
            Some(fresh) => change(&mut fresh.borrow_mut()),
            None if self.is_newest() => self.people.arrange(change),
            None => {}
        }
    }

    fn count(&self) -> usize {
        match &self.aside {
            Some(fresh) => fresh.borrow().rows.len(),
            None => self.people.with(|rolls| rolls.rows.len()),
        }
    }

    /// Lets the screen follow, now and then.
    fn follow(&self) {
        let now = clock::now();
        if self.aside.is_none()
            && self.is_newest()
            && now - *self.told.borrow() > FOLLOW_MS
            && self.count() > 0
        {
            self.told.replace(now);
            self.people.tell();
        }
    }

    async fn read_one(&self, xivo: &Xivo, list: &ListUsers) -> (Result<ListEnd, Refusal>, Learned) {
        let read = read_page(xivo, list, &mut |row| self.push(row), &|| self.follow()).await;
        let told = xivo.learn(|dialect| dialect.learn_list(list, read.as_ref().map(|end| &end.shape)));
        (read, told)
    }

    async fn read_all(&self, xivo: &Xivo) -> Result<(), Refusal> {
        let mut list = xivo.dialect.get_untracked().first_list(FIRST_PAGE);
        loop {
            match self.read_one(xivo, &list).await {
                (_, Learned::OtherApi(other)) => list = *other,
                (read, Learned::Ask(question)) => {
                    learn_more(xivo, *question).await;
                    return read.map(|_| ());
                }
                (read, _) => return self.read_rest(xivo, read?.shape.total).await,
            }
        }
    }

    async fn read_rest(&self, xivo: &Xivo, total: Option<u64>) -> Result<(), Refusal> {
        let dialect = xivo.dialect.get_untracked();
        let mut known = self.count();
        let more = total.and_then(|total| usize::try_from(total).ok()).unwrap_or(0).saturating_sub(known);
        self.change(|rolls| rolls.reserve(more.min(MOST_EXPECTED)));
        // A server that gave just as many as were asked for, and speaks of
        // more, gives the rest when it is asked, whatever its age.
        let obeyed = dialect.api() == Api::V11 && known <= FIRST_PAGE as usize;
        while (dialect.pages() || obeyed) && (known as u64) < total.unwrap_or(0) && self.is_newest() {
            self.begins_page.set(true);
            let offset = u32::try_from(known).unwrap_or(u32::MAX);
            let list = ListUsers::new(&dialect).limited(NEXT_PAGE, offset);
            self.read_one(xivo, &list).await.0?;
            let now = self.count();
            if now == known {
                // The server promised more than it has: somebody was deleted meanwhile.
                break;
            }
            known = now;
        }
        Ok(())
    }
}

/// An empty list tells little of its server; these questions tell the rest.
async fn learn_more(xivo: &Xivo, mut question: ListUsers) {
    loop {
        let answer = read_page(xivo, &question, &mut |_| {}, &|| {}).await;
        let told = xivo.learn(|dialect| dialect.learn_list(&question, answer.as_ref().map(|end| &end.shape)));
        match told {
            Learned::Ask(next) => question = *next,
            _ => return,
        }
    }
}

/// Reads one answer, row by row; `arrived` is called after each piece of it.
async fn read_page(
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
    xivo.people.arrange(|rolls| rolls.common.merge(reading.common()));
    reading.finish()
}
