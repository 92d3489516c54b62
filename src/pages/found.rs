//! Who was found in a system, and what of it was not searched.

use crate::list::{Completeness, Progress};
use crate::text::{LocalizedText, find as texts};

/// Somebody who was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPerson {
    pub name: String,
    /// The extensions or, where there is none, another number.
    pub number: String,
    /// The address of their page, below the base.
    pub url: String,
}

/// Who was found in a system.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoundPeople {
    /// The best match first.
    pub people: Vec<FoundPerson>,
    /// How many match.
    pub all: usize,
    pub unsearched: Option<Unsearched>,
}

/// Why more people may match than are found in a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsearched {
    NotSignedIn,
    BeingRead,
    /// The reading of the list broke off.
    NotRead,
    /// Only the groups that somebody opened have been read.
    OtherGroups,
}

impl Unsearched {
    /// By how far a list was read.
    pub fn of(progress: &Progress) -> Option<Self> {
        match progress {
            Progress::Read(Completeness::Whole) => None,
            Progress::NotRead | Progress::Arriving => Some(Self::BeingRead),
            Progress::Read(_) | Progress::Failed(_) => Some(Self::NotRead),
        }
    }

    pub fn word(self) -> LocalizedText {
        match self {
            Self::NotSignedIn => texts::not_signed_in,
            Self::BeingRead => texts::being_read,
            Self::NotRead => texts::not_read,
            Self::OtherGroups => texts::opened_groups,
        }
    }
}
