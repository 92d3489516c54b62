//! The values of `config.json` that have rules of their own, as functions for
//! `deserialize_with`.
//!
//! Serde's errors are texts. What is wrong and what was expected is written
//! into them as JSON, and read back by [`Refusal::from_message`], so that a
//! page can say it in the language of its reader.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::problem::{Expected, JsonType, Reason};
use super::{Theme, XivoApi};
use crate::domain::{CountryCode, Language, PersonKey, percent};

/// First segments of addresses that are not systems.
const RESERVED: [&str; 4] = ["changes", "check", "find", "pin"];

/// The most characters of a wrong value that are repeated.
const MAX_QUOTED: usize = 60;

/// What is wrong with a value, and what was expected.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Refusal {
    pub reason: Reason,
    pub expected: Option<Expected>,
    /// The key, where it is not the last one of serde's path.
    pub key: Option<String>,
}

impl Refusal {
    /// From the text of an error of serde: one of this module's own, or one of
    /// those that derived types make (`serde::de::Error` has their wording).
    pub(super) fn from_message(message: &str) -> Option<Self> {
        if let Ok(refusal) = serde_json::from_str(message) {
            return Some(refusal);
        }
        let quoted =
            |text: &str| -> Vec<String> { text.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
        if let Some(rest) = message.strip_prefix("unknown field `") {
            let (key, known) = rest.split_once("`, expected ")?;
            let expected = Some(Expected::Keys(quoted(known)));
            return Some(Self { reason: Reason::UnknownKey, expected, key: Some(shortened(key)) });
        }
        if let Some(rest) = message.strip_prefix("duplicate field `") {
            let key = rest.split('`').next()?;
            return Some(Self { reason: Reason::DoubledKey, expected: None, key: Some(key.to_owned()) });
        }
        if let Some(rest) = message.strip_prefix("missing field `") {
            let key = rest.split('`').next()?;
            let expected = expected_at(key);
            return Some(Self { reason: Reason::MissingKey, expected, key: Some(key.to_owned()) });
        }
        let (found, expected) = message.strip_prefix("invalid type: ")?.rsplit_once(", expected ")?;
        let found = match found.split([' ', '`']).next()? {
            "null" => JsonType::Null,
            "boolean" => JsonType::Boolean,
            "integer" | "floating" | "number" => JsonType::Number,
            "string" => JsonType::Text,
            "sequence" => JsonType::List,
            _ => JsonType::Object,
        };
        let expected = match expected {
            "a boolean" => Expected::Type(JsonType::Boolean),
            "a sequence" => Expected::Type(JsonType::List),
            written => serde_json::from_str(written).ok()?,
        };
        Some(Self { reason: Reason::WrongType { found }, expected: Some(expected), key: None })
    }

    fn error<E: Error>(reason: Reason, expected: &Expected) -> E {
        let refusal = Self { reason, expected: Some(expected.clone()), key: None };
        E::custom(serde_json::to_string(&refusal).unwrap_or_default())
    }
}

/// What should stand at a key that must be there.
fn expected_at(key: &str) -> Option<Expected> {
    match key {
        "systems" => Some(Expected::Type(JsonType::List)),
        "id" => Some(Expected::Id),
        "kind" => Some(one_of(&KINDS)),
        "base" => Some(Expected::Path),
        "tenant" | "group" => Some(Expected::LoginPattern),
        _ => None,
    }
}

/// Writes what is expected as `Refusal::from_message` reads it.
fn write_expected(expected: &Expected, to: &mut fmt::Formatter) -> fmt::Result {
    to.write_str(&serde_json::to_string(expected).unwrap_or_default())
}

/// A text that `read` turns into a value.
fn text<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    expected: Expected,
    read: impl FnOnce(&str) -> Result<T, Reason>,
) -> Result<T, D::Error> {
    struct Text<F>(Expected, F);
    impl<T, F: FnOnce(&str) -> Result<T, Reason>> Visitor<'_> for Text<F> {
        type Value = T;
        fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
            write_expected(&self.0, to)
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            (self.1)(text).map_err(|reason| Refusal::error(reason, &self.0))
        }
    }
    deserializer.deserialize_str(Text(expected, read))
}

/// One of some words.
fn choice<'de, D: Deserializer<'de>, T: Copy>(deserializer: D, words: &[(&str, T)]) -> Result<T, D::Error> {
    text(deserializer, one_of(words), |text| {
        let word = words.iter().find(|(word, _)| *word == text);
        word.map(|(_, value)| *value).ok_or_else(|| wrong_value(text))
    })
}

pub(super) fn one_of<T>(words: &[(&str, T)]) -> Expected {
    Expected::OneOf(words.iter().map(|(word, _)| (*word).to_owned()).collect())
}

fn wrong_value(found: &str) -> Reason {
    Reason::WrongValue { found: shortened(found) }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= MAX_QUOTED {
        return text.to_owned();
    }
    text.chars().take(MAX_QUOTED).chain(['…']).collect()
}

/// An object. Derived types would take a list for one, too.
pub(super) fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Object<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for Object<T> {
        type Value = T;
        fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
            write_expected(&Expected::Type(JsonType::Object), to)
        }
        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }
    }
    deserializer.deserialize_map(Object(PhantomData))
}

/// The same for an object that need not be there.
pub(super) fn some_object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    object(deserializer).map(Some)
}

/// A whole number, both ends included.
pub(super) fn number<'de, const MIN: u32, const MAX: u32, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<u32, D::Error> {
    struct Between(u32, u32);
    impl Between {
        fn wrong<E: Error>(&self, found: impl ToString) -> E {
            let expected = Expected::Number { min: self.0, max: self.1 };
            Refusal::error(wrong_value(&found.to_string()), &expected)
        }
    }
    impl Visitor<'_> for Between {
        type Value = u32;
        fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
            write_expected(&Expected::Number { min: self.0, max: self.1 }, to)
        }
        fn visit_u64<E: Error>(self, found: u64) -> Result<u32, E> {
            let number = u32::try_from(found).ok().filter(|number| (self.0..=self.1).contains(number));
            number.ok_or_else(|| self.wrong(found))
        }
        fn visit_i64<E: Error>(self, found: i64) -> Result<u32, E> {
            Err(self.wrong(found))
        }
        fn visit_f64<E: Error>(self, found: f64) -> Result<u32, E> {
            Err(self.wrong(serde_json::Value::from(found)))
        }
    }
    deserializer.deserialize_u32(Between(MIN, MAX))
}

/// The same for a number that need not be there.
pub(super) fn some_number<'de, const MIN: u32, const MAX: u32, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<u32>, D::Error> {
    number::<MIN, MAX, D>(deserializer).map(Some)
}

/// What a system is.
#[derive(Clone, Copy)]
pub(super) enum KindName {
    Xivo,
    Icws,
    Apio,
}

const KINDS: [(&str, KindName); 3] =
    [("xivo", KindName::Xivo), ("icws", KindName::Icws), ("apio", KindName::Apio)];

pub(super) fn kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<KindName, D::Error> {
    choice(deserializer, &KINDS)
}

pub(super) fn language<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Language>, D::Error> {
    let expected = one_of(&[("en", ()), ("fr", ())]);
    text(deserializer, expected, |tag| Language::from_tag(tag).map(Some).ok_or_else(|| wrong_value(tag)))
}

pub(super) fn theme<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Theme, D::Error> {
    choice(deserializer, &[("system", Theme::System), ("light", Theme::Light), ("dark", Theme::Dark)])
}

pub(super) fn country_code<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<CountryCode>, D::Error> {
    text(deserializer, Expected::CountryCode, |code| {
        CountryCode::parse(code).map(Some).ok_or_else(|| wrong_value(code))
    })
}

const PERSON_KEYS: [(&str, PersonKey); 3] =
    [("email", PersonKey::Email), ("extension", PersonKey::Extension), ("username", PersonKey::Username)];

pub(super) fn person_key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PersonKey>, D::Error> {
    choice(deserializer, &PERSON_KEYS).map(Some)
}

pub(super) fn xivo_api<'de, D: Deserializer<'de>>(deserializer: D) -> Result<XivoApi, D::Error> {
    choice(deserializer, &[("1.0", XivoApi::V1_0), ("1.1", XivoApi::V1_1), ("auto", XivoApi::Auto)])
}

/// Whether `sign_in` is `token`.
pub(super) const SIGN_INS: [(&str, bool); 2] = [("none", false), ("token", true)];

pub(super) fn sign_in<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    choice(deserializer, &SIGN_INS).map(Some)
}

/// Whether `via` is `core`.
pub(super) const VIAS: [(&str, bool); 2] = [("gateway", false), ("core", true)];

pub(super) fn via<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    choice(deserializer, &VIAS).map(Some)
}

pub(super) fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    text(deserializer, Expected::Id, |id| {
        let found = shortened(id);
        if id.trim().is_empty() {
            Err(Reason::WrongValue { found })
        } else if !percent::is_segment(id) {
            Err(Reason::NotInAddress { found })
        } else if RESERVED.contains(&id) {
            Err(Reason::ReservedId { found })
        } else {
            Ok(id.to_owned())
        }
    })
}

pub(super) fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    text(deserializer, Expected::SomeText, |name| {
        if name.trim().is_empty() { Err(wrong_value(name)) } else { Ok(Some(name.to_owned())) }
    })
}

/// A path on this server, without the slash at its end.
pub(super) fn path<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    text(deserializer, Expected::Path, |path| {
        // A backslash is a slash to a browser, and two slashes begin another server's address.
        if !path.starts_with('/') || path.starts_with("//") || path.contains('\\') {
            Err(Reason::NotSameOrigin { found: shortened(path) })
        } else if !is_plain_path(path) {
            Err(wrong_value(path))
        } else {
            Ok(path.strip_suffix('/').unwrap_or(path).to_owned())
        }
    })
}

pub(super) fn some_path<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    path(deserializer).map(Some)
}

/// Is it a path and nothing else, which a browser leaves as it is?
fn is_plain_path(path: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%/".contains(&byte);
    let inner = path.strip_suffix('/').unwrap_or(path);
    let mut segments = inner.split('/').skip(1);
    // Encoded dots are dots, too.
    let is_plain = |segment: &str| percent::decode(segment).is_some_and(|plain| percent::is_segment(&plain));
    path.bytes().all(legal) && segments.all(is_plain)
}

/// A name or address as it may stand in one segment of a path: no scheme, no port, no path.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Host(#[serde(deserialize_with = "host")] pub String);

fn host<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    text(deserializer, Expected::Host, |host| {
        if is_host(host) { Ok(host.to_owned()) } else { Err(wrong_value(host)) }
    })
}

fn is_host(host: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    !host.is_empty()
        && host.len() <= 253
        && host.bytes().all(legal)
        && !host.starts_with('.')
        && !host.ends_with('.')
}

/// A fixed text, or one with names to fill in.
pub(super) fn login_pattern<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    text(deserializer, Expected::LoginPattern, |pattern| {
        if is_login_pattern(pattern) { Ok(pattern.to_owned()) } else { Err(wrong_value(pattern)) }
    })
}

pub(super) fn some_login_pattern<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    login_pattern(deserializer).map(Some)
}

/// Is there something in it, and is every `{` that of a name that can be filled in?
fn is_login_pattern(text: &str) -> bool {
    let is_name =
        |name: &str| name == "username" || name.strip_prefix("claim.").is_some_and(|claim| !claim.is_empty());
    let is_filled = |part: &str| part.split_once('}').is_some_and(|(name, _)| is_name(name));
    !text.is_empty() && text.split('{').skip(1).all(is_filled)
}
