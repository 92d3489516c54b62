//! What is done with a row of a plan for the people of an APIO, to the outcome.

use super::super::{Apio, user_at};
use super::ApioPlan;
use crate::domain::{Problem, Refusal, RefusalKind};
use crate::form::{self, Check, Checked, Deletion, Draft, Gone, Values};
use crate::journal::{ChangeKind, WriteOutcome};
use crate::plan::{Action, Cell, Row, Verdict as CellVerdict};
use crate::route::Route;
use crate::state::changed_row::{cells_to_write, look_for_changes, waits_for_missing_answer};
use crate::state::plan::{Outcome, PlanServer, RowNote, RowRun};
use crate::state::plan_journal::RowWriter;
use crate::state::row_requests::{RowRequester, RowRequests, as_sent};
use crate::wire::apio::UserIds;
use crate::wire::apio::profile::{DeletionReport, Profile};
use crate::wire::apio::profile_form::{self, ProfileField};

impl PlanServer<ProfileField> for Apio {
    async fn run_row(self, row: Row<ProfileField>) -> RowRun<ProfileField> {
        if matches!(row.action, Action::Delete { .. }) {
            let Some(with_devices) = ApioPlan::of(self).deletes_devices() else {
                return not_done(Outcome::NotTried);
            };
            let (mut run, report) = self.run_deletion(row, with_devices).await;
            run.notes.extend(report.map(|report| RowNote::Deletion { report, with_devices }));
            return run;
        }
        let Action::Change { .. } = &row.action else { return not_done(Outcome::NotTried) };
        let Some((route, ids)) = ids_of(&row) else { return not_done(Outcome::NotTried) };
        let writer = RowWriter::of(self.system);
        let (route, run) = match row.secret(ProfileField::NewPin) {
            Some(pin) => (pin_route(route), self.set_new_pin(&ids, pin, &row).await),
            None => (route, self.change_row(&ids, &row).await),
        };
        let cells: Vec<&Cell<ProfileField>> = row.cells.iter().collect();
        writer.enter_cells(route, &row.name, &cells, &run);
        run
    }
}

impl RowRequester<ProfileField> for Apio {
    /// A plan writes no device, so that nothing else of the profile is needed.
    fn row_requests(self, row: &Row<ProfileField>) -> Result<RowRequests, Refusal> {
        if matches!(row.action, Action::Delete { .. }) {
            let with_devices = ApioPlan::of(self).deletes_devices();
            return Ok(with_devices.map_or_else(
                || RowRequests::new(self.system),
                |with_devices| self.deletion_requests(row, with_devices),
            ));
        }
        let mut requests = RowRequests::new(self.system);
        let Some((_, ids)) = ids_of(row) else { return Ok(requests) };
        if let Some(pin) = row.secret(ProfileField::NewPin) {
            return self.new_pin_requests(&ids, pin);
        }
        let values = row.cells.iter().map(|cell| (cell.field, cell.before.clone())).collect();
        let wanted: Vec<_> =
            row.cells.iter().filter(|cell| cell.verdict() == CellVerdict::WillChange).collect();
        let checked = as_sent(check_cells(values, &wanted))?;
        let request = |checked| self.profile_request(&ids, &checked, &Profile::default());
        requests.requests.extend(checked.map(request));
        Ok(requests)
    }
}

impl Apio {
    /// What deleting the person of a row sends, with their devices or without.
    pub fn deletion_requests(&self, row: &Row<ProfileField>, with_devices: bool) -> RowRequests {
        let mut requests = RowRequests::new(self.system);
        let request = |(_, ids): (Route, UserIds)| self.deletion_request(&ids, Some(with_devices), &[]);
        requests.requests.extend(ids_of(row).map(request));
        requests
    }

    /// Deletes the person of a row, with their devices or without, and enters it in the journal.
    /// Also gives what the server said that went.
    pub async fn run_deletion(
        &self,
        row: Row<ProfileField>,
        with_devices: bool,
    ) -> (RowRun<ProfileField>, Option<DeletionReport>) {
        let Some((route, ids)) = ids_of(&row) else { return (not_done(Outcome::NotTried), None) };
        let writer = RowWriter::of(self.system);
        let deletion = self.delete_user(&ids, Some(with_devices), &[]).await;
        let is_gone = matches!(deletion, Deletion::Gone(_));
        let written = WriteOutcome::of_deletion(&deletion);
        writer.enter(route, &row.name, ChangeKind::Deleted, Vec::new(), written);
        let report = match &deletion {
            Deletion::Gone(Gone::Deleted(report)) => Some(report.clone()),
            _ => None,
        };
        (RowRun::new(Outcome::of_deletion(deletion), is_gone.then_some(row)), report)
    }

    async fn change_row(&self, ids: &UserIds, row: &Row<ProfileField>) -> RowRun<ProfileField> {
        let before = match self.read_profile(ids).await {
            Ok(profile) => profile,
            Err(refusal) => return not_done(Outcome::Refused(refusal)),
        };
        let values = profile_form::values(&before);
        let wanted = match cells_to_write(&row.cells, &values) {
            Ok(wanted) => wanted,
            Err(outcome) => return not_done(outcome),
        };
        let checked = match check_cells(values.clone(), &wanted) {
            Ok(checked) => checked,
            Err(outcome) => return not_done(outcome),
        };
        let written = self.update_profile(ids, &checked, &before).await.map(|_| ());
        let effects = |now: &Profile| profile_form::effects(&checked, &before, now);
        let read = async || self.read_profile(ids).await;
        let (outcome, kept) =
            look_for_changes(written, read, effects, waits_for_missing_answer(), |_| ()).await;
        let done = wanted.into_iter().filter(|cell| kept.contains(&cell.field));
        let cells: Vec<_> =
            done.map(|cell| Cell { before: values.get(cell.field).clone(), ..cell.clone() }).collect();
        RowRun::new(outcome, (!cells.is_empty()).then(|| Row { cells, ..row.clone() }))
    }
}

/// What the cells change of somebody with these values.
///
/// # Errors
/// What becomes of the row where nothing is to be sent.
fn check_cells(
    values: Values<ProfileField>,
    cells: &[&Cell<ProfileField>],
) -> Result<Checked<ProfileField>, Outcome<ProfileField>> {
    let mut draft = Draft::begin(values);
    for cell in cells {
        draft.set(cell.field, cell.after.clone());
    }
    let rules = |field: ProfileField, value: &form::FieldValue| -> Vec<Problem> {
        profile_form::problems(field, value)
    };
    match draft.check(rules) {
        Check::Ready(checked) => Ok(checked),
        Check::NothingChanged => Err(Outcome::AlreadySo),
        Check::Refused(_) => Err(Outcome::Refused(Refusal::new(RefusalKind::RefusedValues))),
    }
}

/// The person of a row, by the address of their page.
fn ids_of(row: &Row<ProfileField>) -> Option<(Route, UserIds)> {
    let route = Route::parse(row.id()?);
    let ids = user_at(&route)?;
    Some((route, ids))
}

/// Where the PIN of somebody is seen whose profile has this address.
fn pin_route(profile: Route) -> Route {
    match profile {
        Route::Profile { system, tenant, group, user } => Route::Pin { system, tenant, group, user },
        other => other,
    }
}

fn not_done(outcome: Outcome<ProfileField>) -> RowRun<ProfileField> {
    RowRun::new(outcome, None)
}
