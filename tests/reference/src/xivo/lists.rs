//! Whole lists that were made lately, as long as nobody changed anything: a
//! figure of the console must not be one of writing JSON here.

use crate::http::{Answer, Asked};

/// In bytes, for each system.
const KEPT: usize = 48 << 20;

#[derive(Default)]
pub struct Lists {
    /// What was asked, and the answer; the oldest first.
    kept: Vec<([String; 5], Answer)>,
}

fn key(asked: &Asked, caller: &str) -> [String; 5] {
    let header = |name| asked.header(name).unwrap_or_default().to_owned();
    [asked.path.clone(), asked.query.clone(), header("Host"), header("Accept"), caller.to_owned()]
}

fn is_list(asked: &Asked) -> bool {
    asked.method == "GET" && matches!(asked.path.as_str(), "/1.0/users/" | "/1.1/users")
}

impl Lists {
    /// The answer, if it is known already for a caller who may see the same.
    /// Forgets all of them before a change.
    pub fn before(&mut self, asked: &Asked, caller: &str) -> Option<Answer> {
        if !matches!(asked.method.as_str(), "GET" | "HEAD" | "OPTIONS") {
            self.kept.clear();
        }
        if !is_list(asked) {
            return None;
        }
        let key = key(asked, caller);
        self.kept.iter().find(|(k, _)| *k == key).map(|(_, answer)| answer.clone())
    }

    pub fn after(&mut self, asked: &Asked, caller: &str, answer: &Answer) {
        if !is_list(asked) || answer.status != 200 || answer.body.len() > KEPT {
            return;
        }
        self.kept.push((key(asked, caller), answer.clone()));
        let mut size: usize = self.kept.iter().map(|(_, a)| a.body.len()).sum();
        while size > KEPT || self.kept.len() > 200 {
            size -= self.kept.remove(0).1.body.len();
        }
    }
}
