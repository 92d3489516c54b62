//! What the shell does for the widgets of a page, so that they need not know the state.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::Language;

/// A sentence in whatever language is current when it is shown.
pub type Sentence = Arc<dyn Fn(Language) -> String + Send + Sync>;

/// Provided once, by the shell around the pages.
#[derive(Clone, Copy)]
pub struct PageShell {
    /// Asks before the page is left, while the signal holds. One guard a page.
    pub guard_leaving: Callback<Signal<bool>>,
    /// Lets Ctrl-S save, until the page is left.
    pub save_with_key: Callback<Callback<()>>,
    /// Shows a notice that something was done.
    pub notify_done: Callback<Sentence>,
    /// Shows a notice of something to look at.
    pub notify_warning: Callback<Sentence>,
    /// The address of the view, and who is signed in to its system; empty
    /// where nobody signs in.
    pub view_and_person: Callback<(), (String, String)>,
    /// Takes away the notices of an earlier try.
    pub clear_notices: Callback<()>,
}

impl PageShell {
    /// The shell around this page.
    pub fn get() -> Self {
        expect_context()
    }
}
