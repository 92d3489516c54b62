//! XiVO's views.

pub mod cti;
pub mod cti_fields;
pub mod cti_save;
pub mod delete;
pub mod fields;
pub mod new_user;
pub mod sign_in;
pub mod user;
pub mod users;

use crate::live::*;

use super::not_found::NotFound;
use crate::route::Route;
use crate::state::System;
use crate::state::xivo::Xivo;
use crate::wire::xivo::UserId;

/// The view for an address.
pub fn page(route: Route, system: System) -> AnyView {
    let xivo = Xivo::of(system);
    match route {
        Route::Users { .. } => view! { <users::Users xivo=xivo /> }.into_any(),
        Route::NewUser { .. } => view! { <new_user::NewUser xivo=xivo /> }.into_any(),
        Route::User { user, .. } => view! { <user::User xivo=xivo id=UserId::new(user) /> }.into_any(),
        Route::UserCti { user, .. } => view! { <cti::UserCti xivo=xivo id=UserId::new(user) /> }.into_any(),
        _ => view! { <NotFound /> }.into_any(),
    }
}
