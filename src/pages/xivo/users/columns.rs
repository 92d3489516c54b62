//! The columns of the list, and what stands in them.

use leptos::prelude::*;

use crate::components::list::{Cells, Column as TableColumn};
use crate::domain::Language;
use crate::list::Progress;
use crate::route::{Route, can_carry};
use crate::state::xivo::Profiles;
use crate::state::xivo::people::{Key, People, SORTED};
use crate::state::xivo::tenant_choice::TenantList;
use crate::text::{LocalizedText, common, tenants, xivo as texts};
use crate::wire::xivo::{Column, UserRow};

/// Every column there can be, in the order of [`SORTED`].
pub const COLUMNS: [TableColumn; 8] = [
    TableColumn { key: "name", label: texts::name, is_number: false },
    TableColumn { key: "callerid", label: texts::caller_id, is_number: false },
    TableColumn { key: "username", label: common::username, is_number: false },
    TableColumn { key: "extension", label: texts::extension, is_number: true },
    TableColumn { key: "mobile", label: texts::mobile, is_number: true },
    TableColumn { key: "email", label: texts::email, is_number: false },
    TableColumn { key: "cti", label: texts::cti, is_number: false },
    TableColumn { key: "tenant", label: tenants::tenant, is_number: false },
];

/// By last name, and people of one last name by their first: their places in [`SORTED`].
pub const ORDER: [usize; 2] = [0, 8];

/// What the rows show.
pub struct UserCells {
    pub people: People,
    pub language: Signal<Language>,
    pub profiles: RwSignal<Profiles>,
    pub tenants: RwSignal<TenantList>,
    pub system: String,
}

impl UserCells {
    /// What stands in a column that the shorter list, which comes first, does not have.
    fn text<'a>(&self, row: &'a UserRow, column: Column) -> &'a str {
        let is_to_come = !row.has_column(column)
            && self.people.progress().with_untracked(|progress| *progress == Progress::Arriving);
        if is_to_come { "…" } else { row.text(column) }
    }
}

impl Cells for UserCells {
    fn url(&self, row: usize) -> Option<String> {
        let id = self.people.with_row_at(row, |row| row.id().to_owned());
        can_carry(&id).then(|| Route::User { system: self.system.clone(), user: id }.path())
    }

    fn write(&self, place: usize, column: usize, out: &mut String) {
        let Some(key) = SORTED.get(column) else { return };
        self.people.with_row_at(place, |row| match key {
            Key::Name | Key::FirstName => {
                let name = row.full_name();
                out.push_str(if name.is_empty() {
                    texts::unnamed(self.language.get_untracked())
                } else {
                    &name
                });
            }
            Key::CallerId => out.push_str(self.text(row, Column::CallerId)),
            Key::Username => out.push_str(self.text(row, Column::Username)),
            Key::Extension => out.push_str(row.text(Column::Extension)),
            Key::Mobile => out.push_str(row.text(Column::MobilePhoneNumber)),
            Key::Email => out.push_str(row.text(Column::Email)),
            Key::Tenant => {
                let uuid = row.tenant().unwrap_or_default();
                self.tenants.with_untracked(|tenants| match tenants {
                    TenantList::Known(known) => {
                        out.push_str(known.name_of(uuid));
                    }
                    _ => out.push_str(uuid),
                });
            }
            Key::Cti => {
                let cti = row.cti();
                let state = self.profiles.with_untracked(|profiles| {
                    let name = match (profiles, cti.profile.flatten()) {
                        (Profiles::Known(profiles), Some(id)) => profiles.name(id),
                        _ => None,
                    };
                    texts::cti_state(self.language.get_untracked(), cti.enabled, name)
                });
                out.push_str(&state);
            }
        });
    }

    /// As an import reads them: the state of the CTI in words is none of its values.
    fn columns_in_file(&self, column: usize) -> &'static [LocalizedText] {
        match SORTED.get(column) {
            Some(Key::Cti) => &[texts::cti_enabled, texts::cti_profile],
            _ => &[],
        }
    }

    fn write_in_file(&self, place: usize, _column: usize, column_in_file: usize, out: &mut String) {
        let cti = self.people.with_row_at(place, |row| row.cti());
        if column_in_file == 0 {
            let word = cti.enabled.map(|on| if on { common::on } else { common::off });
            out.push_str(word.map_or("", |word| word(self.language.get_untracked())));
        } else if let Some(id) = cti.profile.flatten() {
            let text = self.profiles.with_untracked(|profiles| match profiles {
                Profiles::Known(known) => known.text_in_file(id),
                _ => id.to_string(),
            });
            out.push_str(&text);
        }
    }

    fn name(&self, row: usize) -> String {
        self.people.with_row_at(row, |row| row.full_name())
    }
}
