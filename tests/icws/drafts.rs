//! What is typed, verified and compared.

use crate::*;
fn draft() -> Draft {
    Draft::new(read_client("25-user-get-client-inherited.http"))
}

#[test]
fn only_what_changed_is_sent() {
    let mut draft = draft();
    assert!(draft.changes().is_none());
    assert!(draft.set(Property::ExternalCallTimeout, Value::Number(30)));
    assert!(!draft.is_changed(), "the server holds it already");
    draft.set(Property::ExternalCallTimeout, Value::Number(50));
    draft.give_back(Property::ShowStatusInSystemTray);
    draft.give_back(Property::RingWhenOnPhone);
    assert_eq!(draft.changed(), 2, "nothing of its own to give back");
    let changes = draft.changes().unwrap();
    assert_eq!(changes.get(Property::ShowStatusInSystemTray), Some(&Change::GiveBack));
    draft.set(Property::ExternalCallTimeout, Value::Number(30));
    draft.revert(Property::ShowStatusInSystemTray);
    assert!(draft.changes().is_none());
}

#[test]
fn what_would_hold_is_known_before_it_is_pressed() {
    use draft::Shown;
    let mut draft = draft();
    let tray = Property::ShowStatusInSystemTray;
    assert_eq!(draft.shown(tray), Shown::Value(&Value::YesNo(false)));
    assert_eq!(draft.after_giving_back(tray), Shown::Value(&Value::YesNo(true)));
    draft.give_back(tray);
    assert_eq!(draft.shown(tray), Shown::Value(&Value::YesNo(true)));
    assert_eq!(draft.is_own(tray), Some(false));
    let mut unknown = Draft::new(read_client("24-user-get-client-effective.http"));
    assert_eq!(unknown.after_giving_back(Property::ScreenCalls), Shown::AfterSaving);
    assert!(unknown.give_back(Property::ScreenCalls));
    assert_eq!(unknown.shown(Property::ScreenCalls), Shown::AfterSaving);
    assert_eq!(unknown.starting_value(Property::ExternalCallTimeout), Value::Number(45));
    assert_eq!(unknown.starting_value(Property::MuteOnTransfer), Value::YesNo(false));
}

#[test]
fn what_makes_no_difference_is_given_back_at_once() {
    let body = r#"{"clientConfigurationProperties": {
        "screenCalls": {"actualValue": true, "inheritedValue": true, "effectiveValue": true},
        "muteOnTransfer": {"actualValue": true, "inheritedValue": true, "effectiveValue": true},
        "callForwardAll": {"actualValue": true, "inheritedValue": false, "effectiveValue": true}}}"#;
    let base = read(ReadClient::new(user("x"), None, RightsFilter::Admin), &answer(200, body)).unwrap();
    assert_eq!(base.redundant(), [Property::MuteOnTransfer, Property::ScreenCalls]);
    let mut draft = Draft::new(base);
    draft.set(Property::MuteOnTransfer, Value::YesNo(false));
    assert!(!draft.makes_no_difference(Property::MuteOnTransfer));
    draft.set(Property::CallForwardAll, Value::YesNo(false));
    assert!(draft.makes_no_difference(Property::CallForwardAll));
    assert_eq!(draft.give_back_redundant(), 1);
    assert_eq!(draft.edit(Property::ScreenCalls), Some(&Change::GiveBack));
    let shown = |filter| view::shown(&draft, filter, |_| true);
    assert_eq!(shown(view::Filter::ChangedNow).len(), 3);
    assert_eq!(shown(view::Filter::SetHere).len(), 3);
    assert_eq!(shown(view::Filter::All).len(), 25);
    assert!(!shown(view::Filter::Inherited).contains(&Property::CallForwardAll));
    assert_eq!(view::shown(&draft, view::Filter::All, |p| p == Property::FollowMe), [Property::FollowMe]);
    for filter in view::Filter::ALL {
        assert_eq!(view::Filter::from_key(filter.key()), filter);
    }
}

#[test]
fn bad_typing_is_named_before_it_is_sent() {
    let mut draft = draft();
    let long = "9".repeat(300);
    draft.set(
        Property::FollowMe,
        Value::FollowMe(vec![
            entry(&long, -1, false),
            entry(" ", 1_000_000_000_000, true),
            entry("1\u{7}", 5, true),
            entry("+1 555", 5, true),
        ]),
    );
    draft.set(Property::CallForwardAllMode, Value::Text("a\u{0}b".into()));
    draft.set(Property::ExternalCallTimeout, Value::Number(1_000_000_000_000));
    let fields: Vec<_> = draft.problems().into_iter().map(|p| p.field.unwrap().into_owned()).collect();
    assert_eq!(
        fields,
        [
            "externalCallTimeout",
            "callForwardAllMode",
            "followMe[0].phoneNumber",
            "followMe[0].timeout",
            "followMe[1].phoneNumber",
            "followMe[1].timeout",
            "followMe[2].phoneNumber",
        ]
    );
}

#[test]
fn what_is_typed_as_a_number_is_one_or_too_large_or_none() {
    use value::{LONGEST_TIMEOUT, NO_NUMBER, check_follow_me, typed_number};
    for (typed, number) in [
        ("45", 45),
        (" 45\t", 45),
        ("+7", 7),
        ("-1", -1),
        ("007", 7),
        ("1000000000000", 1_000_000_000_000),
        ("99999999999999999999", i64::MAX),
        ("-99999999999999999999", NO_NUMBER + 1),
        ("-9223372036854775808", NO_NUMBER + 1),
        ("", NO_NUMBER),
        (" ", NO_NUMBER),
        ("soon", NO_NUMBER),
        ("4.5", NO_NUMBER),
        ("1e3", NO_NUMBER),
        ("4 5", NO_NUMBER),
        ("\u{664}\u{665}", NO_NUMBER),
    ] {
        assert_eq!(typed_number(typed), number, "{typed:?}");
        // At a property and in the follow-me list it is the same trouble.
        let whole = value::check(&Value::Number(number));
        let timeout = check_follow_me(&entry("1", number, false)).pop().map(|(_, trouble)| trouble);
        if number == NO_NUMBER {
            assert_eq!((whole, timeout), (Some(Trouble::WrongType), Some(Trouble::WrongType)), "{typed:?}");
        } else {
            let range = |min, max| {
                (number < min || number > max).then_some(Trouble::OutOfRange {
                    min: Some(min),
                    max: Some(max),
                    step: None,
                })
            };
            assert_eq!(whole, range(i64::from(i32::MIN), i64::from(i32::MAX)), "{typed:?}");
            assert_eq!(timeout, range(0, LONGEST_TIMEOUT), "{typed:?}");
        }
    }
}

#[test]
fn what_the_server_holds_afterwards_is_told_apart() {
    let now = read_client("25-user-get-client-inherited.http");
    let asked = changes([
        (Property::ShowStatusInSystemTray, Change::GiveBack),
        (Property::ExternalCallTimeout, Change::Set(Value::Number(30))),
        yes(Property::RingWhenOnPhone, false),
        (Property::CallForwardAllMode, Change::GiveBack),
        (Property::EFaqSearchOption, Change::Set(Value::Search(SearchOption::All))),
    ]);
    let verified = verify(&asked, &now);
    let of = |property| verified.iter().find(|(p, _)| *p == property).map(|(_, held)| held.clone()).unwrap();
    assert_eq!(of(Property::ShowStatusInSystemTray), Held::StillOwn(Value::YesNo(false)));
    assert_eq!(of(Property::ExternalCallTimeout), Held::AsAsked);
    assert_eq!(of(Property::RingWhenOnPhone), Held::Other(Some(Value::YesNo(true))));
    assert_eq!(of(Property::CallForwardAllMode), Held::AsAsked);
    assert_eq!(of(Property::EFaqSearchOption), Held::Other(Some(Value::Search(SearchOption::Best))));
    assert!(!all_as_asked(&verified));
    let silent = read_client("24-user-get-client-effective.http");
    let asked = changes([yes(Property::RingWhenOnPhone, true), (Property::ScreenCalls, Change::GiveBack)]);
    let verified = verify(&asked, &silent);
    assert!(verified.contains(&(Property::RingWhenOnPhone, Held::AsAsked)));
    assert!(verified.contains(&(Property::ScreenCalls, Held::Unsaid)));
}

#[test]
fn a_second_tab_is_noticed_and_nothing_typed_is_lost() {
    let mut draft = draft();
    draft.set(Property::ExternalCallTimeout, Value::Number(50));
    draft.set(Property::RingWhenOnPhone, Value::YesNo(false));
    draft.give_back(Property::ShowStatusInSystemTray);
    let mut recorded = exchange("25-user-get-client-inherited.http", 0).answer;
    let mut changed: Json = serde_json::from_slice(&recorded.body).unwrap();
    let group = &mut changed["clientConfigurationProperties"];
    group["externalCallTimeout"]["actualValue"] = json!(99);
    group["ringWhenOnPhone"]["actualValue"] = json!(false);
    recorded.body = changed.to_string().into_bytes();
    let fresh = read(ReadClient::new(user("tokoro"), None, RightsFilter::Admin), &recorded).unwrap();
    let conflicts = draft.rebase(fresh);
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].property, Property::ExternalCallTimeout);
    assert_eq!(conflicts[0].mine, Change::Set(Value::Number(50)));
    // The other tab made the same change; the third is still wanted.
    assert_eq!(draft.changed(), 2);
}

#[test]
fn two_people_are_compared_by_what_is_in_effect() {
    let left = read_client("25-user-get-client-inherited.http");
    let mut recorded = exchange("25-user-get-client-inherited.http", 0).answer;
    let mut changed: Json = serde_json::from_slice(&recorded.body).unwrap();
    let group = &mut changed["clientConfigurationProperties"];
    group["externalCallTimeout"] = json!({"effectiveValue": 45, "inheritedValue": 45});
    group["showStatusInSystemTray"] = json!({"effectiveValue": false, "inheritedValue": false});
    group["newThing"] = json!(1);
    recorded.body = changed.to_string().into_bytes();
    let right = read(ReadClient::new(user("x"), None, RightsFilter::Admin), &recorded).unwrap();
    let found = compare::differences(&left, &right);
    let properties: Vec<Property> = found.iter().map(|difference| difference.property).collect();
    assert_eq!(properties, [Property::ExternalCallTimeout]);
    assert_eq!(compare::unknown_differences(&left, &right)[0].name, "newThing");
    let mut draft = Draft::new(right);
    let copied =
        compare::copy(&left, &[Property::ExternalCallTimeout, Property::RingWhenOnPhone], &mut draft);
    assert_eq!(copied, [Property::ExternalCallTimeout]);
    assert_eq!(draft.edit(Property::ExternalCallTimeout), Some(&Change::Set(Value::Number(30))));
}

#[test]
fn what_a_follow_me_entry_has_beyond_the_document_is_sent_back() {
    let body = r#"{"clientConfigurationProperties": {"followMe":
        [{"phoneNumber": "1", "timeout": 5, "usePin": false, "label": "Home"}]}}"#;
    let base = read(ReadClient::new(user("x"), None, RightsFilter::Admin), &answer(200, body)).unwrap();
    let mut draft = Draft::new(base);
    let Value::FollowMe(mut list) = draft.starting_value(Property::FollowMe) else { panic!("a list") };
    list[0].timeout = 6;
    draft.set(Property::FollowMe, Value::FollowMe(list));
    let request = session().call(put_own(draft.changes().unwrap())).request();
    let sent: Json = serde_json::from_str(body_text(&request)).unwrap();
    assert_eq!(
        sent["followMe"][0],
        json!({"phoneNumber": "1", "timeout": 6, "usePin": false, "label": "Home"})
    );
    assert_eq!(ConfigurationId::default().label(), None);
}
