//! Reading and changing a person's client configuration, to the outcome.

use std::time::Duration;

use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Icws;
use crate::browser::clock;
use crate::domain::{Refusal, RefusalKind};
use crate::wire::icws::changes::{ChangeResult, all_applied, compare_changes, explain_missing_client};
use crate::wire::icws::refusal::{may_have_saved, take_licence_warnings};
use crate::wire::icws::rights::{Access, MayAdminister, ReadOwnRights, Rights, RightsFilter, decide_access};
use crate::wire::icws::{
    ChangeSet, ClientConfiguration, InheritEncoding, LicenceProblem, Property, PropertyChange, PutOwnClient,
    PutUserClient, ReadClient, UpdateResult, UserId,
};

/// Writes are acknowledged before they are visible: after so many milliseconds
/// it is read again.
const AGAIN_AFTER_MS: [u64; 4] = [200, 400, 800, 1600];

/// What became of a change.
pub enum Changed {
    /// It was acknowledged, and this is what the server holds.
    Done { saved: UpdateResult, now: ClientConfiguration, held: Vec<(Property, ChangeResult)> },
    /// Nothing was saved.
    Refused { refusal: Refusal, warnings: Vec<LicenceProblem> },
    /// Something may have been saved all the same; this is what the server holds.
    Doubtful {
        refusal: Refusal,
        warnings: Vec<LicenceProblem>,
        now: ClientConfiguration,
        held: Vec<(Property, ChangeResult)>,
    },
    /// It was acknowledged, and could not be read again.
    Unread(UpdateResult),
    /// The server failed and cannot be asked: nobody knows.
    Unknown { refusal: Refusal, warnings: Vec<LicenceProblem> },
}

impl Icws {
    /// Is this the person who signed in? Ids are the same whatever their case.
    pub fn is_own(&self, user: &UserId) -> bool {
        self.open_untracked().is_some_and(|open| open.user.to_lowercase() == user.as_str().to_lowercase())
    }

    /// The person who signed in.
    pub fn own_id(&self) -> Option<UserId> {
        UserId::new(self.open_untracked()?.user.clone())
    }

    fn filter(&self, user: &UserId) -> RightsFilter {
        if self.is_own(user) { RightsFilter::LoggedInUser } else { RightsFilter::View }
    }

    /// Reads a person's configuration, and at the same time how it may be changed.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn read_client_and_access(
        &self,
        user: &UserId,
    ) -> Result<(ClientConfiguration, Access), Refusal> {
        let (sender, receiver) = oneshot::channel();
        let (this, whose) = (*self, user.clone());
        spawn_local(async move {
            // Whoever asked may have gone away meanwhile.
            let _ = sender.send(this.access(&whose).await);
        });
        let configuration = self.read_client(user).await?;
        let refused = || Refusal::new(RefusalKind::NotUnderstood);
        Ok((configuration, receiver.await.map_err(|_| refused())??))
    }

    /// Reads a person's configuration, without what this server does not have.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn read_client(&self, user: &UserId) -> Result<ClientConfiguration, Refusal> {
        let version = self.open_untracked().and_then(|open| open.features.configuration());
        let mut call = ReadClient::new(user.clone(), version, self.filter(user));
        loop {
            match self.ask(call.clone()).await {
                Ok(configuration) => return Ok(configuration),
                Err(refusal) => call = call.without_refused(&refusal).ok_or(refusal)?,
            }
        }
    }

    async fn access(&self, user: &UserId) -> Result<Access, Refusal> {
        let rights = self.own_rights().await?;
        let is_own = self.is_own(user);
        let features = self.open_untracked().map(|open| open.features.clone()).unwrap_or_default();
        if is_own && rights.customize_client && features.has_own_client() != Some(false) {
            return Ok(Access::Own);
        }
        // Where this cannot be answered, reading the person will say why.
        let administers = self.ask(MayAdminister { user: user.clone() }).await.ok();
        Ok(decide_access(is_own, rights, &features, administers))
    }

    async fn own_rights(&self) -> Result<Rights, Refusal> {
        if let Some(rights) = self.rights.get_value() {
            return Ok(rights);
        }
        let Some(user) = self.own_id() else { return Ok(Rights::default()) };
        let rights = self.ask(ReadOwnRights { user }).await?;
        self.rights.set_value(Some(rights));
        Ok(rights)
    }

    /// Some servers tell where a value comes from only one property at a
    /// time. `found` is called with each answer; it stops where there are none.
    pub async fn read_sources(
        &self,
        user: &UserId,
        properties: Vec<Property>,
        mut found: impl FnMut(ClientConfiguration) -> bool,
    ) {
        let mut in_vain = 0;
        for property in properties {
            let call = ReadClient::sources_of(user.clone(), property, self.filter(user));
            let Ok(answer) = self.ask(call).await else { return };
            let has_sources = answer.get(property).is_some_and(|value| !value.sources.is_empty());
            in_vain = if has_sources { 0 } else { in_vain + 1 };
            // A server that does not tell them here does not tell them at all.
            if !found(answer) || in_vain > 2 {
                return;
            }
        }
    }

    /// Sends changes, reads again, and says what the server holds now.
    pub async fn change_client(&self, user: &UserId, access: Access, changes: &ChangeSet) -> Changed {
        let by = self.give_back_by.get_value();
        let saved = match self.put(user, access, changes.clone(), by).await {
            Ok(saved) => saved,
            Err(mut refusal) if !may_have_saved(&refusal) => {
                // The path may be missing, rather than the person.
                let is_missing = matches!(refusal.kind, RefusalKind::NotFound | RefusalKind::NoSuchResource);
                if access == Access::Own && is_missing {
                    let is_there = match self.read_client(user).await {
                        Ok(_) => Some(true),
                        Err(unread) => (unread.kind == RefusalKind::NotFound).then_some(false),
                    };
                    let features = self.open_untracked().map(|open| open.features.clone());
                    refusal = explain_missing_client(refusal, &features.unwrap_or_default(), is_there);
                }
                let warnings = take_licence_warnings(&mut refusal);
                return Changed::Refused { refusal, warnings };
            }
            Err(mut refusal) => {
                let warnings = take_licence_warnings(&mut refusal);
                return match self.read_until_held(user, changes, 2).await {
                    Ok((now, held)) => Changed::Doubtful { refusal, warnings, now, held },
                    Err(_) => Changed::Unknown { refusal, warnings },
                };
            }
        };
        let read = self.read_until_held(user, changes, AGAIN_AFTER_MS.len()).await;
        let Ok((now, held)) = read else { return Changed::Unread(saved) };
        let kept = still_own(&held);
        if kept.is_empty() {
            return Changed::Done { saved, now, held };
        }
        // This server may take the other spelling of "no value".
        let other = match by {
            InheritEncoding::NullValue => InheritEncoding::NullMember,
            InheritEncoding::NullMember => InheritEncoding::NullValue,
        };
        let again = ChangeSet::new(kept.into_iter().map(|property| (property, PropertyChange::UseInherited)));
        let answer = match again {
            Some(again) => self.put(user, access, again, other).await.is_ok(),
            None => false,
        };
        if answer && let Ok((now, held)) = self.read_until_held(user, changes, 2).await {
            if still_own(&held).is_empty() {
                self.give_back_by.set_value(other);
            }
            return Changed::Done { saved, now, held };
        }
        Changed::Done { saved, now, held }
    }

    async fn put(
        &self,
        user: &UserId,
        access: Access,
        changes: ChangeSet,
        encoding: InheritEncoding,
    ) -> Result<UpdateResult, Refusal> {
        let user = user.clone();
        match access {
            Access::Own => self.ask(PutOwnClient { user, changes, encoding }).await,
            _ => self.ask(PutUserClient { user, changes, encoding }).await,
        }
    }

    async fn read_until_held(
        &self,
        user: &UserId,
        changes: &ChangeSet,
        times: usize,
    ) -> Result<(ClientConfiguration, Vec<(Property, ChangeResult)>), Refusal> {
        let mut now = self.read_client(user).await?;
        let mut held = compare_changes(changes, &now);
        for wait in AGAIN_AFTER_MS.into_iter().take(times) {
            if all_applied(&held) || held.iter().all(|(_, held)| *held == ChangeResult::NotReported) {
                break;
            }
            clock::sleep(Duration::from_millis(wait)).await;
            now = self.read_client(user).await?;
            held = compare_changes(changes, &now);
        }
        Ok((now, held))
    }
}

fn still_own(held: &[(Property, ChangeResult)]) -> Vec<Property> {
    held.iter()
        .filter(|(_, held)| matches!(held, ChangeResult::StillOwn(_)))
        .map(|(property, _)| *property)
        .collect()
}
