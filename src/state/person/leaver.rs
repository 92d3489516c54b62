//! Somebody who leaves: what there is of them in each system, and what can be done with it.

use leptos::prelude::*;

use super::field::SystemField;
use super::{FoundInSystem, SystemPerson};
use crate::domain::{Refusal, RefusalKind};
use crate::list::person::PersonField;
use crate::plan::{Action, Cell, Row};
use crate::route::{Query, Route};
use crate::state::{Console, System};
use crate::wire::apio::profile::DeletionReport;
use crate::wire::xivo::attachments::Attachments;
use crate::wire::xivo::telephone::ForwardKind;
use crate::wire::xivo::users::DeletedWith;

/// Somebody who leaves, and what was chosen in each system, by the address of their page there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaver {
    pub person: Route,
    pub chosen: Vec<(Route, LeaverStep)>,
}

/// What can be done in a system with what there is of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaverStep {
    Disable,
    SwitchCtiOff,
    ClearMobileNumber,
    /// Gives the own client settings back, so that the inherited ones hold.
    GiveBackSettings,
    /// Sets a PIN that nobody has. The one before cannot be given back.
    SetNewPin,
    DeleteUser(DeletedWith),
    DeleteProfile {
        with_devices: bool,
    },
}

impl LeaverStep {
    pub fn is_deletion(self) -> bool {
        matches!(self, Self::DeleteUser(_) | Self::DeleteProfile { .. })
    }
}

/// What there is of somebody in a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Belonging {
    /// The person, as the system keeps them.
    Person,
    /// Is the person enabled?
    Enabled,
    /// The CTI client is on.
    Cti,
    MobileNumber(String),
    Line(String),
    /// The numbers that people outside dial.
    IncomingNumbers(String),
    /// Where calls go, and when.
    Forward(ForwardKind, String),
    /// The telephone does not ring.
    DoNotDisturb,
    Voicemail(String),
    Agent(String),
    /// What the person signs in with.
    Username(String),
    /// The device or the trunk.
    Device(String),
    Pin,
    /// The directory that owns the person.
    Directory(String),
    /// So many own client settings, in place of inherited ones.
    ClientSettings(usize),
    /// Whether there are any of these, the system does not tell.
    Untold(Vec<Untold>),
}

/// What a system may not tell of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untold {
    Line,
    Voicemail,
    Agent,
}

/// What went with somebody who was deleted, and what did not.
#[derive(Clone)]
pub enum Aftermath {
    /// What was attached to a user of a XiVO, looked up afterwards.
    User(Attachments),
    Profile {
        report: DeletionReport,
        with_devices: bool,
    },
}

/// What there is of somebody, and what can be done with it.
#[derive(Clone, PartialEq)]
pub struct LeaverItem {
    pub belonging: Belonging,
    pub steps: Vec<LeaverStep>,
    /// What a step sends that deletes nobody.
    pub(super) cells: Vec<Cell<SystemField>>,
    /// The deletions that it goes with.
    pub goes_with: Vec<LeaverStep>,
}

/// Somebody who leaves in one system.
#[derive(Clone, PartialEq)]
pub struct LeaverSystem {
    pub person: SystemPerson,
    pub items: Vec<LeaverItem>,
}

/// Why nothing is known of somebody in a system.
#[derive(Clone, PartialEq)]
pub enum NotLookedAt {
    NotSignedIn,
    Found(FoundInSystem),
    Refused(Refusal),
}

/// What there is of somebody in all systems.
#[derive(Clone, Default)]
pub struct LeaverKnown {
    pub systems: Vec<LeaverSystem>,
    pub not_looked_at: Vec<(System, NotLookedAt)>,
}

/// Reads what there is of somebody, first on the system of their page and then on the others.
///
/// # Errors
/// Why the person could not be read by that page.
pub async fn read_leaver(person: &Route) -> Result<LeaverKnown, Refusal> {
    let console = Console::get();
    let own_system = person.system().and_then(|id| console.systems.by_id(id));
    let own_system = own_system.ok_or_else(|| Refusal::new(RefusalKind::NotFound))?;
    let own = own_system.read_person(person).await?;
    let key = console.same_person_by.map(|key| (key, own.values.get(PersonField::of_key(key)).clone()));
    let mut known = LeaverKnown { systems: vec![read_items(own).await?], ..LeaverKnown::default() };
    let Some((person_key, value)) = key else { return Ok(known) };
    for system in console.systems.all().into_iter().filter(|system| *system != own_system) {
        if untrack(|| !system.is_open()) {
            known.not_looked_at.push((system, NotLookedAt::NotSignedIn));
            continue;
        }
        let found = match system.find_person(person_key, value.text()).await {
            Ok(FoundInSystem::One(person)) => read_items(*person).await.map(Ok),
            Ok(found) => Ok(Err(found)),
            Err(refusal) => Err(refusal),
        };
        match found {
            Ok(Ok(system)) => known.systems.push(system),
            Ok(Err(found)) => known.not_looked_at.push((system, NotLookedAt::Found(found))),
            Err(refusal) => known.not_looked_at.push((system, NotLookedAt::Refused(refusal))),
        }
    }
    Ok(known)
}

async fn read_items(person: SystemPerson) -> Result<LeaverSystem, Refusal> {
    let items = person.system.person_server().await?.read_items(&person.route).await?;
    Ok(LeaverSystem { person, items })
}

/// What nothing can be done with here.
pub(super) fn left_alone(belonging: Belonging) -> LeaverItem {
    LeaverItem { belonging, steps: Vec::new(), cells: Vec::new(), goes_with: Vec::new() }
}

/// What is left in a system by what was chosen there.
pub fn find_remaining<'a>(system: &'a LeaverSystem, chosen: &[(Route, LeaverStep)]) -> Vec<&'a Belonging> {
    let is_dealt_with = |item: &&LeaverItem| {
        let deals = |step: &LeaverStep| item.steps.contains(step) || item.goes_with.contains(step);
        chosen.iter().any(|(route, step)| *route == system.person.route && deals(step))
    };
    system.items.iter().filter(|item| !is_dealt_with(item)).map(|item| &item.belonging).collect()
}

/// The rows of what was chosen: the deletions come last.
pub fn make_rows(known: &LeaverKnown, chosen: &[(Route, LeaverStep)]) -> Vec<Row<SystemField>> {
    let (mut changes, mut deletions) = (Vec::new(), Vec::new());
    for LeaverSystem { person, items } in &known.systems {
        let is_own = |(route, _): &&(Route, LeaverStep)| *route == person.route;
        let steps: Vec<LeaverStep> = chosen.iter().filter(is_own).map(|(_, step)| *step).collect();
        let is_chosen = |item: &&LeaverItem| item.steps.iter().any(|step| steps.contains(step));
        let cells: Vec<_> =
            items.iter().filter(is_chosen).flat_map(|item| item.cells.iter().cloned()).collect();
        let id = || person.route.url(&Query::default());
        let row = |action, cells| Row {
            line: None,
            name: person.name_in_system(),
            action,
            cells,
            is_left_out: false,
        };
        if !cells.is_empty() {
            changes.push(row(Action::Change { id: id() }, cells));
        }
        if steps.iter().any(|step| step.is_deletion()) {
            deletions.push(row(Action::Delete { id: id() }, Vec::new()));
        }
    }
    changes.extend(deletions);
    changes
}
