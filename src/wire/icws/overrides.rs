//! Own values of many people, where those could be inherited.

use super::client_configuration::{ClientConfiguration, Member};
use super::property::Property;
use super::property_value::PropertyValue;
use crate::domain::inherited::Source;

/// An own value of somebody that takes the place of what would be inherited.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnValue {
    pub property: Property,
    pub value: PropertyValue,
    /// What the server says would be inherited; the outer `None` where it does not say.
    pub inherited: Option<Option<PropertyValue>>,
    /// Where that comes from, as far as the server says.
    pub sources: Vec<Source<PropertyValue>>,
}

impl OwnValue {
    /// Would the same be inherited?
    pub fn is_redundant(&self) -> bool {
        matches!(&self.inherited, Some(Some(inherited)) if *inherited == self.value)
    }
}

/// What was read of one person. The rest of the configuration is not kept: people are many.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonOverrides {
    pub id: String,
    pub name: String,
    /// In the order of the page.
    pub own: Vec<OwnValue>,
    /// Of these the server does not say whether they are set here or inherited.
    pub not_told: Vec<Property>,
}

impl PersonOverrides {
    pub fn of(id: &str, name: &str, configuration: &ClientConfiguration) -> Self {
        let (mut own, mut not_told) = (Vec::new(), Vec::new());
        for (property, member) in configuration.members().filter(|(of, _)| of.kind().is_inheritable()) {
            match member {
                Member::Readable(value) => match (value.own(), value.is_own()) {
                    (Some(set), _) => own.push(OwnValue {
                        property,
                        value: set.clone(),
                        inherited: value.inherited.clone(),
                        sources: value.sources.clone(),
                    }),
                    (None, None) => not_told.push(property),
                    (None, Some(_)) => {}
                },
                Member::Unreadable { .. } => not_told.push(property),
            }
        }
        Self { id: id.to_owned(), name: name.to_owned(), own, not_told }
    }

    /// The own value of a property.
    pub fn get(&self, property: Property) -> Option<&OwnValue> {
        self.own.iter().find(|own| own.property == property)
    }
}

/// What many people have of one property.
#[derive(Clone, Debug, PartialEq)]
pub struct PropertySummary {
    pub property: Property,
    /// So many have an own value.
    pub set: usize,
    /// For so many of them the same would be inherited.
    pub redundant: usize,
    /// Of so many the server does not say.
    pub not_told: usize,
    /// The own values, and how many have each; the most frequent first.
    pub values: Vec<(PropertyValue, usize)>,
}

/// What people have of each property that any of them sets, or of which the server does not say;
/// in the order of the page.
pub fn summarise_overrides<'a>(
    people: impl Iterator<Item = &'a PersonOverrides> + Clone,
) -> Vec<PropertySummary> {
    let summary = |property: Property| {
        let mut summary = PropertySummary { property, set: 0, redundant: 0, not_told: 0, values: Vec::new() };
        for person in people.clone() {
            summary.not_told += usize::from(person.not_told.contains(&property));
            let Some(own) = person.get(property) else { continue };
            summary.set += 1;
            summary.redundant += usize::from(own.is_redundant());
            match summary.values.iter_mut().find(|(value, _)| *value == own.value) {
                Some((_, count)) => *count += 1,
                None => summary.values.push((own.value.clone(), 1)),
            }
        }
        summary.values.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        (summary.set + summary.not_told > 0).then_some(summary)
    };
    Property::ALL.into_iter().filter_map(summary).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn person(id: &str, group: serde_json::Value) -> PersonOverrides {
        let answer = json!({ "configurationId": { "id": id }, "clientConfigurationProperties": group });
        PersonOverrides::of(id, id, &ClientConfiguration::read(&answer, &[]))
    }

    #[test]
    fn people_are_counted_by_what_they_set_themselves() {
        let people = [
            person(
                "a",
                json!({
                    "screenCalls": { "actualValue": true, "inheritedValue": true, "effectiveValue": true },
                    "externalCallTimeout": { "actualValue": 30, "effectiveValue": 30 },
                    "followMe": [{ "phoneNumber": "4199", "timeout": 15, "usePin": false }],
                    "eFaqSearchOption": 2,
                }),
            ),
            person(
                "b",
                json!({ "screenCalls": { "actualValue": false, "inheritedValue": true, "effectiveValue": false } }),
            ),
            person(
                "c",
                json!({
                    "screenCalls": { "actualValue": false, "inheritedValue": false, "effectiveValue": false },
                    "muteOnTransfer": { "actualValue": null, "inheritedValue": true, "effectiveValue": true },
                }),
            ),
            // This server does not say what is set here.
            person("d", json!({ "screenCalls": { "effectiveValue": true }, "muteOnTransfer": "odd" })),
        ];
        let found: Vec<_> = summarise_overrides(people.iter())
            .into_iter()
            .map(|summary| (summary.property, summary.set, summary.redundant, summary.not_told))
            .collect();
        assert_eq!(
            found,
            [
                (Property::ExternalCallTimeout, 1, 0, 0),
                (Property::MuteOnTransfer, 0, 0, 1),
                (Property::ScreenCalls, 3, 2, 1),
            ]
        );
        let screen_calls = summarise_overrides(people.iter()).remove(2);
        let values = [(PropertyValue::Boolean(false), 2), (PropertyValue::Boolean(true), 1)];
        assert_eq!(screen_calls.values, values);
        // Without an inherited value from the server nobody knows whether it makes a difference.
        let timeout = people[0].get(Property::ExternalCallTimeout).expect("the own value");
        assert!(timeout.inherited.is_none() && !timeout.is_redundant());
    }
}
