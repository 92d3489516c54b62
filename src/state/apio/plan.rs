//! What is done with a row of a plan for the people of an APIO, to the outcome. A person is known by
//! the address of their page, for their id alone does not say in which group they are.

use std::time::Duration;

use super::Apio;
use crate::browser::clock;
use crate::domain::{Problem, Refusal, RefusalKind};
use crate::form::{self, Answer, Check, Deletion, Draft, Effect, Gone, Verdict};
use crate::journal::{ChangeKind, WriteOutcome};
use crate::plan::{Action, Cell, Row, Verdict as CellVerdict};
use crate::route::Route;
use crate::state::plan::{LOOK_FOR_ROW_AFTER_S, Outcome, PlanServer, RowRun};
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
        let (mut wanted, mut conflicts) = (Vec::new(), Vec::new());
        for cell in &row.cells {
            match cell.verdict_now(values.get(cell.field)) {
                CellVerdict::WillChange => wanted.push(cell),
                CellVerdict::Conflict => conflicts.push(cell.field),
                CellVerdict::AlreadySo | CellVerdict::Refused => {}
            }
        }
        if !conflicts.is_empty() {
            return not_done(Outcome::Conflict(conflicts));
        }
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
        let written = self.update_profile(ids, &checked, &before).await;
        let answer = Answer::of(&written);
        let refusal = written.err();
        if let Some(refusal) = &refusal
            && refusal.kind == RefusalKind::NotSignedIn
        {
            return not_done(Outcome::Refused(refusal.clone()));
        }
        let effects = |now: &Profile| profile_form::effects(&checked, &before, now);
        let (outcome, kept) = self.look(ids, answer, refusal, effects).await;
        let done = wanted.into_iter().filter(|cell| kept.contains(&cell.field));
        let cells: Vec<_> =
            done.map(|cell| Cell { before: values.get(cell.field).clone(), ..cell.clone() }).collect();
        RowRun { outcome, done: (!cells.is_empty()).then(|| Row { cells, ..row.clone() }) }
    }

    /// Reads what a person has after a change, again where no answer came to it; and which fields
    /// have what was sent.
    async fn look(
        &self,
        ids: &UserIds,
        answer: Answer,
        refusal: Option<Refusal>,
        effects: impl Fn(&Profile) -> Vec<(ProfileField, Effect)>,
    ) -> (Outcome<ProfileField>, Vec<ProfileField>) {
        let mut waits = LOOK_FOR_ROW_AFTER_S.into_iter();
        loop {
            let now = match self.read_profile(ids).await {
                Ok(now) => now,
                Err(unread) => return (Outcome::Unknown(refusal.unwrap_or(unread)), Vec::new()),
            };
            let outcome = form::Outcome::of(answer, effects(&now));
            if outcome.verdict == Verdict::Unknown
                && let Some(wait) = waits.next()
            {
                clock::sleep(Duration::from_secs(wait)).await;
                continue;
            }
            let kept = outcome.kept.clone();
            let outcome = match (outcome.verdict, refusal) {
                (Verdict::AllKept, None) => Outcome::Done,
                (Verdict::AllKept, Some(_)) => Outcome::DoneAllTheSame,
                (_, None) => Outcome::NotKept(outcome.not_kept),
                (Verdict::KeptInPart, Some(refusal)) => Outcome::InPart(outcome.kept, refusal),
                (Verdict::NothingKept, Some(refusal)) => Outcome::Refused(refusal),
                (Verdict::Unknown, Some(refusal)) => Outcome::Unknown(refusal),
            };
            return (outcome, kept);
        }
    }
}

fn not_done(outcome: Outcome<ProfileField>) -> RowRun<ProfileField> {
    RowRun { outcome, done: None }
}
