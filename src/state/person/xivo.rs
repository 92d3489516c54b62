//! Somebody of a XiVO beside the same person in other systems.

use leptos::prelude::*;

use super::alignment::name_changes;
use super::field::SystemField;
use super::leaver::{Aftermath, Belonging, LeaverItem, LeaverStep, Untold, left_alone};
use super::own_row::run_own_row;
use super::server::{PersonRunner, PersonServer, ValueChange};
use super::{PeopleByKey, SystemPerson, read_list, rows_with_key};
use crate::client::LocalBoxFuture;
use crate::domain::{PersonKey, Problem, Refusal, RefusalKind};
use crate::form::FieldValue;
use crate::list::person::{PersonField, PersonValue, PersonValues, offered_language};
use crate::plan::{Cell, Row};
use crate::route::{Route, can_carry};
use crate::state::plan::{Outcome, PlanServer, RowNote, RowRun};
use crate::state::xivo::Xivo;
use crate::wire::xivo::telephone::{Forwards, Line, Named};
use crate::wire::xivo::users::DeletedWith;
use crate::wire::xivo::{Column, Dialect, Field, LANGUAGES, User, UserId, UserRow, form};

impl PersonServer for Xivo {
    fn read_person<'a>(&'a self, page: &'a Route) -> LocalBoxFuture<'a, Result<SystemPerson, Refusal>> {
        Box::pin(async move { self.read_system_person(&user_of(page)?).await })
    }

    fn find_people_by_key<'a>(
        &'a self,
        person_key: PersonKey,
        value: &'a str,
    ) -> LocalBoxFuture<'a, Result<PeopleByKey, Refusal>> {
        Box::pin(async move {
            let is_everybody = read_list(self.people, self).await?;
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
        })
    }

    fn read_items<'a>(&'a self, page: &'a Route) -> LocalBoxFuture<'a, Result<Vec<LeaverItem>, Refusal>> {
        Box::pin(async move { self.read_leaver_items(&user_of(page)?).await })
    }

    fn make_changes(
        &self,
        target: &SystemPerson,
        source: &SystemPerson,
        field: PersonField,
    ) -> Option<Vec<ValueChange>> {
        let (now, value) = (target.values.get(field), source.values.get(field));
        let text = |own: Field, new: &str| {
            vec![(SystemField::Xivo(own), FieldValue::text(now.text()), FieldValue::text(new))]
        };
        match (field, now, value) {
            (PersonField::Name, ..) => {
                name_changes(target, source, [Field::Firstname, Field::Lastname].map(SystemField::Xivo))
            }
            (PersonField::Language, ..) => Some(match value.text() {
                "" => text(Field::Language, ""),
                language => text(Field::Language, offered_language(language, &LANGUAGES)?),
            }),
            (PersonField::TimeZone, ..) => Some(text(Field::Timezone, value.text())),
            (PersonField::State, PersonValue::Enabled(now), PersonValue::Enabled(new)) => Some(vec![(
                SystemField::Xivo(Field::Enabled),
                FieldValue::Switch(*now),
                FieldValue::Switch(*new),
            )]),
            _ => None,
        }
    }

    fn find_problem(&self, field: SystemField, value: &FieldValue) -> Option<Problem> {
        form::check_value(field.xivo()?, value, &self.dialect.get_untracked())
    }
}

impl PersonRunner for Xivo {
    fn run_row<'a>(
        &'a self,
        row: Row<SystemField>,
        page: &'a Route,
    ) -> LocalBoxFuture<'a, RowRun<SystemField>> {
        Box::pin(async move {
            let Route::User { user, .. } = page else { return RowRun::new(Outcome::NotTried, None) };
            let run = async |row| PlanServer::run_row(*self, row).await;
            run_own_row(self.system, run, row, user, SystemField::Xivo, SystemField::xivo).await
        })
    }

    fn run_deletion<'a>(
        &'a self,
        row: Row<SystemField>,
        page: &'a Route,
        step: LeaverStep,
    ) -> LocalBoxFuture<'a, (RowRun<SystemField>, Option<Aftermath>)> {
        Box::pin(async move {
            let (LeaverStep::DeleteUser(with), Route::User { user, .. }) = (step, page) else {
                return (RowRun::new(Outcome::NotTried, None), None);
            };
            let run = async |row| Xivo::run_deletion(self, row, with).await;
            let run = run_own_row(self.system, run, row, user, SystemField::Xivo, SystemField::xivo).await;
            let aftermath = run.notes.iter().find_map(|note| match note {
                RowNote::Attachments(attachments) => Some(Aftermath::User(attachments.clone())),
                _ => None,
            });
            (run, aftermath)
        })
    }
}

/// Whose page that is.
fn user_of(page: &Route) -> Result<UserId, Refusal> {
    match page {
        Route::User { user, .. } => Ok(UserId::new(user.as_str())),
        _ => Err(Refusal::new(RefusalKind::NotFound)),
    }
}

impl Xivo {
    async fn read_system_person(&self, id: &UserId) -> Result<SystemPerson, Refusal> {
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
        if read_list(self.people, self).await.is_err() {
            return PersonValue::NotTold;
        }
        self.people.with(|rows| {
            let row = rows.list().row_of(user.id().as_str()).and_then(|at| rows.row(at));
            let row = row.filter(|row| row.has_column(Column::Extension));
            PersonValue::reported(row.map(|row| row.text(Column::Extension)))
        })
    }

    /// The lines of somebody, as the record or the list tells them; `None` where neither does.
    async fn lines_of(&self, user: &User) -> Option<Vec<String>> {
        if let Some(lines) = lines(user) {
            return Some(lines);
        }
        match self.extension_of(user).await {
            PersonValue::Text(extension) if !extension.is_empty() => Some(vec![extension]),
            PersonValue::NotTold => None,
            _ => Some(Vec::new()),
        }
    }

    async fn read_leaver_items(&self, id: &UserId) -> Result<Vec<LeaverItem>, Refusal> {
        let user = self.read_user(id).await?;
        let cti = self.read_cti(id).await;
        let dialect = self.dialect.get_untracked();
        let deletions = deletions(&user, &dialect);
        let mut items = vec![of_record(Belonging::Person, deletions.clone(), &deletions)];
        let mut add = |belonging, step, field, before, after| {
            let cell = Cell { field: SystemField::Xivo(field), before, after, problem: None };
            items.push(LeaverItem { cells: vec![cell], ..of_record(belonging, vec![step], &deletions) });
        };
        let (on, off) = (FieldValue::Switch(true), FieldValue::Switch(false));
        if user.switch(Field::Enabled) == Some(true) && dialect.writes(Field::Enabled) {
            add(Belonging::Enabled, LeaverStep::Disable, Field::Enabled, on.clone(), off.clone());
        }
        if cti.is_ok_and(|cti| cti.enabled == Some(true)) {
            add(Belonging::Cti, LeaverStep::SwitchCtiOff, Field::CtiEnabled, on, off);
        }
        let mobile = user.text(Field::MobilePhoneNumber);
        if !mobile.is_empty() && dialect.writes(Field::MobilePhoneNumber) {
            let (belonging, step) =
                (Belonging::MobileNumber(mobile.to_owned()), LeaverStep::ClearMobileNumber);
            add(belonging, step, Field::MobilePhoneNumber, FieldValue::text(mobile), FieldValue::Absent);
        }
        let username = user.text(Field::Username);
        if !username.is_empty() {
            items.push(of_record(Belonging::Username(username.to_owned()), Vec::new(), &deletions));
        }
        let lines = self.lines_of(&user).await;
        let is_line_told = lines.is_some();
        for line in lines.into_iter().flatten() {
            let goes_with =
                if dialect.deletes_line_too() { deletions.clone() } else { with_everything(&deletions) };
            items.push(LeaverItem { goes_with, ..left_alone(Belonging::Line(line)) });
        }
        items.extend(telephone_items(&user, &deletions));
        items.extend(associated_items(&user, &deletions));
        items.extend(untold_item(&user, is_line_told, &deletions));
        Ok(items)
    }
}

/// In which ways the person can be deleted.
fn deletions(user: &User, dialect: &Dialect) -> Vec<LeaverStep> {
    let has_voicemail = user.is_associated(Field::Voicemail) == Some(true);
    let mut deletions = Vec::new();
    // As at the person's own page: a voicemail is in the way of deleting the person alone.
    if dialect.deletes_voicemail_too() && has_voicemail {
        deletions.push(LeaverStep::DeleteUser(DeletedWith::Voicemail));
    } else if !(has_voicemail && dialect.deletes_recursively()) {
        deletions.push(LeaverStep::DeleteUser(DeletedWith::Nothing));
    }
    if dialect.deletes_recursively() {
        deletions.push(LeaverStep::DeleteUser(DeletedWith::Everything));
    }
    deletions
}

fn with_everything(deletions: &[LeaverStep]) -> Vec<LeaverStep> {
    let everything = LeaverStep::DeleteUser(DeletedWith::Everything);
    deletions.iter().copied().filter(|step| *step == everything).collect()
}

/// What stands in the person's record, and so goes with each of the deletions.
fn of_record(belonging: Belonging, steps: Vec<LeaverStep>, deletions: &[LeaverStep]) -> LeaverItem {
    LeaverItem { steps, goes_with: deletions.to_vec(), ..left_alone(belonging) }
}

/// What becomes of calls, as far as the record tells it.
fn telephone_items(user: &User, deletions: &[LeaverStep]) -> Vec<LeaverItem> {
    let Some(telephone) = user.telephone() else { return Vec::new() };
    let mut items = Vec::new();
    let numbers = telephone.incoming_numbers();
    if !numbers.is_empty() {
        // An incoming call is a resource of its own, which no deletion of a user is documented to take.
        items.push(left_alone(Belonging::IncomingNumbers(numbers.join(", "))));
    }
    // The record tells them; no resource that was documented or recorded changes them.
    for (kind, destination) in telephone.forwards.iter().flat_map(Forwards::active) {
        items.push(of_record(Belonging::Forward(kind, destination.to_owned()), Vec::new(), deletions));
    }
    if telephone.is_not_disturbed() == Some(true) {
        items.push(of_record(Belonging::DoNotDisturb, Vec::new(), deletions));
    }
    items
}

/// The voicemail and the agent that are associated with the person.
fn associated_items(user: &User, deletions: &[LeaverStep]) -> Vec<LeaverItem> {
    let mut items = Vec::new();
    if user.is_associated(Field::Voicemail) == Some(true) {
        let named = user.telephone().and_then(|telephone| telephone.voicemail.as_ref());
        let named = associated(user, Field::Voicemail, named);
        let with_voicemail = |step: &LeaverStep| *step != LeaverStep::DeleteUser(DeletedWith::Nothing);
        let goes_with = deletions.iter().copied().filter(with_voicemail).collect();
        items.push(LeaverItem { goes_with, ..left_alone(Belonging::Voicemail(named)) });
    }
    if user.is_associated(Field::Agent) == Some(true) {
        let named = user.telephone().and_then(|telephone| telephone.agent.as_ref());
        let named = associated(user, Field::Agent, named);
        let goes_with = with_everything(deletions);
        items.push(LeaverItem { goes_with, ..left_alone(Belonging::Agent(named)) });
    }
    items
}

/// What nothing tells whether the person has it.
fn untold_item(user: &User, is_line_told: bool, deletions: &[LeaverStep]) -> Option<LeaverItem> {
    let line = (!is_line_told).then_some(Untold::Line);
    let others = [(Untold::Voicemail, Field::Voicemail), (Untold::Agent, Field::Agent)];
    let others = others.into_iter().filter(|(_, field)| user.is_associated(*field).is_none());
    let untold: Vec<Untold> = line.into_iter().chain(others.map(|(kind, _)| kind)).collect();
    let goes_with = with_everything(deletions);
    (!untold.is_empty()).then(|| LeaverItem { goes_with, ..left_alone(Belonging::Untold(untold)) })
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

/// The numbers of the lines, or their names where they have none; `None` where the record tells of none.
fn lines(user: &User) -> Option<Vec<String>> {
    if let Some(telephone) = user.telephone() {
        let text = |line: &Line| {
            let numbers: Vec<&str> = line.extensions.iter().map(|own| own.exten.as_str()).collect();
            if numbers.is_empty() { line.name.clone() } else { numbers.join(", ") }
        };
        return Some(telephone.lines.iter().map(text).collect());
    }
    let has_line = user.is_associated(Field::Line)?;
    Some(if has_line { vec![user.text(Field::Line).to_owned()] } else { Vec::new() })
}

/// What people call something that is associated, or its number.
fn associated(user: &User, field: Field, named: Option<&Named>) -> String {
    let number = || user.number(field).map(|number| number.to_string());
    named.map(|named| named.title().to_owned()).or_else(number).unwrap_or_default()
}
