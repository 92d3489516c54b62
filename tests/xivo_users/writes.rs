//! How the answers to writes are read.

use crate::*;

#[test]
fn a_new_user_is_found_by_the_answer_or_by_comparing() {
    let create = CreateUser::new(changes(&of_2019(), [(Field::Firstname, text("Ada"))]));
    match good(create.answer(&response("2019-05/users-1.1-post-201"))) {
        Created::User(user) => assert_eq!(user.id().as_str(), "1"),
        _ => panic!("the answer has the user"),
    }
    let mut located = answered(201, "");
    located.headers.push(("location".into(), "http://127.0.0.1:50051/1.1/users/17".into()));
    assert!(matches!(good(create.answer(&located)), Created::Id(id) if id.as_str() == "17"));
    assert!(matches!(good(create.answer(&response("2013-06/users-1.0-post-201"))), Created::Unknown));
    assert_eq!(refused(create.answer(&answered(200, "<html>hotel</html>"))).kind, RefusalKind::NotUnderstood);

    assert_eq!(find_new_ids(["1", "2"], ["2", "3", "1", ""]), [UserId::from("3")]);
    assert_eq!(find_new_ids(["1"], ["1"]), []);
    assert_eq!(find_new_ids([], ["5", "6", "5"]).len(), 2, "somebody else was at work");
}

#[test]
fn a_page_of_a_proxy_is_no_answer_to_a_write() {
    let update = UpdateUser::new("1".into(), changes(&v10(), [(Field::Lastname, text("x"))]));
    good(update.answer(&response("2013-06/users-1.0-put-200")));
    let refusal = refused(update.answer(&answered(200, "<html><title>Sign in</title>")));
    assert_eq!(refusal.kind, RefusalKind::NotUnderstood);
    assert!(refusal.outcome_unknown());
}

#[test]
fn a_deletion_in_part_says_which_half_is_left() {
    let delete = DeleteUser::new(&v10(), "12".into());
    let left = |name: &str| find_left_over(&refused(delete.answer(&response(name))));
    assert_eq!(left("2013-06/users-1.0-delete-500-provd"), Some(LeftOver::Device));
    assert_eq!(left("2013-06/users-1.0-delete-500-sysconfd"), Some(LeftOver::Voicemail));
    assert_eq!(left("2014-01/users-1.0-delete-500-provd-raw"), None);
    assert_eq!(left("2013-06/users-1.0-delete-412-voicemail"), None);
    let documented = answered(500, "The user was deleted but the voicemail content could not be removed.");
    assert_eq!(find_left_over(&refused(delete.answer(&documented))), Some(LeftOver::Voicemail));
}

#[test]
fn a_limit_that_only_the_database_knows_lands_on_the_field_that_breaks_it() {
    let long = "x".repeat(100);
    let sent = changes(&of_2019(), [(Field::Username, text(&long)), (Field::Lastname, text("x"))]);
    let body = r#"["Unexpected error: (StringDataRightTruncation) value too long for type character varying(64)\n 'UPDATE userfeatures SET loginclient=%(loginclient)s' {'passwdclient': 'never-known'}"]"#;
    let refusal = refused(UpdateUser::new("1".into(), sent).answer(&answered(500, body)));
    assert_eq!(refusal.kind, RefusalKind::RefusedValues);
    assert_eq!(refusal.problems[0].field.as_deref(), Some("username"));
    assert_eq!(refusal.problems[0].trouble, Trouble::TooLong { max: Some(64) });
    assert!(!refusal.server_messages[0].contains("never-known"));
    assert!(refusal::looks_like_database(&refusal.server_messages[0]));
}

#[test]
fn unknown_words_stand_in_the_summary_and_secrets_do_not() {
    let sent = changes(&of_2014(), [(Field::Password, secret("pä'ss\\1"))]);
    let update = UpdateUser::new("1".into(), sent);
    for text in
        ["pä'ss\\1", r"p\xe4'ss\\1", r"p\xe4\'ss\\1", r"p\xc3\xa4'ss\\1", "pä&#39;ss\\1", "p%C3%A4%27ss%5C1"]
    {
        let body = serde_json::to_string(&[format!("the value {text} is odd")]).unwrap();
        let refusal = refused(update.answer(&answered(400, body)));
        assert_eq!(refusal.kind, RefusalKind::RefusedValues);
        assert_eq!(refusal.server_messages, ["the value ••• is odd"], "{text}");
        assert_eq!(
            refusal.problems,
            [Problem::without_field(Trouble::Refused).with_server_message("the value ••• is odd")]
        );
    }
    let short = Secret::new("a".to_owned());
    assert_eq!(scrub("a bad 'a' was sent", &[&short]), "••• bad '•••' was sent");
    assert_eq!(scrub("GET /0.1/token/abc-1?scope=x", &[]), "GET /0.1/token/•••?scope=x");
}
