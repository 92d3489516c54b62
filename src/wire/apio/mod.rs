//! Netaxis APIO (documents/apio-profile-pincode.txt and tests/fixtures/apio).
//!
//! Directly at the gateway every path begins with `/api/v1`; behind APIO
//! Core with a prefix of its own (`/api/v01/p1`). Every path ends with a
//! slash, and ids are percent-encoded whole.

pub mod core_user_ids;
pub mod groups;
pub mod import;
pub mod level_search;
pub mod login;
pub mod pincode;
pub mod probe;
pub mod profile;
pub mod profile_form;
pub mod refusal;
pub mod rules;
pub mod tenants;
pub mod users;

use crate::domain::percent::encode;
use crate::wire::json::optional;
use crate::wire::{Body, http};
use serde::Deserializer;

/// Where the provisioning API begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Api {
    root: String,
}

impl Api {
    /// Directly at the gateway.
    pub fn gateway() -> Self {
        Self { root: "/api/v1".into() }
    }

    /// Behind APIO Core, under the prefix that [`login::ListGateways`] tells: `/api/v01/p1`.
    pub fn behind_core(prefix: &str) -> Self {
        let mut root = String::from("/");
        root.push_str(prefix.trim_matches('/'));
        Self { root }
    }

    /// The path of these segments, each encoded whole, with the slash at its end.
    fn path(&self, segments: &[&str]) -> String {
        let mut path = self.root.clone();
        for segment in segments {
            path.push('/');
            path.push_str(&encode(segment));
        }
        path.push('/');
        path
    }
}

/// A group of people.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GroupIds {
    pub tenant: String,
    pub group: String,
}

impl GroupIds {
    fn path(&self, api: &Api, rest: &[&str]) -> String {
        let mut segments = vec!["tenants", &self.tenant, "groups", &self.group];
        segments.extend(rest);
        api.path(&segments)
    }
}

/// One person.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UserIds {
    pub tenant: String,
    pub group: String,
    pub user: String,
}

impl UserIds {
    pub fn group_ids(&self) -> GroupIds {
        GroupIds { tenant: self.tenant.clone(), group: self.group.clone() }
    }

    fn path(&self, api: &Api, rest: &[&str]) -> String {
        let mut segments = vec!["tenants", &self.tenant, "groups", &self.group, "users", &self.user];
        segments.extend(rest);
        api.path(&segments)
    }
}

/// Adds `?name=value` or `&name=value`, the value encoded; nothing for an empty value.
fn add_query(path: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        path.push(if path.contains('?') { '&' } else { '?' });
        path.push_str(name);
        path.push('=');
        path.push_str(&encode(value));
    }
}

/// A body of texts.
fn text_body(texts: &[(&str, &str)]) -> Body {
    let mut pairs = texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).into()));
    Body::json(&serde_json::Value::Object(http::object(&mut pairs)))
}

/// Reads a text for `deserialize_with`; one that is empty is as good as absent.
fn non_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(optional(deserializer)?.filter(|text: &String| !text.is_empty()))
}
