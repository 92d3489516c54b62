//! `/1.1/contexts`: the contexts that extensions are in.

use super::labels::{Labelled, read_labels};
use super::refusal::{RefusedCall, Resource, read_refusal};
use super::tenants::for_tenant;
use crate::domain::Refusal;
use crate::wire::{Call, Method, Request, Response};

/// `GET /1.1/contexts`: the contexts, by name and label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListContexts {
    /// Whose; of the tenant of the account if none is named.
    pub tenant: Option<String>,
}

impl Call for ListContexts {
    type Answer = Vec<Labelled>;

    fn request(&self) -> Request {
        let request = Request::new(Method::Get, "/1.1/contexts");
        match &self.tenant {
            Some(uuid) => for_tenant(request, uuid),
            None => request,
        }
    }

    fn answer(&self, response: &Response) -> Result<Vec<Labelled>, Refusal> {
        match response.status {
            200 => read_labels(response),
            _ => Err(read_refusal(response, &RefusedCall::to(Resource::List))),
        }
    }
}
