//! The list of a form's sections, which a wide screen has room for beside them.

use leptos::prelude::*;

use super::link::FieldLink;
use super::localize::t;
use crate::text::form as texts;

/// A section of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The id of its heading, which can take the focus.
    pub id: String,
    pub heading: String,
}

/// Leads to each of the sections, where there are several. It stands behind the form for whoever
/// goes by Tab: the first field is what they came for.
#[component]
pub fn SectionList(sections: Signal<Vec<Section>>) -> impl IntoView {
    let links = move || {
        let link = |Section { id, heading }| view! { <FieldLink control=id label=heading /> };
        sections.get().into_iter().map(link).collect_view()
    };
    view! {
        <Show when=move || sections.with(|sections| sections.len() > 1)>
            <nav class="sections" aria-label=t(texts::sections)>
                <ul>{links}</ul>
            </nav>
        </Show>
    }
    .into_any()
}
