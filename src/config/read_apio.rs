//! What `config.json` may say of an APIO.

use super::read::{Object, Reader};
use super::{Apio, ApioSettings, ApioVia, EndUserPlace};
use crate::domain::PasscodeRules;
use crate::domain::config_problem::{Expected, JsonType};
use crate::domain::passcode_rules::Sequences;
use crate::domain::password_rules::{LocalSettings, Minimum};

const APIO: &[&str] = &["id", "name", "kind", "base", "via", "end_user", "settings", "pin_rules"];
const VIAS: &[&str] = &["gateway", "core"];
const END_USER: &[&str] = &["tenant", "group", "user"];
const SETTINGS: &[&str] = &[
    "VALIDATE_PASSWORD_LOCALLY",
    "VALIDATE_PASSWORD_LOCAL_RULE",
    "VALIDATE_PINCODE_LOCALLY",
    "MINIMUM_PASSWORD_RULES",
    "DELETE_USER_DEVICES",
];
const LEVELS: &[&str] = &["END_USER"];
const MINIMUM: &[&str] = &[
    "PASSWORD_MIN_SPECIAL_CHARACTERS",
    "PASSWORD_MIN_UPPERCASE_LETTERS",
    "PASSWORD_MIN_LOWERCASE_LETTERS",
    "PASSWORD_MIN_DIGITS",
    "PASSWORD_MIN_LENGTH",
];
/// By the names that they have on the wire.
const PIN_RULES: &[&str] = &[
    "minCodeLength",
    "maxCodeLength",
    "disallowRepeatedDigits",
    "numberOfRepeatedDigits",
    "disallowRepeatedPatterns",
    "disallowContiguousSequences",
    "numberOfAscendingDigits",
    "numberOfDescendingDigits",
    "disallowUserNumber",
    "disallowReversedUserNumber",
    "disallowOldPasscode",
    "numberOfPreviousPasscodes",
    "disallowReversedOldPasscode",
    "disableLoginAfterMaxFailedLoginAttempts",
    "maxFailedLoginAttempts",
    "expirePassword",
    "passcodeExpiresDays",
];

impl Reader<'_> {
    pub(super) fn apio(&mut self, object: &Object) -> Apio {
        self.keys(object, APIO);
        let end_user = object.get("end_user").and_then(|node| {
            let place = self.object(node, object.path_to("end_user"))?;
            self.end_user(&place)
        });
        let via = match self.choice(object, "via", VIAS) {
            Some(1) => ApioVia::Core { end_user },
            _ => {
                // The gateway says itself who signed in, so this was meant for Core.
                if object.get("end_user").is_some() && object.get("via").is_none() {
                    self.missing(object, "via", Expected::OneOf(VIAS));
                }
                ApioVia::Gateway
            }
        };
        let settings = object.get("settings").and_then(|node| self.object(node, object.path_to("settings")));
        let rules = object.get("pin_rules").and_then(|node| self.object(node, object.path_to("pin_rules")));
        Apio {
            via,
            settings: settings.map_or_else(ApioSettings::default, |settings| self.settings(&settings)),
            pin_rules: rules.map(|rules| self.pin_rules(&rules)),
        }
    }

    fn end_user(&mut self, object: &Object) -> Option<EndUserPlace> {
        self.keys(object, END_USER);
        let tenant = self.pattern(object, "tenant", true);
        let group = self.pattern(object, "group", true);
        let user = self.pattern(object, "user", false);
        Some(EndUserPlace { tenant: tenant?, group: group?, user })
    }

    fn pattern(&mut self, object: &Object, key: &str, is_needed: bool) -> Option<String> {
        let expected = Expected::LoginPattern;
        let (at, text) =
            if is_needed { self.needed(object, key, expected) } else { self.text(object, key, expected) }?;
        if !is_pattern(text) {
            self.wrong_value(at, object.path_to(key), text, expected);
        }
        Some(text.to_owned())
    }

    fn settings(&mut self, object: &Object) -> ApioSettings {
        self.keys(object, SETTINGS);
        let default = ApioSettings::default();
        ApioSettings {
            password: LocalSettings {
                validate_locally: self.switch(
                    object,
                    "VALIDATE_PASSWORD_LOCALLY",
                    default.password.validate_locally,
                ),
                local_rule: self.switch(object, "VALIDATE_PASSWORD_LOCAL_RULE", default.password.local_rule),
                minimum: self.minimum(object).unwrap_or(default.password.minimum),
            },
            validate_pincode_locally: self.switch(
                object,
                "VALIDATE_PINCODE_LOCALLY",
                default.validate_pincode_locally,
            ),
            delete_user_devices: self.switch(object, "DELETE_USER_DEVICES", default.delete_user_devices),
        }
    }

    fn minimum(&mut self, settings: &Object) -> Option<Minimum> {
        let key = "MINIMUM_PASSWORD_RULES";
        let levels = self.object(settings.get(key)?, settings.path_to(key))?;
        self.keys(&levels, LEVELS);
        let end_user = self.object(levels.get("END_USER")?, levels.path_to("END_USER"))?;
        self.keys(&end_user, MINIMUM);
        let default = Minimum::default();
        // A password has at most 60 characters.
        let mut number =
            |key, default| self.number(&end_user, key, default, crate::domain::password_rules::MAX_LENGTH);
        Some(Minimum {
            special: number("PASSWORD_MIN_SPECIAL_CHARACTERS", default.special),
            upper: number("PASSWORD_MIN_UPPERCASE_LETTERS", default.upper),
            lower: number("PASSWORD_MIN_LOWERCASE_LETTERS", default.lower),
            digits: number("PASSWORD_MIN_DIGITS", default.digits),
            length: number("PASSWORD_MIN_LENGTH", default.length),
        })
    }

    fn pin_rules(&mut self, object: &Object) -> PasscodeRules {
        self.keys(object, PIN_RULES);
        let rules = PasscodeRules {
            min_length: self.number_between(object, "minCodeLength", 2, 15),
            max_length: self.number_between(object, "maxCodeLength", 3, 30),
            repeated_digits: self.numbered(object, "disallowRepeatedDigits", "numberOfRepeatedDigits", 1, 6),
            repeated_patterns: self.switch(object, "disallowRepeatedPatterns", false),
            sequences: self.sequences(object),
            user_number: self.switch(object, "disallowUserNumber", false),
            reversed_user_number: self.switch(object, "disallowReversedUserNumber", false),
            old_passcode: self.numbered(object, "disallowOldPasscode", "numberOfPreviousPasscodes", 1, 10),
            reversed_old_passcode: self.switch(object, "disallowReversedOldPasscode", false),
            max_failed_logins: self.numbered(
                object,
                "disableLoginAfterMaxFailedLoginAttempts",
                "maxFailedLoginAttempts",
                2,
                10,
            ),
            expires_days: self.numbered(object, "expirePassword", "passcodeExpiresDays", 15, 180),
        };
        // Rules that no PIN can keep would leave people without any.
        if let (Some(min), Some(max)) = (rules.min_length, rules.max_length)
            && min > max
            && let Some(node) = object.get("minCodeLength")
        {
            let expected = Expected::Number { min: 2, max };
            self.wrong_value(node.at, object.path_to("minCodeLength"), &min.to_string(), expected);
        }
        rules
    }

    /// A rule that is on or off, with a number that counts only where it is on.
    fn numbered(
        &mut self,
        object: &Object,
        flag: &'static str,
        key: &'static str,
        min: u32,
        max: u32,
    ) -> Option<Option<u32>> {
        let number = self.number_between(object, key, min, max);
        self.has_flag(object, flag, &[key]);
        self.switch(object, flag, false).then_some(number)
    }

    fn sequences(&mut self, object: &Object) -> Option<Sequences> {
        let flag = "disallowContiguousSequences";
        let ascending = self.number_between(object, "numberOfAscendingDigits", 2, 5);
        let descending = self.number_between(object, "numberOfDescendingDigits", 2, 5);
        self.has_flag(object, flag, &["numberOfAscendingDigits", "numberOfDescendingDigits"]);
        self.switch(object, flag, false).then_some(Sequences { ascending, descending })
    }

    /// A number whose rule nobody has switched on or off was meant to count.
    fn has_flag(&mut self, object: &Object, flag: &str, numbers: &[&str]) {
        if object.get(flag).is_none() && numbers.iter().any(|number| object.get(number).is_some()) {
            self.missing(object, flag, Expected::Type(JsonType::Switch));
        }
    }
}

/// Is there something in it, and is every `{` that of a name that can be filled in?
fn is_pattern(text: &str) -> bool {
    let is_name =
        |name: &str| name == "username" || name.strip_prefix("claim.").is_some_and(|claim| !claim.is_empty());
    let is_filled = |part: &str| part.split_once('}').is_some_and(|(name, _)| is_name(name));
    !text.is_empty() && text.split('{').skip(1).all(is_filled)
}
