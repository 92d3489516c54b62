//! The ways between the views of a person, and what stands in their place where there is nobody.

use leptos::prelude::*;

use crate::components::refused::Refused;
use crate::components::{Link, Title, sentence, t};
use crate::domain::{Refusal, RefusalKind};
use crate::pages::steps::{Neighbours, neighbours};
use crate::route::{Route, can_carry};
use crate::state::Console;
use crate::state::xivo::Xivo;
use crate::text::xivo as texts;
use crate::wire::xivo::{UserId, UserRow};

/// Nobody there, or not to be read: says so, and leads back to the list.
#[component]
pub fn Gone(xivo: Xivo, refusal: Refusal, retry: Callback<()>) -> impl IntoView {
    let is_gone = refusal.kind == RefusalKind::NotFound;
    view! {
        <Title title=sentence(|language| texts::user(language).to_owned()) />
        {if is_gone {
            view! {
                <div class="refused" role="alert">
                    <p>{t(texts::user_gone)}</p>
                    <p>{t(texts::user_gone_next)}</p>
                </div>
            }
                .into_any()
        } else {
            view! { <Refused refusal=refusal retry=retry /> }.into_any()
        }}
        <p>
            <Back xivo=xivo />
        </p>
    }
    .into_any()
}

/// The way back to the list, with its search kept.
#[component]
pub fn Back(xivo: Xivo) -> impl IntoView {
    let query = Console::get().navigation.list_query();
    view! {
        <Link to=Route::Users { system: xivo.system.id() } query=query class="back">
            {t(texts::back_to_users)}
        </Link>
    }
    .into_any()
}

/// Somebody's page is open now, where an address can carry their id.
pub fn remember_opened(xivo: Xivo, name: &str, id: UserId) {
    let route = Route::User { system: xivo.system.id(), user: id.as_str().to_owned() };
    if !name.is_empty() {
        Console::get().opened_people.remember(xivo.system, route, name.to_owned());
    }
}

/// The people before and after somebody in the list, each with the view that `route` makes.
pub fn neighbours_of(
    xivo: Xivo,
    id: &UserId,
    route: fn(String, String) -> Route,
) -> Memo<Option<Neighbours>> {
    let system = xivo.system.id();
    neighbours(xivo.people, id.as_str().to_owned(), UserRow::full_name, move |row| {
        can_carry(row.id()).then(|| route(system.clone(), row.id().to_owned()))
    })
}

/// The user's own form and the CTI view stand beside each other, where there is a CTI.
#[component]
pub fn Tabs(xivo: Xivo, id: UserId) -> impl IntoView {
    let route = Console::get().navigation.route();
    let (system, user) = (xivo.system.id(), id.as_str().to_owned());
    let own = Route::User { system: system.clone(), user: user.clone() };
    let cti = Route::UserCti { system, user };
    let (here, there) = (own.clone(), cti.clone());
    let links = StoredValue::new((own, cti));
    view! {
        <Show when=move || !xivo.dialect.get().lacks_cti()>
            <nav class="tabs" aria-label=t(texts::user)>
                <Link
                    to=links.with_value(|(own, _)| own.clone())
                    current=Signal::derive({
                        let here = here.clone();
                        move || route.get() == here
                    })
                >
                    {t(texts::user)}
                </Link>
                <Link
                    to=links.with_value(|(_, cti)| cti.clone())
                    current=Signal::derive({
                        let there = there.clone();
                        move || route.get() == there
                    })
                >
                    {t(texts::cti_configuration)}
                </Link>
            </nav>
        </Show>
    }
    .into_any()
}
