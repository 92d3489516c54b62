//! A plan that is run: a few rows at a time, with what became of each by what was read.

mod hand_over;
mod mend;
#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::rc::Rc;

use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clock;
use crate::domain::{Refusal, Secret};
use crate::form::{Deletion, Field, FieldValue, Gone, NotGone};
use crate::plan::{Action, Row, RowVerdict};
use crate::state::lasting::lasting_signal;
use crate::state::{Console, seconds_left};
use crate::wire::apio::profile::DeletionReport;
use crate::wire::icws::LicenceProblem;
use crate::wire::xivo::attachments::Attachments;
use crate::wire::xivo::users::LeftOver;

/// So many rows are under way at a time, where their order makes no difference.
pub const AT_ONCE: usize = 4;

/// After so many rows on end that the server was out of reach for, the run pauses: those behind would
/// fare no better.
const PAUSES_AFTER_OUTAGES: usize = 4;

/// After so many seconds each, a write of a row that no answer came to is looked for: less long than
/// that of a form, for the rows behind it wait.
pub const LOOK_FOR_ROW_AFTER_S: [u64; 3] = [1, 2, 4];

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing has been sent yet.
    Ready,
    Running,
    Paused,
    /// Nothing more is done: all was tried, or somebody stopped it.
    Over,
}

/// What became of a row.
#[derive(Clone, PartialEq)]
pub enum Outcome<F> {
    Waiting,
    UnderWay,
    Done,
    /// The server reported a failure, and has done it all the same.
    DoneAllTheSame,
    /// The server answered that it did as asked, and does not show what it has.
    NotShown,
    AlreadySo,
    /// Somebody has changed these since the plan was made, and nothing was sent.
    Conflict(Vec<F>),
    /// The server answered that it did as asked, and has something else here.
    NotKept(Vec<F>),
    /// The server refused it, and has kept what was.
    Refused(Refusal),
    /// The server refused it after it had given up what was, which was put back.
    PutBack(Refusal),
    /// The same, and it could not be put back.
    Lost(Refusal),
    /// The server refused it, and has these of the new values.
    InPart(Vec<F>, Refusal),
    /// What was sent may have been done.
    Unknown(Refusal),
    /// The server answered that it created somebody, and nobody is there whom it could have created.
    NotCreated,
    /// The same, and nobody new of this name is there, but somebody new of another one.
    NobodyFound,
    /// So many new people of this name are there: the request may have reached the server twice.
    SeveralFound(usize),
    /// The run was stopped before.
    NotTried,
}

impl<F> Outcome<F> {
    pub fn is_done(&self) -> bool {
        matches!(self, Self::Done | Self::DoneAllTheSame | Self::NotShown)
    }

    /// Can it be tried again?
    pub fn is_failed(&self) -> bool {
        matches!(
            self,
            Self::Conflict(_)
                | Self::NotKept(_)
                | Self::Refused(_)
                | Self::PutBack(_)
                | Self::Lost(_)
                | Self::InPart(..)
                | Self::Unknown(_)
                | Self::NotCreated
                | Self::NobodyFound
                | Self::SeveralFound(_)
        )
    }

    /// What became of somebody who was to be deleted.
    pub fn of_deletion<T>(deletion: Deletion<T>) -> Self {
        match deletion {
            Deletion::Gone(Gone::Deleted(_)) => Self::Done,
            Deletion::Gone(Gone::Already) => Self::AlreadySo,
            Deletion::Gone(Gone::WithoutAnswer | Gone::InSpiteOf(_)) => Self::DoneAllTheSame,
            Deletion::NotGone(NotGone::Accepted) => Self::NotKept(Vec::new()),
            Deletion::NotGone(
                NotGone::Refused(refusal) | NotGone::Failed(refusal) | NotGone::NotBegun(refusal),
            ) => Self::Refused(refusal),
            Deletion::NotGone(NotGone::SoFar(refusal) | NotGone::Unread(refusal)) => Self::Unknown(refusal),
        }
    }

    /// The same by the names that others have for the fields.
    pub fn map_fields<G>(self, map: impl Fn(F) -> G) -> Outcome<G> {
        let all = |fields: Vec<F>| fields.into_iter().map(&map).collect();
        match self {
            Self::Waiting => Outcome::Waiting,
            Self::UnderWay => Outcome::UnderWay,
            Self::Done => Outcome::Done,
            Self::DoneAllTheSame => Outcome::DoneAllTheSame,
            Self::NotShown => Outcome::NotShown,
            Self::AlreadySo => Outcome::AlreadySo,
            Self::NotTried => Outcome::NotTried,
            Self::Conflict(fields) => Outcome::Conflict(all(fields)),
            Self::NotKept(fields) => Outcome::NotKept(all(fields)),
            Self::Refused(refusal) => Outcome::Refused(refusal),
            Self::PutBack(refusal) => Outcome::PutBack(refusal),
            Self::Lost(refusal) => Outcome::Lost(refusal),
            Self::InPart(fields, refusal) => Outcome::InPart(all(fields), refusal),
            Self::Unknown(refusal) => Outcome::Unknown(refusal),
            Self::NotCreated => Outcome::NotCreated,
            Self::NobodyFound => Outcome::NobodyFound,
            Self::SeveralFound(count) => Outcome::SeveralFound(count),
        }
    }

    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal)
            | Self::PutBack(refusal)
            | Self::Lost(refusal)
            | Self::InPart(_, refusal)
            | Self::Unknown(refusal) => Some(refusal),
            _ => None,
        }
    }
}

/// A row, and what became of it.
pub struct Item<F> {
    pub row: Row<F>,
    /// None where nothing is to be done.
    pub outcome: Option<Outcome<F>>,
    /// What the server has of it: the cells that it was seen to keep.
    pub done: Option<Row<F>>,
    /// It is not known what an earlier try has done.
    may_be_done: bool,
    /// Somebody was handed the secrets of its last try, set or perhaps set.
    is_handed_over: bool,
    /// Of its last try.
    pub notes: Vec<RowNote>,
}

impl<F> Item<F> {
    /// Can it be tried again? Somebody new who may be there already would be made twice.
    pub fn can_be_tried_again(&self) -> bool {
        let is_new = matches!(self.row.action, Action::Create { .. });
        match &self.outcome {
            Some(Outcome::NotTried | Outcome::Refused(_) | Outcome::NotCreated) => true,
            Some(outcome) => outcome.is_failed() && !is_new,
            None => false,
        }
    }
}

impl<F: Field> Item<F> {
    /// Notes what a try came to.
    fn settle(&mut self, RowRun { outcome, done, notes }: RowRun<F>) {
        self.notes = notes;
        self.done = match (done, self.done.take()) {
            (Some(done), Some(earlier)) => Some(done.with_earlier(earlier)),
            (done, earlier) => done.or(earlier),
        };
        let is_so = outcome.is_done() || matches!(outcome, Outcome::AlreadySo);
        let was_done_before = self.may_be_done && matches!(outcome, Outcome::AlreadySo);
        if is_so && self.may_be_done {
            self.done = Some(self.done_in_whole());
        }
        self.may_be_done = !is_so && (self.may_be_done || matches!(outcome, Outcome::Unknown(_)));
        self.outcome = Some(if was_done_before { Outcome::DoneAllTheSame } else { outcome });
        self.is_handed_over = false;
    }

    /// What the way back takes back: what was seen to be done, and what may have been. Each value is
    /// compared with what is there before one is written.
    pub fn to_take_back(&self) -> Option<Row<F>> {
        match self.may_be_done || matches!(self.outcome, Some(Outcome::UnderWay)) {
            true => Some(self.done_in_whole()),
            false => self.done.clone(),
        }
    }

    /// What a try sends: not the secrets that an earlier one has set and that are forgotten since, for
    /// an empty one clears what the server has.
    pub fn row_to_try(&self) -> Row<F> {
        let mut row = self.row.clone();
        let is_forgotten = |value: &FieldValue| *value == FieldValue::Secret(Secret::default());
        row.cells.retain(|cell| !(is_forgotten(&cell.after) && self.has_set_secret(cell.field)));
        row
    }

    fn has_set_secret(&self, field: F) -> bool {
        let done = self.done.iter().flat_map(|row| &row.cells);
        field.is_secret() && done.into_iter().any(|cell| cell.field == field)
    }

    /// The row as if all of it had been done.
    fn done_in_whole(&self) -> Row<F> {
        match &self.done {
            Some(done) => done.clone().with_earlier(self.row.clone()),
            None => self.row.clone(),
        }
    }
}

/// What running a row came to.
pub struct RowRun<F> {
    pub outcome: Outcome<F>,
    /// What was seen to be done.
    pub done: Option<Row<F>>,
    pub notes: Vec<RowNote>,
}

impl<F> RowRun<F> {
    pub fn new(outcome: Outcome<F>, done: Option<Row<F>>) -> Self {
        Self { outcome, done, notes: Vec::new() }
    }
}

/// What is to be said of a row besides its outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowNote {
    /// What was attached to somebody who was deleted, looked up afterwards.
    Attachments(Attachments),
    /// What a deletion left undone.
    LeftOver(LeftOver),
    Licence(LicenceProblem),
    /// What the server says that went with somebody who was deleted, with the phones or without.
    Deletion {
        report: DeletionReport,
        with_devices: bool,
    },
}

/// Where plans are run.
pub trait PlanServer<F>: Copy + 'static {
    /// So many rows are under way at a time.
    const AT_ONCE: usize = AT_ONCE;

    /// Does what a row says, and reads what became of it.
    fn run_row(self, row: Row<F>) -> impl Future<Output = RowRun<F>>;
}

/// How many rows came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub all: usize,
    /// Will be done, or are waiting for it.
    pub to_do: usize,
    pub done: usize,
    pub already: usize,
    pub refused: usize,
    pub left_out: usize,
    pub failed: usize,
    pub not_tried: usize,
    /// Those of the failed and not tried that can be tried again.
    pub can_be_tried_again: usize,
}

/// The plan of a system, and its run; there is one at a time.
pub struct PlanRun<F: Field> {
    items: StoredValue<Vec<Item<F>>>,
    phase: RwSignal<Phase>,
    /// Counts whatever changes an item.
    version: RwSignal<u64>,
    /// Counts the plans that were put here, one in the place of another.
    plans: RwSignal<u64>,
    /// When it was last set going, by the browser's clock in milliseconds, and how many rows were
    /// waiting then.
    going: StoredValue<Option<(f64, usize)>>,
    /// So many rows on end the server was out of reach for.
    outages: RwSignal<usize>,
    /// A worker of an earlier run ends when it sees another number.
    era: StoredValue<u32>,
    waking: StoredValue<Vec<oneshot::Sender<()>>>,
}

impl<F: Field> Clone for PlanRun<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: Field> Copy for PlanRun<F> {}

impl<F: Field> Default for PlanRun<F> {
    fn default() -> Self {
        Self {
            items: StoredValue::new(Vec::new()),
            phase: lasting_signal(Phase::Ready),
            version: lasting_signal(0),
            plans: lasting_signal(0),
            going: StoredValue::new(None),
            outages: lasting_signal(0),
            era: StoredValue::new(0),
            waking: StoredValue::new(Vec::new()),
        }
    }
}

impl<F: Field> PlanRun<F> {
    pub fn phase(&self) -> RwSignal<Phase> {
        self.phase
    }

    pub fn version(&self) -> RwSignal<u64> {
        self.version
    }

    /// Did the run pause because the server was out of reach? Reactive.
    pub fn is_paused_by_outage(&self) -> bool {
        self.phase.get() == Phase::Paused && self.outages.get() >= PAUSES_AFTER_OUTAGES
    }

    /// Follows which rows there are, not what becomes of them.
    pub fn plans(&self) -> RwSignal<u64> {
        self.plans
    }

    pub fn with<T>(&self, read: impl FnOnce(&[Item<F>]) -> T) -> T {
        self.items.with_value(|items| read(items))
    }

    /// Puts another plan in the place of this one, of which nothing more is begun.
    pub fn set_rows(&self, rows: Vec<Row<F>>) {
        self.era.update_value(|era| *era += 1);
        let item = |row| Item {
            row,
            outcome: None,
            done: None,
            may_be_done: false,
            is_handed_over: false,
            notes: Vec::new(),
        };
        self.items.set_value(rows.into_iter().map(item).collect());
        self.phase.set(Phase::Ready);
        self.wake();
        self.plans.update(|plans| *plans += 1);
        self.notify();
    }

    /// Leaves a row out, or takes it in again, before anything was sent.
    pub fn set_left_out(&self, at: usize, is_left_out: bool) {
        if self.phase.get_untracked() == Phase::Ready {
            self.change(at, |item| item.row.is_left_out = is_left_out);
        }
    }

    /// The same for the rows at these places.
    pub fn set_several_left_out(&self, places: &[usize], is_left_out: bool) {
        if self.phase.get_untracked() == Phase::Ready {
            self.items.update_value(|items| {
                for at in places {
                    if let Some(item) = items.get_mut(*at) {
                        item.row.is_left_out = is_left_out;
                    }
                }
            });
            self.notify();
        }
    }

    pub fn is_under_way(&self) -> bool {
        matches!(self.phase.get(), Phase::Running | Phase::Paused)
    }

    pub fn tally(&self) -> Tally {
        self.with(|items| {
            let mut tally = Tally { all: items.len(), ..Tally::default() };
            for item in items {
                let slot = match &item.outcome {
                    None => match item.row.verdict() {
                        RowVerdict::AlreadySo => &mut tally.already,
                        RowVerdict::Refused => &mut tally.refused,
                        RowVerdict::LeftOut => &mut tally.left_out,
                        _ => &mut tally.to_do,
                    },
                    Some(Outcome::Waiting | Outcome::UnderWay) => &mut tally.to_do,
                    Some(Outcome::AlreadySo) => &mut tally.already,
                    Some(Outcome::NotTried) => &mut tally.not_tried,
                    Some(outcome) if outcome.is_done() => &mut tally.done,
                    Some(_) => &mut tally.failed,
                };
                *slot += 1;
                tally.can_be_tried_again += usize::from(item.can_be_tried_again());
            }
            tally
        })
    }

    /// In how many seconds it is through, as quick as it was so far. None before the first row
    /// is done with.
    pub fn seconds_left(&self, tally: Tally) -> Option<f64> {
        let (since, waiting) = self.going.get_value()?;
        seconds_left(since, waiting, tally.to_do)
    }

    fn set_going(&self) {
        self.phase.set(Phase::Running);
        self.outages.set(0);
        self.going.set_value(Some((clock::now(), self.tally().to_do)));
    }

    /// Does what the plan says.
    pub fn start(&self, server: impl PlanServer<F>) {
        if self.phase.get_untracked() == Phase::Ready {
            self.run(server, |item| item.outcome.is_none() && item.row.is_to_do());
        }
    }

    /// Tries those again that failed or were not reached.
    pub fn again(&self, server: impl PlanServer<F>) {
        if self.phase.get_untracked() == Phase::Over {
            self.run(server, Item::can_be_tried_again);
        }
    }

    fn run<S: PlanServer<F>>(&self, server: S, is_wanted: impl Fn(&Item<F>) -> bool) {
        self.items.update_value(|items| {
            for item in items.iter_mut().filter(|item| is_wanted(item)) {
                item.outcome = Some(Outcome::Waiting);
            }
        });
        self.set_going();
        self.notify();
        let (next, left) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(S::AT_ONCE)));
        let era = self.era.get_value();
        for _ in 0..S::AT_ONCE {
            let (this, next, left) = (*self, Rc::clone(&next), Rc::clone(&left));
            spawn_local(async move {
                this.work(server, era, &next).await;
                left.set(left.get() - 1);
                if left.get() == 0 && this.is_current(era) {
                    this.settle();
                }
            });
        }
    }

    async fn work(self, server: impl PlanServer<F>, era: u32, next: &Cell<usize>) {
        loop {
            // Nobody has to resume what has nothing left to begin.
            while self.is_current(era) && self.phase.get_untracked() == Phase::Paused && self.has_waiting() {
                let (sender, receiver) = oneshot::channel();
                self.waking.update_value(|waking| waking.push(sender));
                let _ = receiver.await;
            }
            if !self.is_current(era) {
                return;
            }
            let Some(at) = self.take(next) else { return };
            let Some(row) = self.with(|items| items.get(at).map(Item::row_to_try)) else { return };
            self.change(at, |item| item.outcome = Some(Outcome::UnderWay));
            let systems = Console::get().systems;
            let run = systems.on_behalf_of_present_people(server.run_row(row)).await;
            if !self.is_current(era) {
                return;
            }
            let is_signed_out = run.outcome.refusal().is_some_and(Refusal::is_signed_out);
            let is_outage = run.outcome.refusal().is_some_and(Refusal::is_outage);
            let outages = if is_outage { self.outages.get_untracked() + 1 } else { 0 };
            self.outages.set(outages);
            self.change(at, |item| item.settle(run));
            // Nobody signs in, or chose not to, or nobody is there: the others would fare no better. Where
            // there are none, the run ends by itself.
            if (is_signed_out || outages == PAUSES_AFTER_OUTAGES) && self.has_waiting() {
                self.pause();
            }
        }
    }

    fn is_current(&self, era: u32) -> bool {
        self.era.get_value() == era
    }

    /// The next row that waits.
    fn take(&self, next: &Cell<usize>) -> Option<usize> {
        let from = next.get();
        let waits = |item: &Item<F>| matches!(item.outcome, Some(Outcome::Waiting));
        let found = self.with(|items| items.iter().skip(from).position(waits).map(|at| from + at));
        next.set(found.map_or(usize::MAX, |at| at + 1));
        found
    }

    /// Begins nothing more until it is told to.
    pub fn pause(&self) {
        if self.phase.get_untracked() == Phase::Running {
            self.phase.set(Phase::Paused);
        }
    }

    fn has_waiting(&self) -> bool {
        self.with(|items| items.iter().any(|item| matches!(item.outcome, Some(Outcome::Waiting))))
    }

    pub fn resume(&self) {
        if self.phase.get_untracked() == Phase::Paused {
            self.set_going();
            self.wake();
        }
    }

    /// Begins nothing more. What is under way is waited for.
    pub fn stop(&self) {
        if !matches!(self.phase.get_untracked(), Phase::Running | Phase::Paused) {
            return;
        }
        self.items.update_value(|items| {
            for item in items.iter_mut().filter(|item| matches!(item.outcome, Some(Outcome::Waiting))) {
                item.outcome = Some(Outcome::NotTried);
            }
        });
        self.phase.set(Phase::Running);
        self.wake();
        self.notify();
        self.settle();
    }

    /// Is everything done with? Then the run is over.
    fn settle(&self) {
        let is_open = |item: &Item<F>| matches!(item.outcome, Some(Outcome::Waiting | Outcome::UnderWay));
        let is_under_way = untrack(|| self.is_under_way());
        if is_under_way && !self.with(|items| items.iter().any(is_open)) {
            self.phase.set(Phase::Over);
        }
    }

    fn change(&self, at: usize, change: impl FnOnce(&mut Item<F>)) {
        self.items.update_value(|items| {
            if let Some(item) = items.get_mut(at) {
                change(item);
            }
        });
        self.notify();
    }

    fn notify(&self) {
        self.version.update(|version| *version += 1);
    }

    fn wake(&self) {
        for sender in self.waking.try_update_value(std::mem::take).unwrap_or_default() {
            // Whoever waited may be of an earlier run.
            let _ = sender.send(());
        }
    }
}
