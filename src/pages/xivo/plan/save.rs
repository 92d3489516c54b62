//! The file that only plans of a XiVO offer: the passwords that were made.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::browser::share;
use crate::domain::Language;
use crate::form::FieldValue;
use crate::list::csv::Csv;
use crate::plan::import::Person;
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
