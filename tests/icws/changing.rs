//! Writing them, and every way of being refused.

use crate::*;

#[test]
fn ones_own_goes_with_the_bare_group() {
    let recorded = exchange("40-put-client-ok.http", 0);
    let call = put_own(changes([
        yes(Property::ShowStatusInSystemTray, true),
        (Property::CallForwardAllMode, PropertyChange::Set(PropertyValue::Text("All".into()))),
        (Property::ExternalCallTimeout, PropertyChange::Set(PropertyValue::Integer(30))),
        (Property::EFaqSearchOption, PropertyChange::Set(PropertyValue::SearchOption(SearchOption::Best))),
        (
            Property::FollowMe,
            PropertyChange::Set(PropertyValue::FollowMe(vec![entry("+15550100123", 20, true)])),
        ),
    ]));
    assert_same(&session().call(call.clone()).request(), &recorded);
    let saved = read(call, &recorded.answer).unwrap();
    assert_eq!((saved.id.as_deref(), saved.licence_problems.len()), (Some("mlind"), 0));
}

#[test]
fn somebody_elses_goes_with_the_group_nested() {
    let recorded = exchange("49-put-user-as-admin.http", 0);
    let changes = changes([
        yes(Property::RingWhenOnPhone, false),
        (Property::ExternalCallTimeout, PropertyChange::Set(PropertyValue::Integer(20))),
    ]);
    let call = PutUserClient { user: user("tokoro"), changes, encoding: InheritEncoding::NullValue };
    assert_same(&session().call(call.clone()).request(), &recorded);
    assert_eq!(read(call, &recorded.answer).unwrap().id.as_deref(), Some("tokoro"));
}

#[test]
fn giving_back_is_an_explicit_null() {
    let recorded = exchange("41-put-client-reset.http", 0);
    let call = put_own(changes([(Property::ShowStatusInSystemTray, PropertyChange::UseInherited)]));
    assert_same(&session().call(call.clone()).request(), &recorded);
    let other = PutOwnClient { encoding: InheritEncoding::NullMember, ..call };
    assert_eq!(body_text(&session().call(other).request()), r#"{"showStatusInSystemTray":null}"#);
}

#[test]
fn nothing_to_change_and_what_does_not_fit_cannot_be_sent() {
    assert!(ChangeSet::new([]).is_none());
    assert!(ChangeSet::new([(Property::FollowMe, PropertyChange::UseInherited)]).is_none());
    assert!(ChangeSet::new([(Property::EFaqSearchOption, PropertyChange::UseInherited)]).is_none());
    assert!(
        ChangeSet::new([(Property::ScreenCalls, PropertyChange::Set(PropertyValue::Integer(1)))]).is_none()
    );
}

#[test]
fn refused_values_land_on_their_properties() {
    let recorded = exchange("42-put-client-validation.http", 0);
    let refusal = read(put_own(screen_calls()), &recorded.answer).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::RefusedValues);
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
    let path = PropertyPath::read("followMe").unwrap();
    assert_eq!(path.find_entry(Some("12a"), &sent, None), Some((1, Some(FollowMeField::PhoneNumber))));
    assert_eq!(
        PropertyPath::read("followMe[2].timeout").unwrap().find_entry(None, &sent, None),
        Some((1, Some(FollowMeField::Timeout)))
    );
    assert_eq!(PropertyPath::read("followMe").unwrap().find_entry(None, &sent, None), None);
}

#[test]
fn entries_of_one_value_are_told_apart_by_how_the_server_counts() {
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
        assert_eq!(property_path::find_index_base(&problems, &sent), first, "{fields:?}");
        let entries = problems.iter().map(|problem| {
            let path = PropertyPath::read(problem.field.as_deref().unwrap()).unwrap();
            path.find_entry(problem.value.as_deref(), &sent, first).map(|(at, _)| at)
        });
        assert_eq!(entries.collect::<Vec<_>>(), found, "{fields:?}");
    }
    // A number that reads like its own timeout.
    let sent = [entry("30", 30, true)];
    let path = PropertyPath::read("followMe[0].timeout").unwrap();
    assert_eq!(path.find_entry(Some("30"), &sent, None), Some((0, Some(FollowMeField::Timeout))));
    let path = PropertyPath::read("followMe").unwrap();
    assert_eq!(path.find_entry(Some("True"), &sent, None), Some((0, Some(FollowMeField::UsePin))));
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
                let uncertain = enums::is_uncertain_validator(number);
                assert_eq!(problem.server_message.is_some(), uncertain, "{number}");
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
        assert_eq!(
            PropertyPath::read(spelling).map(PropertyPath::write).as_deref(),
            Some(field),
            "{spelling}"
        );
        assert_eq!(PropertyPath::read(field).map(PropertyPath::write).as_deref(), Some(field));
    }
    for none in ["", ".", "clientConfigurationProperties", "nothingOfOurs", "extension", "[0]"] {
        assert_eq!(PropertyPath::read(none), None, "{none}");
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
    assert_eq!(refusal.kind, RefusalKind::RefusedValues);
    assert_eq!(refusal.problems[0].trouble, Trouble::Licence(Some(2)));
    assert_eq!(refusal.problems[0].value.as_deref(), Some("Example Add-On"));
    assert!(is_licence_only(&refusal));
    // It is the list that makes it a licence's problem, not its number.
    for item in
        [r#"{"license": {"id": "L"}}"#, r#"{"licenseErrorType": "odd"}"#, r#"{"licenseErrorType": null}"#]
    {
        let body =
            [r#"{"errorId": "error.request.configuration.update", "licenseErrors": ["#, item, "]}"].concat();
        let refusal = read(put_own(screen_calls()), &answer(400, &body)).unwrap_err();
        assert_eq!(refusal.problems[0].trouble, Trouble::Licence(None), "{item}");
        assert!(is_licence_only(&refusal), "{item}");
    }
}

#[test]
fn a_warning_is_saved_all_the_same() {
    let saved =
        read(put_own(screen_calls()), &exchange("44-put-client-ok-with-warnings.http", 0).answer).unwrap();
    assert_eq!(saved.licence_problems.len(), 1);
    assert!(saved.licence_problems[0].is_warning());
    assert_eq!(saved.licence_problems[0].licence.label(), Some("Example Add-On"));
}

#[test]
fn each_refusal_has_its_kind() {
    let put = |response: &Response| read(put_own(screen_calls()), response).unwrap_err();
    assert_eq!(put(&exchange("45-put-client-malformed.http", 0).answer).kind, RefusalKind::Malformed);
    assert_eq!(put(&exchange("46-put-client-not-allowed.http", 0).answer).kind, RefusalKind::NotAllowed);
    assert_eq!(put(&exchange("47-put-client-no-such-user.http", 0).answer).kind, RefusalKind::NotFound);
    let errors = exchanges("48-put-client-server-errors.http");
    let timeout = put(&errors[0].answer);
    assert_eq!(timeout.kind, RefusalKind::OutOfReach(Unreached::TimedOut));
    assert!(timeout.outcome_unknown());
    assert_eq!(put(&errors[1].answer).kind, RefusalKind::ServerFault);
    assert!(put(&errors[1].answer).outcome_unknown());
    assert_eq!(put(&errors[2].answer).kind, RefusalKind::Gone);
    assert_eq!(put(&exchange("50-old-server.http", 1).answer).kind, RefusalKind::NoSuchResource);
    // What else an old server may say to a path that it does not have.
    assert_eq!(put(&answer(404, "<h1>Not found</h1>")).kind, RefusalKind::NoSuchResource);
    assert_eq!(
        put(&answer(404, r#"{"errorId": "error.request.unsupported"}"#)).kind,
        RefusalKind::NoSuchResource
    );
    assert_eq!(
        put(&answer(400, r#"{"errorId": "error.request.unsupported"}"#)).kind,
        RefusalKind::NoSuchResource
    );
    assert_eq!(put(&answer(400, "<html>")).kind, RefusalKind::RefusedBefore);
    assert_eq!(put(&answer(413, "<h1>413 Too large</h1>")).kind, RefusalKind::RefusedBefore);
    assert_eq!(put(&answer(401, "Unauthorized")).kind, RefusalKind::SignInBefore);
    // What no document has of this call, and the server may say all the same.
    for (status, kind) in [
        (402, RefusalKind::RefusedValues),
        (406, RefusalKind::Malformed),
        (409, RefusalKind::RefusedValues),
        (411, RefusalKind::Malformed),
        (412, RefusalKind::RefusedValues),
        (413, RefusalKind::Malformed),
        (415, RefusalKind::Malformed),
        (417, RefusalKind::Malformed),
        (423, RefusalKind::Busy { retry_after: None }),
    ] {
        let refusal = put(&answer(status, r#"{"errorId": "error.made.up", "message": "(words)"}"#));
        assert_eq!(
            (refusal.kind, refusal.server_messages.first().map(String::as_str)),
            (kind, Some("(words)"))
        );
        let mut foreign = answer(status, r#"{"message": "(words)"}"#);
        foreign.headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        let foreign = put(&foreign);
        assert_eq!(foreign.kind, RefusalKind::NotUnderstood, "{status}");
    }
    assert_eq!(put(&answer(503, "")).kind, RefusalKind::Busy { retry_after: None });
    assert_eq!(put(&answer(502, "")).kind, RefusalKind::OutOfReach(Unreached::NoConnection));
    assert_eq!(put(&answer(200, "<html>a proxy</html>")).kind, RefusalKind::NotUnderstood);
    assert!(put(&answer(200, "<html>a proxy</html>")).outcome_unknown());
    assert!(read(put_own(screen_calls()), &answer(204, "")).is_ok());
}

#[test]
fn a_success_that_names_no_user_is_none() {
    let put = |body: &str| read(put_own(screen_calls()), &answer(200, body));
    for body in ["{}", r#"{"status": 401}"#, "[]", "<html>", "null"] {
        let refusal = put(body).unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::NotUnderstood, "{body}");
        assert!(refusal.outcome_unknown(), "{body}");
    }
    let refusal =
        put(r#"{"errorId": "error.request.configuration.update", "message": "m", "validationErrors":
        [{"validationErrorType": 5, "propertyName": "screenCalls", "propertyValue": "true"}]}"#)
        .unwrap_err();
    assert!(refusal.outcome_unknown());
    assert_eq!(refusal.problems[0].trouble, Trouble::Validator(5));
    assert!(refusal.server_messages.contains(&"m".to_string()));
    assert_eq!(put(r#"{"id": 17}"#).unwrap().id.as_deref(), Some("17"));
    assert_eq!(put(" ").unwrap(), UpdateResult::default());
    let redirected = read(put_own(screen_calls()), &answer(302, "")).unwrap_err();
    assert!(redirected.outcome_unknown());
}

#[test]
fn only_a_server_that_did_not_say_to_be_new_enough_may_be_too_old() {
    let features = |version: Json| {
        let body =
            json!({"featureInfoList": [{"featureId": "configuration", "version": version}]}).to_string();
        ReadFeatures { language: Language::English }.answer(&answer(200, &body)).unwrap()
    };
    let (new, old, silent) = (features(json!(7)), features(json!(6)), Features::default());
    let no_such_user = || read(put_own(screen_calls()), &answer(404, r#"{"errorId": "x"}"#)).unwrap_err();
    let no_such_page = || read(put_own(screen_calls()), &answer(404, "<h1>Not found</h1>")).unwrap_err();
    let no_such_method = || read(put_own(screen_calls()), &answer(405, "")).unwrap_err();
    let explain = |refusal, features: &Features, is_there| {
        explain_not_found(refusal, Access::Own, features, is_there).kind
    };
    for refusal in [no_such_user, no_such_page] {
        assert_eq!(explain(refusal(), &new, Some(true)), RefusalKind::NotUnderstood);
        assert_eq!(explain(refusal(), &new, Some(false)), RefusalKind::NotFound);
        for features in [&old, &silent] {
            assert_eq!(explain(refusal(), features, Some(true)), RefusalKind::NoSuchResource);
            assert_eq!(explain(refusal(), features, Some(false)), RefusalKind::NotFound);
        }
    }
    assert_eq!(explain(no_such_user(), &new, None), RefusalKind::NotFound);
    assert_eq!(explain(no_such_page(), &new, None), RefusalKind::NotUnderstood);
    assert_eq!(explain(no_such_page(), &silent, None), RefusalKind::NoSuchResource);
    assert_eq!(explain(no_such_method(), &new, Some(true)), RefusalKind::NotUnderstood);
    assert_eq!(explain(no_such_method(), &silent, Some(true)), RefusalKind::NoSuchResource);
    // Somebody else's is no matter of the server's age.
    let others = |refusal, is_there| explain_not_found(refusal, Access::Administrator, &old, is_there).kind;
    for refusal in [no_such_user, no_such_page] {
        assert_eq!(others(refusal(), Some(true)), RefusalKind::NotUnderstood);
        assert_eq!(others(refusal(), Some(false)), RefusalKind::NotFound);
    }
    assert_eq!(others(no_such_method(), Some(true)), RefusalKind::NotUnderstood);
    let busy = read(put_own(screen_calls()), &answer(503, "")).unwrap_err();
    assert_eq!(explain_not_found(busy.clone(), Access::Own, &new, Some(true)), busy);
}

#[test]
fn a_licence_warning_is_no_refusal() {
    let body = r#"{"errorId": "error.request.configuration.update", "licenseErrors": [
        {"licenseErrorType": 1, "license": {"id": "A"}}, {"licenseErrorType": 2, "license": {"id": "B"}},
        {"licenseErrorType": 3, "license": {"id": "C"}}, {"license": {"id": "D"}}],
        "validationErrors": [{"validationErrorType": 5, "propertyName": "screenCalls"}]}"#;
    let mut refusal = read(put_own(screen_calls()), &answer(400, body)).unwrap_err();
    let warnings = take_licence_warnings(&mut refusal);
    let names = |problems: &[Problem]| {
        problems.iter().filter_map(|problem| problem.value.clone()).collect::<Vec<_>>()
    };
    let warned: Vec<_> = warnings.iter().map(|warning| warning.licence.label().unwrap()).collect();
    assert_eq!(warned, ["A", "C"]);
    assert_eq!(names(&refusal.problems), ["B", "D"]);
    assert_eq!(refusal.problems[0].trouble, Trouble::Validator(5));
    let saved = r#"{"id": "u", "licenseProblems": [{"licenseErrorType": 2}, {"licenseErrorType": 3}]}"#;
    let saved = read(put_own(screen_calls()), &answer(200, saved)).unwrap();
    let warnings: Vec<bool> = saved.licence_problems.iter().map(LicenceProblem::is_warning).collect();
    assert_eq!(warnings, [false, true]);
}

#[test]
fn a_refused_value_is_read_as_its_control_shows_it() {
    for (field, value, read) in [
        ("eFaqSearchOption", "3", Some(PropertyValue::SearchOption(SearchOption::Strict))),
        ("eFaqSearchOption", "Strict", Some(PropertyValue::SearchOption(SearchOption::Strict))),
        ("eFaqSearchOption", "9", Some(PropertyValue::SearchOption(SearchOption::Other(9)))),
        ("screenCalls", "true", Some(PropertyValue::Boolean(true))),
        ("screenCalls", "False", Some(PropertyValue::Boolean(false))),
        ("screenCalls", r#"{"actualValue":true}"#, Some(PropertyValue::Boolean(true))),
        ("screenCalls", "maybe", None),
        ("externalCallTimeout", "100000", Some(PropertyValue::Integer(100_000))),
        ("externalCallTimeout", r#"{"actualValue": 7}"#, Some(PropertyValue::Integer(7))),
        ("callForwardAllMode", "Sometimes", Some(PropertyValue::Text("Sometimes".into()))),
        ("callForwardAllMode", "true", Some(PropertyValue::Text("true".into()))),
        ("callForwardAllMode", "", Some(PropertyValue::Text(String::new()))),
        ("followMe[0].usePin", "True", Some(PropertyValue::Boolean(true))),
        ("followMe[0].timeout", "5", Some(PropertyValue::Integer(5))),
        ("followMe[0].phoneNumber", "12a", Some(PropertyValue::Text("12a".into()))),
        (
            "followMe",
            r#"[{"phoneNumber":"1","timeout":5,"usePin":false}]"#,
            Some(PropertyValue::FollowMe(vec![entry("1", 5, false)])),
        ),
        ("followMe", "12a", None),
    ] {
        assert_eq!(PropertyPath::read(field).unwrap().read_value(value), read, "{field} {value}");
    }
}

#[test]
fn a_placed_problem_counts_from_nought_and_goes_to_the_list_where_nobody_knows() {
    let list = ["12a", "12a", "4107"].map(|number| entry(number, 20, false)).to_vec();
    let sent = changes([(Property::FollowMe, PropertyChange::Set(PropertyValue::FollowMe(list)))]);
    let placed = |fields: &[&str]| {
        let problem = |field: &&str| Problem {
            value: Some("12a".into()),
            ..Problem::at((*field).to_owned(), Trouble::Validator(11))
        };
        let mut refusal = Refusal::new(RefusalKind::RefusedValues);
        refusal.problems = fields.iter().map(problem).collect();
        sent.place_problems(&mut refusal);
        refusal.problems.into_iter().map(|problem| problem.field.unwrap().into_owned()).collect::<Vec<_>>()
    };
    let both = ["followMe[0].phoneNumber", "followMe[1].phoneNumber"];
    assert_eq!(placed(&["followMe[0].phoneNumber", "followMe[1].phoneNumber"]), both);
    assert_eq!(placed(&["followMe[1].phoneNumber", "followMe[2].phoneNumber"]), both);
    assert_eq!(placed(&["followMe"]), ["followMe"]);
    assert_eq!(placed(&["screenCalls", "mailbox"]), ["screenCalls", "mailbox"]);
}

#[test]
fn what_was_given_back_and_is_kept_is_asked_for_again_and_nothing_else() {
    let now = read_client("25-user-get-client-inherited.http");
    let sent = changes([
        (Property::ShowStatusInSystemTray, PropertyChange::UseInherited),
        (Property::CallForwardAllMode, PropertyChange::UseInherited),
        yes(Property::RingWhenOnPhone, false),
    ]);
    let given_back = sent.given_back().unwrap();
    assert_eq!(given_back.iter().count(), 2);
    let kept = given_back.still_own(&now, &now).unwrap();
    assert!(kept.iter().map(|(property, _)| property).eq([Property::ShowStatusInSystemTray]));
    assert!(screen_calls().given_back().is_none());
    let silent = read_client("24-user-get-client-effective.http");
    assert!(kept.still_own(&now, &silent).is_none());
    // Another value than before is somebody else's.
    let mut recorded = exchange("25-user-get-client-inherited.http", 0).answer;
    let mut changed: Json = serde_json::from_slice(&recorded.body).unwrap();
    let own = &mut changed["clientConfigurationProperties"]["showStatusInSystemTray"]["actualValue"];
    *own = json!(own != &json!(true));
    recorded.body = changed.to_string().into_bytes();
    let theirs = read(ReadClient::new(user("tokoro"), None, RightsFilter::Admin), &recorded).unwrap();
    assert!(kept.still_own(&now, &theirs).is_none());
}

#[test]
fn a_licence_that_was_set_is_no_problem() {
    let body = r#"{"errorId": "error.request.configuration.update", "licenseErrors": [
        {"licenseErrorType": 0, "license": {"id": "A"}}, {"licenseErrorType": 2, "license": {"id": "B"}}]}"#;
    let mut refusal = read(put_own(screen_calls()), &answer(400, body)).unwrap_err();
    assert!(take_licence_warnings(&mut refusal).is_empty());
    assert_eq!(refusal.problems.len(), 1);
    let saved = r#"{"id": "u", "licenseProblems": [{"licenseErrorType": 0}, {"licenseErrorType": 2}, {}]}"#;
    let saved = read(put_own(screen_calls()), &answer(200, saved)).unwrap().licence_problems;
    let of = |read: fn(&LicenceProblem) -> bool| saved.iter().map(read).collect::<Vec<_>>();
    assert_eq!(of(LicenceProblem::is_none), [true, false, false]);
    assert_eq!(of(LicenceProblem::is_not_set), [false, true, false]);
}
