//! The tenants (`/tenants/`, tests/fixtures/apio/03-tenants-list.http).
//! Its documented filters know no name, so a search is made over the list.

use super::Api;
use super::json::{rows, text};
use super::refusal::{About, check};
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

impl Call for ListTenants {
    type Answer = Vec<Tenant>;

    fn request(&self) -> Request {
        Request::new(Method::Get, self.api.path(&["tenants"]))
    }

    fn answer(&self, response: &Response) -> Result<Vec<Tenant>, Refusal> {
        check(response, About::Any, &[])?;
        let mut tenants = Vec::new();
        rows(response, "tenants", &mut |row| {
            tenants.push(Tenant {
                id: text(row, "tenantId"),
                name: text(row, "name"),
                kind: text(row, "type"),
            });
        })?;
        Ok(tenants)
    }
}
