//! The plan of a system: what it is made of, everybody as they are now, and its run.

use std::collections::HashSet;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::lasting::lasting_signal;
use super::plan::{Item, Outcome, PlanRun, PlanServer};
use super::{Console, KeyedCache, System};
use crate::browser::{clock, kept_in_tab};
use crate::domain::Refusal;
use crate::form::Field;
use crate::list::ListPosition;
use crate::plan::kept::KeptRun;
use crate::plan::{Action, Inverse, Irreversible, Row, invert, merge_done, with_present_values};
use crate::route::Route;

/// So long after the last key the rows follow what is typed.
const MAKE_ROWS_AFTER: Duration = Duration::from_millis(200);

/// A system for whose people plans are made.
pub trait PlanSystem: PlanServer<Self::Field> + Send + Sync {
    type Field: Field;
    /// What a plan is made of.
    type Source: Send + Sync + 'static;
    /// What was read to make it.
    type Known: Send + Sync + 'static;

    fn system(self) -> System;

    /// Where the plans of such systems are kept.
    fn plans() -> KeyedCache<Plan<Self>>;

    /// Reads everybody as they are now, and makes the plan anew, as long as that is wanted: for
    /// [`Plan::check`].
    fn check_plan(self, is_current: impl Fn() -> bool + Copy + 'static) -> impl Future<Output = ()>;

    /// Remembers whose people a plan that begins is about, where that is chosen.
    fn remember_people(self) {}

    /// Works on those people again.
    fn return_to_people(self) {}

    /// Has the run made something that must be handed over before the plan is put away? Reactive.
    fn must_hand_over(self) -> bool {
        false
    }

    /// Where the plan is seen.
    fn plan_route(self) -> Route {
        Route::Plan { system: self.system().id() }
    }

    /// The address of the plan, under which what it has done is kept in this tab.
    fn plan_path(self) -> String {
        self.plan_route().path()
    }
}

/// A system where the rows of a plan follow what is chosen, without another reading.
pub trait RowMaker: PlanSystem {
    /// The rows that a plan comes to, of people who are known.
    fn make_rows(self, source: &Self::Source, known: &Self::Known) -> Vec<Row<Self::Field>>;
}

/// What became of a plan that was to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Beginning {
    Begun,
    /// The plan that is there has made something that nobody has been handed yet: its page asks first.
    AsksFirst,
    /// The plan that is there is under way, or was mended and not run, and stays.
    StillRunning,
}

/// Everybody on a system, as a plan needs them.
pub enum Everybody<K> {
    NotRead,
    Reading {
        /// Of how many people what the list does not tell was read, and of how many it is to be;
        /// both 0 while the list is read.
        read: usize,
        all: usize,
    },
    Known(K),
    Refused(Refusal),
}

/// The plan of a system, and its run; there is one at a time. Lives as long as the page.
pub struct Plan<S: PlanSystem> {
    /// Who is signed in where it was begun.
    person: RwSignal<Option<String>>,
    /// None where there is no plan.
    pub source: RwSignal<Option<S::Source>>,
    pub everybody: RwSignal<Everybody<S::Known>>,
    pub run: PlanRun<S::Field>,
    /// What is begun once somebody has decided what becomes of what this plan has made.
    next: RwSignal<Option<S::Source>>,
    /// Counts the plans that were begun here.
    pub begun: RwSignal<u32>,
    /// What was done before the plan was checked again.
    done_before: StoredValue<Vec<Row<S::Field>>>,
    /// Does the plan take back what an earlier one did?
    is_inverse: RwSignal<bool>,
    /// What it cannot take back then.
    pub not_taken_back: RwSignal<Vec<Irreversible<S::Field>>>,
    /// The lines of its file that were mended here.
    pub mended: RwSignal<HashSet<u32>>,
    /// Has something been typed that the rows do not follow yet?
    pub is_outdated: RwSignal<bool>,
    /// Where somebody was among the rows, for coming back.
    pub position: StoredValue<ListPosition>,
    /// Counts the readings: what an earlier one brings is for another plan.
    readings: StoredValue<u32>,
    /// Counts the changes of what the rows are made of.
    changes: StoredValue<u32>,
    /// Is there somebody who says how the run ends?
    is_followed: StoredValue<bool>,
    server: StoredValue<S>,
}

impl<S: PlanSystem> Clone for Plan<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S: PlanSystem> Copy for Plan<S> {}

impl<S: PlanSystem> Plan<S> {
    /// The plan of a system; made once.
    pub fn of(server: S) -> Self {
        let system = server.system();
        let person = system.username();
        let plan = S::plans().get_or(&system.id(), || Self::new(server));
        // What somebody else has read is not theirs.
        if plan.person.get_untracked() != person {
            plan.close();
            plan.person.set(person);
        }
        plan
    }

    fn new(server: S) -> Self {
        let plan = Self {
            person: lasting_signal(None),
            source: lasting_signal(None),
            everybody: lasting_signal(Everybody::NotRead),
            run: PlanRun::default(),
            next: lasting_signal(None),
            begun: lasting_signal(0),
            done_before: StoredValue::new(Vec::new()),
            is_inverse: lasting_signal(false),
            not_taken_back: lasting_signal(Vec::new()),
            mended: lasting_signal(HashSet::new()),
            is_outdated: lasting_signal(false),
            position: StoredValue::new(ListPosition::default()),
            readings: StoredValue::new(0),
            changes: StoredValue::new(0),
            is_followed: StoredValue::new(false),
            server: StoredValue::new(server),
        };
        let system = server.system();
        Console::get().navigation.add_open_work(server.plan_route(), move || plan.is_open());
        // Nothing is done for whoever has signed out, nor under the rights of somebody else.
        let session = system.session();
        let person = Memo::new(move |_| session.with(|session| session.username().map(str::to_owned)));
        Effect::watch(
            move || person.get(),
            move |_, _, _| {
                Self::of(server);
            },
            false,
        );
        plan
    }

    /// Calls once what follows the run, whether or not its page is there.
    pub fn follow_once(&self, follow: impl FnOnce()) {
        if !self.is_followed.get_value() {
            self.is_followed.set_value(true);
            S::plans().with_owner(follow);
        }
    }

    /// Would something be lost with the plan: what is under way, what nobody has been handed yet, or
    /// what was mended here and not done? Reactive.
    pub fn is_open(&self) -> bool {
        self.run.version().track();
        self.run.is_under_way() || self.server.get_value().must_hand_over() || self.has_mended()
    }

    /// Was a row mended that is not done yet? Reactive.
    pub fn has_mended(&self) -> bool {
        self.run.version().track();
        self.mended.with(|mended| {
            let is_mended = |item: &Item<S::Field>| item.row.line.is_some_and(|line| mended.contains(&line));
            let is_done = |item: &Item<S::Field>| item.outcome.as_ref().is_some_and(Outcome::is_done);
            !mended.is_empty()
                && self.run.with(|items| items.iter().any(|item| is_mended(item) && !is_done(item)))
        })
    }

    /// Does the plan take back what an earlier one did? Reactive.
    pub fn is_inverse(&self) -> bool {
        self.is_inverse.get()
    }

    /// Is there a plan? Reactive.
    pub fn is_there(&self) -> bool {
        self.source.with(Option::is_some)
    }

    /// Puts another plan in the place of this one, whose page reads what it needs; not where this one
    /// [is open](Self::is_open).
    pub fn begin(&self, source: S::Source) -> Beginning {
        if untrack(|| self.run.is_under_way() || self.has_mended()) {
            return Beginning::StillRunning;
        }
        if untrack(|| self.server.get_value().must_hand_over()) {
            self.next.set(Some(source));
            return Beginning::AsksFirst;
        }
        self.put(source);
        Beginning::Begun
    }

    fn put(&self, source: S::Source) {
        self.close();
        self.server.get_value().remember_people();
        self.source.set(Some(source));
        self.begun.update(|begun| *begun += 1);
    }

    /// Does another plan wait for somebody to decide what becomes of what this one has made? Reactive.
    pub fn has_next(&self) -> bool {
        self.next.with(Option::is_some)
    }

    /// Begins the plan that waits, whatever this one has made.
    pub fn begin_next(&self) {
        if let Some(source) = self.next.try_update(Option::take).flatten() {
            self.put(source);
        }
    }

    /// Forgets the plan that waits.
    pub fn forget_next(&self) {
        self.next.set(None);
    }

    /// Forgets the plan. What is under way is waited for and not shown here any more.
    pub fn close(&self) {
        self.readings.update_value(|readings| *readings += 1);
        self.source.set(None);
        self.next.set(None);
        self.mended.set(HashSet::new());
        self.everybody.set(Everybody::NotRead);
        self.done_before.set_value(Vec::new());
        self.position.set_value(ListPosition::default());
        self.put_rows(Vec::new());
    }

    /// Puts the rows that follow what the plan is made of in the place of those before. What was done
    /// with those can still be taken back.
    pub fn set_rows(&self, rows: Vec<Row<S::Field>>) {
        let done_before = match self.is_inverse.get_untracked() {
            // What takes it back is the plan itself.
            true => Vec::new(),
            false => self.done_rows(),
        };
        self.done_before.set_value(done_before);
        self.put_rows(rows);
    }

    /// Puts rows that take back what an earlier plan did in the place of those before.
    fn put_inverse(&self, rows: Vec<Row<S::Field>>, not_taken_back: Vec<Irreversible<S::Field>>) {
        self.put_rows(rows);
        self.is_inverse.set(true);
        self.not_taken_back.set(not_taken_back);
    }

    fn put_rows(&self, rows: Vec<Row<S::Field>>) {
        self.count_change();
        self.is_outdated.set(false);
        self.is_inverse.set(false);
        self.not_taken_back.set(Vec::new());
        self.run.set_rows(rows);
    }

    fn count_change(&self) -> u32 {
        let change = self.changes.get_value() + 1;
        self.changes.set_value(change);
        change
    }

    /// Does what the plan says.
    pub fn start(&self) {
        let server = self.server.get_value();
        server.return_to_people();
        self.run.start(server);
    }

    /// Tries those rows again that failed or were not reached.
    pub fn start_again(&self) {
        let server = self.server.get_value();
        server.return_to_people();
        self.run.again(server);
    }

    /// Reads everybody as they are now, and makes the plan anew.
    pub async fn check(&self) {
        self.read_and_make().await;
    }

    /// The same. Is what was read still wanted?
    async fn read_and_make(&self) -> bool {
        let server = self.server.get_value();
        server.return_to_people();
        let is_current = self.begin_reading();
        server.check_plan(is_current).await;
        is_current()
    }

    /// Reads again what is there, and makes the plan anew by that. One that takes back stays one: whoever
    /// has gone already is left out of it.
    pub async fn check_again(&self) {
        let rows = |is_wanted: fn(&Item<S::Field>) -> bool| -> Vec<Row<S::Field>> {
            let wanted = |items: &[Item<S::Field>]| {
                items.iter().filter(|item| is_wanted(item)).map(|item| item.row.clone()).collect()
            };
            untrack(|| self.run.with(|items| wanted(items)))
        };
        let inverse = self.is_inverse.get_untracked().then(|| rows(|item| !has_gone(item)));
        let not_taken_back = self.not_taken_back.get_untracked();
        let is_wanted = self.read_and_make().await;
        let is_read = self.everybody.with_untracked(|everybody| matches!(everybody, Everybody::Known(_)));
        let Some(inverse) = inverse.filter(|_| is_wanted && is_read) else { return };
        let made = rows(|_| true);
        self.put_inverse(with_present_values(inverse, &made), not_taken_back);
    }

    /// Begins to read everybody, and gives what says whether that is still wanted.
    fn begin_reading(&self) -> impl Fn() -> bool + Copy + 'static {
        let readings = self.readings;
        let reading = readings.get_value() + 1;
        readings.set_value(reading);
        self.everybody.set(Everybody::Reading { read: 0, all: 0 });
        move || readings.get_value() == reading
    }

    /// What was done, as far as it is known, also before the plan was checked again.
    pub fn done_rows(&self) -> Vec<Row<S::Field>> {
        let done = self.run.with(|items| items.iter().filter_map(Item::to_take_back).collect());
        merge_done(self.done_before.get_value(), done)
    }

    /// Is there such a row among those? Follows the run.
    pub fn has_done(&self, is_wanted: impl Fn(&Row<S::Field>) -> bool) -> bool {
        self.run.version().track();
        self.done_before.with_value(|done| done.iter().any(&is_wanted))
            || self.run.with(|items| items.iter().filter_map(Item::to_take_back).any(|row| is_wanted(&row)))
    }

    /// What takes back all of that.
    pub fn inverse(&self) -> Inverse<S::Field> {
        invert(&self.done_rows())
    }

    /// Puts the plan that takes back what was done in the place of this one.
    pub fn turn_round(&self) {
        let Inverse { rows, irreversible } = self.inverse();
        self.done_before.set_value(Vec::new());
        self.put_inverse(rows, irreversible.into_iter().map(|(_, kind)| kind).collect());
    }

    /// Puts the plan that takes back what a run did before the page was loaded anew in the place of this
    /// one. Its rows are checked against what there is when they are run.
    pub fn reopen(&self, source: S::Source, known: S::Known, rows: Vec<Row<S::Field>>) {
        if self.begin(source) == Beginning::Begun {
            self.everybody.set(Everybody::Known(known));
            self.put_inverse(rows, Vec::new());
        }
    }
}

impl<S: RowMaker> Plan<S> {
    /// Makes the plan anew, of people who are known.
    pub fn make(&self) {
        self.set_rows(self.rows_to_make());
    }

    /// The rows that it comes to.
    pub fn rows_to_make(&self) -> Vec<Row<S::Field>> {
        let server = self.server.get_value();
        self.source.with_untracked(|source| {
            self.everybody.with_untracked(|everybody| match (source, everybody) {
                (Some(source), Everybody::Known(known)) => server.make_rows(source, known),
                _ => Vec::new(),
            })
        })
    }

    /// The same as soon as nobody types any more: with many people that takes longer than a key.
    pub fn make_soon(&self) {
        let this = *self;
        let change = self.count_change();
        self.is_outdated.set(true);
        spawn_local(async move {
            clock::sleep(MAKE_ROWS_AFTER).await;
            if this.changes.get_value() == change {
                this.make();
            }
        });
    }
}

/// Was somebody deleted by this?
fn has_gone<F: PartialEq>(item: &Item<F>) -> bool {
    let is_gone = |outcome: &Outcome<F>| outcome.is_done() || *outcome == Outcome::AlreadySo;
    matches!(item.row.action, Action::Delete { .. }) && item.outcome.as_ref().is_some_and(is_gone)
}

/// Forgets what is kept of the runs of whoever is signed in to a system, as when they sign out. What
/// somebody else has run there is kept for them.
pub fn forget_kept_runs(system: System) {
    let person = system.username().unwrap_or_default();
    for route in [Route::Plan { system: system.id() }, Route::PersonPlan { system: system.id() }] {
        let path = route.path();
        let is_theirs = |text: String| KeptRun::read(&text, &person).is_some();
        if kept_in_tab::read(&path).is_some_and(is_theirs) {
            kept_in_tab::keep(&path, None);
        }
    }
}
