//! ICWS against values that nobody thought of.

mod icws;

use icws::*;
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use switchroom::domain::{Inherited, Language, Problem, Secret, Trouble};
use switchroom::wire::icws::changes::{ChangeResult, compare_changes};
use switchroom::wire::icws::connection::{Disconnect, ReadFeatures, ReadVersion};
use switchroom::wire::icws::messages::{PollMessages, SendHeartbeat};
use switchroom::wire::icws::rights::{MayAdminister, ReadOwnRights, RightsFilter};
use switchroom::wire::icws::users::{ContentRange, ListQuery};
use switchroom::wire::icws::view::{PropertyCounts, PropertyFilter};
use switchroom::wire::icws::*;
use switchroom::wire::{Call, Response};

fn user() -> UserId {
    UserId::new("u").unwrap()
}

fn read_all(answer: &Response) -> Result<ClientConfiguration, switchroom::domain::Refusal> {
    read(ReadClient::new(user(), None, RightsFilter::Admin), answer)
}

// ---- A plain model

/// An inheritable yes or no as plainly as can be: absent, null, or a value.
type Plain = Option<Option<bool>>;

#[derive(Clone, Debug)]
struct PlainMember {
    own: Plain,
    inherited: Plain,
    effective: Plain,
}

fn plain() -> impl Strategy<Value = Plain> {
    prop_oneof![Just(None), Just(Some(None)), any::<bool>().prop_map(|b| Some(Some(b)))]
}

fn plain_member() -> impl Strategy<Value = PlainMember> {
    (plain(), plain(), plain()).prop_map(|(own, inherited, effective)| PlainMember {
        own,
        inherited,
        effective,
    })
}

fn yes_no() -> Vec<Property> {
    Property::ALL.into_iter().filter(|property| property.kind() == PropertyKind::Boolean).collect()
}

fn plain_configuration() -> impl Strategy<Value = BTreeMap<Property, PlainMember>> {
    proptest::collection::btree_map(proptest::sample::select(yes_no()), plain_member(), 0..21)
}

fn as_json(plain: &BTreeMap<Property, PlainMember>) -> Json {
    let mut group = Map::new();
    for (property, member) in plain {
        let mut object = Map::new();
        for (name, value) in [
            ("actualValue", member.own),
            ("inheritedValue", member.inherited),
            ("effectiveValue", member.effective),
        ] {
            if let Some(value) = value {
                object.insert(name.into(), json!(value));
            }
        }
        group.insert(property.name().into(), Json::Object(object));
    }
    json!({"configurationId": {"id": "u"}, "clientConfigurationProperties": group})
}

fn from_plain(plain: &BTreeMap<Property, PlainMember>) -> ClientConfiguration {
    read_all(&answer(200, &as_json(plain).to_string())).unwrap()
}

#[derive(Clone, Debug)]
enum Step {
    Set(Property, bool),
    GiveBack(Property),
    Revert(Property),
    Clean,
}

fn step() -> impl Strategy<Value = Step> {
    let property = || proptest::sample::select(yes_no());
    prop_oneof![
        4 => (property(), any::<bool>()).prop_map(|(property, value)| Step::Set(property, value)),
        4 => property().prop_map(Step::GiveBack),
        2 => property().prop_map(Step::Revert),
        1 => Just(Step::Clean),
    ]
}

proptest! {
    #[test]
    fn redundant_is_own_equal_to_inherited(member in plain_member()) {
        let value = Inherited {
            own: member.own,
            inherited: member.inherited,
            effective: member.effective,
            sources: Vec::new(),
        };
        let expected = match (member.own, member.inherited) {
            (Some(Some(own)), Some(Some(inherited))) => own == inherited,
            _ => false,
        };
        prop_assert_eq!(value.is_redundant(), expected);
    }

    /// The own values wanted are kept in a plain map; what is sent must be
    /// exactly where that map differs from what the server holds.
    #[test]
    fn the_diff_is_the_difference(plain in plain_configuration(), steps in proptest::collection::vec(step(), 0..40)) {
        let base = from_plain(&plain);
        let flags = plain.values().any(|member| member.own.is_some() || member.inherited.is_some());
        let held: BTreeMap<Property, Plain> = yes_no().into_iter().map(|property| {
            let own = plain.get(&property).and_then(|member| member.own);
            (property, own.or(flags.then_some(None)))
        }).collect();
        let redundant: Vec<Property> = plain.iter().filter(|(_, member)| {
            member.own.flatten().is_some() && member.own.flatten() == member.inherited.flatten()
        }).map(|(property, _)| *property).collect();
        prop_assert_eq!(base.redundant_properties(), redundant.clone());

        let mut wanted: BTreeMap<Property, Option<bool>> = BTreeMap::new();
        let mut draft = ClientDraft::new(base);
        for step in steps {
            match step {
                Step::Set(property, value) => {
                    draft.set(property, PropertyValue::Boolean(value));
                    wanted.insert(property, Some(value));
                }
                Step::GiveBack(property) => {
                    draft.use_inherited(property);
                    wanted.insert(property, None);
                }
                Step::Revert(property) => {
                    draft.revert(property);
                    wanted.remove(&property);
                }
                Step::Clean => {
                    draft.use_inherited_where_redundant();
                    for property in &redundant {
                        let same = |value: &Option<bool>| Some(*value) == held[property];
                        if wanted.get(property).is_none_or(same) {
                            wanted.insert(*property, None);
                        }
                    }
                }
            }
        }
        wanted.retain(|property, value| Some(*value) != held[property]);
        let sent: BTreeMap<Property, Option<bool>> = draft.changes().iter().flat_map(|changes| {
            changes.iter().map(|(property, change)| (property, match change {
                PropertyChange::Set(PropertyValue::Boolean(value)) => Some(*value),
                _ => None,
            })).collect::<Vec<_>>()
        }).collect();
        prop_assert_eq!(&sent, &wanted);
        prop_assert_eq!(draft.draft.is_dirty(), !wanted.is_empty());
    }

    /// A server that does what it is asked is found to have done so, and the
    /// draft on top of its answer is empty.
    #[test]
    fn what_was_done_is_verified(plain in plain_configuration(), steps in proptest::collection::vec(step(), 1..20)) {
        let mut draft = ClientDraft::new(from_plain(&plain));
        for step in steps {
            match step {
                Step::Set(property, value) => { draft.set(property, PropertyValue::Boolean(value)); }
                Step::GiveBack(property) => { draft.use_inherited(property); }
                Step::Revert(property) => draft.revert(property),
                Step::Clean => { draft.use_inherited_where_redundant(); }
            }
        }
        let Some(changes) = draft.changes() else { return Ok(()) };
        let mut after = plain.clone();
        for (property, change) in changes.iter() {
            let empty = PlainMember { own: None, inherited: None, effective: None };
            let member = after.entry(property).or_insert(empty);
            member.own = Some(match change { PropertyChange::Set(PropertyValue::Boolean(value)) => Some(*value), _ => None });
        }
        let now = from_plain(&after);
        prop_assert!(compare_changes(&changes, &now).iter().all(|(_, held)| *held == ChangeResult::Applied));
        draft.rebase(now);
        prop_assert!(!draft.draft.is_dirty());
    }

    // ---- Documented shapes

    #[test]
    fn any_json_of_the_documented_shape_decodes(group in documented_group()) {
        let body = json!({"configurationId": {"id": "u"}, "clientConfigurationProperties": group.clone()});
        let configuration = read_all(&answer(200, &body.to_string())).unwrap();
        prop_assert_eq!(PropertyCounts::of(&configuration).unreadable, 0);
        prop_assert_eq!(configuration.members().count(), 25);
        for (name, value) in group.as_object().unwrap() {
            let property = Property::from_name(name).unwrap();
            let read = configuration.get(property).unwrap();
            let part = |of: &Option<Option<PropertyValue>>| of.clone().flatten().map(|value| value.write());
            if property.kind().is_inheritable() {
                let sent = |name: &str| value.get(name).filter(|value| !value.is_null()).cloned();
                prop_assert_eq!(part(&read.own), sent("actualValue"));
                prop_assert_eq!(part(&read.inherited), sent("inheritedValue"));
                prop_assert_eq!(part(&read.effective), sent("effectiveValue"));
                let sources = value.get("inheritedFrom").and_then(Json::as_array).map_or(0, Vec::len);
                prop_assert_eq!(read.sources.len(), sources);
            } else {
                prop_assert_eq!(part(&read.own), Some(value.clone()).filter(|value| !value.is_null()));
            }
        }
    }

    // ---- Anything else

    #[test]
    fn no_bytes_make_any_call_panic(
        status in prop_oneof![Just(200u16), Just(201), Just(400), Just(401), Just(404), Just(500), Just(503), 0u16..1000],
        body in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..200),
            some_json().prop_map(|value| value.to_string().into_bytes()),
            icws_json().prop_map(|value| value.to_string().into_bytes()),
        ],
        header in "[ -~]{0,30}",
    ) {
        let names = ["Content-Range", "WWW-Authenticate", "Retry-After", "ININ-ICWS-Session-ID"];
        let headers = names.into_iter().map(|name| (name.to_string(), header.clone())).collect();
        every_call(&Response { status, headers, body });
    }

    #[test]
    fn no_name_makes_a_place_panic(name in "\\PC{0,40}", value in "\\PC{0,10}", deep in "[fo.\\[\\]0-9/']{0,30}") {
        for name in [name, deep.clone(), format!("followMe{deep}")] {
            if let Some(path) = PropertyPath::read(&name) {
                prop_assert_eq!(PropertyPath::read(&path.write()), Some(path));
                path.find_entry(Some(&value), &[], Some(1));
                let sent = [FollowMeEntry { phone_number: value.clone(), ..FollowMeEntry::default() }];
                path.find_entry(Some(&value), &sent, Some(1));
                let problem = Problem { value: Some(value.clone()), ..Problem::at(name, Trouble::Refused) };
                property_path::find_index_base(&[problem], &sent);
            }
        }
    }

    /// However a server counts and whatever it refuses: it is the entry that
    /// it means, or else the list as a whole.
    #[test]
    fn no_refusal_lands_on_another_entry(
        numbers in proptest::collection::vec((prop_oneof![Just("12a"), Just("4107"), Just("-")], any::<bool>()), 1..6),
        first in 0usize..2,
        part in prop_oneof![Just(""), Just(".phoneNumber")],
    ) {
        let sent: Vec<FollowMeEntry> = numbers
            .iter()
            .map(|(number, _)| FollowMeEntry { phone_number: (*number).to_owned(), timeout: 20, ..FollowMeEntry::default() })
            .collect();
        let refused: Vec<usize> = (0..sent.len()).filter(|at| numbers[*at].1).collect();
        let problems: Vec<Problem> = refused
            .iter()
            .map(|at| Problem {
                value: Some(sent[*at].phone_number.clone()),
                ..Problem::at(format!("followMe[{}]{part}", at + first), Trouble::Validator(11))
            })
            .collect();
        let counted = property_path::find_index_base(&problems, &sent);
        for (at, problem) in refused.into_iter().zip(&problems) {
            let path = PropertyPath::read(problem.field.as_deref().unwrap()).unwrap();
            let entry = path.find_entry(problem.value.as_deref(), &sent, counted);
            prop_assert!(entry.is_none_or(|(found, _)| found == at), "{at}: {entry:?}, {counted:?}");
        }
    }

    #[test]
    fn no_range_makes_a_list_lose_anybody_or_run_on(
        ranges in proptest::collection::vec(("(items )?[0-9*]{1,4}-?[0-9*]{0,20}/?[0-9*]{0,20}", 0usize..5), 1..10),
    ) {
        let mut users = UserList::default();
        for (at, (range, count)) in ranges.iter().enumerate() {
            let Some(from) = users.next_from() else { break };
            prop_assert!(from <= users.rows().len());
            let rows = (0..*count)
                .map(|n| UserRow { id: format!("{at}-{n}"), name: String::new(), extension: None })
                .collect();
            let before = users.rows().len();
            users.add(switchroom::wire::icws::users::UserPage { rows, without_id: 0, range: ContentRange::read(range) });
            // At its end a reading leaves out whoever was in an earlier one alone.
            let is_at_end = users.next_from().is_none();
            prop_assert!(users.rows().len() == before + count || (is_at_end && users.rows().len() >= *count));
            let is_there = |n| users.rows().iter().any(|row| row.id == format!("{at}-{n}"));
            prop_assert!((0..*count).all(is_there));
            // An empty page ends the reading, or lets it begin anew.
            prop_assert!(*count > 0 || users.next_from().is_none_or(|from| from == 0));
        }
        users.missing();
    }

}

fn every_call(answer: &Response) {
    let connect = Connect {
        application: "a".into(),
        user: "u".into(),
        password: Secret::new("p".to_string()),
        language: Language::English,
    };
    let _ = connect.answer(answer);
    let _ = ReadFeatures { language: Language::French }.answer(answer);
    let _ = ReadVersion { language: Language::French }.answer(answer);
    let _ = read(Disconnect, answer);
    let _ = read(SendHeartbeat, answer);
    let _ = read(PollMessages, answer);
    let _ = read(ReadOwnRights { user: user() }, answer);
    let _ = read(MayAdminister { user: user() }, answer);
    let changes = ChangeSet::new([(Property::ScreenCalls, PropertyChange::UseInherited)]).unwrap();
    let _ = read(
        PutOwnClient { user: user(), changes: changes.clone(), encoding: InheritEncoding::NullValue },
        answer,
    );
    let _ = read(
        PutUserClient { user: user(), changes: changes.clone(), encoding: InheritEncoding::NullMember },
        answer,
    );
    if let Ok(page) =
        read(ListUsers { from: 0, search: None, rights: RightsFilter::View, query: ListQuery::Full }, answer)
    {
        UserList::default().add(page);
    }
    if let Ok(configuration) = read_all(answer) {
        PropertyCounts::of(&configuration);
        compare_changes(&changes, &configuration);
        compare::find_differences(&configuration, &ClientConfiguration::default());
        let mut draft = ClientDraft::new(configuration.clone());
        for property in Property::ALL {
            let value = draft.edited().starting_value(property);
            draft.set(property, value);
            draft.use_inherited(property);
            draft.displayed_value(property);
        }
        for filter in PropertyFilter::ALL {
            view::filter_properties(draft.edited(), filter, |_| true);
        }
        draft.problems();
        draft.rebase(configuration);
    }
}

// ---- Made-up JSON

fn some_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        "\\PC{0,8}".prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
            proptest::collection::vec((a_name(), inner), 0..6).prop_map(object),
        ]
    })
}

/// JSON with the outer names of ICWS and anything inside.
fn icws_json() -> impl Strategy<Value = Json> {
    proptest::collection::vec((a_name(), some_json()), 0..8).prop_map(object)
}

fn a_name() -> impl Strategy<Value = String> {
    let mut names: Vec<&str> = Property::ALL.iter().map(|property| property.name()).collect();
    names.extend([
        "clientConfigurationProperties",
        "configurationId",
        "id",
        "displayName",
        "uri",
        "items",
        "actualValue",
        "inheritedValue",
        "effectiveValue",
        "inheritedFrom",
        "from",
        "objectType",
        "values",
        "errorId",
        "message",
        "__type",
        "validationErrors",
        "validationErrorType",
        "propertyName",
        "propertyValue",
        "licenseErrors",
        "licenseProblems",
        "licenseErrorType",
        "license",
        "sessionId",
        "csrfToken",
        "features",
        "version",
        "alternateHostList",
        "connectionState",
        "phoneNumber",
        "timeout",
        "usePin",
        "select",
        "where",
        "orderBy",
        "featureInfoList",
        "featureId",
        "securityRights",
        "customizeClient",
    ]);
    proptest::sample::select(names).prop_map(String::from)
}

fn object(members: Vec<(String, Json)>) -> Json {
    Json::Object(members.into_iter().collect())
}

fn documented_group() -> impl Strategy<Value = Json> {
    let members: Vec<_> = Property::ALL
        .into_iter()
        .map(|property| {
            let member = documented_member(property.kind());
            proptest::option::of(member)
                .prop_map(move |member| member.map(|m| (property.name().to_string(), m)))
        })
        .collect();
    members.prop_map(|members| object(members.into_iter().flatten().collect()))
}

fn scalar(kind: PropertyKind) -> BoxedStrategy<Json> {
    match kind {
        PropertyKind::Boolean => any::<bool>().prop_map(Json::from).boxed(),
        PropertyKind::Text => "\\PC{0,12}".prop_map(Json::from).boxed(),
        PropertyKind::Integer => any::<i64>().prop_map(Json::from).boxed(),
        PropertyKind::SearchOption => (0i64..4).prop_map(Json::from).boxed(),
        PropertyKind::FollowMe => {
            let entry = ("\\PC{0,12}", any::<i64>(), any::<bool>());
            let entry = entry.prop_map(|(n, t, p)| json!({"phoneNumber": n, "timeout": t, "usePin": p}));
            proptest::collection::vec(entry, 0..4).prop_map(Json::from).boxed()
        }
    }
}

fn documented_member(kind: PropertyKind) -> BoxedStrategy<Json> {
    if !kind.is_inheritable() {
        return prop_oneof![Just(Json::Null), scalar(kind)].boxed();
    }
    let value = || proptest::option::of(prop_oneof![1 => Just(Json::Null), 3 => scalar(kind)]);
    let name = || proptest::option::of("\\PC{1,8}");
    let source =
        (name(), name(), name(), 0i64..6, scalar(kind)).prop_map(|(id, display, uri, layer, values)| {
            let from = [("id", id), ("displayName", display), ("uri", uri)];
            let from = from.into_iter().filter_map(|(name, value)| Some((name.to_string(), json!(value?))));
            json!({"from": object(from.collect()), "objectType": layer, "values": values})
        });
    let sources = proptest::option::of(proptest::collection::vec(source, 0..4).prop_map(Json::from));
    (value(), value(), value(), sources)
        .prop_map(|(own, inherited, effective, sources)| {
            let members = [
                ("actualValue", own),
                ("inheritedValue", inherited),
                ("effectiveValue", effective),
                ("inheritedFrom", sources),
            ];
            object(members.into_iter().filter_map(|(name, value)| Some((name.to_string(), value?))).collect())
        })
        .boxed()
}
