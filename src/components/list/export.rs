//! A list as a file for spreadsheets.

use super::column::Column;
use super::model::Cells;
use crate::browser::share;
use crate::domain::Language;
use crate::list::TableRows;
use crate::list::csv::Csv;

/// The heading of the ids, by which an import finds the rows again.
const ID: &str = "id";

/// Offers the rows that are shown, with these columns, each with its place among
/// all columns, and their ids.
pub(super) fn save_as_csv(
    file: &str,
    language: Language,
    columns: &[(usize, Column)],
    count: usize,
    cells: &dyn Cells,
    rows: &dyn TableRows,
) {
    let mut csv = Csv::in_language(language);
    csv.line(columns.iter().map(|(_, column)| (column.label)(language)).chain([ID]));
    let mut text = String::new();
    for place in 0..count {
        for (at, _) in columns {
            text.clear();
            cells.write(place, *at, &mut text);
            csv.cell(&text);
        }
        csv.cell(&rows.id_at(place));
        csv.end();
    }
    share::save(file, Csv::MEDIA_TYPE, &csv.into_text());
}
