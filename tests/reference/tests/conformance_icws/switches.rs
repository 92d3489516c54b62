//! What the reference PureConnect does, and what its switches and failures change.

use crate::*;

#[test]
fn every_id_is_found_by_its_encoded_path() {
    let mut pbx = Icws::new(40);
    let session = sign_in(&mut pbx, "admin");
    let list = body(&get(&mut pbx, &session, "/configuration/users"));
    let items = list["items"].as_array().unwrap().clone();
    assert_eq!(items.len(), 40);
    for item in items {
        let id = &item["configurationId"];
        let path = id["uri"].as_str().unwrap();
        let found = get(&mut pbx, &session, path);
        assert_eq!(found.status, 200, "{path}");
        assert_eq!(body(&found)["configurationId"], *id);
    }
    for id in ["DOM%5Ceva", "a%2Fb", "50%25", "a%252Fb", "x%3F%23", "%D0%AF%D0%BD%D0%B0"] {
        assert_eq!(get(&mut pbx, &session, &format!("/configuration/users/{id}")).status, 200, "{id}");
    }
    assert_eq!(get(&mut pbx, &session, "/configuration/users/a/b").status, 405);
}

#[test]
fn combining_follows_the_switch() {
    let mut pbx = Icws::new(0);
    let session = sign_in(&mut pbx, "admin");
    for (rule, screen) in [("first", false), ("last", true), ("any", true), ("all", false)] {
        switch(&mut pbx, json!({ "combine": rule }));
        let member = member(&mut pbx, &session, "tokoro", "screenCalls");
        assert_eq!(member["inheritedValue"], screen, "{rule}");
        assert_eq!(member["inheritedFrom"].as_array().unwrap().len(), 2);
    }
}

#[test]
fn giving_back_follows_the_switches() {
    for (value, is_member) in [(json!({ "actualValue": null }), false), (Value::Null, true)] {
        for resets in [true, false] {
            let mut pbx = Icws::new(0);
            let session = sign_in(&mut pbx, "mlind");
            let name = if is_member { "nullMemberResets" } else { "nullValueResets" };
            switch(&mut pbx, json!({ name: resets }));
            let answer = put(&mut pbx, &session, "mlind/client", json!({ "callForwardAll": value }));
            assert_eq!(answer.status, 200);
            let member = member(&mut pbx, &session, "mlind", "callForwardAll");
            assert_eq!(member.get("actualValue").is_none(), resets);
        }
    }
}

#[test]
fn a_change_is_visible_after_so_many_readings() {
    let mut pbx = Icws::new(0);
    let session = sign_in(&mut pbx, "mlind");
    switch(&mut pbx, json!({ "visibleAfter": 2 }));
    put(&mut pbx, &session, "mlind/client", json!({ "externalCallTimeout": { "actualValue": 99 } }));
    let mut seen = || member(&mut pbx, &session, "mlind", "externalCallTimeout")["actualValue"].clone();
    assert_eq!([seen(), seen(), seen()], [json!(45), json!(45), json!(99)]);
}

#[test]
fn refusals_save_nothing_but_for_licences_alone() {
    let mut pbx = Icws::new(0);
    let session = sign_in(&mut pbx, "mlind");
    let change = || json!({ "screenCalls": { "actualValue": true } });
    for (fault, status, saved) in [
        ("malformed", 400, false),
        ("not-allowed", 403, false),
        ("no-such-user", 404, false),
        ("gone", 410, false),
        ("internal", 500, false),
        ("timeout", 500, false),
        ("validator-35", 400, false),
        ("license-and-validation", 400, false),
        ("unavailable", 503, false),
        ("license-2", 400, true),
        ("internal-after", 500, true),
        ("timeout-after", 500, true),
        ("license-warning", 200, true),
        ("license-unnumbered", 400, true),
    ] {
        put(&mut pbx, &session, "mlind/client", json!({ "screenCalls": { "actualValue": null } }));
        assert_eq!(put_with(&mut pbx, &session, "mlind/client", change(), fault).status, status, "{fault}");
        let member = member(&mut pbx, &session, "mlind", "screenCalls");
        assert_eq!(member.get("actualValue") == Some(&json!(true)), saved, "{fault}");
    }
}

#[test]
fn who_may_change_whom() {
    let mut pbx = Icws::new(0);
    let change = || json!({ "screenCalls": { "actualValue": true } });
    let nested = || json!({ "clientConfigurationProperties": change() });
    for (user, target, own, somebody) in [
        ("mlind", "mlind", 200, 403),
        ("mlind", "tokoro", 403, 403),
        ("apetrov", "apetrov", 403, 403),
        ("admin", "admin", 200, 200),
        ("admin", "tokoro", 403, 200),
        ("admin", "nobody", 404, 404),
    ] {
        let session = sign_in(&mut pbx, user);
        let status = put(&mut pbx, &session, &format!("{target}/client"), change()).status;
        assert_eq!(status, own, "{user} changes {target} by /client");
        assert_eq!(put(&mut pbx, &session, target, nested()).status, somebody, "{user} changes {target}");
    }
    // The group is bare in the one and nested in the other.
    let session = sign_in(&mut pbx, "admin");
    assert_eq!(put(&mut pbx, &session, "admin/client", nested()).status, 400);
    assert_eq!(put(&mut pbx, &session, "tokoro", change()).status, 400);
}

#[test]
fn what_is_wrong_with_a_value_is_spelt_by_the_switch() {
    let mut pbx = Icws::new(0);
    let session = sign_in(&mut pbx, "mlind");
    let bad = json!({ "followMe": [
        { "phoneNumber": "4107", "timeout": 10, "usePin": false },
        { "phoneNumber": "4107", "timeout": 10_000, "usePin": false },
    ] });
    for (spelling, name) in [
        ("group", "clientConfigurationProperties.followMe"),
        ("bare", "followMe"),
        ("pascal", "ClientConfigurationProperties.FollowMe"),
        ("indexed", "clientConfigurationProperties.followMe[1].timeout"),
        ("indexed1", "followMe[2].timeout"),
    ] {
        switch(&mut pbx, json!({ "propertyName": spelling }));
        let errors = body(&put(&mut pbx, &session, "mlind/client", bad.clone()))["validationErrors"].clone();
        assert_eq!(
            errors,
            json!([{ "validationErrorType": 11, "propertyName": name, "propertyValue": "10000" }])
        );
    }
    for (value, status) in [(json!(true), 400), (json!({}), 400), (json!({ "actualValue": "x" }), 400)] {
        assert_eq!(put(&mut pbx, &session, "mlind/client", json!({ "screenCalls": value })).status, status);
    }
    let typed = json!({ "callForwardAllMode": { "actualValue": "validator 17" } });
    let errors = body(&put(&mut pbx, &session, "mlind/client", typed))["validationErrors"].clone();
    assert_eq!(errors[0]["validationErrorType"], 17);
}

#[test]
fn ranges_count_as_the_switch_says_and_end_at_200() {
    let mut pbx = Icws::new(450);
    let session = sign_in(&mut pbx, "admin");
    let page = |pbx: &mut Icws, range: &str| {
        let headers = vec![
            ("Accept-Language".to_string(), "en-us".to_string()),
            ("Range".into(), range.into()),
            ("ININ-ICWS-CSRF-Token".into(), session.token.clone()),
            ("Cookie".into(), session.cookie.clone()),
        ];
        let answer = pbx.answer(&Asked {
            method: "GET".into(),
            path: format!("/icws/{}/configuration/users", session.id),
            query: "select=extension".into(),
            headers,
            ..Asked::default()
        });
        let items = body(&answer)["items"].as_array().unwrap().len();
        (items, header(&answer, "Content-Range").unwrap().to_string())
    };
    assert_eq!(page(&mut pbx, "items=0-999"), (200, "items 0-199/450".into()));
    assert_eq!(page(&mut pbx, "items=400-599"), (50, "items 400-449/450".into()));
    assert_eq!(page(&mut pbx, "items=900-999"), (0, "items */450".into()));
    switch(&mut pbx, json!({ "range": "1", "promised": 3 }));
    assert_eq!(page(&mut pbx, "items=0-199"), (199, "items 1-199/453".into()));
    assert_eq!(page(&mut pbx, "items=1-200"), (200, "items 1-200/453".into()));
    switch(&mut pbx, json!({ "range": "mixed", "promised": 0 }));
    assert_eq!(page(&mut pbx, "items=0-199"), (200, "items 1-200/450".into()));
}

#[test]
fn switches_are_checked_and_reset() {
    let mut pbx = Icws::new(0);
    let answer = ask(&mut pbx, "POST", "/icws/__switch", None, r#"{"combin": "any"}"#, "");
    assert_eq!(answer.status, 400);
    let session = sign_in(&mut pbx, "mlind");
    switch(&mut pbx, json!({ "closedHosts": ["pbx1.example.test"] }));
    assert_eq!(get(&mut pbx, &session, "/connection").status, 503);
    switch(&mut pbx, json!({ "endSessions": true }));
    assert_eq!(get(&mut pbx, &session, "/connection").status, 401);
    let refused = ask(&mut pbx, "POST", "/icws/connection", None, &credentials("mlind", PASSWORD), "");
    assert_eq!(refused.status, 503);
    pbx.reset();
    sign_in(&mut pbx, "mlind");
}

#[test]
fn odd_and_unknown_members_come_by_switch() {
    let mut pbx = Icws::new(0);
    let session = sign_in(&mut pbx, "admin");
    switch(&mut pbx, json!({ "oddTypes": true, "unknownMember": true }));
    assert_eq!(member(&mut pbx, &session, "tokoro", "confirmDragAndDrop"), json!(true));
    assert_eq!(member(&mut pbx, &session, "tokoro", "followMe")[0]["label"], "made-up label");
    switch(&mut pbx, json!({ "oddTypes": false, "ownValues": false }));
    let silent = member(&mut pbx, &session, "tokoro", "showStatusInSystemTray");
    assert_eq!(silent, json!({ "effectiveValue": false }));
}
