//! What is done with a row of a plan for the people of an APIO, to the outcome. A person is known by
//! the address of their page, for their id alone does not say in which group they are.

use super::Apio;
use crate::domain::{Problem, Refusal, RefusalKind};
use crate::form::{self, Check, Deletion, Draft, Gone};
use crate::journal::{ChangeKind, WriteOutcome};
use crate::plan::{Action, Cell, Row};
use crate::route::Route;
use crate::state::changed_row::{cells_to_write, look_for_changes, waits_for_missing_answer};
use crate::state::plan::{Outcome, PlanServer, RowRun};
use crate::state::plan_journal::{enter, enter_cells};
use crate::wire::apio::UserIds;
use crate::wire::apio::profile::{DeletionReport, Profile};
use crate::wire::apio::profile_form::{self, ProfileField};

impl PlanServer<ProfileField> for Apio {
    async fn run_row(self, row: Row<ProfileField>) -> RowRun<ProfileField> {
        let Action::Change { id } = &row.action else { return not_done(Outcome::NotTried) };
        let route = Route::parse(id);
        let Route::Profile { tenant, group, user, .. } = &route else { return not_done(Outcome::NotTried) };
        let ids = UserIds { tenant: tenant.clone(), group: group.clone(), user: user.clone() };
        let run = self.change_row(&ids, &row).await;
        let cells: Vec<&Cell<ProfileField>> = row.cells.iter().collect();
        enter_cells(route, &row.name, &cells, &run);
        run
    }
}

impl Apio {
    /// Deletes the person of a row, with their devices or without, and enters it in the journal.
    /// Also gives what the server said that went.
    pub async fn run_deletion(
        &self,
        row: Row<ProfileField>,
        with_devices: bool,
    ) -> (RowRun<ProfileField>, Option<DeletionReport>) {
        let route = row.id().map(Route::parse);
        let Some(route @ Route::Profile { tenant, group, user, .. }) = &route else {
            return (not_done(Outcome::NotTried), None);
        };
        let ids = UserIds { tenant: tenant.clone(), group: group.clone(), user: user.clone() };
        let deletion = self.delete_user(&ids, Some(with_devices), &[]).await;
        let is_gone = matches!(deletion, Deletion::Gone(_));
        enter(
            route.clone(),
            &row.name,
            ChangeKind::Deleted,
            Vec::new(),
            WriteOutcome::of_deletion(&deletion),
        );
        let report = match &deletion {
            Deletion::Gone(Gone::Deleted(report)) => Some(report.clone()),
            _ => None,
        };
        (RowRun { outcome: Outcome::of_deletion(deletion), done: is_gone.then_some(row) }, report)
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
        let mut draft = Draft::begin(values.clone());
        for cell in &wanted {
            draft.set(cell.field, cell.after.clone());
        }
        let rules = |field: ProfileField, value: &form::FieldValue| -> Vec<Problem> {
            profile_form::problems(field, value)
        };
        let checked = match draft.check(rules) {
            Check::Ready(checked) => checked,
            Check::NothingChanged => return not_done(Outcome::AlreadySo),
            Check::Refused(_) => return not_done(Outcome::Refused(Refusal::new(RefusalKind::RefusedValues))),
        };
        let written = self.update_profile(ids, &checked, &before).await.map(|_| ());
        let effects = |now: &Profile| profile_form::effects(&checked, &before, now);
        let read = async || self.read_profile(ids).await;
        let (outcome, kept) =
            look_for_changes(written, read, effects, waits_for_missing_answer(), |_| ()).await;
        let done = wanted.into_iter().filter(|cell| kept.contains(&cell.field));
        let cells: Vec<_> =
            done.map(|cell| Cell { before: values.get(cell.field).clone(), ..cell.clone() }).collect();
        RowRun { outcome, done: (!cells.is_empty()).then(|| Row { cells, ..row.clone() }) }
    }
}

fn not_done(outcome: Outcome<ProfileField>) -> RowRun<ProfileField> {
    RowRun { outcome, done: None }
}
