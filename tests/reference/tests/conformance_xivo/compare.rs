//! What may differ between a recording and the reference, and what may not.

use std::collections::BTreeSet;

use reference_pbx::http::Answer;
use serde_json::Value;

use crate::recording::Recording;

pub fn same(recording: &Recording, expected: &Answer, got: &Answer) -> Result<(), String> {
    if expected.status != got.status {
        return Err(format!(
            "status {} instead of {}: {}",
            got.status,
            expected.status,
            String::from_utf8_lossy(&got.body)
        ));
    }
    for name in ["Content-Type", "Location", "WWW-Authenticate"] {
        let (want, have) = (header(expected, name), header(got, name));
        if want.map(levelled) != have.map(levelled) {
            return Err(format!("{name}: {have:?} instead of {want:?}"));
        }
    }
    if methods(expected) != methods(got) {
        return Err(format!("Allow: {:?} instead of {:?}", methods(got), methods(expected)));
    }
    body(recording, expected, got)
}

fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    answer.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
}

fn methods(answer: &Answer) -> Option<BTreeSet<&str>> {
    header(answer, "Allow").map(|v| v.split(',').map(str::trim).collect())
}

fn body(recording: &Recording, expected: &Answer, got: &Answer) -> Result<(), String> {
    let text = |answer: &Answer| String::from_utf8_lossy(&answer.body).trim().to_owned();
    let (want, have) = (text(expected), text(got));
    if want.is_empty() != have.is_empty() {
        return Err(format!("body {have:?} instead of {want:?}"));
    }
    if let (Some(a), Some(b)) = (title(&want), title(&have)) {
        return if a == b { Ok(()) } else { Err(format!("page {b:?} instead of {a:?}")) };
    }
    match (serde_json::from_str::<Value>(&want), serde_json::from_str::<Value>(&have)) {
        (Ok(want), Ok(have)) => {
            // Before 2016 lists came in whatever order the database had.
            let ordered = !recording.age.starts_with("2013") && !recording.age.starts_with("2014");
            let (want, have) = (level(want, ordered), level(have, ordered));
            if want == have { Ok(()) } else { Err(difference("", &want, &have)) }
        }
        _ if want == have => Ok(()),
        _ => Err(format!("body {have:?} instead of {want:?}")),
    }
}

fn title(text: &str) -> Option<&str> {
    text.split_once("<title>")?.1.split_once("</title>").map(|(title, _)| title)
}

/// The first place where two values differ.
fn difference(at: &str, want: &Value, have: &Value) -> String {
    match (want, have) {
        (Value::Object(a), Value::Object(b)) => {
            for (key, value) in a {
                match b.get(key) {
                    None => return format!("{at}/{key} is missing"),
                    Some(other) if other != value => return difference(&format!("{at}/{key}"), value, other),
                    Some(_) => {}
                }
            }
            let more: Vec<&String> = b.keys().filter(|k| !a.contains_key(*k)).collect();
            format!("{at} has {more:?} besides")
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let first = a.iter().zip(b).position(|(x, y)| x != y).unwrap_or(0);
            difference(&format!("{at}/{first}"), &a[first], &b[first])
        }
        _ => format!("{at} is {have} instead of {want}"),
    }
}

fn level(value: Value, ordered: bool) -> Value {
    match value {
        Value::String(text) => Value::String(levelled(&text)),
        Value::Array(list) => list.into_iter().map(|v| level(v, ordered)).collect(),
        Value::Object(object) => object
            .into_iter()
            .map(|(key, value)| {
                let value = match key.as_str() {
                    // The time of day, in seconds.
                    "timestamp" => Value::Null,
                    // Which rights a policy grants is no part of the protocol.
                    "acls" => Value::Bool(value.as_array().is_some_and(|l| l.iter().all(Value::is_string))),
                    "items" if !ordered => sorted(level(value, ordered)),
                    _ => level(value, ordered),
                };
                (key, value)
            })
            .collect(),
        other => other,
    }
}

fn sorted(value: Value) -> Value {
    let Value::Array(mut list) = value else { return value };
    list.sort_by_key(|item| item.get("id").and_then(Value::as_i64));
    Value::Array(list)
}

/// A text without what differs from run to run: UUIDs, hexadecimal values,
/// times, ports; and without the statement and the row that the database
/// repeats after its complaint.
fn levelled(text: &str) -> String {
    let mut text = text.to_owned();
    for verb in ["INSERT", "UPDATE", "SELECT", "DELETE"] {
        if let Some(at) = text.find(&format!("\n '{verb}")) {
            text.truncate(at);
        }
    }
    if let Some(at) = text.find("Failing row contains (") {
        text.truncate(at);
    }
    let mut out = String::new();
    let mut word = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_alphanumeric() || c == '-' || c == ':' || c == '.' || c == '+' {
            word.push(c);
        } else {
            out.push_str(if varies(&word) { "~" } else { &word });
            word.clear();
            out.push(c);
        }
    }
    out
}

fn varies(word: &str) -> bool {
    let hex = |w: &str| w.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    let is_long_hex = word.len() >= 16 && hex(word) && word.bytes().any(|b| b.is_ascii_digit());
    let is_address = word.strip_prefix("0x").is_some_and(|rest| rest.len() > 6);
    let is_time = word.len() >= 19 && word.as_bytes()[4] == b'-' && word.as_bytes()[10] == b'T';
    let port = word.strip_prefix("127.0.0.1:").unwrap_or(word);
    is_long_hex || is_address || is_time || matches!(port, "9497" | "19498" | "26497" | "26499")
}
