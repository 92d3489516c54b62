//! The recordings in tests/fixtures/xivo, as values.
#![allow(dead_code)]

pub mod decode;

use std::fs;
use std::path::{Path, PathBuf};

use switchroom::domain::{Problem, Trouble};
use switchroom::wire::{Body, Request, Response};

/// One recorded exchange.
pub struct Recording {
    /// `2019-05/users-1.1-get-404`.
    pub name: String,
    pub method: String,
    pub path: String,
    pub request_headers: Vec<(String, String)>,
    pub request_body: Vec<u8>,
    pub response: Response,
}

/// Every recording there is.
pub fn all() -> Vec<Recording> {
    let root = root();
    let mut names = Vec::new();
    for folder in fs::read_dir(&root).unwrap().map(Result::unwrap).filter(|f| f.path().is_dir()) {
        for file in fs::read_dir(folder.path()).unwrap().map(Result::unwrap) {
            if file.path().extension().is_some_and(|e| e == "http") {
                let path = file.path().strip_prefix(&root).unwrap().with_extension("");
                names.push(path.to_str().unwrap().to_owned());
            }
        }
    }
    names.sort();
    names.iter().map(|name| recording(name)).collect()
}

pub fn recording(name: &str) -> Recording {
    let bytes = fs::read(root().join(format!("{name}.http"))).unwrap_or_else(|e| panic!("{name}: {e}"));
    let (_, rest) = split(&bytes, b"### request\n").expect(name);
    let (request, response) = split(rest, b"\n### response\n").expect(name);
    let (line, request_headers, request_body) = message(request);
    let mut words = line.split(' ');
    let (method, path) = (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
    let (line, headers, body) = message(response);
    let status = line.split(' ').nth(1).unwrap().parse().unwrap();
    Recording {
        name: name.to_owned(),
        method,
        path,
        request_headers,
        request_body,
        response: Response { status, headers, body },
    }
}

pub fn response(name: &str) -> Response {
    recording(name).response
}

impl Recording {
    pub fn request_json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.request_body).unwrap_or(serde_json::Value::Null)
    }

    pub fn is_html(&self) -> bool {
        self.response.body.trim_ascii().starts_with(b"<")
    }

    /// Is this what we send: method, path, body, and headers that matter?
    pub fn assert_equals(&self, request: &Request) {
        assert_eq!(request.method.name(), self.method, "{}", self.name);
        assert_eq!(request.path, self.path, "{}", self.name);
        assert_eq!(body_json(request), self.request_json(), "{}", self.name);
        assert_eq!(header(request, "Accept"), Some("application/json"), "{}", self.name);
        assert_eq!(request.body == Body::None, self.request_body.trim_ascii().is_empty(), "{}", self.name);
    }
}

pub fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str())
}

pub fn body_text(request: &Request) -> &str {
    match &request.body {
        Body::None => "",
        Body::Json { text, .. } => text,
    }
}

pub fn body_json(request: &Request) -> serde_json::Value {
    serde_json::from_str(body_text(request)).unwrap_or(serde_json::Value::Null)
}

pub fn answered(status: u16, body: impl Into<Vec<u8>>) -> Response {
    Response { status, headers: Vec::new(), body: body.into() }
}

/// `firstname Missing`, for tables.
pub fn brief(problem: &Problem) -> String {
    let trouble = match &problem.trouble {
        Trouble::TooLong { max } => format!("TooLong {}", number(max.map(i64::from))),
        Trouble::TooShort { min } => format!("TooShort {}", number(min.map(i64::from))),
        Trouble::OutOfRange { min, max, step } => {
            format!("OutOfRange {} {} {}", number(*min), number(*max), number(*step))
        }
        Trouble::WrongForm(form) => format!("WrongForm {form:?}"),
        Trouble::DoesNotExist { value } => format!("DoesNotExist {}", value.as_deref().unwrap_or("-")),
        other => format!("{other:?}"),
    };
    format!("{} {trouble}", problem.field.as_deref().unwrap_or("-"))
}

fn number(number: Option<i64>) -> String {
    number.map_or("-".to_owned(), |number| number.to_string())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/xivo")
}

fn message(bytes: &[u8]) -> (String, Vec<(String, String)>, Vec<u8>) {
    let (head, body) = split(bytes, b"\n\n").unwrap_or((bytes, b""));
    let head = String::from_utf8_lossy(head).into_owned();
    let mut lines = head.lines();
    let first = lines.next().unwrap_or_default().to_owned();
    let headers: Vec<(String, String)> =
        lines.filter_map(|line| line.split_once(": ")).map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    let length = headers.iter().find(|(n, _)| n == "Content-Length").and_then(|(_, v)| v.parse().ok());
    let length = length.unwrap_or(body.len()).min(body.len());
    (first, headers, body[..length].to_vec())
}

fn split<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(mark.len()).position(|window| window == mark)?;
    Some((&bytes[..at], &bytes[at + mark.len()..]))
}
