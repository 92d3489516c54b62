//! Reading and changing somebody's CTI, to the outcome, by whichever resource
//! there is.

use leptos::prelude::*;

use super::server::Xivo;
use crate::domain::{Prerequisite, Refusal, RefusalKind};
use crate::wire::xivo::cti::{GetCti, PutCti};
use crate::wire::xivo::cti_plan::{CurrentCti, WantedCti};
use crate::wire::xivo::cti_profile::{
    AssociateCtiProfile, Change, ChangeCtiProfile, DissociateCtiProfile, GetCtiProfile,
};
use crate::wire::xivo::users::UpdateUser;
use crate::wire::xivo::{Changes, CtiResource, Field, NewValue, UserId};
use crate::wire::{Call, Request};

/// What became of a change of the CTI.
pub enum Saved {
    /// The server said yes, and has what was asked for, as far as it shows it.
    Done(CurrentCti),
    /// Somebody else had given a profile meanwhile, and it was changed.
    ChangedTheirs(CurrentCti, i64),
    /// The server said yes, and has something else.
    NotKept(CurrentCti),
    /// Nothing was sent, or begun without a session, or the user is not there.
    Refused(Refusal),
    /// The new profile was refused, or its answer lost, after the old one had been taken away;
    /// the old one was put back.
    PutBack(CurrentCti, Refusal),
    /// The same, and it could not be put back.
    Lost(Refusal),
    /// The server refused or failed, and this is what it has.
    Doubtful(CurrentCti, Refusal),
    /// The server said yes, and could not be read afterwards.
    Unread(Refusal),
    /// The server refused or failed, and could not be read afterwards.
    Unknown(Refusal),
}

/// What a change of the CTI sends first. It has no Debug, for a user may hold a password.
enum FirstCtiCall {
    /// It is so already.
    Nothing,
    Put(PutCti),
    User(UpdateUser),
    Dissociate(DissociateCtiProfile),
    Associate(AssociateCtiProfile),
    /// From this profile to another.
    Change(ChangeCtiProfile, i64),
}

impl Xivo {
    /// Reads somebody's CTI. Which resource there is, is found by asking.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn read_cti(&self, id: &UserId) -> Result<CurrentCti, Refusal> {
        let dialect = self.dialect.get_untracked();
        match dialect.cti() {
            CtiResource::Neither if dialect.lacks_cti() => Ok(CurrentCti::without_resource()),
            CtiResource::InUser => Ok(CurrentCti::from_user(&self.read_user(id).await?)),
            CtiResource::CtiProfile => self.read_association(id).await,
            CtiResource::Cti => self.system.ask(|_| GetCti::new(id.clone())).await.map(CurrentCti::from_cti),
            // What was not there once may have been in the way of a proxy: ask again.
            CtiResource::Unknown | CtiResource::Neither => {
                let answer = self.system.ask(|_| GetCti::new(id.clone())).await;
                let known = self.learn(|dialect| dialect.learn_cti(answer.as_ref().err()));
                match answer {
                    Ok(cti) => Ok(CurrentCti::from_cti(cti)),
                    Err(refusal) if known.is_some() => Err(refusal),
                    Err(_) => self.read_association(id).await,
                }
            }
        }
    }

    async fn read_association(&self, id: &UserId) -> Result<CurrentCti, Refusal> {
        let answer = self.system.ask(|_| GetCtiProfile::new(id.clone())).await;
        if self.dialect.get_untracked().cti() == CtiResource::CtiProfile {
            return answer.map(CurrentCti::from_profile);
        }
        let known = self.learn(|dialect| dialect.learn_cti_profile(answer.as_ref().err()));
        match answer {
            Err(_) if known == CtiResource::Neither => Ok(CurrentCti::without_resource()),
            answer => answer.map(CurrentCti::from_profile),
        }
    }

    /// Changes somebody's CTI from what it was to what it shall be, and reads it again.
    pub async fn save_cti(&self, id: &UserId, before: &CurrentCti, wanted: WantedCti) -> Saved {
        if before.resource == CtiResource::Neither {
            return Saved::Refused(Refusal::new(RefusalKind::NoSuchResource));
        }
        let written = match self.first_cti_call(id, before, wanted) {
            Ok(FirstCtiCall::Associate(call)) => {
                return self.associate(id, wanted, call.cti_profile_id).await;
            }
            Ok(FirstCtiCall::Change(call, old)) => {
                return self.exchange(id, wanted, old, call.cti_profile_id).await;
            }
            Ok(FirstCtiCall::Put(call)) => self.system.ask(|_| call.clone()).await,
            Ok(FirstCtiCall::Dissociate(call)) => self.system.ask(|_| call.clone()).await.map(|_| ()),
            Ok(FirstCtiCall::User(call)) => self.system.ask(|_| call.clone()).await,
            Ok(FirstCtiCall::Nothing) => Ok(()),
            Err(refusal) => Err(refusal),
        };
        self.after(id, wanted, written).await
    }

    /// What [`Self::save_cti`] sends first; how that is answered decides what follows.
    ///
    /// # Errors
    /// What the server is known to refuse.
    pub fn cti_request(
        &self,
        id: &UserId,
        before: &CurrentCti,
        wanted: WantedCti,
    ) -> Result<Option<Request>, Refusal> {
        Ok(match self.first_cti_call(id, before, wanted)? {
            FirstCtiCall::Nothing => None,
            FirstCtiCall::Put(call) => Some(call.request()),
            FirstCtiCall::User(call) => Some(call.request()),
            FirstCtiCall::Dissociate(call) => Some(call.request()),
            FirstCtiCall::Associate(call) => Some(call.request()),
            FirstCtiCall::Change(call, _) => Some(call.request()),
        })
    }

    fn first_cti_call(
        &self,
        id: &UserId,
        before: &CurrentCti,
        wanted: WantedCti,
    ) -> Result<FirstCtiCall, Refusal> {
        let id = id.clone();
        Ok(match before.resource {
            CtiResource::Cti | CtiResource::Unknown => {
                let WantedCti { enabled, profile: cti_profile_id } = wanted;
                FirstCtiCall::Put(PutCti { id, cti_profile_id, enabled })
            }
            CtiResource::InUser => match self.cti_changes_in_user(before, wanted)? {
                Some(changes) => FirstCtiCall::User(UpdateUser::new(id, changes)),
                None => FirstCtiCall::Nothing,
            },
            CtiResource::CtiProfile => match (before.profile(), wanted.profile) {
                (None, None) => FirstCtiCall::Nothing,
                (Some(_), None) => FirstCtiCall::Dissociate(DissociateCtiProfile::new(id)),
                (None, Some(cti_profile_id)) => {
                    FirstCtiCall::Associate(AssociateCtiProfile { id, cti_profile_id })
                }
                (Some(old), Some(cti_profile_id)) => {
                    FirstCtiCall::Change(ChangeCtiProfile { id, cti_profile_id }, old)
                }
            },
            CtiResource::Neither => FirstCtiCall::Nothing,
        })
    }

    /// API 1.0: both values are the user's own, and only what changes is sent.
    fn cti_changes_in_user(
        &self,
        before: &CurrentCti,
        wanted: WantedCti,
    ) -> Result<Option<Changes>, Refusal> {
        let mut values = Vec::new();
        if before.enabled != Some(wanted.enabled) {
            values.push((Field::CtiEnabled, NewValue::Switch(wanted.enabled)));
        }
        if before.profile != Some(wanted.profile) {
            let profile = wanted.profile.map_or(NewValue::Clear, NewValue::Number);
            values.push((Field::CtiProfile, profile));
        }
        Changes::or_nothing(Changes::new(&self.dialect.get_untracked(), values))
    }

    /// Reads again, and says what the server holds now.
    async fn after(&self, id: &UserId, wanted: WantedCti, written: Result<(), Refusal>) -> Saved {
        if let Err(refusal) = &written
            && refusal.kind == RefusalKind::NotSignedIn
        {
            // Whoever did not sign in again cannot look either, and nothing was begun.
            return Saved::Refused(refusal.clone());
        }
        match (self.read_cti(id).await, written) {
            (Ok(cti), Ok(())) if wanted.is_met_by(&cti) => Saved::Done(cti),
            (Ok(cti), Ok(())) => Saved::NotKept(cti),
            (Ok(cti), Err(refusal)) => Saved::Doubtful(cti, refusal),
            // A read that fails after a write says nothing of the write.
            (Err(unread), Ok(())) => Saved::Unread(unread),
            (Err(unread), Err(refusal))
                if unread.kind == RefusalKind::NotFound && refusal.kind == RefusalKind::NotFound =>
            {
                Saved::Refused(refusal)
            }
            (Err(_), Err(refusal)) => Saved::Unknown(refusal),
        }
    }

    async fn post(&self, id: &UserId, cti_profile_id: i64) -> Result<(), Refusal> {
        self.system.ask(|_| AssociateCtiProfile { id: id.clone(), cti_profile_id }).await
    }

    /// There was none. If there is one by now, it is changed.
    async fn associate(&self, id: &UserId, wanted: WantedCti, new: i64) -> Saved {
        match self.post(id, new).await {
            Err(refusal) if refusal.kind == RefusalKind::MustFirst(Prerequisite::ChangeInstead) => {
                let fresh = match self.read_cti(id).await {
                    Ok(fresh) => fresh,
                    Err(gone) if gone.kind == RefusalKind::NotFound => return Saved::Refused(gone),
                    Err(_) => return Saved::Unknown(refusal),
                };
                match fresh.profile() {
                    None => Saved::Doubtful(fresh, refusal),
                    Some(theirs) if theirs == new => Saved::Done(fresh),
                    Some(theirs) => match self.exchange(id, wanted, theirs, new).await {
                        Saved::Done(cti) => Saved::ChangedTheirs(cti, theirs),
                        other => other,
                    },
                }
            }
            written => self.after(id, wanted, written).await,
        }
    }

    /// There is one: PUT, as the document has it, or else DELETE and POST.
    async fn exchange(&self, id: &UserId, wanted: WantedCti, old: i64, new: i64) -> Saved {
        let put = self.system.ask(|_| ChangeCtiProfile { id: id.clone(), cti_profile_id: new }).await;
        match put {
            Ok(Change::Done) => self.after(id, wanted, Ok(())).await,
            Ok(Change::HasNone) => {
                let written = self.post(id, new).await;
                self.after(id, wanted, written).await
            }
            Ok(Change::NotOffered) => self.replace(id, wanted, old, new).await,
            Err(refusal) => self.after(id, wanted, Err(refusal)).await,
        }
    }

    /// DELETE and POST; if the POST fails, the old profile is put back.
    async fn replace(&self, id: &UserId, wanted: WantedCti, old: i64, new: i64) -> Saved {
        if let Err(refusal) = self.system.ask(|_| DissociateCtiProfile::new(id.clone())).await {
            match self.after(id, wanted, Err(refusal)).await {
                // It failed, and the profile is gone all the same: go on.
                Saved::Doubtful(cti, _) if cti.profile().is_none() => {}
                other => return other,
            }
        }
        let written = self.post(id, new).await;
        if written.is_ok() {
            return self.after(id, wanted, written).await;
        }
        let refusal = match self.after(id, wanted, written).await {
            Saved::Doubtful(cti, refusal) if cti.profile().is_none() => refusal,
            // The old one had been taken away by then.
            Saved::Refused(refusal) if refusal.kind == RefusalKind::NotSignedIn => {
                return Saved::Unknown(refusal);
            }
            other => return other,
        };
        // Whatever is said to this, what the server has then decides.
        let _ = self.post(id, old).await;
        match self.read_cti(id).await {
            Ok(cti) if cti.profile() == Some(old) => Saved::PutBack(cti, refusal),
            Ok(cti) if cti.profile().is_none() => Saved::Lost(refusal),
            Ok(cti) => Saved::Doubtful(cti, refusal),
            Err(_) => Saved::Unknown(refusal),
        }
    }
}
