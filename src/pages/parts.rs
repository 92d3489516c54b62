//! The parts of the program. Each is a file of its own beside the first one
//! and comes when it is first needed: what belongs to one vendor when somebody
//! first goes to a system of that vendor, and a view that not everybody opens
//! when it is opened. Nobody loads what their PBX does not speak.
//!
//! The build cuts the program at the functions at the end of this file
//! (README, "What it weighs"); a debug build is one piece, and there they
//! answer at once.

use std::cell::{Cell, OnceCell};
use std::time::Duration;

use leptos::task::spawn_local;

use crate::browser::{self, clock};
use crate::client::LocalBoxFuture;
use crate::components::{Loading, Title, t, text};
use crate::config::SystemKind;
use crate::domain::Refusal;
use crate::route::Route;
use crate::state::System;
use crate::text::{Word, common};
use leptos::prelude::*;

/// What a vendor's part can do.
pub trait Part: Sync {
    /// The view for an address within a system.
    fn page(&self, route: Route, system: System) -> AnyView;

    /// The form to sign in with.
    fn sign_in(&self, system: System) -> AnyView;

    /// Signs out at the server and here, here even if the server is gone; the
    /// word says what became of it.
    fn sign_out(&self, system: System) -> Word;

    /// The views that the rail leads to. Reactive: what somebody may do
    /// decides what is offered.
    fn views(&self, system: System) -> Vec<(Word, Route)>;

    /// Asks for as little as shows that the system is there.
    fn probe(&self, system: System) -> LocalBoxFuture<'static, Result<(), Refusal>>;

    /// The page on which people change their own PIN, or choose where.
    fn self_service(&self, _system: Option<System>) -> AnyView {
        view! { <super::not_found::NotFound /> }.into_any()
    }
}

/// Which vendor a system is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Vendor {
    Xivo,
    Icws,
    Apio,
}

impl Vendor {
    pub fn of(system: System) -> Self {
        system.with(|config| match &config.kind {
            SystemKind::Xivo(_) => Self::Xivo,
            SystemKind::Icws(_) => Self::Icws,
            SystemKind::Apio(_) => Self::Apio,
        })
    }
}

/// A view in a file of its own: it belongs to a vendor's part and comes with it or after it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum View {
    XivoUsers,
    XivoUser,
    XivoCti,
    XivoSeveral,
    IcwsUsers,
    IcwsClient,
    IcwsCompare,
    ApioLists,
    ApioProfile,
    ApioPin,
}

impl View {
    /// The view that an address leads to, where the vendor's part lacks it.
    fn of(vendor: Vendor, route: &Route) -> Option<Self> {
        Some(match (vendor, route) {
            (Vendor::Xivo, Route::Users { .. }) => Self::XivoUsers,
            (Vendor::Xivo, Route::User { .. } | Route::NewUser { .. }) => Self::XivoUser,
            (Vendor::Xivo, Route::UserCti { .. }) => Self::XivoCti,
            (Vendor::Icws, Route::Users { .. }) => Self::IcwsUsers,
            (Vendor::Icws, Route::User { .. } | Route::UserClient { .. } | Route::MyClient { .. }) => {
                Self::IcwsClient
            }
            (Vendor::Apio, Route::Tenants { .. } | Route::Groups { .. } | Route::GroupUsers { .. }) => {
                Self::ApioLists
            }
            (Vendor::Apio, Route::Profile { .. }) => Self::ApioProfile,
            (Vendor::Apio, Route::Pin { .. } | Route::SelfService { .. }) => Self::ApioPin,
            _ => return None,
        })
    }

    fn here(self) -> Option<Show> {
        VIEWS.with(|views| views.get(self as usize).and_then(Cell::get))
    }

    async fn load(self) -> Option<Show> {
        let coming = match self {
            Self::XivoUsers => boxed(xivo_users()),
            Self::XivoUser => boxed(xivo_user()),
            Self::XivoCti => boxed(xivo_cti()),
            Self::XivoSeveral => boxed(xivo_several()),
            Self::IcwsUsers => boxed(icws_users()),
            Self::IcwsClient => boxed(icws_client()),
            Self::IcwsCompare => boxed(icws_compare()),
            Self::ApioLists => boxed(apio_lists()),
            Self::ApioProfile => boxed(apio_profile()),
            Self::ApioPin => boxed(apio_pin()),
        };
        let show = coming.await?;
        VIEWS.with(|views| {
            if let Some(slot) = views.get(self as usize) {
                slot.set(Some(show));
            }
        });
        Some(show)
    }
}

/// How many views there are; the last is `ApioPin`.
const VIEW_COUNT: usize = View::ApioPin as usize + 1;

/// What a view's file holds.
#[derive(Clone, Copy)]
pub struct Show {
    /// The view for an address of a system.
    page: fn(Route, System) -> AnyView,
    /// Goes through the view once, out of sight, where it is likely to be opened next:
    /// a browser compiles each function when it is first called.
    rehearse: fn(System),
}

impl Show {
    const fn of(page: fn(Route, System) -> AnyView) -> Self {
        Self { page, rehearse: |_| () }
    }
}

#[derive(Clone, Copy)]
enum Known<T> {
    NotAsked,
    Asking,
    Here(T),
    Failed,
}

/// What is here of each vendor.
#[derive(Clone, Copy)]
struct Vendors {
    xivo: RwSignal<Known<&'static dyn Part>>,
    icws: RwSignal<Known<&'static dyn Part>>,
    apio: RwSignal<Known<&'static dyn Part>>,
}

thread_local! {
    static VENDORS: OnceCell<Vendors> = const { OnceCell::new() };
    /// The views that are here, by their number.
    static VIEWS: [Cell<Option<Show>>; VIEW_COUNT] = const { [const { Cell::new(None) }; VIEW_COUNT] };
}

/// To be called once, by the view that everything else is in.
pub fn start() {
    let signal = || RwSignal::new(Known::NotAsked);
    VENDORS.with(|vendors| {
        let _ = vendors.set(Vendors { xivo: signal(), icws: signal(), apio: signal() });
    });
}

fn known(vendor: Vendor) -> Option<RwSignal<Known<&'static dyn Part>>> {
    let vendors = VENDORS.with(|vendors| vendors.get().copied())?;
    Some(match vendor {
        Vendor::Xivo => vendors.xivo,
        Vendor::Icws => vendors.icws,
        Vendor::Apio => vendors.apio,
    })
}

/// A vendor's part, if it is here. Reactive.
pub fn here(vendor: Vendor) -> Option<&'static dyn Part> {
    match known(vendor)?.get() {
        Known::Here(part) => Some(part),
        _ => None,
    }
}

/// A view of a vendor's part, which is loaded where it is not here yet.
pub fn with_part(vendor: Vendor, make: impl Fn(&'static dyn Part) -> AnyView + Send + 'static) -> AnyView {
    match known(vendor) {
        Some(known) => loaded(known, move || load(vendor), make),
        None => ().into_any(),
    }
}

/// A view in a file of its own, which is loaded where it is not here yet.
pub fn view(view: View, route: Route, system: System) -> AnyView {
    // What is here stands there at once, without a word of waiting.
    let known = RwSignal::new(view.here().map_or(Known::NotAsked, Known::Here));
    loaded(known, move || Box::pin(view.load()), move |show: Show| (show.page)(route.clone(), system))
}

/// Whether the installation is in order: nobody needs that page every day.
pub fn check_installation() -> AnyView {
    loaded(RwSignal::new(Known::NotAsked), || boxed(check()), |show: fn() -> AnyView| show())
}

/// Asks for the view of an address beside its vendor's part rather than after it.
pub fn ahead(vendor: Vendor, route: &Route) {
    if let Some(view) = View::of(vendor, route) {
        spawn_local(async move {
            view.load().await;
        });
    }
}

/// Asks for views that are likely to be opened next, once all is quiet, and
/// goes through them. Where one does not come, the others are left alone: they
/// are asked for when they are opened.
pub fn prefetch(system: System, views: &'static [View]) {
    let page = Owner::current().unwrap_or_default();
    // Gone as soon as the page is.
    let stays = StoredValue::new(());
    spawn_local(async move {
        clock::sleep(QUIET).await;
        for view in views {
            if browser::is_offline() {
                return;
            }
            let Some(show) = view.load().await else { return };
            if stays.try_get_value().is_some() {
                page.with(|| (show.rehearse)(system));
            }
        }
    });
}

/// How long what is on the screen has the line for itself.
const QUIET: Duration = Duration::from_millis(1500);

fn loaded<T: Copy + Send + Sync + 'static>(
    known: RwSignal<Known<T>>,
    load: impl Fn() -> LocalBoxFuture<'static, Option<T>> + Send + Sync + 'static,
    make: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView {
    let load = Callback::new(move |()| {
        known.set(Known::Asking);
        let coming = load();
        spawn_local(async move {
            // The page may have been left meanwhile.
            known.try_set(coming.await.map_or(Known::Failed, Known::Here));
        });
    });
    if let Known::NotAsked | Known::Failed = known.get_untracked() {
        load.run(());
    }
    (move || match known.get() {
        Known::Here(part) => untrack(|| make(part)),
        Known::NotAsked | Known::Asking => view! { <Loading /> }.into_any(),
        Known::Failed => view! { <Missing load=load /> }.into_any(),
    })
    .into_any()
}

/// In the place of a part that did not come.
#[component]
fn Missing(load: Callback<()>) -> impl IntoView {
    view! {
        <Title title=text(common::part_missing) />
        <p role="alert">{t(common::part_missing_why)}</p>
        <p>
            <button type="button" on:click=move |_| load.run(())>
                {t(common::try_again)}
            </button>
        </p>
    }
    .into_any()
}

/// Asks a system whether it is there, by its vendor's part; `None` where that
/// did not come, and nothing was asked.
pub async fn probe(system: System) -> Option<Result<(), Refusal>> {
    let vendor = Vendor::of(system);
    let part = match untrack(|| here(vendor)) {
        Some(part) => part,
        None => load(vendor).await?,
    };
    Some(part.probe(system).await)
}

fn load(vendor: Vendor) -> LocalBoxFuture<'static, Option<&'static dyn Part>> {
    match vendor {
        Vendor::Xivo => boxed(xivo()),
        Vendor::Icws => boxed(icws()),
        Vendor::Apio => boxed(apio()),
    }
}

fn boxed<T>(
    part: impl Future<Output = Result<T, NotLoaded>> + 'static,
) -> LocalBoxFuture<'static, Option<T>> {
    Box::pin(async move { part.await.ok() })
}

/// The file did not come; the next try asks for it again.
struct NotLoaded;

impl From<leptos::wasm_split::SplitLoaderError> for NotLoaded {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

// The name before the first `_` is that of the vendor's part, without which a
// view's file is not whole (tests/tools/parts.mjs).
macro_rules! parts {
    ($($name:ident: $what:ty = $part:expr;)*) => {$(
        #[cfg(debug_assertions)]
        async fn $name() -> Result<$what, NotLoaded> {
            Ok($part)
        }

        // Both sides of the call are the same program, whatever its types.
        #[cfg(not(debug_assertions))]
        #[leptos::wasm_split::wasm_split($name, wasm_split_path = ::leptos::wasm_split, fallible)]
        #[allow(improper_ctypes, improper_ctypes_definitions)]
        fn $name() -> Result<$what, NotLoaded> {
            Ok($part)
        }
    )*};
}
parts! {
    check: fn() -> AnyView = super::check::page;
    xivo: &'static dyn Part = &super::xivo::PART;
    xivo_users: Show = Show::of(super::xivo::users::page);
    xivo_user: Show = Show { page: super::xivo::user::page, rehearse: super::xivo::user::rehearsal::rehearse };
    xivo_cti: Show = Show::of(super::xivo::cti::page);
    xivo_several: Show = Show::of(super::xivo::several::page);
    icws: &'static dyn Part = &super::icws::PART;
    icws_users: Show = Show::of(super::icws::users::page);
    icws_client: Show = Show::of(super::icws::client::page);
    icws_compare: Show = Show::of(super::icws::client::differences::page);
    apio: &'static dyn Part = &super::apio::PART;
    apio_lists: Show = Show::of(super::apio::lists::page);
    apio_profile: Show = Show::of(super::apio::profile::page);
    apio_pin: Show = Show::of(super::apio::pin::page);
}
