//! Which system somebody wants to change their PIN in.

use leptos::prelude::*;

use crate::components::{Link, Title, t, text};
use crate::pages::not_found::NotFound;
use crate::pages::parts::{self, Vendor, View};
use crate::route::Route;
use crate::state::{Console, System};
use crate::text::{apio as words, common};

/// The page for `/pin` and `/pin/:system`.
pub fn page(system: Option<System>) -> AnyView {
    match system {
        None => view! { <Choose /> }.into_any(),
        Some(system) if Vendor::of(system) == Vendor::Apio => own_pin(system),
        Some(_) => view! { <NotFound /> }.into_any(),
    }
}

/// `/pin`: the one system where people have PINs, or the choice among them.
fn own_pin(system: System) -> AnyView {
    parts::view(View::ApioPin, Route::SelfService { system: Some(system.id()) }, system)
}

#[component]
fn Choose() -> impl IntoView {
    let mut systems = Console::get().systems.all();
    systems.retain(|system| Vendor::of(*system) == Vendor::Apio);
    match systems.as_slice() {
        [system] => own_pin(*system),
        [] => view! {
            <Title title=text(common::pin_self_service) />
            <p>{t(words::no_pin_system)}</p>
        }
        .into_any(),
        _ => view! {
            <Title title=text(common::pin_self_service) />
            <p>{t(words::choose_system)}</p>
            <ul class="choices">
                {systems
                    .into_iter()
                    .map(|system| {
                        let to = Route::SelfService { system: Some(system.id()) };
                        view! {
                            <li>
                                <Link to=to>{system.name()}</Link>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        }
        .into_any(),
    }
}
