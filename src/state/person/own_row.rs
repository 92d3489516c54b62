//! The rows of a plan for one person as the system of each row knows them.

use super::field::SystemField;
use super::in_system;
use crate::plan::Row;
use crate::state::System;
use crate::state::plan::RowRun;

/// Does a row in the system of its person, which knows them by its own id.
pub(super) async fn run_own_row<F>(
    system: System,
    run: impl AsyncFnOnce(Row<F>) -> RowRun<F>,
    row: Row<SystemField>,
    own_id: &str,
    wrap: fn(F) -> SystemField,
    unwrap: fn(SystemField) -> Option<F>,
) -> RowRun<SystemField> {
    let action = row.action.clone();
    let shown_name = row.name.clone();
    let RowRun { outcome, done, notes } = run(to_own_row(system, row, own_id, unwrap)).await;
    let wrapped = |done: Row<F>| Row {
        name: shown_name.clone(),
        action: action.clone(),
        ..done.map_fields(|field| Some(wrap(field)))
    };
    RowRun { outcome: outcome.map_fields(wrap), done: done.map(wrapped), notes }
}

/// A row as the system and the journal know it, which know the person by their own id.
pub(super) fn to_own_row<F>(
    system: System,
    row: Row<SystemField>,
    own_id: &str,
    unwrap: fn(SystemField) -> Option<F>,
) -> Row<F> {
    let name = row.name.strip_suffix(&in_system(system)).unwrap_or(&row.name).to_owned();
    Row { name, action: row.action.clone().with_id(own_id), ..row.map_fields(unwrap) }
}
