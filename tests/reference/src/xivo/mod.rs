//! XiVO in six dialects: five ages as recorded, and the documents to the
//! letter. One store, one file a resource; what differs is in [`dialect`].
//! Wazo, which it became, is a server of its own in [`wazo`].
//!
//! Failures that these systems play themselves, by the name in
//! [`Asked::fault`]: `provd` (the device cannot be reconfigured), `provd-raw`
//! (the device itself cannot be reached), `sysconfd`, `digest` (the caller's
//! address is not trusted), `auth-down` (2019: the token service is away),
//! `backends` (2019: its service is one before 18.14), `extensions` (from this list on users count
//! once for each of their extensions),
//! `expired` (2019: every token that was given out ends now), `reorder` (from
//! this list on those whose order nothing tells stand in another one).

mod answers;
mod check_early;
mod check_parsed;
mod check_schema;
mod cti;
mod cti_profile;
mod cti_profiles;
mod database;
pub mod dialect;
mod fields;
mod lists;
mod python;
mod query;
mod state;
pub mod store;
mod token;
mod users_10;
mod users_11;
mod view;
pub mod wazo;

use serde_json::{Value, json};

use std::any::Any;

use crate::http::{Answer, Asked, Pbx};
use crate::people::Kind;
use crate::systems::System;
use dialect::{Dialect, SignIn, Wording};
use lists::Lists;
pub(crate) use query::decoded;
use store::Store;
use token::Tokens;

/// One XiVO.
pub struct Xivo {
    dialect: &'static Dialect,
    store: Store,
    tokens: Tokens,
    /// A failed PUT left the database session of 1.0 in a state in which every
    /// later request fails, until the server is restarted.
    aborted: bool,
    lists: Lists,
}

impl Xivo {
    pub fn new(dialect: &'static Dialect, people: usize) -> Self {
        Self {
            dialect,
            store: Store::new(people, dialect.blank),
            tokens: Tokens::default(),
            aborted: false,
            lists: Lists::default(),
        }
    }

    /// For replays: the rows behind the API.
    pub fn store(&mut self) -> &mut Store {
        self.lists = Lists::default();
        &mut self.store
    }

    /// For replays: so many seconds pass for the tokens.
    pub fn advance(&mut self, seconds: u64) {
        self.tokens.clock.advance(seconds);
    }

    fn route(&mut self, asked: &Asked) -> Answer {
        let path = asked.path.as_str();
        if self.dialect.sign_in == SignIn::Token {
            let own = path.strip_prefix("/auth").unwrap_or(path);
            if let Some(rest) = own.strip_prefix("/0.1/") {
                return self.tokens.answer(asked, rest);
            }
            if asked.fault.as_deref() == Some("expired") {
                self.tokens.expire();
            }
        }
        if let Some(refused) = self.refused(asked) {
            return refused;
        }
        if asked.fault.as_deref() == Some("extensions") {
            self.store.counts_extensions = true;
            self.lists = Lists::default();
        }
        if asked.fault.as_deref() == Some("reorder") {
            self.store.reorder();
            self.lists = Lists::default();
        }
        if let Some(kept) = self.lists.before(asked, "") {
            return kept;
        }
        let answer = self.resource(asked);
        self.lists.after(asked, "", &answer);
        answer
    }

    fn resource(&mut self, asked: &Asked) -> Answer {
        let path = asked.path.as_str();
        if let (Some(users), Some(rest)) = (&self.dialect.users_10, path.strip_prefix("/1.0/users")) {
            return users_10::answer(self, users, asked, rest);
        }
        let Some(rest) = path.strip_prefix("/1.1/") else { return answers::not_found_page() };
        let segments: Vec<&str> = rest.split('/').collect();
        match (segments.as_slice(), self.dialect) {
            (["users"], Dialect { users_11: Some(users), .. }) => users_11::many(self, users, asked),
            (["users", id], Dialect { users_11: Some(users), .. }) => users_11::one(self, users, asked, id),
            (["users", id, "cti"], Dialect { cti: Some(cti), .. }) => cti::answer(self, *cti, asked, id),
            (["users", id, "cti_profile"], Dialect { cti_profile: Some(rules), .. }) => {
                cti_profile::answer(self, rules, asked, id)
            }
            (["cti_profiles", rest @ ..], Dialect { profiles: Some(wording), .. }) => {
                cti_profiles::answer(&self.store, *wording, asked, rest)
            }
            _ => answers::not_found_page(),
        }
    }

    /// Who may not come in at all.
    fn refused(&self, asked: &Asked) -> Option<Answer> {
        // A preflight carries no credentials.
        if asked.header("X-Reference-Act").is_some() || asked.method == "OPTIONS" {
            return None;
        }
        let challenged = asked.fault.as_deref() == Some("digest");
        match self.dialect.sign_in {
            SignIn::DigestEmpty if challenged => Some(answers::empty(401, answers::JSON).with(
                "WWW-Authenticate",
                "Digest nonce=\"b73995d9eb37981f\", realm=\"XivoRealm\", qop=auth",
            )),
            SignIn::None | SignIn::DigestText if challenged => {
                Some(answers::typed(401, answers::UNTYPED, b"Unauthorized Access".to_vec()).with(
                    "WWW-Authenticate",
                    "Digest realm=\"Authentication Required\",nonce=\"aa54ac7f8c44681a85c84b58f3bb8c33\",opaque=\"a33edcdc9919554a1b561bae0d0f23c3\"",
                ))
            }
            // What is no path of the API is not found, whoever asks.
            SignIn::Token if asked.path.starts_with("/1.1/") => self.tokens.refused(asked),
            _ => None,
        }
    }
}

impl Pbx for Xivo {
    fn answer(&mut self, asked: &Asked) -> Answer {
        let mut answer = self.route(asked);
        if asked.method == "HEAD" {
            answer.body.clear();
        }
        if self.dialect.cors { answer.with("Access-Control-Allow-Origin", "*") } else { answer }
    }

    fn reset(&mut self) {
        self.store.reset();
        self.tokens = Tokens::default();
        self.aborted = false;
        self.lists = Lists::default();
    }

    fn populate(&mut self, kind: Kind) {
        self.store.kind = kind;
        self.reset();
    }

    fn mix_equals(&mut self, mix: bool) {
        self.store.mix_equals = mix;
        self.lists = Lists::default();
    }

    fn state(&self) -> Value {
        let users: Vec<Value> = self.store.all().map(|user| state::of(&user)).collect();
        json!({ "users": users })
    }

    fn save(&self) -> Box<dyn Any + Send> {
        Box::new(self.store.saved())
    }

    fn restore(&mut self, saved: Box<dyn Any + Send>) {
        if let Ok(saved) = saved.downcast() {
            self.store.put_back(*saved);
        }
        self.lists = Lists::default();
    }

    fn refusal(&self, asked: &Asked, status: u16) -> Option<Answer> {
        let sentence = match (status, &self.dialect.users_11) {
            // The servers of 2019 repeat the token that they refuse.
            (401, _) => asked.header("X-Auth-Token").unwrap_or_default(),
            (404, Some(users)) if users.wording != Wording::Early => {
                "Resource Not Found - User was not found ('id': 0)"
            }
            (404, Some(_)) if !asked.path.starts_with("/1.0/") => "User with id=0 does not exist",
            (404, _) => return Some(answers::empty(404, answers::UNTYPED)),
            (409, _) => "Resource Error - User already exists ('email': 'somebody@sample.example')",
            (500, _) => "Unexpected error: made-up failure",
            _ => return None,
        };
        Some(answers::error(status, sentence))
    }
}

/// The origin that the server thinks it is called by.
fn origin(asked: &Asked) -> String {
    format!("http://{}", asked.header("Host").unwrap_or("localhost"))
}

fn link(asked: &Asked, rel: &str, path: &str) -> Value {
    json!({ "href": format!("{}/1.1/{path}", origin(asked)), "rel": rel })
}

/// The seven systems, each with so many made-up people; first what most people
/// have.
pub fn systems(people: usize) -> Vec<System> {
    let entry = |id: &str, name: &str, api: &str| {
        json!({
            "id": id, "name": name, "kind": "xivo", "base": format!("/api/{id}"), "api": api, "sign_in": "none",
        })
    };
    let with_token = {
        let mut entry = entry("xivo-2019", "XiVO 2019 (1.1, token)", "1.1");
        entry["sign_in"] = "token".into();
        entry["token_base"] = "/api/xivo-2019/auth".into();
        entry
    };
    let system = |id, config, accounts: &str, dialect| System {
        id,
        mounts: vec![id],
        script_name: false,
        config,
        accounts: accounts.to_owned(),
        pbx: Box::new(Xivo::new(dialect, people)),
    };
    vec![
        wazo::system(people),
        system("xivo-2013", entry("xivo-2013", "XiVO 2013 (1.0)", "1.0"), "", &dialect::XIVO_2013),
        system("xivo-2014a", entry("xivo-2014a", "XiVO January 2014 (1.1)", "1.1"), "", &dialect::XIVO_2014A),
        system("xivo-2014b", entry("xivo-2014b", "XiVO May 2014 (1.1)", "1.1"), "", &dialect::XIVO_2014B),
        system("xivo-2016", entry("xivo-2016", "XiVO 2016 (1.1)", "auto"), "", &dialect::XIVO_2016),
        system("xivo-2019", with_token, token::ACCOUNTS, &dialect::XIVO_2019),
        system("xivo-doc", entry("xivo-doc", "XiVO by the documents", "auto"), "", &dialect::XIVO_DOC),
    ]
}
