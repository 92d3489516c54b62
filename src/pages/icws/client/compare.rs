//! The fold below somebody's configuration in which it is compared with
//! somebody else's. What is in it comes when it is first opened.

use leptos::ev;

use crate::components::form_page::Editing;
use crate::components::t;
use crate::pages::icws::client::resource::ClientForm;
use crate::state::Console;
use crate::text::icws as texts;
use leptos::prelude::*;

/// Open from the start where the address names the other person (`?with=`).
#[component]
pub fn Compare(editing: Editing<ClientForm>, differences: ViewFn) -> impl IntoView {
    let query = Console::get().navigation.query();
    let is_open = query.with_untracked(|query| query.get("with").is_some_and(|with| !with.is_empty()));
    let was_opened = RwSignal::new(is_open);
    let is_wanted = Memo::new(move |_| was_opened.get());
    provide_context(editing);
    // The browser tells it later, when the page may have been left.
    let toggled = move |_: ev::Event| {
        was_opened.try_set(true);
    };
    view! {
        <details class="compare" open=is_open on:toggle=toggled>
            <summary>{t(texts::compare_people)}</summary>
            <Show when=move || is_wanted.get()>
                {differences.run()}
            </Show>
        </details>
    }
    .into_any()
}
