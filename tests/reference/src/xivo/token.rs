//! `/0.1/token`: the token service of 2019, and who may come in with a token.

use std::collections::HashMap;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use serde_json::{Value, json};

use super::answers::{self, JSON};
use super::{check_schema, query};
use crate::http::{Answer, Asked};

/// For the person who started the process.
pub const ACCOUNTS: &str = "madeup-admin / madeup-secret\nmadeup-deputy / madeup-secret (the same rights)\nmadeup-reader / madeup-secret (a token that opens nothing)";

const ADMIN: &str = "madeup-admin";
/// Has the rights of the administrator.
const DEPUTY: &str = "madeup-deputy";
const READER: &str = "madeup-reader";
const PASSWORD: &str = "madeup-secret";
/// Good for ever, for a test that does not want to sign in.
const STANDING: &str = "made-up-admin-token";
const TENANTS: [&str; 2] = ["11111111-2222-4333-8444-555555555555", "83f28e0e-9be3-4f18-9c57-095498062a4d"];
const XIVO: &str = "08c56466-8f29-45c7-9856-92bf1ba89b92";
/// In seconds, if the caller does not say.
const LIFE: i64 = 7200;

/// Rights of the administrator: those recorded that matter here.
#[rustfmt::skip]
const ACLS: [&str; 20] = [
    "confd.infos.read",
    "confd.users.me.read",
    "confd.users.me.update",
    "dird.directories.lookup.*.read",
    "dird.personal.#",
    "events.users.me.#",
    "websocketd",
    "auth.*.external.*",
    "auth.admin.#",
    "auth.policies.#",
    "auth.tenants.#",
    "auth.users.#",
    "call-logd.cdr.read",
    "confd.#",
    "dird.sources.read",
    "events.#",
    "plugind.#",
    "provd.operation.#",
    "webhookd.#",
    "auth.#",
];

struct Token {
    username: &'static str,
    session: u64,
    issued: f64,
    expires: f64,
}

/// The time of day, and what a replay let pass.
#[derive(Default)]
pub struct Clock {
    /// In seconds.
    passed: u64,
}

impl Clock {
    pub fn advance(&mut self, seconds: u64) {
        self.passed += seconds;
    }

    /// In seconds since 1970.
    pub fn now(&self) -> f64 {
        let real = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        real.as_secs_f64() + self.passed as f64
    }
}

#[derive(Default)]
pub struct Tokens {
    kept: HashMap<String, Token>,
    given: u64,
    pub clock: Clock,
}

impl Tokens {
    /// Every token that was given out ends.
    pub fn expire(&mut self) {
        self.kept.clear();
    }

    fn valid(&self, token: &str) -> Option<&Token> {
        self.kept.get(token).filter(|t| t.expires > self.clock.now())
    }

    /// The 401 or 503 of confd, if this request may not come in.
    pub fn refused(&self, asked: &Asked) -> Option<Answer> {
        let token = asked.header("X-Auth-Token").unwrap_or_default();
        if asked.fault.as_deref() == Some("auth-down") {
            let words = format!(
                "('127.0.0.1', 9497, ConnectionError(MaxRetryError(\"HTTPConnectionPool(host='127.0.0.1', port=9497): Max retries exceeded with url: /0.1/token/{token}?scope=confd.users.read (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x7fd9059b6f10>: Failed to establish a new connection: [Errno 111] Connection refused',))\",),))"
            );
            return Some(answers::error(503, words));
        }
        // A token without the right gets the same as one that is none.
        let may = token == STANDING || self.valid(token).is_some_and(|t| t.username != READER);
        if !may {
            return Some(answers::error(401, token));
        }
        asked.header("Wazo-Tenant").filter(|t| !TENANTS.contains(t)).map(|tenant| answers::error(401, tenant))
    }

    /// `rest` is what follows `/0.1/`.
    pub fn answer(&mut self, asked: &Asked, rest: &str) -> Answer {
        let method = asked.method.as_str();
        let segments: Vec<&str> = rest.split('/').collect();
        match (method, segments.as_slice()) {
            ("GET", ["backends"]) if names_backend(asked) => answers::json(
                200,
                &json!({ "data": ["ldap_user", "mock", "xivo_admin", "xivo_service", "xivo_user"] }),
            ),
            ("GET", ["backends"]) => answers::json(200, &json!({ "data": ["wazo_user"] })),
            ("POST", ["token"]) => self.create(asked).unwrap_or_else(|refused| refused),
            ("OPTIONS", ["token"]) => answers::empty(200, answers::UNTYPED).with("Allow", "OPTIONS, POST"),
            ("GET" | "HEAD", ["token", token]) => self.look(asked, token),
            ("DELETE", ["token", token]) => {
                self.kept.remove(*token);
                answers::json(200, &json!({ "data": { "message": "success" } }))
            }
            (_, ["token"] | ["token", _] | ["backends"]) => {
                answers::json(405, &json!({ "message": "The method is not allowed for the requested URL." }))
            }
            _ => answers::not_found_page(),
        }
    }

    fn reason(&self, status: u16, what: &str) -> Answer {
        let body = json!({ "reason": [what], "timestamp": [self.clock.now()], "status_code": status });
        answers::json(status, &body)
    }

    fn create(&mut self, asked: &Asked) -> Result<Answer, Answer> {
        let said = asked.header("Content-Type").unwrap_or_default().starts_with("application/json");
        let body: Option<Value> = serde_json::from_slice(&asked.body).ok().filter(|_| said);
        let Some(Value::Object(body)) = body else {
            let message = "The browser (or proxy) sent a request that this server could not understand.";
            return Err(answers::json(400, &json!({ "message": message })));
        };
        let life = match body.get("expiration").map(check_schema::integer) {
            None => LIFE,
            Some(Ok(Some(life))) if life > 0 => life,
            Some(Ok(Some(_))) => return Err(self.reason(400, "{'expiration': ['Must be at least 1.']}")),
            Some(Ok(None)) => return Err(self.reason(400, "{'expiration': ['Field may not be null.']}")),
            Some(Err(what)) => return Err(self.reason(400, &format!("{{'expiration': ['{what}']}}"))),
        };
        let backend = body.get("backend").and_then(Value::as_str);
        let known = match (names_backend(asked), backend) {
            (true, None) => return Err(answers::json(500, &json!({ "message": "Internal Server Error" }))),
            (true, Some(backend)) => backend == "xivo_admin",
            (false, backend) => backend.is_none_or(|backend| backend == "wazo_user"),
        };
        let Some(username) = account(asked).filter(|_| known) else {
            return Err(self.reason(401, "Authentication Failed"));
        };
        self.given += 1;
        let name = uuid("token", self.given);
        let issued = self.clock.now();
        let token = Token { username, session: self.given, issued, expires: issued + life as f64 };
        let shown = shown(&name, &token);
        self.kept.insert(name, token);
        Ok(answers::json(200, &json!({ "data": shown })))
    }

    fn look(&self, asked: &Asked, name: &str) -> Answer {
        let head = asked.method == "HEAD";
        let Some(token) = self.valid(name) else {
            return if head { answers::empty(404, JSON) } else { self.reason(404, "No such token") };
        };
        let scope = query::pairs(&asked.query).into_iter().find(|(n, _)| n == "scope").map(|(_, v)| v);
        if let Some(scope) = scope.filter(|s| !acls(token).iter().any(|acl| opens(acl, s))) {
            return if head {
                answers::empty(403, JSON)
            } else {
                self.reason(403, &format!("Unauthorized for {scope}"))
            };
        }
        if head {
            answers::empty(204, JSON)
        } else {
            answers::json(200, &json!({ "data": shown(name, token) }))
        }
    }
}

/// The fault `backends`: a service before 18.14, which demands the name of a backend
/// (wazo-auth, `xivo_auth/http.py`: `request.get_json()['backend']`).
fn names_backend(asked: &Asked) -> bool {
    asked.fault.as_deref() == Some("backends")
}

fn account(asked: &Asked) -> Option<&'static str> {
    let coded = asked.header("Authorization")?.strip_prefix("Basic ")?;
    let bytes = base64::engine::general_purpose::STANDARD.decode(coded.trim()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (name, password) = text.split_once(':')?;
    [ADMIN, DEPUTY, READER].into_iter().find(|known| *known == name && password == PASSWORD)
}

fn acls(token: &Token) -> &'static [&'static str] {
    if token.username == READER { &["websocketd"] } else { &ACLS }
}

/// `*` stands for one word, `#` for any number of them.
pub fn opens(acl: &str, scope: &str) -> bool {
    fn words(acl: &[&str], scope: &[&str]) -> bool {
        match (acl, scope) {
            ([], []) => true,
            (["#", rest @ ..], _) => (0..=scope.len()).any(|n| words(rest, &scope[n..])),
            (["*", rest @ ..], [_, more @ ..]) => words(rest, more),
            ([a, rest @ ..], [s, more @ ..]) => a == s && words(rest, more),
            _ => false,
        }
    }
    words(&acl.split('.').collect::<Vec<_>>(), &scope.split('.').collect::<Vec<_>>())
}

fn shown(name: &str, token: &Token) -> Value {
    let auth = uuid(token.username, 0);
    let (issued, expires) = (iso(token.issued), iso(token.expires));
    json!({
        "token": name, "auth_id": auth, "xivo_user_uuid": null, "xivo_uuid": XIVO, "issued_at": issued,
        "expires_at": expires, "utc_issued_at": issued, "utc_expires_at": expires, "acls": acls(token),
        "metadata": {
            "auth_id": auth, "username": token.username, "xivo_uuid": XIVO, "xivo_user_uuid": null, "uuid": auth,
            "tenant_uuid": TENANTS[1],
        },
        "session_uuid": uuid("session", token.session),
    })
}

/// A UUID made of a word and a number: the same in every run.
pub fn uuid(word: &str, number: u64) -> String {
    let mut a = 0xcbf2_9ce4_8422_2325_u64;
    let bytes = word.bytes().chain(number.to_be_bytes());
    for byte in bytes {
        a = (a ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let b = a.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        a >> 32,
        (a >> 16) & 0xffff,
        a & 0xfff,
        b >> 52,
        b & 0xffff_ffff_ffff
    )
}

/// Seconds since 1970 as Python writes a time without a zone.
pub fn iso(seconds: f64) -> String {
    let whole = seconds.max(0.0) as u64;
    let micros = ((seconds - whole as f64) * 1e6) as u64;
    let (days, rest) = (whole / 86_400, whole % 86_400);
    // Days to a date, after Hinnant's civil_from_days.
    let z = days + 719_468;
    let (era, doe) = (z / 146_097, z % 146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let (day, month) = (doy - (153 * mp + 2) / 5 + 1, if mp < 10 { mp + 3 } else { mp - 9 });
    let year = yoe + era * 400 + u64::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{micros:06}",
        rest / 3600,
        rest / 60 % 60,
        rest % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_have_wildcards() {
        for (acl, scope, expected) in [
            ("confd.#", "confd.users.read", true),
            ("confd.#", "confdx.users", false),
            ("dird.directories.lookup.*.read", "dird.directories.lookup.x.read", true),
            ("dird.directories.lookup.*.read", "dird.directories.lookup.read", false),
            ("websocketd", "websocketd", true),
        ] {
            assert_eq!(opens(acl, scope), expected, "{acl} {scope}");
        }
    }

    #[test]
    fn times() {
        assert_eq!(iso(1_795_284_458.5), "2026-11-21T18:07:38.500000");
        assert_eq!(iso(0.0), "1970-01-01T00:00:00.000000");
        assert_eq!(iso(951_782_400.0), "2000-02-29T00:00:00.000000");
    }
}
