//! The journal of this session. What somebody wrote is gone from memory when they sign out. It is
//! kept in the browser only where the configuration says so.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::lasting::lasting_signal;
use super::on_behalf::person_behind;
use super::session::{Session, System, Systems};
use crate::browser::{clock, kept_changes};
use crate::journal::{Entry, Journal, NewEntry, Settlement, Undo, merge_kept, read_kept};
use crate::route::Route;

/// So often it is kept while more and more is entered.
const KEPT_EVERY: Duration = Duration::from_secs(1);

#[derive(Clone, Copy)]
pub struct SessionJournal {
    journal: RwSignal<Journal>,
    systems: Systems,
    /// The browser did not keep what was entered last.
    is_not_kept: RwSignal<bool>,
}

impl SessionJournal {
    /// A journal over these systems. `is_kept`: also in the browser, for whoever wrote it.
    pub(super) fn new(systems: Systems, is_kept: bool) -> Self {
        let this =
            Self { journal: lasting_signal(Journal::default()), systems, is_not_kept: lasting_signal(false) };
        for system in systems.all() {
            this.follow_session(system, is_kept);
        }
        this
    }

    /// Was what was entered last to be kept in the browser, and is not? Reactive.
    pub fn is_not_kept(self) -> bool {
        self.is_not_kept.get()
    }

    /// Whoever signs in finds what they wrote, and nothing that somebody else did.
    fn follow_session(self, system: System, is_kept: bool) {
        let Self { journal, is_not_kept, .. } = self;
        let id = system.id();
        let person = Memo::new(move |_| {
            system.session().with(|session| match session {
                Session::SignedOut => None,
                session => Some(session.username().unwrap_or_default().to_owned()),
            })
        });
        let keep = {
            let id = id.clone();
            move |person: &str| {
                let before = kept_changes::read(&id, person);
                let text = journal
                    .with_untracked(|journal| merge_kept(before.as_deref(), &id, person, journal.entries()));
                if before.as_ref() != Some(&text) {
                    is_not_kept.set(!kept_changes::write(&id, person, &text));
                }
            }
        };
        let keep_of_former = keep.clone();
        Effect::new(move |former: Option<Option<String>>| {
            let person = person.get();
            if let Some(Some(former)) = former.filter(|former| is_kept && *former != person) {
                // What they wrote last is not kept yet.
                keep_of_former(&former);
            }
            let kept = person.as_deref().filter(|_| is_kept).and_then(|person| {
                let text = kept_changes::read(&id, person)?;
                Some(read_kept(&text, &id, person))
            });
            let kept = kept.unwrap_or_default();
            if !kept.is_empty() || journal.with_untracked(|journal| !journal.entries().is_empty()) {
                journal.update(|journal| {
                    journal.keep_only(&id, person.as_deref());
                    journal.restore(kept);
                });
            }
            person
        });
        if is_kept {
            let id = system.id();
            let keep_now = move || {
                let is_of_system = |entry: &Entry| entry.route.system() == Some(id.as_str());
                let has_some = journal.with_untracked(|journal| journal.entries().iter().any(is_of_system));
                let person = person.get_untracked().filter(|_| has_some);
                if let Some(person) = &person {
                    keep(person);
                }
                person.is_some()
            };
            self.keep_at_intervals(keep_now);
        }
    }

    /// Calls `keep` when something was entered: the first time at once, and as long as there is more,
    /// as in a run of many rows, at intervals; and before the page goes. `keep` tells whether there is
    /// anything to keep.
    fn keep_at_intervals(self, keep: impl Fn() -> bool + Clone + 'static) {
        let journal = self.journal;
        let (is_waiting, is_behind) = (StoredValue::new(false), StoredValue::new(false));
        let keep_last = StoredValue::new_local(keep.clone());
        Effect::new(move |_| {
            journal.track();
            if is_waiting.get_value() {
                is_behind.set_value(true);
                return;
            }
            if !keep() {
                return;
            }
            is_waiting.set_value(true);
            let keep = keep.clone();
            spawn_local(async move {
                loop {
                    clock::sleep(KEPT_EVERY).await;
                    if !is_behind.get_value() {
                        break;
                    }
                    is_behind.set_value(false);
                    keep();
                }
                is_waiting.set_value(false);
            });
        });
        // It is there until the tab is loaded anew.
        let _ = window_event_listener(ev::pagehide, move |_| {
            keep_last.with_value(|keep| keep());
        });
    }

    pub fn with<T>(&self, read: impl FnOnce(&Journal) -> T) -> T {
        self.journal.with(read)
    }

    /// Not reactive.
    pub fn with_untracked<T>(&self, read: impl FnOnce(&Journal) -> T) -> T {
        self.journal.with_untracked(read)
    }

    /// Not reactive.
    pub fn entry(&self, number: u32) -> Option<Entry> {
        self.journal.with_untracked(|journal| journal.entry(number).cloned())
    }

    /// Enters a write that is being sent from the view `here`, and gives its number. What is done for
    /// whoever was signed in before is not entered: it is not sent either.
    pub fn add(&self, new: NewEntry, here: Route) -> Option<u32> {
        let route = new.route.as_ref().unwrap_or(&here);
        let system = route.system().and_then(|id| self.systems.by_id(id));
        let person = system.and_then(|system| system.username());
        let is_for_another =
            |system: System| person_behind(&system.id()).is_some_and(|asked| asked != person);
        if system.is_some_and(is_for_another) {
            return None;
        }
        let person = person.unwrap_or_default();
        let at = clock::now();
        self.journal.try_update(|journal| journal.add(new, here, person, at))
    }

    /// Enters what became of a write, if it was entered.
    pub fn settle(&self, number: Option<u32>, settlement: Settlement) {
        let Some(number) = number else { return };
        self.journal.update(|journal| journal.settle(number, settlement));
    }

    /// Begins to give an entry back. `false` if it cannot be, or is being given back already.
    pub fn begin_undo(&self, number: u32) -> bool {
        self.journal.try_update(|journal| journal.begin_undo(number)) == Some(true)
    }

    pub fn set_undo(&self, number: u32, undo: Undo) {
        self.journal.update(|journal| journal.set_undo(number, undo));
    }
}
