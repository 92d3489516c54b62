//! PureConnect (ICWS): sessions, people, rights, inherited client properties.
//!
//! Two hosts of one pair share a [`World`]. Paths are those of a PBX
//! (`/icws/...`); what a proxy rewrites (cookie path, `Location`) is written
//! for the prefix that the host is mounted under.
//!
//! # Accounts (password `s3cret`)
//!
//! | id | who | what is special |
//! | --- | --- | --- |
//! | `admin` | Adele Admin | master administrator, may customize her client |
//! | `mlind` | Maria Lind | may customize her client; two own values make no difference |
//! | `apetrov` | Anna Petrov | may not customize her client |
//! | `tokoro` | Taro Okoro | in two workgroups, a role, and with a template; the values of the examples |
//!
//! Others to look at: `front desk`, `DOM\eva`, `a/b`, `50%`, `a%2Fb`, `x?#`,
//! `Яна`, `.` (an id that no address carries), then the made-up people, whose
//! id is their username or `uN`.
//!
//! # Failures for one request, by the name in [`Asked::fault`]
//!
//! - `switchover`, `unavailable`: 503, with and without other hosts
//! - `session-lost`: the session ends, and this request is answered 401
//! - `session-down`: asking for the session's state, or polling, tells that it is over
//! - `malformed`, `not-allowed`, `no-such-user`, `gone`, `internal`, `timeout`: nothing is saved
//! - `internal-after`, `timeout-after`: saved, then 500
//! - `validator-N`: validator N for every member of a PUT
//! - `license-N`: licence error N alone; the rest is saved
//! - `license-and-validation`: both, nothing saved
//! - `license-warning`: saved, 200 with a warning
//! - `reorder`: from this list on those whom the order leaves equal stand in another one
//! - `license-unnumbered`: saved, 400 with a licence error that has no number
//!
//! # Switches, `POST /icws/__switch` with a JSON object of some of [`switches::Switches`]
//!
//! They hold until the reset.

mod answers;
mod client;
mod connection;
mod put;
mod query;
mod switches;
mod user;
mod users;
mod world;

use std::any::Any;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use crate::http::{Answer, Asked, Pbx};
use crate::people::Kind;
use crate::systems::System;
pub use switches::Switches;
pub use world::{PASSWORD, World};

/// One host of a PureConnect pair.
pub struct Icws {
    host: &'static str,
    /// What a proxy puts before `/icws`, without a slash at its end.
    prefix: String,
    world: Arc<Mutex<World>>,
}

/// What a request needs to be answered.
struct Context<'a> {
    world: &'a mut World,
    asked: &'a Asked,
    host: &'static str,
    prefix: &'a str,
}

/// Who asks.
#[derive(Clone, Debug)]
struct Principal {
    /// Empty for the back door of the tests, which may do everything.
    user: String,
    session: String,
    master: bool,
}

impl Icws {
    /// A host on its own, for replays.
    pub fn new(people: usize) -> Self {
        Self::on("pbx1.example.test", "", Arc::new(Mutex::new(World::new(people, false))))
    }

    /// A server from before 2016 R2 on its own, for replays.
    pub fn before_2016(people: usize) -> Self {
        Self::on("old-pbx.example.test", "", Arc::new(Mutex::new(World::new(people, true))))
    }

    /// The same host behind a proxy that puts this before `/icws`.
    pub fn behind(mut self, prefix: &str) -> Self {
        self.prefix = prefix.into();
        self
    }

    fn on(host: &'static str, prefix: &str, world: Arc<Mutex<World>>) -> Self {
        Self { host, prefix: prefix.into(), world }
    }

    /// What is behind the API.
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pbx for Icws {
    fn answer(&mut self, asked: &Asked) -> Answer {
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        route(&mut Context { world: &mut world, asked, host: self.host, prefix: &self.prefix })
    }

    fn reset(&mut self) {
        self.world().reset();
    }

    fn populate(&mut self, kind: Kind) {
        let mut world = self.world();
        world.kind = kind;
        world.reset();
    }

    fn mix_equals(&mut self, mix: bool) {
        self.world().switches.unstable_order = mix;
    }

    fn state(&self) -> Value {
        let world = self.world();
        let users: Vec<Value> = world
            .users
            .iter()
            .map(|user| {
                json!({
                    "id": user.id, "name": user.name, "extension": user.extension, "own": user.own,
                    "workgroups": user.workgroups, "role": user.role, "template": user.template,
                    "modified": user.modified,
                })
            })
            .collect();
        json!({ "users": users })
    }

    fn save(&self) -> Box<dyn Any + Send> {
        Box::new(self.world().users.clone())
    }

    fn restore(&mut self, saved: Box<dyn Any + Send>) {
        if let Ok(saved) = saved.downcast() {
            self.world().users = *saved;
        }
    }

    fn refusal(&self, _: &Asked, status: u16) -> Option<Answer> {
        let ids = self.world().switches.error_ids;
        Some(match status {
            401 => answers::unauthorized(
                Some("error.request.connection.authenticationFailure"),
                -2_147_221_499,
                "session not valid",
            ),
            403 => answers::not_allowed(ids),
            404 => answers::no_such_user(ids),
            409 => answers::message(409, "conflict"),
            500 => answers::internal(),
            _ => return None,
        })
    }
}

fn route(context: &mut Context) -> Answer {
    let asked = context.asked;
    let Some(segments) = query::segments(&asked.path) else { return answers::no_such_path() };
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let (method, rest) = (
        asked.method.as_str(),
        match segments.as_slice() {
            ["icws", rest @ ..] => rest,
            _ => return answers::no_such_path(),
        },
    );
    match (method, rest) {
        ("POST", ["__switch"]) => return switches::answer(context),
        (_, ["connection", rest @ ..]) => return connection::sessionless(context, rest),
        _ => {}
    }
    let [session, rest @ ..] = rest else { return answers::no_such_path() };
    if asked.fault.as_deref() == Some("session-lost") {
        context.world.sessions.remove(*session);
    }
    let principal = match connection::principal(context, session, rest) {
        Ok(principal) => principal,
        Err(answer) => return answer,
    };
    if let Some(answer) = fault_before(asked, context.world.switches.error_ids) {
        return answer;
    }
    match (method, rest) {
        (_, ["connection"]) => connection::of_session(context, &principal),
        (_, ["messaging", rest @ ..]) => connection::messaging(context, &principal, rest),
        ("GET", ["configuration", "users"]) => users::list(context, &principal),
        ("GET", ["configuration", "users", id]) => user::one(context, &principal, id),
        ("PUT", ["configuration", "users", id]) => put::somebody(context, &principal, id),
        ("PUT", ["configuration", "users", id, "client"]) => put::own(context, &principal, id),
        ("GET", ["configuration", "defaults", "user"]) => user::defaults(),
        ("GET", ["configuration", "default-user"]) => user::default_user(context),
        ("GET", ["configuration", kind, id]) => user::source(context, kind, id),
        (_, ["configuration", "users", ..]) => answers::method_not_allowed(),
        _ => answers::no_such_path(),
    }
}

/// Failures that change nothing.
fn fault_before(asked: &Asked, ids: bool) -> Option<Answer> {
    Some(match asked.fault.as_deref()? {
        "switchover" | "unavailable" => answers::unavailable(&[]),
        "malformed" => answers::malformed(),
        "not-allowed" => answers::not_allowed(ids),
        "no-such-user" => answers::no_such_user(ids),
        "gone" => answers::message(410, "removed from the API"),
        "internal" => answers::internal(),
        "timeout" => answers::timeout(),
        _ => return None,
    })
}

/// The pair, and a server from before 2016 R2. The second host of the pair
/// stands under its own name, but is no system of its own.
pub fn systems(people: usize) -> Vec<System> {
    let accounts = "sign in as admin, mlind or apetrov (may not customize), password s3cret";
    let pair = Arc::new(Mutex::new(World::new(people, false)));
    let host = |id, name: &str, host: &'static str, hosts: &[&str], world: &Arc<Mutex<World>>| {
        let base = format!("/api/{host}");
        let listed = !name.is_empty();
        System {
            id,
            mounts: vec![host],
            script_name: false,
            config: if listed {
                json!({ "id": id, "name": name, "kind": "icws", "base": base, "hosts": hosts })
            } else {
                serde_json::Value::Null
            },
            accounts: if listed { accounts.into() } else { String::new() },
            pbx: Box::new(Icws::on(host, &base, Arc::clone(world))),
        }
    };
    let both = ["pbx1.example.test", "pbx2.example.test"];
    let old = Arc::new(Mutex::new(World::new(people, true)));
    vec![
        host("icws", "PureConnect", both[0], &both, &pair),
        host("icws-2", "", both[1], &[], &pair),
        host("icws-old", "PureConnect 2015", "old-pbx.example.test", &["old-pbx.example.test"], &old),
    ]
}
