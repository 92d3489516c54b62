//! The made-up tenants, groups and users.
//!
//! | tenant | groups | what is special |
//! | --- | --- | --- |
//! | `brightwater` | `north-quay`, `south-quay`, `everybody` | strict PIN rules at the tenant's level; `everybody` holds the people of the whole process, drawn when asked for |
//! | `pinefold-sp` | `pine` | no names |
//! | `a/b 50% @ #1` | `x?y=1&z`, `100%25` | ids that must be encoded whole |
//!
//! Users end in `@voice.example.test`. In `north-quay`: `mira.holt` (two
//! phones, one shared with `tomas.ek`), `tomas.ek` (PIN locked and overdue),
//! `trunk.user` (a trunk instead of a device), `new.hire` (owned by a
//! directory), `vec.tor` (the person of the passcode rule vectors),
//! `must.change` (the password must be changed first), and `a/b%2F c?#@é`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::rules::map;
use crate::people::{self, Kind};

pub const DOMAIN: &str = "@voice.example.test";

/// The group whose members are the people of the whole process.
pub const CROWD: &str = "everybody";

#[derive(Clone)]
pub struct User {
    pub id: String,
    /// As the API shows it, without what is not set.
    pub profile: Map<String, Value>,
    pub password: String,
    pub password_history: Vec<String>,
    pub pin: String,
    pub pin_history: Vec<String>,
    pub failures: usize,
    pub locked: bool,
    pub expiration_days: i64,
    /// Line ports of further phones.
    pub additional: Vec<String>,
    /// Who else has a line on the main device: user and line port.
    pub shared_with: Vec<(String, String)>,
    /// Applications with data of this user.
    pub apps: Vec<String>,
    pub must_change: bool,
}

impl User {
    fn new(id: &str, last: &str, first: &str, extension: &str) -> Self {
        let profile = map(json!({
            "lastName": last, "firstName": first, "cliLastName": last, "cliFirstName": first,
            "phoneNumber": "", "extension": extension, "cliPhoneNumber": "",
            "language": "English", "emailAddress": "", "timeZone": "Europe/Luxembourg",
        }));
        Self {
            id: id.to_owned(),
            profile,
            password: "Correct-Horse-7".into(),
            password_history: Vec::new(),
            pin: "739146".into(),
            pin_history: vec!["284617".into(), "950283".into()],
            failures: 0,
            locked: false,
            expiration_days: 24,
            additional: Vec::new(),
            shared_with: Vec::new(),
            apps: Vec::new(),
            must_change: false,
        }
    }

    fn with(mut self, value: Value) -> Self {
        self.profile.extend(map(value));
        self
    }

    pub fn text(&self, field: &str) -> &str {
        self.profile.get(field).and_then(Value::as_str).unwrap_or_default()
    }

    pub fn is_synced(&self) -> bool {
        self.profile.contains_key("sync")
    }

    pub fn line_port(&self) -> Option<&str> {
        self.profile.get("accessDeviceEndpoint")?.get("linePort")?.as_str()
    }
}

#[derive(Clone)]
pub struct Group {
    pub id: String,
    pub name: String,
    pub departments: Vec<Value>,
    users: Vec<User>,
    /// Members that are drawn when asked for, but for those that were changed
    /// or deleted (`None`).
    crowd: usize,
    kind: Kind,
    changed: BTreeMap<u32, Option<User>>,
}

impl Group {
    fn new(id: &str, name: &str, users: Vec<User>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            departments: Vec::new(),
            users,
            crowd: 0,
            kind: Kind::default(),
            changed: BTreeMap::new(),
        }
    }

    pub fn users(&self) -> impl Iterator<Item = User> + '_ {
        let drawn = (1..=self.crowd as u32).filter_map(|number| self.drawn(number));
        self.users.iter().cloned().chain(drawn)
    }

    pub fn user(&self, id: &str) -> Option<User> {
        self.users.iter().find(|user| user.id == id).cloned().or_else(|| self.drawn(self.crowd_number(id)?))
    }

    /// Keeps what became of a user.
    pub fn put(&mut self, user: User) {
        if let Some(known) = self.users.iter_mut().find(|known| known.id == user.id) {
            *known = user;
        } else if let Some(number) = self.crowd_number(&user.id) {
            self.changed.insert(number, Some(user));
        }
    }

    pub fn remove(&mut self, id: &str) {
        self.users.retain(|user| user.id != id);
        if let Some(number) = self.crowd_number(id) {
            self.changed.insert(number, None);
        }
    }

    fn crowd_number(&self, id: &str) -> Option<u32> {
        let number = id.strip_prefix('p')?.strip_suffix(DOMAIN)?.parse().ok()?;
        (1..=self.crowd as u32).contains(&number).then_some(number)
    }

    fn drawn(&self, number: u32) -> Option<User> {
        match self.changed.get(&number) {
            Some(changed) => changed.clone(),
            None => Some(crowd_user(self.kind, number)),
        }
    }
}

fn crowd_user(kind: Kind, number: u32) -> User {
    let person = people::person_of(kind, number);
    let extension = person.extension.clone().unwrap_or_default();
    let id = format!("p{number}{DOMAIN}");
    User::new(&id, person.last.as_deref().unwrap_or_default(), &person.first, &extension).with(json!({
        "phoneNumber": person.mobile.unwrap_or_default(),
        "emailAddress": person.email.unwrap_or_default(),
    }))
}

#[derive(Clone)]
pub struct Tenant {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub groups: Vec<Group>,
}

#[derive(Clone)]
pub struct World {
    pub tenants: Vec<Tenant>,
}

impl World {
    pub fn tenant(&self, id: &str) -> Option<&Tenant> {
        self.tenants.iter().find(|tenant| tenant.id == id)
    }

    pub fn group(&self, tenant: &str, group: &str) -> Option<&Group> {
        self.tenant(tenant)?.groups.iter().find(|known| known.id == group)
    }

    pub fn group_mut(&mut self, tenant: &str, group: &str) -> Option<&mut Group> {
        self.tenants
            .iter_mut()
            .find(|known| known.id == tenant)?
            .groups
            .iter_mut()
            .find(|known| known.id == group)
    }

    /// The user of that id, with the ids of tenant and group.
    pub fn find(&self, id: &str) -> Option<(String, String, User)> {
        self.tenants.iter().find_map(|tenant| {
            tenant
                .groups
                .iter()
                .find_map(|group| Some((tenant.id.clone(), group.id.clone(), group.user(id)?)))
        })
    }

    /// The people of the whole process are of this kind.
    pub fn populate(&mut self, kind: Kind) {
        for group in self.tenants.iter_mut().flat_map(|tenant| &mut tenant.groups) {
            group.kind = kind;
        }
    }

    pub fn new(people: usize) -> Self {
        let mut everybody = Group::new(CROWD, "Everybody", Vec::new());
        everybody.crowd = people;
        let mut north = Group::new("north-quay", "North Quay", north_quay());
        north.departments = departments();
        let tenant = |id: &str, name: &str, kind: &str, groups| Tenant {
            id: id.into(),
            name: name.into(),
            kind: kind.into(),
            groups,
        };
        let awkward = vec![
            User::new("50% off?#1", "Percent", "Perry", "2001"),
            User::new("a/b c@x", "Slash", "Sally", "2002"),
        ];
        Self {
            tenants: vec![
                tenant(
                    "brightwater",
                    "Brightwater Mutual",
                    "Enterprise",
                    vec![north, Group::new("south-quay", "South Quay", Vec::new()), everybody],
                ),
                tenant("pinefold-sp", "", "ServiceProvider", vec![Group::new("pine", "", Vec::new())]),
                tenant(
                    "a/b 50% @ #1",
                    "Awkward & Söhne",
                    "Enterprise",
                    vec![
                        Group::new("x?y=1&z", "Query", awkward),
                        Group::new("100%25", "Percent", Vec::new()),
                    ],
                ),
            ],
        }
    }
}

fn id(name: &str) -> String {
    format!("{name}{DOMAIN}")
}

fn department(name: &str, path: &str) -> Value {
    json!({"tenantId": "brightwater", "groupId": "north-quay", "departmentName": name, "fullPathName": path})
}

fn departments() -> Vec<Value> {
    vec![
        json!({"departmentName": "Harbour", "enterpriseDepartment": "false", "fullPathName": "Harbour",
            "cliName": "", "cliPhoneNumber": ""}),
        json!({"departmentName": "Pilots", "enterpriseDepartment": "false", "fullPathName": "Harbour \\ Pilots",
            "cliName": "Pilots", "cliPhoneNumber": "+3520000017"}),
        // Of the whole tenant: it belongs to no group.
        json!({"departmentName": "Finance", "enterpriseDepartment": "true", "fullPathName": "Finance",
            "cliName": "", "cliPhoneNumber": ""}),
    ]
}

fn access_device(name: &str, line_port: &str) -> Value {
    json!({"accessDevice": {"name": name, "level": "Group"}, "lineNumber": 0, "contacts": [], "linePort": line_port})
}

fn north_quay() -> Vec<User> {
    let mut mira = User::new(&id("mira.holt"), "Holt", "Mira", "4711").with(json!({
        "phoneNumber": "+3520000042",
        "department": department("Pilots", "Harbour \\ Pilots"),
        "emailAddress": "mira@brightwater.example.test",
        "networkClassOfService": "3",
        "accessDeviceEndpoint": access_device("desk-4711", "lp-4711@sip.example.test"),
    }));
    mira.additional = vec!["lp-4711-b@sip.example.test".into()];
    mira.shared_with = vec![(id("tomas.ek"), "lp-4720@sip.example.test".into())];
    mira.apps = vec!["voicemail-to-text".into(), "fax".into()];
    let mut tomas = User::new(&id("tomas.ek"), "Ek", "Tomas", "4720").with(json!({
        "phoneNumber": "+3520000043",
        "accessDeviceEndpoint": access_device("desk-4711", "lp-4720@sip.example.test"),
    }));
    (tomas.locked, tomas.expiration_days, tomas.failures) = (true, -3, 3);
    let trunk = User::new(&id("trunk.user"), "Shore", "Otto", "4712").with(json!({
        "trunkEndpoint": {"trunkGroupDeviceEndpoint": {"name": "quay-trunk", "linePort": "otto@sip.example.test",
            "staticRegistrationCapable": false, "useDomain": true, "isPilotUser": false}},
    }));
    let hire = User::new(&id("new.hire"), "Quill", "Ada", "").with(json!({
        "emailAddress": "ada@brightwater.example.test",
        "sync": {"ldap": "corp-dir", "ou": "quay", "dn": "cn=ada,ou=quay"},
        "_internal_record_id": 90210,
    }));
    let vector =
        User::new(&id("vec.tor"), "Tor", "Vec", "147869").with(json!({"phoneNumber": "+13015551212"}));
    let mut must = User::new(&id("must.change"), "Change", "Maya", "4713");
    must.must_change = true;
    let awkward = User::new("a/b%2F c?#@é", "O'Brien \"Q\" & Söhne", "<script>alert(1)</script>", "4714");
    vec![mira, tomas, trunk, hire, vector, must, awkward]
}
