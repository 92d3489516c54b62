//! A new PIN for somebody who leaves: made here, shown once, and never given back.

use leptos::prelude::*;

use super::field::SystemField;
use super::in_system;
use crate::browser::share;
use crate::domain::{Pin, Refusal, RefusalKind, Secret};
use crate::form::FieldValue;
use crate::plan::{Cell, Row};
use crate::route::Route;
use crate::state::apio::Apio;
use crate::state::plan::{Item, Outcome, PlanRun, RowRun};
use crate::state::plan_journal::RowWriter;
use crate::state::row_requests::RowRequests;
use crate::wire::apio::UserIds;
use crate::wire::apio::pincode::PinState;
use crate::wire::apio::profile::Profile;

/// Makes a PIN that keeps the rules of the person's group. None where no such PIN can be made.
pub async fn make_pin(apio: Apio, ids: &UserIds, profile: &Profile) -> Option<Pin> {
    let rules = apio.read_passcode_rules(&ids.group_ids()).await.map(|found| found.rules);
    let mut is_random = true;
    let pin = rules.unwrap_or_default().generate(&profile.own_numbers(), |bytes| {
        is_random = is_random && share::random(bytes);
    });
    pin.filter(|_| is_random)
}

/// What a plan sends of such a PIN.
pub fn pin_cell(pin: &Pin) -> Cell<SystemField> {
    Cell {
        field: SystemField::ApioPin,
        before: FieldValue::Absent,
        after: FieldValue::Secret(pin.secret().clone()),
        problem: None,
    }
}

/// The PIN of a row, unless it was forgotten.
pub fn pin_of(row: &Row<SystemField>) -> Option<&Secret> {
    let cell = row.cells.iter().find(|cell| cell.field == SystemField::ApioPin)?;
    cell.after.as_secret().filter(|pin| !pin.is_empty())
}

/// A PIN that a run has set, or may have set.
#[derive(Clone, PartialEq)]
pub struct RunPin {
    pub name: String,
    pub pin: Secret,
    /// False where it is not known whether the server has it.
    pub is_set: bool,
}

/// The PINs of a run that nobody has noted yet. Reactive.
pub fn pins_of(run: PlanRun<SystemField>) -> Vec<RunPin> {
    run.version().track();
    let pin = |item: &Item<SystemField>| {
        let row = item.to_take_back().filter(|_| item.outcome != Some(Outcome::UnderWay))?;
        let pin = pin_of(&row)?.clone();
        Some(RunPin {
            pin,
            is_set: item.done.as_ref().is_some_and(|done| pin_of(done).is_some()),
            name: row.name,
        })
    };
    run.with(|items| items.iter().filter_map(pin).collect())
}

/// Sets the PIN of a row, and enters that in the journal.
pub async fn set_pin(apio: Apio, ids: UserIds, row: Row<SystemField>) -> RowRun<SystemField> {
    let Some(Ok(pin)) = pin_of(&row).map(Pin::new) else { return RowRun::new(Outcome::NotTried, None) };
    let writer = RowWriter::of(apio.system);
    let before = apio.read_pin(&ids).await.ok();
    // A PIN cannot be read back: the documented answer is all that tells that it was set.
    let run = match apio.change_pin(&ids, pin, None).await {
        Ok(_) => RowRun::new(Outcome::Done, Some(row.clone())),
        Err(refusal) if may_be_set(apio, &ids, before, &refusal).await => {
            RowRun::new(Outcome::Unknown(refusal), None)
        }
        Err(refusal) => RowRun::new(Outcome::Refused(refusal), None),
    };
    let UserIds { tenant, group, user } = ids;
    let route = Route::Pin { system: apio.system.id(), tenant, group, user };
    let name = row.name.strip_suffix(&in_system(apio.system)).unwrap_or(&row.name);
    let cells: Vec<&Cell<SystemField>> = row.cells.iter().collect();
    writer.enter_cells(route, name, &cells, &run);
    run
}

/// After a refusal: may the PIN have been set all the same? Where a browser sent the request again by
/// itself, the first one may have set it, and the second is judged against the new PIN.
async fn may_be_set(apio: Apio, ids: &UserIds, before: Option<PinState>, refusal: &Refusal) -> bool {
    if refusal.outcome_unknown() || refusal.kind == RefusalKind::DoneInPart {
        return true;
    }
    if refusal.kind == RefusalKind::NotSignedIn {
        return false;
    }
    let now = apio.read_pin(ids).await.ok();
    before.zip(now).is_some_and(|(before, now)| now.is_newer_than(&before))
}

/// What [`set_pin`] sends.
///
/// # Errors
/// The row has no PIN that can be sent.
pub fn pin_requests(apio: Apio, ids: &UserIds, row: &Row<SystemField>) -> Result<RowRequests, Refusal> {
    let mut requests = RowRequests::new(apio.system);
    if let Some(pin) = pin_of(row) {
        let pin = Pin::new(pin).map_err(|_| Refusal::new(RefusalKind::RefusedValues))?;
        requests.requests.push(apio.pin_request(ids, pin, None));
    }
    Ok(requests)
}
