//! What a page says of a broken `config.json`.

use switchroom::config;
use switchroom::domain::Language;
use switchroom::text::config::problem;

fn sentence(language: Language, text: &str) -> String {
    problem(language, &config::parse(text.as_bytes()).expect_err(text))
}

#[test]
fn a_sentence_names_line_key_and_what_was_expected() {
    for (text, expected) in [
        (
            "{\"systems\": [\n  {\"id\": \"pin\", \"kind\": \"xivo\", \"base\": \"/a\"}\n]}",
            "Line 2, column 14: systems[0].id is “pin”, which is an address of the console itself. \
             Expected: a short text that no other system has; not check, pin, “.” or “..”.",
        ),
        (
            "{\"systems\": [\n  {\"id\": \"a\", \"kind\": \"sip\", \"base\": \"/a\"}\n]}",
            "Line 2, column 27: systems[0].kind is “sip”. Expected: xivo, icws or apio.",
        ),
        (
            "{\"systems\": [],}",
            "Line 1, column 16: This is not JSON: nothing follows the comma before this; remove it.",
        ),
        (
            r#"{"systems": [
                {"id": "v", "kind": "apio", "base": "/v", "pin_rules": {"numberOfRepeatedDigits": 3}}]}"#,
            "Line 2, column 17: systems[0].pin_rules.disallowRepeatedDigits is missing. Expected: true or false.",
        ),
        (
            r#"{"systems": [
                {"id": "v", "kind": "apio", "base": "/v", "pin_rules": {"minCodeLength": 9, "maxCodeLength": 8}}]}"#,
            "Line 2, column 17: systems[0].pin_rules.minCodeLength is “9”. Expected: a whole number from 2 to 8.",
        ),
        (
            r#"{"systems": [{"id": "a", "kind": "xivo", "base": "/a"},
                {"id": "a", "kind": "xivo", "base": "/b"}]}"#,
            "Line 2, column 17: systems[1].id is “a”, as is systems[0].id. \
             Expected: a short text that no other system has; not check, pin, “.” or “..”.",
        ),
    ] {
        assert_eq!(sentence(Language::English, text), expected);
    }
    assert_eq!(
        sentence(Language::French, "{\"systems\": {}}"),
        "Ligne 1, colonne 12\u{a0}: systems est un objet { }. Attendu\u{a0}: une liste [ ]."
    );
    assert_eq!(
        problem(Language::English, &config::missing()),
        "There is no file config.json beside this page."
    );
}

/// Every mistake of a table is told in both languages, each in its own words.
#[test]
fn every_sentence_is_there_in_both_languages() {
    let system = |members: &str| format!("{{\"systems\": [{{{members}}}]}}");
    let base = r#""id":"a","base":"/a""#;
    let apio = format!("{base},\"kind\":\"apio\"");
    let icws = format!("{base},\"kind\":\"icws\"");
    for text in [
        String::new(),
        "<html>".into(),
        "{\"systems\": [], \"x\": 1}".into(),
        "{\"systems\": [], \"theme\": \"dark\", \"theme\": \"light\"}".into(),
        "{\"systems\": [], \"theme\": 1}".into(),
        "{\"systems\": [], \"theme\": \"x\"}".into(),
        "{\"systems\": [], \"same_person_by\": \"name\"}".into(),
        "{\"systems\": [], \"language\": \"de\"}".into(),
        system(""),
        system(&format!("{apio},\"via\":\"core\",\"end_user\":{{\"tenant\":\"{{\"}}")),
        system(&format!("{apio},\"settings\":{{\"DELETE_USER_DEVICES\":0}}")),
        system(&format!("{apio},\"settings\":[]")),
        system(&format!("{apio},\"pin_rules\":{{\"maxCodeLength\":2}}")),
        system(&format!("{apio},\"pin_rules\":{{\"expirePassword\":1}}")),
        system(&format!("{icws},\"name\":\"\"")),
        system(&format!("{icws},\"hosts\":[\"a/b\"]")),
        system(&format!("{icws},\"hosts\":[2]")),
        system(r#""id":"..","base":"/x","kind":"xivo""#),
        system(r#""id":"check","base":"/x","kind":"xivo""#),
        system(r#""id":"x","base":"http://x","kind":"xivo""#),
        system(&format!("{icws}}},{{{icws}")),
    ] {
        let (english, french) = (sentence(Language::English, &text), sentence(Language::French, &text));
        assert_ne!(english, french);
        assert!(english.ends_with('.') && french.ends_with('.'), "{english} {french}");
        assert!(!english.contains("  ") && !french.contains("  "), "{english} {french}");
    }
}

/// What the configuration lets through, the sign-in can fill in.
#[test]
fn patterns_of_an_end_user_mean_the_same_to_the_sign_in() {
    use switchroom::domain::Secret;
    use switchroom::wire::apio::core_user_ids::resolve_user_ids as place;
    // {"a":"x"}
    let token = Secret::new("e30.eyJhIjoieCJ9.z".to_owned());
    for pattern in
        ["t", "{username}", "a-{claim.a}-{username}", "}", "", "{", "{}", "{x}", "{username", "{claim.}"]
    {
        let text = format!(
            r#"{{"systems": [{{"id": "a", "kind": "apio", "base": "/a", "via": "core",
                "end_user": {{"tenant": "{pattern}", "group": "g"}}}}]}}"#
        );
        let filled = place(Some(pattern), Some("g"), None, "ada", &token);
        assert_eq!(config::parse(text.as_bytes()).is_ok(), filled.is_some(), "{pattern}");
    }
}
