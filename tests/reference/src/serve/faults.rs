//! Failures that are played around a PBX, on demand.
//!
//! # Which request
//!
//! | key | meaning |
//! | --- | --- |
//! | `system` | id of the system, `files` for the console's own; every system if left out |
//! | `method` | every method if left out |
//! | `path` | its beginning, without the mount point; `*` stands for anything within one segment, `$` at the end for the end of the path |
//! | `query` | a part of the query, still percent-encoded: `offset=200`, `scope=` |
//! | `nth` | the first fitting request that is harmed, from 1 |
//! | `times` | how many fitting requests from there on; 0 is for ever |
//!
//! # What happens
//!
//! `when` is `before` or `after` the change was made (before, if left out).
//!
//! | `kind` | what the client sees |
//! | --- | --- |
//! | `401` `403` `404` `409` `429` `500` `502` `503` ... | that status: in the vendor's words where it has some, else a page of a web server (`body`, `type` replace it) |
//! | `status` | `status` with `body` of the type `type`, nothing if there is none |
//! | `challenge` | 401 with `WWW-Authenticate: Basic` |
//! | `redirect` | 303 (or `status`) to a login page, which answers every method with 200 and HTML |
//! | `empty` | no body and no `Location`; 200 before, the own status (201, 204) after |
//! | `error-inside` | 200 with `{"status": 401}` |
//! | `drop` | the connection ends without an answer; what a browser sends again by itself ends the same way |
//! | `resend` | the change is made and the connection ends; what a browser sends again by itself is answered, and done a second time |
//! | `silence` | nothing for `ms`, and then the connection ends; without `ms` until `POST /__reference/release` |
//! | `delay` | `before`: the change is made and answered after `ms`; `after`: made at once, answered after `ms`; without `ms` until the release |
//! | `act` | somebody else's request (`act`: as for `POST /__reference/act`, without `system`) just before or just after this one |
//!
//! These need the PBX's answer, so that `when` says nothing:
//!
//! | `kind` | what the client sees |
//! | --- | --- |
//! | `no-effect` | the answer of a change that was made, which was not made |
//! | `half` | a success, but of the fields that change every second one is kept as it was; `fields` names those that are kept |
//! | `body` | `body` instead of the answer's own, with `status` and `type` if given |
//! | `huge` | `length` characters (100,000,000) in the text `fields[0]` of the answer, or in its first text |
//! | `cut` | half of the answer, then the connection ends |
//! | `slow` | the answer in pieces over `ms` |
//! | `drip` | the answer but for its last byte, then a blank each `ms` (100) for ever |
//!
//! Any other kind is handed to the PBX: `reorder` (the list answered stands in another order than
//! the pages before), `provd`, `sysconfd`, ...
//!
//! Of several that fit a request, all of `delay` and `act` are played, and the first of the others.
//!
//! Older spellings: `500-before`, `500-after`, `drop-after`, `html` (502), and `after`, which is `nth` less one.

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::control::Act;
use crate::http::{Answer, Asked, Pbx};

/// One armed failure; the module says what its keys mean.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    pub system: Option<String>,
    pub method: Option<String>,
    pub path: Option<String>,
    pub query: Option<String>,
    #[serde(default = "once")]
    pub times: u32,
    /// From 1.
    #[serde(default = "once")]
    pub nth: u32,
    /// How many fitting requests pass unharmed.
    #[serde(default)]
    pub after: u32,
    pub kind: String,
    #[serde(default)]
    pub when: When,
    /// In milliseconds.
    pub ms: Option<u64>,
    pub status: Option<u16>,
    pub body: Option<String>,
    /// The `Content-Type` of `body`.
    #[serde(rename = "type")]
    pub content_type: Option<String>,
    #[serde(default)]
    pub fields: Vec<String>,
    /// In characters.
    pub length: Option<usize>,
    pub act: Option<Act>,
}

/// Before or after the PBX made the change.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum When {
    #[default]
    Before,
    After,
}

/// The console's own files, as a fault names them.
pub const FILES: &str = "files";

fn once() -> u32 {
    1
}

impl Fault {
    fn fits(&self, system: &str, asked: &Asked) -> bool {
        // The files of the console fail only if they are named.
        self.system.as_deref().map_or(system != FILES, |s| s == system)
            && self.method.as_deref().is_none_or(|m| m.eq_ignore_ascii_case(&asked.method))
            && self.path.as_deref().is_none_or(|p| path_fits(p, &asked.path))
            && self.query.as_deref().is_none_or(|q| asked.query.contains(q))
    }

    /// Today's spelling of an older one.
    fn modern(mut self) -> Self {
        let (kind, when) = match self.kind.as_str() {
            "500-before" => ("500", When::Before),
            "500-after" => ("500", When::After),
            "drop-after" => ("drop", When::After),
            "html" => {
                self.status = self.status.or(Some(502));
                self.body = self.body.or(Some(page(self.status.unwrap_or(502))));
                self.content_type = self.content_type.or(Some("text/html".into()));
                ("status", When::Before)
            }
            _ => {
                self.after += self.nth.saturating_sub(1);
                return self;
            }
        };
        (self.kind, self.when) = (kind.into(), when);
        self.after += self.nth.saturating_sub(1);
        self
    }

    fn wait(&self) -> Wait {
        self.ms.map_or(Wait::Release, |ms| Wait::Time(Duration::from_millis(ms)))
    }
}

/// `*` is anything but a slash, `$` at the end is the end.
fn path_fits(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = match pattern.strip_suffix('$') {
        Some(rest) => (rest, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    for (at, part) in parts.iter().enumerate() {
        // The last star of a whole pattern goes up to what follows it at the end.
        let segment = rest.find('/').unwrap_or(rest.len());
        let found = if part.is_empty() {
            Some(segment)
        } else if whole && at + 1 == parts.len() {
            rest.rfind(part)
        } else {
            rest.find(part)
        };
        match found {
            Some(found) if found <= segment => rest = &rest[found + part.len()..],
            _ => return false,
        }
    }
    !whole || rest.is_empty()
}

/// A browser that sends on a connection it used before, and sees it closed
/// without an answer, sends the same again by itself. So that a test sees the
/// failure, these attempts are dropped as well if they come at once, up to the
/// first on a new connection, after which a browser gives up.
struct Echo {
    system: String,
    method: String,
    path: String,
    until: Instant,
}

const ECHO: Duration = Duration::from_millis(400);

impl Echo {
    fn is(&self, system: &str, asked: &Asked) -> bool {
        self.system == system && self.method == asked.method && self.path == asked.path
    }
}

#[derive(Default)]
pub struct Faults {
    armed: Vec<Fault>,
    echo: Option<Echo>,
}

impl Faults {
    pub fn arm(&mut self, more: Vec<Fault>) {
        self.armed.extend(more.into_iter().map(Fault::modern));
    }

    pub fn clear(&mut self) {
        self.armed.clear();
        self.echo = None;
    }

    pub fn left(&self) -> usize {
        self.armed.len()
    }

    /// What to play for this request.
    pub fn take(&mut self, system: &str, asked: &Asked, reused: bool) -> Play {
        let mut play = Play::default();
        let echoed = self.echo.take().filter(|echo| echo.until > Instant::now());
        if let Some(mut echo) = echoed.filter(|echo| echo.is(system, asked)) {
            // A browser may try one used connection after the other.
            if reused {
                echo.until = Instant::now() + ECHO;
                self.echo = Some(echo);
            }
            play.drop = true;
            play.refuses = true;
            return play;
        }
        let mut taken = false;
        self.armed.retain_mut(|fault| {
            let is_beside = matches!(fault.kind.as_str(), "delay" | "act");
            if (taken && !is_beside) || !fault.fits(system, asked) {
                return true;
            }
            if fault.after > 0 {
                fault.after -= 1;
                return true;
            }
            match (fault.kind.as_str(), fault.when, fault.act.clone()) {
                ("delay", When::Before, _) => play.waits_before.push(fault.wait()),
                ("delay", When::After, _) => play.waits_after.push(fault.wait()),
                ("act", When::Before, Some(act)) => play.acts_before.push(act),
                ("act", When::After, Some(act)) => play.acts_after.push(act),
                ("act", _, None) => {}
                _ => {
                    taken = true;
                    play.set(fault.clone());
                }
            }
            if fault.times == 1 {
                return false;
            }
            fault.times = fault.times.saturating_sub(1);
            true
        });
        let is_resent = play.name() == Some("resend");
        if play.drop && reused && !is_resent && !play.is_silent() {
            self.echo = Some(Echo {
                system: system.into(),
                method: asked.method.clone(),
                path: asked.path.clone(),
                until: Instant::now() + ECHO,
            });
        }
        play
    }
}

/// How long a request is kept waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    Time(Duration),
    /// Until a test says so.
    Release,
}

/// What is played for one request.
#[derive(Default)]
pub struct Play {
    pub waits_before: Vec<Wait>,
    pub waits_after: Vec<Wait>,
    pub acts_before: Vec<Act>,
    pub acts_after: Vec<Act>,
    /// The connection ends without an answer.
    pub drop: bool,
    /// Half of the answer, then the connection ends.
    pub half: bool,
    pub slow: Option<Duration>,
    /// The answer never ends: so long between two bytes.
    pub drip: Option<Duration>,
    /// The PBX plays this one itself.
    pub for_pbx: Option<String>,
    /// The PBX is not asked.
    refuses: bool,
    fault: Option<Fault>,
}

impl Play {
    /// The name of the failure, for the log.
    pub fn name(&self) -> Option<&str> {
        self.fault.as_ref().map(|f| f.kind.as_str())
    }

    fn is_silent(&self) -> bool {
        self.name() == Some("silence")
    }

    fn set(&mut self, fault: Fault) {
        self.refuses = fault.when == When::Before;
        match fault.kind.as_str() {
            "drop" => self.drop = true,
            "resend" => (self.drop, self.refuses) = (true, false),
            "silence" => {
                self.drop = true;
                self.waits_after.push(fault.wait());
            }
            "cut" => (self.half, self.refuses) = (true, false),
            "slow" => {
                self.slow = Some(Duration::from_millis(fault.ms.unwrap_or_default()));
                self.refuses = false;
            }
            "drip" => {
                self.drip = Some(Duration::from_millis(fault.ms.unwrap_or(100)));
                self.refuses = false;
            }
            "body" | "no-effect" | "half" | "huge" => self.refuses = false,
            "status" | "challenge" | "redirect" | "empty" | "error-inside" => {}
            number if number.parse::<u16>().is_ok() => {}
            other => {
                self.for_pbx = Some(other.to_owned());
                self.refuses = false;
            }
        }
        self.fault = Some(fault);
    }

    /// Asks the PBX, or not, and changes its answer, or not. `mount` is where
    /// the login page of a redirect lies.
    pub fn around(&self, asked: &Asked, mount: &str, pbx: &mut dyn Pbx) -> Answer {
        let Some(fault) = &self.fault else {
            return if self.refuses { Answer::empty(500) } else { pbx.answer(asked) };
        };
        let kind = fault.kind.as_str();
        let own = match kind {
            _ if self.refuses => None,
            "no-effect" => {
                let saved = pbx.save();
                let answer = pbx.answer(asked);
                pbx.restore(saved);
                Some(answer)
            }
            "half" => {
                let asked = halved(fault, asked, pbx);
                Some(pbx.answer(&asked))
            }
            _ => Some(pbx.answer(asked)),
        };
        match (kind, own) {
            ("status", _) => made(fault, Answer::empty(fault.status.unwrap_or(500)), "application/json"),
            ("challenge", _) => made(fault, worded(asked, 401, pbx), "application/json")
                .with("WWW-Authenticate", "Basic realm=\"Made-up phone system\""),
            ("redirect", _) => {
                let location = format!("/api/{mount}{LOGIN}");
                Answer::empty(fault.status.unwrap_or(303)).with("Location", location)
            }
            ("empty", own) => {
                let status = own.map_or(200, |own| own.status);
                Answer::empty(fault.status.unwrap_or(status))
            }
            ("error-inside", _) => {
                Answer::json(fault.status.unwrap_or(200), &serde_json::json!({ "status": 401 }))
            }
            ("body", Some(mut answer)) => {
                answer.body.clear();
                made(fault, answer, "")
            }
            ("huge", Some(answer)) => huge(fault, answer),
            (number, own) => match (number.parse::<u16>(), own) {
                (Ok(number), _) => made(fault, worded(asked, number, pbx), "application/json"),
                (Err(_), own) => own.unwrap_or_else(|| Answer::empty(500)),
            },
        }
    }
}

/// Where the login page lies below each mount point.
pub const LOGIN: &str = "/login";

/// The page that a redirect leads to.
pub fn login_page() -> Answer {
    let mut answer = Answer::empty(200).with("Content-Type", "text/html; charset=utf-8");
    answer.body = b"<!DOCTYPE html>\n<title>Sign in</title>\n<h1>Sign in</h1>\n<form method=\"post\"><input name=\"login\"></form>\n".to_vec();
    answer
}

/// A status in the vendor's words, or as a web server in front of it says it.
fn worded(asked: &Asked, status: u16, pbx: &dyn Pbx) -> Answer {
    let answer = pbx.refusal(asked, status).unwrap_or_else(|| {
        let mut answer = Answer::empty(status).with("Content-Type", "text/html");
        answer.body = page(status).into_bytes();
        answer
    });
    if matches!(status, 429 | 503) { answer.with("Retry-After", "30") } else { answer }
}

/// With the status, the body and the type that the fault names.
fn made(fault: &Fault, mut answer: Answer, kind: &str) -> Answer {
    answer.status = fault.status.unwrap_or(answer.status);
    if let Some(body) = &fault.body {
        answer.body = body.as_bytes().to_vec();
    }
    let kind = fault.content_type.as_deref().or((fault.body.is_some() && !kind.is_empty()).then_some(kind));
    if let Some(kind) = kind {
        answer.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        answer = answer.with("Content-Type", kind);
    }
    answer
}

/// The same request without some of the fields of its body.
fn halved(fault: &Fault, asked: &Asked, pbx: &mut dyn Pbx) -> Asked {
    let Ok(mut body) = serde_json::from_slice::<Value>(&asked.body) else { return asked.clone() };
    // Without sign-in, so that nothing but the values is told.
    let read = Asked { method: "GET".into(), query: String::new(), body: Vec::new(), ..asked.clone() };
    let held: Value = serde_json::from_slice(&pbx.answer(&read).body).unwrap_or_default();
    if let Some(fields) = innermost(&mut body) {
        let is_changed = |name: &String| held.get(name) != fields.get(name) || held.get(name).is_none();
        let names: Vec<String> = match fault.fields.as_slice() {
            [] => fields.keys().filter(|name| is_changed(name)).skip(1).step_by(2).cloned().collect(),
            named => named.to_vec(),
        };
        for name in names {
            match held.get(&name) {
                Some(value) => fields.insert(name, value.clone()),
                None => fields.shift_remove(&name),
            };
        }
    }
    Asked { body: body.to_string().into_bytes(), ..asked.clone() }
}

/// The object with the fields: what wraps it has one member alone.
fn innermost(value: &mut Value) -> Option<&mut Map<String, Value>> {
    let object = value.as_object_mut()?;
    let wraps = object.len() == 1 && object.values().all(|v| v.as_object().is_some_and(|o| o.len() > 1));
    if wraps { innermost(object.values_mut().next()?) } else { Some(object) }
}

const HUGE: usize = 100_000_000;

fn huge(fault: &Fault, mut answer: Answer) -> Answer {
    let Ok(mut body) = serde_json::from_slice::<Value>(&answer.body) else { return answer };
    if let Some(text) = text_in(&mut body, fault.fields.first().map(String::as_str)) {
        *text = Value::String("x".repeat(fault.length.unwrap_or(HUGE)));
        answer.body = body.to_string().into_bytes();
    }
    answer
}

/// The first text of that name, or of any, wherever it lies.
fn text_in<'a>(value: &'a mut Value, name: Option<&str>) -> Option<&'a mut Value> {
    match value {
        Value::Object(object) => object.iter_mut().find_map(|(key, value)| {
            let fits = name.is_none_or(|name| name == key) && (value.is_string() || value.is_null());
            if fits && (value.is_string() || name.is_some()) { Some(value) } else { text_in(value, name) }
        }),
        Value::Array(list) => list.iter_mut().find_map(|value| text_in(value, name)),
        _ => None,
    }
}

/// What a web server in front of a PBX shows when that does not answer.
fn page(status: u16) -> String {
    let words = match status {
        401 => "401 Authorization Required",
        403 => "403 Forbidden",
        404 => "404 Not Found",
        409 => "409 Conflict",
        429 => "429 Too Many Requests",
        500 => "500 Internal Server Error",
        502 => "502 Bad Gateway",
        503 => "503 Service Temporarily Unavailable",
        504 => "504 Gateway Time-out",
        _ => "It works!",
    };
    format!(
        "<html>\r\n<head><title>{words}</title></head>\r\n<body>\r\n<center><h1>{words}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PBX that notes what it was asked.
    #[derive(Default)]
    struct Noted(Vec<Asked>);

    impl Pbx for Noted {
        fn answer(&mut self, asked: &Asked) -> Answer {
            self.0.push(asked.clone());
            match asked.method.as_str() {
                "GET" => Answer::json(200, &serde_json::json!({ "a": "1", "b": "2", "c": "3" })),
                _ => Answer::empty(204),
            }
        }

        fn reset(&mut self) {}

        fn populate(&mut self, _: crate::people::Kind) {}

        fn state(&self) -> Value {
            Value::Null
        }

        fn save(&self) -> Box<dyn std::any::Any + Send> {
            Box::new(self.0.clone())
        }

        fn restore(&mut self, saved: Box<dyn std::any::Any + Send>) {
            self.0 = *saved.downcast().unwrap();
        }

        fn refusal(&self, _: &Asked, _: u16) -> Option<Answer> {
            None
        }
    }

    fn request(method: &str, path: &str) -> Asked {
        Asked { method: method.into(), path: path.into(), ..Asked::default() }
    }

    fn armed(json: &str) -> Faults {
        let mut faults = Faults::default();
        faults.arm(serde_json::from_str(json).unwrap());
        faults
    }

    #[test]
    fn counts_and_prefixes() {
        let mut faults =
            armed(r#"[{"system":"a","method":"PUT","path":"/1.1/users/4","kind":"500-before"}]"#);
        assert!(faults.take("a", &request("GET", "/1.1/users/4"), false).name().is_none());
        assert!(faults.take("b", &request("PUT", "/1.1/users/4"), false).name().is_none());
        assert!(faults.take("a", &request("PUT", "/1.1/users/4/cti"), false).name().is_some());
        assert!(faults.take("a", &request("PUT", "/1.1/users/4/cti"), false).name().is_none());
        let mut faults = armed(r#"[{"kind":"503","times":0},{"kind":"delay","ms":5,"times":2}]"#);
        for n in 0..4 {
            let play = faults.take("a", &request("GET", "/"), false);
            assert_eq!(play.around(&Asked::default(), "a", &mut Noted::default()).status, 503);
            assert_eq!(play.waits_before.len(), usize::from(n < 2));
        }
    }

    #[test]
    fn the_further_attempts_of_a_browser_are_dropped_too() {
        let mut faults = armed(r#"[{"kind":"drop-after"}]"#);
        assert_eq!(faults.take("a", &request("PUT", "/x"), true).name(), Some("drop"));
        for reused in [true, true, false] {
            let again = faults.take("a", &request("PUT", "/x"), reused);
            assert!(again.drop && again.refuses);
        }
        assert!(!faults.take("a", &request("PUT", "/x"), false).drop);
    }

    #[test]
    fn unknown_kinds_go_to_the_pbx_and_unknown_keys_are_refused() {
        assert_eq!(
            armed(r#"[{"kind":"provd"}]"#).take("a", &request("GET", "/"), false).for_pbx.as_deref(),
            Some("provd")
        );
        assert!(serde_json::from_str::<Vec<Fault>>(r#"[{"kind":"drop","sytem":"a"}]"#).is_err());
    }

    #[test]
    fn files_fail_only_by_name() {
        let mut faults = armed(r#"[{"kind":"503"}]"#);
        assert!(faults.take(FILES, &request("GET", "/index.html"), false).name().is_none());
        let mut faults = armed(r#"[{"system":"files","path":"/app","kind":"status","status":404}]"#);
        assert!(faults.take("a", &request("GET", "/app"), false).name().is_none());
        assert!(faults.take(FILES, &request("GET", "/app-1.js"), false).name().is_some());
    }

    #[test]
    fn before_asks_nobody_and_after_does() {
        for (fault, is_asked) in [
            (r#"{"kind":"500-before"}"#, false),
            (r#"{"kind":"500-after"}"#, true),
            (r#"{"kind":"drop"}"#, false),
            (r#"{"kind":"drop-after"}"#, true),
            (r#"{"kind":"resend"}"#, true),
            (r#"{"kind":"409"}"#, false),
            (r#"{"kind":"409","when":"after"}"#, true),
            (r#"{"kind":"redirect"}"#, false),
            (r#"{"kind":"redirect","when":"after"}"#, true),
            (r#"{"kind":"empty"}"#, false),
            (r#"{"kind":"empty","when":"after"}"#, true),
            (r#"{"kind":"error-inside","when":"after"}"#, true),
            (r#"{"kind":"silence"}"#, false),
            (r#"{"kind":"silence","when":"after"}"#, true),
            (r#"{"kind":"challenge"}"#, false),
            (r#"{"kind":"no-effect"}"#, false),
            (r#"{"kind":"cut"}"#, true),
            (r#"{"kind":"provd"}"#, true),
        ] {
            let asked = request("PUT", "/");
            let play = armed(&format!("[{fault}]")).take("a", &asked, false);
            let mut pbx = Noted::default();
            play.around(&asked, "a", &mut pbx);
            assert_eq!(pbx.0.len(), usize::from(is_asked), "{fault}");
        }
    }

    #[test]
    fn a_path_may_be_a_pattern() {
        for (pattern, path, fits) in [
            ("/1.1/users", "/1.1/users/4", true),
            ("/1.1/users$", "/1.1/users/4", false),
            ("/1.1/users$", "/1.1/users", true),
            ("/1.1/users/*$", "/1.1/users/4", true),
            ("/1.1/users/*$", "/1.1/users/4/cti", false),
            ("/1.1/users/*/cti", "/1.1/users/4/cti", true),
            ("/1.1/users/*/cti", "/1.1/users/4", false),
            ("/icws/*/configuration/users/*/client$", "/icws/17/configuration/users/a%2Fb/client", true),
            ("/api/v1/*/x", "/api/v1/a/b/x", false),
        ] {
            assert_eq!(path_fits(pattern, path), fits, "{pattern} {path}");
        }
    }

    #[test]
    fn the_nth_that_fits_and_no_other() {
        let mut faults = armed(r#"[{"kind":"404","method":"GET","query":"offset=","nth":2}]"#);
        let page = Asked { query: "limit=5&offset=5".into(), ..request("GET", "/") };
        let names: Vec<bool> = [&page, &request("GET", "/"), &page, &page]
            .map(|asked| faults.take("a", asked, false).name().is_some())
            .into();
        assert_eq!(names, [false, false, true, false]);
    }

    #[test]
    fn every_second_field_that_changes_stays_as_it_was() {
        let put = |body: &str| Asked { body: body.into(), ..request("PUT", "/") };
        for (fault, sent, kept) in [
            (r#"{"kind":"half"}"#, r#"{"a":"x","b":"y","c":"z"}"#, r#"{"a":"x","b":"2","c":"z"}"#),
            (r#"{"kind":"half"}"#, r#"{"a":"1","b":"y","c":"z"}"#, r#"{"a":"1","b":"y","c":"3"}"#),
            (r#"{"kind":"half"}"#, r#"{"group":{"d":1,"e":2}}"#, r#"{"group":{"d":1}}"#),
            (r#"{"kind":"half","fields":["a"]}"#, r#"{"a":"x","b":"y"}"#, r#"{"a":"1","b":"y"}"#),
        ] {
            let asked = put(sent);
            let mut pbx = Noted::default();
            armed(&format!("[{fault}]")).take("a", &asked, false).around(&asked, "a", &mut pbx);
            assert_eq!(String::from_utf8_lossy(&pbx.0.last().unwrap().body), kept, "{fault} {sent}");
        }
    }
}
