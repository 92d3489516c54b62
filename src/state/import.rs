//! Plans that are made of a file.

use leptos::prelude::*;

use super::system_plan::{Plan, PlanSystem};
use crate::plan::import::ImportFile;

/// A system for whose people plans are made of files.
pub trait ImportSystem: PlanSystem {
    /// The file that a plan is made of, if it is.
    fn file_of(source: &Self::Source) -> Option<&ImportFile<Self::Field>>;

    /// The same, to be changed.
    fn file_to_change(source: &mut Self::Source) -> Option<&mut ImportFile<Self::Field>>;

    /// Makes the plan anew once the columns of its file have another meaning, for which more may
    /// have to be read.
    fn make_plan_of_columns(self);
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

    /// Changes what is known of the file that the plan is made of.
    pub fn change_file(&self, change: impl FnOnce(&mut ImportFile<S::Field>)) {
        self.source.update(|source| {
            if let Some(file) = source.as_mut().and_then(S::file_to_change) {
                change(file);
            }
        });
    }
}
