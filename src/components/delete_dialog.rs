//! The dialog that deletes: first what goes with it, then what became of it.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::dialog::Dialog;
use super::localize::{language, t};
use super::refused::Refused;
use super::shell::PageShell;
use crate::browser::{clock, dom};
use crate::domain::{Language, Prerequisite, RefusalKind};
use crate::form::{Deletion, Gone, LOOK_AGAIN_AFTER_S, NotGone};
use crate::journal::{ChangeKind, NewEntry, Settlement, WriteOutcome};
use crate::text::{LocalizedText, common, deletion as deletion_texts};

/// The id of the button that leaves everything as it is.
const CANCEL: &str = "delete-cancel";

/// What the dialog deletes, and how that differs from other things.
pub trait Deletable: Copy + Send + Sync + 'static {
    /// How much goes: the object alone, or what belongs to it as well.
    type Scope: Copy + Send + Sync + 'static;
    /// What is known of what went.
    type Report: 'static;

    /// Whom the sentences are about. Reactive.
    fn name(self, language: Language) -> String;

    /// The scopes that are offered, each with the words of its button. Reactive.
    fn scopes(self) -> Vec<(LocalizedText, Self::Scope)>;

    /// Asks the server to delete it, and looks what is there afterwards. Goes on
    /// to its end when the page was left meanwhile.
    fn delete(self, scope: Self::Scope) -> impl Future<Output = Deletion<Self::Report>>;

    /// What looks whether it is not there any more, also when the page was left meanwhile; `false` also
    /// where that cannot be read.
    fn is_gone(self) -> impl AsyncFn() -> bool + 'static;

    /// It is gone, and the page still shows it: what comes in its place.
    fn show_gone(self, name: String, scope: Self::Scope, gone: Gone<Self::Report>);
}

#[component]
pub fn DeleteDialog<D: Deletable>(
    subject: D,
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    /// What is said and chosen before.
    children: ChildrenFn,
) -> impl IntoView {
    let language = language();
    let shell = PageShell::get();
    let is_deleting = RwSignal::new(false);
    let not_gone = RwSignal::new(None::<NotGone>);
    // What is still looked up for an earlier try is no answer to a later one.
    let attempts = RwSignal::new(0_u32);
    Effect::new(move |_| {
        if open.get() {
            // Whoever presses Enter at once has not read what goes.
            dom::focus_soon(CANCEL);
        }
    });
    let close = move || {
        if is_deleting.get_untracked() {
            return;
        }
        open.set(false);
        // What the server wants done first is not forgotten.
        if !not_gone.with_untracked(|why| why.as_ref().is_some_and(wants_something_first)) {
            not_gone.set(None);
        }
    };
    let delete = move |scope: D::Scope| {
        if is_deleting.get_untracked() {
            return;
        }
        is_deleting.set(true);
        not_gone.set(None);
        attempts.update(|attempts| *attempts += 1);
        let attempt = attempts.get_untracked();
        shell.clear_notices.run(());
        let name = untrack(|| subject.name(language.get()));
        let show_gone = move |name, gone| {
            if open.try_set(false).is_none() {
                subject.show_gone(name, scope, gone);
            }
        };
        let is_gone = subject.is_gone();
        let entry = shell.add_entry.run(NewEntry {
            route: None,
            name: name.clone(),
            kind: ChangeKind::Deleted,
            values: Vec::new(),
        });
        let settle = move |outcome| shell.settle_entry.run((entry, Settlement::new(outcome)));
        spawn_local((shell.on_behalf_of_present_people)(Box::pin(async move {
            let deletion = subject.delete(scope).await;
            settle(WriteOutcome::of_deletion(&deletion));
            is_deleting.try_set(false);
            let why = match deletion {
                Deletion::Gone(gone) => return show_gone(name, gone),
                Deletion::NotGone(why) => why,
            };
            let may_follow = why.may_follow();
            not_gone.try_set(Some(why));
            let is_past = || attempts.try_get_untracked().is_some_and(|now| now != attempt);
            for wait in LOOK_AGAIN_AFTER_S.into_iter().filter(|_| may_follow) {
                clock::sleep(Duration::from_secs(wait)).await;
                if is_past() {
                    return;
                }
                if is_gone().await {
                    settle(WriteOutcome::Done);
                    // Whoever closed the dialog may be at something else; the journal says it.
                    if !is_past() && open.try_get_untracked() == Some(true) {
                        show_gone(name, Gone::WithoutAnswer);
                    }
                    return;
                }
            }
        })));
    };
    let aftermath = move || {
        let why = not_gone.get()?;
        let refusal = why.refusal().cloned().map(|refusal| view! { <Refused refusal=refusal /> });
        let sentence = move || {
            let language = language.get();
            deletion_texts::not_gone(language, &why, &subject.name(language))
        };
        Some(view! {
            <p role="status">{sentence}</p>
            {refusal}
        })
    };
    let buttons = move || {
        let button = |(word, scope): (LocalizedText, D::Scope)| {
            view! {
                <button
                    type="button"
                    class="danger"
                    aria-disabled=move || is_deleting.get().then_some("true")
                    on:click=move |_| delete(scope)
                >
                    {t(word)}
                </button>
            }
        };
        subject.scopes().into_iter().map(button).collect_view()
    };
    view! {
        <Dialog open=open title=title on_close=close>
            {children()}
            {aftermath}
            <div class="actions">
                {buttons}
                <button type="button" id=CANCEL on:click=move |_| close()>{t(common::cancel)}</button>
            </div>
        </Dialog>
    }
    .into_any()
}

fn wants_something_first(why: &NotGone) -> bool {
    let kind = why.refusal().map(|refusal| &refusal.kind);
    matches!(kind, Some(RefusalKind::MustFirst(what)) if *what != Prerequisite::BrowserCredentials)
}
