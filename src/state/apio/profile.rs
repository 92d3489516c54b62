//! Reading, changing and deleting one person, to the outcome.

use super::Apio;
use crate::domain::{Refusal, RefusalKind};
use crate::form::{Checked, Deletion, NotGone, is_absent};
use crate::wire::apio::profile::{DeleteUser, DeletionReport, GetProfile, Profile, PutProfile};
use crate::wire::apio::profile_form::{self, ProfileField};
use crate::wire::apio::{Api, UserIds};
use crate::wire::{Call, Request};

impl Apio {
    /// Reads what is on the server.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn read_profile(&self, user: &UserIds) -> Result<Profile, Refusal> {
        self.ask(|api| GetProfile { api: api.clone(), user: user.clone() }).await
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

    /// What [`Self::update_profile`] sends.
    pub fn profile_request(
        &self,
        user: &UserIds,
        checked: &Checked<ProfileField>,
        profile: &Profile,
    ) -> Request {
        let changes = profile_form::changes(checked, profile);
        PutProfile { api: self.api(), user: user.clone(), changes }.request()
    }

    /// Deletes a person, and looks whether they are gone, whatever the answer.
    pub async fn delete_user(
        &self,
        user: &UserIds,
        delete_devices: Option<bool>,
        keep: &[String],
    ) -> Deletion<DeletionReport> {
        let answer = self.ask(|api| deletion(api, user, delete_devices, keep)).await;
        if let Err(refusal) = &answer
            && refusal.kind == RefusalKind::NotSignedIn
        {
            return Deletion::NotGone(NotGone::NotBegun(refusal.clone()));
        }
        Deletion::of(answer, &self.read_profile(user).await)
    }

    /// What [`Self::delete_user`] sends.
    pub fn deletion_request(&self, user: &UserIds, delete_devices: Option<bool>, keep: &[String]) -> Request {
        deletion(&self.api(), user, delete_devices, keep).request()
    }

    /// Is the person not there any more? `false` also where that cannot be read.
    pub async fn is_user_gone(&self, user: &UserIds) -> bool {
        self.read_profile(user).await.is_err_and(|refusal| is_absent(&refusal))
    }
}

fn deletion(api: &Api, user: &UserIds, delete_devices: Option<bool>, keep: &[String]) -> DeleteUser {
    let (api, user, excluded_app_ids) = (api.clone(), user.clone(), keep.to_vec());
    DeleteUser { api, user, delete_devices, excluded_app_ids }
}
