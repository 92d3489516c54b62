//! What happened, read out by screen readers as it comes.

use leptos::prelude::*;

use super::undo::{RunUndo, close_id};
use crate::components::{Icon, IconName, language, t};
use crate::journal::{Entry, Undo};
use crate::state::{Console, notices::Tone};
use crate::text::{common, journal as journal_texts};

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
                        <Icon name=match notice.tone {
                            Tone::Done => IconName::Done,
                            Tone::Warning => IconName::Warning,
                            Tone::Failed => IconName::Failed,
                        } />
                        <p>{move || (notice.sentence)(language.get())}</p>
                        {notice.entry.map(|number| view! { <UndoButton number=number /> })}
                        <button
                            type="button"
                            class="quiet"
                            id=close_id(notice.id)
                            on:click=move |_| notices.close(notice.id)
                        >
                            {close}
                        </button>
                    </div>
                </For>
            </div>
        </section>
    }
    .into_any()
}

/// Offers to give a write back, as long as that can be.
#[component]
fn UndoButton(number: u32) -> impl IntoView {
    let language = language();
    let journal = Console::get().journal;
    let run_undo = use_context::<RunUndo>();
    let with =
        move |read: fn(&Entry) -> bool| journal.with(|journal| journal.entry(number).is_some_and(read));
    let is_under_way = Memo::new(move |_| with(|entry| entry.undo == Undo::UnderWay));
    let is_offered = Memo::new(move |_| is_under_way.get() || with(Entry::can_undo));
    view! {
        <Show when=move || is_offered.get()>
            <button
                type="button"
                class="quiet"
                aria-disabled=move || is_under_way.get().then_some("true")
                on:click=move |_| {
                    if let Some(run_undo) = run_undo {
                        run_undo.run(number);
                    }
                }
            >
                {move || {
                    let word = if is_under_way.get() { journal_texts::undoing } else { journal_texts::undo };
                    word(language.get())
                }}
            </button>
        </Show>
    }
    .into_any()
}
