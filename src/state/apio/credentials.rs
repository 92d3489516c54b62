//! What proves to an APIO who is asking.

use std::sync::Arc;

use crate::browser::shared_session::SessionOwner;
use crate::client;
use crate::state::session::{Credentials, Renewal};
use crate::wire::Request;
use crate::wire::apio::Api;
use crate::wire::apio::login::Identity;
use crate::wire::apio::login::{RefreshTokens, Tokens, authorization};

/// Somebody who is signed in. It has no Debug: it holds tokens.
#[derive(Clone)]
pub(super) struct ApioCredentials {
    pub(super) username: String,
    /// Behind Core; at the gateway the browser keeps a cookie.
    pub(super) tokens: Option<Tokens>,
    /// At the gateway, whose cookie the browser keeps.
    pub(super) session_owner: Option<SessionOwner>,
    /// Where the provisioning API is; behind Core it is asked for.
    pub(super) api: Option<Api>,
    pub(super) who: Option<Identity>,
    pub(super) must_change: bool,
    /// The server said that this is the first sign-in, and nobody has yet
    /// changed the password or declined to.
    pub(super) is_first: bool,
}

impl ApioCredentials {
    /// The same person with a new access token.
    fn with_tokens(self, tokens: Tokens) -> Self {
        let refresh = tokens.refresh.or_else(|| self.tokens.as_ref()?.refresh.clone());
        Self { tokens: Some(Tokens { access: tokens.access, refresh, identity: None }), ..self }
    }
}

impl Credentials for ApioCredentials {
    fn username(&self) -> &str {
        &self.username
    }

    fn authorise(&self, request: Request) -> Request {
        match &self.tokens {
            Some(tokens) => {
                let (name, value) = authorization(&tokens.access);
                request.secret_header(name, value)
            }
            None => request,
        }
    }

    fn is_current(&self) -> bool {
        self.session_owner.as_ref().is_none_or(SessionOwner::is_current)
    }

    /// By Core's refresh token, where it gave one.
    fn renew(&self, base: String) -> Option<Renewal> {
        let refresh = RefreshTokens { refresh: self.tokens.as_ref()?.refresh.clone()? };
        let same_person = self.clone();
        Some(Box::pin(async move {
            let tokens = client::call(&base, &refresh, |request| request).await?;
            let renewed: Arc<dyn Credentials> = Arc::new(same_person.with_tokens(tokens));
            Ok(renewed)
        }))
    }
}
