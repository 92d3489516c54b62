//! A list of tenants, groups or people: read whole, kept for going back,
//! searched here.

use leptos::prelude::*;

use crate::browser::collate;
use crate::domain::{Language, Refusal};
use crate::list::{Direction, List, Ranks};
use crate::route::Route;

/// How far the list has come.
#[derive(Clone, PartialEq)]
pub enum Progress {
    NotAsked,
    /// Asked for; the rows that were there before stay until then.
    Asking,
    Whole,
    /// The rows that were there before are there all the same.
    Failed(Refusal),
}

/// One line of the list, in the words of its columns.
#[derive(Clone, PartialEq)]
pub struct Line {
    pub cells: Vec<String>,
    /// Where it leads; none if no address can carry its id.
    pub to: Option<Route>,
}

#[derive(Default)]
struct Rolls {
    lines: Vec<Line>,
    list: List,
    /// The language in which the columns are ranked.
    ranked: Option<Language>,
}

/// The rows, and the signals that a page follows.
#[derive(Clone, Copy)]
pub struct Roster {
    rolls: StoredValue<Rolls>,
    progress: RwSignal<Progress>,
    /// Counts whatever changes the rows.
    version: RwSignal<u64>,
    /// Which reading is the newest; an older one comes to nothing.
    reading: StoredValue<u32>,
}

impl Default for Roster {
    fn default() -> Self {
        Self::new()
    }
}

impl Roster {
    pub fn new() -> Self {
        Self {
            rolls: StoredValue::new(Rolls::default()),
            progress: RwSignal::new(Progress::NotAsked),
            version: RwSignal::new(0),
            reading: StoredValue::new(0),
        }
    }

    pub fn progress(&self) -> RwSignal<Progress> {
        self.progress
    }

    pub fn version(&self) -> RwSignal<u64> {
        self.version
    }

    /// How many rows there are, found or not.
    pub fn total(&self) -> usize {
        self.rolls.with_value(|rolls| rolls.lines.len())
    }

    /// Begins a reading; the number is to be handed to [`take`](Self::take).
    pub fn begin(&self) -> u32 {
        self.reading.update_value(|reading| *reading += 1);
        self.progress.set(Progress::Asking);
        self.reading.get_value()
    }

    /// Takes what a reading brought, unless a newer one has begun; tells whether it did.
    pub fn take(&self, reading: u32, answer: Result<Vec<Line>, Refusal>) -> bool {
        if self.reading.try_get_value() != Some(reading) {
            return false;
        }
        let progress = match answer {
            Ok(lines) => {
                self.fill(lines);
                Progress::Whole
            }
            Err(refusal) => Progress::Failed(refusal),
        };
        self.progress.set(progress);
        self.version.update(|version| *version += 1);
        true
    }

    fn fill(&self, lines: Vec<Line>) {
        let columns = lines.first().map_or(0, |line| line.cells.len());
        let mut list = List::new(columns);
        for (at, line) in lines.iter().enumerate() {
            let texts: Vec<&str> = line.cells.iter().map(String::as_str).collect();
            list.append(&at.to_string(), &texts);
        }
        self.rolls.set_value(Rolls { lines, list, ranked: None });
    }

    /// Finds and sorts; tells how many rows are shown.
    pub fn arrange(&self, query: &str, sort: Option<(usize, Direction)>, language: Language) -> usize {
        let arrange = |rolls: &mut Rolls| {
            if rolls.ranked != Some(language) {
                let columns = rolls.lines.first().map_or(0, |line| line.cells.len());
                (0..columns).for_each(|column| rolls.list.set_ranks(column, Ranks::default()));
                rolls.ranked = Some(language);
            }
            if let Some((column, _)) = sort.filter(|(column, _)| rolls.list.lacks_ranks(*column)) {
                let texts = rolls.lines.iter();
                let texts: Vec<&str> =
                    texts.map(|line| line.cells.get(column).map_or("", String::as_str)).collect();
                let ranks = Ranks::of(&texts, |different| collate::ranks(different, language.tag()));
                rolls.list.set_ranks(column, ranks);
            }
            rolls.list.arrange(query, sort.as_slice(), &|_| true);
            rolls.list.visible().len()
        };
        self.rolls.try_update_value(arrange).unwrap_or_default()
    }

    /// Reads the line at a place among those shown.
    pub fn with_line<T: Default>(&self, place: usize, read: impl FnOnce(&Line) -> T) -> T {
        self.rolls.with_value(|rolls| {
            let at = u32::try_from(place).ok().and_then(|place| rolls.list.row_at(place));
            at.and_then(|at| rolls.lines.get(at as usize)).map(read).unwrap_or_default()
        })
    }
}
