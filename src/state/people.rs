//! Everybody on a system, as pages follow them: what is the same whatever the
//! rows are of and however they come.

use leptos::prelude::*;

use crate::domain::Refusal;

/// How far the list has come.
#[derive(Clone, PartialEq)]
pub enum Progress {
    /// Nobody has asked for it yet.
    NotAsked,
    /// Rows are arriving; those that were there before stay until then.
    Arriving,
    Whole,
    /// It ended early. The rows that came are there all the same.
    Failed(Refusal),
}

/// The people of a system, and the signals that pages follow. `R` holds the
/// rows and finds them; its default has none.
pub struct People<R> {
    rolls: StoredValue<R>,
    progress: RwSignal<Progress>,
    /// Counts whatever changes the rows.
    version: RwSignal<u64>,
    /// Which reading is the newest; an older one stops adding rows.
    reading: StoredValue<u32>,
}

impl<R> Clone for People<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for People<R> {}

impl<R: Default + Send + Sync + 'static> Default for People<R> {
    fn default() -> Self {
        Self {
            rolls: StoredValue::new(R::default()),
            progress: RwSignal::new(Progress::NotAsked),
            version: RwSignal::new(0),
            reading: StoredValue::new(0),
        }
    }
}

impl<R: Default + Send + Sync + 'static> People<R> {
    pub fn progress(&self) -> RwSignal<Progress> {
        self.progress
    }

    pub fn version(&self) -> RwSignal<u64> {
        self.version
    }

    pub fn with<T>(&self, read: impl FnOnce(&R) -> T) -> T {
        self.rolls.with_value(read)
    }

    /// Changes the rows or how they are arranged, without telling anybody.
    pub fn arrange(&self, change: impl FnOnce(&mut R)) {
        self.rolls.update_value(change);
    }

    pub(super) fn tell(&self) {
        self.version.update(|version| *version += 1);
    }

    /// Forgets everybody, as when somebody else signs in.
    pub fn forget(&self) {
        self.reading.update_value(|reading| *reading += 1);
        self.rolls.set_value(R::default());
        self.progress.set(Progress::NotAsked);
        self.tell();
    }

    /// The number of a new reading; `None` where the list is there, or coming,
    /// and is not wanted anew.
    pub(super) fn begin(&self, anew: bool) -> Option<u32> {
        let is_there = matches!(self.progress.get_untracked(), Progress::Arriving | Progress::Whole);
        if is_there && !anew {
            return None;
        }
        self.reading.update_value(|reading| *reading += 1);
        self.progress.set(Progress::Arriving);
        Some(self.reading.get_value())
    }

    /// The number of the newest reading.
    pub(super) fn reading(&self) -> u32 {
        self.reading.get_value()
    }

    /// The end of a reading.
    pub(super) fn end(&self, failed: Option<Refusal>) {
        self.progress.set(failed.map_or(Progress::Whole, Progress::Failed));
        self.tell();
    }
}
