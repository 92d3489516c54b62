//! The files that every plan offers: what undoes it, and what became of it.

use leptos::prelude::Get;

use crate::browser::share;
use crate::domain::Language;
use crate::form::Field;
use crate::list::csv::Csv;
use crate::pages::plan::grid::{self, SIGNS, outcome_with_notes};
use crate::pages::plan::vendor::{PlanPage, UndoGroup};
use crate::plan::kept::KeptRun;
use crate::plan::{Action, Irreversible, Row, invert};
use crate::state::plan::{Item, Outcome};
use crate::state::system_plan::Plan;
use crate::text::{common, plan as texts};

fn to_do<F: Field>(items: &[Item<F>]) -> Vec<Row<F>> {
    items.iter().filter(|item| item.row.is_to_do()).map(|item| item.row.clone()).collect()
}

/// Offers a file that takes back what would be done, in this group, where a file is of one.
pub fn inverse<S: PlanPage>(server: S, group: Option<&UndoGroup>) {
    let plan = Plan::of(server);
    let mut rows = plan.run.with(|items| invert(&to_do(items)).rows);
    let file = match group {
        Some(group) => {
            rows.retain(|row| server.undo_group(row).as_ref() == Some(group));
            ["undo-", &group.name, ".csv"].concat()
        }
        None => "undo.csv".to_owned(),
    };
    share::save(&file, Csv::MEDIA_TYPE, &server.write_undo_file(&rows));
}

/// What no file takes back of what would be done; where that takes back itself, what it leaves as well.
pub fn irreversible<S: PlanPage>(language: Language, plan: Plan<S>) -> String {
    let mut kinds = plan.not_taken_back.get();
    plan.run.with(|items| kinds.extend(invert(&to_do(items)).irreversible.into_iter().map(|(_, kind)| kind)));
    let mut count = texts::Irreversible::default();
    for kind in kinds {
        match kind {
            Irreversible::Deletion => count.deleted += 1,
            Irreversible::UnknownId => count.created += 1,
            Irreversible::Secret(_) => count.secrets += 1,
            Irreversible::NoValue(_) => count.without_value += 1,
        }
    }
    texts::irreversible(language, count)
}

/// What is kept of a run, if it has done anything.
pub fn to_kept<S: PlanPage>(server: S, language: Language) -> Option<KeptRun> {
    let plan = Plan::of(server);
    let rows = plan.done_rows();
    let may_be_done = |item: &&Item<S::Field>| item.done.is_none() && item.to_take_back().is_some();
    let unseen = plan.run.with(|items| items.iter().filter(may_be_done).count());
    let inverse = invert(&rows).rows;
    // Whoever was created or deleted is in no such text.
    let has_inverse = inverse.iter().any(|row| matches!(row.action, Action::Change { .. }));
    (!rows.is_empty()).then(|| KeptRun {
        done: rows.len().saturating_sub(unseen),
        outcome: write_outcome(server, language),
        inverse: if has_inverse { S::write_inverse(&inverse) } else { String::new() },
    })
}

/// Offers what became of every row.
pub fn outcome<S: PlanPage>(server: S, language: Language) {
    share::save("outcome.csv", Csv::MEDIA_TYPE, &write_outcome(server, language));
}

/// What became of every row, without secrets.
fn write_outcome<S: PlanPage>(server: S, language: Language) -> String {
    let run = Plan::of(server).run;
    let fields = grid::fields(run);
    let mut csv = Csv::in_language(language);
    for heading in [texts::row(language), S::id_label(language), texts::user(language)] {
        csv.cell(heading);
    }
    for heading in S::person_headings(language, &fields) {
        csv.cell(&heading);
    }
    for field in &fields {
        csv.cell(&S::label(language, *field));
    }
    csv.line([texts::outcome(language), common::server_messages(language)]);
    server.with_person_cells(&fields, &mut |write_person| {
        run.with(|items| {
            for item in items {
                let line = item.row.line.map(|line| line.to_string()).unwrap_or_default();
                let id = item.done.as_ref().unwrap_or(&item.row).id().unwrap_or_default();
                for text in [line.as_str(), id, &item.row.name] {
                    csv.cell(text);
                }
                write_person(id, &mut csv);
                for field in &fields {
                    let cell = item.row.cells.iter().find(|cell| cell.field == *field);
                    let text = cell.map(|cell| grid::value_text(server, language, &item.row, cell));
                    csv.cell(text.unwrap_or_default().as_str());
                }
                let outcome = outcome_with_notes(server, language, item);
                let refusal = item.outcome.as_ref().and_then(Outcome::refusal);
                let messages = refusal.map(|refusal| refusal.server_messages.join(" ")).unwrap_or_default();
                csv.line([outcome.trim_start_matches(SIGNS), messages.as_str()]);
            }
        });
    });
    csv.into_text()
}
