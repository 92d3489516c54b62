//! A quiet sign that something is on its way.

use std::time::Duration;

use leptos::prelude::*;

use super::localize::t;
use crate::browser::clock::Timer;
use crate::text::common;

/// Nothing for the first 150 ms, so that quick answers do not flicker; then
/// a word, which screen readers hear too.
#[component]
pub fn Loading() -> impl IntoView {
    let shown = RwSignal::new(false);
    let timer = StoredValue::new(Some(Timer::after(Duration::from_millis(150), move || {
        shown.try_set(true);
    })));
    on_cleanup(move || {
        timer.try_update_value(Option::take);
    });
    let word = t(common::loading);
    view! {
        <p class="loading" role="status">
            {move || shown.get().then(word)}
        </p>
    }
}
