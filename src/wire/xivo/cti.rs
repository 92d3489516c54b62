//! `/1.1/users/<id>/cti` (documents/xivo-1.1-user-cti.txt).

use serde::{Deserialize, Serialize};

use super::ages::Api;
use super::refusal::{RefusedCall, Resource, expect_success, read_refusal};
use super::user_id::UserId;
use crate::domain::Refusal;
use crate::wire::json::{self, Member, Unreadable};
use crate::wire::{Body, Call, Method, Request, Response};

/// A user's CTI as a server sends it, in the record of `/cti` and of `/cti_profile`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct CtiConfiguration {
    /// Missing from the document's example, and sent by every recorded server.
    #[serde(default)]
    enabled: Member<bool>,
    #[serde(default)]
    cti_profile_id: Member<i64>,
    #[serde(default)]
    user_id: Member<i64>,
}

impl CtiConfiguration {
    /// Is the client on? `None` where the server does not say.
    pub fn enabled(&self) -> Option<bool> {
        self.enabled.value().copied()
    }

    /// The profile. Absent is `None`, null and 0 are `Some(None)`: a database gives no id 0.
    pub fn cti_profile_id(&self) -> Option<Option<i64>> {
        self.cti_profile_id.nullable().map(|id| id.copied().filter(|id| *id != 0))
    }

    /// The profile, if the server says that there is one.
    pub fn profile(&self) -> Option<i64> {
        self.cti_profile_id().flatten()
    }

    fn is_empty(&self) -> bool {
        self.enabled == Member::Absent
            && self.cti_profile_id == Member::Absent
            && self.user_id == Member::Absent
    }

    /// Does the record name another user than this one, both by number? Something on the way has mixed
    /// up two answers then. A user asked for by a UUID has a number in the record all the same.
    pub(super) fn is_of_another(&self, id: &UserId) -> bool {
        let asked = id.as_str().parse::<i64>().ok();
        asked.zip(self.user_id.value().copied()).is_some_and(|(asked, answered)| asked != answered)
    }

    /// Was a value of a type that is not understood?
    pub fn is_odd(&self) -> bool {
        self.enabled == Member::NotUnderstood || self.cti_profile_id == Member::NotUnderstood
    }
}

/// `GET /1.1/users/<id>/cti`. A refusal of kind `NoSuchResource` means that
/// this server has no such resource; `NotFound`, that the user is not there.
#[derive(Clone, Debug, PartialEq)]
pub struct GetCti {
    pub id: UserId,
}

impl GetCti {
    pub fn new(id: UserId) -> Self {
        Self { id }
    }
}

impl Call for GetCti {
    type Answer = CtiConfiguration;

    fn request(&self) -> Request {
        Request::new(Method::Get, path(&self.id, "/cti"))
    }

    fn answer(&self, response: &Response) -> Result<CtiConfiguration, Refusal> {
        if response.status != 200 {
            return Err(read_refusal(response, &RefusedCall::to_user(Resource::UserCti, &self.id)));
        }
        let read: CtiConfiguration = json::read_object(response)?;
        // An object that says nothing of a CTI is of another kind, such as a proxy's error.
        if read.is_empty() || read.is_of_another(&self.id) {
            return Err(json::not_read(response, Unreadable::NotUnderstood));
        }
        Ok(read)
    }
}

/// `PUT /1.1/users/<id>/cti`: both values always, as the document requires,
/// a removed profile as an explicit null, and nothing else.
#[derive(Clone, Debug, PartialEq)]
pub struct PutCti {
    pub id: UserId,
    /// `None` takes the profile away. Servers of 2014 answer 204 and keep it:
    /// see [`super::dialect::Dialect::clears_cti_profile`], and read again.
    pub cti_profile_id: Option<i64>,
    pub enabled: bool,
}

impl Call for PutCti {
    type Answer = ();

    fn request(&self) -> Request {
        #[derive(Serialize)]
        struct Put {
            cti_profile_id: Option<i64>,
            enabled: bool,
        }
        let body = Put { cti_profile_id: self.cti_profile_id, enabled: self.enabled };
        Request::new(Method::Put, path(&self.id, "/cti")).body(Body::json(&body))
    }

    fn answer(&self, response: &Response) -> Result<(), Refusal> {
        expect_success(response, &RefusedCall::to_user(Resource::UserCti, &self.id))
    }
}

/// `/1.1/users/4/cti`.
pub(super) fn path(id: &UserId, resource: &str) -> String {
    let mut path = id.path(Api::V11);
    path.push_str(resource);
    path
}
