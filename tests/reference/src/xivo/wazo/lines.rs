//! Lines, extensions and voicemails: those of people, and those that stay
//! behind when somebody is deleted.

use serde_json::Value;

use super::{Scope, Wazo, items, not_found, view, wanted};
use crate::http::{Answer, Asked};
use crate::xivo::answers;
use crate::xivo::query;
use crate::xivo::store::{Line, Voicemail};

/// What belongs to nobody any more, and the ids that come next.
#[derive(Clone, Default)]
pub struct Unassigned {
    pub lines: Vec<UnassignedLine>,
    pub voicemails: Vec<(usize, Voicemail)>,
    next_line: i64,
    next_voicemail: i64,
}

/// A line that lost its owner.
#[derive(Clone)]
pub struct UnassignedLine {
    pub tenant: usize,
    pub line: Line,
    /// The name stays on the line.
    pub caller_name: String,
}

impl Unassigned {
    /// For as many made-up people, whose lines and voicemails have their ids.
    pub fn after(people: u32) -> Self {
        let next = i64::from(people) + 1;
        Self { next_line: next, next_voicemail: next, ..Self::default() }
    }

    /// A line with one extension of the same id.
    pub fn new_line(&mut self, number: &str) -> Line {
        let id = self.next_line;
        self.next_line += 1;
        Line { extension_id: id, ..Line::new(id, number) }
    }

    pub fn next_voicemail_id(&mut self) -> i64 {
        self.next_voicemail += 1;
        self.next_voicemail - 1
    }
}

/// `/1.1/lines`, `/1.1/extensions`, `/1.1/voicemails`, `/1.1/moh` and
/// `/1.1/contexts`, all or one.
pub fn answer(wazo: &Wazo, asked: &Asked, scope: &Scope, kind: &str, id: Option<&str>) -> Answer {
    let origin = wazo.origin(asked);
    let pairs = query::pairs(&asked.query);
    let page = match wanted(&paging(&pairs), scope, &[]) {
        Ok(page) => page,
        Err(refused) => return refused,
    };
    // One of a tenant below is read without naming the tenant.
    let tenants = if id.is_some() { scope.visible.clone() } else { page.tenants.unwrap_or_default() };
    let mut all: Vec<Value> = match kind {
        "moh" => tenants.iter().flat_map(|t| wazo.tenants.music_on_hold(*t, &origin)).collect(),
        "contexts" => tenants.iter().flat_map(|t| wazo.tenants.contexts(*t, &origin)).collect(),
        _ => owned(wazo, &origin, kind, &tenants),
    };
    if let Some(id) = id {
        let number: Option<i64> = id.parse().ok();
        let found = all.into_iter().find(|row| number.is_some() && row["id"].as_i64() == number);
        let what = match kind {
            "lines" => "Line",
            "extensions" => "Extension",
            _ => "Voicemail",
        };
        return found.map_or_else(|| not_found(what, id), |row| answers::json(200, &row));
    }
    // Every other parameter is the name of a column.
    all.retain(|row| {
        pairs.iter().all(|(name, value)| row.get(name).is_none_or(|cell| cell.as_str() == Some(value)))
    });
    if let Some(search) = page.search.map(|text| text.to_lowercase()) {
        let holds = |value: &Value| value.as_str().is_some_and(|text| text.to_lowercase().contains(&search));
        all.retain(|row| {
            ["name", "label", "exten", "number", "context", "caller_id_name", "caller_id_num"]
                .iter()
                .any(|key| holds(&row[*key]))
        });
    }
    all.sort_by_key(|row| row["id"].as_i64());
    let total = all.len();
    items(total, all.into_iter().skip(page.offset).take(page.limit.unwrap_or(usize::MAX)))
}

/// The parameters that every list has; those for sorting name other columns
/// than a user has.
fn paging(pairs: &[(String, String)]) -> Vec<(String, String)> {
    let kept = ["limit", "offset", "search", "recurse"];
    pairs.iter().filter(|(name, _)| kept.contains(&name.as_str())).cloned().collect()
}

fn owned(wazo: &Wazo, origin: &str, kind: &str, tenants: &[usize]) -> Vec<Value> {
    let users = wazo.store.all().filter(|user| tenants.contains(&user.tenant));
    let lines = wazo.unassigned.lines.iter().filter(|left| tenants.contains(&left.tenant));
    match kind {
        "lines" => users
            .flat_map(|user| view::lines(wazo, origin, &user))
            .chain(lines.map(|left| view::line(wazo, origin, left, None)))
            .collect(),
        "extensions" => users
            .flat_map(|user| user.lines().map(|line| (user.tenant, line.clone())).collect::<Vec<_>>())
            .chain(lines.map(|left| (left.tenant, left.line.clone())))
            .flat_map(|(tenant, line)| view::extensions(wazo, origin, tenant, &line))
            .collect(),
        _ => {
            let left = wazo.unassigned.voicemails.iter().filter(|(tenant, _)| tenants.contains(tenant));
            users
                .filter_map(|user| {
                    let voicemail = user.voicemail.clone()?;
                    Some(view::voicemail(wazo, origin, user.tenant, &voicemail, Some(&user)))
                })
                .chain(
                    left.map(|(tenant, voicemail)| view::voicemail(wazo, origin, *tenant, voicemail, None)),
                )
                .collect()
        }
    }
}

/// The line and the extension that have a number, if any.
pub fn by_number(wazo: &Wazo, tenant: usize, number: &str) -> Option<(i64, i64)> {
    let in_line = |line: &Line| {
        let extension = line.numbers().find(|(_, other)| *other == number);
        extension.map(|(extension, _)| (line.id, extension))
    };
    let mut users = wazo.store.all().filter(|user| user.tenant == tenant);
    let mut left = wazo.unassigned.lines.iter().filter(|left| left.tenant == tenant);
    users
        .find_map(|user| user.lines().find_map(in_line))
        .or_else(|| left.find_map(|left| in_line(&left.line)))
}
