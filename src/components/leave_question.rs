//! The question before something is lost.

use leptos::prelude::*;

use super::dialog::Dialog;
use super::localize::{t, text};
use crate::text::common;

/// "Leave without saving?"
#[component]
pub fn LeaveQuestion(
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] on_stay: Callback<()>,
    #[prop(into)] on_leave: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog open=open title=text(common::leave_title) on_close=move || on_stay.run(())>
            <p>{t(common::leave_sentence)}</p>
            <div class="actions">
                <button type="button" class="primary" on:click=move |_| on_stay.run(())>
                    {t(common::stay)}
                </button>
                <button type="button" on:click=move |_| on_leave.run(())>
                    {t(common::leave)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
