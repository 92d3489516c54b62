//! The plan for the people of a XiVO: what it is made of, and everybody as they are now.

pub mod attached;
pub mod cti;
pub mod make_rows;
mod read_everybody;
mod read_people;
mod row_requests;
mod run_row;

use std::collections::HashSet;

use leptos::prelude::*;

use self::attached::{AllAttached, AttachedFate, listed};
use self::cti::{AllCredentials, Ctis, is_cti};
use super::server::{Profiles, Xivo};
use crate::plan::import::{ImportFile, Person};
use crate::plan::names::read_names;
use crate::plan::selection::{Selected, ValueChange};
use crate::plan::{Action, Row, mark_taken};
use crate::state::import::ImportSystem;
use crate::state::system_plan::{self, Plan, PlanSystem, RowMaker};
use crate::state::{Console, KeyedCache, System, until};
use crate::wire::xivo::attachments::Attachment;
use crate::wire::xivo::cti_plan::CtiAction;
use crate::wire::xivo::users::DeletedWith;
use crate::wire::xivo::{CtiResource, Field, UserId};

/// Everybody on a XiVO, as a plan needs them.
pub type Everybody = system_plan::Everybody<Known>;

/// Everybody, as they were read.
#[derive(Clone, Default)]
pub struct Known {
    pub people: Vec<Person<Field>>,
    /// So many are there by the server's count, and did not come.
    pub missing: usize,
    /// Of those whose CTI the plan is about.
    ctis: Ctis,
    credentials: AllCredentials,
    /// Of those who are to be deleted.
    attached: AllAttached,
}

impl Known {
    /// What the list tells to be attached to somebody.
    fn listed_of(&self, id: &str) -> Vec<Attachment> {
        self.people.iter().find(|person| person.id == id).map(listed).unwrap_or_default()
    }
}

/// What a plan is made of.
#[derive(Clone)]
pub enum PlanSource {
    File(ImportFile<Field>),
    Selection(Selection),
    NewUsers(NewUsers),
}

/// People to be created like somebody who is there.
#[derive(Clone)]
pub struct NewUsers {
    /// The id of whom they are like, and the name.
    pub like: Selected,
    /// The list of names, as somebody typed or pasted it.
    pub text: String,
}

/// People who were selected, in the order of the list, and what is to be done with them.
#[derive(Clone)]
pub struct Selection {
    pub users: Vec<Selected>,
    pub action: SelectionAction,
}

/// What is done with the people of a selection.
#[derive(Clone, PartialEq)]
pub enum SelectionAction {
    /// Without a field, none was chosen yet.
    Change {
        field: Option<Field>,
        change: ValueChange,
    },
    /// Without an action, no profile was chosen yet.
    Cti(Option<CtiAction>),
    /// Makes a username and a password for those who have none.
    MakeCredentials,
    Delete(DeletedWith),
}

impl SelectionAction {
    /// Is there all that it takes to make a plan?
    pub fn is_complete(&self) -> bool {
        match self {
            Self::Change { field, change } => field.is_some() && change.is_complete(),
            Self::Cti(action) => action.is_some(),
            Self::MakeCredentials | Self::Delete(_) => true,
        }
    }
}

/// The plan of a XiVO, and its run; there is one at a time.
pub type XivoPlan = Plan<Xivo>;

impl PlanSystem for Xivo {
    type Field = Field;
    type Source = PlanSource;
    type Known = Known;

    fn system(self) -> System {
        self.system
    }

    fn plans() -> KeyedCache<XivoPlan> {
        Console::get().plans
    }

    async fn check_plan(self, is_current: impl Fn() -> bool + Copy + 'static) {
        let plan = XivoPlan::of(self);
        let everybody = plan.everybody;
        let read = self.read_everybody().await;
        if !is_current() {
            return;
        }
        let mut known = match read {
            Ok(read) => read,
            Err(refusal) => return everybody.set(Everybody::Refused(refusal)),
        };
        if untrack(|| plan.with_file(has_cti)) == Some(true) {
            self.prepare_cti(&known).await;
            if !is_current() {
                return;
            }
        }
        let counting = |all| {
            move |read| {
                if is_current() {
                    everybody.set(Everybody::Reading { read, all });
                }
            }
        };
        let ids = untrack(|| self.find_people_with_cti(&known));
        if !ids.is_empty() {
            let count = counting(ids.len());
            known.ctis = self.read_ctis(&known.people, ids, is_current, count).await;
            if !is_current() {
                return;
            }
            cti::set_values(&mut known.people, &known.ctis);
        }
        if let Some((SelectionAction::Delete(_), ids)) = untrack(|| plan.with_selection(selected_ids))
            && self.dialect.with_untracked(|dialect| dialect.deletes_recursively())
        {
            let count = counting(ids.len());
            known.attached = self.read_all_attached(ids, is_current, count).await;
            if !is_current() {
                return;
            }
        }
        everybody.set(Everybody::Known(known));
        plan.make();
    }

    fn remember_people(self) {
        self.plan_tenant.set_value(self.tenant.get_untracked());
    }

    fn return_to_people(self) {
        self.choose_tenant(self.plan_tenant.get_value());
    }

    /// The passwords of a file are somebody's already.
    fn must_hand_over(self) -> bool {
        let plan = XivoPlan::of(self);
        plan.action() == Some(SelectionAction::MakeCredentials) && plan.run.has_to_hand_over(Field::Password)
    }
}

impl RowMaker for Xivo {
    fn make_rows(self, source: &PlanSource, known: &Known) -> Vec<Row<Field>> {
        let mut rows = self.make_rows_of(source, known);
        for field in [Field::Username, Field::Email] {
            mark_taken(&mut rows, &known.people, field);
        }
        rows
    }
}

impl XivoPlan {
    /// Asks something of the selection that the plan is made of, if it is. Reactive.
    pub fn with_selection<T>(&self, read: impl FnOnce(&Selection) -> T) -> Option<T> {
        self.source.with(|source| match source {
            Some(PlanSource::Selection(selection)) => Some(read(selection)),
            _ => None,
        })
    }

    /// Whom the people to be created are like, and how many they are, if the plan is of such. Reactive.
    pub fn new_users(&self) -> Option<(String, usize)> {
        self.source.with(|source| match source {
            Some(PlanSource::NewUsers(new)) => Some((new.like.name.clone(), read_names(&new.text).len())),
            _ => None,
        })
    }

    /// The list of their names, as it was typed.
    pub fn typed_names(&self) -> Option<String> {
        self.source.with_untracked(|source| match source {
            Some(PlanSource::NewUsers(new)) => Some(new.text.clone()),
            _ => None,
        })
    }

    /// Puts another list of names in its place.
    pub fn set_names(&self, text: String) {
        self.source.update(|source| {
            if let Some(PlanSource::NewUsers(new)) = source {
                new.text = text;
            }
        });
    }

    /// What is done with the people of the selection, if the plan is made of one. Reactive.
    pub fn action(&self) -> Option<SelectionAction> {
        self.with_selection(|selection| selection.action.clone())
    }

    /// Changes what is done with the people of the selection.
    pub fn set_action(&self, action: SelectionAction) {
        self.source.update(|source| {
            if let Some(PlanSource::Selection(selection)) = source {
                selection.action = action;
            }
        });
    }

    /// Does something still have to be chosen before there is a plan? Reactive.
    pub fn is_incomplete(&self) -> bool {
        !self.is_inverse()
            && self.with_selection(|selection| !selection.action.is_complete()).unwrap_or_default()
    }

    /// What goes with those whom the plan deletes. Somebody who was only just created has nothing.
    fn deleted_with(&self) -> DeletedWith {
        match untrack(|| self.action()) {
            Some(SelectionAction::Delete(with)) if !untrack(|| self.is_inverse()) => with,
            _ => DeletedWith::Nothing,
        }
    }
}

impl ImportSystem for Xivo {
    fn file_of(source: &PlanSource) -> Option<&ImportFile<Field>> {
        match source {
            PlanSource::File(file) => Some(file),
            _ => None,
        }
    }

    fn file_to_change(source: &mut PlanSource) -> Option<&mut ImportFile<Field>> {
        match source {
            PlanSource::File(file) => Some(file),
            _ => None,
        }
    }

    /// The CTI of others may have to be read.
    fn must_read_more(self) -> bool {
        XivoPlan::of(self).everybody.with_untracked(|everybody| match everybody {
            Everybody::Known(known) => {
                let ids = untrack(|| self.find_people_with_cti(known));
                ids.iter().any(|id| !known.ctis.contains_key(id))
            }
            _ => false,
        })
    }
}

impl Xivo {
    /// The ids of those whose CTI the plan is about. Reactive.
    fn find_people_with_cti(&self, known: &Known) -> Vec<String> {
        XivoPlan::of(*self).source.with(|source| match source {
            Some(PlanSource::Selection(Selection { users, action: SelectionAction::Cti(_) })) => {
                let there: HashSet<&str> = known.people.iter().map(|person| person.id.as_str()).collect();
                let ids = users.iter().map(|user| &user.id);
                ids.filter(|id| there.contains(id.as_str())).cloned().collect()
            }
            Some(PlanSource::File(file)) if has_cti(file) => {
                let is_about = |row: &&Row<Field>| {
                    matches!(row.action, Action::Change { .. })
                        && row.cells.iter().any(cti::is_open)
                        && row.id().is_some_and(|id| UserId::new(id).can_travel())
                };
                let rows = self.make_rows_of_file(file, known);
                rows.iter().filter(is_about).filter_map(|row| row.id().map(str::to_owned)).collect()
            }
            _ => Vec::new(),
        })
    }

    /// Finds out where the CTI is kept, and what the profiles are called.
    async fn prepare_cti(&self, known: &Known) {
        if let (CtiResource::Unknown, Some(person)) =
            (self.dialect.get_untracked().cti(), known.people.first())
        {
            // What it is does not matter: how the server answers does.
            let _ = self.read_cti(&UserId::new(person.id.as_str())).await;
        }
        if self.dialect.get_untracked().lists_cti_profiles() {
            self.read_profiles().await;
            // Somebody else may be reading them.
            let is_asking = |profiles: &Profiles| matches!(profiles, Profiles::Asking);
            until(|| !self.profiles.with_untracked(is_asking)).await;
        }
    }

    /// What may be attached to somebody, before they are deleted, and whether that could not be read.
    async fn find_attached(&self, id: &UserId) -> (Vec<Attachment>, bool) {
        if self.dialect.with_untracked(|dialect| dialect.deletes_recursively()) {
            return self.possible_attachments(id).await;
        }
        let listed = XivoPlan::of(*self).everybody.with_untracked(|everybody| match everybody {
            Everybody::Known(known) => known.listed_of(id.as_str()),
            _ => Vec::new(),
        });
        (listed, false)
    }

    /// What becomes of what is attached to somebody whom the plan deletes, by what was read for it.
    pub fn attached_fate(&self, id: &str) -> AttachedFate {
        let plan = XivoPlan::of(*self);
        let (attached, is_unread) = plan.everybody.with_untracked(|everybody| match everybody {
            Everybody::Known(known) => match known.attached.get(id) {
                Some(Ok(attached)) => (attached.possible(), false),
                Some(Err(_)) => (Vec::new(), true),
                None => (known.listed_of(id), false),
            },
            _ => (Vec::new(), false),
        });
        let fate = AttachedFate::of(attached, plan.deleted_with(), &self.dialect.get_untracked());
        AttachedFate { is_unread, ..fate }
    }
}

/// Has the file a column of the CTI?
fn has_cti(file: &ImportFile<Field>) -> bool {
    file.columns.fields.iter().flatten().any(|field| is_cti(*field))
}

fn selected_ids(selection: &Selection) -> (SelectionAction, Vec<String>) {
    (selection.action.clone(), selection.users.iter().map(|user| user.id.clone()).collect())
}
