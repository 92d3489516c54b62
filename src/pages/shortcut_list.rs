//! The list of all keys.

use leptos::prelude::*;

use crate::components::{Dialog, t, text};
use crate::text::{common, shortcuts as texts};

/// The dialog, to be opened again and again.
pub fn page(is_open: RwSignal<bool>) -> AnyView {
    view! {
        <Dialog open=is_open title=text(texts::title) on_close=move |()| is_open.set(false)>
            <dl class="shortcuts">
                {texts::ALL
                    .iter()
                    .map(|(keys, effect)| {
                        view! {
                            <dt>
                                <kbd>{t(*keys)}</kbd>
                            </dt>
                            <dd>{t(*effect)}</dd>
                        }
                    })
                    .collect_view()}
            </dl>
            <p class="hint">{t(texts::command_key)}</p>
            <div class="actions">
                <button type="button" on:click=move |_| is_open.set(false)>
                    {t(common::close)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
