//! A refusal on the screen: the sentence, the problems, the server's own words.

use leptos::prelude::*;

use super::link::FieldLink;
use super::localize::{language, t};
use crate::domain::{Language, Problem, Refusal, RefusalKind, Trouble};
use crate::form::{Answer, Draft, Field, Verdict};
use crate::text::{common, form as form_texts, refusal as sentences};

/// The id of the summary; there is one a page.
pub const SUMMARY: &str = "problems";

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
    #[prop(into)] messages: Signal<Vec<String>>,
) -> impl IntoView {
    // Read to those who listen when it changes, not at each key.
    let complaints = Memo::new(move |_| complaints.get());
    let messages = Memo::new(move |_| messages.get());
    view! {
        <div class="summary" role="alert" id=id tabindex="-1">
            <h2>{move || heading.get()}</h2>
            <Show when=move || !complaints.with(Vec::is_empty)>
                <ul>
                    {move || {
                        complaints
                            .get()
                            .into_iter()
                            .map(|complaint| {
                                let sentence = complaint.sentence;
                                match complaint.control {
                                    Some(control) => {
                                        view! { <FieldLink control=control label=sentence /> }.into_any()
                                    }
                                    None => view! { <li>{sentence}</li> }.into_any(),
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </Show>
            <ServerMessages messages=messages />
        </div>
    }
}

/// What a problem at a field is about, and the id of its control.
pub type ProblemPlace<F> = Callback<(Language, F, Problem), (String, String)>;

/// What is wrong with a form, and what became of its last save where that was
/// no plain success.
#[component]
pub fn FormProblems<F: Field>(
    draft: RwSignal<Draft<F>>,
    label: Callback<(Language, F), String>,
    /// The id of a field's control.
    control_id: Callback<F, String>,
    /// The sentence of a problem at a field, where it is not the usual one.
    #[prop(optional)]
    sentence: Option<Callback<(Language, F, Problem), String>>,
    /// Where a problem stands, where a field has several controls.
    #[prop(optional)]
    place: Option<ProblemPlace<F>>,
    /// The sentence of a problem without a field, where it is not the usual one.
    #[prop(optional)]
    elsewhere_sentence: Option<Callback<(Language, Problem), String>>,
    /// The sentence of the refusal, where it is not the usual one.
    #[prop(optional)]
    refusal_sentence: Option<Callback<(Language, Refusal), String>>,
    /// What stands in the place of the usual heading, if anything does.
    #[prop(optional, into)]
    heading: Signal<Option<String>>,
) -> impl IntoView {
    let language = language();
    let is_shown = Memo::new(move |_| {
        draft.with(|draft| {
            let is_saved = |answer, verdict| answer == Answer::Accepted && verdict == Verdict::AllKept;
            let outcome = draft.outcome().map(|outcome| is_saved(outcome.answer, outcome.verdict));
            !draft.problems().is_empty() || outcome == Some(false)
        })
    });
    let heading = Signal::derive(move || {
        let language = language.get();
        if let Some(heading) = heading.get() {
            return heading;
        }
        draft.with(|draft| form_heading(language, draft, |field| label.run((language, field))))
    });
    let complaints = Signal::derive(move || {
        let language = language.get();
        let label = |field| label.run((language, field));
        let sentence = |field, problem: &Problem| match sentence {
            Some(sentence) => sentence.run((language, field, problem.clone())),
            None => problem_sentence(language, problem),
        };
        let place = |field, problem: &Problem| match place {
            Some(place) => place.run((language, field, problem.clone())),
            None => (label(field), control_id.run(field)),
        };
        let elsewhere = |problem: &Problem| match elsewhere_sentence {
            Some(sentence) => sentence.run((language, problem.clone())),
            None => problem_sentence(language, problem),
        };
        let refused = |refusal: &Refusal| match refusal_sentence {
            Some(sentence) => sentence.run((language, refusal.clone())),
            None => sentences::refusal(language, refusal),
        };
        draft.with(|draft| form_complaints(language, draft, label, sentence, place, elsewhere, refused))
    });
    let messages = Signal::derive(move || {
        draft.with(|draft| {
            draft.problems().refusal().map(|refusal| refusal.server_messages.clone()).unwrap_or_default()
        })
    });
    view! {
        <Show when=move || is_shown.get()>
            <ProblemSummary id=SUMMARY heading=heading complaints=complaints messages=messages />
        </Show>
    }
    .into_any()
}

fn form_heading<F: Field>(language: Language, draft: &Draft<F>, label: impl Fn(F) -> String) -> String {
    let refusal = draft.problems().refusal();
    match draft.outcome() {
        // The server refused, and that it kept nothing was looked up.
        Some(outcome)
            if outcome.verdict == Verdict::NothingKept
                && refusal.is_some_and(|refusal| !is_failure(&refusal.kind)) =>
        {
            common::not_saved(language).to_owned()
        }
        Some(outcome) => form_texts::outcome(language, outcome, label),
        None if refusal.is_some() => common::not_saved(language).to_owned(),
        None => common::problems_heading(language).to_owned(),
    }
}

/// Did the server fail, rather than refuse?
fn is_failure(kind: &RefusalKind) -> bool {
    matches!(kind, RefusalKind::OutOfReach(_) | RefusalKind::NotUnderstood | RefusalKind::ServerFault)
}

/// Each problem with its field, and the refusal's own sentence where no field
/// is at fault.
fn form_complaints<F: Field>(
    language: Language,
    draft: &Draft<F>,
    label: impl Fn(F) -> String,
    sentence: impl Fn(F, &Problem) -> String,
    place: impl Fn(F, &Problem) -> (String, String),
    elsewhere: impl Fn(&Problem) -> String,
    refused: impl Fn(&Refusal) -> String,
) -> Vec<Complaint> {
    let problems = draft.problems();
    let is_shared = |problem: &Problem| problem.trouble == Trouble::RefusedOne;
    let first_shared = problems.at_fields().position(|(_, problem)| is_shared(problem));
    let mut lines: Vec<Complaint> = problems
        .at_fields()
        .enumerate()
        // What several fields share is said once for all of them.
        .filter(|(at, (_, problem))| !is_shared(problem) || Some(*at) == first_shared)
        .map(|(_, (field, problem))| {
            let (label, control) = place(field, problem);
            let sentence = match is_shared(problem) {
                true => problem_sentence(language, problem),
                false => common::labelled(language, &label, &sentence(field, problem)),
            };
            Complaint { sentence, control: Some(control) }
        })
        .collect();
    for problem in problems.elsewhere() {
        let mut sentence = elsewhere(problem);
        if let Some(name) = problem.field.as_deref() {
            let known = F::from_wire(name).map(&label);
            sentence = common::labelled(language, known.as_deref().unwrap_or(name), &sentence);
        }
        lines.push(Complaint { sentence, control: None });
    }
    let is_kept = draft.outcome().is_some_and(|outcome| outcome.verdict == Verdict::AllKept);
    let says_more =
        |refusal: &&Refusal| refusal.kind == RefusalKind::DoneInPart || lines.is_empty() && !is_kept;
    if let Some(refusal) = problems.refusal().filter(says_more) {
        lines.insert(0, Complaint { sentence: refused(refusal), control: None });
    }
    lines
}

/// "What the server said", folded.
#[component]
pub fn ServerMessages(#[prop(into)] messages: Signal<Vec<String>>) -> impl IntoView {
    view! {
        <Show when=move || messages.with(|messages| !messages.is_empty())>
            <details class="server-words">
                <summary>{t(common::server_messages)}</summary>
                <pre>{move || messages.with(|messages| messages.join("\n"))}</pre>
            </details>
        </Show>
    }
}

/// A refusal in the place of a whole view, with a button to try again.
#[component]
pub fn Refused(refusal: Refusal, #[prop(optional, into)] retry: Option<Callback<()>>) -> impl IntoView {
    let language = language();
    let messages = refusal.server_messages.clone();
    let kind = refusal.clone();
    view! {
        <div class="refused" role="alert">
            <p>{move || sentences::refusal(language.get(), &kind)}</p>
            <ServerMessages messages=Signal::stored(messages) />
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
