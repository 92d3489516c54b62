//! A table of files, good and bad.

use proptest::prelude::*;

use super::problem::{Expected, JsonType, Position, Reason, SyntaxError};
use super::*;
use crate::domain::passcode_rules::Sequences;
use crate::domain::password_rules::Minimum;

const FULL: &str = r#"{
  "language": "fr-CA",
  "theme": "dark",
  "country_code": "+33",
  "keep_changes": true,
  "same_person_by": "email",
  "systems": [
    {"id": "a", "kind": "xivo", "base": "/api/a/", "api": "1.1", "sign_in": "token", "token_base": "/api/auth"},
    {"id": "b", "name": "Büro", "kind": "icws", "base": "/api/pbx1", "hosts": ["pbx1.example.test", "pbx2"]},
    {"id": "c d/e", "kind": "apio", "base": "/", "via": "core",
     "end_user": {"tenant": "{claim.tenant_id}", "group": "north-quay"},
     "settings": {
       "VALIDATE_PASSWORD_LOCALLY": true,
       "VALIDATE_PINCODE_LOCALLY": false,
       "MINIMUM_PASSWORD_RULES": {"END_USER": {"PASSWORD_MIN_LENGTH": 12}},
       "DELETE_USER_DEVICES": false
     },
     "pin_rules": {
       "minCodeLength": 6, "maxCodeLength": 8, "disallowRepeatedDigits": true, "numberOfRepeatedDigits": 3,
       "disallowContiguousSequences": true, "numberOfAscendingDigits": 3,
       "disallowOldPasscode": false, "numberOfPreviousPasscodes": 5, "disallowUserNumber": true
     }},
    {"id": "d", "kind": "apio", "base": "/api/d"},
    {"id": "e", "kind": "xivo", "base": "/api/e"}
  ]
}"#;

#[test]
fn a_whole_file_is_read() {
    let config = parse(FULL.as_bytes()).expect("in order");
    assert_eq!((config.language, config.theme), (Some(Language::French), Theme::Dark));
    assert_eq!(config.country_code, CountryCode::parse("33"));
    assert!(config.keep_changes);
    assert_eq!(config.same_person_by, Some(PersonKey::Email));
    assert_eq!(config.systems.len(), 5);
    let kind = |id| config.system(id).map(|system| system.kind.clone());
    let auth = XivoSignIn::Token { base: "/api/auth".into() };
    assert_eq!(kind("a"), Some(SystemKind::Xivo(Xivo { api: XivoApi::V1_1, sign_in: auth })));
    assert_eq!(config.system("a").map(|a| (a.name.as_str(), a.base.as_str())), Some(("a", "/api/a")));
    let hosts = vec!["pbx1.example.test".into(), "pbx2".into()];
    assert_eq!(kind("b"), Some(SystemKind::Icws(Icws { hosts })));
    assert_eq!(config.system("b").map(|b| b.name.as_str()), Some("Büro"));
    assert_eq!(config.system("c d/e").map(|c| c.base.as_str()), Some(""));
    let Some(SystemKind::Apio(apio)) = kind("c d/e") else { panic!("no APIO") };
    assert!(apio.settings.password.validate_locally && !apio.settings.password.local_rule);
    assert_eq!(apio.settings.password.minimum, Minimum { length: 12, ..Minimum::default() });
    assert!(!apio.settings.validate_pincode_locally && !apio.settings.delete_user_devices);
    let ApioVia::Core { end_user: Some(place) } = apio.via else { panic!("no end users") };
    assert_eq!(
        (place.tenant.as_str(), place.group.as_str(), place.user),
        ("{claim.tenant_id}", "north-quay", None)
    );
    assert_eq!(
        apio.pin_rules,
        Some(PasscodeRules {
            min_length: Some(6),
            max_length: Some(8),
            repeated_digits: Some(Some(3)),
            sequences: Some(Sequences { ascending: Some(3), descending: None }),
            // A number counts only where its rule is on.
            old_passcode: None,
            user_number: true,
            ..PasscodeRules::default()
        })
    );
    let gateway = Apio { via: ApioVia::Gateway, settings: ApioSettings::default(), pin_rules: None };
    assert_eq!(kind("d"), Some(SystemKind::Apio(gateway)));
    let open = Xivo { api: XivoApi::Auto, sign_in: XivoSignIn::None };
    assert_eq!(kind("e"), Some(SystemKind::Xivo(open)));
}

#[test]
fn the_smallest_files_are_read() {
    assert_eq!(parse(b"{\"systems\": []}"), Ok(Config::default()));
    assert_eq!(parse(b"\xEF\xBB\xBF{\"systems\": []}"), Ok(Config::default()));
}

#[test]
fn the_documented_defaults_of_apio_hold() {
    let settings = ApioSettings::default();
    assert!(!settings.password.validate_locally && !settings.password.local_rule);
    assert!(settings.validate_pincode_locally && settings.delete_user_devices);
    assert_eq!(settings.password.minimum, Minimum { special: 1, upper: 1, lower: 1, digits: 1, length: 8 });
}

/// The first problem of a file.
fn problem_of(text: &str) -> ConfigProblem {
    parse(text.as_bytes()).expect_err(text)
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn found(text: &str) -> String {
    text.to_owned()
}

#[test]
fn what_is_wrong_is_named_and_placed() {
    use Reason::*;
    type Case = (&'static str, &'static str, (usize, usize), Reason, Option<Expected>);
    let cases: Vec<Case> = vec![
        ("[]", "", (1, 1), WrongType { found: JsonType::List }, Some(Expected::Type(JsonType::Object))),
        ("{}", "systems", (1, 2), MissingKey, Some(Expected::Type(JsonType::List))),
        (
            "{\"systems\":\n {}}",
            "systems",
            (2, 1),
            WrongType { found: JsonType::Object },
            Some(Expected::Type(JsonType::List)),
        ),
        (
            "{\"systems\": [\n1]}",
            "systems[0]",
            (2, 1),
            WrongType { found: JsonType::Number },
            Some(Expected::Type(JsonType::Object)),
        ),
        (
            "{\"systems\": [],\n \"langage\": 1}",
            "langage",
            (2, 10),
            UnknownKey,
            Some(Expected::Keys(words(&[
                "systems",
                "language",
                "theme",
                "country_code",
                "keep_changes",
                "same_person_by",
            ]))),
        ),
        ("{\"systems\": [], \"systems\": []}", "systems", (1, 25), DoubledKey, None),
        (
            "{\"systems\": [], \"language\": \"de\"}",
            "language",
            (1, 32),
            WrongValue { found: found("de") },
            Some(Expected::OneOf(words(&["en", "fr"]))),
        ),
        (
            "{\"systems\": [], \"theme\": null}",
            "theme",
            (1, 29),
            WrongType { found: JsonType::Null },
            Some(Expected::OneOf(words(&["system", "light", "dark"]))),
        ),
        (
            "{\"systems\": [], \"country_code\": \"0033\"}",
            "country_code",
            (1, 38),
            WrongValue { found: found("0033") },
            Some(Expected::CountryCode),
        ),
        (
            "{\"systems\": [], \"keep_changes\": \"yes\"}",
            "keep_changes",
            (1, 37),
            WrongType { found: JsonType::Text },
            Some(Expected::Type(JsonType::Boolean)),
        ),
        (
            "{\"systems\": [], \"same_person_by\": \"name\"}",
            "same_person_by",
            (1, 40),
            WrongValue { found: found("name") },
            Some(Expected::OneOf(words(&["email", "extension", "username"]))),
        ),
        (
            "{\"systems\": [], \"country_code\": 33}",
            "country_code",
            (1, 34),
            WrongType { found: JsonType::Number },
            Some(Expected::CountryCode),
        ),
    ];
    for (text, key, (line, column), reason, expected) in cases {
        let position = Some(Position { line, column });
        let wanted = ConfigProblem { reason, key: key.into(), position, expected };
        assert_eq!(problem_of(text), wanted, "{text}");
    }
}

#[test]
fn what_is_wrong_with_a_system_is_named() {
    use Reason::*;
    let xivo = r#""id":"a","kind":"xivo","base":"/a""#;
    let apio = r#""id":"a","kind":"apio","base":"/a""#;
    let text = WrongType { found: JsonType::Text };
    let value = |text: &str| WrongValue { found: text.to_owned() };
    let cases: &[(&str, &str, &str, Reason)] = &[
        (r#""kind":"xivo","base":"/a""#, "", "id", MissingKey),
        (r#""id":7,"kind":"xivo","base":"/a""#, "", "id", WrongType { found: JsonType::Number }),
        (r#""id":" ","kind":"xivo","base":"/a""#, "", "id", value(" ")),
        (r#""id":"check","kind":"xivo","base":"/a""#, "", "id", ReservedId { found: found("check") }),
        (r#""id":"changes","kind":"xivo","base":"/a""#, "", "id", ReservedId { found: found("changes") }),
        (r#""id":"find","kind":"xivo","base":"/a""#, "", "id", ReservedId { found: found("find") }),
        (r#""id":"pin","kind":"xivo","base":"/a""#, "", "id", ReservedId { found: found("pin") }),
        (r#""id":"..","kind":"xivo","base":"/a""#, "", "id", NotInAddress { found: found("..") }),
        (r#""id":"a","base":"/a""#, "", "kind", MissingKey),
        (r#""id":"a","kind":"asterisk","base":"/a""#, "", "kind", value("asterisk")),
        (r#""id":"a","kind":"xivo""#, "", "base", MissingKey),
        (
            r#""id":"a","kind":"xivo","base":"http://pbx/""#,
            "",
            "base",
            NotSameOrigin { found: found("http://pbx/") },
        ),
        (r#""id":"a","kind":"xivo","base":"//pbx""#, "", "base", NotSameOrigin { found: found("//pbx") }),
        (r#""id":"a","kind":"xivo","base":"/\\pbx""#, "", "base", NotSameOrigin { found: found("/\\pbx") }),
        (r#""id":"a","kind":"xivo","base":"api""#, "", "base", NotSameOrigin { found: found("api") }),
        (r#""id":"a","kind":"xivo","base":"/a/../b""#, "", "base", value("/a/../b")),
        (r#""id":"a","kind":"xivo","base":"/a/%2e%2E""#, "", "base", value("/a/%2e%2E")),
        (r#""id":"a","kind":"xivo","base":"/a//b""#, "", "base", value("/a//b")),
        (r#""id":"a","kind":"xivo","base":"/a?b""#, "", "base", value("/a?b")),
        (r#""id":"a","kind":"xivo","base":"/a b""#, "", "base", value("/a b")),
        (r#""id":"a","kind":"xivo","base":"/50%""#, "", "base", value("/50%")),
        (xivo, r#""name":"""#, "name", value("")),
        (xivo, r#""api":1.1"#, "api", WrongType { found: JsonType::Number }),
        (xivo, r#""api":"2.0""#, "api", value("2.0")),
        (xivo, r#""sign_in":"basic""#, "sign_in", value("basic")),
        (xivo, r#""sign_in":"token""#, "token_base", MissingKey),
        (xivo, r#""token_base":"/t""#, "sign_in", MissingKey),
        (xivo, r#""hosts":[]"#, "hosts", UnknownKey),
        (xivo, r#""API":"1.0""#, "API", UnknownKey),
        (r#""id":"a","kind":"icws","base":"/a""#, r#""hosts":"x""#, "hosts", text.clone()),
        (r#""id":"a","kind":"icws","base":"/a""#, r#""hosts":["x","a:8019"]"#, "hosts[1]", value("a:8019")),
        (
            r#""id":"a","kind":"icws","base":"/a""#,
            r#""hosts":[null]"#,
            "hosts[0]",
            WrongType { found: JsonType::Null },
        ),
        (apio, r#""via":"direct""#, "via", value("direct")),
        (apio, r#""end_user":{"tenant":"t","group":"g"}"#, "via", MissingKey),
        (apio, r#""via":"core","end_user":{"group":"g"}"#, "end_user.tenant", MissingKey),
        (apio, r#""via":"core","end_user":{"tenant":"t","group":"g","user":""}"#, "end_user.user", value("")),
        (
            apio,
            r#""via":"core","end_user":{"tenant":"t","group":"g","user":"{x}"}"#,
            "end_user.user",
            value("{x}"),
        ),
        (
            apio,
            r#""via":"core","end_user":{"tenant":"t","group":"g","user":"u-{username"}"#,
            "end_user.user",
            value("u-{username"),
        ),
        (
            apio,
            r#""via":"core","end_user":{"tenant":"t","group":"g","user":"{claim.}"}"#,
            "end_user.user",
            value("{claim.}"),
        ),
        (
            apio,
            r#""via":"core","end_user":{"tenant":"t","group":"g","user":"{}"}"#,
            "end_user.user",
            value("{}"),
        ),
        (apio, r#""via":"core","end_user":{"tenant":"t","group":"{x}"}"#, "end_user.group", value("{x}")),
        (
            apio,
            r#""via":"core","end_user":{"tenant":"t","group":"g","user":1}"#,
            "end_user.user",
            WrongType { found: JsonType::Number },
        ),
        (apio, r#""settings":"x""#, "settings", text.clone()),
        (apio, r#""settings":{"VALIDATE_PASSWORD":true}"#, "settings.VALIDATE_PASSWORD", UnknownKey),
        (
            apio,
            r#""settings":{"VALIDATE_PINCODE_LOCALLY":"true"}"#,
            "settings.VALIDATE_PINCODE_LOCALLY",
            text.clone(),
        ),
        (
            apio,
            r#""settings":{"MINIMUM_PASSWORD_RULES":{"USER":{}}}"#,
            "settings.MINIMUM_PASSWORD_RULES.USER",
            UnknownKey,
        ),
        (
            apio,
            r#""settings":{"MINIMUM_PASSWORD_RULES":{"END_USER":{"PASSWORD_MIN_LENGTH":-1}}}"#,
            "settings.MINIMUM_PASSWORD_RULES.END_USER.PASSWORD_MIN_LENGTH",
            value("-1"),
        ),
        (
            apio,
            r#""settings":{"MINIMUM_PASSWORD_RULES":{"END_USER":{"PASSWORD_MIN_DIGITS":1.5}}}"#,
            "settings.MINIMUM_PASSWORD_RULES.END_USER.PASSWORD_MIN_DIGITS",
            value("1.5"),
        ),
        (apio, r#""pin_rules":6"#, "pin_rules", WrongType { found: JsonType::Number }),
        (apio, r#""pin_rules":{"minLength":6}"#, "pin_rules.minLength", UnknownKey),
        (apio, r#""pin_rules":{"useRuleLevel":"Group"}"#, "pin_rules.useRuleLevel", UnknownKey),
        (apio, r#""pin_rules":{"minCodeLength":"6"}"#, "pin_rules.minCodeLength", text.clone()),
        (apio, r#""pin_rules":{"minCodeLength":1}"#, "pin_rules.minCodeLength", value("1")),
        (apio, r#""pin_rules":{"minCodeLength":9,"maxCodeLength":8}"#, "pin_rules.minCodeLength", value("9")),
        (apio, r#""pin_rules":{"maxCodeLength":31}"#, "pin_rules.maxCodeLength", value("31")),
        (apio, r#""pin_rules":{"disallowUserNumber":"true"}"#, "pin_rules.disallowUserNumber", text.clone()),
        (
            apio,
            r#""pin_rules":{"disallowRepeatedDigits":true,"numberOfRepeatedDigits":7}"#,
            "pin_rules.numberOfRepeatedDigits",
            value("7"),
        ),
        (apio, r#""pin_rules":{"numberOfRepeatedDigits":3}"#, "pin_rules.disallowRepeatedDigits", MissingKey),
        (
            apio,
            r#""pin_rules":{"numberOfDescendingDigits":3}"#,
            "pin_rules.disallowContiguousSequences",
            MissingKey,
        ),
        (xivo, r#""pin_rules":{}"#, "pin_rules", UnknownKey),
    ];
    for (system, more, key, reason) in cases {
        let comma = if more.is_empty() { "" } else { "," };
        let problem = problem_of(&format!("{{\"systems\":[\n{{{system}{comma}{more}}}]}}"));
        assert_eq!(problem.key, format!("systems[0].{key}"), "{system} {more}");
        assert_eq!(problem.reason, *reason, "{system} {more}");
        assert_eq!(problem.position.map(|place| place.line), Some(2));
        assert!(problem.expected.is_some());
    }
}

#[test]
fn the_first_problem_is_named() {
    let mut text = r#"{
  "systems": [
    {"id": "a", "kind": "xivo", "base": "/a"},
    {
      "kind": "xivo", "apo": 1, "id": "b",
      "base": "b"},
    {"id": "a", "kind": "xivo", "base": "/a"},
    {"id": "c", "kind": "sip"}
  ],
  "theme": "pink"
}"#
    .to_owned();
    let doubled = Reason::DoubledId { found: "a".into(), other: 0 };
    // What is wrong, and how it is mended, until the file is in order.
    for ((line, column), key, reason, wrong, right) in [
        ((10, 17), "theme", Reason::WrongValue { found: "pink".into() }, "pink", "dark"),
        ((5, 27), "systems[1].apo", Reason::UnknownKey, "\"apo\": 1, ", ""),
        ((6, 17), "systems[1].base", Reason::NotSameOrigin { found: "b".into() }, "\"b\"}", "\"/b\"}"),
        (
            (7, 5),
            "systems[2].id",
            doubled,
            "{\"id\": \"a\", \"kind\": \"xivo\", \"base\": \"/a\"},\n    {\"id\": \"c",
            "{\"id\": \"c",
        ),
        (
            (7, 29),
            "systems[2].kind",
            Reason::WrongValue { found: "sip".into() },
            "sip\"",
            "icws\", \"base\": \"/c\"",
        ),
    ] {
        let problem = problem_of(&text);
        assert_eq!((problem.key.as_str(), &problem.reason), (key, &reason));
        assert_eq!(problem.position, Some(Position { line, column }), "{key}");
        text = text.replacen(wrong, right, 1);
    }
    assert!(parse(text.as_bytes()).is_ok(), "{text}");
}

#[test]
fn a_list_is_no_object() {
    let apio = r#"{"systems":[{"id":"a","kind":"apio","base":"/a","#;
    for (text, key) in [
        (r#"{"systems":[["a"]]}"#.to_owned(), "systems[0]"),
        (format!("{apio}\"settings\":[]}}]}}"), "systems[0].settings"),
        (format!("{apio}\"end_user\":[\"t\",\"g\"]}}]}}"), "systems[0].end_user"),
        (
            format!("{apio}\"settings\":{{\"MINIMUM_PASSWORD_RULES\":[]}}}}]}}"),
            "systems[0].settings.MINIMUM_PASSWORD_RULES",
        ),
        (format!("{apio}\"pin_rules\":[]}}]}}"), "systems[0].pin_rules"),
    ] {
        let problem = problem_of(&text);
        assert_eq!(
            (problem.key.as_str(), problem.reason),
            (key, Reason::WrongType { found: JsonType::List })
        );
        assert_eq!(problem.expected, Some(Expected::Type(JsonType::Object)));
    }
}

#[test]
fn what_is_broken_is_named_and_placed() {
    use SyntaxError::*;
    let deep = ["{\"systems\": ", &"[".repeat(100_000)].concat();
    for (text, syntax, line, column) in [
        ("", CutShort, 1, 1),
        ("{\n  \"systems\": [],\n}", TrailingComma, 3, 1),
        ("{\"systems\": [1,\n2,]}", TrailingComma, 2, 3),
        ("{\"systems\": []\n \"theme\": 2}", NoComma, 2, 2),
        ("{\"systems\": [\"é\"], \"theme\" 1}", NoColon, 1, 28),
        ("{a: 1}", NoKey, 1, 2),
        ("{'a': 1}", NoKey, 1, 2),
        ("{\"systems\": yes}", NoValue, 1, 13),
        ("{\"systems\": [truest]}", NoComma, 1, 18),
        ("// x\n{}", Comment, 1, 1),
        ("{\"systems\": []} # x", Comment, 1, 17),
        ("{\"systems\": [\"b\n\"]}", OpenText, 1, 15),
        ("{\"systems\": [\"\\q\"]}", BadEscape, 1, 16),
        ("{\"systems\": [01]}", BadNumber, 1, 15),
        ("{\"systems\": [1.]}", BadNumber, 1, 16),
        ("{\"systems\": []} {}", MoreBehind, 1, 17),
        ("{\"systems\": [1, 2", CutShort, 1, 17),
        (deep.as_str(), CutShort, 1, 100_012),
    ] {
        let problem = problem_of(text);
        let Position { line: found_line, column: found_column } = problem.position.expect(text);
        let found = (problem.reason, found_line, found_column);
        assert_eq!(found, (Reason::NotJson(syntax), line, column), "{}", text.get(..40).unwrap_or(text));
    }
}

#[test]
fn what_is_no_json_at_all_is_named() {
    let reason = |bytes: &[u8]| parse(bytes).expect_err("wrong").reason;
    assert_eq!(reason(b"\n <!doctype html>"), Reason::WebPage);
    assert_eq!(reason(b"{\"a\": \"\xE9\"}"), Reason::NotUtf8);
    assert_eq!(parse(b"{\n\xE9").expect_err("wrong").position, Some(Position { line: 2, column: 1 }));
    assert_eq!(reason(b""), Reason::NotJson(SyntaxError::CutShort));
    let comma = problem_of("{\"systems\": [],}");
    assert_eq!(comma.reason, Reason::NotJson(SyntaxError::TrailingComma));
    assert_eq!((comma.key.as_str(), comma.position), ("", Some(Position { line: 1, column: 16 })));
    assert_eq!(missing().reason, Reason::NoFile);
    assert_eq!(not_given(403).reason, Reason::NotGiven { status: 403 });
    let long = format!("{{\"systems\": [], \"theme\": \"{}\"}}", "é".repeat(500));
    let Reason::WrongValue { found } = reason(long.as_bytes()) else { panic!("no value") };
    assert_eq!(found.chars().count(), 61);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let _ = parse(&bytes);
    }

    /// A good file with something put in, taken out or written over.
    #[test]
    fn no_slip_of_the_pen_makes_it_panic(at in 0usize..1500, cut in 0usize..6, put in r#"[\[\]{}",:0-9a-z\\ /é.]{0,3}"#) {
        let mut text: Vec<char> = FULL.chars().collect();
        let at = at.min(text.len());
        text.splice(at..(at + cut).min(text.len()), put.chars());
        let text: String = text.into_iter().collect();
        if let Err(problem) = parse(text.as_bytes()) {
            let lines: Vec<&str> = text.split('\n').collect();
            let position = problem.position.unwrap_or(Position { line: 1, column: 1 });
            let line = lines.get(position.line - 1);
            prop_assert!(line.is_some_and(|line| position.column <= line.chars().count() + 1), "{:?}", problem);
        }
    }
}
