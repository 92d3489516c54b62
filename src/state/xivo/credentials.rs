//! What proves to a XiVO who is asking, and signing in and out.

use std::sync::Arc;

use leptos::prelude::*;

use super::server::Xivo;
use super::tenant_choice::TenantChoice;
use crate::config::{SystemKind, XivoSignIn};
use crate::domain::{Refusal, Secret};
use crate::state::Session;
use crate::state::session::Credentials;
use crate::wire::Request;
use crate::wire::xivo::token::{self, CreateToken, DeleteToken};
use crate::wire::xivo::{refusal, tenants};

/// A token of `/0.1/token`. It has no Debug.
#[derive(Clone)]
pub(super) struct XivoCredentials {
    token: Secret,
    username: String,
    /// The tenant that the account belongs to, where the service says.
    pub(super) own_tenant: Option<String>,
    /// The tenant that calls are made for; `None` leaves it to the server.
    pub(super) tenant: Option<String>,
}

impl Credentials for XivoCredentials {
    fn username(&self) -> &str {
        &self.username
    }

    fn authorise(&self, request: Request) -> Request {
        // The list of tenants would otherwise begin at the chosen one.
        let tenant = self.tenant.as_ref().filter(|_| request.path != tenants::LIST_PATH);
        let request = match tenant {
            Some(uuid) => tenants::for_tenant(request, uuid),
            None => request,
        };
        token::authorise(request, &self.token)
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
    pub async fn sign_in(&self, username: String, password: Secret) -> Result<(), Refusal> {
        let call = CreateToken::new(username.clone(), password);
        let token = self.system.ask_openly(self.token_base().as_deref(), &call).await?;
        let before = self.system.session().with_untracked(|session| session.username().map(str::to_owned));
        if before.is_some_and(|before| before != username) {
            self.forget();
        }
        let tenant = match self.tenant.get_untracked() {
            TenantChoice::One(uuid) => Some(uuid),
            TenantChoice::Own | TenantChoice::All => None,
        };
        let own_tenant = token.tenant_uuid;
        let credentials = XivoCredentials { token: token.token, username, own_tenant, tenant };
        self.system.signed_in(Session::SignedIn(Arc::new(credentials)));
        Ok(())
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
