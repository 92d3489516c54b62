//! Failures that are played around a PBX, on demand.

use std::time::{Duration, Instant};

use serde::Deserialize;

use crate::http::{Answer, Asked};

/// One armed failure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// The id of a system, or `files` for those of the console; every system
    /// if left out.
    pub system: Option<String>,
    /// In capitals; every method if left out.
    pub method: Option<String>,
    /// The beginning of the path without the mount point; every path if left out.
    pub path: Option<String>,
    /// How often it is played; 0 is for ever.
    #[serde(default = "once")]
    pub times: u32,
    /// How many fitting requests pass unharmed before it is played.
    #[serde(default)]
    pub after: u32,
    pub kind: String,
    /// For `delay` and `slow`: how long, in milliseconds.
    #[serde(default)]
    pub ms: u64,
    pub status: Option<u16>,
    pub body: Option<String>,
    /// The `Content-Type` of `body`.
    #[serde(rename = "type")]
    pub content_type: Option<String>,
}

/// The console's own files, as a fault names them.
pub const FILES: &str = "files";

fn once() -> u32 {
    1
}

impl Fault {
    fn fits(&self, system: &str, method: &str, path: &str) -> bool {
        // The files of the console fail only if they are named.
        self.system.as_deref().map_or(system != FILES, |s| s == system)
            && self.method.as_deref().is_none_or(|m| m.eq_ignore_ascii_case(method))
            && self.path.as_deref().is_none_or(|p| path.starts_with(p))
    }
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
    fn is(&self, system: &str, method: &str, path: &str) -> bool {
        self.system == system && self.method == method && self.path == path
    }
}

#[derive(Default)]
pub struct Faults {
    armed: Vec<Fault>,
    echo: Option<Echo>,
}

impl Faults {
    pub fn arm(&mut self, more: Vec<Fault>) {
        self.armed.extend(more);
    }

    pub fn clear(&mut self) {
        self.armed.clear();
        self.echo = None;
    }

    pub fn left(&self) -> usize {
        self.armed.len()
    }

    /// What to play for this request: all delays that fit, and the first
    /// failure of another kind that fits.
    pub fn take(&mut self, system: &str, method: &str, path: &str, reused: bool) -> Play {
        let mut play = Play::default();
        let echoed = self.echo.take().filter(|echo| echo.until > Instant::now());
        if let Some(mut echo) = echoed.filter(|echo| echo.is(system, method, path)) {
            // A browser may try one used connection after the other.
            if reused {
                echo.until = Instant::now() + ECHO;
                self.echo = Some(echo);
            }
            play.drop = true;
            play.before = Some(Answer::empty(500));
            return play;
        }
        let mut taken = false;
        self.armed.retain_mut(|fault| {
            let is_delay = fault.kind == "delay";
            if (taken && !is_delay) || !fault.fits(system, method, path) {
                return true;
            }
            if fault.after > 0 {
                fault.after -= 1;
                return true;
            }
            if is_delay {
                play.delay += Duration::from_millis(fault.ms);
            } else {
                taken = true;
                play.set(fault.clone());
            }
            if fault.times == 1 {
                return false;
            }
            fault.times = fault.times.saturating_sub(1);
            true
        });
        if play.drop && reused {
            self.echo = Some(Echo {
                system: system.into(),
                method: method.into(),
                path: path.into(),
                until: Instant::now() + ECHO,
            });
        }
        play
    }
}

/// What is played for one request.
#[derive(Default)]
pub struct Play {
    pub delay: Duration,
    /// The connection ends without an answer.
    pub drop: bool,
    /// Half of the answer is sent.
    pub half: bool,
    /// The answer is sent in pieces over this time.
    pub slow: Option<Duration>,
    /// The PBX plays this one itself.
    pub for_pbx: Option<String>,
    /// The PBX is not asked, this is the answer.
    before: Option<Answer>,
    fault: Option<Fault>,
}

const FAILED: &str = "[\"Unexpected error: made-up failure\"]";

impl Play {
    /// The name of the failure, for the log.
    pub fn name(&self) -> Option<&str> {
        self.fault.as_ref().map(|f| f.kind.as_str())
    }

    fn set(&mut self, fault: Fault) {
        match fault.kind.as_str() {
            "500-before" => self.before = Some(made(&fault, 500, "application/json", FAILED)),
            "html" => self.before = Some(made(&fault, 502, "text/html", &page(fault.status.unwrap_or(502)))),
            "503" => self.before = Some(made(&fault, 503, "text/html", &page(503)).with("Retry-After", "30")),
            "status" => {
                let status = fault.status.unwrap_or(500);
                self.before = Some(made(&fault, status, "application/json", ""));
            }
            "drop" => {
                self.drop = true;
                self.before = Some(Answer::empty(500));
            }
            "drop-after" => self.drop = true,
            "cut" => self.half = true,
            "slow" => self.slow = Some(Duration::from_millis(fault.ms)),
            "401" | "500-after" | "body" => {}
            other => self.for_pbx = Some(other.to_owned()),
        }
        self.fault = Some(fault);
    }

    /// Asks the PBX, or not, and changes its answer, or not.
    pub fn around(&self, asked: &Asked, pbx: impl FnOnce() -> Answer) -> Answer {
        if let Some(answer) = &self.before {
            return answer.clone();
        }
        let Some(fault) = &self.fault else { return pbx() };
        match fault.kind.as_str() {
            // The servers of 2019 repeat the token that they refuse.
            "401" => {
                let token = asked.header("X-Auth-Token").unwrap_or_default();
                made(fault, 401, "application/json", &serde_json::json!([token]).to_string())
            }
            "500-after" => {
                pbx();
                made(fault, 500, "application/json", FAILED)
            }
            "body" => {
                let mut answer = pbx();
                answer.status = fault.status.unwrap_or(answer.status);
                answer.body = fault.body.clone().unwrap_or_default().into_bytes();
                if let Some(kind) = &fault.content_type {
                    answer.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
                    answer = answer.with("Content-Type", kind.clone());
                }
                answer
            }
            _ => pbx(),
        }
    }
}

fn made(fault: &Fault, status: u16, kind: &str, body: &str) -> Answer {
    let mut answer = Answer::empty(fault.status.unwrap_or(status));
    answer.body = fault.body.as_deref().unwrap_or(body).as_bytes().to_vec();
    if !answer.body.is_empty() {
        answer = answer.with("Content-Type", fault.content_type.as_deref().unwrap_or(kind));
    }
    answer
}

/// What a web server in front of a PBX shows when that does not answer.
fn page(status: u16) -> String {
    let words = match status {
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

    fn armed(json: &str) -> Faults {
        let mut faults = Faults::default();
        faults.arm(serde_json::from_str(json).unwrap());
        faults
    }

    #[test]
    fn counts_and_prefixes() {
        let mut faults =
            armed(r#"[{"system":"a","method":"PUT","path":"/1.1/users/4","kind":"500-before"}]"#);
        assert!(faults.take("a", "GET", "/1.1/users/4", false).before.is_none());
        assert!(faults.take("b", "PUT", "/1.1/users/4", false).before.is_none());
        assert!(faults.take("a", "PUT", "/1.1/users/4/cti", false).before.is_some());
        assert!(faults.take("a", "PUT", "/1.1/users/4/cti", false).before.is_none());
        let mut faults = armed(r#"[{"kind":"503","times":0},{"kind":"delay","ms":5,"times":2}]"#);
        for n in 0..4 {
            let play = faults.take("a", "GET", "/", false);
            assert_eq!(play.before.unwrap().status, 503);
            assert_eq!(play.delay.as_millis(), if n < 2 { 5 } else { 0 });
        }
    }

    #[test]
    fn the_further_attempts_of_a_browser_are_dropped_too() {
        let mut faults = armed(r#"[{"kind":"drop-after"}]"#);
        assert!(faults.take("a", "PUT", "/x", true).before.is_none());
        for reused in [true, true, false] {
            let again = faults.take("a", "PUT", "/x", reused);
            assert!(again.drop && again.before.is_some());
        }
        assert!(!faults.take("a", "PUT", "/x", false).drop);
    }

    #[test]
    fn unknown_kinds_go_to_the_pbx_and_unknown_keys_are_refused() {
        assert_eq!(
            armed(r#"[{"kind":"provd"}]"#).take("a", "GET", "/", false).for_pbx.as_deref(),
            Some("provd")
        );
        assert!(serde_json::from_str::<Vec<Fault>>(r#"[{"kind":"drop","sytem":"a"}]"#).is_err());
    }

    #[test]
    fn files_fail_only_by_name() {
        let mut faults = armed(r#"[{"kind":"503"}]"#);
        assert!(faults.take(FILES, "GET", "/index.html", false).before.is_none());
        let mut faults = armed(r#"[{"system":"files","path":"/app","kind":"status","status":404}]"#);
        assert!(faults.take("a", "GET", "/app", false).before.is_none());
        assert!(faults.take(FILES, "GET", "/app-1.js", false).before.is_some());
    }

    #[test]
    fn before_asks_nobody_and_after_does() {
        for (kind, asked) in
            [("500-before", false), ("500-after", true), ("drop", false), ("drop-after", true)]
        {
            let play = armed(&format!(r#"[{{"kind":"{kind}"}}]"#)).take("a", "PUT", "/", false);
            let mut was = false;
            play.around(&Asked::default(), || {
                was = true;
                Answer::empty(204)
            });
            assert_eq!(was, asked, "{kind}");
        }
    }
}
