//! What a page says of a broken `config.json`.

use switchroom::config;
use switchroom::domain::Language;
use switchroom::text::config::problem;

fn said(language: Language, text: &str) -> Vec<String> {
    let problems = config::parse(text.as_bytes()).expect_err(text);
    problems.iter().map(|one| problem(language, one)).collect()
}

#[test]
fn a_sentence_names_line_key_and_what_was_expected() {
    let text = "{\"systems\": [\n  {\"id\": \"pin\", \"kind\": \"sip\", \"base\": \"/a\"}\n]}";
    assert_eq!(
        said(Language::English, text),
        [
            "Line 2, column 10: systems[0].id is “pin”, which is an address of the console itself. \
             Expected: a short text that no other system has; not check, pin, “.” or “..”.",
            "Line 2, column 25: systems[0].kind is “sip”. Expected: xivo, icws or apio.",
        ]
    );
    assert_eq!(
        said(Language::French, "{\"systems\": {}}"),
        ["Ligne 1, colonne 13\u{a0}: systems est un objet { }. Attendu\u{a0}: une liste [ ]."]
    );
    assert_eq!(
        said(Language::English, "{\"systems\": [],}"),
        ["Line 1, column 15: This is not JSON: there is nothing behind this comma; take it out."]
    );
    let rules = r#"{"systems": [{"id": "v", "kind": "apio", "base": "/v",
        "pin_rules": {"minCodeLength": 9, "maxCodeLength": 8, "numberOfRepeatedDigits": 3}}]}"#;
    assert_eq!(
        said(Language::English, rules),
        [
            "Line 2, column 22: systems[0].pin_rules.disallowRepeatedDigits is missing. Expected: true or false.",
            "Line 2, column 40: systems[0].pin_rules.minCodeLength is “9”. Expected: a whole number from 2 to 8.",
        ]
    );
    assert_eq!(
        config::missing().iter().map(|one| problem(Language::English, one)).collect::<Vec<_>>(),
        ["There is no file config.json beside this page."]
    );
}

/// Every mistake of a table is told in both languages, each in its own words.
#[test]
fn every_sentence_is_there_in_both_languages() {
    let system = |members: &str| format!("{{\"systems\": [{{{members}}}]}}");
    let base = r#""id":"a","base":"/a""#;
    for text in [
        String::new(),
        "<html>".into(),
        "{\"systems\": [], \"x\": 1, \"x\": 2}".into(),
        "{\"systems\": [], \"theme\": 1, \"theme\": \"x\", \"language\": \"de\"}".into(),
        system(""),
        system(&format!("{base},\"kind\":\"apio\",\"via\":\"core\",\"end_user\":{{\"tenant\":\"{{\"}}")),
        system(&format!("{base},\"kind\":\"apio\",\"settings\":{{\"DELETE_USER_DEVICES\":0}}")),
        system(&format!(
            "{base},\"kind\":\"apio\",\"pin_rules\":{{\"maxCodeLength\":2,\"expirePassword\":1}}"
        )),
        system(&format!("{base},\"kind\":\"icws\",\"name\":\"\",\"hosts\":[\"a/b\",2]")),
        system(r#""id":"..","base":"http://x","kind":"xivo""#),
    ] {
        let (english, french) = (said(Language::English, &text), said(Language::French, &text));
        assert_eq!(english.len(), french.len());
        for (english, french) in english.iter().zip(&french) {
            assert_ne!(english, french);
            assert!(english.ends_with('.') && french.ends_with('.'), "{english} {french}");
            assert!(!english.contains("  ") && !french.contains("  "), "{english} {french}");
        }
    }
}

/// What the configuration lets through, the sign-in can fill in.
#[test]
fn patterns_of_an_end_user_mean_the_same_to_the_sign_in() {
    use switchroom::domain::Secret;
    use switchroom::wire::apio::core_place::place;
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
