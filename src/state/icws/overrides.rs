//! The own values of all people of a PureConnect, read one person after the other.

use std::collections::BTreeSet;
use std::rc::Rc;

use leptos::prelude::*;

use super::server::Icws;
use crate::browser::clock;
use crate::domain::Refusal;
use crate::list::ListPosition;
use crate::plan::selection::Selected;
use crate::state::lasting::lasting_signal;
use crate::state::read_each::read_each;
use crate::state::{Console, seconds_left};
use crate::wire::icws::overrides::PersonOverrides;
use crate::wire::icws::{ClientConfiguration, Property, UserId};

/// How far the people were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    NotRead,
    Reading,
    /// All were tried.
    Read,
    /// Somebody stopped it before.
    Stopped,
}

/// What became of the reading of one person.
pub enum PersonReading {
    Waiting,
    Read(PersonOverrides),
    Refused(Refusal),
    /// No address can carry the id.
    NoAddress,
}

impl PersonReading {
    /// What was read, if it was.
    pub fn overrides(&self) -> Option<&PersonOverrides> {
        match self {
            Self::Read(person) => Some(person),
            _ => None,
        }
    }
}

/// One person who is to be read.
pub struct PersonItem {
    pub person: Selected,
    pub reading: PersonReading,
}

/// Values that are chosen: the place of the person among those who were read, and the property.
pub type Chosen = RwSignal<BTreeSet<(usize, Property)>>;

/// What many people set themselves. Lives as long as the page.
#[derive(Clone, Copy)]
pub struct Overrides {
    /// Who is signed in where it was read.
    person: RwSignal<Option<String>>,
    items: StoredValue<Vec<PersonItem>>,
    pub phase: RwSignal<Phase>,
    /// Counts whatever changes an item.
    pub version: RwSignal<u64>,
    /// Whoever looks at one of the people finds chosen on coming back what they had chosen.
    pub chosen: Chosen,
    /// Where somebody was among those who set the property that is opened.
    pub position: StoredValue<ListPosition>,
    /// When it was begun last, by the browser's clock in milliseconds, and how many were waiting then.
    begun: StoredValue<(f64, usize)>,
    /// A reading that was stopped or begun anew ends when it sees another number.
    readings: StoredValue<u32>,
}

/// How many people were read, and how many not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub all: usize,
    pub read: usize,
    pub refused: usize,
    /// Of whom no address can carry the id: nobody can ask for them.
    pub without_address: usize,
    pub waiting: usize,
}

impl Overrides {
    /// Those of a system; made once.
    pub fn of(icws: Icws) -> Self {
        let person = icws.system.username();
        let this = Console::get().icws_overrides.get_or(&icws.system.id(), Self::new);
        // What somebody else has read is not theirs.
        if this.person.get_untracked() != person {
            this.readings.update_value(|readings| *readings += 1);
            this.items.set_value(Vec::new());
            this.choose_nothing();
            this.phase.set(Phase::NotRead);
            this.notify();
            this.person.set(person);
        }
        this
    }

    fn new() -> Self {
        Self {
            person: lasting_signal(None),
            items: StoredValue::new(Vec::new()),
            phase: lasting_signal(Phase::NotRead),
            version: lasting_signal(0),
            chosen: lasting_signal(BTreeSet::new()),
            position: StoredValue::new(ListPosition::default()),
            begun: StoredValue::new((0.0, 0)),
            readings: StoredValue::new(0),
        }
    }

    pub fn with<T>(&self, read: impl FnOnce(&[PersonItem]) -> T) -> T {
        self.items.with_value(|items| read(items))
    }

    pub fn count(&self) -> Count {
        self.with(|items| {
            let mut count = Count { all: items.len(), ..Count::default() };
            for item in items {
                *match item.reading {
                    PersonReading::Waiting => &mut count.waiting,
                    PersonReading::Read(_) => &mut count.read,
                    PersonReading::Refused(_) => &mut count.refused,
                    PersonReading::NoAddress => &mut count.without_address,
                } += 1;
            }
            count
        })
    }

    /// In how many seconds it is through, as quick as it was so far. None before the first.
    pub fn seconds_left(&self, count: Count) -> Option<f64> {
        let (since, waiting) = self.begun.get_value();
        seconds_left(since, waiting, count.waiting)
    }

    fn choose_nothing(&self) {
        self.chosen.update(BTreeSet::clear);
        self.position.set_value(ListPosition::default());
    }

    /// Reads these people in the place of those that were read.
    pub async fn read(self, icws: Icws, people: Vec<Selected>) {
        self.choose_nothing();
        let item = |person| PersonItem { person, reading: PersonReading::Waiting };
        self.items.set_value(people.into_iter().map(item).collect());
        self.go_on(icws).await;
    }

    /// Reads again those who could not be read, and those who were not reached.
    pub async fn read_again(self, icws: Icws) {
        self.choose_nothing();
        self.items.update_value(|items| {
            for item in items.iter_mut().filter(|item| matches!(item.reading, PersonReading::Refused(_))) {
                item.reading = PersonReading::Waiting;
            }
        });
        self.go_on(icws).await;
    }

    async fn go_on(self, icws: Icws) {
        let reading = self.readings.get_value() + 1;
        self.readings.set_value(reading);
        let waiting: Vec<(usize, Selected)> = self.with(|items| {
            let waits = |(_, item): &(usize, &PersonItem)| matches!(item.reading, PersonReading::Waiting);
            let items = items.iter().enumerate().filter(waits);
            items.map(|(at, item)| (at, item.person.clone())).collect()
        });
        let count = waiting.len();
        self.begun.set_value((clock::now(), count));
        self.phase.set(Phase::Reading);
        self.notify();
        let waiting = Rc::new(waiting);
        let is_current = move || self.readings.get_value() == reading;
        let read = move |place: usize| {
            let waiting = Rc::clone(&waiting);
            async move {
                let Some((at, person)) = waiting.get(place) else { return };
                let reading = match UserId::new(person.id.as_str()) {
                    None => PersonReading::NoAddress,
                    Some(id) => match icws.read_client(&id).await {
                        Ok(now) => PersonReading::Read(PersonOverrides::of(&person.id, &person.name, &now)),
                        Err(refusal) => {
                            if is_current() && refusal.is_signed_out() {
                                // Nobody signs in: the others would fare no better.
                                self.stop();
                                return;
                            }
                            PersonReading::Refused(refusal)
                        }
                    },
                };
                if is_current() {
                    self.items.update_value(|items| {
                        if let Some(item) = items.get_mut(*at) {
                            item.reading = reading;
                        }
                    });
                    self.notify();
                }
            }
        };
        read_each(count, is_current, read).await;
        if is_current() {
            self.phase.set(Phase::Read);
        }
    }

    /// Begins nothing more. What comes of what is under way is not waited for.
    pub fn stop(&self) {
        if self.phase.get_untracked() == Phase::Reading {
            self.readings.update_value(|readings| *readings += 1);
            self.phase.set(Phase::Stopped);
        }
    }

    /// Puts what was read of somebody after a change in the place of what was read of them here.
    pub(super) fn put(&self, id: &str, now: &ClientConfiguration) {
        let mut gone = None;
        self.items.update_value(|items| {
            let item = items.iter_mut().enumerate().find(|(_, item)| item.person.id == id);
            if let Some((at, PersonItem { person, reading: reading @ PersonReading::Read(_) })) = item {
                let overrides = PersonOverrides::of(id, &person.name, now);
                let is_gone =
                    |(of, property): &(usize, Property)| *of == at && overrides.get(*property).is_none();
                let gone_of: Vec<_> =
                    self.chosen.with_untracked(|chosen| chosen.iter().copied().filter(is_gone).collect());
                gone = Some(gone_of);
                *reading = PersonReading::Read(overrides);
            }
        });
        if let Some(gone) = gone {
            // What nobody sets any more is not chosen any more.
            if !gone.is_empty() {
                self.chosen.update(|chosen| chosen.retain(|value| !gone.contains(value)));
            }
            self.notify();
        }
    }

    fn notify(&self) {
        self.version.update(|version| *version += 1);
    }
}
