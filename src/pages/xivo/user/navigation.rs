//! The ways between the views of a person, and what stands in their place where there is nobody.

use leptos::prelude::*;

use crate::components::refused::Refused;
use crate::components::{Link, Title, sentence, t};
use crate::domain::{Refusal, RefusalKind};
use crate::route::Route;
use crate::state::Console;
use crate::state::xivo::Xivo;
use crate::text::xivo as texts;
use crate::wire::xivo::UserId;

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
