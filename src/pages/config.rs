//! `config.json` is missing or broken: which key, which line, what was expected.

use leptos::prelude::*;

use crate::components::{Title, language, t, text};
use crate::config::ConfigProblem;
use crate::text::{common, config as sentences};

#[component]
pub fn Broken(problem: ConfigProblem, retry: Callback<()>) -> impl IntoView {
    let language = language();
    view! {
        <main class="page" id="content">
            <Title title=text(sentences::broken) />
            <p>{t(sentences::broken_next)}</p>
            <p class="config-problem">
                {move || sentences::problem(language.get(), &problem)}
            </p>
            <button type="button" on:click=move |_| retry.run(())>{t(common::try_again)}</button>
        </main>
    }
    .into_any()
}
