//! Taking secrets out of what a server said.

use crate::domain::Secret;

/// What stands where a secret stood.
pub const REMOVED: &str = "•••";

/// The text without these secrets, in any spelling that a server was seen to
/// give them: as they are, as Python prints them (`\xe9`, `\'`), as JSON,
/// HTML and URLs spell them. Tokens in paths (`/token/...`) go as well,
/// whether known or not.
pub fn scrub(text: &str, secrets: &[&Secret]) -> String {
    let mut text = without_token_paths(text);
    for secret in secrets {
        if secret.is_empty() {
            continue;
        }
        // The secret does not leave the rule; only the text does.
        secret.satisfies(|secret| {
            for spelling in &spellings(secret) {
                text = replace(&text, spelling);
            }
            true
        });
    }
    text
}

/// The ways in which a text may be spelled in an answer, longest first.
fn spellings(secret: &str) -> Vec<String> {
    let mut all = vec![secret.to_owned()];
    let mut add = |spelling: String| {
        if !all.contains(&spelling) {
            all.push(spelling);
        }
    };
    for quotes in [false, true] {
        add(escaped(secret, quotes, |c, out| push_hex(out, c as u32)));
        add(escaped(secret, quotes, |c, out| {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                push_hex(out, u32::from(byte));
            }
        }));
        add(escaped(secret, quotes, |c, out| out.push(c)));
    }
    let json = serde_json::to_string(secret).unwrap_or_default();
    add(json.get(1..json.len().saturating_sub(1)).unwrap_or_default().to_owned());
    add(crate::wire::percent::encode(secret));
    let html = secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    add(html.replace('\'', "&#39;"));
    add(html);
    let mut longest_first: Vec<String> = Vec::new();
    for spelling in all.into_iter().filter(|spelling| !spelling.is_empty()) {
        let place = longest_first.partition_point(|other| other.len() >= spelling.len());
        longest_first.insert(place, spelling);
    }
    longest_first
}

/// As Python's `repr` spells a text: a backslash doubled, a quote perhaps
/// escaped, what is not ASCII as `other` says.
fn escaped(secret: &str, quotes: bool, other: impl Fn(char, &mut String)) -> String {
    let mut out = String::with_capacity(secret.len() * 2);
    for c in secret.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\'' | '"' if quotes => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            _ if c.is_ascii() => out.push(c),
            _ => other(c, &mut out),
        }
    }
    out
}

/// `\xe9`, `\u20ac`, `\U0001f600`.
fn push_hex(out: &mut String, code: u32) {
    let (mark, digits) = match code {
        0..=0xff => ("\\x", 2),
        0x100..=0xffff => ("\\u", 4),
        _ => ("\\U", 8),
    };
    out.push_str(mark);
    for at in (0..digits).rev() {
        out.push(char::from_digit((code >> (at * 4)) & 15, 16).unwrap_or('0'));
    }
}

/// Replaces a secret wherever it stands. One of fewer than four characters
/// only where it stands for itself, for else no text would be left.
fn replace(text: &str, secret: &str) -> String {
    let short = secret.chars().count() < 4;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(secret) {
        let (before, from) = rest.split_at(at);
        let after = from.get(secret.len()..).unwrap_or_default();
        let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        out.push_str(before);
        if short && (joined(out.chars().next_back()) || joined(after.chars().next())) {
            out.push_str(secret);
        } else {
            out.push_str(REMOVED);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A token that stands in a path, as in the recorded 503 of a server whose
/// authentication service is down.
fn without_token_paths(text: &str) -> String {
    const MARK: &str = "/token/";
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(MARK) {
        let (before, from) = rest.split_at(at + MARK.len());
        let end =
            from.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.~%".contains(c))).unwrap_or(from.len());
        out.push_str(before);
        if end > 0 {
            out.push_str(REMOVED);
        }
        rest = from.get(end..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}
