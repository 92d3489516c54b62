//! What the servers of all ages write when they refuse, phrase by phrase.

use std::borrow::Cow;

use serde_json::Value;

use super::changes::Changes;
use super::database::{self, between};
use super::field::Field;
use super::meaning::{Hint, Meaning};
use super::python;
use crate::domain::refusal::Form;
use crate::domain::{Prerequisite, Problem, Trouble};
use crate::wire::json::Scalar;

/// Reads one text of a server.
pub fn interpret(text: &str, changes: Option<&Changes>) -> Meaning {
    let text = text.trim();
    if let Some(hint) = whole_phrase(text) {
        return hint;
    }
    if database::looks_like_database(text) {
        return database::interpret(text, changes);
    }
    if let Some(names) = text.strip_prefix("Incorrect parameters sent:") {
        return Meaning::problems(problems_at(names, text, |_| Trouble::UnknownField));
    }
    if let Some(names) = text.strip_prefix("Missing parameters:") {
        return Meaning::problems(problems_at(names, text, |_| Trouble::Missing));
    }
    if let Some(rest) = text.strip_prefix("Nonexistent parameters:") {
        return Meaning::problems(rest.split(',').map(|part| nonexistent(part, text)).collect());
    }
    if let Some(names) = text.strip_prefix("Invalid parameters:") {
        return Meaning::problems(problems_at(names, text, invalid));
    }
    if let Some(rest) = text.strip_prefix("Input Error -") {
        return Meaning::problems(input_error(rest.trim(), text));
    }
    if let Some(rest) = text.strip_prefix("Resource Error -") {
        return resource_error(rest.trim(), text);
    }
    if text.starts_with('{') {
        return Meaning::problems(dictionary(text));
    }
    if text.starts_with("409 Client Error") {
        return Meaning::problems(account_taken(text, changes));
    }
    if text.ends_with("does not exist") {
        return Meaning::hint(Hint::NotThere);
    }
    Meaning::default()
}

/// What the authentication service refuses when somebody is created with an account: one of
/// the logins is somebody else's. Where the account has none of its own, it has those of the
/// record.
fn account_taken(text: &str, changes: Option<&Changes>) -> Vec<Problem> {
    let is_sent = |field: &Field| changes.is_some_and(|changes| changes.get(*field).is_some());
    let logins: Vec<Field> =
        [[Field::AccountUsername, Field::Username], [Field::AccountEmailAddress, Field::Email]]
            .into_iter()
            .filter_map(|login| login.into_iter().find(is_sent))
            .collect();
    let at = |field: &Field, trouble| Problem::at(field.name(), trouble).with_server_message(text);
    match logins.as_slice() {
        [] => vec![at(&Field::AccountUsername, Trouble::Taken)],
        [login] => vec![at(login, Trouble::Taken)],
        several => several.iter().map(|login| at(login, Trouble::OneIsTaken)).collect(),
    }
}

/// Phrases that stand for themselves, wherever they stand.
fn whole_phrase(text: &str) -> Option<Meaning> {
    let has = |phrase: &str| text.contains(phrase);
    let must_first = |prerequisite| Some(Meaning::hint(Hint::MustFirst(prerequisite)));
    if has("must have a username and password") {
        return must_first(Prerequisite::UsernameAndPassword);
    }
    if has("already has a CTI profile") {
        return must_first(Prerequisite::ChangeInstead);
    }
    if has("does not have a CTI profile") {
        return Some(Meaning::hint(Hint::NoCtiProfile));
    }
    if has("Cannot remove a user with a voicemail") {
        return must_first(Prerequisite::DeleteVoicemail);
    }
    if let Some(rest) = text.strip_prefix("The user was deleted but") {
        // The text has a tail in brackets on real servers, and "voicemail" or
        // "device" before it, as the document has them.
        let what = rest.split('(').next().unwrap_or_default();
        let field = if what.contains("voicemail") { "voicemail" } else { "device" };
        let problem = Problem::at(field, Trouble::Refused).with_server_message(text);
        return Some(Meaning { hint: Some(Hint::DoneInPart), problems: vec![problem] });
    }
    if has("associated to a line") || has("is associated with a Line") {
        return must_first(Prerequisite::DetachLine);
    }
    if has("associated to a voicemail") || has("is associated with a Voicemail") {
        return must_first(Prerequisite::DetachVoicemail);
    }
    if has("still associated to") || has("is associated with") {
        return must_first(Prerequisite::DetachOther);
    }
    if has("requested URL was not found") {
        return Some(Meaning::hint(Hint::UnknownPath));
    }
    if has("No parsable data in the request") || has("server could not understand") {
        return Some(Meaning::hint(Hint::Malformed));
    }
    if has("exceeded the maximum number of active sessions") {
        return Some(Meaning::hint(Hint::TooManySessions));
    }
    if has("ConnectionError(") && has("/0.1/token") {
        return Some(Meaning::hint(Hint::AuthenticationOutOfReach));
    }
    // By what another way the account signs in, where the authentication service says so.
    if let Some((_, method)) = text.split_once("authentication method should use ") {
        return match method.trim() {
            "ldap" => must_first(Prerequisite::DomainName),
            "saml" => must_first(Prerequisite::SingleSignOn),
            _ => None,
        };
    }
    if text.starts_with("Resource Not Found -") {
        return Some(Meaning::hint(Hint::NotThere));
    }
    None
}

/// `a, b` or `a,b`. What is no name stands whole, without a field.
fn problems_at(names: &str, text: &str, trouble: impl Fn(&str) -> Trouble) -> Vec<Problem> {
    let parts: Vec<_> = names.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    if parts.is_empty() || !parts.iter().all(|name| is_name(name)) {
        return vec![Problem::without_field(Trouble::Refused).with_server_message(text)];
    }
    parts
        .into_iter()
        .map(|name| Problem::at(name.to_owned(), trouble(name)).with_server_message(text))
        .collect()
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// What `Invalid parameters: x` means is known from the recordings for these
/// fields: the servers of 2014 checked nothing else of them.
fn invalid(name: &str) -> Trouble {
    match Field::from_wire(name) {
        None | Some(Field::Id | Field::Enabled) => Trouble::UnknownField,
        Some(Field::Firstname) => Trouble::Missing,
        Some(Field::Password) => Trouble::TooShort { min: Some(4) },
        Some(Field::MobilePhoneNumber) => Trouble::WrongForm(Form::Digits),
        Some(field) => match form_of(field) {
            Form::Other => Trouble::Refused,
            form => Trouble::WrongForm(form),
        },
    }
}

/// The form that a pattern demands, by the field that it stands at.
fn form_of(field: Field) -> Form {
    match field {
        Field::CallerId => Form::CallerId,
        Field::MobilePhoneNumber => Form::PhoneNumber,
        Field::Email => Form::Email,
        Field::Username => Form::Username,
        Field::Password => Form::Password,
        Field::Language => Form::Language,
        Field::CallPermissionPassword => Form::TelephoneKeys,
        _ => Form::Other,
    }
}

/// `cti_profile 999 does not exist` and, in the documents, `cti_profile_id 3 does not exist`.
fn nonexistent(part: &str, text: &str) -> Problem {
    let part = part.trim();
    let Some((name, value)) =
        part.strip_suffix("does not exist").and_then(|rest| rest.trim().split_once(' '))
    else {
        return Problem::without_field(Trouble::DoesNotExist { value: None }).with_server_message(text);
    };
    let name = if name == "cti_profile" { "cti_profile_id" } else { name };
    let value = Some(value.trim().to_owned());
    let mut problem = Problem::at(name.to_owned(), Trouble::DoesNotExist { value: value.clone() })
        .with_server_message(text);
    problem.value = value;
    problem
}

/// What follows `Input Error - `.
fn input_error(rest: &str, text: &str) -> Vec<Problem> {
    if let Some(names) = rest.strip_prefix("missing parameters:") {
        return problems_at(names, text, |_| Trouble::Missing);
    }
    if let Some((name, _)) = rest.split_once(" is outside of range")
        && is_name(name)
    {
        return vec![at(name, rest, text)];
    }
    let field = rest.strip_prefix("field '").and_then(|rest| rest.split_once("':"));
    if let Some((name, words)) = field.or_else(|| rest.split_once(':').filter(|(name, _)| is_name(name))) {
        return at_field(name.trim(), words.trim(), text);
    }
    // `view 'summary' does not exist`
    if let Some((name, words)) = rest.split_once(' ')
        && is_name(name)
        && words.ends_with("does not exist")
    {
        let value = between(words, "'", "'").map(str::to_owned);
        return vec![Problem::at(name.to_owned(), Trouble::DoesNotExist { value }).with_server_message(text)];
    }
    vec![Problem::without_field(Trouble::Refused).with_server_message(text)]
}

/// One problem, or one for each reason in what Python prints: a list of texts, or of
/// dictionaries with a `message`.
fn at_field(name: &str, words: &str, text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if words.starts_with(['[', '{'])
        && let Some(reasons) = python::read_value(words)
    {
        push_reasons(name, &reasons, &mut problems);
    }
    if problems.is_empty() {
        problems.push(at(name, words, text));
    }
    problems
}

/// The problems in the reasons that a schema gives for a field. Where the field has
/// parts, each has its own reasons, and its name stands behind a dot: `auth.username`.
fn push_reasons(name: &str, reasons: &Value, problems: &mut Vec<Problem>) {
    match reasons {
        Value::String(words) => problems.push(at(name, words, words)),
        Value::Array(several) => {
            several.iter().for_each(|reason| push_reasons(name, reason, problems));
        }
        Value::Object(members) => match members.get("message") {
            Some(message) => push_reasons(name, message, problems),
            None => members.iter().filter(|(part, _)| is_name(part)).for_each(|(part, reasons)| {
                push_reasons(&[name, ".", part].concat(), reasons, problems);
            }),
        },
        _ => {}
    }
}

/// A problem at a field; `_schema` stands for the whole.
fn at(name: &str, words: &str, text: &str) -> Problem {
    let (trouble, value) = trouble(Field::from_wire(name), words);
    let mut problem = Problem::without_field(trouble).with_server_message(text);
    if name != "_schema" {
        problem.field = Some(name.to_owned().into());
    }
    let secret = Field::from_wire(name).is_some_and(Field::is_secret);
    problem.value = value.filter(|_| !secret);
    problem
}

/// What is wrong, by the words that the servers of 2016 and 2019 have for it.
fn trouble(field: Option<Field>, words: &str) -> (Trouble, Option<String>) {
    let has = |phrase: &str| words.contains(phrase);
    let numbers = numbers(words);
    let first = numbers.first().copied();
    let form = field.map_or(Form::Other, form_of);
    let found = if has("Missing") || has("required") {
        Trouble::Missing
    } else if has("not be null") {
        Trouble::MayNotBeNull
    } else if has("Unknown field") {
        Trouble::UnknownField
    } else if has("valid email") {
        Trouble::WrongForm(Form::Email)
    } else if has("regex") && matches!(form, Form::Username | Form::Password) {
        // So it is written in 2016, when both were held against one rule.
        Trouble::WrongForm(Form::LoginCharacters)
    } else if has("regex") || has("pattern") {
        Trouble::WrongForm(form)
    } else if has("Longer than") {
        Trouble::TooLong { max: first.and_then(|max| u32::try_from(max).ok()) }
    } else if has("Shorter than") {
        Trouble::TooShort { min: first.and_then(|min| u32::try_from(min).ok()) }
    } else if has("outside of range") {
        let keyed = |key: &str| {
            words
                .split_once(key)
                .and_then(|(_, rest)| self::numbers(rest.split(',').next()?).first().copied())
        };
        Trouble::OutOfRange { min: keyed("'min':"), max: keyed("'max':"), step: keyed("'step':") }
    } else if has("Must be between") || has("greater than or equal to") && has("less than or equal to") {
        Trouble::OutOfRange { min: first, max: numbers.get(1).copied(), step: None }
    } else if has("Must be at least") || has("greater than or equal to") {
        Trouble::OutOfRange { min: first, max: None, step: None }
    } else if has("Must be at most") || has("less than or equal to") {
        Trouble::OutOfRange { min: None, max: first, step: None }
    } else if has("was not found") || has("does not exist") {
        let value = pairs(words).into_iter().next().map(|(_, value)| value);
        let value = value.or_else(|| between(words, "'", "'").map(str::to_owned));
        return (Trouble::DoesNotExist { value: value.clone() }, value);
    } else if has("already") {
        Trouble::Taken
    } else if has("Not a valid")
        || has("wrong type")
        || has("invalid literal")
        || has("Invalid input type")
        || has("has no attribute")
    {
        Trouble::WrongType
    } else {
        Trouble::Refused
    };
    (found, None)
}

/// What follows `Resource Error - `: `User already exists ('email': u'ada@sample.example')`.
fn resource_error(rest: &str, text: &str) -> Meaning {
    // It names no field, and whichever of the two was sent, it is the number that is missing.
    if rest.starts_with("PSTN fallback must be disabled") {
        let field = Field::MobilePhoneNumber.name();
        return Meaning::problem(Problem::at(field, Trouble::NeededByFallback).with_server_message(text));
    }
    if !rest.contains("already exists") {
        return Meaning::problem(Problem::without_field(Trouble::Refused).with_server_message(text));
    }
    let taken = |(name, value): (String, String)| {
        let secret = Field::from_wire(&name).is_some_and(Field::is_secret);
        let mut problem = Problem::at(name, Trouble::Taken).with_server_message(text);
        problem.value = Some(value).filter(|_| !secret);
        problem
    };
    let problems: Vec<_> = pairs(rest).into_iter().map(taken).collect();
    if problems.is_empty() {
        return Meaning::problem(Problem::without_field(Trouble::Taken).with_server_message(text));
    }
    Meaning::problems(problems)
}

/// `{'expiration': ['Not a valid integer.']}`, as Python prints it.
fn dictionary(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let Some(Value::Object(fields)) = python::read_value(text) {
        for (name, reasons) in fields.iter().filter(|(name, _)| is_name(name)) {
            push_reasons(name, reasons, &mut problems);
        }
    }
    if problems.is_empty() {
        problems.push(Problem::without_field(Trouble::Refused).with_server_message(text));
    }
    problems
}

/// The names and values in `User already exists ('email': u'ada@sample.example', 'id': 3)`.
fn pairs(text: &str) -> Vec<(String, String)> {
    let members = text.find("('").and_then(|at| python::read_value(text.get(at..)?));
    let Some(Value::Object(members)) = members else { return Vec::new() };
    let text = |value| Scalar::of(value).into_text().map(Cow::into_owned).unwrap_or_default();
    members.iter().map(|(name, value)| (name.clone(), text(value))).collect()
}

/// The whole numbers in a text, in order.
fn numbers(text: &str) -> Vec<i64> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '-')).filter_map(|digits| digits.parse().ok()).collect()
}
