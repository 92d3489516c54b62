//! What an attribute or a property is given: a value, or what makes one.

use std::borrow::Cow;

use leptos::prelude::{Get, Signal};
use wasm_bindgen::JsValue;

use super::signals::{Memo, RwSignal};

/// The value of an attribute or a property.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// No such attribute.
    Absent,
    /// There, or not there, without a text.
    Flag(bool),
    Text(Cow<'static, str>),
}

impl Value {
    /// As a property of an element in the page.
    pub fn to_js(&self) -> JsValue {
        match self {
            Self::Absent => JsValue::UNDEFINED,
            Self::Flag(flag) => JsValue::from_bool(*flag),
            Self::Text(text) => JsValue::from_str(text),
        }
    }

    /// As an attribute: `None` where it is not there.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Absent | Self::Flag(false) => None,
            Self::Flag(true) => Some(""),
            Self::Text(text) => Some(text),
        }
    }

    pub fn is_on(&self) -> bool {
        matches!(self, Self::Flag(true))
    }
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<Cow<'static, str>> for Value {
    fn from(text: Cow<'static, str>) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Into::into)
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Self::from(number.to_string())
            }
        }
    )*};
}
numbers!(i32, u32, usize);

/// A value, or what makes it anew whenever a signal that it reads changes.
pub enum Source {
    Fixed(Value),
    Live(Box<dyn Fn() -> Value>),
}

/// What an attribute in `view!` may be set to.
pub trait Attribute {
    fn source(self) -> Source;
}

macro_rules! fixed {
    ($($of:ty),*) => {$(
        impl Attribute for $of {
            fn source(self) -> Source {
                Source::Fixed(self.into())
            }
        }
    )*};
}
fixed!(&'static str, String, Cow<'static, str>, bool, Value, i32, u32, usize);

impl<T: Into<Value>> Attribute for Option<T> {
    fn source(self) -> Source {
        Source::Fixed(self.into())
    }
}

impl<F, T> Attribute for F
where
    F: Fn() -> T + 'static,
    T: Into<Value>,
{
    fn source(self) -> Source {
        Source::Live(Box::new(move || self().into()))
    }
}

impl<T: Into<Value> + Clone + Send + Sync + 'static> Attribute for Signal<T> {
    fn source(self) -> Source {
        Source::Live(Box::new(move || self.get().into()))
    }
}

impl<T: Into<Value> + Clone + 'static> Attribute for RwSignal<T> {
    fn source(self) -> Source {
        Source::Live(Box::new(move || self.get().into()))
    }
}

impl<T: Into<Value> + Clone + PartialEq + 'static> Attribute for Memo<T> {
    fn source(self) -> Source {
        Source::Live(Box::new(move || self.get().into()))
    }
}
