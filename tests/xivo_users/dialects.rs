//! What a server's answers tell of its dialect.

use crate::*;

#[test]
fn the_first_list_tells_the_dialect() {
    let learn = |name: &str| {
        let mut dialect = Dialect::configured(Configured::Auto);
        let list = ListUsers::new(&dialect).limited(100, 0);
        let seen = good(list.answer(&response(name))).end.shape;
        assert!(matches!(dialect.learn_list(&list, Ok(&seen)), Learned::Settled));
        assert!(dialect.is_settled());
        dialect
    };
    let first = learn("2014-05/users-1.1-list-200");
    assert!(!first.pages() && !first.has(Field::Email) && !first.has_view(View::Directory));
    assert_eq!(first.caller_id_rule(), CallerIdRule::QuotesAdded);
    let paged = learn("2016-03/users-1.1-list-200-page");
    assert!(paged.pages() && paged.has(Field::Email) && !paged.has(Field::Enabled));
    assert!(paged.has_view(View::Directory) && !paged.has_view(View::Summary));
    let whole = learn("2019-05/users-1.1-list-200-skip");
    assert!(whole.pages() && whole.has(Field::Enabled) && whole.has_view(View::Summary));
    assert!(whole.writes(Field::CallPermissionPassword) && !whole.writes(Field::Voicemail));
}

#[test]
fn a_server_without_1_1_is_asked_again_in_1_0() {
    let mut dialect = Dialect::configured(Configured::Auto);
    let list = dialect.first_list(50);
    assert_eq!(list.request().path, "/1.1/users?limit=50&order=id");
    let refusal = refused(list.answer(&response("2014-01/users-1.1-list-404-trailing-slash")));
    let Learned::OtherApi(again) = dialect.learn_list(&list, Err(&refusal)) else { panic!() };
    assert_eq!(again.request().path, "/1.0/users/");
    assert_eq!(dialect.cti(), CtiResource::InUser);
    // Configured to be 1.1, it stays so.
    let mut dialect = v11();
    assert!(matches!(dialect.learn_list(&list, Err(&refusal)), Learned::Nothing));
    assert_eq!(dialect.api(), Api::V11);
}

#[test]
fn a_server_that_orders_by_no_id_is_asked_for_all_at_once() {
    let mut dialect = v11();
    let list = dialect.first_list(50);
    // The refusal of a column that there is not, as servers of 2016 have it.
    let refusal = refused(list.answer(&response("2016-03/users-1.1-list-400-order")));
    let Learned::OtherApi(again) = dialect.learn_list(&list, Err(&refusal)) else { panic!() };
    assert_eq!(again.request().path, "/1.1/users");
    assert_eq!(dialect.first_list(50).request().path, "/1.1/users");
}

#[test]
fn an_empty_list_leads_to_questions_that_tell() {
    let empty = ListShape { total: Some(0), ..ListShape::default() };
    let probe = |dialect: &mut Dialect| {
        let list = dialect.first_list(50);
        let Learned::Ask(probe) = dialect.learn_list(&list, Ok(&empty)) else { panic!() };
        assert_eq!(probe.request().path, "/1.1/users?limit=1&direction=up");
        *probe
    };
    let refusal = |name: &str| refused(ListUsers::new(&v11()).answer(&response(name)));
    let mut dialect = v11();
    let asked = probe(&mut dialect);
    assert!(matches!(dialect.learn_list(&asked, Ok(&empty)), Learned::Settled));
    assert!(dialect.is_settled() && !dialect.pages());
    for (answer, whole) in [(Err("2016-03/users-1.1-list-400-view-summary"), false), (Ok(()), true)] {
        let mut dialect = v11();
        let asked = probe(&mut dialect);
        let Learned::Ask(next) =
            dialect.learn_list(&asked, Err(&refusal("2016-03/users-1.1-list-400-direction")))
        else {
            panic!()
        };
        assert_eq!(next.request().path, "/1.1/users?view=summary&limit=1");
        let learned = match answer {
            Ok(()) => dialect.learn_list(&next, Ok(&empty)),
            Err(name) => dialect.learn_list(&next, Err(&refusal(name))),
        };
        assert!(matches!(learned, Learned::Settled));
        assert!(dialect.is_settled() && dialect.pages());
        assert_eq!(dialect.has(Field::Enabled), whole);
    }
}

#[test]
fn a_limit_that_is_not_obeyed_means_no_pages() {
    let mut dialect = v11();
    let list = ListUsers::new(&dialect).limited(1, 0);
    let seen = good(list.answer(&response("2019-05/users-1.1-list-200-view-directory"))).end.shape;
    let seen = ListShape { fields: of_2019().fields(), ..seen };
    dialect.learn_list(&list, Ok(&seen));
    assert!(!dialect.pages() && dialect.has(Field::Enabled));
}
