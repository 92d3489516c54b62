//! The PINs that a plan for somebody who leaves has set: shown until somebody has taken them down.

use leptos::prelude::*;

use crate::components::{CopyButton, t};
use crate::pages::apio::pin::fields::in_groups;
use crate::state::person::new_pin::{RunPin, pins_of};
use crate::state::person::plan::{PersonPlan, PersonSystems};
use crate::text::{apio as apio_texts, leaver as texts};

#[component]
pub fn NewPins(server: PersonSystems) -> impl IntoView {
    let run = PersonPlan::of(server).run;
    let pins = Memo::new(move |_| pins_of(run));
    let to_copy = Signal::derive(move || {
        pins.with(|pins| pins.iter().map(|own| own.pin.for_field().as_str()).collect::<Vec<_>>().join("\n"))
    });
    let one = |RunPin { name, pin, is_set }: RunPin| {
        view! {
            <p class="rules-title">{name}</p>
            <output aria-label=t(apio_texts::new_pin)>{in_groups(pin.for_field())}</output>
            {(!is_set).then(|| view! { <p class="advice">{t(texts::pin_perhaps_set)}</p> })}
        }
    };
    view! {
        <Show when=move || pins.with(|pins| !pins.is_empty())>
            <section class="generated" aria-labelledby="new-pins">
                <h2 id="new-pins">{t(apio_texts::new_pin)}</h2>
                {move || pins.get().into_iter().map(one).collect_view()}
                <p class="hint">{t(texts::pin_shown_once)}</p>
                <div class="actions">
                    <CopyButton text=to_copy copy=apio_texts::copy not_copied=apio_texts::not_copied />
                    <button type="button" on:click=move |_| run.forget_secrets()>{t(texts::pin_noted)}</button>
                </div>
            </section>
        </Show>
    }
    .into_any()
}
