//! What the columns of a file are: guessed by their names, and chosen by hand.

use leptos::prelude::*;

use crate::components::field::{SelectField, SwitchField};
use crate::components::{language, sentence, t};
use crate::domain::Language;
use crate::list::csv::reader::Table;
use crate::plan::import::{CellRules, Columns, find_key};
use crate::state::xivo::Xivo;
use crate::state::xivo::plan::make_rows::XivoRules;
use crate::state::xivo::plan::{ImportFile, XivoPlan};
use crate::text::{import as texts, xivo as xivo_texts};
use crate::wire::xivo::Field;
use crate::wire::xivo::import::{KEYS, find_fields};

/// What the columns are by their names, in the languages of the screen and of the servers.
pub fn columns_of(table: &Table) -> Columns<Field> {
    let labels = |field: Field| {
        [Language::English, Language::French]
            .map(|language| xivo_texts::label(language, field.name()))
            .to_vec()
    };
    let fields = find_fields(&table.headings, labels);
    let key = find_key(table, &fields, &KEYS).unwrap_or(Field::Id);
    Columns { fields, key }
}

/// How a field is written in a select.
fn value_of(field: Option<Field>) -> String {
    field.map(|field| field.name().to_owned()).unwrap_or_default()
}

/// Changes the file, and makes its plan anew.
fn change(xivo: Xivo, change: impl FnOnce(&mut ImportFile)) {
    XivoPlan::of(xivo).change_file(change);
    xivo.make_plan_of_columns();
}

/// The columns of the file, and the field of each.
#[component]
pub fn Mapping(xivo: Xivo) -> impl IntoView {
    let language = language();
    let plan = XivoPlan::of(xivo);
    let key = move || plan.with_file(|file| value_of(Some(file.columns.key))).unwrap_or_default();
    let creates = Signal::derive(move || plan.with_file(|file| file.creates).unwrap_or_default());
    let mapped = move |field: Field| {
        plan.with_file(|file| file.columns.fields.contains(&Some(field))).unwrap_or_default()
    };
    let keys = Signal::derive(move || {
        let language = language.get();
        KEYS.into_iter()
            .filter(|key| mapped(*key))
            .map(|key| (value_of(Some(key)), xivo_texts::label(language, key.name()).to_owned()))
            .collect::<Vec<_>>()
    });
    let has_key = Memo::new(move |_| {
        plan.with_file(|file| file.columns.fields.contains(&Some(file.columns.key))).unwrap_or_default()
    });
    let choose_key = move |name: String| {
        if let Some(key) = Field::from_wire(&name) {
            change(xivo, |file| file.columns.key = key);
        }
    };
    let count = untrack(|| plan.with_file(|file| file.table.headings.len())).unwrap_or_default();
    let rows = (0..count).map(|at| view! { <Column xivo=xivo at=at /> }).collect_view();
    view! {
        <Show when=move || !has_key.get()>
            <p class="problem" role="alert">{t(texts::no_key)}</p>
        </Show>
        <details open=move || !has_key.get()>
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
            <SwitchField
                id="import-creates"
                label=sentence(|language| texts::creates(language).to_owned())
                value=creates
                on_change=move |creates| change(xivo, |file| file.creates = creates)
            />
        </div>
    }
    .into_any()
}

#[component]
fn Column(xivo: Xivo, at: usize) -> impl IntoView {
    let language = language();
    let plan = XivoPlan::of(xivo);
    let read_column = |file: &ImportFile| {
        let heading = file.table.headings.get(at).cloned().unwrap_or_default();
        let mut samples = file.table.rows.iter().filter_map(|row| row.cells.get(at));
        (heading, samples.find(|cell| !cell.trim().is_empty()).cloned().unwrap_or_default())
    };
    let (heading, sample) = untrack(|| plan.with_file(read_column)).unwrap_or_default();
    let field =
        Memo::new(move |_| plan.with_file(|file| file.columns.fields.get(at).copied().flatten()).flatten());
    let options = move || {
        let (language, own) = (language.get(), field.get());
        let rules = XivoRules { dialect: xivo.dialect.get(), profiles: None };
        let creates = plan.with_file(|file| file.creates).unwrap_or_default();
        let mut options = vec![(String::new(), texts::not_used(language).to_owned(), None)];
        for field in Field::ALL.iter().copied() {
            let is_written = rules.writes(field, creates);
            let label = xivo_texts::label(language, field.name());
            if is_written || KEYS.contains(&field) {
                options.push((value_of(Some(field)), label.to_owned(), Some(field)));
            } else if own == Some(field) {
                options.push((value_of(own), texts::not_written(language, label), own));
            }
        }
        options
    };
    let choose = move |name: String| {
        let chosen = if name.is_empty() { None } else { Field::from_wire(&name) };
        change(xivo, |file| {
            for (column, field) in file.columns.fields.iter_mut().enumerate() {
                if column == at {
                    *field = chosen;
                } else if chosen.is_some() && *field == chosen {
                    *field = None;
                }
            }
            let ImportFile { table, columns, .. } = file;
            if !columns.fields.contains(&Some(columns.key)) {
                columns.key = find_key(table, &columns.fields, &KEYS).unwrap_or(columns.key);
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
