//! `config.json` is missing or broken: which key, which line, what was expected.

use leptos::prelude::*;

use crate::components::{Title, language, t, text};
use crate::config;
use crate::text::{common, config as sentences};

/// What is wrong with the file, or with the HTTP status that came instead of it.
pub fn page(file: Result<&[u8], u16>, retry: Callback<()>) -> AnyView {
    let problem = match file.map(config::parse) {
        Err(404) => config::missing(),
        Err(status) => config::not_given(status),
        Ok(Err(problem)) => problem,
        // It would have been taken.
        Ok(Ok(_)) => return ().into_any(),
    };
    view! { <Broken problem=problem retry=retry /> }.into_any()
}

#[component]
fn Broken(problem: config::ConfigProblem, retry: Callback<()>) -> impl IntoView {
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
