//! What the rows of a plan for one person send. The code of all vendors for it comes with what shows
//! requests.

use super::field::SystemField;
use super::leaver::LeaverStep;
use super::own_row::to_own_row;
use super::plan::{PersonSystems, page_of};
use crate::config::Vendor;
use crate::domain::Refusal;
use crate::plan::{Action, Row};
use crate::route::Route;
use crate::state::apio::Apio;
use crate::state::icws::Icws;
use crate::state::row_requests::{RowRequester, RowRequests};
use crate::state::xivo::Xivo;

impl RowRequester<SystemField> for PersonSystems {
    fn row_requests(self, row: &Row<SystemField>) -> Result<RowRequests, Refusal> {
        let Some((system, page)) = page_of(row) else { return Ok(RowRequests::new(self.system)) };
        let step = self.deletion_step(&page).filter(|_| matches!(row.action, Action::Delete { .. }));
        match (system.vendor(), &page) {
            (Vendor::Xivo, Route::User { user, .. }) => {
                let own = to_own_row(system, row.clone(), user, SystemField::xivo);
                match step {
                    Some(LeaverStep::DeleteUser(with)) => Ok(Xivo::of(system).deletion_requests(&own, with)),
                    _ => Xivo::of(system).row_requests(&own),
                }
            }
            (Vendor::Icws, Route::UserClient { user, .. }) => {
                Icws::of(system).row_requests(&to_own_row(system, row.clone(), user, SystemField::icws))
            }
            (Vendor::Apio, Route::Profile { .. }) => {
                let own = to_own_row(system, row.clone(), &page.path(), SystemField::apio);
                match step {
                    Some(LeaverStep::DeleteProfile { with_devices }) => {
                        Ok(Apio::of(system).deletion_requests(&own, with_devices))
                    }
                    _ => Apio::of(system).row_requests(&own),
                }
            }
            _ => Ok(RowRequests::new(system)),
        }
    }
}
