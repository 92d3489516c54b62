//! Reading a value with where it comes from.

use super::configuration_id::ConfigurationId;
use super::enums;
use super::members::items;
use super::property::{Property, PropertyKind};
use super::property_value::PropertyValue;
use crate::domain::Inherited;
use crate::domain::inherited::Source;
use serde_json::Value as Json;

/// Reads a member. `reports_own` says whether the server sent own and inherited
/// values at all: only then does an absent own value mean that there is none,
/// since null members are left out. `None` if the type is not the documented one.
pub(super) fn read(property: Property, value: &Json, reports_own: bool) -> Option<Inherited<PropertyValue>> {
    let kind = property.kind();
    if !kind.is_inheritable() {
        return bare(kind, value);
    }
    if value.is_null() {
        return Some(Inherited { own: reports_own.then_some(None), ..Inherited::default() });
    }
    let object = value.as_object()?;
    let own = nullable(kind, object.get("actualValue"))?;
    Some(Inherited {
        own: own.or(reports_own.then_some(None)),
        inherited: nullable(kind, object.get("inheritedValue"))?,
        effective: nullable(kind, object.get("effectiveValue"))?,
        sources: items(object.get("inheritedFrom")).iter().map(|item| source(kind, item)).collect(),
    })
}

/// A member that is never inherited: what is sent is the person's own.
fn bare(kind: PropertyKind, value: &Json) -> Option<Inherited<PropertyValue>> {
    let value = nullable(kind, Some(value))?;
    Some(Inherited { own: value.clone(), inherited: None, effective: value, sources: Vec::new() })
}

/// Absent, null, or a value of the kind; the outer `None` is any other type.
fn nullable(kind: PropertyKind, value: Option<&Json>) -> Option<Option<Option<PropertyValue>>> {
    match value {
        None => Some(None),
        Some(Json::Null) => Some(Some(None)),
        Some(value) => PropertyValue::read(kind, value).map(|value| Some(Some(value))),
    }
}

/// One of `inheritedFrom`. Whatever is missing from it is left out; `values`
/// is one value in spite of its name, but a list is read as well.
fn source(kind: PropertyKind, value: &Json) -> Source<PropertyValue> {
    let from = ConfigurationId::read(value.get("from"));
    let values = match value.get("values") {
        Some(Json::Array(items)) if kind != PropertyKind::FollowMe => {
            items.iter().filter_map(|item| PropertyValue::read(kind, item)).collect()
        }
        Some(one) => PropertyValue::read(kind, one).into_iter().collect(),
        None => Vec::new(),
    };
    Source {
        layer: enums::read_layer(value.get("objectType")),
        id: from.id,
        name: from.name,
        uri: from.uri,
        values,
    }
}
