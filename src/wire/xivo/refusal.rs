//! Every style of "no" that the servers were seen to give, as one [`Refusal`].

use serde::de::IgnoredAny;
use serde_json::Value;

use super::ages::Api;
use super::changes::Changes;
use super::database;
use super::meaning::Hint;
use super::phrases;
use super::python;
use super::scrub::scrub;
use super::user_id::UserId;
use crate::domain::{Prerequisite, Problem, Refusal, RefusalKind, Secret, Trouble};
use crate::wire::probe::{challenge, refusal_before};
use crate::wire::{Response, html, json};

pub use super::database::looks_like_database;

/// What the refused call was made to, which decides what a 404 means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// A list: nothing that could be missing but the path itself.
    List,
    User,
    /// `/users/<id>/cti`.
    UserCti,
    /// `/users/<id>/cti_profile`.
    UserCtiProfile,
    /// One of `/cti_profiles`.
    CtiProfile,
    Token,
}

/// What is known of a refused call.
pub struct RefusedCall<'a> {
    pub resource: Resource,
    pub id: Option<&'a UserId>,
    /// What was sent and must not be shown.
    pub secrets: Vec<&'a Secret>,
    pub changes: Option<&'a Changes>,
    /// The API that was asked.
    pub api: Api,
}

impl<'a> RefusedCall<'a> {
    /// A call to a resource that is not one user's.
    pub fn to(resource: Resource) -> Self {
        Self { resource, id: None, secrets: Vec::new(), changes: None, api: Api::V11 }
    }

    /// A call to a user, or to what belongs to one.
    pub fn to_user(resource: Resource, id: &'a UserId) -> Self {
        Self { id: Some(id), ..Self::to(resource) }
    }

    /// The API that was asked, where that is not 1.1.
    pub fn of_api(mut self, api: Api) -> Self {
        self.api = api;
        self
    }

    /// The changes that were sent with it.
    pub fn with_changes(mut self, changes: &'a Changes) -> Self {
        self.secrets.extend(changes.secrets());
        self.changes = Some(changes);
        self
    }
}

/// Reads a refusal. Whatever the bytes are, there is one.
pub fn read_refusal(response: &Response, call: &RefusedCall) -> Refusal {
    if let Some(refusal) = read_missing_right(response) {
        return refusal;
    }
    let messages = read_messages_without_secrets(response, call);
    let meanings: Vec<_> = messages.iter().map(|text| phrases::interpret(text, call.changes)).collect();
    let hint = meanings.iter().find_map(|meaning| meaning.hint);
    let mut problems: Vec<_> = meanings.into_iter().flat_map(|meaning| meaning.problems).collect();
    for problem in &mut problems {
        assign_field(problem, call.resource);
    }
    let kind = find_kind(response, call, hint, !problems.is_empty());
    if problems.is_empty() && kind == RefusalKind::RefusedValues {
        problems.extend(
            messages
                .iter()
                .map(|text| Problem::without_field(Trouble::Refused).with_server_message(text.clone())),
        );
    }
    Refusal { kind, problems, status: Some(response.status), server_messages: messages }
}

/// A write that answers nothing. A body that is not JSON is no answer of this server.
pub(super) fn expect_success(response: &Response, call: &RefusedCall) -> Result<(), Refusal> {
    if !matches!(response.status, 200..=299) {
        return Err(read_refusal(response, call));
    }
    if is_blank_or_json(&response.body) { Ok(()) } else { Err(read_refusal(response, call)) }
}

/// A session adds its token, which a call does not know.
pub fn scrub_refusal(refusal: &mut Refusal, secrets: &[&Secret]) {
    for text in &mut refusal.server_messages {
        *text = scrub(text, secrets);
    }
    for problem in &mut refusal.problems {
        for text in [&mut problem.server_message, &mut problem.value].into_iter().flatten() {
            *text = scrub(text, secrets);
        }
    }
}

/// A session that signs in by token adds what a call cannot know: servers of
/// 2016 answer an ended token with a Digest challenge, which then asks for a
/// new token and not for the browser's own credentials.
pub fn in_token_session(refusal: &mut Refusal) {
    if refusal.kind == RefusalKind::MustFirst(Prerequisite::BrowserCredentials) {
        refusal.kind = RefusalKind::NotSignedIn;
    }
}

/// The only number that is sent to the CTI is that of the profile.
fn assign_field(problem: &mut Problem, resource: Resource) {
    let cti = matches!(resource, Resource::UserCti | Resource::UserCtiProfile);
    if cti && problem.field.is_none() && problem.trouble == Trouble::WrongType {
        problem.field = Some("cti_profile_id".into());
    }
}

fn find_kind(response: &Response, call: &RefusedCall, hint: Option<Hint>, problems: bool) -> RefusalKind {
    if hint.is_none()
        && let Some(kind) = refusal_before(response)
    {
        return kind;
    }
    match (response.status, hint) {
        (401, Some(Hint::MustFirst(way @ (Prerequisite::DomainName | Prerequisite::SingleSignOn))))
            if call.resource == Resource::Token =>
        {
            RefusalKind::MustFirst(way)
        }
        (401, _) => find_kind_of_401(response, call),
        (403, _) => RefusalKind::NotAllowed,
        (404, _) => find_kind_of_404(response, call, hint),
        (405, _) => RefusalKind::NoSuchResource,
        (410, _) => RefusalKind::Gone,
        (429, Some(Hint::TooManySessions)) => RefusalKind::TooManySessions,
        (503, Some(Hint::AuthenticationOutOfReach)) => RefusalKind::AuthenticationOutOfReach,
        (429 | 503, _) => RefusalKind::Busy { retry_after: response.retry_after() },
        (_, Some(Hint::DoneInPart)) => RefusalKind::DoneInPart,
        (400.., Some(Hint::MustFirst(prerequisite))) => RefusalKind::MustFirst(prerequisite),
        (400, _) if is_odd_id(call) && !problems && call.changes.is_none() => RefusalKind::NotFound,
        (400, Some(Hint::Malformed)) | (406 | 415, _) => RefusalKind::Malformed,
        (400 | 409 | 412..=414 | 422, _) => RefusalKind::RefusedValues,
        (500.., _) if problems => RefusalKind::RefusedValues,
        (500.., _) => RefusalKind::ServerFault,
        _ => RefusalKind::NotUnderstood,
    }
}

fn find_kind_of_401(response: &Response, call: &RefusedCall) -> RefusalKind {
    if challenge(response).is_some() {
        RefusalKind::MustFirst(Prerequisite::BrowserCredentials)
    } else if call.resource == Resource::Token {
        RefusalKind::WrongCredentials
    } else {
        RefusalKind::NotSignedIn
    }
}

/// A refusal of somebody whose token is good, but who lacks a right, or the tenant.
///
/// Wazo answers 401 to that as well. confd has Python's tuple in an array: the token and
/// the right where the token is not good, and the tenant (or None) behind them where it
/// is. The authentication service says it by an object.
fn read_missing_right(response: &Response) -> Option<Refusal> {
    if !matches!(response.status, 401 | 403) {
        return None;
    }
    let (right, names_tenant) = match json::parse::<Value>(&response.body).ok()? {
        Value::Array(parts) => {
            let tuple = python::read_value(parts.first()?.as_str()?.trim())?;
            let [_token, right, tenant] = tuple.as_array()?.as_slice() else { return None };
            (right.as_str()?.to_owned(), tenant.is_string())
        }
        object => {
            let details = object.get("details")?;
            if details.get("reason")?.as_str()? != "missing_permission_or_invalid_tenant" {
                return None;
            }
            let right = details.get("required_access").and_then(Value::as_str).unwrap_or_default();
            (right.to_owned(), details.get("tenant_uuid").is_some_and(Value::is_string))
        }
    };
    let problem = Problem::without_field(Trouble::MissingRight { right, names_tenant });
    Some(Refusal::new(RefusalKind::NotAllowed).with_status(response.status).with_problem(problem))
}

/// A 404 may be about the user, the profile, or the path itself. A proxy may have made a text or a
/// page of what a server says, or say it itself of a server that it does not reach.
fn find_kind_of_404(response: &Response, call: &RefusedCall, hint: Option<Hint>) -> RefusalKind {
    let speaks_of_object = speaks_of_object(response, call.api);
    if call.resource == Resource::List {
        RefusalKind::NoSuchResource
    } else if hint == Some(Hint::NotThere)
        || hint != Some(Hint::UnknownPath) && speaks_of_object
        || is_odd_id(call)
    {
        RefusalKind::NotFound
    } else {
        RefusalKind::NoSuchResource
    }
}

/// Of objects API 1.0 speaks with no body of the type HTML, 1.1 with texts in an array, and the authentication service
/// with an object that has a reason or an id of the error; of paths all of them speak in HTML.
fn speaks_of_object(response: &Response, api: Api) -> bool {
    match json::parse::<Value>(&response.body) {
        Ok(Value::Object(object)) => ["reason", "error_id"].iter().any(|member| object.contains_key(*member)),
        Ok(_) => true,
        Err(_) => {
            let is_of = |kind| response.header("Content-Type").is_some_and(|sent| sent.starts_with(kind));
            // Without a type it is a proxy that has nothing to say (Caddy, Envoy).
            json::is_blank(&response.body)
                && (is_of("application/json") || api == Api::V10 && is_of("text/html"))
        }
    }
}

fn is_blank_or_json(body: &[u8]) -> bool {
    json::is_blank(body) || json::parse::<IgnoredAny>(body).is_ok()
}

/// Servers route only ids of the usual form, so that an odd one looks like
/// an unknown path (1.1) or like unreadable data (1.0).
fn is_odd_id(call: &RefusedCall) -> bool {
    call.resource == Resource::User && call.id.is_some_and(|id| !id.is_usual())
}

/// All texts of an answer, without secrets.
fn read_messages_without_secrets(response: &Response, call: &RefusedCall) -> Vec<String> {
    let mut messages = read_messages(&response.body);
    if response.status == 401 {
        // Servers of 2019 answer with the token itself, in an array; later ones with
        // Python's tuple of the token and the right that was asked for.
        messages.retain(|text| text.trim().contains(char::is_whitespace) && !text.starts_with("('"));
    }
    for text in &mut messages {
        *text = scrub(text, &call.secrets);
    }
    messages
}

/// A server's text is kept up to so many characters.
const LONGEST: usize = 8_000;

/// The texts of a body, whatever its type is said to be: API 1.0 types its
/// JSON as HTML. A database's values are left out.
pub fn read_messages(body: &[u8]) -> Vec<String> {
    let mut messages = Vec::new();
    match json::parse::<Value>(body) {
        Ok(value) => collect(value, &mut messages, 0),
        Err(_) => {
            let text = String::from_utf8_lossy(json::without_byte_order_mark(body));
            messages.push(if text.contains('<') {
                html::text_of_page(&text)
            } else {
                text.trim().to_owned()
            });
        }
    }
    messages.retain(|text| !text.trim().is_empty());
    for text in &mut messages {
        if looks_like_database(text) {
            *text = database::without_values(text);
        }
        if let Some((at, _)) = text.char_indices().nth(LONGEST) {
            text.truncate(at);
        }
    }
    messages
}

/// The texts of an array, an object's `message`, `reason` or `errors`, or
/// anything else as it is written.
fn collect(value: Value, messages: &mut Vec<String>, depth: u8) {
    match value {
        Value::Null => {}
        Value::String(text) => messages.push(text),
        Value::Array(parts) if depth < 3 => {
            parts.into_iter().for_each(|part| collect(part, messages, depth + 1))
        }
        Value::Object(mut object) if depth < 3 => {
            let before = messages.len();
            for key in ["message", "reason", "errors"] {
                if let Some(part) = object.remove(key) {
                    collect(part, messages, depth + 1);
                }
            }
            if messages.len() == before && !object.is_empty() {
                messages.push(Value::Object(object).to_string());
            }
        }
        other => messages.push(other.to_string()),
    }
}
