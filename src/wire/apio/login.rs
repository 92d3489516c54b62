//! Signing in, at the gateway (`/api/v1/login/`, a session cookie that the
//! browser keeps) or at APIO Core (`/api/v01/auth/...`, tokens).
//!
//! Sources: tests/fixtures/apio/01-login-gateway.http and
//! 02-login-core.http, and the public description of APIO Core.

use serde::Deserialize;

use super::refusal::{CallKind, check_status, holds_error, place_problems};
use super::{non_empty, text_body};
use crate::domain::{Refusal, RefusalKind, Secret};
use crate::wire::http::can_be_header;
use crate::wire::json::{Unreadable, keyed_objects, not_read, object, optional, or_default, read_object};
use crate::wire::{Body, Call, Method, Request, Response};

/// What somebody may do (`user_level`), from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    EndUser,
    DepartmentAdmin,
    GroupAdmin,
    TenantAdmin,
    System,
}

impl Level {
    /// From the documented numbers 0, 4, 8, 12 and 16. A number between two
    /// of them has the rights of the lower.
    pub fn from_number(number: i64) -> Self {
        match number {
            ..4 => Self::EndUser,
            4..8 => Self::DepartmentAdmin,
            8..12 => Self::GroupAdmin,
            12..16 => Self::TenantAdmin,
            16.. => Self::System,
        }
    }

    /// Does a change of PIN or password need the current one? The server
    /// decides; at end user level it is known to ask.
    pub fn asks_for_current(self) -> bool {
        self == Self::EndUser
    }

    /// May there be other people to look for?
    pub fn sees_others(self) -> bool {
        self > Self::EndUser
    }
}

/// Who signed in, as far as the server said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Only the ids that fit the level are sent.
    pub tenant: Option<String>,
    pub group: Option<String>,
    pub user: Option<String>,
    pub level: Level,
    /// `is_first_login`, documented by its name only: a new password is
    /// offered then; where it must come first, the server says so itself (403).
    pub first_login: bool,
}

impl Identity {
    /// One's own profile and PIN, if there is one.
    pub fn own_user(&self) -> Option<super::UserIds> {
        Some(super::UserIds {
            tenant: self.tenant.clone()?,
            group: self.group.clone()?,
            user: self.user.clone()?,
        })
    }
}

/// What signing in or refreshing a token is answered with, at the gateway or
/// at Core. It has no Debug, for it holds tokens.
#[derive(Default, Deserialize)]
#[serde(default)]
struct SignInAnswer {
    #[serde(deserialize_with = "object")]
    ids: Option<SignInIds>,
    #[serde(deserialize_with = "object")]
    profile: Option<SignInProfile>,
    #[serde(deserialize_with = "optional")]
    access_token: Option<Secret>,
    #[serde(deserialize_with = "optional")]
    refresh_token: Option<Secret>,
    #[serde(rename = "2fa_payload", deserialize_with = "optional")]
    second_factor_payload: Option<Secret>,
    #[serde(deserialize_with = "or_default")]
    option: String,
}

/// The place of who signed in; only the ids that fit the level are sent.
#[derive(Default, Deserialize)]
#[serde(default)]
struct SignInIds {
    #[serde(deserialize_with = "non_empty")]
    tenant_id: Option<String>,
    #[serde(deserialize_with = "non_empty")]
    group_id: Option<String>,
    #[serde(deserialize_with = "non_empty")]
    user_id: Option<String>,
}

/// What the server tells of who signed in.
#[derive(Default, Deserialize)]
#[serde(default)]
struct SignInProfile {
    #[serde(deserialize_with = "optional")]
    user_level: Option<i64>,
    #[serde(deserialize_with = "or_default")]
    is_first_login: bool,
}

impl SignInAnswer {
    /// `None` if the answer says nothing about who signed in.
    fn identity(&mut self) -> Option<Identity> {
        let (ids, profile) = (self.ids.take(), self.profile.take());
        if ids.is_none() && profile.is_none() {
            return None;
        }
        let SignInIds { tenant_id, group_id, user_id } = ids.unwrap_or_default();
        let profile = profile.unwrap_or_default();
        // Without a number the ids tell: they reach as far as the level does.
        let by_ids = || match (&tenant_id, &group_id, &user_id) {
            (_, _, Some(_)) => Level::EndUser,
            (_, Some(_), None) => Level::GroupAdmin,
            (Some(_), None, None) => Level::TenantAdmin,
            (None, None, None) => Level::EndUser,
        };
        Some(Identity {
            level: profile.user_level.map_or_else(by_ids, Level::from_number),
            first_login: profile.is_first_login,
            tenant: tenant_id,
            group: group_id,
            user: user_id,
        })
    }

    fn tokens(mut self) -> Option<Tokens> {
        let filled = |secret: &Secret| !secret.is_empty() && secret.satisfies(can_be_header);
        Some(Tokens {
            access: self.access_token.take().filter(filled)?,
            refresh: self.refresh_token.take().filter(filled),
            // Where the application server checks the password, Core passes on its answer.
            identity: self.identity(),
        })
    }
}

/// The refusal for an answer that lacks what the call needs.
fn not_understood(response: &Response) -> Refusal {
    not_read(response, Unreadable::NotUnderstood)
}

fn credentials(username: &str, password: &Secret) -> Body {
    text_body(&[("username", username), ("password", password.for_request())])
}

/// `POST /api/v1/login/`: the session is a cookie.
pub struct GatewayLogin {
    pub username: String,
    pub password: Secret,
}

impl Call for GatewayLogin {
    type Answer = Identity;

    fn request(&self) -> Request {
        Request::new(Method::Post, "/api/v1/login/").body(credentials(&self.username, &self.password))
    }

    fn answer(&self, response: &Response) -> Result<Identity, Refusal> {
        check_status(response, CallKind::SignIn, &[&self.password])?;
        let mut answer: SignInAnswer = read_object(response)?;
        answer.identity().ok_or_else(|| not_understood(response))
    }
}

/// What Core hands out. The access token lives for minutes, the refresh
/// token for days; both in memory only.
#[derive(Clone)]
pub struct Tokens {
    pub access: Secret,
    /// At a refresh it only comes when the old one is near its end.
    pub refresh: Option<Secret>,
    /// Where Core passes on what the gateway said.
    pub identity: Option<Identity>,
}

/// How the second factor reaches the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// A code that was sent by email.
    Email,
    /// A code that an app shows.
    Totp,
}

/// What Core answers to a name and a password.
#[derive(Clone)]
pub enum CoreSignIn {
    SignedIn(Tokens),
    /// A code is needed as well; see [`SecondFactor`].
    NeedsCode {
        payload: Secret,
        by: Factor,
    },
}

fn read_tokens(response: &Response) -> Result<Tokens, Refusal> {
    read_object::<SignInAnswer>(response)?.tokens().ok_or_else(|| not_understood(response))
}

/// `POST /api/v01/auth/login`.
pub struct CoreLogin {
    pub username: String,
    pub password: Secret,
}

impl Call for CoreLogin {
    type Answer = CoreSignIn;

    fn request(&self) -> Request {
        Request::new(Method::Post, "/api/v01/auth/login").body(credentials(&self.username, &self.password))
    }

    fn answer(&self, response: &Response) -> Result<CoreSignIn, Refusal> {
        check_status(response, CallKind::SignIn, &[&self.password])?;
        let mut answer: SignInAnswer = read_object(response)?;
        match answer.second_factor_payload.take().filter(|payload| !payload.is_empty()) {
            Some(payload) => {
                // The vendor's own client takes a missing option for email.
                let by = if answer.option == "totp" { Factor::Totp } else { Factor::Email };
                Ok(CoreSignIn::NeedsCode { payload, by })
            }
            None => answer.tokens().map(CoreSignIn::SignedIn).ok_or_else(|| not_understood(response)),
        }
    }
}

/// `POST /api/v01/auth/2fa_totp` or `/api/v01/auth/2fa`. A refused code
/// (400) is a problem at the field `code`.
pub struct SecondFactor {
    pub payload: Secret,
    pub by: Factor,
    pub code: Secret,
}

impl Call for SecondFactor {
    type Answer = Tokens;

    fn request(&self) -> Request {
        let path = match self.by {
            Factor::Email => "/api/v01/auth/2fa",
            Factor::Totp => "/api/v01/auth/2fa_totp",
        };
        let texts = [("2fa_payload", self.payload.for_request().as_str()), ("code", self.code.for_request())];
        Request::new(Method::Post, path).body(text_body(&texts))
    }

    fn answer(&self, response: &Response) -> Result<Tokens, Refusal> {
        check_status(response, CallKind::SignIn, &[&self.payload, &self.code])
            .map_err(|refusal| refusal.at_sent(&["code"]))?;
        read_tokens(response)
    }
}

/// `GET /api/v01/auth/access_token`, under the refresh token. To be sent
/// once after a 401; if it is refused, sign in again.
pub struct RefreshTokens {
    pub refresh: Secret,
}

impl Call for RefreshTokens {
    type Answer = Tokens;

    fn request(&self) -> Request {
        let (name, value) = authorization(&self.refresh);
        Request::new(Method::Get, "/api/v01/auth/access_token").secret_header(name, value)
    }

    fn answer(&self, response: &Response) -> Result<Tokens, Refusal> {
        check_status(response, CallKind::Plain, &[&self.refresh])?;
        read_tokens(response)
    }
}

/// The header under which Core takes a token.
pub fn authorization(token: &Secret) -> (&'static str, Secret) {
    let mut value = String::from("Bearer ");
    value.push_str(token.for_request());
    ("Authorization", Secret::new(value))
}

/// `GET /api/v01/auth/logout`.
pub struct CoreLogout;

impl Call for CoreLogout {
    type Answer = ();

    fn request(&self) -> Request {
        Request::new(Method::Get, "/api/v01/auth/logout")
    }

    fn answer(&self, response: &Response) -> Result<(), Refusal> {
        check_status(response, CallKind::Plain, &[])
    }
}

/// `GET /api/v01/apio/provisioning/gateways`: under which prefix a gateway stands.
pub struct ListGateways;

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Gateway {
    #[serde(deserialize_with = "or_default")]
    pub name: String,
    /// For [`Api::behind_core`](super::Api::behind_core).
    #[serde(deserialize_with = "or_default")]
    pub prefix: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct GatewaysAnswer {
    #[serde(deserialize_with = "keyed_objects")]
    gateways: Vec<Gateway>,
}

impl Call for ListGateways {
    type Answer = Vec<Gateway>;

    fn request(&self) -> Request {
        Request::new(Method::Get, "/api/v01/apio/provisioning/gateways")
    }

    fn answer(&self, response: &Response) -> Result<Vec<Gateway>, Refusal> {
        check_status(response, CallKind::Plain, &[])?;
        let mut gateways = read_object::<GatewaysAnswer>(response)?.gateways;
        gateways.retain(|gateway| is_prefix(&gateway.prefix));
        Ok(gateways)
    }
}

/// A path of this server, not an address of another.
fn is_prefix(prefix: &str) -> bool {
    prefix.starts_with('/')
        && !prefix.starts_with("//")
        && prefix.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/_-.".contains(&byte))
        && !prefix.split('/').any(|segment| segment == "..")
}

/// `GET /api/v01/system/users/local`: what Core knows of who signed in.
pub struct GetCoreUser;

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct CoreUser {
    #[serde(deserialize_with = "non_empty")]
    pub username: Option<String>,
    #[serde(deserialize_with = "or_default")]
    pub is_system: bool,
    /// `None` where Core does not say.
    #[serde(rename = "need_password_change", deserialize_with = "optional")]
    pub must_change_password: Option<bool>,
}

impl Call for GetCoreUser {
    type Answer = CoreUser;

    fn request(&self) -> Request {
        Request::new(Method::Get, "/api/v01/system/users/local")
    }

    fn answer(&self, response: &Response) -> Result<CoreUser, Refusal> {
        check_status(response, CallKind::Plain, &[])?;
        read_object(response)
    }
}

/// `PUT /api/v01/system/users/local`: one's own password at Core, the step
/// that a 403 with "change the password first" asks for. Fields of its
/// problems: `oldPassword`, `newPassword`.
pub struct CorePassword {
    pub old: Secret,
    pub new: Secret,
}

impl Call for CorePassword {
    type Answer = ();

    fn request(&self) -> Request {
        let texts = [("old_password", self.old.for_request().as_str()), ("password", self.new.for_request())];
        Request::new(Method::Put, "/api/v01/system/users/local").body(text_body(&texts)).in_doubt(true)
    }

    fn answer(&self, response: &Response) -> Result<(), Refusal> {
        check_status(response, CallKind::WithOldSecret, &[&self.old, &self.new]).map_err(|mut refusal| {
            // Documented: 401 here is "invalid credentials", the old password.
            if refusal.status == Some(401) && !matches!(refusal.kind, RefusalKind::MustFirst(_)) {
                refusal.in_session(Some(true));
            }
            place_problems(refusal, &["newPassword", "oldPassword"], "oldPassword")
        })?;
        if holds_error(response)? { Err(not_read(response, Unreadable::NotUnderstood)) } else { Ok(()) }
    }
}
