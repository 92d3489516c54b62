//! The values of a row, read without a tree between, whatever their types.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::field::Field;

/// The name of a value in a record.
pub(super) enum Key {
    Field(Field),
    /// `exten` and `extension` of the shorter lists.
    Extension,
    Other,
}

impl<'de> serde::Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl Visitor<'_> for KeyVisitor {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_str<E>(self, name: &str) -> Result<Key, E> {
                Ok(match name {
                    "exten" | "extension" => Key::Extension,
                    _ => Field::from_record(name).map_or(Key::Other, Key::Field),
                })
            }
        }
        deserializer.deserialize_identifier(KeyVisitor)
    }
}

/// A value without parts.
#[derive(Default)]
pub(super) enum Plain<'de> {
    #[default]
    Null,
    Switch(bool),
    Number(i64),
    Fraction(f64),
    Text(Cow<'de, str>),
    /// A list or an object, skipped.
    Parts,
}

impl<'de> Plain<'de> {
    /// A text, or a number as text, or nothing for null; `None` for what is no text.
    pub fn into_text(self) -> Option<Cow<'de, str>> {
        match self {
            Self::Null => Some(Cow::Borrowed("")),
            Self::Text(text) => Some(text),
            Self::Number(number) => Some(Cow::Owned(number.to_string())),
            Self::Fraction(number) => Some(Cow::Owned(number.to_string())),
            Self::Switch(_) | Self::Parts => None,
        }
    }
}

struct PlainVisitor;

impl<'de> Visitor<'de> for PlainVisitor {
    type Value = Plain<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Plain<'de>, E> {
        Ok(Plain::Null)
    }

    fn visit_bool<E>(self, on: bool) -> Result<Plain<'de>, E> {
        Ok(Plain::Switch(on))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Plain<'de>, E> {
        Ok(Plain::Number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Plain<'de>, E> {
        Ok(i64::try_from(number).map_or(Plain::Fraction(number as f64), Plain::Number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Plain<'de>, E> {
        Ok(Plain::Fraction(number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Plain<'de>, E> {
        Ok(Plain::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Plain<'de>, E> {
        Ok(Plain::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Plain<'de>, A::Error> {
        while parts.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Plain::Parts)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut parts: A) -> Result<Plain<'de>, A::Error> {
        while parts.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Plain::Parts)
    }
}

impl<'de> serde::Deserialize<'de> for Plain<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PlainVisitor)
    }
}

/// The first number under `line` or `lines`, however deep: `{"number": "1001"}`,
/// `[{"extensions": [{"exten": "1001"}]}]`, null, nothing. `Err` for what is none of these.
pub(super) struct Line<'de>(pub Result<Cow<'de, str>, ()>);

struct LineVisitor;

impl<'de> Visitor<'de> for LineVisitor {
    type Value = Line<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a line")
    }

    fn visit_unit<E>(self) -> Result<Line<'de>, E> {
        Ok(Line(Ok(Cow::Borrowed(""))))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Line<'de>, E> {
        Ok(Line(Err(())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Line<'de>, E> {
        Ok(Line(Ok(Cow::Owned(number.to_string()))))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Line<'de>, E> {
        Ok(Line(Ok(Cow::Owned(number.to_string()))))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Line<'de>, E> {
        Ok(Line(Err(())))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Line<'de>, E> {
        Ok(Line(Ok(Cow::Borrowed(text))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Line<'de>, E> {
        Ok(Line(Ok(Cow::Owned(text.to_owned()))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut lines: A) -> Result<Line<'de>, A::Error> {
        let mut first = Line(Ok(Cow::Borrowed("")));
        while let Some(line) = lines.next_element::<Line<'de>>()? {
            first.prefer(line);
        }
        Ok(first)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut line: A) -> Result<Line<'de>, A::Error> {
        let mut found = Line(Ok(Cow::Borrowed("")));
        while let Some(leads) = line.next_key::<LeadsToNumber>()? {
            if leads.0 {
                found.prefer(line.next_value()?);
            } else {
                line.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

impl<'de> Line<'de> {
    /// Keeps the first number that was found.
    fn prefer(&mut self, other: Self) {
        if self.0.as_ref().is_ok_and(|number| number.is_empty()) {
            *self = other;
        }
    }
}

impl<'de> serde::Deserialize<'de> for Line<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LineVisitor)
    }
}

/// Is a name within a line one of those on the way to its number?
struct LeadsToNumber(bool);

impl<'de> serde::Deserialize<'de> for LeadsToNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl Visitor<'_> for NameVisitor {
            type Value = LeadsToNumber;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_str<E>(self, name: &str) -> Result<LeadsToNumber, E> {
                Ok(LeadsToNumber(matches!(name, "number" | "extensions" | "exten")))
            }
        }
        deserializer.deserialize_identifier(NameVisitor)
    }
}

/// The id of a CTI profile: `3`, `"3"`, `{"id": 3, ...}` or null.
pub(super) struct Reference(pub Result<Option<i64>, ()>);

struct ReferenceVisitor;

impl<'de> Visitor<'de> for ReferenceVisitor {
    type Value = Reference;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an id")
    }

    fn visit_unit<E>(self) -> Result<Reference, E> {
        Ok(Reference(Ok(None)))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Reference, E> {
        Ok(Reference(Err(())))
    }

    fn visit_i64<E>(self, id: i64) -> Result<Reference, E> {
        Ok(Reference(Ok(Some(id))))
    }

    fn visit_u64<E>(self, id: u64) -> Result<Reference, E> {
        Ok(Reference(i64::try_from(id).map(Some).map_err(|_| ())))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Reference, E> {
        Ok(Reference(Err(())))
    }

    fn visit_str<E>(self, text: &str) -> Result<Reference, E> {
        Ok(Reference(text.trim().parse().map(Some).map_err(|_| ())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Reference, A::Error> {
        while parts.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Reference(Err(())))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Reference, A::Error> {
        let mut id = Err(());
        while let Some(key) = map.next_key::<Key>()? {
            if matches!(key, Key::Field(Field::Id)) {
                id = map.next_value::<Plain>().map(|value| match value {
                    Plain::Number(id) => Ok(Some(id)),
                    Plain::Text(text) => text.trim().parse().map(Some).map_err(|_| ()),
                    _ => Err(()),
                })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Reference(id))
    }
}

impl<'de> serde::Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ReferenceVisitor)
    }
}
