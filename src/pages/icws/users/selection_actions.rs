//! What can be done with the people who are selected.

use leptos::prelude::*;

use crate::components::{Link, t};
use crate::route::Route;
use crate::text::overrides as texts;

#[component]
pub fn SelectionActions(system: String) -> impl IntoView {
    view! {
        <Link to=Route::Overrides { system: system.clone() } class="button">{t(texts::title)}</Link>
        <Link to=Route::CopyClient { system } class="button">{t(texts::copy_title)}</Link>
    }
    .into_any()
}
