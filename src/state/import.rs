//! Plans that are made of a file.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::system_plan::{Plan, RowMaker};
use crate::plan::import::ImportFile;

/// A system for whose people plans are made of files.
pub trait ImportSystem: RowMaker {
    /// The file that a plan is made of, if it is.
    fn file_of(source: &Self::Source) -> Option<&ImportFile<Self::Field>>;

    /// The same, to be changed.
    fn file_to_change(source: &mut Self::Source) -> Option<&mut ImportFile<Self::Field>>;

    /// Must more be read before the plan is made anew, once the columns of its file have another meaning?
    fn must_read_more(self) -> bool;
}

impl<S: ImportSystem> Plan<S> {
    /// Is the plan made of a file? Not reactive: another one has a page of its own.
    pub fn has_file(&self) -> bool {
        untrack(|| self.with_file(|_| ())).is_some()
    }

    /// Asks something of the file that the plan is made of, if it is. Reactive.
    pub fn with_file<T>(&self, read: impl FnOnce(&ImportFile<S::Field>) -> T) -> Option<T> {
        self.source.with(|source| source.as_ref().and_then(S::file_of).map(read))
    }

    /// Puts another text into a cell of the file, and checks anew by it what becomes of its rows: another
    /// one may be about the same person, or give the same value. Those that were left out stay so.
    pub fn mend(&self, server: S, line: u32, column: usize, text: String) {
        if untrack(|| self.run.is_under_way()) {
            return;
        }
        let mut is_other = false;
        self.source.maybe_update(|source| {
            let file = source.as_mut().and_then(S::file_to_change);
            is_other = file.is_some_and(|file| file.mend(line, column, text));
            is_other
        });
        if !is_other {
            return;
        }
        self.mended.update(|mended| {
            mended.insert(line);
        });
        if !server.must_read_more() {
            return self.run.mend(self.rows_to_make());
        }
        // Whoever the row names now was not read yet.
        let left_out: Vec<usize> = self.run.with(|items| {
            let places = items.iter().enumerate().filter(|(_, item)| item.row.is_left_out);
            places.map(|(at, _)| at).collect()
        });
        let this = *self;
        spawn_local(async move {
            this.check().await;
            this.run.set_several_left_out(&left_out, true);
        });
    }

    /// Changes what is known of the file that the plan is made of, and makes the plan anew.
    pub fn change_file(&self, server: S, change: impl FnOnce(&mut ImportFile<S::Field>)) {
        self.source.update(|source| {
            if let Some(file) = source.as_mut().and_then(S::file_to_change) {
                change(file);
            }
        });
        let this = *self;
        match server.must_read_more() {
            true => spawn_local(async move { this.check().await }),
            false => self.make(),
        }
    }
}
