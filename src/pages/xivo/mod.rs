//! XiVO's views.

pub mod sign_in;

use leptos::prelude::*;

use crate::route::Route;
use crate::state::System;

pub fn page(_route: Route, _system: System) -> AnyView {
    ().into_any()
}
