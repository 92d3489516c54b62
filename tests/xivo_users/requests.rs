//! What is sent, and what cannot be.

use crate::*;

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
    assert_eq!(odd.kind, RefusalKind::NotFound);
    let usual = refused(
        GetUser::new(&v11(), "7".into()).answer(&response("2016-03/users-1.1-get-404-id-not-a-number")),
    );
    assert_eq!(usual.kind, RefusalKind::NoSuchResource);
}
