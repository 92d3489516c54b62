//! What is done with a row of a plan for the people of a PureConnect, to the outcome.

use std::time::Duration;

use super::super::client::VISIBLE_AFTER_MS;
use super::super::overrides::Overrides;
use super::super::server::Icws;
use crate::browser::clock;
use crate::domain::{Problem, Refusal, RefusalKind, Trouble};
use crate::form::{self, Answer, Effect, FieldValue, Verdict};
use crate::plan::{Action, Cell, Row, Verdict as CellVerdict};
use crate::route::Route;
use crate::state::plan::{LOOK_FOR_ROW_AFTER_S, Outcome, PlanServer, RowRun};
use crate::state::plan_journal::enter_cells;
use crate::wire::icws::changes::compare_changes;
use crate::wire::icws::client_form::{from_field_value, values};
use crate::wire::icws::rights::Access;
use crate::wire::icws::{ChangeResult, ChangeSet, ClientConfiguration, Property, PropertyChange, UserId};

impl PlanServer<Property> for Icws {
    async fn run_row(self, row: Row<Property>) -> RowRun<Property> {
        let id = match &row.action {
            Action::Change { id } => UserId::new(id.as_str()),
            _ => None,
        };
        let Some(id) = id else { return RowRun { outcome: Outcome::NotTried, done: None } };
        let (outcome, cells) = self.change_person(&id, &row.cells).await;
        let done = (!cells.is_empty()).then(|| Row { cells, ..row.clone() });
        let run = RowRun { outcome, done };
        let route = Route::UserClient { system: self.system.id(), user: id.as_str().to_owned() };
        let sent: Vec<&Cell<Property>> = row.cells.iter().collect();
        enter_cells(route, &row.name, &sent, &run);
        run
    }
}

impl Icws {
    /// Changes what cells say; with what was seen to be done.
    async fn change_person(
        &self,
        id: &UserId,
        cells: &[Cell<Property>],
    ) -> (Outcome<Property>, Vec<Cell<Property>>) {
        let not_done = |outcome| (outcome, Vec::new());
        let before = match self.read_client(id).await {
            Ok(before) => before,
            Err(refusal) => return not_done(Outcome::Refused(refusal)),
        };
        let values = values(&before);
        let (mut wanted, mut conflicts) = (Vec::new(), Vec::new());
        for cell in cells {
            match cell.verdict_now(values.get(cell.field)) {
                CellVerdict::WillChange => wanted.push(cell),
                CellVerdict::Conflict => conflicts.push(cell.field),
                CellVerdict::AlreadySo | CellVerdict::Refused => {}
            }
        }
        if !conflicts.is_empty() {
            return not_done(Outcome::Conflict(conflicts));
        }
        if wanted.is_empty() {
            return not_done(Outcome::AlreadySo);
        }
        let changes = match to_changes(&wanted) {
            Ok(changes) => changes,
            Err(problem) => {
                let refusal = Refusal { problems: vec![problem], ..Refusal::new(RefusalKind::RefusedValues) };
                return not_done(Outcome::Refused(refusal));
            }
        };
        // Whoever may not administer others was kept back when the plan was made, and the server
        // decides anyway.
        let access = match self.is_own(id) {
            true => match self.access(id).await {
                Ok(access) => access,
                Err(refusal) => return not_done(Outcome::Refused(refusal)),
            },
            false => Access::Administrator,
        };
        let written = self.change_client(id, access, &changes, &before).await.answer;
        let answer = Answer::of(&written);
        let refusal = written.err();
        if let Some(refusal) = &refusal
            && refusal.kind == RefusalKind::NotSignedIn
        {
            return not_done(Outcome::Refused(refusal.clone()));
        }
        let (outcome, kept) = self.look_for_changes(id, &changes, answer, refusal).await;
        let cells = wanted.into_iter().filter(|cell| kept.contains(&cell.field)).cloned().collect();
        (outcome, cells)
    }

    /// Reads what a person has after a change, again while it may still come; and which properties
    /// have what was sent.
    async fn look_for_changes(
        &self,
        id: &UserId,
        sent: &ChangeSet,
        answer: Answer,
        refusal: Option<Refusal>,
    ) -> (Outcome<Property>, Vec<Property>) {
        let may_follow = refusal
            .as_ref()
            .is_none_or(|refusal| refusal.outcome_unknown() || refusal.kind == RefusalKind::DoneInPart);
        let mut visible_after = VISIBLE_AFTER_MS.into_iter().map(Duration::from_millis);
        let mut look_after = LOOK_FOR_ROW_AFTER_S.into_iter().map(Duration::from_secs);
        loop {
            let now = match self.read_client(id).await {
                Ok(now) => now,
                Err(unread) => return (Outcome::Unknown(refusal.unwrap_or(unread)), Vec::new()),
            };
            let outcome = form::Outcome::of(answer, effects(sent, &now));
            let wait = match outcome.verdict {
                Verdict::AllKept => None,
                Verdict::Unknown => look_after.next(),
                _ if may_follow => visible_after.next(),
                _ => None,
            };
            if let Some(wait) = wait {
                clock::sleep(wait).await;
                continue;
            }
            Overrides::of(*self).put(id.as_str(), &now);
            let mut done = outcome.kept;
            if answer == Answer::Accepted {
                done.extend(&outcome.hidden);
            }
            let outcome = match (outcome.verdict, refusal) {
                (Verdict::AllKept, None) if !outcome.hidden.is_empty() => Outcome::NotShown,
                (Verdict::AllKept, None) => Outcome::Done,
                (Verdict::AllKept, Some(_)) => Outcome::DoneAllTheSame,
                (_, None) => Outcome::NotKept(outcome.not_kept),
                (Verdict::KeptInPart, Some(refusal)) => Outcome::InPart(done.clone(), refusal),
                (Verdict::NothingKept, Some(refusal)) => Outcome::Refused(refusal),
                (Verdict::Unknown, Some(refusal)) => Outcome::Unknown(refusal),
            };
            return (outcome, done);
        }
    }
}

fn to_changes(cells: &[&Cell<Property>]) -> Result<ChangeSet, Problem> {
    let change = |cell: &&Cell<Property>| match &cell.after {
        FieldValue::Inherited => Ok((cell.field, PropertyChange::UseInherited)),
        value => match from_field_value(cell.field, value) {
            Some(value) => Ok((cell.field, PropertyChange::Set(value))),
            None => Err(Problem::at(cell.field.name(), Trouble::Missing)),
        },
    };
    let changes = cells.iter().map(change).collect::<Result<Vec<_>, _>>()?;
    let first = cells.first().map_or("", |cell| cell.field.name());
    ChangeSet::new(changes).ok_or_else(|| Problem::at(first, Trouble::Missing))
}

fn effects(sent: &ChangeSet, now: &ClientConfiguration) -> Vec<(Property, Effect)> {
    let effect = |(property, result)| {
        let effect = match result {
            ChangeResult::Applied => Effect::Stored,
            ChangeResult::StillOwn(_) | ChangeResult::Different(_) => Effect::NotStored,
            ChangeResult::NotReported => Effect::Unknown,
        };
        (property, effect)
    };
    compare_changes(sent, now).into_iter().map(effect).collect()
}
