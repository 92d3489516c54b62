//! The tenants (`/tenants/`, tests/fixtures/apio/03-tenants-list.http).
//! Its documented filters know no name, so a search is made over the list.

use serde::Deserialize;

use super::Api;
use super::json::{List, Text};
use super::refusal::{About, check};
use super::users::read_list;
use crate::domain::Refusal;
use crate::wire::{Call, Method, Request, Response};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tenant {
    pub id: String,
    /// May be empty.
    pub name: String,
    /// `Enterprise` or `ServiceProvider`; may be empty.
    pub kind: String,
}

impl Tenant {
    /// The name, or where there is none the id.
    pub fn shown(&self) -> &str {
        if self.name.is_empty() { &self.id } else { &self.name }
    }
}

/// `GET /tenants/`: needs the level of the system.
pub struct ListTenants {
    pub api: Api,
}

#[derive(Deserialize)]
struct Sent {
    #[serde(default)]
    tenants: List<Row>,
}

#[derive(Deserialize)]
struct Row {
    #[serde(default, rename = "tenantId")]
    id: Text,
    #[serde(default)]
    name: Text,
    #[serde(default, rename = "type")]
    kind: Text,
}

impl Call for ListTenants {
    type Answer = Vec<Tenant>;

    fn request(&self) -> Request {
        Request::new(Method::Get, self.api.path(&["tenants"]))
    }

    fn answer(&self, response: &Response) -> Result<Vec<Tenant>, Refusal> {
        check(response, About::Any, &[])?;
        let rows = read_list(response, |sent: Sent| sent.tenants)?;
        Ok(rows.into_iter().map(|row| Tenant { id: row.id.0, name: row.name.0, kind: row.kind.0 }).collect())
    }
}
