//! What the person who signed in may do.

use super::connection::Features;
use super::refusal::require_body;
use super::session::{Session, SessionCall};
use super::user_id::UserId;
use crate::domain::{Refusal, RefusalKind};
use crate::wire::http::{Method, Request, Response};
use crate::wire::json::object;
use serde::{Deserialize, Deserializer};
use serde_json::Value as Json;

/// Under which right objects are read (`rightsFilter`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RightsFilter {
    /// What one may administer; what the server takes where nothing is said.
    Admin,
    /// What one may see.
    View,
    /// Oneself.
    LoggedInUser,
}

impl RightsFilter {
    pub fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::View => "view",
            Self::LoggedInUser => "loggedInUser",
        }
    }
}

/// One's own rights, as far as they matter here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// May change one's own client configuration (`securityRights.customizeClient`).
    pub customize_client: bool,
    /// `securityRights.followMe`; `None` where the server did not say.
    pub follow_me: Option<bool>,
    pub master_administrator: bool,
}

/// `GET /icws/{session}/configuration/users/{id}?rightsFilter=loggedInUser`
/// with the rights selected: reads one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOwnRights {
    pub user: UserId,
}

impl SessionCall for ReadOwnRights {
    type Answer = Rights;

    fn request(&self, session: &Session) -> Request {
        let query = "?select=securityRights.customizeClient,securityRights.followMe,\
                     administrativeRights.masterAdministrator&rightsFilter=loggedInUser";
        session.request(Method::Get, &[&self.user.path(), query].concat())
    }

    fn answer(&self, response: &Response) -> Result<Rights, Refusal> {
        let answer: RightsAnswer = require_body(response)?;
        let security = answer.security_rights.unwrap_or_default();
        let administrative = answer.administrative_rights.unwrap_or_default();
        Ok(Rights {
            customize_client: security.customize_client.unwrap_or(false),
            follow_me: security.follow_me,
            master_administrator: administrative.master_administrator.unwrap_or(false),
        })
    }
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct RightsAnswer {
    #[serde(deserialize_with = "object")]
    security_rights: Option<SecurityRights>,
    #[serde(deserialize_with = "object")]
    administrative_rights: Option<AdministrativeRights>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct SecurityRights {
    #[serde(deserialize_with = "read_right")]
    customize_client: Option<bool>,
    #[serde(deserialize_with = "read_right")]
    follow_me: Option<bool>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct AdministrativeRights {
    #[serde(deserialize_with = "read_right")]
    master_administrator: Option<bool>,
}

/// A right is an inheritable yes or no: what is in effect counts, or else
/// what is the person's own; absent is `None`.
fn read_right<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    let right = Json::deserialize(deserializer)?;
    let member = |name: &str| right.get(name).and_then(Json::as_bool);
    Ok(right.as_bool().or_else(|| member("effectiveValue")).or_else(|| member("actualValue")))
}

/// `GET /icws/{session}/configuration/users/{id}?rightsFilter=admin`: may one
/// administer this user?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MayAdminister {
    pub user: UserId,
}

impl SessionCall for MayAdminister {
    type Answer = bool;

    fn request(&self, session: &Session) -> Request {
        session.request(Method::Get, &[&self.user.path(), "?rightsFilter=admin"].concat())
    }

    fn answer(&self, response: &Response) -> Result<bool, Refusal> {
        match require_body::<serde::de::IgnoredAny>(response) {
            Ok(_) => Ok(true),
            Err(Refusal { kind: RefusalKind::NotAllowed, .. }) => Ok(false),
            Err(refusal) => Err(refusal),
        }
    }
}

/// How a person's client configuration can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// By `PUT .../users/{id}/client`.
    Own,
    /// By `PUT .../users/{id}`.
    Administrator,
    ReadOnly(ReadOnlyReason),
}

/// Why nothing can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadOnlyReason {
    /// One's own, without the right `securityRights.customizeClient`.
    NoRightToCustomize,
    /// One's own, on a server before 2016 R2.
    ServerTooOld,
    /// Somebody else's, without the right to administer them.
    NotAdministrator,
}

/// Decides from what was read. `administers` is the answer to
/// [`MayAdminister`], where it was asked.
pub fn decide_access(is_own: bool, rights: Rights, features: &Features, administers: Option<bool>) -> Access {
    let as_administrator = administers.unwrap_or(rights.master_administrator);
    // Where the server did not say what it has, trying is the only way to know.
    let has_path = features.has_own_client().unwrap_or(true);
    if is_own && rights.customize_client && has_path {
        Access::Own
    } else if as_administrator {
        Access::Administrator
    } else if !is_own {
        Access::ReadOnly(ReadOnlyReason::NotAdministrator)
    } else if rights.customize_client {
        Access::ReadOnly(ReadOnlyReason::ServerTooOld)
    } else {
        Access::ReadOnly(ReadOnlyReason::NoRightToCustomize)
    }
}
