//! `/1.1/users/<id>/cti` (documents/xivo-1.1-user-cti.txt).

use serde::Serialize;
use serde_json::Value;

use super::dialect::Api;
use super::refusal::{About, Asked, refusal};
use super::users::{done, user_path};
use super::{UserId, json};
use crate::domain::{Kind, Refusal};
use crate::wire::{Body, Call, Method, Request, Response};

/// A user's CTI as a server tells it. Absent is `None`; a null profile is `Some(None)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CtiConfiguration {
    /// Missing from the document's example, and sent by every recorded server.
    pub enabled: Option<bool>,
    pub cti_profile_id: Option<Option<i64>>,
    /// A value was of a type that is not understood.
    pub odd: bool,
}

impl CtiConfiguration {
    /// Reads the record of `/cti` and of `/cti_profile`. Links are not looked at.
    pub(super) fn from_json(value: &Value) -> Option<Self> {
        let record = value.as_object()?;
        let mut odd = false;
        let mut note = |understood: bool| odd |= !understood;
        let enabled = record.get("enabled").filter(|value| !value.is_null()).and_then(|value| {
            let on = json::switch(value);
            note(on.is_some());
            on
        });
        let cti_profile_id = record.get("cti_profile_id").and_then(|value| {
            let id = json::number(value);
            note(id.is_some() || value.is_null());
            // No profile has the number 0: a database gives no such id.
            if value.is_null() { Some(None) } else { id.map(|id| Some(id).filter(|id| *id != 0)) }
        });
        Some(Self { enabled, cti_profile_id, odd })
    }

    /// The profile, if the server says that there is one.
    pub fn profile(&self) -> Option<i64> {
        self.cti_profile_id.flatten()
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
            return Err(refusal(response, &Asked::user(About::Cti, &self.id)));
        }
        let value = json::body(response)?;
        CtiConfiguration::from_json(&value)
            .ok_or_else(|| Refusal::new(Kind::NotUnderstood).with_status(response.status))
    }
}

/// `PUT /1.1/users/<id>/cti`: both values always, as the document requires,
/// a removed profile as an explicit null, and nothing else.
#[derive(Clone, Debug, PartialEq)]
pub struct PutCti {
    pub id: UserId,
    /// `None` takes the profile away. Servers of 2014 answer 204 and keep it:
    /// see [`super::Dialect::clears_cti_profile`], and read again.
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
        done(response, &Asked::user(About::Cti, &self.id))
    }
}

/// `/1.1/users/4/cti`.
pub(super) fn path(id: &UserId, resource: &str) -> String {
    let mut path = user_path(Api::V11, id);
    path.push_str(resource);
    path
}
