//! What a run has done is kept in this tab, and offered as files after a reload.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::{clock, share, unsaved};
use crate::components::{language, t};
use crate::list::csv::Csv;
use crate::pages::plan::save;
use crate::pages::plan::vendor::PlanPage;
use crate::plan::kept::KeptRun;
use crate::state::plan::Phase;
use crate::state::system_plan::Plan;
use crate::text::plan as texts;

/// While it runs it is kept at most so often, in milliseconds.
const AT_MOST_EVERY: f64 = 2_000.0;

/// Keeps what the run of this page has done, as long as the page is there.
pub fn keep_run<S: PlanPage>(server: S) {
    let language = language();
    let run = Plan::of(server).run;
    let kept_at = StoredValue::new(0.0);
    let keep = move || {
        let person = server.system().username().unwrap_or_default();
        if let Some(run) = untrack(|| save::to_kept(server, language.get())) {
            unsaved::keep(&server.plan_path(), Some(&run.to_text(&person)));
        }
    };
    Effect::new(move |_| {
        run.version().track();
        let is_running = run.phase().get() == Phase::Running;
        let now = clock::now();
        if !is_running || now - kept_at.get_value() > AT_MOST_EVERY {
            kept_at.set_value(now);
            keep();
        }
    });
    let hidden = window_event_listener(ev::pagehide, move |_| keep());
    on_cleanup(move || hidden.remove());
}

/// What was kept before a reload, where there is no plan any more.
#[component]
pub fn Kept<S: PlanPage>(server: S) -> impl IntoView {
    let language = language();
    let path = server.plan_path();
    let person = server.system().username().unwrap_or_default();
    let text = unsaved::take(&path);
    let run = text.as_deref().and_then(|text| KeptRun::read(text, &person));
    if run.is_some() {
        // It is offered until somebody has no more use for it.
        unsaved::keep(&path, text.as_deref());
    }
    let run = RwSignal::new(run);
    let save = move |file: &str, text: fn(&KeptRun) -> &str| {
        run.with_untracked(|run| {
            if let Some(run) = run {
                share::save(file, Csv::MEDIA_TYPE, text(run));
            }
        });
    };
    let forget = move |_| {
        unsaved::keep(&path, None);
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
                    <button type="button" on:click=move |_| save("outcome.csv", |run| &run.outcome)>
                        {t(texts::save_outcome)}
                    </button>
                    {inverse}
                    <button type="button" on:click=move |event| forget.with_value(|forget| forget(event))>
                        {t(texts::forget_kept)}
                    </button>
                </div>
            </div>
        </Show>
    }
    .into_any()
}
