//! Reading an answer that is a list: every item that can be read, and how many cannot.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess};

use super::Response;
use super::json::{AnyValue, AnyVisitor, Item, Unreadable, bounded, not_read, unreadable};
use crate::domain::Refusal;

/// What was read of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadList<T> {
    pub items: Vec<T>,
    /// Items that were no object, of which nothing is known.
    pub unreadable: usize,
}

impl<T> Default for ReadList<T> {
    fn default() -> Self {
        Self { items: Vec::new(), unreadable: 0 }
    }
}

impl<T> ReadList<T> {
    fn take(&mut self, item: Item<T>) {
        match item.0 {
            Some(item) => self.items.push(item),
            None => self.unreadable += 1,
        }
    }

    /// The same list of other items.
    pub fn map<U>(self, make: impl FnMut(T) -> U) -> ReadList<U> {
        ReadList { items: self.items.into_iter().map(make).collect(), unreadable: self.unreadable }
    }
}

/// Reads a list that stands under `key`, or that is the whole body; either may be an
/// object whose members are the items (`"0"`, `"1"`). What is no object in it is
/// counted. Items are read one by one, so that body and list are never both held as values.
///
/// # Errors
///
/// The refusal that [`not_read`] makes. A body without any list is not understood, and nor is
/// null in the place of one, rather than taken for an empty list.
pub fn read_list<'de, T: Deserialize<'de>>(
    response: &'de Response,
    key: &str,
) -> Result<ReadList<T>, Refusal> {
    let parse = || {
        let mut deserializer = serde_json::Deserializer::from_slice(bounded(&response.body)?);
        let list = ListBody { key, item: PhantomData }
            .deserialize(&mut deserializer)
            .and_then(|list| deserializer.end().map(|()| list))
            .map_err(|error| unreadable(&response.body, &error))?;
        list.ok_or(Unreadable::NotUnderstood)
    };
    parse().map_err(|why| not_read(response, why))
}

/// Reads a member that should be a list; `None` where something else stands, null as well.
///
/// # Errors
///
/// Where the JSON itself is broken, or a member of an item is refused by `T`.
pub fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<ReadList<T>>, D::Error> {
    ListValue(PhantomData).deserialize(deserializer)
}

/// A body that is a list, or has one under a key; `None` if there is no list.
struct ListBody<'a, T> {
    key: &'a str,
    item: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for ListBody<'_, T> {
    type Value = Option<ReadList<T>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(AnyVisitor(self))
    }
}

impl<'de, T: Deserialize<'de>> AnyValue<'de> for ListBody<'_, T> {
    type Value = Option<ReadList<T>>;

    fn list<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        ListValue(PhantomData).list(items)
    }

    fn object<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut list = None;
        while let Some(name) = members.next_key::<Cow<'de, str>>()? {
            if name == self.key {
                list = members.next_value_seed(ListValue(PhantomData))?;
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(list)
    }
}

/// A list, or an object whose members are its items; `None` for anything else.
struct ListValue<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for ListValue<T> {
    type Value = Option<ReadList<T>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(AnyVisitor(self))
    }
}

impl<'de, T: Deserialize<'de>> AnyValue<'de> for ListValue<T> {
    type Value = Option<ReadList<T>>;

    fn list<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = ReadList::default();
        while let Some(item) = items.next_element()? {
            list.take(item);
        }
        Ok(Some(list))
    }

    fn object<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut list = ReadList::default();
        while let Some((_, item)) = members.next_entry::<IgnoredAny, Item<T>>()? {
            list.take(item);
        }
        Ok(Some(list))
    }
}
