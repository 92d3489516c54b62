//! Signing in to either host of a pair, keeping the session, and signing out.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::credentials::IcwsCredentials;
use super::server::Icws;
use crate::browser::{activity, clock};
use crate::config::SystemKind;
use crate::domain::{Language, Refusal, RefusalKind, Secret, percent};
use crate::state::Session;
use crate::wire::icws::connection::{Disconnect, ReadFeatures, ReadVersion};
use crate::wire::icws::messages::{PollMessages, SendHeartbeat};
use crate::wire::icws::users::ListQuery;
use crate::wire::icws::{Connect, ConnectOutcome, Connected};

/// The name that the server's logs and licences know this program by.
const APPLICATION: &str = "Switchroom";
/// A session is kept alive that often.
const BEAT: Duration = Duration::from_secs(60);
/// And for that long after the last key or click, in milliseconds.
const IN_USE_MS: f64 = 30.0 * 60.0 * 1000.0;

/// How signing in went, where it did not simply fail.
pub enum SignIn {
    Open,
    /// The configured host takes no sessions now; another one did.
    OpenElsewhere {
        from: String,
        to: String,
    },
    /// It names only hosts that the configuration does not allow, or that were tried.
    Nowhere {
        host: String,
        others: Vec<String>,
        server_messages: Vec<String>,
    },
    /// The session was opened, and nothing asked within it is accepted below this path:
    /// its cookie does not come back, for the web server does not rewrite the cookie's path.
    CookieLost {
        path: String,
    },
}

impl Icws {
    /// Opens a session on the configured host, or on one that it names in its
    /// stead and that the configuration allows.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn sign_in(
        &self,
        user: String,
        password: Secret,
        language: Language,
    ) -> Result<SignIn, Refusal> {
        let configured = self.system.with(|config| config.base.clone());
        let first = host_of(&configured).to_owned();
        let allowed = self.system.with(|config| match &config.kind {
            SystemKind::Icws(icws) => icws.hosts.clone(),
            _ => Vec::new(),
        });
        let connect = Connect { application: APPLICATION.to_owned(), user, password, language };
        let mut tried = vec![first.clone()];
        let mut base = configured.clone();
        let mut unreached = None;
        loop {
            let answer = match self.system.ask_openly(Some(&base), &connect).await {
                // A host that is down names no other: each that is configured may be the one.
                Err(refusal) if is_down(&refusal) => {
                    unreached = unreached.or(Some(refusal));
                    ConnectOutcome::SwitchOver { hosts: allowed.clone(), messages: Vec::new() }
                }
                answer => answer?,
            };
            match answer {
                ConnectOutcome::Connected(connected) => {
                    let mut open = self.complete(*connected, &connect, base).await;
                    open.other_bases = std::iter::once(configured.clone())
                        .chain(allowed.iter().map(|host| base_of(&configured, host)))
                        .filter(|other| !other.eq_ignore_ascii_case(&open.base))
                        .collect();
                    let is_lost = self.is_cookie_lost(&open).await;
                    self.cookie_lost.set_value(is_lost);
                    if is_lost {
                        return Ok(SignIn::CookieLost { path: [&open.base, "/icws/"].concat() });
                    }
                    let to = host_of(&open.base).to_owned();
                    self.begin(open);
                    return Ok(if tried.len() > 1 {
                        SignIn::OpenElsewhere { from: first, to }
                    } else {
                        SignIn::Open
                    });
                }
                ConnectOutcome::SwitchOver { hosts, messages } => {
                    let is_new = |host: &&String| !tried.iter().any(|other| other.eq_ignore_ascii_case(host));
                    let is_named =
                        |host: &&String| hosts.iter().any(|named| named.eq_ignore_ascii_case(host));
                    let Some(next) = allowed.iter().filter(is_named).find(is_new) else {
                        let host = tried.pop().unwrap_or(first);
                        let nowhere = SignIn::Nowhere { host, others: hosts, server_messages: messages };
                        return unreached.map_or(Ok(nowhere), Err);
                    };
                    base = base_of(&configured, next);
                    tried.push(next.clone());
                }
            }
        }
    }

    /// Asks for what did not come with the session.
    async fn complete(&self, connected: Connected, connect: &Connect, base: String) -> IcwsCredentials {
        let language = connect.language;
        let mut open = IcwsCredentials {
            session: connected.session,
            user: connected.user.unwrap_or_else(|| connect.user.clone()),
            name: connected.display_name,
            server: connected.server.or_else(|| Some(host_of(&base).to_owned())),
            version: connected.version,
            features: connected.features,
            password_days: connected.days_until_password_expires,
            other_bases: Vec::new(),
            base,
        };
        if !open.features.are_known() {
            let features = self.system.ask_openly(Some(&open.base), &ReadFeatures { language }).await;
            open.features = features.unwrap_or_default();
        }
        if open.version.is_none() {
            open.version = self.system.ask_openly(Some(&open.base), &ReadVersion { language }).await.ok();
        }
        open
    }

    /// Is a session that was just opened taken for none?
    async fn is_cookie_lost(&self, open: &IcwsCredentials) -> bool {
        let polled = self.system.ask_openly(Some(&open.base), &open.session.call(PollMessages)).await;
        // A host that names another one now has taken the session before.
        polled.is_err_and(|refusal| refusal.kind == RefusalKind::NotSignedIn && refusal.status != Some(503))
    }

    fn begin(&self, open: IcwsCredentials) {
        let other = self.open_untracked().is_some_and(|before| !before.user.eq_ignore_ascii_case(&open.user));
        if other {
            // What somebody else was about to do is not done by this person.
            self.forget_people();
            self.system.forget();
        }
        self.rights.set_value(None);
        // Another host of a pair may be of another version.
        self.list_query.set_value(ListQuery::default());
        self.system.signed_in(Session::SignedIn(Arc::new(open)));
        self.session_count.update_value(|count| *count += 1);
        let (this, session) = (*self, self.session_count.get_value());
        spawn_local(async move { this.keep_alive(session).await });
    }

    /// Keeps the session as long as somebody uses the page: by the heartbeat,
    /// which is there for whoever does not poll, or else by polling. Nothing
    /// is subscribed to, so that no message is missed without a poll.
    async fn keep_alive(self, session: u32) {
        let mut polls = false;
        loop {
            clock::sleep(BEAT).await;
            let Some(open) = self.open_untracked().filter(|_| self.session_count.get_value() == session)
            else {
                return;
            };
            if activity::since() > IN_USE_MS {
                continue;
            }
            // A session that is over is noticed here, and asked for when it is needed.
            let refused = if polls {
                self.system.ask_openly(Some(&open.base), &open.session.call(PollMessages)).await.err()
            } else {
                self.system.ask_openly(Some(&open.base), &open.session.call(SendHeartbeat)).await.err()
            };
            match refused {
                Some(refusal) if refusal.kind == RefusalKind::NotSignedIn => return,
                // The examples are not sure of the heartbeat's path, nor how it is refused.
                Some(refusal) if !refusal.is_outage() => polls = true,
                _ => {}
            }
        }
    }

    /// Ends the session here, and at the server if that can be reached.
    pub fn sign_out(&self) {
        let open = self.open_untracked();
        self.forget_people();
        self.rights.set_value(None);
        self.session_count.update_value(|count| *count += 1);
        self.system.forget();
        if let Some(open) = open {
            let system = self.system;
            spawn_local(async move {
                // It ends by itself where the server cannot be reached.
                let _ = system.ask_openly(Some(&open.base), &open.session.call(Disconnect)).await;
            });
        }
    }
}

/// Does it look as if another host of the pair had to take over?
fn is_down(refusal: &Refusal) -> bool {
    refusal.is_outage() && refusal.status != Some(429)
}

/// The host that a prefix leads to: `/api/pbx1.example.test` -> `pbx1.example.test`.
fn host_of(base: &str) -> &str {
    base.rsplit('/').next().unwrap_or_default()
}

/// The prefix of another host of the pair.
fn base_of(configured: &str, host: &str) -> String {
    let before = configured.rsplit_once('/').map_or("/api", |(before, _)| before);
    [before, "/", &percent::encode(host)].concat()
}
