//! Which property a validation error is about.
//!
//! How `propertyName` is spelt is not documented (tests/fixtures/icws/README.md,
//! question 3), so every spelling that was thought of is read: with or without
//! the group before it, with an index into the list or not, in any case.

use super::follow_me::{FollowMeEntry, FollowMeField};
use super::property::{Property, PropertyKind, is_same_spelling};
use super::property_value::PropertyValue;
use crate::domain::Problem;

/// A property, or an entry of the follow-me list, or a field of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PropertyPath {
    pub property: Property,
    /// Counted from 0, as the server sent it. Servers may count from 1.
    pub index: Option<usize>,
    pub field: Option<FollowMeField>,
}

impl PropertyPath {
    pub fn of(property: Property) -> Self {
        Self { property, index: None, field: None }
    }

    /// Reads any spelling of a property's name, and what [`PropertyPath::write`] writes.
    pub fn read(name: &str) -> Option<Self> {
        // Brackets before the name belong to it in XPath-like spellings, so
        // only the pieces between the signs count.
        let pieces: Vec<&str> = name
            .split(['.', '/', '\\', '[', ']', '(', ')', ':', '\'', '"'])
            .filter(|s| !s.is_empty())
            .collect();
        let found = pieces.iter().enumerate().find_map(|(at, piece)| {
            // "followMe0" and "followMe 0" carry the index in the same piece.
            let bare = piece.trim_end_matches(|c: char| c.is_ascii_digit());
            let trailing = piece.get(bare.len()..).and_then(|digits| digits.parse().ok());
            Property::from_any_spelling(bare).map(|property| (at, property, trailing))
        });
        let Some((at, property, trailing)) = found else {
            // A field of an entry without the list's name can only be follow-me.
            let field = field_named(pieces.last()?)?;
            let index = pieces.iter().rev().find_map(|piece| piece.parse().ok());
            return Some(Self { property: Property::FollowMe, index, field: Some(field) });
        };
        if property != Property::FollowMe {
            return Some(Self::of(property));
        }
        let rest = pieces.get(at + 1..).unwrap_or_default();
        Some(Self {
            property,
            index: trailing.or_else(|| rest.iter().find_map(|piece| piece.parse().ok())),
            field: rest.iter().find_map(|piece| field_named(piece)),
        })
    }

    /// Writes one spelling for all: `screenCalls`, `followMe`, `followMe[0]`, `followMe[0].timeout`.
    pub fn write(self) -> String {
        let mut path = self.property.name().to_string();
        if let Some(index) = self.index {
            path.push('[');
            path.push_str(&index.to_string());
            path.push(']');
        }
        if let Some(field) = self.field {
            path.push('.');
            path.push_str(field.name());
        }
        path
    }

    /// Reads a value that the server repeats as a text, by the kind of what
    /// the path leads to. `None` where it is none of that kind.
    pub fn read_value(self, text: &str) -> Option<PropertyValue> {
        let kind = match self.field {
            Some(FollowMeField::PhoneNumber) => PropertyKind::Text,
            Some(FollowMeField::Timeout) => PropertyKind::Integer,
            Some(FollowMeField::UsePin) => PropertyKind::Boolean,
            None => self.property.kind(),
        };
        PropertyValue::from_text(kind, text)
    }

    /// Finds the entry that is meant, among those that were sent: by the value
    /// that was refused if exactly one entry has it, or else by the index,
    /// counted from `index_base` (see [`find_index_base`]). Where several
    /// entries have the value and it is not known how the server counts, it is
    /// none of them but the list: a wrong entry would mislead.
    pub fn find_entry(
        self,
        refused: Option<&str>,
        sent: &[FollowMeEntry],
        index_base: Option<usize>,
    ) -> Option<(usize, Option<FollowMeField>)> {
        if self.property != Property::FollowMe {
            return None;
        }
        let with_value =
            |(at, entry): (usize, &FollowMeEntry)| Some((at, entry.field_with_value(self.field, refused?)?));
        let mut matches = sent.iter().enumerate().filter_map(with_value);
        let is_shared = match (matches.next(), matches.next()) {
            (Some((at, field)), None) => return Some((at, Some(field))),
            (first, _) => first.is_some(),
        };
        let index = self.index.or((sent.len() == 1).then_some(0))?;
        let last = sent.len().checked_sub(1)?;
        match index_base {
            Some(base) => Some((index.saturating_sub(base).min(last), self.field)),
            None if is_shared => None,
            None => Some((index.min(last), self.field)),
        }
    }
}

/// Finds from which number a server counts the entries of the follow-me list:
/// 0 or 1, by where the values that it refused are among those that were sent.
/// `None` where both fit, or neither.
pub fn find_index_base(problems: &[Problem], sent: &[FollowMeEntry]) -> Option<usize> {
    let refused: Vec<(usize, Option<FollowMeField>, &str)> = problems
        .iter()
        .filter_map(|problem| {
            let path = PropertyPath::read(problem.field.as_deref()?)?;
            Some((path.index?, path.field, problem.value.as_deref()?))
        })
        .collect();
    let fits = |base: &usize| {
        refused.iter().all(|(index, field, value)| {
            let entry = index.checked_sub(*base).and_then(|at| sent.get(at));
            entry.is_some_and(|entry| entry.field_with_value(*field, value).is_some())
        })
    };
    let mut bases = [0, 1].into_iter().filter(fits);
    bases.next().filter(|_| bases.next().is_none())
}

fn field_named(piece: &str) -> Option<FollowMeField> {
    FollowMeField::ALL.into_iter().find(|field| is_same_spelling(field.name(), piece))
}
