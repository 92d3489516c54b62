//! The journal of a session: what was written, on every system, what became of it, and what
//! gives it back.
//!
//! A page adds a [`NewEntry`] when it sends a write, and [settles](Journal::settle) the entry by
//! what it read afterwards. No secret is in it: of a password or a PIN it says only that one was
//! sent.

mod kept;
#[cfg(test)]
mod tests;
mod value;

pub use kept::{MOST_KEPT, merge_kept, read_kept};
pub use value::{JournalValue, Reversal, journal_values, reverse};

use crate::domain::Refusal;
use crate::form::{Deletion, Outcome, Verdict};
use crate::route::Route;

/// What was done with the object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    Created,
    Changed,
    Deleted,
}

/// What became of a write, by what was read afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteOutcome {
    /// It was sent, and what became of it is not read yet.
    UnderWay,
    /// The server has all of it, as far as it shows it.
    Done,
    /// It has a part of it; which, the values say.
    InPart,
    /// It has nothing of it.
    NotKept,
    /// It could not be read, or may still follow.
    Unknown,
}

impl WriteOutcome {
    pub fn of<F>(outcome: &Outcome<F>) -> Self {
        match outcome.verdict {
            Verdict::AllKept => Self::Done,
            Verdict::KeptInPart => Self::InPart,
            Verdict::NothingKept => Self::NotKept,
            Verdict::Unknown => Self::Unknown,
        }
    }

    pub fn of_deletion<R>(deletion: &Deletion<R>) -> Self {
        match deletion {
            Deletion::Gone(_) => Self::Done,
            Deletion::NotGone(why) if why.may_follow() => Self::Unknown,
            Deletion::NotGone(_) => Self::NotKept,
        }
    }
}

/// How far an entry was given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undo {
    NotTried,
    UnderWay,
    Done,
    /// The server had the former values already: nothing was sent.
    AlreadySo,
    /// Somebody has changed these fields since: nothing was sent.
    Conflict(Vec<String>),
    /// The server has not taken these fields back.
    NotKept(Vec<String>),
    /// It was refused, and the server has what it had.
    Refused(Refusal),
    /// What was sent may have been done.
    Unknown,
}

impl Undo {
    /// Is there nothing more to give back?
    pub fn is_done(&self) -> bool {
        matches!(self, Self::Done | Self::AlreadySo)
    }
}

/// Why an entry cannot be given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWayBack {
    /// It is not known yet what became of it.
    UnderWay,
    /// Whoever is created again gets another id, and what belonged to them is gone.
    Deletion,
    /// A password or a PIN: the one before was never read.
    Secret,
    /// The server does not show the values, or not whose they are.
    NotShown,
    /// Nothing of it was kept.
    NothingKept,
    /// Somebody was created, and nobody knows under which id.
    UnknownId,
}

/// A write that is being sent.
#[derive(Clone)]
pub struct NewEntry {
    /// Where the object is seen; `None` for the view from which it is written.
    pub route: Option<Route>,
    /// What the object is called; may be empty.
    pub name: String,
    pub kind: ChangeKind,
    pub values: Vec<JournalValue>,
}

/// What became of a write.
#[derive(Clone)]
pub struct Settlement {
    pub outcome: WriteOutcome,
    /// The values by what was read; `None` where nothing was read.
    pub values: Option<Vec<JournalValue>>,
    /// Somebody new: where they are seen, and what they are called.
    pub created: Option<(Route, String)>,
}

impl Settlement {
    /// An outcome without values.
    pub fn new(outcome: WriteOutcome) -> Self {
        Self { outcome, values: None, created: None }
    }
}

/// One write. It has no Debug, for its values are people's.
#[derive(Clone, PartialEq)]
pub struct Entry {
    /// Tells the entries of a session apart.
    pub number: u32,
    /// When it was sent, in milliseconds since 1970.
    pub at: f64,
    /// Who is signed in to the system, as they signed in; empty where nobody signs in.
    pub person: String,
    /// Where the object is seen.
    pub route: Route,
    pub name: String,
    pub kind: ChangeKind,
    pub values: Vec<JournalValue>,
    pub outcome: WriteOutcome,
    pub undo: Undo,
}

impl Entry {
    /// Is it the same write, in whatever state?
    fn is_same_write(&self, other: &Self) -> bool {
        self.at == other.at && self.person == other.person && self.route.system() == other.route.system()
    }

    /// Can it be given back?
    ///
    /// # Errors
    /// Why not.
    pub fn way_back(&self) -> Result<(), NoWayBack> {
        match (self.kind, self.outcome) {
            (_, WriteOutcome::UnderWay) => Err(NoWayBack::UnderWay),
            (_, WriteOutcome::NotKept) => Err(NoWayBack::NothingKept),
            (ChangeKind::Deleted, _) => Err(NoWayBack::Deletion),
            (ChangeKind::Created, _) => match self.route {
                Route::User { .. } => Ok(()),
                _ => Err(NoWayBack::UnknownId),
            },
            (ChangeKind::Changed, _) if self.values.iter().any(JournalValue::can_be_given_back) => Ok(()),
            (ChangeKind::Changed, _) if self.values.iter().any(|value| value.is_secret) => {
                Err(NoWayBack::Secret)
            }
            (ChangeKind::Changed, _) => Err(NoWayBack::NotShown),
        }
    }

    /// May Undo be pressed now?
    pub fn can_undo(&self) -> bool {
        self.way_back().is_ok() && !self.undo.is_done() && self.undo != Undo::UnderWay
    }

    /// Those of the values sent that no way back gives back, though it gives back others.
    pub fn left_by_undo(&self) -> impl Iterator<Item = &JournalValue> {
        self.values.iter().filter(|value| value.is_secret || !value.is_shown)
    }
}

/// In milliseconds.
const LATER: f64 = 0.001;

/// The writes of this session, the oldest first.
#[derive(Clone, Default)]
pub struct Journal {
    entries: Vec<Entry>,
    next: u32,
}

impl Journal {
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub fn entry(&self, number: u32) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.number == number)
    }

    fn entry_mut(&mut self, number: u32) -> Option<&mut Entry> {
        self.entries.iter_mut().rev().find(|entry| entry.number == number)
    }

    /// Adds what was kept of a former session, each where its time has it.
    pub fn restore(&mut self, kept: Vec<Entry>) {
        for mut entry in kept {
            if self.entries.iter().any(|own| own.is_same_write(&entry)) {
                continue;
            }
            entry.number = self.next;
            self.next += 1;
            let at = self.entries.partition_point(|own| own.at <= entry.at);
            self.entries.insert(at, entry);
        }
    }

    /// Adds a write that is being sent from the view `here` by `person`, and gives its number. Of two
    /// within a millisecond, by which they are told apart, the second is a little later.
    pub fn add(&mut self, new: NewEntry, here: Route, person: String, at: f64) -> u32 {
        let at = self.entries.last().filter(|last| last.at >= at).map_or(at, |last| last.at + LATER);
        let number = self.next;
        self.next += 1;
        self.entries.push(Entry {
            number,
            at,
            person,
            route: new.route.unwrap_or(here),
            name: new.name,
            kind: new.kind,
            values: new.values,
            outcome: WriteOutcome::UnderWay,
            undo: Undo::NotTried,
        });
        number
    }

    /// Says what became of a write; more than once where another look tells more.
    pub fn settle(&mut self, number: u32, settlement: Settlement) {
        let Some(entry) = self.entry_mut(number) else { return };
        entry.outcome = settlement.outcome;
        if let Some(values) = settlement.values {
            entry.values = values;
        }
        if let Some((route, name)) = settlement.created {
            (entry.route, entry.name) = (route, name);
        }
    }

    /// Begins to give an entry back. `false` if it cannot be, or is being given back already.
    pub fn begin_undo(&mut self, number: u32) -> bool {
        let Some(entry) = self.entry_mut(number).filter(|entry| entry.can_undo()) else { return false };
        entry.undo = Undo::UnderWay;
        true
    }

    pub fn set_undo(&mut self, number: u32, undo: Undo) {
        if let Some(entry) = self.entry_mut(number) {
            entry.undo = undo;
        }
    }

    /// Keeps of a system only what this person wrote; `None` for nobody.
    pub fn keep_only(&mut self, system: &str, person: Option<&str>) {
        self.entries
            .retain(|entry| entry.route.system() != Some(system) || Some(entry.person.as_str()) == person);
    }
}
