//! Signing in, at the gateway (`/api/v1/login/`, a session cookie that the
//! browser keeps) or at APIO Core (`/api/v01/auth/...`, tokens).
//!
//! Sources: tests/fixtures/apio/01-login-gateway.http and
//! 02-login-core.http, and the public description of APIO Core.

use serde::{Deserialize, Serialize};

use super::json::{Flag, List, Maybe, Number, Text, read};
use super::refusal::{About, check};
use crate::domain::{Kind, Problem, Refusal, Secret, Trouble};
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
    /// The password is the one that somebody else has set.
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

#[derive(Deserialize)]
struct WhoSent {
    #[serde(default)]
    ids: Maybe<IdsSent>,
    #[serde(default)]
    profile: Maybe<ProfileSent>,
}

#[derive(Deserialize)]
struct IdsSent {
    #[serde(default)]
    tenant_id: Text,
    #[serde(default)]
    group_id: Text,
    #[serde(default)]
    user_id: Text,
}

#[derive(Deserialize)]
struct ProfileSent {
    #[serde(default)]
    user_level: Number,
    #[serde(default)]
    is_first_login: Flag,
}

impl WhoSent {
    /// `None` if the answer says nothing about who signed in.
    fn who(self) -> Option<Who> {
        let (ids, profile) = (self.ids.0, self.profile.0);
        if ids.is_none() && profile.is_none() {
            return None;
        }
        let (tenant, group, user) = match ids {
            Some(ids) => (ids.tenant_id.filled(), ids.group_id.filled(), ids.user_id.filled()),
            None => (None, None, None),
        };
        let level = profile.as_ref().and_then(|profile| profile.user_level.0);
        Some(Who {
            // Without a number the ids tell: they reach as far as the level does.
            level: level.map_or_else(|| Who::level_of(&tenant, &group, &user), Level::from_number),
            first_login: profile.is_some_and(|profile| profile.is_first_login.is_on()),
            tenant,
            group,
            user,
        })
    }
}

impl Who {
    fn level_of(tenant: &Option<String>, group: &Option<String>, user: &Option<String>) -> Level {
        match (tenant, group, user) {
            (_, _, Some(_)) => Level::EndUser,
            (_, Some(_), None) => Level::GroupAdmin,
            (Some(_), None, None) => Level::TenantAdmin,
            (None, None, None) => Level::EndUser,
        }
    }
}

#[derive(Serialize)]
struct Credentials<'a> {
    username: &'a str,
    password: &'a str,
}

fn credentials(username: &str, password: &Secret) -> Body {
    Body::json(&Credentials { username, password: password.for_request() })
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
        let sent: WhoSent = read(response)?;
        sent.who().ok_or_else(|| Refusal::new(Kind::NotUnderstood).with_status(response.status))
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

#[derive(Deserialize)]
struct CoreSent {
    #[serde(default)]
    access_token: Option<Secret>,
    #[serde(default)]
    refresh_token: Option<Secret>,
    #[serde(default, rename = "2fa_payload")]
    payload: Option<Secret>,
    #[serde(default)]
    option: Text,
    /// Where the application server checks the password, Core passes on its answer.
    #[serde(default)]
    ids: Maybe<IdsSent>,
    #[serde(default)]
    profile: Maybe<ProfileSent>,
}

impl CoreSent {
    fn tokens(self, response: &Response) -> Result<Tokens, Refusal> {
        let access = self.access_token.filter(|token| !token.is_empty());
        let access = access.ok_or_else(|| Refusal::new(Kind::NotUnderstood).with_status(response.status))?;
        let who = WhoSent { ids: self.ids, profile: self.profile }.who();
        Ok(Tokens { access, refresh: self.refresh_token.filter(|token| !token.is_empty()), who })
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
        let mut sent: CoreSent = read(response)?;
        match sent.payload.take().filter(|payload| !payload.is_empty()) {
            Some(payload) => {
                // The vendor's own client takes a missing option for email.
                let by = if sent.option.0 == "totp" { Factor::Totp } else { Factor::Email };
                Ok(CoreSignIn::NeedsCode { payload, by })
            }
            None => sent.tokens(response).map(CoreSignIn::SignedIn),
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

#[derive(Serialize)]
struct FactorSent<'a> {
    #[serde(rename = "2fa_payload")]
    payload: &'a str,
    code: &'a str,
}

impl Call for SecondFactor {
    type Answer = Tokens;

    fn request(&self) -> Request {
        let path = match self.by {
            Factor::Email => "/api/v01/auth/2fa",
            Factor::Totp => "/api/v01/auth/2fa_totp",
        };
        let body = FactorSent { payload: self.payload.for_request(), code: self.code.for_request() };
        Request::new(Method::Post, path).body(Body::json(&body))
    }

    fn answer(&self, response: &Response) -> Result<Tokens, Refusal> {
        check(response, About::SignIn, &[&self.payload, &self.code])
            .map_err(|refusal| refusal.at_sent(&["code"]))?;
        read::<CoreSent>(response)?.tokens(response)
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
        read::<CoreSent>(response)?.tokens(response)
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

#[derive(Deserialize)]
struct GatewaysSent {
    #[serde(default)]
    gateways: List<GatewaySent>,
}

#[derive(Deserialize)]
struct GatewaySent {
    #[serde(default)]
    name: Text,
    #[serde(default)]
    prefix: Text,
}

impl Call for Gateways {
    type Answer = Vec<Gateway>;

    fn request(&self) -> Request {
        Request::new(Method::Get, "/api/v01/apio/provisioning/gateways")
    }

    fn answer(&self, response: &Response) -> Result<Vec<Gateway>, Refusal> {
        check(response, About::Any, &[])?;
        let sent: GatewaysSent = read(response)?;
        let gateways = sent.gateways.items.into_iter().filter(|gateway| is_prefix(&gateway.prefix.0));
        Ok(gateways.map(|gateway| Gateway { name: gateway.name.0, prefix: gateway.prefix.0 }).collect())
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

#[derive(Deserialize)]
struct CoreUserSent {
    #[serde(default)]
    username: Text,
    #[serde(default)]
    is_system: Flag,
    #[serde(default)]
    need_password_change: Flag,
}

impl Call for CoreSelf {
    type Answer = CoreUser;

    fn request(&self) -> Request {
        Request::new(Method::Get, "/api/v01/system/users/local")
    }

    fn answer(&self, response: &Response) -> Result<CoreUser, Refusal> {
        check(response, About::Any, &[])?;
        let sent: CoreUserSent = read(response)?;
        Ok(CoreUser {
            username: sent.username.filled(),
            is_system: sent.is_system.is_on(),
            must_change_password: sent.need_password_change.is_on(),
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

#[derive(Serialize)]
struct CorePasswordSent<'a> {
    old_password: &'a str,
    password: &'a str,
}

impl Call for CorePassword {
    type Answer = ();

    fn request(&self) -> Request {
        let body =
            CorePasswordSent { old_password: self.old.for_request(), password: self.new.for_request() };
        Request::new(Method::Put, "/api/v01/system/users/local").body(Body::json(&body))
    }

    fn answer(&self, response: &Response) -> Result<(), Refusal> {
        check(response, About::OldSecret, &[&self.old, &self.new]).map_err(|refusal| {
            // Documented: 401 here is "invalid credentials", the old password.
            match refusal.kind {
                Kind::NotSignedIn => Refusal {
                    kind: Kind::RefusedValues,
                    problems: vec![Problem {
                        said: refusal.said.first().cloned(),
                        ..Problem::at("oldPassword", Trouble::Refused)
                    }],
                    ..refusal
                },
                _ => refusal.at_sent(&["newPassword", "oldPassword"]),
            }
        })
    }
}
