//! Reading and changing a person's client configuration, to the outcome.

use std::time::Duration;

use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::server::Icws;
use crate::browser::clock;
use crate::domain::{Refusal, RefusalKind};
use crate::wire::Request;
use crate::wire::icws::changes::explain_not_found;
use crate::wire::icws::refusal::{is_licence_only, take_licence_warnings};
use crate::wire::icws::rights::{Access, MayAdminister, ReadOwnRights, Rights, RightsFilter, decide_access};
use crate::wire::icws::{
    ChangeSet, ClientConfiguration, InheritEncoding, LicenceProblem, Property, PutOwnClient, PutUserClient,
    ReadClient, SessionCall, UpdateResult, UserId,
};

/// Writes are acknowledged before they are visible: after so many milliseconds
/// each it is read again.
pub const VISIBLE_AFTER_MS: [u64; 4] = [200, 400, 800, 1600];

/// How a change was answered.
pub struct ChangeAnswer {
    pub answer: Result<(), Refusal>,
    /// What the server said of licences besides.
    pub licences: Vec<LicenceProblem>,
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

    /// How a person's configuration may be changed.
    ///
    /// # Errors
    /// What the server refused when it was asked for one's own rights.
    pub async fn access(&self, user: &UserId) -> Result<Access, Refusal> {
        let rights = self.own_rights().await?;
        let is_own = self.is_own(user);
        if self.customizes_own(user, rights) {
            return Ok(Access::Own);
        }
        let features = self.open_untracked().map(|open| open.features.clone()).unwrap_or_default();
        // Where this cannot be answered, reading the person will say why.
        let administers = self.ask(MayAdminister { user: user.clone() }).await.ok();
        Ok(decide_access(is_own, rights, &features, administers))
    }

    /// Does the person change this configuration as their own?
    fn customizes_own(&self, user: &UserId, rights: Rights) -> bool {
        let has_path = self.open_untracked().and_then(|open| open.features.has_own_client());
        self.is_own(user) && rights.customize_client && has_path != Some(false)
    }

    /// How a configuration is changed that one was allowed to, by what was read before.
    pub fn known_access(&self, user: &UserId) -> Access {
        match self.customizes_own(user, self.rights.get_value().unwrap_or_default()) {
            true => Access::Own,
            false => Access::Administrator,
        }
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

    /// Sends changes of what was read `before`. Where the server acknowledges
    /// that something is given back, and keeps it, that is asked for once more
    /// in the other spelling. What became of the changes is for the caller to read.
    pub async fn change_client(
        &self,
        user: &UserId,
        access: Access,
        changes: &ChangeSet,
        before: &ClientConfiguration,
    ) -> ChangeAnswer {
        let encoding = self.give_back_by.get_value();
        let mut refusal = match self.put(user, access, changes.clone(), encoding).await {
            Ok(saved) => {
                if let Some(given_back) = changes.given_back() {
                    self.give_back_otherwise(user, access, &given_back, before).await;
                }
                return ChangeAnswer { answer: Ok(()), licences: saved.licence_problems };
            }
            Err(refusal) => refusal,
        };
        // The path may be missing, rather than the person.
        let is_missing = matches!(refusal.kind, RefusalKind::NotFound | RefusalKind::NoSuchResource);
        if is_missing {
            let is_there = match self.read_client(user).await {
                Ok(_) => Some(true),
                Err(unread) => (unread.kind == RefusalKind::NotFound).then_some(false),
            };
            let features = self.open_untracked().map(|open| open.features.clone());
            refusal = explain_not_found(refusal, access, &features.unwrap_or_default(), is_there);
        }
        let is_licence_only = is_licence_only(&refusal);
        let licences = take_licence_warnings(&mut refusal);
        // Licences that were set are no reason to refuse, and others none for the rest.
        match (is_licence_only, refusal.problems.is_empty()) {
            (true, true) => return ChangeAnswer { answer: Ok(()), licences },
            (true, false) => refusal.kind = RefusalKind::DoneInPart,
            _ => {}
        }
        changes.place_problems(&mut refusal);
        ChangeAnswer { answer: Err(refusal), licences }
    }

    async fn give_back_otherwise(
        &self,
        user: &UserId,
        access: Access,
        given_back: &ChangeSet,
        before: &ClientConfiguration,
    ) {
        let other = match self.give_back_by.get_value() {
            InheritEncoding::NullValue => InheritEncoding::NullMember,
            InheritEncoding::NullMember => InheritEncoding::NullValue,
        };
        let read_kept = async |changes: &ChangeSet, waits: &[u64]| -> Result<Option<ChangeSet>, Refusal> {
            let mut kept = changes.still_own(before, &self.read_client(user).await?);
            for wait in waits {
                if kept.is_none() {
                    break;
                }
                clock::sleep(Duration::from_millis(*wait)).await;
                kept = changes.still_own(before, &self.read_client(user).await?);
            }
            Ok(kept)
        };
        let [first, second, ..] = VISIBLE_AFTER_MS;
        let Ok(Some(kept)) = read_kept(given_back, &VISIBLE_AFTER_MS).await else { return };
        let is_taken = self.put(user, access, kept.clone(), other).await.is_ok();
        if is_taken && matches!(read_kept(&kept, &[first, second]).await, Ok(None)) {
            self.give_back_by.set_value(other);
        }
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

    /// What [`Self::change_client`] sends first.
    pub fn client_request(&self, user: &UserId, access: Access, changes: &ChangeSet) -> Option<Request> {
        let session = self.open_untracked()?.session.with_language(self.language.get_value());
        let (user, changes, encoding) = (user.clone(), changes.clone(), self.give_back_by.get_value());
        Some(match access {
            Access::Own => PutOwnClient { user, changes, encoding }.request(&session),
            _ => PutUserClient { user, changes, encoding }.request(&session),
        })
    }
}
