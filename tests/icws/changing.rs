//! Writing them, and every way of being refused.

use crate::*;
#[test]
fn ones_own_goes_with_the_bare_group() {
    let recorded = exchange("40-put-client-ok.http", 0);
    let call = put_own(changes([
        yes(Property::ShowStatusInSystemTray, true),
        (Property::CallForwardAllMode, Change::Set(Value::Text("All".into()))),
        (Property::ExternalCallTimeout, Change::Set(Value::Number(30))),
        (Property::EFaqSearchOption, Change::Set(Value::Search(SearchOption::Best))),
        (Property::FollowMe, Change::Set(Value::FollowMe(vec![entry("+15550100123", 20, true)]))),
    ]));
    assert_same(&session().call(call.clone()).request(), &recorded);
    let saved = read(call, &recorded.answer).unwrap();
    assert_eq!((saved.id.as_deref(), saved.warnings.len()), (Some("mlind"), 0));
}

#[test]
fn somebody_elses_goes_with_the_group_nested() {
    let recorded = exchange("49-put-user-as-admin.http", 0);
    let changes = changes([
        yes(Property::RingWhenOnPhone, false),
        (Property::ExternalCallTimeout, Change::Set(Value::Number(20))),
    ]);
    let call = PutUserClient { user: user("tokoro"), changes, by: GiveBackBy::NullValue };
    assert_same(&session().call(call.clone()).request(), &recorded);
    assert_eq!(read(call, &recorded.answer).unwrap().id.as_deref(), Some("tokoro"));
}

#[test]
fn giving_back_is_an_explicit_null() {
    let recorded = exchange("41-put-client-reset.http", 0);
    let call = put_own(changes([(Property::ShowStatusInSystemTray, Change::GiveBack)]));
    assert_same(&session().call(call.clone()).request(), &recorded);
    let other = PutOwnClient { by: GiveBackBy::NullMember, ..call };
    assert_eq!(body_text(&session().call(other).request()), r#"{"showStatusInSystemTray":null}"#);
}

#[test]
fn nothing_to_change_and_what_does_not_fit_cannot_be_sent() {
    assert!(Changes::new([]).is_none());
    assert!(Changes::new([(Property::FollowMe, Change::GiveBack)]).is_none());
    assert!(Changes::new([(Property::EFaqSearchOption, Change::GiveBack)]).is_none());
    assert!(Changes::new([(Property::ScreenCalls, Change::Set(Value::Number(1)))]).is_none());
}

#[test]
fn refused_values_land_on_their_properties() {
    let recorded = exchange("42-put-client-validation.http", 0);
    let refusal = read(put_own(screen_calls()), &recorded.answer).unwrap_err();
    assert_eq!(refusal.kind, Kind::RefusedValues);
    let found: Vec<_> = refusal
        .problems
        .iter()
        .map(|p| (p.field.as_deref().unwrap(), p.trouble.clone(), p.value.as_deref().unwrap()))
        .collect();
    assert_eq!(
        found,
        [
            ("externalCallTimeout", Trouble::Validator(5), "100000"),
            ("callForwardAllMode", Trouble::Validator(9), "Sometimes"),
            ("followMe", Trouble::Validator(11), "12a"),
        ]
    );
    // Which entry is meant is found by the value.
    let sent = [entry("4107", 10, false), entry("12a", 0, false)];
    let place = Place::read("followMe").unwrap();
    assert_eq!(place.entry(Some("12a"), &sent, None), Some((1, Some(place::Part::PhoneNumber))));
    assert_eq!(
        Place::read("followMe[2].timeout").unwrap().entry(None, &sent, None),
        Some((1, Some(place::Part::Timeout)))
    );
    assert_eq!(Place::read("followMe").unwrap().entry(None, &sent, None), None);
}

#[test]
fn entries_of_one_value_are_told_apart_by_how_the_server_counts() {
    use switchroom::domain::Problem;
    let problem = |field: &str, value: &str| Problem {
        value: Some(value.to_owned()),
        ..Problem::at(field.to_owned(), Trouble::Validator(11))
    };
    let numbers =
        |numbers: &[&str]| numbers.iter().map(|number| entry(number, 20, false)).collect::<Vec<_>>();
    for (sent, fields, first, found) in [
        (&["12a", "12a", "4107"][..], &["followMe[0]", "followMe[1]"][..], Some(0), &[Some(0), Some(1)][..]),
        (&["12a", "12a", "4107"], &["followMe[1]", "followMe[2]"], Some(1), &[Some(0), Some(1)]),
        (&["12a", "4107", "12a"], &["followMe[1].phoneNumber"], Some(1), &[Some(0)]),
        (&["12a", "4107", "12a"], &["followMe[0].phoneNumber"], Some(0), &[Some(0)]),
        (&["4107", "12a", "12a"], &["followMe[3]"], Some(1), &[Some(2)]),
        // Either may be meant: it stands at the list.
        (&["12a", "12a"], &["followMe[1]"], None, &[None]),
        // One entry alone has the value, however it is counted.
        (&["4107", "12a"], &["followMe[7]"], None, &[Some(1)]),
    ] {
        let sent = numbers(sent);
        let problems: Vec<Problem> = fields.iter().map(|field| problem(field, "12a")).collect();
        assert_eq!(place::first_entry(&problems, &sent), first, "{fields:?}");
        let entries = problems.iter().map(|problem| {
            let place = Place::read(problem.field.as_deref().unwrap()).unwrap();
            place.entry(problem.value.as_deref(), &sent, first).map(|(at, _)| at)
        });
        assert_eq!(entries.collect::<Vec<_>>(), found, "{fields:?}");
    }
    // A number that reads like its own timeout.
    let sent = [entry("30", 30, true)];
    let place = Place::read("followMe[0].timeout").unwrap();
    assert_eq!(place.entry(Some("30"), &sent, None), Some((0, Some(place::Part::Timeout))));
    let place = Place::read("followMe").unwrap();
    assert_eq!(place.entry(Some("True"), &sent, None), Some((0, Some(place::Part::UsePin))));
}

#[test]
fn every_validator_lands_on_every_property_in_every_spelling() {
    for number in (0..=46).filter(|number| *number != 8).chain([8, 47, 1000, -1]) {
        for property in Property::ALL {
            let name = property.name();
            for spelling in spellings(name) {
                let body = json!({
                    "__type": "urn:inin.com:configuration:configurationError",
                    "message": "the server's words",
                    "validationErrors":
                        [{"validationErrorType": number, "propertyName": spelling, "propertyValue": "refused"}],
                });
                let refusal = read(put_own(screen_calls()), &answer(400, &body.to_string())).unwrap_err();
                let problem = &refusal.problems[0];
                assert_eq!(problem.field.as_deref(), Some(name), "{spelling}");
                assert_eq!(problem.trouble, Trouble::Validator(number));
                assert_eq!(problem.value.as_deref(), Some("refused"));
                let uncertain = enums::validator_is_uncertain(number);
                assert_eq!(problem.said.is_some(), uncertain, "{number}");
            }
        }
    }
}

fn spellings(name: &str) -> Vec<String> {
    let mut upper = name.to_string();
    upper[..1].make_ascii_uppercase();
    vec![
        name.to_string(),
        format!("clientConfigurationProperties.{name}"),
        format!("ClientConfigurationProperties.{upper}"),
        format!("userClientConfigurationProperties/{name}"),
        format!("clientConfigurationProperties.{name}.actualValue"),
        format!("user.clientConfigurationProperties['{name}']"),
        name.to_uppercase(),
        format!("/clientConfigurationProperties/{name}/actualValue"),
    ]
}

#[test]
fn an_index_into_the_follow_me_list_is_read_in_every_spelling() {
    for (spelling, field) in [
        ("followMe[1]", "followMe[1]"),
        ("followMe.1", "followMe[1]"),
        ("clientConfigurationProperties.followMe[0].phoneNumber", "followMe[0].phoneNumber"),
        ("clientConfigurationProperties.followMe.0.Timeout", "followMe[0].timeout"),
        ("FollowMe/2/usePin", "followMe[2].usePin"),
        ("followMe(3)", "followMe[3]"),
        ("followMe1", "followMe[1]"),
        ("followMe.phoneNumber", "followMe.phoneNumber"),
        ("phoneNumber", "followMe.phoneNumber"),
        ("[1].timeout", "followMe[1].timeout"),
        ("followMe[99999999999999999999999]", "followMe"),
        ("screenCalls[4]", "screenCalls"),
    ] {
        assert_eq!(Place::read(spelling).map(Place::field).as_deref(), Some(field), "{spelling}");
        assert_eq!(Place::read(field).map(Place::field).as_deref(), Some(field));
    }
    for none in ["", ".", "clientConfigurationProperties", "nothingOfOurs", "extension", "[0]"] {
        assert_eq!(Place::read(none), None, "{none}");
    }
}

#[test]
fn validation_errors_of_any_shape_are_not_lost() {
    let body = r#"{"errorId": "error.request.configuration.update", "message": "m", "validationErrors": [
        {"validationErrorType": "5", "propertyName": "screenCalls", "propertyValue": 12},
        {"validationErrorType": "range"}, {}, 7,
        {"validationErrorType": null, "propertyName": "mailbox", "propertyValue": {"a": 1}}],
        "licenseErrors": [{"licenseErrorType": 2, "license": {"id": "L"}}, {}]}"#;
    let refusal = read(put_own(screen_calls()), &answer(400, body)).unwrap_err();
    let troubles: Vec<_> = refusal.problems.iter().map(|p| p.trouble.clone()).collect();
    let (v, r) = (Trouble::Validator(5), Trouble::Refused);
    assert_eq!(
        troubles,
        [v.clone(), v, r.clone(), r.clone(), r, Trouble::Licence(Some(2)), Trouble::Licence(None)]
    );
    assert_eq!(refusal.problems[0].value.as_deref(), Some("12"));
    assert_eq!(refusal.problems[4].field.as_deref(), Some("mailbox"));
    assert_eq!(refusal.problems[5].value.as_deref(), Some("L"));
    assert!(!is_licence_only(&refusal));
}

#[test]
fn licence_errors_alone_may_have_saved_the_rest() {
    let refusal =
        read(put_own(screen_calls()), &exchange("43-put-client-license-errors.http", 0).answer).unwrap_err();
    assert_eq!(refusal.kind, Kind::RefusedValues);
    assert_eq!(refusal.problems[0].trouble, Trouble::Licence(Some(2)));
    assert_eq!(refusal.problems[0].value.as_deref(), Some("Example Add-On"));
    assert!(is_licence_only(&refusal) && may_have_saved(&refusal));
    // It is the list that makes it a licence's problem, not its number.
    for item in
        [r#"{"license": {"id": "L"}}"#, r#"{"licenseErrorType": "odd"}"#, r#"{"licenseErrorType": null}"#]
    {
        let body =
            [r#"{"errorId": "error.request.configuration.update", "licenseErrors": ["#, item, "]}"].concat();
        let refusal = read(put_own(screen_calls()), &answer(400, &body)).unwrap_err();
        assert_eq!(refusal.problems[0].trouble, Trouble::Licence(None), "{item}");
        assert!(is_licence_only(&refusal) && may_have_saved(&refusal), "{item}");
    }
}

#[test]
fn a_warning_is_saved_all_the_same() {
    let saved =
        read(put_own(screen_calls()), &exchange("44-put-client-ok-with-warnings.http", 0).answer).unwrap();
    assert_eq!(saved.warnings.len(), 1);
    assert!(saved.warnings[0].is_warning());
    assert_eq!(saved.warnings[0].licence.label(), Some("Example Add-On"));
}

#[test]
fn each_refusal_has_its_kind() {
    let put = |response: &Response| read(put_own(screen_calls()), response).unwrap_err();
    assert_eq!(put(&exchange("45-put-client-malformed.http", 0).answer).kind, Kind::Malformed);
    assert_eq!(put(&exchange("46-put-client-not-allowed.http", 0).answer).kind, Kind::NotAllowed);
    assert_eq!(put(&exchange("47-put-client-no-such-user.http", 0).answer).kind, Kind::NotFound);
    let errors = exchanges("48-put-client-server-errors.http");
    let timeout = put(&errors[0].answer);
    assert_eq!(timeout.kind, Kind::OutOfReach(Unreached::TimedOut));
    assert!(server_timed_out(&timeout) && may_have_saved(&timeout));
    assert_eq!(put(&errors[1].answer).kind, Kind::ServerFault);
    assert!(put(&errors[1].answer).outcome_unknown());
    assert_eq!(put(&errors[2].answer).kind, Kind::Gone);
    assert_eq!(put(&exchange("50-old-server.http", 1).answer).kind, Kind::NoSuchResource);
    // What else an old server may say to a path that it does not have.
    assert_eq!(put(&answer(404, "<h1>Not found</h1>")).kind, Kind::NoSuchResource);
    assert_eq!(put(&answer(404, r#"{"errorId": "error.request.unsupported"}"#)).kind, Kind::NoSuchResource);
    assert_eq!(put(&answer(400, r#"{"errorId": "error.request.unsupported"}"#)).kind, Kind::NoSuchResource);
    assert_eq!(put(&answer(400, "<html>")).kind, Kind::NotUnderstood);
    assert_eq!(put(&answer(503, "")).kind, Kind::Busy { retry_after: None });
    assert_eq!(put(&answer(502, "")).kind, Kind::OutOfReach(Unreached::NoConnection));
    assert_eq!(put(&answer(200, "<html>a proxy</html>")).kind, Kind::NotUnderstood);
    assert!(put(&answer(200, "<html>a proxy</html>")).outcome_unknown());
    assert!(read(put_own(screen_calls()), &answer(204, "")).is_ok());
}
