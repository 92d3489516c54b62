//! A plan as a file, which can be read as a plan again.

use super::{Action, Row};
use crate::form::{Field, FieldValue};
use crate::list::csv::{CLEAR, Csv};

/// The heading of the column that holds the ids.
const ID: &str = "id";

/// Writes the changes of a plan, each person by their id. Secrets are left out, and so is
/// whoever is created or deleted.
pub fn write_file<F: Field>(rows: &[Row<F>]) -> String {
    let changes: Vec<(&str, &Row<F>)> = rows
        .iter()
        .filter_map(|row| match &row.action {
            Action::Change { id } => Some((id.as_str(), row)),
            _ => None,
        })
        .collect();
    let is_used = |field: &F| {
        !field.is_secret() && changes.iter().any(|(_, row)| row.cells.iter().any(|cell| cell.field == *field))
    };
    let fields: Vec<F> = F::ALL.iter().copied().filter(is_used).collect();
    let mut csv = Csv::new();
    csv.cell(ID);
    csv.line(fields.iter().map(|field| field.wire_name()));
    for (id, row) in changes {
        csv.cell(id);
        for field in &fields {
            let cell = row.cells.iter().find(|cell| cell.field == *field);
            csv.cell(cell.map_or("", |cell| text_of(&cell.after)));
        }
        csv.end();
    }
    csv.into_text()
}

/// A value as it stands in a file.
fn text_of(value: &FieldValue) -> &str {
    match value {
        FieldValue::Switch(true) => "true",
        FieldValue::Switch(false) => "false",
        value if value.is_empty() => CLEAR,
        value => value.as_text(),
    }
}
