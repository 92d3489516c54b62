//! Reading, changing and deleting one person, to the outcome.

use super::Apio;
use crate::domain::{Kind, Refusal};
use crate::form::{Checked, Outcome};
use crate::wire::apio::groups::ListDepartments;
use crate::wire::apio::profile::{DeleteUser, Deleted, Department, GetProfile, Profile, PutProfile};
use crate::wire::apio::profile_form::{self, ProfileField};
use crate::wire::apio::{GroupIds, UserIds};

/// What became of a change.
pub enum Changed {
    Done(Box<Profile>),
    Refused(Refusal),
    /// The server failed or did a part only, and this is what it holds.
    Doubtful {
        profile: Box<Profile>,
        refusal: Refusal,
        outcome: Outcome<ProfileField>,
    },
    /// It was done, but could not be read again.
    Unread,
    /// The server failed and cannot be asked: nobody knows.
    Unknown(Refusal),
}

/// What became of a deletion.
pub enum Removed {
    Done(Deleted),
    /// Nobody of that id is there, and the server named nothing that went.
    NothingNamed,
    /// Somebody else had done it already.
    WasGone,
    /// The person is gone; not all that goes with it.
    InPart(Refusal),
    Refused(Refusal),
    StillThere(Refusal),
    Unknown(Refusal),
}

impl Apio {
    pub async fn read_profile(&self, user: &UserIds) -> Result<Profile, Refusal> {
        self.ask(|api| GetProfile { api: api.clone(), user: user.clone() }).await
    }

    /// What a profile may choose from; nothing where the list may not be read.
    pub async fn read_departments(&self, group: &GroupIds) -> Result<Vec<Department>, Refusal> {
        self.ask(|api| ListDepartments { api: api.clone(), group: group.clone() }).await
    }

    /// Sends what changed, and reads the profile again.
    pub async fn change_profile(
        &self,
        user: &UserIds,
        checked: &Checked<ProfileField>,
        profile: &Profile,
    ) -> Changed {
        let changes = profile_form::changes(checked, profile);
        let make = |api: &crate::wire::apio::Api| PutProfile {
            api: api.clone(),
            user: user.clone(),
            changes: changes.clone(),
        };
        let refusal = match self.ask(make).await {
            Ok(_) => None,
            Err(refusal) if refusal.kind == Kind::DoneInPart || refusal.outcome_unknown() => Some(refusal),
            Err(refusal) => return Changed::Refused(refusal),
        };
        match (self.read_profile(user).await, refusal) {
            (Ok(profile), None) => Changed::Done(Box::new(profile)),
            (Ok(profile), Some(refusal)) => {
                let outcome = checked.compare(&profile_form::values(&profile));
                Changed::Doubtful { profile: Box::new(profile), refusal, outcome }
            }
            (Err(_), None) => Changed::Unread,
            (Err(_), Some(refusal)) => Changed::Unknown(refusal),
        }
    }

    /// Deletes a person, and after anything but a plain yes or no looks
    /// whether they are gone.
    pub async fn delete_user(
        &self,
        user: &UserIds,
        delete_devices: Option<bool>,
        keep: &[String],
    ) -> Removed {
        let answer = self
            .ask(|api| DeleteUser {
                api: api.clone(),
                user: user.clone(),
                delete_devices,
                excluded_app_ids: keep.to_vec(),
            })
            .await;
        let refusal = match answer {
            Ok(deleted) if deleted.is_nothing() => return Removed::NothingNamed,
            Ok(deleted) => return Removed::Done(deleted),
            Err(refusal) if matches!(refusal.kind, Kind::NotFound | Kind::Gone) => return Removed::WasGone,
            Err(refusal) if refusal.kind == Kind::DoneInPart || refusal.outcome_unknown() => refusal,
            Err(refusal) => return Removed::Refused(refusal),
        };
        match self.read_profile(user).await {
            Err(unread) if matches!(unread.kind, Kind::NotFound | Kind::Gone) => Removed::InPart(refusal),
            Ok(_) => Removed::StillThere(refusal),
            Err(_) => Removed::Unknown(refusal),
        }
    }
}
