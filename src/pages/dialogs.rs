//! The dialogs that can be opened from anywhere.

use leptos::prelude::*;

/// Which of the dialogs that can be opened from anywhere are open?
#[derive(Clone, Copy)]
pub struct Dialogs {
    /// Finds somebody.
    pub find: RwSignal<bool>,
    /// The list of all keys.
    pub shortcut_list: RwSignal<bool>,
}
