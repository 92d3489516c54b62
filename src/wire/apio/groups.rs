//! The groups of a tenant, and the departments of a group
//! (tests/fixtures/apio/04-groups-list.http).

use super::json::{filled, is_on, rows, text};
use super::profile::Department;
use super::refusal::{About, check};
use super::{Api, GroupIds, query};
use crate::domain::Refusal;
use crate::wire::{Call, Method, Request, Response};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    pub id: String,
    /// May be empty.
    pub name: String,
}

impl Group {
    /// The name, or where there is none the id.
    pub fn shown(&self) -> &str {
        if self.name.is_empty() { &self.id } else { &self.name }
    }
}

/// `GET /tenants/{tenant}/groups/`, perhaps only those whose name contains a text.
pub struct ListGroups {
    pub api: Api,
    pub tenant: String,
    /// Empty: all.
    pub name_contains: String,
}

impl Call for ListGroups {
    type Answer = Vec<Group>;

    fn request(&self) -> Request {
        let mut path = self.api.path(&["tenants", &self.tenant, "groups"]);
        query(&mut path, "insensitiveGroupNameContains", &self.name_contains);
        Request::new(Method::Get, path)
    }

    fn answer(&self, response: &Response) -> Result<Vec<Group>, Refusal> {
        check(response, About::Any, &[])?;
        let mut groups = Vec::new();
        rows(response, "groups", &mut |row| {
            groups.push(Group { id: text(row, "groupId"), name: text(row, "groupName") });
        })?;
        Ok(groups)
    }
}

/// `GET .../groups/{group}/departments/`: what a profile may choose from.
pub struct ListDepartments {
    pub api: Api,
    pub group: GroupIds,
}

impl Call for ListDepartments {
    type Answer = Vec<Department>;

    fn request(&self) -> Request {
        Request::new(Method::Get, self.group.path(&self.api, &["departments"]))
    }

    fn answer(&self, response: &Response) -> Result<Vec<Department>, Refusal> {
        check(response, About::Any, &[])?;
        let mut departments = Vec::new();
        rows(response, "departments", &mut |row| {
            let Some(name) = filled(row, "departmentName") else { return };
            departments.push(Department {
                tenant: Some(self.group.tenant.clone()),
                // A department of the whole enterprise has no group; the
                // documentation writes that truth as a text.
                group: (!is_on(row, "enterpriseDepartment")).then(|| self.group.group.clone()),
                name,
                full_path: filled(row, "fullPathName"),
            });
        })?;
        Ok(departments)
    }
}
