//! What makes a person the same in every system: whose value holds, and what each system is sent for it.

use super::SystemPerson;
use super::field::SystemField;
use super::server::{PersonServer, ValueChange};
use crate::form::FieldValue;
use crate::list::person::{PersonField, PersonValue, is_same_value};
use crate::plan::{Action, Cell, CellProblem, Row};
use crate::route::{Query, Route};
use crate::state::System;

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
    people: &[(SystemPerson, Box<dyn PersonServer>)],
    choices: &[(PersonField, usize)],
) -> (Vec<Row<SystemField>>, Vec<ByHand>) {
    let (mut rows, mut by_hand) = (Vec::new(), Vec::new());
    for (target, server) in people {
        let cell = |(field, before, after): ValueChange| {
            let problem = server.find_problem(field, &after).map(CellProblem::Rule);
            Cell { field, before, after, problem }
        };
        let mut cells = Vec::new();
        for (field, source) in choices {
            let Some((source, _)) = people.get(*source) else { continue };
            let (now, value) = (target.values.get(*field), source.values.get(*field));
            if *now == PersonValue::NotTold || is_same_value(*field, now, value) {
                continue;
            }
            let is_writable = target.writable.contains(field);
            match is_writable.then(|| server.make_changes(target, source, *field)).flatten() {
                Some(changes) => cells.extend(changes.into_iter().map(cell)),
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

/// What is sent of a name, where both systems keep the first and the last name apart.
pub(super) fn name_changes(
    target: &SystemPerson,
    source: &SystemPerson,
    [first_name, last_name]: [SystemField; 2],
) -> Option<Vec<ValueChange>> {
    let ((first, last), (new_first, new_last)) = (target.names.as_ref()?, source.names.as_ref()?);
    let both = [(first_name, first, new_first), (last_name, last, new_last)];
    let changed = both.into_iter().filter(|(_, now, new)| now != new);
    Some(changed.map(|(own, now, new)| (own, FieldValue::text(now), FieldValue::text(new))).collect())
}
