//! The question before another plan takes the place of one that has made passwords: nobody can read
//! them later.

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::{Dialog, language, t, text};
use crate::pages::plan::vendor::PlanPage;
use crate::state::system_plan::Plan;
use crate::text::{common, plan as texts};

/// The id of the button that keeps the plan that is there.
const CANCEL: &str = "hand-over-cancel";

#[component]
pub fn HandOver<S: PlanPage>(server: S) -> impl IntoView {
    let language = language();
    let plan = Plan::of(server);
    let is_asking = Memo::new(move |_| plan.has_next());
    Effect::new(move |_| {
        if is_asking.get() {
            // Whoever presses Enter at once has not read what is lost.
            dom::focus_soon(CANCEL);
        }
    });
    on_cleanup(move || plan.forget_next());
    let begin = move || plan.begin_next();
    let save_button = move || {
        let (label, hand_over) = S::HAND_OVER?;
        let save = move |_| {
            hand_over(server, language.get_untracked());
            begin();
        };
        Some(view! { <button type="button" class="primary" on:click=save>{t(label)}</button> })
    };
    view! {
        <Dialog open=is_asking title=text(texts::not_handed_over) on_close=move || plan.forget_next()>
            <p>{t(texts::what_is_lost)}</p>
            <div class="actions">
                {save_button}
                <button type="button" class="danger" on:click=move |_| begin()>
                    {t(texts::begin_without)}
                </button>
                <button type="button" id=CANCEL on:click=move |_| plan.forget_next()>
                    {t(common::cancel)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
