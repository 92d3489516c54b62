//! What is on the server, and what was changed here and not yet sent.

use super::changes::{ChangeSet, PropertyChange};
use super::client_configuration::{ClientConfiguration, Member};
use super::follow_me::{FollowMeEntry, check_entry};
use super::property::Property;
use super::property_map::PropertyMap;
use super::property_path::PropertyPath;
use super::property_value::{PropertyValue, check_value};
use crate::domain::{Problem, Trouble};

/// The configuration with the changes of this page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClientDraft {
    base: ClientConfiguration,
    edits: PropertyMap<PropertyChange>,
}

/// What a property would be.
#[derive(Clone, Debug, PartialEq)]
pub enum DisplayedValue<'a> {
    Value(&'a PropertyValue),
    /// The server says that there is none.
    NoValue,
    /// Given back, and the server did not say what is inherited.
    KnownAfterSaving,
    /// Not sent by the server.
    NotReported,
}

/// A property that was changed here and, meanwhile, on the server.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    pub property: Property,
    /// What the change here began from.
    pub was: Option<Member>,
    pub now: Option<Member>,
    pub mine: PropertyChange,
}

impl ClientDraft {
    pub fn new(base: ClientConfiguration) -> Self {
        Self { base, edits: PropertyMap::default() }
    }

    /// As the server said.
    pub fn base(&self) -> &ClientConfiguration {
        &self.base
    }

    /// For answers that complete what was read, such as sources.
    pub fn base_mut(&mut self) -> &mut ClientConfiguration {
        &mut self.base
    }

    pub fn edit(&self, property: Property) -> Option<&PropertyChange> {
        self.edits.get(property)
    }

    pub fn is_changed(&self) -> bool {
        !self.edits.is_empty()
    }

    /// How many properties are changed.
    pub fn change_count(&self) -> usize {
        self.edits.len()
    }

    /// Gives an own value. One that the server has already is no change.
    /// Returns false, and does nothing, if the value is not of the property's
    /// kind, or what the server holds was not understood.
    pub fn set(&mut self, property: Property, value: PropertyValue) -> bool {
        let Some(now) = self.base.get(property) else { return false };
        if value.kind() != property.kind() {
            return false;
        }
        let emptied = matches!(&value, PropertyValue::FollowMe(entries) if entries.is_empty());
        let is_unchanged = now.own() == Some(&value) || emptied && now.own == Some(None);
        if is_unchanged {
            self.edits.remove(property);
        } else {
            self.edits.insert(property, PropertyChange::Set(value));
        }
        true
    }

    /// Gives the own value back. Returns false, and does nothing, where that
    /// cannot be: not inheritable, or not understood.
    pub fn use_inherited(&mut self, property: Property) -> bool {
        if !property.kind().is_inheritable() {
            return false;
        }
        let Some(now) = self.base.get(property) else { return false };
        if now.is_own() == Some(false) {
            self.edits.remove(property);
        } else {
            self.edits.insert(property, PropertyChange::UseInherited);
        }
        true
    }

    /// Gives back every own value that makes no difference, but for those
    /// that were changed here. Returns how many.
    pub fn use_inherited_where_redundant(&mut self) -> usize {
        let redundant = self.base.redundant_properties();
        let untouched = redundant.into_iter().filter(|property| !self.edits.has(*property));
        let untouched: Vec<Property> = untouched.collect();
        untouched.into_iter().filter(|property| self.use_inherited(*property)).count()
    }

    pub fn revert(&mut self, property: Property) {
        self.edits.remove(property);
    }

    pub fn revert_all(&mut self) {
        self.edits.clear();
    }

    /// Would the property be the person's own? `None` where the server did not say.
    pub fn is_own(&self, property: Property) -> Option<bool> {
        match self.edits.get(property) {
            Some(PropertyChange::Set(_)) => Some(true),
            Some(PropertyChange::UseInherited) => Some(false),
            None => self.base.get(property)?.is_own(),
        }
    }

    /// The value that would be in effect.
    pub fn displayed_value(&self, property: Property) -> DisplayedValue<'_> {
        let Some(now) = self.base.get(property) else { return DisplayedValue::NotReported };
        match self.edits.get(property) {
            Some(PropertyChange::Set(value)) => DisplayedValue::Value(value),
            Some(PropertyChange::UseInherited) => self.value_without_own(property),
            None => match (&now.effective, now.own()) {
                (Some(Some(value)), _) => DisplayedValue::Value(value),
                (None, Some(own)) => DisplayedValue::Value(own),
                (Some(None), _) => DisplayedValue::NoValue,
                (None, None) => DisplayedValue::NotReported,
            },
        }
    }

    /// The value that would be in effect without an own one: what the server
    /// says is inherited, never computed.
    pub fn value_without_own(&self, property: Property) -> DisplayedValue<'_> {
        let Some(now) = self.base.get(property) else { return DisplayedValue::NotReported };
        match now.after_giving_back() {
            Some(Some(value)) => DisplayedValue::Value(value),
            Some(None) => DisplayedValue::NoValue,
            // Without an own value, what is in effect is what is inherited.
            None if now.is_own() == Some(false) => match &now.effective {
                Some(Some(value)) => DisplayedValue::Value(value),
                Some(None) => DisplayedValue::NoValue,
                None => DisplayedValue::KnownAfterSaving,
            },
            None => DisplayedValue::KnownAfterSaving,
        }
    }

    /// Would the own value equal what is inherited?
    pub fn makes_no_difference(&self, property: Property) -> bool {
        let Some(now) = self.base.get(property) else { return false };
        match self.edits.get(property) {
            Some(PropertyChange::Set(value)) => now.after_giving_back() == Some(Some(value)),
            Some(PropertyChange::UseInherited) => false,
            None => now.is_redundant(),
        }
    }

    /// What "Set own value" begins from: the value in effect.
    pub fn starting_value(&self, property: Property) -> PropertyValue {
        let known = match self.displayed_value(property) {
            DisplayedValue::Value(value) => Some(value.clone()),
            _ => None,
        };
        let inherited = || self.base.get(property)?.after_giving_back().flatten().cloned();
        known.or_else(inherited).unwrap_or_else(|| PropertyValue::blank(property.kind()))
    }

    /// What is wrong with what was typed, before it is sent.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (property, change) in self.edits.iter() {
            match change {
                PropertyChange::Set(PropertyValue::FollowMe(entries)) => {
                    for (index, entry) in entries.iter().enumerate() {
                        // The list is sent whole: an entry that nobody touched stays as it is.
                        if self.has_entry(entry) {
                            continue;
                        }
                        for (field, trouble) in check_entry(entry) {
                            let path = PropertyPath { property, index: Some(index), field: Some(field) };
                            problems.push(Problem::at(path.write(), trouble));
                        }
                    }
                }
                PropertyChange::Set(value) => {
                    let at = |trouble: Trouble| Problem::at(property.name(), trouble);
                    problems.extend(check_value(value).map(at));
                }
                PropertyChange::UseInherited => {}
            }
        }
        problems
    }

    /// Does the server have this entry of the follow-me list?
    fn has_entry(&self, entry: &FollowMeEntry) -> bool {
        let own = self.base.get(Property::FollowMe).and_then(|value| value.own());
        matches!(own, Some(PropertyValue::FollowMe(entries)) if entries.contains(entry))
    }

    /// What is to be sent; `None` if nothing was changed.
    pub fn changes(&self) -> Option<ChangeSet> {
        ChangeSet::new(self.edits.iter().map(|(property, change)| (property, change.clone())))
    }

    /// Puts the changes on top of what was read anew. ChangeSet that the server
    /// holds by now are none any more. Returns those of which somebody else
    /// changed the own value meanwhile; they stay changed here.
    pub fn rebase(&mut self, fresh: ClientConfiguration) -> Vec<Conflict> {
        let before = std::mem::replace(&mut self.base, fresh);
        let edits = std::mem::take(&mut self.edits);
        let mut conflicts = Vec::new();
        for (property, mine) in edits {
            let is_accepted = match &mine {
                PropertyChange::Set(value) => self.set(property, value.clone()),
                PropertyChange::UseInherited => self.use_inherited(property),
            };
            let still_wanted = !is_accepted || self.edits.has(property);
            let (was, now) = (before.member(property), self.base.member(property));
            if still_wanted && is_own_changed(was, now) {
                conflicts.push(Conflict { property, was: was.cloned(), now: now.cloned(), mine });
            }
        }
        conflicts
    }
}

/// Did the person's own value change between two readings? What is inherited
/// may change without being in anybody's way.
fn is_own_changed(was: Option<&Member>, now: Option<&Member>) -> bool {
    match (was, now) {
        (Some(Member::Readable(was)), Some(Member::Readable(now))) => match (&was.own, &now.own) {
            (Some(was), Some(now)) => was != now,
            _ => was.effective != now.effective,
        },
        (was, now) => was != now,
    }
}
