//! One change of the CTI for several people: looked at first, then done a few
//! at a time, with a word about each.

use std::cell::Cell;
use std::rc::Rc;

use futures_channel::oneshot;
use leptos::task::spawn_local;

use crate::live::*;

use super::Xivo;
use super::cti::Saved;
use crate::domain::{Kind, Refusal};
use crate::wire::xivo::cti_plan::{Account, Action, Cti, Plan, Wanted, plan};
use crate::wire::xivo::{Column, CtiResource, Field, UserId, UserRow};

/// So many requests are under way at a time.
const AT_ONCE: usize = 4;

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

/// What became of one person.
#[derive(Clone, PartialEq)]
pub enum Outcome {
    /// Not begun.
    Waiting,
    UnderWay,
    Changed,
    /// The server reported a failure, and has made the change all the same.
    ChangedAllTheSame,
    AlreadySo,
    /// A username or a password must come first.
    Lacks(Account),
    NotTold,
    NotOffered,
    /// The server said yes, and has kept the profile.
    Kept,
    Refused(Refusal),
    /// The new profile was refused; the old one was put back.
    PutBack(Refusal),
    /// The new profile was refused, and the old one could not be put back.
    Lost(Refusal),
    Unknown(Refusal),
    /// The run was stopped before.
    NotTried,
}

impl Outcome {
    pub fn is_changed(&self) -> bool {
        matches!(self, Self::Changed | Self::ChangedAllTheSame)
    }

    /// Was it tried, or looked at, without success? Then it can be tried again.
    pub fn is_failed(&self) -> bool {
        matches!(self, Self::Kept | Self::Refused(_) | Self::PutBack(_) | Self::Lost(_) | Self::Unknown(_))
    }

    /// Is nothing more to come for this person?
    fn is_settled(&self) -> bool {
        !matches!(self, Self::Waiting | Self::UnderWay)
    }

    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal)
            | Self::PutBack(refusal)
            | Self::Lost(refusal)
            | Self::Unknown(refusal) => Some(refusal),
            _ => None,
        }
    }
}

/// One of the people.
pub struct Item {
    pub id: UserId,
    pub name: String,
    pub username: String,
    pub extension: String,
    pub mobile: String,
    account: Account,
    /// As looked at; as it is now, after a change.
    pub cti: Option<Cti>,
    pub outcome: Outcome,
}

/// How many people had which outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub all: usize,
    /// Would be changed, or are waiting for it.
    pub waiting: usize,
    pub changed: usize,
    pub already: usize,
    pub lacking: usize,
    pub not_possible: usize,
    pub failed: usize,
    pub not_tried: usize,
}

/// The run of a system; there is one at a time.
#[derive(Clone, Copy)]
pub struct Run {
    items: StoredValue<Vec<Item>>,
    action: RwSignal<Action>,
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
            action: RwSignal::new(Action::On),
            phase: RwSignal::new(Phase::Closed),
            version: RwSignal::new(0),
            era: StoredValue::new(0),
            waking: StoredValue::new(Vec::new()),
        }
    }

    pub fn phase(&self) -> RwSignal<Phase> {
        self.phase
    }

    pub fn action(&self) -> RwSignal<Action> {
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
    fn plan(&self, at: usize) -> Option<Plan> {
        let action = self.action.get_untracked();
        self.with(|items| items.get(at).and_then(|item| Some(plan(action, item.cti.as_ref()?, item.account))))
    }

    /// The outcome that a plan amounts to before anything is done.
    fn foreseen(plan: Plan) -> Outcome {
        match plan {
            Plan::Change(_) => Outcome::Waiting,
            Plan::AlreadySo => Outcome::AlreadySo,
            Plan::Lacks(account) => Outcome::Lacks(account),
            Plan::NotTold => Outcome::NotTold,
            Plan::NotOffered => Outcome::NotOffered,
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

    /// Begins with these people: looks at each whose CTI the list does not tell.
    pub fn begin(&self, xivo: Xivo, action: Action, rows: Vec<Item>) {
        self.close();
        self.items.set_value(rows);
        self.action.set(action);
        self.phase.set(Phase::Looking);
        self.version.update(|version| *version += 1);
        self.work(xivo, Task::Look);
    }

    /// Another action for the same people, before anything was done.
    pub fn set_action(&self, action: Action) {
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

    /// Does what was foreseen.
    pub fn start(&self, xivo: Xivo) {
        if self.phase.get_untracked() == Phase::Ready {
            self.phase.set(Phase::Running);
            self.work(xivo, Task::Change);
        }
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

    /// Tries those again who failed or were not reached.
    pub fn again(&self, xivo: Xivo) {
        if self.phase.get_untracked() != Phase::Over {
            return;
        }
        self.items.update_value(|items| {
            for item in items.iter_mut().filter(|item| item.outcome.is_failed()) {
                item.outcome = Outcome::Waiting;
            }
        });
        self.version.update(|version| *version += 1);
        self.phase.set(Phase::Running);
        self.work(xivo, Task::Change);
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
        if settled && self.phase.get_untracked() == Phase::Running {
            self.phase.set(Phase::Over);
        }
    }

    fn work(&self, xivo: Xivo, task: Task) {
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Task {
    Look,
    Change,
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
        let account = if unsure { Account::of_user(&self.xivo.read_user(id).await?) } else { known };
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
                Some(Plan::Change(wanted)) => self.save(at, id, wanted).await,
                Some(other) => Run::foreseen(other),
                None => return,
            },
        };
        if !self.is_current() {
            return;
        }
        let signed_out = matches!(&outcome, Outcome::Refused(refusal) if refusal.kind == Kind::NotSignedIn);
        self.run.change(at, |item| item.outcome = outcome);
        if signed_out {
            // Somebody chose not to sign in again: the others would fare no better.
            self.run.pause();
        }
    }

    async fn save(&self, at: usize, id: &UserId, wanted: Wanted) -> Outcome {
        let Some(before) = self.run.with(|items| items.get(at).and_then(|item| item.cti)) else {
            return Outcome::NotTried;
        };
        let saved = self.xivo.save_cti(id, &before, wanted).await;
        let (outcome, now) = match saved {
            Saved::Done(now) | Saved::ChangedTheirs(now, _) => (Outcome::Changed, Some(now)),
            Saved::Kept(now) => (Outcome::Kept, Some(now)),
            Saved::Doubtful(now, _) if wanted.is_met_by(&now) => (Outcome::ChangedAllTheSame, Some(now)),
            Saved::Doubtful(now, refusal) => (Outcome::Refused(refusal), Some(now)),
            Saved::Refused(refusal) => (Outcome::Refused(refusal), None),
            Saved::PutBack(now, refusal) => (Outcome::PutBack(refusal), Some(now)),
            Saved::Lost(refusal) => (Outcome::Lost(refusal), None),
            // It was done, as far as the server said.
            Saved::Unread(_) => (Outcome::Changed, None),
            Saved::Unknown(refusal) => (Outcome::Unknown(refusal), None),
        };
        if let Some(mut now) = now {
            if outcome.is_changed() && now.has_switch() {
                now.enabled = now.enabled.or(Some(wanted.enabled));
            }
            if self.is_current() {
                self.run.change(at, |item| item.cti = Some(now));
            }
        }
        if outcome.is_changed() {
            self.refresh(id).await;
        }
        outcome
    }

    /// Where the list tells the CTI, it follows. Nothing is lost if this fails.
    async fn refresh(&self, id: &UserId) {
        let dialect = self.xivo.dialect.get_untracked();
        let is_told = dialect.has(Field::CtiProfile) || dialect.has(Field::CtiEnabled);
        if is_told && let Ok(user) = self.xivo.read_user(id).await {
            self.xivo.people.put(UserRow::from_user(&user));
        }
    }
}

/// Somebody of the list, for a run.
pub fn item(row: &UserRow, extension: &str, resource: CtiResource) -> Item {
    let told = row.cti();
    // API 1.0 tells everything in its list; they are read again before they are changed.
    let cti = (resource == CtiResource::InUser && told.profile.is_some()).then_some(Cti {
        resource,
        enabled: told.enabled,
        profile: told.profile.map(|profile| profile.filter(|id| *id != 0)),
        odd: false,
    });
    let id = UserId::new(row.id());
    // No address can carry every id that a server may give.
    let outcome = if id.can_travel() { Outcome::Waiting } else { Outcome::NotOffered };
    Item {
        id,
        name: row.full_name(),
        username: row.text(Column::Username).to_owned(),
        extension: extension.to_owned(),
        mobile: row.text(Column::MobilePhoneNumber).to_owned(),
        account: Account { username: row.has_username(), password: row.has_password() },
        cti: cti.filter(|_| outcome == Outcome::Waiting),
        outcome,
    }
}
