//! APIO's views.

pub mod lists;
pub mod pin;
pub mod profile;
pub mod sign_in;

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::client::LocalBoxFuture;
use crate::components::refused::Refused;
use crate::components::{Link, Loading, Title, t, text};
use crate::domain::Refusal;
use crate::pages::not_found::NotFound;
use crate::pages::parts::{self, Part, View};
use crate::route::Route;
use crate::state::apio::{Apio, Finding};
use crate::state::{Console, System};
use crate::text::{Word, apio as words, common};
use crate::wire::apio::{Level, UserIds, Who};

/// APIO's part of the program.
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
        sign_in::sign_out(system)
    }

    fn views(&self, system: System) -> Vec<(Word, Route)> {
        views(&system.id(), Apio::of(system).who().as_ref())
    }

    fn probe(&self, system: System) -> LocalBoxFuture<'static, Result<(), Refusal>> {
        let apio = Apio::of(system);
        Box::pin(async move { apio.probe().await })
    }

    fn self_service(&self, system: Option<System>) -> AnyView {
        pin::choose::page(system)
    }
}

/// The view for an address, once it is known who is signed in.
fn page(route: Route, system: System) -> AnyView {
    let apio = Apio::of(system);
    view! {
        <sign_in::FirstSignIn apio=apio />
        {move || match apio.who() {
            Some(who) => known(route.clone(), apio, &who),
            None => view! { <Arriving apio=apio /> }.into_any(),
        }}
        <Show when=move || apio.who().is_some()>
            <sign_in::PasswordDialog apio=apio />
        </Show>
    }
    .into_any()
}

fn known(route: Route, apio: Apio, who: &Who) -> AnyView {
    let system = apio.system;
    match route {
        Route::Tenants { .. } if who.level >= Level::System => parts::view(View::ApioLists, route, system),
        Route::Groups { .. } if who.level >= Level::TenantAdmin => {
            parts::view(View::ApioLists, route, system)
        }
        Route::GroupUsers { .. } if who.level.sees_others() => parts::view(View::ApioLists, route, system),
        // Lists that are above one's level lead to where one's own level begins.
        Route::Tenants { .. } | Route::Groups { .. } | Route::GroupUsers { .. } => homewards(apio, who),
        // Nor do people without others below them go to somebody else.
        Route::Profile { ref tenant, ref group, ref user, .. }
        | Route::Pin { ref tenant, ref group, ref user, .. }
            if !who.level.sees_others()
                && who
                    .own()
                    .is_some_and(|own| (&own.tenant, &own.group, &own.user) != (tenant, group, user)) =>
        {
            homewards(apio, who)
        }
        Route::Profile { .. } => parts::view(View::ApioProfile, route, system),
        Route::Pin { .. } => parts::view(View::ApioPin, route, system),
        _ => view! { <NotFound /> }.into_any(),
    }
}

/// Leads to where somebody's own view of the system begins.
fn homewards(apio: Apio, who: &Who) -> AnyView {
    match home(&apio.system.id(), who) {
        Some(home) => view! { <Elsewhere to=home /> }.into_any(),
        None => view! { <NoPlace apio=apio /> }.into_any(),
    }
}

/// Where somebody's view of the system begins; `None` if their place is not known.
pub fn home(system: &str, who: &Who) -> Option<Route> {
    let system = system.to_owned();
    match who.level {
        Level::System => Some(Route::Tenants { system }),
        Level::TenantAdmin => Some(Route::Groups { system, tenant: who.tenant.clone()? }),
        Level::GroupAdmin | Level::DepartmentAdmin => {
            Some(Route::GroupUsers { system, tenant: who.tenant.clone()?, group: who.group.clone()? })
        }
        Level::EndUser => who.own().map(|own| profile_at(system, own)),
    }
}

fn profile_at(system: String, UserIds { tenant, group, user }: UserIds) -> Route {
    Route::Profile { system, tenant, group, user }
}

/// What the rail offers: an end user only their own profile and PIN.
fn views(system: &str, who: Option<&Who>) -> Vec<(Word, Route)> {
    let mut views = Vec::new();
    if let Some(who) = who {
        let first = match who.level {
            Level::System => words::tenants as Word,
            Level::TenantAdmin => words::groups,
            Level::GroupAdmin | Level::DepartmentAdmin => words::users,
            Level::EndUser => words::my_profile,
        };
        views.extend(home(system, who).map(|home| (first, home)));
        if let Some(UserIds { tenant, group, user }) = who.own() {
            if who.level.sees_others() {
                let own = UserIds { tenant: tenant.clone(), group: group.clone(), user: user.clone() };
                views.push((words::my_profile, profile_at(system.to_owned(), own)));
            }
            views.push((words::my_pin, Route::Pin { system: system.to_owned(), tenant, group, user }));
        }
    } else {
        views.push((common::pin_self_service, Route::SelfService { system: Some(system.to_owned()) }));
    }
    views
}

/// Puts another view in the place of this one.
#[component]
fn Elsewhere(to: Route) -> impl IntoView {
    let navigation = Console::get().navigation;
    Effect::new(move |_| navigation.replace(&to));
    view! {
        <Title title=text(common::loading) />
        <Loading />
    }
    .into_any()
}

/// Signed in, and on the way to knowing how far the person reaches: a new
/// password may have to come first.
#[component]
pub fn Arriving(apio: Apio) -> impl IntoView {
    let find = move || spawn_local(async move { apio.find_who().await });
    Effect::new(move |_| {
        if !apio.must_change() {
            find();
        }
    });
    let retry = Callback::new(move |()| find());
    move || match (apio.must_change(), apio.finding.get()) {
        (true, _) => view! {
            <Title title=text(words::change_password) />
            <sign_in::PasswordStep apio=apio />
        }
        .into_any(),
        (false, Finding::Asking) => view! {
            <Title title=text(common::sign_in) />
            <Loading />
        }
        .into_any(),
        (false, Finding::NoPlace) => view! { <NoPlace apio=apio /> }.into_any(),
        (false, Finding::Refused(refusal)) => view! {
            <Title title=text(common::sign_in) />
            <Refused refusal=refusal retry=retry />
        }
        .into_any(),
    }
}

/// Nobody said in which tenant and group the person is.
#[component]
fn NoPlace(apio: Apio) -> impl IntoView {
    view! {
        <Title title=text(common::sign_in) />
        <div class="refused" role="alert">
            <p>{t(words::no_place)}</p>
        </div>
        <div class="actions">
            <button type="button" on:click=move |_| crate::pages::sign_in::sign_out(apio.system)>
                {t(common::sign_out)}
            </button>
        </div>
    }
    .into_any()
}

/// The way from the tenants down to here, as far as one's level reaches.
#[component]
pub fn Crumbs(apio: Apio, tenant: String, #[prop(optional_no_strip)] group: Option<String>) -> impl IntoView {
    let system = apio.system.id();
    let level = untrack(move || apio.level());
    let tenants = (level >= Level::System).then(|| {
        view! {
            <li>
                <Link to=Route::Tenants { system: system.clone() }>{t(words::tenants)}</Link>
            </li>
        }
    });
    let groups = Route::Groups { system, tenant: tenant.clone() };
    let is_last = group.is_none();
    let own = if level >= Level::TenantAdmin && !is_last {
        view! {
            <li>
                <Link to=groups>{tenant}</Link>
            </li>
        }
        .into_any()
    } else {
        view! { <li>{tenant}</li> }.into_any()
    };
    view! {
        <nav class="crumbs" aria-label=t(words::way_here)>
            <ol>
                {tenants}
                {own}
                {group.map(|group| view! { <li>{group}</li> })}
            </ol>
        </nav>
    }
    .into_any()
}

/// The way back to the list, with its search kept; who sees nobody else has none.
#[component]
pub fn Back(apio: Apio, ids: UserIds) -> impl IntoView {
    let query = Console::get().navigation.list_query();
    let UserIds { tenant, group, .. } = ids;
    let list = Route::GroupUsers { system: apio.system.id(), tenant, group };
    let shown = untrack(move || apio.level().sees_others());
    shown
        .then(|| {
            view! {
                <p>
                    <Link to=list query=query class="back">{t(words::back_to_users)}</Link>
                </p>
            }
        })
        .into_any()
}

/// The profile and the PIN stand beside each other.
#[component]
pub fn Tabs(apio: Apio, ids: UserIds) -> impl IntoView {
    let route = Console::get().navigation.route();
    let system = apio.system.id();
    let own = profile_at(system.clone(), ids.clone());
    let UserIds { tenant, group, user } = ids;
    let pin = Route::Pin { system, tenant, group, user };
    let (here, there) = (own.clone(), pin.clone());
    view! {
        <nav class="tabs" aria-label=t(words::profile_and_pin)>
            <Link to=own current=Signal::derive(move || route.get() == here)>{t(words::profile)}</Link>
            <Link to=pin current=Signal::derive(move || route.get() == there)>{t(words::pin_code)}</Link>
        </nav>
    }
    .into_any()
}
