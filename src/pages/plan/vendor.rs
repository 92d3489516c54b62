//! What a vendor says of its plans; the page around it is the same for all.

use leptos::prelude::*;

use crate::components::list::Column;
use crate::components::refused::problem_sentence;
use crate::domain::{Language, Problem};
use crate::form::FieldValue;
use crate::list::csv::Csv;
use crate::plan::{Row, write_file};
use crate::route::Route;
use crate::state::plan::{Item, RowNote, Tally};
use crate::state::system_plan::PlanSystem;
use crate::text::{LocalizedText, common};

/// The labels of fields as words of their own, each by its place in `Field::ALL`; `$label_at` gives the
/// one at a place.
macro_rules! labels {
    ($label_at:path: $($at:literal)*) => {{
        fn label_of<const AT: usize>(language: $crate::domain::Language) -> &'static str {
            $label_at(language, AT)
        }
        [$(label_of::<$at> as $crate::text::LocalizedText),*]
    }};
}
pub(crate) use labels;

/// Writes what tells the person of an id apart from others, as cells.
pub type WritePerson<'a> = &'a dyn Fn(&str, &mut Csv);

/// The words of a button, and what hands over what a run has made.
pub type HandingOver<S> = (LocalizedText, fn(S, Language));

/// A group that has a file of its own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UndoGroup {
    pub name: String,
    /// What it is part of.
    pub within: String,
}

/// How the plans of a vendor are made and shown.
pub trait PlanPage: PlanSystem {
    /// Puts the plan that a run has kept as a text in the place of this one. Without it, that text is
    /// a file.
    const REOPEN: Option<fn(Self, &str)> = None;

    /// What hands over what a run has made, such as passwords, with the words of its button; none where
    /// nothing is made that a file could hold.
    const HAND_OVER: Option<HandingOver<Self>> = None;

    /// Begins to read what the rows are named by.
    fn read_names(self) {}

    /// Follows that. Reactive.
    fn track_names(self) {}

    /// The way back to the list.
    fn back(self) -> AnyView;

    /// In the place of a plan: how one is made.
    fn no_plan(self) -> AnyView;

    /// What the plan is made of.
    fn facts(self) -> AnyView;

    /// What can be chosen before the run.
    fn form(self) -> AnyView;

    /// What is to be said of those who were read.
    fn advice(self, _known: &Self::Known) -> AnyView {
        ().into_any()
    }

    /// The words of the button that puts the plan away. Not reactive.
    fn close_label(self) -> LocalizedText {
        common::close
    }

    /// Puts the plan away, and goes to where it was made.
    fn close(self);

    /// Does something still have to be chosen before there is a plan? Reactive.
    fn is_incomplete(self) -> bool {
        false
    }

    /// The button that runs the plan, where it is not the usual one.
    fn run_button(self, _tally: Memo<Tally>) -> Option<AnyView> {
        None
    }

    /// Can what the row was made of be mended in the plan? Not reactive.
    fn can_mend(self, _item: &Item<Self::Field>) -> bool {
        false
    }

    /// What mends the row at this place, beginning with a field if one is named; none where nothing
    /// can be mended. Not reactive.
    fn mend_form(self, _at: usize, _first: Option<Self::Field>) -> Option<AnyView> {
        None
    }

    /// What else can be done after the run.
    fn more_buttons(self, _tally: Memo<Tally>) -> AnyView {
        ().into_any()
    }

    /// Where somebody's page is.
    fn route_of(self, user: String) -> Route;

    /// Whoever has no name.
    fn unnamed(language: Language) -> &'static str;

    /// What the id of a user is called.
    fn id_label(language: Language) -> &'static str;

    /// The column of a field.
    fn column(field: Self::Field) -> Option<Column>;

    /// What a field is called.
    fn label(language: Language, field: Self::Field) -> String {
        Self::column(field).map(|column| (column.label)(language).to_owned()).unwrap_or_default()
    }

    /// A value of a row in words, where the vendor has words of its own for it.
    fn value_text(
        self,
        language: Language,
        row: &Row<Self::Field>,
        field: Self::Field,
        value: &FieldValue,
    ) -> Option<String>;

    /// What is wrong with a value.
    fn problem_text(language: Language, problem: &Problem) -> String {
        problem_sentence(language, problem)
    }

    /// What is to be said beforehand of a row that deletes somebody.
    fn deletion_note(self, _language: Language, _row: &Row<Self::Field>) -> Option<String> {
        None
    }

    /// What is to be said of the row of somebody of this name besides its outcome; none where it stands
    /// elsewhere.
    fn note_text(_language: Language, _name: &str, _note: &RowNote) -> Option<String> {
        None
    }

    /// The headings of what tells people apart in the file of the outcome, beside these fields.
    fn person_headings(language: Language, fields: &[Self::Field]) -> Vec<String>;

    /// Calls `write` with what writes the cells below those headings.
    fn with_person_cells(self, fields: &[Self::Field], write: &mut dyn FnMut(WritePerson));

    /// The plan that takes back what was done, as a text.
    fn write_inverse(rows: &[Row<Self::Field>]) -> String {
        write_file(rows)
    }

    /// Can a file take back what the run would do? Reactive.
    fn has_undo_file(self) -> bool {
        Self::REOPEN.is_none()
    }

    /// The group whose import reads what takes back the change of a row, where a file is of one group.
    fn undo_group(self, _row: &Row<Self::Field>) -> Option<UndoGroup> {
        None
    }

    /// The file that does, to be imported as any other. Not reactive.
    fn write_undo_file(self, rows: &[Row<Self::Field>]) -> String {
        Self::write_inverse(rows)
    }
}
