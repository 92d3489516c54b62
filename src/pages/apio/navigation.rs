//! The ways from a view to those around it.

use leptos::prelude::*;

use crate::components::{Link, t};
use crate::pages::apio::home::profile_at;
use crate::pages::steps::{Neighbours, Steps, neighbours};
use crate::route::Route;
use crate::state::Console;
use crate::state::apio::Apio;
use crate::state::apio::lists::TableRow;
use crate::text::apio as texts;
use crate::wire::apio::UserIds;
use crate::wire::apio::login::Level;

/// The way from the tenants down to here, as far as one's level reaches.
#[component]
pub fn Crumbs(apio: Apio, tenant: String, #[prop(optional_no_strip)] group: Option<String>) -> impl IntoView {
    let system = apio.system.id();
    let level = untrack(move || apio.level());
    let tenants = (level >= Level::System).then(|| {
        view! {
            <li>
                <Link to=Route::Tenants { system: system.clone() }>{t(texts::tenants)}</Link>
            </li>
        }
    });
    let groups = Route::Groups { system, tenant: tenant.clone() };
    let is_last = group.is_none();
    let own = if level >= Level::TenantAdmin && !is_last {
        view! {
            <li>
                <Link to=groups>{tenant}</Link>
            </li>
        }
        .into_any()
    } else {
        view! { <li>{tenant}</li> }.into_any()
    };
    view! {
        <nav class="crumbs" aria-label=t(texts::breadcrumbs)>
            <ol>
                {tenants}
                {own}
                {group.map(|group| view! { <li>{group}</li> })}
            </ol>
        </nav>
    }
    .into_any()
}

/// The way back to the list, with its search kept, and to the people beside this one in it; who
/// sees nobody else has none.
#[component]
pub fn Back(
    apio: Apio,
    ids: UserIds,
    #[prop(optional_no_strip)] neighbours: Option<Memo<Option<Neighbours>>>,
) -> impl IntoView {
    let query = Console::get().navigation.list_query();
    let list = list_around(apio, &ids);
    let shown = untrack(move || apio.level().sees_others());
    shown
        .then(|| {
            view! {
                <div class="page-links">
                    <Link to=list query=query class="back">{t(texts::back_to_users)}</Link>
                    {neighbours.map(|neighbours| view! { <Steps neighbours=neighbours /> })}
                </div>
            }
        })
        .into_any()
}

fn list_around(apio: Apio, ids: &UserIds) -> Route {
    let UserIds { tenant, group, .. } = ids.clone();
    Route::GroupUsers { system: apio.system.id(), tenant, group }
}

/// The people before and after somebody in the list of their group, each with the view that `view`
/// makes of the way to the profile.
pub fn neighbours_of(apio: Apio, ids: &UserIds, view: fn(Route) -> Route) -> Memo<Option<Neighbours>> {
    let list = apio.group_list(&list_around(apio, ids).path());
    let name = |row: &TableRow| row.cells.first().cloned().unwrap_or_default();
    neighbours(list, ids.user.clone(), name, move |row| row.to.clone().map(view))
}

/// The profile and the PIN stand beside each other.
#[component]
pub fn Tabs(apio: Apio, ids: UserIds) -> impl IntoView {
    let route = Console::get().navigation.route();
    let system = apio.system.id();
    let own = profile_at(system.clone(), ids.clone());
    let UserIds { tenant, group, user } = ids;
    let pin = Route::Pin { system, tenant, group, user };
    let (here, there) = (own.clone(), pin.clone());
    view! {
        <nav class="tabs" aria-label=t(texts::profile_and_pin)>
            <Link to=own current=Signal::derive(move || route.get() == here)>{t(texts::profile)}</Link>
            <Link to=pin current=Signal::derive(move || route.get() == there)>{t(texts::pin_code)}</Link>
        </nav>
    }
    .into_any()
}
