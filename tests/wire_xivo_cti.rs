//! XiVO's CTI, CTI profiles and tokens, and a user in a form.

mod xivo;

use switchroom::domain::refusal::Unreached;
use switchroom::domain::{Prerequisite, Refusal, RefusalKind, Secret};
use switchroom::form::{self, Check, Draft};
use switchroom::wire::xivo::cti::*;
use switchroom::wire::xivo::cti_profile::*;
use switchroom::wire::xivo::cti_profiles::*;
use switchroom::wire::xivo::form::{check_for_new, check_value, to_changes, to_form_values, to_new_user};
use switchroom::wire::xivo::refusal::{in_token_session, scrub_refusal};
use switchroom::wire::xivo::token::*;
use switchroom::wire::xivo::users::GetUser;
use switchroom::wire::xivo::*;
use switchroom::wire::{Body, Call, Method, Request};
use xivo::{answered, body_text, recording, response};

fn good<T>(answer: Result<T, Refusal>) -> T {
    answer.unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

fn refused<T>(answer: Result<T, Refusal>) -> Refusal {
    answer.err().expect("a refusal")
}

fn get(id: &str) -> GetCti {
    GetCti::new(id.into())
}

fn dialect(name: &str) -> Dialect {
    let mut dialect = Dialect::configured(Configured::V11);
    dialect.learn_user(&good(User::from_response(&response(name))));
    dialect
}

// ---- CTI ----

#[test]
fn a_404_without_json_that_names_the_user_is_about_the_user() {
    let put = PutCti { id: "1".into(), cti_profile_id: Some(3), enabled: true };
    for (body, kind) in [
        ("User with id=1 does not exist", RefusalKind::NotFound),
        ("<html><body><p>User with id=1 does not exist</p></body></html>", RefusalKind::NotFound),
        ("<html><h1>404 Not Found</h1></html>", RefusalKind::NoSuchResource),
        ("no such page", RefusalKind::NoSuchResource),
    ] {
        assert_eq!(refused(get("1").answer(&answered(404, body))).kind, kind, "{body}");
        assert_eq!(refused(put.answer(&answered(404, body))).kind, kind, "{body}");
        let profile = GetCtiProfile::new("1".into()).answer(&answered(404, body));
        assert_eq!(refused(profile).kind, kind, "{body}");
    }
}

#[test]
fn the_configuration_of_every_age_is_read() {
    let read = |name: &str, id: &str| good(get(id).answer(&response(name)));
    let recorded = [
        ("2014-05/cti-1.1-get-200", "1"),
        ("2016-03/cti-1.1-get-200", "12"),
        ("2019-05/cti-1.1-get-200", "10"),
    ];
    for (name, id) in recorded {
        let cti = read(name, id);
        assert_eq!((cti.enabled(), cti.profile(), cti.is_odd()), (Some(true), Some(3), false), "{name}");
    }
    assert_eq!(read("2014-05/cti-1.1-get-200-no-profile", "1").cti_profile_id(), Some(None));
    let body = |body: &str| good(get("34").answer(&answered(200, body)));
    // As the document shows it: without "enabled".
    assert_eq!(body(r#"{"user_id": 34, "cti_profile_id": 2}"#).enabled(), None);
    assert_eq!(body(r#"{"user_id": 34}"#).cti_profile_id(), None);
    assert_eq!(body(r#"{"cti_profile_id": "2"}"#).profile(), Some(2));
    assert_eq!(body(r#"{"cti_profile_id": 0}"#).cti_profile_id(), Some(None));
    let odd = body(r#"{"cti_profile_id": [], "enabled": "no"}"#);
    assert!(odd.is_odd() && odd.cti_profile_id().is_none() && odd.enabled().is_none());
    // An error that came with the status of a success is no configuration.
    for other in ["[]", "{}", r#"{"status": 401, "message": "Unauthorized"}"#] {
        assert_eq!(refused(get("1").answer(&answered(200, other))).kind, RefusalKind::NotUnderstood);
    }
    let cut = refused(get("1").answer(&answered(200, "{\"user_id\"")));
    assert_eq!(cut.kind, RefusalKind::OutOfReach(Unreached::CutShort));
}

#[test]
fn the_configuration_of_another_user_is_not_taken() {
    let (cti, profile) = ("2014-05/cti-1.1-get-200", r#"{"user_id": 1, "cti_profile_id": 3, "links": []}"#);
    let of = |id: &str| {
        let cti = get(id).answer(&response(cti)).map(|cti| cti.profile());
        (cti, GetCtiProfile::new(id.into()).answer(&answered(200, profile)))
    };
    let (cti, profile) = of("2");
    assert_eq!(refused(cti).kind, RefusalKind::NotUnderstood);
    assert_eq!(refused(profile).kind, RefusalKind::NotUnderstood);
    // Another way to write the number, and a UUID, which the record does not hold.
    for id in ["1", "01", "29f96e63-9dc3-4515-80e2-ee510e28c1e5"] {
        let (cti, profile) = of(id);
        assert_eq!((good(cti), good(profile)), (Some(3), Some(3)), "{id}");
    }
}

#[test]
fn both_values_are_always_sent_and_nothing_else() {
    let put = |cti_profile_id, enabled| PutCti { id: "1".into(), cti_profile_id, enabled }.request();
    recording("2014-05/cti-1.1-put-204").assert_equals(&put(Some(3), true));
    recording("2014-05/cti-1.1-put-204-null-profile").assert_equals(&put(None, true));
    assert_eq!(body_text(&put(None, false)), r#"{"cti_profile_id":null,"enabled":false}"#);
    recording("2014-05/cti-1.1-get-200").assert_equals(&get("1").request());
    let uuid = "29f96e63-9dc3-4515-80e2-ee510e28c1e5";
    recording("2016-03/cti-1.1-get-200-by-uuid").assert_equals(&get(uuid).request());
}

#[test]
fn what_must_come_first_is_known_in_every_wording() {
    let put = PutCti { id: "1".into(), cti_profile_id: Some(3), enabled: true };
    let documented = answered(400, r#"["The user must have a username and password to enable the CTI"]"#);
    let recorded = [
        "2014-05/cti-1.1-put-400-no-password",
        "2016-03/cti-1.1-put-400-no-username-password",
        "2019-05/cti-1.1-put-400-no-username-password",
    ];
    for answer in recorded.map(response).iter().chain([&documented]) {
        assert_eq!(
            refused(put.answer(answer)).kind,
            RefusalKind::MustFirst(Prerequisite::UsernameAndPassword)
        );
    }
    let documented = answered(400, r#"["Nonexistent parameters: cti_profile_id 3 does not exist"]"#);
    let problem = &refused(put.answer(&documented)).problems[0];
    assert_eq!((problem.field.as_deref(), problem.value.as_deref()), (Some("cti_profile_id"), Some("3")));
    assert!(response("2014-05/cti-1.1-put-204").body.is_empty());
    good(put.answer(&response("2014-05/cti-1.1-put-204")));
}

#[test]
fn an_unknown_path_an_unknown_user_and_no_profile_are_three_things() {
    let unknown = refused(get("20").answer(&response("2014-01/users-1.1-get-404-cti-not-in-this-version")));
    assert_eq!(unknown.kind, RefusalKind::NoSuchResource);
    assert_eq!(
        refused(get("9").answer(&response("2014-05/cti-1.1-get-404-user"))).kind,
        RefusalKind::NotFound
    );
    let profile = GetCtiProfile::new("20".into());
    assert_eq!(good(profile.answer(&response("2014-01/cti_profile-1.1-get-404-none"))), None);
    assert_eq!(
        refused(profile.answer(&response("2014-01/cti_profile-1.1-get-404-user"))).kind,
        RefusalKind::NotFound
    );
    assert_eq!(
        refused(profile.answer(&response("2019-05/cti_profile-1.1-get-404-gone"))).kind,
        RefusalKind::NoSuchResource
    );
    assert_eq!(
        good(profile.answer(&answered(200, r#"{"user_id": 20, "cti_profile_id": 2, "links": []}"#))),
        Some(2)
    );
    assert_eq!(
        refused(profile.answer(&answered(200, r#"{"user_id": 34}"#))).kind,
        RefusalKind::NotUnderstood
    );
    assert_eq!(
        refused(profile.answer(&answered(404, "<html>proxy</html>"))).kind,
        RefusalKind::NoSuchResource
    );
}

#[test]
fn the_resource_is_found_from_behaviour() {
    let learn = |cti: &str, profile: Option<&str>| {
        let mut dialect = Dialect::configured(Configured::V11);
        let answer = get("1").answer(&response(cti));
        if dialect.learn_cti(answer.as_ref().err()).is_none() {
            let answer = GetCtiProfile::new("20".into()).answer(&response(profile.unwrap()));
            dialect.learn_cti_profile(answer.as_ref().err());
        }
        dialect.cti()
    };
    let unknown = "2014-01/users-1.1-get-404-cti-not-in-this-version";
    assert_eq!(learn("2014-05/cti-1.1-get-200", None), CtiResource::Cti);
    assert_eq!(learn("2014-05/cti-1.1-get-404-user", None), CtiResource::Cti);
    assert_eq!(learn(unknown, Some("2014-01/cti_profile-1.1-get-404-none")), CtiResource::CtiProfile);
    assert_eq!(learn(unknown, Some("2014-01/cti_profile-1.1-get-404-user")), CtiResource::CtiProfile);
    assert_eq!(learn(unknown, Some("2014-05/cti_profile-1.1-get-404-gone")), CtiResource::Neither);
    // A server in trouble has said nothing about what it can do.
    assert_eq!(learn("2019-05-auth/confd-503-auth-down", None), CtiResource::Unknown);
    assert_eq!(Dialect::configured(Configured::V10).learn_cti(None), Some(CtiResource::InUser));
}

#[test]
fn a_null_profile_is_kept_by_servers_before_2019() {
    let mut old = dialect("2016-03/users-1.1-get-200");
    let mut new = dialect("2019-05/users-1.1-get-200-by-uuid");
    for dialect in [&mut old, &mut new] {
        dialect.learn_cti(None);
    }
    let after = |id: &str, name: &str| good(get(id).answer(&response(name))).profile().is_none();
    assert_eq!(old.clears_cti_profile(), after("12", "2016-03/cti-1.1-get-200-after-null-profile"));
    assert_eq!(new.clears_cti_profile(), after("10", "2019-05/cti-1.1-get-200-after-null-profile"));
}

#[test]
fn a_profile_is_associated_changed_and_dissociated() {
    let id = UserId::from("20");
    let post = AssociateCtiProfile { id: id.clone(), cti_profile_id: 3 };
    recording("2014-01/cti_profile-1.1-post-201").assert_equals(&post.request());
    good(post.answer(&response("2014-01/cti_profile-1.1-post-201")));
    let already = refused(post.answer(&response("2014-01/cti_profile-1.1-post-400-already")));
    assert_eq!(already.kind, RefusalKind::MustFirst(Prerequisite::ChangeInstead));

    let put = ChangeCtiProfile { id: id.clone(), cti_profile_id: 2 };
    recording("2014-01/cti_profile-1.1-put-405").assert_equals(&put.request());
    assert_eq!(good(put.answer(&response("2014-01/cti_profile-1.1-put-405"))), Change::NotOffered);
    let documented = answered(200, r#"{"user_id": 75, "cti_profile_id": 3, "links": []}"#);
    assert_eq!(good(put.answer(&documented)), Change::Done);
    let none = answered(404, r#"["User with id=20 does not have a CTI profile"]"#);
    assert_eq!(good(put.answer(&none)), Change::HasNone);
    assert_eq!(
        refused(put.answer(&answered(404, r#"["User with id=20 does not exist"]"#))).kind,
        RefusalKind::NotFound
    );

    let delete = DissociateCtiProfile::new(id);
    recording("2014-01/cti_profile-1.1-delete-204").assert_equals(&delete.request());
    assert_eq!(good(delete.answer(&response("2014-01/cti_profile-1.1-delete-204"))), Dissociation::Done);
    assert_eq!(
        good(delete.answer(&response("2014-01/cti_profile-1.1-delete-404-none"))),
        Dissociation::HadNone
    );
    assert_eq!(
        refused(delete.answer(&response("2014-01/cti_profile-1.1-delete-404-user"))).kind,
        RefusalKind::NotFound
    );
}

#[test]
fn profiles_are_listed_by_name() {
    for name in [
        "2014-01/cti_profiles-1.1-list-200",
        "2016-03/cti_profiles-1.1-list-200",
        "2019-05/cti_profiles-1.1-list-200",
    ] {
        let list = good(ListCtiProfiles.answer(&response(name)));
        assert_eq!((list.name(3), list.name(999)), (Some("Client"), None), "{name}");
        recording(name).assert_equals(&ListCtiProfiles.request());
    }
    let odd = good(ListCtiProfiles.answer(&answered(
        200,
        r#"{"items": [{"id": "4", "name": null}, {"name": "x"}, 5, {"id": 4, "name": "Twice"}]}"#,
    )));
    assert_eq!((odd.items.len(), odd.not_understood), (2, 2));
    assert_eq!(refused(ListCtiProfiles.answer(&answered(200, "{}"))).kind, RefusalKind::NotUnderstood);
    assert!(good(ListCtiProfiles.answer(&answered(200, r#"{"total": 0, "items": []}"#))).items.is_empty());
    recording("2014-05/cti_profiles-1.1-get-200").assert_equals(&GetProfile { id: 3 }.request());
    assert_eq!(
        refused(GetProfile { id: 999 }.answer(&response("2014-01/cti_profiles-1.1-get-404"))).kind,
        RefusalKind::NotFound
    );
}

// ---- tokens ----

fn secret_header(request: &Request, name: &str) -> Option<String> {
    request.secret_headers.iter().find(|(n, _)| *n == name).map(|(_, s)| s.for_request().clone())
}

#[test]
fn signing_in_sends_what_was_recorded() {
    let mut sign_in = CreateToken::new("madeup-admin", Secret::new("madeup-secret".into()));
    recording("2019-05-auth/token-0.1-post-200-empty-object").assert_equals(&sign_in.request());
    sign_in.expiration = Some(3600);
    let recorded = recording("2019-05-auth/token-0.1-post-200");
    recorded.assert_equals(&sign_in.request());
    let (_, authorization) =
        recorded.request_headers.iter().find(|(name, _)| name == "Authorization").unwrap();
    assert_eq!(secret_header(&sign_in.request(), "Authorization").as_ref(), Some(authorization));
    assert!(sign_in.request().headers.iter().all(|(name, _)| *name != "Authorization"));
    let token = good(sign_in.answer(&recorded.response));
    assert!(token.token.satisfies(|token| token == "12b6e670-16ac-4e3c-b2f9-3e2428681685"));
    assert_eq!(token.life_s, Some(3600));
    assert!(token.acl.iter().any(|acl| acl == "confd.#"));
    let out = DeleteToken { token: token.token.clone() };
    recording("2019-05-auth/token-0.1-delete-200").assert_equals(&out.request());
    good(out.answer(&response("2019-05-auth/token-0.1-delete-200")));
    // The browser adds nothing of its own to what signs in, and asks nobody.
    assert!(sign_in.request().omits_credentials && out.request().omits_credentials);
    let request = authorise(GetUser::new(&Dialect::default(), "1".into()).request(), &token.token);
    assert_eq!(
        secret_header(&request, "X-Auth-Token").as_deref(),
        Some("12b6e670-16ac-4e3c-b2f9-3e2428681685")
    );
    assert_eq!(request.method, Method::Get);
}

#[test]
fn a_token_that_is_good_and_lacks_a_right_is_told_from_one_that_has_ended() {
    let token = || Secret::new("12b6e670-16ac-4e3c-b2f9-3e2428681685".into());
    let check = |right: &str| CheckToken { token: token(), right: right.into() };
    let recorded = recording("2019-05-auth/token-0.1-head-403-scope");
    recorded.assert_equals(&check("nonsense.read").request());
    assert!(check("nonsense.read").request().omits_credentials);
    assert_eq!(good(check("nonsense.read").answer(&recorded.response)), TokenState::LacksRight);
    let granted = response("2019-05-auth/token-0.1-head-204");
    assert_eq!(good(check("confd.users.read").answer(&granted)), TokenState::Granted);
    assert_eq!(good(check("x").answer(&answered(404, ""))), TokenState::Ended);
    assert_eq!(refused(check("x").answer(&answered(500, ""))).kind, RefusalKind::ServerFault);
    for (method, path, right) in [
        (Method::Get, "/1.1/users?limit=200", "confd.users.read"),
        (Method::Put, "/1.1/users/4", "confd.users.4.update"),
        (Method::Post, "/1.1/users", "confd.users.create"),
        (Method::Delete, "/1.1/users/4", "confd.users.4.delete"),
        (Method::Get, "/0.1/tenants", "auth.tenants.read"),
    ] {
        assert_eq!(CheckToken::right_for(method, path), right);
    }
}

#[test]
fn passwords_that_are_not_ascii_are_encoded_whole() {
    for (name, password, expected) in
        [("a", "", "YTo="), ("a", "b", "YTpi"), ("a", "bc", "YTpiYw=="), ("é", "ü", "w6k6w7w=")]
    {
        let request = CreateToken::new(name, Secret::new(password.into())).request();
        assert_eq!(secret_header(&request, "Authorization"), Some(format!("Basic {expected}")));
    }
}

/// Wazo 22.03 to 24.07: "domain_name: mandatory for ldap_user backend" (CHANGELOG.md of wazo-auth),
/// which ignores the backend from 24.08 on.
#[test]
fn whoever_names_a_domain_is_looked_for_by_ldap() {
    let body = |domain_name: Option<&str>, backend| {
        let sign_in = CreateToken {
            domain_name: domain_name.map(Into::into),
            backend,
            ..CreateToken::new("nora", Secret::new("madeup-secret".into()))
        };
        let Body::Json { text, .. } = sign_in.request().body else { panic!("a body") };
        serde_json::from_str::<serde_json::Value>(&text).unwrap()
    };
    let named = Some("north.example");
    assert_eq!(
        body(named, None),
        serde_json::json!({ "backend": "ldap_user", "domain_name": "north.example" })
    );
    assert_eq!(body(named, Some("xivo_admin"))["backend"], "xivo_admin");
    assert_eq!(body(None, None), serde_json::json!({}));
    // 22.03 to 22.06 know a tenant alone.
    let by_tenant = CreateToken {
        domain_name: named.map(Into::into),
        by_tenant_id: true,
        ..CreateToken::new("nora", Secret::new("madeup-secret".into()))
    };
    let Body::Json { text, .. } = by_tenant.request().body else { panic!("a body") };
    assert_eq!(text, r#"{"backend":"ldap_user","tenant_id":"north.example"}"#);
}

#[test]
fn a_refused_or_strange_sign_in_is_told() {
    let sign_in = CreateToken::new("madeup-admin", Secret::new("madeup-secret".into()));
    let wrong = refused(sign_in.answer(&response("2019-05-auth/token-0.1-post-401-wrong-password")));
    assert_eq!(
        (wrong.kind, wrong.server_messages),
        (RefusalKind::WrongCredentials, vec!["Authentication Failed".to_owned()])
    );
    for body in ["{}", r#"{"data": {"token": ""}}"#, r#"{"data": {"token": 5}}"#, "[]"] {
        assert_eq!(refused(sign_in.answer(&answered(200, body))).kind, RefusalKind::NotUnderstood, "{body}");
    }
    let unknown = refused(sign_in.answer(&answered(404, "<html>404</html>")));
    assert_eq!(unknown.kind, RefusalKind::NoSuchResource);
}

#[test]
fn a_session_adds_what_a_call_cannot_know() {
    let get = GetUser::new(&Dialect::default(), "1".into());
    // A browser answers the challenge of 2016 itself, where it may: with a window, and another name.
    assert!(authorise(get.request(), &Secret::new("t".into())).omits_credentials);
    let mut ended = refused(get.answer(&response("2016-03/auth-401-bad-token")));
    assert_eq!(ended.kind, RefusalKind::MustFirst(Prerequisite::BrowserCredentials));
    in_token_session(&mut ended);
    assert_eq!(ended.kind, RefusalKind::NotSignedIn);
    let mut refusal = refused(get.answer(&answered(500, r#"["bad token made-up-token in /x"]"#)));
    scrub_refusal(&mut refusal, &[&Secret::new("made-up-token".into())]);
    assert_eq!(refusal.server_messages, ["bad token ••• in /x"]);
    let busy = refused(get.answer(&{
        let mut busy = answered(503, "<h1>Maintenance</h1>");
        busy.headers.push(("retry-after".into(), "120".into()));
        busy
    }));
    assert_eq!(busy.kind, RefusalKind::Busy { retry_after: Some(120) });
    assert_eq!(busy.server_messages, ["Maintenance"]);
}

// ---- a user in a form ----

#[test]
fn a_form_sends_only_what_changed() {
    let dialect = dialect("2019-05/users-1.1-get-200-by-uuid");
    let user = good(User::from_response(&response("2019-05/users-1.1-get-200-by-uuid")));
    let mut draft = Draft::begin(to_form_values(&user));
    assert_eq!(draft.text(Field::Firstname), "Ada");
    assert!(draft.secret(Field::Password).is_some());
    assert!(draft.is_on(Field::CallTransferEnabled));
    let check = |draft: &Draft<Field>| draft.check(|field, value| check_value(field, value, &dialect));
    assert!(matches!(check(&draft), Check::NothingChanged));
    draft.set_text(Field::Lastname, " Renamed ");
    draft.set_text(Field::RingSeconds, "30");
    draft.set_text(Field::Email, "");
    draft.set_text(Field::Password, "n3wpass");
    draft.set(Field::Enabled, form::FieldValue::Switch(false));
    let Check::Ready(checked) = check(&draft) else { panic!() };
    let Ok(sent) = to_changes(&checked, &dialect) else { panic!() };
    let json = serde_json::to_string(&sent).unwrap();
    assert_eq!(
        json,
        r#"{"lastname":"Renamed","password":"n3wpass","email":null,"ring_seconds":30,"enabled":false}"#
    );
    draft.set_text(Field::RingSeconds, "61");
    draft.set_text(Field::Password, "ab");
    draft.set_text(Field::Firstname, "");
    let Check::Refused(problems) = check(&draft) else { panic!() };
    for field in [Field::RingSeconds, Field::Password, Field::Firstname] {
        assert!(problems.has(field), "{field:?}");
    }
}

#[test]
fn a_new_user_needs_only_what_is_required() {
    let v10 = Dialect::configured(Configured::V10);
    let mut draft = Draft::new(form::Values::new());
    draft.set_text(Field::Lastname, "Sample");
    draft.set(Field::CtiProfile, form::FieldValue::choice("3"));
    draft.set(Field::CtiEnabled, form::FieldValue::Switch(true));
    let Check::Ready(checked) = draft.check(|field, value| check_for_new(field, value, &v10)) else {
        panic!()
    };
    let Ok(sent) = to_new_user(&checked, &v10) else { panic!() };
    assert_eq!(
        serde_json::to_string(&sent).unwrap(),
        r#"{"lastname":"Sample","enableclient":1,"ctiprofileid":3}"#
    );
    let v11 = dialect("2019-05/users-1.1-get-200-by-uuid");
    let Check::Refused(problems) = draft.check(|field, value| check_for_new(field, value, &v11)) else {
        panic!()
    };
    assert!(problems.has(Field::Firstname));
    draft.set_text(Field::Firstname, "Ada");
    assert!(
        matches!(draft.check(|field, value| check_for_new(field, value, &v11)), Check::Ready(_)),
        "empty switches and caller IDs of a new user are left out"
    );
}
