//! Lists whose order is not the same in each page, and people who come between
//! two pages.

use std::collections::BTreeSet;

use reference_pbx::apio::Apio;
use reference_pbx::http::{Answer, Asked, Pbx};
use reference_pbx::icws::Icws;
use reference_pbx::people::Kind;
use reference_pbx::xivo::Xivo;
use reference_pbx::xivo::dialect::{XIVO_2014A, XIVO_2016, XIVO_2019};
use serde_json::{Value, json};

fn asked(method: &str, target: &str) -> Asked {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let headers =
        [("X-Reference-Act", "1"), ("Accept-Language", "en-us"), ("Content-Type", "application/json")];
    Asked {
        method: method.into(),
        path: path.into(),
        query: query.into(),
        headers: headers.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec(),
        ..Asked::default()
    }
}

fn list(pbx: &mut dyn Pbx, request: &Asked, list: &str, id: &str) -> Vec<String> {
    let answer: Answer = pbx.answer(request);
    let body: Value = serde_json::from_slice(&answer.body).unwrap();
    let items = body[list].as_array().unwrap_or_else(|| panic!("{body}"));
    items.iter().map(|item| item.pointer(id).unwrap().to_string()).collect()
}

fn xivo_pages(xivo: &mut Xivo, order: &str) -> Vec<String> {
    (0..200)
        .step_by(40)
        .flat_map(|offset| {
            let target = format!("/1.1/users?limit=40&offset={offset}{order}");
            list(xivo, &asked("GET", &target), "items", "/id")
        })
        .collect()
}

fn distinct(ids: &[String]) -> usize {
    ids.iter().collect::<BTreeSet<_>>().len()
}

#[test]
fn pages_of_2016_and_2019_hold_some_twice_and_others_never() {
    for age in [&XIVO_2016, &XIVO_2019] {
        let mut xivo = Xivo::new(age, 200);
        assert!(distinct(&xivo_pages(&mut xivo, "")) < 200);
        xivo.mix_equals(false);
        assert_eq!(distinct(&xivo_pages(&mut xivo, "")), 200);
        xivo.populate(Kind::Real);
        let by_name = xivo_pages(&mut xivo, "");
        assert_eq!(by_name.len(), 200);
        assert!(distinct(&by_name) < 200);
        assert_eq!(distinct(&xivo_pages(&mut xivo, "&order=id")), 200);
        assert_eq!(distinct(&list(&mut xivo, &asked("GET", "/1.1/users?limit=200"), "items", "/id")), 200);
    }
}

#[test]
fn a_part_of_the_name_is_looked_for_in_2014() {
    let mut xivo = Xivo::new(&XIVO_2014A, 16);
    for (query, found) in
        [("q=ADA%20s", 2), ("q=boris", 1), ("q=%25", 16), ("q=nobody", 0), ("search=nobody", 16)]
    {
        let target = format!("/1.1/users?{query}");
        assert_eq!(list(&mut xivo, &asked("GET", &target), "items", "/id").len(), found, "{query}");
    }
}

#[test]
fn somebody_new_shifts_all_that_follow() {
    let mut xivo = Xivo::new(&XIVO_2019, 60);
    let page = |xivo: &mut Xivo, offset: usize| {
        let target = format!("/1.1/users?limit=30&offset={offset}&order=uuid");
        list(xivo, &asked("GET", &target), "items", "/uuid")
    };
    let first = page(&mut xivo, 0);
    // A UUID is made of the id: one of the next few stands in the first page.
    let stands_before = |xivo: &mut Xivo| page(xivo, 0) != first;
    for n in 0..20 {
        let mut new = asked("POST", "/1.1/users");
        new.body = json!({ "firstname": format!("New {n}") }).to_string().into_bytes();
        assert_eq!(xivo.answer(&new).status, 201);
        if stands_before(&mut xivo) {
            break;
        }
    }
    let second = page(&mut xivo, 30);
    assert!(second.iter().any(|id| first.contains(id)), "nobody is seen twice");
}

#[test]
fn a_list_can_be_put_into_another_order_on_demand() {
    let mut xivo = Xivo::new(&XIVO_2014A, 40);
    let mut request = asked("GET", "/1.1/users");
    let before = list(&mut xivo, &request, "items", "/id");
    request.fault = Some("reorder".into());
    let after = list(&mut xivo, &request, "items", "/id");
    assert_ne!(before, after);
    assert_eq!(distinct(&before), distinct(&after));
    request.fault = None;
    assert_eq!(list(&mut xivo, &request, "items", "/id"), after);
    xivo.reset();
    assert_eq!(list(&mut xivo, &request, "items", "/id"), before);
}

fn icws_pages(icws: &mut Icws, order: &str) -> Vec<String> {
    (0..150)
        .step_by(50)
        .flat_map(|from| {
            let target = format!("/icws/1/configuration/users?select=extension{order}");
            let mut request = asked("GET", &target);
            request.headers.push(("Range".into(), format!("items={from}-{}", from + 49)));
            list(icws, &request, "items", "/configurationId/id")
        })
        .collect()
}

#[test]
fn ranges_of_pureconnect_by_a_switch() {
    let mut icws = Icws::new(150);
    icws.populate(Kind::Real);
    let by_id = "&orderBy=configurationId.id";
    assert_eq!(distinct(&icws_pages(&mut icws, "")), 150);
    let mut switch = asked("POST", "/icws/__switch");
    switch.body = json!({ "unstableOrder": true }).to_string().into_bytes();
    assert_eq!(icws.answer(&switch).status, 204);
    let pages = icws_pages(&mut icws, "");
    assert_eq!(pages.len(), 150);
    assert!(distinct(&pages) < 150);
    assert_eq!(distinct(&icws_pages(&mut icws, by_id)), 150);
    icws.reset();
    let before = icws_pages(&mut icws, "");
    let mut reorder = asked("GET", "/icws/1/configuration/users");
    reorder.fault = Some("reorder".into());
    list(&mut icws, &reorder, "items", "/configurationId/id");
    assert_ne!(icws_pages(&mut icws, ""), before);
}

#[test]
fn lists_of_apio_by_a_switch() {
    let mut apio = Apio::gateway(60);
    let mut login = asked("POST", "/api/v1/login/");
    login.body =
        json!({ "username": "system.admin", "password": "Correct-Horse-10" }).to_string().into_bytes();
    let answer = apio.answer(&login);
    let cookie = &answer.headers.iter().find(|(name, _)| name == "Set-Cookie").unwrap().1;
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let mut users = asked("GET", "/api/v1/tenants/brightwater/groups/everybody/users/?responseSizeLimit=20");
    users.headers.push(("Cookie".into(), cookie));
    let stable = list(&mut apio, &users, "users", "/userId");
    assert_eq!(list(&mut apio, &users, "users", "/userId"), stable);
    let mut switch = asked("POST", "/__switch");
    switch.body = json!({ "unstableOrder": true }).to_string().into_bytes();
    assert!(apio.answer(&switch).status < 300);
    let one = list(&mut apio, &users, "users", "/userId");
    let other = list(&mut apio, &users, "users", "/userId");
    assert_eq!((one.len(), other.len()), (20, 20));
    assert_ne!(one, other);
}
