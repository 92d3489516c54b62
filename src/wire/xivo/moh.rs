//! `/1.1/moh`: the music on hold that there is (from Wazo 20 on).

use super::labels::{Labelled, read_labels};
use super::refusal::{RefusedCall, Resource, read_refusal};
use super::tenants::for_tenant;
use crate::domain::Refusal;
use crate::wire::{Call, Method, Request, Response};

/// `GET /1.1/moh`: what a user's `music_on_hold` can be. `default` is taken as well, listed or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListMusicOnHold {
    /// Whose; of the tenant of the account if none is named.
    pub tenant: Option<String>,
}

impl Call for ListMusicOnHold {
    type Answer = Vec<Labelled>;

    fn request(&self) -> Request {
        let request = Request::new(Method::Get, "/1.1/moh");
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
