//! The values of a row, read without a tree between, whatever their types.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::field::Field;
use crate::wire::json::Scalar;

/// The name of a value in a record.
pub(super) enum RecordKey {
    Field(Field),
    /// `exten` and `extension` of the shorter lists.
    Extension,
    /// The numbers that the person is called at from outside, from 2019 on.
    IncomingCalls,
    Other,
}

impl<'de> serde::Deserialize<'de> for RecordKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl Visitor<'_> for KeyVisitor {
            type Value = RecordKey;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_str<E>(self, name: &str) -> Result<RecordKey, E> {
                Ok(match name {
                    "exten" | "extension" => RecordKey::Extension,
                    "incalls" => RecordKey::IncomingCalls,
                    _ => Field::from_record(name).map_or(RecordKey::Other, RecordKey::Field),
                })
            }
        }
        deserializer.deserialize_identifier(KeyVisitor)
    }
}

/// What stands between several numbers of one person.
pub(super) const BETWEEN_NUMBERS: &str = ", ";

/// All different numbers under `line`, `lines` or `incalls`, however deep: `{"number": "1001"}`,
/// `[{"extensions": [{"exten": "1001"}]}]`, null, nothing. `Err` for what is none of these.
pub(super) struct LineNumbers<'de>(pub Result<Cow<'de, str>, ()>);

struct LineNumbersVisitor;

impl<'de> Visitor<'de> for LineNumbersVisitor {
    type Value = LineNumbers<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a line")
    }

    fn visit_unit<E>(self) -> Result<LineNumbers<'de>, E> {
        Ok(LineNumbers(Ok(Cow::Borrowed(""))))
    }

    fn visit_bool<E>(self, _: bool) -> Result<LineNumbers<'de>, E> {
        Ok(LineNumbers(Err(())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<LineNumbers<'de>, E> {
        Ok(LineNumbers(Ok(Cow::Owned(number.to_string()))))
    }

    fn visit_u64<E>(self, number: u64) -> Result<LineNumbers<'de>, E> {
        Ok(LineNumbers(Ok(Cow::Owned(number.to_string()))))
    }

    fn visit_f64<E>(self, _: f64) -> Result<LineNumbers<'de>, E> {
        Ok(LineNumbers(Err(())))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<LineNumbers<'de>, E> {
        Ok(LineNumbers(Ok(Cow::Borrowed(text))))
    }

    fn visit_str<E>(self, text: &str) -> Result<LineNumbers<'de>, E> {
        Ok(LineNumbers(Ok(Cow::Owned(text.to_owned()))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut lines: A) -> Result<LineNumbers<'de>, A::Error> {
        let mut found = LineNumbers(Ok(Cow::Borrowed("")));
        while let Some(line) = lines.next_element::<LineNumbers<'de>>()? {
            found.append(line);
        }
        Ok(found)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut line: A) -> Result<LineNumbers<'de>, A::Error> {
        let mut found = LineNumbers(Ok(Cow::Borrowed("")));
        while let Some(leads) = line.next_key::<LeadsToNumber>()? {
            if leads.0 {
                found.append(line.next_value()?);
            } else {
                line.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

impl<'de> LineNumbers<'de> {
    /// Takes in the numbers of another line that are not there yet. What was not understood
    /// stays so only where there is no number at all.
    fn append(&mut self, other: Self) {
        match (&mut self.0, other.0) {
            (Ok(numbers), Ok(others)) if !numbers.is_empty() => {
                for other in others.split(BETWEEN_NUMBERS) {
                    if !other.is_empty() && numbers.split(BETWEEN_NUMBERS).all(|number| number != other) {
                        *numbers = Cow::Owned([numbers, BETWEEN_NUMBERS, other].concat());
                    }
                }
            }
            (Ok(numbers), Err(())) if !numbers.is_empty() => {}
            (Err(()), Ok(others)) if others.is_empty() => {}
            (numbers, others) => *numbers = others,
        }
    }
}

impl<'de> serde::Deserialize<'de> for LineNumbers<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LineNumbersVisitor)
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
pub(super) struct ProfileId(pub Result<Option<i64>, ()>);

struct ProfileIdVisitor;

impl<'de> Visitor<'de> for ProfileIdVisitor {
    type Value = ProfileId;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an id")
    }

    fn visit_unit<E>(self) -> Result<ProfileId, E> {
        Ok(ProfileId(Ok(None)))
    }

    fn visit_bool<E>(self, _: bool) -> Result<ProfileId, E> {
        Ok(ProfileId(Err(())))
    }

    fn visit_i64<E>(self, id: i64) -> Result<ProfileId, E> {
        Ok(ProfileId(Ok(Some(id))))
    }

    fn visit_u64<E>(self, id: u64) -> Result<ProfileId, E> {
        Ok(ProfileId(i64::try_from(id).map(Some).map_err(|_| ())))
    }

    fn visit_f64<E>(self, _: f64) -> Result<ProfileId, E> {
        Ok(ProfileId(Err(())))
    }

    fn visit_str<E>(self, text: &str) -> Result<ProfileId, E> {
        Ok(ProfileId(text.trim().parse().map(Some).map_err(|_| ())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<ProfileId, A::Error> {
        while parts.next_element::<IgnoredAny>()?.is_some() {}
        Ok(ProfileId(Err(())))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ProfileId, A::Error> {
        let mut id = Err(());
        while let Some(key) = map.next_key::<RecordKey>()? {
            if matches!(key, RecordKey::Field(Field::Id)) {
                id = map.next_value::<Scalar>()?.whole_number().map(Some).ok_or(());
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(ProfileId(id))
    }
}

impl<'de> serde::Deserialize<'de> for ProfileId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ProfileIdVisitor)
    }
}
