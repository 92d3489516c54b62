//! Netaxis APIO in front of a BroadWorks application server, in two forms:
//! directly at the gateway (`/api/v1/...`, a session cookie) and behind APIO
//! Core (`/api/v01/auth/...`, tokens; the API under `/api/v01/p1/...`).
//!
//! The accounts stand in [`sessions`], the people in [`world`], what can be
//! switched in [`switches`]. Failures that these systems play themselves, by
//! the name in [`Asked::fault`]: `session-over` (the cookie or access token
//! ends now), `busy` (429 with `Retry-After: 7`), `busy-until` (with a date), `gone` (410),
//! `unprocessable` (422), `partly` (207, what was asked is done all the
//! same), `media` (416), `must-change` (403, the password first),
//! `network-refuses` (403 from the application server), `details` (400 with
//! details alone), `reorder` (from this list of users on another order), `fault` (500, nothing done), `fault-after` (500, but done).

mod errors;
mod lists;
mod pincode;
mod profile;
mod rules;
pub mod sessions;
pub mod switches;
pub mod world;

use std::any::Any;
use std::collections::HashMap;

use serde_json::{Value, json};

use crate::http::{Answer, Asked, Pbx};
use crate::people::Kind;
use crate::systems::System;
use sessions::{Me, Sessions};
use switches::Switches;
use world::{User, World};

/// One APIO.
pub struct Apio {
    /// Behind Core, or directly at the gateway?
    core: bool,
    people: usize,
    /// Of the people of the whole process.
    kind: Kind,
    pub world: World,
    pub sessions: Sessions,
    pub switches: Switches,
    /// Passwords of administrators that were changed, by username.
    admin_passwords: HashMap<String, String>,
    /// Application data that outlived their user: user and application.
    left_app_data: Vec<(String, String)>,
    /// How users stand in lists; 0 as they were made.
    salt: u64,
}

/// The user that a path names.
pub struct Place {
    pub tenant: String,
    pub group: String,
    pub user: String,
}

impl User {
    fn department(&self) -> &str {
        self.profile
            .get("department")
            .and_then(|known| known.get("departmentName")?.as_str())
            .unwrap_or_default()
    }
}

impl Apio {
    pub fn gateway(people: usize) -> Self {
        Self::new(false, people)
    }

    pub fn behind_core(people: usize) -> Self {
        Self::new(true, people)
    }

    fn new(core: bool, people: usize) -> Self {
        Self {
            core,
            people,
            kind: Kind::default(),
            world: World::new(people),
            sessions: Sessions::default(),
            switches: Switches::default(),
            admin_passwords: HashMap::new(),
            left_app_data: Vec::new(),
            salt: 0,
        }
    }

    /// Must this user change the password before anything else?
    fn must_change(&self, me: &Me) -> bool {
        self.core
            && me
                .user
                .as_ref()
                .and_then(|id| self.world.find(id))
                .is_some_and(|(_, _, user)| user.must_change)
    }

    fn keep(&mut self, place: &Place, user: User) {
        if let Some(group) = self.world.group_mut(&place.tenant, &place.group) {
            group.put(user);
        }
    }

    /// "Similar to GET", or nothing, as it was switched.
    fn put_answer(&self, body: Value) -> Answer {
        Answer::json(200, &if self.switches.empty_put_answer { json!({}) } else { body })
    }

    /// The answer to a wrong old PIN or password where its status was switched.
    fn wrong_old(&mut self) -> Answer {
        let status = self.switches.old_pin_wrong_status;
        if self.switches.old_pin_wrong_ends_session {
            self.sessions.end_open();
        }
        let text = "made-up text: the old one does not match";
        match self.switches.old_pin_wrong_shape.as_str() {
            "own" => errors::message(status, 9003, text),
            "plain" if self.core => errors::core(status, text),
            "plain" => errors::details(status, text),
            _ => errors::from_server(status, 4962, "Invalid password", "", self.switches.indexed_errors),
        }
    }

    /// What the application server says against a password.
    fn password_refused(&self, user: &User, new: &str) -> Option<&'static str> {
        let rules = &self.switches.password_rules;
        rules::password_broken(rules, new, &user.password, &user.password_history, &user.id)
    }

    fn route(&mut self, asked: &Asked) -> Answer {
        let path = asked.path.as_str();
        if path == "/__switch" {
            return switches::answer(self, asked);
        }
        let rest = match self.core {
            true => match path.strip_prefix("/api/v01/p1/") {
                Some(rest) => rest,
                None => match path.strip_prefix("/api/v01/") {
                    Some(rest) => return sessions::core(self, asked, rest),
                    None => return errors::page(404),
                },
            },
            false => match path.strip_prefix("/api/v1/") {
                Some(rest) => rest,
                None => return errors::page(404),
            },
        };
        // Paths without the last slash are unknown.
        let Some(rest) = rest.strip_suffix('/') else { return errors::page(404) };
        let Some(segments) = rest.split('/').map(decoded).collect::<Option<Vec<String>>>() else {
            return errors::page(404);
        };
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        if !self.core && segments == ["login"] {
            return sessions::gateway_login(self, asked);
        }
        let Some(me) = self.sessions.who(asked, self.core) else {
            if self.switches.session_shape == "own" {
                return errors::message(401, 9031, "made-up text: no session");
            }
            return match self.core {
                true => errors::core(401, "made-up text: token expired"),
                false => errors::details(401, "made-up text: no session"),
            };
        };
        let own_password = asked.method == "PUT" && matches!(segments.as_slice(), [_, _, _, _, "users", _]);
        if self.must_change(&me) && !own_password {
            return errors::must_change_password();
        }
        self.resource(asked, &me, &segments)
    }

    fn resource(&mut self, asked: &Asked, me: &Me, segments: &[&str]) -> Answer {
        let is_users = segments.last() == Some(&"users");
        if is_users && (self.switches.unstable_order || asked.fault.as_deref() == Some("reorder")) {
            self.salt += 1;
        }
        let read = asked.method == "GET";
        let allowed =
            |least: u32, tenant: &str, group: Option<&str>| me.level >= least && me.reaches(tenant, group);
        match segments {
            ["tenants"] if read && me.level >= 16 => lists::tenants(self, asked),
            ["search", "users"] if read && me.level >= 16 => lists::search(self, asked, None),
            ["system", "passcode_rules"] if read && me.level >= 16 => {
                let mut rules = self.switches.system_rules.clone();
                rules.insert("defaultPassword".into(), "0000".into());
                Answer::json(200, &rules.into())
            }
            ["tenants", tenant] if read && allowed(12, tenant, None) => lists::tenant(self, tenant),
            ["tenants", tenant, "groups"] if read && allowed(12, tenant, None) => {
                lists::groups(self, asked, tenant)
            }
            ["tenants", tenant, "search", "users"] if read && allowed(12, tenant, None) => {
                lists::search(self, asked, Some(tenant))
            }
            ["tenants", tenant, "passcode_rules"] if read && allowed(12, tenant, None) => {
                Answer::json(200, &self.switches.tenant_rules.clone().into())
            }
            ["tenants", tenant, "groups", group, rest @ ..] => match rest {
                ["users"] if read && allowed(4, tenant, Some(group)) => {
                    lists::users(self, asked, me, tenant, group)
                }
                ["departments"] if read && allowed(4, tenant, Some(group)) => {
                    lists::departments(self, tenant, group)
                }
                ["active_passcode_rules"]
                    if read && allowed(self.switches.active_rules_level, tenant, Some(group)) =>
                {
                    self.leveled(self.switches.active().clone())
                }
                ["passcode_rules"]
                    if read && allowed(self.switches.group_rules_level, tenant, Some(group)) =>
                {
                    self.leveled(self.switches.group_rules.clone())
                }
                ["password_rules"] if read && allowed(0, tenant, Some(group)) => {
                    Answer::json(200, &self.switches.password_rules.clone().into())
                }
                ["users", user] | ["users", user, "pincode"] => {
                    let place =
                        Place { tenant: (*tenant).into(), group: (*group).into(), user: (*user).into() };
                    self.user(asked, me, &place, rest.len() == 3)
                }
                _ => errors::not_allowed(),
            },
            _ => errors::not_allowed(),
        }
    }

    /// With whose rules hold, which comes first.
    fn leveled(&self, rules: serde_json::Map<String, Value>) -> Answer {
        let mut body = serde_json::Map::new();
        body.insert("useRuleLevel".into(), self.switches.use_rule_level.as_str().into());
        body.extend(rules);
        Answer::json(200, &body.into())
    }

    fn user(&mut self, asked: &Asked, me: &Me, place: &Place, pin: bool) -> Answer {
        let own = me.user.as_deref() == Some(place.user.as_str());
        if !me.reaches(&place.tenant, Some(&place.group)) || (me.level == 0 && !own) {
            return match pin && asked.method == "PUT" {
                true => errors::from_server(
                    403,
                    5404,
                    "Unauthorized transaction.",
                    "",
                    self.switches.indexed_errors,
                ),
                false => errors::not_allowed(),
            };
        }
        let user = self.world.group(&place.tenant, &place.group).and_then(|group| group.user(&place.user));
        let department = |user: &User| me.department.as_ref().is_none_or(|own| user.department() == own);
        match user {
            Some(user) if !department(&user) => errors::not_allowed(),
            Some(user) if pin => pincode::answer(self, asked, me, place, user),
            None if pin => errors::user_not_found(&place.user),
            user => profile::answer(self, asked, me, place, user),
        }
    }

    /// Failures that need to know the dialect.
    fn fault(&mut self, asked: &Asked) -> Option<Answer> {
        Some(match asked.fault.as_deref()? {
            "session-over" => {
                self.sessions.end_open();
                return None;
            }
            "busy" => errors::details(429, "made-up text: slow down").with("Retry-After", "7"),
            // The date beside the server's own.
            "busy-until" => errors::details(429, "made-up text: slow down")
                .with("Date", "Fri, 20 Nov 2026 23:59:50 GMT")
                .with("Retry-After", "Sat, 21 Nov 2026 00:01:20 GMT"),
            "gone" => errors::message(410, 9030, "made-up text: this is no more"),
            "unprocessable" => errors::details(422, json!({"reason": "made-up text: cannot be processed"})),
            "media" => errors::details(416, "made-up text: body must be an object"),
            "must-change" => errors::must_change_password(),
            "network-refuses" => errors::from_server(403, 5404, "Unauthorized transaction.", "", false),
            "details" => errors::details(400, "made-up text: bad parameter"),
            "fault" => errors::message(500, 9999, "made-up text: unexpected fault"),
            "fault-after" => {
                self.route(asked);
                errors::message(500, 9999, "made-up text: unexpected fault")
            }
            "partly" => {
                self.route(asked);
                errors::message(207, 9007, "made-up text: the phone record could not be removed")
            }
            _ => return None,
        })
    }
}

impl Pbx for Apio {
    fn answer(&mut self, asked: &Asked) -> Answer {
        self.fault(asked).unwrap_or_else(|| self.route(asked))
    }

    fn reset(&mut self) {
        *self = Self { kind: self.kind, ..Self::new(self.core, self.people) };
        self.world.populate(self.kind);
    }

    fn populate(&mut self, kind: Kind) {
        self.kind = kind;
        self.reset();
    }

    fn mix_equals(&mut self, mix: bool) {
        self.switches.unstable_order = mix;
    }

    fn state(&self) -> Value {
        let mut users = Vec::new();
        for tenant in &self.world.tenants {
            for group in &tenant.groups {
                users.extend(group.users().map(|user| {
                    json!({
                        "id": user.id, "tenant": tenant.id, "group": group.id, "profile": user.profile,
                        "pin": user.pin, "password": user.password, "locked": user.locked,
                        "failures": user.failures, "expiration_days": user.expiration_days,
                        "additional": user.additional, "apps": user.apps, "must_change": user.must_change,
                    })
                }));
            }
        }
        json!({ "users": users, "left_app_data": self.left_app_data })
    }

    fn save(&self) -> Box<dyn Any + Send> {
        Box::new((self.world.clone(), self.admin_passwords.clone(), self.left_app_data.clone()))
    }

    fn restore(&mut self, saved: Box<dyn Any + Send>) {
        if let Ok(saved) = saved.downcast() {
            (self.world, self.admin_passwords, self.left_app_data) = *saved;
        }
    }

    fn refusal(&self, asked: &Asked, status: u16) -> Option<Answer> {
        Some(match status {
            401 if self.core => errors::core(401, "made-up text: token expired"),
            401 => errors::details(401, "made-up text: no session"),
            403 => errors::not_allowed(),
            404 => errors::user_not_found(
                asked.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default(),
            ),
            409 => errors::message(409, 9040, "made-up text: conflict"),
            429 => errors::details(429, "made-up text: slow down"),
            500 => errors::message(500, 9999, "made-up text: unexpected fault"),
            _ => return None,
        })
    }
}

/// A path segment or a query value, decoded once.
fn decoded(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        if *byte == b'%' {
            let pair = std::str::from_utf8(bytes.get(at + 1..at + 3)?).ok()?;
            out.push(u8::from_str_radix(pair, 16).ok()?);
            at += 3;
        } else {
            out.push(*byte);
            at += 1;
        }
    }
    String::from_utf8(out).ok()
}

/// Both forms, as they are mounted.
pub fn systems(people: usize) -> Vec<System> {
    let gateway =
        json!({"id": "apio", "name": "APIO gateway", "kind": "apio", "base": "/api/apio", "via": "gateway"});
    let core = json!({
        "id": "apio-core", "name": "APIO Core", "kind": "apio", "base": "/api/apio-core", "via": "core",
        "end_user": {"tenant": "brightwater", "group": "north-quay", "user": "{username}"},
    });
    vec![
        System {
            id: "apio",
            mounts: vec!["apio"],
            script_name: false,
            config: gateway,
            accounts: sessions::ACCOUNTS.to_owned(),
            pbx: Box::new(Apio::gateway(people)),
        },
        System {
            id: "apio-core",
            mounts: vec!["apio-core"],
            script_name: false,
            config: core,
            accounts: sessions::CORE_ACCOUNTS.to_owned(),
            pbx: Box::new(Apio::behind_core(people)),
        },
    ]
}
