//! Somebody of a PureConnect beside the same person in other systems. Its documented resource
//! (documents/icws-put-user-client.txt) and its list tell the name, the extension and the id alone.

use super::field::SystemField;
use super::leaver::{Aftermath, Belonging, LeaverItem, LeaverStep, left_alone};
use super::own_row::run_own_row;
use super::server::{PersonRunner, PersonServer, ValueChange};
use super::{PeopleByKey, SystemPerson, read_list, rows_with_key};
use crate::client::LocalBoxFuture;
use crate::domain::{PersonKey, Problem, Refusal, RefusalKind};
use crate::form::FieldValue;
use crate::list::person::{PersonField, PersonValue, PersonValues};
use crate::plan::{Cell, Row};
use crate::route::{Route, can_carry};
use crate::state::icws::Icws;
use crate::state::plan::{Outcome, PlanServer, RowRun};
use crate::wire::icws::rights::Access;
use crate::wire::icws::users::UserRow;
use crate::wire::icws::{Property, UserId, client_form};

impl PersonServer for Icws {
    fn read_person<'a>(&'a self, page: &'a Route) -> LocalBoxFuture<'a, Result<SystemPerson, Refusal>> {
        Box::pin(async move { self.read_system_person(user_of(page)?).await })
    }

    fn find_people_by_key<'a>(
        &'a self,
        person_key: PersonKey,
        value: &'a str,
    ) -> LocalBoxFuture<'a, Result<PeopleByKey, Refusal>> {
        Box::pin(async move {
            let key_of: fn(&UserRow) -> &str = match person_key {
                PersonKey::Email => return Ok(PeopleByKey::NotTold),
                PersonKey::Extension => |row| row.extension.as_deref().unwrap_or_default(),
                PersonKey::Username => |row| &row.id,
            };
            let is_everybody = read_list(self.people, self).await?;
            let describe =
                |row: &UserRow| can_carry(&row.id).then(|| (row.name.clone(), self.client_of(&row.id)));
            let people = rows_with_key(self.people, person_key, value, key_of, describe);
            Ok(PeopleByKey::Told { people, is_everybody })
        })
    }

    fn read_items<'a>(&'a self, page: &'a Route) -> LocalBoxFuture<'a, Result<Vec<LeaverItem>, Refusal>> {
        Box::pin(async move { self.read_leaver_items(user_of(page)?).await })
    }

    /// Nothing of what all systems know of somebody is written here.
    fn make_changes(
        &self,
        _target: &SystemPerson,
        _source: &SystemPerson,
        _field: PersonField,
    ) -> Option<Vec<ValueChange>> {
        None
    }

    fn find_problem(&self, _field: SystemField, _value: &FieldValue) -> Option<Problem> {
        None
    }
}

impl PersonRunner for Icws {
    fn run_row<'a>(
        &'a self,
        row: Row<SystemField>,
        page: &'a Route,
    ) -> LocalBoxFuture<'a, RowRun<SystemField>> {
        Box::pin(async move {
            let Route::UserClient { user, .. } = page else { return RowRun::new(Outcome::NotTried, None) };
            let run = async |row| PlanServer::run_row(*self, row).await;
            run_own_row(self.system, run, row, user, SystemField::Icws, SystemField::icws).await
        })
    }

    /// The documented resource deletes nobody.
    fn run_deletion<'a>(
        &'a self,
        _row: Row<SystemField>,
        _page: &'a Route,
        _step: LeaverStep,
    ) -> LocalBoxFuture<'a, (RowRun<SystemField>, Option<Aftermath>)> {
        Box::pin(async { (RowRun::new(Outcome::NotTried, None), None) })
    }
}

/// Whose page that is.
fn user_of(page: &Route) -> Result<&str, Refusal> {
    match page {
        Route::UserClient { user, .. } | Route::User { user, .. } => Ok(user),
        _ => Err(Refusal::new(RefusalKind::NotFound)),
    }
}

impl Icws {
    async fn read_system_person(&self, id: &str) -> Result<SystemPerson, Refusal> {
        read_list(self.people, self).await?;
        let found = self.people.with(|rows| {
            let row = rows.list().row_of(id).and_then(|at| rows.row(at))?;
            Some(SystemPerson {
                system: self.system,
                route: self.client_of(id),
                values: PersonValues::default()
                    .with(PersonField::Name, PersonValue::Text(row.name.clone()))
                    .with(
                        PersonField::Extension,
                        PersonValue::Text(row.extension.clone().unwrap_or_default()),
                    )
                    .with(PersonField::Username, PersonValue::Text(row.id.clone())),
                names: None,
                writable: Vec::new(),
            })
        });
        found.ok_or_else(|| Refusal::new(RefusalKind::NotFound))
    }

    fn client_of(&self, id: &str) -> Route {
        Route::UserClient { system: self.system.id(), user: id.to_owned() }
    }

    /// The documented resource of a PureConnect (documents/icws-put-user-client.txt) deletes nobody.
    async fn read_leaver_items(&self, user: &str) -> Result<Vec<LeaverItem>, Refusal> {
        let mut items = vec![left_alone(Belonging::Person)];
        let Some(id) = UserId::new(user) else { return Ok(items) };
        let client = self.read_client(&id).await?;
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
            let may_write = matches!(self.access(&id).await, Ok(Access::Own | Access::Administrator));
            let steps = if may_write { vec![LeaverStep::GiveBackSettings] } else { Vec::new() };
            let belonging = Belonging::ClientSettings(cells.len());
            items.push(LeaverItem { steps, cells, ..left_alone(belonging) });
        }
        Ok(items)
    }
}
