//! What a vendor says of plans that are made of a file.

use crate::domain::Language;
use crate::list::csv::reader::Table;
use crate::pages::plan::vendor::PlanPage;
use crate::plan::import::{Columns, find_key};
use crate::state::import::ImportSystem;
use crate::text::LocalizedText;
use crate::wire::import::ImportFields;

/// How the plans of a vendor are made of a file.
pub trait ImportPage: PlanPage + ImportSystem {
    const FIELDS: ImportFields<Self::Field>;

    /// Can somebody new be created?
    const CREATES: bool;

    /// What is said where no column tells who is who.
    const NO_KEY: LocalizedText;

    /// Can a column be written into this field, of somebody who is there or is created? Reactive.
    fn writes(self, field: Self::Field, creates: bool) -> bool;
}

/// What the columns are by their names, in the languages of the screen and of the servers.
pub fn columns_of<S: ImportPage>(table: &Table) -> Columns<S::Field> {
    let labels =
        |field: S::Field| [Language::English, Language::French].map(|language| S::label(language, field));
    let fields = S::FIELDS.find(&table.headings, labels);
    let key = find_key(table, &fields, &S::FIELDS.keys_of(&fields)).unwrap_or(S::FIELDS.id);
    Columns { fields, key }
}
