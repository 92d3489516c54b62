//! Who is signed in: cookies at the gateway, tokens at Core.
//!
//! | username | password | level |
//! | --- | --- | --- |
//! | any user of a group, `mira.holt@voice.example.test` | `Correct-Horse-7` | 0, end user |
//! | `dept.admin@voice.example.test` | `Correct-Horse-6` | 4, department administrator of Pilots in north-quay |
//! | `desk.admin@voice.example.test`, at Core also `desk.admin` (code 413902 of an app) | `Correct-Horse-8` | 8, group administrator of north-quay |
//! | `mail.admin@voice.example.test`, at Core with code 271828 by email | `Correct-Horse-8` | 8, the same |
//! | `tenant.admin@voice.example.test` | `Correct-Horse-9` | 12, tenant administrator of brightwater |
//! | `system.admin` | `Correct-Horse-10` | 16, system |

use std::collections::HashMap;

use serde_json::{Value, json};

use super::world::World;
use super::{Apio, errors};
use crate::http::{Answer, Asked};

pub const ACCOUNTS: &str = "mira.holt@voice.example.test / Correct-Horse-7 (end user)\n\
    desk.admin@voice.example.test / Correct-Horse-8 (group north-quay)\n\
    tenant.admin@voice.example.test / Correct-Horse-9 (tenant brightwater)\n\
    system.admin / Correct-Horse-10 (system)";

pub const CORE_ACCOUNTS: &str = "mira.holt@voice.example.test / Correct-Horse-7 (end user)\n\
    must.change@voice.example.test / Correct-Horse-7 (must change the password first)\n\
    desk.admin / Correct-Horse-8, code 413902 (group north-quay)\n\
    mail.admin@voice.example.test / Correct-Horse-8, code 271828 by email (group north-quay)\n\
    tenant.admin@voice.example.test / Correct-Horse-9 (tenant brightwater)\n\
    system.admin / Correct-Horse-10 (system)";

/// Who somebody is, and how far they reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    pub username: String,
    pub level: u32,
    pub tenant: Option<String>,
    pub group: Option<String>,
    pub user: Option<String>,
    /// A department administrator reaches no farther.
    pub department: Option<String>,
    pub first_login: bool,
}

impl Me {
    /// Ids and level, as the gateway sends them after a login.
    fn told(&self) -> Value {
        let mut ids = serde_json::Map::new();
        for (name, id) in [("tenant_id", &self.tenant), ("group_id", &self.group), ("user_id", &self.user)] {
            if let Some(id) = id {
                ids.insert(name.into(), id.as_str().into());
            }
        }
        json!({"ids": ids, "profile": {"user_level": self.level, "is_first_login": self.first_login}})
    }

    /// Does this level reach that tenant and group?
    pub fn reaches(&self, tenant: &str, group: Option<&str>) -> bool {
        let is = |own: &Option<String>, asked: &str| own.as_deref() == Some(asked);
        match self.level {
            16.. => true,
            12.. => is(&self.tenant, tenant),
            _ => is(&self.tenant, tenant) && group.is_none_or(|group| is(&self.group, group)),
        }
    }
}

#[derive(Clone, Default)]
pub struct Sessions {
    /// By cookie or access token.
    open: HashMap<String, Me>,
    /// By refresh token.
    refresh: HashMap<String, Me>,
    /// Half signed in: by the payload, with the code that is waited for.
    waiting: HashMap<String, (Me, &'static str)>,
    last: u64,
}

impl Sessions {
    fn new_name(&mut self, prefix: &str) -> String {
        self.last += 1;
        format!("{prefix}{:08x}", self.last.wrapping_mul(0x9E37_79B9) & 0xFFFF_FFFF)
    }

    /// Ends the access tokens and cookies; refresh tokens go on.
    pub fn end_open(&mut self) {
        self.open.clear();
    }

    pub fn end_all(&mut self) {
        self.open.clear();
        self.refresh.clear();
    }

    /// Who asks, by cookie or by token.
    pub fn who(&self, asked: &Asked, core: bool) -> Option<Me> {
        let name = if core { bearer(asked)? } else { cookie(asked, "sessionid")? };
        self.open.get(name).cloned()
    }

    fn tokens(&mut self, me: Me, with_ids: bool) -> Answer {
        let access = self.new_name("aaa.bbb.");
        let refresh = self.new_name("ddd.eee.");
        let mut body = json!({"access_token": access, "refresh_token": refresh});
        if with_ids && let (Value::Object(body), Value::Object(told)) = (&mut body, me.told()) {
            body.extend(told);
        }
        self.open.insert(access, me.clone());
        self.refresh.insert(refresh, me);
        Answer::json(200, &body)
    }
}

fn bearer(asked: &Asked) -> Option<&str> {
    asked.header("Authorization")?.strip_prefix("Bearer ")
}

fn cookie<'a>(asked: &'a Asked, name: &str) -> Option<&'a str> {
    asked.header("Cookie")?.split(';').find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// Whoever has this name and password.
fn known(world: &World, passwords: &HashMap<String, String>, username: &str, password: &str) -> Option<Me> {
    let me = |level, tenant: Option<&str>, group: Option<&str>| Me {
        username: username.to_owned(),
        level,
        tenant: tenant.map(str::to_owned),
        group: group.map(str::to_owned),
        user: None,
        department: None,
        first_login: false,
    };
    let (first, me) = match username {
        "desk.admin" | "desk.admin@voice.example.test" => {
            ("Correct-Horse-8", Me { first_login: true, ..me(8, Some("brightwater"), Some("north-quay")) })
        }
        "mail.admin@voice.example.test" => {
            ("Correct-Horse-8", me(8, Some("brightwater"), Some("north-quay")))
        }
        "dept.admin@voice.example.test" => (
            "Correct-Horse-6",
            Me { department: Some("Pilots".into()), ..me(4, Some("brightwater"), Some("north-quay")) },
        ),
        "tenant.admin@voice.example.test" => ("Correct-Horse-9", me(12, Some("brightwater"), None)),
        "system.admin" => ("Correct-Horse-10", me(16, None, None)),
        _ => {
            let (tenant, group, user) = world.find(username)?;
            let first_login = user.must_change;
            let me = me(0, Some(&tenant), Some(&group));
            return (user.password == password).then_some(Me { user: Some(user.id), first_login, ..me });
        }
    };
    (passwords.get(username).map_or(first, String::as_str) == password).then_some(me)
}

fn text<'a>(body: &'a Value, name: &str) -> &'a str {
    body.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// `POST /api/v1/login/`.
pub fn gateway_login(apio: &mut Apio, asked: &Asked) -> Answer {
    let body: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
    let Some(me) =
        known(&apio.world, &apio.admin_passwords, text(&body, "username"), text(&body, "password"))
    else {
        let mut answer = errors::from_server(401, 4962, "Invalid password", "", false);
        let text = "made-up text: authentication failed";
        let mut body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        body["errors"][0]["code"] = 1.into();
        body["errors"][0]["message"] = text.into();
        answer.body = body.to_string().into_bytes();
        return answer;
    };
    let name = apio.sessions.new_name("0aa1");
    let answer = Answer::json(200, &me.told());
    apio.sessions.open.insert(name.clone(), me);
    answer.with("Set-Cookie", format!("sessionid={name}; Path=/; HttpOnly; SameSite=Lax"))
}

/// `/api/v01/auth/...` and `/api/v01/system/users/local`.
pub fn core(apio: &mut Apio, asked: &Asked, rest: &str) -> Answer {
    let body: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
    match (asked.method.as_str(), rest) {
        ("POST", "auth/login") => core_login(apio, &body),
        ("POST", "auth/2fa" | "auth/2fa_totp") => second_factor(apio, &body, rest),
        ("GET", "auth/access_token") => refresh(apio, asked),
        ("GET", "auth/logout") => {
            if let Some(token) = bearer(asked) {
                apio.sessions.open.remove(token);
            }
            Answer::json(200, &json!({}))
        }
        (method, _) => {
            let Some(me) = apio.sessions.who(asked, true) else {
                return errors::core(401, "made-up text: token expired");
            };
            match (method, rest) {
                ("GET", "apio/provisioning/gateways") => {
                    Answer::json(200, &json!({"gateways": [{"name": "BWKS Lab", "prefix": "/api/v01/p1"}]}))
                }
                ("GET", "system/users/local") => Answer::json(
                    200,
                    &json!({
                        "username": me.username, "email": "", "is_system": me.level >= 16, "local_user": me.user.is_none(),
                        "language": "en", "need_password_change": apio.must_change(&me), "support_reset_password": true,
                    }),
                ),
                ("PUT", "system/users/local") => change_password(apio, &me, &body),
                _ => errors::page(404),
            }
        }
    }
}

fn core_login(apio: &mut Apio, body: &Value) -> Answer {
    let username = text(body, "username");
    let Some(me) = known(&apio.world, &apio.admin_passwords, username, text(body, "password")) else {
        return errors::core(401, "made-up text: credentials refused");
    };
    let (option, code) = match username {
        "desk.admin" => ("totp", "413902"),
        "mail.admin@voice.example.test" => ("email", "271828"),
        _ => return apio.sessions.tokens(me, apio.switches.ids_in_login),
    };
    let payload = apio.sessions.new_name("ggg.hhh.");
    apio.sessions.waiting.insert(payload.clone(), (me, code));
    Answer::json(200, &json!({"2fa_payload": payload, "option": option}))
}

fn second_factor(apio: &mut Apio, body: &Value, rest: &str) -> Answer {
    let payload = text(body, "2fa_payload");
    let wanted = if rest == "auth/2fa_totp" { "413902" } else { "271828" };
    match apio.sessions.waiting.get(payload) {
        Some((_, code)) if *code == wanted && *code == text(body, "code") => {}
        _ => return errors::core(400, "made-up text: code refused"),
    }
    let Some((me, _)) = apio.sessions.waiting.remove(payload) else {
        return errors::core(400, "made-up text: code refused");
    };
    apio.sessions.tokens(me, apio.switches.ids_in_login)
}

fn refresh(apio: &mut Apio, asked: &Asked) -> Answer {
    let Some(me) = bearer(asked).and_then(|token| apio.sessions.refresh.get(token)).cloned() else {
        return errors::core(401, "made-up text: refresh token revoked");
    };
    let access = apio.sessions.new_name("aaa.bbb.");
    apio.sessions.open.insert(access.clone(), me);
    Answer::json(200, &json!({"access_token": access}))
}

/// One's own password at Core; the application server's rules hold for its users.
fn change_password(apio: &mut Apio, me: &Me, body: &Value) -> Answer {
    let (old, new) = (text(body, "old_password"), text(body, "password"));
    if known(&apio.world, &apio.admin_passwords, &me.username, old).is_none() {
        return errors::core(401, "made-up text: invalid credentials");
    }
    if new.is_empty() {
        return errors::core(400, "made-up text: a password is needed");
    }
    match &me.user {
        Some(user) => {
            let Some((tenant, group, mut user)) = apio.world.find(user) else { return errors::page(404) };
            if let Some(refused) = apio.password_refused(&user, new) {
                return errors::core(400, refused);
            }
            super::profile::set_password(&mut user, new);
            if let Some(group) = apio.world.group_mut(&tenant, &group) {
                group.put(user);
            }
        }
        None => {
            apio.admin_passwords.insert(me.username.clone(), new.to_owned());
        }
    }
    Answer::json(200, &json!({}))
}
