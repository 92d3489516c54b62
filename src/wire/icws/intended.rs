//! What is intended for the client configuration of somebody, judged by what the server has now.

use super::client_configuration::{ClientConfiguration, Member};
use super::client_form::{problems, values};
use super::property::Property;
use crate::domain::Problem;
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
    } else if makes_difference() {
        Some(Hindrance::MakesDifference)
    } else if before.is_same(&after) {
        None
    } else {
        problems(property, &after, &before).into_iter().next().map(Hindrance::Rule)
    };
    IntendedValue { property, before, after, hindrance }
}
