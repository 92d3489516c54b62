//! A file that changes the own values of people.

use leptos::prelude::*;

use crate::pages::icws::navigation::Back;
use crate::pages::plan::import;
use crate::route::Route;
use crate::state::System;
use crate::state::icws::Icws;
use crate::state::icws::plan::ClientChanges;
use crate::text::import as texts;

/// The import of a system.
pub fn page(system: System) -> AnyView {
    let icws = Icws::of(system);
    let back = view! { <p><Back icws=icws /></p> }.into_any();
    let page = Route::ImportUsers { system: system.id() };
    import::view_of_table(icws, back, page, texts::introduction_of_values, |name, table| {
        ClientChanges::of_file(name, &table).ok_or(texts::no_value_columns)
    })
}
