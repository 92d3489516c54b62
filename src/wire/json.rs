//! Reading the JSON of servers that send more, less or other than their documents say.
//!
//! A documented body is a type with `#[derive(Deserialize)]`, read by [`read_object`]. A
//! member of which servers differ has one of the helpers below as its
//! `deserialize_with`, together with `#[serde(default)]`:
//!
//! | helper | type of the member | reads as nothing |
//! | --- | --- | --- |
//! | [`optional`] | `Option<T>` | absent, null, a value of another type |
//! | [`or_default`] | `T` | the same; the default stands for it |
//! | [`nullable`] | `Option<Option<T>>` | absent and another type; null is `Some(None)` |
//! | [`texts`] | `Vec<String>` | what is no list; one text is a list of one |
//! | [`object`] | `Option<T>` | whatever is no object |
//! | [`objects`] | `Vec<T>` | what is no list; one object is a list of one |
//! | [`keyed_objects`] | `Vec<T>` | the same, but an object is a list by its members (`"0"`, `"1"`) |
//!
//! The first three take any `T` that is [`FromScalar`]: a text may come as a number,
//! a number as a text, a truth value as `1`, `0` or a text.
//!
//! A member that a document defines twice in one object is refused by `derive`.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::Response;
use crate::domain::refusal::Unreached;
use crate::domain::{Refusal, RefusalKind, Secret};

/// The longest body that is read whole, in bytes. A page of a list has less than a
/// tenth of it. How deep a body may be nested is bounded by `serde_json` (128 levels).
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Why a body could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It ends in the middle of a value.
    CutShort,
    /// It is longer than [`MAX_BYTES`].
    TooLong,
    /// It is no JSON, or JSON of another shape.
    NotUnderstood,
}

/// The body without the byte order mark that some proxies leave at its beginning.
pub fn without_byte_order_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

/// Is there nothing in the body, or only white space?
pub fn is_blank(body: &[u8]) -> bool {
    without_byte_order_mark(body).iter().all(u8::is_ascii_whitespace)
}

/// Parses a body of any type.
///
/// # Errors
///
/// Says why the body could not be read as a `T`.
pub fn parse<'de, T: Deserialize<'de>>(body: &'de [u8]) -> Result<T, Unreadable> {
    let text = bounded(body)?;
    serde_json::from_slice(text).map_err(|error| unreadable(body, &error))
}

/// Parses a body that is an object. (What `derive` makes also takes a list for an
/// object, member by member, which no server means.)
///
/// # Errors
///
/// Says why the body could not be read as an object that is a `T`.
pub fn parse_object<'de, T: Deserialize<'de>>(body: &'de [u8]) -> Result<T, Unreadable> {
    parse::<Item<T>>(body)?.0.ok_or(Unreadable::NotUnderstood)
}

/// Reads the body of an answer, of any type.
///
/// # Errors
///
/// The refusal that [`not_read`] makes if the body is no `T`.
pub fn read<'de, T: Deserialize<'de>>(response: &'de Response) -> Result<T, Refusal> {
    parse(&response.body).map_err(|why| not_read(response, why))
}

/// Reads the body of an answer that is an object.
///
/// # Errors
///
/// The refusal that [`not_read`] makes if the body is no object, or no `T`.
pub fn read_object<'de, T: Deserialize<'de>>(response: &'de Response) -> Result<T, Refusal> {
    parse_object(&response.body).map_err(|why| not_read(response, why))
}

/// The refusal for an answer whose body could not be read. An answer that was cut
/// short is told from one that is not this server's.
pub fn not_read(response: &Response, why: Unreadable) -> Refusal {
    let kind = match why {
        Unreadable::CutShort => RefusalKind::OutOfReach(Unreached::CutShort),
        Unreadable::TooLong => RefusalKind::OutOfReach(Unreached::TooLong),
        Unreadable::NotUnderstood => RefusalKind::NotUnderstood,
    };
    Refusal::new(kind).with_status(response.status)
}

pub(super) fn bounded(body: &[u8]) -> Result<&[u8], Unreadable> {
    if body.len() > MAX_BYTES { Err(Unreadable::TooLong) } else { Ok(without_byte_order_mark(body)) }
}

pub(super) fn unreadable(body: &[u8], error: &serde_json::Error) -> Unreadable {
    if error.is_eof() && !is_blank(body) { Unreadable::CutShort } else { Unreadable::NotUnderstood }
}

/// A JSON value that has no parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Scalar<'de> {
    #[default]
    Null,
    Bool(bool),
    Integer(i64),
    /// An integer above the largest `i64`.
    LargeInteger(u64),
    Fraction(f64),
    Text(Cow<'de, str>),
    /// A list or an object, which is no scalar; its parts are not kept.
    Compound,
}

impl<'de> Scalar<'de> {
    /// The scalar that a value is.
    pub fn of(value: &'de Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(on) => Self::Bool(*on),
            Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(integer), _) => Self::Integer(integer),
                (None, Some(large)) => Self::LargeInteger(large),
                (None, None) => number.as_f64().map_or(Self::Compound, Self::Fraction),
            },
            Value::String(text) => Self::Text(Cow::Borrowed(text)),
            Value::Array(_) | Value::Object(_) => Self::Compound,
        }
    }

    /// A text, or a number as its digits; `None` for anything else.
    pub fn into_text(self) -> Option<Cow<'de, str>> {
        match (self.strictly_whole_number(), self) {
            (_, Self::Text(text)) => Some(text),
            (Some(whole), _) => Some(Cow::Owned(whole.to_string())),
            (None, Self::LargeInteger(number)) => Some(Cow::Owned(number.to_string())),
            // As JSON writes it: Rust's own code for fractions would come on top.
            (None, Self::Fraction(number)) => Some(Cow::Owned(Value::from(number).to_string())),
            (None, Self::Integer(_) | Self::Null | Self::Bool(_) | Self::Compound) => None,
        }
    }

    /// A whole number (`30`, `30.0`), or a text that is one.
    pub fn whole_number(&self) -> Option<i64> {
        match self {
            Self::Text(text) => text.trim().parse().ok(),
            number => number.strictly_whole_number(),
        }
    }

    /// A whole number that is written as a number (`30`, `30.0`).
    pub fn strictly_whole_number(&self) -> Option<i64> {
        // Beyond 2^53 a fraction cannot be told from a whole number.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        match self {
            Self::Integer(number) => Some(*number),
            Self::Fraction(number) if number.fract() == 0.0 && number.abs() <= EXACT => Some(*number as i64),
            _ => None,
        }
    }

    /// True or false, also as `1` and `0`, also as text, whatever the case.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(on) => Some(*on),
            Self::Integer(0) => Some(false),
            Self::Integer(1) => Some(true),
            Self::Text(text) => {
                let text = text.trim();
                if text == "1" || text.eq_ignore_ascii_case("true") {
                    Some(true)
                } else if text == "0" || text.eq_ignore_ascii_case("false") {
                    Some(false)
                } else {
                    None
                }
            }
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Scalar<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Null)
    }

    fn visit_bool<E>(self, on: bool) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Bool(on))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Integer(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Scalar<'de>, E> {
        Ok(i64::try_from(number).map_or(Scalar::LargeInteger(number), Scalar::Integer))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Fraction(number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Text(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Scalar<'de>, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Compound)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Scalar<'de>, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Compound)
    }
}

/// What can be made of a scalar, tolerantly.
pub trait FromScalar: Sized {
    /// `None` for a scalar of a type that is not understood; null is one.
    fn from_scalar(scalar: Scalar<'_>) -> Option<Self>;
}

impl FromScalar for String {
    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        scalar.into_text().map(Cow::into_owned)
    }
}

impl FromScalar for Secret {
    /// Only a text: a token or a password that came as a number may have lost digits.
    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        match scalar {
            Scalar::Text(text) => Some(Self::new(text.into_owned())),
            _ => None,
        }
    }
}

impl FromScalar for i64 {
    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        scalar.whole_number()
    }
}

impl FromScalar for u32 {
    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        scalar.whole_number().and_then(|number| u32::try_from(number).ok())
    }
}

impl FromScalar for bool {
    fn from_scalar(scalar: Scalar<'_>) -> Option<Self> {
        scalar.as_bool()
    }
}

/// A member of which it matters whether it was sent, and understood. It needs no
/// helper, only `#[serde(default)]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Member<T> {
    #[default]
    Absent,
    Null,
    Value(T),
    /// A value of another type.
    NotUnderstood,
}

impl<T> Member<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null | Self::NotUnderstood => None,
        }
    }

    /// The value, with null, `Some(None)`, kept apart from absent and not understood, `None`.
    pub fn nullable(&self) -> Option<Option<&T>> {
        match self {
            Self::Value(value) => Some(Some(value)),
            Self::Null => Some(None),
            Self::Absent | Self::NotUnderstood => None,
        }
    }
}

impl<'de, T: FromScalar> Deserialize<'de> for Member<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Scalar::deserialize(deserializer)? {
            Scalar::Null => Self::Null,
            scalar => T::from_scalar(scalar).map_or(Self::NotUnderstood, Self::Value),
        })
    }
}

/// Reads a scalar; absent, null and a value of another type are `None`.
///
/// # Errors
///
/// Only where the JSON itself is broken.
pub fn optional<'de, D: Deserializer<'de>, T: FromScalar>(deserializer: D) -> Result<Option<T>, D::Error> {
    Scalar::deserialize(deserializer).map(T::from_scalar)
}

/// Reads a scalar; the default stands for null and a value of another type.
///
/// # Errors
///
/// Only where the JSON itself is broken.
pub fn or_default<'de, D: Deserializer<'de>, T: FromScalar + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    optional(deserializer).map(Option::unwrap_or_default)
}

/// Reads a scalar and keeps null, `Some(None)`, apart from absent, `None`. A value of
/// another type is as good as absent.
///
/// # Errors
///
/// Only where the JSON itself is broken.
pub fn nullable<'de, D: Deserializer<'de>, T: FromScalar>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Ok(match Scalar::deserialize(deserializer)? {
        Scalar::Null => Some(None),
        scalar => T::from_scalar(scalar).map(Some),
    })
}

/// Reads a list of texts; one text is a list of one, and what is no text is left out.
///
/// # Errors
///
/// Only where the JSON itself is broken.
pub fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    deserializer.deserialize_any(AnyVisitor(TextsVisitor))
}

/// Reads an object; `None` for whatever else stands there.
///
/// # Errors
///
/// Where the JSON itself is broken, or a member of the object is refused by `T`.
pub fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    deserializer.deserialize_any(AnyVisitor(ObjectVisitor(PhantomData)))
}

/// Reads a list of objects; one object is a list of one, and what is no object is left out.
///
/// # Errors
///
/// Where the JSON itself is broken, or a member of an object is refused by `T`.
pub fn objects<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_any(AnyVisitor(ObjectsVisitor { is_keyed: false, item: PhantomData }))
}

/// Reads a list of objects that may also be an object with the items as its members.
/// What is no object in it is left out.
///
/// # Errors
///
/// Where the JSON itself is broken, or a member of an item is refused by `T`.
pub fn keyed_objects<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_any(AnyVisitor(ObjectsVisitor { is_keyed: true, item: PhantomData }))
}

/// What reads a value that may be of any type: only the types that are understood are
/// to be written, and all others are the default.
pub(super) trait AnyValue<'de>: Sized {
    type Value: Default;

    fn text(self, _: String) -> Self::Value {
        Self::Value::default()
    }

    fn list<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Self::Value::default())
    }

    fn object<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Self::Value::default())
    }
}

pub(super) struct AnyVisitor<V>(pub(super) V);

impl<'de, V: AnyValue<'de>> Visitor<'de> for AnyVisitor<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<V::Value, E> {
        Ok(V::Value::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<V::Value, E> {
        Ok(V::Value::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<V::Value, E> {
        Ok(V::Value::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<V::Value, E> {
        Ok(V::Value::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<V::Value, E> {
        Ok(V::Value::default())
    }

    fn visit_str<E>(self, text: &str) -> Result<V::Value, E> {
        Ok(self.0.text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        self.0.list(items)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        self.0.object(members)
    }
}

struct TextsVisitor;

impl<'de> AnyValue<'de> for TextsVisitor {
    type Value = Vec<String>;

    fn text(self, text: String) -> Vec<String> {
        vec![text]
    }

    fn list<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<String>, A::Error> {
        let mut texts = Vec::new();
        while let Some(scalar) = items.next_element::<Scalar<'de>>()? {
            texts.extend(String::from_scalar(scalar));
        }
        Ok(texts)
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> AnyValue<'de> for ObjectVisitor<T> {
    type Value = Option<T>;

    fn object<A: MapAccess<'de>>(self, members: A) -> Result<Option<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(members)).map(Some)
    }
}

/// An item of a list that should be an object; `None` where something else stands.
pub struct Item<T>(pub Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Item<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object(deserializer).map(Self)
    }
}

struct ObjectsVisitor<T> {
    is_keyed: bool,
    item: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> AnyValue<'de> for ObjectsVisitor<T> {
    type Value = Vec<T>;

    fn list<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut objects = Vec::new();
        while let Some(item) = items.next_element::<Item<T>>()? {
            objects.extend(item.0);
        }
        Ok(objects)
    }

    fn object<A: MapAccess<'de>>(self, mut members: A) -> Result<Vec<T>, A::Error> {
        if !self.is_keyed {
            return T::deserialize(MapAccessDeserializer::new(members)).map(|object| vec![object]);
        }
        let mut objects = Vec::new();
        while let Some((_, item)) = members.next_entry::<IgnoredAny, Item<T>>()? {
            objects.extend(item.0);
        }
        Ok(objects)
    }
}
