//! How these servers write: JSON as Python does it, errors, HTML pages.

use std::io;

use serde::Serialize;
use serde_json::Value;

use crate::http::Answer;

pub const JSON: &str = "application/json";
/// What the framework says where the code of 1.0 says nothing.
pub const UNTYPED: &str = "text/html; charset=utf-8";

/// `json.dumps`: spaces after commas and colons, and nothing but ASCII.
pub fn dumps(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    dump_into(&mut out, value);
    out
}

/// The same, appended.
pub fn dump_into(out: &mut Vec<u8>, value: &Value) {
    let mut writer = serde_json::Serializer::with_formatter(out, Python);
    // Writing into a Vec does not fail.
    let _ = value.serialize(&mut writer);
}

struct Python;

impl serde_json::ser::Formatter for Python {
    fn begin_array_value<W: ?Sized + io::Write>(&mut self, w: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { w.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, w: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { w.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, w: &mut W) -> io::Result<()> {
        w.write_all(b": ")
    }

    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, w: &mut W, text: &str) -> io::Result<()> {
        if text.is_ascii() {
            return w.write_all(text.as_bytes());
        }
        let mut units = [0; 2];
        for c in text.chars() {
            if c.is_ascii() {
                w.write_all(&[c as u8])?;
            } else {
                for unit in c.encode_utf16(&mut units) {
                    write!(w, "\\u{unit:04x}")?;
                }
            }
        }
        Ok(())
    }
}

/// An answer with a JSON body, in Python's spelling.
pub fn json(status: u16, value: &Value) -> Answer {
    typed(status, JSON, dumps(value))
}

pub fn typed(status: u16, kind: &str, body: Vec<u8>) -> Answer {
    Answer { status, headers: vec![("Content-Type".into(), kind.into())], body }
}

/// No body, but a type, as all of these servers do.
pub fn empty(status: u16, kind: &str) -> Answer {
    typed(status, kind, Vec::new())
}

/// The usual body of an error: a list of sentences.
pub fn errors<T: AsRef<str>>(status: u16, kind: &str, sentences: &[T]) -> Answer {
    let list: Value = sentences.iter().map(|s| Value::from(s.as_ref())).collect();
    typed(status, kind, dumps(&list))
}

pub fn error(status: u16, sentence: impl AsRef<str>) -> Answer {
    errors(status, JSON, &[sentence])
}

/// A page of the framework.
pub fn html(status: u16, title: &str, text: &str) -> Answer {
    let heading = title.split_once(' ').map_or(title, |(_, words)| words);
    let body = format!(
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">\n<title>{title}</title>\n<h1>{heading}</h1>\n{text}\n"
    );
    typed(status, "text/html", body.into_bytes())
}

pub fn not_found_page() -> Answer {
    html(
        404,
        "404 Not Found",
        "<p>The requested URL was not found on the server.</p><p>If you entered the URL manually please check your spelling and try again.</p>",
    )
}

pub fn not_acceptable() -> Answer {
    html(
        406,
        "406 Not Acceptable",
        "<p>The resource identified by the request is only capable of generating response entities which have content characteristics not acceptable according to the accept headers sent in the request.</p>",
    )
}

pub fn unsupported_type() -> Answer {
    html(
        415,
        "415 Unsupported Media Type",
        "<p>The server does not support the media type transmitted in the request.</p>",
    )
}

pub fn not_allowed_page(method: &str, allow: &str) -> Answer {
    html(
        405,
        "405 Method Not Allowed",
        &format!("<p>The method {method} is not allowed for the requested URL.</p>"),
    )
    .with("Allow", allow)
}

/// Away to the address with a slash at its end: whoever follows it with GET
/// loses what they posted.
pub fn moved(to: &str) -> Answer {
    let body = format!(
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">\n<title>Redirecting...</title>\n<h1>Redirecting...</h1>\n<p>You should be redirected automatically to target URL: <a href=\"{to}\">{to}</a>.  If not click the link."
    );
    typed(301, UNTYPED, body.into_bytes()).with("Location", to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_python_writes() {
        let value = serde_json::json!({"a": ["É", "𝄞", "x\"\n"], "b": {}, "c": [], "d": null, "e": true});
        assert_eq!(
            String::from_utf8(dumps(&value)).unwrap(),
            r#"{"a": ["\u00c9", "\ud834\udd1e", "x\"\n"], "b": {}, "c": [], "d": null, "e": true}"#
        );
    }
}
