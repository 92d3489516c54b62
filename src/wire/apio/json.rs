//! Reading JSON that may lack things: absent, null, empty and a value of the
//! wrong type are all "nothing", and one odd row does not cost the others.
//!
//! Everything is read over one kind of value: a decoder of its own for each
//! answer would weigh more in the bundle than all that it reads.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

use crate::domain::{Kind, Refusal, Secret};
use crate::wire::http;
use crate::wire::{Body, Response};

/// An answer of another shape than any that is known.
pub(super) fn not_understood(response: &Response) -> Refusal {
    Refusal::new(Kind::NotUnderstood).with_status(response.status)
}

/// An answer that is an object; all else is "not understood".
pub(super) fn object(response: &Response) -> Result<Json, Refusal> {
    let sent: Option<Json> = serde_json::from_slice(&response.body).ok();
    sent.filter(Json::is_object).ok_or_else(|| not_understood(response))
}

/// Is there nothing in the body?
pub(super) fn is_blank(response: &Response) -> bool {
    response.body.iter().all(u8::is_ascii_whitespace)
}

/// A text; a number is taken as its digits, all else is empty.
pub(super) fn text(object: &Json, name: &str) -> String {
    match object.get(name) {
        Some(Json::String(text)) => text.clone(),
        Some(number @ Json::Number(_)) => whole(number).map_or_else(String::new, |number| number.to_string()),
        _ => String::new(),
    }
}

/// The same; `None` for what is empty.
pub(super) fn filled(object: &Json, name: &str) -> Option<String> {
    Some(text(object, name)).filter(|text| !text.is_empty())
}

/// A text that nobody else may see; `None` for what is empty.
pub(super) fn secret(object: &mut Json, name: &str) -> Option<Secret> {
    match object.get_mut(name).map(Json::take) {
        Some(Json::String(text)) if !text.is_empty() => Some(Secret::new(text)),
        _ => None,
    }
}

/// A truth; the docs write one as a text somewhere, so texts are read too.
pub(super) fn flag(object: &Json, name: &str) -> Option<bool> {
    match object.get(name)? {
        Json::Bool(flag) => Some(*flag),
        Json::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Json::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// Is it said to be true?
pub(super) fn is_on(object: &Json, name: &str) -> bool {
    flag(object, name) == Some(true)
}

/// A whole number, also as a text.
pub(super) fn number(object: &Json, name: &str) -> Option<i64> {
    match object.get(name)? {
        Json::String(text) => text.trim().parse().ok(),
        number => whole(number),
    }
}

/// A count: negative numbers are nothing.
pub(super) fn count(object: &Json, name: &str) -> Option<u32> {
    u32::try_from(number(object, name)?).ok()
}

fn whole(value: &Json) -> Option<i64> {
    let number = value.as_f64()?;
    // Beyond 2^53 a JSON number is not exact any more, and no field here is that large.
    (number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0).then_some(number as i64)
}

/// An object within, or nothing where something else stands.
pub(super) fn inner<'a>(object: &'a Json, name: &str) -> Option<&'a Json> {
    object.get(name).filter(|value| value.is_object())
}

/// The objects of a list, also where it is an object keyed "0", "1", ...;
/// what is no object in it is left out.
pub(super) fn objects<'a>(object: &'a Json, name: &str) -> Vec<&'a Json> {
    let all: Vec<&Json> = match object.get(name) {
        Some(Json::Array(list)) => list.iter().collect(),
        Some(Json::Object(map)) => map.values().collect(),
        _ => Vec::new(),
    };
    all.into_iter().filter(|value| value.is_object()).collect()
}

/// Reads a long list, row by row, so that it is never there twice: the list
/// under its key or, since the keys are known from the vendor's client only,
/// the whole body. A body without any list is not taken for an empty one.
pub(super) fn rows(response: &Response, key: &str, take: &mut dyn FnMut(&Json)) -> Result<(), Refusal> {
    let mut is_given = false;
    let mut deserializer = serde_json::Deserializer::from_slice(&response.body);
    let rows = Rows { key: Some(key), is_given: &mut is_given, take };
    let read = rows.deserialize(&mut deserializer).and_then(|()| deserializer.end());
    if read.is_ok() && is_given { Ok(()) } else { Err(not_understood(response)) }
}

struct Rows<'a> {
    /// Under which the list stands; `None` in the list itself.
    key: Option<&'a str>,
    is_given: &'a mut bool,
    take: &'a mut dyn FnMut(&Json),
}

impl Rows<'_> {
    fn take(&mut self, row: &Json) {
        if row.is_object() {
            (self.take)(row);
        }
    }
}

impl<'de> DeserializeSeed<'de> for Rows<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Rows<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        *self.is_given = true;
        while let Some(row) = seq.next_element::<Json>()? {
            self.take(&row);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            match self.key {
                None => {
                    let row = map.next_value::<Json>()?;
                    self.take(&row);
                }
                Some(key) if name == key => {
                    *self.is_given = true;
                    map.next_value_seed(Rows {
                        key: None,
                        is_given: &mut *self.is_given,
                        take: &mut *self.take,
                    })?;
                }
                Some(_) => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }

    // Where anything else stands, there are no rows.
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// A body of texts.
pub(super) fn body(texts: &[(&str, &str)]) -> Body {
    let mut pairs = texts.iter().map(|(name, text)| ((*name).to_owned(), Json::from(*text)));
    Body::json(&Json::Object(http::object(&mut pairs)))
}
