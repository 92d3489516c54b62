//! What APIO says when it refuses. Its bodies come in many shapes, none of
//! which names a field (tests/fixtures/apio/README.md, "Error body").

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::domain::refusal::Unreached;
use crate::domain::{Prerequisite, Problem, Refusal, RefusalKind, Secret, Trouble};
use crate::wire::probe::{challenge, refusal_before};
use crate::wire::{Response, html, json};

/// What a call carries: the same status means different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CallKind {
    /// Signing in: 401 is a wrong name or password.
    SignIn,
    /// Reading, or a write without an old password or PIN.
    Plain,
    /// A write with an old password or PIN, which may be wrong.
    WithOldSecret,
    /// A write of a new one without the old one, which may be missed.
    WithNewSecret,
}

impl CallKind {
    /// A 401 may be about a secret, rather than about the session.
    fn has_secret(self) -> bool {
        matches!(self, Self::WithOldSecret | Self::WithNewSecret)
    }
}

/// Checks that it is an answer to read on. 207 means that only a part was done.
///
/// # Errors
///
/// The refusal that any other status stands for.
pub(super) fn check_status(response: &Response, call: CallKind, secrets: &[&Secret]) -> Result<(), Refusal> {
    match response.status {
        200..=206 | 208..=299 => Ok(()),
        _ => Err(read_refusal(response, call, secrets)),
    }
}

/// Is it an error that was sent as a success?
///
/// # Errors
///
/// The body is no object.
pub(super) fn holds_error(response: &Response) -> Result<bool, Refusal> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct ErrorMembers {
        status: Option<IgnoredAny>,
        error: Option<IgnoredAny>,
        errors: Option<IgnoredAny>,
    }
    let members: ErrorMembers = json::read_object(response)?;
    Ok(members.status.is_some() || members.error.is_some() || members.errors.is_some())
}

/// Reads a refusal. `secrets` are those that were sent: whatever the server
/// repeats of them is taken out of its words.
pub(super) fn read_refusal(response: &Response, call: CallKind, secrets: &[&Secret]) -> Refusal {
    let body: Option<Value> = json::parse(&response.body).ok();
    let mut messages = match &body {
        Some(body) => ServerMessages::of(body),
        None => ServerMessages::page(&response.body),
    };
    messages.redact(secrets);
    let (kind, trouble) = find_kind(response, call, body.as_ref(), messages.from_network_element);
    let mut refusal = Refusal::new(kind).with_status(response.status);
    // Whoever finds out that the session holds has the problems of the secret ready.
    let is_own = refusal.kind != RefusalKind::SignInBefore;
    let may_be_secret = is_own && response.status == 401 && call.has_secret();
    if refusal.kind == RefusalKind::RefusedValues || may_be_secret {
        let problem = Problem::without_field(trouble);
        refusal.problems =
            messages.first.iter().map(|text| problem.clone().with_server_message(text.clone())).collect();
        if refusal.problems.is_empty() {
            refusal.problems.push(problem);
        }
    }
    refusal.server_messages = messages.first;
    for text in messages.rest {
        if !refusal.server_messages.contains(&text) {
            refusal.server_messages.push(text);
        }
    }
    refusal
}

/// Is nothing more to be learnt at another place either, without a session or a server?
pub(super) fn ends_search(refusal: &Refusal) -> bool {
    refusal.is_outage() || matches!(refusal.kind, RefusalKind::NotSignedIn | RefusalKind::MustFirst(_))
}

/// Puts the problems of a refusal at the fields that were sent; those of a
/// 401 or 403 at the old password or PIN, if one was sent.
pub(super) fn place_problems(refusal: Refusal, fields: &[&'static str], old: &'static str) -> Refusal {
    match refusal.status {
        Some(401 | 403) if fields.contains(&old) => refusal.at_sent(&[old]),
        _ => refusal.at_sent(fields),
    }
}

fn find_kind(
    response: &Response,
    call: CallKind,
    body: Option<&Value>,
    from_network_element: bool,
) -> (RefusalKind, Trouble) {
    if call.has_secret() && matches!(response.status, 401 | 403) && !is_password_due(body) {
        let is_old = call == CallKind::WithOldSecret || response.status == 401;
        // An expired session answers otherwise (22-error-401): without a list of errors.
        let has_errors =
            body.and_then(|body| body.get("errors")).is_some_and(|list| !entries(list).is_empty());
        let found = if has_code(body, &WRONG_SECRET) {
            Some((RefusalKind::RefusedValues, Trouble::Refused))
        } else if has_code(body, &NOT_AUTHORISED) {
            Some((RefusalKind::NotAllowed, Trouble::Refused))
        } else if from_network_element && response.status == 401 {
            // The network element was asked, so the session holds.
            Some((RefusalKind::RefusedValues, Trouble::Refused))
        } else {
            (is_old && has_errors).then_some((RefusalKind::RefusedValues, Trouble::Doubtful))
        };
        if let Some(found) = found {
            return found;
        }
    }
    let kind = find_plain_kind(response, call, body);
    let trouble = if kind == RefusalKind::NotSignedIn { Trouble::Doubtful } else { Trouble::Refused };
    (kind, trouble)
}

fn find_plain_kind(response: &Response, call: CallKind, body: Option<&Value>) -> RefusalKind {
    match response.status {
        207 => RefusalKind::DoneInPart,
        // APIO answers in JSON: the web server before it asks for a name and a password of its own.
        401 if body.is_none() && challenge(response).is_some() => {
            RefusalKind::MustFirst(Prerequisite::BrowserCredentials)
        }
        // APIO and Core say no in JSON, and proxies in pages.
        401..=403 | 400 | 406.. if let Some(kind) = refusal_before(response) => kind,
        401 if call == CallKind::SignIn => RefusalKind::WrongCredentials,
        401 => RefusalKind::NotSignedIn,
        403 if is_password_due(body) => RefusalKind::MustFirst(Prerequisite::ChangePassword),
        403 if body.is_some_and(|body| !is_own_error(body)) => RefusalKind::RefusedBefore,
        403 => RefusalKind::NotAllowed,
        404 if body.is_some_and(is_of_object) => RefusalKind::NotFound,
        404 | 405 | 501 => RefusalKind::NoSuchResource,
        406 | 415 | 416 => RefusalKind::Malformed,
        408 => RefusalKind::OutOfReach(Unreached::TimedOut),
        410 => RefusalKind::Gone,
        429 => RefusalKind::Busy { retry_after: response.retry_after() },
        503 if response.retry_after().is_some() => RefusalKind::Busy { retry_after: response.retry_after() },
        500..=599 => RefusalKind::ServerFault,
        400..=499 if body.is_some() => RefusalKind::RefusedValues,
        // Whoever wrote a page about it did not do what was asked.
        400..=499 => RefusalKind::Malformed,
        _ => RefusalKind::NotUnderstood,
    }
}

/// Is it an error as APIO or Core send one, rather than a proxy's JSON? Those have a message
/// alone, or the time in them.
fn is_own_error(body: &Value) -> bool {
    ["errors", "error", "details"].iter().any(|name| body.get(name).is_some())
        && body.get("timestamp").is_none()
}

/// Is it an error about what was asked for, as APIO has it? Core's own, `error` alone, is about a
/// path that it does not lead on.
fn is_of_object(body: &Value) -> bool {
    is_own_error(body) && ["errors", "details"].iter().any(|name| body.get(name).is_some())
}

/// BroadWorks 4962: "Invalid password".
const WRONG_SECRET: [i64; 1] = [4962];
/// BroadWorks 5404: "Unauthorized transaction".
const NOT_AUTHORISED: [i64; 1] = [5404];

/// Behind Core, `error_code` 1 on a 403: the password must be changed first.
fn is_password_due(body: Option<&Value>) -> bool {
    let code = body.and_then(|body| body.get("error_code"));
    code.is_some_and(|code| code.as_i64() == Some(1) || code.as_str() == Some("1"))
}

fn has_code(body: Option<&Value>, codes: &[i64]) -> bool {
    let errors = body.and_then(|body| body.get("errors")).map(entries).unwrap_or_default();
    errors.iter().filter_map(|error| error.get("details")?.get("errors")).flat_map(entries).any(|error| {
        error.get("error_code").and_then(Value::as_i64).is_some_and(|code| codes.contains(&code))
    })
}

/// The elements of a list, or of an object keyed "0", "1", ...
fn entries(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(list) => list.iter().collect(),
        Value::Object(map) => map.values().collect(),
        _ => Vec::new(),
    }
}

/// All texts of a body: those that say most, and the rest.
#[derive(Default)]
struct ServerMessages {
    first: Vec<String>,
    rest: Vec<String>,
    from_network_element: bool,
}

impl ServerMessages {
    /// In the order of the README; the first that has words comes first, the
    /// others are kept.
    fn of(body: &Value) -> Self {
        let mut messages = Self::default();
        match body.get("errors") {
            // By the names of the fields, rather than "0", "1".
            Some(named @ Value::Object(map)) if !map.keys().all(|name| name.parse::<u32>().is_ok()) => {
                collect(named, &mut messages.first, 0);
            }
            errors => {
                errors.map(entries).unwrap_or_default().into_iter().for_each(|error| messages.error(error))
            }
        }
        if let Some(error) = body.get("error") {
            let mut texts = Vec::new();
            collect(error, &mut texts, 0);
            messages.add(texts);
        }
        if let Some(details) = body.get("details") {
            let mut texts = Vec::new();
            collect(details, &mut texts, 0);
            messages.add(texts);
        }
        if let Some(message) = text(body.get("message")) {
            messages.add(vec![message]);
        }
        if messages.first.is_empty() {
            // A shape that nobody has seen: every text in it is the server's word.
            collect(body, &mut messages.first, 0);
        }
        messages
    }

    fn error(&mut self, error: &Value) {
        let details = error.get("details");
        let inner = details.and_then(|details| details.get("errors")).map(entries).unwrap_or_default();
        self.from_network_element |= !inner.is_empty();
        let mut texts: Vec<String> = inner.iter().filter_map(|error| summary(error)).collect();
        let mut rest = Vec::new();
        for text in [
            text(details.and_then(|details| details.get("reason"))),
            text(error.get("message")),
            text(Some(error)),
        ] {
            if texts.is_empty() {
                texts.extend(text);
            } else {
                rest.extend(text);
            }
        }
        if let (true, Some(details)) = (texts.is_empty(), details) {
            collect(details, &mut texts, 0);
        }
        self.first.append(&mut texts);
        self.rest.append(&mut rest);
    }

    fn add(&mut self, mut texts: Vec<String>) {
        if self.first.is_empty() {
            self.first = texts;
        } else {
            self.rest.append(&mut texts);
        }
    }

    /// What a person would read of a page or a text that is no JSON.
    fn page(body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body.get(..PAGE_LOOKED_AT).unwrap_or(body));
        let plain = html::text_of_page(&text);
        let mut short = String::new();
        for word in plain.split_whitespace() {
            if short.chars().count() + word.chars().count() >= PAGE_KEPT {
                break;
            }
            if !short.is_empty() {
                short.push(' ');
            }
            short.push_str(word);
        }
        Self { first: if short.is_empty() { Vec::new() } else { vec![short] }, ..Self::default() }
    }

    fn redact(&mut self, secrets: &[&Secret]) {
        for text in self.first.iter_mut().chain(&mut self.rest) {
            secrets.iter().for_each(|secret| secret.redact(text));
        }
    }
}

/// Bytes of a page that are looked at, and characters that are kept.
const PAGE_LOOKED_AT: usize = 4096;
const PAGE_KEPT: usize = 300;

fn text(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The summary and the detail of one error of the network element.
fn summary(error: &Value) -> Option<String> {
    match (text(error.get("summary")), text(error.get("detail"))) {
        (Some(mut summary), Some(detail)) => {
            if !summary.contains(&detail) {
                summary.push_str(" (");
                summary.push_str(&detail);
                summary.push(')');
            }
            Some(summary)
        }
        (summary, detail) => summary.or(detail).or_else(|| text(Some(error))),
    }
}

/// Texts deeper than this are no longer meant for people.
const DEEPEST: usize = 6;

/// Every text in a value, but one that may be a secret by its name.
fn collect(value: &Value, texts: &mut Vec<String>, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::String(_) => texts.extend(text(Some(value))),
        Value::Array(list) => list.iter().for_each(|item| collect(item, texts, depth + 1)),
        Value::Object(map) => {
            for (key, item) in map {
                let key = key.to_ascii_lowercase();
                let mut inside = Vec::new();
                collect(item, &mut inside, depth + 1);
                if ["pin", "pass", "token", "secret", "2fa"].iter().any(|part| key.contains(part)) {
                    // What is wrong with a PIN is told in several words: a single one may be the PIN.
                    inside.retain(|text| text.contains(' '));
                }
                texts.append(&mut inside);
            }
        }
        _ => {}
    }
}
