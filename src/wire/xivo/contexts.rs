//! `/1.1/contexts`: the contexts that extensions are in.

use super::labels::{Labelled, read_labels};
use super::refusal::{RefusedCall, Resource, read_refusal};
use crate::domain::Refusal;
use crate::wire::{Call, Method, Request, Response};

/// `GET /1.1/contexts`: the contexts, by name and label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListContexts;

impl Call for ListContexts {
    type Answer = Vec<Labelled>;

    fn request(&self) -> Request {
        Request::new(Method::Get, "/1.1/contexts")
    }

    fn answer(&self, response: &Response) -> Result<Vec<Labelled>, Refusal> {
        match response.status {
            200 => read_labels(response),
            _ => Err(read_refusal(response, &RefusedCall::to(Resource::List))),
        }
    }
}
