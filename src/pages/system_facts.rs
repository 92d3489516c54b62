//! What is known of a system besides whether it answers.

use leptos::prelude::*;

use crate::domain::Language;
use crate::list::{Completeness, Progress};
use crate::state::list::{ListStore, Row};
use crate::text::list;

/// A password or a PIN that lasts no longer than this is to be changed soon, in days.
pub const SOON: i64 = 14;

/// What a vendor's part knows of a system. What was not read is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SystemFacts {
    /// Of which generation the server is.
    pub generation: Option<String>,
    /// How many people were read.
    pub people: Option<String>,
    /// Of what nothing is known here, so that its absence promises nothing.
    pub limit: Option<String>,
    /// What somebody should do something about, each in a sentence.
    pub attention: Vec<String>,
}

/// "1,000 users", where a list was read whole. Reactive.
pub fn count_of<R: Row>(people: ListStore<R>, language: Language) -> Option<String> {
    whole_length(people).map(|count| list::count(language, count, count))
}

/// How many rows a list has, where it was read whole. Reactive.
pub fn whole_length<R: Row>(people: ListStore<R>) -> Option<usize> {
    people.version().track();
    let is_whole = people.progress().with(|progress| *progress == Progress::Read(Completeness::Whole));
    is_whole.then(|| people.with(|rows| rows.len()))
}
