//! A file that changes people of a group.

use leptos::prelude::*;

use crate::components::{Link, t};
use crate::pages::apio::home::for_level;
use crate::pages::apio::navigation::Crumbs;
use crate::pages::plan::import;
use crate::route::Route;
use crate::state::apio::Apio;
use crate::state::apio::plan::{GroupFile, PlanSource};
use crate::state::{Console, System};
use crate::text::apio as texts;
use crate::wire::apio::GroupIds;
use crate::wire::apio::login::Level;

/// The import of a group.
pub fn page(system: System, group: GroupIds) -> AnyView {
    for_level(system, Level::DepartmentAdmin, move |apio| view(apio, group.clone()))
}

fn view(apio: Apio, group: GroupIds) -> AnyView {
    let system = apio.system.id();
    let GroupIds { tenant, group: own } = group.clone();
    let page = Route::ImportGroupUsers { system: system.clone(), tenant: tenant.clone(), group: own.clone() };
    let list = Route::GroupUsers { system, tenant: tenant.clone(), group: own.clone() };
    let query = Console::get().navigation.list_query();
    let way_back = view! {
        <Crumbs apio=apio tenant=tenant group=Some(own) />
        <p>
            <Link to=list query=query class="back">{t(texts::back_to_users)}</Link>
        </p>
    };
    let source = move |file| PlanSource::File(GroupFile { group: group.clone(), file });
    import::view(apio, way_back.into_any(), page, source)
}
