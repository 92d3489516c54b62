//! Somebody of an APIO beside the same person in other systems.

use leptos::prelude::*;

use super::alignment::name_changes;
use super::field::SystemField;
use super::leaver::{Aftermath, Belonging, LeaverItem, LeaverStep, left_alone};
use super::new_pin::NEW_PIN;
use super::own_row::run_own_row;
use super::server::{PersonRunner, PersonServer, ValueChange};
use super::{PeopleByKey, SystemPerson};
use crate::client::LocalBoxFuture;
use crate::domain::{PersonKey, Problem, Refusal, RefusalKind};
use crate::form::FieldValue;
use crate::list::person::{PersonField, PersonValue, PersonValues, is_same_key, language_name};
use crate::plan::{Cell, Row};
use crate::route::{Route, can_carry};
use crate::state::apio::lists::TableRow;
use crate::state::apio::new_pin::make_pin;
use crate::state::apio::{Apio, Finding, user_at};
use crate::state::plan::{Outcome, PlanServer, RowRun};
use crate::wire::apio::login::{Identity, Level};
use crate::wire::apio::profile_form::{self, ProfileField};
use crate::wire::apio::users::{ListUsers, SearchUsers, UserFilter, UserRow, distinct_users};
use crate::wire::apio::{GroupIds, UserIds};

/// The cell of a person's row that holds the extension.
const EXTENSION_CELL: usize = 2;

impl PersonServer for Apio {
    fn read_person<'a>(&'a self, page: &'a Route) -> LocalBoxFuture<'a, Result<SystemPerson, Refusal>> {
        Box::pin(async move { self.read_system_person(&ids_of(page)?).await })
    }

    fn find_people_by_key<'a>(
        &'a self,
        person_key: PersonKey,
        value: &'a str,
    ) -> LocalBoxFuture<'a, Result<PeopleByKey, Refusal>> {
        Box::pin(self.find_in_groups(person_key, value))
    }

    fn read_items<'a>(&'a self, page: &'a Route) -> LocalBoxFuture<'a, Result<Vec<LeaverItem>, Refusal>> {
        Box::pin(async move { self.read_leaver_items(&ids_of(page)?).await })
    }

    fn make_changes(
        &self,
        target: &SystemPerson,
        source: &SystemPerson,
        field: PersonField,
    ) -> Option<Vec<ValueChange>> {
        let (now, value) = (target.values.get(field), source.values.get(field));
        let text = |own: ProfileField, new: &str| {
            Some(vec![(SystemField::Apio(own), FieldValue::text(now.text()), FieldValue::text(new))])
        };
        match field {
            PersonField::Name => {
                let fields = [ProfileField::FirstName, ProfileField::LastName].map(SystemField::Apio);
                name_changes(target, source, fields)
            }
            PersonField::Language => {
                let is_of_same_vendor = source.system.vendor() == target.system.vendor();
                match value.text() {
                    language if language.is_empty() || is_of_same_vendor => {
                        text(ProfileField::Language, language)
                    }
                    language => text(ProfileField::Language, language_name(language)?),
                }
            }
            PersonField::TimeZone => text(ProfileField::TimeZone, value.text()),
            PersonField::Extension => text(ProfileField::Extension, value.text()),
            _ => None,
        }
    }

    fn find_problem(&self, field: SystemField, value: &FieldValue) -> Option<Problem> {
        profile_form::problems(field.apio()?, value).into_iter().next()
    }
}

impl PersonRunner for Apio {
    fn run_row<'a>(
        &'a self,
        row: Row<SystemField>,
        page: &'a Route,
    ) -> LocalBoxFuture<'a, RowRun<SystemField>> {
        Box::pin(async move {
            let run = async |row| PlanServer::run_row(*self, row).await;
            run_own_row(self.system, run, row, &page.path(), SystemField::Apio, SystemField::apio).await
        })
    }

    fn run_deletion<'a>(
        &'a self,
        row: Row<SystemField>,
        page: &'a Route,
        step: LeaverStep,
    ) -> LocalBoxFuture<'a, (RowRun<SystemField>, Option<Aftermath>)> {
        Box::pin(async move {
            let LeaverStep::DeleteProfile { with_devices } = step else {
                return (RowRun::new(Outcome::NotTried, None), None);
            };
            let mut aftermath = None;
            let run = async |row| {
                let (run, report) = Apio::run_deletion(self, row, with_devices).await;
                aftermath = report.map(|report| Aftermath::Profile { report, with_devices });
                run
            };
            let id = page.path();
            let run = run_own_row(self.system, run, row, &id, SystemField::Apio, SystemField::apio).await;
            (run, aftermath)
        })
    }
}

/// Whose page that is.
fn ids_of(page: &Route) -> Result<UserIds, Refusal> {
    user_at(page).ok_or_else(|| Refusal::new(RefusalKind::NotFound))
}

impl Apio {
    async fn read_system_person(&self, ids: &UserIds) -> Result<SystemPerson, Refusal> {
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

    async fn find_in_groups(&self, person_key: PersonKey, value: &str) -> Result<PeopleByKey, Refusal> {
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
        // Of whom nothing could be read, it is not known who they are.
        let is_everybody = rows.unreadable == 0;
        let (rows, _) = distinct_users(rows.items);
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
        Ok(PeopleByKey::Told { people: people.collect(), is_everybody })
    }

    async fn read_leaver_items(&self, ids: &UserIds) -> Result<Vec<LeaverItem>, Refusal> {
        let profile = self.read_profile(ids).await?;
        let may_delete = untrack(|| self.level().sees_others()) && profile.sync.is_none();
        let deletions: Vec<LeaverStep> = match may_delete {
            true => [true, false].map(|with_devices| LeaverStep::DeleteProfile { with_devices }).to_vec(),
            false => Vec::new(),
        };
        let of_profile =
            |belonging, steps| LeaverItem { steps, goes_with: deletions.clone(), ..left_alone(belonging) };
        let mut items = vec![of_profile(Belonging::Person, deletions.clone())];
        if let Some(directory) = &profile.sync {
            items.push(left_alone(Belonging::Directory(directory.ldap.clone())));
        }
        if !profile.extension.is_empty() {
            items.push(of_profile(Belonging::Line(profile.extension.clone()), Vec::new()));
        }
        if let Some(endpoint) = profile.endpoint() {
            let with_devices = LeaverStep::DeleteProfile { with_devices: true };
            let goes_with = deletions.iter().copied().filter(|step| *step == with_devices).collect();
            items.push(LeaverItem { goes_with, ..left_alone(Belonging::Device(endpoint.name.clone())) });
        }
        let sets_pins = untrack(|| self.level().sees_others() && !self.level().asks_for_current());
        let pin = match sets_pins {
            true => {
                let rules = self.read_passcode_rules(&ids.group_ids()).await;
                make_pin(rules.as_ref(), &profile.own_numbers())
            }
            false => None,
        };
        let steps = pin.iter().map(|_| LeaverStep::SetNewPin).collect();
        let cells = pin.iter().map(|pin| Cell::of_secret(NEW_PIN, pin.secret().clone())).collect();
        items.push(LeaverItem { cells, ..of_profile(Belonging::Pin, steps) });
        Ok(items)
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
