//! Why the server said no, in every form that ICWS has for it.

use super::configuration_id::ConfigurationId;
use super::enums;
use super::licence::LicenceProblem;
use super::members::{self, items, parse_body, read_beginning, shorten, text_at};
use super::property_path::PropertyPath;
use crate::domain::refusal::Unreached;
use crate::domain::{Prerequisite, Problem, Refusal, RefusalKind, Trouble};
use crate::wire::http::Response;
use crate::wire::json::parse_object;
use crate::wire::probe::refusal_before;
use serde::Deserialize;
use serde_json::Value as Json;
use std::borrow::Cow;

/// Reads the refusal that a status outside of 2xx stands for, or that was sent as a success.
pub(super) fn read_refusal(response: &Response) -> Refusal {
    let error = parse_body(response).filter(Json::is_object);
    let mut refusal = Refusal::new(find_kind(response, error.as_ref())).with_status(response.status);
    match &error {
        Some(error) => {
            refusal.server_messages = collect_messages(error);
            refusal.problems = collect_problems(error);
        }
        None => refusal.server_messages.extend(read_beginning(&response.body)),
    }
    refusal
}

/// Is it a refusal for licences alone? Then all else may have been saved, so
/// that it must be read again (tests/fixtures/icws/43-put-client-license-errors.http).
pub fn is_licence_only(refusal: &Refusal) -> bool {
    !refusal.problems.is_empty()
        && refusal.problems.iter().all(|problem| matches!(problem.trouble, Trouble::Licence(_)))
}

/// Takes the licences that were set out of the problems of a refusal: they
/// were not refused. Those that were set with a warning are returned.
pub fn take_licence_warnings(refusal: &mut Refusal) -> Vec<LicenceProblem> {
    let mut warnings = Vec::new();
    refusal.problems.retain(|problem| {
        let Trouble::Licence(number) = problem.trouble else { return true };
        let licence = ConfigurationId { name: problem.value.clone(), ..ConfigurationId::default() };
        let licence = LicenceProblem { number, licence };
        let (is_warning, is_none) = (licence.is_warning(), licence.is_none());
        if is_warning {
            warnings.push(licence);
        }
        !is_warning && !is_none
    });
    warnings
}

/// Reads the JSON object of a successful answer, or why there is none.
///
/// # Errors
/// The refusal of any other status; "not understood" where there is no object.
pub(super) fn require_object(response: &Response) -> Result<Json, Refusal> {
    require_success(response)?;
    parse_body(response).filter(Json::is_object).ok_or_else(|| not_understood(response))
}

/// Reads the object of a successful answer as a derived type.
///
/// # Errors
/// The refusal of any other status; "not understood" where there is no such object.
pub(super) fn require_body<'de, T: Deserialize<'de>>(response: &'de Response) -> Result<T, Refusal> {
    require_success(response)?;
    parse_object(&response.body).map_err(|_| not_understood(response))
}

/// Checks that the status is any 2xx.
///
/// # Errors
/// The refusal that any other status stands for.
pub(super) fn require_success(response: &Response) -> Result<(), Refusal> {
    if (200..300).contains(&response.status) { Ok(()) } else { Err(read_refusal(response)) }
}

/// An answer that is not what this call is answered with.
pub(super) fn not_understood(response: &Response) -> Refusal {
    let refusal = Refusal::new(RefusalKind::NotUnderstood).with_status(response.status);
    match read_beginning(&response.body) {
        Some(words) => refusal.with_server_message(words),
        None => refusal,
    }
}

fn find_kind(response: &Response, error: Option<&Json>) -> RefusalKind {
    let id = error.and_then(|error| text_at(error, "errorId")).unwrap_or_default().to_ascii_lowercase();
    if id == "error.request.timeout" {
        return RefusalKind::OutOfReach(Unreached::TimedOut);
    }
    let is_own = error.is_some_and(|error| is_own_error(response, error));
    if response.status != 405
        && let Some(kind) = refusal_before(response)
    {
        return kind;
    }
    match response.status {
        0 => RefusalKind::OutOfReach(Unreached::NoConnection),
        400 | 422 => find_bad_request_kind(&id, error),
        401 => find_unauthorized_kind(response),
        403 if is_own => RefusalKind::NotAllowed,
        403 if error.is_some() => RefusalKind::RefusedBefore,
        // A path that the server does not have is answered by something that
        // knows no ICWS error, or says that it is the method or the path.
        404 if !is_own || names_no_resource(&id) => RefusalKind::NoSuchResource,
        404 => RefusalKind::NotFound,
        405 | 501 => RefusalKind::NoSuchResource,
        408 | 504 => RefusalKind::OutOfReach(Unreached::TimedOut),
        410 => RefusalKind::Gone,
        // What is documented of no call here: the server's own words say what it minds.
        402 | 409 | 412 if is_own => RefusalKind::RefusedValues,
        423 | 425 if is_own => RefusalKind::Busy { retry_after: response.retry_after() },
        406 | 411..=420 if is_own => RefusalKind::Malformed,
        // Another host has taken over, and there one signs in anew.
        503 if names_other_hosts(error) => RefusalKind::NotSignedIn,
        429 | 503 => RefusalKind::Busy { retry_after: response.retry_after() },
        502 => RefusalKind::OutOfReach(Unreached::NoConnection),
        500.. => RefusalKind::ServerFault,
        _ => RefusalKind::NotUnderstood,
    }
}

fn find_bad_request_kind(id: &str, error: Option<&Json>) -> RefusalKind {
    let Some(error) = error else { return RefusalKind::NotUnderstood };
    if id == "error.request.connection.authenticationfailure" {
        RefusalKind::NotSignedIn
    } else if names_no_resource(id) {
        RefusalKind::NoSuchResource
    } else if is_about_values(id, error) {
        RefusalKind::RefusedValues
    } else {
        RefusalKind::Malformed
    }
}

fn is_about_values(id: &str, error: &Json) -> bool {
    let type_is = |name: &str| error.get("__type").and_then(Json::as_str).is_some_and(|t| t.ends_with(name));
    id == "error.request.configuration.update"
        || type_is(":configurationError")
        || type_is(":missingPropertyError")
        || type_is(":getObjectError")
        || type_is(":getObjectListError")
        || error.get("validationErrors").is_some()
        || error.get("licenseErrors").is_some()
}

/// Is it an error of ICWS, rather than a proxy's JSON? What says nothing but a message is told by
/// its media type.
fn is_own_error(response: &Response, error: &Json) -> bool {
    has_own_type(response) || ["errorId", "errorCode", "__type"].iter().any(|name| error.get(name).is_some())
}

/// Is it in the media type that ICWS alone has?
pub(super) fn has_own_type(response: &Response) -> bool {
    response.header("Content-Type").is_some_and(|kind| kind.to_ascii_lowercase().contains("inin.icws"))
}

fn names_no_resource(id: &str) -> bool {
    id.starts_with("error.request.unsupported") || id.ends_with("httpmethodnotallowed")
}

fn names_other_hosts(error: Option<&Json>) -> bool {
    let hosts = error.and_then(|error| error.get("alternateHostList"));
    match hosts {
        Some(Json::Array(hosts)) => {
            hosts.iter().any(|host| host.as_str().is_some_and(|host| !host.is_empty()))
        }
        host => host.and_then(Json::as_str).is_some_and(|host| !host.is_empty()),
    }
}

/// Every 401 of ICWS is alike: the session is over. A 401 of another scheme
/// comes from a web server in between, and only the browser can answer it.
fn find_unauthorized_kind(response: &Response) -> RefusalKind {
    let scheme = response.header("WWW-Authenticate").and_then(|value| value.split_whitespace().next());
    match scheme {
        Some(scheme) if !scheme.eq_ignore_ascii_case("ICWS") => {
            RefusalKind::MustFirst(Prerequisite::BrowserCredentials)
        }
        _ => RefusalKind::NotSignedIn,
    }
}

/// All that an error says for people: its message, and its id and code for
/// whoever looks it up.
fn collect_messages(error: &Json) -> Vec<String> {
    let words = ["message", "errorId", "errorCode"].into_iter().filter_map(|name| text_at(error, name));
    words.filter(|text| !text.is_empty()).map(|text| shorten(&text)).collect()
}

fn collect_problems(error: &Json) -> Vec<Problem> {
    let message = text_at(error, "message").filter(|text| !text.is_empty());
    let mut problems: Vec<Problem> = items(error.get("validationErrors"))
        .iter()
        .map(|item| read_validation_error(item, message.as_deref()))
        .collect();
    problems.extend(items(error.get("licenseErrors")).iter().map(read_licence_error));
    let is_list =
        error.get("__type").and_then(Json::as_str).is_some_and(|t| t.ends_with(":getObjectListError"));
    for parameter in ["select", "where", "orderBy"] {
        let names: Vec<String> = match error.get(parameter) {
            Some(Json::Array(names)) => names.iter().filter_map(members::text).collect(),
            Some(Json::String(name)) => vec![name.clone()],
            _ => Vec::new(),
        };
        problems.extend(names.into_iter().map(|name| unknown_name_problem(parameter, name, is_list)));
    }
    if problems.is_empty()
        && let Some(name) = text_at(error, "propertyName")
    {
        problems.push(Problem::at(normalize_name(&name), Trouble::Missing));
    }
    problems
}

/// A name in the query that the server does not have.
fn unknown_name_problem(parameter: &'static str, name: String, is_list: bool) -> Problem {
    let path = (!is_list).then(|| PropertyPath::read(&name)).flatten();
    let field = path.map_or(Cow::Borrowed(parameter), |path| Cow::Owned(path.write()));
    Problem { value: Some(shorten(&name)), ..Problem::at(field, Trouble::UnknownField) }
}

fn read_validation_error(item: &Json, message: Option<&str>) -> Problem {
    let number = item.get("validationErrorType").and_then(enums::read_validator);
    let trouble = number.map_or(Trouble::Refused, Trouble::Validator);
    // The number of these says too little, so that the server's words stand beside it.
    let uncertain = number.is_none_or(enums::is_uncertain_validator);
    Problem {
        field: text_at(item, "propertyName")
            .filter(|name| !name.is_empty())
            .map(|name| Cow::Owned(normalize_name(&name))),
        trouble,
        value: item
            .get("propertyValue")
            .filter(|value| !value.is_null())
            .map(|value| shorten(&members::text(value).unwrap_or_else(|| value.to_string()))),
        server_message: message.filter(|_| uncertain).map(shorten),
    }
}

/// A property in one spelling; a name that no property has stays as it came.
fn normalize_name(name: &str) -> String {
    PropertyPath::read(name).map_or_else(|| shorten(name), PropertyPath::write)
}

/// A licence that was not set, or only with a warning. The value is its name.
/// It is the list that makes it a licence's problem, with a number or without:
/// licences alone stand in nobody's way (see [`is_licence_only`]).
fn read_licence_error(item: &Json) -> Problem {
    let id = ConfigurationId::read(item.get("license"));
    let number = item.get("licenseErrorType").and_then(enums::read_licence_error_type);
    Problem { value: id.label().map(str::to_string), ..Problem::without_field(Trouble::Licence(number)) }
}
