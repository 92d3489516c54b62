//! What makes a person the same in every system: whose value holds, and what each system is sent for it.

use leptos::prelude::*;

use super::SystemPerson;
use super::field::SystemField;
use crate::config::Vendor;
use crate::domain::Problem;
use crate::form::FieldValue;
use crate::list::person::{PersonField, PersonValue, is_same_value, language_name, offered_language};
use crate::plan::{Action, Cell, CellProblem, Row};
use crate::route::{Query, Route};
use crate::state::System;
use crate::state::xivo::Xivo;
use crate::wire::apio::profile_form::{self, ProfileField};
use crate::wire::xivo::{Field, LANGUAGES, form};

/// The pages of one person in several systems, and whose value shall hold for a field: its place there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alignment {
    pub people: Vec<Route>,
    pub choices: Vec<(PersonField, usize)>,
}

/// A value that this console cannot write.
#[derive(Clone, PartialEq)]
pub struct ByHand {
    pub system: System,
    pub route: Route,
    pub field: PersonField,
    pub value: PersonValue,
}

/// What each system is sent, and what must be done there by hand.
pub fn make_rows(
    people: &[SystemPerson],
    choices: &[(PersonField, usize)],
) -> (Vec<Row<SystemField>>, Vec<ByHand>) {
    let (mut rows, mut by_hand) = (Vec::new(), Vec::new());
    for target in people {
        let mut cells = Vec::new();
        for (field, source) in choices {
            let Some(source) = people.get(*source) else { continue };
            let (now, value) = (target.values.get(*field), source.values.get(*field));
            if *now == PersonValue::NotTold || is_same_value(*field, now, value) {
                continue;
            }
            let made = target.writable.contains(field).then(|| make_cells(target, source, *field)).flatten();
            match made {
                Some(made) => cells.extend(made),
                None => by_hand.push(ByHand {
                    system: target.system,
                    route: target.route.clone(),
                    field: *field,
                    value: value.clone(),
                }),
            }
        }
        if !cells.is_empty() {
            rows.push(Row {
                line: None,
                name: target.name_in_system(),
                action: Action::Change { id: target.route.url(&Query::default()) },
                cells,
                is_left_out: false,
            });
        }
    }
    (rows, by_hand)
}

/// What a system is sent to have what another one has; `None` where it cannot be said in its words.
fn make_cells(
    target: &SystemPerson,
    source: &SystemPerson,
    field: PersonField,
) -> Option<Vec<Cell<SystemField>>> {
    let vendor = target.system.vendor();
    let (now, value) = (target.values.get(field), source.values.get(field));
    let text = |own: SystemField| vec![(own, FieldValue::text(now.text()), FieldValue::text(value.text()))];
    let values = match (vendor, field) {
        (Vendor::Xivo | Vendor::Apio, PersonField::Name) => {
            let ((first, last), (new_first, new_last)) = (target.names.as_ref()?, source.names.as_ref()?);
            let (first_name, last_name) = match vendor {
                Vendor::Xivo => (SystemField::Xivo(Field::Firstname), SystemField::Xivo(Field::Lastname)),
                _ => (SystemField::Apio(ProfileField::FirstName), SystemField::Apio(ProfileField::LastName)),
            };
            let both = [(first_name, first, new_first), (last_name, last, new_last)];
            let changed = both.into_iter().filter(|(_, now, new)| now != new);
            changed.map(|(own, now, new)| (own, FieldValue::text(now), FieldValue::text(new))).collect()
        }
        (Vendor::Xivo, PersonField::Language) => {
            let new = match value.text() {
                "" => "",
                language => offered_language(language, &LANGUAGES)?,
            };
            vec![(SystemField::Xivo(Field::Language), FieldValue::text(now.text()), FieldValue::text(new))]
        }
        (Vendor::Apio, PersonField::Language) => {
            let is_of_same_vendor = source.system.vendor() == vendor;
            let new = match value.text() {
                language if language.is_empty() || is_of_same_vendor => language,
                language => language_name(language)?,
            };
            vec![(
                SystemField::Apio(ProfileField::Language),
                FieldValue::text(now.text()),
                FieldValue::text(new),
            )]
        }
        (Vendor::Xivo, PersonField::TimeZone) => text(SystemField::Xivo(Field::Timezone)),
        (Vendor::Apio, PersonField::TimeZone) => text(SystemField::Apio(ProfileField::TimeZone)),
        (Vendor::Apio, PersonField::Extension) => text(SystemField::Apio(ProfileField::Extension)),
        (Vendor::Xivo, PersonField::State) => {
            let (PersonValue::Enabled(now), PersonValue::Enabled(new)) = (now, value) else { return None };
            vec![(SystemField::Xivo(Field::Enabled), FieldValue::Switch(*now), FieldValue::Switch(*new))]
        }
        _ => return None,
    };
    let cell = |(field, before, after): (SystemField, FieldValue, FieldValue)| {
        let problem = find_problem(target.system, field, &after).map(CellProblem::Rule);
        Cell { field, before, after, problem }
    };
    Some(values.into_iter().map(cell).collect())
}

/// What is wrong with a value by the documented rules of the system.
fn find_problem(system: System, field: SystemField, value: &FieldValue) -> Option<Problem> {
    match field {
        SystemField::Xivo(field) => {
            let dialect = Xivo::of(system).dialect.get_untracked();
            form::check_value(field, value, &dialect)
        }
        SystemField::Apio(field) => profile_form::problems(field, value).into_iter().next(),
        SystemField::Icws(_) | SystemField::ApioPin => None,
    }
}
