//! The files that a plan offers: what undoes it, what became of it, and what is left to do.

use leptos::prelude::*;

use crate::browser::share;
use crate::domain::Language;
use crate::list::csv::Csv;
use crate::pages::xivo::plan::grid::outcome as outcome_text;
use crate::plan::{Action, Irreversible, Row, RowVerdict, invert, write_file};
use crate::state::plan::{Item, PlanRun};
use crate::state::xivo::plan::{ImportFile, XivoPlan};
use crate::text::{plan as texts, xivo as xivo_texts};
use crate::wire::xivo::Field;

/// The signs before the words of an outcome are for the screen.
const SIGNS: [char; 8] = ['✓', '✕', '–', '=', '?', '→', '…', ' '];

fn to_do(items: &[Item<Field>]) -> Vec<Row<Field>> {
    items.iter().filter(|item| item.row.is_to_do()).map(|item| item.row.clone()).collect()
}

/// Offers a file that takes back what would be done.
pub fn inverse(plan: XivoPlan) {
    let rows = plan.run.with(|items| invert(&to_do(items)).rows);
    share::save("undo.csv", Csv::MEDIA_TYPE, &write_file(&rows));
}

/// What no file takes back of what would be done.
pub fn irreversible(language: Language, run: PlanRun<Field>) -> String {
    let rows = run.with(to_do);
    let deleted = rows.iter().filter(|row| matches!(row.action, Action::Delete { .. })).count();
    let created = rows.iter().filter(|row| matches!(row.action, Action::Create { .. })).count();
    let is_secret = |(_, kind): &&(String, Irreversible<Field>)| matches!(kind, Irreversible::Secret(_));
    let secrets = invert(&rows).irreversible.iter().filter(is_secret).count();
    texts::irreversible(language, secrets, created, deleted)
}

/// Offers what became of every row.
pub fn outcome(plan: XivoPlan, language: Language) {
    let mut csv = Csv::new();
    csv.line([
        texts::row(language),
        xivo_texts::label(language, Field::Id.name()),
        texts::user(language),
        texts::outcome(language),
    ]);
    plan.run.with(|items| {
        for item in items {
            let line = item.row.line.map(|line| line.to_string()).unwrap_or_default();
            let id = item.done.as_ref().unwrap_or(&item.row).id().unwrap_or_default();
            let outcome = outcome_text(language, item);
            csv.line([line.as_str(), id, &item.row.name, outcome.trim_start_matches(SIGNS)]);
        }
    });
    share::save("outcome.csv", Csv::MEDIA_TYPE, &csv.into_text());
}

/// Offers the rows of the file that were not done, with the reason behind, to be mended and run
/// again. Passwords are left out.
pub fn failed(plan: XivoPlan, language: Language) {
    let write = |file: &ImportFile| {
        let mut csv = Csv::new();
        for heading in &file.table.headings {
            csv.cell(heading);
        }
        csv.line([texts::outcome(language)]);
        plan.run.with(|items| {
            for item in items.iter().filter(|item| is_not_done(item)) {
                let Some(line) = item.row.line else { continue };
                let place = file.table.rows.binary_search_by_key(&line, |row| row.line);
                let Some(row) = place.ok().and_then(|at| file.table.rows.get(at)) else { continue };
                for (at, _) in file.table.headings.iter().enumerate() {
                    let field = file.columns.fields.get(at).copied().flatten();
                    let text = row.cells.get(at).filter(|_| !field.is_some_and(Field::is_secret));
                    csv.cell(text.map_or("", String::as_str));
                }
                csv.line([outcome_text(language, item).trim_start_matches(SIGNS)]);
            }
        });
        csv.into_text()
    };
    if let Some(text) = untrack(|| plan.with_file(write)) {
        share::save("not-done.csv", Csv::MEDIA_TYPE, &text);
    }
}

fn is_not_done(item: &Item<Field>) -> bool {
    match &item.outcome {
        Some(outcome) => outcome.is_failed() || item.can_be_tried_again(),
        None => item.row.verdict() == RowVerdict::Refused,
    }
}
