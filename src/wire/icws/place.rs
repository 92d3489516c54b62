//! Which property a validation error is about.
//!
//! How `propertyName` is spelt is not documented (tests/fixtures/icws/README.md,
//! question 3), so every spelling that was thought of is read: with or without
//! the group before it, with an index into the list or not, in any case.

use super::property::{Property, same_letters};
use super::value::FollowMe;
use crate::domain::Problem;

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
    /// was refused if exactly one entry has it, or else by the index, counted
    /// from `first` (see [`first_entry`]). Where several entries have the value
    /// and it is not known how the server counts, it is none of them but the
    /// list: a wrong entry would mislead.
    pub fn entry(
        self,
        refused: Option<&str>,
        sent: &[FollowMe],
        first: Option<usize>,
    ) -> Option<(usize, Option<Part>)> {
        if self.property != Property::FollowMe {
            return None;
        }
        let held = |(at, entry): (usize, &FollowMe)| Some((at, holder(entry, self.part, refused?)?));
        let mut holders = sent.iter().enumerate().filter_map(held);
        let is_shared = match (holders.next(), holders.next()) {
            (Some((at, part)), None) => return Some((at, Some(part))),
            (holder, _) => holder.is_some(),
        };
        let item = self.item.or((sent.len() == 1).then_some(0))?;
        let last = sent.len().checked_sub(1)?;
        match first {
            Some(first) => Some((item.saturating_sub(first).min(last), self.part)),
            None if is_shared => None,
            None => Some((item.min(last), self.part)),
        }
    }
}

/// From which number a server counts the entries of the follow-me list: 0 or
/// 1, by where the values that it refused are among those that were sent.
/// `None` where both fit, or neither.
pub fn first_entry(problems: &[Problem], sent: &[FollowMe]) -> Option<usize> {
    let told: Vec<(usize, Option<Part>, &str)> = problems
        .iter()
        .filter_map(|problem| {
            let place = Place::read(problem.field.as_deref()?)?;
            Some((place.item?, place.part, problem.value.as_deref()?))
        })
        .collect();
    let fits = |first: &usize| {
        told.iter().all(|(item, part, value)| {
            let entry = item.checked_sub(*first).and_then(|at| sent.get(at));
            entry.is_some_and(|entry| holder(entry, *part, value).is_some())
        })
    };
    let mut firsts = [0, 1].into_iter().filter(fits);
    firsts.next().filter(|_| firsts.next().is_none())
}

/// Which part of an entry, or is it the one that is asked for, holds a value
/// that the server repeats as a text?
fn holder(entry: &FollowMe, asked: Option<Part>, value: &str) -> Option<Part> {
    let holds = |part: &Part| match part {
        Part::PhoneNumber => entry.phone_number == value,
        Part::Timeout => value.parse() == Ok(entry.timeout),
        Part::UsePin => value.eq_ignore_ascii_case(if entry.use_pin { "true" } else { "false" }),
    };
    Part::ALL.into_iter().filter(|part| asked.is_none_or(|asked| asked == *part)).find(holds)
}

fn part_named(piece: &str) -> Option<Part> {
    Part::ALL.into_iter().find(|part| same_letters(part.name(), piece))
}
