//! The journal of one person on one system as a text that outlives the page, where the
//! configuration allows that. A secret cannot be in it, for the journal has none.

use serde_json::{Value as Json, json};

use super::{ChangeKind, Entry, JournalValue, Undo, WriteOutcome};
use crate::form::{FieldValue, ValueOutcome, field_value_from_json, field_value_to_json};
use crate::route::{Query, Route};

/// So many of the newest entries are kept of a person on a system.
pub const MOST_KEPT: usize = 500;

const KINDS: [(ChangeKind, &str); 3] =
    [(ChangeKind::Created, "created"), (ChangeKind::Changed, "changed"), (ChangeKind::Deleted, "deleted")];

/// What is under way when the page goes is not known afterwards.
const OUTCOMES: [(WriteOutcome, &str); 5] = [
    (WriteOutcome::Done, "done"),
    (WriteOutcome::InPart, "in part"),
    (WriteOutcome::NotKept, "not kept"),
    (WriteOutcome::Unknown, "unknown"),
    (WriteOutcome::UnderWay, "unknown"),
];

const EFFECTS: [(ValueOutcome, &str); 3] = [
    (ValueOutcome::Stored, "stored"),
    (ValueOutcome::NotStored, "not stored"),
    (ValueOutcome::Unknown, "unknown"),
];

fn name_of<T: PartialEq>(names: &[(T, &'static str)], of: &T) -> &'static str {
    names.iter().find(|(value, _)| value == of).map_or("", |(_, name)| name)
}

fn by_name<T: Copy>(names: &[(T, &'static str)], json: &Json) -> Option<T> {
    let wanted = json.as_str()?;
    names.iter().find(|(_, name)| *name == wanted).map(|(value, _)| *value)
}

/// The entries of one person on one system together with those that were kept before, as when two
/// tabs are open.
pub fn merge_kept(kept: Option<&str>, system: &str, person: &str, entries: &[Entry]) -> String {
    let own: Vec<&Entry> = entries
        .iter()
        .filter(|entry| entry.route.system() == Some(system) && entry.person == person)
        .collect();
    let mut all = kept.map(|kept| read_kept(kept, system, person)).unwrap_or_default();
    all.retain(|entry| !own.iter().any(|own| own.is_same_write(entry)));
    for entry in own {
        let at = all.partition_point(|kept| kept.at <= entry.at);
        all.insert(at, entry.clone());
    }
    let surplus = all.len().saturating_sub(MOST_KEPT);
    let entries: Vec<Json> = all.iter().skip(surplus).map(entry_to_json).collect();
    json!({ "person": person, "entries": entries }).to_string()
}

/// Reads what [`merge_kept`] wrote for this person on this system, the oldest first. Nothing of
/// somebody else, and nothing that is not understood.
pub fn read_kept(text: &str, system: &str, person: &str) -> Vec<Entry> {
    let Ok(json) = serde_json::from_str::<Json>(text) else { return Vec::new() };
    if json.get("person").and_then(Json::as_str) != Some(person) {
        return Vec::new();
    }
    let entries = json.get("entries").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let read = entries.iter().filter_map(|json| entry_from_json(json, person));
    read.filter(|entry| entry.route.system() == Some(system)).collect()
}

fn entry_to_json(entry: &Entry) -> Json {
    json!({
        "at": entry.at,
        "address": entry.route.url(&Query::default()),
        "name": entry.name,
        "kind": name_of(&KINDS, &entry.kind),
        "outcome": name_of(&OUTCOMES, &entry.outcome),
        "isUndone": entry.undo.is_done(),
        "values": entry.values.iter().map(value_to_json).collect::<Vec<_>>(),
    })
}

fn entry_from_json(json: &Json, person: &str) -> Option<Entry> {
    let text = |name| json.get(name)?.as_str().map(str::to_owned);
    let is_undone = json.get("isUndone")?.as_bool()?;
    let route = Route::parse(&text("address")?);
    let values = json.get("values")?.as_array()?.iter().map(value_from_json).collect::<Option<_>>()?;
    Some(Entry {
        number: 0,
        at: json.get("at")?.as_f64()?,
        person: person.to_owned(),
        route,
        name: text("name")?,
        kind: by_name(&KINDS, json.get("kind")?)?,
        values,
        outcome: by_name(&OUTCOMES, json.get("outcome")?)?,
        undo: if is_undone { Undo::Done } else { Undo::NotTried },
    })
}

fn value_to_json(value: &JournalValue) -> Json {
    let [before, after] = [&value.before, &value.after].map(field_value_to_json);
    // What nobody can type is not kept, and cannot be given back then.
    let is_shown = value.is_shown && before.is_some() && after.is_some();
    json!({
        "field": value.field,
        "before": before.filter(|_| is_shown),
        "after": after.filter(|_| is_shown),
        "effect": name_of(&EFFECTS, &value.effect),
        "isSecret": value.is_secret,
        "isShown": is_shown,
    })
}

fn value_from_json(json: &Json) -> Option<JournalValue> {
    let is_shown = json.get("isShown")?.as_bool()?;
    let value = |name| match is_shown {
        true => field_value_from_json(json.get(name)?),
        false => Some(FieldValue::Absent),
    };
    Some(JournalValue {
        field: json.get("field")?.as_str()?.to_owned(),
        before: value("before")?,
        after: value("after")?,
        effect: by_name(&EFFECTS, json.get("effect")?)?,
        is_secret: json.get("isSecret")?.as_bool()?,
        is_shown,
    })
}
