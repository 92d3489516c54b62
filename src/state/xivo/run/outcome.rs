//! The people of a run, what became of each, and how many had which outcome.

use crate::domain::Refusal;
use crate::wire::xivo::cti_plan::{CtiCredentials, CurrentCti};
use crate::wire::xivo::{Column, CtiResource, UserId, UserRow};

/// What became of one person.
#[derive(Clone, PartialEq)]
pub enum Outcome {
    /// Not begun.
    Waiting,
    UnderWay,
    Changed,
    /// The server reported a failure, and has made the change all the same.
    ChangedAllTheSame,
    /// The server said yes, and does not show what it has.
    NotShown,
    AlreadySo,
    /// A username or a password must come first.
    Lacks(CtiCredentials),
    NotTold,
    NotOffered,
    /// The server said yes, and has kept the profile that was to be taken away.
    ProfileKept,
    /// The server said yes, and has something else.
    NotKept,
    Refused(Refusal),
    /// The new profile was refused; the old one was put back.
    PutBack(Refusal),
    /// The new profile was refused, and the old one could not be put back.
    Lost(Refusal),
    /// It could not be read afterwards, or the server may still be at work.
    Unknown(Refusal),
    /// The run was stopped before.
    NotTried,
}

impl Outcome {
    pub fn is_changed(&self) -> bool {
        matches!(self, Self::Changed | Self::ChangedAllTheSame | Self::NotShown)
    }

    /// Was it tried, or looked at, without success? Then it can be tried again.
    pub fn is_failed(&self) -> bool {
        matches!(
            self,
            Self::ProfileKept | Self::NotKept | Self::Refused(_) | Self::PutBack(_) | Self::Lost(_)
        )
    }

    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown(_))
    }

    /// Is nothing more to come for this person?
    pub(super) fn is_settled(&self) -> bool {
        !matches!(self, Self::Waiting | Self::UnderWay)
    }

    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal)
            | Self::PutBack(refusal)
            | Self::Lost(refusal)
            | Self::Unknown(refusal) => Some(refusal),
            _ => None,
        }
    }
}

/// One of the people.
pub struct Item {
    pub id: UserId,
    pub name: String,
    pub username: String,
    pub extension: String,
    pub mobile: String,
    pub(super) account: CtiCredentials,
    /// As looked at; as it is now, after a change.
    pub cti: Option<CurrentCti>,
    pub outcome: Outcome,
}

/// How many people had which outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub all: usize,
    /// Would be changed, or are waiting for it.
    pub waiting: usize,
    pub changed: usize,
    pub already: usize,
    pub lacking: usize,
    pub not_possible: usize,
    pub failed: usize,
    pub unknown: usize,
    pub not_tried: usize,
}

/// Somebody of the list, for a run.
pub fn item(row: &UserRow, resource: CtiResource) -> Item {
    let told = row.cti();
    // API 1.0 tells everything in its list; they are read again before they are changed.
    let cti = (resource == CtiResource::InUser && told.profile.is_some()).then_some(CurrentCti {
        resource,
        enabled: told.enabled,
        profile: told.profile.map(|profile| profile.filter(|id| *id != 0)),
        odd: false,
    });
    let id = UserId::new(row.id());
    // No address can carry every id that a server may give.
    let outcome = if id.can_travel() { Outcome::Waiting } else { Outcome::NotOffered };
    Item {
        id,
        name: row.full_name(),
        username: row.text(Column::Username).to_owned(),
        extension: row.text(Column::Extension).to_owned(),
        mobile: row.text(Column::MobilePhoneNumber).to_owned(),
        account: CtiCredentials { username: row.has_username(), password: row.has_password() },
        cti: cti.filter(|_| outcome == Outcome::Waiting),
        outcome,
    }
}
