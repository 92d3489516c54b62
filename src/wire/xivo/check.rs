//! Local checks: a courtesy, from the recorded limits. The server decides.
//!
//! The same functions are used at typing and at sending.

use super::ages::Limits;
use super::dialect::{Clearing, Dialect};
use super::field::{Field, FieldKind};
use crate::domain::refusal::Form;
use crate::domain::{Problem, Secret, Trouble};
use crate::wire::json::Scalar;

/// What is wrong with a typed text, if anything. Empty means "take it away",
/// which is wrong where nothing takes the value away.
pub fn check(field: Field, typed: &str, dialect: &Dialect) -> Option<Problem> {
    if typed.trim().is_empty() {
        return empty(field, dialect).map(|trouble| Problem::at(field.name(), trouble));
    }
    let trouble = match field.kind() {
        FieldKind::Number | FieldKind::Choice => match typed.trim().parse() {
            Ok(number) => number_trouble(number, &dialect.limits(field)),
            // What is no whole number is none of those allowed.
            Err(_) if field.kind() == FieldKind::Number => Some(out_of_range(&dialect.limits(field))),
            Err(_) => Some(Trouble::WrongType),
        },
        FieldKind::Switch => as_bool(typed).is_none().then_some(Trouble::WrongType),
        FieldKind::Text | FieldKind::Secret | FieldKind::Reading => {
            text_trouble(typed, &dialect.limits(field))
        }
    };
    trouble.map(|trouble| Problem::at(field.name(), trouble))
}

/// The same for a password, without letting it out.
pub fn check_secret(field: Field, typed: &Secret, dialect: &Dialect) -> Option<Problem> {
    let mut found = None;
    typed.satisfies(|text| {
        found = check(field, text, dialect);
        found.is_none()
    });
    found
}

/// True or false as it is written in a text.
pub(super) fn as_bool(text: &str) -> Option<bool> {
    Scalar::Text(text.into()).as_bool()
}

pub(super) fn empty(field: Field, dialect: &Dialect) -> Option<Trouble> {
    if dialect.requires(field) {
        Some(Trouble::Missing)
    } else if dialect.clears(field) == Clearing::Never && dialect.writes(field) {
        Some(Trouble::MayNotBeNull)
    } else {
        None
    }
}

pub(super) fn number_trouble(number: i64, limits: &Limits) -> Option<Trouble> {
    let Limits { min, max, step, .. } = *limits;
    let below = min.is_some_and(|min| number < min);
    let above = max.is_some_and(|max| number > max);
    let between = step.is_some_and(|step| step > 0 && number.wrapping_sub(min.unwrap_or(0)) % step != 0);
    (below || above || between).then(|| out_of_range(limits))
}

fn out_of_range(limits: &Limits) -> Trouble {
    let Limits { min, max, step, .. } = *limits;
    Trouble::OutOfRange { min, max, step }
}

fn text_trouble(text: &str, limits: &Limits) -> Option<Trouble> {
    let chars = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    if limits.max_chars.is_some_and(|max| chars > max) {
        return Some(Trouble::TooLong { max: limits.max_chars });
    }
    if limits.min_chars.is_some_and(|min| chars < min) {
        return Some(Trouble::TooShort { min: limits.min_chars });
    }
    let form = limits.form?;
    let fits = match form {
        Form::CallerId => is_caller_id(text),
        Form::CallerIdWithoutQuotes => !text.trim_matches('"').contains('"'),
        Form::PhoneNumber => is_phone_number(text),
        Form::TelephoneKeys => text.bytes().all(is_telephone_key),
        Form::Email => is_email(text),
        Form::Username => text.chars().all(|c| is_login(c) || c == '@'),
        Form::LoginCharacters | Form::Password => text.chars().all(is_login),
        Form::Language => is_language(text),
        Form::Digits => text.bytes().all(|b| b.is_ascii_digit()),
        // No field of XiVO has these two.
        Form::CallingLineName | Form::Other => true,
    };
    (!fits).then_some(Trouble::WrongForm(form))
}

/// `^"(.*)"( <\+?\d+>)?$`, as the recorded server of 2016 prints it.
fn is_caller_id(text: &str) -> bool {
    if text.contains('\n') {
        return false;
    }
    let quoted = |text: &str| text.len() >= 2 && text.starts_with('"') && text.ends_with('"');
    let number = |text: &str| {
        let digits = text.strip_prefix('+').unwrap_or(text);
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    quoted(text)
        || text
            .strip_suffix('>')
            .and_then(|text| text.rsplit_once(" <"))
            .is_some_and(|(name, digits)| quoted(name) && number(digits))
}

/// `^\+?[0-9\*#]+$`, likewise.
fn is_phone_number(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(is_telephone_key)
}

fn is_telephone_key(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'*' | b'#')
}

/// Something, an at sign, and something with a dot in it or `localhost`, as the servers
/// of 2016 and later check it; they know better.
fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        let is_domain = host.split('.').count() >= 2 && host.split('.').all(|label| !label.is_empty());
        !name.is_empty()
            && !host.contains('@')
            && (is_domain || host == "localhost")
            && !text.contains(char::is_whitespace)
    })
}

/// `[a-zA-Z0-9-\._~\!\$&\'\(\)\*\+,;=%]`, likewise.
fn is_login(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=%".contains(c)
}

/// `fr_FR`.
fn is_language(text: &str) -> bool {
    text.split_once('_').is_some_and(|(language, country)| {
        language.len() == 2
            && country.len() == 2
            && language.bytes().all(|b| b.is_ascii_lowercase())
            && country.bytes().all(|b| b.is_ascii_uppercase())
    })
}
