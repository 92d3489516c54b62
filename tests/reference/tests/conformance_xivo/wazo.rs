//! The state of the Wazo that each recording of 2026-08 begins in.
//!
//! The recordings were made one after the other on one server; a state is made
//! by replaying what came before, as far as it is seen in the answer.

use base64::Engine as _;
use reference_pbx::http::{Answer, Asked, Pbx};
use reference_pbx::xivo::store::uuid_of;
use reference_pbx::xivo::wazo::Wazo;
use serde_json::{Value, json};

use crate::recording::{self, Recording};

pub const AGE: &str = "2026-08";

pub struct Scene {
    wazo: Wazo,
    fault: Option<&'static str>,
    /// What the recording calls something, and what the reference calls it.
    names: Vec<(String, String)>,
}

/// Accounts of the recordings: name and password, and ours.
const ACCOUNTS: [(&str, &str); 2] = [
    ("admin:s3cret-admin", "madeup-admin:madeup-secret"),
    ("nobody:s3cret-nobody", "madeup-nobody:madeup-secret"),
];

/// Tokens of the recordings that no recorded sign-in gave out, and whose they are.
const TOKENS: [(&str, &str); 3] = [
    ("fe185207-cce9-4a9e-b06b-a26a785969be", "madeup-admin"),
    ("a142e448-513e-4bc8-89d6-139e2b67316b", "madeup-reader"),
    ("da6f5232-fe68-4b34-aa15-f989de88f20c", "madeup-north"),
];

fn basic(account: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(account)
}

impl Scene {
    pub fn of(recording: &Recording) -> Self {
        let mut scene = Self { wazo: Wazo::new(0), fault: None, names: Vec::new() };
        for (theirs, ours) in ACCOUNTS {
            scene.names.push((basic(theirs), basic(ours)));
        }
        for (theirs, account) in TOKENS {
            let ours = scene.token(account);
            scene.names.push((theirs.to_owned(), ours));
        }
        scene.prepare(&recording.case);
        scene
    }

    pub fn answer(&mut self, recording: &Recording) -> Answer {
        let mut asked = recording.asked();
        self.rename(&mut asked);
        asked.fault = self.fault.map(str::to_owned);
        self.wazo.answer(&asked)
    }

    pub fn expected(&self, recording: &Recording) -> Answer {
        let mut answer = recording.answer();
        for (theirs, ours) in &self.names {
            let text = String::from_utf8_lossy(&answer.body).replace(theirs, ours);
            answer.body = text.into_bytes();
        }
        answer
    }

    fn rename(&self, asked: &mut Asked) {
        for (theirs, ours) in &self.names {
            asked.path = asked.path.replace(theirs, ours);
            asked.query = asked.query.replace(theirs, ours);
            for (_, value) in &mut asked.headers {
                *value = value.replace(theirs, ours);
            }
            asked.body = String::from_utf8_lossy(&asked.body).replace(theirs, ours).into_bytes();
        }
    }

    // --- steps -------------------------------------------------------------

    /// Replays another recording.
    fn again(&mut self, case: &str) -> Answer {
        self.again_with(case, None)
    }

    fn again_with(&mut self, case: &str, fault: Option<&str>) -> Answer {
        let recording = recording::one(AGE, case);
        let mut asked = recording.asked();
        self.rename(&mut asked);
        asked.fault = fault.map(str::to_owned);
        let answer = self.wazo.answer(&asked);
        assert_eq!(answer.status, recording.answer().status, "{case}: {answer:?}");
        answer
    }

    fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let headers = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        let asked = Asked { method: method.into(), path: path.into(), headers, body, ..Asked::default() };
        let answer = self.wazo.answer(&asked);
        assert!(answer.status < 300, "{method} {path}: {answer:?}");
        answer
    }

    fn token(&mut self, account: &str) -> String {
        let authorization = format!("Basic {}", basic(&format!("{account}:madeup-secret")));
        let answer = self.ask("POST", "/0.1/token", &[("Authorization", &authorization)], &json!({}));
        text(&answer, "token")
    }

    fn person(&mut self, id: u32, body: &Value) {
        self.wazo.store().set_next_id(id);
        self.ask("POST", "/1.1/users", &[("X-Reference-Act", "1")], body);
    }

    /// Signs in as recorded: the token and what came with it are ours now.
    fn signed_in(&mut self, case: &str) {
        let ours = self.again(case);
        let theirs = recording::one(AGE, case).answer();
        for key in ["token", "refresh_token"] {
            if !text(&theirs, key).is_empty() {
                self.names.push((text(&theirs, key), text(&ours, key)));
            }
        }
    }

    // --- states ------------------------------------------------------------

    fn prepare(&mut self, case: &str) {
        if case.starts_with("token-") {
            self.tokens(case);
            return;
        }
        match case {
            "tenants-0.1-list-200" => return self.signed_in("token-0.1-post-200"),
            "users-1.1-list-200-empty" => return,
            "users-1.1-post-201" => return self.wazo.store().set_next_id(1),
            _ => {}
        }
        self.first_five(case);
        self.wazo.store().set_next_id(match case {
            "users-1.1-post-201-minimal" => 2,
            "users-1.1-post-201-other-tenant" => 5,
            "users-1.1-post-201-unknown-fields" => 7,
            "users-1.1-post-201-language" => 9,
            "users-1.1-post-201-call-record-all" => 10,
            "users-1.1-post-201-no-content-type" => 11,
            _ => 14,
        });
        match case {
            "users-1.1-post-400-auth-taken" => {
                let admin =
                    json!({ "firstname": "Admin", "auth": { "username": "admin", "password": "s3cret-x" } });
                self.person(12, &admin);
            }
            "users-1.1-get-200-after-put" => drop(self.again("users-1.1-put-204")),
            "users-1.1-get-200-after-nulls" => self.nulls(),
            "users-1.1-get-200-after-call-record-enabled" => {
                self.nulls();
                self.again("users-1.1-put-204-call-record-enabled");
            }
            "users-1.1-get-200-after-sysconfd-fails" => {
                self.nulls();
                self.again("users-1.1-put-204-call-record-enabled");
                self.again_with("users-1.1-put-500-sysconfd-fails", Some("sysconfd"));
            }
            "users-1.1-put-500-sysconfd-fails" => self.fault = Some("sysconfd"),
            "confd-503-auth-down" => self.fault = Some("auth-down"),
            "confd-401-expired-token" => {
                self.signed_in("token-0.1-post-200-one-second");
                self.wazo.advance(5);
            }
            // Seven more, each without a last name.
            "confd-200-reader" => {
                for id in 6..13 {
                    self.person(id, &json!({ "firstname": "Eve" }));
                }
            }
            _ if case.contains("line") || case.contains("exten") || case.contains("voicemail") => {
                self.lena(case);
            }
            "users-1.1-delete-204-recursive" => {
                let gil = json!({
                    "firstname": "Gil", "lastname": "Sample", "email": "gil@sample.example",
                    "auth": { "password": "s3cret-gil" }, "lines": [{ "extensions": [{ "exten": "1002" }] }],
                });
                self.person(16, &gil);
            }
            _ => {}
        }
    }

    /// Ada, Boris, Chloe and Élodie, and Nora of another tenant.
    fn first_five(&mut self, case: &str) {
        self.wazo.store().set_next_id(1);
        self.again("users-1.1-post-201");
        if case != "users-1.1-post-201-minimal" {
            self.again("users-1.1-post-201-minimal");
        }
        self.person(3, &json!({ "firstname": "Chloe", "lastname": "Madeup" }));
        self.person(4, &json!({ "firstname": "Élodie", "lastname": "Façade" }));
        if case != "users-1.1-post-201-other-tenant" {
            self.wazo.store().set_next_id(5);
            self.again("users-1.1-post-201-other-tenant");
        }
        let uuids =
            [("547390eb-2db1-45e6-af93-9c34f1a8b4df", 1), ("b2b52c6b-bd55-4098-992e-3272daaf5782", 2)];
        for (theirs, id) in uuids {
            self.names.push((theirs.to_owned(), uuid_of(id)));
        }
    }

    /// Lena has a line, and later a voicemail.
    fn lena(&mut self, case: &str) {
        // The server draws the name and the code of a line.
        self.names.push(("qalyf3fu".into(), "line0001".into()));
        self.names.push(("676101".into(), "202041".into()));
        if case == "users-1.1-post-201-with-line" {
            return;
        }
        self.again("users-1.1-post-201-with-line");
        if !case.contains("voicemail") && !case.contains("lines") || case == "users-1.1-post-201-voicemail-of"
        {
            return;
        }
        self.again("users-1.1-post-201-voicemail-of");
        if case == "lines-1.1-list-200-after-deletes" {
            self.again("users-1.1-delete-204-voicemail-dissociated");
            self.ask("DELETE", "/1.1/users/14", &[("X-Reference-Act", "1")], &Value::Null);
            self.person(
                16,
                &json!({ "firstname": "Gil", "lines": [{ "extensions": [{ "exten": "1002" }] }] }),
            );
            self.again("users-1.1-delete-204-recursive");
        }
    }

    fn nulls(&mut self) {
        let all = recording::all();
        for recording in all.iter().filter(|r| r.age == AGE && r.case.starts_with("users-1.1-put-204-null-"))
        {
            self.again(&recording.case);
        }
        self.again("users-1.1-put-204-fallback-and-mobile-away");
        let rest = json!({ "email": null, "password": null });
        self.ask("PUT", "/1.1/users/1", &[("X-Reference-Act", "1")], &rest);
    }

    fn tokens(&mut self, case: &str) {
        match case {
            _ if case.starts_with("token-0.1-post-429") => {
                let last = (0..100).map(|_| self.token("madeup-nobody")).last().unwrap();
                let shown = self.ask("GET", &format!("/0.1/token/{last}"), &[], &Value::Null);
                self.names.push(("88e8507b-392c-41bc-842f-f934036cd0ab".into(), text(&shown, "auth_id")));
            }
            "token-0.1-get-404-expired" => {
                self.signed_in("token-0.1-post-200-one-second");
                self.wazo.advance(5);
            }
            "token-0.1-post-200-by-refresh-token" => self.signed_in("token-0.1-post-200-offline"),
            "token-0.1-delete-204-refresh-token" => {
                self.signed_in("token-0.1-post-200");
                self.signed_in("token-0.1-post-200-offline");
            }
            _ if case.contains("-get-200") || case.contains("-delete-200") => {
                self.signed_in("token-0.1-post-200");
                if case.ends_with("again") {
                    self.again("token-0.1-delete-200");
                }
            }
            _ => {}
        }
    }
}

/// A member of `data`.
fn text(answer: &Answer, key: &str) -> String {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    body["data"][key].as_str().unwrap_or_default().to_owned()
}
