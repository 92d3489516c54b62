//! The one table from an address to its view, and the parts of the program
//! that come with them.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::File;
use crate::browser::{self, clock};
use crate::client::LocalBoxFuture;
use crate::components::form_page::Editing;
use crate::components::lazy::{Lazy, Load, Missing, NotLoaded, Part, split};
use crate::components::undo::Undoing;
use crate::components::{Dialog, text};
use crate::config::Vendor;
use crate::domain::Refusal;
use crate::domain::refusal::{RefusalKind, Unreached};
use crate::pages::find::dialog::FindBox;
use crate::pages::other_systems::comparison;
use crate::pages::plan::requests::{PlanRequests, requests_of};
use crate::pages::request_sheet::{self, Sheet};
use crate::pages::saved_views::SavedViews;
use crate::pages::vendor::{Loaded, with_pages};
use crate::pages::xivo::user::delete::DeleteView;
use crate::pages::xivo::user::resource::UserForm;
use crate::pages::{
    apio, changes, check, config, find as find_pages, icws, not_found, person_plan, saved_views,
    shortcut_list as shortcut_list_pages, sign_in, systems, xivo,
};
use crate::route::Route;
use crate::state::apio::Apio;
use crate::state::icws::Icws;
use crate::state::person::plan::PersonSystems;
use crate::state::person::server::{Loading, PersonCode, PersonRunner, PersonServer};
use crate::state::xivo::Xivo;
use crate::state::{Console, System};
use crate::text::common;
use crate::wire::apio::{GroupIds, UserIds};

split! {
    part config {
        broken_config_page(file: File, retry: Callback<()>): ViewFn =
            (move || config::page(file.as_deref().map_err(|status| *status), retry)).into();
    }
    part check {
        check_page(): ViewFn = check::page.into();
        system_state(system: System): ViewFn = (move || check::system_state(system)).into();
    }
    part changes {
        changes_page(): ViewFn = changes::page.into();
    }
    part find {
        find_page(): ViewFn = find_pages::page::page.into();
    }
    part comparison {
        comparison_view(person: Route): ViewFn = (move || comparison::view(person.clone())).into();
    }
    part person {
        person_plan_page(system: System, run: ViewFn): ViewFn =
            (move || person_plan::page(system, run.clone())).into();
    }
    part person_run {
        person_plan_run(system: System): ViewFn = (move || person_plan::run(system)).into();
    }
    part sheet {
        request_sheet_view(sheet: Signal<Sheet>): ViewFn = (move || request_sheet::view(sheet)).into();
        xivo_plan_requests(system: System): PlanRequests = requests_of(Xivo::of(system));
        icws_plan_requests(system: System): PlanRequests = requests_of(Icws::of(system));
        apio_plan_requests(system: System): PlanRequests = requests_of(Apio::of(system));
        person_plan_requests(system: System): PlanRequests = requests_of(PersonSystems { system });
    }
    part dialogs, load_dialogs {
        find_choices(of: FindBox): ViewFn = (move || find_pages::choices::view(of)).into();
        shortcut_list_dialog(is_open: RwSignal<bool>): ViewFn = (move || shortcut_list_pages::page(is_open)).into();
        saved_view_dialog(views: SavedViews): ViewFn = (move || saved_views::dialog(views)).into();
    }
    part xivo {
        xivo_pages(): Loaded = &xivo::Pages;
    }
    part xivo_person {
        xivo_person_server(system: System): Box<dyn PersonServer> = Box::new(Xivo::of(system));
    }
    part xivo_person_run {
        xivo_person_runner(system: System): Box<dyn PersonRunner> = Box::new(Xivo::of(system));
    }
    part xivo_users, load_xivo_users {
        xivo_users_page(system: System): ViewFn = (move || xivo::users::page(system)).into();
    }
    part xivo_user, load_xivo_user {
        xivo_user_page(system: System, id: String, delete: DeleteView): ViewFn =
            (move || xivo::user::page(system, id.clone(), Arc::clone(&delete))).into();
        undo_xivo_user(system: System, id: String, undoing: Undoing): LocalBoxFuture<'static, ()> =
            Box::pin(xivo::user::undo::undo(system, id, undoing));
    }
    part xivo_delete {
        xivo_delete_dialog(editing: Editing<UserForm>, open: RwSignal<bool>): ViewFn =
            (move || xivo::user::delete::dialog(editing, open)).into();
    }
    part xivo_new, load_xivo_new {
        xivo_new_user_page(system: System): ViewFn = (move || xivo::user::new::page(system)).into();
    }
    part xivo_cti, load_xivo_cti {
        xivo_cti_page(system: System, id: String): ViewFn = (move || xivo::cti::page(system, id.clone())).into();
        undo_xivo_cti(system: System, id: String, undoing: Undoing): LocalBoxFuture<'static, ()> =
            Box::pin(xivo::cti::undo(system, id, undoing));
    }
    part xivo_import {
        xivo_import_page(system: System): ViewFn = (move || xivo::import::page(system)).into();
    }
    part xivo_plan, load_xivo_plan {
        xivo_plan_page(system: System, view: ViewFn): ViewFn =
            (move || xivo::plan::page(system, view.clone())).into();
    }
    part xivo_plan_view, load_xivo_plan_view {
        xivo_plan_view(system: System): ViewFn = (move || xivo::plan::view(system)).into();
    }
    part icws {
        icws_pages(): Loaded = &icws::Pages;
    }
    part icws_person {
        icws_person_server(system: System): Box<dyn PersonServer> = Box::new(Icws::of(system));
    }
    part icws_person_run {
        icws_person_runner(system: System): Box<dyn PersonRunner> = Box::new(Icws::of(system));
    }
    part icws_users, load_icws_users {
        icws_users_page(system: System): ViewFn = (move || icws::users::page(system)).into();
    }
    part icws_client, load_icws_client {
        icws_client_page(system: System, id: Option<String>, compare: ViewFn): ViewFn =
            (move || icws::client::page(system, id.clone(), compare.clone())).into();
        undo_icws_client(system: System, id: Option<String>, undoing: Undoing): LocalBoxFuture<'static, ()> =
            Box::pin(icws::client::undo(system, id, undoing));
    }
    part icws_compare, load_icws_compare {
        icws_compare_fold(): ViewFn = icws::client::differences::page.into();
    }
    part icws_overrides, load_icws_overrides {
        icws_overrides_page(system: System): ViewFn = (move || icws::overrides::page(system)).into();
        icws_copy_page(system: System): ViewFn = (move || icws::copy::page(system)).into();
    }
    part icws_import {
        icws_import_page(system: System): ViewFn = (move || icws::import::page(system)).into();
    }
    part icws_plan, load_icws_plan {
        icws_plan_page(system: System, view: ViewFn): ViewFn =
            (move || icws::plan::page(system, view.clone())).into();
    }
    part icws_plan_view, load_icws_plan_view {
        icws_plan_view(system: System): ViewFn = (move || icws::plan::view(system)).into();
    }
    part apio {
        apio_pages(): Loaded = &apio::Pages;
    }
    part apio_person {
        apio_person_server(system: System): Box<dyn PersonServer> = Box::new(Apio::of(system));
    }
    part apio_person_run {
        apio_person_runner(system: System): Box<dyn PersonRunner> = Box::new(Apio::of(system));
    }
    part apio_lists, load_apio_lists {
        apio_tenants_page(system: System): ViewFn = (move || apio::lists::tenants_page(system)).into();
        apio_groups_page(system: System, tenant: String): ViewFn =
            (move || apio::lists::groups_page(system, tenant.clone())).into();
        apio_users_page(system: System, group: GroupIds): ViewFn =
            (move || apio::lists::users_page(system, group.clone())).into();
    }
    part apio_profile, load_apio_profile {
        apio_profile_page(system: System, user: UserIds): ViewFn =
            (move || apio::profile::page(system, user.clone())).into();
        undo_apio_profile(system: System, user: UserIds, undoing: Undoing): LocalBoxFuture<'static, ()> =
            Box::pin(apio::profile::undo(system, user, undoing));
    }
    part apio_import {
        apio_import_page(system: System, group: GroupIds): ViewFn =
            (move || apio::import::page(system, group.clone())).into();
    }
    part apio_plan, load_apio_plan {
        apio_plan_page(system: System, view: ViewFn): ViewFn =
            (move || apio::plan::page(system, view.clone())).into();
    }
    part apio_plan_view, load_apio_plan_view {
        apio_plan_view(system: System): ViewFn = (move || apio::plan::view(system)).into();
    }
    part apio_pin, load_apio_pin {
        apio_pin_page(system: System, user: UserIds): ViewFn = (move || apio::pin::page(system, user.clone())).into();
        apio_self_service_page(system: Option<System>): ViewFn = (move || apio::pin::choose::page(system)).into();
    }
}

/// What stands in the place of everything where `config.json` is missing or broken.
pub(super) fn broken_config(file: File, retry: Callback<()>) -> AnyView {
    lazy(Arc::new(move || Box::pin(broken_config_page(file.clone(), retry))))
}

/// The dialog that finds somebody from anywhere.
pub(super) fn find(is_open: RwSignal<bool>) -> AnyView {
    find_pages::dialog::page(is_open, |of| within(Arc::new(move || Box::pin(find_choices(of)))))
}

/// The list of all keys.
pub(super) fn shortcut_list(is_open: RwSignal<bool>) -> AnyView {
    let close = Callback::new(move |()| is_open.set(false));
    lazy_dialog(is_open.into(), close, Arc::new(move || Box::pin(shortcut_list_dialog(is_open))))
}

/// The dialog that names, renames and deletes views of lists.
pub(super) fn saved_view(views: SavedViews) -> AnyView {
    let is_open = Signal::derive(move || views.editing.with(Option::is_some));
    let close = Callback::new(move |()| views.editing.set(None));
    lazy_dialog(is_open, close, Arc::new(move || Box::pin(saved_view_dialog(views))))
}

/// A dialog that is loaded when it is first opened.
fn lazy_dialog(is_open: Signal<bool>, close: Callback<()>, load: Load<ViewFn>) -> AnyView {
    let missing = move |again: Callback<()>| {
        view! {
            <Dialog open=is_open title=text(common::part_missing) on_close=close>
                <Missing again=again />
            </Dialog>
        }
        .into_any()
    };
    Lazy::new(load).view_or(|view| view.run(), missing)
}

/// The view for an address.
pub(super) fn view_of(route: Route) -> AnyView {
    let systems = Console::get().systems;
    let system = match route.system().map(|id| systems.by_id(id)) {
        Some(None) => return view! { <not_found::NoSuchSystem /> }.into_any(),
        Some(system) => system,
        None => None,
    };
    let vendor = system.map(|system| system.vendor());
    match (route, system.zip(vendor)) {
        (Route::Systems, _) => {
            view! { <systems::Systems load_state=|system| Box::pin(system_state(system)) /> }.into_any()
        }
        (Route::Check, _) => lazy(Arc::new(|| Box::pin(check_page()))),
        (Route::Changes, _) => lazy(Arc::new(|| Box::pin(changes_page()))),
        (Route::Find, _) => lazy(Arc::new(|| Box::pin(find_page()))),
        (Route::SelfService { .. }, None | Some((_, Vendor::Apio))) => {
            let view = Lazy::new(Arc::new(move || Box::pin(apio_self_service_page(system))));
            with_pages(Vendor::Apio, move |_| view.view(|view| view.run()))
        }
        (Route::SignIn { .. }, Some((system, _))) => view! { <sign_in::SignIn system=system /> }.into_any(),

        (Route::Users { .. }, Some((system, Vendor::Xivo))) => {
            of_system(system, Arc::new(move || Box::pin(xivo_users_page(system))))
        }
        (Route::NewUser { .. }, Some((system, Vendor::Xivo))) => {
            of_system(system, Arc::new(move || Box::pin(xivo_new_user_page(system))))
        }
        (Route::ImportUsers { .. }, Some((system, Vendor::Xivo))) => {
            of_system(system, Arc::new(move || Box::pin(xivo_import_page(system))))
        }
        (Route::Plan { .. }, Some((system, Vendor::Xivo))) => {
            let view = lazy_within(Arc::new(move || Box::pin(xivo_plan_view(system))));
            of_system(system, Arc::new(move || Box::pin(xivo_plan_page(system, view.clone()))))
        }
        (Route::PersonPlan { .. }, Some((system, _))) => {
            let run = lazy_within(Arc::new(move || Box::pin(person_plan_run(system))));
            of_system(system, Arc::new(move || Box::pin(person_plan_page(system, run.clone()))))
        }
        (Route::User { user, .. }, Some((system, Vendor::Xivo))) => {
            let delete: DeleteView = Arc::new(|editing, open| {
                within(Arc::new(move || Box::pin(xivo_delete_dialog(editing, open))))
            });
            of_system(
                system,
                Arc::new(move || Box::pin(xivo_user_page(system, user.clone(), Arc::clone(&delete)))),
            )
        }
        (Route::UserCti { user, .. }, Some((system, Vendor::Xivo))) => {
            of_system(system, Arc::new(move || Box::pin(xivo_cti_page(system, user.clone()))))
        }

        (Route::Users { .. }, Some((system, Vendor::Icws))) => {
            of_system(system, Arc::new(move || Box::pin(icws_users_page(system))))
        }
        (Route::User { user, .. } | Route::UserClient { user, .. }, Some((system, Vendor::Icws))) => {
            of_system(
                system,
                Arc::new(move || Box::pin(icws_client_page(system, Some(user.clone()), compare()))),
            )
        }
        (Route::Overrides { .. }, Some((system, Vendor::Icws))) => {
            of_system(system, Arc::new(move || Box::pin(icws_overrides_page(system))))
        }
        (Route::CopyClient { .. }, Some((system, Vendor::Icws))) => {
            of_system(system, Arc::new(move || Box::pin(icws_copy_page(system))))
        }
        (Route::ImportUsers { .. }, Some((system, Vendor::Icws))) => {
            of_system(system, Arc::new(move || Box::pin(icws_import_page(system))))
        }
        (Route::Plan { .. }, Some((system, Vendor::Icws))) => {
            let view = lazy_within(Arc::new(move || Box::pin(icws_plan_view(system))));
            of_system(system, Arc::new(move || Box::pin(icws_plan_page(system, view.clone()))))
        }
        (Route::MyClient { .. }, Some((system, Vendor::Icws))) => {
            of_system(system, Arc::new(move || Box::pin(icws_client_page(system, None, compare()))))
        }

        (Route::Tenants { .. }, Some((system, Vendor::Apio))) => {
            of_system(system, Arc::new(move || Box::pin(apio_tenants_page(system))))
        }
        (Route::Groups { tenant, .. }, Some((system, Vendor::Apio))) => {
            of_system(system, Arc::new(move || Box::pin(apio_groups_page(system, tenant.clone()))))
        }
        (Route::GroupUsers { tenant, group, .. }, Some((system, Vendor::Apio))) => {
            let group = GroupIds { tenant, group };
            of_system(system, Arc::new(move || Box::pin(apio_users_page(system, group.clone()))))
        }
        (Route::ImportGroupUsers { tenant, group, .. }, Some((system, Vendor::Apio))) => {
            let group = GroupIds { tenant, group };
            of_system(system, Arc::new(move || Box::pin(apio_import_page(system, group.clone()))))
        }
        (Route::Profile { tenant, group, user, .. }, Some((system, Vendor::Apio))) => {
            let user = UserIds { tenant, group, user };
            of_system(system, Arc::new(move || Box::pin(apio_profile_page(system, user.clone()))))
        }
        (Route::Plan { .. }, Some((system, Vendor::Apio))) => {
            let view = lazy_within(Arc::new(move || Box::pin(apio_plan_view(system))));
            of_system(system, Arc::new(move || Box::pin(apio_plan_page(system, view.clone()))))
        }
        (Route::Pin { tenant, group, user, .. }, Some((system, Vendor::Apio))) => {
            let user = UserIds { tenant, group, user };
            of_system(system, Arc::new(move || Box::pin(apio_pin_page(system, user.clone()))))
        }
        _ => view! { <not_found::NotFound /> }.into_any(),
    }
}

/// What is in the fold that shows the requests of a form.
pub(super) fn load_request_sheet(sheet: Signal<Sheet>) -> Part<ViewFn> {
    Box::pin(request_sheet_view(sheet))
}

/// What shows the requests of the plan of an address, if that is one.
pub(super) fn load_plan_requests(route: Route) -> Option<Part<PlanRequests>> {
    let system = Console::get().systems.by_id(route.system()?)?;
    Some(match (route, system.vendor()) {
        (Route::Plan { .. }, Vendor::Xivo) => Box::pin(xivo_plan_requests(system)),
        (Route::Plan { .. }, Vendor::Icws) => Box::pin(icws_plan_requests(system)),
        (Route::Plan { .. }, Vendor::Apio) => Box::pin(apio_plan_requests(system)),
        (Route::PersonPlan { .. }, _) => Box::pin(person_plan_requests(system)),
        _ => return None,
    })
}

/// What is in the fold that shows somebody in the other systems.
pub(super) fn load_comparison(person: Route) -> Part<ViewFn> {
    Box::pin(comparison_view(person))
}

/// Loads what knows the people of a system, and what runs a plan for them there.
pub(super) const PERSON_CODE: PersonCode = PersonCode {
    load_server: |system| match system.vendor() {
        Vendor::Xivo => needed_to_ask(xivo_person_server(system)),
        Vendor::Icws => needed_to_ask(icws_person_server(system)),
        Vendor::Apio => needed_to_ask(apio_person_server(system)),
    },
    load_runner: |system| match system.vendor() {
        Vendor::Xivo => needed_to_ask(xivo_person_runner(system)),
        Vendor::Icws => needed_to_ask(icws_person_runner(system)),
        Vendor::Apio => needed_to_ask(apio_person_runner(system)),
    },
};

/// A part without which a system is not asked.
fn needed_to_ask<T: ?Sized + 'static>(
    part: impl Future<Output = Result<Box<T>, NotLoaded>> + 'static,
) -> Loading<T> {
    let unreached = |NotLoaded| Refusal::new(RefusalKind::OutOfReach(Unreached::ProgramPart));
    Box::pin(async move { part.await.map_err(unreached) })
}

/// What gives an entry of the journal back, where the view of the object is one that writes it.
pub(super) fn load_undo(undoing: Undoing) -> Option<Part<LocalBoxFuture<'static, ()>>> {
    let route = undoing.entry.route.clone();
    let system = Console::get().systems.by_id(route.system()?)?;
    Some(match (route, system.vendor()) {
        (Route::User { user, .. }, Vendor::Xivo) => Box::pin(undo_xivo_user(system, user, undoing)),
        (Route::UserCti { user, .. }, Vendor::Xivo) => Box::pin(undo_xivo_cti(system, user, undoing)),
        (Route::User { user, .. } | Route::UserClient { user, .. }, Vendor::Icws) => {
            Box::pin(undo_icws_client(system, Some(user), undoing))
        }
        (Route::MyClient { .. }, Vendor::Icws) => Box::pin(undo_icws_client(system, None, undoing)),
        (Route::Profile { tenant, group, user, .. }, Vendor::Apio) => {
            Box::pin(undo_apio_profile(system, UserIds { tenant, group, user }, undoing))
        }
        _ => return None,
    })
}

/// A view that is loaded when it is shown.
fn lazy(load: Load<ViewFn>) -> AnyView {
    Lazy::new(load).view(|view| view.run())
}

/// The same for a view that is within another one.
fn within(load: Load<ViewFn>) -> AnyView {
    Lazy::new(load).view_within(|view| view.run())
}

/// The same, as often as it is shown.
fn lazy_within(load: Load<ViewFn>) -> ViewFn {
    (move || within(Arc::clone(&load))).into()
}

/// What is in the fold of that name below a client configuration.
fn compare() -> ViewFn {
    lazy_within(Arc::new(|| Box::pin(icws_compare_fold())))
}

/// The view of a system for an address, or the way to sign in where that
/// comes first: the address stays, and the view comes after.
fn of_system(system: System, load: Load<ViewFn>) -> AnyView {
    // Asked for beside the vendor's part rather than after it.
    let view = Lazy::new(load);
    let vendor = system.vendor();
    prefetch(vendor);
    let framed = move || {
        let view = ViewFn::from(move || view.view(|view| view.run()));
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
pub(super) fn load(vendor: Vendor) -> Part<Loaded> {
    match vendor {
        Vendor::Xivo => Box::pin(xivo_pages()),
        Vendor::Icws => Box::pin(icws_pages()),
        Vendor::Apio => Box::pin(apio_pages()),
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
            // First, because somebody types as soon as they have asked for one.
            let _ = load_dialogs().await;
            let _ = load_all_of(vendor).await;
        }
    });
}

async fn load_all_of(vendor: Vendor) -> Result<(), NotLoaded> {
    match vendor {
        Vendor::Xivo => {
            load_xivo_user().await?;
            load_xivo_new().await?;
            load_xivo_cti().await?;
            load_xivo_plan().await?;
            load_xivo_plan_view().await?;
            load_xivo_users().await
        }
        Vendor::Icws => {
            load_icws_client().await?;
            load_icws_compare().await?;
            load_icws_overrides().await?;
            load_icws_plan().await?;
            load_icws_plan_view().await?;
            load_icws_users().await
        }
        Vendor::Apio => {
            load_apio_profile().await?;
            load_apio_pin().await?;
            load_apio_plan().await?;
            load_apio_plan_view().await?;
            load_apio_lists().await
        }
    }
}
