//! Somebody of an APIO beside the same person in other systems.

use leptos::prelude::*;

use super::{PeopleByKey, SystemPerson};
use crate::domain::{PersonKey, Refusal, RefusalKind};
use crate::list::person::{PersonField, PersonValue, PersonValues, is_same_key};
use crate::route::{Route, can_carry};
use crate::state::apio::lists::TableRow;
use crate::state::apio::{Apio, Finding};
use crate::wire::apio::login::{Identity, Level};
use crate::wire::apio::users::{ListUsers, SearchUsers, UserFilter, UserRow, distinct_users};
use crate::wire::apio::{GroupIds, UserIds};

/// The cell of a person's row that holds the extension.
const EXTENSION_CELL: usize = 2;

impl Apio {
    pub(super) async fn read_system_person(&self, ids: &UserIds) -> Result<SystemPerson, Refusal> {
        let profile = self.read_profile(ids).await?;
        let text = |text: &str| PersonValue::Text(text.to_owned());
        let mut writable = vec![PersonField::Extension, PersonField::Language, PersonField::TimeZone];
        // The directory that owns somebody keeps the names.
        if profile.sync.is_none() {
            writable.push(PersonField::Name);
        }
        Ok(SystemPerson {
            system: self.system,
            route: self.profile_of(ids.clone()),
            values: PersonValues::default()
                .with(PersonField::Name, PersonValue::Text(profile.full_name(&ids.user)))
                .with(PersonField::Extension, text(&profile.extension))
                .with(PersonField::Language, text(&profile.language))
                .with(PersonField::TimeZone, text(&profile.time_zone))
                .with(PersonField::Email, text(&profile.email_address))
                .with(PersonField::Username, text(&ids.user)),
            names: Some((profile.first_name, profile.last_name)),
            writable,
        })
    }

    fn profile_of(&self, UserIds { tenant, group, user }: UserIds) -> Route {
        Route::Profile { system: self.system.id(), tenant, group, user }
    }

    /// Who signed in; behind Core that may have to be found first.
    async fn known_identity(&self) -> Result<Identity, Refusal> {
        if untrack(|| self.who()).is_none() {
            self.find_who().await;
        }
        untrack(|| self.who()).ok_or_else(|| match self.finding.get_untracked() {
            Finding::Refused(refusal) => refusal,
            Finding::Asking | Finding::NoPlace => Refusal::new(RefusalKind::NotAllowed),
        })
    }

    pub(super) async fn find_people_by_key(
        &self,
        person_key: PersonKey,
        value: &str,
    ) -> Result<PeopleByKey, Refusal> {
        let who = self.known_identity().await?;
        // Who is no administrator sees nobody else.
        if !who.level.sees_others() {
            return Ok(PeopleByKey::NotTold);
        }
        let filter = match person_key {
            PersonKey::Email => Some(UserFilter::EmailAddress),
            PersonKey::Username => Some(UserFilter::UserId),
            PersonKey::Extension => None,
        };
        let filters: Vec<(UserFilter, String)> =
            filter.into_iter().map(|filter| (filter, value.trim().to_owned())).collect();
        let own_group = who.tenant.clone().zip(who.group.clone()).filter(|_| who.level < Level::TenantAdmin);
        let own_group = own_group.map(|(tenant, group)| GroupIds { tenant, group });
        if own_group.is_none() && filters.is_empty() {
            // The server finds nobody by an extension: only what somebody opened is known.
            return Ok(PeopleByKey::Told { people: self.opened_with_extension(value), is_everybody: false });
        }
        let rows = match &own_group {
            Some(group) => {
                let make = |api: &crate::wire::apio::Api| ListUsers {
                    api: api.clone(),
                    group: group.clone(),
                    filters: filters.clone(),
                    limit: None,
                };
                self.ask(make).await?
            }
            None => {
                let make = |api: &crate::wire::apio::Api| SearchUsers {
                    api: api.clone(),
                    tenant: who.tenant.clone().filter(|_| who.level < Level::System),
                    filters: filters.clone(),
                    limit: None,
                };
                self.ask(make).await?
            }
        };
        let (rows, _) = distinct_users(rows);
        let key_of = |row: &UserRow| match person_key {
            PersonKey::Email => row.email_address.clone(),
            PersonKey::Extension => row.extension.clone(),
            PersonKey::Username => row.id.clone(),
        };
        let people = rows.into_iter().filter(|row| is_same_key(person_key, &key_of(row), value));
        let people = people.filter_map(|mut row| {
            row.tenant = row.tenant.or_else(|| who.tenant.clone());
            let ids = row.ids(own_group.as_ref())?;
            let can_open = [&ids.tenant, &ids.group, &ids.user].into_iter().all(|id| can_carry(id));
            can_open.then(|| (row.display_name(), self.profile_of(ids)))
        });
        Ok(PeopleByKey::Told { people: people.collect(), is_everybody: true })
    }

    /// Those of the groups that were opened.
    fn opened_with_extension(&self, value: &str) -> Vec<(String, Route)> {
        let mut people: Vec<(String, Route)> = Vec::new();
        for list in self.all_lists() {
            list.with(|rows| {
                let cell = |row: &TableRow, at: usize| row.cells.get(at).cloned().unwrap_or_default();
                let is_same =
                    |row: &&TableRow| is_same_key(PersonKey::Extension, &cell(row, EXTENSION_CELL), value);
                for row in rows.iter().filter(is_same) {
                    let Some(route @ Route::Profile { .. }) = &row.to else { continue };
                    if !people.iter().any(|(_, known)| known == route) {
                        people.push((cell(row, 0), route.clone()));
                    }
                }
            });
        }
        people
    }
}
