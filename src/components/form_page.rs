//! The page of an object with a form: read it, edit it, save it. What is the
//! same for every object stands here once; what differs is a [`Resource`].
//!
//! A save reads the object again and merges it into the form, checks what was
//! typed, writes, and reads once more: what is claimed is what was read.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

pub use super::form_resource::{Editing, Resource};
use super::loading::Loading;
use super::refused::SUMMARY;
use super::shell::{GivenBack, PageShell};
use super::title::Title;
use super::write::{SentForm, SignedOut};
use crate::browser::{clock, dom};
use crate::domain::{Refusal, RefusalKind, Sentence};
use crate::form::{Answer, Check, Draft, Field, FieldValue, LOOK_AGAIN_AFTER_S, Outcome, Problems, Verdict};
use crate::journal::WriteOutcome;
use crate::text::{common, form as texts};

/// The id of what says that somebody else changed the same fields.
pub const CONFLICT: &str = "conflict";

/// A write that was kept.
pub struct Written {
    /// What a notice says of it.
    pub sentence: Sentence,
    /// Its number in the journal.
    pub entry: Option<u32>,
}

impl<R: Resource> Editing<R> {
    fn new(resource: R, resource_owner: Owner, object: R::Object, shell: PageShell) -> Self {
        Self {
            resource,
            resource_owner: StoredValue::new(resource_owner),
            draft: RwSignal::new(resource.begin(&object)),
            object: RwSignal::new(object),
            is_saving: RwSignal::new(false),
            attempts: RwSignal::new(0),
            entry: StoredValue::new(None),
            shell,
        }
    }

    /// The form as it is typed now, by the rules of the page.
    pub fn check(self) -> Check<R::Field> {
        self.object.with_untracked(|object| {
            self.draft.with_untracked(|draft| {
                draft.check(|field, value| self.resource.problems(draft, object, field, value))
            })
        })
    }

    /// Saves what was typed, if it is right and no save is under way.
    pub fn save(self) {
        self.save_and_then(None);
    }

    /// The same, and goes on when it was read that all of it is on the server, or at once where
    /// nothing was changed. `go_on` is told what was saved, if anything was.
    pub fn save_and(self, go_on: Callback<Option<Written>>) {
        self.save_and_then(Some(go_on));
    }

    fn save_and_then(self, go_on: Option<Callback<Option<Written>>>) {
        if self.is_saving.get_untracked() {
            return;
        }
        // What happened to an earlier try is past.
        self.shell.clear_notices.run(());
        self.attempts.update(|attempts| *attempts += 1);
        match self.check() {
            Check::NothingChanged => match go_on {
                Some(go_on) => go_on.run(None),
                None => self.notify_unchanged(),
            },
            Check::Refused(problems) => self.show(problems),
            Check::Ready(_) => {
                self.is_saving.set(true);
                let shows_something = self
                    .draft
                    .with_untracked(|draft| !draft.problems().is_empty() || draft.outcome().is_some());
                if shows_something {
                    self.draft.update(|draft| draft.show(Problems::default()));
                }
                let resource_owner = self.resource_owner.get_value();
                spawn_local((self.shell.on_behalf_of_present_people)(Box::pin(async move {
                    self.send(resource_owner).await;
                    self.is_saving.try_set(false);
                    if let Some(go_on) = go_on.filter(|_| self.is_all_kept()) {
                        go_on.run(self.written());
                    }
                })));
            }
        }
    }

    /// Is all that was sent on the server, by what was read after it, with nothing typed since
    /// and nothing to be looked at? False if the page was left.
    fn is_all_kept(self) -> bool {
        let is_all_kept = |draft: &Draft<R::Field>| {
            let is_plain = |outcome: &Outcome<R::Field>| {
                outcome.verdict == Verdict::AllKept && outcome.answer == Answer::Accepted
            };
            !draft.is_dirty() && draft.problems().is_empty() && draft.outcome().is_none_or(is_plain)
        };
        self.draft.try_with_untracked(is_all_kept) == Some(true)
    }

    /// What the last write saved, in words that outlive the page. `None` where the form was left, or
    /// somebody else had made the same change.
    fn written(self) -> Option<Written> {
        let outcome = self.draft.try_with_untracked(|draft| draft.outcome().cloned())??;
        let (resource, now) = (self.resource, self.object.try_get_untracked()?);
        let sentence: Sentence = Arc::new(move |language| resource.saved(language, &outcome, &now));
        Some(Written { sentence, entry: self.last_entry() })
    }

    /// Goes back to what the server has.
    pub fn reset(self) {
        self.attempts.update(|attempts| *attempts += 1);
        self.draft.update(Draft::reset_all);
    }

    /// Takes what was read into the form. Did that change fields which nobody
    /// touched here? `None` if the page was left.
    pub fn merge(self, fresh: R::Object) -> Option<bool> {
        let values = self.resource.values(&fresh);
        let taken_over = match self.draft.try_with_untracked(|draft| draft.is_based_on(&values))? {
            true => false,
            false => !self.draft.try_update(|draft| draft.rebase(values))?.taken_over.is_empty(),
        };
        self.resource.was_read(&fresh);
        self.object.try_set(fresh);
        Some(taken_over)
    }

    /// Reads the object just before a write. May it be written?
    async fn take_changes_of_others(self) -> bool {
        let fresh = match self.resource.read().await {
            Ok(fresh) => fresh,
            Err(refusal) => {
                self.refuse(refusal);
                return false;
            }
        };
        let Some(taken_over) = self.merge(fresh.clone()) else { return false };
        if !self.resource.before_write(self, &fresh) {
            return false;
        }
        // A second Save settles nothing: somebody must have chosen.
        if self.draft.with_untracked(|draft| !draft.conflicts().is_empty()) {
            dom::focus_soon(CONFLICT);
            return false;
        }
        if taken_over {
            self.shell
                .notify_warning
                .run(std::sync::Arc::new(|language| texts::taken_over(language).to_owned()));
        }
        true
    }

    /// `resource_owner` is held to the end, for the page may be left meanwhile.
    async fn send(self, resource_owner: Owner) {
        if R::READS_BEFORE_WRITE && !self.take_changes_of_others().await {
            return;
        }
        let checked = match self.check() {
            Check::Ready(checked) => checked,
            Check::Refused(problems) => return self.show(problems),
            // Somebody else made the very same change meanwhile.
            Check::NothingChanged => return self.notify_unchanged(),
        };
        let Some(now) = self.object.try_get_untracked() else { return };
        let sent = SentForm::send(self.resource, checked, now, self.shell, None).await;
        self.entry.try_set_value(sent.entry);
        match sent.signed_out() {
            Some(SignedOut::NotBegun(refusal)) => {
                sent.settle_unread(WriteOutcome::NotKept);
                return self.refuse(refusal);
            }
            Some(SignedOut::Begun(outcome)) => return self.refuse_unread(&sent, outcome, None),
            None => {}
        }
        // What the server never shows is not found by looking again.
        let can_be_found =
            |outcome: &Outcome<R::Field>| outcome.verdict == Verdict::Unknown && outcome.may_be_seen();
        let is_open = match sent.look_until_visible().await {
            Ok((now, outcome)) => {
                let is_open = can_be_found(&outcome);
                self.finish(&sent, now, outcome);
                is_open
            }
            Err(unread) if sent.is_without_object(&unread) => {
                sent.settle_unread(WriteOutcome::NotKept);
                return self.refuse(unread);
            }
            Err(unread) => {
                let outcome = Outcome::unread(sent.answer);
                let is_open = can_be_found(&outcome);
                self.refuse_unread(&sent, outcome, Some(unread));
                is_open
            }
        };
        let is_open_in_form = |draft: &Draft<R::Field>| draft.outcome().is_some_and(can_be_found);
        if self.draft.try_with_untracked(is_open_in_form).unwrap_or(is_open) {
            self.look_again(sent, resource_owner);
        }
    }

    /// Goes on looking for a while, until somebody saves anew; for the journal also where the page
    /// was left.
    fn look_again(self, sent: SentForm<R>, resource_owner: Owner) {
        let attempt = self.attempts.try_get_untracked();
        let is_past = move || self.attempts.try_get_untracked().is_some_and(|now| Some(now) != attempt);
        self.draft.try_update(|draft| draft.set_looking(true));
        spawn_local(async move {
            let _owned = resource_owner;
            for wait in LOOK_AGAIN_AFTER_S {
                clock::sleep(Duration::from_secs(wait)).await;
                if is_past() {
                    return;
                }
                let Ok((now, mut outcome)) = sent.look().await else { continue };
                if is_past() {
                    return;
                }
                let is_known = outcome.verdict != Verdict::Unknown || !outcome.may_be_seen();
                outcome.is_looking = !is_known;
                self.take(&sent, now, outcome);
                if is_known {
                    return;
                }
            }
            if !is_past() {
                self.draft.try_update(|draft| draft.set_looking(false));
            }
        });
    }

    fn finish(self, sent: &SentForm<R>, now: R::Object, outcome: Outcome<R::Field>) {
        let is_plain = outcome.verdict == Verdict::AllKept && outcome.answer == Answer::Accepted;
        self.take(sent, now, outcome);
        if !is_plain {
            dom::focus_soon(SUMMARY);
        }
    }

    /// Takes what became of a write into the form, and says so. Whoever left
    /// the page is not told on another.
    fn take(self, sent: &SentForm<R>, now: R::Object, outcome: Outcome<R::Field>) {
        let values = self.resource.values(&now);
        sent.settle(&now, &outcome);
        self.resource.was_read(&now);
        let visible = |field| self.resource.shows(field);
        let refusal = sent.refusal.clone();
        let update = |draft: &mut Draft<R::Field>| {
            draft.after_write(&sent.checked, values, outcome.clone(), refusal, visible);
        };
        if self.draft.try_update(update).is_none() {
            return;
        }
        self.object.try_set(now.clone());
        self.resource.was_written(self, &outcome, &now);
    }

    fn notify_unchanged(self) {
        self.shell
            .notify_done
            .run(std::sync::Arc::new(|language| common::nothing_changed(language).to_owned()));
    }

    /// Takes what was given back into the form, beside what is typed.
    fn take_given_back(self, given_back: Option<&GivenBack>) {
        let route = self.resource.route().unwrap_or_else(|| self.shell.here.run(()));
        if let Some(GivenBack { values, .. }) = given_back.filter(|given_back| given_back.route == route) {
            let value =
                |(name, value): &(String, FieldValue)| Some((R::Field::from_wire(name)?, value.clone()));
            self.draft.update(|draft| draft.gave_back(values.iter().filter_map(value)));
        }
        if self.is_saving.get_untracked() {
            return;
        }
        spawn_local(async move {
            if let Ok(fresh) = self.resource.read().await {
                self.merge(fresh);
            }
        });
    }

    fn show(self, problems: Problems<R::Field>) {
        self.draft.try_update(|draft| draft.show(problems));
        dom::focus_soon(SUMMARY);
    }

    /// Nothing was written: says why. What was typed stays.
    fn refuse(self, refusal: Refusal) {
        self.draft.try_update(|draft| draft.refused(refusal, |field| self.resource.shows(field)));
        dom::focus_soon(SUMMARY);
    }

    /// Nothing could be read after a write.
    fn refuse_unread(self, sent: &SentForm<R>, outcome: Outcome<R::Field>, unread: Option<Refusal>) {
        sent.settle_unread(WriteOutcome::Unknown);
        let refusal = sent.refusal.clone().or(unread);
        let refusal = refusal.unwrap_or_else(|| Refusal::new(RefusalKind::NotUnderstood));
        let visible = |field| self.resource.shows(field);
        self.draft.try_update(|draft| draft.after_unread_write(outcome, refusal, visible));
        dom::focus_soon(SUMMARY);
    }
}

/// How far the object was read.
#[derive(Clone)]
enum Reading<R: Resource> {
    Pending,
    Loaded(Editing<R>),
    Refused(Refusal),
}

/// Reads an object and shows it: `refused` in its place where it cannot be
/// read, with the way to try again. What `make` makes outlives the page while a save is under way.
pub fn form_page<R: Resource>(
    make: impl FnOnce() -> R,
    heading: Signal<String>,
    loaded: impl Fn(Editing<R>) -> AnyView + Send + Sync + 'static,
    refused: impl Fn(Refusal, Callback<()>) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let reading = RwSignal::new(Reading::<R>::Pending);
    let owner = Owner::current().unwrap_or_default();
    let resource_owner = Owner::default();
    let resource = resource_owner.with(make);
    let shell = PageShell::get();
    let read = Callback::new(move |()| {
        reading.set(Reading::Pending);
        let (owner, resource_owner) = (owner.clone(), resource_owner.clone());
        spawn_local(async move {
            let now = match resource.open().await {
                Ok(object) => {
                    let editing = || Editing::new(resource, resource_owner, object, shell);
                    Reading::Loaded(owner.with(editing))
                }
                Err(refusal) => Reading::Refused(refusal),
            };
            reading.try_set(now);
        });
    });
    read.run(());
    (move || match reading.get() {
        Reading::Pending => view! { <Title title=heading /> <Loading /> }.into_any(),
        Reading::Loaded(editing) => {
            let draft = editing.draft;
            shell.guard_leaving.run(Signal::derive(move || draft.with(Draft::is_dirty)));
            shell.save_with_key.run(Callback::new(move |()| editing.save()));
            leptos::prelude::Effect::watch(
                move || shell.undone.get(),
                move |given_back, _, _| editing.take_given_back(given_back.as_ref()),
                false,
            );
            loaded(editing)
        }
        Reading::Refused(refusal) => refused(refusal, read),
    })
    .into_any()
}

/// What a page keeps, for what goes on after the page may have been left.
///
/// # Errors
/// `NotUnderstood` where it was left, which nobody is there to be told.
pub fn in_page<T: Clone + Send + Sync + 'static>(kept: StoredValue<T>) -> Result<T, Refusal> {
    kept.try_get_value().ok_or_else(|| Refusal::new(RefusalKind::NotUnderstood))
}
