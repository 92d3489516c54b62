//! What proves to a XiVO who is asking, and signing in and out.

use std::sync::Arc;

use leptos::prelude::*;

use super::server::Xivo;
use super::tenant_choice::TenantChoice;
use crate::browser::clock;
use crate::client;
use crate::config::{SystemKind, XivoSignIn};
use crate::domain::{Problem, Refusal, RefusalKind, Secret, Trouble};
use crate::state::Session;
use crate::state::session::{Credentials, MissingRight};
use crate::wire::xivo::token::{self, CheckToken, CreateToken, DeleteToken, ListBackends, Token, TokenState};
use crate::wire::xivo::{refusal, tenants};
use crate::wire::{Method, Request};

/// A token of `/0.1/token`, and by what it was had. It has no Debug.
#[derive(Clone)]
pub(super) struct XivoCredentials {
    token: Secret,
    /// The prefix of the token service.
    service: String,
    username: String,
    /// Kept as long as the session, in memory alone, for a new token while the page is used:
    /// a refresh token would be one more key, which the service keeps for weeks.
    password: Secret,
    /// Where the account is checked by LDAP.
    domain_name: Option<String>,
    /// Is that the tenant itself?
    by_tenant_id: bool,
    /// Which accounts are meant, where the service has to be told.
    backend: Option<&'static str>,
    /// When the token ends, by the browser's clock in milliseconds, and how long it lives.
    pub(super) life: Option<TokenLifetime>,
    /// The tenant that the account belongs to, where the service says.
    pub(super) own_tenant: Option<String>,
    /// The tenant that calls are made for; `None` leaves it to the server.
    pub(super) tenant: Option<String>,
}

impl XivoCredentials {
    /// Is there still what a new token is had by?
    pub(super) fn can_renew(&self) -> bool {
        !self.password.is_empty()
    }
}

/// The time of a token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TokenLifetime {
    /// In milliseconds since 1970, by the browser's clock.
    pub(super) ends_at: f64,
    pub(super) seconds: u32,
}

impl TokenLifetime {
    fn from_now(seconds: u32) -> Self {
        Self { ends_at: clock::now() + f64::from(seconds) * 1_000.0, seconds }
    }

    /// How many seconds are left; negative afterwards.
    pub(super) fn left_s(&self) -> f64 {
        (self.ends_at - clock::now()) / 1_000.0
    }
}

impl Credentials for XivoCredentials {
    fn username(&self) -> &str {
        &self.username
    }

    fn authorise(&self, request: Request) -> Request {
        let is_open = tenants::depends_on_tenant(&request.path) && !tenants::names_tenant(&request);
        let tenant = self.tenant.as_ref().filter(|_| is_open);
        let request = match tenant {
            Some(uuid) => tenants::for_tenant(request, uuid),
            None => request,
        };
        token::authorise(request, &self.token)
    }

    fn find_missing_right(&self, method: Method, path: &str) -> Option<MissingRight> {
        let right = CheckToken::right_for(method, path);
        let call = CheckToken { token: self.token.clone(), right };
        let service = self.service.clone();
        Some(Box::pin(async move {
            let state = client::call(&service, &call, |request| request).await;
            (state == Ok(TokenState::LacksRight)).then(|| {
                let trouble = Trouble::MissingRight { right: call.right, names_tenant: false };
                Refusal::new(RefusalKind::NotAllowed).with_problem(Problem::without_field(trouble))
            })
        }))
    }

    /// A server of 2016 answers an ended token with a challenge that is meant
    /// for browsers.
    fn interpret(&self, refused: &mut Refusal) {
        refusal::scrub_refusal(refused, &[&self.token]);
        refusal::in_token_session(refused);
    }
}

impl Xivo {
    /// The prefix of the token service.
    pub(super) fn token_base(&self) -> Option<String> {
        self.system.with(|config| match &config.kind {
            SystemKind::Xivo(xivo) => match &xivo.sign_in {
                XivoSignIn::Token { base } => Some(base.clone()),
                XivoSignIn::None => None,
            },
            _ => None,
        })
    }

    /// Signs in at the token service.
    ///
    /// # Errors
    /// The refusal of the token service, or that it could not be reached.
    pub async fn sign_in(
        &self,
        username: String,
        password: Secret,
        domain_name: Option<String>,
    ) -> Result<(), Refusal> {
        let call = CreateToken {
            domain_name: domain_name.clone(),
            ..CreateToken::new(username.clone(), password.clone())
        };
        let service = self.token_base().unwrap_or_else(|| self.system.base());
        let (token, call) = self.create_token(&service, call).await?;
        let before = self.system.session().with_untracked(|session| session.username().map(str::to_owned));
        if before.is_some_and(|before| before != username) {
            self.forget();
        }
        let tenant = match self.tenant.get_untracked() {
            TenantChoice::One(uuid) => Some(uuid),
            TenantChoice::Own | TenantChoice::All => None,
        };
        let credentials = XivoCredentials {
            token: token.token,
            service,
            username,
            password,
            domain_name,
            by_tenant_id: call.by_tenant_id,
            backend: call.backend,
            life: token.life_s.map(TokenLifetime::from_now),
            own_tenant: token.tenant_uuid,
            tenant,
        };
        self.system.signed_in(Session::SignedIn(Arc::new(credentials)));
        self.watch_session();
        Ok(())
    }

    /// Asks for a token, and tells by which call it was had. A service that has to be told which accounts
    /// are meant fails otherwise, and says which it knows; one that knows no domains refuses the form.
    ///
    /// # Errors
    /// The refusal of the token service, or that it could not be reached.
    async fn create_token(
        &self,
        service: &str,
        mut call: CreateToken,
    ) -> Result<(Token, CreateToken), Refusal> {
        let mut refusal = match self.system.ask_openly(Some(service), &call).await {
            Ok(token) => return Ok((token, call)),
            Err(refusal) => refusal,
        };
        if refusal.status == Some(400) && call.domain_name.is_some() {
            call.by_tenant_id = true;
            return self.system.ask_openly(Some(service), &call).await.map(|token| (token, call));
        }
        if refusal.status == Some(500) {
            for backend in self.system.ask_openly(Some(service), &ListBackends).await.unwrap_or_default() {
                call.backend = Some(backend);
                match self.system.ask_openly(Some(service), &call).await {
                    Ok(token) => return Ok((token, call)),
                    Err(other) => refusal = other,
                }
            }
        }
        Err(refusal)
    }

    /// Gets a new token for the same person, and ends the one before.
    ///
    /// # Errors
    /// The refusal of the token service, or that it could not be reached.
    pub(super) async fn renew_session(&self) -> Result<(), Refusal> {
        let Some(before) = self.credentials() else { return Ok(()) };
        let base = self.token_base();
        let call = CreateToken {
            domain_name: before.domain_name,
            by_tenant_id: before.by_tenant_id,
            backend: before.backend,
            ..CreateToken::new(before.username, before.password)
        };
        let token = self.system.ask_openly(base.as_deref(), &call).await?;
        // Meanwhile another tenant may have been chosen, or another person signed in.
        let now = self.credentials().filter(|now| now.token == before.token);
        let unused = match now {
            Some(now) => {
                let life = token.life_s.map(TokenLifetime::from_now);
                let renewed = XivoCredentials { token: token.token, life, ..now };
                self.system.signed_in(Session::SignedIn(Arc::new(renewed)));
                before.token
            }
            None => token.token,
        };
        // The service allows each account only so many; it ends by itself if this fails.
        let _ = self.system.ask_openly(base.as_deref(), &DeleteToken { token: unused }).await;
        Ok(())
    }

    /// Drops the password: the session is not renewed any more.
    pub(super) fn let_session_end(&self) {
        self.system.session().update(|session| {
            session.change::<XivoCredentials>(|credentials| credentials.password = Secret::default());
        });
    }

    /// What the present session has of this vendor's own. Not reactive.
    pub(super) fn credentials(&self) -> Option<XivoCredentials> {
        self.system.session().with_untracked(|session| session.of::<XivoCredentials>().cloned())
    }

    /// Forgets the session here at once, and ends the token at the server,
    /// where it ends by itself if the server cannot be reached.
    pub fn sign_out(&self) -> impl Future<Output = ()> + use<> {
        let session = self.system.session().get_untracked();
        self.forget();
        self.system.forget();
        let (system, base) = (self.system, self.token_base());
        async move {
            if let Some(credentials) = session.of::<XivoCredentials>() {
                let call = DeleteToken { token: credentials.token.clone() };
                let _ = system.ask_openly(base.as_deref(), &call).await;
            }
        }
    }
}
