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
    for (at, column) in columns {
        match cells.columns_in_file(*at) {
            [] => csv.cell((column.label)(language)),
            several => several.iter().fold(&mut csv, |csv, label| csv.cell(label(language))),
        };
    }
    csv.line([ID]);
    let mut text = String::new();
    for place in 0..count {
        for (at, _) in columns {
            let several = cells.columns_in_file(*at).len();
            for in_file in 0..several.max(1) {
                text.clear();
                match several {
                    0 => cells.write(place, *at, &mut text),
                    _ => cells.write_in_file(place, *at, in_file, &mut text),
                }
                csv.cell(&text);
            }
        }
        csv.cell(&rows.id_at(place));
        csv.end();
    }
    share::save(file, Csv::MEDIA_TYPE, &csv.into_text());
}
