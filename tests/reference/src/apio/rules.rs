//! The rules for PINs and passwords, as the application server would keep
//! them. Written from the rules' own descriptions, not from the console's
//! code: a mistake there must show here.

use serde_json::{Map, Value, json};

/// All flags on: the tenant's rules, which hold in `north-quay`.
pub fn strict_passcode() -> Map<String, Value> {
    map(json!({
        "disallowRepeatedDigits": true, "numberOfRepeatedDigits": 3, "disallowRepeatedPatterns": true,
        "disallowContiguousSequences": true, "numberOfAscendingDigits": 3, "numberOfDescendingDigits": 3,
        "disallowUserNumber": true, "disallowReversedUserNumber": true, "disallowOldPasscode": true,
        "numberOfPreviousPasscodes": 5, "disallowReversedOldPasscode": true, "minCodeLength": 6,
        "maxCodeLength": 8, "disableLoginAfterMaxFailedLoginAttempts": true, "maxFailedLoginAttempts": 3,
        "expirePassword": true, "passcodeExpiresDays": 90, "sendLoginDisabledNotifyEmail": false,
    }))
}

/// All flags off.
pub fn loose_passcode() -> Map<String, Value> {
    map(json!({
        "disallowRepeatedDigits": false, "numberOfRepeatedDigits": 3, "disallowRepeatedPatterns": false,
        "disallowContiguousSequences": false, "numberOfAscendingDigits": 3, "numberOfDescendingDigits": 3,
        "disallowUserNumber": false, "disallowReversedUserNumber": false, "disallowOldPasscode": false,
        "numberOfPreviousPasscodes": 1, "disallowReversedOldPasscode": false, "minCodeLength": 4,
        "maxCodeLength": 8, "disableLoginAfterMaxFailedLoginAttempts": false, "expirePassword": false,
        "sendLoginDisabledNotifyEmail": false,
    }))
}

pub fn password() -> Map<String, Value> {
    map(json!({
        "disallowUserId": true, "disallowOldPassword": true, "disallowReversedOldPassword": true,
        "restrictMinDigits": true, "minDigits": 1, "restrictMinUpperCaseLetters": false, "minUpperCaseLetters": 1,
        "restrictMinLowerCaseLetters": false, "minLowerCaseLetters": 1,
        "restrictMinNonAlphanumericCharacters": false, "minNonAlphanumericCharacters": 1,
        "minLength": 12, "maxFailedLoginAttempts": 5, "passwordExpiresDays": 0,
        "sendLoginDisabledNotifyEmail": false, "disallowRulesModification": false,
        "disallowPreviousPasswords": true, "numberOfPreviousPasswords": 3, "forcePasswordChangeAfterReset": true,
    }))
}

pub fn map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

pub fn on(rules: &Map<String, Value>, flag: &str) -> bool {
    rules.get(flag).and_then(Value::as_bool).unwrap_or(false)
}

pub fn number(rules: &Map<String, Value>, name: &str) -> Option<usize> {
    rules.get(name).and_then(Value::as_u64).map(|number| number as usize)
}

/// What a PIN is held against.
pub struct Held<'a> {
    pub rules: &'a Map<String, Value>,
    /// The extension and the phone number, as they are kept.
    pub numbers: Vec<String>,
    pub current: &'a str,
    /// Earlier PINs, the latest last, without the current one.
    pub history: &'a [String],
    /// Does this server also refuse a PIN that contains the own number?
    pub refuse_contained: bool,
    /// Is 9 to 0 a step to this server?
    pub around: bool,
}

/// The first rule that a PIN breaks, by its name on the wire, and why.
pub fn broken(pin: &str, held: &Held) -> Option<(&'static str, &'static str)> {
    let rules = held.rules;
    let signs: Vec<char> = pin.chars().collect();
    if !pin.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(("digitsOnly", "only digits"));
    }
    if number(rules, "minCodeLength").is_some_and(|min| signs.len() < min) {
        return Some(("minCodeLength", "too short"));
    }
    if number(rules, "maxCodeLength").is_some_and(|max| signs.len() > max) {
        return Some(("maxCodeLength", "too long"));
    }
    let limit = |name: &str, most: usize| number(rules, name).unwrap_or(most);
    if on(rules, "disallowRepeatedDigits")
        && has_run(&signs, limit("numberOfRepeatedDigits", 1) + 1, |a, b| a == b)
    {
        return Some(("disallowRepeatedDigits", "repeated digits"));
    }
    if on(rules, "disallowRepeatedPatterns") && repeats(&signs) {
        return Some(("disallowRepeatedPatterns", "repeated pattern"));
    }
    if on(rules, "disallowContiguousSequences") {
        let wrap = |digit: i32| if held.around { digit.rem_euclid(10) } else { digit };
        let value = |sign: char| sign as i32 - '0' as i32;
        let up =
            has_run(&signs, limit("numberOfAscendingDigits", 2) + 1, |a, b| wrap(value(a) + 1) == value(b));
        let down =
            has_run(&signs, limit("numberOfDescendingDigits", 2) + 1, |a, b| wrap(value(a) - 1) == value(b));
        if up || down {
            return Some(("disallowContiguousSequences", "sequence of digits"));
        }
    }
    let backwards: String = signs.iter().rev().collect();
    let is_own = |pin: &str| {
        held.numbers.iter().any(|own| {
            let own: String = own.chars().filter(char::is_ascii_digit).collect();
            !own.is_empty()
                && (own == pin || (held.refuse_contained && (pin.contains(&own) || own.contains(pin))))
        })
    };
    if on(rules, "disallowUserNumber") && is_own(pin) {
        return Some(("disallowUserNumber", "own number"));
    }
    if on(rules, "disallowReversedUserNumber") && is_own(&backwards) {
        return Some(("disallowReversedUserNumber", "own number backwards"));
    }
    if on(rules, "disallowOldPasscode") {
        let earlier = number(rules, "numberOfPreviousPasscodes").unwrap_or(1).saturating_sub(1);
        if pin == held.current || held.history.iter().rev().take(earlier).any(|old| old == pin) {
            return Some(("disallowOldPasscode", "used before"));
        }
    }
    if on(rules, "disallowReversedOldPasscode") && backwards == held.current {
        return Some(("disallowReversedOldPasscode", "the old one backwards"));
    }
    None
}

/// Are so many neighbours in a row linked?
fn has_run(signs: &[char], length: usize, linked: impl Fn(char, char) -> bool) -> bool {
    length <= signs.len()
        && signs.windows(length).any(|part| part.windows(2).all(|pair| linked(pair[0], pair[1])))
}

fn repeats(signs: &[char]) -> bool {
    (1..signs.len()).any(|part| {
        signs.len().is_multiple_of(part) && signs.chunks(part).all(|chunk| chunk == &signs[..part])
    })
}

/// The settings of the APIO server that the document describes.
#[derive(Clone)]
pub struct Settings(pub Map<String, Value>);

impl Default for Settings {
    /// The documented defaults.
    fn default() -> Self {
        Self(map(json!({
            "VALIDATE_PASSWORD_LOCALLY": false,
            "VALIDATE_PASSWORD_LOCAL_RULE": false,
            "VALIDATE_PINCODE_LOCALLY": true,
            "MINIMUM_PASSWORD_RULES": {"END_USER": {
                "PASSWORD_MIN_SPECIAL_CHARACTERS": 1, "PASSWORD_MIN_UPPERCASE_LETTERS": 1,
                "PASSWORD_MIN_LOWERCASE_LETTERS": 1, "PASSWORD_MIN_DIGITS": 1, "PASSWORD_MIN_LENGTH": 8,
            }},
            "DELETE_USER_DEVICES": true,
        })))
    }
}

impl Settings {
    pub fn on(&self, name: &str) -> bool {
        on(&self.0, name)
    }

    fn minimum(&self, name: &str) -> usize {
        self.0
            .get("MINIMUM_PASSWORD_RULES")
            .and_then(|rules| rules.get("END_USER")?.get(name)?.as_u64())
            .unwrap_or(0) as usize
    }

    /// What APIO itself says against a password, before the application server is asked.
    pub fn refuses(&self, password: &str) -> Option<&'static str> {
        let count = |of: fn(&char) -> bool| password.chars().filter(of).count();
        let upper = count(|sign| sign.is_uppercase());
        let lower = count(|sign| sign.is_lowercase());
        let length = password.chars().count();
        let local = !self.on("VALIDATE_PASSWORD_LOCALLY") && self.on("VALIDATE_PASSWORD_LOCAL_RULE");
        if length < self.minimum("PASSWORD_MIN_LENGTH") || (local && length < 8) {
            Some("at least 8 characters")
        } else if upper < self.minimum("PASSWORD_MIN_UPPERCASE_LETTERS") || (local && upper < 1) {
            Some("an upper case letter is needed")
        } else if lower < self.minimum("PASSWORD_MIN_LOWERCASE_LETTERS") || (local && lower < 1) {
            Some("a lower case letter is needed")
        } else if count(char::is_ascii_digit) < self.minimum("PASSWORD_MIN_DIGITS") {
            Some("a digit is needed")
        } else if count(|sign| !sign.is_alphanumeric()) < self.minimum("PASSWORD_MIN_SPECIAL_CHARACTERS") {
            Some("a special character is needed")
        } else {
            None
        }
    }
}

/// What the application server says against a password.
pub fn password_broken(
    rules: &Map<String, Value>,
    password: &str,
    current: &str,
    history: &[String],
    user: &str,
) -> Option<&'static str> {
    let count = |of: fn(&char) -> bool| password.chars().filter(of).count();
    let lacks =
        |flag: &str, least: &str, have: usize| on(rules, flag) && have < number(rules, least).unwrap_or(1);
    let earlier = number(rules, "numberOfPreviousPasswords").unwrap_or(1);
    if password.chars().count() < number(rules, "minLength").unwrap_or(0) {
        Some("password too short")
    } else if lacks("restrictMinDigits", "minDigits", count(char::is_ascii_digit)) {
        Some("too few digits")
    } else if lacks("restrictMinUpperCaseLetters", "minUpperCaseLetters", count(|sign| sign.is_uppercase())) {
        Some("too few upper case letters")
    } else if lacks("restrictMinLowerCaseLetters", "minLowerCaseLetters", count(|sign| sign.is_lowercase())) {
        Some("too few lower case letters")
    } else if lacks(
        "restrictMinNonAlphanumericCharacters",
        "minNonAlphanumericCharacters",
        count(|sign| !sign.is_alphanumeric()),
    ) {
        Some("too few other characters")
    } else if on(rules, "disallowUserId") && password.to_lowercase().contains(&user.to_lowercase()) {
        Some("the user id is in it")
    } else if on(rules, "disallowOldPassword") && password == current {
        Some("same as the old one")
    } else if on(rules, "disallowReversedOldPassword") && password.chars().rev().eq(current.chars()) {
        Some("the old one backwards")
    } else if on(rules, "disallowPreviousPasswords")
        && (password == current || history.iter().rev().take(earlier).any(|old| old == password))
    {
        Some("used before")
    } else {
        None
    }
}
