//! Reading JSON that may lack things: absent, null, empty and a value of the
//! wrong type are all "nothing", and one odd row does not cost the others.

use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::domain::{Kind, Refusal};
use crate::wire::Response;

/// Reads a whole answer; what is no such JSON is "not understood".
pub(super) fn read<'a, T: Deserialize<'a>>(response: &'a Response) -> Result<T, Refusal> {
    serde_json::from_slice(&response.body)
        .map_err(|_| Refusal::new(Kind::NotUnderstood).with_status(response.status))
}

/// A single value, whatever its JSON type.
enum Scalar {
    Nothing,
    Flag(bool),
    Number(f64),
    Text(String),
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Scalar;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_bool<E>(self, flag: bool) -> Result<Scalar, E> {
                Ok(Scalar::Flag(flag))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Scalar, E> {
                Ok(Scalar::Number(number as f64))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Scalar, E> {
                Ok(Scalar::Number(number as f64))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Scalar, E> {
                Ok(Scalar::Number(number))
            }
            fn visit_str<E>(self, text: &str) -> Result<Scalar, E> {
                Ok(Scalar::Text(text.to_owned()))
            }
            fn visit_string<E>(self, text: String) -> Result<Scalar, E> {
                Ok(Scalar::Text(text))
            }
            fn visit_unit<E>(self) -> Result<Scalar, E> {
                Ok(Scalar::Nothing)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Scalar::Nothing)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Scalar, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Scalar::Nothing)
            }
        }
        deserializer.deserialize_any(Any)
    }
}

/// A text; a number is taken as its digits, all else is empty.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Text(pub String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match Scalar::deserialize(deserializer)? {
            Scalar::Text(text) => text,
            Scalar::Number(number) => whole(number).map_or_else(String::new, |number| number.to_string()),
            _ => String::new(),
        }))
    }
}

impl Text {
    /// `None` for what is empty.
    pub fn filled(self) -> Option<String> {
        (!self.0.is_empty()).then_some(self.0)
    }
}

/// A truth; the docs write one as a text somewhere, so texts are read too.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Flag(pub Option<bool>);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match Scalar::deserialize(deserializer)? {
            Scalar::Flag(flag) => Some(flag),
            Scalar::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Scalar::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }))
    }
}

impl Flag {
    pub fn is_on(self) -> bool {
        self.0 == Some(true)
    }
}

/// A whole number, also as a text.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Number(pub Option<i64>);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match Scalar::deserialize(deserializer)? {
            Scalar::Number(number) => whole(number),
            Scalar::Text(text) => text.trim().parse().ok(),
            _ => None,
        }))
    }
}

impl Number {
    /// A count: negative numbers are nothing.
    pub fn count(self) -> Option<u32> {
        u32::try_from(self.0?).ok()
    }
}

fn whole(number: f64) -> Option<i64> {
    // Beyond 2^53 a JSON number is not exact any more, and no field here is that large.
    (number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0).then_some(number as i64)
}

/// An object, or nothing where something else stands.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Maybe<T>(pub Option<T>);

impl<T> Default for Maybe<T> {
    fn default() -> Self {
        Self(None)
    }
}

/// A list of objects, also where it is an object keyed "0", "1", ...; what
/// is no object in it is left out.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct List<T> {
    pub items: Vec<T>,
    /// Was it sent at all?
    pub given: bool,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self { items: Vec::new(), given: false }
    }
}

struct Objects<T>(std::marker::PhantomData<T>);

macro_rules! nothing_from_scalars {
    ($value:expr) => {
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a value")
        }
        fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
            Ok($value)
        }
        fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
            Ok($value)
        }
        fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
            Ok($value)
        }
        fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
            Ok($value)
        }
        fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
            Ok($value)
        }
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok($value)
        }
    };
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Objects<Maybe<T>> {
    type Value = Maybe<T>;
    nothing_from_scalars!(Maybe(None));
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|object| Maybe(Some(object)))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Maybe(None))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Objects::<Self>(std::marker::PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Objects<List<T>> {
    type Value = List<T>;
    nothing_from_scalars!(List { items: Vec::new(), given: true });
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some((_, item)) = map.next_entry::<IgnoredAny, Maybe<T>>()? {
            items.extend(item.0);
        }
        Ok(List { items, given: true })
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element::<Maybe<T>>()? {
            items.extend(item.0);
        }
        Ok(List { items, given: true })
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Objects::<Self>(std::marker::PhantomData))
    }
}
