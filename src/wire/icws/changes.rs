//! Changing a person's client configuration, and what became of it.

use super::client_configuration::{ClientConfiguration, GROUP};
use super::connection::Features;
use super::follow_me::FollowMeEntry;
use super::licence::LicenceProblem;
use super::property::Property;
use super::property_map::PropertyMap;
use super::property_path::{PropertyPath, find_index_base};
use super::property_value::PropertyValue;
use super::refusal::{not_understood, read_refusal, require_success};
use super::rights::Access;
use super::session::{Session, SessionCall, json_body};
use super::user_id::UserId;
use crate::domain::{Refusal, RefusalKind};
use crate::wire::http::{Method, Request, Response, object};
use crate::wire::json::{is_blank, objects, optional, parse_object};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

/// What is to become of one property.
#[derive(Clone, Debug, PartialEq)]
pub enum PropertyChange {
    /// Set an own value.
    Set(PropertyValue),
    /// Give the own value up: what is inherited holds.
    UseInherited,
}

/// What is to be sent: at least one change, each of its property's kind, and
/// nothing given up that cannot be inherited.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeSet(PropertyMap<PropertyChange>);

impl ChangeSet {
    /// `None` if there is nothing to change, or a change does not fit its property.
    pub fn new(changes: impl IntoIterator<Item = (Property, PropertyChange)>) -> Option<Self> {
        let changes: PropertyMap<PropertyChange> = changes.into_iter().collect();
        let fits = |(property, change): (Property, &PropertyChange)| match change {
            PropertyChange::Set(value) => value.kind() == property.kind(),
            PropertyChange::UseInherited => property.kind().is_inheritable(),
        };
        (!changes.is_empty() && changes.iter().all(fits)).then_some(Self(changes))
    }

    pub fn iter(&self) -> impl Iterator<Item = (Property, &PropertyChange)> {
        self.0.iter()
    }

    pub fn get(&self, property: Property) -> Option<&PropertyChange> {
        self.0.get(property)
    }

    /// Puts each problem of a refusal at the entry of the follow-me list that
    /// it means, however the server counts: from then on the index is that of
    /// the entry, from 0. Where it is not known which, it is at the list.
    pub fn place_problems(&self, refusal: &mut Refusal) {
        let sent = self.follow_me();
        let base = find_index_base(&refusal.problems, sent);
        for problem in &mut refusal.problems {
            let path = problem.field.as_deref().and_then(PropertyPath::read);
            let Some(path) = path.filter(|path| path.property == Property::FollowMe) else { continue };
            let (index, field) = path.find_entry(problem.value.as_deref(), sent, base).unzip();
            let placed = PropertyPath { property: path.property, index, field: field.flatten() };
            problem.field = Some(placed.write().into());
        }
    }

    /// Only what is given back; `None` if nothing is.
    pub fn given_back(&self) -> Option<Self> {
        let given_back = self.0.iter().filter(|(_, change)| **change == PropertyChange::UseInherited);
        Self::new(given_back.map(|(property, change)| (property, change.clone())))
    }

    /// What is given back here and stayed as it was between two readings, so
    /// that it was not somebody else who set it anew. `None` if nothing did.
    pub fn still_own(&self, before: &ClientConfiguration, now: &ClientConfiguration) -> Option<Self> {
        let is_as_before = |property: Property, value: &PropertyValue| {
            before.get(property).is_some_and(|before| before.own() == Some(value))
        };
        let stayed = |(property, result): (Property, ChangeResult)| match result {
            ChangeResult::StillOwn(value) if is_as_before(property, &value) => {
                Some((property, PropertyChange::UseInherited))
            }
            _ => None,
        };
        Self::new(compare_changes(self, now).into_iter().filter_map(stayed))
    }

    fn follow_me(&self) -> &[FollowMeEntry] {
        match self.0.get(Property::FollowMe) {
            Some(PropertyChange::Set(PropertyValue::FollowMe(entries))) => entries,
            _ => &[],
        }
    }

    fn write(&self, encoding: InheritEncoding) -> Json {
        let mut members = self.0.iter().map(|(property, change)| {
            let value = match change {
                PropertyChange::Set(value) if property.kind().is_inheritable() => {
                    json!({ "actualValue": value.write() })
                }
                PropertyChange::Set(value) => value.write(),
                PropertyChange::UseInherited if encoding == InheritEncoding::NullMember => Json::Null,
                PropertyChange::UseInherited => json!({ "actualValue": null }),
            };
            (property.name().to_string(), value)
        });
        Json::Object(object(&mut members))
    }
}

/// How "use the inherited value" is written; which one a server takes is not
/// documented (tests/fixtures/icws/41-put-client-reset.http).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InheritEncoding {
    /// `{"actualValue": null}`
    #[default]
    NullValue,
    /// The member itself is null.
    NullMember,
}

/// `PUT /icws/{session}/configuration/users/{id}/client`: one's own.
#[derive(Clone, Debug, PartialEq)]
pub struct PutOwnClient {
    pub user: UserId,
    pub changes: ChangeSet,
    pub encoding: InheritEncoding,
}

/// `PUT /icws/{session}/configuration/users/{id}`: somebody else's.
#[derive(Clone, Debug, PartialEq)]
pub struct PutUserClient {
    pub user: UserId,
    pub changes: ChangeSet,
    pub encoding: InheritEncoding,
}

/// The document's `updateOperationResult`: the change was acknowledged. It may
/// not be visible yet, and a null may not have reset anything: read again, and
/// see [`compare_changes`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct UpdateResult {
    #[serde(deserialize_with = "optional")]
    pub id: Option<String>,
    /// Those of the document's number 2 were not set in spite of the success.
    #[serde(rename = "licenseProblems", deserialize_with = "objects")]
    pub licence_problems: Vec<LicenceProblem>,
}

impl SessionCall for PutOwnClient {
    type Answer = UpdateResult;

    fn request(&self, session: &Session) -> Request {
        let path = [&self.user.path(), "/client"].concat();
        session.request(Method::Put, &path).body(json_body(&self.changes.write(self.encoding)))
    }

    fn answer(&self, response: &Response) -> Result<UpdateResult, Refusal> {
        read_update_result(response)
    }
}

impl SessionCall for PutUserClient {
    type Answer = UpdateResult;

    fn request(&self, session: &Session) -> Request {
        let mut user = Map::new();
        user.insert(GROUP.into(), self.changes.write(self.encoding));
        session.request(Method::Put, &self.user.path()).body(json_body(&Json::Object(user)))
    }

    fn answer(&self, response: &Response) -> Result<UpdateResult, Refusal> {
        read_update_result(response)
    }
}

/// Reads the answer to a PUT. The id is required in the document, so that an
/// object without it is something else's: a proxy's, or an error sent as a
/// success. An answer without a body says nothing, and what holds is read again.
fn read_update_result(response: &Response) -> Result<UpdateResult, Refusal> {
    require_success(response)?;
    if is_blank(&response.body) {
        return Ok(UpdateResult::default());
    }
    let result: UpdateResult = parse_object(&response.body).map_err(|_| not_understood(response))?;
    if result.id.is_some() { Ok(result) } else { Err(read_refusal(response)) }
}

/// Explains why a PUT found nothing (404, 405 and the like), by what the
/// server has said of its features and by whether the user is there (`None`:
/// could not be looked up). Only a server that has not said to be new enough
/// may be too old, and only for one's own; the document's only 404 is a user
/// who does not exist.
pub fn explain_not_found(
    mut refusal: Refusal,
    access: Access,
    features: &Features,
    is_user_there: Option<bool>,
) -> Refusal {
    let has_path = access != Access::Own || features.has_own_client() == Some(true);
    refusal.kind = match (refusal.kind, is_user_there) {
        (RefusalKind::NotFound | RefusalKind::NoSuchResource, Some(false)) if refusal.status == Some(404) => {
            RefusalKind::NotFound
        }
        // The server has the path and the user, and answers that it has not.
        (RefusalKind::NotFound, Some(true)) | (RefusalKind::NoSuchResource, _) if has_path => {
            RefusalKind::NotUnderstood
        }
        (RefusalKind::NotFound, Some(true)) => RefusalKind::NoSuchResource,
        (kind, _) => kind,
    };
    refusal
}

/// What the server has of one change, by what was read back.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeResult {
    /// The server has what was sent.
    Applied,
    /// The own value was to be given up, and is still there.
    StillOwn(PropertyValue),
    /// Something else is in effect: not visible yet, or changed by somebody else.
    Different(Option<PropertyValue>),
    /// The server did not report it.
    NotReported,
}

/// Compares what was sent with what was read afterwards.
pub fn compare_changes(sent: &ChangeSet, now: &ClientConfiguration) -> Vec<(Property, ChangeResult)> {
    let compare = |property, change: &PropertyChange| {
        let Some(value) = now.get(property) else { return ChangeResult::NotReported };
        let effective = || value.effective.clone().flatten();
        match (change, &value.own) {
            (PropertyChange::Set(wanted), Some(Some(own))) if own == wanted => ChangeResult::Applied,
            (PropertyChange::Set(_), Some(Some(own))) => ChangeResult::Different(Some(own.clone())),
            // Clearing a list may leave an empty one or none.
            (PropertyChange::Set(PropertyValue::FollowMe(wanted)), Some(None)) if wanted.is_empty() => {
                ChangeResult::Applied
            }
            (PropertyChange::Set(_), Some(None)) => ChangeResult::Different(effective()),
            (PropertyChange::Set(wanted), None) => match &value.effective {
                Some(Some(effective)) if effective == wanted => ChangeResult::Applied,
                Some(effective) => ChangeResult::Different(effective.clone()),
                None => ChangeResult::NotReported,
            },
            (PropertyChange::UseInherited, Some(None)) => ChangeResult::Applied,
            (PropertyChange::UseInherited, Some(Some(own))) => ChangeResult::StillOwn(own.clone()),
            (PropertyChange::UseInherited, None) => ChangeResult::NotReported,
        }
    };
    sent.iter().map(|(property, change)| (property, compare(property, change))).collect()
}
