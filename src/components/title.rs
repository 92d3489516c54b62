//! The heading of a view.

use leptos::prelude::*;

use super::localize::language;
use crate::browser::dom;
use crate::text::common;

/// Titles the tab and gives the page its one `h1`.
#[component]
pub fn Title(#[prop(into)] title: Signal<String>) -> impl IntoView {
    let language = language();
    let title = Signal::derive(move || {
        let mut title = title.get();
        dom::shorten(&mut title);
        title
    });
    Effect::new(move |_| dom::set_title(&common::tab_title(language.get(), &title.get())));
    view! { <h1>{move || title.get()}</h1> }.into_any()
}
