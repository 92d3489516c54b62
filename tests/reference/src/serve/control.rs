//! The back door for tests: `/__reference/`.

use axum::http::Method;
use axum::http::request::Parts;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::faults::Fault;
use super::{Shared, held, plain, response_of};
use crate::http::{Answer, Asked, Pbx};
use crate::people;

/// What `POST /__reference/act` takes: somebody else's change, made past the
/// sign-in, the faults and the log.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// In a fault, the system that the request went to if left out.
    system: Option<String>,
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

/// How those stand whom a list leaves equal.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    system: Option<String>,
    mix_equals: bool,
}

/// Everybody is made anew, of this kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    system: Option<String>,
    kind: people::Kind,
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
        (&Method::POST, "order") => match serde_json::from_slice::<Order>(body) {
            Ok(order) => on_systems(shared, order.system.as_deref(), |pbx| pbx.mix_equals(order.mix_equals)),
            Err(why) => plain(400, &why.to_string()),
        },
        (&Method::POST, "release") => {
            shared.release.notify_waiters();
            done()
        }
        (&Method::GET, "state") => state(shared, head.uri.query().unwrap_or_default()),
        (&Method::POST, "people") => match serde_json::from_slice::<People>(body) {
            Ok(people) => on_systems(shared, people.system.as_deref(), |pbx| pbx.populate(people.kind)),
            Err(why) => plain(400, &why.to_string()),
        },
        _ => plain(404, "known here: faults, release, reset, people, order, log, state, config, act"),
    }
}

/// Does something with the system of that id, or with all.
fn on_systems(shared: &Shared, only: Option<&str>, what: impl Fn(&mut dyn Pbx)) -> Response {
    if only.is_some_and(|id| shared.system(id).is_none()) {
        return plain(404, "no system of that id");
    }
    for system in shared.systems.iter().filter(|system| only.is_none_or(|id| id == system.id)) {
        what(&mut **held(&system.pbx));
    }
    response_of(Answer::empty(204))
}

/// `?system=<id>`, and `&id=<id of a user>` for one alone.
fn state(shared: &Shared, query: &str) -> Response {
    let value = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let Some(system) = value("system").and_then(|id| shared.system(id)) else {
        return plain(404, "no system of that id");
    };
    let state = held(&system.pbx).state();
    let Some(wanted) = value("id").map(decoded) else { return response_of(Answer::json(200, &state)) };
    let is_it = |user: &&Value| match user.get("id") {
        Some(Value::String(id)) => *id == wanted,
        Some(id) => id.as_u64().is_some_and(|id| wanted.parse() == Ok(id)),
        None => false,
    };
    let users = state.get("users").and_then(Value::as_array);
    let user = users.and_then(|users| users.iter().find(is_it)).cloned();
    response_of(Answer::json(200, &user.unwrap_or_default()))
}

fn decoded(text: &str) -> String {
    crate::xivo::decoded(text)
}

fn act(shared: &Shared, head: &Parts, body: &[u8]) -> Response {
    let act: Act = match serde_json::from_slice(body) {
        Ok(act) => act,
        Err(why) => return plain(400, &why.to_string()),
    };
    let host = head.headers.get("host").and_then(|h| h.to_str().ok()).unwrap_or("localhost");
    let Some(answer) = acted(shared, &act, "", host) else {
        return plain(404, "no system of that id");
    };
    let body: Value = serde_json::from_slice(&answer.body)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&answer.body).into_owned()));
    let headers: serde_json::Map<String, Value> =
        answer.headers.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value.into())).collect();
    response_of(Answer::json(200, &json!({ "status": answer.status, "headers": headers, "body": body })))
}

/// Somebody else's request, to the system that it names or to the given one.
/// `None` if there is no such system.
pub(super) fn acted(shared: &Shared, act: &Act, system: &str, host: &str) -> Option<Answer> {
    let system = shared.system(act.system.as_deref().unwrap_or(system))?;
    let asked = Asked {
        method: act.method.to_ascii_uppercase(),
        path: act.path.clone(),
        query: act.query.clone(),
        headers: [
            ("Host", host),
            ("Accept", "application/json"),
            ("Content-Type", "application/json"),
            ("X-Reference-Act", "1"),
        ]
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .to_vec(),
        body: match &act.body {
            None => Vec::new(),
            Some(Value::String(text)) => text.clone().into_bytes(),
            Some(value) => value.to_string().into_bytes(),
        },
        fault: act.fault.clone(),
    };
    Some(held(&system.pbx).answer(&asked))
}
