//! The heading of a view.

use leptos::prelude::*;

use super::localize::language;
use crate::browser::dom;
use crate::text::common;

/// Titles the tab and gives the page its one `h1`.
#[component]
pub fn Title(
    #[prop(into)] title: Signal<String>,
    /// Whose page it is, where the heading names nobody: the tabs of several people differ by it.
    #[prop(optional, into)]
    whose: Option<Signal<String>>,
) -> impl IntoView {
    let language = language();
    let title = Signal::derive(move || {
        let mut title = title.get();
        dom::shorten(&mut title);
        title
    });
    Effect::new(move |_| {
        let mut whose = whose.map(|whose| whose.get()).unwrap_or_default();
        dom::shorten(&mut whose);
        let names = [whose, title.get()].into_iter().filter(|name| !name.is_empty());
        let names = names.collect::<Vec<_>>().join(" · ");
        dom::set_title(&common::tab_title(language.get(), &names));
    });
    view! { <h1>{move || title.get()}</h1> }.into_any()
}
