//! Changing a person's client configuration, and what became of it.

use super::by_property::ByProperty;
use super::client_configuration::{ClientConfiguration, GROUP};
use super::property::Property;
use super::read::{ConfigurationId, json, not_understood, succeeded, text_at};
use super::value::Value;
use super::{Session, SessionCall, UserId, body, enums, refusal};
use crate::domain::Refusal;
use crate::wire::http::{Method, Request, Response, object};
use serde_json::{Map, Value as Json, json};

/// What is to become of one property.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// An own value.
    Set(Value),
    /// No own value any more: what is inherited holds.
    GiveBack,
}

/// What is to be sent: at least one change, each of its property's kind, and
/// nothing given back that cannot be inherited.
#[derive(Clone, Debug, PartialEq)]
pub struct Changes(ByProperty<Change>);

impl Changes {
    /// `None` if there is nothing to change, or a change does not fit its property.
    pub fn new(changes: impl IntoIterator<Item = (Property, Change)>) -> Option<Self> {
        let changes: ByProperty<Change> = changes.into_iter().collect();
        let fits = |(property, change): (Property, &Change)| match change {
            Change::Set(value) => value.kind() == property.kind(),
            Change::GiveBack => property.kind().is_inheritable(),
        };
        (!changes.is_empty() && changes.iter().all(fits)).then_some(Self(changes))
    }

    pub fn iter(&self) -> impl Iterator<Item = (Property, &Change)> {
        self.0.iter()
    }

    pub fn get(&self, property: Property) -> Option<&Change> {
        self.0.get(property)
    }

    /// The follow-me list that is sent, for placing problems in it.
    pub fn follow_me(&self) -> &[super::value::FollowMe] {
        match self.0.get(Property::FollowMe) {
            Some(Change::Set(Value::FollowMe(entries))) => entries,
            _ => &[],
        }
    }

    fn write(&self, by: GiveBackBy) -> Json {
        let mut members = self.0.iter().map(|(property, change)| {
            let value = match change {
                Change::Set(value) if property.kind().is_inheritable() => {
                    json!({ "actualValue": value.write() })
                }
                Change::Set(value) => value.write(),
                Change::GiveBack if by == GiveBackBy::NullMember => Json::Null,
                Change::GiveBack => json!({ "actualValue": null }),
            };
            (property.name().to_string(), value)
        });
        Json::Object(object(&mut members))
    }
}

/// How "give back" is written; which one a server takes is not documented
/// (tests/fixtures/icws/41-put-client-reset.http).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GiveBackBy {
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
    pub changes: Changes,
    pub by: GiveBackBy,
}

/// `PUT /icws/{session}/configuration/users/{id}`: somebody else's.
#[derive(Clone, Debug, PartialEq)]
pub struct PutUserClient {
    pub user: UserId,
    pub changes: Changes,
    pub by: GiveBackBy,
}

/// A change that was acknowledged. It may not be visible yet, and a null may
/// not have reset anything: read again, and see [`verify`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    pub id: Option<String>,
    pub warnings: Vec<LicenceProblem>,
}

/// A licence that was not set, or set with a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceProblem {
    /// 0 to 3 in the document; `None` where the server did not say.
    pub number: Option<i64>,
    pub licence: ConfigurationId,
}

impl LicenceProblem {
    pub fn is_warning(&self) -> bool {
        self.number.is_some_and(enums::licence_is_warning)
    }
}

impl SessionCall for PutOwnClient {
    type Answer = Saved;

    fn request(&self, session: &Session) -> Request {
        let path = [&self.user.path(), "/client"].concat();
        session.request(Method::Put, &path).body(body(&self.changes.write(self.by)))
    }

    fn answer(&self, response: &Response) -> Result<Saved, Refusal> {
        saved(response)
    }
}

impl SessionCall for PutUserClient {
    type Answer = Saved;

    fn request(&self, session: &Session) -> Request {
        let mut user = Map::new();
        user.insert(GROUP.into(), self.changes.write(self.by));
        session.request(Method::Put, &self.user.path()).body(body(&Json::Object(user)))
    }

    fn answer(&self, response: &Response) -> Result<Saved, Refusal> {
        saved(response)
    }
}

fn saved(response: &Response) -> Result<Saved, Refusal> {
    succeeded(response)?;
    match json(response) {
        Some(answer @ Json::Object(_)) => {
            Ok(Saved { id: text_at(&answer, "id"), warnings: refusal::licences(&answer, "licenseProblems") })
        }
        None if response.body.iter().all(u8::is_ascii_whitespace) => Ok(Saved::default()),
        _ => Err(not_understood(response)),
    }
}

/// What the server holds of a property after a change.
#[derive(Clone, Debug, PartialEq)]
pub enum Held {
    AsAsked,
    /// It was to be given back, and is still the person's own.
    StillOwn(Value),
    /// Something else is in effect: not visible yet, or another hand changed it.
    Other(Option<Value>),
    /// The server did not say.
    Unsaid,
}

/// What became of each change, by what was read afterwards.
pub fn verify(asked: &Changes, now: &ClientConfiguration) -> Vec<(Property, Held)> {
    let held = |property, change: &Change| {
        let Some(value) = now.get(property) else { return Held::Unsaid };
        let effective = || value.effective.clone().flatten();
        match (change, &value.own) {
            (Change::Set(wanted), Some(Some(own))) if own == wanted => Held::AsAsked,
            (Change::Set(_), Some(Some(own))) => Held::Other(Some(own.clone())),
            // Clearing a list may leave an empty one or none.
            (Change::Set(Value::FollowMe(wanted)), Some(None)) if wanted.is_empty() => Held::AsAsked,
            (Change::Set(_), Some(None)) => Held::Other(effective()),
            (Change::Set(wanted), None) if effective().as_ref() == Some(wanted) => Held::AsAsked,
            (Change::GiveBack, Some(None)) => Held::AsAsked,
            (Change::GiveBack, Some(Some(own))) => Held::StillOwn(own.clone()),
            (_, None) => Held::Unsaid,
        }
    };
    asked.iter().map(|(property, change)| (property, held(property, change))).collect()
}

/// Does the server hold all that was asked? While it does not, it is worth
/// reading once more: writes are acknowledged before they are visible.
pub fn all_as_asked(verified: &[(Property, Held)]) -> bool {
    verified.iter().all(|(_, held)| *held == Held::AsAsked)
}
