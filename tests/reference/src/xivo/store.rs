//! The people of one XiVO, as its database holds them: both APIs of a server
//! look at the same rows.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use super::query::Ranked;
use crate::people::{self, Kind, Person};

/// A row of `userfeatures` with what belongs to it. Columns that the database
/// keeps as "" rather than null are plain strings; each API shows them in its
/// own way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct User {
    pub id: u32,
    pub firstname: String,
    pub lastname: String,
    pub email: Option<String>,
    pub caller_id: Option<String>,
    pub outgoing_caller_id: String,
    pub username: String,
    pub password: String,
    pub music_on_hold: String,
    pub mobile_phone_number: String,
    pub userfield: String,
    pub timezone: Option<String>,
    pub language: Option<String>,
    pub description: String,
    pub preprocess_subroutine: Option<String>,
    pub call_transfer_enabled: bool,
    pub dtmf_hangup_enabled: bool,
    pub call_record_enabled: bool,
    /// Since 2021 in the place of `call_record_enabled`.
    pub call_record: CallRecord,
    pub online_call_record_enabled: bool,
    /// Since 2026.
    pub mobile_fallback_enabled: bool,
    pub supervision_enabled: bool,
    pub enabled: bool,
    pub ring_seconds: i64,
    pub simultaneous_calls: i64,
    pub subscription_type: i64,
    pub call_permission_password: Option<String>,
    pub cti_profile: Option<i64>,
    pub cti_enabled: bool,
    pub voicemail: Option<Voicemail>,
    pub agent: Option<i64>,
    pub entity: Option<i64>,
    /// An index into the tenants of a Wazo; 0 where there are none.
    pub tenant: usize,
    /// The main line.
    pub line: Option<Line>,
    pub more_lines: Vec<Line>,
}

/// Which calls are recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CallRecord {
    pub outgoing_external: bool,
    pub outgoing_internal: bool,
    pub incoming_internal: bool,
    pub incoming_external: bool,
}

impl CallRecord {
    /// All of them, or none.
    pub fn every(on: bool) -> Self {
        Self { outgoing_external: on, outgoing_internal: on, incoming_internal: on, incoming_external: on }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voicemail {
    pub id: i64,
    pub name: String,
    pub number: String,
}

/// A SIP line with one extension and a device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub id: i64,
    pub name: String,
    pub number: String,
    pub extension_id: i64,
    pub provisioning_code: String,
    /// Besides `number`.
    pub more_numbers: Vec<String>,
}

/// The ids of further lines and extensions begin so much higher.
const MORE: i64 = 10_000_000;

impl Line {
    pub fn new(id: i64, number: &str) -> Self {
        Self {
            id,
            name: format!("line{id:04}"),
            number: number.to_owned(),
            extension_id: id + 36,
            provisioning_code: format!("{:06}", ((id - 1) * 7919 + 202_041) % 1_000_000),
            more_numbers: Vec::new(),
        }
    }

    /// Every number with the id of its extension.
    pub fn numbers(&self) -> impl Iterator<Item = (i64, &str)> {
        let ids = self.extension_id + MORE..;
        std::iter::once((self.extension_id, self.number.as_str()))
            .chain(ids.zip(self.more_numbers.iter().map(String::as_str)))
    }
}

impl User {
    /// First and last name with one space, which stands even if there is no
    /// last name.
    pub fn spaced_name(&self) -> String {
        format!("{} {}", self.firstname, self.lastname)
    }

    pub fn full_name(&self) -> String {
        self.spaced_name().trim_end().to_owned()
    }

    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.line.iter().chain(&self.more_lines)
    }

    /// Derived from the id, so that it need not be kept.
    pub fn uuid(&self) -> String {
        uuid_of(self.id)
    }

    fn of(person: Person, blank: bool) -> Self {
        // 1.0 writes "" where 1.1 writes null.
        let nullable = |text: Option<String>| if blank { Some(text.unwrap_or_default()) } else { text };
        let id = person.number;
        Self {
            id,
            caller_id: person
                .caller_id
                .clone()
                .or_else(|| Some(format!("\"{}\"", person.full_name().replace('"', "'")))),
            outgoing_caller_id: person.outgoing_caller_id.clone().unwrap_or_default(),
            line: person.extension.as_deref().map(|number| Line {
                more_numbers: person.more_numbers.clone(),
                ..Line::new(i64::from(id), number)
            }),
            more_lines: (MORE..)
                .step_by(1_000_000)
                .zip(&person.more_extensions)
                .map(|(from, number)| Line::new(from + i64::from(id), number))
                .collect(),
            voicemail: person.voicemail.as_deref().map(|number| Voicemail {
                id: i64::from(id),
                name: person.full_name(),
                number: number.to_owned(),
            }),
            firstname: person.first,
            lastname: person.last.unwrap_or_default(),
            email: person.email,
            username: person.username.unwrap_or_default(),
            password: person.password.unwrap_or_default(),
            mobile_phone_number: person.mobile.unwrap_or_default(),
            userfield: person.userfield.unwrap_or_default(),
            timezone: nullable(person.timezone),
            language: nullable(person.language),
            description: person.description.unwrap_or_default(),
            call_transfer_enabled: true,
            supervision_enabled: true,
            enabled: true,
            ring_seconds: 30,
            simultaneous_calls: 5,
            cti_profile: person.cti_profile.map(i64::from),
            cti_enabled: person.cti_enabled,
            agent: person.agent.map(i64::from),
            entity: Some(1),
            ..Self::default()
        }
    }
}

/// A made-up UUID that tells its user's id at its end.
pub fn uuid_of(id: u32) -> String {
    let mixed = id.wrapping_mul(0x9e37_79b9) ^ 0x5eed_0000;
    format!("{mixed:08x}-{:04x}-4{:03x}-8{:03x}-{id:012x}", mixed >> 16, mixed & 0xfff, (mixed >> 12) & 0xfff)
}

fn id_in(uuid: &str) -> Option<u32> {
    let id = u32::from_str_radix(uuid.rsplit('-').next()?, 16).ok()?;
    (uuid_of(id) == uuid.to_ascii_lowercase()).then_some(id)
}

/// People that were never changed are made when asked for; only changes are kept.
pub struct Store {
    base: u32,
    blank: bool,
    /// Of the people that were never changed; after a change, reset.
    pub kind: Kind,
    /// Do those whom a list leaves equal stand in another order in each page,
    /// as with the real servers? Else by first name and id.
    pub mix_equals: bool,
    /// Do lists count a user once for each extension of the main line, as those of xivo-dao did from
    /// 2016 to 2025 (resources/user/search.py)? Every tenth has a second one then.
    pub counts_extensions: bool,
    /// One more thing that this order depends on.
    pub salt: u32,
    changed: BTreeMap<u32, Option<User>>,
    next: u32,
    pub profiles: Vec<(i64, &'static str)>,
    orders: Orders,
}

/// What a change changes.
#[derive(Clone)]
pub struct Rows {
    changed: BTreeMap<u32, Option<User>>,
    next: u32,
}

/// The ids in an order that was asked for, until somebody is changed: whoever
/// pages through 100,000 people must not have them sorted for each page.
type Orders = Mutex<HashMap<(String, bool), Arc<[Ranked]>>>;

impl Store {
    /// `blank`: unset columns hold "" rather than null, as API 1.0 leaves them.
    pub fn new(people: usize, blank: bool) -> Self {
        let base = u32::try_from(people).unwrap_or(u32::MAX - 1);
        Self {
            base,
            blank,
            kind: Kind::default(),
            mix_equals: true,
            counts_extensions: false,
            salt: 0,
            changed: BTreeMap::new(),
            next: base + 1,
            profiles: vec![(1, "Supervisor"), (2, "Agent"), (3, "Client"), (4, "Switchboard")],
            orders: Orders::default(),
        }
    }

    pub fn reset(&mut self) {
        *self = Self { kind: self.kind, ..Self::new(self.base as usize, self.blank) };
    }

    /// From now on those whom a list leaves equal stand in another order.
    pub fn reorder(&mut self) {
        self.salt = self.salt.wrapping_add(0x6b43_a9b5);
    }

    /// The rows as they are now.
    pub fn saved(&self) -> Rows {
        Rows { changed: self.changed.clone(), next: self.next }
    }

    pub fn put_back(&mut self, rows: Rows) {
        self.forget_orders();
        (self.changed, self.next) = (rows.changed, rows.next);
    }

    fn made(&self, id: u32) -> User {
        User::of(people::person_of(self.kind, id), self.blank)
    }

    pub fn get(&self, id: u32) -> Option<User> {
        match self.changed.get(&id) {
            Some(changed) => changed.clone(),
            None if id >= 1 && id <= self.base => Some(self.made(id)),
            None => None,
        }
    }

    pub fn by_uuid(&self, uuid: &str) -> Option<User> {
        self.get(id_in(uuid)?)
    }

    /// Everybody, in the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = User> + '_ {
        let made = (1..=self.base).filter(|id| !self.changed.contains_key(id));
        let made = made.map(|id| self.made(id));
        self.changed.values().flatten().cloned().chain(made)
    }

    /// All ids in an order of its own: a database without ORDER BY promises none.
    pub fn shuffled(&self) -> Vec<u32> {
        let kept = self.changed.iter().filter(|(_, user)| user.is_some()).map(|(id, _)| *id);
        let mut ids: Vec<u32> =
            (1..=self.base).filter(|id| !self.changed.contains_key(id)).chain(kept).collect();
        ids.sort_by_key(|id| (id ^ self.salt).wrapping_mul(0x9e37_79b1));
        ids
    }

    /// All ids in an order of that name with their ranks, as `sort` makes it if
    /// it is not known.
    pub fn ordered(&self, name: &str, descending: bool, sort: impl FnOnce() -> Vec<Ranked>) -> Arc<[Ranked]> {
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        orders.entry((name.to_owned(), descending)).or_insert_with(|| sort().into()).clone()
    }

    fn forget_orders(&mut self) {
        self.orders.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Adds or replaces the user of that id.
    pub fn put(&mut self, user: User) {
        self.forget_orders();
        self.next = self.next.max(user.id.saturating_add(1));
        self.changed.insert(user.id, Some(user));
    }

    pub fn remove(&mut self, id: u32) {
        self.forget_orders();
        self.changed.insert(id, None);
    }

    /// The id that the next new user gets.
    pub fn next_id(&self) -> u32 {
        self.next
    }

    /// For replays: a recording begins at some id.
    pub fn set_next_id(&mut self, id: u32) {
        self.next = id;
    }

    pub fn has_profile(&self, id: i64) -> bool {
        self.profiles.iter().any(|(known, _)| *known == id)
    }

    pub fn profile_name(&self, id: i64) -> Option<&'static str> {
        self.profiles.iter().find(|(known, _)| *known == id).map(|(_, name)| *name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_lead_back() {
        for id in [1, 2, 77, 100_000, u32::MAX] {
            assert_eq!(id_in(&uuid_of(id)), Some(id));
        }
        assert_eq!(id_in("00000000-0000-4000-8000-000000000000"), None);
        assert_eq!(id_in("abc"), None);
    }

    #[test]
    fn changes_lie_over_the_made_up() {
        let mut store = Store::new(20, false);
        let mut ada = store.get(1).unwrap();
        ada.lastname = "Renamed".into();
        store.put(ada);
        store.remove(2);
        assert_eq!(store.get(1).unwrap().lastname, "Renamed");
        assert_eq!(store.get(2), None);
        assert_eq!(store.all().count(), 19);
        assert_eq!(store.shuffled().len(), 19);
        assert_eq!(store.next_id(), 21);
        store.reset();
        assert_eq!(store.all().count(), 20);
    }
}
