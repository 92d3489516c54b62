//! What the page counts, filters and shows.

use super::client_configuration::{ClientConfiguration, Member};
use super::draft::ClientDraft;
use super::property::Property;

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
    pub fn accepts(self, property: Property, draft: &ClientDraft) -> bool {
        let base = draft.base();
        let was_own = base.is_set_here(property);
        let inheritable = property.kind().is_inheritable();
        match self {
            Self::All => true,
            Self::SetHere => {
                was_own == Some(true)
                    || draft.edit(property).is_some() && draft.is_own(property) == Some(true)
            }
            Self::Inherited => {
                inheritable && (was_own == Some(false) || draft.is_own(property) == Some(false))
            }
            Self::ChangedNow => draft.edit(property).is_some(),
            Self::NoDifference => {
                base.get(property).is_some_and(|value| value.is_redundant())
                    || draft.makes_no_difference(property)
            }
        }
    }
}

/// The properties to show, in the order of the page. `has_words` says whether
/// the words of a property, in the language of the screen, hold what was searched for.
pub fn filter_properties(
    draft: &ClientDraft,
    filter: PropertyFilter,
    has_words: impl Fn(Property) -> bool,
) -> Vec<Property> {
    let properties = draft.base().members().map(|(property, _)| property);
    properties.filter(|property| filter.accepts(*property, draft) && has_words(*property)).collect()
}
