//! The parts of the program that belong to one vendor. Each is a file of its
//! own beside the first one, and comes when somebody first goes to a system
//! of that vendor: nobody loads what their PBX does not speak.
//!
//! The build cuts the program at the three functions below (README, "What it
//! weighs"); a debug build is one piece, and there they answer at once.

use std::cell::OnceCell;

use leptos::task::spawn_local;

use crate::client::LocalBoxFuture;
use crate::components::{Loading, Title, t, text};
use crate::config::SystemKind;
use crate::domain::{Kind, Refusal, refusal::Unreached};
use crate::live::*;
use crate::route::Route;
use crate::state::System;
use crate::text::{Word, common};

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

#[derive(Clone, Copy)]
enum Known {
    NotAsked,
    Asking,
    Here(&'static dyn Part),
    Failed,
}

/// What is here of each vendor.
#[derive(Clone, Copy)]
struct Parts {
    xivo: RwSignal<Known>,
    icws: RwSignal<Known>,
    apio: RwSignal<Known>,
}

thread_local! {
    static PARTS: OnceCell<Parts> = const { OnceCell::new() };
}

/// To be called once, by the view that everything else is in.
pub fn start() {
    let signal = || RwSignal::new(Known::NotAsked);
    PARTS.with(|parts| {
        let _ = parts.set(Parts { xivo: signal(), icws: signal(), apio: signal() });
    });
}

fn known(vendor: Vendor) -> Option<RwSignal<Known>> {
    let parts = PARTS.with(|parts| parts.get().copied())?;
    Some(match vendor {
        Vendor::Xivo => parts.xivo,
        Vendor::Icws => parts.icws,
        Vendor::Apio => parts.apio,
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
pub fn with_part(vendor: Vendor, make: impl Fn(&'static dyn Part) -> AnyView + 'static) -> AnyView {
    let Some(known) = known(vendor) else { return AnyView::Nothing };
    let load = move || {
        known.set(Known::Asking);
        spawn_local(async move {
            known.set(load(vendor).await.map_or(Known::Failed, Known::Here));
        });
    };
    if let Known::NotAsked | Known::Failed = known.get_untracked() {
        load();
    }
    live(move || match known.get() {
        Known::Here(part) => untrack(|| make(part)),
        Known::NotAsked | Known::Asking => view! { <Loading /> }.into_any(),
        Known::Failed => view! {
            <Title title=text(common::part_missing) />
            <p role="alert">{t(common::part_missing_why)}</p>
            <p>
                <button type="button" on:click=move |_| load()>{t(common::try_again)}</button>
            </p>
        }
        .into_any(),
    })
}

/// Asks a system whether it is there, by its vendor's part.
pub async fn probe(system: System) -> Result<(), Refusal> {
    let vendor = Vendor::of(system);
    let part = match untrack(|| here(vendor)) {
        Some(part) => Some(part),
        None => load(vendor).await,
    };
    match part {
        Some(part) => part.probe(system).await,
        None => Err(Refusal::new(Kind::OutOfReach(Unreached::NoConnection))),
    }
}

async fn load(vendor: Vendor) -> Option<&'static dyn Part> {
    match vendor {
        Vendor::Xivo => xivo().await,
        Vendor::Icws => icws().await,
        Vendor::Apio => apio().await,
    }
    .ok()
}

/// The file did not come; the next try asks for it again.
struct NotLoaded;

impl From<leptos::wasm_split::SplitLoaderError> for NotLoaded {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

macro_rules! parts {
    ($($name:ident),*) => {$(
        #[cfg(debug_assertions)]
        async fn $name() -> Result<&'static dyn Part, NotLoaded> {
            Ok(&super::$name::PART)
        }

        // Both sides of the call are the same program, whatever its types.
        #[cfg(not(debug_assertions))]
        #[leptos::wasm_split::wasm_split($name, wasm_split_path = ::leptos::wasm_split, fallible)]
        #[allow(improper_ctypes, improper_ctypes_definitions)]
        fn $name() -> Result<&'static dyn Part, NotLoaded> {
            Ok(&super::$name::PART)
        }
    )*};
}
parts!(xivo, icws, apio);
