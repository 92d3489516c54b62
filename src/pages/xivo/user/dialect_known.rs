//! What is shown only once the fields of the server are known.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::Loading;
use crate::components::refused::Refused;
use crate::domain::Refusal;
use crate::state::xivo::Xivo;
use crate::wire::xivo::Dialect;

/// Shows its children once it is known which fields the server has. A form that appeared
/// before would lack some of them, or change while somebody types.
#[component]
pub fn DialectKnown(xivo: Xivo, #[prop(into)] children: ViewFn) -> impl IntoView {
    let is_found = RwSignal::new(xivo.dialect.with_untracked(Dialect::is_settled));
    let refused = RwSignal::new(None::<Refusal>);
    let find = move || {
        refused.set(None);
        spawn_local(async move {
            match xivo.find_dialect().await {
                Ok(()) => {
                    is_found.try_set(true);
                }
                Err(refusal) => {
                    refused.try_set(Some(refusal));
                }
            }
        });
    };
    if !is_found.get_untracked() {
        find();
    }
    let retry = Callback::new(move |()| find());
    move || {
        if is_found.get() {
            return children.run();
        }
        match refused.get() {
            Some(refusal) => view! { <Refused refusal=refusal retry=retry /> }.into_any(),
            None => view! { <Loading /> }.into_any(),
        }
    }
}
