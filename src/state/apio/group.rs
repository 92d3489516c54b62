//! What a group has: its people and its departments.

use super::Apio;
use crate::domain::Refusal;
use crate::wire::apio::groups::ListDepartments;
use crate::wire::apio::profile::Department;
use crate::wire::apio::users::{ListUsers, UserRow, distinct_users};
use crate::wire::apio::{Api, GroupIds};

impl Apio {
    /// Everybody of a group as its list tells, and how many it named twice, in the place of whom
    /// others may be missing.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn read_group(&self, group: &GroupIds) -> Result<(Vec<UserRow>, usize), Refusal> {
        let make = |api: &Api| ListUsers {
            api: api.clone(),
            group: group.clone(),
            filters: Vec::new(),
            limit: None,
        };
        Ok(distinct_users(self.ask(make).await?))
    }

    /// What a profile may choose from; nothing where the list may not be read.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn read_departments(&self, group: &GroupIds) -> Result<Vec<Department>, Refusal> {
        self.ask(|api| ListDepartments { api: api.clone(), group: group.clone() }).await
    }
}
