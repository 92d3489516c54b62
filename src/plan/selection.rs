//! One change of many people as a plan.

use std::collections::HashMap;

use super::import::{CellRules, Person};
use super::{Action, Cell, CellProblem, Obstacle, Row};
use crate::form::{Field, FieldValue};

/// Somebody who is selected: the id, and the name by which they were selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selected {
    pub id: String,
    pub name: String,
}

/// How one value of many people is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueChange {
    Set(String),
    Clear,
    /// Puts a text behind what there is.
    Append(String),
    /// Puts a text in the place of another one, wherever that stands in the value.
    Replace {
        search: String,
        replacement: String,
    },
}

impl ValueChange {
    /// Is there all that it takes?
    pub fn is_complete(&self) -> bool {
        match self {
            Self::Set(text) | Self::Append(text) | Self::Replace { search: text, .. } => !text.is_empty(),
            Self::Clear => true,
        }
    }

    /// The text that comes of a value; without one, no value.
    fn apply(&self, before: &str) -> Option<String> {
        let text = match self {
            Self::Set(text) => text.clone(),
            Self::Clear => return None,
            Self::Append(text) => [before, text].concat(),
            Self::Replace { search, replacement } => before.replace(search.as_str(), replacement),
        };
        Some(text).filter(|text| !text.trim().is_empty())
    }

    /// Does it leave a value as it is, whatever the rules say of that?
    fn leaves(&self, before: &str) -> bool {
        matches!(self, Self::Replace { search, .. } if !before.contains(search.as_str()))
    }
}

/// The plan that changes a field of these people.
pub fn change_field<F: Field>(
    selected: &[Selected],
    people: &[Person<F>],
    field: F,
    change: &ValueChange,
    rules: &dyn CellRules<F>,
) -> Vec<Row<F>> {
    make_selected_rows(selected, people, |person| {
        let before = person.values.get(field).clone();
        let text = before.as_text();
        if change.leaves(text) {
            return Ok(vec![Cell { field, after: before.clone(), before, problem: None }]);
        }
        let text = change.apply(text);
        let (after, problem) = match rules.read(field, text.as_deref()) {
            Ok(after) => (after, None),
            Err(problem) => (FieldValue::text(text.unwrap_or_default()), Some(CellProblem::Rule(problem))),
        };
        Ok(vec![Cell { field, before, after, problem }])
    })
}

/// The plan that deletes these people.
pub fn delete_people<F: Field>(selected: &[Selected], people: &[Person<F>]) -> Vec<Row<F>> {
    let mut rows = make_selected_rows(selected, people, |_| Ok(Vec::new()));
    for row in &mut rows {
        if let Action::Change { id } = &row.action {
            row.action = Action::Delete { id: id.clone() };
        }
    }
    rows
}

/// A row for everybody who is selected, with what `make_cells` makes of them or what is in the way.
pub fn make_selected_rows<F: Field>(
    selected: &[Selected],
    people: &[Person<F>],
    mut make_cells: impl FnMut(&Person<F>) -> Result<Vec<Cell<F>>, Obstacle>,
) -> Vec<Row<F>> {
    let by_id: HashMap<&str, &Person<F>> = people.iter().map(|person| (person.id.as_str(), person)).collect();
    let row = |Selected { id, name }: &Selected| {
        let person = by_id.get(id.as_str());
        let made = person.ok_or(Obstacle::NotThere).and_then(|person| make_cells(person));
        let name = person.map_or(name, |person| &person.name).clone();
        let (action, cells) = match made {
            Ok(cells) => (Action::Change { id: id.clone() }, cells),
            Err(obstacle) => (Action::Nothing(obstacle), Vec::new()),
        };
        Row { line: None, name, action, cells, is_left_out: false }
    };
    selected.iter().map(row).collect()
}
