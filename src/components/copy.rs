//! Copying a text.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::localize::t;
use crate::browser::{dom, share};
use crate::text::{LocalizedText, common};

/// A button that copies a text; where the browser lets no page copy, the text is marked for the
/// person to copy.
#[component]
pub fn CopyText(
    #[prop(into)] text: Signal<String>,
    /// The words of the button.
    copy: LocalizedText,
    /// The label of the text, where it is shown to be copied by hand.
    label: LocalizedText,
    /// The id of the text where it is shown.
    id: &'static str,
    /// So many lines of it are shown.
    rows: &'static str,
) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    // What the text has become since is not what was copied.
    Effect::watch(move || text.get(), move |_, _, _| copied.set(None), false);
    let press = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            let is_copied = share::copy(&text).await;
            copied.try_set(Some(is_copied));
            if !is_copied {
                dom::select_soon(id);
            }
        });
    };
    view! {
        <div class="actions">
            <button type="button" on:click=press>{t(copy)}</button>
            <span role="status">
                {move || match copied.get() {
                    None => ().into_any(),
                    Some(true) => t(common::copied).into_any(),
                    Some(false) => t(common::not_copied).into_any(),
                }}
            </span>
        </div>
        <Show when=move || copied.get() == Some(false)>
            <p>
                <label for=id>{t(label)}</label>
                <textarea id=id readonly rows=rows prop:value=move || text.get()></textarea>
            </p>
        </Show>
    }
    .into_any()
}
