//! ICWS against the example exchanges.

mod icws;

use icws::*;
use serde_json::{Value as Json, json};
use switchroom::domain::inherited::Layer;
use switchroom::domain::refusal::Unreached;
use switchroom::domain::{Kind, Language, Prerequisite, Secret, Trouble};
use switchroom::wire::icws::changes::{Held, all_as_asked, verify};
use switchroom::wire::icws::connection::{Disconnect, ReadFeatures, ReadState, ReadVersion, State};
use switchroom::wire::icws::messages::{Heartbeat, Message, Poll};
use switchroom::wire::icws::read::ConfigurationId;
use switchroom::wire::icws::refusal::{is_licence_only, may_have_saved, server_timed_out};
use switchroom::wire::icws::rights::{
    Access, MayAdminister, ReadDefaultUser, ReadOwnRights, Rights, RightsFilter, Why, access,
};
use switchroom::wire::icws::users::{self, Page};
use switchroom::wire::icws::*;
use switchroom::wire::{Call, Response};

fn user(id: &str) -> UserId {
    UserId::new(id).unwrap()
}

fn connect() -> Connect {
    Connect {
        application: "admin-web".into(),
        user: "mlind".into(),
        password: Secret::new("not-a-real-password".to_string()),
        language: Language::English,
    }
}

fn opened(response: &Response) -> Box<Connected> {
    match connect().answer(response) {
        Ok(Connection::Open(connected)) => connected,
        _ => panic!("not open"),
    }
}

fn yes(property: Property, value: bool) -> (Property, Change) {
    (property, Change::Set(Value::YesNo(value)))
}

fn changes(list: impl IntoIterator<Item = (Property, Change)>) -> Changes {
    Changes::new(list).unwrap()
}

fn put_own(changes: Changes) -> PutOwnClient {
    PutOwnClient { user: user("mlind"), changes, by: GiveBackBy::NullValue }
}

fn screen_calls() -> Changes {
    changes([yes(Property::ScreenCalls, true)])
}

fn entry(number: &str, timeout: i64, use_pin: bool) -> FollowMe {
    FollowMe { phone_number: number.into(), timeout, use_pin, ..FollowMe::default() }
}

// ---- Connection

#[test]
fn signing_in_opens_a_session() {
    let recorded = exchange("01-connect-created.http", 0);
    let request = connect().request();
    assert_eq!(request.method.name(), recorded.method);
    assert!(request.path.starts_with("/icws/connection?include="));
    assert_same_head_and_body(&request, &recorded);
    assert!(request.secret_headers.is_empty());

    let connected = opened(&recorded.answer);
    assert_eq!(connected.session.id(), "1730048211");
    assert_eq!(connected.user.as_deref(), Some("mlind"));
    assert_eq!(connected.display_name.as_deref(), Some("Maria Lind"));
    assert_eq!(connected.server.as_deref(), Some("PBX1"));
    assert_eq!(connected.alternate_hosts, ["pbx2.example.test"]);
    assert_eq!(connected.days_until_password_expires, Some(41));
    assert_eq!(connected.version.unwrap().display, "2023 R2 Patch 4");
    assert_eq!(connected.features.configuration(), Some(10));
    assert_eq!(connected.features.has_own_client(), Some(true));
    // The token goes out in its header.
    let request = connected.session.call(ReadState).request();
    assert_same(&request, &exchange("07-connection-state.http", 0));
}

#[test]
fn a_session_may_come_in_headers_alone_or_as_numbers() {
    let mut recorded = exchange("05-connect-through-proxy.http", 0).answer;
    recorded.body = b"{}".to_vec();
    assert_eq!(opened(&recorded).session.id(), "1730048211");
    let numeric = answer(200, r#"{"sessionId": 17, "csrfToken": "t", "features": null, "version": 3}"#);
    let connected = opened(&numeric);
    assert_eq!(connected.session.id(), "17");
    assert_eq!(connected.version, None);
    assert_eq!(connected.features.has_own_client(), None);
}

#[test]
fn an_answer_without_a_session_is_not_understood() {
    for body in
        ["{}", "[]", "", "<html>", r#"{"sessionId": "..", "csrfToken": "t"}"#, r#"{"sessionId": "1"}"#]
    {
        let refusal = connect().answer(&answer(201, body)).err().unwrap();
        assert_eq!(refusal.kind, Kind::NotUnderstood, "{body}");
    }
}

#[test]
fn a_wrong_password_is_a_400() {
    let recorded = exchange("02-connect-bad-credentials.http", 0);
    let refusal = connect().answer(&recorded.answer).err().unwrap();
    assert_eq!((refusal.kind, refusal.status), (Kind::WrongCredentials, Some(400)));
    assert!(refusal.said.iter().any(|text| text.contains("sign-in refused")));
    // Old servers with a code alone, new ones with an id alone.
    for body in
        [r#"{"errorCode": -2147221503}"#, r#"{"errorId": "error.request.connection.authenticationFailure"}"#]
    {
        assert_eq!(connect().answer(&answer(400, body)).err().unwrap().kind, Kind::WrongCredentials);
    }
}

#[test]
fn the_password_is_never_said_again() {
    let body = r#"{"message": "not-a-real-password is wrong", "propertyName": "password", "errorId": "x"}"#;
    let refusal = connect().answer(&answer(400, body)).err().unwrap();
    assert!(!refusal.said.iter().any(|text| text.contains("not-a-real")));
}

#[test]
fn a_missing_property_is_named() {
    let refusal = connect().answer(&exchange("03-connect-missing-property.http", 0).answer).err().unwrap();
    assert_eq!(refusal.kind, Kind::RefusedValues);
    assert_eq!(refusal.problems[0].field.as_deref(), Some("applicationName"));
    assert_eq!(refusal.problems[0].trouble, Trouble::Missing);
}

#[test]
fn a_switchover_leads_to_other_hosts() {
    let recorded = exchanges("04-connect-switchover-503.http");
    match connect().answer(&recorded[0].answer) {
        Ok(Connection::Elsewhere { hosts, said }) => {
            assert_eq!(hosts, ["pbx1.example.test"]);
            assert!(!said.is_empty());
        }
        _ => panic!("no other host"),
    }
    opened(&recorded[1].answer);
    let nowhere = answer(503, r#"{"errorId": "error.server.unavailable", "alternateHostList": []}"#);
    assert_eq!(connect().answer(&nowhere).err().unwrap().kind, Kind::Busy { retry_after: None });
}

#[test]
fn features_are_read_as_numbers_or_strings() {
    let recorded = exchange("06-sessionless-info.http", 0);
    let call = ReadFeatures { language: Language::English };
    assert_same(&call.request(), &recorded);
    assert_eq!(call.answer(&recorded.answer).unwrap().version("messaging"), Some(2));
    let strings =
        r#"{"featureInfoList": [{"featureId": "configuration", "version": "6"}, {"featureId": "x"}, 3]}"#;
    let features = call.answer(&answer(200, strings)).unwrap();
    assert_eq!(features.has_own_client(), Some(false));
    assert_eq!(features.version("x"), None);
    let version = ReadVersion { language: Language::English };
    let answered = version.answer(&answer(200, r#"{"majorVersion": 16, "minorVersion": "3"}"#)).unwrap();
    assert_eq!(answered.display, "16.3");
}

#[test]
fn the_state_of_a_session_is_read() {
    let recorded = exchanges("07-connection-state.http");
    assert_eq!(read(ReadState, &recorded[0].answer).unwrap(), State::Up);
    let down = read(ReadState, &recorded[1].answer).unwrap();
    assert!(matches!(down, State::Down { reason: Some(_), should_reconnect: false }));
    assert_eq!(read(ReadState, &answer(200, "{}")).unwrap(), State::Unclear(None));
}

#[test]
fn every_401_is_the_end_of_the_session_but_a_web_servers_own() {
    for recorded in exchanges("08-unauthorized-401.http") {
        let call = UsersPage { from: 0, search: None, rights: RightsFilter::View };
        assert_eq!(read(call, &recorded.answer).unwrap_err().kind, Kind::NotSignedIn);
    }
    let mut basic = answer(401, "");
    assert_eq!(read(ReadState, &basic).unwrap_err().kind, Kind::NotSignedIn);
    basic.headers = vec![("www-authenticate".into(), "Basic realm=\"x\"".into())];
    assert_eq!(read(ReadState, &basic).unwrap_err().kind, Kind::MustFirst(Prerequisite::BrowserCredentials));
}

#[test]
fn signing_out_and_keeping_alive_take_any_2xx() {
    let recorded = exchange("09-disconnect.http", 0);
    assert_same(&session().call(Disconnect).request(), &recorded);
    assert!(read(Disconnect, &recorded.answer).is_ok());
    assert!(read(Disconnect, &answer(401, "{}")).is_ok());
    assert!(read(Disconnect, &answer(500, "{}")).is_err());
    let recorded = exchange("11-heartbeat.http", 0);
    assert_same(&session().call(Heartbeat).request(), &recorded);
    assert!(read(Heartbeat, &recorded.answer).is_ok());
    assert!(read(Heartbeat, &answer(200, "anything")).is_ok());
}

#[test]
fn messages_tell_of_the_end_and_of_changes() {
    let recorded = exchanges("10-messages-poll.http");
    assert_eq!(read(Poll, &recorded[0].answer).unwrap(), []);
    let messages = read(Poll, &recorded[1].answer).unwrap();
    assert!(matches!(&messages[..], [Message::Connection(State::Down { should_reconnect: true, .. })]));
    let messages = read(Poll, &exchange("51-watch-users.http", 1).answer).unwrap();
    assert!(matches!(&messages[..], [Message::Users(users)] if users[0].id.as_deref() == Some("tokoro")));
}

// ---- People

#[test]
fn a_page_of_people_is_asked_for_and_read() {
    let recorded = exchange("21-users-list-page.http", 0);
    let call = UsersPage { from: 200, search: Some("a".into()), rights: RightsFilter::View };
    let request = session().call(call.clone()).request();
    assert_same_head_and_body(&request, &recorded);
    let (path, parameters) = target(&request.path);
    assert_eq!(path, target(&recorded.target).0);
    assert!(parameters.contains(&"where=configurationId.displayName%20ct%20a".to_string()));
    let page = read(call, &recorded.answer).unwrap();
    assert_eq!(page.rows.len(), 2);
    assert_eq!(page.rows[0].extension.as_deref(), Some("4107"));
    assert_eq!(page.rows[1].extension, None);
    assert_eq!(page.range.unwrap().total, Some(202));
    let all = read(
        UsersPage { from: 0, search: None, rights: RightsFilter::View },
        &exchange("20-users-list-ids.http", 0).answer,
    );
    assert_eq!(all.unwrap().rows[1].id, "front desk");
}

#[test]
fn a_search_of_several_pieces_joins_them() {
    let path = |search: &str| {
        let call = UsersPage { from: 0, search: Some(search.into()), rights: RightsFilter::Admin };
        session().call(call).request().path
    };
    assert!(path("Lind, M&a").contains(
        "&where=configurationId.displayName%20ct%20Lind,configurationId.displayName%20ct%20M%26a&"
    ));
    assert!(path("41").contains("&where=extension%20sw%2041&"));
    assert!(!path(" , ").contains("where"));
}

#[test]
fn a_refused_query_names_what_was_refused() {
    for (at, recorded) in exchanges("22-users-list-bad-query.http").into_iter().enumerate() {
        let call = UsersPage { from: 0, search: None, rights: RightsFilter::Admin };
        let refusal = read(call, &recorded.answer).unwrap_err();
        match at {
            0 => {
                assert_eq!(refusal.kind, Kind::RefusedValues);
                let fields: Vec<_> = refusal.problems.iter().map(|p| p.field.as_deref().unwrap()).collect();
                assert_eq!(fields, ["select", "where", "orderBy"]);
                assert!(users::refused_the_search(&refusal));
            }
            2 => assert!(users::refused_the_search(&refusal)),
            _ => assert_eq!(refusal.kind, Kind::Malformed),
        }
    }
}

/// A server with `count` people that counts from `reads` in a Range and from
/// `writes` in its Content-Range, and sends what is asked for.
fn all_of(count: usize, reads: usize, writes: usize, total: Option<usize>) -> (Users, usize) {
    let mut users = Users::new();
    let mut asked = 0;
    while let Some(from) = users.next() {
        asked += 1;
        assert!(asked < 100, "never ends");
        let first = from.max(reads) - reads;
        let last = (from + users::PAGE).saturating_sub(reads).min(count);
        let items: Vec<Json> =
            (first..last).map(|n| json!({"configurationId": {"id": format!("u{n}")}})).collect();
        let mut response = answer(200, &json!({"items": items}).to_string());
        let total = total.map_or("*".to_string(), |t| t.to_string());
        let range = format!("items {}-{}/{total}", first + writes, last + writes - 1);
        response.headers.push(("Content-Range".into(), range));
        let call = UsersPage { from, search: None, rights: RightsFilter::Admin };
        users.add(read(call, &response).unwrap());
    }
    (users, asked)
}

#[test]
fn nobody_is_lost_or_doubled_whether_a_server_counts_from_0_or_1() {
    for (reads, writes) in [(0, 0), (1, 1), (0, 1)] {
        for count in [1, 199, 200, 201, 399, 400, 401, 1000] {
            let (users, _) = all_of(count, reads, writes, Some(count));
            assert_eq!(users.rows().len(), count, "from {reads} and {writes}, {count} people");
            assert_eq!(users.missing(), 0);
        }
    }
}

#[test]
fn a_list_that_promises_more_than_it_has_ends_and_says_so() {
    let (users, asked) = all_of(250, 0, 0, Some(300));
    assert_eq!((users.rows().len(), users.missing()), (250, 50));
    assert!(asked <= 3);
    let (users, _) = all_of(250, 0, 0, None);
    assert_eq!(users.rows().len(), 250);
}

#[test]
fn odd_items_and_ranges_do_no_harm() {
    let items = r#"{"items": [{}, 3, null, {"configurationId": {"displayName": "No id"}},
        {"configurationId": {"id": 7, "displayName": ""}, "extension": 12}]}"#;
    let mut response = answer(200, items);
    response.headers.push(("content-range".into(), "items x-y/z".into()));
    let call = UsersPage { from: 0, search: None, rights: RightsFilter::Admin };
    let page = read(call.clone(), &response).unwrap();
    assert_eq!((page.rows.len(), page.nameless, page.range), (1, 4, None));
    assert_eq!((page.rows[0].id.as_str(), page.rows[0].name.as_str()), ("7", "7"));
    assert_eq!(page.rows[0].extension.as_deref(), Some("12"));
    assert_eq!(read(call.clone(), &answer(200, "{}")).unwrap(), Page::default());
    assert_eq!(read(call.clone(), &answer(416, "")).unwrap(), Page::default());
    assert_eq!(read(call, &answer(200, r#"{"items": 3}"#)).unwrap_err().kind, Kind::NotUnderstood);
}

#[test]
fn ids_are_encoded_whole() {
    let recorded = exchange("30-user-id-encoding.http", 0);
    let request = session().call(MayAdminister { user: user("front desk") }).request();
    assert_eq!(target(&request.path).0, target(&recorded.target).0);
    for (id, path) in [
        ("a/b", "a%2Fb"),
        ("DOM\\eva", "DOM%5Ceva"),
        ("50%", "50%25"),
        ("a%2Fb", "a%252Fb"),
        ("Яна", "%D0%AF%D0%BD%D0%B0"),
        ("x?#", "x%3F%23"),
    ] {
        let request = session().call(put_own_of(id)).request();
        assert_eq!(request.path, format!("/icws/1730048211/configuration/users/{path}/client"));
    }
    for id in ["", ".", ".."] {
        assert!(UserId::new(id).is_none());
    }
}

fn put_own_of(id: &str) -> PutOwnClient {
    PutOwnClient { user: user(id), ..put_own(screen_calls()) }
}

#[test]
fn a_uri_stays_within_the_session() {
    let of = |uri: &str| within_session(uri, &session());
    assert_eq!(
        of("/configuration/workgroups/Help%20Desk").as_deref(),
        Some("/configuration/workgroups/Help%20Desk")
    );
    for prefix in ["/icws/1730048211", "/api/pbx1.example.test/icws/1730048211"] {
        let uri = format!("{prefix}/connection");
        assert_eq!(of(&uri).as_deref(), Some("/connection"));
    }
    for uri in [
        "",
        "configuration/x",
        "//evil.example/x",
        "https://evil.example/x",
        "javascript:alert(1)",
        "/\\evil.example",
        "/icws/999/connection",
        "/configuration/../x",
        "/configuration/%2e%2e/x",
        "/x\ny",
        "/icws/17300482110/x",
    ] {
        assert_eq!(of(uri), None, "{uri}");
    }
    assert_eq!(user_of_uri("/configuration/users/front%20desk").unwrap().as_str(), "front desk");
    assert_eq!(user_of_uri("/configuration/workgroups/Sales"), None);
}

// ---- Rights

#[test]
fn ones_own_rights_are_read() {
    let recorded = exchange("28-user-get-own-rights.http", 0);
    let call = ReadOwnRights { user: user("mlind") };
    assert_same(&session().call(call.clone()).request(), &recorded);
    let rights = read(call.clone(), &recorded.answer).unwrap();
    assert_eq!(rights, Rights { customize_client: true, follow_me: Some(true), master_administrator: false });
    assert_eq!(read(call, &answer(200, r#"{"configurationId": {}}"#)).unwrap(), Rights::default());
    let recorded = exchange("31-defaults.http", 1);
    assert_same(&session().call(ReadDefaultUser).request(), &recorded);
    let default = read(ReadDefaultUser, &recorded.answer).unwrap();
    assert_eq!((default.id.label(), default.customize_client), (Some("Default User"), Some(false)));
}

#[test]
fn whom_one_may_administer_is_asked_by_the_filter() {
    let recorded = exchanges("29-user-get-refused.http");
    let call = MayAdminister { user: user("apetrov") };
    assert_same(&session().call(call.clone()).request(), &recorded[0]);
    assert!(!read(call.clone(), &recorded[0].answer).unwrap());
    assert_eq!(read(call.clone(), &recorded[1].answer).unwrap_err().kind, Kind::NotFound);
    assert!(read(call, &exchange("23-user-get-default.http", 0).answer).unwrap());
}

#[test]
fn access_says_which_way_or_why_not() {
    let features = |version: Json| {
        let body =
            json!({"featureInfoList": [{"featureId": "configuration", "version": version}]}).to_string();
        ReadFeatures { language: Language::French }.answer(&answer(200, &body)).unwrap()
    };
    let (new, old) = (features(json!(7)), features(json!("6")));
    let may = Rights { customize_client: true, ..Rights::default() };
    let none = Rights::default();
    let master = Rights { master_administrator: true, ..Rights::default() };
    assert_eq!(access(true, may, &new, None), Access::Own);
    assert_eq!(access(true, may, &Features::default(), None), Access::Own);
    assert_eq!(access(true, may, &old, Some(false)), Access::ReadOnly(Why::ServerTooOld));
    assert_eq!(access(true, may, &old, Some(true)), Access::Administrator);
    assert_eq!(access(true, none, &new, None), Access::ReadOnly(Why::NoRightToCustomize));
    assert_eq!(access(false, may, &new, None), Access::ReadOnly(Why::NotYours));
    assert_eq!(access(false, none, &new, Some(true)), Access::Administrator);
    assert_eq!(access(false, master, &new, None), Access::Administrator);
    assert_eq!(access(false, master, &new, Some(false)), Access::ReadOnly(Why::NotYours));
}

// ---- Client configuration

#[test]
fn the_properties_are_those_of_the_document() {
    let file = json_file("client-properties.json");
    let members = file["members"].as_array().unwrap();
    assert_eq!(members.len(), Property::ALL.len());
    for member in members {
        let name = member["name"].as_str().unwrap();
        let property = Property::from_name(name).unwrap_or_else(|| panic!("{name}"));
        let kind = match member["kind"].as_str().unwrap() {
            "inheritableBoolean" => property::Kind::YesNo,
            "inheritableString" => property::Kind::Text,
            "inheritableInt" => property::Kind::Number,
            kind if kind.starts_with("enum") => property::Kind::Search,
            _ => property::Kind::FollowMe,
        };
        assert_eq!(property.kind(), kind, "{name}");
        assert_eq!(Some(property.since()), member["sinceConfiguration"].as_i64(), "{name}");
    }
    let grouped: usize = Group::ALL.into_iter().map(|group| group.properties().count()).sum();
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
        assert_eq!(enums::validator(&json!(name)), number.as_i64());
    }
    assert_eq!((0..100).filter(|number| enums::validator_name(*number).is_some()).count(), 46);
    assert_eq!(enums::validator_name(8), None);
    for (name, number) in file["licenseErrorType"].as_object().unwrap() {
        assert_eq!(enums::licence(&json!(name)), number.as_i64());
    }
    for (name, number) in file["inheritedFromType"].as_object().unwrap() {
        assert_eq!(enums::layer(Some(number)), enums::layer(Some(&json!(name))));
    }
    for (name, number) in file["eFaqSearchOptions"].as_object().unwrap() {
        let option = SearchOption::from_number(number.as_i64().unwrap());
        assert_eq!(format!("{option:?}").to_lowercase(), *name);
    }
}

fn read_client(name: &str) -> ClientConfiguration {
    read(ReadClient::new(user("tokoro"), None, RightsFilter::Admin), &exchange(name, 0).answer).unwrap()
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
    assert_eq!(value.effective, Some(Some(Value::Number(45))));
    assert_eq!((value.is_own(), value.after_giving_back()), (None, None));
    // Left out is null.
    assert_eq!(read.get(Property::MuteOnTransfer).unwrap().effective, None);
    assert_eq!(read.get(Property::FollowMe).unwrap().own, Some(None));
    let counts = view::Counts::of(&read);
    assert_eq!((counts.properties, counts.set_here, counts.redundant), (25, 0, 0));
}

#[test]
fn own_and_inherited_values_are_read_with_their_sources() {
    let read = read_client("25-user-get-client-inherited.http");
    let tray = read.get(Property::ShowStatusInSystemTray).unwrap();
    assert_eq!((tray.own(), tray.is_own()), (Some(&Value::YesNo(false)), Some(true)));
    assert_eq!(tray.after_giving_back(), Some(Some(&Value::YesNo(true))));
    assert_eq!(tray.sources[0].layer, Layer::Role);
    assert_eq!(tray.sources[0].name.as_deref(), Some("Agent"));
    assert_eq!(tray.sources[0].values, [Value::YesNo(true)]);
    let ring = read.get(Property::RingWhenOnPhone).unwrap();
    assert_eq!(ring.is_own(), Some(false));
    let layers: Vec<Layer> = ring.sources.iter().map(|source| source.layer).collect();
    assert_eq!(layers, [Layer::Workgroup, Layer::ClientConfigurationTemplate]);
    let mode = read.get(Property::CallForwardAllMode).unwrap();
    assert_eq!((mode.sources[0].layer, mode.sources[0].uri.as_deref()), (Layer::DefaultUser, None));
    assert_eq!(read.get(Property::EFaqSearchOption).unwrap().own(), Some(&Value::Search(SearchOption::Best)));
    let list = vec![entry("+15550100123", 20, true), entry("4199", 15, false)];
    assert_eq!(read.get(Property::FollowMe).unwrap().own(), Some(&Value::FollowMe(list)));
    let counts = view::Counts::of(&read);
    assert_eq!((counts.set_here, counts.redundant, counts.not_understood), (4, 0, 0));
}

#[test]
fn sources_that_come_one_by_one_are_added() {
    let body = r#"{"configurationId": {"id": "tokoro"}, "clientConfigurationProperties":
        {"ringWhenOnPhone": {"effectiveValue": true, "inheritedValue": true}}}"#;
    let call = ReadClient::new(user("tokoro"), None, RightsFilter::Admin);
    let mut all = read(call, &answer(200, body)).unwrap();
    assert_eq!(all.without_sources(), [Property::RingWhenOnPhone]);
    let one = ReadClient::sources_of(user("tokoro"), Property::RingWhenOnPhone, RightsFilter::Admin);
    all.add_sources(&read(one, &exchange("26-user-get-one-inherited-from.http", 0).answer).unwrap());
    assert_eq!(all.get(Property::RingWhenOnPhone).unwrap().sources[0].name.as_deref(), Some("Sales"));
    assert!(all.without_sources().is_empty());
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
            matches!(read.member(property), Some(Member::NotUnderstood { raw }) if !raw.is_empty()),
            "{property:?}"
        );
        let mut draft = Draft::new(read.clone());
        assert!(!draft.set(property, Value::blank(property.kind())));
        assert!(!draft.give_back(property));
    }
    assert_eq!(
        read.get(Property::EFaqSearchOption).unwrap().own(),
        Some(&Value::Search(SearchOption::Other(9)))
    );
    assert_eq!(read.get(Property::CallForwardAll).unwrap().own, Some(None));
    assert_eq!(read.get(Property::CallForwardAllMode).unwrap().effective, None);
    let sources = &read.get(Property::RingWhenOnPhone).unwrap().sources;
    let layers: Vec<Layer> = sources.iter().map(|source| source.layer).collect();
    assert_eq!(layers, [Layer::Unsaid, Layer::Unsaid, Layer::Other(77)]);
    assert!(sources.iter().all(|source| source.name.is_none() && source.values.is_empty()));
    assert_eq!(read.unknown.len(), 1);
    assert_eq!(
        (read.unknown[0].name.as_str(), read.unknown[0].raw.as_str()),
        ("quantumRing", r#"{"effectiveValue":[1]}"#)
    );
    assert_eq!(view::Counts::of(&read).not_understood, 4);
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
    assert_eq!(refusal.kind, Kind::RefusedValues);
    assert!(call.without_refused(&refusal).is_none());
}

// ---- Changing

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
    assert_eq!(place.entry(Some("12a"), &sent), Some((1, Some(place::Part::PhoneNumber))));
    assert_eq!(
        Place::read("followMe[2].timeout").unwrap().entry(None, &sent),
        Some((1, Some(place::Part::Timeout)))
    );
    assert_eq!(Place::read("followMe").unwrap().entry(None, &sent), None);
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
    assert_eq!(troubles, [v.clone(), v, r.clone(), r.clone(), r.clone(), Trouble::Licence(2), r]);
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
    assert_eq!(refusal.problems[0].trouble, Trouble::Licence(2));
    assert_eq!(refusal.problems[0].value.as_deref(), Some("Example Add-On"));
    assert!(is_licence_only(&refusal) && may_have_saved(&refusal));
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

// ---- Draft, verification, comparison

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
