//! A modal dialog on the platform's own `<dialog>`.

use leptos::{ev, html};

use leptos::prelude::*;

/// A question or step above the page. Escape and the browser's own ways of
/// closing call `on_close`; the focus goes in and comes back by itself.
#[component]
pub fn Dialog(
    #[prop(into)] open: Signal<bool>,
    /// Its heading, which is also its accessible name.
    #[prop(into)]
    title: Signal<String>,
    #[prop(into)] on_close: Callback<()>,
    /// Made anew each time the dialog opens, so that nothing stays in it.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    // Being asked again is no reason to make the buttons anew under the focus.
    let open = Memo::new(move |_| open.get());
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => {
                // Refused only where the element is not in the document.
                let _ = dialog.show_modal();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let cancelled = move |event: ev::Event| {
        event.prevent_default();
        on_close.run(());
    };
    view! {
        <dialog class="dialog" node_ref=node on:cancel=cancelled aria-label=move || title.get()>
            {move || {
                open.get().then(|| {
                    view! {
                        <h2>{move || title.get()}</h2>
                        {children()}
                    }
                })
            }}
        </dialog>
    }
}
