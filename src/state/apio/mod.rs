//! What is known of one APIO: who is signed in and how far they reach, and
//! what was read there.

mod credentials;
pub mod group;
pub mod lists;
pub mod new_pin;
pub mod pin;
pub mod plan;
pub mod probe;
pub mod profile;

use std::sync::Arc;

use futures_channel::oneshot;
use leptos::prelude::*;

use self::credentials::ApioCredentials;
use super::lasting::{LastingMemo, lasting_signal};
use super::session::{Credentials, Pending, PendingCall};
use super::{Console, KeyedCache, Session, System};
use crate::browser::shared_session::SessionOwner;
use crate::client::{self, LocalBoxFuture};
use crate::config::{self, ApioSettings, ApioVia, EndUserPlace, SystemKind};
use crate::domain::{PasscodeRules, Prerequisite, Refusal, RefusalKind, Secret};
use crate::form::Answer;
use crate::list::Selection;
use crate::route::{Route, can_carry};
use crate::wire::Call;
use crate::wire::apio::level_search::{LevelSearch, ProbeLevel};
use crate::wire::apio::login::{
    CoreLogin, CoreLogout, CorePassword, CoreSignIn, Factor, GatewayLogin, GetCoreUser, ListGateways,
    SecondFactor, Tokens,
};
use crate::wire::apio::login::{Identity, Level};
use crate::wire::apio::profile::{ProfileChange, PutProfile};
use crate::wire::apio::{Api, UserIds, core_user_ids};
pub use lists::TableList;

/// How signing in goes on after a name and a password.
pub enum SignedIn {
    Done,
    /// A code is needed as well.
    NeedsCode {
        payload: Secret,
        by: Factor,
    },
}

/// What became of a change of one's own password.
pub enum PasswordChange {
    Changed,
    /// Nothing was changed.
    Refused(Refusal),
    /// No answer says whether the new password holds.
    Unknown(Refusal),
}

/// Whether it is known how far somebody reaches.
#[derive(Clone, PartialEq)]
pub enum Finding {
    Asking,
    /// Neither the server nor the configuration says where the person is.
    NoPlace,
    Refused(Refusal),
}

/// One APIO. Lives as long as the page.
#[derive(Clone, Copy)]
pub struct Apio {
    pub system: System,
    who: LastingMemo<Option<Identity>>,
    must_change: LastingMemo<bool>,
    is_first: LastingMemo<bool>,
    /// Does the person want to change the password, unasked by the server?
    pub changing: RwSignal<bool>,
    pub finding: RwSignal<Finding>,
    /// In how many days each PIN expires that was read in this session.
    pub pin_expirations: RwSignal<Vec<(UserIds, i64)>>,
    lists: KeyedCache<TableList>,
    /// The people of each group that was opened.
    group_lists: KeyedCache<TableList>,
    /// Who is selected in the list of which key.
    selections: KeyedCache<RwSignal<Selection>>,
    /// What waits for the password to be changed.
    waiting: StoredValue<Vec<oneshot::Sender<bool>>>,
}

impl Apio {
    /// The APIO behind a system; made once.
    pub fn of(system: System) -> Self {
        let console = Console::get();
        console.apios.get_or(&system.id(), || {
            let session = system.session();
            Self {
                system,
                // A new token is the same session to the pages.
                who: LastingMemo::new(move || session.with(|session| signed_in(session)?.who.clone())),
                must_change: LastingMemo::new(move || {
                    session.with(|session| signed_in(session).is_some_and(|signed| signed.must_change))
                }),
                is_first: LastingMemo::new(move || {
                    session.with(|session| signed_in(session).is_some_and(|signed| signed.is_first))
                }),
                changing: lasting_signal(false),
                finding: lasting_signal(Finding::Asking),
                pin_expirations: lasting_signal(Vec::new()),
                lists: KeyedCache::new(),
                group_lists: KeyedCache::new(),
                selections: KeyedCache::new(),
                waiting: StoredValue::new(Vec::new()),
            }
        })
    }

    /// Identity is signed in, once that is known. Reactive.
    pub fn who(&self) -> Option<Identity> {
        self.who.with(Clone::clone)
    }

    /// Does the server want the password changed before anything else? Reactive.
    pub fn must_change(&self) -> bool {
        self.must_change.with(|must_change| *must_change)
    }

    /// Has the person signed in for the first time, so that changing the
    /// password is to be offered? Only where it can be changed. Reactive.
    pub fn is_first(&self) -> bool {
        self.is_first.with(|is_first| *is_first)
            && (self.is_behind_core() || self.who.with(|who| own_of(who).is_some()))
    }

    /// The person was offered to change the password, and declined.
    pub fn no_longer_first(&self) {
        self.change(|signed| signed.is_first = false);
    }

    /// How far the person reaches; the least where it is not known. Reactive.
    pub fn level(&self) -> Level {
        self.who.with(|who| who.as_ref().map_or(Level::EndUser, |who| who.level))
    }

    /// What `config.json` says of it.
    fn configured(&self) -> Option<config::Apio> {
        self.system.with(|config| match &config.kind {
            SystemKind::Apio(apio) => Some(apio.clone()),
            _ => None,
        })
    }

    pub fn settings(&self) -> ApioSettings {
        self.configured().map(|apio| apio.settings).unwrap_or_default()
    }

    /// The configured rules for PINs.
    fn pin_rules(&self) -> Option<PasscodeRules> {
        self.configured()?.pin_rules
    }

    /// Where an end user is behind Core, if it is configured.
    fn configured_place(&self) -> Option<EndUserPlace> {
        match self.configured()?.via {
            ApioVia::Core { end_user } => end_user,
            ApioVia::Gateway => None,
        }
    }

    /// Is it reached by way of APIO Core?
    pub fn is_behind_core(&self) -> bool {
        self.configured().is_some_and(|apio| apio.via != ApioVia::Gateway)
    }

    /// All lists that are kept.
    pub fn all_lists(&self) -> Vec<TableList> {
        [self.lists.all(), self.group_lists.all()].concat()
    }

    /// The people of each group that was opened.
    pub fn group_lists(&self) -> Vec<TableList> {
        self.group_lists.all()
    }

    /// The people of a group, kept under the path of their list.
    pub fn group_list(&self, path: &str) -> TableList {
        self.group_lists.get_or(path, || TableList::new(Console::get().country_code))
    }

    /// The list that is kept under a key.
    pub fn list(&self, key: &str) -> TableList {
        self.lists.get_or(key, || TableList::new(Console::get().country_code))
    }

    /// Who is selected in the list that is kept under a key.
    pub fn selection(&self, key: &str) -> RwSignal<Selection> {
        self.selections.get_or(key, || lasting_signal(Selection::default()))
    }

    /// Sends a call under the present session. When the server wants the
    /// password changed first, that step is shown and the call is repeated.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn ask<C: Call>(&self, make: impl Fn(&Api) -> C) -> Result<C::Answer, Refusal> {
        let mut pending = PendingCall::new(|session: &Session| make(&api_of(session)));
        self.converse(&mut pending).await?;
        pending.into_answer()
    }

    /// Where its API is, for whoever is signed in. Not reactive.
    fn api(&self) -> Api {
        self.system.session().with_untracked(api_of)
    }

    fn converse<'a>(&'a self, pending: &'a mut dyn Pending) -> LocalBoxFuture<'a, Result<(), Refusal>> {
        Box::pin(async move {
            loop {
                match self.system.converse(pending).await {
                    Err(refusal) if is_password_due(&refusal) => {
                        let (sender, receiver) = oneshot::channel();
                        self.waiting.update_value(|waiting| waiting.push(sender));
                        self.change(|signed| signed.must_change = true);
                        if !receiver.await.unwrap_or(false) {
                            return Err(refusal);
                        }
                    }
                    answer => return answer,
                }
            }
        })
    }

    fn change(&self, change: impl FnOnce(&mut ApioCredentials)) {
        self.system.session().update(|session| session.change(change));
    }

    fn end_wait(&self, again: bool) {
        for sender in self.waiting.try_update_value(std::mem::take).unwrap_or_default() {
            // Whoever asked may have gone away meanwhile.
            let _ = sender.send(again);
        }
    }

    /// The person closed the question for a new password: what waited ends
    /// with its refusal.
    pub fn gave_up(&self) {
        self.changing.set(false);
        self.end_wait(false);
        self.change(|signed| signed.must_change = false);
    }

    /// Signs in with a name and a password.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn sign_in(&self, username: String, password: Secret) -> Result<SignedIn, Refusal> {
        if !self.is_behind_core() {
            let call = GatewayLogin { username, password };
            let who = self.system.ask_openly(None, &call).await?;
            let GatewayLogin { username, .. } = call;
            let session_owner = Some(SessionOwner::note(&self.system.id(), &username));
            self.begin(ApioCredentials {
                username,
                tokens: None,
                session_owner,
                api: Some(Api::gateway()),
                who: Some(who),
                must_change: false,
                is_first: false,
            });
            return Ok(SignedIn::Done);
        }
        let call = CoreLogin { username, password };
        match self.system.ask_openly(None, &call).await? {
            CoreSignIn::NeedsCode { payload, by } => Ok(SignedIn::NeedsCode { payload, by }),
            CoreSignIn::SignedIn(tokens) => {
                self.begin_core(call.username, tokens).await;
                Ok(SignedIn::Done)
            }
        }
    }

    /// The second step of signing in to Core.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn second_factor(
        &self,
        username: String,
        payload: Secret,
        by: Factor,
        code: Secret,
    ) -> Result<(), Refusal> {
        let tokens = self.system.ask_openly(None, &SecondFactor { payload, by, code }).await?;
        self.begin_core(username, tokens).await;
        Ok(())
    }

    async fn begin_core(&self, username: String, mut tokens: Tokens) {
        let who = tokens.identity.take();
        let mut signed = ApioCredentials {
            username,
            tokens: Some(tokens),
            session_owner: None,
            api: None,
            who,
            must_change: false,
            is_first: false,
        };
        let base = self.system.base();
        let known = client::call(&base, &GetCoreUser, |request| signed.authorise(request)).await;
        signed.must_change = match known {
            Ok(known) => known.must_change_password == Some(true),
            Err(refusal) if is_password_due(&refusal) => true,
            // Core may not tell this to everybody; the first call will say so.
            Err(_) => false,
        };
        self.begin(signed);
    }

    fn begin(&self, mut signed: ApioCredentials) {
        signed.is_first = signed.who.as_ref().is_some_and(|who| who.first_login);
        let before = self.system.session().get_untracked();
        match signed_in(&before) {
            // The same person again: what the pages know of them holds on.
            Some(before) if before.username == signed.username => {
                signed.api = signed.api.or_else(|| before.api.clone());
                signed.who = signed.who.or_else(|| before.who.clone());
                signed.is_first &= before.is_first;
            }
            // What somebody else was about to do is not done by this person.
            Some(_) => {
                self.forget();
                self.system.forget();
            }
            None => {}
        }
        self.finding.set(Finding::Asking);
        self.system.signed_in(Session::SignedIn(Arc::new(signed)));
    }

    /// Forgets what was read, as when somebody signs out.
    pub fn forget(&self) {
        self.end_wait(false);
        self.changing.set(false);
        self.pin_expirations.set(Vec::new());
        // The lists stay, and forget their rows: what is dropped from the cache would live on with it.
        self.all_lists().iter().for_each(TableList::forget);
        self.selections.all().iter().for_each(|selection| selection.update(Selection::clear));
    }

    /// Signs out at the server, where that is known to go, and forgets
    /// everything here whatever it says.
    pub fn sign_out(&self) -> impl Future<Output = ()> + use<> {
        let session = self.system.session().get_untracked();
        self.forget();
        self.system.forget();
        let base = self.system.base();
        async move {
            if let Some(signed) = signed_in(&session).filter(|signed| signed.tokens.is_some()) {
                // The token ends by itself where the server cannot be reached.
                let _ = client::call(&base, &CoreLogout, |request| signed.authorise(request)).await;
            }
        }
    }

    /// Behind Core, where the answer to signing in named nobody: finds the
    /// API and how far the person reaches.
    pub async fn find_who(&self) {
        self.finding.set(Finding::Asking);
        if let Err(finding) = self.find().await {
            self.finding.try_set(finding);
        }
    }

    async fn find(&self) -> Result<(), Finding> {
        let session = self.system.session();
        if session.with_untracked(|session| signed_in(session).is_some_and(|signed| signed.api.is_none())) {
            let gateways = self.system.ask(|_| ListGateways).await;
            let gateways = gateways.map_err(|refusal| self.refused(refusal))?;
            let nowhere = || Finding::Refused(Refusal::new(RefusalKind::NoSuchResource));
            let api =
                gateways.first().map(|gateway| Api::behind_core(&gateway.prefix)).ok_or_else(nowhere)?;
            self.change(|signed| signed.api = Some(api));
        }
        let known = session.with_untracked(|session| {
            let signed = signed_in(session)?;
            Some((signed.username.clone(), signed.tokens.clone()?, signed.who.is_some()))
        });
        let Some((username, tokens, false)) = known else { return Ok(()) };
        let place = self.configured_place().and_then(|EndUserPlace { tenant, group, user }| {
            core_user_ids::resolve_user_ids(
                Some(&tenant),
                Some(&group),
                user.as_deref(),
                &username,
                &tokens.access,
            )
        });
        let has_place = place.is_some();
        // Without a place only a system administrator can be told.
        let place =
            place.unwrap_or(UserIds { tenant: String::new(), group: String::new(), user: String::new() });
        let api = session.with_untracked(api_of);
        let mut search = LevelSearch::new(api, place);
        while let Some(call) = search.next() {
            if !has_place && call.level != Level::System {
                return Err(Finding::NoPlace);
            }
            let level = call.level;
            let again = |_: &Session| ProbeLevel { api: call.api.clone(), level, user: call.user.clone() };
            search.record_answer(self.system.ask(again).await);
        }
        let who = search.finish().map_err(|refusal| self.refused(refusal))?;
        self.change(|signed| signed.who = Some(who));
        Ok(())
    }

    fn refused(&self, refusal: Refusal) -> Finding {
        if is_password_due(&refusal) {
            self.change(|signed| signed.must_change = true);
            return Finding::Asking;
        }
        Finding::Refused(refusal)
    }

    /// Changes the password of who is signed in, the step that comes first.
    /// Fields of its problems: `oldPassword`, `newPassword`.
    ///
    pub async fn change_own_password(&self, old: Secret, new: Secret) -> PasswordChange {
        // That it is no longer due proves something only where Core said before that it was.
        let was_due = self.is_behind_core() && self.read_whether_due().await == Some(true);
        let written = self.write_own_password(old, new).await;
        let change = match written {
            // Whoever did not sign in again cannot look either, and nothing was begun.
            Err(refusal) if refusal.kind == RefusalKind::NotSignedIn => PasswordChange::Refused(refusal),
            written if was_due => self.look_whether_due(written).await,
            written => by_answer(written),
        };
        if matches!(change, PasswordChange::Changed) {
            self.change(|signed| (signed.must_change, signed.is_first) = (false, false));
            self.changing.set(false);
            self.end_wait(true);
        }
        change
    }

    async fn write_own_password(&self, old: Secret, new: Secret) -> Result<(), Refusal> {
        if self.is_behind_core() {
            return self.system.ask(|_| CorePassword { old: old.clone(), new: new.clone() }).await;
        }
        let own = self.who.with_untracked(own_of);
        let user = own.ok_or_else(|| Refusal::new(RefusalKind::NotAllowed))?;
        let changes = vec![ProfileChange::OldPassword(old), ProfileChange::NewPassword(new)];
        let make = |session: &Session| PutProfile {
            api: api_of(session),
            user: user.clone(),
            changes: changes.clone(),
        };
        let answer = self.system.ask(make).await?;
        answer.map(|_| ()).ok_or_else(|| Refusal::new(RefusalKind::NotUnderstood))
    }

    /// Must the password be changed? `None` where Core does not say.
    async fn read_whether_due(&self) -> Option<bool> {
        match self.system.ask(|_| GetCoreUser).await {
            Ok(user) => user.must_change_password,
            Err(refusal) => is_password_due(&refusal).then_some(true),
        }
    }

    /// A password cannot be read back, but Core tells whether it must still be changed.
    async fn look_whether_due(&self, written: Result<(), Refusal>) -> PasswordChange {
        let answer = Answer::of(&written);
        match (self.read_whether_due().await, written) {
            (Some(false), _) => PasswordChange::Changed,
            (Some(true), Ok(())) => PasswordChange::Refused(Refusal::new(RefusalKind::NotUnderstood)),
            // The server may still be at work.
            (Some(true), Err(refusal)) if answer == Answer::Missing => PasswordChange::Unknown(refusal),
            (Some(true), Err(refusal)) => PasswordChange::Refused(refusal),
            (None, written) => by_answer(written),
        }
    }
}

/// Where nothing tells whether a password holds, only the documented answer does.
fn by_answer(written: Result<(), Refusal>) -> PasswordChange {
    match written {
        Ok(()) => PasswordChange::Changed,
        Err(refusal) if refusal.outcome_unknown() => PasswordChange::Unknown(refusal),
        Err(refusal) => PasswordChange::Refused(refusal),
    }
}

fn signed_in(session: &Session) -> Option<&ApioCredentials> {
    session.of()
}

fn api_of(session: &Session) -> Api {
    signed_in(session).and_then(|signed| signed.api.clone()).unwrap_or_else(Api::gateway)
}

fn own_of(who: &Option<Identity>) -> Option<UserIds> {
    who.as_ref().and_then(Identity::own_user)
}

fn is_password_due(refusal: &Refusal) -> bool {
    refusal.kind == RefusalKind::MustFirst(Prerequisite::ChangePassword)
}

/// The page of a person; none if no address can carry their id.
pub fn page_of(system: &str, ids: UserIds) -> Option<Route> {
    let UserIds { tenant, group, user } = ids;
    let can = [&tenant, &group, &user].iter().all(|id| can_carry(id));
    can.then(|| Route::Profile { system: system.to_owned(), tenant, group, user })
}

/// The person whose page has this address.
pub fn user_at(page: &Route) -> Option<UserIds> {
    let Route::Profile { tenant, group, user, .. } = page else { return None };
    Some(UserIds { tenant: tenant.clone(), group: group.clone(), user: user.clone() })
}
