//! A new PIN for somebody who leaves: made here, shown once, and never given back.

use super::field::SystemField;
use super::in_system;
use crate::browser::share;
use crate::domain::{Pin, Refusal, RefusalKind, Secret};
use crate::form::FieldValue;
use crate::plan::{Cell, Row};
use crate::route::Route;
use crate::state::apio::Apio;
use crate::state::plan::{Outcome, RowRun};
use crate::state::plan_journal::enter_cells;
use crate::state::row_requests::RowRequests;
use crate::wire::apio::UserIds;
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

/// Sets the PIN of a row, and enters that in the journal.
pub async fn set_pin(apio: Apio, ids: UserIds, row: Row<SystemField>) -> RowRun<SystemField> {
    let Some(Ok(pin)) = pin_of(&row).map(Pin::new) else { return RowRun::new(Outcome::NotTried, None) };
    // A PIN cannot be read back: the documented answer is all that tells that it was set.
    let run = match apio.change_pin(&ids, pin, None).await {
        Ok(_) => RowRun::new(Outcome::Done, Some(row.clone())),
        Err(refusal) if refusal.outcome_unknown() || refusal.kind == RefusalKind::DoneInPart => {
            RowRun::new(Outcome::Unknown(refusal), None)
        }
        Err(refusal) => RowRun::new(Outcome::Refused(refusal), None),
    };
    let UserIds { tenant, group, user } = ids;
    let route = Route::Pin { system: apio.system.id(), tenant, group, user };
    let name = row.name.strip_suffix(&in_system(apio.system)).unwrap_or(&row.name);
    let cells: Vec<&Cell<SystemField>> = row.cells.iter().collect();
    enter_cells(route, name, &cells, &run);
    run
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
