//! Somebody who leaves: what there is of them in each system, and what can be done with it.

use leptos::prelude::*;

use super::field::SystemField;
use super::new_pin::{make_pin, pin_cell};
use super::{FoundInSystem, SystemPerson};
use crate::config::Vendor;
use crate::domain::{Refusal, RefusalKind};
use crate::form::FieldValue;
use crate::list::person::PersonField;
use crate::plan::{Action, Cell, Row};
use crate::route::{Query, Route};
use crate::state::apio::Apio;
use crate::state::icws::Icws;
use crate::state::xivo::Xivo;
use crate::state::{Console, System};
use crate::wire::apio::UserIds;
use crate::wire::icws::rights::Access;
use crate::wire::icws::{Property, UserId as IcwsUserId, client_form};
use crate::wire::xivo::telephone::{ForwardKind, Forwards, Named};
use crate::wire::xivo::users::DeletedWith;
use crate::wire::xivo::{Field, User, UserId};

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
}

/// What there is of somebody, and what can be done with it.
#[derive(Clone, PartialEq)]
pub struct LeaverItem {
    pub belonging: Belonging,
    pub steps: Vec<LeaverStep>,
    /// What a step sends that deletes nobody.
    cells: Vec<Cell<SystemField>>,
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
    let items = match (person.system.vendor(), &person.route) {
        (Vendor::Xivo, Route::User { user, .. }) => {
            read_xivo_items(Xivo::of(person.system), &UserId::new(user.as_str())).await?
        }
        (Vendor::Apio, Route::Profile { tenant, group, user, .. }) => {
            let (tenant, group, user) = (tenant.clone(), group.clone(), user.clone());
            read_apio_items(Apio::of(person.system), &UserIds { tenant, group, user }).await?
        }
        (Vendor::Icws, Route::UserClient { user, .. }) => {
            read_icws_items(Icws::of(person.system), user).await?
        }
        _ => vec![left_alone(Belonging::Person)],
    };
    Ok(LeaverSystem { person, items })
}

/// What nothing can be done with here.
fn left_alone(belonging: Belonging) -> LeaverItem {
    LeaverItem { belonging, steps: Vec::new(), cells: Vec::new(), goes_with: Vec::new() }
}

async fn read_xivo_items(xivo: Xivo, id: &UserId) -> Result<Vec<LeaverItem>, Refusal> {
    let user = xivo.read_user(id).await?;
    let cti = xivo.read_cti(id).await;
    let dialect = xivo.dialect.get_untracked();
    let has_voicemail = user.is_associated(Field::Voicemail) == Some(true);
    let mut deletions = Vec::new();
    // As at the person's own page: a voicemail is in the way of deleting the person alone.
    if dialect.deletes_voicemail_too() && has_voicemail {
        deletions.push(LeaverStep::DeleteUser(DeletedWith::Voicemail));
    } else if !(has_voicemail && dialect.deletes_recursively()) {
        deletions.push(LeaverStep::DeleteUser(DeletedWith::Nothing));
    }
    if dialect.deletes_recursively() {
        deletions.push(LeaverStep::DeleteUser(DeletedWith::Everything));
    }
    let with_everything = || -> Vec<LeaverStep> {
        let everything = LeaverStep::DeleteUser(DeletedWith::Everything);
        deletions.iter().copied().filter(|step| *step == everything).collect()
    };
    let of_record =
        |belonging, steps| LeaverItem { steps, goes_with: deletions.clone(), ..left_alone(belonging) };
    let mut items = vec![of_record(Belonging::Person, deletions.clone())];
    let mut add = |belonging, step, field, before, after| {
        let cell = Cell { field: SystemField::Xivo(field), before, after, problem: None };
        items.push(LeaverItem { cells: vec![cell], ..of_record(belonging, vec![step]) });
    };
    let (on, off) = (FieldValue::Switch(true), FieldValue::Switch(false));
    if user.switch(Field::Enabled) == Some(true) && dialect.writes(Field::Enabled) {
        add(Belonging::Enabled, LeaverStep::Disable, Field::Enabled, on.clone(), off.clone());
    }
    if cti.is_ok_and(|cti| cti.enabled == Some(true)) {
        add(Belonging::Cti, LeaverStep::SwitchCtiOff, Field::CtiEnabled, on, off);
    }
    let mobile = user.text(Field::MobilePhoneNumber);
    if !mobile.is_empty() && dialect.writes(Field::MobilePhoneNumber) {
        let (belonging, step) = (Belonging::MobileNumber(mobile.to_owned()), LeaverStep::ClearMobileNumber);
        add(belonging, step, Field::MobilePhoneNumber, FieldValue::text(mobile), FieldValue::Absent);
    }
    let username = user.text(Field::Username);
    if !username.is_empty() {
        items.push(of_record(Belonging::Username(username.to_owned()), Vec::new()));
    }
    for line in lines(&user) {
        let goes_with = if dialect.deletes_line_too() { deletions.clone() } else { with_everything() };
        items.push(LeaverItem { goes_with, ..left_alone(Belonging::Line(line)) });
    }
    if let Some(telephone) = user.telephone() {
        let numbers = telephone.incoming_numbers();
        if !numbers.is_empty() {
            // An incoming call is a resource of its own, which no deletion of a user is documented to take.
            items.push(left_alone(Belonging::IncomingNumbers(numbers.join(", "))));
        }
        // The record tells them; no resource that was documented or recorded changes them.
        for (kind, destination) in telephone.forwards.iter().flat_map(Forwards::active) {
            items.push(of_record(Belonging::Forward(kind, destination.to_owned()), Vec::new()));
        }
        if telephone.is_not_disturbed() == Some(true) {
            items.push(of_record(Belonging::DoNotDisturb, Vec::new()));
        }
    }
    if has_voicemail {
        let named = user.telephone().and_then(|telephone| telephone.voicemail.as_ref());
        let named = associated(&user, Field::Voicemail, named);
        let with_voicemail = |step: &LeaverStep| *step != LeaverStep::DeleteUser(DeletedWith::Nothing);
        let goes_with = deletions.iter().copied().filter(with_voicemail).collect();
        items.push(LeaverItem { goes_with, ..left_alone(Belonging::Voicemail(named)) });
    }
    if user.is_associated(Field::Agent) == Some(true) {
        let named = user.telephone().and_then(|telephone| telephone.agent.as_ref());
        let named = associated(&user, Field::Agent, named);
        items.push(LeaverItem { goes_with: with_everything(), ..left_alone(Belonging::Agent(named)) });
    }
    Ok(items)
}

/// The numbers of the lines, or their names where they have none.
fn lines(user: &User) -> Vec<String> {
    if let Some(telephone) = user.telephone() {
        let text = |line: &crate::wire::xivo::telephone::Line| {
            let numbers: Vec<&str> = line.extensions.iter().map(|own| own.exten.as_str()).collect();
            if numbers.is_empty() { line.name.clone() } else { numbers.join(", ") }
        };
        return telephone.lines.iter().map(text).collect();
    }
    match user.is_associated(Field::Line) {
        Some(true) => vec![user.text(Field::Line).to_owned()],
        _ => Vec::new(),
    }
}

/// What people call something that is associated, or its number.
fn associated(user: &User, field: Field, named: Option<&Named>) -> String {
    let number = || user.number(field).map(|number| number.to_string());
    named.map(|named| named.title().to_owned()).or_else(number).unwrap_or_default()
}

async fn read_apio_items(apio: Apio, ids: &UserIds) -> Result<Vec<LeaverItem>, Refusal> {
    let profile = apio.read_profile(ids).await?;
    let may_delete = untrack(|| apio.level().sees_others()) && profile.sync.is_none();
    let deletions: Vec<LeaverStep> = match may_delete {
        true => [true, false].map(|with_devices| LeaverStep::DeleteProfile { with_devices }).to_vec(),
        false => Vec::new(),
    };
    let of_profile =
        |belonging, steps| LeaverItem { steps, goes_with: deletions.clone(), ..left_alone(belonging) };
    let mut items = vec![of_profile(Belonging::Person, deletions.clone())];
    if let Some(directory) = &profile.sync {
        items.push(left_alone(Belonging::Directory(directory.ldap.clone())));
    }
    if !profile.extension.is_empty() {
        items.push(of_profile(Belonging::Line(profile.extension.clone()), Vec::new()));
    }
    if let Some(endpoint) = profile.endpoint() {
        let with_devices = LeaverStep::DeleteProfile { with_devices: true };
        let goes_with = deletions.iter().copied().filter(|step| *step == with_devices).collect();
        items.push(LeaverItem { goes_with, ..left_alone(Belonging::Device(endpoint.name.clone())) });
    }
    let sets_pins = untrack(|| apio.level().sees_others() && !apio.level().asks_for_current());
    let pin = if sets_pins { make_pin(apio, ids, &profile).await } else { None };
    let steps = pin.iter().map(|_| LeaverStep::SetNewPin).collect();
    let cells = pin.iter().map(pin_cell).collect();
    items.push(LeaverItem { cells, ..of_profile(Belonging::Pin, steps) });
    Ok(items)
}

/// The documented resource of a PureConnect (documents/icws-put-user-client.txt) deletes nobody.
async fn read_icws_items(icws: Icws, user: &str) -> Result<Vec<LeaverItem>, Refusal> {
    let mut items = vec![left_alone(Belonging::Person)];
    let Some(id) = IcwsUserId::new(user) else { return Ok(items) };
    let client = icws.read_client(&id).await?;
    let values = client_form::values(&client);
    let own = values
        .iter()
        .filter(|(property, value)| property.kind().is_inheritable() && value.is_own() == Some(true));
    let cell = |(property, value): (Property, &FieldValue)| Cell {
        field: SystemField::Icws(property),
        before: value.clone(),
        after: FieldValue::Inherited,
        problem: None,
    };
    let cells: Vec<_> = own.map(cell).collect();
    if !cells.is_empty() {
        let may_write = matches!(icws.access(&id).await, Ok(Access::Own | Access::Administrator));
        let steps = if may_write { vec![LeaverStep::GiveBackSettings] } else { Vec::new() };
        let belonging = Belonging::ClientSettings(cells.len());
        items.push(LeaverItem { steps, cells, ..left_alone(belonging) });
    }
    Ok(items)
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
