//! Genesys PureConnect, by its web service (ICWS).
//!
//! Sources: documents/icws-put-user-client.txt and the example exchanges in
//! tests/fixtures/icws (whose README says how sure each fact is). Where those
//! leave a question open, both answers are read.
//!
//! A call inside a session is a [`SessionCall`]: a plain value without
//! secrets, which a [`Session`] turns into a [`Call`]. So what was asked can be
//! asked again under another session, after signing in again in place.

pub mod by_property;
pub mod changes;
pub mod client_configuration;
pub mod compare;
pub mod connection;
pub mod draft;
pub mod enums;
pub mod inherited;
pub mod messages;
pub mod place;
pub mod property;
pub mod read;
pub mod refusal;
pub mod rights;
pub mod users;
pub mod value;
pub mod view;

pub use changes::{Change, Changes, GiveBackBy, LicenceProblem, PutOwnClient, PutUserClient, Saved};
pub use client_configuration::{ClientConfiguration, Member, ReadClient};
pub use connection::{Connect, Connected, Connection, Features};
pub use draft::Draft;
pub use place::Place;
pub use property::{Group, Kind, Property};
pub use users::{UserRow, Users, UsersPage};
pub use value::{FollowMe, SearchOption, Value};

use crate::domain::{Language, Refusal, Secret};
use crate::wire::http::{Body, Call, Method, Request, Response};
use crate::wire::percent;

/// What ICWS accepts and sends.
pub const MEDIA_TYPE: &str = "application/vnd.inin.icws+JSON";
/// The same for a body that is sent.
pub const BODY_TYPE: &str = "application/vnd.inin.icws+JSON;charset=utf-8";
/// The header that the session token goes out in, and nowhere else.
pub const CSRF_HEADER: &str = "ININ-ICWS-CSRF-Token";

/// An open session. It has no Debug, for it holds the token; the cookie is
/// the browser's own and never seen here.
#[derive(Clone, PartialEq)]
pub struct Session {
    id: String,
    token: Secret,
    language: Language,
}

impl Session {
    /// `None` if the id cannot be one segment of a path.
    pub fn new(id: impl Into<String>, token: Secret, language: Language) -> Option<Self> {
        let id = id.into();
        fits_a_segment(&id).then_some(Self { id, token, language })
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn language(&self) -> Language {
        self.language
    }

    /// The same session with server texts in another language from now on.
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Makes a call that can be sent under this session.
    pub fn call<C: SessionCall>(&self, call: C) -> Signed<C> {
        Signed { session: self.clone(), call }
    }

    /// A request within the session; `rest` begins with a slash and is encoded already.
    fn request(&self, method: Method, rest: &str) -> Request {
        let path = ["/icws/", &percent::encode(&self.id), rest].concat();
        sessionless(method, path, self.language).secret_header(CSRF_HEADER, self.token.clone())
    }
}

/// A request with the headers that every ICWS request has.
fn sessionless(method: Method, path: impl Into<String>, language: Language) -> Request {
    Request::new(method, path)
        .header("Accept", MEDIA_TYPE)
        .header("Accept-Language", accept_language(language))
}

fn body(value: &serde_json::Value) -> Body {
    Body::json_as(value, BODY_TYPE)
}

/// The language that the server is asked to speak.
pub fn accept_language(language: Language) -> &'static str {
    match language {
        Language::English => "en-us",
        Language::French => "fr-fr",
    }
}

/// One documented call that needs a session.
pub trait SessionCall: Clone {
    type Answer;

    fn request(&self, session: &Session) -> Request;

    /// Reads an answer. Whatever the bytes are, this does not panic.
    fn answer(&self, response: &Response) -> Result<Self::Answer, Refusal>;
}

/// A call with the session that it goes out under.
#[derive(Clone)]
pub struct Signed<C> {
    session: Session,
    pub call: C,
}

impl<C: SessionCall> Call for Signed<C> {
    type Answer = C::Answer;

    fn request(&self) -> Request {
        self.call.request(&self.session)
    }

    fn answer(&self, response: &Response) -> Result<C::Answer, Refusal> {
        self.call.answer(response)
    }
}

/// The id of a user, as one segment of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UserId(String);

impl UserId {
    /// `None` for the ids that no address can carry: the empty one, `.` and `..`.
    pub fn new(id: impl Into<String>) -> Option<Self> {
        let id = id.into();
        fits_a_segment(&id).then_some(Self(id))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Path of the user within a session, encoded whole.
    fn path(&self) -> String {
        ["/configuration/users/", &percent::encode(&self.0)].concat()
    }
}

fn fits_a_segment(id: &str) -> bool {
    !matches!(id, "" | "." | "..")
}

/// A `uri` or `Location` value as a path within the session, beginning with
/// `/configuration` or the like: `/icws/{session}` and a proxy's prefix before
/// it are cut off. `None` where the value is empty or leads somewhere else
/// (another origin, another session, a path that climbs).
pub fn within_session(uri: &str, session: &Session) -> Option<String> {
    if uri.contains(['\\', '\0', '\n', '\r', '\t']) || !uri.starts_with('/') || uri.starts_with("//") {
        return None;
    }
    let encoded = percent::encode(&session.id);
    let rest = match uri.find("/icws/") {
        Some(at) => {
            let after = uri.get(at + "/icws/".len()..)?;
            after.strip_prefix(encoded.as_str()).filter(|rest| rest.starts_with('/'))?
        }
        None => uri,
    };
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    let climbs =
        path.split('/').any(|segment| matches!(percent::decode(segment).as_deref(), None | Some("." | "..")));
    (!climbs).then(|| rest.to_string())
}

const CONFIGURATION: &str = "/configuration/";

/// What a `uri` names in the configuration (`/configuration/workgroups/Sales`),
/// without the session or a proxy's prefix before it.
pub fn configuration_of_uri(uri: &str) -> Option<&str> {
    let path = uri.get(uri.find(CONFIGURATION)?..)?;
    (path.len() > CONFIGURATION.len()).then_some(path)
}

/// The id of the user that a `uri` within the session names.
pub fn user_of_uri(uri: &str) -> Option<UserId> {
    let rest = configuration_of_uri(uri)?.strip_prefix("/configuration/users/")?;
    let segment = rest.split(['/', '?', '#']).next()?;
    UserId::new(percent::decode(segment)?)
}
