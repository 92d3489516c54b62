//! The PINs that a plan for somebody who leaves has set: shown until somebody has taken them down.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::share;
use crate::components::{language, t};
use crate::pages::apio::pin::fields::in_groups;
use crate::state::person::new_pin::pin_of;
use crate::state::person::plan::{PersonPlan, PersonSystems};
use crate::text::{apio as apio_texts, leaver as texts};

#[component]
pub fn NewPins(server: PersonSystems) -> impl IntoView {
    let language = language();
    let run = PersonPlan::of(server).run;
    let pins = move || {
        run.version().track();
        run.with(|items| {
            let pin = |row: &crate::plan::Row<_>| Some((row.name.clone(), pin_of(row)?.for_field().clone()));
            items.iter().filter_map(|item| pin(item.done.as_ref()?)).collect::<Vec<_>>()
        })
    };
    let has_pins = Memo::new(move |_| !pins().is_empty());
    // Whether copying went well, once it was tried.
    let copied = RwSignal::new(None);
    let copy = move |_| {
        let text = untrack(pins).iter().map(|(_, pin)| pin.as_str()).collect::<Vec<_>>().join("\n");
        spawn_local(async move {
            let done = share::copy(&text).await;
            copied.try_set(Some(done));
        });
    };
    let one = |(name, pin): (String, String)| {
        view! {
            <p class="rules-title">{name}</p>
            <output aria-label=t(apio_texts::new_pin)>{in_groups(&pin)}</output>
        }
    };
    view! {
        <Show when=move || has_pins.get()>
            <section class="generated" aria-labelledby="new-pins">
                <h2 id="new-pins">{t(apio_texts::new_pin)}</h2>
                {move || pins().into_iter().map(one).collect_view()}
                <p class="hint">{t(texts::pin_shown_once)}</p>
                <div class="actions">
                    <button type="button" on:click=copy>{t(apio_texts::copy)}</button>
                    <button type="button" on:click=move |_| run.forget_secrets()>{t(texts::pin_noted)}</button>
                    <span role="status">{move || {
                        let word = |done| if done { apio_texts::copied } else { apio_texts::not_copied };
                        copied.get().map(|done| word(done)(language.get()))
                    }}</span>
                </div>
            </section>
        </Show>
    }
    .into_any()
}
