//! Client properties with where they come from.

use serde_json::{Map, Value, json};

use super::answers;
use super::world::{Source, User, World, YES_NO};

/// The members that are not yes or no.
pub const OTHERS: [&str; 4] = ["callForwardAllMode", "externalCallTimeout", "eFaqSearchOption", "followMe"];

pub fn is_member(name: &str) -> bool {
    YES_NO.contains(&name) || OTHERS.contains(&name)
}

/// Is it a bare value, neither inherited nor wrapped?
pub fn is_bare(name: &str) -> bool {
    matches!(name, "eFaqSearchOption" | "followMe")
}

/// What a request asks for beside effective values.
#[derive(Clone, Copy, Default)]
pub struct Flags {
    pub own: bool,
    pub inherited: bool,
    pub single: bool,
}

/// The group with the members asked for; what is null is left out.
pub fn read(world: &World, user: &User, members: &[&str], flags: Flags) -> Value {
    let mut group = Map::new();
    for name in members {
        if let Some(member) = member(world, user, name, flags) {
            group.insert((*name).into(), member);
        }
    }
    let switches = &world.switches;
    if switches.unknown_member {
        group.insert(
            "quantumRingMode".into(),
            json!({ "effectiveValue": "entangled", "inheritedValue": "none" }),
        );
        if let Some(Value::Array(entries)) = group.get_mut("followMe") {
            for entry in entries {
                entry["label"] = json!("made-up label");
            }
        }
    }
    if switches.odd_types {
        odd(&mut group);
    }
    Value::Object(group)
}

fn member(world: &World, user: &User, name: &str, flags: Flags) -> Option<Value> {
    let own = user.own.get(name);
    if is_bare(name) {
        return own.cloned();
    }
    let switches = &world.switches;
    let sources = sources(world, user, name);
    let inherited = combined(&switches.combine, &sources, name);
    let mut member = Map::new();
    if let Some(own) = own.filter(|_| flags.own && switches.own_values) {
        member.insert("actualValue".into(), own.clone());
    }
    if let Some(effective) = own.or(inherited.as_ref()) {
        member.insert("effectiveValue".into(), effective.clone());
    }
    if flags.inherited && switches.own_values {
        if let Some(inherited) = inherited.filter(|_| switches.inherited_values) {
            member.insert("inheritedValue".into(), inherited);
        }
        let comes = match switches.inherited_from.as_str() {
            "always" => true,
            "single" => flags.single,
            _ => false,
        };
        if comes && !sources.is_empty() {
            member.insert("inheritedFrom".into(), sources.iter().map(|source| from(source, name)).collect());
        }
    }
    (!member.is_empty()).then_some(Value::Object(member))
}

/// The objects that give a value to a person, in their order. Inheritance
/// ends at the Default User, who counts only where nobody else gives one.
fn sources<'a>(world: &'a World, user: &User, name: &str) -> Vec<&'a Source> {
    let of = |id: Option<&&'static str>, kind: i64| id.and_then(|id| world.source(id, kind));
    let groups = user.workgroups.iter().filter_map(|id| world.source(id, 1));
    let all = groups.chain(of(user.role.as_ref(), 2)).chain(of(user.template.as_ref(), 4));
    let mut found: Vec<&Source> = all.filter(|source| source.values.contains_key(name)).collect();
    if found.is_empty() {
        found.extend(world.source("Default User", 3).filter(|source| source.values.contains_key(name)));
    }
    found
}

fn combined(rule: &str, sources: &[&Source], name: &str) -> Option<Value> {
    let values = || sources.iter().filter_map(|source| source.values.get(name));
    let rank = |value: &&Value| value.as_i64().or(value.as_bool().map(i64::from)).unwrap_or(0);
    match rule {
        "last" => values().next_back(),
        "any" => values().max_by_key(rank),
        "all" => values().min_by_key(rank),
        _ => values().next(),
    }
    .cloned()
}

fn from(source: &Source, name: &str) -> Value {
    let id = if source.kind == 3 {
        json!({ "id": source.id, "displayName": source.id, "uri": "" })
    } else {
        answers::configuration_id(source.id, source.id, source.collection)
    };
    json!({ "from": id, "objectType": source.kind, "values": source.values.get(name) })
}

/// Members as no document has them.
fn odd(group: &mut Map<String, Value>) {
    let mut set = |name: &str, value: Value| {
        if let Some(member) = group.get_mut(name) {
            *member = value;
        }
    };
    set("screenCalls", json!({ "actualValue": "yes", "effectiveValue": "yes" }));
    set("confirmDragAndDrop", json!(true));
    set("externalCallTimeout", json!({ "effectiveValue": { "seconds": 30 } }));
    set("callForwardAll", json!({ "actualValue": true, "inheritedValue": false }));
    set(
        "ringWhenOnPhone",
        json!({
            "effectiveValue": true,
            "inheritedValue": true,
            "inheritedFrom": [{ "objectType": 1, "values": true }, { "from": {}, "objectType": 99 }],
        }),
    );
    set("callForwardAllMode", json!({ "effectiveValue": "All\u{0}\u{7}\n<b>", "inheritedValue": "All" }));
}
