//! Which property is opened, and who sets it.

use crate::domain::Language;
use crate::state::icws::overrides::Overrides;
use crate::text::icws as texts;
use crate::wire::icws::Property;

/// The part of the address that names the property that is opened.
pub const PROPERTY: &str = "property";
/// The id of the heading above the properties, or above those who set one of them.
pub const HEADING: &str = "overrides-heading";

/// The places of those who set a property.
pub fn places_of(overrides: Overrides, property: Property) -> Vec<usize> {
    overrides.with(|items| {
        let sets = items.iter().enumerate().filter(|(_, item)| {
            item.reading.overrides().is_some_and(|person| person.get(property).is_some())
        });
        sets.map(|(at, _)| at).collect()
    })
}

/// The name of a property.
pub fn label_of(language: Language, property: Property) -> String {
    texts::label(language, property.name()).into_owned()
}
