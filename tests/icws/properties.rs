//! Reading client properties.

use crate::*;

#[test]
fn the_properties_are_those_of_the_document() {
    let file = json_file("client-properties.json");
    let members = file["members"].as_array().unwrap();
    assert_eq!(members.len(), Property::ALL.len());
    for member in members {
        let name = member["name"].as_str().unwrap();
        let property = Property::from_name(name).unwrap_or_else(|| panic!("{name}"));
        let kind = match member["kind"].as_str().unwrap() {
            "inheritableBoolean" => PropertyKind::Boolean,
            "inheritableString" => PropertyKind::Text,
            "inheritableInt" => PropertyKind::Integer,
            kind if kind.starts_with("enum") => PropertyKind::SearchOption,
            _ => PropertyKind::FollowMe,
        };
        assert_eq!(property.kind(), kind, "{name}");
        assert_eq!(Some(property.since()), member["sinceConfiguration"].as_i64(), "{name}");
    }
    let grouped: usize = PropertyGroup::ALL.into_iter().map(|group| group.properties().count()).sum();
    assert_eq!(grouped, 25);
    assert!(!Property::known_to(Some(5)).contains(&Property::EmailDownloadHtmlPictures));
    assert_eq!(Property::known_to(None).len(), 25);
    let mut in_order = Property::ALL.to_vec();
    in_order.sort();
    assert_eq!(in_order, Property::ALL);
}

#[test]
fn the_enums_are_those_of_the_document() {
    let file = json_file("enums.json");
    for (name, number) in file["validationErrorType"].as_object().unwrap() {
        assert_eq!(enums::validator_name(number.as_i64().unwrap()), Some(name.as_str()));
        assert_eq!(enums::read_validator(&json!(name)), number.as_i64());
    }
    assert_eq!((0..100).filter(|number| enums::validator_name(*number).is_some()).count(), 46);
    assert_eq!(enums::validator_name(8), None);
    for (name, number) in file["licenseErrorType"].as_object().unwrap() {
        assert_eq!(enums::read_licence_error_type(&json!(name)), number.as_i64());
    }
    for (name, number) in file["inheritedFromType"].as_object().unwrap() {
        assert_eq!(enums::read_layer(Some(number)), enums::read_layer(Some(&json!(name))));
    }
    for (name, number) in file["eFaqSearchOptions"].as_object().unwrap() {
        let option = SearchOption::from_number(number.as_i64().unwrap());
        assert_eq!(format!("{option:?}").to_lowercase(), *name);
    }
}

#[test]
fn members_are_selected_one_by_one_with_own_and_inherited_values() {
    let request = session().call(ReadClient::new(user("tokoro"), None, RightsFilter::LoggedInUser)).request();
    let (path, parameters) = target(&request.path);
    assert_eq!(path, "/icws/1730048211/configuration/users/tokoro");
    for wanted in ["actualValues=true", "inheritedValues=true", "rightsFilter=loggedInUser"] {
        assert!(parameters.contains(&wanted.to_string()));
    }
    let select = parameters.iter().find_map(|p| p.strip_prefix("select=")).unwrap();
    let mut ours: Vec<&str> = select.split(',').collect();
    ours.sort_unstable();
    let theirs = exchange("24-user-get-client-effective.http", 0).target;
    let mut theirs: Vec<&str> = theirs.split_once("select=").unwrap().1.split(',').collect();
    theirs.sort_unstable();
    assert_eq!(ours, theirs);
    let one = ReadClient::sources_of(user("tokoro"), Property::RingWhenOnPhone, RightsFilter::Admin);
    let (_, mut parameters) = target(&session().call(one).request().path);
    parameters.retain(|parameter| parameter != "rightsFilter=admin");
    assert_eq!(parameters, target(&exchange("26-user-get-one-inherited-from.http", 0).target).1);
}

#[test]
fn effective_values_alone_say_nothing_of_own_ones() {
    let read = read_client("24-user-get-client-effective.http");
    assert_eq!(read.members().count(), 25);
    assert_eq!(read.template.label(), Some("AgentBase"));
    assert_eq!(read.last_modified.as_deref(), Some("20260224T101500Z"));
    assert_eq!(read.user.label(), Some("Taro Okoro"));
    let value = read.get(Property::ExternalCallTimeout).unwrap();
    assert_eq!(value.effective, Some(Some(PropertyValue::Integer(45))));
    assert_eq!((value.is_own(), value.after_giving_back()), (None, None));
    // Left out is null.
    assert_eq!(read.get(Property::MuteOnTransfer).unwrap().effective, None);
    assert_eq!(read.get(Property::FollowMe).unwrap().own, Some(None));
    let counts = view::PropertyCounts::of(&read);
    assert_eq!((counts.properties, counts.set_here, counts.redundant), (25, 0, 0));
}

#[test]
fn own_and_inherited_values_are_read_with_their_sources() {
    let read = read_client("25-user-get-client-inherited.http");
    let tray = read.get(Property::ShowStatusInSystemTray).unwrap();
    assert_eq!((tray.own(), tray.is_own()), (Some(&PropertyValue::Boolean(false)), Some(true)));
    assert_eq!(tray.after_giving_back(), Some(Some(&PropertyValue::Boolean(true))));
    assert_eq!(tray.sources[0].layer, Layer::Role);
    assert_eq!(tray.sources[0].name.as_deref(), Some("Agent"));
    assert_eq!(tray.sources[0].values, [PropertyValue::Boolean(true)]);
    let ring = read.get(Property::RingWhenOnPhone).unwrap();
    assert_eq!(ring.is_own(), Some(false));
    let layers: Vec<Layer> = ring.sources.iter().map(|source| source.layer).collect();
    assert_eq!(layers, [Layer::Workgroup, Layer::ClientConfigurationTemplate]);
    let mode = read.get(Property::CallForwardAllMode).unwrap();
    assert_eq!((mode.sources[0].layer, mode.sources[0].uri.as_deref()), (Layer::DefaultUser, None));
    assert_eq!(
        read.get(Property::EFaqSearchOption).unwrap().own(),
        Some(&PropertyValue::SearchOption(SearchOption::Best))
    );
    let list = vec![entry("+15550100123", 20, true), entry("4199", 15, false)];
    assert_eq!(read.get(Property::FollowMe).unwrap().own(), Some(&PropertyValue::FollowMe(list)));
    let counts = view::PropertyCounts::of(&read);
    assert_eq!((counts.set_here, counts.redundant, counts.unreadable), (4, 0, 0));
}

#[test]
fn sources_that_come_one_by_one_are_added() {
    let body = r#"{"configurationId": {"id": "tokoro"}, "clientConfigurationProperties":
        {"ringWhenOnPhone": {"effectiveValue": true, "inheritedValue": true}}}"#;
    let call = ReadClient::new(user("tokoro"), None, RightsFilter::Admin);
    let mut all = read(call, &answer(200, body)).unwrap();
    assert_eq!(all.properties_without_sources(), [Property::RingWhenOnPhone]);
    let one = ReadClient::sources_of(user("tokoro"), Property::RingWhenOnPhone, RightsFilter::Admin);
    all.add_sources(&read(one, &exchange("26-user-get-one-inherited-from.http", 0).answer).unwrap());
    assert_eq!(all.get(Property::RingWhenOnPhone).unwrap().sources[0].name.as_deref(), Some("Sales"));
    assert!(all.properties_without_sources().is_empty());
}

#[test]
fn members_of_another_type_or_unknown_are_kept_as_they_came() {
    let body = r#"{"clientConfigurationProperties": {
        "screenCalls": {"actualValue": "yes"}, "muteOnTransfer": true, "externalCallTimeout": {"effectiveValue": 3.5},
        "followMe": [{"phoneNumber": "1", "timeout": 5, "usePin": false}, {"phoneNumber": 2}],
        "eFaqSearchOption": 9, "callForwardAll": null, "callForwardAllMode": {},
        "ringWhenOnPhone": {"inheritedValue": true, "inheritedFrom": [{}, 3, {"objectType": 77, "values": "x"}]},
        "quantumRing": {"effectiveValue": [1]}}}"#;
    let call = ReadClient::new(user("x"), None, RightsFilter::Admin);
    let read = read(call, &answer(200, body)).unwrap();
    for property in
        [Property::ScreenCalls, Property::MuteOnTransfer, Property::ExternalCallTimeout, Property::FollowMe]
    {
        assert!(
            matches!(read.member(property), Some(Member::Unreadable { raw }) if !raw.is_empty()),
            "{property:?}"
        );
        // Nothing of it can be sent, whatever was typed there before.
        let mut draft = ClientDraft::new(read.clone());
        assert!(matches!(draft.edited().displayed_value(property), view::DisplayedValue::NotReported));
        draft.set(property, PropertyValue::Integer(7));
        draft.use_inherited(property);
        assert!(draft.changes().is_none());
        assert_eq!(draft.problems(), [Problem::at(property.name(), Trouble::UnknownField)]);
    }
    assert_eq!(
        read.get(Property::EFaqSearchOption).unwrap().own(),
        Some(&PropertyValue::SearchOption(SearchOption::Other(9)))
    );
    assert_eq!(read.get(Property::CallForwardAll).unwrap().own, Some(None));
    assert_eq!(read.get(Property::CallForwardAllMode).unwrap().effective, None);
    let sources = &read.get(Property::RingWhenOnPhone).unwrap().sources;
    let layers: Vec<Layer> = sources.iter().map(|source| source.layer).collect();
    assert_eq!(layers, [Layer::Unsaid, Layer::Unsaid, Layer::Other(77)]);
    assert!(sources.iter().all(|source| source.name.is_none() && source.values.is_empty()));
    assert_eq!(read.unknown_members.len(), 1);
    assert_eq!(
        (read.unknown_members[0].name.as_str(), read.unknown_members[0].raw.as_str()),
        ("quantumRing", r#"{"effectiveValue":[1]}"#)
    );
    assert_eq!(view::PropertyCounts::of(&read).unreadable, 4);
}

#[test]
fn a_member_that_an_old_server_lacks_is_asked_for_no_more() {
    let body = r#"{"__type": "urn:inin.com:configuration:getObjectError", "select":
        ["clientConfigurationProperties.emailDownloadHTMLPictures"], "message": "m"}"#;
    let call = ReadClient::new(user("x"), None, RightsFilter::Admin);
    let refusal = read(call.clone(), &answer(400, body)).unwrap_err();
    let less = call.without_refused(&refusal).unwrap();
    assert_eq!(less.properties.len(), 24);
    assert!(less.without_refused(&refusal).is_none());
    let recorded = exchange("27-user-get-group-refused.http", 0);
    let refusal = read(call.clone(), &recorded.answer).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::RefusedValues);
    assert!(call.without_refused(&refusal).is_none());
}
