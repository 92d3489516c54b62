//! Intended changes of many people, checked before anything is sent: who, which field, what it
//! is now and what it shall be; and the plan that takes them back.
//!
//! A plan is a list of [`Row`]s. It is made from a file ([`import`]) or from people who are
//! selected ([`selection`]), and made again, turned round, from what a run has done ([`invert`]).

pub mod account;
mod file;
pub mod import;
pub mod kept;
pub mod names;
pub mod selection;
#[cfg(test)]
mod tests;

pub use crate::list::csv::CLEAR;
pub use file::write_file;

use std::collections::{HashMap, HashSet};

use self::import::Person;
use crate::domain::{Problem, Refusal, Secret, Trouble};
use crate::form::{Field, FieldValue, Values};

/// What is to become of one person. It has no Debug, for a value may be a secret.
#[derive(Clone, PartialEq)]
pub struct Row<F> {
    /// The line of the file that it was read from, counted from 1.
    pub line: Option<u32>,
    /// Whom it is about, as a screen names them.
    pub name: String,
    pub action: Action,
    /// Of somebody who goes: the values that they had.
    pub cells: Vec<Cell<F>>,
    /// Somebody chose not to do this.
    pub is_left_out: bool,
}

/// What is done with a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Somebody new. The id is known once they are there.
    Create { id: Option<String> },
    /// Somebody who is there.
    Change { id: String },
    /// Somebody who goes.
    Delete { id: String },
    /// Nothing: something is in the way.
    Nothing(Obstacle),
}

impl Action {
    /// The same for somebody who has another id elsewhere.
    pub fn with_id(self, own: &str) -> Self {
        let own = own.to_owned();
        match self {
            Self::Create { id } => Self::Create { id: id.map(|_| own) },
            Self::Change { .. } => Self::Change { id: own },
            Self::Delete { .. } => Self::Delete { id: own },
            Self::Nothing(obstacle) => Self::Nothing(obstacle),
        }
    }
}

/// What is in the way of a whole row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The cell by which people are told apart is empty.
    NoKey,
    /// Nobody on the server has what stands in that cell.
    NobodyHasKey,
    /// So many people have it.
    SeveralHaveKey(usize),
    /// An earlier line of the file is about the same person.
    SameAsLine(u32),
    /// An earlier line of the file is about the same property of the same person.
    SameFieldAsLine(u32),
    /// There is no property of the name that stands in the row.
    NoSuchField,
    /// Somebody of this name is there, and nothing else tells the two apart.
    NameTaken,
    /// The file breaks off within this row.
    CutShort,
    /// There are more cells than headings, so that nobody knows which is which.
    TooManyCells,
    /// The person is not on the server any more.
    NotThere,
    /// These must come first, and are missing.
    LacksCredentials { username: bool, password: bool },
    /// The server does not tell what must be known to change this.
    StateUnknown,
    /// The server has no such thing.
    NotOffered,
    /// One may not change this person.
    NotAllowed,
    /// No address can carry the id of the person.
    NoAddress,
    /// The person comes from a directory, where this is changed.
    OwnedByDirectory,
}

/// One value of a row.
#[derive(Clone, PartialEq)]
pub struct Cell<F> {
    pub field: F,
    /// What the server had when the plan was made. Absent for a secret, which is not read.
    pub before: FieldValue,
    pub after: FieldValue,
    pub problem: Option<CellProblem>,
}

/// What is wrong with the value of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellProblem {
    /// It breaks a rule of the server's.
    Rule(Problem),
    /// It is a formula, not its result.
    Formula,
    /// It is what a spreadsheet shows for a formula that fails.
    FormulaError,
    /// A spreadsheet has shortened a long number (`3.31E+10`).
    ShortenedNumber,
    /// What the server has could not be read.
    Unread(Refusal),
    /// The server does not say whether what it has is the person's own, so that nobody could give
    /// it back.
    NotAttributed,
    /// What is inherited is not the same any more.
    MakesDifference,
    /// Only one person may have it, and an earlier row gives it to another.
    GivenBefore,
    /// It cannot be done for this person.
    Hindered(Obstacle),
}

/// What a value of a plan comes to, by what the server has now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    WillChange,
    AlreadySo,
    /// The value is refused here, before anything is sent.
    Refused,
    /// Somebody else has changed it since the plan was made.
    Conflict,
}

/// What a row comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowVerdict {
    WillCreate,
    WillChange,
    WillDelete,
    AlreadySo,
    /// It cannot be done: something is in the way, or a value is refused.
    Refused,
    LeftOut,
}

impl<F: Field> Cell<F> {
    /// A secret that is given to somebody. The one before was never read.
    pub fn of_secret(field: F, secret: Secret) -> Self {
        Self { field, before: FieldValue::Absent, after: FieldValue::Secret(secret), problem: None }
    }

    /// By what the server had when the plan was made. A secret that it may have was not read.
    pub fn verdict(&self) -> Verdict {
        match self.field.is_secret() && self.problem.is_none() {
            true => Verdict::WillChange,
            false => self.verdict_now(&self.before),
        }
    }

    /// By what the server has now.
    pub fn verdict_now(&self, now: &FieldValue) -> Verdict {
        if self.problem.is_some() {
            Verdict::Refused
        } else if now.is_same(&self.after) {
            Verdict::AlreadySo
        } else if self.field.is_secret() || now.is_same(&self.before) {
            Verdict::WillChange
        } else {
            Verdict::Conflict
        }
    }
}

impl<F> Row<F> {
    /// The same row by the names that others have for the fields; without those that they do not know.
    pub fn map_fields<G>(self, map: impl Fn(F) -> Option<G>) -> Row<G> {
        let Self { line, name, action, cells, is_left_out } = self;
        let cell = |Cell { field, before, after, problem }| {
            Some(Cell { field: map(field)?, before, after, problem })
        };
        Row { line, name, action, cells: cells.into_iter().filter_map(cell).collect(), is_left_out }
    }
}

impl<F: Field> Row<F> {
    pub fn verdict(&self) -> RowVerdict {
        if self.is_left_out {
            return RowVerdict::LeftOut;
        }
        if self.cells.iter().any(|cell| cell.problem.is_some()) {
            return RowVerdict::Refused;
        }
        match &self.action {
            Action::Nothing(_) => RowVerdict::Refused,
            Action::Create { .. } => RowVerdict::WillCreate,
            Action::Delete { .. } => RowVerdict::WillDelete,
            Action::Change { .. } if self.cells.iter().all(|cell| cell.verdict() == Verdict::AlreadySo) => {
                RowVerdict::AlreadySo
            }
            Action::Change { .. } => RowVerdict::WillChange,
        }
    }

    /// Is it sent when the plan is run?
    pub fn is_to_do(&self) -> bool {
        matches!(self.verdict(), RowVerdict::WillCreate | RowVerdict::WillChange | RowVerdict::WillDelete)
    }

    /// The id of the person, as far as it is known.
    pub fn id(&self) -> Option<&str> {
        match &self.action {
            Action::Create { id } => id.as_deref(),
            Action::Change { id } | Action::Delete { id } => Some(id),
            Action::Nothing(_) => None,
        }
    }

    /// The secret that the row gives in a field, unless it was forgotten.
    pub fn secret(&self, field: F) -> Option<&Secret> {
        let cell = self.cells.iter().find(|cell| cell.field == field)?;
        cell.after.as_secret().filter(|secret| !secret.is_empty())
    }

    /// What two tries of a row have done together: what was there before the first, and what is there
    /// after the last.
    pub fn with_earlier(mut self, earlier: Self) -> Self {
        let mut cells = earlier.cells;
        for mut cell in self.cells {
            match cells.iter().position(|before| before.field == cell.field) {
                Some(at) => {
                    if let Some(before) = cells.get_mut(at) {
                        cell.before = before.before.clone();
                        *before = cell;
                    }
                }
                None => cells.push(cell),
            }
        }
        self.cells = cells;
        self
    }

    /// What the row would leave behind, on somebody with these values.
    pub fn apply(&self, values: &mut Values<F>) {
        for cell in &self.cells {
            values.set(cell.field, cell.after.clone());
        }
    }
}

/// What no plan can take back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Irreversible<F> {
    /// A password or PIN: the one before was never read.
    Secret(F),
    /// Somebody who was deleted: the server gives another id to whoever is created again, and
    /// what belonged to them is gone.
    Deletion,
    /// Somebody was created whose id nobody knows.
    UnknownId,
    /// There was no value before, and the server takes none.
    NoValue(F),
}

/// What takes back what rows have done.
#[derive(Clone)]
pub struct Inverse<F> {
    /// The last first.
    pub rows: Vec<Row<F>>,
    /// What cannot be taken back, each with the name of whom it is about.
    pub irreversible: Vec<(String, Irreversible<F>)>,
}

/// What two runs have done, one after the other: somebody whom both have changed is in one row.
pub fn merge_done<F: Field>(earlier: Vec<Row<F>>, later: Vec<Row<F>>) -> Vec<Row<F>> {
    if earlier.is_empty() {
        return later;
    }
    let mut merged = earlier;
    let places: HashMap<String, usize> =
        merged.iter().enumerate().filter_map(|(at, row)| Some((row.id()?.to_owned(), at))).collect();
    for row in later {
        let is_change = matches!(row.action, Action::Change { .. });
        let place = row.id().filter(|_| is_change).and_then(|id| places.get(id));
        match place.and_then(|at| merged.get_mut(*at)) {
            // Whoever the first has created is one whom both together have created.
            Some(before) => {
                let action = before.action.clone();
                *before = Row { action, ..row.with_earlier(before.clone()) };
            }
            None => merged.push(row),
        }
    }
    merged
}

/// The plan that takes back what these rows have done.
pub fn invert<F: Field>(done: &[Row<F>]) -> Inverse<F> {
    let mut rows = Vec::new();
    let mut irreversible = Vec::new();
    for row in done.iter().rev() {
        let action = match &row.action {
            Action::Create { id: Some(id) } => Action::Delete { id: id.clone() },
            Action::Create { id: None } => {
                irreversible.push((row.name.clone(), Irreversible::UnknownId));
                continue;
            }
            Action::Change { id } => Action::Change { id: id.clone() },
            Action::Delete { .. } => {
                irreversible.push((row.name.clone(), Irreversible::Deletion));
                continue;
            }
            Action::Nothing(_) => continue,
        };
        let is_change = matches!(action, Action::Change { .. });
        let mut cells = Vec::new();
        for cell in &row.cells {
            if is_change && cell.field.is_secret() {
                irreversible.push((row.name.clone(), Irreversible::Secret(cell.field)));
            } else if is_change && cell.before.is_empty() && !cell.field.is_clearable() {
                irreversible.push((row.name.clone(), Irreversible::NoValue(cell.field)));
            } else {
                let (before, after) = (cell.after.clone(), cell.before.clone());
                cells.push(Cell { field: cell.field, before, after, problem: None });
            }
        }
        if !is_change || !cells.is_empty() {
            rows.push(Row { line: None, name: row.name.clone(), action, cells, is_left_out: false });
        }
    }
    Inverse { rows, irreversible }
}

/// The rows of a plan by what is there now: `made` is of the same people and fields, made just before.
/// What it does not name is as it was.
pub fn with_present_values<F: Field>(mut rows: Vec<Row<F>>, made: &[Row<F>]) -> Vec<Row<F>> {
    let by_id: HashMap<&str, &Row<F>> = made.iter().filter_map(|row| Some((row.id()?, row))).collect();
    for row in &mut rows {
        let Some(present) = row.id().and_then(|id| by_id.get(id)) else { continue };
        for cell in &mut row.cells {
            let Some(now) = present.cells.iter().find(|now| now.field == cell.field) else { continue };
            match &now.problem {
                Some(CellProblem::Unread(refusal)) => {
                    cell.problem = Some(CellProblem::Unread(refusal.clone()));
                }
                _ => {
                    cell.before = now.before.clone();
                    cell.problem = None;
                }
            }
        }
    }
    rows
}

/// Marks the values of a field that nobody else may have, where somebody has them already or an earlier
/// row gives them. What the plan itself takes from somebody is free.
pub fn mark_taken<F: Field>(rows: &mut [Row<F>], people: &[Person<F>], field: F) {
    let will_change = |cell: &Cell<F>| cell.field == field && cell.verdict() == Verdict::WillChange;
    let is_changed = |row: &&Row<F>| row.cells.iter().any(will_change);
    let changed: HashSet<String> =
        rows.iter().filter(is_changed).filter_map(|row| row.id().map(str::to_owned)).collect();
    let others = people.iter().filter(|person| !changed.contains(&person.id));
    let taken: HashSet<&str> = others.map(|person| person.values.get(field).as_text()).collect();
    let mut given: HashSet<String> = HashSet::new();
    let cells = rows.iter_mut().filter(|row| !matches!(row.action, Action::Delete { .. }));
    for cell in cells.flat_map(|row| &mut row.cells).filter(|cell| will_change(cell)) {
        let value = cell.after.as_text();
        if value.is_empty() {
            continue;
        }
        if taken.contains(value) {
            cell.problem = Some(CellProblem::Rule(Problem::at(field.wire_name(), Trouble::Taken)));
        } else if !given.insert(value.to_owned()) {
            cell.problem = Some(CellProblem::GivenBefore);
        }
    }
}
