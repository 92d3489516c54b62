//! `config.json` is missing or broken: which key, which line, what was expected.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::{Title, language, t, text};
use crate::config::ConfigProblem;
use crate::text::{common, config as sentences};

#[component]
pub fn Broken(problems: Arc<Vec<ConfigProblem>>, retry: Callback<()>) -> impl IntoView {
    let language = language();
    view! {
        <main class="page" id="content">
            <Title title=text(sentences::broken) />
            <p>{t(sentences::broken_next)}</p>
            <ul class="config-problems">
                {problems
                    .iter()
                    .cloned()
                    .map(|problem| {
                        view! {
                            <li>
                                {move || {
                                    sentences::problem(language.get(), &problem)
                                }}
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            <button type="button" on:click=move |_| retry.run(())>{t(common::try_again)}</button>
        </main>
    }
    .into_any()
}
