//! How far who is signed in reaches, and where their view of the system begins.

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::components::refused::Refused;
use crate::components::{Loading, Title, t, text};
use crate::pages::apio::sign_in;
use crate::route::Route;
use crate::state::apio::{Apio, Finding};
use crate::state::{Console, System};
use crate::text::{LocalizedText, apio as texts, common};
use crate::wire::apio::UserIds;
use crate::wire::apio::login::{Identity, Level};

/// A view for those who reach that far; others are led to where their own
/// view of the system begins. It is made anew for whoever else signs in.
pub fn for_level(system: System, level: Level, view: impl Fn(Apio) -> AnyView + Send + 'static) -> AnyView {
    for_those(system, move |who| (who.level >= level).then(|| who.clone()), view)
}

/// A view of one person, for themselves and for those who see others. For whoever else signs in it is
/// made anew, unless it is the same to them, as `sameness` tells: then what was typed in it stays.
pub fn for_person<K: PartialEq + Send + Sync + 'static>(
    system: System,
    ids: &UserIds,
    sameness: impl Fn(&Identity) -> K + Send + Sync + 'static,
    view: impl Fn(Apio) -> AnyView + Send + 'static,
) -> AnyView {
    let ids = ids.clone();
    let may_see =
        move |who: &Identity| who.level.sees_others() || who.own_user().is_none_or(|own| own == ids);
    for_those(system, move |who| may_see(who).then(|| sameness(who)), view)
}

/// `sees` gives nothing for those who may not see the view.
fn for_those<K: PartialEq + Send + Sync + 'static>(
    system: System,
    sees: impl Fn(&Identity) -> Option<K> + Send + Sync + 'static,
    view: impl Fn(Apio) -> AnyView + Send + 'static,
) -> AnyView {
    let apio = Apio::of(system);
    let sees = Memo::new(move |_| apio.who().map(|who| sees(&who)));
    let page = move || match sees.with(|sees| sees.as_ref().map(Option::is_some)) {
        Some(true) => view(apio),
        Some(false) => untrack(|| apio.who()).map(|who| homewards(apio, &who)).into_any(),
        None => ().into_any(),
    };
    page.into_any()
}

/// Leads to where somebody's own view of the system begins.
fn homewards(apio: Apio, who: &Identity) -> AnyView {
    match home(&apio.system.id(), who) {
        Some(home) => view! { <Elsewhere to=home /> }.into_any(),
        None => view! { <NoPlace apio=apio /> }.into_any(),
    }
}

/// Where somebody's view of the system begins; `None` if their place is not known.
pub fn home(system: &str, who: &Identity) -> Option<Route> {
    let system = system.to_owned();
    match who.level {
        Level::System => Some(Route::Tenants { system }),
        Level::TenantAdmin => Some(Route::Groups { system, tenant: who.tenant.clone()? }),
        Level::GroupAdmin | Level::DepartmentAdmin => {
            Some(Route::GroupUsers { system, tenant: who.tenant.clone()?, group: who.group.clone()? })
        }
        Level::EndUser => who.own_user().map(|own| profile_at(system, own)),
    }
}

pub fn profile_at(system: String, UserIds { tenant, group, user }: UserIds) -> Route {
    Route::Profile { system, tenant, group, user }
}

/// What the rail offers: an end user only their own profile and PIN.
pub fn views(system: &str, who: Option<&Identity>) -> Vec<(LocalizedText, Route)> {
    let mut views = Vec::new();
    if let Some(who) = who {
        let first = match who.level {
            Level::System => texts::tenants as LocalizedText,
            Level::TenantAdmin => texts::groups,
            Level::GroupAdmin | Level::DepartmentAdmin => texts::users,
            Level::EndUser => texts::my_profile,
        };
        views.extend(home(system, who).map(|home| (first, home)));
        if let Some(UserIds { tenant, group, user }) = who.own_user() {
            if who.level.sees_others() {
                let own = UserIds { tenant: tenant.clone(), group: group.clone(), user: user.clone() };
                views.push((texts::my_profile, profile_at(system.to_owned(), own)));
            }
            views.push((texts::my_pin, Route::Pin { system: system.to_owned(), tenant, group, user }));
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
            <Title title=text(texts::change_password) />
            <sign_in::PasswordStep apio=apio />
            <SignOut apio=apio />
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

/// Who is signed in, and the way out.
#[component]
pub fn SignOut(apio: Apio) -> impl IntoView {
    let session = apio.system.session();
    let username = move || session.with(|session| session.username().map(str::to_owned));
    view! {
        <p class="signed-in">
            <span>{username}</span>
            " "
            <button type="button" class="quiet" on:click=move |_| crate::pages::sign_in::sign_out(apio.system)>
                {t(common::sign_out)}
            </button>
        </p>
    }
    .into_any()
}

/// Nobody said in which tenant and group the person is.
#[component]
fn NoPlace(apio: Apio) -> impl IntoView {
    view! {
        <Title title=text(common::sign_in) />
        <div class="refused" role="alert">
            <p>{t(texts::no_place)}</p>
        </div>
        <div class="actions">
            <button type="button" on:click=move |_| crate::pages::sign_in::sign_out(apio.system)>
                {t(common::sign_out)}
            </button>
        </div>
    }
    .into_any()
}
