//! An APIO in `config.json`.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::problem::{ConfigProblem, Expected, JsonType, Reason};
use super::values::{self, VIAS, one_of};
use super::{Apio, ApioSettings, ApioVia, EndUserPlace, System, SystemKind, between_keys};
use crate::domain::PasscodeRules;
use crate::domain::passcode_rules::Sequences;
use crate::domain::password_rules::{LocalSettings, MAX_LENGTH, Minimum};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ApioEntry {
    #[serde(deserialize_with = "values::id")]
    id: String,
    #[serde(default, deserialize_with = "values::name")]
    name: Option<String>,
    #[serde(rename = "kind")]
    _kind: IgnoredAny,
    #[serde(deserialize_with = "values::path")]
    base: String,
    #[serde(default, deserialize_with = "values::via")]
    via: Option<bool>,
    #[serde(default, deserialize_with = "values::some_object")]
    end_user: Option<EndUserPlace>,
    #[serde(default, deserialize_with = "values::object")]
    settings: SettingsEntry,
    #[serde(default, deserialize_with = "values::some_object")]
    pin_rules: Option<PinRulesEntry>,
}

impl ApioEntry {
    /// # Errors
    /// The first rule between several keys that does not hold.
    pub(super) fn check(self) -> Result<System, ConfigProblem> {
        // The gateway says itself who signed in, so this was meant for Core.
        if self.end_user.is_some() && self.via.is_none() {
            return Err(between_keys("via", Reason::MissingKey, one_of(&VIAS)));
        }
        let via = match self.via {
            Some(true) => ApioVia::Core { end_user: self.end_user },
            _ => ApioVia::Gateway,
        };
        let pin_rules = self.pin_rules.map(PinRulesEntry::check).transpose()?;
        let kind = SystemKind::Apio(Apio { via, settings: self.settings.into(), pin_rules });
        Ok(System::new(self.id, self.name, self.base, kind))
    }
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "SCREAMING_SNAKE_CASE")]
struct SettingsEntry {
    validate_password_locally: bool,
    validate_password_local_rule: bool,
    validate_pincode_locally: bool,
    #[serde(deserialize_with = "values::object")]
    minimum_password_rules: LevelsEntry,
    delete_user_devices: bool,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "SCREAMING_SNAKE_CASE")]
struct LevelsEntry {
    #[serde(deserialize_with = "values::object")]
    end_user: MinimumEntry,
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "SCREAMING_SNAKE_CASE")]
struct MinimumEntry {
    #[serde(deserialize_with = "values::number::<0, MAX_LENGTH, _>")]
    password_min_special_characters: u32,
    #[serde(deserialize_with = "values::number::<0, MAX_LENGTH, _>")]
    password_min_uppercase_letters: u32,
    #[serde(deserialize_with = "values::number::<0, MAX_LENGTH, _>")]
    password_min_lowercase_letters: u32,
    #[serde(deserialize_with = "values::number::<0, MAX_LENGTH, _>")]
    password_min_digits: u32,
    #[serde(deserialize_with = "values::number::<0, MAX_LENGTH, _>")]
    password_min_length: u32,
}

impl Default for SettingsEntry {
    fn default() -> Self {
        let ApioSettings { password, validate_pincode_locally, delete_user_devices } =
            ApioSettings::default();
        Self {
            validate_password_locally: password.validate_locally,
            validate_password_local_rule: password.local_rule,
            validate_pincode_locally,
            minimum_password_rules: LevelsEntry::default(),
            delete_user_devices,
        }
    }
}

impl Default for MinimumEntry {
    fn default() -> Self {
        let Minimum { special, upper, lower, digits, length } = Minimum::default();
        Self {
            password_min_special_characters: special,
            password_min_uppercase_letters: upper,
            password_min_lowercase_letters: lower,
            password_min_digits: digits,
            password_min_length: length,
        }
    }
}

impl From<SettingsEntry> for ApioSettings {
    fn from(entry: SettingsEntry) -> Self {
        let minimum = entry.minimum_password_rules.end_user;
        Self {
            password: LocalSettings {
                validate_locally: entry.validate_password_locally,
                local_rule: entry.validate_password_local_rule,
                minimum: Minimum {
                    special: minimum.password_min_special_characters,
                    upper: minimum.password_min_uppercase_letters,
                    lower: minimum.password_min_lowercase_letters,
                    digits: minimum.password_min_digits,
                    length: minimum.password_min_length,
                },
            },
            validate_pincode_locally: entry.validate_pincode_locally,
            delete_user_devices: entry.delete_user_devices,
        }
    }
}

/// By the names that the rules have on the wire.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct PinRulesEntry {
    #[serde(deserialize_with = "values::some_number::<2, 15, _>")]
    min_code_length: Option<u32>,
    #[serde(deserialize_with = "values::some_number::<3, 30, _>")]
    max_code_length: Option<u32>,
    #[serde(deserialize_with = "flag")]
    disallow_repeated_digits: Option<bool>,
    #[serde(deserialize_with = "values::some_number::<1, 6, _>")]
    number_of_repeated_digits: Option<u32>,
    disallow_repeated_patterns: bool,
    #[serde(deserialize_with = "flag")]
    disallow_contiguous_sequences: Option<bool>,
    #[serde(deserialize_with = "values::some_number::<2, 5, _>")]
    number_of_ascending_digits: Option<u32>,
    #[serde(deserialize_with = "values::some_number::<2, 5, _>")]
    number_of_descending_digits: Option<u32>,
    disallow_user_number: bool,
    disallow_reversed_user_number: bool,
    #[serde(deserialize_with = "flag")]
    disallow_old_passcode: Option<bool>,
    #[serde(deserialize_with = "values::some_number::<1, 10, _>")]
    number_of_previous_passcodes: Option<u32>,
    disallow_reversed_old_passcode: bool,
    #[serde(deserialize_with = "flag")]
    disable_login_after_max_failed_login_attempts: Option<bool>,
    #[serde(deserialize_with = "values::some_number::<2, 10, _>")]
    max_failed_login_attempts: Option<u32>,
    #[serde(deserialize_with = "flag")]
    expire_password: Option<bool>,
    #[serde(deserialize_with = "values::some_number::<15, 180, _>")]
    passcode_expires_days: Option<u32>,
}

/// A plain `Option` would take null, too.
fn flag<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    bool::deserialize(deserializer).map(Some)
}

impl PinRulesEntry {
    fn check(self) -> Result<PasscodeRules, ConfigProblem> {
        // Rules that no PIN can keep would leave people without any.
        if let (Some(min), Some(max)) = (self.min_code_length, self.max_code_length)
            && min > max
        {
            let reason = Reason::WrongValue { found: min.to_string() };
            return Err(between_keys("pin_rules.minCodeLength", reason, Expected::Number { min: 2, max }));
        }
        let sequences = Sequences {
            ascending: self.number_of_ascending_digits,
            descending: self.number_of_descending_digits,
        };
        let has_sequences = sequences.ascending.or(sequences.descending);
        is_counted("disallowContiguousSequences", self.disallow_contiguous_sequences, has_sequences)?;
        Ok(PasscodeRules {
            min_length: self.min_code_length,
            max_length: self.max_code_length,
            repeated_digits: is_counted(
                "disallowRepeatedDigits",
                self.disallow_repeated_digits,
                self.number_of_repeated_digits,
            )?,
            repeated_patterns: self.disallow_repeated_patterns,
            sequences: (self.disallow_contiguous_sequences == Some(true)).then_some(sequences),
            user_number: self.disallow_user_number,
            reversed_user_number: self.disallow_reversed_user_number,
            old_passcode: is_counted(
                "disallowOldPasscode",
                self.disallow_old_passcode,
                self.number_of_previous_passcodes,
            )?,
            reversed_old_passcode: self.disallow_reversed_old_passcode,
            max_failed_logins: is_counted(
                "disableLoginAfterMaxFailedLoginAttempts",
                self.disable_login_after_max_failed_login_attempts,
                self.max_failed_login_attempts,
            )?,
            expires_days: is_counted("expirePassword", self.expire_password, self.passcode_expires_days)?,
        })
    }
}

/// A rule that is on or off, with a number that counts only where it is on.
fn is_counted(
    flag: &str,
    is_on: Option<bool>,
    number: Option<u32>,
) -> Result<Option<Option<u32>>, ConfigProblem> {
    match is_on {
        Some(true) => Ok(Some(number)),
        // A number whose rule nobody has switched on or off was meant to count.
        None if number.is_some() => {
            let key = ["pin_rules.", flag].concat();
            Err(between_keys(&key, Reason::MissingKey, Expected::Type(JsonType::Boolean)))
        }
        _ => Ok(None),
    }
}
