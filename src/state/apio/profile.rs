//! Reading, changing and deleting one person, to the outcome.

use super::Apio;
use crate::domain::{Refusal, RefusalKind};
use crate::form::{Checked, Outcome};
use crate::wire::apio::groups::ListDepartments;
use crate::wire::apio::profile::{
    ChangeResult, DeleteUser, DeletionReport, Department, GetProfile, Profile, PutProfile, compare_changes,
};
use crate::wire::apio::profile_form::{self, ProfileField};
use crate::wire::apio::{GroupIds, UserIds};

/// What became of a change.
pub enum Changed {
    /// It was acknowledged, and this is what the server has.
    Done {
        profile: Box<Profile>,
        outcome: Outcome<ProfileField>,
    },
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
    Done(DeletionReport),
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
    /// Reads what is on the server.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn read_profile(&self, user: &UserIds) -> Result<Profile, Refusal> {
        self.ask(|api| GetProfile { api: api.clone(), user: user.clone() }).await
    }

    /// What a profile may choose from; nothing where the list may not be read.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
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
        let mut is_documented = false;
        let refusal = match self.ask(make).await {
            Ok(answer) => {
                is_documented = answer.is_some();
                None
            }
            Err(refusal) if refusal.kind == RefusalKind::DoneInPart || refusal.outcome_unknown() => {
                Some(refusal)
            }
            Err(refusal) => return Changed::Refused(refusal),
        };
        match (self.read_profile(user).await, refusal) {
            (Ok(profile), refusal) => {
                let mut outcome = checked.compare(&profile_form::values(&profile));
                for (name, result) in compare_changes(&changes, &profile) {
                    // A password cannot be read back: the documented answer has to do.
                    let is_made = match result {
                        ChangeResult::Applied => true,
                        ChangeResult::NotReported => is_documented,
                        ChangeResult::Different => false,
                    };
                    if is_made {
                        profile_form::mark_made(&mut outcome, name);
                    }
                }
                let profile = Box::new(profile);
                match refusal {
                    None => Changed::Done { profile, outcome },
                    Some(refusal) => Changed::Doubtful { profile, refusal, outcome },
                }
            }
            (Err(_), None) => Changed::Unread,
            (Err(_), Some(refusal)) => Changed::Unknown(refusal),
        }
    }

    /// Deletes a person, and after anything but a plain no looks whether they
    /// are gone.
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
            Ok(deleted) => {
                return match self.read_profile(user).await {
                    Err(unread) if matches!(unread.kind, RefusalKind::NotFound | RefusalKind::Gone) => {
                        if deleted.is_empty() {
                            Removed::NothingNamed
                        } else {
                            Removed::Done(deleted)
                        }
                    }
                    // An acknowledgement is not the effect.
                    Ok(_) => Removed::StillThere(Refusal::new(RefusalKind::NotUnderstood)),
                    Err(unread) => Removed::Unknown(unread),
                };
            }
            Err(refusal) if matches!(refusal.kind, RefusalKind::NotFound | RefusalKind::Gone) => {
                return Removed::WasGone;
            }
            Err(refusal) if refusal.kind == RefusalKind::DoneInPart || refusal.outcome_unknown() => refusal,
            Err(refusal) => return Removed::Refused(refusal),
        };
        match self.read_profile(user).await {
            Err(unread) if matches!(unread.kind, RefusalKind::NotFound | RefusalKind::Gone) => {
                Removed::InPart(refusal)
            }
            Ok(_) => Removed::StillThere(refusal),
            Err(_) => Removed::Unknown(refusal),
        }
    }
}
