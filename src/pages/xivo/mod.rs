//! XiVO's views.

pub mod cti;
pub mod several;
pub mod sign_in;
pub mod user;
pub mod users;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::client::LocalBoxFuture;
use crate::domain::Refusal;
use crate::pages::not_found::NotFound;
use crate::pages::parts::{self, Part, View};
use crate::route::Route;
use crate::state::System;
use crate::state::xivo::Xivo;
use crate::text::{Word, common};

/// XiVO's part of the program.
pub struct Views;

pub static PART: Views = Views;

impl Part for Views {
    fn page(&self, route: Route, system: System) -> AnyView {
        page(route, system)
    }

    fn sign_in(&self, system: System) -> AnyView {
        view! { <sign_in::Form system=system /> }.into_any()
    }

    fn sign_out(&self, system: System) -> Word {
        spawn_local(Xivo::of(system).sign_out());
        common::signed_out
    }

    fn views(&self, system: System) -> Vec<(Word, Route)> {
        vec![(common::users, Route::Users { system: system.id() })]
    }

    fn probe(&self, system: System) -> LocalBoxFuture<'static, Result<(), Refusal>> {
        let xivo = Xivo::of(system);
        Box::pin(async move { xivo.probe().await })
    }
}

/// The view for an address.
fn page(route: Route, system: System) -> AnyView {
    match route {
        Route::Users { .. } => parts::view(View::XivoUsers, route, system),
        Route::NewUser { .. } | Route::User { .. } => parts::view(View::XivoUser, route, system),
        Route::UserCti { .. } => parts::view(View::XivoCti, route, system),
        _ => view! { <NotFound /> }.into_any(),
    }
}
