//! What the shell does for the widgets of a page, so that they need not know the state.

use std::pin::Pin;

use leptos::prelude::*;

use crate::domain::Sentence;
use crate::form::FieldValue;
use crate::journal::{NewEntry, Settlement, Undo};
use crate::route::Route;

/// What takes several requests.
pub type Work = Pin<Box<dyn Future<Output = ()>>>;

/// Provided once, by the shell around the pages.
#[derive(Clone, Copy)]
pub struct PageShell {
    /// Asks before the page is left, while the signal holds.
    pub guard_leaving: Callback<Signal<bool>>,
    /// Lets Ctrl-S save, until the page is left.
    pub save_with_key: Callback<Callback<()>>,
    /// Lets some work be done for those who are signed in when it begins, and not under the rights of
    /// whoever signs in instead.
    pub on_behalf_of_present_people: fn(Work) -> Work,
    /// Shows a notice that something was done.
    pub notify_done: Callback<Sentence>,
    /// The same of a write, with its number in the journal: it offers to give it back.
    pub notify_saved: Callback<(Sentence, Option<u32>)>,
    /// Shows a notice of something to look at.
    pub notify_warning: Callback<Sentence>,
    /// The address of the view, and who is signed in to its system; empty
    /// where nobody signs in.
    pub view_and_person: Callback<(), (String, String)>,
    /// Takes away the notices of an earlier try.
    pub clear_notices: Callback<()>,
    /// Enters a write that is being sent in the journal, and gives its number; `None` where it is for
    /// somebody who is not signed in any more.
    pub add_entry: Callback<NewEntry, Option<u32>>,
    /// Enters what became of a write, if it was entered.
    pub settle_entry: Callback<(Option<u32>, Settlement)>,
    /// Enters how far a write was given back.
    pub set_undo: Callback<(u32, Undo)>,
    /// What was given back last, so that a form shows it.
    pub undone: RwSignal<Option<GivenBack>>,
    /// The view at hand.
    pub here: Callback<(), Route>,
}

/// Values that were given back, for the form that may be open on the same object.
#[derive(Clone)]
pub struct GivenBack {
    /// Where the object is seen.
    pub route: Route,
    /// What was sent, by the names of the fields, or what was read of it where that was kept.
    pub values: Vec<(String, FieldValue)>,
}

impl PageShell {
    /// The shell around this page.
    pub fn get() -> Self {
        expect_context()
    }
}
