//! The file that only plans of a XiVO offer: the passwords that were made.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::browser::share;
use crate::domain::Language;
use crate::form::FieldValue;
use crate::list::csv::Csv;
use crate::pages::plan::grid::{SIGNS, outcome_with_notes};
use crate::plan::import::Person;
use crate::state::xivo::Xivo;
use crate::state::xivo::plan::{Everybody, XivoPlan};
use crate::text::{plan as texts, xivo as xivo_texts};
use crate::wire::xivo::Field;

/// Everybody who was read, by their ids.
pub fn people_by_id(everybody: &Everybody) -> HashMap<&str, &Person<Field>> {
    match everybody {
        Everybody::Known(known) => known.people.iter().map(|person| (person.id.as_str(), person)).collect(),
        _ => HashMap::new(),
    }
}

/// Offers the usernames and passwords that were set, and those that perhaps were, once: then they are
/// forgotten.
pub fn credentials(xivo: Xivo, language: Language) {
    let plan = XivoPlan::of(xivo);
    let label = |field: Field| xivo_texts::label(language, field.name());
    let mut csv = Csv::in_language(language);
    for heading in [label(Field::Id), texts::user(language), label(Field::Username), label(Field::Password)] {
        csv.cell(heading);
    }
    csv.line([texts::outcome(language)]);
    plan.everybody.with_untracked(|everybody| {
        let people = people_by_id(everybody);
        plan.run.with(|items| {
            for item in items {
                let Some(row) = item.to_hand_over() else { continue };
                let made = |field| row.cells.iter().find(|cell| cell.field == field).map(|cell| &cell.after);
                let person = row.id().and_then(|id| people.get(id));
                let had = person.map(|person| person.values.get(Field::Username));
                let username = made(Field::Username).or(had).map_or("", FieldValue::as_text);
                let password = made(Field::Password).and_then(FieldValue::as_secret);
                let password = password.map_or("", |password| password.for_field().as_str());
                for text in [row.id().unwrap_or_default(), &row.name, username, password] {
                    csv.cell(text);
                }
                let outcome = outcome_with_notes(xivo, language, item);
                csv.line([outcome.trim_start_matches(SIGNS)]);
            }
        });
    });
    share::save("credentials.csv", Csv::MEDIA_TYPE, &csv.into_text());
    plan.run.forget_secrets();
}
