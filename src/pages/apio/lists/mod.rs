//! The way down to a person: tenants, a tenant's groups, a group's users.

pub mod groups;
pub mod listing;
pub mod tenants;
pub mod users;

use leptos::prelude::*;

use crate::pages::apio::lists::groups::Groups;
use crate::pages::apio::lists::tenants::Tenants;
use crate::pages::apio::lists::users::Users;
use crate::pages::parts::{self, View};
use crate::route::Route;
use crate::state::System;
use crate::state::apio::Apio;
use crate::wire::apio::GroupIds;

/// The list that an address leads to, for those who may see it.
pub fn page(route: Route, system: System) -> AnyView {
    let apio = Apio::of(system);
    parts::prefetch(system, &[View::ApioProfile, View::ApioPin]);
    match route {
        Route::Tenants { .. } => view! { <Tenants apio=apio /> }.into_any(),
        Route::Groups { tenant, .. } => view! { <Groups apio=apio tenant=tenant /> }.into_any(),
        Route::GroupUsers { tenant, group, .. } => {
            view! { <Users apio=apio group=GroupIds { tenant, group } /> }.into_any()
        }
        _ => ().into_any(),
    }
}
