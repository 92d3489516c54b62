//! PureConnect's views.

pub mod client;
pub mod sign_in;
pub mod users;

use leptos::prelude::*;

use crate::components::refused::ServerWords;
use crate::components::{Link, language, t};
use crate::domain::{Refusal, RefusalKind};
use crate::pages::vendor::VendorPages;
use crate::route::Route;
use crate::state::icws::Icws;
use crate::state::{Console, System};
use crate::text::{Word, common, icws as words};

/// PureConnect's part of the program.
pub struct Pages;

impl VendorPages for Pages {
    /// What the server says comes in the language of the screen.
    fn frame(&self, system: System, view: ViewFn) -> AnyView {
        let icws = Icws::of(system);
        let language = language();
        icws.speak(language.get_untracked());
        Effect::new(move |_| icws.speak(language.get()));
        view.run()
    }

    fn sign_in_form(&self, system: System) -> AnyView {
        view! { <sign_in::Form system=system /> }.into_any()
    }

    fn sign_out(&self, system: System) -> Word {
        Icws::of(system).sign_out();
        common::signed_out
    }

    fn views(&self, system: System) -> Vec<(Word, Route)> {
        let system = system.id();
        vec![
            (common::users, Route::Users { system: system.clone() }),
            (common::my_client, Route::MyClient { system }),
        ]
    }
}

/// The way back to the list, with its search kept.
#[component]
pub fn Back(icws: Icws) -> impl IntoView {
    let query = Console::get().navigation.list_query();
    view! {
        <Link to=Route::Users { system: icws.system.id() } query=query class="back">
            {t(words::back_to_users)}
        </Link>
    }
    .into_any()
}

/// A refusal in the place of a whole view, with its way on.
#[component]
pub fn Refused(refusal: Refusal, retry: Callback<()>) -> impl IntoView {
    let language = language();
    let said = refusal.server_messages.clone();
    // Whoever is gone does not come back by asking again.
    let again =
        !matches!(refusal.kind, RefusalKind::NotFound | RefusalKind::Gone | RefusalKind::NoSuchResource);
    view! {
        <div class="refused" role="alert">
            <p>{move || words::refusal(language.get(), &refusal)}</p>
            <ServerWords said=Signal::stored(said) />
            {again
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
