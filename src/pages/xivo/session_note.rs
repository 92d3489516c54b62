//! Says in the rail that the session is about to end.

use leptos::prelude::*;

use crate::components::language;
use crate::state::xivo::Xivo;
use crate::text::xivo as texts;

/// How many minutes are left, while nobody uses the page.
#[component]
pub fn SessionNote(xivo: Xivo) -> impl IntoView {
    let language = language();
    view! {
        <Show when=move || xivo.minutes_left.with(Option::is_some)>
            <li class="rail-choice" role="status">
                {move || xivo.minutes_left.get().map(|minutes| texts::session_ends_in(language.get(), minutes))}
            </li>
        </Show>
    }
    .into_any()
}
