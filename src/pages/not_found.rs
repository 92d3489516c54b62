//! Addresses that lead nowhere.

use leptos::prelude::*;

use crate::components::{Link, Title, t, text};
use crate::route::Route;
use crate::text::common;

#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <Title title=text(common::not_found) />
        <p>{t(common::not_found_sentence)}</p>
        <p>
            <Link to=Route::Systems>{t(common::to_systems)}</Link>
        </p>
    }
    .into_any()
}

/// The address names a system that `config.json` does not.
#[component]
pub fn NoSuchSystem() -> impl IntoView {
    view! {
        <Title title=text(common::not_found) />
        <p>{t(common::no_such_system)}</p>
        <p>
            <Link to=Route::Systems>{t(common::to_systems)}</Link>
        </p>
    }
    .into_any()
}
