//! `/1.1/users` of 2026.

use serde_json::Value;

use super::lines::UnassignedLine;
use super::{Scope, Wazo, check, items, not_found, view, wanted};
use crate::http::{Answer, Asked};
use crate::xivo::answers::{self, JSON};
use crate::xivo::fields::repr;
use crate::xivo::query;
use crate::xivo::store::{User, Voicemail};

/// A user as the server makes it if nothing is sent.
pub fn new_user(id: u32, tenant: usize) -> User {
    User {
        id,
        tenant,
        supervision_enabled: true,
        enabled: true,
        ring_seconds: 30,
        simultaneous_calls: 5,
        ..User::default()
    }
}

/// `/1.1/users`
pub fn many(wazo: &mut Wazo, asked: &Asked, scope: &Scope) -> Answer {
    if asked.method == "POST" {
        return create(wazo, asked, scope);
    }
    let wanted = match wanted(&query::pairs(&asked.query), scope, &["directory", "summary"]) {
        Ok(wanted) => wanted,
        Err(refused) => return refused,
    };
    let page = query::select(&wazo.store, &wanted);
    let origin = wazo.origin(asked);
    let shown = |user: &User| match page.view.as_deref() {
        Some("directory") => view::directory(wazo, user),
        Some("summary") => view::summary(wazo, user),
        _ => view::user(wazo, &origin, user),
    };
    items(page.total, page.items.iter().map(shown))
}

/// `/1.1/users/<id>`: by id or UUID, in the tenant or one below it.
pub fn one(wazo: &mut Wazo, asked: &Asked, scope: &Scope, id: &str) -> Answer {
    let user = match find(wazo, scope, id) {
        Ok(user) => user,
        Err(refused) => return refused,
    };
    match asked.method.as_str() {
        "PUT" => edit(wazo, asked, user),
        "DELETE" => delete(wazo, asked, &user),
        _ => answers::json(200, &view::user(wazo, &wazo.origin(asked), &user)),
    }
}

fn find(wazo: &Wazo, scope: &Scope, id: &str) -> Result<User, Answer> {
    let (user, shown) = match id.parse::<u64>() {
        Ok(number) => (u32::try_from(number).ok().and_then(|n| wazo.store.get(n)), number.to_string()),
        Err(_) => (wazo.store.by_uuid(id), format!("UUID({})", repr(&id.to_ascii_lowercase(), ""))),
    };
    user.filter(|user| scope.visible.contains(&user.tenant)).ok_or_else(|| not_found("User", &shown))
}

fn create(wazo: &mut Wazo, asked: &Asked, scope: &Scope) -> Answer {
    let mut user = new_user(wazo.store.next_id(), scope.tenant);
    let related = match check::apply(wazo, asked, &mut user, true) {
        Ok(related) => related,
        Err(refused) => return refused,
    };
    user.line = related.number.map(|number| wazo.unassigned.new_line(&number));
    let origin = wazo.origin(asked);
    let mut shown = view::created(wazo, &origin, &user);
    if let Some(account) = related.account {
        let mut account = wazo.auth.create(&user, account);
        account["tenant_uuid"] = wazo.tenants.uuid(user.tenant).into();
        shown["auth"] = account;
    }
    let place = format!("{origin}/1.1/users/{}", user.id);
    wazo.store.put(user);
    failed_sysconfd(asked).unwrap_or_else(|| answers::json(201, &shown).with("Location", place))
}

fn edit(wazo: &mut Wazo, asked: &Asked, mut user: User) -> Answer {
    if let Err(refused) = check::apply(wazo, asked, &mut user, false) {
        return refused;
    }
    wazo.store.put(user);
    failed_sysconfd(asked).unwrap_or_else(|| answers::empty(204, JSON))
}

/// The change is kept although this is the answer.
fn failed_sysconfd(asked: &Asked) -> Option<Answer> {
    let failed = asked.fault.as_deref() == Some("sysconfd");
    failed.then(|| answers::json(500, &serde_json::json!({ "message": "Internal Server Error" })))
}

/// The line stays behind without its owner, and the account too, unless
/// `?recursive=true` takes all of it.
fn delete(wazo: &mut Wazo, asked: &Asked, user: &User) -> Answer {
    let pairs = query::pairs(&asked.query);
    let is_recursive =
        pairs.iter().any(|(name, value)| name == "recursive" && value.eq_ignore_ascii_case("true"));
    if is_recursive && wazo.switches.has("2022-11") {
        wazo.auth.delete(&user.uuid());
    } else {
        if let Some(voicemail) = &user.voicemail {
            let which = format!("'user_id': {}, 'voicemail_id': {}", user.id, voicemail.id);
            let what = format!("Resource Error - User is associated with a Voicemail ({which})");
            return answers::error(400, what);
        }
        if let Some(line) = user.line.as_ref().filter(|_| !wazo.switches.has("2022-11")) {
            let which = format!("'line_ids': ({},)", line.id);
            return answers::error(400, format!("Resource Error - User is associated with a Line ({which})"));
        }
        wazo.unassigned.lines.extend(user.lines().map(|line| UnassignedLine {
            tenant: user.tenant,
            line: line.clone(),
            caller_name: user.full_name(),
        }));
    }
    wazo.store.remove(user.id);
    failed_sysconfd(asked).unwrap_or_else(|| answers::empty(204, JSON))
}

/// `/1.1/users/<id>/voicemails`
pub fn voicemails(wazo: &mut Wazo, asked: &Asked, scope: &Scope, id: &str) -> Answer {
    let mut user = match find(wazo, scope, id) {
        Ok(user) => user,
        Err(refused) => return refused,
    };
    let origin = wazo.origin(asked);
    match asked.method.as_str() {
        "POST" => create_voicemail(wazo, asked, user),
        // The voicemail itself stays.
        "DELETE" => {
            let tenant = user.tenant;
            wazo.unassigned.voicemails.extend(user.voicemail.take().map(|voicemail| (tenant, voicemail)));
            wazo.store.put(user);
            answers::empty(204, JSON)
        }
        _ => {
            let own = user.voicemail.iter();
            let shown = own.map(|v| view::voicemail(wazo, &origin, user.tenant, v, Some(&user)));
            answers::json(200, &shown.collect::<Vec<Value>>().into())
        }
    }
}

fn create_voicemail(wazo: &mut Wazo, asked: &Asked, mut user: User) -> Answer {
    let body: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
    let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
    let (Some(name), Some(number)) = (text("name"), text("number")) else {
        let missing = if text("name").is_none() { "name" } else { "number" };
        return answers::error(400, format!("Input Error - {missing}: ['Missing data for required field.']"));
    };
    let voicemail = Voicemail { id: wazo.unassigned.next_voicemail_id(), name, number };
    let origin = wazo.origin(asked);
    let shown = view::voicemail(wazo, &origin, user.tenant, &voicemail, None);
    let place = format!("{origin}/1.1/voicemails/{}", voicemail.id);
    user.voicemail = Some(voicemail);
    wazo.store.put(user);
    answers::json(201, &shown).with("Location", place)
}
