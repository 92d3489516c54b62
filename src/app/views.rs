//! The one table from an address to its view, and the parts of the program
//! that come with them.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{self, clock};
use crate::components::lazy::{Lazy, NotLoaded, Part, split};
use crate::config::Vendor;
use crate::pages::vendor::{Loaded, with_pages};
use crate::pages::{apio, check, icws, not_found, sign_in, systems, xivo};
use crate::route::Route;
use crate::state::{Console, System};
use crate::wire::apio::{GroupIds, UserIds};

split! {
    check: fn() -> AnyView = check::page;
    xivo: Loaded = &xivo::Pages;
    xivo_users: fn(System, ViewFn) -> AnyView = xivo::users::page;
    xivo_user: xivo::user::Pages = xivo::user::PAGES;
    xivo_cti: fn(System, String) -> AnyView = xivo::cti::page;
    xivo_several: fn(System) -> AnyView = xivo::several::page;
    icws: Loaded = &icws::Pages;
    icws_users: fn(System) -> AnyView = icws::users::page;
    icws_client: icws::client::Pages = icws::client::PAGES;
    icws_compare: fn() -> AnyView = icws::client::differences::page;
    apio: Loaded = &apio::Pages;
    apio_lists: apio::lists::Pages = apio::lists::PAGES;
    apio_profile: fn(System, UserIds) -> AnyView = apio::profile::page;
    apio_pin: apio::pin::Pages = apio::pin::PAGES;
}

/// The view for an address.
pub fn view_of(route: Route) -> AnyView {
    let systems = Console::get().systems;
    let system = match route.system().map(|id| systems.by_id(id)) {
        Some(None) => return view! { <not_found::NoSuchSystem /> }.into_any(),
        Some(system) => system,
        None => None,
    };
    let vendor = system.map(|system| system.vendor());
    match (route, system.zip(vendor)) {
        (Route::Systems, _) => view! { <systems::Systems /> }.into_any(),
        (Route::Check, _) => Lazy::new(|| Box::pin(check())).view(|page| page()),
        (Route::SelfService { .. }, None | Some((_, Vendor::Apio))) => {
            let pin = Lazy::new(|| Box::pin(apio_pin()));
            with_pages(Vendor::Apio, move |_| pin.view(move |pages| (pages.self_service)(system)))
        }
        (Route::SignIn { .. }, Some((system, _))) => view! { <sign_in::SignIn system=system /> }.into_any(),

        (Route::Users { .. }, Some((system, Vendor::Xivo))) => {
            let several = move || Lazy::new(|| Box::pin(xivo_several())).view(move |page| page(system));
            let view = move |page: fn(System, ViewFn) -> AnyView| page(system, several.into());
            of_system(system, || Box::pin(xivo_users()), view)
        }
        (Route::NewUser { .. }, Some((system, Vendor::Xivo))) => {
            of_system(system, || Box::pin(xivo_user()), move |pages| (pages.new_user)(system))
        }
        (Route::User { user, .. }, Some((system, Vendor::Xivo))) => {
            of_system(system, || Box::pin(xivo_user()), move |pages| (pages.user)(system, user.clone()))
        }
        (Route::UserCti { user, .. }, Some((system, Vendor::Xivo))) => {
            of_system(system, || Box::pin(xivo_cti()), move |page| page(system, user.clone()))
        }

        (Route::Users { .. }, Some((system, Vendor::Icws))) => {
            of_system(system, || Box::pin(icws_users()), move |page| page(system))
        }
        (Route::User { user, .. } | Route::UserClient { user, .. }, Some((system, Vendor::Icws))) => {
            let view = move |pages: icws::client::Pages| (pages.client)(system, user.clone(), compare());
            of_system(system, || Box::pin(icws_client()), view)
        }
        (Route::MyClient { .. }, Some((system, Vendor::Icws))) => {
            of_system(system, || Box::pin(icws_client()), move |pages| (pages.own)(system, compare()))
        }

        (Route::Tenants { .. }, Some((system, Vendor::Apio))) => {
            of_system(system, || Box::pin(apio_lists()), move |pages| (pages.tenants)(system))
        }
        (Route::Groups { tenant, .. }, Some((system, Vendor::Apio))) => {
            of_system(system, || Box::pin(apio_lists()), move |pages| (pages.groups)(system, tenant.clone()))
        }
        (Route::GroupUsers { tenant, group, .. }, Some((system, Vendor::Apio))) => {
            let ids = GroupIds { tenant, group };
            of_system(system, || Box::pin(apio_lists()), move |pages| (pages.users)(system, ids.clone()))
        }
        (Route::Profile { tenant, group, user, .. }, Some((system, Vendor::Apio))) => {
            let ids = UserIds { tenant, group, user };
            of_system(system, || Box::pin(apio_profile()), move |page| page(system, ids.clone()))
        }
        (Route::Pin { tenant, group, user, .. }, Some((system, Vendor::Apio))) => {
            let ids = UserIds { tenant, group, user };
            of_system(system, || Box::pin(apio_pin()), move |pages| (pages.pin)(system, ids.clone()))
        }
        _ => view! { <not_found::NotFound /> }.into_any(),
    }
}

/// What is in the fold of that name below a client configuration.
fn compare() -> ViewFn {
    (|| Lazy::new(|| Box::pin(icws_compare())).view(|page| page())).into()
}

/// The view of a system for an address, or the way to sign in where that
/// comes first: the address stays, and the view comes after.
fn of_system<T: Copy + Send + Sync + 'static>(
    system: System,
    load: fn() -> Part<T>,
    view: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    // Asked for beside the vendor's part rather than after it.
    let part = Lazy::new(load);
    let vendor = system.vendor();
    prefetch(vendor);
    let view = Arc::new(view);
    let framed = move || {
        let view = Arc::clone(&view);
        let view = ViewFn::from(move || {
            let view = Arc::clone(&view);
            part.view(move |part| view(part))
        });
        with_pages(vendor, move |pages| pages.frame(system, view.clone()))
    };
    view! {
        <Show
            when=move || system.is_open() || system.is_lost()
            fallback=move || view! { <sign_in::SignIn system=system /> }
        >
            {framed()}
        </Show>
    }
    .into_any()
}

/// Where a vendor's part is.
pub fn load(vendor: Vendor) -> Part<Loaded> {
    match vendor {
        Vendor::Xivo => Box::pin(xivo()),
        Vendor::Icws => Box::pin(icws()),
        Vendor::Apio => Box::pin(apio()),
    }
}

/// How long what is on the screen has the line for itself.
const QUIET: Duration = Duration::from_millis(1500);

/// Asks for the other views of a vendor, which are likely to be opened next,
/// once all is quiet. Where one does not come, the others are left alone:
/// they are asked for when they are opened.
fn prefetch(vendor: Vendor) {
    spawn_local(async move {
        clock::sleep(QUIET).await;
        if !browser::is_offline() {
            let _ = all_of(vendor).await;
        }
    });
}

async fn all_of(vendor: Vendor) -> Result<(), NotLoaded> {
    match vendor {
        Vendor::Xivo => {
            xivo_user().await?;
            xivo_cti().await?;
            xivo_several().await?;
            xivo_users().await?;
        }
        Vendor::Icws => {
            icws_client().await?;
            icws_compare().await?;
            icws_users().await?;
        }
        Vendor::Apio => {
            apio_profile().await?;
            apio_pin().await?;
            apio_lists().await?;
        }
    }
    Ok(())
}
