//! `/1.1/cti_profiles`: the profiles that there are, by name.

use serde::Deserialize;

use super::refusal::{RefusedCall, Resource, read_refusal};
use crate::domain::Refusal;
use crate::wire::json::{self, Item, Unreadable};
use crate::wire::{Call, Method, Request, Response};

/// A CTI profile. Names need not be unique.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CtiProfile {
    pub id: i64,
    /// Empty if the server gave none.
    pub name: String,
}

/// The list as a server sends it.
#[derive(Deserialize)]
struct Records {
    items: Vec<Item<Record>>,
}

/// A profile as a server sends it.
#[derive(Deserialize)]
struct Record {
    #[serde(default, deserialize_with = "json::optional")]
    id: Option<i64>,
    #[serde(default, deserialize_with = "json::or_default")]
    name: String,
}

impl Record {
    fn into_profile(self) -> Option<CtiProfile> {
        Some(CtiProfile { id: self.id?, name: self.name })
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
            return Err(read_refusal(response, &RefusedCall::to(Resource::List)));
        }
        let Records { items } = json::read_object(response)?;
        let count = items.len();
        let items: Vec<_> = items.into_iter().filter_map(|item| item.0?.into_profile()).collect();
        Ok(CtiProfiles { not_understood: count - items.len(), items })
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
            return Err(read_refusal(response, &RefusedCall::to(Resource::CtiProfile)));
        }
        let record: Record = json::read_object(response)?;
        record.into_profile().ok_or_else(|| json::not_read(response, Unreadable::NotUnderstood))
    }
}
