//! Is this installation in order?

use leptos::task::spawn_local;

use crate::components::{Link, Loading, Title, language, t, text};
use crate::pages::systems::Health;
use crate::state::check::{self, Check, Finding};
use crate::state::{Console, System};
use crate::text::{Word, check as words, common};
use leptos::prelude::*;

fn name(check: Check) -> (Word, Word) {
    match check {
        Check::Policy => (words::policy, words::policy_mend),
        Check::NoSniff => (words::no_sniff, words::no_sniff_mend),
        Check::Referrer => (words::referrer, words::referrer_mend),
        Check::WasmType => (words::wasm_type, words::wasm_type_mend),
        Check::Compression => (words::compression, words::compression_mend),
        Check::DeepLink => (words::deep_link, words::deep_link_mend),
        Check::Clock => (words::clock, words::clock_mend),
    }
}

/// The page, which asks again each time that it is opened.
pub fn page() -> AnyView {
    let findings = RwSignal::new(None::<Vec<Finding>>);
    let run = move || {
        findings.set(None);
        spawn_local(async move {
            findings.try_set(Some(check::run().await));
        });
    };
    run();
    let systems = Console::get().systems.all();
    let rows = systems.into_iter().map(|system| view! { <SystemRow system=system /> }).collect_view();
    view! {
        <Title title=text(common::check) />
        <p>{t(words::intro)}</p>
        {move || match findings.get() {
            None => view! { <Loading /> }.into_any(),
            Some(findings) => {
                let rows = findings.into_iter().map(one).collect_view();
                view! { <ul class="systems">{rows}</ul> }.into_any()
            }
        }}
        <ul class="systems">{rows}</ul>
        <div class="actions">
            <button type="button" on:click=move |_| run()>{t(words::again)}</button>
        </div>
    }
    .into_any()
}

fn one((check, found): Finding) -> AnyView {
    let (title, mend) = name(check);
    let (glyph, state): (&str, Word) = match found {
        Some(true) => ("✓", common::status_in_order),
        Some(false) => ("✕", words::not_in_order),
        None => ("?", words::not_known),
    };
    view! {
        <li>
            <div>
                <strong>{t(title)}</strong>
                {(found == Some(false)).then(|| view! { <p class="hint">{t(mend)}</p> })}
            </div>
            <span class="state">
                <span class="glyph" aria-hidden="true">{glyph}</span>
                " "
                {t(state)}
            </span>
        </li>
    }
    .into_any()
}

/// A system, and whether its API answers.
#[component]
fn SystemRow(system: System) -> impl IntoView {
    let health = Health::of(system);
    let language = language();
    view! {
        <li>
            <Link to=super::systems::first_view(system) class="card">{system.name()}</Link>
            <span class="state">
                <span class="glyph" aria-hidden="true">{move || health.get().word().0}</span>
                " "
                {move || (health.get().word().1)(language.get())}
            </span>
        </li>
    }
    .into_any()
}
