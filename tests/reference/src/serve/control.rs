//! The back door for tests: `/__reference/`.

use axum::http::Method;
use axum::http::request::Parts;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::faults::Fault;
use super::{Shared, held, plain, response_of};
use crate::http::{Answer, Asked};

/// What `POST /__reference/act` takes: somebody else's change, made past the
/// sign-in, the faults and the log.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Act {
    system: String,
    #[serde(default = "get")]
    method: String,
    path: String,
    #[serde(default)]
    query: String,
    body: Option<Value>,
    /// A failure that the PBX plays (`provd`, ...).
    fault: Option<String>,
}

fn get() -> String {
    "GET".into()
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Reset {
    system: Option<String>,
}

pub fn answer(shared: &Shared, head: &Parts, what: &str, body: &[u8]) -> Response {
    let done = || response_of(Answer::empty(204));
    match (&head.method, what) {
        (&Method::POST, "faults") => match serde_json::from_slice::<Vec<Fault>>(body) {
            Ok(more) => {
                held(&shared.faults).arm(more);
                done()
            }
            Err(why) => plain(400, &format!("faults are a JSON list: {why}")),
        },
        (&Method::GET, "faults") => {
            response_of(Answer::json(200, &json!({ "armed": held(&shared.faults).left() })))
        }
        (&Method::DELETE, "faults") => {
            held(&shared.faults).clear();
            done()
        }
        (&Method::POST, "reset") => {
            let asked = if body.is_empty() { Ok(Reset::default()) } else { serde_json::from_slice(body) };
            match asked {
                Ok(Reset { system }) => {
                    if let Some(id) = &system
                        && shared.system(id).is_none()
                    {
                        return plain(404, "no system of that id");
                    }
                    shared.reset(system.as_deref());
                    done()
                }
                Err(why) => plain(400, &why.to_string()),
            }
        }
        (&Method::GET, "log") => {
            let system = head.uri.query().and_then(|q| q.strip_prefix("system="));
            response_of(Answer::json(200, &held(&shared.log).of(system)))
        }
        (&Method::DELETE, "log") => {
            held(&shared.log).clear();
            done()
        }
        (&Method::POST, "config") => {
            *held(&shared.config) = Some(body.to_vec());
            done()
        }
        (&Method::DELETE, "config") => {
            *held(&shared.config) = None;
            done()
        }
        (&Method::POST, "act") => act(shared, head, body),
        _ => plain(404, "known here: faults, reset, log, config, act"),
    }
}

fn act(shared: &Shared, head: &Parts, body: &[u8]) -> Response {
    let act: Act = match serde_json::from_slice(body) {
        Ok(act) => act,
        Err(why) => return plain(400, &why.to_string()),
    };
    let Some(system) = shared.system(&act.system) else {
        return plain(404, "no system of that id");
    };
    let host = head.headers.get("host").and_then(|h| h.to_str().ok()).unwrap_or("localhost");
    let asked = Asked {
        method: act.method.to_ascii_uppercase(),
        path: act.path,
        query: act.query,
        headers: [
            ("Host", host),
            ("Accept", "application/json"),
            ("Content-Type", "application/json"),
            ("X-Reference-Act", "1"),
        ]
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .to_vec(),
        body: match act.body {
            None => Vec::new(),
            Some(Value::String(text)) => text.into_bytes(),
            Some(value) => value.to_string().into_bytes(),
        },
        fault: act.fault,
    };
    let answer = held(&system.pbx).answer(&asked);
    let body: Value = serde_json::from_slice(&answer.body)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&answer.body).into_owned()));
    let headers: serde_json::Map<String, Value> =
        answer.headers.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value.into())).collect();
    response_of(Answer::json(200, &json!({ "status": answer.status, "headers": headers, "body": body })))
}
