//! What is on the server, and what was changed here and not yet sent.

use super::by_property::ByProperty;
use super::changes::{Change, Changes};
use super::client_configuration::{ClientConfiguration, Member};
use super::place::Place;
use super::property::Property;
use super::value::{self, Value};
use crate::domain::{Problem, Trouble};

/// The configuration with the changes of this page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    base: ClientConfiguration,
    edits: ByProperty<Change>,
}

/// What a property would be.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown<'a> {
    Value(&'a Value),
    /// The server says that there is none.
    Nothing,
    /// Given back, and the server did not say what is inherited.
    AfterSaving,
    /// Not sent by the server.
    Unsaid,
}

/// A property that was changed here and, meanwhile, on the server.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    pub property: Property,
    /// What the change here began from.
    pub was: Option<Member>,
    pub now: Option<Member>,
    pub mine: Change,
}

impl Draft {
    pub fn new(base: ClientConfiguration) -> Self {
        Self { base, edits: ByProperty::default() }
    }

    /// As the server said.
    pub fn base(&self) -> &ClientConfiguration {
        &self.base
    }

    /// For answers that complete what was read, such as sources.
    pub fn base_mut(&mut self) -> &mut ClientConfiguration {
        &mut self.base
    }

    pub fn edit(&self, property: Property) -> Option<&Change> {
        self.edits.get(property)
    }

    pub fn is_changed(&self) -> bool {
        !self.edits.is_empty()
    }

    /// How many properties are changed.
    pub fn changed(&self) -> usize {
        self.edits.len()
    }

    /// Gives an own value. One that the server has already is no change.
    /// Returns false, and does nothing, if the value is not of the property's
    /// kind, or what the server holds was not understood.
    pub fn set(&mut self, property: Property, value: Value) -> bool {
        let Some(now) = self.base.get(property) else { return false };
        if value.kind() != property.kind() {
            return false;
        }
        let emptied = matches!(&value, Value::FollowMe(entries) if entries.is_empty());
        let is_as_held = now.own() == Some(&value) || emptied && now.own == Some(None);
        if is_as_held {
            self.edits.remove(property);
        } else {
            self.edits.insert(property, Change::Set(value));
        }
        true
    }

    /// Gives the own value back. Returns false, and does nothing, where that
    /// cannot be: not inheritable, or not understood.
    pub fn give_back(&mut self, property: Property) -> bool {
        if !property.kind().is_inheritable() {
            return false;
        }
        let Some(now) = self.base.get(property) else { return false };
        if now.is_own() == Some(false) {
            self.edits.remove(property);
        } else {
            self.edits.insert(property, Change::GiveBack);
        }
        true
    }

    /// Gives back every own value that makes no difference, but for those
    /// that were changed here. Returns how many.
    pub fn give_back_redundant(&mut self) -> usize {
        let redundant = self.base.redundant();
        let untouched = redundant.into_iter().filter(|property| !self.edits.has(*property));
        let untouched: Vec<Property> = untouched.collect();
        untouched.into_iter().filter(|property| self.give_back(*property)).count()
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
            Some(Change::Set(_)) => Some(true),
            Some(Change::GiveBack) => Some(false),
            None => self.base.get(property)?.is_own(),
        }
    }

    /// The value that would be in effect.
    pub fn shown(&self, property: Property) -> Shown<'_> {
        let Some(now) = self.base.get(property) else { return Shown::Unsaid };
        match self.edits.get(property) {
            Some(Change::Set(value)) => Shown::Value(value),
            Some(Change::GiveBack) => self.after_giving_back(property),
            None => match (&now.effective, now.own()) {
                (Some(Some(value)), _) => Shown::Value(value),
                (None, Some(own)) => Shown::Value(own),
                (Some(None), _) => Shown::Nothing,
                (None, None) => Shown::Unsaid,
            },
        }
    }

    /// The value that would be in effect without an own one: what the server
    /// says is inherited, never computed.
    pub fn after_giving_back(&self, property: Property) -> Shown<'_> {
        let Some(now) = self.base.get(property) else { return Shown::Unsaid };
        match now.after_giving_back() {
            Some(Some(value)) => Shown::Value(value),
            Some(None) => Shown::Nothing,
            // Without an own value, what is in effect is what is inherited.
            None if now.is_own() == Some(false) => match &now.effective {
                Some(Some(value)) => Shown::Value(value),
                Some(None) => Shown::Nothing,
                None => Shown::AfterSaving,
            },
            None => Shown::AfterSaving,
        }
    }

    /// Would the own value equal what is inherited?
    pub fn makes_no_difference(&self, property: Property) -> bool {
        let Some(now) = self.base.get(property) else { return false };
        match self.edits.get(property) {
            Some(Change::Set(value)) => now.after_giving_back() == Some(Some(value)),
            Some(Change::GiveBack) => false,
            None => now.is_redundant(),
        }
    }

    /// What "Set own value" begins from: the value in effect.
    pub fn starting_value(&self, property: Property) -> Value {
        let known = match self.shown(property) {
            Shown::Value(value) => Some(value.clone()),
            _ => None,
        };
        let inherited = || self.base.get(property)?.after_giving_back().flatten().cloned();
        known.or_else(inherited).unwrap_or_else(|| Value::blank(property.kind()))
    }

    /// What is wrong with what was typed, before it is sent.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (property, change) in self.edits.iter() {
            match change {
                Change::Set(Value::FollowMe(entries)) => {
                    for (item, entry) in entries.iter().enumerate() {
                        for (part, trouble) in value::check_follow_me(entry) {
                            let place = Place { property, item: Some(item), part: Some(part) };
                            problems.push(Problem::at(place.field(), trouble));
                        }
                    }
                }
                Change::Set(value) => {
                    let at = |trouble: Trouble| Problem::at(property.name(), trouble);
                    problems.extend(value::check(value).map(at));
                }
                Change::GiveBack => {}
            }
        }
        problems
    }

    /// What is to be sent; `None` if nothing was changed.
    pub fn changes(&self) -> Option<Changes> {
        Changes::new(self.edits.iter().map(|(property, change)| (property, change.clone())))
    }

    /// Puts the changes on top of what was read anew. Changes that the server
    /// holds by now are none any more. Returns those of which somebody else
    /// changed the own value meanwhile; they stay changed here.
    pub fn rebase(&mut self, fresh: ClientConfiguration) -> Vec<Conflict> {
        let before = std::mem::replace(&mut self.base, fresh);
        let edits = std::mem::take(&mut self.edits);
        let mut conflicts = Vec::new();
        for (property, mine) in edits {
            let taken = match &mine {
                Change::Set(value) => self.set(property, value.clone()),
                Change::GiveBack => self.give_back(property),
            };
            let still_wanted = !taken || self.edits.has(property);
            let (was, now) = (before.member(property), self.base.member(property));
            if still_wanted && own_changed(was, now) {
                conflicts.push(Conflict { property, was: was.cloned(), now: now.cloned(), mine });
            }
        }
        conflicts
    }
}

/// Did the person's own value change between two readings? What is inherited
/// may change without being in anybody's way.
fn own_changed(was: Option<&Member>, now: Option<&Member>) -> bool {
    match (was, now) {
        (Some(Member::Known(was)), Some(Member::Known(now))) => match (&was.own, &now.own) {
            (Some(was), Some(now)) => was != now,
            _ => was.effective != now.effective,
        },
        (was, now) => was != now,
    }
}
