//! Which property a validation error is about.
//!
//! How `propertyName` is spelt is not documented (tests/fixtures/icws/README.md,
//! question 3), so every spelling that was thought of is read: with or without
//! the group before it, with an index into the list or not, in any case.

use super::property::{Property, same_letters};
use super::value::FollowMe;

/// One part of an entry of the follow-me list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    PhoneNumber,
    Timeout,
    UsePin,
}

impl Part {
    pub const ALL: [Self; 3] = [Self::PhoneNumber, Self::Timeout, Self::UsePin];

    pub fn name(self) -> &'static str {
        match self {
            Self::PhoneNumber => "phoneNumber",
            Self::Timeout => "timeout",
            Self::UsePin => "usePin",
        }
    }
}

/// A property, or an entry of the follow-me list, or a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub property: Property,
    /// Counted from 0, as the server sent it. Servers may count from 1.
    pub item: Option<usize>,
    pub part: Option<Part>,
}

impl Place {
    pub fn of(property: Property) -> Self {
        Self { property, item: None, part: None }
    }

    /// Reads any spelling of a property's name, and what [`Place::field`] writes.
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
            // A part of an entry without the list's name can only be follow-me.
            let part = part_named(pieces.last()?)?;
            let item = pieces.iter().rev().find_map(|piece| piece.parse().ok());
            return Some(Self { property: Property::FollowMe, item, part: Some(part) });
        };
        if property != Property::FollowMe {
            return Some(Self::of(property));
        }
        let rest = pieces.get(at + 1..).unwrap_or_default();
        Some(Self {
            property,
            item: trailing.or_else(|| rest.iter().find_map(|piece| piece.parse().ok())),
            part: rest.iter().find_map(|piece| part_named(piece)),
        })
    }

    /// One spelling for all: `screenCalls`, `followMe`, `followMe[0]`, `followMe[0].timeout`.
    pub fn field(self) -> String {
        let mut field = self.property.name().to_string();
        if let Some(item) = self.item {
            field.push('[');
            field.push_str(&item.to_string());
            field.push(']');
        }
        if let Some(part) = self.part {
            field.push('.');
            field.push_str(part.name());
        }
        field
    }

    /// The entry that is meant, among those that were sent: by the value that
    /// was refused if exactly one entry has it, or else by the index, so that
    /// it makes no difference whether the server counts from 0 or from 1.
    pub fn entry(self, refused: Option<&str>, sent: &[FollowMe]) -> Option<(usize, Option<Part>)> {
        if self.property != Property::FollowMe {
            return None;
        }
        let by_value = refused.and_then(|value| {
            let mut holders = sent.iter().enumerate().filter_map(|(at, entry)| {
                let part = holder(entry, value)?;
                self.part.is_none_or(|asked| asked == part).then_some((at, part))
            });
            let first = holders.next()?;
            holders.next().is_none().then_some(first)
        });
        if let Some((at, part)) = by_value {
            return Some((at, Some(part)));
        }
        let item = self.item.or((sent.len() == 1).then_some(0))?;
        let last = sent.len().checked_sub(1)?;
        Some((item.min(last), self.part))
    }
}

/// Which part of an entry holds a value that the server repeats as a text?
fn holder(entry: &FollowMe, value: &str) -> Option<Part> {
    if entry.phone_number == value {
        Some(Part::PhoneNumber)
    } else if value.parse() == Ok(entry.timeout) {
        Some(Part::Timeout)
    } else {
        None
    }
}

fn part_named(piece: &str) -> Option<Part> {
    Part::ALL.into_iter().find(|part| same_letters(part.name(), piece))
}
