//! What was typed here before the page went, and was not saved.

use leptos::prelude::*;

use super::localize::{language, t};
use super::shell::PageShell;
use crate::browser::{clock, kept_in_tab};
use crate::domain::Language;
use crate::form::{Draft, Field, Unsaved};
use crate::text::form as texts;

/// Keeps in this tab what is typed into a form, and offers back, once, what
/// was kept of it before a reload or a crash. Secrets are not kept. Whoever
/// leaves the view by the console has been asked, and nothing is kept then.
#[component]
pub fn UnsavedOffer<F: Field + Send + Sync>(
    draft: RwSignal<Draft<F>>,
    label: Callback<(Language, F), String>,
) -> impl IntoView {
    let language = language();
    let (view, person) = PageShell::get().view_and_person.run(());
    let kept = kept_in_tab::take(&view)
        .and_then(|text| Unsaved::<F>::read(&text, &person))
        .filter(|kept| draft.with_untracked(|draft| kept.is_news_to(draft.values())));
    let age = kept.as_ref().map_or(0, |kept| kept.age_in_minutes(clock::now()));
    let offered = RwSignal::new(kept);

    let kept_for = view.clone();
    Effect::new(move |_| {
        let text = draft.with(|draft| Unsaved::of(draft, &person, clock::now()).map(|typed| typed.to_text()));
        kept_in_tab::keep(&kept_for, text.as_deref());
    });
    on_cleanup(move || {
        kept_in_tab::keep(&view, None);
    });

    let put_back = move |_| {
        if let Some(kept) = offered.get_untracked() {
            draft.update(|draft| kept.put_into(draft));
        }
        offered.set(None);
    };
    let labels = move || {
        let language = language.get();
        offered.with(|kept| {
            let fields = kept.iter().flat_map(Unsaved::fields);
            fields.map(|field| label.run((language, field))).collect::<Vec<_>>().join(", ")
        })
    };
    view! {
        <Show when=move || offered.with(Option::is_some)>
            <div class="advice" role="status">
                <p>{move || texts::unsaved_found(language.get(), age, &labels())}</p>
                <button type="button" on:click=put_back>
                    {t(texts::unsaved_put_back)}
                </button>
                " "
                <button type="button" on:click=move |_| offered.set(None)>
                    {t(texts::unsaved_drop)}
                </button>
            </div>
        </Show>
    }
    .into_any()
}
