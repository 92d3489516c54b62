//! The shared reading of JSON (src/wire/json.rs), held against what servers send.

use serde::Deserialize;
use switchroom::domain::refusal::Unreached;
use switchroom::domain::{RefusalKind, Secret};
use switchroom::wire::Response;
use switchroom::wire::http::with_readable_letters;
use switchroom::wire::json::{self, Scalar, Unreadable};
use switchroom::wire::read_list::{ReadList, read_list};

#[derive(Debug, Default, Deserialize, PartialEq)]
struct Body {
    #[serde(default, deserialize_with = "json::optional")]
    id: Option<String>,
    #[serde(default, deserialize_with = "json::or_default")]
    name: String,
    #[serde(default, deserialize_with = "json::optional")]
    enabled: Option<bool>,
    #[serde(default, deserialize_with = "json::nullable")]
    profile: Option<Option<i64>>,
    #[serde(default, deserialize_with = "json::optional")]
    count: Option<u32>,
    #[serde(default, deserialize_with = "json::texts")]
    rights: Vec<String>,
    #[serde(default, deserialize_with = "json::object")]
    inner: Option<Inner>,
    #[serde(default, deserialize_with = "json::objects")]
    list: Vec<Inner>,
    #[serde(default, deserialize_with = "json::keyed_objects")]
    keyed: Vec<Inner>,
}

#[derive(Debug, Default, Deserialize, PartialEq)]
struct Inner {
    #[serde(default, deserialize_with = "json::or_default")]
    name: String,
}

fn response(body: &[u8]) -> Response {
    Response { status: 200, headers: Vec::new(), body: body.to_vec() }
}

fn read(body: &str) -> Body {
    json::read_object(&response(body.as_bytes())).unwrap()
}

fn named(names: &[&str]) -> Vec<Inner> {
    names.iter().map(|name| Inner { name: (*name).to_owned() }).collect()
}

#[test]
fn absent_null_and_another_type_are_nothing() {
    assert_eq!(read("{}"), Body::default());
    assert_eq!(read(r#"{"unknown": [1, {"id": 2}], "id": null}"#), Body::default());
    for odd in ["[[1], {}]", "{\"a\": {\"b\": []}}", "null"] {
        let body = format!(r#"{{"id": {odd}, "name": {odd}, "enabled": {odd}, "count": {odd}}}"#);
        assert_eq!(read(&body), Body::default(), "{odd}");
    }
    for odd in ["true", "1", "-1", "1.5", "\"text\"", "null"] {
        let body = format!(r#"{{"inner": {odd}, "list": {odd}, "keyed": {odd}}}"#);
        assert_eq!(read(&body), Body::default(), "{odd}");
    }
}

#[test]
fn numbers_and_texts_stand_for_each_other() {
    assert_eq!(read(r#"{"id": 42}"#).id.as_deref(), Some("42"));
    assert_eq!(read(r#"{"id": "42"}"#).id.as_deref(), Some("42"));
    assert_eq!(read(r#"{"id": 18446744073709551615}"#).id.as_deref(), Some("18446744073709551615"));
    assert_eq!(read(r#"{"count": " 7 "}"#).count, Some(7));
    assert_eq!(read(r#"{"count": 7.0}"#).count, Some(7));
    for odd in ["7.5", "-1", "\"seven\"", "1e300", "true"] {
        assert_eq!(read(&format!(r#"{{"count": {odd}}}"#)).count, None, "{odd}");
    }
}

#[test]
fn truth_values_come_in_four_forms() {
    for on in ["true", "1", "\"1\"", "\"True\"", "\" true \""] {
        assert_eq!(read(&format!(r#"{{"enabled": {on}}}"#)).enabled, Some(true), "{on}");
    }
    for off in ["false", "0", "\"0\"", "\"FALSE\""] {
        assert_eq!(read(&format!(r#"{{"enabled": {off}}}"#)).enabled, Some(false), "{off}");
    }
    for odd in ["2", "\"on\"", "\"\"", "0.5"] {
        assert_eq!(read(&format!(r#"{{"enabled": {odd}}}"#)).enabled, None, "{odd}");
    }
}

#[test]
fn null_is_kept_apart_from_absent() {
    assert_eq!(read("{}").profile, None);
    assert_eq!(read(r#"{"profile": null}"#).profile, Some(None));
    assert_eq!(read(r#"{"profile": "3"}"#).profile, Some(Some(3)));
    assert_eq!(read(r#"{"profile": []}"#).profile, None);
}

#[test]
fn one_stands_for_a_list_of_one() {
    assert_eq!(read(r#"{"rights": "confd.users.read"}"#).rights, ["confd.users.read"]);
    assert_eq!(read(r#"{"rights": ["a", 1, null, {}]}"#).rights, ["a", "1"]);
    assert_eq!(read(r#"{"list": {"name": "a"}}"#).list, named(&["a"]));
    assert_eq!(read(r#"{"list": [{"name": "a"}, 1, {"name": "b"}, null]}"#).list, named(&["a", "b"]));
    assert_eq!(read(r#"{"keyed": {"0": {"name": "a"}, "1": {"name": "b"}}}"#).keyed, named(&["a", "b"]));
    assert_eq!(read(r#"{"keyed": [{"name": "a"}, "b"]}"#).keyed, named(&["a"]));
}

#[test]
fn a_list_stands_under_its_key_or_is_the_body() {
    let read = |body: &str| read_list::<Inner>(&response(body.as_bytes()), "users");
    let list = |body: &str| read(body).map(|list| list.items);
    assert_eq!(list(r#"{"total": 1, "users": [{"name": "a"}]}"#).unwrap(), named(&["a"]));
    assert_eq!(list(r#"{"users": {"0": {"name": "a"}}, "more": {}}"#).unwrap(), named(&["a"]));
    assert_eq!(list("\u{feff}[{\"name\": \"a\"}, 1]").unwrap(), named(&["a"]));
    assert_eq!(list("[]").unwrap(), []);
    for none in ["{}", "null", "1", r#"{"items": []}"#, "[] []", "<html>"] {
        assert_eq!(list(none).unwrap_err().kind, RefusalKind::NotUnderstood, "{none}");
    }
    for none in ["null", "0", "false", "\"\"", "\"none\""] {
        let body = format!("{{\"users\": {none}}}");
        assert_eq!(list(&body).unwrap_err().kind, RefusalKind::NotUnderstood, "{body}");
    }
    for body in [
        r#"{"users": [{"name": "a"}, null, 1, {"name": "b"}, "c"]}"#,
        r#"{"users": {"0": {"name": "a"}, "1": null, "2": [], "3": {"name": "b"}, "4": ""}}"#,
    ] {
        let ReadList { items, unreadable } = read(body).unwrap();
        assert_eq!((items, unreadable), (named(&["a", "b"]), 3), "{body}");
    }
    let cut = list(r#"{"users": [{"name": "a"}"#).unwrap_err();
    assert_eq!(cut.kind, RefusalKind::OutOfReach(Unreached::CutShort));
}

#[test]
fn a_byte_that_is_no_letter_costs_nobody_else_their_row() {
    let latin = b"{\"users\": [{\"name\": \"M\xfcller\"}, {\"name\": \"Zo\xc3\xab\"}]}".to_vec();
    let body = with_readable_letters(latin);
    assert_eq!(
        read_list::<Inner>(&response(&body), "users").unwrap().items,
        named(&["M\u{fffd}ller", "Zo\u{eb}"])
    );
    let whole = "{\"name\": \"Zo\u{eb}\"}".as_bytes().to_vec();
    assert_eq!(with_readable_letters(whole.clone()), whole);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_body() {
    assert_eq!(read("\u{feff}{\"name\": \"Zoë\"}").name, "Zoë");
    assert!(json::is_blank("\u{feff} \r\n".as_bytes()));
    assert!(!json::is_blank(b" {"));
}

#[test]
fn a_body_that_was_cut_short_is_told_from_another_servers() {
    assert_eq!(json::parse_object::<Body>(b"{\"name\": \"Zo"), Err(Unreadable::CutShort));
    for other in ["", " \n", "\u{feff}", "<html>", "[1]", "{} {}"] {
        assert_eq!(json::parse_object::<Body>(other.as_bytes()), Err(Unreadable::NotUnderstood), "{other}");
    }
    let refusal = json::read_object::<Body>(&Response { status: 502, ..response(b"<html>") }).unwrap_err();
    assert_eq!((refusal.kind, refusal.status), (RefusalKind::NotUnderstood, Some(502)));
}

#[test]
fn depth_and_length_are_bounded() {
    let deep = format!("{{\"id\": {}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    // What is skipped is skipped without recursion, so that depth costs nothing.
    assert_eq!(json::parse_object::<Body>(deep.as_bytes()), Ok(Body::default()));
    assert_eq!(json::parse::<serde_json::Value>(deep.as_bytes()), Err(Unreadable::NotUnderstood));
    let long = vec![b' '; json::MAX_BYTES + 1];
    assert_eq!(json::parse_object::<Body>(&long), Err(Unreadable::TooLong));
}

#[test]
fn a_scalar_is_the_same_from_a_value_and_from_text() {
    for text in ["null", "true", "1", "-1", "18446744073709551615", "1.5", "1e300", "\"a\\n\"", "[1]", "{}"] {
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        let parsed: Scalar = serde_json::from_str(text).unwrap();
        assert_eq!(Scalar::of(&value), parsed, "{text}");
    }
}

#[test]
fn a_secret_is_read_without_being_printable() {
    #[derive(Deserialize)]
    struct WithToken {
        #[serde(default, deserialize_with = "json::optional")]
        token: Option<Secret>,
    }
    let read: WithToken = json::read_object(&response(br#"{"token": "abc"}"#)).unwrap();
    assert!(read.token.is_some_and(|token| token.satisfies(|text| text == "abc")));
}
