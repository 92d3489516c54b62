//! What works through the people of a run, a few at a time.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Item, Outcome, Phase, Run};
use crate::browser::clock;
use crate::domain::{Refusal, RefusalKind};
use crate::form::{Answer, LOOK_AGAIN_AFTER_S};
use crate::state::xivo::cti::Saved;
use crate::state::xivo::server::Xivo;
use crate::wire::xivo::cti_plan::{CtiAction, CtiCredentials, CtiPlan, CurrentCti, WantedCti, compare_cti};
use crate::wire::xivo::{CtiResource, Field, UserId};

/// So many requests are under way at a time.
const AT_ONCE: usize = 4;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Task {
    Look,
    Change,
}

impl Run {
    /// Begins with these people: looks at each whose CTI the list does not tell.
    pub fn begin(&self, xivo: Xivo, action: CtiAction, rows: Vec<Item>) {
        self.close();
        self.items.set_value(rows);
        self.action.set(action);
        self.phase.set(Phase::Looking);
        self.version.update(|version| *version += 1);
        self.work(xivo, Task::Look);
    }

    /// Does what was foreseen.
    pub fn start(&self, xivo: Xivo) {
        if self.phase.get_untracked() == Phase::Ready {
            self.phase.set(Phase::Running);
            self.work(xivo, Task::Change);
        }
    }

    /// Tries those again who failed or of whom it is not known.
    pub fn again(&self, xivo: Xivo) {
        if self.phase.get_untracked() != Phase::Over {
            return;
        }
        self.items.update_value(|items| {
            let is_open = |item: &&mut Item| item.outcome.is_failed() || item.outcome.is_unknown();
            for item in items.iter_mut().filter(is_open) {
                item.outcome = Outcome::Waiting;
            }
        });
        self.version.update(|version| *version += 1);
        self.phase.set(Phase::Running);
        self.work(xivo, Task::Change);
    }

    pub(super) fn work(&self, xivo: Xivo, task: Task) {
        // Not signals: they must outlive the view that began the run.
        let next = Rc::new(Cell::new(0));
        let left = Rc::new(Cell::new(AT_ONCE));
        let worker = Worker { run: *self, xivo, task, era: self.era.get_value(), next };
        for _ in 0..AT_ONCE {
            let (worker, left) = (worker.clone(), Rc::clone(&left));
            spawn_local(async move {
                worker.work().await;
                left.set(left.get() - 1);
                if left.get() == 0 && worker.is_current() {
                    worker.finish();
                }
            });
        }
    }
}

#[derive(Clone)]
struct Worker {
    run: Run,
    xivo: Xivo,
    task: Task,
    era: u32,
    next: Rc<Cell<usize>>,
}

impl Worker {
    fn is_current(&self) -> bool {
        self.run.era.get_value() == self.era
    }

    fn finish(&self) {
        match self.task {
            Task::Look => {
                self.run.phase.set(Phase::Ready);
                self.run.foresee();
            }
            Task::Change => self.run.settle(),
        }
    }

    /// The next person to be dealt with.
    fn take(&self) -> Option<usize> {
        let from = self.next.get();
        let found = self.run.with(|items| {
            let fits = |item: &Item| match self.task {
                Task::Look => item.cti.is_none() && item.outcome == Outcome::Waiting,
                Task::Change => item.outcome == Outcome::Waiting,
            };
            items.iter().skip(from).position(fits).map(|at| from + at)
        });
        self.next.set(found.map_or(usize::MAX, |at| at + 1));
        found
    }

    async fn work(&self) {
        loop {
            while self.is_current() && self.run.phase.get_untracked() == Phase::Paused {
                let (sender, receiver) = oneshot::channel();
                self.run.waking.update_value(|waking| waking.push(sender));
                let _ = receiver.await;
            }
            if !self.is_current() {
                return;
            }
            let Some(at) = self.take() else { return };
            let Some(id) = self.run.with(|items| items.get(at).map(|item| item.id.clone())) else { return };
            match self.task {
                Task::Look => self.look(at, &id).await,
                Task::Change => self.change(at, &id).await,
            }
        }
    }

    async fn look(&self, at: usize, id: &UserId) {
        let read = self.read(at, id).await;
        if self.is_current()
            && let Err(refusal) = read
        {
            self.run.change(at, |item| item.outcome = Outcome::Refused(refusal));
        }
    }

    /// Reads a person's CTI, and whether there are a username and a password
    /// if that is not known or may have changed.
    async fn read(&self, at: usize, id: &UserId) -> Result<(), Refusal> {
        let cti = self.xivo.read_cti(id).await?;
        let known = self.run.with(|items| items.get(at).map(|item| item.account)).unwrap_or_default();
        let unsure = cti.resource == CtiResource::Cti
            && (known.lacks() || known.username.is_none() || known.password.is_none());
        let account = if unsure { CtiCredentials::from_user(&self.xivo.read_user(id).await?) } else { known };
        if self.is_current() {
            self.run.change(at, |item| {
                item.cti = Some(cti);
                item.account = account;
            });
        }
        Ok(())
    }

    async fn change(&self, at: usize, id: &UserId) {
        self.run.change(at, |item| item.outcome = Outcome::UnderWay);
        // The person may have been changed since they were looked at.
        let outcome = match self.read(at, id).await {
            Err(refusal) => Outcome::Refused(refusal),
            Ok(()) => match self.run.plan(at) {
                Some(CtiPlan::Change(wanted)) => self.save(at, id, wanted).await,
                Some(other) => Run::foreseen(other),
                None => return,
            },
        };
        if !self.is_current() {
            return;
        }
        let is_signed_out = outcome
            .refusal()
            .is_some_and(|refusal| matches!(refusal.kind, RefusalKind::NotSignedIn | RefusalKind::NoSignIn));
        self.run.change(at, |item| item.outcome = outcome);
        if is_signed_out {
            // Nobody signs in, or chose not to: the others would fare no better.
            self.run.pause();
        }
        // After the last there is nothing to be resumed.
        self.run.settle();
    }

    async fn save(&self, at: usize, id: &UserId, wanted: WantedCti) -> Outcome {
        let Some(before) = self.run.with(|items| items.get(at).and_then(|item| item.cti)) else {
            return Outcome::NotTried;
        };
        let saved = self.xivo.save_cti(id, &before, wanted).await;
        let (outcome, now) = match saved {
            Saved::Done(now) | Saved::ChangedTheirs(now, _) | Saved::NotKept(now) => {
                (judge(wanted, &now, Ok(())), Some(now))
            }
            Saved::Doubtful(now, refusal) => (judge(wanted, &now, Err(refusal)), Some(now)),
            Saved::Refused(refusal) => (Outcome::Refused(refusal), Some(before)),
            Saved::PutBack(now, refusal) => (Outcome::PutBack(refusal), Some(now)),
            Saved::Lost(refusal) => {
                (Outcome::Lost(refusal), Some(CurrentCti { profile: Some(None), ..before }))
            }
            Saved::Unread(unread) => {
                self.look_again(at, id, wanted, Ok(()));
                (Outcome::Unknown(unread), None)
            }
            Saved::Unknown(refusal) => (Outcome::Unknown(refusal), None),
        };
        if let Outcome::Unknown(refusal) = &outcome
            && refusal.kind != RefusalKind::NotSignedIn
        {
            self.look_again(at, id, wanted, Err(refusal.clone()));
        }
        if self.is_current() {
            // What could not be read is shown as nothing.
            self.run.change(at, |item| item.cti = now);
        }
        if outcome.is_changed() {
            self.refresh(id).await;
        }
        outcome
    }

    /// Where it is not known what became of a write, goes on reading for a while.
    fn look_again(&self, at: usize, id: &UserId, wanted: WantedCti, written: Result<(), Refusal>) {
        let (worker, id) = (self.clone(), id.clone());
        spawn_local(async move {
            let is_unknown = || {
                let is_unknown = |items: &[Item]| items.get(at).is_some_and(|item| item.outcome.is_unknown());
                worker.is_current() && worker.run.with(is_unknown)
            };
            for wait in LOOK_AGAIN_AFTER_S {
                clock::sleep(Duration::from_secs(wait)).await;
                if !is_unknown() {
                    return;
                }
                let Ok(now) = worker.xivo.read_cti(&id).await else { continue };
                let outcome = judge(wanted, &now, written.clone());
                // Somebody may have tried again meanwhile.
                if outcome.is_unknown() || !is_unknown() {
                    continue;
                }
                let is_changed = outcome.is_changed();
                worker.run.change(at, |item| {
                    item.cti = Some(now);
                    item.outcome = outcome;
                });
                if is_changed {
                    worker.refresh(&id).await;
                }
                return;
            }
        });
    }

    /// Where the list tells the CTI, it follows. Nothing is lost if this fails.
    async fn refresh(&self, id: &UserId) {
        let dialect = self.xivo.dialect.get_untracked();
        let is_told = dialect.has(Field::CtiProfile) || dialect.has(Field::CtiEnabled);
        if is_told && let Ok(user) = self.xivo.read_user(id).await {
            self.xivo.put_in_list(&user);
        }
    }
}

/// What became of a write, by what was read afterwards.
fn judge(wanted: WantedCti, now: &CurrentCti, written: Result<(), Refusal>) -> Outcome {
    let answer = Answer::of(&written);
    let comparison = compare_cti(&wanted, now);
    match written {
        Ok(()) if comparison.is_complete() => Outcome::Changed,
        Ok(()) if comparison.not_stored.is_empty() => Outcome::NotShown,
        Ok(()) if wanted.profile.is_none() && now.profile().is_some() => Outcome::ProfileKept,
        Ok(()) => Outcome::NotKept,
        Err(_) if comparison.is_complete() => Outcome::ChangedAllTheSame,
        // The server may still be at work, or does not show what it has.
        Err(refusal) if answer == Answer::Missing || comparison.not_stored.is_empty() => {
            Outcome::Unknown(refusal)
        }
        Err(refusal) => Outcome::Refused(refusal),
    }
}
