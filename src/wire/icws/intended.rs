//! What is intended for the client configuration of somebody, judged by what the server has now.

use super::client_configuration::{ClientConfiguration, Member};
use super::client_form::{from_field_value, problems, to_field_value, values};
use super::property::{Property, PropertyKind};
use super::property_value::{PropertyValue, check_value};
use crate::domain::{Problem, Trouble};
use crate::form::FieldValue;

/// What a property of somebody is to become.
#[derive(Clone, PartialEq)]
pub enum Intention {
    /// The own value is given back.
    UseInherited,
    /// The same, but only while that makes no difference.
    UseInheritedWhereSame,
    /// This is to be the own value.
    Set(FieldValue),
    /// What stands for it in a file is no value of the property.
    Refused { text: String, trouble: Trouble },
}

impl Intention {
    /// What a text means that was typed or chosen for a property; without one, its own value is taken
    /// away: what is inherited holds then, or nothing. `None` where the property has no such value.
    pub fn read(property: Property, text: Option<&str>) -> Option<Self> {
        let value = match (property.kind(), text) {
            (PropertyKind::Boolean | PropertyKind::Text | PropertyKind::Integer, None) => {
                return Some(Self::UseInherited);
            }
            (PropertyKind::Boolean, Some(text)) => FieldValue::Switch(text.parse().ok()?),
            (PropertyKind::Text | PropertyKind::Integer, Some(text)) => FieldValue::text(text),
            (PropertyKind::SearchOption, Some(text)) => FieldValue::choice(text),
            (PropertyKind::FollowMe, None) => FieldValue::Rows(Vec::new()),
            (PropertyKind::SearchOption, None) | (PropertyKind::FollowMe, Some(_)) => return None,
        };
        Some(Self::Set(in_one_spelling(property, value)))
    }
}

/// A number is the same however it is typed; what is none stays as it was typed.
fn in_one_spelling(property: Property, value: FieldValue) -> FieldValue {
    match from_field_value(property, &value) {
        Some(number @ PropertyValue::Integer(_)) if check_value(&number).is_none() => to_field_value(&number),
        _ => value,
    }
}

/// What is in the way of an intention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// It breaks a rule, or the server has no such property for this person.
    Rule(Problem),
    /// The server sent a value of an unexpected type.
    NotUnderstood,
    /// The server does not say whether the value is set here or inherited: nobody could undo it.
    NotTold,
    /// To give it back would make a difference now.
    MakesDifference,
}

/// A property of somebody, as it is and as it is to become.
pub struct IntendedValue {
    pub property: Property,
    pub before: FieldValue,
    pub after: FieldValue,
    pub hindrance: Option<Hindrance>,
}

/// What an intention means for somebody whose configuration was just read.
pub fn judge_intention(
    property: Property,
    intention: &Intention,
    now: &ClientConfiguration,
) -> IntendedValue {
    let before = values(now).get(property).clone();
    let after = match intention {
        Intention::Set(value) => value.clone(),
        Intention::Refused { text, .. } => FieldValue::text(text),
        Intention::UseInherited | Intention::UseInheritedWhereSame => FieldValue::Inherited,
    };
    let makes_difference = || {
        *intention == Intention::UseInheritedWhereSame
            && now.get(property).is_some_and(|value| value.own().is_some() && !value.is_redundant())
    };
    let hindrance = if matches!(now.member(property), Some(Member::Unreadable { .. })) {
        Some(Hindrance::NotUnderstood)
    } else if matches!(before, FieldValue::Unattributed(_)) {
        Some(Hindrance::NotTold)
    } else if let Intention::Refused { trouble, .. } = intention {
        Some(Hindrance::Rule(Problem::at(property.name(), trouble.clone())))
    } else if makes_difference() {
        Some(Hindrance::MakesDifference)
    } else if before.is_same(&after) {
        None
    } else {
        problems(property, &after, &before).into_iter().next().map(Hindrance::Rule)
    };
    IntendedValue { property, before, after, hindrance }
}
