//! A list as a file for spreadsheets.

use super::column::Column;
use super::model::Cells;
use crate::browser::share;
use crate::domain::Language;
use crate::list::csv::Csv;

/// Offers the rows that are shown, with these columns, each with its place among
/// all columns.
pub(super) fn save_as_csv(
    file: &str,
    language: Language,
    columns: &[(usize, Column)],
    count: usize,
    cells: &dyn Cells,
) {
    let mut csv = match language {
        Language::English => Csv::new(),
        Language::French => Csv::separated_by(';'),
    };
    csv.line(columns.iter().map(|(_, column)| (column.label)(language)));
    let mut text = String::new();
    for place in 0..count {
        for (at, _) in columns {
            text.clear();
            cells.write(place, *at, &mut text);
            csv.cell(&text);
        }
        csv.end();
    }
    share::save(file, Csv::MEDIA_TYPE, &csv.into_text());
}
