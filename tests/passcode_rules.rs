//! PIN and password rules: the vectors, and what must hold of any input.

use proptest::prelude::*;
use serde_json::Value;
use switchroom::domain::passcode_rules::{OwnNumbers, PasscodeRules, Rule, Sequences, Verdict, worst};
use switchroom::domain::password_rules::{self, LocalSettings, PasswordRules};
use switchroom::domain::{Pin, Secret};

fn secret(text: &str) -> Secret {
    Secret::new(text.into())
}

/// The active rules of fixtures/apio/11-passcode-rules.http.
fn all_on() -> PasscodeRules {
    PasscodeRules {
        min_length: Some(6),
        max_length: Some(8),
        repeated_digits: Some(Some(3)),
        repeated_patterns: true,
        sequences: Some(Sequences { ascending: Some(3), descending: Some(3) }),
        user_number: true,
        reversed_user_number: true,
        old_passcode: Some(Some(5)),
        reversed_old_passcode: true,
        max_failed_logins: Some(Some(3)),
        expires_days: Some(Some(90)),
    }
}

fn own() -> OwnNumbers {
    OwnNumbers::new(["147869", "+13015551212", ""])
}

/// The verdict on the PIN as the vectors say it, and the rule's wire name.
fn judged(rules: &PasscodeRules, pin: &str, current: Option<&str>) -> (&'static str, Option<&'static str>) {
    let verdicts = rules.evaluate(&secret(pin), current.map(secret).as_ref(), &own());
    let name = |rule: Rule| match rule {
        Rule::Length { min, .. } => {
            let short = min.is_some_and(|min| pin.chars().count() < min as usize);
            if short { "minCodeLength" } else { "maxCodeLength" }
        }
        rule => rule.names()[0],
    };
    match worst(&verdicts) {
        None => ("ok", None),
        Some((rule, Verdict::Warn)) => ("warn", Some(name(rule))),
        Some((rule, _)) => ("reject", Some(name(rule))),
    }
}

#[test]
fn all_vectors_pass() {
    let file = include_str!("fixtures/apio/passcode-rule-vectors.json");
    let vectors: Value = serde_json::from_str(file).unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    assert!(cases.len() >= 21);
    let current = vectors["user"]["currentPin"].as_str();
    for case in cases {
        let pin = case["pin"].as_str().unwrap();
        assert_eq!(
            judged(&all_on(), pin, current),
            (case["verdict"].as_str().unwrap(), case["rule"].as_str()),
            "{pin}"
        );
    }
}

#[test]
fn more_vectors_in_the_same_meaning() {
    for (pin, verdict, rule) in [
        ("739999", "reject", Some("disallowRepeatedDigits")),
        ("999973", "reject", Some("disallowRepeatedDigits")),
        ("739995", "ok", None),
        ("111111", "reject", Some("disallowRepeatedDigits")),
        ("11221122", "reject", Some("disallowRepeatedPatterns")),
        ("1212121", "ok", None),
        ("432174", "reject", Some("disallowContiguousSequences")),
        ("743217", "reject", Some("disallowContiguousSequences")),
        ("745678", "reject", Some("disallowContiguousSequences")),
        ("732174", "ok", None),
        // Whether 9 to 0 is a step is not known.
        ("428901", "warn", Some("disallowContiguousSequences")),
        ("421098", "warn", Some("disallowContiguousSequences")),
        ("9968741", "warn", Some("disallowReversedUserNumber")),
        ("2121555", "warn", Some("disallowReversedUserNumber")),
        ("147860", "ok", None),
        ("", "reject", Some("digitsOnly")),
        ("\u{667}\u{663}\u{669}\u{661}\u{664}\u{665}", "reject", Some("digitsOnly")),
        ("739 145", "reject", Some("digitsOnly")),
    ] {
        assert_eq!(judged(&all_on(), pin, Some("739146")), (verdict, rule), "{pin:?}");
    }
}

#[test]
fn a_rule_that_is_off_is_neither_listed_nor_applied() {
    let none = PasscodeRules::default();
    assert_eq!(none.list(), [Rule::DigitsOnly]);
    for pin in ["1", "1111", "123456", "147869", "739146", "641937"] {
        assert_eq!(judged(&none, pin, Some("739146")), ("ok", None), "{pin}");
    }
    let length = PasscodeRules { min_length: Some(4), ..none };
    assert_eq!(length.list(), [Rule::DigitsOnly, Rule::Length { min: Some(4), max: None }]);
}

#[test]
fn without_the_current_pin_only_the_server_knows() {
    let of = |rule: fn(&Rule) -> bool, current: Option<&str>, previous| {
        let rules = PasscodeRules { old_passcode: Some(previous), ..all_on() };
        let verdicts = rules.evaluate(&secret("739145"), current.map(secret).as_ref(), &own());
        verdicts.into_iter().find(|(r, _)| rule(r)).map(|(_, verdict)| verdict).unwrap()
    };
    let old = |rule: &Rule| matches!(rule, Rule::OldPasscode { .. });
    let reversed = |rule: &Rule| matches!(rule, Rule::ReversedOldPasscode);
    assert_eq!(of(old, None, Some(1)), Verdict::OnlyServerKnows);
    assert_eq!(of(old, Some(""), Some(1)), Verdict::OnlyServerKnows);
    assert_eq!(of(old, Some("739146"), Some(1)), Verdict::Met);
    assert_eq!(of(old, Some("739146"), Some(5)), Verdict::OnlyServerKnows);
    assert_eq!(of(old, Some("739146"), None), Verdict::OnlyServerKnows);
    assert_eq!(of(reversed, None, None), Verdict::OnlyServerKnows);
    assert_eq!(of(reversed, Some("739146"), None), Verdict::Met);
}

#[test]
fn a_number_that_was_not_sent_is_known_to_the_server_only() {
    let rules = PasscodeRules {
        repeated_digits: Some(None),
        sequences: Some(Sequences::default()),
        ..PasscodeRules::default()
    };
    let verdict = |pin: &str, at: usize| rules.evaluate(&secret(pin), None, &own())[at].1;
    assert_eq!(verdict("7391", 1), Verdict::Met);
    assert_eq!(verdict("7311", 1), Verdict::OnlyServerKnows);
    assert_eq!(verdict("1111111", 1), Verdict::NotMet);
    assert_eq!(verdict("7391", 2), Verdict::Met);
    assert_eq!(verdict("7123", 2), Verdict::OnlyServerKnows);
    assert_eq!(verdict("123456", 2), Verdict::NotMet);
}

#[test]
fn own_numbers_are_compared_as_digits() {
    let rules = PasscodeRules { user_number: true, ..PasscodeRules::default() };
    let verdict = |numbers: &[&str], pin: &str| {
        rules.evaluate(&secret(pin), None, &OwnNumbers::new(numbers.iter().copied()))[1].1
    };
    assert_eq!(verdict(&["+1-3015551212"], "3015551212"), Verdict::NotMet);
    assert_eq!(verdict(&["+1-3015551212"], "13015551212"), Verdict::NotMet);
    assert_eq!(verdict(&["+13015551212"], "3015551212"), Verdict::Warn);
    assert_eq!(verdict(&["42"], "42"), Verdict::NotMet);
    assert_eq!(verdict(&["42"], "7426"), Verdict::Met);
    assert_eq!(verdict(&["", "+"], ""), Verdict::Met);
}

/// A small generator with a fixed start, for tests only.
fn bytes(mut state: u64) -> impl FnMut(&mut [u8]) {
    move |out: &mut [u8]| {
        for byte in out {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            *byte = (state >> 56) as u8;
        }
    }
}

#[test]
fn generated_pins_keep_the_rules_and_are_spread_evenly() {
    let mut source = bytes(7);
    let mut first = [0u32; 10];
    for _ in 0..2000 {
        let pin = all_on().generate(&own(), &mut source).unwrap();
        let (verdict, _) = judged(&all_on(), pin.secret().for_request(), None);
        assert_eq!(verdict, "ok");
        assert_eq!(pin.secret().for_request().len(), 6);
        first[usize::from(pin.secret().for_request().as_bytes()[0] - b'0')] += 1;
    }
    assert!(first.iter().all(|&count| (140..=260).contains(&count)), "{first:?}");
}

#[test]
fn a_generated_pin_is_nothing_of_the_own_numbers_even_where_no_rule_forbids_it() {
    let rules = PasscodeRules { max_length: Some(4), ..PasscodeRules::default() };
    let mine = OwnNumbers::new(["471", "4720", "+352-123456789"]);
    let mut source = bytes(11);
    for _ in 0..4000 {
        let pin = rules.generate(&mine, &mut source).unwrap();
        let pin = pin.secret().for_request();
        assert!(!pin.contains("471") && pin != "4720" && !"352123456789".contains(pin.as_str()), "{pin}");
    }
}

#[test]
fn a_generated_pin_has_no_digit_more_than_twice_in_a_row() {
    let mut source = bytes(13);
    for _ in 0..4000 {
        let pin = PasscodeRules::default().generate(&OwnNumbers::default(), &mut source).unwrap();
        let digits = pin.secret().for_request().as_bytes();
        assert!(digits.windows(3).all(|three| three[0] != three[1] || three[1] != three[2]), "{digits:?}");
    }
}

#[test]
fn what_cannot_be_generated_is_said_and_ends() {
    let rules = PasscodeRules { min_length: Some(9), max_length: Some(8), ..all_on() };
    assert!(rules.generate(&own(), bytes(1)).is_none());
    assert!(all_on().generate(&own(), |out| out.fill(255)).is_none());
    assert!(all_on().generate(&own(), |_| {}).is_none());
    let long = PasscodeRules { min_length: Some(40), ..PasscodeRules::default() };
    assert!(long.generate(&own(), bytes(1)).is_none());
    let short = PasscodeRules { max_length: Some(3), ..PasscodeRules::default() };
    assert_eq!(short.generate(&own(), bytes(1)).unwrap().secret().for_request().len(), 3);
}

fn password_verdicts(
    rules: &PasswordRules,
    typed: &str,
    old: Option<&str>,
) -> Option<(password_rules::Rule, Verdict)> {
    password_rules::worst(&rules.evaluate(
        &secret(typed),
        old.map(secret).as_ref(),
        "mira.holt@voice.example.test",
    ))
}

#[test]
fn password_rules_are_those_of_the_server_and_of_the_settings() {
    use password_rules::Rule;
    let documented = PasswordRules::default().with_settings(&LocalSettings::default());
    assert_eq!(
        documented.list(),
        [
            Rule::Length { min: Some(8), max: 60 },
            Rule::Digits { min: 1 },
            Rule::UpperCase { min: 1 },
            Rule::LowerCase { min: 1 },
            Rule::Special { min: 1 },
        ]
    );
    let strict =
        PasswordRules { min_length: Some(12), min_digits: 2, user_id: true, ..PasswordRules::default() }
            .with_settings(&LocalSettings::default());
    assert_eq!(strict.min_length, Some(12));
    assert_eq!(strict.min_digits, 2);
    assert_eq!(password_verdicts(&strict, "Slow-River-Boat-97", None), None);
    let nothing = password_rules::Minimum { special: 0, upper: 0, lower: 0, digits: 0, length: 0 };
    let off = LocalSettings { validate_locally: false, local_rule: false, minimum: nothing };
    assert_eq!(PasswordRules::default().with_settings(&off).list(), [Rule::Length { min: None, max: 60 }]);
    let local = PasswordRules::default().with_settings(&LocalSettings { local_rule: true, ..off });
    assert_eq!((local.min_length, local.min_upper, local.min_lower, local.min_special), (Some(8), 1, 1, 0));
    // The local rule stands back where the network element's rules are checked.
    let element = LocalSettings { local_rule: true, validate_locally: true, ..off };
    assert_eq!(PasswordRules::default().with_settings(&element).min_length, None);
}

#[test]
fn password_verdicts_table() {
    use password_rules::Rule;
    let rules = PasswordRules {
        user_id: true,
        old_password: true,
        reversed_old_password: true,
        ..PasswordRules::default()
    }
    .with_settings(&LocalSettings::default());
    for (typed, expected) in [
        ("Slow-River-Boat-9", None),
        ("short", Some((Rule::Length { min: Some(8), max: 60 }, Verdict::NotMet))),
        ("slow-river-boat-9", Some((Rule::UpperCase { min: 1 }, Verdict::NotMet))),
        ("SLOW-RIVER-BOAT-9", Some((Rule::LowerCase { min: 1 }, Verdict::NotMet))),
        ("Slow-River-Boat", Some((Rule::Digits { min: 1 }, Verdict::NotMet))),
        ("SlowRiverBoat9", Some((Rule::Special { min: 1 }, Verdict::NotMet))),
        ("élow-river-boat-9É", Some((Rule::UpperCase { min: 1 }, Verdict::Warn))),
        ("X1!mira.holt@voice.example.test", Some((Rule::UserId, Verdict::NotMet))),
        ("X1!Mira.Holt", Some((Rule::UserId, Verdict::Warn))),
        ("Correct-Horse-7", Some((Rule::OldPassword, Verdict::NotMet))),
        ("7-esroH-tcerroC", Some((Rule::ReversedOldPassword, Verdict::NotMet))),
    ] {
        assert_eq!(password_verdicts(&rules, typed, Some("Correct-Horse-7")), expected, "{typed}");
    }
}

fn any_rules() -> impl Strategy<Value = PasscodeRules> {
    let number = || proptest::option::of(proptest::option::of(0u32..40));
    (
        (proptest::option::of(0u32..40), proptest::option::of(0u32..40), number(), any::<[bool; 4]>()),
        (number(), number(), number()),
    )
        .prop_map(
            |((min_length, max_length, repeated_digits, flags), (ascending, descending, old_passcode))| {
                PasscodeRules {
                    min_length,
                    max_length,
                    repeated_digits,
                    repeated_patterns: flags[0],
                    sequences: ascending
                        .map(|ascending| Sequences { ascending, descending: descending.flatten() }),
                    user_number: flags[1],
                    reversed_user_number: flags[2],
                    old_passcode,
                    reversed_old_passcode: flags[3],
                    max_failed_logins: None,
                    expires_days: None,
                }
            },
        )
}

proptest! {
    #[test]
    fn any_text_gets_a_verdict_for_each_rule(rules in any_rules(), pin in any::<String>(), current in any::<Option<String>>(), number in any::<String>()) {
        let own = OwnNumbers::new([number.as_str()]);
        let verdicts = rules.evaluate(&Secret::new(pin), current.map(Secret::new).as_ref(), &own);
        prop_assert_eq!(verdicts.iter().map(|(rule, _)| *rule).collect::<Vec<_>>(), rules.list());
    }

    #[test]
    fn digits_alone_never_panic_either(rules in any_rules(), pin in "[0-9]{0,40}", number in "\\+?[0-9]{0,3}-?[0-9]{0,12}") {
        rules.evaluate(&Secret::new(pin.clone()), Some(&Secret::new(pin)), &OwnNumbers::new([number.as_str()]));
    }

    #[test]
    fn a_number_said_twice_is_a_pattern(part in "[0-9]{1,6}", times in 2usize..5) {
        let rules = PasscodeRules { repeated_patterns: true, ..PasscodeRules::default() };
        let verdicts = rules.evaluate(&Secret::new(part.repeat(times)), None, &OwnNumbers::default());
        prop_assert_eq!(verdicts[1].1, Verdict::NotMet);
    }

    #[test]
    fn the_own_number_either_way_is_refused(number in "[0-9]{2,12}") {
        let rules = PasscodeRules { user_number: true, reversed_user_number: true, ..PasscodeRules::default() };
        let own = OwnNumbers::new([number.as_str()]);
        let reversed: String = number.chars().rev().collect();
        prop_assert_eq!(rules.evaluate(&Secret::new(number), None, &own)[1].1, Verdict::NotMet);
        prop_assert_eq!(rules.evaluate(&Secret::new(reversed), None, &own)[2].1, Verdict::NotMet);
    }

    #[test]
    fn a_generated_pin_passes_whatever_the_rules(rules in any_rules(), number in "[0-9]{3,8}", seed in any::<u64>()) {
        let own = OwnNumbers::new([number.as_str()]);
        if let Some(pin) = rules.generate(&own, bytes(seed)) {
            let verdicts = rules.evaluate(pin.secret(), None, &own);
            prop_assert!(worst(&verdicts).is_none());
        }
    }

    #[test]
    fn what_a_pin_accepts_it_keeps(text in any::<String>()) {
        let typed = Secret::new(text.clone());
        match Pin::new(&typed) {
            Ok(pin) => {
                prop_assert!(pin.secret() == &typed);
                prop_assert!((1..=30).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()));
            }
            Err(_) => prop_assert!(text.is_empty() || text.len() > 30 || !text.bytes().all(|b| b.is_ascii_digit())),
        }
    }

    #[test]
    fn any_password_gets_a_verdict(typed in any::<String>(), old in any::<Option<String>>(), id in any::<String>()) {
        let rules = PasswordRules { user_id: true, old_password: true, reversed_old_password: true, previous_passwords: Some(None), ..PasswordRules::default() }
            .with_settings(&LocalSettings::default());
        let verdicts = rules.evaluate(&Secret::new(typed), old.map(Secret::new).as_ref(), &id);
        prop_assert_eq!(verdicts.len(), rules.list().len());
    }
}
