//! The tenants of one Wazo: those of the recordings, and more on demand.
//!
//! Contexts and music on hold of each (`GET /1.1/contexts`, `GET /1.1/moh`)
//! were not recorded; they are as the source of wazo-confd describes them.

use serde_json::{Value, json};

use crate::xivo::token::uuid;

/// Where the account with all rights is.
pub const MASTER: usize = 0;
pub const NORTH: usize = 1;
pub const SOUTH: usize = 2;

#[derive(Clone, Debug)]
pub struct Tenant {
    pub uuid: String,
    parent: usize,
    pub name: String,
    pub slug: String,
    /// How its accounts sign in: `native`, `ldap` or `saml`.
    pub authentication_method: String,
    pub domain_names: Vec<String>,
    internal_context: String,
    is_deleted: bool,
}

#[derive(Clone, Debug)]
pub struct Tenants(Vec<Tenant>);

impl Default for Tenants {
    fn default() -> Self {
        let tenant = |uuid: &str, name: &str, slug: &str, context: String| Tenant {
            uuid: uuid.to_owned(),
            parent: MASTER,
            name: name.to_owned(),
            slug: slug.to_owned(),
            authentication_method: "native".to_owned(),
            domain_names: Vec::new(),
            internal_context: context,
            is_deleted: false,
        };
        Self(vec![
            tenant(
                "0a5fd9a5-9bb3-4469-8298-0cb4aaedf0a7",
                "Made-up Master",
                "master",
                "ctx-master-internal-2e22155e-1ad8-4d7e-aa4d-194efd594633".to_owned(),
            ),
            tenant(
                "efc8391d-c2fc-4d89-95aa-b1cb707cf448",
                "North Office",
                "north",
                format!("ctx-north-internal-{}", uuid("context", 1)),
            ),
            tenant(
                "123d8116-cf20-4258-b7c1-c26bed54b8e3",
                "South Office",
                "south",
                format!("ctx-south-internal-{}", uuid("context", 2)),
            ),
        ])
    }
}

impl Tenants {
    fn kept(&self) -> impl Iterator<Item = (usize, &Tenant)> {
        self.0.iter().enumerate().filter(|(_, tenant)| !tenant.is_deleted)
    }

    pub fn get(&self, index: usize) -> Option<&Tenant> {
        self.0.get(index).filter(|tenant| !tenant.is_deleted)
    }

    /// By UUID or, for a switch, by slug.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.kept().find(|(_, tenant)| tenant.uuid == name || tenant.slug == name).map(|(index, _)| index)
    }

    /// The tenant and those below it.
    pub fn visible_from(&self, index: usize) -> Vec<usize> {
        let all = self.kept().map(|(other, _)| other);
        all.filter(|other| *other == index || index == MASTER).collect()
    }

    /// Adds so many below the first: `Tenant 001`, `Tenant 002`, ...
    pub fn add(&mut self, more: usize) {
        for number in self.0.len().. {
            if number >= more + 3 {
                break;
            }
            let slug = format!("t{:03}", number - 2);
            self.0.push(Tenant {
                uuid: uuid("tenant", number as u64),
                parent: MASTER,
                name: format!("Tenant {:03}", number - 2),
                internal_context: format!("ctx-{slug}-internal-{}", uuid("context", number as u64)),
                slug,
                authentication_method: "native".to_owned(),
                domain_names: Vec::new(),
                is_deleted: false,
            });
        }
    }

    pub fn delete(&mut self, index: usize) {
        if let Some(tenant) = self.0.get_mut(index) {
            tenant.is_deleted = true;
        }
    }

    pub fn sign_in_by(&mut self, index: usize, method: &str, domain_names: Vec<String>) {
        if let Some(tenant) = self.0.get_mut(index) {
            tenant.authentication_method = method.to_owned();
            tenant.domain_names = domain_names;
        }
    }

    pub fn uuid(&self, index: usize) -> &str {
        self.0.get(index).map_or("", |tenant| tenant.uuid.as_str())
    }

    /// The name of the context that numbers of people are in.
    pub fn internal_context(&self, index: usize) -> &str {
        self.0.get(index).map_or("default", |tenant| tenant.internal_context.as_str())
    }

    /// As `GET /0.1/tenants` shows one.
    pub fn shown(&self, index: usize) -> Value {
        let Some(tenant) = self.get(index) else { return Value::Null };
        json!({
            "uuid": tenant.uuid, "parent_uuid": self.uuid(tenant.parent), "name": tenant.name,
            "slug": tenant.slug, "contact": null, "phone": null,
            "default_authentication_method": tenant.authentication_method,
            "domain_names": tenant.domain_names,
            "address": {
                "line_1": null, "line_2": null, "city": null, "state": null, "country": null,
                "zip_code": null,
            },
        })
    }

    /// As `GET /1.1/contexts` shows those of a tenant.
    pub fn contexts(&self, index: usize, origin: &str) -> Vec<Value> {
        let Some(tenant) = self.get(index) else { return Vec::new() };
        let kinds = [("internal", "Internal"), ("incall", "Incalls"), ("outcall", "Outcalls")];
        let context = |(number, (kind, label)): (usize, (&str, &str))| {
            let id = index * kinds.len() + number + 1;
            let uuid = uuid(kind, index as u64);
            let name = match kind {
                "internal" => tenant.internal_context.clone(),
                _ => format!("ctx-{}-{kind}-{uuid}", tenant.slug),
            };
            let ranges = |wanted: &str, start: &str, end: &str| {
                let range = json!({ "start": start, "end": end });
                if wanted == kind { vec![range] } else { Vec::new() }
            };
            json!({
                "id": id, "uuid": uuid, "name": name, "label": label, "type": kind,
                "user_ranges": ranges("internal", "1000", "9999"), "group_ranges": [], "queue_ranges": [],
                "conference_room_ranges": [], "incall_ranges": [], "description": null,
                "tenant_uuid": tenant.uuid, "enabled": true,
                "links": [{ "rel": "contexts", "href": format!("{origin}/1.1/contexts/{id}") }],
                "contexts": [],
            })
        };
        kinds.into_iter().enumerate().map(context).collect()
    }

    /// As `GET /1.1/moh` shows those of a tenant.
    pub fn music_on_hold(&self, index: usize, origin: &str) -> Vec<Value> {
        let Some(tenant) = self.get(index) else { return Vec::new() };
        let moh = |label: &&str| {
            let uuid = uuid(label, index as u64);
            json!({
                "uuid": uuid, "tenant_uuid": tenant.uuid, "name": format!("moh-{}-{uuid}", tenant.slug),
                "label": label, "mode": "files", "application": null, "sort": "random", "files": [],
                "links": [{ "rel": "moh", "href": format!("{origin}/1.1/moh/{uuid}") }],
            })
        };
        ["Piano", "Announcements"].iter().map(moh).collect()
    }

    /// Is there a music on hold of this name, in any tenant?
    pub fn has_music_on_hold(&self, name: &str) -> bool {
        name == "default"
            || self
                .kept()
                .any(|(index, _)| self.music_on_hold(index, "").iter().any(|moh| moh["name"] == name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_master_sees_all_and_another_only_itself() {
        let mut tenants = Tenants::default();
        assert_eq!(tenants.visible_from(MASTER), [0, 1, 2]);
        assert_eq!(tenants.visible_from(NORTH), [1]);
        tenants.delete(NORTH);
        assert_eq!(tenants.visible_from(MASTER), [0, 2]);
        assert_eq!(tenants.find("north"), None);
        tenants.add(300);
        tenants.add(300);
        assert_eq!(tenants.visible_from(MASTER).len(), 302);
    }
}
