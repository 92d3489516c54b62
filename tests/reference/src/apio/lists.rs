//! Tenants, groups, departments, users, and the search for users.

use serde_json::{Map, Value, json};

use super::sessions::Me;
use super::world::User;
use super::{Apio, errors};
use crate::http::{Answer, Asked};

/// The query as pairs, decoded.
pub fn parameters(asked: &Asked) -> Vec<(String, String)> {
    let pairs = asked.query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .filter_map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((super::decoded(name)?, super::decoded(&value.replace('+', "%20"))?))
        })
        .collect()
}

fn parameter(asked: &Asked, name: &str) -> Option<String> {
    parameters(asked).into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

pub fn tenants(apio: &Apio, asked: &Asked) -> Answer {
    let kind = parameter(asked, "type");
    let most = parameter(asked, "sizeLimit").and_then(|most| most.parse().ok()).unwrap_or(usize::MAX);
    let list: Vec<Value> = apio
        .world
        .tenants
        .iter()
        .filter(|tenant| kind.as_ref().is_none_or(|kind| *kind == tenant.kind))
        .take(most)
        .map(|tenant| json!({"tenantId": tenant.id, "name": tenant.name, "type": tenant.kind}))
        .collect();
    Answer::json(200, &json!({"tenants": list}))
}

pub fn tenant(apio: &Apio, id: &str) -> Answer {
    match apio.world.tenant(id) {
        Some(tenant) => Answer::json(
            200,
            &json!({
                "tenantId": tenant.id, "type": tenant.kind, "name": tenant.name, "defaultDomain": "voice.example.test",
                "supportEmail": "help@brightwater.example.test", "useCustomRoutingProfile": false,
                "useTenantLanguages": false,
            }),
        ),
        None => errors::message(404, 9020, "made-up text: no such tenant"),
    }
}

pub fn groups(apio: &Apio, asked: &Asked, id: &str) -> Answer {
    let Some(tenant) = apio.world.tenant(id) else {
        return errors::message(404, 9020, "made-up text: no such tenant");
    };
    let part = parameter(asked, "insensitiveGroupNameContains").unwrap_or_default().to_lowercase();
    let list: Vec<Value> = tenant
        .groups
        .iter()
        .filter(|group| group.name.to_lowercase().contains(&part))
        .map(|group| json!({"groupId": group.id, "groupName": group.name}))
        .collect();
    Answer::json(200, &json!({"groups": list}))
}

pub fn departments(apio: &Apio, tenant: &str, group: &str) -> Answer {
    match apio.world.group(tenant, group) {
        Some(group) => Answer::json(200, &json!({"departments": group.departments})),
        None => errors::message(404, 9021, "made-up text: no such group"),
    }
}

pub fn users(apio: &Apio, asked: &Asked, me: &Me, tenant: &str, group: &str) -> Answer {
    let Some(group) = apio.world.group(tenant, group) else {
        return errors::message(404, 9021, "made-up text: no such group");
    };
    let filters = match filters(asked) {
        Ok(filters) => filters,
        Err(refused) => return refused,
    };
    let mut list: Vec<Value> = group
        .users()
        .filter(|user| fits(user, &filters))
        .filter(|user| me.department.as_ref().is_none_or(|own| user.department() == own.as_str()))
        .map(|user| row(&user).into())
        .collect();
    mix(apio, &mut list);
    list.truncate(limit(asked));
    Answer::json(200, &json!({"users": list}))
}

/// Everybody in a tenant, or in all of them.
pub fn search(apio: &Apio, asked: &Asked, tenant: Option<&str>) -> Answer {
    let filters = match filters(asked) {
        Ok(filters) if !filters.is_empty() => filters,
        Ok(_) => return errors::message(400, 9022, "made-up text: a filter is needed"),
        Err(refused) => return refused,
    };
    let mut list = Vec::new();
    for known in apio.world.tenants.iter().filter(|known| tenant.is_none_or(|tenant| tenant == known.id)) {
        for group in &known.groups {
            for user in group.users().filter(|user| fits(user, &filters)) {
                let mut found = Map::new();
                found.insert("tenantId".into(), known.id.as_str().into());
                found.insert("groupId".into(), group.id.as_str().into());
                found.extend(row(&user));
                found.remove("department");
                list.push(Value::Object(found));
            }
        }
    }
    mix(apio, &mut list);
    list.truncate(limit(asked));
    Answer::json(200, &json!({"users": list}))
}

/// Another order, if one was switched on.
fn mix(apio: &Apio, list: &mut [Value]) {
    if apio.salt > 0 {
        list.sort_by_cached_key(|user| {
            let id = user.get("userId").and_then(Value::as_str).unwrap_or_default();
            id.bytes().fold(apio.salt ^ 0xcbf2_9ce4_8422_2325, |all, byte| {
                let all = (all ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
                all ^ (all >> 29)
            })
        });
    }
}

fn limit(asked: &Asked) -> usize {
    parameter(asked, "responseSizeLimit").and_then(|most| most.parse().ok()).unwrap_or(usize::MAX)
}

/// The field of a filter, how it is compared, and with what.
type Filter = (&'static str, &'static str, String);

fn filters(asked: &Asked) -> Result<Vec<Filter>, Answer> {
    let mut filters: Vec<Filter> = Vec::new();
    for (name, value) in parameters(asked) {
        let Some(rest) = name.strip_prefix("insensitive") else { continue };
        let how = ["Contains", "Starts", "Equals"].into_iter().find(|how| rest.ends_with(how));
        let field = how.and_then(|how| match rest.strip_suffix(how)? {
            "UserLastName" => Some("lastName"),
            "UserFirstName" => Some("firstName"),
            "UserId" => Some("userId"),
            "PhoneNumber" => Some("phoneNumber"),
            "EmailAddress" => Some("emailAddress"),
            _ => None,
        });
        match (field, how) {
            (Some(field), Some(how)) if !filters.iter().any(|(known, _, _)| *known == field) => {
                filters.push((field, how, value.to_lowercase()));
            }
            _ => return Err(errors::details(400, "made-up text: bad parameter")),
        }
    }
    Ok(filters)
}

fn fits(user: &User, filters: &[Filter]) -> bool {
    filters.iter().all(|(field, how, value)| {
        let own = if *field == "userId" { &user.id } else { user.text(field) }.to_lowercase();
        match *how {
            "Starts" => own.starts_with(value),
            "Equals" => own == *value,
            _ => own.contains(value),
        }
    })
}

fn row(user: &User) -> Map<String, Value> {
    let mut row = Map::new();
    row.insert("userId".into(), user.id.as_str().into());
    for name in ["lastName", "firstName", "phoneNumber", "extension", "emailAddress"] {
        row.insert(name.into(), user.text(name).into());
    }
    row.insert("inTrunkGroup".into(), user.profile.contains_key("trunkEndpoint").into());
    if let Some(department) = user.profile.get("department") {
        row.insert(
            "department".into(),
            json!({"departmentName": department["departmentName"],
            "fullPathName": department["fullPathName"]}),
        );
    }
    row
}
