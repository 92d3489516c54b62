//! What a group has: its people and its departments.

use super::Apio;
use crate::domain::Refusal;
use crate::wire::apio::groups::ListDepartments;
use crate::wire::apio::profile::Department;
use crate::wire::apio::users::{ListUsers, UserRow, distinct_users};
use crate::wire::apio::{Api, GroupIds};
use crate::wire::read_list::ReadList;

/// The people of a group.
pub struct GroupPeople {
    pub users: Vec<UserRow>,
    /// How many the list named twice, in the place of whom others may be missing.
    pub doubled: usize,
    /// How many could not be read.
    pub unreadable: usize,
}

impl Apio {
    /// Everybody of a group as its list tells.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn read_group(&self, group: &GroupIds) -> Result<GroupPeople, Refusal> {
        let make = |api: &Api| ListUsers {
            api: api.clone(),
            group: group.clone(),
            filters: Vec::new(),
            limit: None,
        };
        let ReadList { items, unreadable } = self.ask(make).await?;
        let (users, doubled) = distinct_users(items);
        Ok(GroupPeople { users, doubled, unreadable })
    }

    /// What a profile may choose from; nothing where the list may not be read.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn read_departments(&self, group: &GroupIds) -> Result<Vec<Department>, Refusal> {
        self.ask(|api| ListDepartments { api: api.clone(), group: group.clone() }).await
    }
}
