//! What was not recorded, but is answered by servers of other ages, by their sources, and by what
//! stands before them.

mod xivo;

use serde_json::{Value, json};
use switchroom::domain::RefusalKind;
use switchroom::wire::xivo::attachments::GetAttachments;
use switchroom::wire::xivo::records::UserRecordReader;
use switchroom::wire::xivo::tenants::ListTenants;
use switchroom::wire::xivo::token::ListBackends;
use switchroom::wire::xivo::users::{GetUser, ListUsers};
use switchroom::wire::xivo::{Api, Column, Configured, CtiResource, Dialect, Field, Learned, User, UserId};
use switchroom::wire::{Call, Response};
use xivo::response;

fn answer(status: u16, kind: &str, body: &str) -> Response {
    Response {
        status,
        headers: vec![("Content-Type".to_owned(), kind.to_owned())],
        body: body.as_bytes().to_vec(),
    }
}

fn v11() -> Dialect {
    Dialect::configured(Configured::V11)
}

fn learnt(record: Value) -> Dialect {
    let mut dialect = v11();
    dialect.learn_user(&User::from_json(record).expect("a user"));
    dialect
}

/// wazo-confd history, xivo_confd/plugins/user/schema.py of 16.09 to 16.13 ("Copyright (C) 2016
/// Proformatique Inc."): `enabled` and `dtmf_hangup_enabled`, and no `cti_profile`. `/cti` is there.
fn record_of_2016_09() -> Value {
    json!({
        "id": 1, "uuid": "64d76b83-7284-4029-b317-64f2971afb3d", "firstname": "Ada", "lastname": null,
        "email": null, "timezone": null, "language": null, "description": null, "caller_id": "\"Ada\"",
        "outgoing_caller_id": null, "mobile_phone_number": null, "username": null, "password": null,
        "music_on_hold": null, "preprocess_subroutine": null, "userfield": null,
        "call_transfer_enabled": false, "dtmf_hangup_enabled": false, "call_record_enabled": false,
        "online_call_record_enabled": false, "supervision_enabled": true, "ring_seconds": 30,
        "simultaneous_calls": 5, "call_permission_password": null, "enabled": true,
        "links": [{ "rel": "users", "href": "https://xivo.example:9486/1.1/users/1" }]
    })
}

#[test]
fn a_xivo_of_late_2016_has_a_cti() {
    let dialect = learnt(record_of_2016_09());
    assert!(!dialect.lacks_cti());
    assert_ne!(dialect.cti(), CtiResource::Neither);
    assert!(!dialect.deprecates_username());
    assert_eq!(dialect.limits(Field::RingSeconds).max, Some(60));
}

/// Recorded: `{"firstname": "Dora", "shoesize": 42}` makes somebody who may transfer.
#[test]
fn switches_of_somebody_new_on_a_xivo_of_2016_have_its_defaults() {
    let made = User::from_response(&response("2016-03/users-1.1-post-201-unknown-fields")).unwrap();
    let mut dialect = v11();
    dialect.learn_user(&made);
    for field in dialect.fields().iter() {
        if let Some(on) = dialect.default_switch(field) {
            assert_eq!(made.switch(field), Some(on), "{field:?}");
        }
    }
}

/// wazo-auth before 18.14: `POST /0.1/token` fails without a backend.
#[test]
fn the_backends_of_an_old_service_are_known_and_those_of_a_later_one_are_none() {
    let of = |body: &str| ListBackends.answer(&answer(200, "application/json", body)).unwrap();
    let old = r#"{"data": ["ldap_user", "mock", "xivo_admin", "xivo_service", "xivo_user"]}"#;
    assert_eq!(of(old), ["xivo_service", "xivo_admin"]);
    assert!(ListBackends.answer(&response("2019-05-auth/backends-0.1-get-200")).unwrap().is_empty());
}

/// Traefik, a Kubernetes ingress or Caddy answer so while the service is away for a moment.
#[test]
fn a_404_of_a_proxy_does_not_make_a_wazo_a_xivo_of_2013_for_good() {
    let mut dialect = Dialect::configured(Configured::Auto);
    let list = dialect.first_list(50);
    let gone = answer(404, "text/plain; charset=utf-8", "404 page not found\n");
    let refusal = list.answer(&gone).err().unwrap();
    let Learned::OtherApi(other) = dialect.learn_list(&list, Err(&refusal)) else { panic!() };
    let refusal = other.answer(&gone).err().unwrap();
    let _ = dialect.learn_list(&other, Err(&refusal));
    // The person presses "Try again", and the service is back.
    assert_eq!(dialect.first_list(50).request().path, "/1.1/users?limit=50&order=id");
    assert_eq!(dialect.api(), Api::V11);
}

/// No XiVO with API 1.1 was recorded to say so: Kong, Envoy.
#[test]
fn a_404_of_a_gateway_does_not_say_that_somebody_is_gone() {
    let call = GetUser::new(&v11(), UserId::from("4"));
    for (kind, body) in [
        ("application/json; charset=utf-8", r#"{"message":"no Route matched with those values"}"#),
        ("text/plain", ""),
    ] {
        let kind_of = call.answer(&answer(404, kind, body)).err().unwrap().kind;
        assert_ne!(kind_of, RefusalKind::NotFound, "{body:?}");
    }
    // The real ones do.
    for name in
        ["2014-01/users-1.1-delete-404", "2019-05/users-1.1-get-404-uuid", "2026-08/users-1.1-get-404"]
    {
        assert_eq!(call.answer(&response(name)).err().unwrap().kind, RefusalKind::NotFound, "{name}");
    }
}

/// wazo-confd, plugins/user/middleware.py from 22.17 on: `recursive` deletes the incoming calls of
/// the user, with their extensions.
#[test]
fn incoming_numbers_go_with_whoever_is_deleted_with_everything() {
    let record = json!({
        "id": 14, "uuid": "954e5214-21de-4657-b9bb-e5ae3ebc8df5", "firstname": "Lena", "lines": [],
        "voicemail": null, "agent": null,
        "incalls": [{ "id": 3, "extensions": [{ "id": 7, "exten": "5550100", "context": "from-extern" }] }]
    });
    let call = GetAttachments::new(&v11(), UserId::from("14"));
    let attached = call.answer(&answer(200, "application/json", &record.to_string())).unwrap();
    assert!(attached.iter().any(|one| one.name == "5550100"), "{attached:?}");
}

/// Recorded in 2014-05 (users-1.1-put-204-rename-with-voicemail); no longer from 20.01 on.
#[test]
fn a_new_name_renames_the_voicemail_in_1_1_too() {
    let mut dialect = v11();
    dialect.learn_user(&User::from_response(&response("2014-01/users-1.1-get-200")).unwrap());
    assert!(dialect.renames_voicemail());
}

/// A web server between: the list was asked for, and no value was sent.
#[test]
fn a_400_to_a_read_is_not_about_values() {
    let text = "Client sent an HTTP request to an HTTPS server.\n";
    for body in
        [text, "<html>\r\n<head><title>400 The plain HTTP request was sent to HTTPS port</title></head>"]
    {
        let refusal = ListUsers::new(&v11()).answer(&answer(400, "text/plain", body)).err().unwrap();
        assert_ne!(refusal.kind, RefusalKind::RefusedValues, "{body:?}");
    }
}

/// A XiVO of 2013 says it with no body, and the type HTML; Caddy and Envoy send no type either.
#[test]
fn a_404_of_a_proxy_that_says_nothing_is_not_the_word_of_a_xivo_of_2013() {
    let call = GetUser::new(&Dialect::configured(Configured::V10), "4".into());
    let kind_of = |response: &Response| call.answer(response).err().unwrap().kind;
    let blank = Response { status: 404, headers: vec![("Server".into(), "Caddy".into())], body: Vec::new() };
    assert_eq!(kind_of(&blank), RefusalKind::NoSuchResource);
    assert_eq!(kind_of(&answer(404, "text/plain", "")), RefusalKind::NoSuchResource);
    for recorded in ["2013-06/users-1.0-get-404", "2014-01/users-1.0-get-404"] {
        assert_eq!(kind_of(&response(recorded)), RefusalKind::NotFound, "{recorded}");
    }
}

/// A cache that mixes up two answers, and other objects that are sent with 200.
#[test]
fn what_is_about_somebody_else_is_not_taken_for_the_person_asked_for() {
    let dialect = Dialect::configured(Configured::V11);
    let read = |id: &str, body: &str| {
        let call = GetUser::new(&dialect, UserId::new(id));
        call.answer(&answer(200, "application/json", body)).map(|_| ()).map_err(|refusal| refusal.kind)
    };
    const UUID: &str = "9f9ec1d2-0000-4000-8000-00000000000a";
    let own = format!(r#"{{"id": 7, "uuid": "{UUID}", "firstname": "A"}}"#);
    for (id, expected) in
        [("7", Ok(())), ("007", Ok(())), (UUID, Ok(())), ("8", Err(RefusalKind::NotUnderstood))]
    {
        assert_eq!(read(id, &own), expected, "{id}");
    }
    assert_eq!(read("7", r#"{"id": "7"}"#), Ok(()));
    // Servers find a UUID however it is written, and answer in their own way.
    let bare = UUID.replace('-', "");
    for form in [UUID.to_uppercase(), format!("{{{UUID}}}"), bare.clone()] {
        assert_eq!(read(&form, &own), Ok(()), "{form}");
    }
    for answered in [&bare, &UUID.to_uppercase()] {
        assert_eq!(read(UUID, &format!(r#"{{"uuid": "{answered}"}}"#)), Ok(()), "{answered}");
    }
    let other = UUID.replace("a", "b");
    assert_eq!(read(&other, &own), Err(RefusalKind::NotUnderstood));
}

/// What hangs on a person is said before they are deleted.
#[test]
fn what_could_not_be_read_of_a_person_is_not_told_as_nothing() {
    let call = GetAttachments::new(&Dialect::configured(Configured::V11), UserId::new("7"));
    let read = |members: &str| {
        let body = format!(r#"{{"id": 7{members}}}"#);
        call.answer(&answer(200, "application/json", &body)).map(|found| found.len())
    };
    for nothing in
        ["", r#", "lines": []"#, r#", "lines": [], "voicemail": null, "agent": null, "incalls": []"#]
    {
        assert_eq!(read(nothing).ok(), Some(0), "{nothing}");
    }
    assert_eq!(
        read(r#", "lines": [{"id": 1, "extensions": [{"id": 2}]}], "voicemail": {"id": 3}"#).ok(),
        Some(3)
    );
    for odd in [
        r#", "lines": null"#,
        r#", "lines": "1001""#,
        r#", "lines": [{"id": 1}, 2]"#,
        r#", "lines": [{"name": "no id"}]"#,
        r#", "voicemail": 3"#,
        r#", "voicemail": {}"#,
        r#", "agent": "8""#,
        r#", "incalls": [{}]"#,
    ] {
        assert_eq!(read(odd).map_err(|refusal| refusal.kind), Err(RefusalKind::NotUnderstood), "{odd}");
    }
    let other = call.answer(&answer(200, "application/json", r#"{"status": "ok"}"#));
    assert_eq!(other.map_err(|refusal| refusal.kind), Err(RefusalKind::NotUnderstood));
}

#[test]
fn the_count_of_a_list_may_be_a_text() {
    let list = ListUsers::new(&Dialect::configured(Configured::V11));
    let total = |total: &str| {
        for body in [
            format!(r#"{{"total": {total}, "items": [{{"id": 1, "firstname": "A"}}]}}"#),
            format!(r#"{{"items": [{{"id": 1, "firstname": "A"}}], "total": {total}}}"#),
            format!(r#"{{"items": [{{"id": 1, "firstname": "A"}}], "total": {total}, "more": "a\"b"}}"#),
        ] {
            let read = list.answer(&answer(200, "application/json", &body)).expect(&body);
            assert_eq!(read.rows.len(), 1, "{body}");
            if let Some(total) = read.end.shape.total {
                return Some(total);
            }
        }
        None
    };
    for (text, expected) in [
        ("3", Some(3)),
        (r#""3""#, Some(3)),
        (r#""5000""#, Some(5000)),
        (r#""""#, None),
        (r#""many, or \"3\"""#, None),
        (r#""3 of 4""#, None),
        ("null", None),
        ("[3]", None),
    ] {
        assert_eq!(total(text), expected, "{text}");
    }
}

/// Nobody is missing in silence where the list is, or where one letter is none.
#[test]
fn a_list_that_is_null_is_none_and_a_broken_letter_costs_one_name() {
    let list = ListUsers::new(&Dialect::configured(Configured::V11));
    for none in [r#"{"items": null}"#, r#"{"total": 3}"#, r#"{"items": {}, "total": 0}"#] {
        let refusal = list.answer(&answer(200, "application/json", none)).err().expect(none);
        assert_eq!(refusal.kind, RefusalKind::NotUnderstood, "{none}");
        let refusal = ListTenants.answer(&answer(200, "application/json", none)).err();
        let is_object = none.contains("{}");
        assert_eq!(refusal.map(|refusal| refusal.kind), (!is_object).then_some(RefusalKind::NotUnderstood));
    }
    let latin = b"{\"items\": [{\"id\": 7, \"firstname\": \"Andr\xe9\", \"lastname\": \"B\"},\
        {\"id\": 8, \"firstname\": \"Cleo\", \"lastname\": \"D\"}], \"total\": 2}";
    let body = Response { body: latin.to_vec(), ..answer(200, "application/json", "") };
    let read = list.answer(&body).expect("a list");
    let shown: Vec<_> = read.rows.iter().map(|row| (row.id(), row.is_odd(), row.is_no_record())).collect();
    assert_eq!(shown, [("7", true, false), ("8", false, false)]);
    assert_eq!(read.rows[0].text(Column::Firstname), "Andr\u{fffd}");
    let mut people = Vec::new();
    let mut reader = UserRecordReader::default();
    reader.feed(latin, &mut |user: User| people.push(user.full_name()));
    assert_eq!(
        (people.join(", "), reader.finish().map(|end| end.not_understood)),
        ("Andr\u{fffd} B, Cleo D".to_owned(), Ok(0))
    );
}
