//! Signing in, at the gateway (`/api/v1/login/`, a session cookie that the
//! browser keeps) or at APIO Core (`/api/v01/auth/...`, tokens).
//!
//! Sources: tests/fixtures/apio/01-login-gateway.http and
//! 02-login-core.http, and the public description of APIO Core.

use serde_json::Value as Json;

use super::json::{body, filled, inner, is_on, not_understood, number, object, objects, secret, text};
use super::refusal::{About, check, placed};
use crate::domain::{Refusal, Secret};
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
pub struct Who {
    /// Only the ids that fit the level are sent.
    pub tenant: Option<String>,
    pub group: Option<String>,
    pub user: Option<String>,
    pub level: Level,
    /// `is_first_login`, documented by its name only: a new password is
    /// offered then; where it must come first, the server says so itself (403).
    pub first_login: bool,
}

impl Who {
    /// One's own profile and PIN, if there is one.
    pub fn own(&self) -> Option<super::UserIds> {
        Some(super::UserIds {
            tenant: self.tenant.clone()?,
            group: self.group.clone()?,
            user: self.user.clone()?,
        })
    }
}

impl Who {
    /// `None` if the answer says nothing about who signed in.
    fn read(sent: &Json) -> Option<Self> {
        let (ids, profile) = (inner(sent, "ids"), inner(sent, "profile"));
        if ids.is_none() && profile.is_none() {
            return None;
        }
        let id = |name| filled(ids?, name);
        let (tenant, group, user) = (id("tenant_id"), id("group_id"), id("user_id"));
        let level = profile.and_then(|profile| number(profile, "user_level"));
        Some(Self {
            // Without a number the ids tell: they reach as far as the level does.
            level: level.map_or_else(|| Self::level_of(&tenant, &group, &user), Level::from_number),
            first_login: profile.is_some_and(|profile| is_on(profile, "is_first_login")),
            tenant,
            group,
            user,
        })
    }

    fn level_of(tenant: &Option<String>, group: &Option<String>, user: &Option<String>) -> Level {
        match (tenant, group, user) {
            (_, _, Some(_)) => Level::EndUser,
            (_, Some(_), None) => Level::GroupAdmin,
            (Some(_), None, None) => Level::TenantAdmin,
            (None, None, None) => Level::EndUser,
        }
    }
}

fn credentials(username: &str, password: &Secret) -> Body {
    body(&[("username", username), ("password", password.for_request())])
}

/// `POST /api/v1/login/`: the session is a cookie.
pub struct GatewayLogin {
    pub username: String,
    pub password: Secret,
}

impl Call for GatewayLogin {
    type Answer = Who;

    fn request(&self) -> Request {
        Request::new(Method::Post, "/api/v1/login/").body(credentials(&self.username, &self.password))
    }

    fn answer(&self, response: &Response) -> Result<Who, Refusal> {
        check(response, About::SignIn, &[&self.password])?;
        Who::read(&object(response)?).ok_or_else(|| not_understood(response))
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
    pub who: Option<Who>,
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

impl Tokens {
    fn read(mut sent: Json, response: &Response) -> Result<Self, Refusal> {
        let access = secret(&mut sent, "access_token").ok_or_else(|| not_understood(response))?;
        // Where the application server checks the password, Core passes on its answer.
        Ok(Self { access, refresh: secret(&mut sent, "refresh_token"), who: Who::read(&sent) })
    }
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
        check(response, About::SignIn, &[&self.password])?;
        let mut sent = object(response)?;
        match secret(&mut sent, "2fa_payload") {
            Some(payload) => {
                // The vendor's own client takes a missing option for email.
                let by = if text(&sent, "option") == "totp" { Factor::Totp } else { Factor::Email };
                Ok(CoreSignIn::NeedsCode { payload, by })
            }
            None => Tokens::read(sent, response).map(CoreSignIn::SignedIn),
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
        Request::new(Method::Post, path).body(body(&texts))
    }

    fn answer(&self, response: &Response) -> Result<Tokens, Refusal> {
        check(response, About::SignIn, &[&self.payload, &self.code])
            .map_err(|refusal| refusal.at_sent(&["code"]))?;
        Tokens::read(object(response)?, response)
    }
}

/// `GET /api/v01/auth/access_token`, under the refresh token. To be sent
/// once after a 401; if it is refused, sign in again.
pub struct Refresh {
    pub refresh: Secret,
}

impl Call for Refresh {
    type Answer = Tokens;

    fn request(&self) -> Request {
        let (name, value) = authorization(&self.refresh);
        Request::new(Method::Get, "/api/v01/auth/access_token").secret_header(name, value)
    }

    fn answer(&self, response: &Response) -> Result<Tokens, Refusal> {
        check(response, About::Any, &[&self.refresh])?;
        Tokens::read(object(response)?, response)
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
        check(response, About::Any, &[])
    }
}

/// `GET /api/v01/apio/provisioning/gateways`: under which prefix a gateway stands.
pub struct Gateways;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gateway {
    pub name: String,
    /// For [`Api::behind_core`](super::Api::behind_core).
    pub prefix: String,
}

impl Call for Gateways {
    type Answer = Vec<Gateway>;

    fn request(&self) -> Request {
        Request::new(Method::Get, "/api/v01/apio/provisioning/gateways")
    }

    fn answer(&self, response: &Response) -> Result<Vec<Gateway>, Refusal> {
        check(response, About::Any, &[])?;
        let sent = object(response)?;
        let gateways = objects(&sent, "gateways").into_iter();
        let gateways =
            gateways.map(|gateway| Gateway { name: text(gateway, "name"), prefix: text(gateway, "prefix") });
        Ok(gateways.filter(|gateway| is_prefix(&gateway.prefix)).collect())
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
pub struct CoreSelf;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoreUser {
    pub username: Option<String>,
    pub is_system: bool,
    pub must_change_password: bool,
}

impl Call for CoreSelf {
    type Answer = CoreUser;

    fn request(&self) -> Request {
        Request::new(Method::Get, "/api/v01/system/users/local")
    }

    fn answer(&self, response: &Response) -> Result<CoreUser, Refusal> {
        check(response, About::Any, &[])?;
        let sent = object(response)?;
        Ok(CoreUser {
            username: filled(&sent, "username"),
            is_system: is_on(&sent, "is_system"),
            must_change_password: is_on(&sent, "need_password_change"),
        })
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
        Request::new(Method::Put, "/api/v01/system/users/local").body(body(&texts)).in_doubt(true)
    }

    fn answer(&self, response: &Response) -> Result<(), Refusal> {
        check(response, About::OldSecret, &[&self.old, &self.new]).map_err(|mut refusal| {
            // Documented: 401 here is "invalid credentials", the old password.
            if refusal.status == Some(401) {
                refusal.in_session(Some(true));
            }
            placed(refusal, &["newPassword", "oldPassword"], "oldPassword")
        })
    }
}
