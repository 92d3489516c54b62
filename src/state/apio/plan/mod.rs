//! The plan for people of an APIO: what it is made of, and how it is made. A person is known by the
//! address of their page, for their id alone does not say in which group they are.

mod run_row;

use std::collections::{HashMap, HashSet};

use leptos::prelude::*;

use super::{Apio, user_at};
use crate::domain::{Problem, Refusal, RefusalKind};
use crate::form::{Field, FieldValue};
use crate::plan::import::{CellRules, Person};
use crate::plan::kept::read_rows;
use crate::plan::selection::{Selected, ValueChange, change_field, delete_people};
use crate::plan::{Action, Cell, CellProblem, Obstacle, Row, Verdict};
use crate::route::{Query, Route};
use crate::state::read_each::read_all;
use crate::state::system_plan::{Beginning, Everybody, Plan, PlanSystem};
use crate::state::{Console, KeyedCache, System};
use crate::wire::apio::profile::{Department, Profile};
use crate::wire::apio::profile_form::{self, ProfileField};
use crate::wire::apio::{GroupIds, UserIds};

/// What a plan is made of.
#[derive(Clone)]
pub struct ProfileChanges {
    /// Whom it is about, by the addresses of their pages.
    pub users: Vec<Selected>,
    pub action: ProfileAction,
    /// The list in which they were selected, and how it was searched and sorted.
    pub list: (Route, Query),
}

/// What is done with the people.
#[derive(Clone, PartialEq)]
pub enum ProfileAction {
    /// Without a field, none was chosen yet.
    Change {
        field: Option<ProfileField>,
        change: ValueChange,
    },
    Delete {
        with_devices: bool,
    },
    /// What a run did before the page was loaded anew is taken back.
    TakeBack(Vec<Row<ProfileField>>),
}

impl ProfileAction {
    /// Is there all that it takes to make a plan?
    pub fn is_complete(&self) -> bool {
        match self {
            Self::Change { field, change } => field.is_some() && change.is_complete(),
            Self::Delete { .. } | Self::TakeBack(_) => true,
        }
    }
}

/// What was read to make the plan.
#[derive(Clone, Default)]
pub struct KnownProfiles {
    people: Vec<Person<ProfileField>>,
    /// Why somebody's profile could not be read, by the address of their page.
    unread: HashMap<String, Refusal>,
    /// The addresses of those who come from a directory.
    synced: HashSet<String>,
    /// What all of them may choose from: there are none where they are of several groups, or the list
    /// may not be read.
    pub departments: Vec<Department>,
}

/// The plan of an APIO, and its run; there is one at a time.
pub type ApioPlan = Plan<Apio>;

impl PlanSystem for Apio {
    type Field = ProfileField;
    type Source = ProfileChanges;
    type Known = KnownProfiles;

    fn system(self) -> System {
        self.system
    }

    fn plans() -> KeyedCache<ApioPlan> {
        Console::get().apio_plans
    }

    async fn check_plan(self) {
        let plan = ApioPlan::of(self);
        let is_current = plan.begin_reading();
        let users = plan.source.with_untracked(|source| source.as_ref().map(|source| source.users.clone()));
        let pages: Vec<(String, UserIds)> = users
            .iter()
            .flatten()
            .filter_map(|user| Some((user.id.clone(), user_at(&Route::parse(&user.id))?)))
            .collect();
        let all = pages.len();
        let count = move |read| {
            if is_current() {
                plan.everybody.set(Everybody::Reading { read, all });
            }
        };
        count(0);
        let departments = match common_group(&pages) {
            Some(group) => self.read_departments(&group).await.unwrap_or_default(),
            None => Vec::new(),
        };
        let read = move |(_, ids): (String, UserIds)| async move { self.read_profile(&ids).await };
        let readings = read_all(pages, is_current, count, read).await;
        if !is_current() {
            return;
        }
        let mut known = KnownProfiles { departments, ..KnownProfiles::default() };
        for ((page, ids), reading) in readings {
            known.add(page, &ids, reading);
        }
        plan.everybody.set(Everybody::Known(known));
        self.make_plan();
    }
}

impl ApioPlan {
    /// What is done, if there is a plan. Reactive.
    pub fn action(&self) -> Option<ProfileAction> {
        self.source.with(|source| source.as_ref().map(|source| source.action.clone()))
    }

    /// Does something still have to be chosen before there is a plan? Reactive.
    pub fn is_incomplete(&self) -> bool {
        !self.is_inverse.get() && self.action().is_some_and(|action| !action.is_complete())
    }

    /// Do the phones of those go as well whom the plan deletes? `None` where it deletes nobody.
    fn deletes_devices(&self) -> Option<bool> {
        self.source.with_untracked(|source| match source.as_ref()?.action {
            ProfileAction::Delete { with_devices } => Some(with_devices),
            _ => None,
        })
    }
}

impl Apio {
    /// Changes what is done with the people of the plan; its rows follow by [`Self::make_plan`].
    pub fn set_plan_action(self, action: ProfileAction) {
        ApioPlan::of(self).source.update(|source| {
            if let Some(source) = source {
                source.action = action;
            }
        });
    }

    /// Makes the plan anew, of people who are known.
    pub fn make_plan(self) {
        let plan = ApioPlan::of(self);
        let rows = plan.source.with_untracked(|source| {
            plan.everybody.with_untracked(|everybody| match (source, everybody) {
                (Some(source), Everybody::Known(known)) => make_rows(source, known),
                _ => Vec::new(),
            })
        });
        plan.set_rows(rows);
    }

    /// The same as soon as nobody types any more.
    pub fn make_plan_soon(self) {
        ApioPlan::of(self).make_rows_soon(move || self.make_plan());
    }

    /// Puts the plan that takes back what an earlier run did in the place of this one, from what was
    /// kept of that run.
    pub fn reopen_inverse(self, kept: &str) {
        let rows = read_rows::<ProfileField>(kept);
        let plan = ApioPlan::of(self);
        let user = |row: &Row<ProfileField>| {
            row.id().map(|id| Selected { id: id.to_owned(), name: row.name.clone() })
        };
        let users: Vec<Selected> = rows.iter().filter_map(user).collect();
        let ids = users.first().and_then(|user| user_at(&Route::parse(&user.id)));
        let Some(UserIds { tenant, group, .. }) = ids else { return };
        let list = (Route::GroupUsers { system: self.system.id(), tenant, group }, Query::default());
        let action = ProfileAction::TakeBack(rows.clone());
        if plan.begin(ProfileChanges { users, action, list }) != Beginning::Begun {
            return;
        }
        // The rows are checked against what there is when they are run.
        plan.everybody.set(Everybody::Known(KnownProfiles::default()));
        plan.set_rows(rows);
        plan.is_inverse.set(true);
    }
}

impl KnownProfiles {
    fn add(&mut self, page: String, ids: &UserIds, reading: Result<Profile, Refusal>) {
        match reading {
            Ok(profile) => {
                if profile.sync.is_some() {
                    self.synced.insert(page.clone());
                }
                let (name, values) = (profile.full_name(&ids.user), profile_form::values(&profile));
                self.people.push(Person { id: page, name, values });
            }
            Err(refusal) => {
                self.unread.insert(page, refusal);
            }
        }
    }
}

/// What the values of a profile may be.
struct ProfileRules;

impl CellRules<ProfileField> for ProfileRules {
    fn writes(&self, field: ProfileField, _is_new: bool) -> bool {
        is_changeable(field)
    }

    fn requires(&self, _field: ProfileField) -> bool {
        false
    }

    fn name_fields(&self) -> &[ProfileField] {
        &[ProfileField::FirstName, ProfileField::LastName]
    }

    fn read(&self, field: ProfileField, text: Option<&str>) -> Result<FieldValue, Problem> {
        let text = text.unwrap_or_default().trim();
        let value = match field {
            ProfileField::Department => {
                FieldValue::Choice(Some(text.to_owned()).filter(|key| !key.is_empty()))
            }
            _ => FieldValue::text(text),
        };
        match profile_form::problems(field, &value).into_iter().next() {
            Some(problem) => Err(problem),
            None => Ok(value),
        }
    }
}

/// May the field be changed for many? A device or a password is one person's.
pub fn is_changeable(field: ProfileField) -> bool {
    let is_of_endpoint =
        matches!(field, ProfileField::EndpointType | ProfileField::EndpointName | ProfileField::LinePort);
    !field.is_secret() && !is_of_endpoint
}

fn make_rows(source: &ProfileChanges, known: &KnownProfiles) -> Vec<Row<ProfileField>> {
    let ProfileChanges { users, action, .. } = source;
    let mut rows = match action {
        ProfileAction::Change { field: Some(field), change } if change.is_complete() => {
            change_field(users, &known.people, *field, change, &ProfileRules)
        }
        ProfileAction::Change { .. } => return Vec::new(),
        ProfileAction::Delete { .. } => delete_people(users, &known.people),
        ProfileAction::TakeBack(rows) => from_present(rows, known),
    };
    for (row, user) in rows.iter_mut().zip(users) {
        judge_row(row, &user.id, action, known);
    }
    rows
}

/// The same rows, from the values that there are now.
fn from_present(rows: &[Row<ProfileField>], known: &KnownProfiles) -> Vec<Row<ProfileField>> {
    let by_page: HashMap<&str, &Person<ProfileField>> =
        known.people.iter().map(|person| (person.id.as_str(), person)).collect();
    let mut rows = rows.to_vec();
    for row in &mut rows {
        match row.id().and_then(|page| by_page.get(page)) {
            Some(person) => {
                for cell in &mut row.cells {
                    cell.before = person.values.get(cell.field).clone();
                }
            }
            None => row.action = Action::Nothing(Obstacle::NotThere),
        }
    }
    rows
}

/// What is in the way of a row that was made without regard to whom a directory owns and whose
/// profile could not be read.
fn judge_row(row: &mut Row<ProfileField>, page: &str, action: &ProfileAction, known: &KnownProfiles) {
    if user_at(&Route::parse(page)).is_none() {
        row.action = Action::Nothing(Obstacle::NoAddress);
        return;
    }
    if let Some(refusal) = known.unread.get(page) {
        match refusal.kind {
            RefusalKind::NotFound => {}
            RefusalKind::NotAllowed => row.action = Action::Nothing(Obstacle::NotAllowed),
            _ => {
                let field = match action {
                    ProfileAction::Change { field: Some(field), .. } => *field,
                    _ => ProfileField::LastName,
                };
                let problem = Some(CellProblem::Unread(refusal.clone()));
                let (before, after) = (FieldValue::Absent, FieldValue::Absent);
                row.action = Action::Change { id: page.to_owned() };
                row.cells = vec![Cell { field, before, after, problem }];
            }
        }
        return;
    }
    for cell in &mut row.cells {
        if cell.field == ProfileField::Department && is_same_department(&cell.before, &cell.after) {
            cell.after = cell.before.clone();
        }
    }
    if known.synced.contains(page) {
        if matches!(action, ProfileAction::Delete { .. }) {
            row.action = Action::Nothing(Obstacle::OwnedByDirectory);
        }
        let owned = row.cells.iter_mut().filter(|cell| cell.field.is_synced());
        for cell in owned.filter(|cell| cell.verdict() == Verdict::WillChange) {
            cell.problem = Some(CellProblem::Hindered(Obstacle::OwnedByDirectory));
        }
    }
}

/// The ids that stand for a department differ from answer to answer.
fn is_same_department(one: &FieldValue, other: &FieldValue) -> bool {
    let department = |value: &FieldValue| value.as_choice().and_then(Department::from_key);
    department(one).zip(department(other)).is_some_and(|(one, other)| one.is_same(&other))
}

/// The group that all of them are in.
fn common_group(pages: &[(String, UserIds)]) -> Option<GroupIds> {
    let group_of = |ids: &UserIds| GroupIds { tenant: ids.tenant.clone(), group: ids.group.clone() };
    let first = group_of(&pages.first()?.1);
    pages.iter().all(|(_, ids)| group_of(ids) == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const PAGE: &str = "/apio/tenants/t/groups/g/users/";

    fn profile(json: serde_json::Value) -> Profile {
        serde_json::from_value(json).expect("a profile")
    }

    fn ids(user: &str) -> UserIds {
        UserIds { tenant: "t".into(), group: "g".into(), user: user.into() }
    }

    fn known(readings: Vec<(&str, Result<Profile, Refusal>)>) -> KnownProfiles {
        let mut known = KnownProfiles::default();
        for (user, reading) in readings {
            known.add([PAGE, user].concat(), &ids(user), reading);
        }
        known
    }

    fn rows(action: ProfileAction, known: &KnownProfiles, users: &[&str]) -> Vec<Row<ProfileField>> {
        let selected = |user: &&str| Selected { id: [PAGE, user].concat(), name: (*user).to_owned() };
        let users = users.iter().map(selected).collect();
        let list = (Route::Tenants { system: "apio".into() }, Query::default());
        make_rows(&ProfileChanges { users, action, list }, known)
    }

    fn set(field: ProfileField, text: &str) -> ProfileAction {
        ProfileAction::Change { field: Some(field), change: ValueChange::Set(text.to_owned()) }
    }

    #[test]
    fn whoever_could_not_be_read_is_told_why() {
        let refused = |kind| Err(Refusal::new(kind));
        let known = known(vec![
            ("ada", Ok(profile(json!({ "firstName": "Ada", "timeZone": "Europe/Malta" })))),
            ("gone", refused(RefusalKind::NotFound)),
            ("barred", refused(RefusalKind::NotAllowed)),
            ("broken", refused(RefusalKind::NotUnderstood)),
        ]);
        let users = ["ada", "gone", "barred", "broken", "never-read"];
        let rows = rows(set(ProfileField::TimeZone, "Europe/Malta"), &known, &users);
        let verdicts: Vec<_> = rows.iter().map(Row::verdict).collect();
        use crate::plan::RowVerdict::{AlreadySo, Refused};
        assert_eq!(verdicts, [AlreadySo, Refused, Refused, Refused, Refused]);
        assert_eq!(rows[1].action, Action::Nothing(Obstacle::NotThere));
        assert_eq!(rows[2].action, Action::Nothing(Obstacle::NotAllowed));
        assert!(matches!(rows[3].cells[0].problem, Some(CellProblem::Unread(_))));
    }

    #[test]
    fn what_a_directory_owns_is_not_written() {
        let owned = json!({ "lastName": "Quill", "sync": { "ldap": "d", "ou": "o", "dn": "n" } });
        let known = known(vec![("ada", Ok(profile(owned)))]);
        let owned = rows(set(ProfileField::LastName, "Other"), &known, &["ada"]);
        assert_eq!(owned[0].cells[0].problem, Some(CellProblem::Hindered(Obstacle::OwnedByDirectory)));
        let same = rows(set(ProfileField::LastName, "Quill"), &known, &["ada"]);
        assert_eq!(same[0].cells[0].problem, None);
        assert!(rows(set(ProfileField::TimeZone, "Europe/Malta"), &known, &["ada"])[0].is_to_do());
        let deleted = rows(ProfileAction::Delete { with_devices: true }, &known, &["ada"]);
        assert_eq!(deleted[0].action, Action::Nothing(Obstacle::OwnedByDirectory));
    }

    #[test]
    fn a_department_is_the_same_whichever_group_the_answer_names() {
        let own =
            json!({ "department": { "tenantId": "other", "groupId": "also", "departmentName": "Pilots" } });
        let known = known(vec![("ada", Ok(profile(own)))]);
        let listed = Department { group: Some("g".into()), name: "Pilots".into(), ..Department::default() };
        let rows = rows(set(ProfileField::Department, &listed.key()), &known, &["ada"]);
        assert_eq!(rows[0].verdict(), crate::plan::RowVerdict::AlreadySo);
    }

    #[test]
    fn whom_no_address_can_carry_is_left_alone() {
        let list = (Route::Tenants { system: "apio".into() }, Query::default());
        let users = vec![Selected { id: "..".into(), name: "Dots".into() }];
        let action = ProfileAction::Delete { with_devices: false };
        let rows = make_rows(&ProfileChanges { users, action, list }, &KnownProfiles::default());
        assert_eq!(rows[0].action, Action::Nothing(Obstacle::NoAddress));
    }
}
