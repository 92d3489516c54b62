//! A file of people who are changed or created.

use leptos::prelude::*;

use crate::pages::plan::import;
use crate::pages::xivo::tenants::choose_tenant_of_address;
use crate::pages::xivo::user::navigation::Back;
use crate::route::Route;
use crate::state::System;
use crate::state::xivo::Xivo;
use crate::state::xivo::plan::PlanSource;

/// The import of a system.
pub fn page(system: System) -> AnyView {
    let xivo = Xivo::of(system);
    choose_tenant_of_address(xivo);
    let back = view! { <p><Back xivo=xivo /></p> }.into_any();
    import::view(xivo, back, Route::ImportUsers { system: system.id() }, PlanSource::File)
}
