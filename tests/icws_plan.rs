//! Plans for the client configurations of PureConnect, on a model of a server: what they are made
//! of, what they leave behind, and what takes them back.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use switchroom::domain::{Problem, Trouble};
use switchroom::form::{Field, FieldValue};
use switchroom::plan::kept::{read_rows, write_rows};
use switchroom::plan::{Action, Cell, Inverse, Irreversible, Row, Verdict, invert};
use switchroom::wire::icws::changes::compare_changes;
use switchroom::wire::icws::client_form::{from_field_value, values};
use switchroom::wire::icws::intended::{Hindrance, Intention, judge_intention};
use switchroom::wire::icws::overrides::{PersonOverrides, summarise_overrides};
use switchroom::wire::icws::{ChangeResult, ChangeSet, ClientConfiguration, Property, PropertyChange};

const PROPERTIES: [Property; 5] = [
    Property::ScreenCalls,
    Property::ExternalCallTimeout,
    Property::CallForwardAllMode,
    Property::EFaqSearchOption,
    Property::FollowMe,
];

/// People with values of their own, and what each inherits.
#[derive(Clone, Debug, Default, PartialEq)]
struct ModelServer {
    people: BTreeMap<String, BTreeMap<&'static str, Json>>,
    inherited: BTreeMap<&'static str, Json>,
}

impl ModelServer {
    fn read(&self, id: &str) -> ClientConfiguration {
        let own = &self.people[id];
        let mut group = Map::new();
        for property in PROPERTIES {
            let set = own.get(property.name()).cloned();
            let member = if property.kind().is_inheritable() {
                let inherited = self.inherited.get(property.name()).cloned().unwrap_or(Json::Null);
                let effective = set.clone().unwrap_or_else(|| inherited.clone());
                json!({ "actualValue": set, "inheritedValue": inherited, "effectiveValue": effective })
            } else {
                set.unwrap_or(Json::Null)
            };
            group.insert(property.name().to_owned(), member);
        }
        let answer = json!({ "configurationId": { "id": id }, "clientConfigurationProperties": group });
        ClientConfiguration::read(&answer, &[])
    }

    fn write(&mut self, id: &str, changes: &ChangeSet) {
        let own = self.people.get_mut(id).expect("the person");
        for (property, change) in changes.iter() {
            match change {
                PropertyChange::Set(value) => {
                    own.insert(property.name(), value.write());
                }
                PropertyChange::UseInherited => {
                    own.remove(property.name());
                }
            }
        }
        // An empty list is none.
        own.retain(|_, value| *value != json!([]));
    }

    /// Runs a plan, and gives what was done.
    fn run(&mut self, rows: &[Row<Property>]) -> Vec<Row<Property>> {
        let mut done = Vec::new();
        for row in rows.iter().filter(|row| row.is_to_do()) {
            let Action::Change { id } = &row.action else { continue };
            let now = values(&self.read(id));
            let wanted: Vec<&Cell<Property>> = row
                .cells
                .iter()
                .filter(|cell| cell.verdict_now(now.get(cell.field)) == Verdict::WillChange)
                .collect();
            let change = |cell: &&Cell<Property>| {
                let change = match &cell.after {
                    FieldValue::Inherited => PropertyChange::UseInherited,
                    value => PropertyChange::Set(from_field_value(cell.field, value).expect("a value")),
                };
                (cell.field, change)
            };
            let changes = ChangeSet::new(wanted.iter().map(change)).expect("changes that fit");
            self.write(id, &changes);
            let results = compare_changes(&changes, &self.read(id));
            assert!(results.iter().all(|(_, result)| *result == ChangeResult::Applied), "{results:?}");
            let cells = wanted.into_iter().cloned().collect();
            done.push(Row { cells, ..row.clone() });
        }
        done
    }

    fn plan(&self, intentions: &[(String, Vec<(Property, Intention)>)]) -> Vec<Row<Property>> {
        let row = |(id, intentions): &(String, Vec<(Property, Intention)>)| {
            let now = self.read(id);
            let cell = |(property, intention): &(Property, Intention)| {
                let judged = judge_intention(*property, intention, &now);
                assert_eq!(judged.hindrance, None);
                Cell { field: *property, before: judged.before, after: judged.after, problem: None }
            };
            let cells = intentions.iter().map(cell).collect();
            let action = Action::Change { id: id.clone() };
            Row { line: None, name: id.clone(), action, cells, is_left_out: false }
        };
        intentions.iter().map(row).collect()
    }
}

fn person(group: Json) -> ClientConfiguration {
    let answer = json!({ "configurationId": { "id": "a" }, "clientConfigurationProperties": group });
    ClientConfiguration::read(&answer, &[])
}

#[test]
fn what_is_in_the_way_of_an_intention_is_said() {
    let now = person(json!({
        "screenCalls": { "actualValue": true, "inheritedValue": false, "effectiveValue": true },
        "muteOnTransfer": { "actualValue": true, "inheritedValue": true, "effectiveValue": true },
        "externalCallTimeout": { "effectiveValue": 30 },
        "callForwardAll": "odd",
    }));
    let judge = |property, intention| judge_intention(property, &intention, &now).hindrance;
    assert_eq!(judge(Property::ScreenCalls, Intention::UseInherited), None);
    assert_eq!(
        judge(Property::ScreenCalls, Intention::UseInheritedWhereSame),
        Some(Hindrance::MakesDifference)
    );
    assert_eq!(judge(Property::MuteOnTransfer, Intention::UseInheritedWhereSame), None);
    assert_eq!(judge(Property::CallForwardAll, Intention::UseInherited), Some(Hindrance::NotUnderstood));
    // What the server does not have for this person is not sent.
    let unknown = judge(Property::RingWhenOnPhone, Intention::Set(FieldValue::Switch(true)));
    assert!(matches!(unknown, Some(Hindrance::Rule(_))));
    let wrong = judge(Property::MuteOnTransfer, Intention::Set(FieldValue::text("x")));
    assert!(matches!(wrong, Some(Hindrance::Rule(_))));

    // A server that tells no own values: nobody could give back what is there.
    let now = person(json!({ "externalCallTimeout": { "effectiveValue": 30 } }));
    for intention in [Intention::UseInherited, Intention::Set(FieldValue::text("45"))] {
        let judged = judge_intention(Property::ExternalCallTimeout, &intention, &now);
        assert_eq!(judged.hindrance, Some(Hindrance::NotTold));
    }
}

#[test]
fn what_is_typed_for_many_is_what_the_form_would_take() {
    let set = |property, text: &str| match Intention::read(property, Some(text)) {
        Some(Intention::Set(value)) => Some(value),
        _ => None,
    };
    assert!(set(Property::ScreenCalls, "false") == Some(FieldValue::Switch(false)));
    assert!(set(Property::ScreenCalls, "maybe").is_none());
    // Whoever has 45 has it already, however it was typed.
    assert!(set(Property::ExternalCallTimeout, " 045 ") == Some(FieldValue::text("45")));
    assert!(set(Property::CallForwardAllMode, "All") == Some(FieldValue::text("All")));
    assert!(set(Property::EFaqSearchOption, "2") == Some(FieldValue::choice("2")));
    assert!(set(Property::FollowMe, "4199").is_none());

    let taken_away = |property| Intention::read(property, None);
    assert!(taken_away(Property::ScreenCalls) == Some(Intention::UseInherited));
    assert!(taken_away(Property::ExternalCallTimeout) == Some(Intention::UseInherited));
    assert!(taken_away(Property::FollowMe) == Some(Intention::Set(FieldValue::Rows(Vec::new()))));
    assert!(taken_away(Property::EFaqSearchOption).is_none());

    // What is none stays as it was typed, and is refused as in the form.
    let now = person(json!({ "externalCallTimeout": { "actualValue": 30, "effectiveValue": 30 } }));
    for (text, trouble) in [
        ("soon", Trouble::WrongType),
        ("99999999999", Trouble::OutOfRange { min: Some(-2147483648), max: Some(2147483647), step: None }),
    ] {
        let intention = Intention::read(Property::ExternalCallTimeout, Some(text)).expect("an intention");
        let judged = judge_intention(Property::ExternalCallTimeout, &intention, &now);
        assert!(judged.after == FieldValue::text(text));
        let problem = Problem::at("externalCallTimeout", trouble);
        assert_eq!(judged.hindrance, Some(Hindrance::Rule(problem)), "{text}");
    }
}

#[test]
fn one_value_for_all_makes_an_own_one_also_of_what_was_inherited_alike() {
    let mut server = ModelServer::default();
    server.inherited.insert("externalCallTimeout", json!(45));
    server.people.insert("inherits".into(), BTreeMap::new());
    server.people.insert("has".into(), BTreeMap::from([("externalCallTimeout", json!(45))]));
    server.people.insert("differs".into(), BTreeMap::from([("externalCallTimeout", json!(30))]));
    let before = server.clone();
    let plan_of = |server: &ModelServer, text: Option<&str>| {
        let intention = Intention::read(Property::ExternalCallTimeout, text).expect("an intention");
        let of = |id: &String| (id.clone(), vec![(Property::ExternalCallTimeout, intention.clone())]);
        server.plan(&server.people.keys().map(of).collect::<Vec<_>>())
    };
    let done = server.run(&plan_of(&server, Some("45")));
    let names: Vec<&str> = done.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["differs", "inherits"]);
    assert!(server.people.values().all(|own| own.get("externalCallTimeout") == Some(&json!(45))));
    // Taken back, whoever inherited inherits again.
    server.run(&invert(&done).rows);
    assert_eq!(server, before);

    let done = server.run(&plan_of(&server, None));
    assert_eq!(done.len(), 2);
    assert!(server.people.values().all(BTreeMap::is_empty));
    server.run(&invert(&done).rows);
    assert_eq!(server, before);
}

#[test]
fn of_many_people_only_what_the_plan_is_about_is_kept() {
    let mut now = person(json!({
        "screenCalls": { "actualValue": true },
        "muteOnTransfer": { "actualValue": true },
        "somethingNew": 1,
    }));
    now.keep_only(|property| property == Property::ScreenCalls);
    assert!(now.members().map(|(property, _)| property).eq([Property::ScreenCalls]));
    assert!(now.unknown_members.is_empty());
}

#[test]
fn a_way_to_search_cannot_be_taken_away_again() {
    let mut server = ModelServer::default();
    server.people.insert("a".into(), BTreeMap::new());
    let set = Intention::Set(FieldValue::choice("2"));
    let plan = server.plan(&[("a".into(), vec![(Property::EFaqSearchOption, set)])]);
    let done = server.run(&plan);
    assert_eq!(done.len(), 1);
    let Inverse { rows, irreversible } = invert(&done);
    assert!(rows.is_empty());
    assert_eq!(irreversible, [("a".to_owned(), Irreversible::NoValue(Property::EFaqSearchOption))]);
}

#[test]
fn what_is_kept_of_a_run_is_the_same_plan() {
    let mut server = ModelServer::default();
    server.people.insert("DOM\\eva".into(), BTreeMap::from([("screenCalls", json!(true))]));
    server.inherited.insert("screenCalls", json!(true));
    let give_back = vec![(Property::ScreenCalls, Intention::UseInherited)];
    let plan = server.plan(&[("DOM\\eva".into(), give_back)]);
    let back = invert(&server.run(&plan)).rows;
    assert!(read_rows::<Property>(&write_rows(&back)) == back);
    for broken in ["", "{}", "[1]", r#"[{"id":"a","name":"a","cells":{"nonsense":[1,2]}}]"#] {
        assert!(read_rows::<Property>(broken).is_empty(), "{broken}");
    }
}

fn own_value(property: Property) -> BoxedStrategy<Option<Json>> {
    let some = match property {
        Property::ScreenCalls => any::<bool>().prop_map(Json::from).boxed(),
        Property::ExternalCallTimeout => (0..4_i64).prop_map(Json::from).boxed(),
        Property::CallForwardAllMode => {
            prop::sample::select(vec!["All", "None", " "]).prop_map(Json::from).boxed()
        }
        Property::EFaqSearchOption => (0..4_i64).prop_map(Json::from).boxed(),
        _ => Just(json!([{ "phoneNumber": "4199", "timeout": 15, "usePin": false }])).boxed(),
    };
    match property {
        // Whoever has none cannot be given that back.
        Property::EFaqSearchOption => some.prop_map(Some).boxed(),
        _ => prop::option::of(some).boxed(),
    }
}

fn own_values() -> impl Strategy<Value = BTreeMap<&'static str, Json>> {
    let each = PROPERTIES.map(|property| {
        own_value(property).prop_map(move |value| value.map(|value| (property.name(), value)))
    });
    each.to_vec().prop_map(|values| values.into_iter().flatten().collect())
}

fn inherited_values() -> impl Strategy<Value = BTreeMap<&'static str, Json>> {
    own_values().prop_map(|mut values| {
        values.retain(|name, _| !["eFaqSearchOption", "followMe"].contains(name));
        values
    })
}

proptest! {
    #[test]
    fn giving_back_what_makes_no_difference_makes_none_and_is_taken_back(
        people in prop::collection::vec(own_values(), 1..6),
        inherited in inherited_values(),
    ) {
        let mut server = ModelServer { inherited, ..ModelServer::default() };
        server.people.extend(people.into_iter().enumerate().map(|(at, own)| (at.to_string(), own)));
        let before = server.clone();
        let ids: Vec<String> = server.people.keys().cloned().collect();
        let overrides: Vec<PersonOverrides> =
            ids.iter().map(|id| PersonOverrides::of(id, id, &server.read(id))).collect();
        let redundant: usize = summarise_overrides(overrides.iter()).iter().map(|summary| summary.redundant).sum();
        let intentions: Vec<_> = overrides
            .iter()
            .map(|person| {
                let own = person.own.iter().filter(|own| own.is_redundant());
                (person.id.clone(), own.map(|own| (own.property, Intention::UseInheritedWhereSame)).collect())
            })
            .collect();
        let done = server.run(&server.plan(&intentions));
        prop_assert_eq!(done.iter().map(|row| row.cells.len()).sum::<usize>(), redundant);
        for id in &ids {
            for property in PROPERTIES {
                let effective = |server: &ModelServer| {
                    server.read(id).get(property).and_then(|value| value.effective.clone())
                };
                prop_assert_eq!(effective(&server), effective(&before));
            }
            let left = PersonOverrides::of(id, id, &server.read(id));
            prop_assert!(left.own.iter().all(|own| !own.is_redundant()));
        }
        let Inverse { rows, irreversible } = invert(&done);
        prop_assert!(irreversible.is_empty());
        let kept = read_rows::<Property>(&write_rows(&rows));
        prop_assert!(kept == rows);
        server.run(&kept);
        prop_assert_eq!(server, before);
    }

    #[test]
    fn values_of_one_given_to_others_are_there_and_are_taken_back(
        people in prop::collection::vec(own_values(), 2..6),
        inherited in inherited_values(),
    ) {
        let mut server = ModelServer { inherited, ..ModelServer::default() };
        server.people.extend(people.into_iter().enumerate().map(|(at, own)| (at.to_string(), own)));
        let before = server.clone();
        let source = values(&server.read("0"));
        let set: Vec<(Property, Intention)> = source
            .iter()
            .filter(|(property, value)| {
                value.is_own() == Some(true) && from_field_value(*property, value).is_some()
            })
            .map(|(property, value)| (property, Intention::Set(value.clone())))
            .collect();
        let targets: Vec<String> = server.people.keys().filter(|id| *id != "0").cloned().collect();
        let intentions: Vec<_> = targets.iter().map(|id| (id.clone(), set.clone())).collect();
        let plan = server.plan(&intentions);
        let done = server.run(&plan);
        for id in &targets {
            let now = values(&server.read(id));
            for (property, intention) in &set {
                let Intention::Set(value) = intention else { continue };
                prop_assert!(now.get(*property).is_same(value));
            }
        }
        let Inverse { rows, irreversible } = invert(&done);
        prop_assert!(irreversible.is_empty());
        server.run(&rows);
        prop_assert_eq!(server, before);
    }
}

#[test]
fn every_property_of_the_overview_can_be_given_back() {
    let all = Property::ALL.into_iter().filter(|property| property.kind().is_inheritable());
    for property in all {
        assert!(
            property.is_clearable() && ChangeSet::new([(property, PropertyChange::UseInherited)]).is_some()
        );
    }
    assert!(!Property::EFaqSearchOption.is_clearable());
}
