//! Who is signed in where, and trying again after signing in anew.

use std::sync::Arc;

use futures_channel::oneshot;
use leptos::prelude::*;

use super::apio::Signed;
use super::icws;
use crate::client::{self, LocalBoxFuture};
use crate::config::{self, Config, SystemKind, XivoSignIn};
use crate::domain::{Kind, Refusal, Secret};
use crate::wire::{Call, Method, Request, Response, xivo};

/// What one vendor needs to be spoken to. It has no Debug: it holds tokens.
#[derive(Clone, Default)]
pub enum Session {
    /// Nobody is signed in here, and somebody must.
    #[default]
    None,
    /// The web server guards the way; nothing of ours is needed.
    Open,
    /// XiVO with a token of `/0.1/token`.
    Xivo { token: Secret, username: String },
    /// PureConnect: the token and what came with it; the cookie is the browser's.
    Icws(Arc<icws::Open>),
    /// APIO, at the gateway or behind Core.
    Apio(Arc<Signed>),
}

impl Session {
    pub fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }

    /// The name under which somebody signed in, if one is known.
    pub fn username(&self) -> Option<&str> {
        match self {
            Self::None | Self::Open => None,
            Self::Xivo { username, .. } => Some(username),
            Self::Icws(open) => Some(&open.user),
            Self::Apio(signed) => Some(signed.username()),
        }
    }

    /// What APIO knows of who signed in.
    pub fn apio(&self) -> Option<&Signed> {
        match self {
            Self::Apio(signed) => Some(signed),
            _ => None,
        }
    }

    /// The prefix of the host that took the session, where it is not the configured one.
    fn base(&self) -> Option<&str> {
        match self {
            Self::Icws(open) => Some(&open.base),
            _ => None,
        }
    }

    /// Takes the session's own secrets out of a refusal, and reads it as one
    /// of this session: a server of 2016 answers an ended token with a
    /// challenge that is meant for browsers.
    fn reread(&self, refusal: &mut Refusal) {
        if let Self::Xivo { token, .. } = self {
            xivo::refusal::scrub_refusal(refusal, &[token]);
            xivo::refusal::in_token_session(refusal);
        }
    }

    /// Adds what proves who is asking.
    pub fn authorise(&self, request: Request) -> Request {
        match self {
            // What ICWS asks within a session has its token already.
            Self::None | Self::Open | Self::Icws(_) => request,
            Self::Xivo { token, .. } => request.secret_header("X-Auth-Token", token.clone()),
            Self::Apio(signed) => signed.authorise(request),
        }
    }
}

/// One configured system and the session with it.
#[derive(Clone, Copy)]
pub struct System {
    config: StoredValue<config::System>,
    session: RwSignal<Session>,
    /// Counts the signings in, so that of many requests refused together only
    /// the first asks the person.
    generation: StoredValue<u32>,
    lost: RwSignal<bool>,
    waiting: StoredValue<Vec<oneshot::Sender<bool>>>,
    /// While a token is renewed: who waits for it.
    renewal: StoredValue<Option<Vec<oneshot::Sender<()>>>>,
}

impl PartialEq for System {
    fn eq(&self, other: &Self) -> bool {
        self.config == other.config
    }
}

impl System {
    fn new(config: config::System) -> Self {
        let open = matches!(&config.kind, SystemKind::Xivo(xivo) if xivo.sign_in == XivoSignIn::None);
        Self {
            config: StoredValue::new(config),
            session: RwSignal::new(if open { Session::Open } else { Session::None }),
            generation: StoredValue::new(0),
            lost: RwSignal::new(false),
            waiting: StoredValue::new(Vec::new()),
            renewal: StoredValue::new(None),
        }
    }

    pub fn with<T>(&self, read: impl FnOnce(&config::System) -> T) -> T {
        self.config.with_value(read)
    }

    pub fn id(&self) -> String {
        self.with(|config| config.id.clone())
    }

    pub fn name(&self) -> String {
        self.with(|config| config.name.clone())
    }

    pub fn session(&self) -> RwSignal<Session> {
        self.session
    }

    /// Is somebody signed in, or is that not needed? Reactive.
    pub fn is_open(&self) -> bool {
        self.session.with(|session| !session.is_none())
    }

    /// Was a session lost in the middle of something, so that the page asks
    /// to sign in above what is on the screen? Reactive.
    pub fn is_lost(&self) -> bool {
        self.lost.get()
    }

    /// Somebody has signed in: everything that waited is tried again.
    pub fn signed_in(&self, session: Session) {
        self.generation.update_value(|count| *count += 1);
        self.session.set(session);
        self.end_wait(true);
    }

    /// The person closed the question: what waited ends with its refusal.
    pub fn gave_up(&self) {
        self.end_wait(false);
    }

    /// Forgets the session here, whatever the server thinks.
    pub fn forget(&self) {
        self.generation.update_value(|count| *count += 1);
        self.session.set(Session::None);
        self.end_wait(false);
    }

    fn end_wait(&self, again: bool) {
        self.lost.set(false);
        for sender in self.waiting.try_update_value(std::mem::take).unwrap_or_default() {
            // Whoever asked may have gone away meanwhile.
            let _ = sender.send(again);
        }
    }

    /// Gets a new token where one can be had without asking the person: APIO
    /// Core's refresh token. Of many requests refused together one asks.
    /// True: try again.
    async fn renew(&self, refused: u32) -> bool {
        if self.generation.get_value() != refused {
            return self.session.with_untracked(|session| !session.is_none());
        }
        let join = |waiting: &mut Option<Vec<oneshot::Sender<()>>>| {
            let (sender, receiver) = oneshot::channel();
            waiting.as_mut()?.push(sender);
            Some(receiver)
        };
        if let Some(Some(receiver)) = self.renewal.try_update_value(join) {
            // The sender is dropped when the renewal has ended, whichever way.
            let _ = receiver.await;
            return self.generation.get_value() != refused;
        }
        let refresh = self.session.with_untracked(|session| session.apio().and_then(Signed::refresh));
        let Some(refresh) = refresh else { return false };
        self.renewal.set_value(Some(Vec::new()));
        let answer = self.ask_openly(None, &refresh).await;
        let renewed = answer.ok().filter(|_| self.generation.get_value() == refused);
        let is_renewed = renewed.is_some();
        if let Some(tokens) = renewed {
            self.generation.update_value(|count| *count += 1);
            self.session.update(|session| {
                if let Session::Apio(signed) = session {
                    *signed = Arc::new(signed.with_tokens(tokens));
                }
            });
        }
        self.renewal.set_value(None);
        is_renewed
    }

    async fn sign_in_again(&self, refused: u32) -> bool {
        if self.generation.get_value() != refused {
            return self.session.with_untracked(|session| !session.is_none());
        }
        let (sender, receiver) = oneshot::channel();
        self.waiting.update_value(|waiting| waiting.push(sender));
        self.lost.set(true);
        receiver.await.unwrap_or(false)
    }

    /// Can a lost session be renewed in the page?
    fn can_sign_in(&self) -> bool {
        self.with(
            |config| !matches!(&config.kind, SystemKind::Xivo(xivo) if xivo.sign_in == XivoSignIn::None),
        )
    }

    /// Sends a call under the present session. When the session turns out to
    /// be over, the person signs in again in place and the call, made anew,
    /// is repeated.
    pub async fn ask<C: Call>(&self, make: impl Fn(&Session) -> C) -> Result<C::Answer, Refusal> {
        let mut asked = Asked::new(make);
        self.converse(&mut asked).await?;
        asked.answered()
    }

    /// The same for any call. Its code is there once, not once for each call.
    pub(super) fn converse<'a>(&'a self, step: &'a mut dyn Step) -> LocalBoxFuture<'a, Result<(), Refusal>> {
        Box::pin(async move {
            let configured = self.with(|config| config.base.clone());
            let (mut renewed, mut asked) = (false, false);
            loop {
                let generation = self.generation.get_value();
                let session = self.session.get_untracked();
                let base = session.base().unwrap_or(&configured);
                let request = step.request(&session);
                let probe = request.in_doubt.then(|| Request::new(Method::Get, request.path.clone()));
                let in_doubt = request.in_doubt;
                let sent = client::send(base, session.authorise(request)).await;
                let mut answer = sent.and_then(|response| step.read(&response));
                if let Err(refusal) = &mut answer {
                    session.reread(refusal);
                    if let Some(probe) = probe.filter(|_| may_be_secret(refusal)) {
                        // Sent again, a wrong PIN would count towards the lock.
                        let known = client::send(base, session.authorise(probe)).await;
                        refusal.in_session(known.ok().and_then(|known| holds(known.status)));
                    }
                }
                match answer {
                    Err(mut refusal) if refusal.kind == Kind::NotSignedIn && self.can_sign_in() => {
                        // Nobody is asked twice for one request; and a session that has
                        // just begun may have been ended by what the request holds.
                        if in_doubt && (renewed || asked) {
                            refusal.kind = Kind::RefusedValues;
                            return Err(refusal);
                        }
                        if !asked && !renewed && self.renew(generation).await {
                            renewed = true;
                            continue;
                        }
                        let is_first = !asked;
                        asked = self.generation.get_value() == generation;
                        if !(is_first && self.sign_in_again(generation).await) {
                            // Nothing is known against what was typed.
                            refusal.problems.clear();
                            return Err(refusal);
                        }
                    }
                    answer => return answer,
                }
            }
        })
    }

    /// The same for a large list: the pieces of a good answer go to `take` as
    /// they arrive, and `begin` is called before each try.
    pub async fn ask_in_pieces<C: Call>(
        &self,
        make: impl Fn(&Session) -> C,
        begin: &mut dyn FnMut(),
        take: &mut dyn FnMut(&[u8]),
    ) -> Result<(), Refusal> {
        let base = self.with(|config| config.base.clone());
        let mut asked = false;
        loop {
            begin();
            let generation = self.generation.get_value();
            let session = self.session.get_untracked();
            let call = make(&session);
            let response = client::stream(&base, session.authorise(call.request()), take).await?;
            if response.status == 200 {
                return Ok(());
            }
            let mut answer = call.answer(&response).map(|_| ());
            if let Err(refusal) = &mut answer {
                session.reread(refusal);
            }
            match answer {
                Err(refusal) if refusal.kind == Kind::NotSignedIn && self.can_sign_in() => {
                    if asked || !self.sign_in_again(generation).await {
                        return Err(refusal);
                    }
                    asked = true;
                }
                Err(refusal) => return Err(refusal),
                Ok(()) => return Err(Refusal::new(Kind::NotUnderstood).with_status(response.status)),
            }
        }
    }

    /// Sends a call without any session, under another prefix if one is given:
    /// for signing in itself.
    pub async fn ask_openly<C: Call>(&self, base: Option<&str>, call: &C) -> Result<C::Answer, Refusal> {
        let own = self.with(|config| config.base.clone());
        client::call(base.unwrap_or(&own), call, |request| request).await
    }
}

/// May it be a secret in the request that this 401 is about?
fn may_be_secret(refusal: &Refusal) -> bool {
    refusal.status == Some(401) && matches!(refusal.kind, Kind::NotSignedIn | Kind::RefusedValues)
}

/// Does the session hold under which a read was answered so? `None`: that
/// status does not tell.
fn holds(status: u16) -> Option<bool> {
    match status {
        401 => Some(false),
        200..=299 | 403 | 404 | 410 => Some(true),
        _ => None,
    }
}

/// A call on its way, whatever it asks and answers.
pub(super) trait Step {
    fn request(&mut self, session: &Session) -> Request;
    fn read(&mut self, response: &Response) -> Result<(), Refusal>;
}

/// One kind of call: how it is made, and what was answered.
pub(super) struct Asked<C: Call, M> {
    make: M,
    call: Option<C>,
    answer: Option<C::Answer>,
}

impl<C: Call, M: Fn(&Session) -> C> Asked<C, M> {
    pub(super) fn new(make: M) -> Self {
        Self { make, call: None, answer: None }
    }

    pub(super) fn answered(self) -> Result<C::Answer, Refusal> {
        self.answer.ok_or_else(|| Refusal::new(Kind::NotUnderstood))
    }
}

impl<C: Call, M: Fn(&Session) -> C> Step for Asked<C, M> {
    fn request(&mut self, session: &Session) -> Request {
        self.call.insert((self.make)(session)).request()
    }

    fn read(&mut self, response: &Response) -> Result<(), Refusal> {
        if let Some(call) = &self.call {
            self.answer = Some(call.answer(response)?);
        }
        Ok(())
    }
}

/// All configured systems, in the order of the file.
#[derive(Clone, Copy)]
pub struct Systems(StoredValue<Vec<System>>);

impl Systems {
    pub fn new(config: Config) -> Self {
        Self(StoredValue::new(config.systems.into_iter().map(System::new).collect()))
    }

    pub fn all(&self) -> Vec<System> {
        self.0.get_value()
    }

    pub fn by_id(&self, id: &str) -> Option<System> {
        self.0.with_value(|systems| {
            systems.iter().copied().find(|system| system.with(|config| config.id == id))
        })
    }
}
