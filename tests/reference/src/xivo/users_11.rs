//! `/1.1/users`

use serde_json::{Map, Value};

use super::answers::{self, JSON};
use super::dialect::{Delete, Users11, Wording};
use super::store::User;
use super::{Xivo, check_early, check_parsed, check_schema, database, origin, query, view};
use crate::http::{Answer, Asked};

/// Who stands in the path: by id, or by UUID from 2016 on.
///
/// # Errors
/// The 404 of that generation: the page for what is no id at all.
pub fn find(x: &Xivo, wording: Wording, id: &str) -> Result<User, Answer> {
    if let Ok(number) = id.parse::<u64>() {
        let user = u32::try_from(number).ok().and_then(|n| x.store.get(n));
        return user.ok_or_else(|| unknown(wording, number));
    }
    let is_uuid = id.len() == 36 && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    if wording == Wording::Early || !is_uuid {
        return Err(answers::not_found_page());
    }
    x.store.by_uuid(id).ok_or_else(|| {
        let what = if wording == Wording::Parsed {
            format!("'uuid': '{id}'")
        } else {
            format!("'id': UUID('{id}')")
        };
        answers::error(404, format!("Resource Not Found - User was not found ({what})"))
    })
}

fn unknown(wording: Wording, id: u64) -> Answer {
    match wording {
        Wording::Early => answers::error(404, format!("User with id={id} does not exist")),
        _ => answers::error(404, format!("Resource Not Found - User was not found ('id': {id})")),
    }
}

pub fn not_allowed(wording: Wording, method: &str, allow: &str) -> Answer {
    match wording {
        Wording::Early => answers::not_allowed_page(method, allow),
        Wording::Parsed => answers::error(405, "The method is not allowed for the requested URL."),
        Wording::Schema => {
            let message =
                serde_json::json!({ "message": "The method is not allowed for the requested URL." });
            answers::json(405, &message).with("Allow", allow)
        }
    }
}

/// Methods that every resource has, in one place.
pub fn checked_method(wording: Wording, asked: &Asked, allow: &str) -> Option<Answer> {
    let method = asked.method.as_str();
    if !allow.split(", ").any(|m| m == method) {
        return Some(not_allowed(wording, method, allow));
    }
    (method == "OPTIONS").then(|| answers::empty(200, answers::UNTYPED).with("Allow", allow))
}

pub fn refuses_accept(asked: &Asked) -> bool {
    asked.header("Accept").is_some_and(|a| !a.contains("application/json") && !a.contains("*/*"))
}

/// `/1.1/users`
pub fn many(x: &mut Xivo, rules: &'static Users11, asked: &Asked) -> Answer {
    if let Some(answer) = checked_method(rules.wording, asked, "GET, HEAD, OPTIONS, POST") {
        return answer;
    }
    if asked.method == "POST" {
        return create(x, rules, asked);
    }
    if rules.picky_accept && refuses_accept(asked) {
        return answers::not_acceptable();
    }
    list(x, rules, asked)
}

/// `/1.1/users/<id>`
pub fn one(x: &mut Xivo, rules: &'static Users11, asked: &Asked, id: &str) -> Answer {
    if id.is_empty() {
        return answers::not_found_page();
    }
    // What is no id at all is no path of this server either.
    let found = find(x, rules.wording, id);
    if let Err(page) = &found
        && page.headers.iter().any(|(_, v)| v.starts_with("text/html"))
    {
        return page.clone();
    }
    if let Some(answer) = checked_method(rules.wording, asked, "GET, HEAD, PUT, OPTIONS, DELETE") {
        return answer;
    }
    if rules.picky_accept && asked.method == "GET" && refuses_accept(asked) {
        return answers::not_acceptable();
    }
    let user = match found {
        Ok(user) => user,
        Err(refused) => return refused,
    };
    match asked.method.as_str() {
        "PUT" => edit(x, rules, asked, user),
        "DELETE" => delete(x, rules, asked, &user),
        _ => answers::json(200, &view::user(rules.wording, asked, &x.store, &user)),
    }
}

fn list(x: &Xivo, rules: &Users11, asked: &Asked) -> Answer {
    // The servers of 2014 ignore every parameter but this one.
    if rules.wording == Wording::Early {
        let pairs = query::pairs(&asked.query);
        let part = pairs.iter().find(|(name, _)| name == "q").map(|(_, value)| value.to_lowercase());
        let users = x.store.shuffled().into_iter().filter_map(|id| x.store.get(id));
        let users = users.filter(|user| {
            part.as_deref().is_none_or(|part| query::holds(&user.spaced_name().to_lowercase(), part))
        });
        return items(users, |user| view::user(rules.wording, asked, &x.store, user), None);
    }
    let page = match query::page(&x.store, &asked.query, rules.views) {
        Ok(page) => page,
        Err(refused) => return refused,
    };
    let shown = |user: &User| match page.view.as_deref() {
        Some("directory") => view::directory(user),
        Some("summary") => view::summary(user),
        _ => view::user(rules.wording, asked, &x.store, user),
    };
    items(page.items.into_iter(), shown, Some(page.total))
}

fn items(users: impl Iterator<Item = User>, shown: impl Fn(&User) -> Value, total: Option<usize>) -> Answer {
    let mut body = Vec::from(&b"{\"items\": ["[..]);
    let mut count = 0;
    for user in users {
        if count > 0 {
            body.extend_from_slice(b", ");
        }
        count += 1;
        answers::dump_into(&mut body, &shown(&user));
    }
    body.extend_from_slice(format!("], \"total\": {}}}", total.unwrap_or(count)).as_bytes());
    answers::typed(200, JSON, body)
}

fn new_user(x: &Xivo, rules: &Users11) -> User {
    User {
        id: x.store.next_id(),
        call_transfer_enabled: rules.new_may_transfer,
        supervision_enabled: true,
        enabled: true,
        ring_seconds: 30,
        simultaneous_calls: 5,
        cti_enabled: rules.new_has_cti_on,
        ..User::default()
    }
}

fn create(x: &mut Xivo, rules: &Users11, asked: &Asked) -> Answer {
    let mut user = new_user(x, rules);
    let sent = match rules.wording {
        Wording::Early => check_early::create(x, asked, &mut user),
        Wording::Parsed => check_parsed::create(&x.store, asked, &mut user),
        Wording::Schema => check_schema::apply(&x.store, asked, &mut user, true),
    };
    let sent: Map<String, Value> = match sent {
        Ok(sent) => sent,
        Err(refused) => return refused,
    };
    let shown = match rules.wording {
        Wording::Early => view::early_created(asked, &user, &sent),
        _ => view::user(rules.wording, asked, &x.store, &user),
    };
    let place = format!("{}/1.1/users/{}", origin(asked), user.id);
    x.store.put(user);
    failed_sysconfd(rules.wording, asked)
        .unwrap_or_else(|| answers::json(201, &shown).with("Location", place))
}

fn edit(x: &mut Xivo, rules: &Users11, asked: &Asked, mut user: User) -> Answer {
    let before = user.full_name();
    let done = match rules.wording {
        Wording::Early => check_early::edit(x, asked, &mut user),
        Wording::Parsed => check_parsed::edit(&x.store, asked, &mut user),
        Wording::Schema => check_schema::apply(&x.store, asked, &mut user, false).map(|_| ()),
    };
    if let Err(refused) = done {
        return refused;
    }
    let name = user.full_name();
    if name != before
        && rules.wording == Wording::Early
        && let Some(voicemail) = &mut user.voicemail
    {
        voicemail.name = name;
    }
    x.store.put(user);
    failed_sysconfd(rules.wording, asked).unwrap_or_else(|| answers::empty(204, JSON))
}

/// The change is kept although this is the answer.
fn failed_sysconfd(wording: Wording, asked: &Asked) -> Option<Answer> {
    if asked.fault.as_deref() != Some("sysconfd") {
        return None;
    }
    match wording {
        Wording::Early => {
            Some(answers::error(500, "unexpected error during request: [Errno 111] Connection refused"))
        }
        Wording::Parsed => Some(answers::error(
            500,
            "Unexpected error: sysconfd error: status 500 - \"sysconfd made-up failure\"",
        )),
        Wording::Schema => {
            Some(answers::json(500, &serde_json::json!({ "message": "Internal Server Error" })))
        }
    }
}

fn delete(x: &mut Xivo, rules: &Users11, asked: &Asked, user: &User) -> Answer {
    let refused = match (rules.delete, &user.line, &user.voicemail) {
        (Delete::LineByDatabase, Some(_), _) => {
            Some(format!("Error while deleting User: {}", database::still_has_line(user.id)))
        }
        (Delete::Associated, _, Some(_)) => {
            Some("Error while deleting User: user still associated to a voicemail".to_owned())
        }
        (Delete::Associated, Some(_), None) => {
            Some("Error while deleting User: user still associated to a line".to_owned())
        }
        (Delete::Resource, _, Some(voicemail)) => {
            let (id, voicemail) = (user.id, voicemail.id);
            // The two stand in the order in which that Python kept them.
            let which = if rules.wording == Wording::Parsed {
                format!("'voicemail_id': {voicemail}, 'user_id': {id}")
            } else {
                format!("'user_id': {id}, 'voicemail_id': {voicemail}")
            };
            Some(format!("Resource Error - User is associated with a Voicemail ({which})"))
        }
        (Delete::Resource, Some(line), None) => {
            Some(format!("Resource Error - User is associated with a Line ('line_ids': ({},))", line.id))
        }
        _ => None,
    };
    if let Some(sentence) = refused {
        return answers::error(400, sentence);
    }
    x.store.remove(user.id);
    failed_sysconfd(rules.wording, asked).unwrap_or_else(|| answers::empty(204, JSON))
}
