//! What happened, read out by screen readers as it comes.

use leptos::prelude::*;

use crate::components::{language, t};
use crate::state::{Console, notices::Tone};
use crate::text::common;

#[component]
pub fn Notices() -> impl IntoView {
    let notices = Console::get().notices;
    let language = language();
    let close = t(common::close);
    view! {
        <section class="notices" aria-label=t(common::notices)>
            <div aria-live="polite" role="status">
                <For each=move || notices.list().get() key=|notice| notice.id let(notice)>
                    <div class=match notice.tone {
                        Tone::Done => "notice done",
                        Tone::Warning => "notice warning",
                        Tone::Failed => "notice failed",
                    }>
                        <span class="glyph" aria-hidden="true">
                            {match notice.tone {
                                Tone::Done => "✓",
                                Tone::Warning => "⚠",
                                Tone::Failed => "✕",
                            }}
                        </span>
                        <p>{move || (notice.sentence)(language.get())}</p>
                        <button type="button" class="quiet" on:click=move |_| notices.close(notice.id)>
                            {close}
                        </button>
                    </div>
                </For>
            </div>
        </section>
    }
    .into_any()
}
