//! What the columns of a file are: guessed by their names, and chosen by hand.

use leptos::prelude::*;

use crate::components::field::{SelectField, SwitchField};
use crate::components::{language, sentence, t};
use crate::form::Field;
use crate::pages::plan::import::vendor::ImportPage;
use crate::plan::import::{ImportFile, find_key};
use crate::state::system_plan::Plan;
use crate::text::import as texts;

/// How a field is written in a select.
fn value_of<F: Field>(field: Option<F>) -> String {
    field.map(|field| field.wire_name().to_owned()).unwrap_or_default()
}

/// Changes the file, and makes its plan anew.
fn change<S: ImportPage>(server: S, change: impl FnOnce(&mut ImportFile<S::Field>)) {
    Plan::of(server).change_file(server, change);
}

/// The columns of the file, and the field of each.
#[component]
pub fn Mapping<S: ImportPage>(server: S) -> impl IntoView {
    let language = language();
    let plan = Plan::of(server);
    let key = move || plan.with_file(|file| value_of(Some(file.columns.key))).unwrap_or_default();
    let creates = Signal::derive(move || plan.with_file(|file| file.creates).unwrap_or_default());
    let mapped = move |field: S::Field| {
        plan.with_file(|file| file.columns.fields.contains(&Some(field))).unwrap_or_default()
    };
    let keys = Signal::derive(move || {
        let language = language.get();
        let keys = S::FIELDS.keys.iter().copied().filter(|key| mapped(*key));
        keys.map(|key| (value_of(Some(key)), S::label(language, key))).collect::<Vec<_>>()
    });
    let has_key = Memo::new(move |_| {
        plan.with_file(|file| file.columns.fields.contains(&Some(file.columns.key))).unwrap_or_default()
    });
    let choose_key = move |name: String| {
        if let Some(key) = S::Field::from_wire(&name) {
            change(server, |file| file.columns.key = key);
        }
    };
    let count = untrack(|| plan.with_file(|file| file.table.headings.len())).unwrap_or_default();
    let rows = (0..count).map(|at| view! { <Column server=server at=at /> }).collect_view();
    // Whoever has chosen the key there may go on with the other columns.
    let is_open = Memo::new(move |before: Option<&bool>| before == Some(&true) || !has_key.get());
    let creates_choice = S::CREATES.then(|| {
        view! {
            <SwitchField
                id="import-creates"
                label=sentence(|language| texts::creates(language).to_owned())
                value=creates
                on_change=move |creates| change(server, |file| file.creates = creates)
            />
        }
    });
    view! {
        <Show when=move || !has_key.get()>
            <p class="problem" role="alert">{t(S::NO_KEY)}</p>
        </Show>
        <details open=is_open>
            <summary>{t(texts::columns)}</summary>
            <div class="sideways">
            <table class="mapping">
                <thead>
                    <tr>
                        <th scope="col">{t(texts::heading)}</th>
                        <th scope="col">{t(texts::sample)}</th>
                        <th scope="col">{t(texts::field)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            </div>
        </details>
        <div class="narrow-field">
            <SelectField
                id="import-key"
                label=sentence(|language| texts::key(language).to_owned())
                value=Signal::derive(key)
                options=keys
                on_change=choose_key
            />
            {creates_choice}
        </div>
    }
    .into_any()
}

#[component]
fn Column<S: ImportPage>(server: S, at: usize) -> impl IntoView {
    let language = language();
    let plan = Plan::of(server);
    let read_column = |file: &ImportFile<S::Field>| {
        let heading = file.table.headings.get(at).cloned().unwrap_or_default();
        let mut samples = file.table.rows.iter().filter_map(|row| row.cells.get(at));
        (heading, samples.find(|cell| !cell.trim().is_empty()).cloned().unwrap_or_default())
    };
    let (heading, sample) = untrack(|| plan.with_file(read_column)).unwrap_or_default();
    let field =
        Memo::new(move |_| plan.with_file(|file| file.columns.fields.get(at).copied().flatten()).flatten());
    let options = move || {
        let (language, own) = (language.get(), field.get());
        let creates = plan.with_file(|file| file.creates).unwrap_or_default();
        let mut options = vec![(String::new(), texts::not_used(language).to_owned(), None)];
        for field in S::Field::ALL.iter().copied() {
            let label = S::label(language, field);
            if server.writes(field, creates) || S::FIELDS.keys.contains(&field) {
                options.push((value_of(Some(field)), label, Some(field)));
            } else if own == Some(field) {
                options.push((value_of(own), texts::not_written(language, &label), own));
            }
        }
        options
    };
    let choose = move |name: String| {
        let chosen = if name.is_empty() { None } else { S::Field::from_wire(&name) };
        change(server, |file| {
            for (column, field) in file.columns.fields.iter_mut().enumerate() {
                if column == at {
                    *field = chosen;
                } else if chosen.is_some() && *field == chosen {
                    *field = None;
                }
            }
            let ImportFile { table, columns, .. } = file;
            if !columns.fields.contains(&Some(columns.key)) {
                columns.key = find_key(table, &columns.fields, &S::FIELDS.keys_of(&columns.fields))
                    .unwrap_or(columns.key);
            }
        });
    };
    let sample = move || match field.get() {
        Some(field) if field.is_secret() => "•••".to_owned(),
        _ => sample.clone(),
    };
    let label = heading.clone();
    view! {
        <tr>
            <th scope="row" dir="auto">{heading}</th>
            <td dir="auto">{sample}</td>
            <td>
                <select
                    aria-label=move || texts::field_of(language.get(), &label)
                    on:change:target=move |event| choose(event.target().value())
                >
                    {move || {
                        options()
                            .into_iter()
                            .map(|(value, name, own)| {
                                view! {
                                    <option value=value prop:selected=move || field.get() == own>
                                        {name}
                                    </option>
                                }
                            })
                            .collect_view()
                    }}
                </select>
            </td>
        </tr>
    }
    .into_any()
}
