//! What a run has done, as a text that outlives the page.

use serde_json::{Map, Value as Json, json};

use super::{Action, Cell, Row};
use crate::form::{Field, field_value_from_json, field_value_to_json};

/// The files that a run offers, and whose run it was. They are written without secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRun {
    /// How many people were changed.
    pub done: usize,
    /// What became of every row, as CSV; empty where there was no room for it.
    pub outcome: String,
    /// The plan that takes it back; empty where none does.
    pub inverse: String,
}

impl KeptRun {
    /// `person` is who is signed in; empty where nobody signs in.
    pub fn to_text(&self, person: &str) -> String {
        let Self { done, outcome, inverse } = self;
        json!({ "person": person, "done": done, "outcome": outcome, "inverse": inverse }).to_string()
    }

    /// Reads what [`Self::to_text`] wrote for this person. `None` if it is somebody else's.
    pub fn read(text: &str, person: &str) -> Option<Self> {
        let json: Json = serde_json::from_str(text).ok()?;
        let text = |name: &str| json.get(name)?.as_str().map(str::to_owned);
        if text("person")? != person {
            return None;
        }
        let done = usize::try_from(json.get("done")?.as_u64()?).ok()?;
        Some(Self { done, outcome: text("outcome")?, inverse: text("inverse")? })
    }
}

/// Writes the changes of a plan as a text that [`read_rows`] reads. Secrets are left out, and so is
/// whoever is created or deleted.
pub fn write_rows<F: Field>(rows: &[Row<F>]) -> String {
    let row = |row: &Row<F>| {
        let Action::Change { id } = &row.action else { return None };
        let cell = |cell: &Cell<F>| {
            let values = [&cell.before, &cell.after].map(field_value_to_json);
            let [Some(before), Some(after)] = values else { return None };
            Some((cell.field.wire_name().to_owned(), json!([before, after])))
        };
        let cells: Map<String, Json> = row.cells.iter().filter_map(cell).collect();
        Some(json!({ "id": id, "name": row.name, "cells": cells }))
    };
    Json::Array(rows.iter().filter_map(row).collect()).to_string()
}

/// Reads what [`write_rows`] wrote; what is not understood is left out.
pub fn read_rows<F: Field>(text: &str) -> Vec<Row<F>> {
    let row = |json: &Json| {
        let text = |name: &str| json.get(name)?.as_str().map(str::to_owned);
        let cells = json.get("cells")?.as_object()?;
        let cell = |field: &F| {
            let values = cells.get(field.wire_name())?;
            let value = |at: usize| field_value_from_json(values.get(at)?);
            Some(Cell { field: *field, before: value(0)?, after: value(1)?, problem: None })
        };
        let cells: Vec<Cell<F>> = F::ALL.iter().filter_map(cell).collect();
        let action = Action::Change { id: text("id")? };
        let row = Row { line: None, name: text("name")?, action, cells, is_left_out: false };
        (!row.cells.is_empty()).then_some(row)
    };
    let json: Json = serde_json::from_str(text).unwrap_or_default();
    json.as_array().into_iter().flatten().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_kept_for_one_person() {
        let run = KeptRun { done: 2, outcome: "a,\"b\"\r\n".into(), inverse: "\u{FEFF}id".into() };
        let text = run.to_text("ada");
        assert_eq!(KeptRun::read(&text, "ada"), Some(run));
        assert_eq!(KeptRun::read(&text, "boris"), None);
        assert_eq!(KeptRun::read(&text, ""), None);
        for broken in ["", "{}", "[1]", "{\"person\":\"ada\",\"done\":-1}"] {
            assert_eq!(KeptRun::read(broken, "ada"), None);
        }
    }
}
