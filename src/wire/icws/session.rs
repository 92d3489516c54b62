//! An open session, and the requests within it.
//!
//! A call inside a session is a [`SessionCall`]: a plain value without
//! secrets, which a [`Session`] turns into a [`Call`]. The same call can be
//! sent again under another session, after signing in again in place.

use super::user_id::is_path_segment;
use crate::domain::{Language, Refusal, Secret};
use crate::wire::http::{Body, Call, Method, Request, Response, can_be_header};
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
    /// `None` if the id cannot be one segment of a path, or the token no header.
    pub fn new(id: impl Into<String>, token: Secret, language: Language) -> Option<Self> {
        let id = id.into();
        (is_path_segment(&id) && token.satisfies(can_be_header)).then_some(Self { id, token, language })
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    /// The same session with server texts in another language from now on.
    pub fn with_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Makes a call that can be sent under this session.
    pub fn call<C: SessionCall>(&self, call: C) -> BoundCall<C> {
        BoundCall { session: self.clone(), call }
    }

    /// A request within the session; `rest` begins with a slash and is encoded already.
    pub(super) fn request(&self, method: Method, rest: &str) -> Request {
        let path = ["/icws/", &percent::encode(&self.id), rest].concat();
        request_without_session(method, path, self.language).secret_header(CSRF_HEADER, self.token.clone())
    }
}

/// A request with the headers that every ICWS request has.
pub(super) fn request_without_session(
    method: Method,
    path: impl Into<String>,
    language: Language,
) -> Request {
    Request::new(method, path)
        .header("Accept", MEDIA_TYPE)
        .header("Accept-Language", accept_language(language))
}

pub(super) fn json_body(value: &impl serde::Serialize) -> Body {
    Body::json_as(value, BODY_TYPE)
}

/// The language that the server is asked to speak.
fn accept_language(language: Language) -> &'static str {
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
    ///
    /// # Errors
    /// What the server refused, or that its answer is none to this call.
    fn answer(&self, response: &Response) -> Result<Self::Answer, Refusal>;
}

/// A call with the session that it goes out under.
#[derive(Clone)]
pub struct BoundCall<C> {
    session: Session,
    pub call: C,
}

impl<C: SessionCall> Call for BoundCall<C> {
    type Answer = C::Answer;

    fn request(&self) -> Request {
        self.call.request(&self.session)
    }

    fn answer(&self, response: &Response) -> Result<C::Answer, Refusal> {
        self.call.answer(response)
    }
}
