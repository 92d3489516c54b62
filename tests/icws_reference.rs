//! The console's ICWS against the reference PBX, call by call, under either
//! answer to what the documents leave open.

mod icws;

use icws::{ClientDraft, UserList, all_applied};
use reference_pbx::http::{Asked, Pbx};
use reference_pbx::icws::{Icws, PASSWORD};
use serde_json::{Value as Json, json};
use switchroom::domain::{Language, Refusal, RefusalKind, Secret, Trouble};
use switchroom::wire::icws::changes::{ChangeResult, compare_changes};
use switchroom::wire::icws::rights::{Access, MayAdminister, ReadOwnRights, RightsFilter, decide_access};
use switchroom::wire::icws::users::ListQuery;
use switchroom::wire::icws::*;
use switchroom::wire::{Body, Call, Response};

/// A browser with one session: it keeps the cookie, which no call sees.
struct Browser {
    pbx: Icws,
    cookie: Option<String>,
    fault: Option<String>,
}

impl Browser {
    fn new(pbx: Icws) -> Self {
        Self { pbx, cookie: None, fault: None }
    }

    fn send<C: Call>(&mut self, call: &C) -> Result<C::Answer, Refusal> {
        let request = call.request();
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let mut headers: Vec<(String, String)> =
            request.headers.iter().map(|(name, value)| ((*name).to_string(), value.clone())).collect();
        headers
            .extend(request.secret_headers.iter().map(|(n, v)| ((*n).to_string(), v.for_request().clone())));
        headers.extend(self.cookie.iter().map(|cookie| ("Cookie".to_string(), cookie.clone())));
        let body = match &request.body {
            Body::None => Vec::new(),
            Body::Json { text, .. } => text.as_bytes().to_vec(),
        };
        let answer = self.pbx.answer(&Asked {
            method: request.method.name().into(),
            path: path.into(),
            query: query.into(),
            headers,
            body,
            fault: self.fault.take(),
        });
        if let Some((_, cookie)) = answer.headers.iter().find(|(name, _)| name == "Set-Cookie") {
            self.cookie = cookie.split(';').next().map(String::from);
        }
        call.answer(&Response { status: answer.status, headers: answer.headers, body: answer.body })
    }

    fn sign_in(&mut self, user: &str) -> Connected {
        let connect = Connect {
            application: "Switchroom".into(),
            user: user.into(),
            password: Secret::new(PASSWORD.to_string()),
            language: Language::English,
        };
        match self.send(&connect) {
            Ok(ConnectOutcome::Connected(connected)) => *connected,
            _ => panic!("{user} cannot sign in"),
        }
    }

    fn switch(&mut self, switches: Json) {
        let answer = self.pbx.answer(&Asked {
            method: "POST".into(),
            path: "/icws/__switch".into(),
            body: switches.to_string().into_bytes(),
            ..Asked::default()
        });
        assert_eq!(answer.status, 204);
    }

    fn read(&mut self, connected: &Connected, id: &str) -> ClientConfiguration {
        let call = ReadClient::new(user(id), connected.features.configuration(), RightsFilter::View);
        self.send(&connected.session.call(call)).unwrap()
    }

    fn people(&mut self, connected: &Connected, search: Option<&str>) -> UserList {
        let mut users = UserList::default();
        let mut asked = 0;
        while let Some(from) = users.next_from() {
            asked += 1;
            assert!(asked < 20, "the list never ends");
            let page = ListUsers {
                from,
                search: search.map(String::from),
                rights: RightsFilter::View,
                query: ListQuery::Full,
            };
            users.add(self.send(&connected.session.call(page)).unwrap());
        }
        users
    }
}

fn user(id: &str) -> UserId {
    UserId::new(id).unwrap()
}

fn put_own(id: &str, changes: ChangeSet, encoding: InheritEncoding) -> PutOwnClient {
    PutOwnClient { user: user(id), changes, encoding }
}

#[test]
fn everybody_is_listed_and_found_however_the_server_counts() {
    for range in ["0", "1", "mixed"] {
        let mut browser = Browser::new(Icws::new(450));
        let connected = browser.sign_in("mlind");
        browser.switch(json!({ "range": range }));
        let users = browser.people(&connected, None);
        assert_eq!((users.rows().len(), users.missing()), (450, 0), "{range}");
        assert_eq!(browser.people(&connected, Some("lind, MARIA")).rows()[0].id, "mlind");
        assert_eq!(browser.people(&connected, Some("410")).rows().len(), 4);
        assert_eq!(browser.people(&connected, Some("nobody at all")).rows().len(), 0);
        browser.switch(json!({ "promised": 7 }));
        assert_eq!(browser.people(&connected, None).missing(), 7);
    }
}

#[test]
fn every_person_that_an_address_can_carry_is_read() {
    let mut browser = Browser::new(Icws::new(0));
    let connected = browser.sign_in("admin");
    for row in browser.people(&connected, None).rows() {
        match UserId::new(&row.id) {
            Some(_) => {
                assert_eq!(browser.read(&connected, &row.id).user.id.as_deref(), Some(row.id.as_str()))
            }
            None => assert_eq!(row.id, "."),
        }
    }
}

#[test]
fn access_is_as_the_server_will_have_it() {
    for (pbx, who, whom, expected) in [
        (Icws::new(0), "mlind", "mlind", true),
        (Icws::new(0), "apetrov", "apetrov", false),
        (Icws::new(0), "mlind", "tokoro", false),
        (Icws::new(0), "admin", "tokoro", true),
        (Icws::before_2016(0), "mlind", "mlind", false),
        (Icws::before_2016(0), "admin", "admin", true),
    ] {
        let mut browser = Browser::new(pbx);
        let connected = browser.sign_in(who);
        let session = &connected.session;
        let rights = browser.send(&session.call(ReadOwnRights { user: user(who) })).unwrap();
        let administers = browser.send(&session.call(MayAdminister { user: user(whom) })).unwrap();
        let access = decide_access(who == whom, rights, &connected.features, Some(administers));
        let changes =
            ChangeSet::new([(Property::ScreenCalls, PropertyChange::Set(PropertyValue::Boolean(true)))])
                .unwrap();
        let by = InheritEncoding::NullValue;
        let own = browser.send(&session.call(put_own(whom, changes.clone(), by)));
        let other = browser.send(&session.call(PutUserClient { user: user(whom), changes, encoding: by }));
        assert_eq!(access == Access::Own, own.is_ok(), "{who} changes {whom}");
        assert_eq!(matches!(access, Access::ReadOnly(_)), own.is_err() && other.is_err());
        assert_eq!(!matches!(access, Access::ReadOnly(_)), expected);
    }
}

#[test]
fn setting_and_giving_back_are_verified_under_every_switch() {
    for (value_resets, member_resets, by) in [
        (true, true, InheritEncoding::NullValue),
        (true, true, InheritEncoding::NullMember),
        (false, true, InheritEncoding::NullValue),
        (false, false, InheritEncoding::NullMember),
    ] {
        let mut browser = Browser::new(Icws::new(0));
        let connected = browser.sign_in("mlind");
        browser.switch(json!({ "nullValueResets": value_resets, "nullMemberResets": member_resets }));
        let mut draft = ClientDraft::new(browser.read(&connected, "mlind"));
        assert_eq!(
            draft.now.redundant_properties(),
            [Property::ExternalCallTimeout, Property::RingWhenOnPhone]
        );
        assert_eq!(draft.use_inherited_where_redundant(), 2);
        draft.set(Property::CallForwardAllMode, PropertyValue::Text("Internal".into()));
        let changes = draft.changes().unwrap();
        browser.send(&connected.session.call(put_own("mlind", changes.clone(), by))).unwrap();
        let now = browser.read(&connected, "mlind");
        let verified = compare_changes(&changes, &now);
        let resets = if by == InheritEncoding::NullValue { value_resets } else { member_resets };
        assert_eq!(all_applied(&verified), resets);
        assert_eq!(
            verified.iter().filter(|(_, held)| matches!(held, ChangeResult::StillOwn(_))).count(),
            2 * usize::from(!resets)
        );
        draft.rebase(now);
        assert_eq!(draft.draft.changed_count(), 2 * usize::from(!resets));
    }
}

#[test]
fn a_write_that_is_not_visible_yet_is_noticed() {
    let mut browser = Browser::new(Icws::new(0));
    let connected = browser.sign_in("mlind");
    browser.switch(json!({ "visibleAfter": 1 }));
    let changes =
        ChangeSet::new([(Property::ExternalCallTimeout, PropertyChange::Set(PropertyValue::Integer(99)))])
            .unwrap();
    browser
        .send(&connected.session.call(put_own("mlind", changes.clone(), InheritEncoding::NullValue)))
        .unwrap();
    assert!(!all_applied(&compare_changes(&changes, &browser.read(&connected, "mlind"))));
    assert!(all_applied(&compare_changes(&changes, &browser.read(&connected, "mlind"))));
}

#[test]
fn sources_come_with_the_rest_or_one_by_one_or_never() {
    for (switch, at_once, alone) in [("always", true, true), ("single", false, true), ("never", false, false)]
    {
        let mut browser = Browser::new(Icws::new(0));
        let connected = browser.sign_in("admin");
        browser.switch(json!({ "inheritedFrom": switch }));
        let mut all = browser.read(&connected, "tokoro");
        let named = |all: &ClientConfiguration| all.get(Property::ScreenCalls).unwrap().sources.len() == 2;
        assert_eq!(named(&all), at_once, "{switch}");
        for property in all.properties_without_sources() {
            let call = ReadClient::sources_of(user("tokoro"), property, RightsFilter::Admin);
            all.add_sources(&browser.send(&connected.session.call(call)).unwrap());
        }
        assert_eq!(named(&all), alone, "{switch}");
    }
}

#[test]
fn problems_land_in_the_entry_whatever_the_spelling() {
    for spelling in ["group", "bare", "pascal", "indexed", "indexed1", "actual"] {
        let mut browser = Browser::new(Icws::new(0));
        let connected = browser.sign_in("mlind");
        browser.switch(json!({ "propertyName": spelling }));
        let entry = |number: &str| FollowMeEntry {
            phone_number: number.into(),
            timeout: 20,
            ..FollowMeEntry::default()
        };
        let list = vec![entry("4107"), entry("12a"), entry("4108")];
        let changes = ChangeSet::new([
            (Property::FollowMe, PropertyChange::Set(PropertyValue::FollowMe(list))),
            (Property::ExternalCallTimeout, PropertyChange::Set(PropertyValue::Integer(100_000))),
        ]);
        let changes = changes.unwrap();
        let call = put_own("mlind", changes.clone(), InheritEncoding::NullValue);
        let mut refusal = browser.send(&connected.session.call(call)).unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::RefusedValues);
        changes.place_problems(&mut refusal);
        let mut paths = refusal.problems.iter().map(|problem| {
            let path = PropertyPath::read(problem.field.as_deref().unwrap()).unwrap();
            (path.property, path.index)
        });
        assert_eq!(paths.next(), Some((Property::ExternalCallTimeout, None)), "{spelling}");
        assert_eq!(paths.next(), Some((Property::FollowMe, Some(1))), "{spelling}");
    }
}

#[test]
fn every_validator_of_the_server_is_read() {
    let mut browser = Browser::new(Icws::new(0));
    let connected = browser.sign_in("mlind");
    for number in 0..=46 {
        browser.fault = Some(format!("validator-{number}"));
        let changes =
            ChangeSet::new([(Property::ScreenCalls, PropertyChange::Set(PropertyValue::Boolean(true)))])
                .unwrap();
        let call = put_own("mlind", changes, InheritEncoding::NullValue);
        let refusal = browser.send(&connected.session.call(call)).unwrap_err();
        assert_eq!(refusal.problems[0].trouble, Trouble::Validator(number));
        assert_eq!(refusal.problems[0].value.as_deref(), Some("true"));
    }
}

#[test]
fn what_was_asked_is_asked_again_under_a_new_session() {
    let mut browser = Browser::new(Icws::new(0));
    let connected = browser.sign_in("mlind");
    let changes =
        ChangeSet::new([(Property::ScreenCalls, PropertyChange::Set(PropertyValue::Boolean(true)))]).unwrap();
    let call = put_own("mlind", changes.clone(), InheritEncoding::NullValue);
    browser.fault = Some("session-lost".into());
    let refusal = browser.send(&connected.session.call(call.clone())).unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::NotSignedIn);
    let again = browser.sign_in("mlind");
    browser.send(&again.session.call(call)).unwrap();
    assert!(all_applied(&compare_changes(&changes, &browser.read(&again, "mlind"))));
}

#[test]
fn an_old_server_lacks_a_property_and_the_path() {
    let mut browser = Browser::new(Icws::before_2016(0));
    let connected = browser.sign_in("mlind");
    assert_eq!(connected.features.has_own_client(), Some(false));
    assert_eq!(browser.read(&connected, "mlind").members().count(), 24);
    // Asked without knowing its version, it names what it does not have.
    let all = ReadClient::new(user("mlind"), None, RightsFilter::LoggedInUser);
    let refusal = browser.send(&connected.session.call(all.clone())).unwrap_err();
    let fewer = all.without_refused(&refusal).unwrap();
    assert_eq!(browser.send(&connected.session.call(fewer)).unwrap().members().count(), 24);
    for answer in ["405", "unsupported", "html"] {
        browser.switch(json!({ "missingPath": answer }));
        let changes = ChangeSet::new([(Property::ScreenCalls, PropertyChange::UseInherited)]).unwrap();
        let call = put_own("mlind", changes, InheritEncoding::NullValue);
        assert_eq!(
            browser.send(&connected.session.call(call)).unwrap_err().kind,
            RefusalKind::NoSuchResource,
            "{answer}"
        );
    }
}

#[test]
fn odd_answers_are_kept_and_shown() {
    let mut browser = Browser::new(Icws::new(0));
    let connected = browser.sign_in("admin");
    browser.switch(json!({ "oddTypes": true, "unknownMember": true }));
    let read = browser.read(&connected, "tokoro");
    let counts = view::PropertyCounts::of(&read);
    assert_eq!((counts.properties, counts.unreadable, counts.unknown), (25, 3, 1));
    browser.switch(json!({ "oddTypes": false, "ownValues": false }));
    let silent = browser.read(&connected, "tokoro");
    assert_eq!(silent.is_set_here(Property::ShowStatusInSystemTray), None);
}
