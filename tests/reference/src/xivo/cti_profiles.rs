//! `/1.1/cti_profiles`

use serde_json::{Value, json};

use super::answers;
use super::dialect::Wording;
use super::store::Store;
use super::{link, origin};
use crate::http::{Answer, Asked};

/// `rest` are the segments that follow.
pub fn answer(store: &Store, wording: Wording, asked: &Asked, rest: &[&str]) -> Answer {
    let id = match rest {
        [] => None,
        [id] if id.bytes().all(|b| b.is_ascii_digit()) && !id.is_empty() => Some(*id),
        _ => return answers::not_found_page(),
    };
    let allow = "HEAD, OPTIONS, GET";
    let method = asked.method.as_str();
    if !allow.split(", ").any(|m| m == method) {
        // An older kind of resource: it has the page of its framework, and in 2019 an empty text.
        return match wording {
            Wording::Schema => answers::json(405, &json!("")),
            _ => answers::not_allowed_page(method, allow),
        };
    }
    if method == "OPTIONS" {
        return answers::empty(200, answers::UNTYPED).with("Allow", allow);
    }
    let accept = asked.header("Accept").unwrap_or("*/*");
    let acceptable = match wording {
        Wording::Early => accept.contains("application/json") || accept.contains("*/*"),
        // "anything" is not enough in 2016.
        Wording::Parsed => accept.contains("application/json"),
        Wording::Schema => true,
    };
    if !acceptable {
        return answers::not_acceptable();
    }
    let Some(id) = id else {
        let items: Vec<Value> =
            store.profiles.iter().map(|(id, name)| shown(wording, asked, *id, name)).collect();
        return answers::json(200, &json!({ "items": items, "total": items.len() }));
    };
    let found = id.parse().ok().and_then(|id| store.profile_name(id).map(|name| (id, name)));
    match (found, wording) {
        (Some((id, name)), Wording::Parsed) => answers::json(200, &shown(wording, asked, id, name))
            .with("Location", format!("{}/1.1/cti_profiles/{id}", origin(asked))),
        (Some((id, name)), _) => answers::json(200, &shown(wording, asked, id, name)),
        (None, Wording::Early) => answers::error(404, "cti_profile with  does not exist"),
        (None, _) => {
            answers::error(404, format!("Resource Not Found - CtiProfile was not found ('id': {id})"))
        }
    }
}

fn shown(wording: Wording, asked: &Asked, id: i64, name: &str) -> Value {
    let link = link(asked, "cti_profiles", &format!("cti_profiles/{id}"));
    match wording {
        Wording::Schema => json!({ "id": id, "name": name, "links": [link] }),
        _ => json!({ "id": id, "links": [link], "name": name }),
    }
}
