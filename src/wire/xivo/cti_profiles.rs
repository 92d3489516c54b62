//! `/1.1/cti_profiles`: the profiles that there are, by name.

use serde::Deserialize;

use super::refusal::{RefusedCall, Resource, read_refusal};
use crate::domain::{Refusal, Trouble};
use crate::list::fold;
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
    /// The profile that a text of a file names: by its name or by its id, each exactly, or else by its
    /// name without regard to accents and capitals.
    ///
    /// # Errors
    /// There is none, or there are several.
    pub fn find(&self, text: &str) -> Result<i64, Trouble> {
        let text = text.trim();
        let id = text.parse().ok();
        let mut found: Vec<i64> = Vec::new();
        let exactly = |profile: &&CtiProfile| profile.name.trim() == text || Some(profile.id) == id;
        found.extend(self.items.iter().filter(exactly).map(|profile| profile.id));
        if found.is_empty() {
            let folded = fold(text);
            let alike = |profile: &&CtiProfile| fold(profile.name.trim()) == folded;
            found.extend(self.items.iter().filter(alike).map(|profile| profile.id));
        }
        match found.as_slice() {
            [id] => Ok(*id),
            [] => Err(Trouble::DoesNotExist { value: Some(text.to_owned()) }),
            _ => Err(Trouble::NamesSeveral),
        }
    }

    /// What names a profile in a file: its name where that [finds](Self::find) it, else its id.
    pub fn text_in_file(&self, id: i64) -> String {
        let is_found = |name: &&str| !name.is_empty() && self.find(name) == Ok(id);
        let name = self.name(id).map(str::trim).filter(is_found);
        name.map_or_else(|| id.to_string(), str::to_owned)
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    fn profiles(named: &[(i64, &str)]) -> CtiProfiles {
        let profile = |(id, name): &(i64, &str)| CtiProfile { id: *id, name: (*name).to_owned() };
        CtiProfiles { items: named.iter().map(profile).collect(), not_understood: 0 }
    }

    #[test]
    fn a_profile_is_found_by_its_name_or_its_id_where_that_is_one_alone() {
        let known =
            profiles(&[(1, "Agent"), (2, "Client"), (3, "client"), (4, "2"), (5, "Éloigné"), (6, "")]);
        let missing = |text: &str| Err(Trouble::DoesNotExist { value: Some(text.to_owned()) });
        for (text, expected) in [
            (" Agent ", Ok(1)),
            ("AGENT", Ok(1)),
            ("eloigne", Ok(5)),
            ("Client", Ok(2)),
            ("client", Ok(3)),
            ("CLIENT", Err(Trouble::NamesSeveral)),
            ("1", Ok(1)),
            // One has this id, and another one this name.
            ("2", Err(Trouble::NamesSeveral)),
            ("4", Ok(4)),
            ("7", missing("7")),
            ("Nobody", missing("Nobody")),
        ] {
            assert_eq!(known.find(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_a_file_calls_a_profile_names_it_alone_where_anything_does() {
        let names = ["", "A", "a", "1", "2", "3"];
        for first in names {
            for second in names {
                for third in names {
                    let known = profiles(&[(1, first), (2, second), (3, third)]);
                    for id in [1, 2, 3] {
                        let text = known.text_in_file(id);
                        let is_found = known.find(&text) == Ok(id);
                        let name = known.name(id).unwrap_or_default();
                        let ways = [name, &id.to_string()].map(str::to_owned);
                        let has_way = ways.iter().any(|way| !way.is_empty() && known.find(way) == Ok(id));
                        assert_eq!(is_found, has_way, "{known:?} {id}");
                    }
                }
            }
        }
    }
}
