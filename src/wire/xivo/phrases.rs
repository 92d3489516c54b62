//! What the servers of all ages write when they refuse, phrase by phrase.

use super::changes::Changes;
use super::database::{self, between};
use super::field::Field;
use super::meaning::{Hint, Meaning};
use crate::domain::refusal::Form;
use crate::domain::{Prerequisite, Problem, Trouble};

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
    if text.ends_with("does not exist") {
        return Meaning::hint(Hint::NotThere);
    }
    Meaning::default()
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
        let problem = Problem::at(field, Trouble::Refused).said(text);
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
    if text.starts_with("Resource Not Found -") {
        return Some(Meaning::hint(Hint::NotThere));
    }
    None
}

/// `a, b` or `a,b`. What is no name stands whole, without a field.
fn problems_at(names: &str, text: &str, trouble: impl Fn(&str) -> Trouble) -> Vec<Problem> {
    let parts: Vec<_> = names.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    if parts.is_empty() || !parts.iter().all(|name| is_name(name)) {
        return vec![Problem::somewhere(Trouble::Refused).said(text)];
    }
    parts.into_iter().map(|name| Problem::at(name.to_owned(), trouble(name)).said(text)).collect()
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
        Field::CallPermissionPassword => Form::Digits,
        _ => Form::Other,
    }
}

/// `cti_profile 999 does not exist` and, in the documents, `cti_profile_id 3 does not exist`.
fn nonexistent(part: &str, text: &str) -> Problem {
    let part = part.trim();
    let Some((name, value)) =
        part.strip_suffix("does not exist").and_then(|rest| rest.trim().split_once(' '))
    else {
        return Problem::somewhere(Trouble::DoesNotExist { value: None }).said(text);
    };
    let name = if name == "cti_profile" { "cti_profile_id" } else { name };
    let value = Some(value.trim().to_owned());
    let mut problem = Problem::at(name.to_owned(), Trouble::DoesNotExist { value: value.clone() }).said(text);
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
        return vec![Problem::at(name.to_owned(), Trouble::DoesNotExist { value }).said(text)];
    }
    vec![Problem::somewhere(Trouble::Refused).said(text)]
}

/// One problem, or one for each text of a list.
fn at_field(name: &str, words: &str, text: &str) -> Vec<Problem> {
    match python_list(words) {
        Some(several) if !several.is_empty() => several.iter().map(|words| at(name, words, words)).collect(),
        _ => vec![at(name, words, text)],
    }
}

/// A problem at a field; `_schema` stands for the whole.
fn at(name: &str, words: &str, text: &str) -> Problem {
    let (trouble, value) = trouble(Field::from_wire(name), words);
    let mut problem = Problem::somewhere(trouble).said(text);
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
    } else if has("Must be between") {
        Trouble::OutOfRange { min: first, max: numbers.get(1).copied(), step: None }
    } else if has("Must be at least") {
        Trouble::OutOfRange { min: first, max: None, step: None }
    } else if has("Must be at most") {
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
    if !rest.contains("already exists") {
        return Meaning::problem(Problem::somewhere(Trouble::Refused).said(text));
    }
    let taken = |(name, value): (String, String)| {
        let secret = Field::from_wire(&name).is_some_and(Field::is_secret);
        let mut problem = Problem::at(name, Trouble::Taken).said(text);
        problem.value = Some(value).filter(|_| !secret);
        problem
    };
    let problems: Vec<_> = pairs(rest).into_iter().map(taken).collect();
    if problems.is_empty() {
        return Meaning::problem(Problem::somewhere(Trouble::Taken).said(text));
    }
    Meaning::problems(problems)
}

/// `{'expiration': ['Not a valid integer.']}`, as Python prints it.
fn dictionary(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut rest = text;
    while let Some((_, from)) = rest.split_once('\'') {
        let Some((name, after)) = from.split_once("':") else { break };
        let words = after.trim_start();
        let (several, used) = quoted_until(words, ']');
        if !is_name(name) || several.is_empty() {
            break;
        }
        problems.extend(several.iter().map(|words| at(name, words, words)));
        rest = words.get(used..).unwrap_or_default();
    }
    if problems.is_empty() {
        problems.push(Problem::somewhere(Trouble::Refused).said(text));
    }
    problems
}

/// `['A', u"B"]`, as Python prints it.
fn python_list(text: &str) -> Option<Vec<String>> {
    text.trim().strip_prefix('[').map(|inner| quoted_until(inner, ']').0)
}

/// All quoted texts up to a closing sign outside of quotes, and how many bytes that took.
fn quoted_until(text: &str, closing: char) -> (Vec<String>, usize) {
    let mut found = Vec::new();
    let mut open: Option<char> = None;
    let mut escaped = false;
    let mut inner = String::new();
    for (at, c) in text.char_indices() {
        match open {
            Some(_) if escaped => {
                escaped = false;
                inner.push(c);
            }
            Some(_) if c == '\\' => escaped = true,
            Some(quote) if c == quote => {
                found.push(std::mem::take(&mut inner));
                open = None;
            }
            Some(_) => inner.push(c),
            None if c == '\'' || c == '"' => open = Some(c),
            None if c == closing => return (found, at),
            None => {}
        }
    }
    (found, text.len())
}

/// The names and values in `('email': u'ada@sample.example', 'id': 3)`.
fn pairs(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let Some((_, mut rest)) = text.split_once("('") else { return found };
    while let Some((name, after)) = rest.split_once("':") {
        let value = after.trim_start();
        let value = value.strip_prefix('u').filter(|v| v.starts_with(['\'', '"'])).unwrap_or(value);
        let (text, next) = if value.starts_with(['\'', '"']) {
            let (quoted, used) = quoted_until(value, ',');
            (quoted.into_iter().next().unwrap_or_default(), value.get(used..).unwrap_or_default())
        } else {
            let end = value.find([',', ')']).unwrap_or(value.len());
            (value.get(..end).unwrap_or_default().to_owned(), value.get(end..).unwrap_or_default())
        };
        found.push((name.to_owned(), text));
        let Some((_, from)) = next.split_once('\'') else { break };
        rest = from;
    }
    found
}

/// The whole numbers in a text, in order.
fn numbers(text: &str) -> Vec<i64> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '-')).filter_map(|digits| digits.parse().ok()).collect()
}
