//! Reading: whole people, lists, and the rows of a list.

use crate::*;

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
    assert_eq!(kind("[1]"), RefusalKind::NotUnderstood);
    assert_eq!(kind("{}"), RefusalKind::NotUnderstood);
    assert_eq!(kind("<html>sign in</html>"), RefusalKind::NotUnderstood);
    assert_eq!(kind(""), RefusalKind::NotUnderstood);
    assert_eq!(kind("{\"id\": 1, \"firstn"), RefusalKind::OutOfReach(Unreached::CutShort));
}

#[test]
fn a_list_is_read_with_or_without_total_and_with_ids_of_either_type() {
    let list_2013 = list("2013-06/users-1.0-list-200");
    assert_eq!(list_2013.end.shape.total, None);
    assert_eq!(list_2013.rows.iter().map(UserRow::id).collect::<Vec<_>>(), ["2", "1", "3"]);
    let ada = &list_2013.rows[1];
    assert_eq!(ada.full_name(), "Ada Sample");
    assert_eq!(ada.cti().enabled, Some(true));
    assert_eq!(ada.cti().profile, Some(Some(3)));
    assert_eq!(list_2013.rows[0].cti().profile, Some(None));
    assert_eq!(ada.has_voicemail(), Some(false));
    assert_eq!((ada.has_password(), list_2013.rows[0].has_password()), (Some(true), Some(false)));
    assert_eq!(list("2013-06/users-1.0-list-200-with-line").rows[0].text(Column::Extension), "1001");

    // As the document shows it: ids as text, a total, few fields, pretty printed.
    let document = "{\n   \"total\": 2,\n   \"items\":\n   [\n {\n \"id\": \"1\",\n \"firstname\": \"John\",\n \"lastname\": \"Doe\"\n },\n { \"id\": \"2\", \"firstname\": \"Alice\" }\n ]\n}\n";
    let list = good(ListUsers::new(&v10()).answer(&answered(200, document)));
    assert_eq!(list.end.shape.total, Some(2));
    assert_eq!(list.rows.iter().map(UserRow::id).collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(list.rows[0].has_password(), None, "the list does not say");
    assert_eq!(list.rows[0].has_voicemail(), None, "the list does not say");
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
        assert_eq!(list.end.not_understood, 0, "{}", recording.name);
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
    assert_eq!(list.end.not_understood, 4);
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
        assert_eq!(kind(body), RefusalKind::NotUnderstood, "{body}");
    }
    for body in [
        r#"{"items": ["#,
        r#"{"items": [{"id": 1}"#,
        r#"{"items": [{"id": 1}]"#,
        r#"{"items": [{"id": 1, "na"#,
        r#"{"tot"#,
        "{",
    ] {
        assert_eq!(kind(body), RefusalKind::OutOfReach(Unreached::CutShort), "{body}");
    }
    let refusal = refused(
        ListUsers::new(&v11()).answer(&answered(200, "<html><h1>Please sign in</h1><p>to the hotel</p>")),
    );
    assert_eq!(refusal.server_messages, ["Please sign in to the hotel"]);
}

#[test]
fn a_row_is_compact_and_holds_no_password() {
    let item = br#"{"id": 1, "firstname": "Ada", "password": "s3cret"}"#;
    let (row, ..) = UserRow::with_fields(item, false);
    assert_eq!(row.has_password(), Some(true));
    assert!(row.bytes() <= 96 + 4, "{} bytes", row.bytes());
}

#[test]
fn what_people_have_in_common_is_gathered_once_and_in_order() {
    let gathered = |name: &str| {
        let mut rows = ListUsers::new(&v11()).rows();
        let mut count = 0;
        rows.feed(&response(name).body, |_| count += 1);
        assert!(count > 0, "{name}");
        rows.common().clone()
    };
    let common = gathered("2013-06/users-1.0-list-200");
    for list in ["2014-01/users-1.1-list-200", "2016-03/users-1.1-list-200-accept-any"] {
        assert_eq!(gathered(list), common, "{list}");
    }
    assert_eq!(common.get(Field::Timezone), ["America/Montreal"]);
    assert_eq!(common.get(Field::Language), ["en_US"]);
    assert_eq!(common.get(Field::MusicOnHold), ["default"]);
    // No other field is gathered, and least of all a password.
    assert!(
        Field::ALL
            .iter()
            .filter(|field| !COMMON_FIELDS.contains(field))
            .all(|field| common.get(*field).is_empty())
    );
    // Values of another type are left out, and where everybody differs it ends.
    let mut rows = ListUsers::new(&v11()).rows();
    let person = |at: usize| {
        format!(r#"{{"id": {at}, "timezone": "Zone/{at}", "language": [1], "music_on_hold": null}}"#)
    };
    let items: Vec<String> = (0..500).map(person).collect();
    rows.feed(format!(r#"{{"items": [{}]}}"#, items.join(",")).as_bytes(), |row| assert!(!row.is_odd()));
    let zones = rows.common().get(Field::Timezone);
    assert_eq!((zones.len(), zones[0].as_str()), (100, "Zone/0"));
    assert!(
        rows.common().get(Field::Language).is_empty() && rows.common().get(Field::MusicOnHold).is_empty()
    );
    let mut both = common.clone();
    both.merge(&common);
    assert_eq!(both, common);
}

#[test]
fn the_languages_offered_are_of_the_form_that_is_asked_for() {
    for language in LANGUAGES {
        assert_eq!(check(Field::Language, language, &of_2016()), None);
        assert_eq!(check(Field::Language, language, &of_2019()), None);
    }
}

#[test]
fn every_extension_of_every_line_and_every_number_from_outside_is_in_a_row() {
    let body = r#"{"total": 2, "items": [
        {"id": 1, "firstname": "Ada", "lines": [
            {"id": 1, "name": "abcd1234", "extensions": [{"exten": "1001"}, {"exten": "2001"}]},
            {"id": 2, "extensions": []},
            {"id": 3, "extensions": [{"exten": "2001"}, {"exten": "3001"}]}],
         "incalls": [{"id": 1, "extensions": [{"exten": "5550101"}, {"exten": "5550102"}]}]},
        {"id": 2, "firstname": "Eve", "lines": [{"id": 4, "name": "efgh5678", "extensions": []}], "incalls": []}]}"#;
    let list = good(ListUsers::new(&of_2026()).answer(&answered(200, body)));
    let ada = &list.rows[0];
    assert_eq!(ada.text(Column::Extension), "1001, 2001, 3001");
    assert_eq!(ada.numbers().collect::<Vec<_>>(), ["1001", "2001", "3001", "5550101", "5550102"]);
    assert_eq!((list.rows[1].text(Column::Extension), list.rows[1].numbers().count()), ("", 0));
    assert!(list.rows.iter().all(|row| !row.is_odd() && row.has_column(Column::Extension)));
    // The row of somebody who was read alone is the same.
    let records: serde_json::Value = serde_json::from_str(body).unwrap();
    for (row, record) in list.rows.iter().zip(records["items"].as_array().unwrap()) {
        let get = GetUser::new(&of_2026(), UserId::new(row.id()));
        let alone = UserRow::from_user(&good(get.answer(&answered(200, record.to_string()))));
        assert_eq!(alone.numbers().collect::<Vec<_>>(), row.numbers().collect::<Vec<_>>());
        assert_eq!(alone.text(Column::Extension), row.text(Column::Extension));
    }
}
