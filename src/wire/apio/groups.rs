//! The groups of a tenant, and the departments of a group
//! (tests/fixtures/apio/04-groups-list.http).

use serde::Deserialize;

use super::profile::Department;
use super::refusal::{CallKind, check_status};
use super::{Api, GroupIds, add_query, non_empty};
use crate::domain::Refusal;
use crate::wire::json::or_default;
use crate::wire::read_list::{ReadList, read_list};
use crate::wire::{Call, Method, Request, Response};

/// A group of people, as one row of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Group {
    #[serde(rename = "groupId", deserialize_with = "or_default")]
    pub id: String,
    /// May be empty.
    #[serde(rename = "groupName", deserialize_with = "or_default")]
    pub name: String,
}

impl Group {
    /// The name, or where there is none the id.
    pub fn display_name(&self) -> &str {
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
    type Answer = ReadList<Group>;

    fn request(&self) -> Request {
        let mut path = self.api.path(&["tenants", &self.tenant, "groups"]);
        add_query(&mut path, "insensitiveGroupNameContains", &self.name_contains);
        Request::new(Method::Get, path)
    }

    fn answer(&self, response: &Response) -> Result<ReadList<Group>, Refusal> {
        check_status(response, CallKind::Plain, &[])?;
        read_list(response, "groups")
    }
}

/// `GET .../groups/{group}/departments/`: what a profile may choose from.
pub struct ListDepartments {
    pub api: Api,
    pub group: GroupIds,
}

/// One row of the list of departments.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct DepartmentRow {
    #[serde(deserialize_with = "non_empty")]
    department_name: Option<String>,
    #[serde(deserialize_with = "non_empty")]
    full_path_name: Option<String>,
    /// The documentation writes this truth as a text.
    #[serde(deserialize_with = "or_default")]
    enterprise_department: bool,
}

impl Call for ListDepartments {
    type Answer = Vec<Department>;

    fn request(&self) -> Request {
        Request::new(Method::Get, self.group.path(&self.api, &["departments"]))
    }

    fn answer(&self, response: &Response) -> Result<Vec<Department>, Refusal> {
        check_status(response, CallKind::Plain, &[])?;
        let department = |row: DepartmentRow| {
            Some(Department {
                tenant: Some(self.group.tenant.clone()),
                // A department of the whole enterprise has no group.
                group: (!row.enterprise_department).then(|| self.group.group.clone()),
                name: row.department_name?,
                full_path: row.full_path_name,
            })
        };
        Ok(read_list(response, "departments")?.items.into_iter().filter_map(department).collect())
    }
}
