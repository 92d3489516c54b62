//! The list of people, ids and addresses.

use crate::*;
use std::collections::HashSet;

#[test]
fn a_page_of_people_is_asked_for_and_read() {
    let recorded = exchange("21-users-list-page.http", 0);
    let call =
        ListUsers { from: 200, search: Some("a".into()), rights: RightsFilter::View, query: ListQuery::Full };
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
        ListUsers { from: 0, search: None, rights: RightsFilter::View, query: ListQuery::Full },
        &exchange("20-users-list-ids.http", 0).answer,
    );
    assert_eq!(all.unwrap().rows[1].id, "front desk");
}

#[test]
fn a_search_of_several_pieces_joins_them() {
    let path = |search: &str| {
        let call = ListUsers {
            from: 0,
            search: Some(search.into()),
            rights: RightsFilter::Admin,
            query: ListQuery::Full,
        };
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
        let call = ListUsers { from: 0, search: None, rights: RightsFilter::Admin, query: ListQuery::Full };
        let refusal = read(call, &recorded.answer).unwrap_err();
        match at {
            0 => {
                assert_eq!(refusal.kind, RefusalKind::RefusedValues);
                let fields: Vec<_> = refusal.problems.iter().map(|p| p.field.as_deref().unwrap()).collect();
                assert_eq!(fields, ["select", "where", "orderBy"]);
                assert!(users::is_search_refused(&refusal));
            }
            2 => assert!(users::is_search_refused(&refusal)),
            _ => assert_eq!(refusal.kind, RefusalKind::Malformed),
        }
    }
}

/// A server with `count` people that counts from `reads` in a Range and from
/// `writes` in its Content-Range, and sends what is asked for.
fn all_of(count: usize, reads: usize, writes: usize, total: Option<usize>) -> (UserList, usize) {
    let mut users = UserList::default();
    let mut asked = 0;
    while let Some(from) = users.next_from() {
        asked += 1;
        assert!(asked < 100, "never ends");
        let first = from.max(reads) - reads;
        let last = (from + users::PAGE_SIZE).saturating_sub(reads).min(count);
        let items: Vec<Json> =
            (first..last).map(|n| json!({"configurationId": {"id": format!("u{n}")}})).collect();
        let mut response = answer(200, &json!({"items": items}).to_string());
        let total = total.map_or("*".to_string(), |t| t.to_string());
        let range = format!("items {}-{}/{total}", first + writes, last + writes - 1);
        response.headers.push(("Content-Range".into(), range));
        let call = ListUsers { from, search: None, rights: RightsFilter::Admin, query: ListQuery::Full };
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
    let call = ListUsers { from: 0, search: None, rights: RightsFilter::Admin, query: ListQuery::Full };
    let page = read(call.clone(), &response).unwrap();
    assert_eq!((page.rows.len(), page.without_id, page.range), (1, 4, None));
    assert_eq!((page.rows[0].id.as_str(), page.rows[0].name.as_str()), ("7", "7"));
    assert_eq!(page.rows[0].extension.as_deref(), Some("12"));
    assert_eq!(read(call.clone(), &answer(200, "{}")).unwrap(), UserPage::default());
    assert_eq!(read(ListUsers { from: 199, ..call.clone() }, &answer(416, "")).unwrap(), UserPage::default());
    assert_eq!(read(call, &answer(200, r#"{"items": 3}"#)).unwrap_err().kind, RefusalKind::NotUnderstood);
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
fn a_uri_names_a_user_or_another_object() {
    assert_eq!(user_id_of_uri("/configuration/users/front%20desk").unwrap().as_str(), "front desk");
    assert_eq!(user_id_of_uri("/configuration/workgroups/Sales"), None);
    for (uri, named) in [
        ("/configuration/workgroups/Sales", Some("/configuration/workgroups/Sales")),
        ("/api/pbx1.example.test/icws/17/configuration/roles/A%2FB", Some("/configuration/roles/A%2FB")),
        ("/configuration/", None),
        ("/messaging/messages", None),
        ("", None),
    ] {
        assert_eq!(configuration_path(uri), named);
    }
}

/// A server whose order changes with every page: the people stand turned by
/// `turn` places more each time.
fn read_turning(count: usize, turn: usize, turned_pages: usize) -> (UserList, usize) {
    let mut users = UserList::default();
    let mut requests = 0;
    while let Some(from) = users.next_from() {
        let by = turn * requests.min(turned_pages);
        requests += 1;
        assert!(requests < 40, "never ends");
        let rows = (from..(from + users::PAGE_SIZE).min(count))
            .map(|at| json!({"configurationId": {"id": format!("u{}", (at + by) % count)}}))
            .collect::<Vec<_>>();
        let mut response = answer(200, &json!({"items": rows}).to_string());
        response.headers.push(("Content-Range".into(), format!("items {from}-/{count}")));
        let call = ListUsers { from, search: None, rights: RightsFilter::View, query: ListQuery::Full };
        users.add(read(call, &response).unwrap());
    }
    (users, requests)
}

#[test]
fn nobody_vanishes_from_a_list_whose_order_changes() {
    for count in [401, 422, 999] {
        for turn in [1, 7, 150] {
            let (users, _) = read_turning(count, turn, 2);
            assert_eq!((users.rows().len(), users.missing()), (count, 0), "{count} by {turn}");
            assert!(users.is_whole());
        }
    }
    // One that never stands still is given up, and says how many are missing.
    let (users, requests) = read_turning(900, 150, usize::MAX);
    assert_eq!(users.is_whole(), users.missing() == 0);
    assert!(requests < 30);
}

#[test]
fn a_list_that_is_short_without_doubled_rows_is_not_read_again() {
    let (users, asked) = all_of(250, 0, 0, Some(300));
    assert!(!users.is_whole());
    assert_eq!((users.next_from(), asked), (None, 3), "another reading would bring the same");
    let (users, _) = all_of(250, 0, 0, None);
    assert!(users.is_whole() && users.next_from().is_none());
}

#[test]
fn somebody_who_was_deleted_between_two_pages_does_not_hide_another() {
    let page = |ids: std::ops::Range<usize>, total: usize| {
        let items: Vec<Json> = ids.map(|n| json!({"configurationId": {"id": format!("u{n}")}})).collect();
        let mut response = answer(200, &json!({"items": items}).to_string());
        response.headers.push(("Content-Range".into(), format!("items 0-/{total}")));
        let call = ListUsers { from: 0, search: None, rights: RightsFilter::View, query: ListQuery::Full };
        read(call, &response).unwrap()
    };
    let mut users = UserList::default();
    users.add(page(0..200, 300));
    assert_eq!(users.next_from(), Some(199));
    // u0 is gone, so that u200 stands where u199 stood, and u199 on the first page.
    users.add(page(200..300, 299));
    assert_eq!(users.next_from(), Some(0), "nothing tells whether somebody stood between");
    users.add(page(1..201, 299));
    assert_eq!(users.next_from(), Some(199));
    users.add(page(200..300, 299));
    assert!(users.is_whole());
    let ids: HashSet<&str> = users.rows().iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids.len(), 299);
    assert!(ids.contains("u200") && !ids.contains("u0"));
}

#[test]
fn what_a_server_refuses_of_the_query_is_left_out() {
    let asked = |query| {
        let call = ListUsers { from: 0, search: None, rights: RightsFilter::View, query };
        let request = session().call(call).request();
        (target(&request.path).1, request.headers.iter().any(|(name, _)| *name == "Range"))
    };
    let [select, order, rights] =
        ["select=extension", "orderBy=configurationId.id%20asc", "rightsFilter=view"].map(String::from);
    assert_eq!(asked(ListQuery::Full), (vec![order, rights.clone(), select.clone()], true));
    assert_eq!(asked(ListQuery::Unordered), (vec![rights.clone(), select.clone()], true));
    assert_eq!(asked(ListQuery::Unfiltered), (vec![select], true));
    assert_eq!(asked(ListQuery::Plain), (vec![rights], false));
    assert_eq!(asked(ListQuery::Bare), (vec![], false));

    let refused = |status, body: &str| {
        let call = ListUsers { from: 0, search: None, rights: RightsFilter::View, query: ListQuery::Full };
        read(call, &answer(status, body)).unwrap_err()
    };
    let by =
        r#"{"__type": "urn:inin.com:configuration:getObjectListError", "orderBy": "configurationId.id"}"#;
    assert_eq!(ListQuery::Full.after(&refused(400, by)), Some(ListQuery::Unordered));
    let selected = r#"{"__type": "urn:inin.com:configuration:getObjectListError", "select": ["extension"]}"#;
    assert_eq!(ListQuery::Full.after(&refused(400, selected)), Some(ListQuery::Plain));
    // Nothing says which: one after the other.
    let unnamed = refused(400, r#"{"errorId": "error.request.invalid", "message": "(rightsFilter)"}"#);
    let mut queries = vec![ListQuery::Full];
    while let Some(next) = queries.last().and_then(|query| query.after(&unnamed)) {
        queries.push(next);
    }
    let fewer = [ListQuery::Unordered, ListQuery::Unfiltered, ListQuery::Plain, ListQuery::Bare];
    assert_eq!(queries, [&[ListQuery::Full], fewer.as_slice()].concat());
    // What is no matter of the query is not asked again.
    for (status, body) in [
        (400, r#"{"errorId": "error.request.connection.authenticationFailure"}"#),
        (400, r#"{"errorId": "error.request.configuration.getObjectList.invalidWhereOperator"}"#),
        (401, "{}"),
        (403, "{}"),
        (500, "{}"),
        (503, "{}"),
    ] {
        assert_eq!(ListQuery::Full.after(&refused(status, body)), None, "{status} {body}");
    }
}

#[test]
fn a_refused_range_is_no_empty_list() {
    let call = ListUsers { from: 0, search: None, rights: RightsFilter::View, query: ListQuery::Full };
    let refused = read(call.clone(), &answer(416, "<h1>Range Not Satisfiable</h1>")).unwrap_err();
    assert_eq!(ListQuery::Full.after(&refused), Some(ListQuery::Plain));
    let mut nobody = answer(416, "");
    nobody.headers.push(("Content-Range".into(), "items */0".into()));
    assert_eq!(read(call, &nobody).unwrap().rows.len(), 0);
}

#[test]
fn a_range_that_never_arrived_is_noticed() {
    let page = |from, range: &str| {
        let mut response = answer(200, r#"{"items": [{"configurationId": {"id": "a"}}]}"#);
        response.headers.push(("Content-Range".into(), range.into()));
        let call = ListUsers { from, search: None, rights: RightsFilter::View, query: ListQuery::Full };
        read(call, &response).unwrap().ignores_range(from)
    };
    for (from, range, is_ignored) in [
        (0, "items 0-199/450", false),
        (0, "items 1-200/450", false),
        (1, "items 1-2/3", false),
        (199, "items 199-398/450", false),
        (199, "items 200-399/450", false),
        (199, "items 0-199/450", true),
        (199, "items 1-200/450", true),
        (199, "items */450", false),
    ] {
        assert_eq!(page(from, range), is_ignored, "{from} {range}");
    }
}
