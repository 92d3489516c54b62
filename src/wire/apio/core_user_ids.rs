//! Where an end user is found behind APIO Core, whose tokens name no tenant
//! and no group: by texts from the configuration.
//!
//! A text may hold `{username}`, the name that signed in, and
//! `{claim.NAME}`, a text of that name in the access token.

use serde_json::Value;

use super::UserIds;
use crate::domain::Secret;

/// Fills the three texts in; without one for the user it is `{username}`. `None` if
/// a text is missing, or names a claim that the token lacks.
pub fn resolve_user_ids(
    tenant: Option<&str>,
    group: Option<&str>,
    user: Option<&str>,
    username: &str,
    access: &Secret,
) -> Option<UserIds> {
    Some(UserIds {
        tenant: fill_pattern(tenant?, username, access)?,
        group: fill_pattern(group?, username, access)?,
        user: fill_pattern(user.unwrap_or("{username}"), username, access)?,
    })
}

fn fill_pattern(pattern: &str, username: &str, access: &Secret) -> Option<String> {
    let (mut out, mut rest) = (String::new(), pattern);
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, behind) = after.split_once('}')?;
        match name.strip_prefix("claim.") {
            Some(claim) => out.push_str(&read_claim(access, claim)?),
            None if name == "username" => out.push_str(username),
            None => return None,
        }
        rest = behind;
    }
    out.push_str(rest);
    (!out.is_empty()).then_some(out)
}

/// A text in the middle part of a JSON Web Token. It is read, not trusted:
/// the server checks every path that is made of it. The token itself stays
/// where it is.
fn read_claim(access: &Secret, name: &str) -> Option<String> {
    let mut claim = None;
    access.satisfies(|token| {
        claim = read_claim_of_text(token, name);
        claim.is_some()
    });
    claim
}

fn read_claim_of_text(token: &str, name: &str) -> Option<String> {
    let payload = decode_base64url(token.split('.').nth(1)?)?;
    let claims: Value = serde_json::from_slice(&payload).ok()?;
    claims.get(name)?.as_str().map(str::to_owned)
}

fn decode_base64url(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    Some(out)
}
