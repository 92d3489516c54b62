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
//! | `redirect` | 303 (or `status`) to a login page, which answers every method with 200 and HTML; or to the address `body` |
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
//! | `letters` | the first `fields[0]` of the answer, or its first text, begins with a byte that is no UTF-8 |
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

use super::control::Act;
use super::play::{Play, Wait, page};
use crate::http::Asked;

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

    pub fn wait(&self) -> Wait {
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
    /// Several who are created at once are told apart by it alone.
    body: Vec<u8>,
    until: Instant,
}

const ECHO: Duration = Duration::from_millis(400);

impl Echo {
    fn is(&self, system: &str, asked: &Asked) -> bool {
        self.system == system
            && self.method == asked.method
            && self.path == asked.path
            && self.body == asked.body
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
        let now = Instant::now();
        let echoed = self.echo.take_if(|echo| echo.until <= now || echo.is(system, asked));
        if let Some(mut echo) = echoed.filter(|echo| echo.until > now) {
            // A browser may try one used connection after the other.
            if reused {
                echo.until = now + ECHO;
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
                body: asked.body.clone(),
                until: Instant::now() + ECHO,
            });
        }
        play
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(play.name(), Some("503"));
            assert_eq!(play.waits_before.len(), usize::from(n < 2));
        }
    }

    #[test]
    fn the_further_attempts_of_a_browser_are_dropped_too() {
        let mut faults = armed(r#"[{"kind":"drop-after"}]"#);
        assert_eq!(faults.take("a", &request("PUT", "/x"), true).name(), Some("drop"));
        // Somebody else's is not one of them.
        let other = Asked { body: b"{}".to_vec(), ..request("PUT", "/x") };
        assert!(!faults.take("a", &other, true).drop);
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
}
