//! The way down to a person: tenants, a tenant's groups, a group's users.

pub mod groups;
pub mod listing;
pub mod selection_actions;
pub mod tenants;
pub mod users;

use leptos::prelude::*;

use crate::pages::apio::home::for_level;
use crate::pages::apio::lists::groups::Groups;
use crate::pages::apio::lists::tenants::Tenants;
use crate::pages::apio::lists::users::Users;
use crate::state::System;
use crate::wire::apio::GroupIds;
use crate::wire::apio::login::Level;

/// All tenants of the system, for those who reach that far.
pub fn tenants_page(system: System) -> AnyView {
    for_level(system, Level::System, |apio| view! { <Tenants apio=apio /> }.into_any())
}

/// The groups of a tenant.
pub fn groups_page(system: System, tenant: String) -> AnyView {
    for_level(system, Level::TenantAdmin, move |apio| {
        view! { <Groups apio=apio tenant=tenant.clone() /> }.into_any()
    })
}

/// The users of a group.
pub fn users_page(system: System, group: GroupIds) -> AnyView {
    for_level(system, Level::DepartmentAdmin, move |apio| {
        view! { <Users apio=apio group=group.clone() /> }.into_any()
    })
}
