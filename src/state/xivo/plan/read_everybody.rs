//! Reading everybody on a XiVO as a plan needs them.

use std::cell::RefCell;
use std::collections::HashSet;

use leptos::prelude::*;

use super::Known;
use super::attached::AllAttached;
use super::cti::{AllCredentials, Ctis};
use crate::domain::Refusal;
use crate::form::{FieldValue, Values};
use crate::list::{Completeness, Progress};
use crate::plan::import::Person;
use crate::state::xivo::server::Xivo;
use crate::state::xivo::tenant_choice::TenantChoice;
use crate::wire::xivo::cti_plan::CtiCredentials;
use crate::wire::xivo::form::to_form_values;
use crate::wire::xivo::records::UserRecordReader;
use crate::wire::xivo::users::ListUsers;
use crate::wire::xivo::{Column, Field, User};

impl Xivo {
    /// Everybody with all values but the secrets.
    pub(super) async fn read_everybody(&self) -> Result<Known, Refusal> {
        self.find_dialect().await?;
        // Some servers tell extensions in the shorter list alone.
        self.people.read(self, false).await;
        let dialect = self.dialect.get_untracked();
        let is_of_all = self.tenant.with_untracked(|tenant| *tenant == TenantChoice::All);
        let list = match is_of_all {
            true => ListUsers::new(&dialect).recursing(),
            false => ListUsers::new(&dialect),
        };
        let read = RefCell::new((UserRecordReader::default(), Vec::new(), AllCredentials::new()));
        let mut begin = || {
            read.take();
        };
        let mut take = |piece: &[u8]| {
            let (reader, people, credentials) = &mut *read.borrow_mut();
            reader.feed(piece, &mut |user| {
                people.push(to_person(&user));
                credentials.insert(user.id().as_str().to_owned(), CtiCredentials::from_user(&user));
            });
        };
        self.system.ask_in_pieces(|_| list.clone(), &mut begin, &mut take).await?;
        let (reader, mut people, credentials) = read.into_inner();
        let end = reader.finish()?;
        let mut ids = HashSet::new();
        people.retain(|person: &Person<Field>| ids.insert(person.id.clone()));
        let total = end.total.and_then(|total| usize::try_from(total).ok());
        let mut missing = total.map_or(end.not_understood, |total| total.saturating_sub(people.len()));
        if missing > 0 {
            // Whether the server counts somebody twice, the list finds out.
            self.people.read(self, true).await;
            let is_whole = self.people.progress().get_untracked() == Progress::Read(Completeness::Whole);
            let has_all = self.people.with(|rows| rows.iter().all(|row| ids.contains(row.id())));
            missing = if is_whole && has_all { 0 } else { missing };
        }
        self.people.with(|rows| {
            for person in &mut people {
                let row = rows.list().row_of(&person.id).and_then(|at| rows.row(at));
                let extension = row.map_or("", |row| row.text(Column::Extension));
                if person.values.get(Field::Line).is_empty() && !extension.is_empty() {
                    person.values.set(Field::Line, FieldValue::text(extension));
                }
            }
        });
        Ok(Known { people, missing, ctis: Ctis::new(), credentials, attached: AllAttached::new() })
    }
}

/// Passwords of others are not kept: a plan reads each person again before it writes.
fn to_person(user: &User) -> Person<Field> {
    let values: Values<Field> = to_form_values(user);
    let without_secrets = values
        .iter()
        .filter(|(field, _)| !field.is_secret())
        .map(|(field, value)| (field, value.clone()))
        .collect();
    Person { id: user.id().as_str().to_owned(), name: user.full_name(), values: without_secrets }
}
