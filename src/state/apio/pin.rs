//! A person's PIN, and the rules for PINs and passwords.

use super::Apio;
use crate::domain::passcode_rules::OwnNumbers;
use crate::domain::{PasswordRules, Pin, Refusal};
use crate::wire::apio::pincode::{GetPin, PinState, PutPin};
use crate::wire::apio::profile::GetProfile;
use crate::wire::apio::rules::{FoundRules, GetPasscodeRules, GetPasswordRules, RulesSearch, or_configured};
use crate::wire::apio::{Api, GroupIds, UserIds};
use crate::wire::{Call, Request};

/// What a page about a PIN knows of its owner.
#[derive(Clone, Default, PartialEq)]
pub struct Owner {
    /// Empty where the profile may not be read.
    pub name: String,
    pub numbers: OwnNumbers,
}

impl Apio {
    /// Reads what is on the server.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn read_pin(&self, user: &UserIds) -> Result<PinState, Refusal> {
        self.ask(|api| GetPin { api: api.clone(), user: user.clone() }).await
    }

    /// Sets a new PIN. `Ok` only where the answer is the documented one.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn change_pin(
        &self,
        user: &UserIds,
        new: Pin,
        current: Option<Pin>,
    ) -> Result<PinState, Refusal> {
        self.ask(|api| PutPin {
            api: api.clone(),
            user: user.clone(),
            new: new.clone(),
            current: current.clone(),
        })
        .await
    }

    /// What [`Self::change_pin`] sends.
    pub fn pin_request(&self, user: &UserIds, new: Pin, current: Option<Pin>) -> Request {
        PutPin { api: self.api(), user: user.clone(), new, current }.request()
    }

    /// The owner's name and numbers. Nothing is known of them where the
    /// profile may not be read: the server decides then.
    pub async fn read_owner(&self, user: &UserIds) -> Owner {
        match self.ask(|api| GetProfile { api: api.clone(), user: user.clone() }).await {
            Ok(profile) => Owner { name: profile.full_name(&user.user), numbers: profile.own_numbers() },
            Err(_) => Owner::default(),
        }
    }

    /// The rules for PINs that hold in a group, or the nearest that may be
    /// read, or the configured ones. `None`: the server decides.
    pub async fn read_passcode_rules(&self, group: &GroupIds) -> Option<FoundRules> {
        // The search names places; the API is that of the session at the time of asking.
        let mut search = RulesSearch::new(Api::gateway(), group.clone());
        while let Some(call) = search.next() {
            let at = call.at;
            let answer =
                self.ask(|api| GetPasscodeRules { api: api.clone(), group: group.clone(), at }).await;
            search.record_answer(answer);
        }
        let mut found = or_configured(search.finish(), self.pin_rules())?;
        // Where APIO does not look itself, the network element is left to say no.
        found.binding &= self.settings().validate_pincode_locally;
        Some(found)
    }

    /// The rules for passwords: those of the group where they may be read,
    /// and on top of them what the configured settings demand.
    pub async fn read_password_rules(&self, group: &GroupIds) -> PasswordRules {
        let sent = self.ask(|api| GetPasswordRules { api: api.clone(), group: group.clone() }).await;
        sent.unwrap_or_default().with_settings(&self.settings().passwords())
    }
}
