//! The list of people: `select`, `where`, `orderBy`, `rightsFilter`, `Range`.

use serde_json::{Value, json};

use super::world::User;
use super::{Context, Principal, answers, query, user};
use crate::http::Answer;

/// At most so many once anything is selected.
const PAGE: usize = 200;

struct Condition {
    property: String,
    operator: String,
    value: String,
}

pub fn list(context: &mut Context, principal: &Principal) -> Answer {
    if context.asked.fault.as_deref() == Some("reorder") {
        context.world.salt += 1;
    }
    let query = &context.asked.query;
    let select = query::names(query, "select");
    let conditions: Vec<Condition> =
        query::names(query, "where").iter().map(|text| condition(text)).collect();
    let order = query::parameter(query, "orderBy").unwrap_or_default();
    if let Some(answer) = switched_off(context, query).or_else(|| refused(&select, &conditions, &order)) {
        return answer;
    }
    let filter = query::parameter(query, "rightsFilter").unwrap_or_else(|| "admin".into());
    let visible = |user: &User| match filter.as_str() {
        "view" => true,
        "loggedInUser" => user.id == principal.user,
        _ => principal.master,
    };
    let mut found: Vec<&User> = context
        .world
        .users
        .iter()
        .filter(|user| visible(user) && conditions.iter().all(|c| c.holds(user)))
        .collect();
    let (by, descending) = direction(&order);
    if by == "configurationId.id" {
        found.sort_by_key(|user| user.id.to_lowercase());
    }
    if descending {
        found.reverse();
    }
    let salt = context.world.salt;
    if context.world.switches.unstable_order || salt > 0 {
        let asked = context.asked.header("Range").unwrap_or_default();
        let key = |user: &User| match by {
            "configurationId.id" => user.id.to_lowercase(),
            "configurationId.displayName" => user.name.to_lowercase(),
            _ => String::new(),
        };
        // They are sorted by the key already: equals lie side by side.
        for equals in found.chunk_by_mut(|one, other| key(one) == key(other)) {
            equals.sort_by_key(|user| mixed(&user.id, asked, salt));
        }
    }
    let switches = &context.world.switches;
    let total = found.len() + switches.promised;
    let asked_from = usize::from(switches.range == "1");
    let told_from = usize::from(!["0", "ignored"].contains(&switches.range.as_str()));
    let sent = context.asked.header("Range").filter(|_| switches.range != "ignored");
    let (first, count) = range(sent, asked_from, found.len(), !select.is_empty());
    let items: Vec<Value> =
        found.iter().skip(first).take(count).map(|user| user::item(context.world, user, &select)).collect();
    let range = match items.len() {
        0 => format!("items */{total}"),
        sent => format!("items {}-{}/{total}", first + told_from, first + sent - 1 + told_from),
    };
    answers::json(200, &json!({ "items": items })).with("Content-Range", range)
}

/// A number that tells nothing of what it was made of.
fn mixed(id: &str, range: &str, salt: u64) -> u64 {
    id.bytes().chain([0]).chain(range.bytes()).fold(salt ^ 0xcbf2_9ce4_8422_2325, |all, byte| {
        let all = (all ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        all ^ (all >> 29)
    })
}

/// First item and number of items, counted from 0.
fn range(header: Option<&str>, base: usize, all: usize, selected: bool) -> (usize, usize) {
    let asked = header
        .and_then(|header| header.strip_prefix("items="))
        .and_then(|span| span.split_once('-'))
        .and_then(|(first, last)| Some((first.parse::<usize>().ok()?, last.parse::<usize>().ok()?)));
    let (first, count) = match asked {
        // What lies before the first item is cut off.
        Some((first, last)) => {
            let start = first.max(base) - base;
            (start, (last + 1).saturating_sub(start + base))
        }
        None => (0, all),
    };
    (first, if selected { count.min(PAGE) } else { count })
}

impl Condition {
    fn holds(&self, user: &User) -> bool {
        let held = match self.property.as_str() {
            "configurationId.id" => user.id.as_str(),
            "extension" => user.extension.as_deref().unwrap_or_default(),
            _ => user.name.as_str(),
        };
        let (held, wanted) = (held.to_lowercase(), self.value.to_lowercase());
        match self.operator.as_str() {
            "eq" => held == wanted,
            "sw" => held.starts_with(&wanted),
            _ => held.contains(&wanted),
        }
    }
}

fn condition(text: &str) -> Condition {
    let mut words = text.splitn(3, ' ');
    let mut next = || words.next().unwrap_or_default().to_string();
    Condition { property: next(), operator: next(), value: next() }
}

fn direction(order: &str) -> (&str, bool) {
    let (by, direction) = order.split_once(' ').unwrap_or((order, ""));
    (by, direction == "desc")
}

/// What another server, or a proxy before it, does not take.
fn switched_off(context: &Context, query: &str) -> Option<Answer> {
    let switches = &context.world.switches;
    if switches.range == "refused" && context.asked.header("Range").is_some() {
        return Some(Answer::empty(416));
    }
    let refused = |name: &&String| query::parameter(query, name).is_some();
    let name = switches.refused_query.iter().find(refused)?;
    let mut error = json!({ "errorId": "error.request.invalid", "message": answers::text("not supported") });
    // Of the others no error is documented that would name them.
    if name == "select" || name == "orderBy" {
        error["__type"] = json!("urn:inin.com:configuration:getObjectListError");
        error[name] = json!(query::names(query, name));
    }
    Some(answers::json(400, &error))
}

/// What the query may not say, in the order in which it is noticed.
fn refused(select: &[String], conditions: &[Condition], order: &str) -> Option<Answer> {
    let error = |id: &str, words: &str| Some(answers::error(400, id, words));
    if select.len() > 1 && select.iter().any(|name| name == "*") {
        return error("error.request.configuration.get.selectAll", "the wildcard stands alone");
    }
    let selected: Vec<&String> = select.iter().filter(|name| !user::is_selectable(name, i64::MAX)).collect();
    let searchable = ["configurationId.displayName", "configurationId.id", "extension"];
    let asked: Vec<&str> =
        conditions.iter().map(|c| c.property.as_str()).filter(|name| !searchable.contains(name)).collect();
    let (by, _) = direction(order);
    let sortable = ["", "configurationId.displayName", "configurationId.id"].contains(&by);
    if !selected.is_empty() || !asked.is_empty() || !sortable {
        let mut error = json!({
            "__type": "urn:inin.com:configuration:getObjectListError",
            "errorId": "error.request.configuration.getObjectList",
            "message": answers::text("query parts not supported"),
        });
        if !selected.is_empty() {
            error["select"] = json!(selected);
        }
        if !asked.is_empty() {
            error["where"] = json!(asked);
        }
        if !sortable {
            error["orderBy"] = json!(by);
        }
        return Some(answers::json(400, &error));
    }
    if conditions.iter().any(|c| !["eq", "sw", "ct"].contains(&c.operator.as_str())) {
        let id = "error.request.configuration.getObjectList.invalidWhereOperator";
        return error(id, "operator not supported");
    }
    if let Some((_, direction)) = order.split_once(' ')
        && !["asc", "desc"].contains(&direction)
    {
        let id = "error.request.configuration.getObjectList.invalidSortDirection";
        return error(id, "direction not supported");
    }
    None
}
