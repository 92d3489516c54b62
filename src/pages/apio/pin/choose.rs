//! Which system somebody wants to change their PIN in.

use leptos::prelude::*;

use crate::components::{Link, Title, t, text};
use crate::config::Vendor;
use crate::pages::apio::pin::self_service::SelfService;
use crate::route::Route;
use crate::state::{Console, System};
use crate::text::{apio as texts, common};

/// The page for `/pin` and `/pin/:system`.
pub fn page(system: Option<System>) -> AnyView {
    match system {
        None => view! { <Choose /> }.into_any(),
        Some(system) => view! { <SelfService system=system /> }.into_any(),
    }
}

/// `/pin`: the one system where people have PINs, or the choice among them.
#[component]
fn Choose() -> impl IntoView {
    let mut systems = Console::get().systems.all();
    systems.retain(|system| system.vendor() == Vendor::Apio);
    match systems.as_slice() {
        [system] => view! { <SelfService system=*system /> }.into_any(),
        [] => view! {
            <Title title=text(common::pin_self_service) />
            <p>{t(texts::no_pin_system)}</p>
        }
        .into_any(),
        _ => view! {
            <Title title=text(common::pin_self_service) />
            <p>{t(texts::choose_system)}</p>
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
