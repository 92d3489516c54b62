//! Wazo as of August 2026: wazo-confd below `/api/confd` and wazo-auth below
//! `/api/auth`, with three tenants, as recorded in tests/fixtures/xivo/2026-08.
//!
//! It is a server of its own beside the six older dialects: every row has a
//! tenant, every request a right, and nothing knows the CTI any more. What is
//! not in the recordings (music on hold, contexts, lists of lines and of what
//! belongs to them, the refusals of wazo-auth) follows the source that was
//! recorded.
//!
//! Failures that it plays itself, by the name in [`Asked::fault`]:
//!
//! | fault | what it does |
//! | --- | --- |
//! | `sysconfd` | the change is kept, and answered by a 500 |
//! | `auth-down` | 503 of confd, whose body holds the token |
//! | `expired` | every token that was given out ends now |
//! | `missing-right` | the token lacks the right for this request, and the 401 says so |
//! | `too-many-sessions` | 429 at sign-in |
//!
//! What stays until a reset is switched by `POST /__switch`: see [`switches`].

mod auth;
mod check;
mod lines;
mod switches;
mod tenants;
mod users;
mod view;

use std::any::Any;

use serde_json::{Value, json};

use super::answers::{self, UNTYPED};
use super::fields::repr;
use super::lists::Lists;
use super::query::{self, Wanted};
use super::state;
use super::store::{self, CallRecord, Store, User};
use crate::http::{Answer, Asked, Pbx};
use crate::people::Kind;
use crate::systems::System;
use auth::{Account, Auth};
use lines::Unassigned;
use switches::Switches;
use tenants::{MASTER, NORTH, SOUTH, Tenants};

/// One Wazo.
pub struct Wazo {
    people: usize,
    store: Store,
    unassigned: Unassigned,
    tenants: Tenants,
    auth: Auth,
    switches: Switches,
    lists: Lists,
}

/// What a change changes.
struct Saved {
    rows: store::Rows,
    unassigned: Unassigned,
    tenants: Tenants,
    accounts: Vec<Account>,
}

/// What a request may see and where what it creates belongs.
struct Scope {
    tenant: usize,
    /// The tenant and those below it.
    visible: Vec<usize>,
}

impl Wazo {
    pub fn new(people: usize) -> Self {
        Self::of(people, Kind::default())
    }

    fn of(people: usize, kind: Kind) -> Self {
        let mut store = Store::new(people, false);
        store.kind = kind;
        store.reset();
        let mut wazo = Self {
            people,
            store,
            unassigned: Unassigned::default(),
            tenants: Tenants::default(),
            auth: Auth::default(),
            switches: Switches::default(),
            lists: Lists::default(),
        };
        wazo.populate_tenants();
        wazo
    }

    /// For replays: the rows behind the API.
    pub fn store(&mut self) -> &mut Store {
        self.lists = Lists::default();
        &mut self.store
    }

    /// For replays: so many seconds pass for the tokens.
    pub fn advance(&mut self, seconds: u64) {
        self.auth.clock.advance(seconds);
    }

    /// Gives the made-up people what only a Wazo has, and the tenants below their people; nothing where
    /// there are no people.
    fn populate_tenants(&mut self) {
        let base = u32::try_from(self.people).unwrap_or(u32::MAX - 100);
        self.unassigned = Unassigned::after(base);
        if base == 0 {
            return;
        }
        let moh = self.tenants.music_on_hold(MASTER, "");
        for (id, username) in [(1, "ada"), (7, "dora")] {
            let fixed = self.store.get(id).filter(|_| self.store.kind != Kind::Real);
            let Some(mut user) = fixed else { continue };
            user.mobile_fallback_enabled = !user.mobile_phone_number.is_empty();
            user.call_record = if id == 1 {
                CallRecord { outgoing_external: true, incoming_external: true, ..CallRecord::default() }
            } else {
                CallRecord::every(true)
            };
            user.ring_seconds = if id == 7 { 120 } else { user.ring_seconds };
            let name = moh.first().and_then(|moh| moh["name"].as_str()).unwrap_or_default();
            user.music_on_hold = if id == 1 { name.to_owned() } else { String::new() };
            self.auth.add(&user, username, "s3cret");
            self.store.put(user);
        }
        for (tenant, first, last, has_line) in [
            (NORTH, "Nora", "North", true),
            (NORTH, "Nils", "Nordic", false),
            (NORTH, "Ada", "Sample", false),
            (SOUTH, "Sol", "South", true),
            (SOUTH, "Sixta", "Sur", false),
        ] {
            let mut user = users::new_user(self.store.next_id(), tenant);
            user.firstname = first.to_owned();
            user.lastname = last.to_owned();
            user.caller_id = Some(format!("\"{first} {last}\""));
            if has_line {
                user.line = Some(self.unassigned.new_line(if tenant == NORTH { "2001" } else { "3001" }));
            }
            self.store.put(user);
        }
    }

    fn route(&mut self, asked: &Asked) -> Answer {
        let path = asked.path.as_str();
        if path == "/__switch" {
            self.lists = Lists::default();
            return switches::answer(self, asked);
        }
        if asked.fault.as_deref() == Some("expired") {
            self.auth.expire();
        }
        // The web server tells each service by which prefix it was called.
        let service = asked.header("X-Script-Name").unwrap_or_default();
        if let Some(rest) = path.strip_prefix("/0.1/").filter(|_| !service.ends_with("/confd")) {
            return auth::answer(self, asked, rest);
        }
        match path.strip_prefix("/1.1/").filter(|_| !service.ends_with("/auth")) {
            Some(rest) => self.confd(asked, rest),
            None => not_found_page(),
        }
    }

    fn confd(&mut self, asked: &Asked, rest: &str) -> Answer {
        let segments: Vec<&str> = rest.split('/').collect();
        let Some((allow, right)) = resource(&segments) else { return not_found_page() };
        let verb = match asked.method.as_str() {
            "OPTIONS" => return preflight(asked, allow),
            method if !allow.split(", ").any(|allowed| allowed == method) => {
                return not_allowed(allow);
            }
            "POST" => "create",
            "PUT" => "update",
            "DELETE" => "delete",
            _ => "read",
        };
        let scope = match self.authorize(asked, &format!("confd.{right}.{verb}")) {
            Ok(scope) => scope,
            Err(refused) => return refused,
        };
        let caller = format!("{:?} {}", scope.visible, self.origin(asked));
        if asked.fault.as_deref() == Some("extensions") {
            self.store.counts_extensions = true;
            self.lists = Lists::default();
        }
        if asked.fault.as_deref() == Some("reorder") {
            self.store.reorder();
            self.lists = Lists::default();
        }
        if let Some(kept) = self.lists.before(asked, &caller) {
            return kept;
        }
        let answer = match segments.as_slice() {
            ["users"] => users::many(self, asked, &scope),
            ["users", id] => users::one(self, asked, &scope, id),
            ["users", id, "voicemails"] => users::voicemails(self, asked, &scope, id),
            [kind, rest @ ..] => lines::answer(self, asked, &scope, kind, rest.first().copied()),
            [] => not_found_page(),
        };
        self.lists.after(asked, &caller, &answer);
        answer
    }

    /// What the request may see.
    ///
    /// # Errors
    /// The 401 or 503 of confd. A token that is none has two parts, one
    /// without the right or the tenant three.
    fn authorize(&self, asked: &Asked, right: &str) -> Result<Scope, Answer> {
        let named = asked.header("Wazo-Tenant");
        let account_tenant = if asked.header("X-Reference-Act").is_some() {
            MASTER
        } else {
            let token = asked.header("X-Auth-Token").unwrap_or_default();
            if asked.fault.as_deref() == Some("auth-down") {
                return Err(auth_down(token, right, named));
            }
            let Some((tenant, rights)) = self.auth.rights_of(token) else {
                return Err(answers::error(401, format!("({}, {})", repr(token, ""), repr(right, ""))));
            };
            let has_right = rights.iter().any(|acl| super::token::opens(acl, right));
            let sees = named.is_none_or(|uuid| {
                self.tenants.find(uuid).is_some_and(|t| self.tenants.visible_from(tenant).contains(&t))
            });
            if !has_right || !sees || asked.fault.as_deref() == Some("missing-right") {
                let (token, right) = (repr(token, ""), repr(right, ""));
                let named = named.map_or_else(|| "None".to_owned(), |uuid| repr(uuid, ""));
                return Err(answers::error(401, format!("({token}, {right}, {named})")));
            }
            tenant
        };
        let tenant = named.and_then(|uuid| self.tenants.find(uuid)).unwrap_or(account_tenant);
        Ok(Scope { tenant, visible: self.tenants.visible_from(tenant) })
    }

    /// The origin and prefix that the servers think they are called by.
    fn origin(&self, asked: &Asked) -> String {
        let prefix = match &self.switches.script_name {
            Some(prefix) => prefix.as_str(),
            None => asked.header("X-Script-Name").unwrap_or_default(),
        };
        format!("{}{prefix}", super::origin(asked))
    }
}

impl Pbx for Wazo {
    fn answer(&mut self, asked: &Asked) -> Answer {
        let mut answer = self.route(asked);
        if asked.method == "HEAD" {
            answer.body.clear();
        }
        answer.with("Access-Control-Allow-Origin", asked.header("Origin").unwrap_or("*"))
    }

    fn reset(&mut self) {
        *self = Self::of(self.people, self.store.kind);
    }

    fn populate(&mut self, kind: Kind) {
        *self = Self::of(self.people, kind);
    }

    fn mix_equals(&mut self, mix: bool) {
        self.store.mix_equals = mix;
        self.lists = Lists::default();
    }

    fn state(&self) -> Value {
        let shown = |user: User| {
            let mut shown = state::of(&user);
            shown["tenant_uuid"] = self.tenants.uuid(user.tenant).into();
            shown["mobile_fallback_enabled"] = user.mobile_fallback_enabled.into();
            let record = user.call_record;
            shown["call_record_enabled"] = (record == CallRecord::every(true)).into();
            shown["call_record_outgoing_external_enabled"] = record.outgoing_external.into();
            shown["call_record_outgoing_internal_enabled"] = record.outgoing_internal.into();
            shown["call_record_incoming_internal_enabled"] = record.incoming_internal.into();
            shown["call_record_incoming_external_enabled"] = record.incoming_external.into();
            shown["account"] = self.auth.login_of(&user.uuid()).into();
            shown
        };
        let left: Vec<i64> = self.unassigned.lines.iter().map(|left| left.line.id).collect();
        json!({ "users": self.store.all().map(shown).collect::<Vec<Value>>(), "unassigned_lines": left })
    }

    fn save(&self) -> Box<dyn Any + Send> {
        Box::new(Saved {
            rows: self.store.saved(),
            unassigned: self.unassigned.clone(),
            tenants: self.tenants.clone(),
            accounts: self.auth.accounts(),
        })
    }

    fn restore(&mut self, saved: Box<dyn Any + Send>) {
        if let Ok(saved) = saved.downcast::<Saved>() {
            self.store.put_back(saved.rows);
            self.unassigned = saved.unassigned;
            self.tenants = saved.tenants;
            self.auth.put_back(saved.accounts);
        }
        self.lists = Lists::default();
    }

    fn refusal(&self, asked: &Asked, status: u16) -> Option<Answer> {
        if asked.path.starts_with("/0.1/") {
            return self.auth.refusal(asked, status);
        }
        let token = repr(asked.header("X-Auth-Token").unwrap_or_default(), "");
        let sentence = match status {
            401 => format!("({token}, 'confd.users.read')"),
            404 => "Resource Not Found - User was not found ('id': 0)".to_owned(),
            409 => "Resource Error - User already exists ('email': 'somebody@sample.example')".to_owned(),
            500 => "Unexpected error: made-up failure".to_owned(),
            _ => return None,
        };
        Some(answers::error(status, sentence))
    }
}

/// As an installation has it: both services behind one web server.
pub fn system(people: usize) -> System {
    System {
        id: "wazo-2026",
        mounts: vec!["confd", "auth"],
        script_name: true,
        config: json!({
            "id": "wazo-2026", "name": "Wazo 2026 (1.1, token, tenants)", "kind": "xivo",
            "base": "/api/confd", "api": "1.1", "sign_in": "token", "token_base": "/api/auth",
        }),
        accounts: auth::ACCOUNTS.to_owned(),
        pbx: Box::new(Wazo::new(people)),
    }
}

/// The methods of a resource, and its right without the verb at the end; none
/// for what is no path of confd.
fn resource(segments: &[&str]) -> Option<(&'static str, String)> {
    let is_number = |id: &str| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit());
    let is_user = |id: &str| is_number(id) || is_uuid(id);
    Some(match segments {
        ["users"] => ("HEAD, GET, POST, OPTIONS", "users".to_owned()),
        ["users", id] if is_user(id) => ("HEAD, GET, PUT, DELETE, OPTIONS", format!("users.{id}")),
        ["users", id, "voicemails"] if is_user(id) => {
            ("HEAD, GET, POST, DELETE, OPTIONS", format!("users.{id}.voicemails"))
        }
        [kind @ ("lines" | "extensions" | "voicemails" | "moh" | "contexts")] => {
            ("HEAD, GET, OPTIONS", (*kind).to_owned())
        }
        [kind @ ("lines" | "extensions" | "voicemails"), id] if is_number(id) => {
            ("HEAD, GET, OPTIONS", format!("{kind}.{id}"))
        }
        _ => return None,
    })
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, b)| match at {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        })
}

fn not_found_page() -> Answer {
    let page = "<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n\
                <p>The requested URL was not found on the server. If you entered the URL manually \
                please check your spelling and try again.</p>\n";
    answers::typed(404, UNTYPED, page.as_bytes().to_vec())
}

fn not_allowed(allow: &str) -> Answer {
    let body = json!({ "message": "The method is not allowed for the requested URL." });
    answers::json(405, &body).with("Allow", allow)
}

fn not_found(what: &str, id: &str) -> Answer {
    answers::error(404, format!("Resource Not Found - {what} was not found ('id': {id})"))
}

fn preflight(asked: &Asked, allow: &str) -> Answer {
    let answer = answers::empty(200, UNTYPED).with("Allow", allow);
    match asked.header("Access-Control-Request-Headers") {
        Some(headers) => answer
            .with("Access-Control-Allow-Headers", headers)
            .with("Access-Control-Allow-Methods", "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT")
            .with("Vary", "Origin"),
        None => answer,
    }
}

fn auth_down(token: &str, right: &str, tenant: Option<&str>) -> Answer {
    let tenant = tenant.map(|uuid| format!("&tenant={uuid}")).unwrap_or_default();
    answers::error(
        503,
        format!(
            "('127.0.0.1', 9497, ConnectionError(MaxRetryError(\"HTTPConnectionPool(host='127.0.0.1', \
             port=9497): Max retries exceeded with url: /0.1/token/{token}?scope={right}{tenant} \
             (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at \
             0x7f5ceabd9710>: Failed to establish a new connection: [Errno 111] Connection \
             refused'))\")))"
        ),
    )
}

/// A list as all of confd's are: `total` first.
fn items(total: usize, shown: impl Iterator<Item = Value>) -> Answer {
    let mut body = format!("{{\"total\": {total}, \"items\": [").into_bytes();
    for (at, item) in shown.enumerate() {
        if at > 0 {
            body.extend_from_slice(b", ");
        }
        answers::dump_into(&mut body, &item);
    }
    body.extend_from_slice(b"]}");
    answers::typed(200, answers::JSON, body)
}

/// What is wanted of a list; `skip` and `q` are not read.
///
/// # Errors
/// 400, for numbers and truths with a dictionary in the sentence.
fn wanted(pairs: &[(String, String)], scope: &Scope, views: &[&str]) -> Result<Wanted, Answer> {
    let value = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let (limit, offset) = (number(value("limit"), "limit")?, number(value("offset"), "offset")?);
    let recurse = value("recurse").map_or(Ok(false), truth)?;
    if limit == Some(0) {
        return Err(query::input("field 'limit': wrong type. Should be a positive number"));
    }
    let (order, descending) = query::order(pairs)?;
    Ok(Wanted {
        limit,
        offset: offset.unwrap_or(0),
        order,
        descending,
        view: query::view(pairs, views)?,
        search: value("search").map(str::to_owned),
        unaccented: true,
        filters: query::filters(pairs, |value| value.split(',').map(str::to_owned).collect()),
        tenants: Some(if recurse { scope.visible.clone() } else { vec![scope.tenant] }),
    })
}

fn number(value: Option<&str>, name: &str) -> Result<Option<usize>, Answer> {
    let Some(text) = value else { return Ok(None) };
    match text.trim().parse::<i128>() {
        Ok(n) => usize::try_from(n).map(Some).map_err(|_| {
            query::input(&format!(
                "{name}: [{{'constraint_id': 'range', 'constraint': {{'min': 0}}, \
                 'message': 'Must be greater than or equal to 0.'}}]"
            ))
        }),
        Err(_) => Err(query::input(&format!(
            "{name}: {{'message': 'Not a valid integer.', 'constraint_id': 'type', 'constraint': 'integer'}}"
        ))),
    }
}

fn truth(text: &str) -> Result<bool, Answer> {
    match text.to_ascii_lowercase().as_str() {
        "t" | "true" | "on" | "y" | "yes" | "1" => Ok(true),
        "f" | "false" | "off" | "n" | "no" | "0" => Ok(false),
        _ => Err(query::input(
            "recurse: {'message': 'Not a valid boolean.', 'constraint_id': 'type', 'constraint': 'boolean'}",
        )),
    }
}
