//! How APIO's rules are read, and which of them hold.

mod apio;

use apio::{answer, api, assert_sends, exchange, group};
use switchroom::domain::passcode_rules::{Rule, Sequences};
use switchroom::domain::refusal::Unreached;
use switchroom::domain::{PasscodeRules, PasswordRules, Refusal, RefusalKind, password_rules};
use switchroom::wire::apio::rules::{
    FoundRules, GetPasscodeRules, GetPasswordRules, RuleLevel, RulesAt, RulesSearch, SentPasscodeRules,
    or_configured,
};
use switchroom::wire::{Call, Response};

fn read(at: RulesAt, response: &Response) -> SentPasscodeRules {
    GetPasscodeRules { api: api(), group: group(), at }.answer(response).unwrap()
}

#[test]
fn reads_the_active_rules() {
    let active = exchange("11-passcode-rules", "passcode-rules-active");
    assert_sends(&GetPasscodeRules { api: api(), group: group(), at: RulesAt::Active }, &active);
    let sent = read(RulesAt::Active, &active.answer);
    assert_eq!(sent.use_rule_level, Some(RuleLevel::Tenant));
    let rules = sent.rules;
    assert_eq!(
        rules,
        PasscodeRules {
            min_length: Some(6),
            max_length: Some(8),
            repeated_digits: Some(Some(3)),
            repeated_patterns: true,
            sequences: Some(Sequences { ascending: Some(3), descending: Some(3) }),
            user_number: true,
            reversed_user_number: true,
            old_passcode: Some(Some(5)),
            reversed_old_passcode: true,
            max_failed_logins: Some(Some(3)),
            expires_days: Some(Some(90)),
        }
    );
    assert_eq!(rules.list().len(), 9);
}

#[test]
fn a_number_counts_only_where_its_flag_is_on() {
    let loose = exchange("11-passcode-rules", "passcode-rules-group-loose");
    assert_sends(&GetPasscodeRules { api: api(), group: group(), at: RulesAt::Group }, &loose);
    let rules = read(RulesAt::Group, &loose.answer).rules;
    assert_eq!(rules.list(), [Rule::DigitsOnly, Rule::Length { min: Some(4), max: Some(8) }]);
    assert_eq!((rules.max_failed_logins, rules.expires_days), (None, None));
}

#[test]
fn missing_null_and_odd_numbers_are_tolerated() {
    let rules = |body: &str| read(RulesAt::Active, &answer(200, body)).rules;
    let odd = r#"{"disallowRepeatedDigits": "true", "numberOfRepeatedDigits": "4", "disallowContiguousSequences": true,
        "numberOfAscendingDigits": null, "numberOfDescendingDigits": -1, "minCodeLength": 1.5, "maxCodeLength": "x",
        "disallowUserNumber": null, "defaultPassword": "0000", "useRuleLevel": 4}"#;
    assert_eq!(
        rules(odd),
        PasscodeRules {
            repeated_digits: Some(Some(4)),
            sequences: Some(Sequences::default()),
            ..PasscodeRules::default()
        }
    );
    let call = GetPasscodeRules { api: api(), group: group(), at: RulesAt::System };
    // None of these says that every PIN will do.
    for body in ["[]", "{}", "null", "<html>", r#"{"error": "no"}"#] {
        assert_eq!(call.answer(&answer(200, body)).unwrap_err().kind, RefusalKind::NotUnderstood, "{body}");
    }
}

fn sent(min: u32, level: Option<RuleLevel>) -> Result<SentPasscodeRules, Refusal> {
    Ok(SentPasscodeRules {
        rules: PasscodeRules { min_length: Some(min), ..PasscodeRules::default() },
        use_rule_level: level,
    })
}

fn no() -> Result<SentPasscodeRules, Refusal> {
    Err(Refusal::new(RefusalKind::NotAllowed))
}

/// Which places were asked, and what came of it: the length that holds, from where, and whether it binds.
type Walk = (Vec<RulesAt>, Result<Option<(u32, RulesAt, bool)>, RefusalKind>);

fn walk(answers: Vec<Result<SentPasscodeRules, Refusal>>) -> Walk {
    let mut search = RulesSearch::new(api(), group());
    let mut asked = Vec::new();
    for answer in answers {
        asked.push(search.next().expect("a next place").at);
        search.record_answer(answer);
    }
    assert!(search.next().is_none(), "it would ask on");
    let found = search.finish();
    let brief = |found: FoundRules| (found.rules.min_length.unwrap(), found.from.unwrap(), found.binding);
    (asked, found.map(|found| found.map(brief)).map_err(|refusal| refusal.kind))
}

#[test]
fn the_nearest_rules_that_hold_are_found() {
    use RulesAt::{Active, Group, System, Tenant};
    assert_eq!(walk(vec![sent(6, Some(RuleLevel::Tenant))]), (vec![Active], Ok(Some((6, Active, true)))));
    assert_eq!(
        walk(vec![no(), sent(4, Some(RuleLevel::Group))]),
        (vec![Active, Group], Ok(Some((4, Group, true))))
    );
    assert_eq!(
        walk(vec![no(), sent(4, Some(RuleLevel::Tenant)), sent(6, None)]),
        (vec![Active, Group, Tenant], Ok(Some((6, Tenant, true))))
    );
    assert_eq!(
        walk(vec![no(), sent(4, Some(RuleLevel::System)), sent(6, None), sent(8, None)]),
        (vec![Active, Group, Tenant, System], Ok(Some((8, System, true))))
    );
    // The tenant's rules may not be read by a person: the group's are the nearest, and do not bind.
    assert_eq!(
        walk(vec![no(), sent(4, Some(RuleLevel::Tenant)), no(), no()]),
        (vec![Active, Group, Tenant, System], Ok(Some((4, Group, false))))
    );
    assert_eq!(walk(vec![no(), no(), no(), no()]), (vec![Active, Group, Tenant, System], Ok(None)));
    let cut = || Err(Refusal::new(RefusalKind::OutOfReach(Unreached::TimedOut)));
    assert_eq!(
        walk(vec![no(), cut()]),
        (vec![Active, Group], Err(RefusalKind::OutOfReach(Unreached::TimedOut)))
    );
    assert_eq!(
        walk(vec![Err(Refusal::new(RefusalKind::NotSignedIn))]),
        (vec![Active], Err(RefusalKind::NotSignedIn))
    );
}

#[test]
fn the_configured_rules_stand_in_where_none_can_be_read() {
    let rules = |min| PasscodeRules { min_length: Some(min), ..PasscodeRules::default() };
    let near = FoundRules { rules: rules(4), from: Some(RulesAt::Group), binding: false };
    let shown = |found, configured: Option<u32>| {
        let found = or_configured(found, configured.map(rules))?;
        Some((found.rules.min_length.unwrap(), found.from, found.binding))
    };
    assert_eq!(shown(Ok(Some(near)), Some(8)), Some((4, Some(RulesAt::Group), false)));
    assert_eq!(shown(Ok(None), Some(8)), Some((8, None, false)));
    assert_eq!(shown(Err(Refusal::new(RefusalKind::ServerFault)), Some(8)), Some((8, None, false)));
    assert_eq!(shown(Ok(None), None), None);
}

#[test]
fn the_places_of_the_rules() {
    let path = |at| GetPasscodeRules { api: api(), group: group(), at }.request().path;
    assert_eq!(path(RulesAt::Tenant), "/api/v1/tenants/brightwater/passcode_rules/");
    assert_eq!(path(RulesAt::System), "/api/v1/system/passcode_rules/");
}

#[test]
fn reads_password_rules() {
    let example = exchange("12-password-rules", "password-rules-group");
    let call = GetPasswordRules { api: api(), group: group() };
    assert_sends(&call, &example);
    let rules = call.answer(&example.answer).unwrap();
    assert_eq!(
        rules,
        PasswordRules {
            min_length: Some(12),
            min_digits: 1,
            min_upper: 0,
            min_lower: 0,
            min_special: 0,
            user_id: true,
            old_password: true,
            reversed_old_password: true,
            previous_passwords: Some(Some(3)),
        }
    );
    use password_rules::Rule;
    assert_eq!(rules.list()[..2], [Rule::Length { min: Some(12), max: 60 }, Rule::Digits { min: 1 }]);
    let odd = call.answer(&answer(200, r#"{"restrictMinDigits": true, "minDigits": null}"#)).unwrap();
    assert_eq!(odd.min_digits, 1);
}

#[test]
fn a_level_is_found_by_what_may_be_read() {
    use switchroom::wire::apio::Api;
    use switchroom::wire::apio::level_search::LevelSearch;
    use switchroom::wire::apio::login::Level;
    let walk = |answers: Vec<Result<(), RefusalKind>>| {
        let mut search = LevelSearch::new(Api::behind_core("/api/v01/p1"), apio::user("mira.holt"));
        let mut paths = Vec::new();
        for answer in answers {
            paths.push(search.next().expect("a next list").request().path);
            search.record_answer(answer.map_err(Refusal::new));
        }
        assert!(search.next().is_none(), "it would ask on");
        (paths, search.finish())
    };
    let no = || Err(RefusalKind::NotAllowed);
    let (paths, end_user) = walk(vec![no(), no(), no()]);
    assert_eq!(
        paths,
        [
            "/api/v01/p1/tenants/",
            "/api/v01/p1/tenants/brightwater/groups/",
            "/api/v01/p1/tenants/brightwater/groups/north-quay/users/?responseSizeLimit=1",
        ]
    );
    let end_user = end_user.unwrap();
    assert_eq!((end_user.level, end_user.own_user()), (Level::EndUser, Some(apio::user("mira.holt"))));
    let group = walk(vec![no(), no(), Ok(())]).1.unwrap();
    assert_eq!(
        (group.level, group.group.as_deref(), group.user),
        (Level::GroupAdmin, Some("north-quay"), None)
    );
    let tenant = walk(vec![no(), Ok(())]).1.unwrap();
    assert_eq!(
        (tenant.level, tenant.tenant.as_deref(), tenant.group),
        (Level::TenantAdmin, Some("brightwater"), None)
    );
    let system = walk(vec![Ok(())]).1.unwrap();
    assert_eq!((system.level, system.tenant), (Level::System, None));
    let must = RefusalKind::MustFirst(switchroom::domain::Prerequisite::ChangePassword);
    assert_eq!(walk(vec![Err(must.clone())]).1.unwrap_err().kind, must);
}

/// Whoever is taken for an end user because of a fault sees nobody until they sign in again.
#[test]
fn a_level_is_not_guessed_from_a_fault() {
    use switchroom::wire::apio::Api;
    use switchroom::wire::apio::level_search::LevelSearch;
    use switchroom::wire::apio::login::Level;
    let first = |response: &Response| {
        let mut search = LevelSearch::new(Api::behind_core("/api/v01/p1"), apio::user("mira.holt"));
        search.record_answer(search.next().unwrap().answer(response));
        (search.next().map(|next| next.level), search.finish())
    };
    let page = "<html><body>Maintenance</body></html>";
    for (status, body) in
        [(502, page), (503, page), (504, ""), (429, "{}"), (200, page), (200, "{}"), (302, "")]
    {
        let (next, found) = first(&answer(status, body));
        assert!(next.is_none() && found.is_err(), "{status} {body}");
    }
    for (status, body) in [(403, "{}"), (404, page), (400, r#"{"errors": []}"#), (500, r#"{"errors": []}"#)] {
        assert_eq!(first(&answer(status, body)).0, Some(Level::TenantAdmin), "{status} {body}");
    }
    let (next, found) = first(&answer(200, r#"{"tenants": []}"#));
    assert!(next.is_none() && found.unwrap().level == Level::System);
}
