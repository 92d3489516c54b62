//! What is played for one request, and how: see [`super::faults`].

use std::time::Duration;

use serde_json::{Map, Value};

use super::control::Act;
use super::faults::{Fault, When};
use crate::http::{Answer, Asked, Pbx};

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
    pub refuses: bool,
    fault: Option<Fault>,
}

impl Play {
    /// The name of the failure, for the log.
    pub fn name(&self) -> Option<&str> {
        self.fault.as_ref().map(|f| f.kind.as_str())
    }

    pub fn is_silent(&self) -> bool {
        self.name() == Some("silence")
    }

    pub fn set(&mut self, fault: Fault) {
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
            "body" | "no-effect" | "half" | "huge" | "letters" => self.refuses = false,
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
                let location = fault.body.clone().unwrap_or_else(|| format!("/api/{mount}{LOGIN}"));
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
            ("letters", Some(answer)) => with_latin_letter(fault, answer),
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

/// The first letter of a text as Latin-1 has an é, which is no letter in UTF-8.
fn with_latin_letter(fault: &Fault, mut answer: Answer) -> Answer {
    const MARK: &str = "made-up-latin-letter";
    let Ok(mut body) = serde_json::from_slice::<Value>(&answer.body) else { return answer };
    if let Some(text) = text_in(&mut body, fault.fields.first().map(String::as_str)) {
        *text = Value::String(MARK.to_owned() + text.as_str().unwrap_or_default());
        let body = body.to_string();
        let (before, after) = body.split_once(MARK).unwrap_or_default();
        answer.body = [before.as_bytes(), b"\xe9", after.as_bytes()].concat();
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
pub fn page(status: u16) -> String {
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
    use super::super::faults::Faults;
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

        fn mix_equals(&mut self, _: bool) {}

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
