//! What a row of a plan for the people of a XiVO sends.

use leptos::prelude::*;

use super::XivoPlan;
use super::run_row::{Part, order_of_parts, to_changes, to_new_user};
use crate::domain::Refusal;
use crate::plan::{Action, Cell, Row, Verdict};
use crate::state::row_requests::{RequestNote, RowRequester, RowRequests, as_sent};
use crate::state::system_plan::Everybody;
use crate::state::xivo::row_journal::goes_with_new_user;
use crate::state::xivo::server::Xivo;
use crate::wire::Call;
use crate::wire::xivo::cti_plan::CurrentCti;
use crate::wire::xivo::users::{CreateUser, DeletedWith, UpdateUser};
use crate::wire::xivo::{Field, UserId};

impl RowRequester<Field> for Xivo {
    fn row_requests(self, row: &Row<Field>) -> Result<RowRequests, Refusal> {
        let plan = XivoPlan::of(self);
        let dialect = self.dialect.get_untracked();
        let mut requests = RowRequests::new(self.system);
        match &row.action {
            Action::Change { id } => self.change_requests(&UserId::new(id.as_str()), row, &mut requests)?,
            Action::Create { .. } => {
                let (cti, record) = self.split_cti(&row.cells);
                let new = as_sent(to_new_user(record.into_iter(), &dialect))?;
                requests.notes.extend(cti.first().map(|_| RequestNote::CtiAfterCreation));
                requests.requests.extend(new.map(|values| CreateUser::new(values).request()));
            }
            Action::Delete { id } => {
                let id = UserId::new(id.as_str());
                let with = match untrack(|| plan.is_inverse()) {
                    true => {
                        requests.notes.push(RequestNote::DeletedIfUnchanged);
                        goes_with_new_user(&self.values_since_creation(&id, row), &dialect)
                    }
                    false => plan.deleted_with(),
                };
                requests.requests.push(self.deletion(&id, with).request());
            }
            Action::Nothing(_) => {}
        }
        Ok(requests)
    }
}

impl Xivo {
    /// What deleting the person of a row sends, with what is to go along.
    pub fn deletion_requests(&self, row: &Row<Field>, with: DeletedWith) -> RowRequests {
        let mut requests = RowRequests::new(self.system);
        if let Action::Delete { id } = &row.action {
            requests.requests.push(self.deletion(&UserId::new(id.as_str()), with).request());
        }
        requests
    }

    fn change_requests(
        &self,
        id: &UserId,
        row: &Row<Field>,
        requests: &mut RowRequests,
    ) -> Result<(), Refusal> {
        let (cti, record) = self.split_cti(&row.cells);
        let will_change = |cell: &&Cell<Field>| cell.verdict() == Verdict::WillChange;
        let record: Vec<&Cell<Field>> = record.into_iter().filter(will_change).collect();
        for part in order_of_parts(&cti) {
            match part {
                Part::Record => {
                    let made = to_changes(record.iter().copied(), &self.dialect.get_untracked());
                    let request = |changes| UpdateUser::new(id.clone(), changes).request();
                    requests.requests.extend(as_sent(made)?.map(request));
                }
                Part::Cti if cti.iter().any(will_change) => {
                    self.cti_requests(id, self.cti_when_planned(id), &cti, requests)?;
                }
                Part::Cti => {}
            }
        }
        Ok(())
    }

    /// Somebody's CTI as it was read to make the plan.
    fn cti_when_planned(&self, id: &UserId) -> Option<CurrentCti> {
        XivoPlan::of(*self).everybody.with_untracked(|everybody| match everybody {
            Everybody::Known(known) => known.ctis.get(id.as_str())?.as_ref().ok().copied(),
            _ => None,
        })
    }
}
