//! Two people side by side.

use super::client_configuration::{ClientConfiguration, Member};
use super::client_form::to_field_value;
use super::property::Property;
use super::property_value::PropertyValue;
use crate::form::FieldValue;

/// A property that two people have differently. Why is in the sources.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference<'a> {
    pub property: Property,
    /// `None` where the server has no such property for this person.
    pub left: Option<&'a Member>,
    pub right: Option<&'a Member>,
}

/// A member that this program does not know, and that two people have differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownDifference<'a> {
    pub name: &'a str,
    pub left: Option<&'a str>,
    pub right: Option<&'a str>,
}

/// The properties whose values in effect differ, in the order of the page.
pub fn find_differences<'a>(
    left: &'a ClientConfiguration,
    right: &'a ClientConfiguration,
) -> Vec<Difference<'a>> {
    let differs = |property: Property| {
        let (left, right) = (left.member(property), right.member(property));
        let same = match (left, right) {
            (Some(Member::Readable(_)), Some(Member::Readable(_))) => {
                effective_value(left) == effective_value(right)
            }
            (left, right) => left == right,
        };
        (!same).then_some(Difference { property, left, right })
    };
    Property::ALL.into_iter().filter_map(differs).collect()
}

/// The same for members that this program does not know.
pub fn find_unknown_differences<'a>(
    left: &'a ClientConfiguration,
    right: &'a ClientConfiguration,
) -> Vec<UnknownDifference<'a>> {
    let raw = |configuration: &'a ClientConfiguration, name: &str| {
        configuration
            .unknown_members
            .iter()
            .find(|member| member.name == name)
            .map(|member| member.raw.as_str())
    };
    let mut names: Vec<&str> = Vec::new();
    for member in left.unknown_members.iter().chain(&right.unknown_members) {
        if !names.contains(&member.name.as_str()) {
            names.push(&member.name);
        }
    }
    let pairs = names.into_iter().map(|name| UnknownDifference {
        name,
        left: raw(left, name),
        right: raw(right, name),
    });
    pairs.filter(|pair| pair.left != pair.right).collect()
}

/// The value in effect, or the own one where the server sent no other. No
/// value and an empty follow-me list are the same.
fn effective_value(member: Option<&Member>) -> Option<&PropertyValue> {
    let Some(Member::Readable(value)) = member else { return None };
    let value = match &value.effective {
        Some(effective) => effective.as_ref(),
        None => value.own(),
    };
    value.filter(|value| !matches!(value, PropertyValue::FollowMe(entries) if entries.is_empty()))
}

/// The own value that could be copied from somebody.
pub fn copyable_value(from: &ClientConfiguration, property: Property) -> Option<&PropertyValue> {
    from.get(property)?.own()
}

/// The chosen own values that somebody else's configuration has, too, as its form takes them.
pub fn copyable_values(
    from: &ClientConfiguration,
    chosen: &[Property],
    to: &ClientConfiguration,
) -> Vec<(Property, FieldValue)> {
    let copied = |property: &Property| {
        to.get(*property)?;
        Some((*property, to_field_value(copyable_value(from, *property)?)))
    };
    chosen.iter().filter_map(copied).collect()
}
