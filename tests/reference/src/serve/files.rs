//! The built console as a web server hands it out, under the shipped policy.

use std::any::Any;
use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::SystemTime;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, Method, header};
use axum::response::Response;
use serde_json::Value;

use super::{held, plain};
use crate::http::{Answer, Asked, Pbx};
use crate::people::Kind;

/// The headers that the console is shipped with, on every page and file.
const SHIPPED: [(&str, &str); 4] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types default",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// Types by extension. A path with one of these names a file: if it is
/// missing, that is a 404. Any other path is a view of the console, although
/// the ids in it may hold dots.
const TYPES: [(&str, &str); 17] = [
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("bin", "application/octet-stream"),
    ("json", "application/json"),
    ("map", "application/json"),
    ("webmanifest", "application/manifest+json"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("ico", "image/x-icon"),
    ("txt", "text/plain; charset=utf-8"),
    ("woff2", "font/woff2"),
    ("xml", "application/xml"),
    ("br", "application/octet-stream"),
    ("gz", "application/gzip"),
];

pub struct Files {
    dist: Option<PathBuf>,
    packed: Mutex<HashMap<PathBuf, (SystemTime, Bytes)>>,
}

impl Files {
    pub fn new(dist: Option<PathBuf>) -> Self {
        Self { dist, packed: Mutex::default() }
    }

    pub fn answer(&self, request: &Request) -> Response {
        if is_write(request.method()) {
            return shipped(plain(405, "files can only be read"));
        }
        let Some(dist) = &self.dist else {
            return shipped(plain(404, "no console is served here: start with --dist DIR"));
        };
        let Some(inside) = inside(request.uri().path()) else {
            return shipped(plain(404, "not a path of a file"));
        };
        let typed = type_of(&inside);
        let mut file = dist.join(&inside);
        if inside.as_os_str().is_empty() || !file.is_file() {
            if typed.is_some() {
                return shipped(plain(404, "no such file"));
            }
            file = dist.join("index.html");
        }
        self.file(&file, request)
    }

    fn file(&self, file: &Path, request: &Request) -> Response {
        let Ok(changed) = file.metadata().and_then(|m| m.modified()) else {
            return shipped(plain(404, "no such file: is the console built?"));
        };
        let since = changed.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let cache = if is_hashed(file) { "public, max-age=31536000, immutable" } else { "no-cache" };
        let (encoding, bytes) = match self.encoded(file, changed, request) {
            Ok(found) => found,
            Err(why) => return shipped(plain(500, &why.to_string())),
        };
        let tag = format!("\"{:x}-{:x}-{encoding}\"", since.as_nanos(), bytes.len());
        let known =
            request.headers().get(header::IF_NONE_MATCH).is_some_and(|t| t.as_bytes() == tag.as_bytes());
        let mut response = Response::new(if known { Body::empty() } else { Body::from(bytes) });
        if known {
            *response.status_mut() = axum::http::StatusCode::NOT_MODIFIED;
        }
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(type_of(file).unwrap_or("application/octet-stream")),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if !encoding.is_empty() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        if let Ok(tag) = HeaderValue::try_from(tag) {
            headers.insert(header::ETAG, tag);
        }
        shipped(response)
    }

    /// The file as one of the encodings that the client takes: a neighbour
    /// `.br` or `.gz` if the build made one, else packed here once.
    fn encoded(
        &self,
        file: &Path,
        changed: SystemTime,
        request: &Request,
    ) -> std::io::Result<(&'static str, Bytes)> {
        let takes = |name: &str| {
            request.headers().get_all(header::ACCEPT_ENCODING).iter().any(|v| {
                v.to_str().is_ok_and(|v| {
                    v.split(',').any(|e| e.split(';').next().is_some_and(|e| e.trim() == name))
                })
            })
        };
        for (name, ending) in [("br", ".br"), ("gzip", ".gz")] {
            let mut neighbour = file.as_os_str().to_owned();
            neighbour.push(ending);
            if takes(name) && Path::new(&neighbour).is_file() {
                return Ok((name, std::fs::read(neighbour)?.into()));
            }
        }
        if !takes("gzip") || is_packed_by_nature(file) {
            return Ok(("", std::fs::read(file)?.into()));
        }
        if let Some((when, bytes)) = held(&self.packed).get(file)
            && *when == changed
        {
            return Ok(("gzip", bytes.clone()));
        }
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
        packer.write_all(&std::fs::read(file)?)?;
        let bytes = Bytes::from(packer.finish()?);
        held(&self.packed).insert(file.to_owned(), (changed, bytes.clone()));
        Ok(("gzip", bytes))
    }
}

/// Is it a method that files do not have?
pub fn is_write(method: &Method) -> bool {
    method != Method::GET && method != Method::HEAD
}

/// A generated page or file, under the same headers.
pub fn page(bytes: Vec<u8>, kind: &'static str, cache: &'static str) -> Response {
    let mut response = Response::new(Body::from(bytes));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    shipped(response)
}

pub fn shipped(mut response: Response) -> Response {
    for (name, value) in SHIPPED {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The path below the folder, or nothing if it leaves the folder.
fn inside(path: &str) -> Option<PathBuf> {
    let mut found = PathBuf::new();
    for segment in path.split('/').filter(|s| !s.is_empty()) {
        // A file of a build has a plain name; an encoded one is a view's id.
        if segment == "." || segment == ".." || segment.contains(['\\', '\0']) {
            return None;
        }
        found.push(segment);
    }
    Some(found)
}

fn type_of(path: &Path) -> Option<&'static str> {
    let ending = path.extension()?.to_str()?;
    TYPES.iter().find(|(e, _)| *e == ending).map(|(_, t)| *t)
}

fn is_packed_by_nature(path: &Path) -> bool {
    matches!(path.extension().and_then(|e| e.to_str()), Some("png" | "ico" | "woff2" | "br" | "gz"))
}

/// `name-0123456789abcdef.js`, `name-0123456789abcdef_bg.wasm`: the name
/// changes with the content, so it can be kept for ever.
fn is_hashed(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|n| n.to_str()) else { return false };
    name.split(['-', '.', '_']).skip(1).any(|part| {
        part.len() >= 8
            && part.bytes().all(|b| b.is_ascii_hexdigit())
            && part.bytes().any(|b| b.is_ascii_digit())
    })
}

/// A file of the console as something that is asked, so that the same failures
/// can be played around it.
pub struct OneFile(pub Answer);

impl Pbx for OneFile {
    fn answer(&mut self, _: &Asked) -> Answer {
        self.0.clone()
    }

    fn reset(&mut self) {}

    fn populate(&mut self, _: Kind) {}

    fn mix_equals(&mut self, _: bool) {}

    fn state(&self) -> Value {
        Value::Null
    }

    fn save(&self) -> Box<dyn Any + Send> {
        Box::new(())
    }

    fn restore(&mut self, _: Box<dyn Any + Send>) {}

    fn refusal(&self, _: &Asked, _: u16) -> Option<Answer> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_names() {
        for (name, expected) in [
            ("switchroom-0123456789abcdef.js", true),
            ("switchroom-0123456789abcdef_bg.wasm", true),
            ("index.html", false),
            ("start.js", false),
            ("config.json", false),
            ("a-defaced.css", false),
        ] {
            assert_eq!(is_hashed(Path::new(name)), expected, "{name}");
        }
    }

    #[test]
    fn nobody_leaves_the_folder() {
        assert_eq!(inside("/a/b.js"), Some(PathBuf::from("a/b.js")));
        assert_eq!(inside("/a/../../b"), None);
        assert_eq!(inside("/%2e%2e/b"), Some(PathBuf::from("%2e%2e/b")));
    }

    #[test]
    fn ids_with_dots_are_views() {
        assert_eq!(type_of(Path::new("icws/users/j.doe")), None);
        assert_eq!(type_of(Path::new("a.wasm")), Some("application/wasm"));
    }
}
