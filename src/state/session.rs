//! Who is signed in where, and trying again after signing in anew.
//!
//! It knows no vendor: what proves who asks is [`Credentials`], which each
//! vendor implements in `state/<vendor>/credentials.rs`.

use std::any::Any;
use std::rc::Rc;
use std::sync::Arc;

use futures_channel::oneshot;
use leptos::prelude::*;

use super::lasting::lasting_signal;
use super::on_behalf::{on_behalf_of, person_behind};
use crate::client::{self, LocalBoxFuture};
use crate::config::{self, Config, Vendor};
use crate::domain::{Refusal, RefusalKind};
use crate::wire::{Call, Method, Request, Response};

/// What proves to one system who is asking.
pub trait Credentials: Any + Send + Sync {
    /// The name under which the person signed in.
    fn username(&self) -> &str;

    /// Adds the proof to a request.
    fn authorise(&self, request: Request) -> Request {
        request
    }

    /// The prefix of the host that took the session, where it is not the configured one.
    fn base(&self) -> Option<&str> {
        None
    }

    /// Is the session still that of this person? Where it is a cookie, somebody else may
    /// have signed in in another tab.
    fn is_current(&self) -> bool {
        true
    }

    /// Takes the session's own secrets out of a refusal, and reads it as one
    /// of this session.
    fn interpret(&self, _refusal: &mut Refusal) {}

    /// Asks whether a request was refused because the person lacks the right to it,
    /// rather than because the session has ended. `None` where nobody can be asked.
    fn find_missing_right(&self, _method: Method, _path: &str) -> Option<MissingRight> {
        None
    }

    /// Asks whether another host of the system would take a session, where the one that took this
    /// session answers nobody any more. `None` where there is no other.
    fn find_other_host(&self) -> Option<LocalBoxFuture<'static, bool>> {
        None
    }

    /// Asks the system, whose configured prefix is given, for new credentials
    /// of the same person. `None` where that needs the person.
    fn renew(&self, _base: String) -> Option<Renewal> {
        None
    }
}

/// The refusal of somebody who lacks a right, if it turns out to be one.
pub type MissingRight = LocalBoxFuture<'static, Option<Refusal>>;

/// New credentials of the same person, on their way.
pub type Renewal = LocalBoxFuture<'static, Result<Arc<dyn Credentials>, Refusal>>;

/// How one system is spoken to. It has no Debug: it holds secrets.
#[derive(Clone, Default)]
pub enum Session {
    /// Nobody is signed in, and somebody must.
    #[default]
    SignedOut,
    /// The web server guards the way; nothing of ours is needed.
    NotNeeded,
    SignedIn(Arc<dyn Credentials>),
}

impl Session {
    pub fn is_signed_out(&self) -> bool {
        matches!(self, Self::SignedOut)
    }

    /// The name under which somebody signed in, if one is known.
    pub fn username(&self) -> Option<&str> {
        self.credentials().map(Credentials::username)
    }

    /// The credentials of one vendor, as that vendor's own type.
    pub fn of<C: Credentials>(&self) -> Option<&C> {
        let credentials: &dyn Any = self.credentials()?;
        credentials.downcast_ref()
    }

    /// The same session, with what one vendor knows of it changed.
    pub fn change<C: Credentials + Clone>(&mut self, change: impl FnOnce(&mut C)) {
        if let Some(mut credentials) = self.of::<C>().cloned() {
            change(&mut credentials);
            *self = Self::SignedIn(Arc::new(credentials));
        }
    }

    /// Adds what proves who is asking.
    pub fn authorise(&self, request: Request) -> Request {
        match self.credentials() {
            Some(credentials) => credentials.authorise(request),
            None => request,
        }
    }

    fn credentials(&self) -> Option<&dyn Credentials> {
        match self {
            Self::SignedIn(credentials) => Some(credentials.as_ref()),
            Self::SignedOut | Self::NotNeeded => None,
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
    renewal: StoredValue<Option<Vec<oneshot::Sender<Refusal>>>>,
}

impl PartialEq for System {
    fn eq(&self, other: &Self) -> bool {
        self.config == other.config
    }
}

impl System {
    fn new(config: config::System) -> Self {
        let session = if config.needs_sign_in() { Session::SignedOut } else { Session::NotNeeded };
        Self {
            config: StoredValue::new(config),
            session: lasting_signal(session),
            generation: StoredValue::new(0),
            lost: lasting_signal(false),
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

    pub fn vendor(&self) -> Vendor {
        self.with(config::System::vendor)
    }

    pub fn name(&self) -> String {
        self.with(|config| config.name.clone())
    }

    /// The name under which somebody is signed in, if one is known. Not reactive.
    pub fn username(&self) -> Option<String> {
        self.session.with_untracked(|session| session.username().map(str::to_owned))
    }

    pub fn session(&self) -> RwSignal<Session> {
        self.session
    }

    /// Is somebody signed in, or is that not needed? Reactive.
    pub fn is_open(&self) -> bool {
        self.session.with(|session| !session.is_signed_out())
    }

    /// Was a session lost in the middle of something, so that the page asks
    /// to sign in above what is on the screen? Reactive.
    pub fn is_lost(&self) -> bool {
        self.lost.get()
    }

    /// Has somebody else signed in in another tab, whose session is the browser's now?
    pub fn is_session_replaced(&self) -> bool {
        self.session
            .with(|session| session.credentials().is_some_and(|credentials| !credentials.is_current()))
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
        self.session.set(Session::SignedOut);
        self.end_wait(false);
    }

    fn end_wait(&self, again: bool) {
        self.lost.set(false);
        for sender in self.waiting.try_update_value(std::mem::take).unwrap_or_default() {
            // Whoever asked may have gone away meanwhile.
            let _ = sender.send(again);
        }
    }

    /// Gets new credentials where they can be had without asking the person.
    /// Of many requests refused together one asks. True: try again.
    ///
    /// # Errors
    /// That the system is out of reach: the person would fare no better than the program.
    async fn renew(&self, refused: u32) -> Result<bool, Refusal> {
        if self.generation.get_value() != refused {
            return Ok(self.session.with_untracked(|session| !session.is_signed_out()));
        }
        let join = |waiting: &mut Option<Vec<oneshot::Sender<Refusal>>>| {
            let (sender, receiver) = oneshot::channel();
            waiting.as_mut()?.push(sender);
            Some(receiver)
        };
        if let Some(Some(receiver)) = self.renewal.try_update_value(join) {
            // The sender is dropped when the renewal has ended otherwise.
            return match receiver.await {
                Ok(outage) => Err(outage),
                Err(_) => Ok(self.generation.get_value() != refused),
            };
        }
        let base = self.base();
        let renewal = self.session.with_untracked(|session| session.credentials()?.renew(base));
        let Some(renewal) = renewal else { return Ok(false) };
        self.renewal.set_value(Some(Vec::new()));
        let renewed = renewal.await;
        let is_current = self.generation.get_value() == refused;
        if let (Ok(credentials), true) = (&renewed, is_current) {
            self.generation.update_value(|count| *count += 1);
            self.session.set(Session::SignedIn(credentials.clone()));
        }
        let waiting = self.renewal.try_update_value(Option::take).flatten().unwrap_or_default();
        match renewed {
            Err(outage) if outage.is_outage() => {
                for sender in waiting {
                    // Whoever asked may have gone away meanwhile.
                    let _ = sender.send(outage.clone());
                }
                Err(outage)
            }
            renewed => Ok(renewed.is_ok() && is_current),
        }
    }

    async fn sign_in_again(&self, refused: u32) -> bool {
        if self.generation.get_value() != refused {
            return self.session.with_untracked(|session| !session.is_signed_out());
        }
        let (sender, receiver) = oneshot::channel();
        self.waiting.update_value(|waiting| waiting.push(sender));
        self.lost.set(true);
        receiver.await.unwrap_or(false)
    }

    /// The configured prefix of its API.
    pub fn base(&self) -> String {
        self.with(|config| config.base.clone())
    }

    /// Where the calls of a session go: another host may have taken over from the configured one.
    pub fn base_of(&self, session: &Session) -> String {
        let own = session.credentials().and_then(Credentials::base);
        own.map_or_else(|| self.base(), str::to_owned)
    }

    /// Sends a call under the present session. When the session turns out to
    /// be over, the person signs in again in place and the call, made anew,
    /// is repeated.
    ///
    /// # Errors
    /// The refusal of the system, or that it could not be reached.
    pub async fn ask<C: Call>(&self, make: impl Fn(&Session) -> C) -> Result<C::Answer, Refusal> {
        self.ask_at(None, make).await
    }

    /// The same under another prefix, if one is given: that of a second service which
    /// takes the same session.
    ///
    /// # Errors
    /// The refusal of the system, or that it could not be reached.
    pub async fn ask_at<C: Call>(
        &self,
        base: Option<String>,
        make: impl Fn(&Session) -> C,
    ) -> Result<C::Answer, Refusal> {
        let mut pending = PendingCall::new(make);
        pending.base = base;
        self.converse(&mut pending).await?;
        pending.into_answer()
    }

    /// The same for a large list: the pieces of a good answer go to `take` as
    /// they arrive, and `begin` is called before each try.
    ///
    /// # Errors
    /// The refusal of the system, or that it could not be reached.
    pub async fn ask_in_pieces<C: Call>(
        &self,
        make: impl Fn(&Session) -> C,
        begin: &mut dyn FnMut(),
        take: &mut dyn FnMut(&[u8]),
    ) -> Result<(), Refusal> {
        self.converse(&mut PendingStream { make, begin, take, call: None }).await
    }

    /// The conversation about one call, whatever it asks and answers.
    ///
    /// # Errors
    /// The refusal of the system, or that it could not be reached.
    pub(super) fn converse<'a>(
        &'a self,
        pending: &'a mut dyn Pending,
    ) -> LocalBoxFuture<'a, Result<(), Refusal>> {
        Box::pin(async move {
            let can_sign_in = self.with(config::System::needs_sign_in);
            let (mut is_renewed, mut has_signed_in) = (false, false);
            let asked_by = person_behind(&self.id()).unwrap_or_else(|| self.username());
            loop {
                let generation = self.generation.get_value();
                let session = self.session.get_untracked();
                let request = pending.request(&session);
                let base = pending.base().unwrap_or_else(|| self.base_of(&session));
                let probe = request.in_doubt.then(|| Request::new(Method::Get, request.path.clone()));
                let in_doubt = request.in_doubt;
                let (method, path) = (request.method, request.path.clone());
                // What one person has decided is not written under the rights of another.
                let is_for_another = method != Method::Get && self.username() != asked_by;
                if is_for_another {
                    return Err(Refusal::new(RefusalKind::NotSignedIn));
                }
                let request = session.authorise(request);
                let is_current = session.credentials().is_none_or(Credentials::is_current);
                let response = match pending.sink() {
                    // Nothing is done under the rights of somebody else.
                    _ if !is_current => Err(Refusal::new(RefusalKind::NotSignedIn)),
                    Some(take) => client::stream(&base, request, take).await,
                    None => client::send(&base, request).await,
                };
                let mut answer = response.and_then(|response| pending.read(&response));
                if let Err(refusal) = &mut answer {
                    if let Some(credentials) = session.credentials() {
                        credentials.interpret(refusal);
                    }
                    if let Some(probe) = probe.filter(|_| may_be_secret(refusal)) {
                        // Sent again, a wrong PIN would count towards the lock.
                        let probed = client::send(&base, session.authorise(probe)).await;
                        refusal.in_session(probed.ok().and_then(|probed| is_session_valid(probed.status)));
                    }
                }
                // What became of a write is found out by the read that follows it.
                if let Err(refusal) = &mut answer
                    && method.is_safe()
                    && refusal.is_outage()
                    && let Some(search) = session.credentials().and_then(Credentials::find_other_host)
                    && search.await
                {
                    refusal.kind = RefusalKind::NotSignedIn;
                }
                match answer {
                    Err(refusal) if refusal.kind == RefusalKind::NotSignedIn && !can_sign_in => {
                        return Err(Refusal { kind: RefusalKind::NoSignIn, ..refusal });
                    }
                    Err(mut refusal) if refusal.kind == RefusalKind::NotSignedIn => {
                        // Nobody is asked twice for one request; and a session that has
                        // just begun may have been ended by what the request holds.
                        if in_doubt && (is_renewed || has_signed_in) {
                            refusal.kind = RefusalKind::RefusedValues;
                            return Err(refusal);
                        }
                        let credentials = session.credentials().filter(|_| is_current);
                        let right = credentials.and_then(|session| session.find_missing_right(method, &path));
                        if let Some(right) = right
                            && let Some(missing) = right.await
                        {
                            return Err(missing);
                        }
                        if !has_signed_in && !is_renewed && self.renew(generation).await? {
                            is_renewed = true;
                            continue;
                        }
                        let is_first = !has_signed_in;
                        has_signed_in = self.generation.get_value() == generation;
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

    /// Sends a call without any session, under another prefix if one is given:
    /// for signing in itself.
    ///
    /// # Errors
    /// The refusal of the system, or that it could not be reached.
    pub async fn ask_openly<C: Call>(&self, base: Option<&str>, call: &C) -> Result<C::Answer, Refusal> {
        client::call(base.unwrap_or(&self.base()), call, |request| request).await
    }
}

/// May it be a secret in the request that this 401 is about?
fn may_be_secret(refusal: &Refusal) -> bool {
    refusal.status == Some(401)
        && matches!(refusal.kind, RefusalKind::NotSignedIn | RefusalKind::RefusedValues)
}

/// Is the session valid under which a read was answered so? `None`: that
/// status does not tell.
fn is_session_valid(status: u16) -> Option<bool> {
    match status {
        401 => Some(false),
        200..=299 | 403 | 404 | 410 => Some(true),
        _ => None,
    }
}

/// Where the pieces of a body go.
type Sink<'a> = &'a mut dyn FnMut(&[u8]);

/// A call that waits for its answer, whatever it asks and answers.
pub(super) trait Pending {
    /// The request, made anew for each try.
    fn request(&mut self, session: &Session) -> Request;

    /// The prefix of the service that is asked, where it is not that of the system.
    fn base(&self) -> Option<String> {
        None
    }

    /// Where the pieces of a good answer's body go as they arrive; `None` where
    /// the body is collected first.
    fn sink(&mut self) -> Option<Sink<'_>> {
        None
    }

    fn read(&mut self, response: &Response) -> Result<(), Refusal>;
}

/// One kind of call: how it is made, and what was answered.
pub(super) struct PendingCall<C: Call, M> {
    make: M,
    base: Option<String>,
    call: Option<C>,
    answer: Option<C::Answer>,
}

impl<C: Call, M: Fn(&Session) -> C> PendingCall<C, M> {
    pub(super) fn new(make: M) -> Self {
        Self { make, base: None, call: None, answer: None }
    }

    /// # Errors
    /// `NotUnderstood` where no answer was read.
    pub(super) fn into_answer(self) -> Result<C::Answer, Refusal> {
        self.answer.ok_or_else(|| Refusal::new(RefusalKind::NotUnderstood))
    }
}

impl<C: Call, M: Fn(&Session) -> C> Pending for PendingCall<C, M> {
    fn request(&mut self, session: &Session) -> Request {
        self.call.insert((self.make)(session)).request()
    }

    fn base(&self) -> Option<String> {
        self.base.clone()
    }

    fn read(&mut self, response: &Response) -> Result<(), Refusal> {
        if let Some(call) = &self.call {
            self.answer = Some(call.answer(response)?);
        }
        Ok(())
    }
}

/// A call whose good answer is taken in pieces.
struct PendingStream<'a, C, M> {
    make: M,
    begin: &'a mut dyn FnMut(),
    take: &'a mut dyn FnMut(&[u8]),
    call: Option<C>,
}

impl<C: Call, M: Fn(&Session) -> C> Pending for PendingStream<'_, C, M> {
    fn request(&mut self, session: &Session) -> Request {
        (self.begin)();
        self.call.insert((self.make)(session)).request()
    }

    fn sink(&mut self) -> Option<Sink<'_>> {
        Some(&mut *self.take)
    }

    fn read(&mut self, response: &Response) -> Result<(), Refusal> {
        if response.status == 200 {
            return Ok(());
        }
        if let Some(call) = &self.call {
            call.answer(response)?;
        }
        Err(Refusal::new(RefusalKind::NotUnderstood).with_status(response.status))
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

    /// Does some work of several requests for those who are signed in now.
    pub fn on_behalf_of_present_people<T>(self, work: impl Future<Output = T>) -> impl Future<Output = T> {
        let person = |system: System| (system.id(), system.username());
        on_behalf_of(Rc::new(self.all().into_iter().map(person).collect()), work)
    }

    pub fn by_id(&self, id: &str) -> Option<System> {
        self.0.with_value(|systems| {
            systems.iter().copied().find(|system| system.with(|config| config.id == id))
        })
    }
}
