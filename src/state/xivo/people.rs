//! Everybody on one XiVO.

use leptos::prelude::*;

use crate::state::list::{ListStore, Row};
use crate::wire::xivo::tenants::Tenants;
use crate::wire::xivo::{Column, CommonValues, UserId, UserRow};

/// The people of a system, and the signals that pages follow.
pub type People = ListStore<UserRow>;

/// What is known of the list besides its rows.
#[derive(Default)]
pub struct Facts {
    /// What people here have in common, whoever they were.
    pub common: CommonValues,
    /// By whose names people of several tenants are sorted.
    tenants: Tenants,
}

/// The columns that are sorted by: the order of [`SORTED`].
pub const SORTED: [Key; 9] = [
    Key::Name,
    Key::CallerId,
    Key::Username,
    Key::Extension,
    Key::Mobile,
    Key::Email,
    Key::Cti,
    Key::Tenant,
    Key::FirstName,
];

/// What a row is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Last name first: this is how people are looked up.
    Name,
    FirstName,
    CallerId,
    Username,
    Extension,
    Mobile,
    Email,
    Cti,
    /// By the name that the column shows.
    Tenant,
}

impl Row for UserRow {
    type Facts = Facts;
    const SORT_COLUMNS: usize = SORTED.len();

    fn id(&self) -> &str {
        self.id()
    }

    fn write_search_texts(&self, write: &mut dyn FnMut(&[&str])) {
        let name = self.full_name();
        let mut texts = vec![
            name.as_str(),
            self.text(Column::CallerId),
            self.text(Column::Username),
            self.text(Column::MobilePhoneNumber),
            self.text(Column::Email),
            self.text(Column::Userfield),
            self.text(Column::Description),
        ];
        texts.extend(self.numbers());
        write(&texts);
    }

    fn keep_from(&mut self, shorter: &Self) {
        self.keep_from(shorter);
    }

    fn sort_text<'a>(&'a self, column: usize, facts: &'a Facts) -> &'a str {
        match SORTED.get(column) {
            Some(Key::Name) => self.text(Column::Lastname),
            Some(Key::FirstName) => self.text(Column::Firstname),
            Some(Key::CallerId) => self.text(Column::CallerId),
            Some(Key::Username) => self.text(Column::Username),
            Some(Key::Extension) => self.text(Column::Extension),
            Some(Key::Mobile) => self.text(Column::MobilePhoneNumber),
            Some(Key::Email) => self.text(Column::Email),
            Some(Key::Cti) => match self.cti().enabled {
                Some(true) => "0",
                Some(false) => "1",
                None => "",
            },
            Some(Key::Tenant) => facts.tenants.name_of(self.tenant().unwrap_or_default()),
            None => "",
        }
    }
}

impl People {
    /// Does the server tell extensions in its list, or in the shorter one?
    pub fn has_extensions(&self) -> bool {
        self.with(|rows| rows.row(0).is_some_and(|row| row.has_column(Column::Extension)))
    }

    /// The extensions of somebody, as far as a list that was read tells them. Reactive.
    pub fn extensions_of(&self, id: &UserId) -> String {
        self.version().track();
        self.with(|rows| {
            let row = rows.list().row_of(id.as_str()).and_then(|at| rows.row(at));
            row.map(|row| row.text(Column::Extension).to_owned()).unwrap_or_default()
        })
    }

    /// Writes one person anew into the list, after a change.
    pub fn put(&self, row: UserRow) {
        self.put_row(row);
    }

    /// Sorts people of several tenants by the names of these from now on.
    pub(super) fn set_tenants(&self, tenants: Tenants) {
        self.change(|rows| {
            rows.facts.tenants = tenants;
            rows.forget_ranks();
        });
        self.notify();
    }

    /// Takes somebody out, after a deletion.
    pub fn remove(&self, id: &UserId) {
        self.remove_row(id.as_str());
    }
}
