//! The users of a group, and the search for users in a tenant or the system
//! (tests/fixtures/apio/05-users-list.http). The lists are not paged.

use serde_json::Value as Json;

use super::json::{filled, inner, is_on, rows, text};
use super::refusal::{About, check};
use super::{Api, GroupIds, UserIds, query};
use crate::domain::Refusal;
use crate::wire::{Call, Method, Request, Response};

/// One row of a list; what is absent is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserRow {
    /// Only a search tells it.
    pub tenant: Option<String>,
    /// Only a search tells it.
    pub group: Option<String>,
    pub id: String,
    pub last_name: String,
    pub first_name: String,
    pub phone_number: String,
    pub extension: String,
    pub email_address: String,
    pub in_trunk_group: bool,
    /// The full path of the department, or its name.
    pub department: String,
}

impl UserRow {
    /// First and last name, or where there is none the id.
    pub fn shown(&self) -> String {
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
    pub const ALL: [Self; 5] =
        [Self::LastName, Self::FirstName, Self::UserId, Self::PhoneNumber, Self::EmailAddress];

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

fn filtered(mut path: String, filters: &[(UserFilter, String)], limit: Option<u32>) -> Request {
    for (filter, value) in filters {
        query(&mut path, filter.parameter(), value);
    }
    if let Some(limit) = limit {
        query(&mut path, "responseSizeLimit", &limit.to_string());
    }
    Request::new(Method::Get, path)
}

impl UserRow {
    fn read(row: &Json) -> Self {
        let department = inner(row, "department");
        let in_department = |name| department.and_then(|department| filled(department, name));
        Self {
            tenant: filled(row, "tenantId"),
            group: filled(row, "groupId"),
            id: text(row, "userId"),
            last_name: text(row, "lastName"),
            first_name: text(row, "firstName"),
            phone_number: text(row, "phoneNumber"),
            extension: text(row, "extension"),
            email_address: text(row, "emailAddress"),
            in_trunk_group: is_on(row, "inTrunkGroup"),
            department: in_department("fullPathName")
                .or_else(|| in_department("departmentName"))
                .unwrap_or_default(),
        }
    }
}

fn users(response: &Response) -> Result<Vec<UserRow>, Refusal> {
    check(response, About::Any, &[])?;
    let mut users = Vec::new();
    rows(response, "users", &mut |row| users.push(UserRow::read(row)))?;
    Ok(users)
}

impl Call for ListUsers {
    type Answer = Vec<UserRow>;

    fn request(&self) -> Request {
        filtered(self.group.path(&self.api, &["users"]), &self.filters, self.limit)
    }

    fn answer(&self, response: &Response) -> Result<Vec<UserRow>, Refusal> {
        users(response)
    }
}

impl Call for SearchUsers {
    type Answer = Vec<UserRow>;

    fn request(&self) -> Request {
        let path = match &self.tenant {
            Some(tenant) => self.api.path(&["tenants", tenant, "search", "users"]),
            None => self.api.path(&["search", "users"]),
        };
        filtered(path, &self.filters, self.limit)
    }

    fn answer(&self, response: &Response) -> Result<Vec<UserRow>, Refusal> {
        users(response)
    }
}
