//! The plan for people of an APIO: what it is made of, and how it is made. A person is known by the
//! address of their page, for their id alone does not say in which group they are.

mod make_rows;
mod run_row;

use std::collections::{HashMap, HashSet};

use leptos::prelude::*;

use super::group::GroupPeople;
use super::new_pin::make_pin;
use super::{Apio, page_of, user_at};
use crate::domain::{Pin, Refusal};
use crate::form::{Field, FieldValue, Values};
use crate::plan::import::{ImportFile, Person};
use crate::plan::kept::read_rows;
use crate::plan::selection::{Selected, ValueChange};
use crate::plan::{Action, Cell, Row, write_file};
use crate::route::{Query, Route};
use crate::state::import::ImportSystem;
use crate::state::read_each::read_all;
use crate::state::system_plan::{Everybody, Plan, PlanSystem, RowMaker};
use crate::state::{Console, KeyedCache, System};
use crate::wire::apio::profile::{Department, Profile};
use crate::wire::apio::profile_form::{self, ProfileField};
use crate::wire::apio::rules::FoundRules;
use crate::wire::apio::users::UserRow;
use crate::wire::apio::{GroupIds, UserIds};

/// What a plan is made of.
#[derive(Clone)]
pub enum PlanSource {
    File(GroupFile),
    Selection(ProfileChanges),
}

/// A file that changes people of a group.
#[derive(Clone)]
pub struct GroupFile {
    pub group: GroupIds,
    pub file: ImportFile<ProfileField>,
}

/// People who were selected, and what is done with them.
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
    /// A new PIN for each of those who have not got one by this plan yet, by the addresses of their pages.
    NewPins {
        given: HashSet<String>,
    },
    /// What a run did before the page was loaded anew is taken back.
    TakeBack(Vec<Row<ProfileField>>),
}

impl ProfileAction {
    /// Is there all that it takes to make a plan?
    pub fn is_complete(&self) -> bool {
        match self {
            Self::Change { field, change } => field.is_some() && change.is_complete(),
            Self::Delete { .. } | Self::NewPins { .. } | Self::TakeBack(_) => true,
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
    /// Why that list could not be read.
    departments_unread: Option<Refusal>,
    /// The new PINs that are given, by the addresses of the pages. None where none can be made.
    new_pins: HashMap<String, Option<Pin>>,
    /// How lists show the department of somebody, by the address of their page.
    shown_departments: HashMap<String, String>,
    /// Where the plan is made of a file: everybody of its group, as the list tells.
    listed: Vec<Person<ProfileField>>,
    /// The list named so many twice, in the place of whom others may be missing, or had them in a
    /// form that could not be read.
    pub missing: usize,
}

/// Somebody by the address of their page, and their profile.
type Reading = ((String, UserIds), Result<Profile, Refusal>);

/// The plan of an APIO, and its run; there is one at a time.
pub type ApioPlan = Plan<Apio>;

impl PlanSystem for Apio {
    type Field = ProfileField;
    type Source = PlanSource;
    type Known = KnownProfiles;

    fn system(self) -> System {
        self.system
    }

    fn plans() -> KeyedCache<ApioPlan> {
        Console::get().apio_plans
    }

    fn must_hand_over(self) -> bool {
        ApioPlan::of(self).run.has_to_hand_over(ProfileField::NewPin)
    }

    async fn check_plan(self, is_current: impl Fn() -> bool + Copy + 'static) {
        let plan = ApioPlan::of(self);
        let mut known = KnownProfiles::default();
        plan.note_given_pins();
        let Some(source) = plan.source.get_untracked() else { return };
        let pages = match &source {
            PlanSource::Selection(ProfileChanges { users, .. }) => {
                users.iter().map(|user| user.id.clone()).collect()
            }
            PlanSource::File(GroupFile { group, file }) => match self.read_group(group).await {
                Ok(GroupPeople { users, doubled, unreadable }) => {
                    known.missing = doubled + unreadable;
                    known.list(&self.system.id(), group, users);
                    known.named_by(file)
                }
                Err(refusal) if is_current() => return plan.everybody.set(Everybody::Refused(refusal)),
                Err(_) => return,
            },
        };
        if !is_current() {
            return;
        }
        let with_ids = |page: String| user_at(&Route::parse(&page)).map(|ids| (page, ids));
        let pages: Vec<(String, UserIds)> = pages.into_iter().filter_map(with_ids).collect();
        let all = pages.len();
        let count = move |read| {
            if is_current() {
                plan.everybody.set(Everybody::Reading { read, all });
            }
        };
        count(0);
        let group = match &source {
            PlanSource::File(GroupFile { group, .. }) => Some(group.clone()),
            PlanSource::Selection(_) => common_group(pages.iter().map(|(_, ids)| ids.clone())),
        };
        if let Some(group) = group {
            match self.read_departments(&group).await {
                Ok(departments) => known.departments = departments,
                Err(refusal) => known.departments_unread = Some(refusal),
            }
        }
        let read = move |(_, ids): (String, UserIds)| async move { self.read_profile(&ids).await };
        let readings = read_all(pages, is_current, count, read).await;
        if !is_current() {
            return;
        }
        if let PlanSource::Selection(ProfileChanges { action: ProfileAction::NewPins { given }, .. }) =
            &source
        {
            known.new_pins = self.make_new_pins(&readings, given).await;
            if !is_current() {
                return;
            }
        }
        for ((page, ids), reading) in readings {
            known.add(page, &ids, reading);
        }
        plan.everybody.set(Everybody::Known(known));
        plan.make();
    }
}

impl RowMaker for Apio {
    fn make_rows(self, source: &PlanSource, known: &KnownProfiles) -> Vec<Row<ProfileField>> {
        known.make_rows(source)
    }
}

impl ImportSystem for Apio {
    fn file_of(source: &PlanSource) -> Option<&ImportFile<ProfileField>> {
        match source {
            PlanSource::File(GroupFile { file, .. }) => Some(file),
            PlanSource::Selection(_) => None,
        }
    }

    fn file_to_change(source: &mut PlanSource) -> Option<&mut ImportFile<ProfileField>> {
        match source {
            PlanSource::File(GroupFile { file, .. }) => Some(file),
            PlanSource::Selection(_) => None,
        }
    }

    /// The file may name others now, whose profiles were not read.
    fn must_read_more(self) -> bool {
        let plan = ApioPlan::of(self);
        plan.everybody.with_untracked(|everybody| match everybody {
            Everybody::Known(known) => {
                untrack(|| plan.with_file(|file| !known.has_read_all(file))) == Some(true)
            }
            _ => false,
        })
    }
}

impl ApioPlan {
    /// Asks something of the selection that the plan is made of, if it is. Reactive.
    pub fn with_selection<T>(&self, read: impl FnOnce(&ProfileChanges) -> T) -> Option<T> {
        self.source.with(|source| match source {
            Some(PlanSource::Selection(selection)) => Some(read(selection)),
            _ => None,
        })
    }

    /// What is done with the people of the selection, if the plan is made of one. Reactive.
    pub fn action(&self) -> Option<ProfileAction> {
        self.with_selection(|selection| selection.action.clone())
    }

    /// Changes what is done with the people of the selection.
    pub fn set_action(&self, action: ProfileAction) {
        self.source.update(|source| {
            if let Some(PlanSource::Selection(selection)) = source {
                selection.action = action;
            }
        });
    }

    /// The group of the file that the plan is made of, if it is. Reactive.
    pub fn group_of_file(&self) -> Option<GroupIds> {
        self.source.with(|source| match source {
            Some(PlanSource::File(GroupFile { group, .. })) => Some(group.clone()),
            _ => None,
        })
    }

    /// The group that all of its people are in, if they are of one. Reactive.
    pub fn group(&self) -> Option<GroupIds> {
        let selected = self.with_selection(|selection| {
            let ids = |user: &Selected| user_at(&Route::parse(&user.id));
            common_group(selection.users.iter().filter_map(ids))
        });
        selected.flatten().or_else(|| self.group_of_file())
    }

    /// Whoever has a new PIN by this plan keeps it when it is checked again.
    fn note_given_pins(&self) {
        let Some(ProfileAction::NewPins { mut given }) = untrack(|| self.action()) else { return };
        self.run.with(|items| {
            let is_pin = |cell: &Cell<ProfileField>| cell.field == ProfileField::NewPin;
            let done = items.iter().filter_map(|item| item.done.as_ref());
            let done = done.filter(|row| row.cells.iter().any(is_pin));
            given.extend(done.filter_map(|row| row.id().map(str::to_owned)));
        });
        self.set_action(ProfileAction::NewPins { given });
    }

    /// Does something still have to be chosen before there is a plan? Reactive.
    pub fn is_incomplete(&self) -> bool {
        !self.is_inverse() && self.action().is_some_and(|action| !action.is_complete())
    }

    /// Do the phones of those go as well whom the plan deletes? `None` where it deletes nobody.
    fn deletes_devices(&self) -> Option<bool> {
        match untrack(|| self.action())? {
            ProfileAction::Delete { with_devices } => Some(with_devices),
            _ => None,
        }
    }
}

impl Apio {
    /// Puts the plan that takes back what an earlier run did in the place of this one, from what was
    /// kept of that run.
    pub fn reopen_inverse(self, kept: &str) {
        let rows = read_rows::<ProfileField>(kept);
        let user = |row: &Row<ProfileField>| {
            row.id().map(|id| Selected { id: id.to_owned(), name: row.name.clone() })
        };
        let users: Vec<Selected> = rows.iter().filter_map(user).collect();
        let ids = users.first().and_then(|user| user_at(&Route::parse(&user.id)));
        let Some(UserIds { tenant, group, .. }) = ids else { return };
        let list = (Route::GroupUsers { system: self.system.id(), tenant, group }, Query::default());
        let action = ProfileAction::TakeBack(rows.clone());
        let source = PlanSource::Selection(ProfileChanges { users, action, list });
        ApioPlan::of(self).reopen(source, KnownProfiles::default(), rows);
    }
}

impl Apio {
    /// Makes a PIN for each of these people by the rules of their group, but for those who have one.
    async fn make_new_pins(
        self,
        readings: &[Reading],
        given: &HashSet<String>,
    ) -> HashMap<String, Option<Pin>> {
        let mut rules: HashMap<GroupIds, Option<FoundRules>> = HashMap::new();
        let mut pins = HashMap::new();
        for ((page, ids), reading) in readings {
            let Some(profile) = reading.as_ref().ok().filter(|_| !given.contains(page)) else { continue };
            let group = ids.group_ids();
            if !rules.contains_key(&group) {
                rules.insert(group.clone(), self.read_passcode_rules(&group).await);
            }
            let rules = rules.get(&group).and_then(Option::as_ref);
            pins.insert(page.clone(), make_pin(rules, &profile.own_numbers()));
        }
        pins
    }
}

impl KnownProfiles {
    /// How lists show a department, where another one has its name.
    pub fn path_of_double(&self, department: &Department) -> Option<&str> {
        let mut doubles = self.departments.iter().filter(|other| other.name == department.name);
        let own = doubles.clone().find(|other| other.is_same(department));
        doubles.nth(1).and(own).map(Department::display_name)
    }

    /// Writes changes to people of one group as a file that the import of that group reads: each by
    /// their id, and a department as lists show it.
    pub fn write_group_file(&self, rows: &[Row<ProfileField>]) -> String {
        let as_written = |cell: &Cell<ProfileField>| {
            let mut cell = cell.clone();
            if let Some(department) = cell.after.as_choice().and_then(Department::from_key) {
                let listed = self.departments.iter().find(|listed| listed.is_same(&department));
                cell.after = FieldValue::text(listed.unwrap_or(&department).display_name());
            }
            cell
        };
        let by_user_id = |row: &Row<ProfileField>| {
            let UserIds { user, .. } = user_at(&Route::parse(row.id()?))?;
            let cells = row.cells.iter().map(as_written).collect();
            Some(Row { action: Action::Change { id: user }, cells, ..row.clone() })
        };
        write_file(&rows.iter().filter_map(by_user_id).collect::<Vec<_>>())
    }

    /// Takes in what the list of a group tells.
    fn list(&mut self, system: &str, group: &GroupIds, users: Vec<UserRow>) {
        for user in users {
            let page = user.ids(Some(group)).and_then(|ids| page_of(system, ids));
            // Whom no address can carry is told so by the plan.
            let id = page.map_or_else(|| user.id.clone(), |page| page.path());
            let name = user.display_name();
            self.shown_departments.insert(id.clone(), user.department);
            let values = Values::new()
                .with(ProfileField::UserId, FieldValue::text(user.id))
                .with(ProfileField::Extension, FieldValue::text(user.extension))
                .with(ProfileField::PhoneNumber, FieldValue::text(user.phone_number))
                .with(ProfileField::EmailAddress, FieldValue::text(user.email_address));
            self.listed.push(Person { id, name, values });
        }
    }

    fn add(&mut self, page: String, ids: &UserIds, reading: Result<Profile, Refusal>) {
        match reading {
            Ok(profile) => {
                if profile.sync.is_some() {
                    self.synced.insert(page.clone());
                }
                let department = profile.department.as_ref();
                // A profile may tell less of it than the list.
                let is_listed = |listed: &String| {
                    department.is_some_and(|own| own.full_path.is_none() && listed.contains(&own.name))
                };
                if !self.shown_departments.get(&page).is_some_and(is_listed) {
                    let shown = department.map(Department::display_name).unwrap_or_default();
                    self.shown_departments.insert(page.clone(), shown.to_owned());
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

/// May the field be changed for many? A device or a password is one person's, and the id nobody changes.
pub fn is_changeable(field: ProfileField) -> bool {
    let is_of_endpoint =
        matches!(field, ProfileField::EndpointType | ProfileField::EndpointName | ProfileField::LinePort);
    !field.is_secret() && !is_of_endpoint && field != ProfileField::UserId
}

/// The group that all of them are in.
fn common_group(users: impl IntoIterator<Item = UserIds>) -> Option<GroupIds> {
    let mut groups = users.into_iter().map(|UserIds { tenant, group, .. }| GroupIds { tenant, group });
    let first = groups.next()?;
    groups.all(|group| group == first).then_some(first)
}
