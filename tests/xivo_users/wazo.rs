//! The Wazo of August 2026, and the ages between 2019 and it.

use switchroom::domain::refusal::Prerequisite;
use switchroom::wire::xivo::account::{Account, GetAccount};
use switchroom::wire::xivo::attachments::{AttachmentKind, Fate, GetAttachment, GetAttachments};
use switchroom::wire::xivo::comparison::ValueOutcome;
use switchroom::wire::xivo::labels::{LabelledList, ListLabelled};
use switchroom::wire::xivo::telephone::{ForwardKind, Forwards};
use switchroom::wire::xivo::tenants::{ListTenants, depends_on_tenant, for_tenant, names_tenant};
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
fn what_becomes_of_each_attachment_is_said_before_deleting() {
    use AttachmentKind::{Account, Agent, Extension, Line, Voicemail};
    use Fate::{Goes, NotKnown, Stays};
    let kinds = [Line, Extension, Voicemail, Agent, Account];
    let fates = |dialect: Dialect, with| kinds.map(|kind| kind.fate(with, &dialect));
    assert_eq!(fates(of_2026(), DeletedWith::Nothing), [Stays, Stays, NotKnown, Stays, Stays]);
    assert_eq!(fates(of_2026(), DeletedWith::Everything), [Goes; 5]);
    // The document: the SIP line goes with the user.
    assert_eq!(fates(v10(), DeletedWith::Nothing)[..3], [Goes, Goes, NotKnown]);
    assert_eq!(fates(v10(), DeletedWith::Voicemail)[..3], [Goes, Goes, Goes]);
    // A line or a voicemail is in the way.
    assert_eq!(fates(of_2016(), DeletedWith::Nothing)[..3], [NotKnown; 3]);
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
        assert_eq!(refusal.problems, [Problem::without_field(expected)], "{name}");
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
    assert_eq!(
        lacking.problems,
        [Problem::without_field(Trouble::MissingRight { right, names_tenant: false })]
    );
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
    assert_eq!(refusal.kind, RefusalKind::AuthenticationOutOfReach);
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
    assert_eq!(body_text(&with_domain.request()), r#"{"backend":"ldap_user","domain_name":"north.example"}"#);
}

#[test]
fn another_way_of_signing_in_is_told_by_the_answers_own_reason() {
    let sign_in = CreateToken::new("lena", Secret::new("s3cret-lena".into()));
    for (method, way) in [("ldap", Prerequisite::DomainName), ("saml", Prerequisite::SingleSignOn)] {
        let said = format!(r#"{{"reason": ["unauthorized authentication method should use {method}"]}}"#);
        let refusal = refused(sign_in.answer(&answered(401, said)));
        assert_eq!(refusal.kind, RefusalKind::MustFirst(way));
    }
    // What the recorded service says, whatever was wrong.
    let refusal = refused(sign_in.answer(&response("2026-08/token-0.1-post-401-wrong-password")));
    assert_eq!(refusal.kind, RefusalKind::WrongCredentials);
    assert_eq!(refusal.server_messages, ["Authentication Failed"]);
}

#[test]
fn a_token_tells_how_long_it_lives_and_nothing_asks_for_a_refresh_token() {
    let sign_in = CreateToken::new("nobody", Secret::new("s3cret-nobody".into()));
    let life = |name: &str| good(sign_in.answer(&response(name))).life_s;
    assert_eq!(life("2026-08/token-0.1-post-200"), Some(3600));
    assert_eq!(life("2026-08/token-0.1-post-200-one-second"), Some(1));
    assert_eq!(life("2026-08/token-0.1-post-200-backend"), Some(60));
    assert_eq!(life("2019-05-auth/token-0.1-post-200"), Some(3600));
    // Over a leap day and the end of a year, and what is no time.
    let lives = |issued: &str, expires: &str| {
        let body = serde_json::json!({"data": {
            "token": "t", "utc_issued_at": issued, "utc_expires_at": expires,
        }});
        good(sign_in.answer(&answered(200, body.to_string()))).life_s
    };
    assert_eq!(lives("2028-02-28T23:59:59.5", "2028-03-01T00:00:00.1"), Some(86_401));
    assert_eq!(lives("2026-12-31T23:59:00", "2027-01-01T00:01:00"), Some(120));
    assert_eq!(lives("2026-12-31T23:59:00", "soon"), None);
    assert_eq!(lives("2027-01-01T00:01:00", "2026-12-31T23:59:00"), None);
    assert_eq!(body_text(&sign_in.request()), "{}");
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
        ["mobile_phone_number NeededByFallback"]
    );
    assert_eq!(
        problems("users-1.1-put-400-null-mobile-phone-number"),
        ["mobile_phone_number NeededByFallback"]
    );
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
fn the_tenant_is_named_for_lists_and_for_creating_and_not_for_one_person() {
    for path in ["/1.1/users", "/1.1/users?limit=200&order=id", "/1.1/moh", "/1.1/contexts"] {
        assert!(depends_on_tenant(path), "{path}");
    }
    // Named there, it hides who is in a tenant above.
    recording("2026-08/confd-404-of-tenant-above");
    for path in
        ["/1.1/users/1", "/1.1/users/1?recursive=true", "/1.1/lines/3", "/0.1/users/u", "/0.1/tenants"]
    {
        assert!(!depends_on_tenant(path), "{path}");
    }
}

#[test]
fn tenants_are_shown_by_name_and_unknown_ones_by_uuid() {
    let tenants = good(ListTenants.answer(&response("2026-08/tenants-0.1-list-200")));
    assert_eq!(tenants.name_of("efc8391d-c2fc-4d89-95aa-b1cb707cf448"), "North Office");
    assert_eq!(
        tenants.name_of("00000000-0000-4000-8000-000000000000"),
        "00000000-0000-4000-8000-000000000000"
    );
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
fn the_shorter_list_teaches_nothing_and_a_server_without_it_is_known_by_its_records() {
    let mut dialect = Dialect::configured(Configured::Auto);
    let list = dialect.short_list().unwrap();
    assert_eq!(
        list.clone().limited(200, 0).request().path,
        "/1.1/users?view=directory&limit=200&order=lastname&direction=asc"
    );
    for recorded in ["2026-08/users-1.1-list-200-view-directory", "2016-03/users-1.1-list-200-view-directory"]
    {
        let read = good(list.answer(&response(recorded)));
        assert!(!read.end.shape.has_records());
        dialect.learn_list(&list, Ok(&read.end.shape));
        assert!(!dialect.is_settled() && dialect.api() == Api::V11);
    }
    // A server that reads no parameters answers with everybody's record.
    let read = good(list.answer(&response("2014-01/users-1.1-list-200")));
    assert!(read.end.shape.has_records());
    let limited = dialect.short_list().unwrap().limited(1, 0);
    dialect.learn_list(&limited, Ok(&read.end.shape));
    assert!(dialect.is_settled() && dialect.short_list().is_none());
    assert!(of_2014().short_list().is_none() && v10().short_list().is_none());
    assert!(of_2016().short_list().is_some() && of_2019().short_list().is_some());
}

#[test]
fn a_whole_row_keeps_the_extension_that_only_the_shorter_one_has() {
    let read = |name: &str| {
        let list = ListUsers::new(&of_2016());
        good(list.answer(&response(name))).rows.into_iter().next().unwrap()
    };
    let shorter = read("2016-03/users-1.1-list-200-view-directory-with-line");
    assert!(!shorter.text(Column::Extension).is_empty());
    let mut whole = read("2016-03/users-1.1-list-200-page");
    assert!(!whole.has_column(Column::Extension));
    whole.keep_from(&shorter);
    assert_eq!(whole.text(Column::Extension), shorter.text(Column::Extension));
    // One that has its own keeps it.
    let mut own = read("2026-08/users-1.1-list-200-view-directory-with-line");
    own.keep_from(&shorter);
    assert_eq!(own.text(Column::Extension), "1001");
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
    let account = |dialect: &Dialect, values: &[(Field, &str)]| {
        let values = values.iter().map(|(field, typed)| match field.is_secret() {
            true => (*field, NewValue::Secret(Secret::new((*typed).to_owned()))),
            false => (*field, text(typed)),
        });
        let values = [(Field::Firstname, text("Eve"))].into_iter().chain(values);
        CreateUser::new(Changes::for_new_user(dialect, values).unwrap())
    };
    let whole = [(Field::AccountUsername, "admin"), (Field::AccountPassword, "s3cret-eve")];
    let recorded = recording("2026-08/users-1.1-post-400-auth-taken");
    recorded.assert_equals(&account(&of_2026(), &whole).request());
    // Others take no notice of it, so that nothing is sent.
    for dialect in [of_2016(), of_2019(), of_2021(), of_2022()] {
        assert_eq!(body_text(&account(&dialect, &whole).request()), r#"{"firstname":"Eve"}"#);
    }
    // Nobody's account is changed by way of the user.
    let change = Changes::new(&of_2026(), [(Field::AccountUsername, text("eve"))]);
    assert!(matches!(change, Err(Unsendable::Nothing)));
    let said = refused(account(&of_2026(), &whole).answer(&answered(400, r#"["no s3cret-eve, please"]"#)));
    assert_eq!(said.server_messages, ["no •••, please"]);
    // Which of two logins is somebody else's the answer does not tell.
    let taken = |values: &[(Field, &str)]| -> Vec<String> {
        let refusal = refused(account(&of_2026(), values).answer(&recorded.response));
        refusal.problems.iter().map(xivo::brief).collect()
    };
    let email = (Field::AccountEmailAddress, "eve@sample.example");
    assert_eq!(taken(&whole), ["auth.username Taken"]);
    assert_eq!(taken(&[email]), ["auth.email_address Taken"]);
    assert_eq!(taken(&[whole[0], email]), ["auth.username OneIsTaken", "auth.email_address OneIsTaken"]);
    // Without one of its own the account has the username and the address of the record.
    let of_record = [(Field::Email, "eve@sample.example"), (Field::AccountPassword, "s3cret-eve")];
    assert_eq!(taken(&of_record), ["email Taken"]);
}

#[test]
fn an_account_is_looked_up_and_is_there_whole_or_not_at_all() {
    let body = r#"{"uuid": "u", "username": "eve", "emails": [
        {"address": "other@sample.example", "main": false},
        {"address": "eve@sample.example", "main": true}]}"#;
    let call = GetAccount { uuid: "u".into() };
    assert_eq!(call.request().path, "/0.1/users/u");
    let account = good(call.answer(&answered(200, body)));
    assert_eq!(account.username.as_deref(), Some("eve"));
    assert_eq!(account.email_address.as_deref(), Some("eve@sample.example"));
    let gone = answered(404, r#"{"message": "No such user: \"u\"", "error_id": "unknown-user"}"#);
    assert_eq!(refused(call.answer(&gone)).kind, RefusalKind::NotFound);

    let sent = Changes::for_new_user(
        &of_2026(),
        [
            (Field::Firstname, text("Boris")),
            (Field::AccountUsername, text("eve")),
            (Field::AccountPassword, NewValue::Secret(Secret::new("s3cret-eve".into()))),
        ],
    )
    .unwrap();
    assert!(sent.has_account());
    let mut read = user("2026-08/users-1.1-get-200-minimal");
    // No record shows it.
    let account_fields = [Field::AccountUsername, Field::AccountPassword];
    let fields_with = |effect, read: &User| {
        let effects = compare_user(&sent, read).into_iter();
        effects.filter(|(_, other)| *other == effect).map(|(field, _)| field).collect::<Vec<_>>()
    };
    assert_eq!(fields_with(ValueOutcome::Unknown, &read), account_fields);
    read.add_account(&Account::default());
    assert_eq!(fields_with(ValueOutcome::NotStored, &read), account_fields);
    read.add_account(&account);
    assert_eq!(fields_with(ValueOutcome::Stored, &read).len(), sent.fields().count());
}

#[test]
fn music_and_contexts_are_told_by_label() {
    let body = r#"{"total": 3, "items": [
        {"uuid": "1", "tenant_uuid": "t", "name": "moh-master-1", "label": "Jazz", "mode": "files"},
        {"name": "default", "label": null}, {"label": "without a name"}]}"#;
    let list = |list| ListLabelled { list, tenant: None };
    let (music_on_hold, contexts) = (list(LabelledList::MusicOnHold), list(LabelledList::Contexts));
    let music = good(music_on_hold.answer(&answered(200, body)));
    let labels: Vec<_> = music.iter().map(|music| (music.name.as_str(), music.label())).collect();
    assert_eq!(labels, [("moh-master-1", "Jazz"), ("default", "default")]);
    assert_eq!(music_on_hold.request().path, "/1.1/moh");
    assert_eq!(contexts.request().path, "/1.1/contexts");
    assert_eq!(good(contexts.answer(&answered(200, body))).len(), 2);
    assert_eq!(refused(contexts.answer(&answered(200, "{}"))).kind, RefusalKind::NotUnderstood);
    let of_north = ListLabelled { tenant: Some("north".into()), ..contexts.clone() }.request();
    assert_eq!(xivo::header(&of_north, "Wazo-Tenant"), Some("north"));
    assert!(names_tenant(&of_north) && !names_tenant(&contexts.request()));
    assert!(of_2026().has_labels() && !of_2019().has_labels() && !of_2016().has_labels());
    let lena = user("2026-08/users-1.1-get-200-with-line");
    let contexts_of_lena: Vec<&str> = lena
        .telephone()
        .iter()
        .flat_map(|phone| phone.extensions())
        .map(|one| one.context.as_str())
        .collect();
    assert_eq!(contexts_of_lena, ["ctx-master-internal-2e22155e-1ad8-4d7e-aa4d-194efd594633"]);
    let none = response("2026-08/cti_profiles-1.1-list-404");
    assert_eq!(refused(music_on_hold.answer(&none)).kind, RefusalKind::NoSuchResource);
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

#[test]
fn the_record_tells_lines_voicemail_and_forwards() {
    let lena = user("2026-08/users-1.1-get-200-with-voicemail");
    let phone = lena.telephone().expect("a record with lines");
    let [line] = phone.lines.as_slice() else { panic!("one line") };
    assert_eq!((line.name.as_str(), line.protocol.as_str()), ("qalyf3fu", "sip"));
    assert_eq!((line.device_id.as_deref(), line.provisioning_code.as_deref()), (None, Some("676101")));
    assert_eq!(phone.extensions().map(|one| one.exten.as_str()).collect::<Vec<_>>(), ["1001"]);
    assert_eq!(phone.voicemail.as_ref().map(|voicemail| voicemail.title()), Some("Lena"));
    assert_eq!((phone.agent.as_ref(), phone.is_not_disturbed()), (None, Some(false)));
    let forwards = phone.forwards.as_ref().expect("forwards");
    assert_eq!(forwards.active().count(), 0);
    assert!(phone.incoming_numbers().is_empty());
    // An installation that uses more of it, with values as other servers send them.
    let used = User::from_json(serde_json::json!({
        "id": 7, "lines": [{ "name": "a", "device_id": "d1", "extensions": [] }, null, { "extensions": [{ "exten": 1007 }] }],
        "incalls": [{ "id": 3, "extensions": [{ "exten": "5550100" }] }], "groups": [{ "name": "grp-1", "label": "Desk" }],
        "queues": [{ "name": "sales", "label": null }], "agent": { "number": "801" }, "voicemail": [],
        "forwards": { "unconditional": { "enabled": true, "destination": "1008" }, "busy": null,
            "noanswer": { "enabled": false, "destination": "1009" } },
        "services": { "dnd": { "enabled": true } },
    }));
    let used = used.expect("a user");
    let phone = used.telephone().expect("a record with lines");
    assert_eq!(phone.extensions().map(|one| one.exten.as_str()).collect::<Vec<_>>(), ["1007"]);
    assert_eq!(phone.lines.first().and_then(|line| line.device_id.as_deref()), Some("d1"));
    assert_eq!(phone.groups.iter().map(|one| one.title()).collect::<Vec<_>>(), ["Desk"]);
    assert_eq!(phone.queues.iter().map(|one| one.title()).collect::<Vec<_>>(), ["sales"]);
    assert_eq!(phone.agent.as_ref().map(|one| one.title()), Some("801"));
    let active: Vec<_> = phone.forwards.iter().flat_map(Forwards::active).collect();
    assert_eq!(active, [(ForwardKind::Unconditional, "1008")]);
    assert_eq!((phone.incoming_numbers(), phone.is_not_disturbed()), (vec!["5550100"], Some(true)));
    // Older records tell of no lines.
    assert!(user("2016-03/users-1.1-get-200-with-line").telephone().is_none());
    assert!(
        user("2026-08/users-1.1-get-200-minimal").telephone().is_some_and(|phone| phone.lines.is_empty())
    );
}
