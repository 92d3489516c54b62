//! What is wrong in a row of the file is mended where it is seen.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser::dom;
use crate::components::field::{Entry, TextField};
use crate::components::{language, t};
use crate::form::Field;
use crate::pages::plan::grid::{SIGNS, obstacle_text, problem_text, value_text};
use crate::pages::plan::import::vendor::ImportPage;
use crate::plan::{Action, Cell, Row};
use crate::state::plan::Item;
use crate::state::system_plan::Plan;
use crate::text::import as texts;

/// Is the row of a file, and nothing of it done yet? Not reactive.
pub fn can_mend<S: ImportPage>(server: S, item: &Item<S::Field>) -> bool {
    let plan = Plan::of(server);
    let is_of_file = item.row.line.is_some() && plan.has_file();
    is_of_file && item.can_be_mended() && untrack(|| !plan.is_inverse() && !plan.run.is_under_way())
}

/// The cells of a row with what is wrong with each: the focus goes to `first`, else to the first that
/// has a problem.
pub fn view<S: ImportPage>(server: S, at: usize, first: Option<S::Field>) -> Option<AnyView> {
    let plan = Plan::of(server);
    let wrong = |item: &Item<S::Field>| {
        let cell = item.row.cells.iter().find(|cell| cell.problem.is_some());
        cell.map(|cell| cell.field)
    };
    let (line, wrong) = plan.run.with(|items| {
        let item = items.get(at).filter(|item| can_mend(server, item))?;
        Some((item.row.line?, wrong(item)))
    })?;
    let (columns, key) = untrack(|| {
        plan.with_file(|file| {
            let key = file.columns.key;
            let is_read = |field: S::Field| field == key || server.writes(field, file.creates);
            let columns = file.columns.fields.iter().enumerate();
            let columns = columns.filter_map(|(column, field)| Some((column, (*field)?)));
            (columns.filter(|(_, field)| is_read(*field)).collect::<Vec<_>>(), key)
        })
    })?;
    let has_column = |field: &S::Field| columns.iter().any(|(_, own)| own == field);
    let begin = first.filter(has_column).or(wrong.filter(has_column)).unwrap_or(key);
    if let Some((column, _)) = columns.iter().find(|(_, field)| *field == begin) {
        dom::focus_and_select_soon(&id_of(*column));
    }
    let row = Memo::new(move |_| {
        plan.run.version().track();
        plan.run.with(|items| items.get(at).map(|item| item.row.clone()))
    });
    let fields = columns.into_iter().map(|(column, field)| {
        view! { <MendField server=server row=row line=line column=column field=field is_key={field == key} /> }
    });
    let fields = fields.collect_view();
    Some(view! { <div class="mend"><p class="hint">{t(texts::mend_hint)}</p>{fields}</div> }.into_any())
}

fn id_of(column: usize) -> String {
    ["mend-", &column.to_string()].concat()
}

/// A cell of the file.
#[component]
fn MendField<S: ImportPage>(
    server: S,
    row: Memo<Option<Row<S::Field>>>,
    line: u32,
    column: usize,
    field: S::Field,
    /// Are people found by it?
    is_key: bool,
) -> impl IntoView {
    let language = language();
    let plan = Plan::of(server);
    let typed = RwSignal::new(None::<String>);
    let text = move || plan.with_file(|file| file.cell(line, column).to_owned()).unwrap_or_default();
    // What is secret in the file is only written into the page when somebody presses "Show".
    let value = Signal::derive(move || match typed.get() {
        Some(typed) => typed,
        None if field.is_secret() => String::new(),
        None => text(),
    });
    let take = Callback::new(move |()| {
        let Some(typed) = typed.try_update(Option::take).flatten() else { return };
        if !(field.is_secret() && typed.is_empty()) {
            plan.mend(server, line, column, typed);
        }
    });
    let pressed = move |event: KeyboardEvent| {
        // The dialog closes at the next one.
        if event.key() == "Escape" && typed.with_untracked(Option::is_some) {
            event.prevent_default();
            event.stop_propagation();
            typed.set(None);
        }
    };
    let problem = Signal::derive(move || {
        let language = language.get();
        let Some(row) = row.get() else { return String::new() };
        let problem = find_cell(&row, field).and_then(|cell| cell.problem.as_ref());
        match (&row.action, problem) {
            (_, Some(problem)) => problem_text::<S>(language, problem),
            (Action::Nothing(obstacle), None) if is_key => {
                obstacle_text(language, *obstacle).trim_start_matches(SIGNS).to_owned()
            }
            _ => String::new(),
        }
    });
    let becomes = Signal::derive(move || {
        let language = language.get();
        let Some(row) = row.get() else { return String::new() };
        let cell = find_cell(&row, field).filter(|cell| cell.problem.is_none());
        cell.map(|cell| value_text(server, language, &row, cell)).unwrap_or_default()
    });
    let entry = if field.is_secret() { Entry::NEW_PASSWORD } else { Entry::TEXT };
    view! {
        <div on:keydown=pressed>
            <TextField
                id=id_of(column)
                label=Signal::derive(move || S::label(language.get(), field))
                value=value
                on_input=move |text: String| typed.set(Some(text))
                hint=becomes
                problem=problem
                entry=entry
                stored=Callback::new(move |()| untrack(text))
                on_leave=take
            />
        </div>
    }
    .into_any()
}

fn find_cell<F: Field>(row: &Row<F>, field: F) -> Option<&Cell<F>> {
    row.cells.iter().find(|cell| cell.field == field)
}
