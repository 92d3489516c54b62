//! The users of a group, and the search for users in a tenant or the system
//! (tests/fixtures/apio/05-users-list.http). The lists are not paged.

use serde::Deserialize;

use super::json::{Flag, List, Maybe, Text};
use super::refusal::{About, check};
use super::{Api, GroupIds, UserIds, query};
use crate::domain::{Kind, Refusal};
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

#[derive(Deserialize)]
struct Sent {
    #[serde(default)]
    users: List<Row>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    #[serde(default)]
    tenant_id: Text,
    #[serde(default)]
    group_id: Text,
    #[serde(default)]
    user_id: Text,
    #[serde(default)]
    last_name: Text,
    #[serde(default)]
    first_name: Text,
    #[serde(default)]
    phone_number: Text,
    #[serde(default)]
    extension: Text,
    #[serde(default)]
    email_address: Text,
    #[serde(default)]
    in_trunk_group: Flag,
    #[serde(default)]
    department: Maybe<DepartmentSent>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DepartmentSent {
    #[serde(default)]
    department_name: Text,
    #[serde(default)]
    full_path_name: Text,
}

impl From<Row> for UserRow {
    fn from(row: Row) -> Self {
        let department =
            row.department.0.map(|sent| sent.full_path_name.filled().unwrap_or(sent.department_name.0));
        Self {
            tenant: row.tenant_id.filled(),
            group: row.group_id.filled(),
            id: row.user_id.0,
            last_name: row.last_name.0,
            first_name: row.first_name.0,
            phone_number: row.phone_number.0,
            extension: row.extension.0,
            email_address: row.email_address.0,
            in_trunk_group: row.in_trunk_group.is_on(),
            department: department.unwrap_or_default(),
        }
    }
}

fn rows(response: &Response) -> Result<Vec<UserRow>, Refusal> {
    check(response, About::Any, &[])?;
    Ok(read_list(response, |sent: Sent| sent.users)?.into_iter().map(UserRow::from).collect())
}

/// A list under its key or, since the key is known from the vendor's client
/// only, as the whole body. A body without any list is not taken for "nobody".
pub(super) fn read_list<'a, S: Deserialize<'a>, T: Deserialize<'a>>(
    response: &'a Response,
    list: impl FnOnce(S) -> List<T>,
) -> Result<Vec<T>, Refusal> {
    let first = response.body.iter().find(|byte| !byte.is_ascii_whitespace());
    let list = match first {
        Some(b'[') => super::json::read::<List<T>>(response)?,
        _ => list(super::json::read::<S>(response)?),
    };
    if !list.given {
        return Err(Refusal::new(Kind::NotUnderstood).with_status(response.status));
    }
    Ok(list.items)
}

impl Call for ListUsers {
    type Answer = Vec<UserRow>;

    fn request(&self) -> Request {
        filtered(self.group.path(&self.api, &["users"]), &self.filters, self.limit)
    }

    fn answer(&self, response: &Response) -> Result<Vec<UserRow>, Refusal> {
        rows(response)
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
        rows(response)
    }
}
