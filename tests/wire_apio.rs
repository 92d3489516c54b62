//! APIO's wire against the example exchanges, and against anything else.

mod apio;

use apio::{accepted, answer, api, assert_sends, body, exchange, group, put_pin, refused, secret, user};
use switchroom::domain::RefusalKind;
use switchroom::domain::refusal::Unreached;
use switchroom::form::{Check, Draft, Field, FieldValue};
use switchroom::wire::Call;
use switchroom::wire::apio::groups::{ListDepartments, ListGroups};
use switchroom::wire::apio::login::Level;
use switchroom::wire::apio::login::{
    CoreLogin, CorePassword, CoreSignIn, Factor, GatewayLogin, GetCoreUser, ListGateways, RefreshTokens,
    SecondFactor,
};
use switchroom::wire::apio::pincode::{GetPin, PinState, PutPin};
use switchroom::wire::apio::profile::{
    ChangeResult, DeleteUser, Department, EndpointKind, GetProfile, ProfileChange, PutProfile,
    compare_changes, department_choices,
};
use switchroom::wire::apio::profile_form::{self, ProfileField};
use switchroom::wire::apio::tenants::ListTenants;
use switchroom::wire::apio::users::{ListUsers, SearchUsers, UserFilter, distinct_users};
use switchroom::wire::apio::{Api, UserIds, core_user_ids};
use switchroom::wire::read_list::ReadList;

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

fn login(name: &str, password: &str) -> GatewayLogin {
    GatewayLogin { username: name.into(), password: secret(password) }
}

#[test]
fn signs_in_at_the_gateway() {
    let exchange = exchange("01-login-gateway", "login-ok");
    let call = login("mira.holt@voice.example.test", "Correct-Horse-7");
    assert_sends(&call, &exchange);
    let who = accepted(&call, &exchange.answer);
    assert_eq!(who.level, Level::EndUser);
    assert_eq!(who.own_user(), Some(user("mira.holt")));
    assert!(!who.first_login);
    let admin = apio::exchange("01-login-gateway", "login-ok-group-admin");
    let who = accepted(&login("desk.admin@voice.example.test", "Correct-Horse-8"), &admin.answer);
    assert_eq!((who.level, who.own_user(), who.first_login), (Level::GroupAdmin, None, true));
    assert!(!who.level.asks_for_current() && who.level.sees_others());
    let wrong = apio::exchange("01-login-gateway", "login-refused");
    let refusal = refused(&login("mira.holt@voice.example.test", "wrong"), &wrong.answer);
    assert_eq!(refusal.kind, RefusalKind::WrongCredentials);
    assert_eq!(
        refusal.server_messages,
        ["[Error 4962] Invalid password", "made-up text: authentication failed"]
    );
}

#[test]
fn levels_come_from_numbers_and_else_from_ids() {
    for (number, level) in [
        (-1, Level::EndUser),
        (0, Level::EndUser),
        (3, Level::EndUser),
        (4, Level::DepartmentAdmin),
        (8, Level::GroupAdmin),
        (12, Level::TenantAdmin),
        (15, Level::TenantAdmin),
        (16, Level::System),
        (99, Level::System),
    ] {
        assert_eq!(Level::from_number(number), level, "{number}");
    }
    let level = |body: &str| accepted(&login("a", "b"), &answer(200, body)).level;
    assert_eq!(level(r#"{"ids": {"tenant_id": "t", "group_id": null, "user_id": ""}}"#), Level::TenantAdmin);
    assert_eq!(
        level(r#"{"ids": {"tenant_id": "t", "group_id": "g", "user_id": "u"}, "profile": null}"#),
        Level::EndUser
    );
    assert_eq!(level(r#"{"profile": {"user_level": "16"}}"#), Level::System);
    assert_eq!(level(r#"{"ids": {}}"#), Level::EndUser);
    assert_eq!(refused(&login("a", "b"), &answer(200, "{}")).kind, RefusalKind::NotUnderstood);
}

#[test]
fn signs_in_at_core_with_and_without_a_code() {
    let ok = exchange("02-login-core", "core-login-ok");
    let call =
        CoreLogin { username: "mira.holt@voice.example.test".into(), password: secret("Correct-Horse-7") };
    assert_sends(&call, &ok);
    let CoreSignIn::SignedIn(tokens) = accepted(&call, &ok.answer) else { panic!("a code") };
    assert!(tokens.access == secret("aaa.bbb.ccc") && tokens.refresh == Some(secret("ddd.eee.fff")));
    assert_eq!(tokens.identity, None);
    let needs = exchange("02-login-core", "core-login-needs-second-factor");
    let CoreSignIn::NeedsCode { payload, by } = accepted(&call, &needs.answer) else { panic!("no code") };
    assert_eq!(by, Factor::Totp);
    let second = exchange("02-login-core", "core-second-factor");
    let code = SecondFactor { payload, by, code: secret("413902") };
    assert_sends(&code, &second);
    assert!(accepted(&code, &second.answer).access == secret("aaa.bbb.ccd"));
    let wrong = refused(&code, &exchange("02-login-core", "core-second-factor-refused").answer);
    assert_eq!(wrong.kind, RefusalKind::RefusedValues);
    assert_eq!(wrong.problems[0].field.as_deref(), Some("code"));
    assert_eq!(wrong.problems[0].server_message.as_deref(), Some("made-up text: code refused"));
    let by_mail = accepted(&call, &answer(200, r#"{"2fa_payload": "p"}"#));
    assert!(matches!(by_mail, CoreSignIn::NeedsCode { by: Factor::Email, .. }));
    let mail = SecondFactor { payload: secret("p"), by: Factor::Email, code: secret("1") };
    assert_eq!(mail.request().path, "/api/v01/auth/2fa");
    assert_eq!(
        refused(&call, &exchange("02-login-core", "core-login-refused").answer).kind,
        RefusalKind::WrongCredentials
    );
    assert_eq!(refused(&call, &answer(200, r#"{"access_token": ""}"#)).kind, RefusalKind::NotUnderstood);
}

#[test]
fn refreshes_and_finds_its_gateway() {
    let exchange_ok = exchange("02-login-core", "core-refresh");
    let call = RefreshTokens { refresh: secret("ddd.eee.fff") };
    assert_sends(&call, &exchange_ok);
    let request = call.request();
    assert!(
        request
            .secret_headers
            .iter()
            .any(|(name, value)| *name == "Authorization" && *value == secret("Bearer ddd.eee.fff"))
    );
    let tokens = accepted(&call, &exchange_ok.answer);
    assert!(tokens.access == secret("aaa.bbb.cce") && tokens.refresh.is_none());
    assert_eq!(
        refused(&call, &exchange("02-login-core", "core-refresh-refused").answer).kind,
        RefusalKind::NotSignedIn
    );
    let gateways = exchange("02-login-core", "core-gateways");
    assert_sends(&ListGateways, &gateways);
    let found = accepted(&ListGateways, &gateways.answer);
    assert_eq!((found[0].name.as_str(), found[0].prefix.as_str()), ("BWKS Lab", "/api/v01/p1"));
    let odd = r#"{"gateways": [{"prefix": "https://elsewhere.test/"}, {"prefix": "//x"}, {"prefix": "/a/../b"}, null, 3]}"#;
    assert_eq!(accepted(&ListGateways, &answer(200, odd)), []);
    let me = accepted(&GetCoreUser, &answer(200, r#"{"username": "desk", "need_password_change": true}"#));
    assert!(me.must_change_password == Some(true) && !me.is_system);
}

#[test]
fn an_end_user_is_placed_by_texts_and_claims() {
    // {"tenant_id":"tenant/é","n":1}
    let token = secret("e30.eyJ0ZW5hbnRfaWQiOiJ0ZW5hbnQvw6kiLCJuIjoxfQ.x");
    let place =
        |tenant, user| core_user_ids::resolve_user_ids(Some(tenant), Some("g"), user, "mira@x", &token);
    let ids = |tenant: &str, user: &str| {
        Some(UserIds { tenant: tenant.into(), group: "g".into(), user: user.into() })
    };
    assert_eq!(place("{claim.tenant_id}", None), ids("tenant/é", "mira@x"));
    assert_eq!(place("fixed", Some("u-{username}")), ids("fixed", "u-mira@x"));
    assert_eq!(place("{claim.none}", None), None);
    assert_eq!(place("{claim.n}", None), None);
    assert_eq!(place("{other}", None), None);
    assert_eq!(place("{open", None), None);
    assert_eq!(core_user_ids::resolve_user_ids(None, Some("g"), None, "a", &token), None);
    assert_eq!(
        core_user_ids::resolve_user_ids(Some("{claim.a}"), Some("g"), None, "a", &secret("no token")),
        None
    );
}

#[test]
fn lists_tenants_groups_and_departments() {
    let tenants = accepted(&ListTenants { api: api() }, &exchange("03-tenants-list", "tenants").answer).items;
    assert_eq!(tenants[0].display_name(), "Brightwater Mutual");
    assert_eq!((tenants[1].display_name(), tenants[1].kind.as_str()), ("pinefold-sp", "ServiceProvider"));
    assert_eq!(ListTenants { api: api() }.request().path, "/api/v1/tenants/");
    let groups = exchange("04-groups-list", "groups");
    let call = ListGroups { api: api(), tenant: "brightwater".into(), name_contains: "quay".into() };
    assert_sends(&call, &groups);
    assert_eq!(accepted(&call, &groups.answer).items[0].display_name(), "North Quay");
    let departments = exchange("04-groups-list", "departments");
    let call = ListDepartments { api: api(), group: group() };
    assert_sends(&call, &departments);
    let listed = accepted(&call, &departments.answer);
    assert_eq!(listed[1].display_name(), "Harbour \\ Pilots");
    assert_eq!(listed[1].group.as_deref(), Some("north-quay"));
    let enterprise = r#"{"departments": [{"departmentName": "All", "enterpriseDepartment": "true"}]}"#;
    assert_eq!(accepted(&call, &answer(200, enterprise))[0].group, None);
}

#[test]
fn lists_and_searches_users() {
    let listed = exchange("05-users-list", "users-in-group");
    let call = ListUsers {
        api: api(),
        group: group(),
        filters: vec![(UserFilter::LastName, "ho".into())],
        limit: Some(200),
    };
    assert_sends(&call, &listed);
    let rows = accepted(&call, &listed.answer).items;
    assert_eq!(rows[0].display_name(), "Mira Holt");
    assert_eq!(rows[0].department, "Harbour \\ Pilots");
    assert_eq!(rows[0].ids(Some(&group())), Some(user("mira.holt")));
    assert!(rows[1].in_trunk_group && rows[1].department.is_empty());
    let found = exchange("05-users-list", "users-search-in-tenant");
    let call = SearchUsers {
        api: api(),
        tenant: Some("brightwater".into()),
        filters: vec![(UserFilter::UserId, "holt".into())],
        limit: None,
    };
    assert_sends(&call, &found);
    assert_eq!(accepted(&call, &found.answer).items[0].ids(None), Some(user("mira.holt")));
    // Rows of another kind do not cost the others; a body without a list is not "nobody".
    let odd = r#"{"users": [null, 1, "x", [], {"userId": 7, "department": "", "inTrunkGroup": "true"}], "total": 1}"#;
    let ReadList { items: rows, unreadable } = accepted(&call, &answer(200, odd));
    assert_eq!((rows.len(), rows[0].id.as_str(), rows[0].in_trunk_group), (1, "7", true));
    assert_eq!(unreadable, 4);
    assert_eq!(accepted(&call, &answer(200, r#"[{"userId": "a"}]"#)).items.len(), 1);
    for none in ["{}", r#"{"users": null}"#, r#"{"users": ""}"#, r#"{"total": 0}"#] {
        assert_eq!(refused(&call, &answer(200, none)).kind, RefusalKind::NotUnderstood, "{none}");
    }
}

#[test]
fn ids_are_encoded_whole_and_paths_end_with_a_slash() {
    let ids = UserIds { tenant: "a/b".into(), group: "50% off".into(), user: "x?#@é".into() };
    let core = Api::behind_core("/api/v01/p1/");
    assert_eq!(
        GetPin { api: core, user: ids }.request().path,
        "/api/v01/p1/tenants/a%2Fb/groups/50%25%20off/users/x%3F%23%40%C3%A9/pincode/"
    );
    let all = ListUsers {
        api: api(),
        group: group(),
        filters: vec![(UserFilter::LastName, String::new())],
        limit: None,
    };
    assert_eq!(all.request().path, "/api/v1/tenants/brightwater/groups/north-quay/users/");
}

#[test]
fn reads_profiles_with_each_endpoint() {
    let with_device = exchange("06-profile-get", "profile-with-access-device");
    let call = GetProfile { api: api(), user: user("mira.holt") };
    assert_sends(&call, &with_device);
    let profile = accepted(&call, &with_device.answer);
    assert_eq!(profile.full_name("x"), "Mira Holt");
    assert_eq!(profile.department.as_ref().map(Department::display_name), Some("Harbour \\ Pilots"));
    let endpoint = profile.endpoint().cloned().unwrap();
    assert_eq!(
        (endpoint.name.as_str(), endpoint.line_port.as_str()),
        ("desk-4711", "lp-4711@sip.example.test")
    );
    assert_eq!(
        endpoint.kind,
        EndpointKind::AccessDevice { level: "Group".into(), line_number: Some(0), contacts: Vec::new() }
    );
    let trunk = accepted(&call, &exchange("06-profile-get", "profile-with-trunk-endpoint").answer);
    assert!(trunk.department.is_none() && trunk.sync.is_none());
    let endpoint = trunk.endpoint().cloned().unwrap();
    assert_eq!(endpoint.field(), "trunkEndpoint");
    assert_eq!(endpoint.name, "quay-trunk");
    assert_eq!(
        endpoint.kind,
        EndpointKind::Trunk { pilot: Some(false), static_registration: Some(false), use_domain: Some(true) }
    );
    let synced = accepted(&call, &exchange("06-profile-get", "profile-bare-with-audit-and-sync").answer);
    assert!(synced.endpoint().is_none() && synced.department.is_none());
    assert_eq!(synced.sync.unwrap().ldap, "corp-dir");
}

#[test]
fn absent_null_and_empty_are_the_same() {
    let call = GetProfile { api: api(), user: user("x") };
    let empty = accepted(&call, &answer(200, r#"{"firstName": "Mira"}"#));
    for body in [
        r#"{"firstName": "Mira", "lastName": null, "department": null, "accessDeviceEndpoint": null, "trunkEndpoint": null, "sync": null}"#,
        r#"{"firstName": "Mira", "lastName": "", "department": "", "accessDeviceEndpoint": {}, "trunkEndpoint": "", "sync": ""}"#,
        r#"{"firstName": "Mira", "department": {"departmentName": ""}, "emailAddress": [], "timeZone": {}}"#,
    ] {
        assert_eq!(accepted(&call, &answer(200, body)), empty, "{body}");
    }
    assert_eq!(
        accepted(&call, &answer(200, r#"{"networkClassOfService": 9}"#)).network_class_of_service,
        "9"
    );
    for body in ["", "[]", "\"x\"", "null", "<html>"] {
        assert_eq!(refused(&call, &answer(200, body)).kind, RefusalKind::NotUnderstood, "{body}");
    }
    assert_eq!(refused(&call, &answer(200, "{")).kind, RefusalKind::OutOfReach(Unreached::CutShort));
}

#[test]
fn a_profile_form_sends_only_what_changed() {
    let read = exchange("06-profile-get", "profile-with-access-device");
    let profile = accepted(&GetProfile { api: api(), user: user("mira.holt") }, &read.answer);
    let mut draft = Draft::begin(profile_form::values(&profile));
    draft.set(ProfileField::EmailAddress, FieldValue::text(" m.holt@brightwater.example.test"));
    draft.set(ProfileField::TimeZone, FieldValue::text("Europe/Paris"));
    let Check::Ready(checked) = draft.check(profile_form::problems) else { panic!("check") };
    let call = PutProfile {
        api: api(),
        user: user("mira.holt"),
        changes: profile_form::changes(&checked, &profile),
    };
    let put = exchange("07-profile-put", "profile-put-partial");
    assert_sends(&call, &put);
    assert_eq!(accepted(&call, &put.answer).unwrap().time_zone, "Europe/Paris");
    for nothing in ["", " \n", "{}"] {
        assert_eq!(accepted(&call, &answer(200, nothing)), None);
    }
}

#[test]
fn a_password_change_sends_both_or_the_new_one() {
    let own = exchange("07-profile-put", "profile-put-own-password");
    let (old, new) = (secret("Correct-Horse-7"), secret("Slow-River-Boat-9"));
    let changes = vec![ProfileChange::OldPassword(old), ProfileChange::NewPassword(new.clone())];
    assert_sends(&PutProfile { api: api(), user: user("mira.holt"), changes }, &own);
    let admin = exchange("07-profile-put", "profile-put-admin-password");
    assert_sends(
        &PutProfile { api: api(), user: user("mira.holt"), changes: vec![ProfileChange::NewPassword(new)] },
        &admin,
    );
}

#[test]
fn departments_and_line_ports_are_sent_whole_and_alone() {
    let read = exchange("06-profile-get", "profile-with-access-device");
    let profile = accepted(&GetProfile { api: api(), user: user("mira.holt") }, &read.answer);
    let sent = |field, value| {
        let mut draft = Draft::begin(profile_form::values(&profile));
        draft.set(field, value);
        let Check::Ready(checked) = draft.check(profile_form::problems) else { panic!("check") };
        let changes = profile_form::changes(&checked, &profile);
        json(&body(&PutProfile { api: api(), user: user("mira.holt"), changes }.request()))
    };
    let department = Department {
        tenant: Some("brightwater".into()),
        group: Some("a/b".into()),
        name: "Harbour".into(),
        full_path: Some("x \\ y".into()),
    };
    assert_eq!(
        sent(ProfileField::Department, FieldValue::choice(department.key())),
        json(r#"{"department":{"departmentName":"Harbour","groupId":"a/b","tenantId":"brightwater"}}"#)
    );
    let enterprise = Department { group: None, ..department };
    assert_eq!(
        sent(ProfileField::Department, FieldValue::choice(enterprise.key())),
        json(r#"{"department":{"departmentName":"Harbour","tenantId":"brightwater"}}"#)
    );
    assert_eq!(sent(ProfileField::Department, FieldValue::Choice(None)), json(r#"{"department":null}"#));
    assert_eq!(
        sent(ProfileField::LinePort, FieldValue::text("new@sip.example.test")),
        json(
            r#"{"accessDeviceEndpoint":{"accessDevice":{"level":"Group","name":"desk-4711"},"contacts":[],"lineNumber":0,"linePort":"new@sip.example.test"}}"#
        )
    );
    let trunk = exchange("06-profile-get", "profile-with-trunk-endpoint");
    let trunk = accepted(&GetProfile { api: api(), user: user("trunk.user") }, &trunk.answer)
        .endpoint()
        .cloned()
        .unwrap();
    let call = PutProfile {
        api: api(),
        user: user("x"),
        changes: vec![ProfileChange::LinePort(trunk, "n@x".into())],
    };
    assert!(body(&call.request()).starts_with(r#"{"trunkEndpoint":{"trunkGroupDeviceEndpoint":{"#));
    assert!(body(&call.request()).contains(r#""linePort":"n@x""#));
}

#[test]
fn profile_values_are_checked_by_the_documented_limits() {
    let wrong =
        |field: ProfileField, text: &str| !profile_form::problems(field, &FieldValue::text(text)).is_empty();
    for (field, text, expected) in [
        (ProfileField::LastName, "a".repeat(30), false),
        (ProfileField::LastName, "a".repeat(31), true),
        (ProfileField::LastName, "Žluťoučký + 100 %".into(), false),
        (ProfileField::CliLastName, "Holt".into(), false),
        (ProfileField::CliLastName, "Höl".into(), true),
        (ProfileField::CliFirstName, "50%".into(), true),
        (ProfileField::CliFirstName, "a+b".into(), true),
        (ProfileField::CliFirstName, "a\\b".into(), true),
        (ProfileField::CliFirstName, "\"a\"".into(), true),
        (ProfileField::EmailAddress, "m@x".into(), false),
        (ProfileField::EmailAddress, "m x@x".into(), true),
        (ProfileField::EmailAddress, "m".into(), true),
        (ProfileField::EmailAddress, "".into(), false),
        (ProfileField::Extension, "".into(), false),
        (ProfileField::Extension, "4".into(), true),
        (ProfileField::Extension, "4711".into(), false),
        (ProfileField::Extension, "47a1".into(), true),
    ] {
        assert_eq!(wrong(field, &text), expected, "{field:?} {text}");
    }
    for field in ProfileField::ALL {
        assert_eq!(ProfileField::from_wire(field.wire_name()), Some(*field));
    }
}

#[test]
fn deletes_and_tells_what_went() {
    let delete = |name: &str| DeleteUser {
        api: api(),
        user: user(name),
        delete_devices: None,
        excluded_app_ids: Vec::new(),
    };
    let plain = exchange("08-profile-delete", "delete-plain");
    assert_sends(&delete("nobody"), &plain);
    assert!(accepted(&delete("nobody"), &plain.answer).is_empty());
    let phones = exchange("08-profile-delete", "delete-with-phones");
    assert_sends(&delete("mira.holt"), &phones);
    let deleted = accepted(&delete("mira.holt"), &phones.answer);
    assert_eq!(deleted.main_device.as_ref().unwrap().line_port, "lp-4711@sip.example.test");
    assert_eq!(deleted.additional_devices[0].line_port, "lp-4711-b@sip.example.test");
    assert_eq!(deleted.detached_users[0].user_id, "tomas.ek@voice.example.test");
    let keep = exchange("08-profile-delete", "delete-keep-phones");
    assert_sends(&DeleteUser { delete_devices: Some(false), ..delete("mira.holt") }, &keep);
    let apps = DeleteUser { excluded_app_ids: vec!["voicemail".into(), "a\"b".into()], ..delete("x") };
    assert_eq!(body(&apps.request()), r#"{"_excludedAppIds":["voicemail","a\"b"]}"#);
    assert!(accepted(&apps, &answer(200, "")).is_empty());
    assert!(
        accepted(&apps, &answer(200, r#"{"deleted_main_device": null, "detached_additional_users": {}}"#))
            .is_empty()
    );
    let partly = refused(&delete("mira.holt"), &exchange("25-error-other", "partly-done").answer);
    assert_eq!(partly.kind, RefusalKind::DoneInPart);
    assert_eq!(partly.server_messages, ["made-up text: the phone record could not be removed"]);
}

#[test]
fn reads_a_pin_without_the_pin() {
    for (case, state) in [
        (
            "pincode-with-value",
            PinState { login_disabled: Some(false), expiration_days: Some(24), does_not_expire: Some(false) },
        ),
        (
            "pincode-without-value",
            PinState { login_disabled: Some(false), expiration_days: None, does_not_expire: Some(true) },
        ),
        (
            "pincode-locked-and-overdue",
            PinState { login_disabled: Some(true), expiration_days: Some(-3), does_not_expire: Some(false) },
        ),
    ] {
        let exchange = exchange("09-pincode-get", case);
        let name = if case == "pincode-locked-and-overdue" { "tomas.ek" } else { "mira.holt" };
        let call = GetPin { api: api(), user: user(name) };
        assert_sends(&call, &exchange);
        assert_eq!(accepted(&call, &exchange.answer), state, "{case}");
    }
    let call = GetPin { api: api(), user: user("x") };
    assert_eq!(
        accepted(&call, &answer(200, r#"{"pinCode": "12", "expirationDays": "", "loginDisabled": null}"#)),
        PinState::default()
    );
    assert_eq!(refused(&call, &answer(200, "[]")).kind, RefusalKind::NotUnderstood);
}

#[test]
fn changes_a_pin() {
    let own = exchange("10-pincode-put", "pincode-put-own");
    let call = put_pin("052973", Some("739146"));
    assert_sends(&call, &own);
    assert_eq!(accepted(&call, &own.answer).expiration_days, Some(30));
    let admin = exchange("10-pincode-put", "pincode-put-admin-reset");
    let call = PutPin { user: user("tomas.ek"), ..put_pin("860419", None) };
    assert_sends(&call, &admin);
    assert_eq!(accepted(&call, &admin.answer).does_not_expire, Some(false));
}

#[test]
fn a_pin_is_changed_only_where_the_answer_is_the_documented_one() {
    let call = put_pin("052973", Some("739146"));
    let documented = r#"{"loginDisabled": false, "doesNotExpire": true}"#;
    for (status, body) in [
        (200, documented),
        (
            200,
            r#"{"loginDisabled": false, "expirationDays": 30, "doesNotExpire": false, "pinCode": "052973"}"#,
        ),
        // One that is masked, or that came after a byte order mark.
        (200, r#"{"loginDisabled": false, "pinCode": "******"}"#),
        (200, "\u{feff}{\"expirationDays\": 30}"),
    ] {
        assert!(call.answer(&answer(status, body)).is_ok(), "{body}");
    }
    for (status, body) in [
        (200, ""),
        (200, "{}"),
        (200, "[]"),
        (200, "null"),
        (200, "<html>Sign in</html>"),
        (200, r#"{"status": 401}"#),
        (200, r#"{"errors": [{"message": "no"}]}"#),
        (200, r#"{"error": "no", "loginDisabled": false}"#),
        (200, r#"{"loginDisabled": false"#),
        // The state of another PIN.
        (200, r#"{"loginDisabled": false, "pinCode": "739146"}"#),
        (201, documented),
        (204, ""),
        (302, ""),
        (303, documented),
    ] {
        let refusal = refused(&call, &answer(status, body));
        assert!(refusal.outcome_unknown(), "{status} {body}");
        assert!(refusal.problems.is_empty());
    }
    let refusal = refused(&call, &answer(200, r#"{"errors": [{"message": "052973 is too easy"}]}"#));
    assert!(refusal.server_messages.iter().any(|text| text.contains("too easy") && !text.contains("052973")));
}

#[test]
fn a_password_is_changed_only_where_a_profile_came_back() {
    let changes = vec![ProfileChange::NewPassword(secret("Slow-River-Boat-9"))];
    let call = PutProfile { api: api(), user: user("mira.holt"), changes };
    for body in ["", "{}", r#"{"status": 401}"#, r#"{"errors": [{"message": "no"}]}"#] {
        assert_eq!(accepted(&call, &answer(200, body)), None, "{body}");
    }
    assert_eq!(refused(&call, &answer(200, "<html>")).kind, RefusalKind::NotUnderstood);
    let cut = refused(&call, &answer(200, r#"{"lastName": "Holt", "#));
    assert!(cut.outcome_unknown());
}

#[test]
fn what_the_server_has_of_each_change_is_told() {
    let now = |body: &str| accepted(&GetProfile { api: api(), user: user("x") }, &answer(200, body));
    let department = |name: &str| Department {
        tenant: Some("foo".into()),
        group: Some("foogroup".into()),
        name: name.into(),
        full_path: None,
    };
    let device = now(r#"{"accessDeviceEndpoint": {"accessDevice": {"name": "d"}, "linePort": "a@x"}}"#);
    let changes = vec![
        ProfileChange::Text("emailAddress", "m@x".into()),
        ProfileChange::Text("timeZone", "Europe/Paris".into()),
        ProfileChange::Text("extension", String::new()),
        ProfileChange::Department(Some(department("Pilots"))),
        ProfileChange::LinePort(device.endpoint().unwrap().clone(), "b@x".into()),
        ProfileChange::OldPassword(secret("a")),
        ProfileChange::NewPassword(secret("b")),
    ];
    let results = |body: &str| compare_changes(&changes, &now(body));
    use ChangeResult::{Applied, Different, NotReported};
    assert_eq!(
        results(
            r#"{"emailAddress": "m@x", "timeZone": "Europe/Rome",
            "department": {"tenantId": "Other", "groupId": "Another", "departmentName": "Pilots"},
            "accessDeviceEndpoint": {"accessDevice": {"name": "d"}, "linePort": "b@x"}}"#
        ),
        [
            ("emailAddress", Applied),
            ("timeZone", Different),
            ("extension", Applied),
            ("department", Applied),
            ("linePort", Applied),
            ("oldPassword", NotReported),
            ("newPassword", NotReported),
        ]
    );
    let nothing: Vec<ChangeResult> =
        results(r#"{"firstName": "M"}"#).into_iter().map(|(_, result)| result).collect();
    assert_eq!(nothing, [Different, Different, Applied, Different, Different, NotReported, NotReported]);
    // A trunk in the place of the device is not what was asked for.
    let trunk =
        results(r#"{"trunkEndpoint": {"trunkGroupDeviceEndpoint": {"name": "d", "linePort": "b@x"}}}"#);
    assert_eq!(trunk[4], ("linePort", Different));
    let gone = vec![ProfileChange::Department(None)];
    assert_eq!(compare_changes(&gone, &now(r#"{"firstName": "M"}"#)), [("department", Applied)]);
    assert_eq!(
        compare_changes(&gone, &now(r#"{"department": {"departmentName": "Pilots"}}"#)),
        [("department", Different)]
    );
}

#[test]
fn the_department_of_the_documents_example_is_listed_once() {
    let example = r#"{"department": {"tenantId": "ApioSpTest", "groupId": "ApioGrpTest",
        "departmentName": "test_department_initial",
        "fullPathName": "test_department_parent_1 \\ test_department_initial"}}"#;
    let profile = accepted(&GetProfile { api: api(), user: user("foouser") }, &answer(200, example));
    let listed = |body: &str| accepted(&ListDepartments { api: api(), group: group() }, &answer(200, body));
    let departments = listed(
        r#"{"departments": [
        {"departmentName": "test_department_parent_1", "fullPathName": "test_department_parent_1",
         "enterpriseDepartment": "false"},
        {"departmentName": "test_department_initial", "enterpriseDepartment": "false",
         "fullPathName": "test_department_parent_1 \\ test_department_initial"},
        {"departmentName": "test_department_initial", "fullPathName": "test_department_initial",
         "enterpriseDepartment": "false"}]}"#,
    );
    let choices = department_choices(profile.department.as_ref(), &departments);
    let names: Vec<&str> = choices.iter().map(|choice| choice.display_name()).collect();
    let present = "test_department_parent_1 \\ test_department_initial";
    assert_eq!(names, [present, "test_department_parent_1", "test_department_initial"]);
    // One of the enterprise is another than one of the group.
    let both = listed(
        r#"{"departments": [{"departmentName": "Sales", "enterpriseDepartment": "true"},
        {"departmentName": "Sales", "enterpriseDepartment": "false"}]}"#,
    );
    assert_eq!(department_choices(None, &both).len(), 2);
}

#[test]
fn somebody_with_neither_device_nor_trunk_can_be_given_one() {
    let bare = exchange("06-profile-get", "profile-bare-with-audit-and-sync");
    let profile = accepted(&GetProfile { api: api(), user: user("new.hire") }, &bare.answer);
    let sent = |kind: &str| {
        let mut draft = Draft::begin(profile_form::values(&profile));
        draft.set(ProfileField::EndpointType, FieldValue::choice(kind));
        draft.set(ProfileField::EndpointName, FieldValue::text("desk-4713"));
        draft.set(ProfileField::LinePort, FieldValue::text("ada@sip.example.test"));
        let Check::Ready(checked) = draft.check(profile_form::problems) else { panic!("check") };
        let changes = profile_form::changes(&checked, &profile);
        let body =
            json(&body(&PutProfile { api: api(), user: user("x"), changes: changes.clone() }.request()));
        (changes, body)
    };
    let (changes, device) = sent(profile_form::ACCESS_DEVICE);
    let wanted = r#"{"accessDeviceEndpoint": {"accessDevice": {"name": "desk-4713", "level": "Group"},
        "linePort": "ada@sip.example.test"}}"#;
    assert_eq!(device, json(wanted));
    let (_, trunk) = sent(profile_form::TRUNK);
    assert_eq!(
        trunk,
        json(
            r#"{"trunkEndpoint": {"trunkGroupDeviceEndpoint":
            {"name": "desk-4713", "linePort": "ada@sip.example.test"}}}"#
        )
    );
    let now = accepted(&GetProfile { api: api(), user: user("x") }, &answer(200, wanted));
    assert_eq!(compare_changes(&changes, &now), [("linePort", ChangeResult::Applied)]);
    // All three or none, and a line port is one word of 161 characters at most.
    let (none, kind) = (FieldValue::Absent, FieldValue::choice(profile_form::TRUNK));
    let missing = |kind: &FieldValue, name: &str, port: &str| {
        let problems =
            profile_form::new_endpoint_problems(kind, &FieldValue::text(name), &FieldValue::text(port));
        problems.into_iter().map(|problem| problem.field.unwrap().into_owned()).collect::<Vec<_>>()
    };
    assert!(missing(&none, "", "").is_empty() && missing(&kind, "d", "p@x").is_empty());
    assert_eq!(missing(&kind, "", ""), ["endpointName", "linePort"]);
    assert_eq!(missing(&none, "d", "p@x"), ["endpointType"]);
    for (port, is_right) in [
        ("a@x".to_owned(), true),
        ("a b@x".to_owned(), false),
        ("a".repeat(161), true),
        ("a".repeat(162), false),
    ] {
        let problems = profile_form::problems(ProfileField::LinePort, &FieldValue::text(port.as_str()));
        assert_eq!(problems.is_empty(), is_right, "{port}");
    }
}

#[test]
fn nobody_is_listed_twice() {
    let call = ListUsers { api: api(), group: group(), filters: Vec::new(), limit: None };
    let rows = r#"{"users": [{"userId": "a"}, {"userId": "b"}, {"userId": "a"}, {}, {}]}"#;
    let (rows, doubled) = distinct_users(accepted(&call, &answer(200, rows)).items);
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!((ids, doubled), (vec!["a", "b", "", ""], 1));
    // Of a search, one id may stand in two tenants.
    let found = r#"{"users": [{"userId": "a", "tenantId": "t"}, {"userId": "a", "tenantId": "u"}]}"#;
    assert_eq!(distinct_users(accepted(&call, &answer(200, found)).items).1, 0);
}

#[test]
fn an_error_that_was_sent_as_a_success_is_neither_a_profile_nor_a_new_password() {
    let call = GetProfile { api: api(), user: user("x") };
    let password = CorePassword { old: secret("a1"), new: secret("b1") };
    accepted(&password, &answer(200, "{}"));
    for body in [r#"{"status": 401}"#, r#"{"error": "no", "error_code": 1}"#, r#"{"errors": []}"#, "", "[]"] {
        assert_eq!(refused(&call, &answer(200, body)).kind, RefusalKind::NotUnderstood, "{body}");
        assert_eq!(refused(&password, &answer(200, body)).kind, RefusalKind::NotUnderstood, "{body}");
    }
}

/// What a proxy, a maintenance page or another service answers in the place of APIO.
const OTHERS: [&str; 7] =
    ["{}", "[]", "null", "<html>", "\"\"", r#"{"ok": true}"#, r#"{"lastName": null, "firstName": ""}"#];

#[test]
fn an_answer_that_says_nothing_of_a_person_is_no_empty_profile() {
    let call = GetProfile { api: api(), user: user("x") };
    for body in OTHERS {
        assert_eq!(refused(&call, &answer(200, body)).kind, RefusalKind::NotUnderstood, "{body}");
    }
}

#[test]
fn an_answer_that_says_nothing_of_a_pin_is_no_state_of_one() {
    let call = GetPin { api: api(), user: user("x") };
    for body in OTHERS.into_iter().filter(|body| *body != "{}") {
        assert_eq!(refused(&call, &answer(200, body)).kind, RefusalKind::NotUnderstood, "{body}");
    }
    // Each part of the state may be absent, and so may all.
    assert_eq!(accepted(&call, &answer(200, "{}")), PinState::default());
    // Where the server tells the PIN alone, it is the server's word.
    assert_eq!(accepted(&call, &answer(200, r#"{"pinCode": "739146"}"#)), PinState::default());
}
