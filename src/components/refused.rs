//! A refusal on the screen: the sentence, the problems, the server's own words.

use leptos::prelude::*;

use super::link::FieldLink;
use super::words::{language, t};
use crate::domain::{Problem, Refusal};
use crate::text::{common, refusal as sentences};

/// One line of a summary: a sentence and, where a field is at fault, the id
/// of its control.
#[derive(Clone, PartialEq, Eq)]
pub struct Complaint {
    pub sentence: String,
    pub control: Option<String>,
}

/// What went wrong, above a form: takes the focus when it appears, links to
/// the fields, and holds what has no field. The server's own words can be opened.
#[component]
pub fn ProblemSummary(
    /// One a page; used to move the focus here.
    id: &'static str,
    #[prop(into)] heading: Signal<String>,
    #[prop(into)] complaints: Signal<Vec<Complaint>>,
    #[prop(into)] said: Signal<Vec<String>>,
) -> impl IntoView {
    // Read to those who listen when it changes, not at each key.
    let complaints = Memo::new(move |_| complaints.get());
    let said = Memo::new(move |_| said.get());
    view! {
        <div class="summary" role="alert" id=id tabindex="-1">
            <h2>{move || heading.get()}</h2>
            <ul>
                {move || {
                    complaints
                        .get()
                        .into_iter()
                        .map(|complaint| {
                            let sentence = complaint.sentence;
                            match complaint.control {
                                Some(control) => view! { <FieldLink control=control label=sentence /> }.into_any(),
                                None => view! { <li>{sentence}</li> }.into_any(),
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <ServerWords said=said />
        </div>
    }
}

/// "What the server said", folded.
#[component]
pub fn ServerWords(#[prop(into)] said: Signal<Vec<String>>) -> impl IntoView {
    view! {
        <Show when=move || said.with(|said| !said.is_empty())>
            <details class="server-words">
                <summary>{t(common::server_words)}</summary>
                <pre>{move || said.with(|said| said.join("\n"))}</pre>
            </details>
        </Show>
    }
}

/// A refusal in the place of a whole view, with a button to try again.
#[component]
pub fn Refused(refusal: Refusal, #[prop(optional, into)] retry: Option<Callback<()>>) -> impl IntoView {
    let language = language();
    let said = refusal.server_messages.clone();
    let kind = refusal.clone();
    view! {
        <div class="refused" role="alert">
            <p>{move || sentences::refusal(language.get(), &kind)}</p>
            <ServerWords said=Signal::stored(said) />
            {retry
                .map(|retry| {
                    view! {
                        <button type="button" on:click=move |_| retry.run(())>
                            {t(common::try_again)}
                        </button>
                    }
                })}
        </div>
    }
}

/// The sentence at a field.
pub fn problem_sentence(language: crate::domain::Language, problem: &Problem) -> String {
    sentences::problem(language, problem)
}
