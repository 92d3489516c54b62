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
