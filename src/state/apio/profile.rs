//! Reading, changing and deleting one person, to the outcome.

use super::Apio;
use crate::domain::{Refusal, RefusalKind};
use crate::form::{Answer, Checked};
use crate::wire::apio::groups::ListDepartments;
use crate::wire::apio::profile::{DeleteUser, DeletionReport, Department, GetProfile, Profile, PutProfile};
use crate::wire::apio::profile_form::{self, ProfileField};
use crate::wire::apio::{GroupIds, UserIds};

/// What became of a deletion.
pub enum Removed {
    Done(DeletionReport),
    /// Nobody of that id is there, and the server named nothing that went.
    NothingNamed,
    /// There was nobody to delete.
    WasGone,
    /// The person is gone; not all that goes with it.
    InPart(Refusal),
    /// No answer came, and the person is gone.
    WithoutAnswer,
    /// The server said yes, and still has the person.
    NotDone,
    /// No answer came, and the person is there so far.
    NotYet(Refusal),
    /// The server refused or failed, and still has the person.
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

    /// Sends what changed, given the profile as it was read. What became of it
    /// is to be read.
    ///
    /// # Errors
    /// What the server refused, how no answer came, or an answer that says
    /// nothing of a password.
    pub async fn update_profile(
        &self,
        user: &UserIds,
        checked: &Checked<ProfileField>,
        profile: &Profile,
    ) -> Result<(), Refusal> {
        let changes = profile_form::changes(checked, profile);
        let answer = self
            .ask(|api| PutProfile { api: api.clone(), user: user.clone(), changes: changes.clone() })
            .await?;
        // A password cannot be read back, so that only the documented answer will do.
        let is_password = checked.change(ProfileField::NewPassword).is_some();
        if is_password && answer.is_none() { Err(Refusal::new(RefusalKind::NotUnderstood)) } else { Ok(()) }
    }

    /// Deletes a person, and looks whether they are gone, whatever the answer.
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
        if let Err(refusal) = &answer
            && refusal.kind == RefusalKind::NotSignedIn
        {
            return Removed::Unknown(refusal.clone());
        }
        let is_gone = |kind: &RefusalKind| matches!(kind, RefusalKind::NotFound | RefusalKind::Gone);
        let is_missing = Answer::of(&answer) == Answer::Missing;
        match (self.read_profile(user).await, answer) {
            (Err(unread), Ok(deleted)) if is_gone(&unread.kind) && deleted.is_empty() => {
                Removed::NothingNamed
            }
            (Err(unread), Ok(deleted)) if is_gone(&unread.kind) => Removed::Done(deleted),
            (Err(unread), Err(refusal)) if is_gone(&unread.kind) => match refusal.kind {
                RefusalKind::NotFound | RefusalKind::Gone => Removed::WasGone,
                _ if is_missing => Removed::WithoutAnswer,
                _ => Removed::InPart(refusal),
            },
            (Ok(_), Ok(_)) => Removed::NotDone,
            (Ok(_), Err(refusal)) if is_missing => Removed::NotYet(refusal),
            (Ok(_), Err(refusal)) => Removed::StillThere(refusal),
            (Err(unread), Ok(_)) => Removed::Unknown(unread),
            (Err(_), Err(refusal)) => Removed::Unknown(refusal),
        }
    }
}
