//! The rows of a file that were not done, to be mended and run again.

use leptos::prelude::*;

use crate::browser::share;
use crate::components::{language, t};
use crate::domain::Language;
use crate::form::Field;
use crate::list::csv::Csv;
use crate::pages::plan::grid::{SIGNS, outcome as outcome_text};
use crate::pages::plan::import::vendor::ImportPage;
use crate::plan::RowVerdict;
use crate::plan::import::ImportFile;
use crate::state::plan::{Item, Tally};
use crate::state::system_plan::Plan;
use crate::text::plan as texts;

/// A button that offers them as a file, where the plan is made of one and there are some.
#[component]
pub fn SaveNotDone<S: ImportPage>(server: S, tally: Memo<Tally>) -> impl IntoView {
    let language = language();
    let plan = Plan::of(server);
    let has_file = plan.has_file();
    let has_some = move || {
        let Tally { refused, failed, not_tried, .. } = tally.get();
        has_file && !plan.is_inverse() && refused + failed + not_tried > 0
    };
    view! {
        <Show when=has_some>
            <button type="button" on:click=move |_| save(server, language.get_untracked())>
                {t(texts::save_failed)}
            </button>
        </Show>
    }
    .into_any()
}

/// Offers the rows, each with the reason behind. Passwords are left out.
fn save<S: ImportPage>(server: S, language: Language) {
    let plan = Plan::of(server);
    let write = |file: &ImportFile<S::Field>| {
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
                csv.line([outcome_text::<S>(language, item).trim_start_matches(SIGNS)]);
            }
        });
        csv.into_text()
    };
    if let Some(text) = untrack(|| plan.with_file(write)) {
        share::save("not-done.csv", Csv::MEDIA_TYPE, &text);
    }
}

fn is_not_done<F: Field>(item: &Item<F>) -> bool {
    match &item.outcome {
        Some(outcome) => outcome.is_failed() || item.can_be_tried_again(),
        None => item.row.verdict() == RowVerdict::Refused,
    }
}
