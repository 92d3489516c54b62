//! Who and what there is: people, the objects they inherit from, sessions.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value, json};

use super::Switches;
use crate::people::{self, Kind};

/// The password of everybody who can sign in.
pub const PASSWORD: &str = "s3cret";

/// The inheritable members that are yes or no
/// (tests/fixtures/icws/client-properties.json).
pub const YES_NO: [&str; 21] = [
    "accountCodeSortByNumber",
    "activateOutOfOfficeMessage",
    "alertOnSecurityBelowRequestedLevel",
    "analyzeOutgoingExternalCalls",
    "autoPlayVoicemail",
    "autoSelectInteractionOnDisconnect",
    "callForwardAll",
    "callForwardAllowChange",
    "changeAlertingProperties",
    "changeEfaqProperties",
    "changeFollowMeProperties",
    "changeQueueProperties",
    "confirmDragAndDrop",
    "confirmSingleClickDialing",
    "emailDownloadHTMLPictures",
    "enableAdvancedDialing",
    "muteOnTransfer",
    "openNewCallWindowForIncomingCalls",
    "ringWhenOnPhone",
    "screenCalls",
    "showStatusInSystemTray",
];

/// An object that gives values.
pub struct Source {
    pub id: &'static str,
    /// The number of its kind (`inheritedFromType`).
    pub kind: i64,
    pub collection: &'static str,
    pub values: BTreeMap<&'static str, Value>,
}

/// One person.
#[derive(Clone, Debug, Default)]
pub struct User {
    pub id: String,
    pub name: String,
    pub extension: Option<String>,
    pub workgroups: Vec<&'static str>,
    pub role: Option<&'static str>,
    pub template: Option<&'static str>,
    /// Own values, `eFaqSearchOption` and `followMe` among them.
    pub own: BTreeMap<String, Value>,
    pub customize: bool,
    pub master: bool,
    pub can_sign_in: bool,
    pub modified: String,
    /// What readings still show, and how many of them.
    pub before: Option<(u32, BTreeMap<String, Value>)>,
}

/// An open session.
#[derive(Clone, Debug)]
pub struct Session {
    pub user: String,
    pub cookie: String,
    pub token: String,
    pub messages: Vec<Value>,
    /// Subscription id and the users that it watches.
    pub watches: Vec<(String, Vec<String>)>,
}

/// Everything behind the API of a pair of hosts.
pub struct World {
    people: usize,
    old: bool,
    /// Of the made-up people; after a change, reset.
    pub kind: Kind,
    pub users: Vec<User>,
    by_id: HashMap<String, usize>,
    pub sources: Vec<Source>,
    pub sessions: HashMap<String, Session>,
    opened: u64,
    changes: u32,
    /// How those stand whose order nothing tells; 0 by their names.
    pub salt: u64,
    pub switches: Switches,
}

impl World {
    /// `old` is a server from before 2016 R2.
    pub fn new(people: usize, old: bool) -> Self {
        let mut world = Self {
            people,
            old,
            kind: Kind::default(),
            users: Vec::new(),
            by_id: HashMap::new(),
            sources: sources(),
            sessions: HashMap::new(),
            opened: 0,
            changes: 0,
            salt: 0,
            switches: Switches::default(),
        };
        world.reset();
        world
    }

    /// Everybody back to the beginning; nobody is signed in any more.
    pub fn reset(&mut self) {
        self.switches = Switches { configuration: if self.old { 5 } else { 10 }, ..Switches::default() };
        self.sessions.clear();
        self.sources = sources();
        (self.opened, self.changes, self.salt) = (0, 0, 0);
        self.users = users(self.people, self.kind);
        let mut order: Vec<(String, usize)> =
            self.users.iter().enumerate().map(|(at, user)| (user.name.to_lowercase(), at)).collect();
        order.sort();
        let sorted = order.iter().map(|(_, at)| std::mem::take(&mut self.users[*at])).collect();
        self.users = sorted;
        self.by_id = self.users.iter().enumerate().map(|(at, user)| (user.id.clone(), at)).collect();
    }

    /// Ids are found whatever their case, as they are on Windows.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied().or_else(|| {
            let folded = id.to_lowercase();
            self.users.iter().position(|user| user.id.to_lowercase() == folded)
        })
    }

    pub fn source(&self, id: &str, kind: i64) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id && source.kind == kind)
    }

    /// Opens a session and returns its id.
    pub fn open(&mut self, user: &str) -> String {
        let id = (1_730_048_211 + self.opened).to_string();
        self.opened += 1;
        let secret = format!("5d0c7c52-1b7e-4a3f-9f0b-{:012x}", 0x6a2f_4c1d_e901 + self.opened);
        use base64::Engine;
        let plain = format!("X\u{5}{user}X\u{b}admin-webX${secret}X\n192.0.2.17");
        let token = base64::engine::general_purpose::STANDARD.encode(plain);
        let session =
            Session { user: user.into(), cookie: secret, token, messages: Vec::new(), watches: Vec::new() };
        self.sessions.insert(id.clone(), session);
        id
    }

    /// The moment of a change, one second after the last one.
    pub fn tick(&mut self) -> String {
        self.changes += 1;
        let at = self.changes;
        format!("20260311T{:02}{:02}{:02}Z", 8 + at / 3600, at / 60 % 60, at % 60)
    }
}

fn values(list: &[(&'static str, Value)]) -> BTreeMap<&'static str, Value> {
    list.iter().cloned().collect()
}

/// In the order in which they count. Sales and Help Desk disagree about
/// `screenCalls`; nobody gives `muteOnTransfer`.
fn sources() -> Vec<Source> {
    let mut default: BTreeMap<&str, Value> = YES_NO.iter().map(|name| (*name, json!(false))).collect();
    default.remove("muteOnTransfer");
    for name in YES_NO.into_iter().filter(|name| name.starts_with("change") || name.starts_with("confirm")) {
        default.insert(name, json!(true));
    }
    default.insert("accountCodeSortByNumber", json!(true));
    default.insert("callForwardAllowChange", json!(true));
    default.insert("callForwardAllMode", json!("All"));
    default.insert("externalCallTimeout", json!(60));
    let source = |id, kind, collection, values| Source { id, kind, collection, values };
    vec![
        source(
            "Sales",
            1,
            "workgroups",
            values(&[("ringWhenOnPhone", json!(true)), ("screenCalls", json!(false))]),
        ),
        source(
            "Help Desk",
            1,
            "workgroups",
            values(&[("screenCalls", json!(true)), ("openNewCallWindowForIncomingCalls", json!(true))]),
        ),
        source("Agent", 2, "roles", values(&[("showStatusInSystemTray", json!(true))])),
        source(
            "AgentBase",
            4,
            "client-configuration-templates",
            values(&[
                ("ringWhenOnPhone", json!(true)),
                ("externalCallTimeout", json!(45)),
                ("emailDownloadHTMLPictures", json!(true)),
            ]),
        ),
        source("Default User", 3, "default-user", default),
    ]
}

fn own(value: Value) -> BTreeMap<String, Value> {
    match value {
        Value::Object(map) => map.into_iter().collect(),
        _ => Map::new().into_iter().collect(),
    }
}

fn users(count: usize, kind: Kind) -> Vec<User> {
    let user = |id: &str, name: &str| User {
        id: id.into(),
        name: name.into(),
        modified: "20260224T101500Z".into(),
        ..User::default()
    };
    let agent = |id: &str, name: &str| User {
        workgroups: vec!["Sales"],
        role: Some("Agent"),
        template: Some("AgentBase"),
        can_sign_in: true,
        ..user(id, name)
    };
    let mut users = vec![
        User {
            customize: true,
            master: true,
            extension: Some("4100".into()),
            ..agent("admin", "Adele Admin")
        },
        User { extension: Some("4102".into()), ..agent("apetrov", "Anna Petrov") },
        User {
            customize: true,
            extension: Some("4103".into()),
            own: own(json!({
                "ringWhenOnPhone": true,
                "externalCallTimeout": 45,
                "callForwardAll": true,
                "followMe": [{ "phoneNumber": "+15550100199", "timeout": 25, "usePin": false }],
                "eFaqSearchOption": 0,
            })),
            ..agent("mlind", "Maria Lind")
        },
        User {
            workgroups: vec!["Sales", "Help Desk"],
            extension: Some("4107".into()),
            own: own(json!({
                "showStatusInSystemTray": false,
                "externalCallTimeout": 30,
                "eFaqSearchOption": 2,
                "followMe": [
                    { "phoneNumber": "+15550100123", "timeout": 20, "usePin": true },
                    { "phoneNumber": "4199", "timeout": 15, "usePin": false },
                ],
            })),
            ..agent("tokoro", "Taro Okoro")
        },
        user("front desk", "Front Desk"),
    ];
    let others = [
        ("DOM\\eva", "Eva Domain"),
        ("a/b", "Slash Between"),
        ("50%", "Fifty Percent"),
        ("a%2Fb", "Encoded Slash"),
        ("x?#", "Question Mark"),
        ("Яна", "Яна Петрова"),
        (".", "Dot Alone"),
    ];
    users.extend(others.into_iter().map(|(id, name)| user(id, name)));
    let made = u32::try_from(count.saturating_sub(users.len())).unwrap_or(u32::MAX);
    users.extend((1..=made).map(|number| {
        let person = people::person_of(kind, number);
        User {
            extension: person.extension.clone(),
            workgroups: if number % 3 == 0 { vec!["Help Desk"] } else { vec!["Sales"] },
            template: (number % 2 == 0).then_some("AgentBase"),
            ..user(&person.username.clone().unwrap_or_else(|| format!("u{number}")), &person.full_name())
        }
    }));
    users
}
