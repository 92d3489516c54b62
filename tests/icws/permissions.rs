//! Who may change what.

use crate::*;

#[test]
fn ones_own_rights_are_read() {
    let recorded = exchange("28-user-get-own-rights.http", 0);
    let call = ReadOwnRights { user: user("mlind") };
    assert_same(&session().call(call.clone()).request(), &recorded);
    let rights = read(call.clone(), &recorded.answer).unwrap();
    assert_eq!(rights, Rights { customize_client: true, follow_me: Some(true), master_administrator: false });
    assert_eq!(read(call, &answer(200, r#"{"configurationId": {}}"#)).unwrap(), Rights::default());
}

#[test]
fn whom_one_may_administer_is_asked_by_the_filter() {
    let recorded = exchanges("29-user-get-refused.http");
    let call = MayAdminister { user: user("apetrov") };
    assert_same(&session().call(call.clone()).request(), &recorded[0]);
    assert!(!read(call.clone(), &recorded[0].answer).unwrap());
    assert_eq!(read(call.clone(), &recorded[1].answer).unwrap_err().kind, RefusalKind::NotFound);
    assert!(read(call, &exchange("23-user-get-default.http", 0).answer).unwrap());
}

#[test]
fn access_says_which_way_or_why_not() {
    let features = |version: Json| {
        let body =
            json!({"featureInfoList": [{"featureId": "configuration", "version": version}]}).to_string();
        ReadFeatures { language: Language::French }.answer(&answer(200, &body)).unwrap()
    };
    let (new, old) = (features(json!(7)), features(json!("6")));
    let may = Rights { customize_client: true, ..Rights::default() };
    let none = Rights::default();
    let master = Rights { master_administrator: true, ..Rights::default() };
    assert_eq!(decide_access(true, may, &new, None), Access::Own);
    assert_eq!(decide_access(true, may, &Features::default(), None), Access::Own);
    assert_eq!(decide_access(true, may, &old, Some(false)), Access::ReadOnly(ReadOnlyReason::ServerTooOld));
    assert_eq!(decide_access(true, may, &old, Some(true)), Access::Administrator);
    assert_eq!(decide_access(true, none, &new, None), Access::ReadOnly(ReadOnlyReason::NoRightToCustomize));
    assert_eq!(decide_access(false, may, &new, None), Access::ReadOnly(ReadOnlyReason::NotAdministrator));
    assert_eq!(decide_access(false, none, &new, Some(true)), Access::Administrator);
    assert_eq!(decide_access(false, master, &new, None), Access::Administrator);
    assert_eq!(
        decide_access(false, master, &new, Some(false)),
        Access::ReadOnly(ReadOnlyReason::NotAdministrator)
    );
}

/// What gateways answer to a path that leads nowhere (Kong, an AWS gateway, a Spring service).
#[test]
fn a_404_of_a_proxy_tells_nobody_gone_though_it_is_json() {
    let kind = |kind: &str, body: &str| {
        let headers = vec![("content-type".to_owned(), kind.to_owned())];
        let response = Response { status: 404, headers, body: body.as_bytes().to_vec() };
        read(MayAdminister { user: user("apetrov") }, &response).unwrap_err().kind
    };
    for body in [
        r#"{"message": "no Route matched with those values"}"#,
        r#"{"timestamp": "2026-11-30T10:00:00Z", "status": 404, "error": "Not Found", "path": "/icws"}"#,
        "{}",
    ] {
        assert_eq!(kind("application/json", body), RefusalKind::NoSuchResource, "{body}");
        assert_eq!(kind("application/vnd.inin.icws+json", body), RefusalKind::NotFound, "{body}");
    }
    // A proxy may have taken the media type away.
    assert_eq!(kind("application/json", r#"{"errorCode": 7}"#), RefusalKind::NotFound);
}

/// Nobody who looks after PureConnect can give a right that a web server or a firewall withholds.
#[test]
fn a_403_of_a_proxy_is_no_missing_right() {
    let kind = |kind: &str, body: &str| {
        let headers = vec![("content-type".to_owned(), kind.to_owned())];
        let response = Response { status: 403, headers, body: body.as_bytes().to_vec() };
        read(put_own(screen_calls()), &response).unwrap_err()
    };
    for (media, body) in [
        ("text/html", "<html><h1>403 Forbidden</h1><hr>nginx</html>"),
        ("application/json", r#"{"message": "Forbidden"}"#),
        ("text/plain", ""),
    ] {
        let refused = kind(media, body);
        let expected = if body.is_empty() { RefusalKind::NotUnderstood } else { RefusalKind::RefusedBefore };
        assert_eq!(refused.kind, expected, "{body}");
    }
    let sign_in = "<form action='/oauth2/start'><button>Sign in</button></form>";
    assert_eq!(kind("text/html", sign_in).kind, RefusalKind::SignInBefore);
    assert_eq!(kind("text/html", "<h1>403 Forbidden</h1>").server_messages, ["403 Forbidden"]);
    let own = kind("application/vnd.inin.icws+JSON; charset=utf-8", r#"{"message": "(not allowed)"}"#);
    assert_eq!(own.kind, RefusalKind::NotAllowed);
}
