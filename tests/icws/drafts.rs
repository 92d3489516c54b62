//! What is typed, verified and compared.

use crate::*;

fn draft() -> ClientDraft {
    ClientDraft::new(read_client("25-user-get-client-inherited.http"))
}

#[test]
fn only_what_changed_is_sent() {
    let mut draft = draft();
    assert!(draft.changes().is_none());
    assert!(draft.set(Property::ExternalCallTimeout, PropertyValue::Integer(30)));
    assert!(!draft.is_changed(), "the server holds it already");
    draft.set(Property::ExternalCallTimeout, PropertyValue::Integer(50));
    draft.use_inherited(Property::ShowStatusInSystemTray);
    draft.use_inherited(Property::RingWhenOnPhone);
    assert_eq!(draft.change_count(), 2, "nothing of its own to give back");
    let changes = draft.changes().unwrap();
    assert_eq!(changes.get(Property::ShowStatusInSystemTray), Some(&PropertyChange::UseInherited));
    draft.set(Property::ExternalCallTimeout, PropertyValue::Integer(30));
    draft.revert(Property::ShowStatusInSystemTray);
    assert!(draft.changes().is_none());
}

#[test]
fn what_would_hold_is_known_before_it_is_pressed() {
    use draft::DisplayedValue;
    let mut draft = draft();
    let tray = Property::ShowStatusInSystemTray;
    assert_eq!(draft.displayed_value(tray), DisplayedValue::Value(&PropertyValue::Boolean(false)));
    assert_eq!(draft.value_without_own(tray), DisplayedValue::Value(&PropertyValue::Boolean(true)));
    draft.use_inherited(tray);
    assert_eq!(draft.displayed_value(tray), DisplayedValue::Value(&PropertyValue::Boolean(true)));
    assert_eq!(draft.is_own(tray), Some(false));
    let mut unknown = ClientDraft::new(read_client("24-user-get-client-effective.http"));
    assert_eq!(unknown.value_without_own(Property::ScreenCalls), DisplayedValue::KnownAfterSaving);
    assert!(unknown.use_inherited(Property::ScreenCalls));
    assert_eq!(unknown.displayed_value(Property::ScreenCalls), DisplayedValue::KnownAfterSaving);
    assert_eq!(unknown.starting_value(Property::ExternalCallTimeout), PropertyValue::Integer(45));
    assert_eq!(unknown.starting_value(Property::MuteOnTransfer), PropertyValue::Boolean(false));
}

#[test]
fn what_makes_no_difference_is_given_back_at_once() {
    let body = r#"{"clientConfigurationProperties": {
        "screenCalls": {"actualValue": true, "inheritedValue": true, "effectiveValue": true},
        "muteOnTransfer": {"actualValue": true, "inheritedValue": true, "effectiveValue": true},
        "callForwardAll": {"actualValue": true, "inheritedValue": false, "effectiveValue": true}}}"#;
    let base = read(ReadClient::new(user("x"), None, RightsFilter::Admin), &answer(200, body)).unwrap();
    assert_eq!(base.redundant_properties(), [Property::MuteOnTransfer, Property::ScreenCalls]);
    let mut draft = ClientDraft::new(base);
    draft.set(Property::MuteOnTransfer, PropertyValue::Boolean(false));
    assert!(!draft.makes_no_difference(Property::MuteOnTransfer));
    draft.set(Property::CallForwardAll, PropertyValue::Boolean(false));
    assert!(draft.makes_no_difference(Property::CallForwardAll));
    assert_eq!(draft.use_inherited_where_redundant(), 1);
    assert_eq!(draft.edit(Property::ScreenCalls), Some(&PropertyChange::UseInherited));
    let shown = |filter| view::filter_properties(&draft, filter, |_| true);
    assert_eq!(shown(view::PropertyFilter::ChangedNow).len(), 3);
    assert_eq!(shown(view::PropertyFilter::SetHere).len(), 3);
    assert_eq!(shown(view::PropertyFilter::All).len(), 25);
    assert!(!shown(view::PropertyFilter::Inherited).contains(&Property::CallForwardAll));
    assert_eq!(
        view::filter_properties(&draft, view::PropertyFilter::All, |p| p == Property::FollowMe),
        [Property::FollowMe]
    );
    for filter in view::PropertyFilter::ALL {
        assert_eq!(view::PropertyFilter::from_key(filter.key()), filter);
    }
}

#[test]
fn bad_typing_is_named_before_it_is_sent() {
    let mut draft = draft();
    let long = "9".repeat(300);
    draft.set(
        Property::FollowMe,
        PropertyValue::FollowMe(vec![
            entry(&long, -1, false),
            entry(" ", 1_000_000_000_000, true),
            entry("1\u{7}", 5, true),
            entry("+1 555", 5, true),
        ]),
    );
    draft.set(Property::CallForwardAllMode, PropertyValue::Text("a\u{0}b".into()));
    draft.set(Property::ExternalCallTimeout, PropertyValue::Integer(1_000_000_000_000));
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
    use follow_me::{MAX_TIMEOUT, check_entry};
    use integer::{NOT_A_NUMBER, parse_integer};
    for (typed, number) in [
        ("45", 45),
        (" 45\t", 45),
        ("+7", 7),
        ("-1", -1),
        ("007", 7),
        ("1000000000000", 1_000_000_000_000),
        ("99999999999999999999", i64::MAX),
        ("-99999999999999999999", NOT_A_NUMBER + 1),
        ("-9223372036854775808", NOT_A_NUMBER + 1),
        ("", NOT_A_NUMBER),
        (" ", NOT_A_NUMBER),
        ("soon", NOT_A_NUMBER),
        ("4.5", NOT_A_NUMBER),
        ("1e3", NOT_A_NUMBER),
        ("4 5", NOT_A_NUMBER),
        ("\u{664}\u{665}", NOT_A_NUMBER),
    ] {
        assert_eq!(parse_integer(typed), number, "{typed:?}");
        // At a property and in the follow-me list it is the same trouble.
        let whole = property_value::check_value(&PropertyValue::Integer(number));
        let timeout = check_entry(&entry("1", number, false)).pop().map(|(_, trouble)| trouble);
        if number == NOT_A_NUMBER {
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
            assert_eq!(timeout, range(0, MAX_TIMEOUT), "{typed:?}");
        }
    }
}

#[test]
fn what_the_server_holds_afterwards_is_told_apart() {
    let now = read_client("25-user-get-client-inherited.http");
    let asked = changes([
        (Property::ShowStatusInSystemTray, PropertyChange::UseInherited),
        (Property::ExternalCallTimeout, PropertyChange::Set(PropertyValue::Integer(30))),
        yes(Property::RingWhenOnPhone, false),
        (Property::CallForwardAllMode, PropertyChange::UseInherited),
        (Property::EFaqSearchOption, PropertyChange::Set(PropertyValue::SearchOption(SearchOption::All))),
    ]);
    let verified = compare_changes(&asked, &now);
    let of = |property| verified.iter().find(|(p, _)| *p == property).map(|(_, held)| held.clone()).unwrap();
    assert_eq!(of(Property::ShowStatusInSystemTray), ChangeResult::StillOwn(PropertyValue::Boolean(false)));
    assert_eq!(of(Property::ExternalCallTimeout), ChangeResult::Applied);
    assert_eq!(of(Property::RingWhenOnPhone), ChangeResult::Different(Some(PropertyValue::Boolean(true))));
    assert_eq!(of(Property::CallForwardAllMode), ChangeResult::Applied);
    assert_eq!(
        of(Property::EFaqSearchOption),
        ChangeResult::Different(Some(PropertyValue::SearchOption(SearchOption::Best)))
    );
    assert!(!all_applied(&verified));
    let silent = read_client("24-user-get-client-effective.http");
    let asked = changes([
        yes(Property::RingWhenOnPhone, true),
        (Property::ScreenCalls, PropertyChange::UseInherited),
    ]);
    let verified = compare_changes(&asked, &silent);
    assert!(verified.contains(&(Property::RingWhenOnPhone, ChangeResult::Applied)));
    assert!(verified.contains(&(Property::ScreenCalls, ChangeResult::NotReported)));
}

#[test]
fn a_second_tab_is_noticed_and_nothing_typed_is_lost() {
    let mut draft = draft();
    draft.set(Property::ExternalCallTimeout, PropertyValue::Integer(50));
    draft.set(Property::RingWhenOnPhone, PropertyValue::Boolean(false));
    draft.use_inherited(Property::ShowStatusInSystemTray);
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
    assert_eq!(conflicts[0].mine, PropertyChange::Set(PropertyValue::Integer(50)));
    // The other tab made the same change; the third is still wanted.
    assert_eq!(draft.change_count(), 2);
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
    let found = compare::find_differences(&left, &right);
    let properties: Vec<Property> = found.iter().map(|difference| difference.property).collect();
    assert_eq!(properties, [Property::ExternalCallTimeout]);
    assert_eq!(compare::find_unknown_differences(&left, &right)[0].name, "newThing");
    let mut draft = ClientDraft::new(right);
    let copied =
        compare::copy_values(&left, &[Property::ExternalCallTimeout, Property::RingWhenOnPhone], &mut draft);
    assert_eq!(copied, [Property::ExternalCallTimeout]);
    assert_eq!(
        draft.edit(Property::ExternalCallTimeout),
        Some(&PropertyChange::Set(PropertyValue::Integer(30)))
    );
}

#[test]
fn what_a_follow_me_entry_has_beyond_the_document_is_sent_back() {
    let body = r#"{"clientConfigurationProperties": {"followMe":
        [{"phoneNumber": "1", "timeout": 5, "usePin": false, "label": "Home"}]}}"#;
    let base = read(ReadClient::new(user("x"), None, RightsFilter::Admin), &answer(200, body)).unwrap();
    let mut draft = ClientDraft::new(base);
    let PropertyValue::FollowMe(mut list) = draft.starting_value(Property::FollowMe) else {
        panic!("a list")
    };
    list[0].timeout = 6;
    draft.set(Property::FollowMe, PropertyValue::FollowMe(list));
    let request = session().call(put_own(draft.changes().unwrap())).request();
    let sent: Json = serde_json::from_str(body_text(&request)).unwrap();
    assert_eq!(
        sent["followMe"][0],
        json!({"phoneNumber": "1", "timeout": 6, "usePin": false, "label": "Home"})
    );
    assert_eq!(ConfigurationId::default().label(), None);
}
