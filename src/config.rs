//! What `config.json` may say, and what is wrong with it.

use crate::domain::Language;
use crate::domain::password_rules::{LocalSettings, Minimum};

/// The whole of `config.json`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    pub systems: Vec<System>,
    /// The language to begin with; else the browser's.
    pub language: Option<Language>,
    pub theme: Theme,
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
    /// Stands in addresses.
    pub id: String,
    /// For people.
    pub name: String,
    /// The same-origin path prefix of its API, without a slash at its end.
    pub base: String,
    pub kind: SystemKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum SystemKind {
    Xivo(Xivo),
    Icws(Icws),
    Apio(Apio),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Xivo {
    pub api: XivoApi,
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
    /// Hosts that a switchover may lead to, as they stand in `/api/{host}`.
    pub hosts: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Apio {
    pub via: ApioVia,
    pub settings: ApioSettings,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ApioVia {
    /// `/api/v1/login/`, a session cookie.
    #[default]
    Gateway,
    /// `/api/v01/auth/login`, tokens; where an end user is found, if it is configured.
    Core { end_user: EndUserPlace },
}

/// Where an end user's tenant, group and id come from behind APIO Core.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndUserPlace {
    pub tenant: Option<String>,
    pub group: Option<String>,
    pub user: Option<String>,
}

/// Settings of the APIO server that no endpoint tells
/// (documents/apio-profile-pincode.txt), with their documented defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApioSettings {
    pub validate_password_locally: bool,
    pub validate_password_local_rule: bool,
    pub validate_pincode_locally: bool,
    pub delete_user_devices: bool,
    pub minimum_password: MinimumPassword,
}

impl Default for ApioSettings {
    fn default() -> Self {
        Self {
            validate_password_locally: false,
            validate_password_local_rule: false,
            validate_pincode_locally: true,
            delete_user_devices: true,
            minimum_password: MinimumPassword::default(),
        }
    }
}

impl ApioSettings {
    /// What the settings demand of a password.
    pub fn passwords(&self) -> LocalSettings {
        let MinimumPassword { special, upper, lower, digits, length } = self.minimum_password;
        LocalSettings {
            validate_locally: self.validate_password_locally,
            local_rule: self.validate_password_local_rule,
            minimum: Minimum { special, upper, lower, digits, length },
        }
    }
}

/// `MINIMUM_PASSWORD_RULES.END_USER`, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MinimumPassword {
    pub special: u32,
    pub upper: u32,
    pub lower: u32,
    pub digits: u32,
    pub length: u32,
}

impl Default for MinimumPassword {
    fn default() -> Self {
        Self { special: 1, upper: 1, lower: 1, digits: 1, length: 8 }
    }
}

impl Config {
    pub fn system(&self, id: &str) -> Option<&System> {
        self.systems.iter().find(|system| system.id == id)
    }
}

/// What is wrong with `config.json`: to be made finer (key, line, expected).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// `systems[0].kind`, or empty for the whole file.
    pub key: String,
    /// From 1, where it is known.
    pub line: Option<usize>,
    pub expected: &'static str,
}

/// Reads the file.
pub fn parse(bytes: &[u8]) -> Result<Config, Vec<ConfigProblem>> {
    let whole = |line, expected| vec![ConfigProblem { key: String::new(), line, expected }];
    let value: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|error| whole(Some(error.line()), "JSON"))?;
    let text =
        |value: &serde_json::Value, key: &str| value.get(key).and_then(|v| v.as_str()).map(str::to_owned);
    let Some(list) = value.get("systems").and_then(|v| v.as_array()) else {
        return Err(whole(None, "systems"));
    };
    let mut config = Config {
        language: text(&value, "language").and_then(|tag| Language::from_tag(&tag)),
        ..Config::default()
    };
    for entry in list {
        let (Some(id), Some(kind)) = (text(entry, "id"), text(entry, "kind")) else {
            return Err(whole(None, "id, kind"));
        };
        let kind = match kind.as_str() {
            "icws" => SystemKind::Icws(Icws {
                hosts: entry
                    .get("hosts")
                    .and_then(|v| v.as_array())
                    .map(|hosts| hosts.iter().filter_map(|h| h.as_str().map(str::to_owned)).collect())
                    .unwrap_or_default(),
            }),
            "apio" => SystemKind::Apio(Apio {
                via: match text(entry, "via").as_deref() {
                    Some("core") => ApioVia::Core { end_user: EndUserPlace::default() },
                    _ => ApioVia::Gateway,
                },
                settings: ApioSettings::default(),
            }),
            _ => SystemKind::Xivo(Xivo {
                api: match text(entry, "api").as_deref() {
                    Some("1.0") => XivoApi::V1_0,
                    Some("1.1") => XivoApi::V1_1,
                    _ => XivoApi::Auto,
                },
                sign_in: match text(entry, "sign_in").as_deref() {
                    Some("token") => {
                        XivoSignIn::Token { base: text(entry, "token_base").unwrap_or_default() }
                    }
                    _ => XivoSignIn::None,
                },
            }),
        };
        config.systems.push(System {
            name: text(entry, "name").unwrap_or_else(|| id.clone()),
            base: text(entry, "base").unwrap_or_default(),
            id,
            kind,
        });
    }
    Ok(config)
}

/// There is no file.
pub fn missing() -> Vec<ConfigProblem> {
    vec![ConfigProblem { key: String::new(), line: None, expected: "config.json" }]
}
