//! The users of a group, and the search for users in a tenant or the system
//! (tests/fixtures/apio/05-users-list.http). The lists are not paged.

use std::collections::HashSet;

use serde::{Deserialize, Deserializer};

use super::refusal::{CallKind, check_status};
use super::{Api, GroupIds, UserIds, add_query, non_empty};
use crate::domain::Refusal;
use crate::wire::json::{object, or_default};
use crate::wire::read_list::{ReadList, read_list};
use crate::wire::{Call, Method, Request, Response};

/// One row of a list; what is absent is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct UserRow {
    /// Only a search tells it.
    #[serde(rename = "tenantId", deserialize_with = "non_empty")]
    pub tenant: Option<String>,
    /// Only a search tells it.
    #[serde(rename = "groupId", deserialize_with = "non_empty")]
    pub group: Option<String>,
    #[serde(rename = "userId", deserialize_with = "or_default")]
    pub id: String,
    #[serde(deserialize_with = "or_default")]
    pub last_name: String,
    #[serde(deserialize_with = "or_default")]
    pub first_name: String,
    #[serde(deserialize_with = "or_default")]
    pub phone_number: String,
    #[serde(deserialize_with = "or_default")]
    pub extension: String,
    #[serde(deserialize_with = "or_default")]
    pub email_address: String,
    #[serde(deserialize_with = "or_default")]
    pub in_trunk_group: bool,
    /// The full path of the department, or its name.
    #[serde(deserialize_with = "department_name")]
    pub department: String,
}

/// The department of a row.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct RowDepartment {
    #[serde(deserialize_with = "non_empty")]
    full_path_name: Option<String>,
    #[serde(deserialize_with = "or_default")]
    department_name: String,
}

fn department_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let department: RowDepartment = object(deserializer)?.unwrap_or_default();
    Ok(department.full_path_name.unwrap_or(department.department_name))
}

/// Takes out the rows that name somebody who was named before, as a list does
/// that changes while it is read. Returns the others, and how many were taken
/// out: where there are some, others may be missing, and it is to be read again.
pub fn distinct_users(mut rows: Vec<UserRow>) -> (Vec<UserRow>, usize) {
    let before = rows.len();
    let mut ids = HashSet::new();
    rows.retain(|row| {
        row.id.is_empty() || ids.insert((row.tenant.clone(), row.group.clone(), row.id.clone()))
    });
    let doubled = before - rows.len();
    (rows, doubled)
}

impl UserRow {
    /// First and last name, or where there is none the id.
    pub fn display_name(&self) -> String {
        super::profile::full_name(&self.first_name, &self.last_name, &self.id)
    }

    /// Where the person's profile is; `group` is the one that was listed.
    pub fn ids(&self, group: Option<&GroupIds>) -> Option<UserIds> {
        let tenant = self.tenant.clone().or_else(|| group.map(|group| group.tenant.clone()))?;
        let group = self.group.clone().or_else(|| group.map(|group| group.group.clone()))?;
        (!self.id.is_empty()).then(|| UserIds { tenant, group, user: self.id.clone() })
    }
}

/// What a list can be filtered by. Several filters mean "and" to the server,
/// and each may be used once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserFilter {
    LastName,
    FirstName,
    UserId,
    PhoneNumber,
    EmailAddress,
}

impl UserFilter {
    fn parameter(self) -> &'static str {
        match self {
            Self::LastName => "insensitiveUserLastNameContains",
            Self::FirstName => "insensitiveUserFirstNameContains",
            Self::UserId => "insensitiveUserIdContains",
            Self::PhoneNumber => "insensitivePhoneNumberContains",
            Self::EmailAddress => "insensitiveEmailAddressContains",
        }
    }
}

/// `GET .../groups/{group}/users/`.
pub struct ListUsers {
    pub api: Api,
    pub group: GroupIds,
    /// A filter and what the value must contain.
    pub filters: Vec<(UserFilter, String)>,
    /// `responseSizeLimit`; what a server does beyond it is not known.
    pub limit: Option<u32>,
}

/// `GET /tenants/{tenant}/search/users/`, or over the whole system.
pub struct SearchUsers {
    pub api: Api,
    /// `None`: in all tenants, which needs the level of the system.
    pub tenant: Option<String>,
    /// At least one.
    pub filters: Vec<(UserFilter, String)>,
    pub limit: Option<u32>,
}

fn list_request(mut path: String, filters: &[(UserFilter, String)], limit: Option<u32>) -> Request {
    for (filter, value) in filters {
        add_query(&mut path, filter.parameter(), value);
    }
    if let Some(limit) = limit {
        add_query(&mut path, "responseSizeLimit", &limit.to_string());
    }
    Request::new(Method::Get, path)
}

fn read_users(response: &Response) -> Result<ReadList<UserRow>, Refusal> {
    check_status(response, CallKind::Plain, &[])?;
    read_list(response, "users")
}

impl Call for ListUsers {
    type Answer = ReadList<UserRow>;

    fn request(&self) -> Request {
        list_request(self.group.path(&self.api, &["users"]), &self.filters, self.limit)
    }

    fn answer(&self, response: &Response) -> Result<ReadList<UserRow>, Refusal> {
        read_users(response)
    }
}

impl Call for SearchUsers {
    type Answer = ReadList<UserRow>;

    fn request(&self) -> Request {
        let path = match &self.tenant {
            Some(tenant) => self.api.path(&["tenants", tenant, "search", "users"]),
            None => self.api.path(&["search", "users"]),
        };
        list_request(path, &self.filters, self.limit)
    }

    fn answer(&self, response: &Response) -> Result<ReadList<UserRow>, Refusal> {
        read_users(response)
    }
}
