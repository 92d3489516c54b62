//! The client configuration as a form: of each property the person's own
//! value, or that it is inherited.

use super::changes::{ChangeResult, ChangeSet, PropertyChange, compare_changes};
use super::client_configuration::{ClientConfiguration, Member};
use super::follow_me::{FollowMeEntry, check_entry};
use super::integer::parse_integer;
use super::property::{Property, PropertyKind};
use super::property_path::PropertyPath;
use super::property_value::{PropertyValue, SearchOption, check_value};
use crate::domain::{Inherited, Problem, Trouble};
use crate::form::{Checked, Field, FieldValue, ValueOutcome, Values};
use serde_json::Value as Json;

impl Field for Property {
    const ALL: &'static [Self] = &Property::ALL;

    fn wire_name(self) -> &'static str {
        self.name()
    }

    fn keeps_spaces(self) -> bool {
        self.kind() != PropertyKind::Integer
    }

    /// A way to search is a bare number, and null is none.
    fn is_clearable(self) -> bool {
        self.kind() != PropertyKind::SearchOption
    }

    /// By any spelling, also of an entry of the follow-me list.
    fn from_wire(name: &str) -> Option<Self> {
        PropertyPath::read(name).map(|path| path.property)
    }
}

/// The form's values of what was read. A property that was not sent, or not
/// understood, is absent.
pub fn values(configuration: &ClientConfiguration) -> Values<Property> {
    let value = |(property, member): (Property, &Member)| match member {
        Member::Readable(value) => Some((property, own_value(property, value))),
        Member::Unreadable { .. } => None,
    };
    configuration.members().filter_map(value).collect()
}

fn own_value(property: Property, value: &Inherited<PropertyValue>) -> FieldValue {
    match &value.own {
        Some(Some(own)) => to_field_value(own),
        Some(None) => match property.kind() {
            PropertyKind::SearchOption => FieldValue::Choice(None),
            PropertyKind::FollowMe => FieldValue::Rows(Vec::new()),
            _ => FieldValue::Inherited,
        },
        None => {
            let effective = value.effective.iter().flatten().next();
            FieldValue::Unattributed(effective.map(|value| value.write().to_string()).unwrap_or_default())
        }
    }
}

/// A value as the form holds it; a number as its digits.
pub fn to_field_value(value: &PropertyValue) -> FieldValue {
    match value {
        PropertyValue::Boolean(is_on) => FieldValue::Switch(*is_on),
        PropertyValue::Text(text) => FieldValue::text(text),
        PropertyValue::Integer(number) => FieldValue::text(number.to_string()),
        PropertyValue::SearchOption(option) => FieldValue::choice(option.number().to_string()),
        PropertyValue::FollowMe(entries) => {
            FieldValue::Rows(entries.iter().map(|entry| FollowMeRow::of(entry).into_cells()).collect())
        }
    }
}

/// The value that the form holds, if it is one of the property's kind. What
/// was typed for a number and is none is
/// [`NOT_A_NUMBER`](super::integer::NOT_A_NUMBER).
pub fn from_field_value(property: Property, value: &FieldValue) -> Option<PropertyValue> {
    match (property.kind(), value) {
        (PropertyKind::Boolean, FieldValue::Switch(is_on)) => Some(PropertyValue::Boolean(*is_on)),
        (PropertyKind::Text, FieldValue::Text(text)) => Some(PropertyValue::Text(text.clone())),
        (PropertyKind::Integer, FieldValue::Text(text)) => Some(PropertyValue::Integer(parse_integer(text))),
        (PropertyKind::SearchOption, FieldValue::Choice(Some(number))) => {
            Some(PropertyValue::SearchOption(SearchOption::from_number(number.parse().ok()?)))
        }
        (PropertyKind::FollowMe, FieldValue::Rows(rows)) => Some(PropertyValue::FollowMe(
            rows.iter().map(|cells| FollowMeRow::from_cells(cells).to_entry()).collect(),
        )),
        _ => None,
    }
}

/// An entry of the follow-me list as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FollowMeRow {
    pub phone_number: String,
    /// As typed, also where it is no number.
    pub timeout: String,
    pub use_pin: bool,
    /// Members that the document does not have, as JSON; empty for none.
    pub more: String,
}

impl FollowMeRow {
    fn of(entry: &FollowMeEntry) -> Self {
        let more =
            if entry.more.is_empty() { String::new() } else { Json::from(entry.more.clone()).to_string() };
        Self {
            phone_number: entry.phone_number.clone(),
            timeout: entry.timeout.to_string(),
            use_pin: entry.use_pin,
            more,
        }
    }

    fn to_entry(&self) -> FollowMeEntry {
        FollowMeEntry {
            phone_number: self.phone_number.clone(),
            timeout: parse_integer(&self.timeout),
            use_pin: self.use_pin,
            more: serde_json::from_str(&self.more).unwrap_or_default(),
        }
    }

    /// As a row of [`FieldValue::Rows`].
    pub fn into_cells(self) -> Vec<String> {
        vec![self.phone_number, self.timeout, self.use_pin.to_string(), self.more]
    }

    /// Reads what [`into_cells`](Self::into_cells) wrote.
    pub fn from_cells(cells: &[String]) -> Self {
        let cell = |at: usize| cells.get(at).cloned().unwrap_or_default();
        Self { phone_number: cell(0), timeout: cell(1), use_pin: cell(2) == "true", more: cell(3) }
    }
}

/// What is wrong with a value that was typed, by the documented rules. `base`
/// is what the server holds.
pub fn problems(property: Property, value: &FieldValue, base: &FieldValue) -> Vec<Problem> {
    if *base == FieldValue::Absent {
        return vec![Problem::at(property.name(), Trouble::UnknownField)];
    }
    if *value == FieldValue::Inherited && property.kind().is_inheritable() {
        return Vec::new();
    }
    match from_field_value(property, value) {
        Some(PropertyValue::FollowMe(entries)) => follow_me_problems(&entries, base),
        Some(value) => {
            check_value(&value).map(|trouble| Problem::at(property.name(), trouble)).into_iter().collect()
        }
        None => vec![Problem::at(property.name(), Trouble::Missing)],
    }
}

fn follow_me_problems(entries: &[FollowMeEntry], base: &FieldValue) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        // The list is sent whole: an entry that nobody touched stays as it is.
        if base.as_rows().iter().any(|cells| FollowMeRow::from_cells(cells).to_entry() == *entry) {
            continue;
        }
        for (field, trouble) in check_entry(entry) {
            let path = PropertyPath { property: Property::FollowMe, index: Some(index), field: Some(field) };
            problems.push(Problem::at(path.write(), trouble));
        }
    }
    problems
}

/// What a checked form sends. `None` if a value does not fit its property.
pub fn changes(checked: &Checked<Property>) -> Option<ChangeSet> {
    let change = |(property, value): (Property, &FieldValue)| {
        let change = match value {
            FieldValue::Inherited => PropertyChange::UseInherited,
            value => PropertyChange::Set(from_field_value(property, value)?),
        };
        Some((property, change))
    };
    ChangeSet::new(checked.changes().map(change).collect::<Option<Vec<_>>>()?)
}

/// What became of each change, by what was read afterwards.
pub fn effects(sent: &Checked<Property>, now: &ClientConfiguration) -> Vec<(Property, ValueOutcome)> {
    match changes(sent) {
        Some(changes) => effects_of(&changes, now),
        None => sent.changes().map(|(property, _)| (property, ValueOutcome::Unknown)).collect(),
    }
}

/// The same of changes as they were sent.
pub fn effects_of(sent: &ChangeSet, now: &ClientConfiguration) -> Vec<(Property, ValueOutcome)> {
    let effect = |(property, result)| {
        let effect = match result {
            ChangeResult::Applied => ValueOutcome::Stored,
            ChangeResult::StillOwn(_) | ChangeResult::Different(_) => ValueOutcome::NotStored,
            ChangeResult::NotReported => ValueOutcome::Unknown,
        };
        (property, effect)
    };
    compare_changes(sent, now).into_iter().map(effect).collect()
}
