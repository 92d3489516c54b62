//! The groups of a tenant, and the departments of a group
//! (tests/fixtures/apio/04-groups-list.http).

use serde::Deserialize;

use super::json::{Flag, List, Text};
use super::profile::Department;
use super::refusal::{About, check};
use super::users::read_list;
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

#[derive(Deserialize)]
struct Sent {
    #[serde(default)]
    groups: List<Row>,
}

#[derive(Deserialize)]
struct Row {
    #[serde(default, rename = "groupId")]
    id: Text,
    #[serde(default, rename = "groupName")]
    name: Text,
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
        let rows = read_list(response, |sent: Sent| sent.groups)?;
        Ok(rows.into_iter().map(|row| Group { id: row.id.0, name: row.name.0 }).collect())
    }
}

/// `GET .../groups/{group}/departments/`: what a profile may choose from.
pub struct ListDepartments {
    pub api: Api,
    pub group: GroupIds,
}

#[derive(Deserialize)]
struct DepartmentsSent {
    #[serde(default)]
    departments: List<DepartmentRow>,
}

#[derive(Deserialize)]
struct DepartmentRow {
    #[serde(default, rename = "departmentName")]
    name: Text,
    #[serde(default, rename = "fullPathName")]
    full_path: Text,
    /// A text in the documentation.
    #[serde(default, rename = "enterpriseDepartment")]
    enterprise: Flag,
}

impl Call for ListDepartments {
    type Answer = Vec<Department>;

    fn request(&self) -> Request {
        Request::new(Method::Get, self.group.path(&self.api, &["departments"]))
    }

    fn answer(&self, response: &Response) -> Result<Vec<Department>, Refusal> {
        check(response, About::Any, &[])?;
        let rows = read_list(response, |sent: DepartmentsSent| sent.departments)?;
        let department = |row: DepartmentRow| Department {
            tenant: Some(self.group.tenant.clone()),
            // A department of the whole enterprise has no group.
            group: (!row.enterprise.is_on()).then(|| self.group.group.clone()),
            name: row.name.0,
            full_path: row.full_path.filled(),
        };
        Ok(rows.into_iter().map(department).filter(|department| !department.name.is_empty()).collect())
    }
}
