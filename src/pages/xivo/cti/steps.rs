//! What became of the two steps of a save: the account, and the CTI.

use leptos::prelude::*;

use crate::components::form_page::Editing;
use crate::components::{Icon, IconName, language, t};
use crate::form::{Answer, Outcome, Verdict};
use crate::pages::xivo::cti::resource::{ACCOUNT, CTI, CtiForm};
use crate::text::{common, cti as texts, xivo as xivo_texts};
use crate::wire::xivo::Field;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Kept,
    NotKept,
    Unknown,
    NotTried,
}

impl Step {
    /// What became of some of the fields that were sent.
    fn of(outcome: &Outcome<Field>, fields: &[Field]) -> Self {
        let is_unknown = outcome.verdict == Verdict::Unknown
            || outcome.answer != Answer::Accepted
                && fields.iter().any(|field| outcome.hidden.contains(field));
        if is_unknown {
            Self::Unknown
        } else if fields.iter().any(|field| outcome.not_kept.contains(field)) {
            Self::NotKept
        } else {
            Self::Kept
        }
    }
}

/// The outcome of both steps, where there were two.
#[component]
pub fn StepList(editing: Editing<CtiForm>) -> impl IntoView {
    let language = language();
    let steps = editing.resource.steps;
    let draft = editing.draft;
    let outcomes = Memo::new(move |_| {
        let steps = steps.get();
        let outcome = draft.with(|draft| draft.outcome().cloned())?;
        let is_listed = steps.has_account && steps.has_cti;
        is_listed.then(|| {
            let cti = if steps.stopped { Step::NotTried } else { Step::of(&outcome, &CTI) };
            (Step::of(&outcome, &ACCOUNT), cti)
        })
    });
    let word = move |step: Step| {
        let language = language.get();
        match step {
            Step::Kept => texts::step_done(language),
            Step::NotKept => texts::step_refused(language),
            Step::Unknown => texts::step_unknown(language),
            Step::NotTried => texts::step_not_tried(language),
        }
    };
    let icon = |step: Step| match step {
        Step::Kept => IconName::Done,
        Step::NotKept => IconName::Failed,
        Step::Unknown => IconName::Unknown,
        Step::NotTried => IconName::NotTried,
    };
    let lines = move || {
        let (account, cti) = outcomes.get()?;
        let line = move |(name, step): (crate::text::LocalizedText, Step)| {
            view! {
                <li>
                    <Icon name=icon(step) />
                    {t(name)}
                    {move || common::colon(language.get())}
                    {word(step)}
                </li>
            }
        };
        let lines: [(crate::text::LocalizedText, Step); 2] =
            [(texts::step_account, account), (xivo_texts::cti_configuration, cti)];
        Some(lines.map(line).collect_view())
    };
    view! {
        <Show when=move || outcomes.with(Option::is_some)>
            <section class="steps" role="status" aria-label=t(texts::steps)>
                <ol>{lines}</ol>
            </section>
        </Show>
    }
    .into_any()
}
