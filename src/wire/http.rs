//! A request and its answer, as values.

use std::time::SystemTime;

use serde_json::{Map, Value};

use crate::domain::{Refusal, Secret, percent};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Head,
    Post,
    Put,
    Delete,
}

impl Method {
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }

    /// Does a request of this kind leave everything as it is?
    pub fn is_safe(self) -> bool {
        matches!(self, Self::Get | Self::Head)
    }
}

/// A body to be sent. It has no Debug, for it may hold a password.
///
/// ```compile_fail,E0277
/// format!("{:?}", switchroom::wire::Body::default());
/// ```
#[derive(Clone, Default, PartialEq)]
pub enum Body {
    #[default]
    None,
    /// JSON text, with its media type.
    Json { text: String, media_type: &'static str },
}

impl Body {
    /// A JSON body of the usual type.
    pub fn json(value: &impl serde::Serialize) -> Self {
        Self::json_as(value, "application/json")
    }

    /// A JSON body of a vendor's own media type.
    pub fn json_as(value: &impl serde::Serialize, media_type: &'static str) -> Self {
        // Values made here have string keys only, so writing them cannot fail.
        Self::Json { text: serde_json::to_string(value).unwrap_or_default(), media_type }
    }
}

/// What to send. It has no Debug, for its headers and body may hold secrets.
///
/// ```compile_fail,E0277
/// format!("{:?}", switchroom::wire::Request::new(switchroom::wire::Method::Get, "/"));
/// ```
#[derive(Clone, PartialEq)]
pub struct Request {
    pub method: Method,
    /// From the system's prefix on, percent-encoded, with the query: `/1.1/users/4`.
    pub path: String,
    pub headers: Vec<(&'static str, String)>,
    pub secret_headers: Vec<(&'static str, Secret)>,
    pub body: Body,
    /// A 401 to it may be about a secret in its body, rather than about the
    /// session: a GET of the same path tells.
    pub in_doubt: bool,
    /// The browser adds nothing of its own: no cookie, and no name and password that it
    /// would ask the person for.
    pub omits_credentials: bool,
    /// Its answer is all of a large list, which a server makes whole before it sends the first byte.
    pub is_of_large_list: bool,
}

/// Can a header carry this? A browser throws where it cannot. Tokens are a server's to choose.
pub fn can_be_header(value: &str) -> bool {
    !value.contains(|letter| letter > '\u{ff}' || "\0\r\n".contains(letter))
}

impl Request {
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            headers: vec![("Accept", "application/json".into())],
            secret_headers: Vec::new(),
            body: Body::None,
            in_doubt: false,
            omits_credentials: false,
            is_of_large_list: false,
        }
    }

    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.headers.push((name, value.into()));
        self
    }

    pub fn secret_header(mut self, name: &'static str, value: Secret) -> Self {
        self.secret_headers.push((name, value));
        self
    }

    pub fn of_large_list(mut self, is_of_large_list: bool) -> Self {
        self.is_of_large_list = is_of_large_list;
        self
    }

    pub fn body(mut self, body: Body) -> Self {
        self.body = body;
        self
    }

    /// Would its path lead elsewhere, where `.` and `..` within an encoded id are resolved?
    pub fn leads_elsewhere(&self) -> bool {
        let path = self.path.split('?').next().unwrap_or_default();
        let is_plain = |segment: &str| percent::decode(segment).is_none_or(|id| percent::is_segment(&id));
        !path.split('/').filter(|segment| !segment.is_empty()).all(is_plain)
    }

    /// Says that the browser shall add nothing of its own.
    pub fn omit_credentials(mut self) -> Self {
        self.omits_credentials = true;
        self
    }

    /// Says that a 401 may be about a secret in the body.
    pub fn in_doubt(mut self, in_doubt: bool) -> Self {
        self.in_doubt = in_doubt;
        self
    }
}

/// What came back. It has no Debug, for its body may hold a password or a token.
///
/// ```compile_fail,E0277
/// format!("{:?}", switchroom::wire::Response::default());
/// ```
#[derive(Clone, Default)]
pub struct Response {
    pub status: u16,
    /// Names in any case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Response {
    /// The first header of that name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    /// The server's clock (`Date`).
    pub fn date(&self) -> Option<SystemTime> {
        httpdate::parse_http_date(self.header("Date")?.trim()).ok()
    }

    /// How many seconds the server asks to wait (`Retry-After`): a number, or
    /// a date beside the server's own. `None` if it does not say, or if the
    /// clock that the date is meant by is not known.
    pub fn retry_after(&self) -> Option<u32> {
        let value = self.header("Retry-After")?.trim();
        value.parse().ok().or_else(|| {
            let until = httpdate::parse_http_date(value).ok()?;
            let wait = until.duration_since(self.date()?).unwrap_or_default();
            u32::try_from(wait.as_secs()).ok()
        })
    }
}

/// The body of an answer as UTF-8, as JSON is: what is no letter in it, a single byte of Latin-1
/// say, becomes `\u{fffd}`, so that it costs nobody else their row.
pub fn with_readable_letters(body: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(body) {
        Ok(text) => text.into_bytes(),
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned().into_bytes(),
    }
}

/// One documented call: what to send, and how to read what comes back.
pub trait Call {
    type Answer;

    fn request(&self) -> Request;

    /// Reads an answer. Whatever the bytes are, this does not panic.
    ///
    /// # Errors
    /// What the server refused, or an answer that could not be read.
    fn answer(&self, response: &Response) -> Result<Self::Answer, Refusal>;
}

/// A JSON object of these members. Collecting them would sort them first, by
/// code that nothing else here needs.
pub fn object(members: &mut dyn Iterator<Item = (String, Value)>) -> Map<String, Value> {
    let mut object = Map::new();
    for (name, value) in members {
        object.insert(name, value);
    }
    object
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_header_carries_is_known() {
        assert!(["", "token", "d\u{e9}j\u{e0}", "a b\tc"].into_iter().all(can_be_header));
        assert!(!["a\nb", "a\rb", "a\0b", "a\u{2603}"].into_iter().any(can_be_header));
    }

    #[test]
    fn a_path_climbs_where_something_on_the_way_decodes_it() {
        for (path, leads_elsewhere) in [
            ("/1.1/users/4", false),
            ("/icws/1/configuration/users/a%2Fb?select=x/../y", false),
            ("/api/v1/tenants/brightwater/users/mira.holt@voice.example.test/", false),
            ("/users/%2E%2E/admin", true),
            ("/users/x%2F..%2Fadmin", true),
            ("/users/x%5C..%5Cadmin", true),
            ("/users/../admin", true),
        ] {
            assert_eq!(Request::new(Method::Get, path).leads_elsewhere(), leads_elsewhere, "{path}");
        }
    }
}
