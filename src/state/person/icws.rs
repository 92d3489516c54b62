//! Somebody of a PureConnect beside the same person in other systems. Its documented resource
//! (documents/icws-put-user-client.txt) and its list tell the name, the extension and the id alone.

use super::{PeopleByKey, SystemPerson, rows_with_key, wait_until_read};
use crate::domain::{PersonKey, Refusal, RefusalKind};
use crate::list::person::{PersonField, PersonValue, PersonValues};
use crate::route::{Route, can_carry};
use crate::state::icws::Icws;
use crate::wire::icws::users::UserRow;

impl Icws {
    pub(super) async fn read_system_person(&self, id: &str) -> Result<SystemPerson, Refusal> {
        self.people.read(self, false).await;
        wait_until_read(self.people).await?;
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

    pub(super) async fn find_people_by_key(
        &self,
        person_key: PersonKey,
        value: &str,
    ) -> Result<PeopleByKey, Refusal> {
        let key_of: fn(&UserRow) -> &str = match person_key {
            PersonKey::Email => return Ok(PeopleByKey::NotTold),
            PersonKey::Extension => |row| row.extension.as_deref().unwrap_or_default(),
            PersonKey::Username => |row| &row.id,
        };
        self.people.read(self, false).await;
        let is_everybody = wait_until_read(self.people).await?;
        let describe =
            |row: &UserRow| can_carry(&row.id).then(|| (row.name.clone(), self.client_of(&row.id)));
        let people = rows_with_key(self.people, person_key, value, key_of, describe);
        Ok(PeopleByKey::Told { people, is_everybody })
    }
}
