//! The tenants (`/tenants/`, tests/fixtures/apio/03-tenants-list.http).
//! Its documented filters know no name, so a search is made over the list.

use serde::Deserialize;

use super::Api;
use super::refusal::{CallKind, check_status};
use crate::domain::Refusal;
use crate::wire::json::or_default;
use crate::wire::read_list::{ReadList, read_list};
use crate::wire::{Call, Method, Request, Response};

/// A tenant, as one row of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Tenant {
    #[serde(rename = "tenantId", deserialize_with = "or_default")]
    pub id: String,
    /// May be empty.
    #[serde(deserialize_with = "or_default")]
    pub name: String,
    /// `Enterprise` or `ServiceProvider`; may be empty.
    #[serde(rename = "type", deserialize_with = "or_default")]
    pub kind: String,
}

impl Tenant {
    /// The name, or where there is none the id.
    pub fn display_name(&self) -> &str {
        if self.name.is_empty() { &self.id } else { &self.name }
    }
}

/// `GET /tenants/`: needs the level of the system.
pub struct ListTenants {
    pub api: Api,
}

impl Call for ListTenants {
    type Answer = ReadList<Tenant>;

    fn request(&self) -> Request {
        Request::new(Method::Get, self.api.path(&["tenants"]))
    }

    fn answer(&self, response: &Response) -> Result<ReadList<Tenant>, Refusal> {
        check_status(response, CallKind::Plain, &[])?;
        read_list(response, "tenants")
    }
}
