//! What the systems were asked, so that a test can say what was sent.

use serde_json::{Map, Value, json};

use crate::http::Asked;

/// Older entries go, so that a long run does not fill the memory.
const KEPT: usize = 20_000;

/// Headers whose value is, or holds, a secret.
const SECRET: [&str; 6] = [
    "authorization",
    "cookie",
    "x-auth-token",
    "inin-icws-csrf-token",
    "inin-icws-session-id",
    "proxy-authorization",
];

#[derive(Default)]
pub struct Log {
    entries: std::collections::VecDeque<Value>,
    next: u64,
}

impl Log {
    /// Notes a request; the number is for [`Log::end`].
    pub fn begin(&mut self, system: &str, asked: &Asked, fault: Option<&str>) -> u64 {
        let number = self.next;
        self.next += 1;
        if self.entries.len() >= KEPT {
            self.entries.pop_front();
        }
        let body = if asked.body.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&asked.body)
                .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&asked.body).into_owned()))
        };
        let headers: Map<String, Value> = asked
            .headers
            .iter()
            .map(|(name, value)| {
                let name = name.to_ascii_lowercase();
                let value = if SECRET.contains(&name.as_str()) { "(secret)" } else { value };
                (name, value.into())
            })
            .collect();
        self.entries.push_back(json!({
            "number": number, "system": system, "method": asked.method, "path": asked.path,
            "query": asked.query, "headers": headers, "body": body, "fault": fault, "status": null,
        }));
        number
    }

    pub fn end(&mut self, number: u64, status: u16) {
        let entry =
            self.entries.iter_mut().rev().find(|e| e.get("number").and_then(Value::as_u64) == Some(number));
        if let Some(entry) = entry {
            entry["status"] = status.into();
        }
    }

    pub fn clear(&mut self) {
        self.entries.clear();
    }

    /// All entries, or those of one system.
    pub fn of(&self, system: Option<&str>) -> Value {
        self.entries
            .iter()
            .filter(|e| system.is_none_or(|id| e.get("system").and_then(Value::as_str) == Some(id)))
            .cloned()
            .collect()
    }
}
