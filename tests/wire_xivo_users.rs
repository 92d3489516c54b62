//! XiVO users: what is read of them, and what is sent.

mod xivo;

use switchroom::domain::refusal::{Form, Unreached};
use switchroom::domain::{Kind, Problem, Refusal, Secret, Trouble};
use switchroom::wire::Call;
use switchroom::wire::xivo::check::{check, check_secret};
use switchroom::wire::xivo::dialect::{CallerIdRule, Clearing, Learned};
use switchroom::wire::xivo::users::*;
use switchroom::wire::xivo::*;
use xivo::{answered, body_text, recording, response};

fn good<T>(answer: Result<T, Refusal>) -> T {
    answer.unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

fn refused<T>(answer: Result<T, Refusal>) -> Refusal {
    answer.err().expect("a refusal")
}

fn user(name: &str) -> User {
    good(User::from_response(&response(name)))
}

fn list(name: &str) -> UsersList {
    good(ListUsers::new(&v11()).answer(&response(name)))
}

fn v10() -> Dialect {
    Dialect::configured(Configured::V10)
}

fn v11() -> Dialect {
    Dialect::configured(Configured::V11)
}

fn learnt(name: &str) -> Dialect {
    let mut dialect = v11();
    dialect.learn_user(&user(name));
    dialect
}

fn of_2014() -> Dialect {
    learnt("2014-01/users-1.1-get-200")
}

fn of_2016() -> Dialect {
    learnt("2016-03/users-1.1-get-200")
}

fn of_2019() -> Dialect {
    learnt("2019-05/users-1.1-get-200-by-uuid")
}

fn text(text: &str) -> NewValue {
    NewValue::Text(text.into())
}

fn secret(text: &str) -> NewValue {
    NewValue::Secret(Secret::new(text.into()))
}

fn changes(dialect: &Dialect, values: impl IntoIterator<Item = (Field, NewValue)>) -> Changes {
    match Changes::new(dialect, values) {
        Ok(changes) => changes,
        Err(unsendable) => panic!("{unsendable:?}"),
    }
}

fn unsendable(dialect: &Dialect, values: impl IntoIterator<Item = (Field, NewValue)>) -> Unsendable {
    Changes::new(dialect, values).err().expect("nothing to send")
}

fn body(dialect: &Dialect, values: impl IntoIterator<Item = (Field, NewValue)>) -> String {
    let request = UpdateUser::new("1".into(), changes(dialect, values)).request();
    body_text(&request).to_owned()
}

// ---- reading ----

#[test]
fn the_whole_record_of_api_1_0_is_read() {
    let ada = user("2013-06/users-1.0-get-200-after-put");
    assert_eq!(ada.id().as_str(), "1");
    assert_eq!(ada.full_name(), "Ada Renamed");
    for (field, text) in [
        (Field::CallerId, ""),
        (Field::Username, "ada"),
        (Field::MobilePhoneNumber, "5555550101"),
        (Field::Userfield, "blue"),
        (Field::Timezone, "America/Montreal"),
        (Field::Language, "en_US"),
        (Field::MusicOnHold, "default"),
        (Field::Description, "made-up user"),
        (Field::OutgoingCallerId, ""),
    ] {
        assert_eq!(ada.text(field), text, "{field:?}");
    }
    assert!(ada.secret(Field::Password).is_some_and(|s| s.satisfies(|s| s == "s3cret")));
    assert_eq!(ada.switch(Field::CtiEnabled), Some(true));
    assert_eq!(ada.number(Field::CtiProfile), Some(3));
    for field in [Field::Line, Field::Voicemail, Field::Agent, Field::Entity] {
        assert_eq!(ada.is_associated(field), Some(false), "{field:?}");
    }
    assert!(ada.odd().is_empty());
    assert!(ada.get(Field::Email).is_none());
    assert_eq!(user("2013-06/users-1.0-get-200-with-line").text(Field::Line), "1001");
    assert_eq!(user("2013-06/users-1.0-get-200-with-voicemail").number(Field::Voicemail), Some(1));
    assert_eq!(user("2013-06/users-1.0-get-200-non-ascii").full_name(), "Élodie Façade");
}

#[test]
fn every_field_of_2019_is_read() {
    let ada = user("2019-05/users-1.1-get-200-by-uuid");
    assert_eq!(ada.text(Field::CallerId), "\"Ada Sample\" <5550101>");
    assert_eq!(ada.number(Field::RingSeconds), Some(25));
    assert_eq!(ada.number(Field::SimultaneousCalls), Some(3));
    assert_eq!(ada.number(Field::SubscriptionType), Some(0));
    for (field, on) in [
        (Field::CallTransferEnabled, true),
        (Field::DtmfHangupEnabled, false),
        (Field::CallRecordEnabled, false),
        (Field::OnlineCallRecordEnabled, false),
        (Field::SupervisionEnabled, true),
        (Field::Enabled, true),
    ] {
        assert_eq!(ada.switch(field), Some(on), "{field:?}");
    }
    assert_eq!(ada.is_associated(Field::CallPermissionPassword), Some(false));
    assert_eq!(ada.is_associated(Field::Line), Some(false), "an empty list of lines is none");
    assert_eq!(ada.present(), of_2019().fields().or(ada.present()));
    let nulls = user("2019-05/users-1.1-get-200-after-nulls");
    assert_eq!(nulls.has_password(), Some(false));
    assert_eq!(nulls.has_username(), Some(false));
    assert_eq!(nulls.full_name(), "Ada");
}

#[test]
fn wrong_types_are_told_and_the_rest_is_read() {
    let odd = br#"{"id": 7, "firstname": ["x"], "lastname": 5, "ring_seconds": "30", "enabled": "maybe",
        "lines": [5, {"extensions": [{"exten": 1001}]}], "voicemail": {"id": "3", "name": "vm"},
        "agent": true, "password": 1234, "call_transfer_enabled": 1, "shoesize": {"a": [1]}}"#;
    let user = good(User::from_response(&answered(200, *odd)));
    assert_eq!(user.odd().iter().collect::<Vec<_>>(), [Field::Firstname, Field::Enabled, Field::Agent]);
    assert_eq!(user.text(Field::Lastname), "5");
    assert_eq!(user.number(Field::RingSeconds), Some(30));
    assert_eq!(user.text(Field::Line), "1001");
    assert_eq!((user.number(Field::Voicemail), user.text(Field::Voicemail)), (Some(3), "vm"));
    assert_eq!(user.switch(Field::CallTransferEnabled), Some(true));
    assert_eq!(user.has_password(), Some(true));
    assert!(user.present().contains(Field::Enabled));
}

#[test]
fn an_answer_that_is_no_user_is_told_from_half_a_one() {
    let kind = |body: &str| refused(GetUser::new(&v11(), "1".into()).answer(&answered(200, body))).kind;
    assert_eq!(kind("[1]"), Kind::NotUnderstood);
    assert_eq!(kind("{}"), Kind::NotUnderstood);
    assert_eq!(kind("<html>sign in</html>"), Kind::NotUnderstood);
    assert_eq!(kind(""), Kind::NotUnderstood);
    assert_eq!(kind("{\"id\": 1, \"firstn"), Kind::OutOfReach(Unreached::CutShort));
}

#[test]
fn a_list_is_read_with_or_without_total_and_with_ids_of_either_type() {
    let list_2013 = list("2013-06/users-1.0-list-200");
    assert_eq!(list_2013.ended.seen.total, None);
    assert_eq!(list_2013.rows.iter().map(UserRow::id).collect::<Vec<_>>(), ["2", "1", "3"]);
    let ada = &list_2013.rows[1];
    assert_eq!(ada.full_name(), "Ada Sample");
    assert_eq!(ada.cti().enabled, Some(true));
    assert_eq!(ada.cti().profile, Some(Some(3)));
    assert_eq!(list_2013.rows[0].cti().profile, Some(None));
    assert_eq!((ada.has_password(), list_2013.rows[0].has_password()), (Some(true), Some(false)));
    assert_eq!(list("2013-06/users-1.0-list-200-with-line").rows[0].text(Column::Extension), "1001");

    // As the document shows it: ids as text, a total, few fields, pretty printed.
    let document = "{\n   \"total\": 2,\n   \"items\":\n   [\n {\n \"id\": \"1\",\n \"firstname\": \"John\",\n \"lastname\": \"Doe\"\n },\n { \"id\": \"2\", \"firstname\": \"Alice\" }\n ]\n}\n";
    let list = good(ListUsers::new(&v10()).answer(&answered(200, document)));
    assert_eq!(list.ended.seen.total, Some(2));
    assert_eq!(list.rows.iter().map(UserRow::id).collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(list.rows[0].has_password(), None, "the list does not say");
    assert!(!list.rows[0].has_column(Column::Username));
    assert_eq!(list.rows[0].has_username(), None);
}

#[test]
fn the_extension_is_found_wherever_a_server_puts_it() {
    for name in [
        "2016-03/users-1.1-list-200-view-directory-with-line",
        "2019-05/users-1.1-list-200-view-directory-with-line",
        "2019-05/users-1.1-list-200-view-summary-with-line",
        "2019-05/users-1.1-list-200-search-by-exten",
    ] {
        let list = list(name);
        assert_eq!(list.rows.len(), 1);
        assert_eq!(list.rows[0].text(Column::Extension), "1001", "{name}");
        assert_eq!(list.rows[0].text(Column::Lastname), "Lined", "{name}");
        assert!(!list.rows[0].is_odd(), "{name}");
    }
}

#[test]
fn no_row_of_any_recording_is_odd() {
    for recording in
        xivo::all().iter().filter(|r| r.name.contains("users-1.") && r.name.contains("-list-200"))
    {
        let list = good(ListUsers::new(&v11()).answer(&recording.response));
        assert_eq!(list.ended.not_understood, 0, "{}", recording.name);
        for row in &list.rows {
            assert!(!row.is_odd() && !row.id().is_empty(), "{}", recording.name);
        }
    }
}

#[test]
fn an_item_of_any_kind_has_a_row_and_a_note() {
    let body = r#"{"items": [5, null, "x{]\"", {"id": 1, "firstname": {"a": 1}, "password": []}, {"firstname": "No id"},
        {"id": "b", "firstname": "Ok", "extra": {"deep": [{"}": "]"}]}}, [[], {}]]}"#;
    let list = good(ListUsers::new(&v11()).answer(&answered(200, body)));
    assert_eq!(list.rows.len(), 7);
    assert_eq!(list.ended.not_understood, 4);
    assert_eq!(list.rows.iter().filter(|row| row.is_odd()).count(), 6);
    assert_eq!(list.rows[3].odd().collect::<Vec<_>>(), [Column::Firstname]);
    assert_eq!(list.rows[4].full_name(), "No id");
    assert_eq!(list.rows[5].full_name(), "Ok");
    assert!(!list.rows[5].is_odd());
}

#[test]
fn what_is_no_list_is_told_from_half_a_list() {
    let kind = |body: &str| refused(ListUsers::new(&v11()).answer(&answered(200, body))).kind;
    for body in [
        "",
        " \n",
        "<html>",
        "[]",
        "{}",
        "null",
        r#"{"items": null}"#,
        r#"{"items": {}}"#,
        r#"{"items": []} x"#,
        r#"{"total": 3}"#,
        r#"{"items": [1, 2]}"#,
        r#"{"items": [}"#,
        r#"{"items": [{"id": 1}}]"#,
    ] {
        assert_eq!(kind(body), Kind::NotUnderstood, "{body}");
    }
    for body in [
        r#"{"items": ["#,
        r#"{"items": [{"id": 1}"#,
        r#"{"items": [{"id": 1}]"#,
        r#"{"items": [{"id": 1, "na"#,
        r#"{"tot"#,
        "{",
    ] {
        assert_eq!(kind(body), Kind::OutOfReach(Unreached::CutShort), "{body}");
    }
    let refusal = refused(
        ListUsers::new(&v11()).answer(&answered(200, "<html><h1>Please sign in</h1><p>to the hotel</p>")),
    );
    assert_eq!(refusal.said, ["Please sign in to the hotel"]);
}

#[test]
fn a_row_is_compact_and_holds_no_password() {
    let row = UserRow::from_item(br#"{"id": 1, "firstname": "Ada", "password": "s3cret"}"#);
    assert_eq!(row.has_password(), Some(true));
    assert!(row.bytes() <= 96 + 4, "{} bytes", row.bytes());
}

// ---- requests ----

#[test]
fn requests_are_those_that_were_recorded() {
    let ask = |name: &str, request: switchroom::wire::Request| recording(name).assert_equals(&request);
    ask("2013-06/users-1.0-list-200", ListUsers::new(&v10()).request());
    ask("2014-01/users-1.1-list-200", ListUsers::new(&v11()).request());
    let page = ListUsers::new(&of_2016()).limited(2, 1).ordered(Column::Firstname, Direction::Descending);
    ask("2016-03/users-1.1-list-200-page", page.request());
    ask(
        "2016-03/users-1.1-list-200-search-wildcard",
        ListUsers::new(&of_2016()).searching("%").limited(1, 0).request(),
    );
    ask(
        "2019-05/users-1.1-list-200-view-summary-with-line",
        ListUsers::new(&of_2019()).viewed(View::Summary).searching("Lined").request(),
    );
    ask("2013-06/users-1.0-get-200-with-line", GetUser::new(&v10(), "8".into()).request());
    ask("2016-03/users-1.1-get-200", GetUser::new(&of_2016(), "1".into()).request());
    ask("2013-06/users-1.0-delete-200", DeleteUser::new(&v10(), "10".into()).request());
    ask(
        "2013-06/users-1.0-delete-200-deletevoicemail",
        DeleteUser::new(&v10(), "9".into()).with_voicemail().request(),
    );
    ask("2019-05/users-1.1-delete-204", DeleteUser::new(&of_2019(), "2".into()).with_voicemail().request());
    let renamed = |dialect: &Dialect, id: &str| {
        UpdateUser::new(id.into(), changes(dialect, [(Field::Lastname, text("Renamed"))])).request()
    };
    ask("2014-01/users-1.1-put-204", renamed(&of_2014(), "15"));
    ask("2019-05/users-1.1-put-204", renamed(&of_2019(), "1"));
    let rename = changes(&v10(), [(Field::Firstname, text("Miles"))]);
    assert!(rename.renames() && v10().renames_voicemail());
    ask("2013-06/users-1.0-put-200-rename-with-voicemail", UpdateUser::new("9".into(), rename).request());
    let both =
        changes(&v10(), [(Field::CtiEnabled, NewValue::Switch(true)), (Field::Lastname, text("Renamed"))]);
    ask("2013-06/users-1.0-put-200", UpdateUser::new("1".into(), both).request());
    let nulls = changes(
        &of_2014(),
        [
            (Field::Language, NewValue::Clear),
            (Field::MobilePhoneNumber, text(" ")),
            (Field::Password, secret("")),
            (Field::Timezone, NewValue::Clear),
            (Field::PreprocessSubroutine, NewValue::Clear),
        ],
    );
    ask("2014-01/users-1.1-put-204-null", UpdateUser::new("15".into(), nulls).request());
    let Ok(boris) =
        Changes::for_new_user(&v10(), [(Field::Firstname, text("Boris")), (Field::Lastname, text(""))])
    else {
        panic!()
    };
    ask("2013-06/users-1.0-post-201-minimal", CreateUser::new(boris).request());
    let ada = [
        (Field::Firstname, text("Ada")),
        (Field::Lastname, text("Sample")),
        (Field::Email, text("ada@sample.example")),
        (Field::Username, text("ada")),
        (Field::Password, secret("s3cret")),
        (Field::Language, text("en_US")),
        (Field::Timezone, text("America/Montreal")),
        (Field::CallerId, text("\"Ada Sample\" <5550101>")),
        (Field::OutgoingCallerId, text("default")),
        (Field::MobilePhoneNumber, text("5555550101")),
        (Field::MusicOnHold, text("default")),
        (Field::PreprocessSubroutine, text("sub")),
        (Field::Userfield, text("blue")),
        (Field::Description, text("made-up user")),
        (Field::CallTransferEnabled, NewValue::Switch(true)),
        (Field::CallRecordEnabled, NewValue::Switch(false)),
        (Field::OnlineCallRecordEnabled, NewValue::Switch(false)),
        (Field::SupervisionEnabled, NewValue::Switch(true)),
        (Field::RingSeconds, NewValue::Number(25)),
        (Field::SimultaneousCalls, NewValue::Number(3)),
    ];
    for (name, dialect) in
        [("2016-03/users-1.1-post-201", of_2016()), ("2019-05/users-1.1-post-201", of_2019())]
    {
        let Ok(values) = Changes::for_new_user(&dialect, ada.clone()) else { panic!() };
        ask(name, CreateUser::new(values).request());
    }
}

#[test]
fn what_must_not_be_sent_cannot_be_sent() {
    assert_eq!(unsendable(&v10(), []), Unsendable::Nothing);
    for dialect in [v10(), of_2014(), of_2016(), of_2019()] {
        let forbidden = [Field::Id, Field::Uuid, Field::Line, Field::CreatedAt, Field::TenantUuid];
        for field in forbidden {
            assert_eq!(unsendable(&dialect, [(field, text("1"))]), Unsendable::Nothing, "{field:?}");
        }
        // A body has no null but where the dialect clears by one.
        for field in Field::ALL.iter().copied().filter(|field| dialect.writes(*field)) {
            let clearing = dialect.clears(field);
            match Changes::new(&dialect, [(field, NewValue::Clear)]) {
                Ok(changes) => {
                    let body = serde_json::to_value(&changes).unwrap();
                    let sent = &body[dialect.wire_name(field).unwrap()];
                    assert_eq!(sent.is_null(), clearing == Clearing::Null, "{field:?}");
                }
                Err(Unsendable::Refused(problems)) => {
                    assert_eq!(clearing, Clearing::Never, "{field:?}");
                    assert_eq!(problems.len(), 1);
                }
                Err(Unsendable::Nothing) => panic!("{field:?}"),
            }
        }
    }
    assert_eq!(body(&v10(), [(Field::Username, NewValue::Clear)]), r#"{"username":""}"#);
    assert_eq!(body(&of_2014(), [(Field::Username, NewValue::Clear)]), r#"{"username":""}"#);
    assert_eq!(body(&of_2019(), [(Field::Username, NewValue::Clear)]), r#"{"username":null}"#);
    assert_eq!(body(&v10(), [(Field::CtiProfile, NewValue::Clear)]), r#"{"ctiprofileid":null}"#);
    assert_eq!(unsendable(&of_2014(), [(Field::RingSeconds, NewValue::Number(5))]), Unsendable::Nothing);
}

#[test]
fn every_recorded_null_that_clears_is_sent_as_one_and_no_other() {
    for (folder, dialect) in [("2014-01", of_2014()), ("2016-03", of_2016()), ("2019-05", of_2019())] {
        for recording in xivo::all().iter().filter(|r| {
            r.name.starts_with(folder) && r.name.contains("users-1.1-put") && r.name.contains("null")
        }) {
            for (name, value) in recording.request_json().as_object().unwrap() {
                assert!(value.is_null());
                let field = Field::from_record(name).unwrap();
                let clears = dialect.clears(field);
                if recording.response.status == 204 {
                    // 2014 also takes a null last name; the empty text is its own way to say it.
                    assert!(clears != Clearing::Never, "{} {name}", recording.name);
                } else {
                    assert!(clears != Clearing::Null, "{} {name}", recording.name);
                }
            }
        }
    }
}

#[test]
fn ids_are_encoded_whole() {
    for (id, path) in [
        ("../x", "/1.1/users/..%2Fx"),
        ("50%", "/1.1/users/50%25"),
        ("x?#", "/1.1/users/x%3F%23"),
        ("a b", "/1.1/users/a%20b"),
    ] {
        assert_eq!(GetUser::new(&v11(), id.into()).request().path, path);
    }
    assert!(!UserId::from("..").can_travel());
    assert!(UserId::from("../x").can_travel());
    let odd = refused(
        GetUser::new(&v11(), "../x".into()).answer(&response("2016-03/users-1.1-get-404-id-not-a-number")),
    );
    assert_eq!(odd.kind, Kind::NotFound);
    let usual = refused(
        GetUser::new(&v11(), "7".into()).answer(&response("2016-03/users-1.1-get-404-id-not-a-number")),
    );
    assert_eq!(usual.kind, Kind::NoSuchResource);
}

// ---- writes ----

#[test]
fn a_new_user_is_found_by_the_answer_or_by_comparing() {
    let create = CreateUser::new(changes(&of_2019(), [(Field::Firstname, text("Ada"))]));
    match good(create.answer(&response("2019-05/users-1.1-post-201"))) {
        Created::User(user) => assert_eq!(user.id().as_str(), "1"),
        _ => panic!("the answer has the user"),
    }
    let mut located = answered(201, "");
    located.headers.push(("location".into(), "http://127.0.0.1:50051/1.1/users/17".into()));
    assert!(matches!(good(create.answer(&located)), Created::Id(id) if id.as_str() == "17"));
    assert!(matches!(good(create.answer(&response("2013-06/users-1.0-post-201"))), Created::NotTold));
    assert_eq!(refused(create.answer(&answered(200, "<html>hotel</html>"))).kind, Kind::NotUnderstood);

    assert_eq!(appeared(["1", "2"], ["2", "3", "1", ""]), [UserId::from("3")]);
    assert_eq!(appeared(["1"], ["1"]), []);
    assert_eq!(appeared([], ["5", "6", "5"]).len(), 2, "somebody else was at work");
}

#[test]
fn a_page_of_a_proxy_is_no_answer_to_a_write() {
    let update = UpdateUser::new("1".into(), changes(&v10(), [(Field::Lastname, text("x"))]));
    good(update.answer(&response("2013-06/users-1.0-put-200")));
    let refusal = refused(update.answer(&answered(200, "<html><title>Sign in</title>")));
    assert_eq!(refusal.kind, Kind::NotUnderstood);
    assert!(refusal.outcome_unknown());
}

#[test]
fn a_deletion_in_part_says_which_half_is_left() {
    let delete = DeleteUser::new(&v10(), "12".into());
    let left = |name: &str| left_over(&refused(delete.answer(&response(name))));
    assert_eq!(left("2013-06/users-1.0-delete-500-provd"), Some(LeftOver::Device));
    assert_eq!(left("2013-06/users-1.0-delete-500-sysconfd"), Some(LeftOver::Voicemail));
    assert_eq!(left("2014-01/users-1.0-delete-500-provd-raw"), None);
    assert_eq!(left("2013-06/users-1.0-delete-412-voicemail"), None);
    let documented = answered(500, "The user was deleted but the voicemail content could not be removed.");
    assert_eq!(left_over(&refused(delete.answer(&documented))), Some(LeftOver::Voicemail));
}

#[test]
fn a_limit_that_only_the_database_knows_lands_on_the_field_that_breaks_it() {
    let long = "x".repeat(100);
    let sent = changes(&of_2019(), [(Field::Username, text(&long)), (Field::Lastname, text("x"))]);
    let body = r#"["Unexpected error: (StringDataRightTruncation) value too long for type character varying(64)\n 'UPDATE userfeatures SET loginclient=%(loginclient)s' {'passwdclient': 'never-known'}"]"#;
    let refusal = refused(UpdateUser::new("1".into(), sent).answer(&answered(500, body)));
    assert_eq!(refusal.kind, Kind::RefusedValues);
    assert_eq!(refusal.problems[0].field.as_deref(), Some("username"));
    assert_eq!(refusal.problems[0].trouble, Trouble::TooLong { max: Some(64) });
    assert!(!refusal.said[0].contains("never-known"));
    assert!(refusal::looks_like_database(&refusal.said[0]));
}

#[test]
fn unknown_words_stand_in_the_summary_and_secrets_do_not() {
    let sent = changes(&of_2014(), [(Field::Password, secret("pä'ss\\1"))]);
    let update = UpdateUser::new("1".into(), sent);
    for text in
        ["pä'ss\\1", r"p\xe4'ss\\1", r"p\xe4\'ss\\1", r"p\xc3\xa4'ss\\1", "pä&#39;ss\\1", "p%C3%A4%27ss%5C1"]
    {
        let body = serde_json::to_string(&[format!("the value {text} is odd")]).unwrap();
        let refusal = refused(update.answer(&answered(400, body)));
        assert_eq!(refusal.kind, Kind::RefusedValues);
        assert_eq!(refusal.said, ["the value ••• is odd"], "{text}");
        assert_eq!(refusal.problems, [Problem::somewhere(Trouble::Refused).said("the value ••• is odd")]);
    }
    let short = Secret::new("a".to_owned());
    assert_eq!(scrub("a bad 'a' was sent", &[&short]), "••• bad '•••' was sent");
    assert_eq!(scrub("GET /0.1/token/abc-1?scope=x", &[]), "GET /0.1/token/•••?scope=x");
}

// ---- the dialect ----

#[test]
fn the_first_list_tells_the_dialect() {
    let learn = |name: &str| {
        let mut dialect = Dialect::configured(Configured::Auto);
        let list = ListUsers::new(&dialect).limited(100, 0);
        let seen = good(list.answer(&response(name))).ended.seen;
        assert!(matches!(dialect.learn_list(&list, Ok(&seen)), Learned::Settled));
        assert!(dialect.is_settled());
        dialect
    };
    let first = learn("2014-05/users-1.1-list-200");
    assert!(!first.pages() && !first.has(Field::Email) && !first.has_view(View::Directory));
    assert_eq!(first.caller_id_rule(), CallerIdRule::QuotesAdded);
    let paged = learn("2016-03/users-1.1-list-200-page");
    assert!(paged.pages() && paged.has(Field::Email) && !paged.has(Field::Enabled));
    assert!(paged.has_view(View::Directory) && !paged.has_view(View::Summary));
    let whole = learn("2019-05/users-1.1-list-200-skip");
    assert!(whole.pages() && whole.has(Field::Enabled) && whole.has_view(View::Summary));
    assert!(whole.writes(Field::CallPermissionPassword) && !whole.writes(Field::Voicemail));
}

#[test]
fn a_server_without_1_1_is_asked_again_in_1_0() {
    let mut dialect = Dialect::configured(Configured::Auto);
    let list = dialect.first_list(50);
    assert_eq!(list.request().path, "/1.1/users?limit=50");
    let refusal = refused(list.answer(&response("2014-01/users-1.1-list-404-trailing-slash")));
    let Learned::OtherApi(again) = dialect.learn_list(&list, Err(&refusal)) else { panic!() };
    assert_eq!(again.request().path, "/1.0/users/");
    assert_eq!(dialect.cti(), CtiResource::InUser);
    // Configured to be 1.1, it stays so.
    let mut dialect = v11();
    assert!(matches!(dialect.learn_list(&list, Err(&refusal)), Learned::Nothing));
    assert_eq!(dialect.api(), Api::V11);
}

#[test]
fn an_empty_list_leads_to_questions_that_tell() {
    let empty = Seen { total: Some(0), ..Seen::default() };
    let probe = |dialect: &mut Dialect| {
        let list = dialect.first_list(50);
        let Learned::Ask(probe) = dialect.learn_list(&list, Ok(&empty)) else { panic!() };
        assert_eq!(probe.request().path, "/1.1/users?limit=1&direction=up");
        *probe
    };
    let refusal = |name: &str| refused(ListUsers::new(&v11()).answer(&response(name)));
    let mut dialect = v11();
    let asked = probe(&mut dialect);
    assert!(matches!(dialect.learn_list(&asked, Ok(&empty)), Learned::Settled));
    assert!(dialect.is_settled() && !dialect.pages());
    for (answer, whole) in [(Err("2016-03/users-1.1-list-400-view-summary"), false), (Ok(()), true)] {
        let mut dialect = v11();
        let asked = probe(&mut dialect);
        let Learned::Ask(next) =
            dialect.learn_list(&asked, Err(&refusal("2016-03/users-1.1-list-400-direction")))
        else {
            panic!()
        };
        assert_eq!(next.request().path, "/1.1/users?view=summary&limit=1");
        let learned = match answer {
            Ok(()) => dialect.learn_list(&next, Ok(&empty)),
            Err(name) => dialect.learn_list(&next, Err(&refusal(name))),
        };
        assert!(matches!(learned, Learned::Settled));
        assert!(dialect.is_settled() && dialect.pages());
        assert_eq!(dialect.has(Field::Enabled), whole);
    }
}

#[test]
fn a_limit_that_is_not_obeyed_means_no_pages() {
    let mut dialect = v11();
    let list = ListUsers::new(&dialect).limited(1, 0);
    let seen = good(list.answer(&response("2019-05/users-1.1-list-200-view-directory"))).ended.seen;
    let seen = Seen { fields: of_2019().fields(), ..seen };
    dialect.learn_list(&list, Ok(&seen));
    assert!(!dialect.pages() && dialect.has(Field::Enabled));
}

// ---- checks ----

#[test]
fn checks_follow_the_recorded_limits() {
    let long = "x".repeat(129);
    let wrong = |form| Some(Trouble::WrongForm(form));
    let range = |min, max, step| Some(Trouble::OutOfRange { min: Some(min), max: Some(max), step });
    let too_long = |max| Some(Trouble::TooLong { max: Some(max) });
    let (a, b, c, d) = (v10(), of_2014(), of_2016(), of_2019());
    for (field, typed, dialect, expected) in [
        (Field::Firstname, "", a, None),
        (Field::Firstname, "", b, Some(Trouble::Missing)),
        (Field::Firstname, long.as_str(), a, too_long(128)),
        (Field::Firstname, long.as_str(), d, too_long(128)),
        (Field::PreprocessSubroutine, &long[..40], c, too_long(39)),
        (Field::MobilePhoneNumber, "+1 (555) 0101", a, None),
        (Field::MobilePhoneNumber, "+1 (555) 0101", c, wrong(Form::PhoneNumber)),
        (Field::MobilePhoneNumber, "abc", b, wrong(Form::PhoneNumber)),
        (Field::MobilePhoneNumber, "+15550101*#", d, None),
        (Field::CallerId, "Front Desk", a, None),
        (Field::CallerId, "Front Desk", b, None),
        (Field::CallerId, "Front Desk", c, wrong(Form::CallerId)),
        (Field::CallerId, "\"Front Desk\"", c, None),
        (Field::CallerId, "\"A \" <x\" <+5550101>", d, None),
        (Field::CallerId, "\"A\" <>", d, wrong(Form::CallerId)),
        (Field::CallerId, "\"", d, wrong(Form::CallerId)),
        (Field::CallerId, "", c, None),
        (Field::CallerId, "", d, Some(Trouble::MayNotBeNull)),
        (Field::RingSeconds, "7", c, range(0, 60, Some(5))),
        (Field::RingSeconds, "7", d, None),
        (Field::RingSeconds, "61", d, range(0, 60, None)),
        (Field::RingSeconds, "soon", d, Some(Trouble::WrongType)),
        (Field::SimultaneousCalls, "0", c, range(1, 20, None)),
        (Field::SimultaneousCalls, "20", d, None),
        (Field::Username, "été", b, None),
        (Field::Username, "été", c, wrong(Form::Username)),
        (Field::Username, "a@b", c, wrong(Form::Username)),
        (Field::Username, "a@b", d, None),
        (Field::Username, "a", d, Some(Trouble::TooShort { min: Some(2) })),
        (Field::Password, "abc", a, None),
        (Field::Password, "abc", b, Some(Trouble::TooShort { min: Some(4) })),
        (Field::Password, "abc", c, None),
        (Field::Password, "abc", d, Some(Trouble::TooShort { min: Some(4) })),
        (Field::Password, "a b c", d, wrong(Form::Password)),
        (Field::Email, "nonsense", c, None),
        (Field::Email, "nonsense", d, wrong(Form::Email)),
        (Field::Email, "ada@sample.example", d, None),
        (Field::Language, "english", c, wrong(Form::Language)),
        (Field::Language, "english", d, wrong(Form::Language)),
        (Field::Language, "xx_XX", d, None),
        (Field::CallPermissionPassword, "12a", d, wrong(Form::Digits)),
    ] {
        let found = check(field, typed, &dialect).map(|problem| problem.trouble);
        assert_eq!(found, expected, "{field:?} {typed}");
        // The same at sending, where the field is there at all.
        if field.kind() == switchroom::wire::xivo::Kind::Text && !typed.is_empty() {
            let sent = Changes::new(&dialect, [(field, text(typed))]);
            assert_eq!(sent.is_ok(), expected.is_none(), "{field:?} {typed}");
        }
        if field.is_secret() {
            let secret = Secret::new(typed.to_owned());
            assert_eq!(check_secret(field, &secret, &dialect).map(|problem| problem.trouble), expected);
        }
    }
}

/// What a recorded server took, the checks take as well.
#[test]
fn checks_refuse_nothing_that_a_recorded_server_took() {
    for (folder, dialect) in [
        ("2013-06", v10()),
        ("2014-01", v10()),
        ("2014-01", of_2014()),
        ("2016-03", of_2016()),
        ("2019-05", of_2019()),
    ] {
        let version = if dialect.api() == Api::V10 { "users-1.0" } else { "users-1.1" };
        for recording in xivo::all() {
            let name = &recording.name;
            let took = name.starts_with(folder) && name.contains(version) && recording.response.status < 300;
            let json = recording.request_json();
            let Some(sent) = json.as_object().filter(|_| took) else { continue };
            for (key, value) in sent {
                let Some(field) = Field::from_record(key).filter(|field| dialect.writes(*field)) else {
                    continue;
                };
                let typed = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                if !value.is_null() && !typed.is_empty() && !name.contains("ring-seconds-step") {
                    assert_eq!(check(field, &typed, &dialect), None, "{name} {key}");
                }
            }
        }
    }
}

#[test]
fn names_on_the_wire_lead_back_to_their_fields() {
    for field in Field::ALL.iter().copied() {
        for name in [field.v10(), field.v11(), Some(field.name())].into_iter().flatten() {
            assert_eq!(Field::from_wire(name), Some(field), "{name}");
        }
    }
    assert_eq!(Field::from_wire("loginclient"), Some(Field::Username));
    assert_eq!(Field::from_wire("cti_profile_id"), Some(Field::CtiProfile));
    assert_eq!(Field::from_wire("shoesize"), None);
}
