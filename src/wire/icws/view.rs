//! What the page counts, filters and shows.

use super::client_configuration::{ClientConfiguration, Member};
use super::client_form::from_field_value;
use super::property::Property;
use super::property_value::PropertyValue;
use crate::domain::Inherited;
use crate::form::Draft;

/// A configuration as it was read, with what was typed upon it.
#[derive(Clone, Copy)]
pub struct EditedClient<'a> {
    pub now: &'a ClientConfiguration,
    pub draft: &'a Draft<Property>,
}

/// What a property would be.
#[derive(Clone, Debug, PartialEq)]
pub enum DisplayedValue {
    Value(PropertyValue),
    /// The server says that there is none.
    NoValue,
    /// Given back, and the server did not say what is inherited.
    KnownAfterSaving,
    /// Not sent by the server.
    NotReported,
}

impl DisplayedValue {
    fn of(value: Option<&PropertyValue>) -> Self {
        value.map_or(Self::NoValue, |value| Self::Value(value.clone()))
    }
}

impl EditedClient<'_> {
    /// Would the property be the person's own? `None` where the server did not say.
    pub fn is_own(&self, property: Property) -> Option<bool> {
        match self.draft.is_changed(property) {
            true => self.draft.get(property).is_own(),
            false => self.now.get(property)?.is_own(),
        }
    }

    /// The value that would be in effect.
    pub fn displayed_value(&self, property: Property) -> DisplayedValue {
        let Some(now) = self.now.get(property) else { return DisplayedValue::NotReported };
        if self.draft.is_changed(property) {
            return match from_field_value(property, self.draft.get(property)) {
                Some(value) => DisplayedValue::Value(value),
                None => self.value_without_own(property),
            };
        }
        match (&now.effective, now.own()) {
            (Some(effective), _) => DisplayedValue::of(effective.as_ref()),
            (None, Some(own)) => DisplayedValue::Value(own.clone()),
            (None, None) => DisplayedValue::NotReported,
        }
    }

    /// The value that would be in effect without an own one: what the server
    /// says is inherited, never computed.
    pub fn value_without_own(&self, property: Property) -> DisplayedValue {
        let Some(now) = self.now.get(property) else { return DisplayedValue::NotReported };
        match now.after_giving_back() {
            Some(inherited) => DisplayedValue::of(inherited),
            // Without a value set here, what is in effect is what is inherited.
            None if now.is_own() == Some(false) => now
                .effective
                .as_ref()
                .map_or(DisplayedValue::KnownAfterSaving, |effective| DisplayedValue::of(effective.as_ref())),
            None => DisplayedValue::KnownAfterSaving,
        }
    }

    /// Would the own value equal what is inherited?
    pub fn makes_no_difference(&self, property: Property) -> bool {
        let Some(now) = self.now.get(property) else { return false };
        if !self.draft.is_changed(property) {
            return now.is_redundant();
        }
        let typed = from_field_value(property, self.draft.get(property));
        typed.is_some() && now.after_giving_back() == Some(typed.as_ref())
    }

    /// What "Set own value" begins from: the value in effect.
    pub fn starting_value(&self, property: Property) -> PropertyValue {
        let inherited = || self.now.get(property).and_then(|now| now.after_giving_back().flatten().cloned());
        match self.displayed_value(property) {
            DisplayedValue::Value(value) => value,
            _ => inherited().unwrap_or_else(|| PropertyValue::blank(property.kind())),
        }
    }

    /// The own values that make no difference, but for those that were changed here.
    pub fn redundant_properties(&self) -> Vec<Property> {
        let mut redundant = self.now.redundant_properties();
        redundant.retain(|property| !self.draft.is_changed(*property));
        redundant
    }
}

/// For the summary line: "25 properties, 6 set here, 2 make no difference".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PropertyCounts {
    pub properties: usize,
    pub set_here: usize,
    pub redundant: usize,
    /// Not of the documented type.
    pub unreadable: usize,
    /// Members of a newer server; not counted among the properties.
    pub unknown: usize,
}

impl PropertyCounts {
    /// Counts what the server holds.
    pub fn of(configuration: &ClientConfiguration) -> Self {
        let unreadable = |(_, member): &(Property, &Member)| matches!(member, Member::Unreadable { .. });
        let set_here =
            |(property, _): &(Property, &Member)| configuration.is_set_here(*property) == Some(true);
        Self {
            properties: configuration.members().count(),
            set_here: configuration.members().filter(set_here).count(),
            redundant: configuration.redundant_properties().len(),
            unreadable: configuration.members().filter(unreadable).count(),
            unknown: configuration.unknown_members.len(),
        }
    }
}

/// Which properties are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PropertyFilter {
    #[default]
    All,
    SetHere,
    Inherited,
    ChangedNow,
    NoDifference,
}

impl PropertyFilter {
    pub const ALL: [Self; 5] =
        [Self::All, Self::SetHere, Self::Inherited, Self::ChangedNow, Self::NoDifference];

    /// For the URL (`?show=`) and for the words of the screen (`text::icws::filter`).
    pub fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::SetHere => "set-here",
            Self::Inherited => "inherited",
            Self::ChangedNow => "changed",
            Self::NoDifference => "no-difference",
        }
    }

    pub fn from_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|filter| filter.key() == key).unwrap_or_default()
    }

    /// Is a property shown? One that was changed here counts as what it was
    /// and as what it becomes, so that it does not vanish under the hand.
    pub fn accepts(self, property: Property, client: EditedClient) -> bool {
        let was_own = client.now.is_set_here(property);
        let is_changed = client.draft.is_changed(property);
        let inheritable = property.kind().is_inheritable();
        match self {
            Self::All => true,
            Self::SetHere => was_own == Some(true) || is_changed && client.is_own(property) == Some(true),
            Self::Inherited => {
                inheritable && (was_own == Some(false) || client.is_own(property) == Some(false))
            }
            Self::ChangedNow => is_changed,
            Self::NoDifference => {
                client.now.get(property).is_some_and(Inherited::is_redundant)
                    || client.makes_no_difference(property)
            }
        }
    }
}

/// The properties to show, in the order of the page. `has_words` says whether
/// the words of a property, in the language of the screen, hold what was searched for.
pub fn filter_properties(
    client: EditedClient,
    filter: PropertyFilter,
    has_words: impl Fn(Property) -> bool,
) -> Vec<Property> {
    let properties = client.now.members().map(|(property, _)| property);
    properties.filter(|property| filter.accepts(*property, client) && has_words(*property)).collect()
}
