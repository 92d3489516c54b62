//! Values in words.

use crate::domain::Language;
use crate::form::FieldValue;
use crate::text::{icws as texts, visible};
use crate::wire::icws::client_form::from_field_value;
use crate::wire::icws::view::DisplayedValue;
use crate::wire::icws::{FollowMeEntry, Property, PropertyValue};

/// A value in words.
pub fn property_value_text(language: Language, value: &PropertyValue) -> String {
    match value {
        PropertyValue::Boolean(true) => texts::yes(language).to_owned(),
        PropertyValue::Boolean(false) => texts::no(language).to_owned(),
        PropertyValue::Text(text) if text.is_empty() => texts::empty_text(language).to_owned(),
        PropertyValue::Text(text) => visible(text).into_owned(),
        PropertyValue::Integer(number) => number.to_string(),
        PropertyValue::SearchOption(option) => texts::search_option(language, option.number())
            .map_or_else(|| texts::unknown_number(language, option.number()), str::to_owned),
        PropertyValue::FollowMe(entries) if entries.is_empty() => texts::no_numbers(language).to_owned(),
        PropertyValue::FollowMe(entries) => {
            let text = |entry: &FollowMeEntry| {
                texts::follow_me_number_text(language, &entry.phone_number, entry.timeout, entry.use_pin)
            };
            entries.iter().map(text).collect::<Vec<_>>().join(", ")
        }
    }
}

/// What is shown of a property, in words.
pub fn displayed_value_text(language: Language, displayed: &DisplayedValue) -> String {
    match displayed {
        DisplayedValue::Value(value) => property_value_text(language, value),
        DisplayedValue::NoValue => texts::nothing(language).to_owned(),
        DisplayedValue::KnownAfterSaving => texts::known_after_saving(language).to_owned(),
        DisplayedValue::NotReported => texts::value_not_sent(language).to_owned(),
    }
}

/// A property's value in the form, in words.
pub fn field_value_text(language: Language, property: Property, value: &FieldValue) -> String {
    match value {
        FieldValue::Inherited => texts::inherited(language).to_owned(),
        FieldValue::Unattributed(json) => match PropertyValue::from_text(property.kind(), json) {
            Some(value) => property_value_text(language, &value),
            None => texts::value_not_sent(language).to_owned(),
        },
        value => match from_field_value(property, value) {
            Some(value) => property_value_text(language, &value),
            None => texts::nothing(language).to_owned(),
        },
    }
}
