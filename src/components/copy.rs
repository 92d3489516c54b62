//! Copying a text.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::localize::t;
use crate::browser::{dom, share};
use crate::text::{LocalizedText, common};

/// A button that copies a text, and says whether it did.
#[component]
pub fn CopyButton(
    #[prop(into)] text: Signal<String>,
    /// The words of the button.
    copy: LocalizedText,
    /// What is said where the browser lets no page copy.
    not_copied: LocalizedText,
    /// Called with whether it was copied, once it was tried.
    #[prop(optional)]
    on_done: Option<Callback<bool>>,
) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    // What the text has become since is not what was copied.
    Effect::watch(move || text.get(), move |_, _, _| copied.set(None), false);
    let press = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            let is_copied = share::copy(&text).await;
            if copied.try_set(Some(is_copied)).is_none()
                && let Some(on_done) = on_done
            {
                on_done.run(is_copied);
            }
        });
    };
    let outcome = move || {
        let word = |is_copied| if is_copied { common::copied } else { not_copied };
        copied.get().map(|is_copied| t(word(is_copied)))
    };
    view! {
        <button type="button" on:click=press>{t(copy)}</button>
        <span role="status">{outcome}</span>
    }
    .into_any()
}

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
    let is_refused = RwSignal::new(false);
    Effect::watch(move || text.get(), move |_, _, _| is_refused.set(false), false);
    let show = Callback::new(move |is_copied: bool| {
        is_refused.set(!is_copied);
        if !is_copied {
            dom::select_soon(id);
        }
    });
    view! {
        <div class="actions">
            <CopyButton text=text copy=copy not_copied=common::not_copied on_done=show />
        </div>
        <Show when=move || is_refused.get()>
            <p>
                <label for=id>{t(label)}</label>
                <textarea id=id readonly rows=rows prop:value=move || text.get()></textarea>
            </p>
        </Show>
    }
    .into_any()
}
