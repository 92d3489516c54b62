//! PureConnect's views.

pub mod client;
pub mod sign_in;
pub mod users;
pub mod way;

use leptos::prelude::*;

use crate::components::language;
use crate::pages::vendor::VendorPages;
use crate::route::Route;
use crate::state::System;
use crate::state::icws::Icws;
use crate::text::{Word, common};

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
