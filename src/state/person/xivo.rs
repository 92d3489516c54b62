//! Somebody of a XiVO beside the same person in other systems.

use leptos::prelude::*;

use super::{PeopleByKey, SystemPerson, rows_with_key, wait_until_read};
use crate::domain::{PersonKey, Refusal};
use crate::list::person::{PersonField, PersonValue, PersonValues};
use crate::route::{Route, can_carry};
use crate::state::xivo::Xivo;
use crate::wire::xivo::{Column, Field, User, UserId, UserRow};

impl Xivo {
    pub(super) async fn read_system_person(&self, id: &UserId) -> Result<SystemPerson, Refusal> {
        let user = self.read_user(id).await?;
        let dialect = self.dialect.get_untracked();
        let all_writable = [
            (PersonField::Name, Field::Firstname),
            (PersonField::Language, Field::Language),
            (PersonField::TimeZone, Field::Timezone),
            (PersonField::State, Field::Enabled),
        ];
        let writable = all_writable.into_iter().filter(|(_, field)| dialect.writes(*field));
        Ok(SystemPerson {
            system: self.system,
            route: Route::User { system: self.system.id(), user: id.as_str().to_owned() },
            values: values(&user).with(PersonField::Extension, self.extension_of(&user).await),
            names: Some((user.text(Field::Firstname).to_owned(), user.text(Field::Lastname).to_owned())),
            writable: writable.map(|(field, _)| field).collect(),
        })
    }

    /// Servers of 2016 tell extensions in their list alone, which is read then.
    async fn extension_of(&self, user: &User) -> PersonValue {
        if user.get(Field::Line).is_some() {
            return PersonValue::reported(Some(user.text(Field::Line)));
        }
        self.people.read(self, false).await;
        if wait_until_read(self.people).await.is_err() {
            return PersonValue::NotTold;
        }
        self.people.with(|rows| {
            let row = rows.list().row_of(user.id().as_str()).and_then(|at| rows.row(at));
            let row = row.filter(|row| row.has_column(Column::Extension));
            PersonValue::reported(row.map(|row| row.text(Column::Extension)))
        })
    }

    pub(super) async fn find_people_by_key(
        &self,
        person_key: PersonKey,
        value: &str,
    ) -> Result<PeopleByKey, Refusal> {
        self.people.read(self, false).await;
        let is_everybody = wait_until_read(self.people).await?;
        let column = match person_key {
            PersonKey::Email => Column::Email,
            PersonKey::Extension => Column::Extension,
            PersonKey::Username => Column::Username,
        };
        let is_told =
            self.people.with(|rows| rows.is_empty() || rows.iter().any(|row| row.has_column(column)));
        if !is_told {
            return Ok(PeopleByKey::NotTold);
        }
        let describe = |row: &UserRow| {
            let route = || Route::User { system: self.system.id(), user: row.id().to_owned() };
            can_carry(row.id()).then(|| (row.full_name(), route()))
        };
        let people = rows_with_key(self.people, person_key, value, |row| row.text(column), describe);
        Ok(PeopleByKey::Told { people, is_everybody })
    }
}

fn values(user: &User) -> PersonValues {
    let text = |field: Field| PersonValue::reported(user.get(field).map(|_| user.text(field)));
    PersonValues::default()
        .with(PersonField::Name, PersonValue::Text(user.full_name()))
        .with(PersonField::Language, text(Field::Language))
        .with(PersonField::TimeZone, text(Field::Timezone))
        .with(
            PersonField::State,
            user.switch(Field::Enabled).map_or(PersonValue::NotTold, PersonValue::Enabled),
        )
        .with(PersonField::Email, text(Field::Email))
        .with(PersonField::Username, text(Field::Username))
}
