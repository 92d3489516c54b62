//! One change of the CTI for several people: looked at first, then done a few
//! at a time, with a word about each.

mod outcome;
mod worker;

use futures_channel::oneshot;

use leptos::prelude::*;

use crate::wire::xivo::cti_plan::{CtiAction, CtiPlan, plan};
pub use outcome::{Item, Outcome, Tally, item};

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// There is none.
    Closed,
    /// The people are being looked at.
    Looking,
    /// It is known what would be done, and nothing is done yet.
    Ready,
    Running,
    Paused,
    /// Nothing more is done: all was tried, or somebody stopped it.
    Over,
}

/// The run of a system; there is one at a time.
#[derive(Clone, Copy)]
pub struct Run {
    items: StoredValue<Vec<Item>>,
    action: RwSignal<CtiAction>,
    phase: RwSignal<Phase>,
    /// Counts whatever changes an item.
    version: RwSignal<u64>,
    /// A worker of an earlier run ends when it sees another number.
    era: StoredValue<u32>,
    waking: StoredValue<Vec<oneshot::Sender<()>>>,
}

impl Default for Run {
    fn default() -> Self {
        Self::new()
    }
}

impl Run {
    pub fn new() -> Self {
        Self {
            items: StoredValue::new(Vec::new()),
            action: RwSignal::new(CtiAction::On),
            phase: RwSignal::new(Phase::Closed),
            version: RwSignal::new(0),
            era: StoredValue::new(0),
            waking: StoredValue::new(Vec::new()),
        }
    }

    pub fn phase(&self) -> RwSignal<Phase> {
        self.phase
    }

    pub fn action(&self) -> RwSignal<CtiAction> {
        self.action
    }

    pub fn version(&self) -> RwSignal<u64> {
        self.version
    }

    pub fn with<T>(&self, read: impl FnOnce(&[Item]) -> T) -> T {
        self.items.with_value(|items| read(items))
    }

    fn change(&self, at: usize, change: impl FnOnce(&mut Item)) {
        self.items.update_value(|items| {
            if let Some(item) = items.get_mut(at) {
                change(item);
            }
        });
        self.version.update(|version| *version += 1);
    }

    /// What would be done with an item, as far as it was looked at.
    fn plan(&self, at: usize) -> Option<CtiPlan> {
        let action = self.action.get_untracked();
        self.with(|items| items.get(at).and_then(|item| Some(plan(action, item.cti.as_ref()?, item.account))))
    }

    /// The outcome that a plan amounts to before anything is done.
    fn foreseen(plan: CtiPlan) -> Outcome {
        match plan {
            CtiPlan::Change(_) => Outcome::Waiting,
            CtiPlan::AlreadySo => Outcome::AlreadySo,
            CtiPlan::Lacks(account) => Outcome::Lacks(account),
            CtiPlan::SwitchUnknown => Outcome::NotTold,
            CtiPlan::NotOffered => Outcome::NotOffered,
        }
    }

    pub fn tally(&self) -> Tally {
        self.with(|items| {
            let mut tally = Tally { all: items.len(), ..Tally::default() };
            for item in items {
                let slot = match &item.outcome {
                    Outcome::Waiting | Outcome::UnderWay => &mut tally.waiting,
                    outcome if outcome.is_changed() => &mut tally.changed,
                    Outcome::AlreadySo => &mut tally.already,
                    Outcome::Lacks(_) => &mut tally.lacking,
                    Outcome::NotTold | Outcome::NotOffered => &mut tally.not_possible,
                    Outcome::NotTried => &mut tally.not_tried,
                    Outcome::Unknown(_) => &mut tally.unknown,
                    _ => &mut tally.failed,
                };
                *slot += 1;
            }
            tally
        })
    }

    /// How many are looked at, in the first phase.
    pub fn looked_at(&self) -> usize {
        self.with(|items| items.iter().filter(|item| item.cti.is_some() || item.outcome.is_failed()).count())
    }

    /// How many of those that were to be changed are done with, one way or the other.
    pub fn is_under_way(&self) -> bool {
        matches!(self.phase.get(), Phase::Running | Phase::Paused)
    }

    /// Another action for the same people, before anything was done.
    pub fn set_action(&self, action: CtiAction) {
        if self.phase.get_untracked() != Phase::Ready {
            return;
        }
        self.action.set(action);
        self.foresee();
    }

    fn foresee(&self) {
        let action = self.action.get_untracked();
        self.items.update_value(|items| {
            for item in items {
                if let Some(cti) = &item.cti {
                    item.outcome = Self::foreseen(plan(action, cti, item.account));
                }
            }
        });
        self.version.update(|version| *version += 1);
    }

    pub fn pause(&self) {
        if self.phase.get_untracked() == Phase::Running {
            self.phase.set(Phase::Paused);
        }
    }

    pub fn resume(&self) {
        if self.phase.get_untracked() == Phase::Paused {
            self.phase.set(Phase::Running);
            self.wake();
        }
    }

    /// Begins nothing more. What is under way is waited for.
    pub fn stop(&self) {
        if !matches!(self.phase.get_untracked(), Phase::Running | Phase::Paused) {
            return;
        }
        self.items.update_value(|items| {
            for item in items.iter_mut().filter(|item| item.outcome == Outcome::Waiting) {
                item.outcome = Outcome::NotTried;
            }
        });
        self.version.update(|version| *version += 1);
        self.phase.set(Phase::Running);
        self.wake();
        self.settle();
    }

    /// Forgets the run. What is still under way is no longer told here.
    pub fn close(&self) {
        self.era.update_value(|era| *era += 1);
        self.phase.set(Phase::Closed);
        self.wake();
        self.items.set_value(Vec::new());
        self.version.update(|version| *version += 1);
    }

    fn wake(&self) {
        for sender in self.waking.try_update_value(std::mem::take).unwrap_or_default() {
            // Whoever waited may be of an earlier run.
            let _ = sender.send(());
        }
    }

    /// Is everything done with? Then the run is over.
    fn settle(&self) {
        let settled = self.with(|items| items.iter().all(|item| item.outcome.is_settled()));
        if settled && matches!(self.phase.get_untracked(), Phase::Running | Phase::Paused) {
            self.phase.set(Phase::Over);
            self.wake();
        }
    }
}
