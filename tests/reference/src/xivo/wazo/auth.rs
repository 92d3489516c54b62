//! wazo-auth `/0.1`: tokens, tenants, and the accounts that people sign in
//! with, as recorded in May 2026.

use std::collections::HashMap;

use base64::Engine as _;
use serde_json::{Value, json};

use super::switches::Switches;
use super::tenants::{MASTER, NORTH, Tenants};
use super::{Wazo, is_uuid, not_allowed, not_found_page, number, preflight};
use crate::http::{Answer, Asked};
use crate::xivo::answers::{self, JSON};
use crate::xivo::check_schema::{MISUNDERSTOOD, integer};
use crate::xivo::fields::repr;
use crate::xivo::query;
use crate::xivo::store::User;
use crate::xivo::token::{Clock, iso, opens, uuid};

/// For the person who started the process.
pub const ACCOUNTS: &str = "madeup-admin / madeup-secret (all rights, every tenant)\n\
                            madeup-deputy / madeup-secret (the same)\n\
                            madeup-north / madeup-secret (all rights, North Office only)\n\
                            madeup-reader / madeup-secret (may read users, nothing else)\n\
                            madeup-nobody / madeup-secret (a token that opens nothing)";

const ADMIN: &str = "madeup-admin";
const PASSWORD: &str = "madeup-secret";
/// Good for ever, for a test that does not want to sign in.
const STANDING: &str = "made-up-admin-token";
const INSTALLATION: &str = "08c56466-8f29-45c7-9856-92bf1ba89b92";
/// In seconds, if the caller does not say.
const LIFE: i64 = 7200;
/// In seconds.
const LONGEST_LIFE: i64 = 315_360_000;
/// More tokens at once are refused.
const SESSIONS: usize = 100;

#[rustfmt::skip]
const ALL: [&str; 14] = [
    "auth.#", "confd.#", "dird.#", "calld.#", "call-logd.#", "chatd.#", "amid.#", "agentd.#", "provd.#",
    "websocketd", "webhookd.#", "plugind.#", "setupd.#", "phoned.#",
];

type Rights = &'static [&'static str];

/// What somebody signs in with.
#[derive(Clone)]
pub struct Account {
    uuid: String,
    username: Option<String>,
    email: Option<String>,
    password: String,
    firstname: Option<String>,
    lastname: Option<String>,
    tenant: usize,
    rights: Rights,
}

impl Account {
    fn has_login(&self, login: &str) -> bool {
        self.username.as_deref() == Some(login) || self.email.as_deref() == Some(login)
    }
}

struct Token {
    account: String,
    session: u64,
    issued: f64,
    expires: f64,
    user_agent: String,
}

pub struct Auth {
    accounts: Vec<Account>,
    tokens: HashMap<String, Token>,
    /// By client id and refresh token, the UUID of an account.
    refresh_tokens: HashMap<(String, String), String>,
    given: u64,
    pub clock: Clock,
}

impl Default for Auth {
    fn default() -> Self {
        let account = |username: &str, tenant: usize, rights: Rights| Account {
            uuid: uuid(username, 0),
            username: Some(username.to_owned()),
            email: None,
            password: PASSWORD.to_owned(),
            firstname: None,
            lastname: None,
            tenant,
            rights,
        };
        Self {
            accounts: vec![
                account(ADMIN, MASTER, &ALL),
                account("madeup-deputy", MASTER, &ALL),
                account("madeup-north", NORTH, &ALL),
                account("madeup-reader", MASTER, &["confd.users.read", "confd.users.*.read"]),
                account("madeup-nobody", MASTER, &[]),
            ],
            tokens: HashMap::new(),
            refresh_tokens: HashMap::new(),
            given: 0,
            clock: Clock::default(),
        }
    }
}

/// An account that confd asks for with a new user.
pub struct NewAccount {
    pub username: Option<String>,
    pub email: Option<String>,
    pub password: Option<String>,
}

impl Auth {
    /// Every token that was given out ends.
    pub fn expire(&mut self) {
        self.tokens.clear();
    }

    fn valid(&self, token: &str) -> Option<&Token> {
        self.tokens.get(token).filter(|t| t.expires > self.clock.now())
    }

    pub fn accounts(&self) -> Vec<Account> {
        self.accounts.clone()
    }

    pub fn put_back(&mut self, accounts: Vec<Account>) {
        self.accounts = accounts;
    }

    /// The username or the address that somebody signs in with.
    pub fn login_of(&self, uuid: &str) -> Option<String> {
        let account = self.account(uuid)?;
        account.username.clone().or_else(|| account.email.clone())
    }

    fn account(&self, uuid: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.uuid == uuid)
    }

    /// The tenant and the rights of a token that is good.
    pub fn rights_of(&self, token: &str) -> Option<(usize, Rights)> {
        if token == STANDING {
            return Some((MASTER, &ALL));
        }
        let account = self.account(&self.valid(token)?.account)?;
        Some((account.tenant, account.rights))
    }

    /// An account for somebody who is there already.
    pub fn add(&mut self, user: &User, username: &str, password: &str) {
        self.accounts.push(Account {
            uuid: user.uuid(),
            username: Some(username.to_owned()),
            email: user.email.clone(),
            password: password.to_owned(),
            firstname: Some(user.firstname.clone()),
            lastname: Some(user.lastname.clone()).filter(|name| !name.is_empty()),
            tenant: user.tenant,
            rights: &[],
        });
    }

    pub fn is_taken(&self, wanted: &NewAccount) -> bool {
        let logins = [&wanted.username, &wanted.email];
        logins.into_iter().flatten().any(|login| self.accounts.iter().any(|a| a.has_login(login)))
    }

    /// The account with the UUID of its user.
    pub fn create(&mut self, user: &User, wanted: NewAccount) -> Value {
        let account = Account {
            uuid: user.uuid(),
            username: wanted.username,
            email: wanted.email,
            password: wanted.password.unwrap_or_default(),
            firstname: Some(user.firstname.clone()),
            lastname: Some(user.lastname.clone()).filter(|name| !name.is_empty()),
            tenant: user.tenant,
            rights: &[],
        };
        let shown = shown_account(&account, "");
        self.accounts.push(account);
        shown
    }

    pub fn delete(&mut self, uuid: &str) {
        self.accounts.retain(|account| account.uuid != uuid);
        self.tokens.retain(|_, token| token.account != uuid);
    }

    pub fn move_to(&mut self, uuid: &str, tenant: usize) {
        for account in self.accounts.iter_mut().filter(|account| account.uuid == uuid) {
            account.tenant = tenant;
        }
    }

    fn delete_of_tenant(&mut self, tenant: usize) {
        let gone: Vec<String> =
            self.accounts.iter().filter(|a| a.tenant == tenant).map(|a| a.uuid.clone()).collect();
        gone.iter().for_each(|uuid| self.delete(uuid));
    }

    /// A refusal of that status as wazo-auth writes it, if it does.
    pub fn refusal(&self, asked: &Asked, status: u16) -> Option<Answer> {
        let is_sign_in = asked.path == "/0.1/token";
        let token = asked.header("X-Auth-Token").unwrap_or_default();
        Some(match status {
            401 if is_sign_in => self.reason(401, "Authentication Failed"),
            401 => {
                let details = json!({ "invalid_token": token, "reason": "not_found_or_expired" });
                self.error(401, "Unauthorized", "unauthorized", &details, None)
            }
            403 => self.reason(403, "Unauthorized for auth.tenants.read"),
            404 => self.reason(404, "No such token"),
            429 => self.reason(429, "User has exceeded the maximum number of active sessions"),
            500 => answers::json(500, &json!({ "message": "Internal Server Error" })),
            _ => return None,
        })
    }

    fn reason(&self, status: u16, what: &str) -> Answer {
        let body = json!({ "reason": [what], "timestamp": [self.clock.now()], "status_code": status });
        answers::json(status, &body)
    }

    fn error(&self, status: u16, message: &str, id: &str, details: &Value, resource: Option<&str>) -> Answer {
        let mut body = json!({
            "message": message, "error_id": id, "details": details, "timestamp": self.clock.now(),
        });
        if let Some(resource) = resource {
            body["resource"] = resource.into();
        }
        answers::json(status, &body)
    }

    /// Who signs in with a name and a password, or with a refresh token.
    fn signing_in(&self, asked: &Asked, body: &Value, tenants: &Tenants) -> Option<String> {
        let text = |name: &str| body.get(name).and_then(Value::as_str);
        if let Some(token) = text("refresh_token") {
            let key = (text("client_id")?.to_owned(), token.to_owned());
            return self.refresh_tokens.get(&key).cloned();
        }
        let coded = asked.header("Authorization")?.strip_prefix("Basic ")?;
        let bytes = base64::engine::general_purpose::STANDARD.decode(coded.trim()).ok()?;
        let text_of_it = String::from_utf8(bytes).ok()?;
        let (login, password) = text_of_it.split_once(':')?;
        let account = self.accounts.iter().find(|a| a.has_login(login) && a.password == password)?;
        let tenant = tenants.get(account.tenant)?;
        // A domain name or a tenant asks for LDAP; nothing else opens there,
        // and a password never opens where SAML is asked for.
        let named = match (text("domain_name"), text("tenant_id")) {
            (Some(domain), _) => Some(tenant.domain_names.iter().any(|name| name == domain)),
            (None, Some(id)) => Some(tenant.uuid == id || tenant.slug == id),
            (None, None) => None,
        };
        let may = match tenant.authentication_method.as_str() {
            "native" => named.is_none(),
            "ldap" => named == Some(true),
            _ => false,
        };
        may.then(|| account.uuid.clone())
    }

    /// By which method the account signs in that a request names, if not by a password alone.
    fn other_method<'a>(&self, asked: &Asked, tenants: &'a Tenants) -> Option<&'a str> {
        let coded = asked.header("Authorization")?.strip_prefix("Basic ")?;
        let bytes = base64::engine::general_purpose::STANDARD.decode(coded.trim()).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (login, _) = text.split_once(':')?;
        let account = self.accounts.iter().find(|account| account.has_login(login))?;
        let method = tenants.get(account.tenant)?.authentication_method.as_str();
        Some(method).filter(|method| *method != "native")
    }

    fn create_token(
        &mut self,
        asked: &Asked,
        tenants: &Tenants,
        switches: &Switches,
    ) -> Result<Answer, Answer> {
        let is_full = switches.too_many_sessions || asked.fault.as_deref() == Some("too-many-sessions");
        let body: Value = serde_json::from_slice(&asked.body)
            .map_err(|_| answers::json(400, &json!({ "message": MISUNDERSTOOD })))?;
        let life = self.life(body.get("expiration"))?;
        let text = |name: &str| body.get(name).and_then(Value::as_str);
        let is_offline = text("access_type") == Some("offline");
        if text("client_id").is_none() && (is_offline || text("refresh_token").is_some()) {
            let what = if is_offline {
                "\"client_id\" must be specified when using \"access_type\" is \"offline\""
            } else {
                "\"client_id\" must be specified when using a \"refresh_token\""
            };
            return Err(self.reason(400, &format!("{{'_schema': [{}]}}", repr(what, ""))));
        }
        let knows_domains = switches.has("2022-07");
        if text("backend") == Some("ldap_user") && !knows_domains && text("tenant_id").is_none() {
            let what = "made-up text: \"tenant_id\" must be specified when using the \"ldap_user\" backend";
            return Err(self.reason(400, &format!("{{'_schema': [{}]}}", repr(what, ""))));
        }
        let Some(account) = self.signing_in(asked, &body, tenants) else {
            let told = self.other_method(asked, tenants).filter(|_| switches.tells_method);
            let what = told.map(|method| format!("unauthorized authentication method should use {method}"));
            return Err(self.reason(401, what.as_deref().unwrap_or("Authentication Failed")));
        };
        let now = self.clock.now();
        let open = self.tokens.values().filter(|t| t.account == account && t.expires > now).count();
        if is_full || open >= SESSIONS {
            let what = format!("User {account} has exceeded the maximum number of active sessions");
            return Err(self.reason(429, &what));
        }
        self.given += 1;
        let name = uuid("token", self.given);
        let token = Token {
            account: account.clone(),
            session: self.given,
            issued: now,
            expires: now + life as f64,
            user_agent: asked.header("User-Agent").unwrap_or_default().to_owned(),
        };
        let mut shown = self.shown(&name, &token, tenants);
        if is_offline {
            let refresh_token = uuid("refresh token", self.given);
            shown["refresh_token"] = refresh_token.clone().into();
            let client = text("client_id").unwrap_or_default().to_owned();
            self.refresh_tokens.insert((client, refresh_token), account);
        }
        self.tokens.insert(name, token);
        Ok(answers::json(200, &json!({ "data": shown })).with("Wazo-Sessions-Revoked", "0"))
    }

    fn life(&self, sent: Option<&Value>) -> Result<i64, Answer> {
        let refusal = |what: &str| Err(self.reason(400, &format!("{{'expiration': {what}}}")));
        match sent.map(integer) {
            None => Ok(LIFE),
            Some(Ok(Some(life))) if (1..=LONGEST_LIFE).contains(&life) => Ok(life),
            Some(Ok(Some(_))) => refusal(
                "[{'constraint_id': 'range', 'constraint': {'min': 1, 'max': 315360000}, \
                 'message': 'Must be greater than or equal to 1 and less than or equal to 315360000.'}]",
            ),
            Some(Ok(None)) => refusal(
                "{'message': 'Field may not be null.', 'constraint_id': 'not_null', \
                 'constraint': 'not_null'}",
            ),
            Some(Err(_)) => refusal(
                "{'message': 'Not a valid integer.', 'constraint_id': 'type', 'constraint': 'integer'}",
            ),
        }
    }

    fn shown(&self, name: &str, token: &Token, tenants: &Tenants) -> Value {
        let account = self.account(&token.account);
        let (id, tenant) = account.map_or(("", ""), |a| (a.uuid.as_str(), tenants.uuid(a.tenant)));
        let (issued, expires) = (iso(token.issued), iso(token.expires));
        json!({
            "token": name, "auth_id": id, "xivo_user_uuid": id, "xivo_uuid": INSTALLATION,
            "issued_at": issued, "expires_at": expires, "utc_issued_at": issued, "utc_expires_at": expires,
            "acl": account.map(|a| a.rights).unwrap_or_default(),
            "metadata": {
                "uuid": id, "tenant_uuid": tenant, "auth_id": id, "pbx_user_uuid": id,
                "xivo_uuid": INSTALLATION, "purpose": "user",
            },
            "session_uuid": uuid("session", token.session), "remote_addr": "127.0.0.1",
            "user_agent": token.user_agent,
        })
    }

    fn look(&self, asked: &Asked, name: &str, tenants: &Tenants) -> Answer {
        let refused = |status, what: &str| match asked.method.as_str() {
            "HEAD" => answers::empty(status, JSON),
            _ => self.reason(status, what),
        };
        let Some(token) = self.valid(name) else { return refused(404, "No such token") };
        let pairs = query::pairs(&asked.query);
        let value = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
        let account = self.account(&token.account);
        let rights = account.map(|a| a.rights).unwrap_or_default();
        if let Some(scope) = value("scope").filter(|s| !rights.iter().any(|acl| opens(acl, s))) {
            return refused(403, &format!("Unauthorized for {scope}"));
        }
        let visible = account.map(|a| tenants.visible_from(a.tenant)).unwrap_or_default();
        if let Some(uuid) =
            value("tenant").filter(|uuid| !tenants.find(uuid).is_some_and(|t| visible.contains(&t)))
        {
            return refused(403, &format!("Unauthorized for tenant {uuid}"));
        }
        match asked.method.as_str() {
            "HEAD" => answers::empty(204, JSON),
            _ => answers::json(200, &json!({ "data": self.shown(name, token, tenants) })),
        }
    }
}

fn shown_account(account: &Account, tenant: &str) -> Value {
    let emails: Vec<Value> = account
        .email
        .iter()
        .map(|address| {
            json!({ "uuid": uuid(address, 0), "address": address, "main": true, "confirmed": true })
        })
        .collect();
    json!({
        "uuid": account.uuid, "tenant_uuid": tenant, "username": account.username,
        "firstname": account.firstname, "lastname": account.lastname, "purpose": "user", "enabled": true,
        "emails": emails, "authentication_method": "default",
    })
}

/// `rest` is what follows `/0.1/`.
pub fn answer(wazo: &mut Wazo, asked: &Asked, rest: &str) -> Answer {
    let segments: Vec<&str> = rest.split('/').collect();
    let allow = match segments.as_slice() {
        ["token"] => "OPTIONS, POST",
        ["token", token] if is_uuid(token) => "OPTIONS, GET, HEAD, DELETE",
        ["tenants"] => "OPTIONS, GET, HEAD",
        ["tenants", tenant] if is_uuid(tenant) => "OPTIONS, GET, HEAD, DELETE",
        ["users", "me", "tokens", client] if !client.is_empty() => "OPTIONS, DELETE",
        ["users", user] if is_uuid(user) => "OPTIONS, GET, HEAD",
        _ => return not_found_page(),
    };
    match asked.method.as_str() {
        "OPTIONS" => return preflight(asked, allow),
        method if !allow.split(", ").any(|allowed| allowed == method) => return not_allowed(allow),
        _ => {}
    }
    match (asked.method.as_str(), segments.as_slice()) {
        (_, ["token"]) => {
            wazo.auth.create_token(asked, &wazo.tenants, &wazo.switches).unwrap_or_else(|refused| refused)
        }
        ("DELETE", ["token", token]) => {
            wazo.auth.tokens.remove(*token);
            answers::json(200, &json!({ "data": { "message": "success" } }))
        }
        (_, ["token", token]) => wazo.auth.look(asked, token, &wazo.tenants),
        (_, ["tenants"]) => tenants(wazo, asked).unwrap_or_else(|refused| refused),
        (_, ["tenants", uuid]) => tenant(wazo, asked, uuid).unwrap_or_else(|refused| refused),
        (_, ["users", "me", "tokens", client]) => {
            forget_client(wazo, asked, client).unwrap_or_else(|refused| refused)
        }
        (_, ["users", uuid]) => account(wazo, asked, uuid).unwrap_or_else(|refused| refused),
        _ => not_found_page(),
    }
}

/// The tenants that the request may see.
///
/// # Errors
/// The 401 of wazo-auth, which holds the token.
fn authorize(wazo: &Wazo, asked: &Asked, right: &str) -> Result<Vec<usize>, Answer> {
    let (auth, tenants) = (&wazo.auth, &wazo.tenants);
    if asked.header("X-Reference-Act").is_some() {
        return Ok(tenants.visible_from(MASTER));
    }
    let token = asked.header("X-Auth-Token").unwrap_or_default();
    let Some((tenant, rights)) = auth.rights_of(token) else {
        let details =
            json!({ "invalid_token": token, "reason": "not_found_or_expired", "required_access": right });
        return Err(auth.error(401, "Unauthorized", "unauthorized", &details, None));
    };
    let named = asked.header("Wazo-Tenant");
    let visible = tenants.visible_from(tenant);
    let scope = match named {
        Some(uuid) => tenants.find(uuid).filter(|t| visible.contains(t)),
        None => Some(tenant),
    };
    let has_right = rights.iter().any(|acl| opens(acl, right));
    match scope {
        Some(scope) if has_right && asked.fault.as_deref() != Some("missing-right") => {
            Ok(tenants.visible_from(scope))
        }
        _ => {
            let details = json!({
                "invalid_token": token, "reason": "missing_permission_or_invalid_tenant",
                "required_access": right, "tenant_uuid": named,
            });
            Err(auth.error(401, "Unauthorized", "unauthorized", &details, None))
        }
    }
}

/// `GET /0.1/tenants`, by name.
fn tenants(wazo: &Wazo, asked: &Asked) -> Result<Answer, Answer> {
    let mut visible = authorize(wazo, asked, "auth.tenants.read")?;
    let total = visible.len();
    let name = |index: &usize| wazo.tenants.get(*index).map(|tenant| tenant.name.to_lowercase());
    let pairs = query::pairs(&asked.query);
    let value = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let (limit, offset) = (number(value("limit"), "limit")?, number(value("offset"), "offset")?);
    if let Some(search) = value("search").map(str::to_lowercase) {
        visible.retain(|index| name(index).is_some_and(|name| name.contains(&search)));
    }
    visible.sort_by_key(name);
    if value("direction") == Some("desc") {
        visible.reverse();
    }
    let filtered = visible.len();
    let page = visible.into_iter().skip(offset.unwrap_or(0)).take(limit.unwrap_or(usize::MAX));
    let items: Vec<Value> = page.map(|index| wazo.tenants.shown(index)).collect();
    Ok(answers::json(200, &json!({ "filtered": filtered, "total": total, "items": items })))
}

/// `/0.1/tenants/<uuid>`
fn tenant(wazo: &mut Wazo, asked: &Asked, uuid: &str) -> Result<Answer, Answer> {
    let verb = if asked.method == "DELETE" { "delete" } else { "read" };
    let visible = authorize(wazo, asked, &format!("auth.tenants.{uuid}.{verb}"))?;
    let Some(index) = wazo.tenants.find(uuid).filter(|index| visible.contains(index)) else {
        let message = format!("No such tenant: \"{uuid}\"");
        let details = json!({ "uuid": uuid });
        return Err(wazo.auth.error(404, &message, "unknown-tenant", &details, Some("tenants")));
    };
    if asked.method != "DELETE" {
        return Ok(answers::json(200, &wazo.tenants.shown(index)));
    }
    delete_tenant(wazo, index);
    Ok(answers::empty(204, JSON))
}

/// A tenant goes with its people and accounts.
pub fn delete_tenant(wazo: &mut Wazo, index: usize) {
    wazo.tenants.delete(index);
    wazo.auth.delete_of_tenant(index);
    let gone: Vec<u32> = wazo.store.all().filter(|user| user.tenant == index).map(|user| user.id).collect();
    gone.into_iter().for_each(|id| wazo.store.remove(id));
    wazo.store();
}

/// `DELETE /0.1/users/me/tokens/<client id>`
fn forget_client(wazo: &mut Wazo, asked: &Asked, client: &str) -> Result<Answer, Answer> {
    authorize(wazo, asked, &format!("auth.users.me.tokens.{client}.delete"))?;
    let token = asked.header("X-Auth-Token").unwrap_or_default();
    let owner = wazo.auth.valid(token).map(|token| token.account.clone()).unwrap_or_default();
    let before = wazo.auth.refresh_tokens.len();
    wazo.auth.refresh_tokens.retain(|(of, _), account| of != client || *account != owner);
    if wazo.auth.refresh_tokens.len() == before {
        let message = format!("unknown refresh_token for client_id \"{client}\"");
        let id = "cannot-find-refresh-token-matching-client-id";
        let details = json!({ "client_id": client });
        return Err(wazo.auth.error(404, &message, id, &details, Some("tokens")));
    }
    Ok(answers::empty(204, JSON))
}

/// `GET /0.1/users/<uuid>`: an account.
fn account(wazo: &Wazo, asked: &Asked, uuid: &str) -> Result<Answer, Answer> {
    let visible = authorize(wazo, asked, &format!("auth.users.{uuid}.read"))?;
    match wazo.auth.account(uuid).filter(|account| visible.contains(&account.tenant)) {
        Some(account) => Ok(answers::json(200, &shown_account(account, wazo.tenants.uuid(account.tenant)))),
        None => {
            let details = json!({ "uuid": uuid });
            let message = format!("No such user: \"{uuid}\"");
            Err(wazo.auth.error(404, &message, "unknown-user", &details, Some("users")))
        }
    }
}
