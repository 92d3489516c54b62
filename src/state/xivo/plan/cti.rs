//! The CTI of people in a plan: read where the record does not have it, and changed to the outcome.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use leptos::prelude::*;

use crate::browser::clock;
use crate::domain::{Refusal, RefusalKind};
use crate::form::{Answer, FieldValue, ValueOutcome, Values};
use crate::plan::import::Person;
use crate::plan::{Cell, CellProblem, Obstacle, Row, Verdict};
use crate::state::changed_row::cells_to_write;
use crate::state::plan::{LOOK_FOR_ROW_AFTER_S, Outcome};
use crate::state::row_requests::{RequestNote, RowRequests};
use crate::state::xivo::cti::Saved;
use crate::state::xivo::plan::read_people::read_people;
use crate::state::xivo::server::Xivo;
use crate::wire::xivo::cti_plan::{
    CtiAction, CtiCredentials, CtiPlan, CurrentCti, WantedCti, compare_cti, find_hindrances, plan,
};
use crate::wire::xivo::{CtiResource, Field, UserId};

/// The CTI of people by their ids, as it was read, or why it was not.
pub type Ctis = HashMap<String, Result<CurrentCti, Refusal>>;

/// The credentials of people by their ids.
pub type AllCredentials = HashMap<String, CtiCredentials>;

/// Is it a value of the CTI, which most servers keep beside the record?
pub fn is_cti(field: Field) -> bool {
    matches!(field, Field::CtiEnabled | Field::CtiProfile)
}

/// Is it a value of the CTI that the list does not tell to be so already?
pub fn is_open(cell: &Cell<Field>) -> bool {
    let is_told = cell.before != FieldValue::Absent && cell.verdict() == Verdict::AlreadySo;
    is_cti(cell.field) && !is_told
}

/// A value of the CTI as a plan has it.
fn to_value(cti: &CurrentCti, field: Field) -> FieldValue {
    let unknown = FieldValue::Unattributed(String::new());
    match field {
        Field::CtiEnabled => cti.enabled.map_or(unknown, FieldValue::Switch),
        _ => cti.profile.map_or(unknown, |profile| FieldValue::Choice(profile.map(|id| id.to_string()))),
    }
}

/// The CTI of a record of API 1.0, by its values.
fn in_values(values: &Values<Field>) -> CurrentCti {
    let profile = match values.get(Field::CtiProfile) {
        FieldValue::Choice(profile) => Some(to_profile_id(profile)),
        _ => None,
    };
    let enabled = values.get(Field::CtiEnabled).as_switch();
    CurrentCti { resource: CtiResource::InUser, enabled, profile, odd: false }
}

/// Enters what was read of the CTI among the values of people, with which a file is compared.
pub fn set_values(people: &mut [Person<Field>], ctis: &Ctis) {
    for person in people {
        if let Some(Ok(cti)) = ctis.get(&person.id) {
            for field in [Field::CtiEnabled, Field::CtiProfile] {
                person.values.set(field, to_value(cti, field));
            }
        }
    }
}

/// Says at the cells of the row of a file what is in the way of its CTI. A username and a password of
/// the same row are there by then.
pub fn judge_row(row: &mut Row<Field>, resource: CtiResource, ctis: &Ctis, credentials: &AllCredentials) {
    let value = |field| row.cells.iter().find(|cell| cell.field == field && cell.problem.is_none());
    let switch = value(Field::CtiEnabled).and_then(|cell| cell.after.as_switch());
    let profile = value(Field::CtiProfile).map(|cell| match &cell.after {
        FieldValue::Choice(profile) => to_profile_id(profile),
        _ => None,
    });
    if !row.cells.iter().any(is_open) {
        return;
    }
    let id = row.id().map(str::to_owned);
    let (known, mut has) = match &id {
        Some(id) => (ctis.get(id).cloned(), credentials.get(id).copied().unwrap_or_default()),
        None => {
            let has = CtiCredentials { username: Some(false), password: Some(false) };
            (Some(Ok(of_new_user(resource))), has)
        }
    };
    let written = |field| value(field).map(|cell| !cell.after.is_empty());
    has.username = written(Field::Username).or(has.username);
    has.password = written(Field::Password).or(has.password);
    let problems: Vec<(Field, CellProblem)> = match known {
        Some(Ok(cti)) => find_hindrances(switch, profile, &cti, has)
            .into_iter()
            .map(|(field, hindrance)| (field, CellProblem::Hindered(to_obstacle(hindrance))))
            .collect(),
        Some(Err(refusal)) => [Field::CtiEnabled, Field::CtiProfile]
            .map(|field| (field, CellProblem::Unread(refusal.clone())))
            .into(),
        None => [Field::CtiEnabled, Field::CtiProfile]
            .map(|field| (field, CellProblem::Hindered(Obstacle::NoAddress)))
            .into(),
    };
    for cell in row.cells.iter_mut().filter(|cell| cell.problem.is_none()) {
        let problem = problems.iter().find(|(field, _)| *field == cell.field);
        cell.problem = problem.map(|(_, problem)| problem.clone());
    }
}

/// The CTI of somebody who is only just there.
fn of_new_user(resource: CtiResource) -> CurrentCti {
    match resource {
        CtiResource::Neither => CurrentCti::without_resource(),
        // Which one it is, is found by asking for somebody who is there.
        CtiResource::Unknown => of_new_user(CtiResource::Cti),
        CtiResource::CtiProfile => CurrentCti::from_profile(None),
        CtiResource::Cti | CtiResource::InUser => {
            CurrentCti { resource, enabled: Some(false), profile: Some(None), odd: false }
        }
    }
}

fn to_obstacle(hindrance: CtiPlan) -> Obstacle {
    match hindrance {
        CtiPlan::Lacks(CtiCredentials { username, password }) => Obstacle::LacksCredentials {
            username: username == Some(false),
            password: password == Some(false),
        },
        CtiPlan::SwitchUnknown => Obstacle::StateUnknown,
        CtiPlan::NotOffered | CtiPlan::Change(_) | CtiPlan::AlreadySo => Obstacle::NotOffered,
    }
}

/// What the CTI shall be by these cells: what they do not name stays.
fn to_wanted(before: &CurrentCti, cells: &[&Cell<Field>]) -> WantedCti {
    let mut wanted = WantedCti { enabled: before.enabled.unwrap_or(false), profile: before.profile() };
    for cell in cells {
        match (cell.field, &cell.after) {
            (Field::CtiEnabled, FieldValue::Switch(on)) => wanted.enabled = *on,
            (Field::CtiProfile, FieldValue::Choice(profile)) => wanted.profile = to_profile_id(profile),
            _ => {}
        }
    }
    wanted
}

fn to_profile_id(profile: &Option<String>) -> Option<i64> {
    profile.as_deref().and_then(|id| id.parse().ok())
}

/// What an action means for somebody.
///
/// # Errors
/// What is in the way.
pub fn make_cells(
    action: CtiAction,
    person: &Person<Field>,
    ctis: &Ctis,
    credentials: &AllCredentials,
) -> Result<Vec<Cell<Field>>, Obstacle> {
    let field = match action {
        CtiAction::On | CtiAction::Off => Field::CtiEnabled,
        CtiAction::Profile(_) => Field::CtiProfile,
    };
    let after = match action {
        CtiAction::On => FieldValue::Switch(true),
        CtiAction::Off => FieldValue::Switch(false),
        CtiAction::Profile(profile) => FieldValue::Choice(profile.map(|id| id.to_string())),
    };
    let cti = match ctis.get(&person.id) {
        Some(Ok(cti)) => cti,
        Some(Err(refusal)) => {
            let problem = Some(CellProblem::Unread(refusal.clone()));
            return Ok(vec![Cell { field, before: FieldValue::Absent, after, problem }]);
        }
        None => return Err(Obstacle::NotOffered),
    };
    let credentials = credentials.get(&person.id).copied().unwrap_or_default();
    let cell = Cell { field, before: to_value(cti, field), after, problem: None };
    match plan(action, cti, credentials) {
        CtiPlan::Change(_) => Ok(vec![cell]),
        CtiPlan::AlreadySo => Ok(vec![Cell { before: cell.after.clone(), ..cell }]),
        hindrance => Err(to_obstacle(hindrance)),
    }
}

impl Xivo {
    /// The cells of the CTI, where the server keeps it beside the record, and the others.
    pub(in crate::state::xivo) fn split_cti<'a>(
        &self,
        cells: &'a [Cell<Field>],
    ) -> (Vec<&'a Cell<Field>>, Vec<&'a Cell<Field>>) {
        let is_apart = self.dialect.get_untracked().cti() != CtiResource::InUser;
        cells.iter().partition(|cell| is_apart && is_cti(cell.field))
    }

    /// Reads the CTI of the people of these ids, a few at a time. `count` is called with how many were
    /// read.
    pub(super) async fn read_ctis(
        self,
        people: &[Person<Field>],
        ids: Vec<String>,
        is_wanted: impl Fn() -> bool + Clone + 'static,
        count: impl Fn(usize) + Clone + 'static,
    ) -> Ctis {
        if self.dialect.get_untracked().cti() == CtiResource::InUser {
            let ids: HashSet<String> = ids.into_iter().collect();
            let in_record = |person: &Person<Field>| (person.id.clone(), Ok(in_values(&person.values)));
            return people.iter().filter(|person| ids.contains(&person.id)).map(in_record).collect();
        }
        read_people(ids, is_wanted, count, move |id| async move { self.read_cti(&id).await }).await
    }

    /// What the change of somebody's CTI sends first, by what is known of the CTI; adds what is not.
    ///
    /// # Errors
    /// What the server is known to refuse.
    pub(super) fn cti_requests(
        &self,
        id: &UserId,
        known: Option<CurrentCti>,
        cells: &[&Cell<Field>],
        requests: &mut RowRequests,
    ) -> Result<(), Refusal> {
        let resource = self.dialect.get_untracked().cti();
        let is_known = known.is_some();
        let mut before = known.unwrap_or(CurrentCti { resource, enabled: None, profile: None, odd: false });
        for cell in cells {
            match (cell.field, &cell.before) {
                (Field::CtiEnabled, FieldValue::Switch(on)) => before.enabled = Some(*on),
                (Field::CtiProfile, FieldValue::Choice(profile)) => {
                    before.profile = Some(to_profile_id(profile));
                }
                _ => {}
            }
        }
        let is_whole = is_known || (before.enabled.is_some() && before.profile.is_some());
        if !is_whole && resource != CtiResource::CtiProfile {
            requests.notes.push(RequestNote::CtiIsReadBefore);
            return Ok(());
        }
        requests.requests.extend(self.cti_request(id, &before, to_wanted(&before, cells))?);
        if resource == CtiResource::CtiProfile {
            requests.notes.push(RequestNote::AnswerDecides);
        }
        Ok(())
    }

    /// Gives somebody who was only just created the CTI of these cells.
    pub(super) async fn change_cti_of_new(&self, id: &UserId, cells: &[&Cell<Field>]) -> Outcome<Field> {
        let now = match self.read_cti(id).await {
            Ok(now) => now,
            Err(refusal) => return Outcome::Refused(refusal),
        };
        let with_before =
            |cell: &&Cell<Field>| Cell { before: to_value(&now, cell.field), ..(*cell).clone() };
        let cells: Vec<Cell<Field>> = cells.iter().map(with_before).collect();
        self.change_cti(id, &cells.iter().collect::<Vec<_>>()).await.0
    }

    /// Changes somebody's CTI as these cells say; with what was seen to be done.
    pub(super) async fn change_cti(
        &self,
        id: &UserId,
        cells: &[&Cell<Field>],
    ) -> (Outcome<Field>, Vec<Cell<Field>>) {
        let before = match self.read_cti(id).await {
            Ok(before) => before,
            Err(refusal) => return (Outcome::Refused(refusal), Vec::new()),
        };
        let wanted = to_wanted(&before, cells);
        let now = [Field::CtiEnabled, Field::CtiProfile].map(|field| (field, to_value(&before, field)));
        let to_change = match cells_to_write(cells.iter().copied(), &now.into_iter().collect()) {
            Ok(to_change) => to_change,
            Err(outcome) => return (outcome, Vec::new()),
        };
        let fields: Vec<Field> = to_change.iter().map(|cell| cell.field).collect();
        let (outcome, now) = self.save_and_look(id, &before, wanted, &fields).await;
        let cells = to_change.into_iter().filter_map(|cell| {
            let before = to_value(&before, cell.field);
            let after = to_value(now.as_ref()?, cell.field);
            // What is not shown cannot be given back.
            let is_told = !matches!(
                (&before, &after),
                (FieldValue::Unattributed(_), _) | (_, FieldValue::Unattributed(_))
            );
            (is_told && !before.is_same(&after)).then(|| Cell { before, after, ..cell.clone() })
        });
        let done = cells.collect();
        if outcome.is_done() {
            self.refresh_cti(id).await;
        }
        (outcome, done)
    }

    /// Sends it, and says what the server has then.
    async fn save_and_look(
        &self,
        id: &UserId,
        before: &CurrentCti,
        wanted: WantedCti,
        fields: &[Field],
    ) -> (Outcome<Field>, Option<CurrentCti>) {
        let written = match self.save_cti(id, before, wanted).await {
            Saved::Done(now) | Saved::ChangedTheirs(now, _) | Saved::NotKept(now) => {
                return (judge(wanted, &now, Ok(()), fields), Some(now));
            }
            Saved::Doubtful(now, refusal) => {
                let outcome = judge(wanted, &now, Err(refusal.clone()), fields);
                if !matches!(outcome, Outcome::Unknown(_)) {
                    return (outcome, Some(now));
                }
                Err(refusal)
            }
            Saved::Refused(refusal) => return (Outcome::Refused(refusal), None),
            Saved::PutBack(_, refusal) => return (Outcome::PutBack(refusal), None),
            Saved::Lost(refusal) => {
                let now = CurrentCti { profile: Some(None), ..*before };
                return (Outcome::Lost(refusal), Some(now));
            }
            Saved::Unread(unread) => return self.look_again(id, wanted, Ok(()), unread, fields).await,
            Saved::Unknown(refusal) => Err(refusal),
        };
        match written {
            Err(refusal) if refusal.kind == RefusalKind::NotSignedIn => (Outcome::Unknown(refusal), None),
            Err(refusal) => self.look_again(id, wanted, Err(refusal.clone()), refusal, fields).await,
            Ok(()) => (Outcome::NotTried, None),
        }
    }

    /// Where it is not known what became of a write, goes on reading for a while.
    async fn look_again(
        &self,
        id: &UserId,
        wanted: WantedCti,
        written: Result<(), Refusal>,
        why: Refusal,
        fields: &[Field],
    ) -> (Outcome<Field>, Option<CurrentCti>) {
        for wait in LOOK_FOR_ROW_AFTER_S {
            clock::sleep(Duration::from_secs(wait)).await;
            let Ok(now) = self.read_cti(id).await else { continue };
            let outcome = judge(wanted, &now, written.clone(), fields);
            if !matches!(outcome, Outcome::Unknown(_)) {
                return (outcome, Some(now));
            }
        }
        (Outcome::Unknown(why), None)
    }

    /// Where the list tells the CTI, it follows. Nothing is lost if this fails.
    async fn refresh_cti(&self, id: &UserId) {
        let dialect = self.dialect.get_untracked();
        let is_told = dialect.has(Field::CtiProfile) || dialect.has(Field::CtiEnabled);
        if is_told && let Ok(user) = self.read_user(id).await {
            self.put_in_list(&user);
        }
    }
}

/// What became of a write, by what was read afterwards.
fn judge(
    wanted: WantedCti,
    now: &CurrentCti,
    written: Result<(), Refusal>,
    fields: &[Field],
) -> Outcome<Field> {
    let answer = Answer::of(&written);
    let effects = compare_cti(&wanted, now);
    let is_stored = effects.iter().all(|(_, effect)| *effect == ValueOutcome::Stored);
    let is_different = effects.iter().any(|(_, effect)| *effect == ValueOutcome::NotStored);
    let is_not_kept = |field: &Field| effects.contains(&(*field, ValueOutcome::NotStored));
    match written {
        Ok(()) if is_stored => Outcome::Done,
        Ok(()) if !is_different => Outcome::NotShown,
        Ok(()) => Outcome::NotKept(fields.iter().copied().filter(is_not_kept).collect()),
        Err(_) if is_stored => Outcome::DoneAllTheSame,
        // The server may still be at work, or does not show what it has.
        Err(refusal) if answer == Answer::Missing || !is_different => Outcome::Unknown(refusal),
        Err(refusal) => Outcome::Refused(refusal),
    }
}
