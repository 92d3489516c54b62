//! The way back from a view, and what stands in the place of one that was refused.

use leptos::prelude::*;

use crate::components::refused::ServerMessages;
use crate::components::{Link, language, t};
use crate::domain::{Refusal, RefusalKind};
use crate::route::Route;
use crate::state::Console;
use crate::state::icws::Icws;
use crate::text::{common, icws as texts};

/// The way back to the list, with its search kept.
#[component]
pub fn Back(icws: Icws) -> impl IntoView {
    let query = Console::get().navigation.list_query();
    view! {
        <Link to=Route::Users { system: icws.system.id() } query=query class="back">
            {t(texts::back_to_users)}
        </Link>
    }
    .into_any()
}

/// A refusal in the place of a whole view, with its way on.
#[component]
pub fn Refused(refusal: Refusal, retry: Callback<()>) -> impl IntoView {
    let language = language();
    let server_messages = refusal.server_messages.clone();
    // Whoever is gone does not come back by asking again.
    let can_retry =
        !matches!(refusal.kind, RefusalKind::NotFound | RefusalKind::Gone | RefusalKind::NoSuchResource);
    view! {
        <div class="refused" role="alert">
            <p>{move || texts::refusal(language.get(), &refusal)}</p>
            <ServerMessages messages=Signal::stored(server_messages) />
            {can_retry
                .then(|| {
                    view! {
                        <button type="button" on:click=move |_| retry.run(())>
                            {t(common::try_again)}
                        </button>
                    }
                })}
        </div>
    }
    .into_any()
}
