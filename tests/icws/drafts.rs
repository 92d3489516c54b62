//! What is typed, verified and compared.

use crate::*;
use switchroom::form::FieldValue;

fn draft() -> ClientDraft {
    ClientDraft::new(read_client("25-user-get-client-inherited.http"))
}

#[test]
fn only_what_changed_is_sent() {
    let mut draft = draft();
    assert!(draft.changes().is_none());
    draft.set(Property::ExternalCallTimeout, PropertyValue::Integer(30));
    assert!(!draft.draft.is_dirty(), "the server holds it already");
    draft.set(Property::ExternalCallTimeout, PropertyValue::Integer(50));
    draft.use_inherited(Property::ShowStatusInSystemTray);
    draft.use_inherited(Property::RingWhenOnPhone);
    assert_eq!(draft.draft.changed_count(), 2, "nothing of its own to give back");
    let changes = draft.changes().unwrap();
    assert_eq!(changes.get(Property::ShowStatusInSystemTray), Some(&PropertyChange::UseInherited));
    draft.set(Property::ExternalCallTimeout, PropertyValue::Integer(30));
    draft.revert(Property::ShowStatusInSystemTray);
    assert!(draft.changes().is_none());
}

#[test]
fn what_would_hold_is_known_before_it_is_pressed() {
    use view::DisplayedValue;
    let mut draft = draft();
    let tray = Property::ShowStatusInSystemTray;
    let [no, yes] = [false, true].map(|value| DisplayedValue::Value(PropertyValue::Boolean(value)));
    assert_eq!(draft.displayed_value(tray), no);
    assert_eq!(draft.edited().value_without_own(tray), yes);
    draft.use_inherited(tray);
    assert_eq!(draft.displayed_value(tray), yes);
    assert_eq!(draft.edited().is_own(tray), Some(false));
    let mut unknown = ClientDraft::new(read_client("24-user-get-client-effective.http"));
    assert_eq!(unknown.edited().is_own(Property::ScreenCalls), None);
    assert_eq!(unknown.edited().value_without_own(Property::ScreenCalls), DisplayedValue::KnownAfterSaving);
    unknown.use_inherited(Property::ScreenCalls);
    assert_eq!(unknown.change(Property::ScreenCalls), Some(PropertyChange::UseInherited));
    assert_eq!(unknown.displayed_value(Property::ScreenCalls), DisplayedValue::KnownAfterSaving);
    let starting_value = |property| unknown.edited().starting_value(property);
    assert_eq!(starting_value(Property::ExternalCallTimeout), PropertyValue::Integer(45));
    assert_eq!(starting_value(Property::MuteOnTransfer), PropertyValue::Boolean(false));
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
    assert!(!draft.edited().makes_no_difference(Property::MuteOnTransfer));
    draft.set(Property::CallForwardAll, PropertyValue::Boolean(false));
    assert!(draft.edited().makes_no_difference(Property::CallForwardAll));
    assert_eq!(draft.use_inherited_where_redundant(), 1);
    assert_eq!(draft.change(Property::ScreenCalls), Some(PropertyChange::UseInherited));
    let shown = |filter| view::filter_properties(draft.edited(), filter, |_| true);
    assert_eq!(shown(view::PropertyFilter::ChangedNow).len(), 3);
    assert_eq!(shown(view::PropertyFilter::SetHere).len(), 3);
    assert_eq!(shown(view::PropertyFilter::All).len(), 25);
    assert!(!shown(view::PropertyFilter::Inherited).contains(&Property::CallForwardAll));
    assert_eq!(
        view::filter_properties(draft.edited(), view::PropertyFilter::All, |p| p == Property::FollowMe),
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
    assert_eq!(conflicts[0].field, Property::ExternalCallTimeout);
    let of = |number| FieldValue::text(number);
    assert!(
        (&conflicts[0].base, &conflicts[0].mine) == (&of("30"), &of("50")) && conflicts[0].theirs == of("99")
    );
    // The other tab made the same change; the third is still wanted.
    assert_eq!(draft.draft.changed_count(), 2);
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
    let whose = |id| read(ReadClient::new(user(id), None, RightsFilter::Admin), &recorded);
    // What is about somebody else is not taken for whom was asked for.
    assert_eq!(whose("x").unwrap_err().kind, RefusalKind::NotUnderstood);
    let right = whose("TOkoro").unwrap();
    // Nor is it somebody else where a server writes the id in another way.
    for written in ["tokoro ", "%74okoro", "TOKORO"] {
        let mut other = recorded.clone();
        changed["configurationId"]["id"] = json!(written);
        other.body = changed.to_string().into_bytes();
        let answer = read(ReadClient::new(user("tokoro"), None, RightsFilter::Admin), &other);
        assert!(answer.is_ok(), "{written}");
    }
    let found = compare::find_differences(&left, &right);
    let properties: Vec<Property> = found.iter().map(|difference| difference.property).collect();
    assert_eq!(properties, [Property::ExternalCallTimeout]);
    assert_eq!(compare::find_unknown_differences(&left, &right)[0].name, "newThing");
    let chosen = [Property::ExternalCallTimeout, Property::RingWhenOnPhone];
    let copied = compare::copyable_values(&left, &chosen, &right);
    assert!(copied == [(Property::ExternalCallTimeout, FieldValue::text("30"))]);
    // What somebody does not have cannot be copied to them.
    assert!(compare::copyable_values(&left, &chosen, &ClientConfiguration::default()).is_empty());
}

#[test]
fn what_a_follow_me_entry_has_beyond_the_document_is_sent_back() {
    let body = r#"{"clientConfigurationProperties": {"followMe":
        [{"phoneNumber": "1", "timeout": 5, "usePin": false, "label": "Home"}]}}"#;
    let base = read(ReadClient::new(user("x"), None, RightsFilter::Admin), &answer(200, body)).unwrap();
    let mut draft = ClientDraft::new(base);
    let PropertyValue::FollowMe(mut list) = draft.edited().starting_value(Property::FollowMe) else {
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

#[test]
fn an_unreported_owner_is_no_reason_to_overlook_a_second_writer() {
    let configuration = |value: bool| {
        let body = json!({"clientConfigurationProperties": {
            "screenCalls": {"effectiveValue": value}, "muteOnTransfer": {"effectiveValue": false}}});
        read(ReadClient::new(user("x"), None, RightsFilter::Admin), &answer(200, &body.to_string())).unwrap()
    };
    let mut draft = ClientDraft::new(configuration(false));
    assert!(draft.draft.base(Property::ScreenCalls).is_own().is_none());
    draft.use_inherited(Property::ScreenCalls);
    draft.set(Property::MuteOnTransfer, PropertyValue::Boolean(false));
    assert_eq!(draft.draft.changed(), [Property::MuteOnTransfer, Property::ScreenCalls]);
    assert!(draft.rebase(configuration(false)).is_empty());
    let conflicts = draft.rebase(configuration(true));
    assert_eq!(conflicts.iter().map(|conflict| conflict.field).collect::<Vec<_>>(), [Property::ScreenCalls]);
    assert_eq!(draft.draft.changed_count(), 2);
}

#[test]
fn an_entry_keeps_what_is_typed_for_a_number_and_is_none() {
    use client_form::FollowMeRow;
    let mut draft = draft();
    let cells = |timeout: &str| {
        let row = FollowMeRow { phone_number: "1".into(), timeout: timeout.into(), ..FollowMeRow::default() };
        FieldValue::Rows(vec![row.into_cells()])
    };
    for typed in ["soon", "", " 20"] {
        draft.draft.set(Property::FollowMe, cells(typed));
        let rows = draft.draft.get(Property::FollowMe).as_rows().to_vec();
        assert_eq!(FollowMeRow::from_cells(&rows[0]).timeout, typed);
    }
    assert_eq!(
        draft.change(Property::FollowMe),
        Some(PropertyChange::Set(PropertyValue::FollowMe(vec![entry("1", 20, false)])))
    );
    draft.draft.set(Property::FollowMe, cells("soon"));
    assert_eq!(draft.problems()[0].field.as_deref(), Some("followMe[0].timeout"));
}

#[test]
fn what_is_kept_over_a_reload_is_of_every_kind() {
    use switchroom::form::Unsaved;
    let mut typed = draft();
    typed.set(Property::ExternalCallTimeout, PropertyValue::Integer(77));
    typed.set(Property::CallForwardAllMode, PropertyValue::Text(" Internal ".into()));
    typed.use_inherited(Property::ShowStatusInSystemTray);
    typed.set(Property::ScreenCalls, PropertyValue::Boolean(true));
    typed.set(Property::EFaqSearchOption, PropertyValue::SearchOption(SearchOption::Strict));
    typed.set(Property::FollowMe, PropertyValue::FollowMe(vec![entry("4321", 5, true)]));
    let text = Unsaved::of(&typed.draft, "mlind", 0.0).unwrap().to_text();
    let mut again = draft();
    Unsaved::read(&text, "mlind").unwrap().put_into(&mut again.draft);
    assert_eq!(again.draft.changed_count(), 6);
    assert!(again.changes() == typed.changes() && again.changes().is_some());
}
