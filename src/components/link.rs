//! Links between views.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::MouseEvent;

use crate::browser::{dom, history};
use crate::route::{Query, Route};

/// How a link navigates; provided by the shell, so that widgets need not know
/// the state.
#[derive(Clone)]
pub struct Go(pub Arc<dyn Fn(&str) + Send + Sync>);

/// Is this click one that the browser should handle itself (new tab, download)?
fn is_special(event: &MouseEvent) -> bool {
    event.button() != 0 || event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key()
}

/// A link to a view: an honest `href`, followed without loading the page anew.
#[component]
pub fn Link(
    #[prop(into)] to: Signal<Route>,
    /// What follows the question mark.
    #[prop(optional, into)]
    query: Signal<Query>,
    /// Marks the present page (`aria-current`).
    #[prop(optional, into)]
    current: Signal<bool>,
    #[prop(optional, into)] class: &'static str,
    #[prop(into, default = None)] id: Option<&'static str>,
    /// The keys that do the same, as `aria-keyshortcuts` names them.
    #[prop(optional, into)]
    shortcut: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let go = use_context::<Go>();
    let url = move || to.with(|route| query.with(|query| route.url(query)));
    let click = move |event: MouseEvent| {
        if let Some(go) = &go
            && !is_special(&event)
        {
            event.prevent_default();
            (go.0)(&untrack(url));
        }
    };
    view! {
        <a
            id=id
            class=class
            aria-keyshortcuts=shortcut
            href=move || history::href(&url())
            aria-current=move || current.get().then_some("page")
            on:click=click
        >
            {children()}
        </a>
    }
}

/// A link to the control of a field on this page, as an item of a list.
#[component]
pub fn FieldLink(
    /// The id of the control.
    control: String,
    label: String,
) -> impl IntoView {
    let href = ["#", &control].concat();
    let click = move |event: MouseEvent| {
        event.prevent_default();
        dom::focus(&control);
    };
    view! {
        <li>
            <a href=href on:click=click>
                {label}
            </a>
        </li>
    }
    .into_any()
}
