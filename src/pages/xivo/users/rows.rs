//! What stands in the rows of the list.

use leptos::prelude::*;

use crate::browser::rows::Fill;
use crate::domain::Language;
use crate::list::Selection;
use crate::route::{Route, can_carry};
use crate::state::xivo::Profiles;
use crate::state::xivo::people::{Key, People};
use crate::text::{list, xivo as words};
use crate::wire::xivo::{Column, UserRow};

/// The texts of the rows in sight.
pub struct Rows {
    pub people: People,
    pub columns: Memo<Vec<Key>>,
    pub language: RwSignal<Language>,
    pub profiles: RwSignal<Profiles>,
    pub system: String,
    pub selection: RwSignal<Selection>,
}

impl Rows {
    fn with_row<T: Default>(&self, place: usize, read: impl FnOnce(&UserRow) -> T) -> T {
        self.people.with(|rolls| {
            let at = u32::try_from(place).ok().and_then(|place| rolls.list.row_at(place));
            at.and_then(|at| rolls.row(at)).map(read).unwrap_or_default()
        })
    }
}

impl Fill for Rows {
    fn url(&self, row: usize) -> Option<String> {
        let id = self.with_row(row, |row| row.id().to_owned());
        can_carry(&id).then(|| Route::User { system: self.system.clone(), user: id }.path())
    }

    fn cell(&self, place: usize, column: usize, out: &mut String) {
        let Some(key) = self.columns.with_untracked(|columns| columns.get(column).copied()) else { return };
        self.with_row(place, |row| match key {
            Key::Name | Key::FirstName => {
                let name = row.full_name();
                out.push_str(if name.is_empty() {
                    words::unnamed(self.language.get_untracked())
                } else {
                    &name
                });
            }
            Key::CallerId => out.push_str(row.text(Column::CallerId)),
            Key::Username => out.push_str(row.text(Column::Username)),
            Key::Extension => out.push_str(row.text(Column::Extension)),
            Key::Mobile => out.push_str(row.text(Column::MobilePhoneNumber)),
            Key::Email => out.push_str(row.text(Column::Email)),
            Key::Cti => {
                let cti = row.cti();
                let state = self.profiles.with_untracked(|profiles| {
                    let name = match (profiles, cti.profile.flatten()) {
                        (Profiles::Known(profiles), Some(id)) => profiles.name(id),
                        _ => None,
                    };
                    words::cti_state(self.language.get_untracked(), cti.enabled, name)
                });
                out.push_str(&state);
            }
        });
    }

    fn is_selected(&self, row: usize) -> bool {
        self.selection.with_untracked(|selection| {
            !selection.is_empty() && self.with_row(row, |row| selection.contains(row.id()))
        })
    }

    fn select_label(&self, row: usize) -> String {
        let name = self.with_row(row, |row| row.full_name());
        list::select(self.language.get_untracked(), &name)
    }
}
