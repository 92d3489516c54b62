//! A write of an object: entered in the journal, sent, and looked up.

use std::time::Duration;

use leptos::prelude::Callable;

use super::form_resource::Resource;
use super::shell::PageShell;
use crate::browser::clock;
use crate::domain::{Refusal, RefusalKind};
use crate::form::{Answer, Checked, Field, Outcome, Verdict};
use crate::journal::{ChangeKind, NewEntry, Settlement, WriteOutcome, journal_values};
use crate::route::Route;

/// A form that was sent, and how that was answered.
pub(super) struct SentForm<R: Resource> {
    resource: R,
    pub checked: Checked<R::Field>,
    pub answer: Answer,
    pub refusal: Option<Refusal>,
    /// The object as it was read just before.
    before: R::Object,
    /// Its number in the journal, if it was entered.
    pub entry: Option<u32>,
    shell: PageShell,
}

/// What is known of a write that met the end of the session.
pub(super) enum SignedOut<F> {
    /// The server did not begin.
    NotBegun(Refusal),
    /// It began, or may have.
    Begun(Outcome<F>),
}

/// The object as it was read after a write, and what that says of the write.
pub(super) type Seen<R> = Result<(<R as Resource>::Object, Outcome<<R as Resource>::Field>), Refusal>;

impl<R: Resource> SentForm<R> {
    /// Sends a checked form for the object as it was read just before. `route` is where the object
    /// is seen, where that is not the view at hand.
    pub(super) async fn send(
        resource: R,
        checked: Checked<R::Field>,
        before: R::Object,
        shell: PageShell,
        route: Option<Route>,
    ) -> Self {
        let entry = shell.add_entry.run(NewEntry {
            route: route.or_else(|| resource.route()),
            name: resource.name(&before),
            kind: if R::CREATES { ChangeKind::Created } else { ChangeKind::Changed },
            values: journal_values(&checked, &resource.values(&before), None),
        });
        let written = resource.write(&checked, &before).await;
        let answer = Answer::of(&written);
        let refusal = written.err().map(|refusal| resource.was_refused(refusal));
        Self { resource, checked, answer, refusal, before, entry, shell }
    }

    /// Did nobody sign in again? Then nobody can look either, and the server did not do what it
    /// was asked without a session.
    pub(super) fn signed_out(&self) -> Option<SignedOut<R::Field>> {
        let refusal =
            self.refusal.as_ref().filter(|refusal| refusal.kind == RefusalKind::NotSignedIn)?.clone();
        let not_begun = self.resource.not_begun(&self.checked);
        let (others, not_begun): (Vec<_>, Vec<_>) = {
            let stored = self.checked.changes().map(|(field, _)| field).filter(|field| field.is_stored());
            stored.partition(|field| !not_begun.contains(field))
        };
        Some(match (others.is_empty(), not_begun.is_empty()) {
            (true, _) => SignedOut::NotBegun(refusal),
            (false, true) => SignedOut::Begun(Outcome::unread(self.answer)),
            (false, false) => SignedOut::Begun(Outcome::begun(others, not_begun)),
        })
    }

    /// Reads what the server has now, again where a change may follow its acknowledgement.
    pub(super) async fn look_until_visible(&self) -> Seen<R> {
        let mut read = self.look().await;
        // What was refused outright is not on its way.
        let may_follow = self
            .refusal
            .as_ref()
            .is_none_or(|refusal| refusal.outcome_unknown() || refusal.kind == RefusalKind::DoneInPart);
        for wait in R::VISIBLE_AFTER_MS {
            match &read {
                Ok((_, outcome)) if may_follow && outcome.verdict != Verdict::AllKept => {}
                _ => break,
            }
            clock::sleep(Duration::from_millis(*wait)).await;
            read = self.look().await;
        }
        read
    }

    /// Reads what the server has now, and judges the write by it.
    pub(super) async fn look(&self) -> Seen<R> {
        let now = self.resource.read().await?;
        let effects = self.resource.effects(&self.checked, &self.before, &now);
        let mut outcome = Outcome::of(self.answer, effects);
        let is_refused = self.refusal.as_ref().is_some_and(|refusal| !refusal.outcome_unknown());
        if is_refused && outcome.kept.is_empty() && !outcome.not_kept.is_empty() {
            // What is not shown went the way of what is: the server said no.
            outcome.verdict = Verdict::NothingKept;
        }
        let (before, after) = (self.resource.values(&self.before), self.resource.values(&now));
        let is_changed_along = |field: &R::Field| {
            self.checked.change(*field).is_none()
                && self.resource.shows(*field)
                && !before.get(*field).is_same(after.get(*field))
        };
        outcome.changed_along = R::Field::ALL.iter().copied().filter(is_changed_along).collect();
        Ok((now, outcome))
    }

    /// Was the object not there for the write, and is not there now? Then nothing was kept of it.
    pub(super) fn is_without_object(&self, unread: &Refusal) -> bool {
        unread.kind == RefusalKind::NotFound
            && self.refusal.as_ref().is_some_and(|refusal| refusal.kind == RefusalKind::NotFound)
    }

    /// Enters in the journal what became of the write.
    pub(super) fn settle(&self, now: &R::Object, outcome: &Outcome<R::Field>) {
        let settlement = self.resource.settlement(&self.checked, &self.before, outcome, now);
        self.shell.settle_entry.run((self.entry, settlement));
    }

    /// The same where nothing could be read.
    pub(super) fn settle_unread(&self, outcome: WriteOutcome) {
        self.shell.settle_entry.run((self.entry, Settlement::new(outcome)));
    }
}
