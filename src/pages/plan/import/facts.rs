//! What the file of a plan is.

use leptos::prelude::*;

use crate::components::{language, t};
use crate::list::csv::reader::Encoding;
use crate::pages::plan::import::vendor::ImportPage;
use crate::plan::import::ImportFile;
use crate::state::system_plan::Plan;
use crate::text::{common, import as texts, plan as plan_texts, visible};

/// What is said where so many people did not come whom the server counts.
pub fn people_missing(missing: usize) -> AnyView {
    let language = language();
    if missing == 0 {
        return ().into_any();
    }
    view! { <p class="advice">{move || plan_texts::people_missing(language.get(), missing)}</p> }.into_any()
}

#[component]
pub fn FileFacts<S: ImportPage>(server: S) -> impl IntoView {
    let language = language();
    let plan = Plan::of(server);
    let facts = move || {
        plan.with_file(|file| {
            let encoding = match file.table.encoding {
                Encoding::Utf8 => "UTF-8",
                Encoding::Utf16LittleEndian | Encoding::Utf16BigEndian => "UTF-16",
                Encoding::Windows1252 => "Windows-1252",
            };
            let rows = file.table.rows.len();
            let facts = texts::facts(language.get(), &file.name, rows, encoding, file.table.separator);
            view! { <p>{facts}</p> }
        })
    };
    let unused = Memo::new(move |_| {
        let read = |file: &ImportFile<S::Field>| {
            let columns = file.table.headings.iter().zip(&file.columns.fields);
            let unused = columns.filter(|(heading, field)| field.is_none() && !heading.trim().is_empty());
            unused.map(|(heading, _)| visible(heading).into_owned()).collect::<Vec<_>>().join(", ")
        };
        plan.with_file(read).unwrap_or_default()
    });
    let is_cut_short = move || plan.with_file(|file| file.table.is_cut_short).unwrap_or_default();
    view! {
        {facts}
        <Show when=move || unused.with(|unused| !unused.is_empty())>
            <p>{move || common::labelled(language.get(), texts::not_used(language.get()), &unused.get())}</p>
        </Show>
        <Show when=is_cut_short>
            <p class="advice">{t(texts::cut_short)}</p>
        </Show>
    }
    .into_any()
}
