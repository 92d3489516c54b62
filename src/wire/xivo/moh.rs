//! `/1.1/moh`: the music on hold that there is (from Wazo 20 on).

use super::labels::{Labelled, read_labels};
use super::refusal::{RefusedCall, Resource, read_refusal};
use crate::domain::Refusal;
use crate::wire::{Call, Method, Request, Response};

/// `GET /1.1/moh`: what a user's `music_on_hold` can be. `default` is taken as well, listed or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListMusicOnHold;

impl Call for ListMusicOnHold {
    type Answer = Vec<Labelled>;

    fn request(&self) -> Request {
        Request::new(Method::Get, "/1.1/moh")
    }

    fn answer(&self, response: &Response) -> Result<Vec<Labelled>, Refusal> {
        match response.status {
            200 => read_labels(response),
            _ => Err(read_refusal(response, &RefusedCall::to(Resource::List))),
        }
    }
}
