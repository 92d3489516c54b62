//! How a PIN stands, in words: what the flags say, and no more.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::form_page::{Editing, Resource};
use crate::components::refused::Refused;
use crate::components::{language, t};
use crate::pages::apio::pin::resource::{PinForm, Standing};
use crate::text::apio as apio_texts;
use crate::wire::apio::pincode::PinState;

#[component]
pub fn StandingSection(editing: Editing<PinForm>) -> impl IntoView {
    let language = language();
    let Editing { resource, object: standing, .. } = editing;
    let retry = Callback::new(move |()| {
        spawn_local(async move {
            if let Ok(fresh) = resource.read().await {
                standing.try_set(fresh);
            }
        });
    });
    let shown = Memo::new(move |_| standing.get());
    view! {
        <section class="standing" aria-labelledby="pin-standing">
            <h2 id="pin-standing">{t(apio_texts::pin_state)}</h2>
            {move || match shown.get() {
                Standing::Refused(refusal) => view! { <Refused refusal=refusal retry=retry /> }.into_any(),
                Standing::State(state) => {
                    let PinState { login_disabled, expiration_days, does_not_expire } = state;
                    let sentences = move || {
                        apio_texts::pin_sentences(language.get(), login_disabled, expiration_days, does_not_expire)
                            .into_iter()
                            .map(|sentence| view! { <li>{sentence}</li> })
                            .collect_view()
                    };
                    view! { <ul>{sentences}</ul> }.into_any()
                }
            }}
        </section>
    }
    .into_any()
}
