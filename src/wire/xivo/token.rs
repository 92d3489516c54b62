//! `/0.1/token` of the authentication service (recordings in 2019-05-auth).
//!
//! The service may live under a prefix of its own; the path here begins behind it.

use serde::{Deserialize, Serialize};

use super::refusal::{RefusedCall, Resource, expect_success, read_refusal};
use crate::domain::{Refusal, Secret};
use crate::wire::http::can_be_header;
use crate::wire::json::{self, Unreadable};
use crate::wire::{Body, Call, Method, Request, Response, percent};

/// Signs in: `POST /0.1/token` with Basic credentials.
#[derive(Clone, PartialEq)]
pub struct CreateToken {
    pub username: String,
    pub password: Secret,
    /// How long the token is to live, in seconds; `None` leaves it to the server (7200).
    pub expiration: Option<u32>,
    /// Which accounts are meant. Services from 15.11 to 18.13 fail where it is not said.
    pub backend: Option<&'static str>,
    /// A domain of the person's tenant, where people prove themselves by LDAP.
    pub domain_name: Option<String>,
    /// What stands there is the tenant itself, its UUID or its short name: services of 22.03 to 22.06
    /// know no domains (CHANGELOG.md of wazo-auth).
    pub by_tenant_id: bool,
}

/// A session. It has no Debug, for it holds the token.
#[derive(Clone, PartialEq)]
pub struct Token {
    pub token: Secret,
    /// How many seconds it lives, by the server's own clock.
    pub life_s: Option<u32>,
    /// What its owner may do.
    pub acl: Vec<String>,
    /// The tenant that its owner belongs to; absent before 2018.
    pub tenant_uuid: Option<String>,
}

/// The answer to a token that was asked for, as the service sends it.
#[derive(Deserialize)]
struct TokenBody {
    #[serde(default, deserialize_with = "json::object")]
    data: Option<TokenData>,
}

#[derive(Deserialize)]
struct TokenData {
    #[serde(default, deserialize_with = "json::optional")]
    token: Option<Secret>,
    /// In UTC, `2026-11-21T19:07:36.817912`, without a mark of the zone.
    #[serde(default, deserialize_with = "json::optional")]
    utc_issued_at: Option<String>,
    #[serde(default, deserialize_with = "json::optional")]
    utc_expires_at: Option<String>,
    /// `acls` until 2020.
    #[serde(default, alias = "acls", deserialize_with = "json::texts")]
    acl: Vec<String>,
    #[serde(default, deserialize_with = "json::object")]
    metadata: Option<TokenMetadata>,
}

#[derive(Deserialize)]
struct TokenMetadata {
    #[serde(default, deserialize_with = "json::optional")]
    tenant_uuid: Option<String>,
}

impl TokenBody {
    fn into_token(self) -> Option<Token> {
        let data = self.data?;
        let token = data.token.filter(|token| !token.is_empty() && token.satisfies(can_be_header))?;
        let tenant_uuid = data.metadata.and_then(|metadata| metadata.tenant_uuid);
        let seconds = |time: Option<String>| seconds_since_1970(&time?);
        let life = seconds(data.utc_expires_at).zip(seconds(data.utc_issued_at));
        let life_s = life.and_then(|(end, begin)| u32::try_from(end - begin).ok());
        Some(Token { token, life_s, acl: data.acl, tenant_uuid })
    }
}

/// Reads `2026-11-21T19:07:36.817912` to the second.
fn seconds_since_1970(time: &str) -> Option<i64> {
    let (date, clock) = time.get(..19)?.split_once('T')?;
    let numbers = |text: &str, sign: char| -> Option<[i64; 3]> {
        let numbers: Result<Vec<i64>, _> = text.split(sign).map(str::parse).collect();
        numbers.ok()?.try_into().ok()
    };
    let [year, month, day] = numbers(date, '-')?;
    let [hour, minute, second] = numbers(clock, ':')?;
    // Years are counted from March, so that the day of a leap year comes last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719_469;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

impl CreateToken {
    pub fn new(username: impl Into<String>, password: Secret) -> Self {
        Self {
            username: username.into(),
            password,
            expiration: None,
            backend: None,
            domain_name: None,
            by_tenant_id: false,
        }
    }

    fn credentials(&self) -> Secret {
        let mut pair = Vec::with_capacity(self.username.len() + 32);
        pair.extend_from_slice(self.username.as_bytes());
        pair.push(b':');
        pair.extend_from_slice(self.password.for_request().as_bytes());
        Secret::new("Basic ".to_owned() + &base64(&pair))
    }
}

impl Call for CreateToken {
    type Answer = Token;

    fn request(&self) -> Request {
        #[derive(Serialize)]
        struct Post<'a> {
            #[serde(skip_serializing_if = "Option::is_none")]
            backend: Option<&'static str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            expiration: Option<u32>,
            #[serde(skip_serializing_if = "Option::is_none")]
            domain_name: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            tenant_id: Option<&'a str>,
        }
        // Services of 22.03 to 24.07 look only where they are told to; later ones know it of the account.
        let by_domain = self.domain_name.as_ref().map(|_| "ldap_user");
        let body = Post {
            backend: self.backend.or(by_domain),
            expiration: self.expiration,
            domain_name: self.domain_name.as_deref().filter(|_| !self.by_tenant_id),
            tenant_id: self.domain_name.as_deref().filter(|_| self.by_tenant_id),
        };
        Request::new(Method::Post, "/0.1/token")
            .secret_header("Authorization", self.credentials())
            .body(Body::json(&body))
            .omit_credentials()
    }

    fn answer(&self, response: &Response) -> Result<Token, Refusal> {
        if response.status != 200 {
            let mut call = RefusedCall::to(Resource::Token);
            let credentials = self.credentials();
            call.secrets = vec![&self.password, &credentials];
            return Err(read_refusal(response, &call));
        }
        let body: TokenBody = json::read_object(response)?;
        body.into_token().ok_or_else(|| json::not_read(response, Unreadable::NotUnderstood))
    }
}

/// `GET /0.1/backends`: which kinds of accounts a service of 15.11 to 18.13 knows, of those that may
/// administer users; the accounts of the web services first (wazo-auth before 18.14). Later ones know none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListBackends;

const BACKENDS: [&str; 2] = ["xivo_service", "xivo_admin"];

impl Call for ListBackends {
    type Answer = Vec<&'static str>;

    fn request(&self) -> Request {
        Request::new(Method::Get, "/0.1/backends").omit_credentials()
    }

    fn answer(&self, response: &Response) -> Result<Vec<&'static str>, Refusal> {
        #[derive(Deserialize)]
        struct Backends {
            #[serde(default, deserialize_with = "json::texts")]
            data: Vec<String>,
        }
        if response.status != 200 {
            return Err(read_refusal(response, &RefusedCall::to(Resource::List)));
        }
        let known: Backends = json::read_object(response)?;
        Ok(BACKENDS.into_iter().filter(|backend| known.data.iter().any(|known| known == backend)).collect())
    }
}

/// What the service says of a token and a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenState {
    Granted,
    /// The token is good, and lacks the right.
    LacksRight,
    Ended,
}

/// `HEAD /0.1/token/<token>?scope=<right>`: a XiVO answers 401 to a token that is no good
/// and to one that lacks a right alike. The path holds the token, so it is not to be shown.
#[derive(Clone, PartialEq)]
pub struct CheckToken {
    pub token: Secret,
    /// `confd.users.4.update`.
    pub right: String,
}

impl CheckToken {
    /// The right that a request to the API needs: its path in words, and what is done.
    pub fn right_for(method: Method, path: &str) -> String {
        let (path, _) = path.split_once('?').unwrap_or((path, ""));
        let mut segments = path.split('/').filter(|segment| !segment.is_empty());
        // The first segment is the version, which tells the service.
        let service = if segments.next() == Some("0.1") { "auth" } else { "confd" };
        let mut right = String::from(service);
        for segment in segments {
            right.push('.');
            right.push_str(segment);
        }
        right.push_str(match method {
            Method::Get | Method::Head => ".read",
            Method::Post => ".create",
            Method::Put => ".update",
            Method::Delete => ".delete",
        });
        right
    }
}

impl Call for CheckToken {
    type Answer = TokenState;

    fn request(&self) -> Request {
        let mut path = token_path(&self.token);
        path.push_str("?scope=");
        path.push_str(&percent::encode(&self.right));
        Request::new(Method::Head, path).omit_credentials()
    }

    fn answer(&self, response: &Response) -> Result<TokenState, Refusal> {
        match response.status {
            200 | 204 => Ok(TokenState::Granted),
            403 => Ok(TokenState::LacksRight),
            404 => Ok(TokenState::Ended),
            _ => {
                let mut call = RefusedCall::to(Resource::Token);
                call.secrets = vec![&self.token];
                Err(read_refusal(response, &call))
            }
        }
    }
}

/// Signs out: `DELETE /0.1/token/<token>`. The path of this request holds
/// the token, so it is not to be shown or logged.
#[derive(Clone, PartialEq)]
pub struct DeleteToken {
    pub token: Secret,
}

impl Call for DeleteToken {
    type Answer = ();

    fn request(&self) -> Request {
        Request::new(Method::Delete, token_path(&self.token)).omit_credentials()
    }

    fn answer(&self, response: &Response) -> Result<(), Refusal> {
        let mut call = RefusedCall::to(Resource::Token);
        call.secrets = vec![&self.token];
        expect_success(response, &call)
    }
}

/// It holds the token, so it is not to be shown or logged.
fn token_path(token: &Secret) -> String {
    "/0.1/token/".to_owned() + &percent::encode(token.for_request())
}

/// Base 64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            if at <= chunk.len() {
                let index = (group >> (18 - 6 * at)) & 63;
                out.push(char::from(SIGNS.get(index as usize).copied().unwrap_or(b'A')));
            } else {
                out.push('=');
            }
        }
    }
    out
}

/// Puts a token on a request. Only the session does this, so that a call
/// never needs to know how one signed in. The browser adds nothing of its own:
/// a server of 2016 answers an ended token and a missing right with a Digest
/// challenge, for which the browser would open a window of its own, and whatever
/// name is typed there would act in the place of who signed in.
pub fn authorise(request: Request, token: &Secret) -> Request {
    request.secret_header("X-Auth-Token", token.clone()).omit_credentials()
}
