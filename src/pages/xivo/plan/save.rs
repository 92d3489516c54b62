//! The files that a plan offers: what undoes it, what became of it, and what is left to do.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::browser::share;
use crate::domain::Language;
use crate::form::FieldValue;
use crate::list::csv::Csv;
use crate::pages::xivo::plan::grid::{self, outcome as outcome_text};
use crate::plan::import::Person;
use crate::plan::kept::KeptRun;
use crate::plan::{Action, Cell, Row, RowVerdict, invert, write_file};
use crate::state::plan::{Item, Outcome, PlanRun};
use crate::state::xivo::Xivo;
use crate::state::xivo::plan::{Everybody, ImportFile, XivoPlan};
use crate::text::{common, plan as texts, xivo as xivo_texts};
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
    let (mut deleted, mut created, mut secrets) = (0, 0, 0);
    run.with(|items| {
        for row in items.iter().map(|item| &item.row).filter(|row| row.is_to_do()) {
            match row.action {
                Action::Delete { .. } => deleted += 1,
                Action::Create { .. } => created += 1,
                _ => secrets += row.cells.iter().filter(|cell| cell.field.is_secret()).count(),
            }
        }
    });
    texts::irreversible(language, secrets, created, deleted)
}

/// What is kept of a run, if it has done anything.
pub fn to_kept(xivo: Xivo, language: Language) -> Option<KeptRun> {
    let run = XivoPlan::of(xivo).run;
    let done: Vec<Row<Field>> = run.with(|items| items.iter().filter_map(|item| item.done.clone()).collect());
    (!done.is_empty()).then(|| KeptRun {
        done: done.len(),
        outcome: write_outcome(xivo, language),
        inverse: write_file(&invert(&done).rows),
    })
}

fn people_by_id(everybody: &Everybody) -> HashMap<&str, &Person<Field>> {
    match everybody {
        Everybody::Known(known) => known.people.iter().map(|person| (person.id.as_str(), person)).collect(),
        _ => HashMap::new(),
    }
}

/// Offers what became of every row.
pub fn outcome(xivo: Xivo, language: Language) {
    share::save("outcome.csv", Csv::MEDIA_TYPE, &write_outcome(xivo, language));
}

/// What became of every row, without secrets.
fn write_outcome(xivo: Xivo, language: Language) -> String {
    let plan = XivoPlan::of(xivo);
    let label = |field: Field| xivo_texts::label(language, field.name());
    let fields = grid::fields(plan);
    // How people are known elsewhere, as far as the plan does not change it.
    let known: Vec<Field> = [Field::Username, Field::Line, Field::MobilePhoneNumber]
        .into_iter()
        .filter(|field| !fields.contains(field))
        .collect();
    let mut csv = Csv::in_language(language);
    for heading in [texts::row(language), label(Field::Id), texts::user(language)] {
        csv.cell(heading);
    }
    for field in known.iter().chain(&fields) {
        csv.cell(label(*field));
    }
    csv.line([texts::outcome(language), common::server_messages(language)]);
    plan.everybody.with_untracked(|everybody| {
        let people = people_by_id(everybody);
        plan.run.with(|items| {
            for item in items {
                let line = item.row.line.map(|line| line.to_string()).unwrap_or_default();
                let id = item.done.as_ref().unwrap_or(&item.row).id().unwrap_or_default();
                let person = people.get(id);
                for text in [line.as_str(), id, &item.row.name] {
                    csv.cell(text);
                }
                for field in &known {
                    csv.cell(person.map_or("", |person| person.values.get(*field).as_text()));
                }
                for field in &fields {
                    let cell = item.row.cells.iter().find(|cell| cell.field == *field);
                    let text = cell.map(|cell| grid::value_text(xivo, language, &item.row.action, cell));
                    csv.cell(text.unwrap_or_default().as_str());
                }
                let outcome = outcome_text(language, item);
                let refusal = item.outcome.as_ref().and_then(Outcome::refusal);
                let messages = refusal.map(|refusal| refusal.server_messages.join(" ")).unwrap_or_default();
                csv.line([outcome.trim_start_matches(SIGNS), messages.as_str()]);
            }
        });
    });
    csv.into_text()
}

/// Were passwords made that nobody has been handed yet?
pub fn has_credentials(items: &[Item<Field>]) -> bool {
    let is_made = |cell: &Cell<Field>| cell.after.as_secret().is_some_and(|secret| !secret.is_empty());
    items.iter().filter_map(|item| item.done.as_ref()).any(|row| row.cells.iter().any(is_made))
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
