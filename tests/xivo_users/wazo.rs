//! The Wazo of August 2026, and the ages between 2019 and it.

use switchroom::domain::refusal::Prerequisite;
use switchroom::wire::xivo::attachments::{AttachmentKind, GetAttachment, GetAttachments};
use switchroom::wire::xivo::contexts::ListContexts;
use switchroom::wire::xivo::moh::ListMusicOnHold;
use switchroom::wire::xivo::tenants::{ListTenants, for_tenant};
use switchroom::wire::xivo::token::CreateToken;

use crate::*;

/// The dialect of a server whose records are those of 2026-08 without these keys.
fn without(keys: &[&str]) -> Dialect {
    let mut record =
        serde_json::from_slice::<serde_json::Value>(&response("2026-08/users-1.1-get-200-minimal").body)
            .unwrap();
    for key in keys {
        record.as_object_mut().unwrap().remove(*key).unwrap();
    }
    let mut dialect = v11();
    dialect.learn_user(&User::from_json(record).unwrap());
    dialect
}

fn of_2021() -> Dialect {
    without(&["func_key_template_id", "country", "mobile_fallback_enabled"])
}

fn of_2022() -> Dialect {
    without(&["country", "mobile_fallback_enabled"])
}

/// Between 19.08, which took the CTI out, and 2021-01.
fn of_2020() -> Dialect {
    let mut record =
        serde_json::from_slice::<serde_json::Value>(&response("2019-05/users-1.1-get-200-by-uuid").body)
            .unwrap();
    record.as_object_mut().unwrap().remove("cti_profile").unwrap();
    let mut dialect = v11();
    dialect.learn_user(&User::from_json(record).unwrap());
    dialect
}

const CALL_RECORD: [Field; 4] = [
    Field::CallRecordOutgoingExternalEnabled,
    Field::CallRecordOutgoingInternalEnabled,
    Field::CallRecordIncomingExternalEnabled,
    Field::CallRecordIncomingInternalEnabled,
];

#[test]
fn a_list_and_a_record_tell_the_same_age() {
    let mut by_list = Dialect::configured(Configured::Auto);
    let list = by_list.first_list(200);
    let read = good(list.answer(&response("2026-08/users-1.1-list-200")));
    assert!(matches!(by_list.learn_list(&list, Ok(&read.end.shape)), Learned::Settled));
    let dialect = of_2026();
    assert_eq!(by_list.fields(), dialect.fields());
    assert!(dialect.pages() && dialect.has_view(View::Directory) && dialect.has_view(View::Summary));
    assert!(dialect.has_tenants() && dialect.has(Field::MobileFallbackEnabled));
    for elsewhere in [Field::FuncKeyTemplateId, Field::Country, Field::TenantUuid, Field::Voicemail] {
        assert!(dialect.has(elsewhere) && !dialect.writes(elsewhere), "{elsewhere:?}");
    }
}

#[test]
fn keys_of_later_years_change_nothing() {
    let mut record =
        serde_json::from_slice::<serde_json::Value>(&response("2026-08/users-1.1-get-200-minimal").body)
            .unwrap();
    let keys = record.as_object_mut().unwrap();
    keys.insert("hologram_enabled".into(), true.into());
    keys.insert("places".into(), serde_json::json!([{"id": 1}]));
    let mut dialect = v11();
    dialect.learn_user(&User::from_json(record).unwrap());
    assert_eq!(dialect, of_2026());
}

#[test]
fn bounds_belong_to_an_age_and_are_left_to_the_server_where_no_key_tells() {
    let bounds = |dialect: Dialect| {
        let ring = dialect.limits(Field::RingSeconds);
        (ring.max, ring.step, dialect.limits(Field::PreprocessSubroutine).max_chars)
    };
    assert_eq!(bounds(of_2016()), (Some(60), Some(5), Some(39)));
    assert_eq!(bounds(of_2019()), (Some(60), None, Some(39)));
    assert_eq!(bounds(of_2020()), (None, None, Some(39)));
    assert_eq!(bounds(of_2021()), (Some(10_800), None, Some(39)));
    assert_eq!(bounds(of_2022()), (Some(10_800), None, None));
    assert_eq!(bounds(of_2026()), (Some(10_800), None, Some(79)));
    let long = "x".repeat(79);
    assert_eq!(check(Field::PreprocessSubroutine, &long, &of_2026()), None);
    assert!(check(Field::PreprocessSubroutine, &(long + "x"), &of_2026()).is_some());
    assert_eq!(check(Field::RingSeconds, "10800", &of_2026()), None);
    assert!(check(Field::RingSeconds, "10801", &of_2026()).is_some());
}

#[test]
fn call_recording_is_one_switch_or_four_and_never_both() {
    for (dialect, is_four) in
        [(of_2019(), false), (of_2020(), false), (of_2021(), true), (of_2022(), true), (of_2026(), true)]
    {
        assert_eq!(dialect.writes(Field::CallRecordEnabled), !is_four);
        assert!(CALL_RECORD.iter().all(|field| dialect.writes(*field) == is_four));
    }
    let switches = CALL_RECORD.map(|field| (field, NewValue::Switch(true)));
    let all = switches.into_iter().chain([(Field::CallRecordEnabled, NewValue::Switch(true))]);
    let body: serde_json::Value = serde_json::from_str(&body(&of_2026(), all)).unwrap();
    assert_eq!(body.as_object().unwrap().len(), 4);
    assert_eq!(body.get("call_record_enabled"), None);
    // A record tells each of them.
    let ada = user("2026-08/users-1.1-get-200-after-put");
    assert_eq!(
        CALL_RECORD.map(|field| ada.switch(field)),
        [Some(true), Some(false), Some(true), Some(false)]
    );
}

#[test]
fn a_server_without_a_cti_is_known_by_its_records() {
    for dialect in [of_2020(), of_2021(), of_2022(), of_2026()] {
        assert!(dialect.lacks_cti() && dialect.deprecates_username());
        assert_eq!(dialect.cti(), CtiResource::Neither);
        assert!(!dialect.has(Field::CtiProfile));
    }
    for dialect in [v10(), of_2014(), of_2016(), of_2019(), Dialect::default()] {
        assert!(!dialect.lacks_cti() && !dialect.deprecates_username());
        assert_ne!(dialect.cti(), CtiResource::Neither);
    }
}

#[test]
fn what_becomes_of_a_line_is_known_before_deleting() {
    for (dialect, line, is_recursive) in [
        (v10(), LineAtDeletion::Deleted, false),
        (of_2014(), LineAtDeletion::Hinders, false),
        (of_2016(), LineAtDeletion::Hinders, false),
        (of_2019(), LineAtDeletion::Hinders, false),
        (of_2020(), LineAtDeletion::Hinders, false),
        (of_2021(), LineAtDeletion::Unknown, false),
        (of_2022(), LineAtDeletion::StaysBehind, true),
        (of_2026(), LineAtDeletion::StaysBehind, true),
    ] {
        assert_eq!((dialect.line_at_deletion(), dialect.deletes_recursively()), (line, is_recursive));
        let path = DeleteUser::new(&dialect, "16".into()).recursive(&dialect).request().path;
        assert_eq!(path.ends_with("?recursive=true"), is_recursive, "{path}");
    }
    let dialect = of_2026();
    let delete = DeleteUser::new(&dialect, "16".into()).recursive(&dialect);
    let recorded = recording("2026-08/users-1.1-delete-204-recursive");
    recorded.assert_equals(&delete.request());
    good(delete.answer(&recorded.response));
    let hindered = refused(delete.answer(&response("2026-08/users-1.1-delete-400-voicemail")));
    assert_eq!(hindered.kind, RefusalKind::MustFirst(Prerequisite::DetachVoicemail));
}

#[test]
fn a_missing_right_is_told_from_a_bad_token() {
    let get = GetUser::new(&of_2026(), "1".into());
    let refusal = |name: &str| refused(get.answer(&response(name)));
    for name in ["2026-08/confd-401-expired-token", "2026-08/confd-401-no-token"] {
        assert_eq!(refusal(name).kind, RefusalKind::NotSignedIn, "{name}");
        assert!(refusal(name).server_messages.is_empty(), "{name}");
    }
    for (name, right, names_tenant) in [
        ("confd-401-put-without-right", "confd.users.1.update", false),
        ("confd-401-foreign-tenant", "confd.users.read", true),
        ("confd-401-tenant-above", "confd.users.read", true),
    ] {
        let refusal = refusal(&format!("2026-08/{name}"));
        assert_eq!(refusal.kind, RefusalKind::NotAllowed, "{name}");
        let expected = Trouble::MissingRight { right: right.to_owned(), names_tenant };
        assert_eq!(refusal.problems, [Problem::somewhere(expected)], "{name}");
        assert!(refusal.server_messages.is_empty(), "the token stands in the body: {name}");
    }
    // The authentication service says the same by an object.
    let object = |reason: &str| {
        let body = format!(
            r#"{{"reason": ["Unauthorized"], "error_id": "unauthorized", "details":
            {{"invalid_token": "8416f586", "reason": "{reason}", "required_access": "auth.tenants.read",
            "tenant_uuid": null}}}}"#
        );
        refused(ListTenants.answer(&answered(401, body)))
    };
    let lacking = object("missing_permission_or_invalid_tenant");
    assert_eq!(lacking.kind, RefusalKind::NotAllowed);
    let right = "auth.tenants.read".to_owned();
    assert_eq!(lacking.problems, [Problem::somewhere(Trouble::MissingRight { right, names_tenant: false })]);
    assert_eq!(object("not_found_or_expired").kind, RefusalKind::NotSignedIn);
}

#[test]
fn a_missing_right_is_said_in_words() {
    use switchroom::domain::Language::{English, French};
    let get = GetUser::new(&of_2026(), "1".into());
    let sentence = |name: &str, language| {
        switchroom::text::refusal::refusal(language, &refused(get.answer(&response(name))))
    };
    let changing = "2026-08/confd-401-put-without-right";
    assert!(sentence(changing, English).contains("may not change users: the right confd.users.1.update"));
    assert!(sentence(changing, French).contains("modifier les utilisateurs"));
    let elsewhere = "2026-08/confd-401-tenant-above";
    assert!(sentence(elsewhere, English).contains("may not see users in this tenant"));
    let unknown = answered(401, r#"["('t', 'confd.odd', None)"]"#);
    let unknown = switchroom::text::refusal::refusal(English, &refused(get.answer(&unknown)));
    assert!(unknown.contains("may not do this: the right confd.odd"), "{unknown}");
}

#[test]
fn an_authentication_service_that_is_down_shows_no_token() {
    let refusal = refused(ListUsers::new(&of_2026()).answer(&response("2026-08/confd-503-auth-down")));
    assert_eq!(refusal.kind, RefusalKind::Busy { retry_after: None });
    assert!(!refusal.server_messages.is_empty() && !format!("{refusal:?}").contains("fe185207"));
}

#[test]
fn signing_in_says_when_there_are_too_many_sessions() {
    let sign_in = CreateToken::new("nobody", Secret::new("s3cret-nobody".into()));
    let refusal = refused(sign_in.answer(&response("2026-08/token-0.1-post-429-too-many-sessions")));
    assert_eq!(refusal.kind, RefusalKind::TooManySessions);
    // Another 429 is a server that is asked too often.
    let refusal = refused(sign_in.answer(&answered(429, r#"{"reason": ["slow down"]}"#)));
    assert_eq!(refusal.kind, RefusalKind::Busy { retry_after: None });
    let token = good(sign_in.answer(&response("2026-08/token-0.1-post-200")));
    assert!(token.acl.iter().any(|acl| acl == "confd.#"));
    let with_domain = CreateToken { domain_name: Some("north.example".into()), ..sign_in };
    assert_eq!(body_text(&with_domain.request()), r#"{"domain_name":"north.example"}"#);
}

#[test]
fn new_sentences_become_problems_with_bounds_at_their_fields() {
    let create = CreateUser::new(changes(&of_2026(), [(Field::Firstname, text("Eve"))]));
    let problems = |name: &str| -> Vec<String> {
        refused(create.answer(&response(&format!("2026-08/{name}"))))
            .problems
            .iter()
            .map(xivo::brief)
            .collect()
    };
    assert_eq!(
        problems("users-1.1-post-400-several-errors"),
        [
            "firstname Missing",
            "email WrongForm Email",
            "mobile_phone_number WrongForm PhoneNumber",
            "ring_seconds OutOfRange 0 10800 -"
        ]
    );
    assert_eq!(problems("users-1.1-post-400-simultaneous-calls"), ["simultaneous_calls OutOfRange 1 20 -"]);
    assert_eq!(problems("users-1.1-post-400-preprocess-too-long"), ["preprocess_subroutine TooLong 79"]);
    assert_eq!(
        problems("users-1.1-post-400-mobile-fallback-without-mobile"),
        ["mobile_phone_number Missing"]
    );
    assert_eq!(problems("users-1.1-put-400-null-mobile-phone-number"), ["mobile_phone_number Missing"]);
    assert_eq!(problems("users-1.1-post-400-auth-taken"), ["auth.username Taken"]);
    assert_eq!(problems("users-1.1-post-400-music-on-hold"), ["music_on_hold DoesNotExist nonsense"]);
    assert_eq!(problems("token-0.1-post-400-expiration-zero"), ["expiration OutOfRange 1 315360000 -"]);
    assert_eq!(problems("token-0.1-post-400-expiration-text"), ["expiration WrongType"]);
    assert_eq!(problems("users-1.1-list-400-limit"), ["limit OutOfRange 0 - -"]);
    let nested = "Input Error - auth: {'password': ['Shorter than minimum length 4.']}";
    let refusal = refused(create.answer(&answered(400, serde_json::to_string(&[nested]).unwrap())));
    assert_eq!(refusal.problems.iter().map(xivo::brief).collect::<Vec<_>>(), ["auth.password TooShort 4"]);
}

#[test]
fn an_email_address_on_localhost_is_one() {
    assert_eq!(check(Field::Email, "x@localhost", &of_2016()), None);
    for dialect in [of_2019(), of_2026()] {
        assert_eq!(check(Field::Email, "x@localhost", &dialect), None);
        assert!(check(Field::Email, "x@local", &dialect).is_some());
    }
}

#[test]
fn tenants_are_listed_and_named_in_calls() {
    let recorded = recording("2026-08/tenants-0.1-list-200");
    recorded.assert_equals(&ListTenants.request());
    let tenants = good(ListTenants.answer(&recorded.response));
    let labels: Vec<_> = tenants.items.iter().map(|tenant| tenant.label()).collect();
    assert_eq!(labels, ["Made-up Master", "North Office", "South Office"]);
    assert!(tenants.is_whole());
    let north = tenants.find("efc8391d-c2fc-4d89-95aa-b1cb707cf448").unwrap();
    assert_eq!(north.parent_uuid.as_deref(), Some("0a5fd9a5-9bb3-4469-8298-0cb4aaedf0a7"));
    assert_eq!(
        good(ListTenants.answer(&response("2026-08/tenants-0.1-list-200-tenant-admin"))).items.len(),
        1
    );

    let part = answered(200, r#"{"total": 300, "items": [{"uuid": "a", "slug": "b"}, {"name": "none"}, 1]}"#);
    let part = good(ListTenants.answer(&part));
    assert!(!part.is_whole() && part.items.len() == 1);
    assert_eq!(part.items[0].label(), "b");
    assert_eq!(refused(ListTenants.answer(&answered(200, "{}"))).kind, RefusalKind::NotUnderstood);
    assert_eq!(refused(ListTenants.answer(&answered(403, "{}"))).kind, RefusalKind::NotAllowed);

    let recorded = recording("2026-08/users-1.1-list-200-other-tenant");
    let request = for_tenant(ListUsers::new(&of_2026()).request(), &north.uuid);
    recorded.assert_equals(&request);
    let sent = recorded.request_headers.iter().find(|(name, _)| name == "Wazo-Tenant");
    assert_eq!(xivo::header(&request, "Wazo-Tenant"), sent.map(|(_, uuid)| uuid.as_str()));
}

#[test]
fn a_list_of_all_tenants_keeps_whose_everybody_is() {
    let dialect = of_2026();
    let all = ListUsers::new(&dialect).viewed(View::Summary).recursing();
    assert_eq!(all.request().path, "/1.1/users?recurse=true");
    let master = Some("0a5fd9a5-9bb3-4469-8298-0cb4aaedf0a7");
    let read = good(all.answer(&response("2026-08/users-1.1-list-200")));
    assert!(read.rows.iter().all(|row| row.tenant() == master));
    let read = good(ListUsers::new(&dialect).answer(&response("2026-08/users-1.1-list-200")));
    assert!(read.rows.iter().all(|row| row.tenant().is_none()), "not kept for one tenant");
    let nora = user("2026-08/users-1.1-get-200-of-tenant-below");
    assert_eq!(UserRow::from_user(&nora).tenant(), Some("efc8391d-c2fc-4d89-95aa-b1cb707cf448"));
}

#[test]
fn the_cheapest_view_has_names_and_numbers() {
    let read = good(
        ListUsers::new(&of_2026()).answer(&response("2026-08/users-1.1-list-200-view-directory-with-line")),
    );
    let [lena] = read.rows.as_slice() else { panic!("one row") };
    assert_eq!((lena.id(), lena.full_name().as_str()), ("14", "Lena Lined"));
    assert_eq!(lena.text(Column::Extension), "1001");
    assert!(lena.has_column(Column::Email) && !lena.has_column(Column::Username));
    let whole = user("2026-08/users-1.1-get-200-with-line");
    assert_eq!(whole.text(Field::Line), "1001");
}

#[test]
fn an_account_is_made_together_with_a_user_where_the_server_can() {
    let account = || NewAccount {
        username: "admin".into(),
        password: Secret::new("s3cret-eve".into()),
        email_address: String::new(),
    };
    let eve = |dialect: &Dialect| CreateUser::new(changes(dialect, [(Field::Firstname, text("Eve"))]));
    let recorded = recording("2026-08/users-1.1-post-400-auth-taken");
    recorded.assert_equals(&eve(&of_2026()).with_account(account()).request());
    for dialect in [of_2019(), of_2021(), of_2022()] {
        assert_eq!(body_text(&eve(&dialect).with_account(account()).request()), r#"{"firstname":"Eve"}"#);
    }
    let create = eve(&of_2026()).with_account(account());
    let said = refused(create.answer(&answered(400, r#"["no s3cret-eve, please"]"#))).server_messages;
    assert_eq!(said, ["no •••, please"]);
}

#[test]
fn music_and_contexts_are_told_by_label() {
    let body = r#"{"total": 3, "items": [
        {"uuid": "1", "tenant_uuid": "t", "name": "moh-master-1", "label": "Jazz", "mode": "files"},
        {"name": "default", "label": null}, {"label": "without a name"}]}"#;
    let music = good(ListMusicOnHold.answer(&answered(200, body)));
    let labels: Vec<_> = music.iter().map(|music| (music.name.as_str(), music.label())).collect();
    assert_eq!(labels, [("moh-master-1", "Jazz"), ("default", "default")]);
    assert_eq!(ListMusicOnHold.request().path, "/1.1/moh");
    assert_eq!(ListContexts.request().path, "/1.1/contexts");
    assert_eq!(good(ListContexts.answer(&answered(200, body))).len(), 2);
    assert_eq!(refused(ListContexts.answer(&answered(200, "{}"))).kind, RefusalKind::NotUnderstood);
    let none = response("2026-08/cti_profiles-1.1-list-404");
    assert_eq!(refused(ListMusicOnHold.answer(&none)).kind, RefusalKind::NoSuchResource);
}

#[test]
fn switches_of_somebody_new_have_the_servers_defaults() {
    for (dialect, name) in
        [(of_2019(), "2019-05/users-1.1-post-201-minimal"), (of_2026(), "2026-08/users-1.1-post-201-minimal")]
    {
        let made = user(name);
        for field in dialect.fields().iter() {
            if let Some(on) = dialect.default_switch(field) {
                assert_eq!(made.switch(field), Some(on), "{name} {field:?}");
            }
        }
        assert_eq!(dialect.default_switch(Field::Enabled), Some(true));
    }
    assert_eq!(v10().default_switch(Field::CtiEnabled), None);
}

#[test]
fn what_is_attached_has_its_id_and_its_name() {
    let dialect = of_2026();
    let call = GetAttachments::new(&dialect, UserId::from("14"));
    assert_eq!(call.request().path, "/1.1/users/14");
    let attached = good(call.answer(&response("2026-08/users-1.1-get-200-with-voicemail")));
    let kinds: Vec<_> = attached.iter().map(|attachment| attachment.kind).collect();
    use AttachmentKind::{Account, Extension, Line, Voicemail};
    assert_eq!(kinds, [Line, Extension, Voicemail, Account]);
    let paths: Vec<_> =
        attached.iter().map(|attachment| GetAttachment(attachment.clone()).request().path).collect();
    assert_eq!(
        paths,
        [
            "/1.1/lines/1",
            "/1.1/extensions/1",
            "/1.1/voicemails/1",
            "/0.1/users/954e5214-21de-4657-b9bb-e5ae3ebc8df5"
        ]
    );
    assert_eq!((attached[1].name.as_str(), attached[3].name.as_str()), ("1001", ""));
    let alone = good(call.answer(&response("2026-08/users-1.1-get-200-minimal")));
    assert_eq!(alone.iter().map(|attachment| attachment.kind).collect::<Vec<_>>(), [Account]);
    let gone = GetAttachment(attached[0].clone()).answer(&response("2026-08/users-1.1-get-404"));
    assert_eq!(gone.unwrap_err().kind, RefusalKind::NotFound);
    // A server without that resource does not say that the thing is gone.
    let page = GetAttachment(attached[0].clone()).answer(&response("2026-08/cti_profiles-1.1-list-404"));
    assert_eq!(page.unwrap_err().kind, RefusalKind::NoSuchResource);
}
