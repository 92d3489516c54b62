//! One person, and the objects that give values.

use serde_json::{Map, Value, json};

use super::world::{User, World, YES_NO};
use super::{Context, Principal, answers, client, query};
use crate::http::Answer;

const GROUP: &str = "clientConfigurationProperties.";

/// May a name be selected, on a server with that version of `configuration`?
pub fn is_selectable(name: &str, configuration: i64) -> bool {
    if let Some(member) = name.strip_prefix(GROUP) {
        return client::is_member(member) && (member != "emailDownloadHTMLPictures" || configuration >= 7);
    }
    matches!(
        name,
        "*" | "configurationId"
            | "extension"
            | "statusText"
            | "workgroups"
            | "roles"
            | "clientConfigDateLastModified"
            | "clientConfigurationTemplate"
            | "securityRights.customizeClient"
            | "securityRights.followMe"
            | "administrativeRights.masterAdministrator"
    )
}

/// `configurationId` of a person.
pub fn id_of(user: &User) -> Value {
    answers::configuration_id(&user.id, &user.name, "users")
}

/// A person in a list; what is null is left out.
pub fn item(world: &World, user: &User, select: &[String]) -> Value {
    let mut item = Map::new();
    item.insert("configurationId".into(), id_of(user));
    let selects = |name: &str| select.iter().any(|selected| selected == name || selected == "*");
    if selects("extension")
        && let Some(extension) = &user.extension
    {
        item.insert("extension".into(), json!(extension));
    }
    if selects("statusText") && user.can_sign_in {
        item.insert("statusText".into(), json!("Available"));
    }
    if selects("workgroups") && !user.workgroups.is_empty() {
        let groups = user.workgroups.iter().map(|id| answers::configuration_id(id, id, "workgroups"));
        item.insert("workgroups".into(), groups.collect());
    }
    if selects("roles")
        && let Some(role) = user.role
    {
        let role = answers::configuration_id(role, role, "roles");
        item.insert("roles".into(), json!({ "effectiveValue": [role] }));
    }
    if selects("clientConfigDateLastModified") {
        item.insert("clientConfigDateLastModified".into(), json!(user.modified));
    }
    if selects("clientConfigurationTemplate")
        && let Some(template) = user.template
    {
        let template = answers::configuration_id(template, template, "client-configuration-templates");
        item.insert("clientConfigurationTemplate".into(), json!({ "effectiveValue": template }));
    }
    rights(&mut item, user, &selects);
    let members =
        YES_NO.into_iter().chain(client::OTHERS).filter(|member| selects(&[GROUP, member].concat()));
    let members: Vec<&str> = members.collect();
    if !members.is_empty() {
        let flags = client::Flags::default();
        item.insert("clientConfigurationProperties".into(), client::read(world, user, &members, flags));
    }
    Value::Object(item)
}

fn rights(item: &mut Map<String, Value>, user: &User, selects: &dyn Fn(&str) -> bool) {
    let mut group = |group: &str, members: &[(&str, bool)]| {
        let rights: Map<String, Value> = members
            .iter()
            .filter(|(name, _)| selects(&[group, ".", name].concat()))
            .map(|(name, value)| ((*name).to_string(), json!({ "effectiveValue": value })))
            .collect();
        if !rights.is_empty() {
            item.insert(group.into(), Value::Object(rights));
        }
    };
    group("securityRights", &[("customizeClient", user.customize), ("followMe", user.customize)]);
    group("administrativeRights", &[("masterAdministrator", user.master)]);
}

/// `GET .../configuration/users/{id}`
pub fn one(context: &mut Context, principal: &Principal, id: &str) -> Answer {
    let query = context.asked.query.clone();
    let ids = context.world.switches.error_ids;
    let select = query::names(&query, "select");
    if let Some(answer) = refused(&select, context.world.switches.configuration) {
        return answer;
    }
    let Some(at) = context.world.position(id) else { return answers::no_such_user(ids) };
    let allowed = match query::parameter(&query, "rightsFilter").as_deref() {
        Some("loggedInUser") => context.world.users[at].id == principal.user,
        Some("view") => true,
        _ => principal.master,
    };
    if !allowed {
        return answers::not_allowed(ids);
    }
    let seen = seen(&mut context.world.users[at]);
    let mut body = item(context.world, &seen, &select);
    let members: Vec<&str> = select.iter().filter_map(|name| name.strip_prefix(GROUP)).collect();
    if !members.is_empty() {
        let flags = client::Flags {
            own: query::flag(&query, "actualValues"),
            inherited: query::flag(&query, "inheritedValues"),
            single: query::flag(&query, "singlePropertyInheritedFrom"),
        };
        body["clientConfigurationProperties"] = client::read(context.world, &seen, &members, flags);
    }
    answers::json(200, &body)
}

/// The person as a reading shows them: a change may not be visible yet.
fn seen(user: &mut User) -> User {
    let Some((left, before)) = user.before.take() else { return user.clone() };
    let seen = User { own: before.clone(), ..user.clone() };
    user.before = (left > 1).then(|| (left - 1, before));
    seen
}

fn refused(select: &[String], configuration: i64) -> Option<Answer> {
    if select.len() > 1 && select.iter().any(|name| name == "*") {
        let id = "error.request.configuration.get.selectAll";
        return Some(answers::error(400, id, "the wildcard stands alone"));
    }
    let unknown: Vec<&String> = select.iter().filter(|name| !is_selectable(name, configuration)).collect();
    (!unknown.is_empty()).then(|| select_refused(&unknown))
}

fn select_refused(names: &[&String]) -> Answer {
    answers::json(
        400,
        &json!({
            "__type": "urn:inin.com:configuration:getObjectError",
            "errorId": "error.request.configuration.getObject",
            "message": answers::text("query parts not supported"),
            "select": names,
        }),
    )
}

/// What a new user begins with.
pub fn defaults() -> Answer {
    let fresh = json!({ "configurationId": { "id": "" }, "homeSite": 1, "mwiEnabled": false, "whisperToneLevel": -25 });
    answers::json(200, &fresh)
}

/// The Default User has rights, but no client properties to select.
pub fn default_user(context: &Context) -> Answer {
    let select = query::names(&context.asked.query, "select");
    let mut body = json!({ "configurationId": { "id": "Default User", "displayName": "Default User" } });
    for name in &select {
        match name.as_str() {
            "securityRights.customizeClient" => {
                body["securityRights"] = json!({ "customizeClient": { "actualValue": false } });
            }
            _ => return select_refused(&[name]),
        }
    }
    answers::json(200, &body)
}

/// A workgroup, role or template, by its name alone.
pub fn source(context: &Context, collection: &str, id: &str) -> Answer {
    let found =
        context.world.sources.iter().find(|source| source.collection == collection && source.id == id);
    match found {
        Some(source) => {
            let id = answers::configuration_id(source.id, source.id, source.collection);
            answers::json(200, &json!({ "configurationId": id }))
        }
        None => answers::no_such_path(),
    }
}
