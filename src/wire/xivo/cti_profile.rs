//! `/1.1/users/<id>/cti_profile` (documents/xivo-1.1-user-cti-profile.txt).
//!
//! That a user has no profile is an answer here, not a refusal: it stands
//! beside the profile that one asked for or wanted to change.

use serde::Serialize;

use super::cti::{CtiConfiguration, path};
use super::meaning::Hint;
use super::phrases;
use super::refusal::{RefusedCall, Resource, expect_success, read_refusal};
use super::user_id::UserId;
use crate::domain::Refusal;
use crate::wire::json::{self, Unreadable};
use crate::wire::{Body, Call, Method, Request, Response};

/// `GET .../cti_profile`: the profile's id, or `None` if the user has none.
#[derive(Clone, Debug, PartialEq)]
pub struct GetCtiProfile {
    pub id: UserId,
}

impl GetCtiProfile {
    pub fn new(id: UserId) -> Self {
        Self { id }
    }
}

impl Call for GetCtiProfile {
    type Answer = Option<i64>;

    fn request(&self) -> Request {
        Request::new(Method::Get, path(&self.id, "/cti_profile"))
    }

    fn answer(&self, response: &Response) -> Result<Option<i64>, Refusal> {
        if has_none(response) {
            return Ok(None);
        }
        if response.status != 200 {
            return Err(read_refusal(response, &RefusedCall::to_user(Resource::UserCtiProfile, &self.id)));
        }
        let association: CtiConfiguration = json::read_object(response)?;
        association
            .cti_profile_id()
            .filter(|_| !association.is_odd() && !association.is_of_another(&self.id))
            .ok_or_else(|| json::not_read(response, Unreadable::NotUnderstood))
    }
}

/// `POST .../cti_profile`, for a user who has none. A refusal of kind
/// `MustFirst(ChangeInstead)` means that there is one by now.
#[derive(Clone, Debug, PartialEq)]
pub struct AssociateCtiProfile {
    pub id: UserId,
    pub cti_profile_id: i64,
}

impl Call for AssociateCtiProfile {
    type Answer = ();

    fn request(&self) -> Request {
        let body = Body::json(&Association { cti_profile_id: self.cti_profile_id });
        Request::new(Method::Post, path(&self.id, "/cti_profile")).body(body)
    }

    fn answer(&self, response: &Response) -> Result<(), Refusal> {
        expect_success(response, &RefusedCall::to_user(Resource::UserCtiProfile, &self.id))
    }
}

/// What a PUT brought about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Done,
    /// The user has no profile (any more): associate one instead.
    HasNone,
    /// 405: this server knows no PUT here, as no real one did. DELETE, then POST.
    NotOffered,
}

/// `PUT .../cti_profile`, for a user who has one.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeCtiProfile {
    pub id: UserId,
    pub cti_profile_id: i64,
}

impl Call for ChangeCtiProfile {
    type Answer = Change;

    fn request(&self) -> Request {
        let body = Body::json(&Association { cti_profile_id: self.cti_profile_id });
        Request::new(Method::Put, path(&self.id, "/cti_profile")).body(body)
    }

    fn answer(&self, response: &Response) -> Result<Change, Refusal> {
        if response.status == 405 {
            return Ok(Change::NotOffered);
        }
        if has_none(response) {
            return Ok(Change::HasNone);
        }
        expect_success(response, &RefusedCall::to_user(Resource::UserCtiProfile, &self.id))
            .map(|()| Change::Done)
    }
}

/// What a DELETE brought about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dissociation {
    Done,
    /// There was none to take away.
    HadNone,
}

/// `DELETE .../cti_profile`.
#[derive(Clone, Debug, PartialEq)]
pub struct DissociateCtiProfile {
    pub id: UserId,
}

impl DissociateCtiProfile {
    pub fn new(id: UserId) -> Self {
        Self { id }
    }
}

impl Call for DissociateCtiProfile {
    type Answer = Dissociation;

    fn request(&self) -> Request {
        Request::new(Method::Delete, path(&self.id, "/cti_profile"))
    }

    fn answer(&self, response: &Response) -> Result<Dissociation, Refusal> {
        if has_none(response) {
            return Ok(Dissociation::HadNone);
        }
        expect_success(response, &RefusedCall::to_user(Resource::UserCtiProfile, &self.id))
            .map(|()| Dissociation::Done)
    }
}

#[derive(Serialize)]
struct Association {
    cti_profile_id: i64,
}

/// Is this the 404 that speaks of the profile, and not of the user or the path?
fn has_none(response: &Response) -> bool {
    response.status == 404
        && super::refusal::read_messages(&response.body)
            .iter()
            .any(|text| phrases::interpret(text, None).hint == Some(Hint::NoCtiProfile))
}
