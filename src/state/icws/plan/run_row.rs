//! What is done with a row of a plan for the people of a PureConnect, to the outcome.

use std::time::Duration;

use super::super::client::{ChangeAnswer, VISIBLE_AFTER_MS};
use super::super::overrides::Overrides;
use super::super::server::Icws;
use crate::domain::{Problem, Refusal, RefusalKind, Trouble};
use crate::form::{FieldValue, Verdict};
use crate::plan::{Action, Cell, Row, Verdict as CellVerdict};
use crate::route::Route;
use crate::state::changed_row::{cells_to_write, look_for_changes, waits_for_missing_answer};
use crate::state::plan::{Outcome, PlanServer, RowNote, RowRun};
use crate::state::plan_journal::RowWriter;
use crate::state::row_requests::{RequestNote, RowRequester, RowRequests};
use crate::wire::icws::client_form::{effects_of, from_field_value, values};
use crate::wire::icws::rights::Access;
use crate::wire::icws::{ChangeSet, ClientConfiguration, LicenceProblem, Property, PropertyChange, UserId};

impl PlanServer<Property> for Icws {
    async fn run_row(self, row: Row<Property>) -> RowRun<Property> {
        let id = match &row.action {
            Action::Change { id } => UserId::new(id.as_str()),
            _ => None,
        };
        let Some(id) = id else { return RowRun::new(Outcome::NotTried, None) };
        let writer = RowWriter::of(self.system);
        let (outcome, cells, licences) = self.change_person(&id, &row.cells).await;
        let done = (!cells.is_empty()).then(|| Row { cells, ..row.clone() });
        let named = licences.into_iter().filter(|licence| !licence.is_none());
        let run = RowRun { outcome, done, notes: named.map(RowNote::Licence).collect() };
        let route = Route::UserClient { system: self.system.id(), user: id.as_str().to_owned() };
        let sent: Vec<&Cell<Property>> = row.cells.iter().collect();
        writer.enter_cells(route, &row.name, &sent, &run);
        run
    }
}

impl RowRequester<Property> for Icws {
    fn row_requests(self, row: &Row<Property>) -> Result<RowRequests, Refusal> {
        let mut requests = RowRequests::new(self.system);
        let id = match &row.action {
            Action::Change { id } => UserId::new(id.as_str()),
            _ => None,
        };
        let will_change = |cell: &&Cell<Property>| cell.verdict() == CellVerdict::WillChange;
        let wanted: Vec<&Cell<Property>> = row.cells.iter().filter(will_change).collect();
        if let Some(id) = id.filter(|_| !wanted.is_empty()) {
            let changes = to_changes(&wanted)?;
            requests.requests.extend(self.client_request(&id, self.known_access(&id), &changes));
            requests.notes.extend(changes.given_back().map(|_| RequestNote::GivenBackTwice));
        }
        Ok(requests)
    }
}

impl Icws {
    /// Changes what cells say; with what was seen to be done, and what the server said of licences.
    async fn change_person(
        &self,
        id: &UserId,
        cells: &[Cell<Property>],
    ) -> (Outcome<Property>, Vec<Cell<Property>>, Vec<LicenceProblem>) {
        let not_done = |outcome| (outcome, Vec::new(), Vec::new());
        let before = match self.read_client(id).await {
            Ok(before) => before,
            Err(refusal) => return not_done(Outcome::Refused(refusal)),
        };
        let values = values(&before);
        let wanted = match cells_to_write(cells, &values) {
            Ok(wanted) => wanted,
            Err(outcome) => return not_done(outcome),
        };
        let changes = match to_changes(&wanted) {
            Ok(changes) => changes,
            Err(refusal) => return not_done(Outcome::Refused(refusal)),
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
        let ChangeAnswer { answer: written, licences } =
            self.change_client(id, access, &changes, &before).await;
        let may_follow = written
            .as_ref()
            .err()
            .is_none_or(|refusal| refusal.outcome_unknown() || refusal.kind == RefusalKind::DoneInPart);
        let mut visible_after = VISIBLE_AFTER_MS.into_iter().map(Duration::from_millis);
        let mut wait_for_answer = waits_for_missing_answer();
        let wait_after = |verdict| match verdict {
            Verdict::AllKept => None,
            Verdict::Unknown => wait_for_answer(verdict),
            _ if may_follow => visible_after.next(),
            _ => None,
        };
        let read = async || self.read_client(id).await;
        let put = |now: &ClientConfiguration| Overrides::of(*self).put(id.as_str(), now);
        let (outcome, kept) =
            look_for_changes(written, read, |now| effects_of(&changes, now), wait_after, put).await;
        let cells = wanted.into_iter().filter(|cell| kept.contains(&cell.field)).cloned().collect();
        (outcome, cells, licences)
    }
}

/// What changes somebody's configuration as these cells say.
///
/// # Errors
/// What is wrong with them.
fn to_changes(cells: &[&Cell<Property>]) -> Result<ChangeSet, Refusal> {
    let refuse = |problem| Refusal::of_values(vec![problem]);
    let change = |cell: &&Cell<Property>| match &cell.after {
        FieldValue::Inherited => Ok((cell.field, PropertyChange::UseInherited)),
        value => match from_field_value(cell.field, value) {
            Some(value) => Ok((cell.field, PropertyChange::Set(value))),
            None => Err(Problem::at(cell.field.name(), Trouble::Missing)),
        },
    };
    let changes = cells.iter().map(change).collect::<Result<Vec<_>, _>>().map_err(refuse)?;
    let first = cells.first().map_or("", |cell| cell.field.name());
    ChangeSet::new(changes).ok_or_else(|| refuse(Problem::at(first, Trouble::Missing)))
}
