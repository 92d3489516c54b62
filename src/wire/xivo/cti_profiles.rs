//! `/1.1/cti_profiles`: the profiles that there are, by name.

use serde_json::Value;

use super::json;
use super::refusal::{About, Asked, refusal};
use crate::domain::{Kind, Refusal};
use crate::wire::{Call, Method, Request, Response};

/// A CTI profile. Names need not be unique.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CtiProfile {
    pub id: i64,
    /// Empty if the server gave none.
    pub name: String,
}

impl CtiProfile {
    fn from_json(value: &Value) -> Option<Self> {
        let id = json::number(value.get("id")?)?;
        Some(Self { id, name: value.get("name").and_then(json::text).unwrap_or_default() })
    }
}

/// The profiles of a server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CtiProfiles {
    pub items: Vec<CtiProfile>,
    /// Items without a readable id, which cannot be chosen.
    pub not_understood: usize,
}

impl CtiProfiles {
    /// The name of a profile; `None` if there is none with that id (any more).
    pub fn name(&self, id: i64) -> Option<&str> {
        self.items.iter().find(|profile| profile.id == id).map(|profile| profile.name.as_str())
    }
}

/// `GET /1.1/cti_profiles`. `Accept` must name `application/json`, or servers
/// of 2016 answer 406.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ListCtiProfiles;

impl Call for ListCtiProfiles {
    type Answer = CtiProfiles;

    fn request(&self) -> Request {
        Request::new(Method::Get, "/1.1/cti_profiles")
    }

    fn answer(&self, response: &Response) -> Result<CtiProfiles, Refusal> {
        if response.status != 200 {
            return Err(refusal(response, &Asked::of(About::List)));
        }
        let value = json::body(response)?;
        let Some(items) = value.get("items").and_then(Value::as_array) else {
            return Err(Refusal::new(Kind::NotUnderstood).with_status(response.status));
        };
        let read: Vec<_> = items.iter().filter_map(CtiProfile::from_json).collect();
        Ok(CtiProfiles { not_understood: items.len() - read.len(), items: read })
    }
}

/// `GET /1.1/cti_profiles/<id>`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GetProfile {
    pub id: i64,
}

impl Call for GetProfile {
    type Answer = CtiProfile;

    fn request(&self) -> Request {
        Request::new(Method::Get, "/1.1/cti_profiles/".to_owned() + &self.id.to_string())
    }

    fn answer(&self, response: &Response) -> Result<CtiProfile, Refusal> {
        if response.status != 200 {
            return Err(refusal(response, &Asked::of(About::Profile)));
        }
        let value = json::body(response)?;
        CtiProfile::from_json(&value)
            .ok_or_else(|| Refusal::new(Kind::NotUnderstood).with_status(response.status))
    }
}
