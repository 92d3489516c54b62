//! What a run had done before a reload, offered as files.

use leptos::prelude::*;

use crate::browser::{kept_in_tab, share};
use crate::components::{language, t};
use crate::list::csv::Csv;
use crate::pages::plan::vendor::PlanPage;
use crate::plan::kept::KeptRun;
use crate::text::plan as texts;

/// What was kept before a reload, where there is no plan any more.
#[component]
pub fn Kept<S: PlanPage>(server: S) -> impl IntoView {
    let language = language();
    let path = server.plan_path();
    let person = server.system().username().unwrap_or_default();
    // It is offered until whoever ran it has no more use for it; somebody else signing in does not end that.
    let run = RwSignal::new(kept_in_tab::read(&path).and_then(|text| KeptRun::read(&text, &person)));
    let save = move |file: &str, text: fn(&KeptRun) -> &str| {
        run.with_untracked(|run| {
            if let Some(run) = run {
                share::save(file, Csv::MEDIA_TYPE, text(run));
            }
        });
    };
    let forget = move |_| {
        kept_in_tab::keep(&path, None);
        run.set(None);
    };
    let forget = StoredValue::new_local(forget);
    let inverse = move || match S::REOPEN {
        Some(reopen) => {
            let open = move |_| {
                let kept = run.with_untracked(|run| run.as_ref().map(|run| run.inverse.clone()));
                if let Some(kept) = kept {
                    reopen(server, &kept);
                }
            };
            view! { <button type="button" on:click=open>{t(texts::reopen_inverse)}</button> }.into_any()
        }
        None => view! {
            <button type="button" on:click=move |_| save("undo.csv", |run| &run.inverse)>
                {t(texts::save_inverse)}
            </button>
        }
        .into_any(),
    };
    let sentence = move || run.with(|run| run.as_ref().map(|run| texts::kept(language.get(), run.done)));
    view! {
        <Show when=move || run.with(Option::is_some)>
            <div class="advice" role="status">
                <p>{sentence}</p>
                <div class="actions">
                    <Show when=move || run.with(|run| run.as_ref().is_some_and(|run| !run.outcome.is_empty()))>
                        <button type="button" on:click=move |_| save("outcome.csv", |run| &run.outcome)>
                            {t(texts::save_outcome)}
                        </button>
                    </Show>
                    <Show when=move || run.with(|run| run.as_ref().is_some_and(|run| !run.inverse.is_empty()))>
                        {inverse()}
                    </Show>
                    <button type="button" on:click=move |event| forget.with_value(|forget| forget(event))>
                        {t(texts::forget_kept)}
                    </button>
                </div>
            </div>
        </Show>
    }
    .into_any()
}
