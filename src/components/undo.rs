//! Giving back what a write changed, by the way of any save: read, compare, write, read again.

use std::time::Duration;

use leptos::prelude::*;

use super::form_page::Resource;
use super::shell::{GivenBack, PageShell};
use super::write::{Seen, SentForm, SignedOut};
use crate::browser::clock;
use crate::form::{Draft, Field, FieldValue, LOOK_AGAIN_AFTER_S, Verdict};
use crate::journal::{Entry, Reversal, Undo, WriteOutcome, reverse};

/// An entry of the journal that is being given back.
#[derive(Clone)]
pub struct Undoing {
    pub entry: Entry,
    pub shell: PageShell,
}

impl Undoing {
    /// Enters how far it came.
    pub fn set(&self, undo: Undo) {
        self.set_with(undo, Vec::new());
    }

    /// The same where values were sent, of which the form on the same object is told.
    fn set_with(&self, undo: Undo, values: Vec<(String, FieldValue)>) {
        self.shell.set_undo.run((self.entry.number, undo));
        self.shell.undone.set(Some(GivenBack { route: self.entry.route.clone(), values }));
    }
}

/// Gives back the values of an entry, unless somebody has changed the same values since. `make`
/// makes what outlives the view in which that was asked for.
pub async fn undo<R: Resource>(make: impl FnOnce() -> R, undoing: Undoing) {
    let owner = Owner::default();
    let resource = owner.with(make);
    let object = match resource.read().await {
        Ok(object) => object,
        Err(refusal) => return undoing.set(Undo::Refused(refusal)),
    };
    resource.was_read(&object);
    let now = resource.values(&object);
    let Reversal { wanted, conflicts } = reverse::<R::Field>(&undoing.entry.values, &now);
    if !conflicts.is_empty() {
        return undoing.set(Undo::Conflict(names(&conflicts)));
    }
    let mut draft = Draft::begin(now);
    for (field, value) in wanted {
        draft.set(field, value);
    }
    let Some(checked) = draft.without_checks() else { return undoing.set(Undo::AlreadySo) };
    let route = Some(undoing.entry.route.clone());
    let sent = SentForm::send(resource, checked, object, undoing.shell, route).await;
    match sent.signed_out() {
        Some(SignedOut::NotBegun(refusal)) => {
            sent.settle_unread(WriteOutcome::NotKept);
            return undoing.set(Undo::Refused(refusal));
        }
        Some(SignedOut::Begun(_)) => {
            sent.settle_unread(WriteOutcome::Unknown);
            return undoing.set(Undo::Unknown);
        }
        None => {}
    }
    let seen = sent.look_until_visible().await;
    if !judge(&sent, resource, seen, &undoing) {
        return;
    }
    for wait in LOOK_AGAIN_AFTER_S {
        clock::sleep(Duration::from_secs(wait)).await;
        if !judge(&sent, resource, sent.look().await, &undoing) {
            return;
        }
    }
}

/// Enters what was seen after the write. Can another look tell more?
fn judge<R: Resource>(sent: &SentForm<R>, resource: R, seen: Seen<R>, undoing: &Undoing) -> bool {
    let (now, outcome) = match seen {
        Ok(seen) => seen,
        Err(unread) if sent.is_without_object(&unread) => {
            sent.settle_unread(WriteOutcome::NotKept);
            undoing.set(Undo::Refused(unread));
            return false;
        }
        Err(_) => {
            sent.settle_unread(WriteOutcome::Unknown);
            let sent = sent.checked.changes().map(|(field, value)| (field, value.clone()));
            undoing.set_with(Undo::Unknown, named(sent));
            return true;
        }
    };
    resource.was_read(&now);
    sent.settle(&now, &outcome);
    let undo = match (outcome.verdict, &sent.refusal) {
        (Verdict::AllKept, _) => Undo::Done,
        (Verdict::Unknown, _) => Undo::Unknown,
        (Verdict::NothingKept, Some(refusal)) => Undo::Refused(refusal.clone()),
        (Verdict::NothingKept | Verdict::KeptInPart, _) => Undo::NotKept(names(&outcome.not_kept)),
    };
    let read = resource.values(&now);
    // The server may write a value in a way of its own.
    let given_back = sent.checked.changes().map(|(field, value)| {
        let value = if outcome.kept.contains(&field) { read.get(field) } else { value };
        (field, value.clone())
    });
    undoing.set_with(undo, named(given_back));
    outcome.verdict == Verdict::Unknown && outcome.may_be_seen()
}

fn named<F: Field>(values: impl Iterator<Item = (F, FieldValue)>) -> Vec<(String, FieldValue)> {
    values.map(|(field, value)| (field.wire_name().to_owned(), value)).collect()
}

fn names<F: Field>(fields: &[F]) -> Vec<String> {
    fields.iter().map(|field| field.wire_name().to_owned()).collect()
}
