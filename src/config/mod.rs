//! What `config.json` may say, and what is wrong with it.

mod apio;
pub mod problem;
mod read;
#[cfg(test)]
mod tests;
mod values;

use serde::Deserialize;

use crate::domain::password_rules::LocalSettings;
use crate::domain::{CountryCode, Language, PasscodeRules, PersonKey};

pub use problem::ConfigProblem;
pub use read::{missing, not_given, parse, read};

/// The whole of `config.json`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// `systems`. An empty list is in order: the console says what to do next.
    pub systems: Vec<System>,
    /// `language`: the one to begin with; else the browser's.
    pub language: Option<Language>,
    /// `theme`: `system`, `light` or `dark`.
    pub theme: Theme,
    /// `country_code`: whose numbers are found in national and in international form alike.
    pub country_code: Option<CountryCode>,
    /// `keep_changes`: is what somebody changed kept in their browser, without secrets?
    pub keep_changes: bool,
    /// `same_person_by`: by what somebody is found in the other systems; nobody is, where it is not given.
    pub same_person_by: Option<PersonKey>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the operating system prefers.
    #[default]
    System,
    Light,
    Dark,
}

/// One phone system.
#[derive(Clone, Debug, PartialEq)]
pub struct System {
    /// `id`: stands in addresses. Not `changes`, `check`, `pin`, `.` or `..`, and no other system's.
    pub id: String,
    /// `name`: for people; the id, where there is none.
    pub name: String,
    /// `base`: the same-origin path prefix of its API, without a slash at its end.
    pub base: String,
    /// `kind`, and what goes with it.
    pub kind: SystemKind,
}

impl System {
    fn new(id: String, name: Option<String>, base: String, kind: SystemKind) -> Self {
        Self { name: name.unwrap_or_else(|| id.clone()), id, base, kind }
    }

    /// Whose API it speaks.
    pub fn vendor(&self) -> Vendor {
        match self.kind {
            SystemKind::Xivo(_) => Vendor::Xivo,
            SystemKind::Icws(_) => Vendor::Icws,
            SystemKind::Apio(_) => Vendor::Apio,
        }
    }

    /// Must somebody sign in, or does the web server guard the way?
    pub fn needs_sign_in(&self) -> bool {
        !matches!(&self.kind, SystemKind::Xivo(xivo) if xivo.sign_in == XivoSignIn::None)
    }
}

/// Whose API a system speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vendor {
    /// XiVO and Wazo.
    Xivo,
    /// Genesys PureConnect.
    Icws,
    /// Netaxis APIO.
    Apio,
}

#[derive(Clone, Debug, PartialEq)]
pub enum SystemKind {
    Xivo(Xivo),
    Icws(Icws),
    Apio(Apio),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Xivo {
    /// `api`: `1.0`, `1.1` or `auto`.
    pub api: XivoApi,
    /// `sign_in`: `none` or `token`; with `token`, `token_base` is needed.
    pub sign_in: XivoSignIn,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum XivoApi {
    V1_0,
    V1_1,
    #[default]
    Auto,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum XivoSignIn {
    /// The web server guards it.
    #[default]
    None,
    /// `POST /0.1/token` under this same-origin prefix.
    Token { base: String },
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Icws {
    /// `hosts`: those that a switchover may lead to, as they stand in `/api/{host}`.
    pub hosts: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Apio {
    /// `via`: `gateway` or `core`.
    pub via: ApioVia,
    /// `settings`, by the names that they have in APIO.
    pub settings: ApioSettings,
    /// `pin_rules`, by the names that they have on the wire: what is shown
    /// where no rules may be read.
    pub pin_rules: Option<PasscodeRules>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ApioVia {
    /// `/api/v1/login/`, a session cookie; its answer says who signed in.
    #[default]
    Gateway,
    /// `/api/v01/auth/login`, tokens, which do not say where an end user is:
    /// that is `end_user`, if end users shall be able to use the console.
    Core { end_user: Option<EndUserPlace> },
}

/// Where an end user's tenant, group and id come from behind APIO Core: each
/// a fixed text, or one with `{username}`, the name that signed in, or
/// `{claim.NAME}`, a text in the access token (filled in `wire/apio/core_place.rs`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndUserPlace {
    #[serde(deserialize_with = "values::login_pattern")]
    pub tenant: String,
    #[serde(deserialize_with = "values::login_pattern")]
    pub group: String,
    /// `{username}`, where it is not given.
    #[serde(default, deserialize_with = "values::some_login_pattern")]
    pub user: Option<String>,
}

/// Settings of the APIO server that no endpoint tells
/// (documents/apio-profile-pincode.txt), with their documented defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApioSettings {
    /// `VALIDATE_PASSWORD_LOCALLY` (false), `VALIDATE_PASSWORD_LOCAL_RULE`
    /// (false) and `MINIMUM_PASSWORD_RULES.END_USER` (1 of each, 8 in all).
    pub password: LocalSettings,
    /// `VALIDATE_PINCODE_LOCALLY` (true).
    pub validate_pincode_locally: bool,
    /// `DELETE_USER_DEVICES` (true): what a deletion does where the request does not say.
    pub delete_user_devices: bool,
}

impl Default for ApioSettings {
    fn default() -> Self {
        Self { password: LocalSettings::default(), validate_pincode_locally: true, delete_user_devices: true }
    }
}

impl ApioSettings {
    /// What the settings demand of a password.
    pub fn passwords(&self) -> LocalSettings {
        self.password
    }
}

impl Config {
    pub fn system(&self, id: &str) -> Option<&System> {
        self.systems.iter().find(|system| system.id == id)
    }
}

/// What is wrong between several keys of a system, at one of them.
fn between_keys(key: &str, reason: problem::Reason, expected: problem::Expected) -> ConfigProblem {
    ConfigProblem { reason, key: key.to_owned(), position: None, expected: Some(expected) }
}
