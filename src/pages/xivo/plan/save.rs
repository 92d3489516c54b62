//! The files that only plans of a XiVO offer: the passwords that were made, and what is left to do.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::browser::share;
use crate::domain::Language;
use crate::form::FieldValue;
use crate::list::csv::Csv;
use crate::pages::plan::grid::{SIGNS, outcome as outcome_text};
use crate::plan::RowVerdict;
use crate::plan::import::Person;
use crate::state::plan::Item;
use crate::state::xivo::Xivo;
use crate::state::xivo::plan::{Everybody, ImportFile, XivoPlan};
use crate::text::{plan as texts, xivo as xivo_texts};
use crate::wire::xivo::Field;

/// Everybody who was read, by their ids.
pub fn people_by_id(everybody: &Everybody) -> HashMap<&str, &Person<Field>> {
    match everybody {
        Everybody::Known(known) => known.people.iter().map(|person| (person.id.as_str(), person)).collect(),
        _ => HashMap::new(),
    }
}

/// Offers the usernames and passwords that were made, once: then they are forgotten.
pub fn credentials(plan: XivoPlan, language: Language) {
    let label = |field: Field| xivo_texts::label(language, field.name());
    let mut csv = Csv::in_language(language);
    csv.line([label(Field::Id), texts::user(language), label(Field::Username), label(Field::Password)]);
    plan.everybody.with_untracked(|everybody| {
        let people = people_by_id(everybody);
        plan.run.with(|items| {
            for row in items.iter().filter_map(|item| item.done.as_ref()) {
                let made = |field| row.cells.iter().find(|cell| cell.field == field).map(|cell| &cell.after);
                let person = row.id().and_then(|id| people.get(id));
                let had = person.map(|person| person.values.get(Field::Username));
                let username = made(Field::Username).or(had).map_or("", FieldValue::as_text);
                let password = made(Field::Password).and_then(FieldValue::as_secret);
                let password = password.map_or("", |password| password.for_field().as_str());
                csv.line([row.id().unwrap_or_default(), &row.name, username, password]);
            }
        });
    });
    share::save("credentials.csv", Csv::MEDIA_TYPE, &csv.into_text());
    plan.run.forget_secrets();
}

/// Offers the rows of the file that were not done, with the reason behind, to be mended and run
/// again. Passwords are left out.
pub fn failed(plan: XivoPlan, language: Language) {
    let write = |file: &ImportFile| {
        let mut csv = Csv::in_language(language);
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
                csv.line([outcome_text::<Xivo>(language, item).trim_start_matches(SIGNS)]);
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
