//! `/0.1/tenants` of the authentication service (recordings in 2026-08), and the tenant
//! that a call is made for.

use serde::Deserialize;

use super::refusal::{RefusedCall, Resource, read_refusal};
use crate::domain::Refusal;
use crate::wire::json;
use crate::wire::read_list::read_list;
use crate::wire::{Call, Method, Request, Response};

/// A tenant: a company, or a part of one, with its own users.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Tenant {
    #[serde(default, deserialize_with = "json::or_default")]
    pub uuid: String,
    /// The tenant that this one is below; that of the installation names itself.
    #[serde(default, deserialize_with = "json::optional")]
    pub parent_uuid: Option<String>,
    /// May be empty, and need not be unique.
    #[serde(default, deserialize_with = "json::or_default")]
    pub name: String,
    /// A short name without blanks, unique; absent before 2021.
    #[serde(default, deserialize_with = "json::optional")]
    pub slug: Option<String>,
    /// `native`, `ldap` or `saml`: what its people prove themselves with.
    #[serde(default, deserialize_with = "json::optional")]
    pub default_authentication_method: Option<String>,
    /// The domains by which a sign-in finds the tenant.
    #[serde(default, deserialize_with = "json::texts")]
    pub domain_names: Vec<String>,
}

impl Tenant {
    /// The name to show: the name, or else the short name, or else the UUID.
    pub fn label(&self) -> &str {
        let slug = self.slug.as_deref().unwrap_or_default();
        [self.name.as_str(), slug].into_iter().find(|name| !name.is_empty()).unwrap_or(&self.uuid)
    }
}

/// The tenants that an account may work in: its own and those below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tenants {
    pub items: Vec<Tenant>,
    /// How many there are, as the server says.
    pub total: Option<u32>,
}

impl Tenants {
    /// The tenant with this UUID; `None` if there is none (any more).
    pub fn find(&self, uuid: &str) -> Option<&Tenant> {
        self.items.iter().find(|tenant| tenant.uuid == uuid)
    }

    /// The name to show for this UUID, or the UUID itself where it is not among these.
    pub fn name_of<'a>(&'a self, uuid: &'a str) -> &'a str {
        self.find(uuid).map_or(uuid, Tenant::label)
    }

    /// Are these all that there are?
    pub fn is_whole(&self) -> bool {
        self.total.is_none_or(|total| total as usize == self.items.len())
    }
}

/// What the service says of the list.
#[derive(Deserialize)]
struct TenantList {
    #[serde(default, deserialize_with = "json::optional")]
    total: Option<u32>,
}

/// Where the tenants are listed.
pub const LIST_PATH: &str = "/0.1/tenants";

/// `GET /0.1/tenants`. A refusal of kind `NotAllowed` means that the account may not list
/// them; it can still work in its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListTenants;

impl Call for ListTenants {
    type Answer = Tenants;

    fn request(&self) -> Request {
        Request::new(Method::Get, LIST_PATH)
    }

    fn answer(&self, response: &Response) -> Result<Tenants, Refusal> {
        if response.status != 200 {
            return Err(read_refusal(response, &RefusedCall::to(Resource::List)));
        }
        let list: TenantList = json::read_object(response)?;
        // One without a UUID cannot be named, and so not be chosen.
        let items: Vec<Tenant> = read_list(response, "items")?.items;
        let items = items.into_iter().filter(|tenant| !tenant.uuid.is_empty()).collect();
        Ok(Tenants { items, total: list.total })
    }
}

/// Does the tenant of a call decide what it lists, or where it creates? One thing is found
/// by its id in the tenant of the account and in all below it; named for a call about one,
/// a tenant hides what is not in it or below it ("confd-404-of-tenant-above").
pub fn depends_on_tenant(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    path != LIST_PATH && path.split('/').filter(|segment| !segment.is_empty()).count() == 2
}

/// Makes a call for the people of this tenant, instead of that of the token. Servers that
/// know no tenants take no notice of it.
pub fn for_tenant(request: Request, uuid: &str) -> Request {
    request.header(TENANT_HEADER, uuid)
}

/// Does the call name a tenant of its own?
pub fn names_tenant(request: &Request) -> bool {
    request.headers.iter().any(|(name, _)| *name == TENANT_HEADER)
}

const TENANT_HEADER: &str = "Wazo-Tenant";
