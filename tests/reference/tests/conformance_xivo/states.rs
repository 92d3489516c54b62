//! The state of the server that each recording begins in.
//!
//! A state is made by replaying other recordings of the same age, by requests
//! of our own, and, for what the API cannot make (lines, voicemails), by hand.

use reference_pbx::http::{Answer, Asked, Pbx};
use reference_pbx::xivo::Xivo;
use reference_pbx::xivo::dialect::{self, Dialect};
use reference_pbx::xivo::store::{Line, Voicemail, uuid_of};
use serde_json::{Value, json};

use crate::recording::{self, Recording};

pub struct Scene {
    pub xivo: Xivo,
    /// Played for the request itself.
    pub fault: Option<&'static str>,
    age: String,
    /// What the recording calls something, and what the reference calls it.
    names: Vec<(String, String)>,
}

fn dialect_of(age: &str) -> &'static Dialect {
    match age {
        "2013-06" => &dialect::XIVO_2013,
        "2014-01" => &dialect::XIVO_2014A,
        "2014-05" => &dialect::XIVO_2014B,
        "2016-03" => &dialect::XIVO_2016,
        "2019-05" | "2019-05-auth" => &dialect::XIVO_2019,
        other => panic!("which dialect is {other}?"),
    }
}

impl Scene {
    pub fn of(recording: &Recording) -> Self {
        let mut scene = Self {
            xivo: Xivo::new(dialect_of(&recording.age), 0),
            fault: None,
            age: recording.age.clone(),
            names: Vec::new(),
        };
        let case = recording.case.as_str();
        match recording.age.as_str() {
            "2019-05-auth" => scene.tokens(case),
            "2014-05" => scene.may_2014(case),
            _ if case.starts_with("users-1.0") => scene.users_10(case),
            "2014-01" => scene.january_2014(case),
            _ => scene.later(case),
        }
        scene.learn_uuid(recording);
        scene
    }

    /// The recording's names in a request become the reference's.
    pub fn rename(&self, asked: &mut Asked) {
        for (theirs, ours) in &self.names {
            asked.path = asked.path.replace(theirs, ours);
            for (_, value) in &mut asked.headers {
                *value = value.replace(theirs, ours);
            }
        }
    }

    pub fn renamed_answer(&self, recording: &Recording) -> Answer {
        let mut answer = recording.answer();
        for (theirs, ours) in &self.names {
            let text = String::from_utf8_lossy(&answer.body).replace(theirs, ours);
            answer.body = text.into_bytes();
        }
        answer
    }

    /// A user asked for by UUID is the one whose id the answer tells.
    fn learn_uuid(&mut self, recording: &Recording) {
        let asked = recording.asked();
        let Some(uuid) = asked.path.split('/').find(|s| s.len() == 36) else { return };
        let body: Value = serde_json::from_slice(&recording.answer().body).unwrap_or_default();
        if let Some(id) = body.get("user_id").or(body.get("id")).and_then(Value::as_u64) {
            self.names.push((uuid.to_owned(), uuid_of(id as u32)));
        }
    }

    // --- steps -------------------------------------------------------------

    /// Replays another recording of this age.
    fn again(&mut self, case: &str) -> Answer {
        self.again_with(case, None)
    }

    fn again_with(&mut self, case: &str, fault: Option<&str>) -> Answer {
        let mut asked = recording::one(&self.age, case).asked();
        self.rename(&mut asked);
        asked.fault = fault.map(str::to_owned);
        self.xivo.answer(&asked)
    }

    fn ask(&mut self, method: &str, path: &str, body: &Value) {
        let asked = Asked {
            method: method.into(),
            path: path.into(),
            headers: [
                ("Content-Type", "application/json"),
                ("Accept", "application/json"),
                ("X-Reference-Act", "1"),
            ]
            .map(|(n, v)| (n.to_owned(), v.to_owned()))
            .to_vec(),
            body: body.to_string().into_bytes(),
            ..Asked::default()
        };
        let answer = self.xivo.answer(&asked);
        assert!(answer.status < 300, "{method} {path} {body}: {answer:?}");
    }

    fn next(&mut self, id: u32) -> &mut Self {
        self.xivo.store().set_next_id(id);
        self
    }

    fn post_10(&mut self, id: u32, body: &Value) -> &mut Self {
        self.next(id).ask("POST", "/1.0/users/", body);
        self
    }

    fn post_11(&mut self, id: u32, body: &Value) -> &mut Self {
        self.next(id).ask("POST", "/1.1/users", body);
        self
    }

    fn line(&mut self, id: u32) -> &mut Self {
        let mut user = self.xivo.store().get(id).unwrap();
        user.line = Some(Line { name: "71bipgvf".into(), ..Line::new(1, "1001") });
        self.xivo.store().put(user);
        self
    }

    fn voicemail(&mut self, id: u32) -> &mut Self {
        let mut user = self.xivo.store().get(id).unwrap();
        user.voicemail = Some(Voicemail { id: 1, name: user.firstname.clone(), number: "1001".into() });
        self.xivo.store().put(user);
        self
    }

    // --- API 1.0, 2013 and January 2014 ------------------------------------

    fn users_10(&mut self, case: &str) {
        let case = case.strip_prefix("users-1.0-").unwrap();
        match case {
            "list-200-empty" => return,
            "delete-404-already-deleted" => return,
            _ => {}
        }
        self.next(1);
        self.again("users-1.0-post-201");
        self.again("users-1.0-post-201-minimal");
        self.again("users-1.0-post-201-empty-object");
        match case {
            "list-200" | "get-200-no-line" | "get-200-defaults" => return,
            "get-404-after-id-change" => {
                self.again("users-1.0-put-200-id-changed");
                return;
            }
            _ => {}
        }
        self.next(4);
        self.again("users-1.0-post-201-content-type-charset");
        self.next(6);
        self.again("users-1.0-post-201-null-firstname");
        self.post_10(7, &json!({ "firstname": "Dora" }));
        self.again("users-1.0-put-200");
        let person = |first: &str| json!({ "firstname": first, "lastname": "Sample" });
        match case {
            "list-200-with-line" => {
                self.post_10(8, &person("Lena")).line(8);
                self.again("users-1.0-put-200-id-changed");
            }
            "get-200-with-line" | "delete-200-with-line" => {
                self.post_10(8, &person("Lena")).line(8);
            }
            "get-200-with-voicemail"
            | "delete-412-voicemail"
            | "delete-200-deletevoicemail"
            | "put-200-rename-with-voicemail" => {
                self.post_10(9, &person("Milo")).voicemail(9);
            }
            "delete-200" => {
                self.post_10(10, &person("Nora"));
            }
            "get-500-after-failed-put" => {
                self.again("users-1.0-put-500-empty-object");
            }
            _ => self.failed_delete(case),
        }
    }

    fn failed_delete(&mut self, case: &str) {
        let person = |first: &str| json!({ "firstname": first, "lastname": "Sample" });
        let (id, fault) = match case {
            c if c.contains("provd-raw") => (13, "provd-raw"),
            c if c.contains("provd") => (12, "provd"),
            c if c.contains("sysconfd") => (14, "sysconfd"),
            _ => return,
        };
        self.post_10(id, &person("Saul"));
        if id == 14 {
            self.voicemail(id)
        } else {
            self.line(id)
        };
        if case.starts_with("delete-500") {
            self.fault = Some(fault);
        } else {
            let done = self.again_with(&format!("users-1.0-delete-500-{fault}"), Some(fault));
            assert_eq!(done.status, 500);
        }
    }

    // --- API 1.1, 2014 -----------------------------------------------------

    fn january_2014(&mut self, case: &str) {
        if case == "users-1.1-list-200-empty" {
            return;
        }
        self.post_11(
            15,
            &json!({
                "firstname": "Ada", "lastname": "Sample", "username": "ada", "password": "s3cret",
                "language": "en_US", "timezone": "America/Montreal", "outgoing_caller_id": "default",
                "mobile_phone_number": "5555550101", "music_on_hold": "default", "preprocess_subroutine": "sub",
                "userfield": "blue", "description": "made-up user",
            }),
        );
        self.post_11(16, &json!({ "firstname": "Boris" })).next(17);
        match case {
            "users-1.1-get-200-after-put" => {
                self.again("users-1.1-put-204");
            }
            "users-1.1-get-200-after-put-caller-id" => {
                self.again("users-1.1-put-204");
                self.again("users-1.1-put-204-caller-id");
            }
            "users-1.1-delete-204-voicemail" => {
                self.post_11(18, &json!({ "firstname": "Milo" })).voicemail(18);
            }
            "users-1.1-delete-400-line" => {
                self.post_11(19, &json!({ "firstname": "Lena" })).line(19);
            }
            _ if case.starts_with("cti_profile-") => {
                self.post_11(20, &json!({ "firstname": "Vera" }));
                if matches!(case, "cti_profile-1.1-delete-204" | "cti_profile-1.1-post-400-already") {
                    self.again("cti_profile-1.1-post-201");
                }
            }
            _ => {}
        }
    }

    fn may_2014(&mut self, case: &str) {
        if case.starts_with("auth-401") {
            self.fault = Some("digest");
        }
        let mut ada = json!({ "firstname": "Ada", "lastname": "Sample" });
        if !case.contains("no-username")
            && case != "cti-1.1-get-200-no-profile"
            && !case.contains("profile-only")
        {
            ada["username"] = "ada".into();
            if case != "cti-1.1-put-400-no-password" {
                ada["password"] = "s3cret".into();
            }
        }
        self.post_11(1, &ada);
        self.post_11(2, &json!({ "firstname": "Boris", "lastname": "Sample" })).voicemail(2);
        self.post_11(3, &json!({ "firstname": "Chloe", "lastname": "Sample" })).line(3);
        let before: &[&str] = match case {
            "cti-1.1-get-200" => &["put-204"],
            "cti-1.1-get-200-after-enabled-text" => &["put-204", "put-204-enabled-text"],
            "cti-1.1-get-200-after-null-profile" => &["put-204", "put-204-null-profile"],
            "cti-1.1-get-200-after-profile-only" => &["put-204-disabled-no-username", "put-204-profile-only"],
            "cti-1.1-get-200-after-zero-profile" => &["put-204", "put-400-zero-profile"],
            "users-1.0-get-200" => &["put-204", "put-204-string-profile-id"],
            _ => &[],
        };
        for step in before {
            self.again(&format!("cti-1.1-{step}"));
        }
    }

    // --- API 1.1, 2016 and 2019 --------------------------------------------

    fn later(&mut self, case: &str) {
        let is_2019 = self.age == "2019-05";
        match case {
            "users-1.1-list-200-empty" => return,
            "users-1.1-post-201" => {
                self.next(1);
                return;
            }
            "users-1.1-post-201-minimal" => {
                self.next(2);
                return;
            }
            "auth-401-bad-token" | "auth-401-challenge" | "auth-401-token-without-acl" => {
                self.fault = Some("digest")
            }
            "users-1.1-put-sysconfd-500" => self.fault = Some("sysconfd"),
            _ => {}
        }
        self.next(1);
        self.again("users-1.1-post-201");
        self.post_11(2, &json!({ "firstname": "Boris" }));
        self.post_11(3, &json!({ "firstname": "Chloe", "lastname": "Madeup" }));
        self.post_11(4, &json!({ "firstname": "Élodie", "lastname": "Façade" }));
        self.next(match case.strip_prefix("users-1.1-post-201-").unwrap_or_default() {
            "unknown-fields" => 6,
            "email-bad" | "ring-seconds-step" => 7,
            "username-taken" | "language" => 8,
            "number-as-text" if is_2019 => 9,
            "number-as-text" => 10,
            "form-content-type" => 11,
            _ => 5,
        });
        match case {
            "users-1.1-get-200-after-put" => {
                self.again("users-1.1-put-204");
            }
            "users-1.1-get-200-after-nulls" | "auth-200-digest" | "auth-200-token" => self.nulls(),
            "users-1.1-get-200-after-sysconfd-500" => {
                self.nulls();
                self.again_with("users-1.1-put-sysconfd-500", Some("sysconfd"));
            }
            "users-1.1-list-200-search-wildcard" => {
                self.nulls();
                self.again_with("users-1.1-put-sysconfd-500", Some("sysconfd"));
                self.crowd(16);
            }
            "auth-200-localhost" => self.crowd(14),
            "cors-get-200" => self.crowd(12),
            "users-1.1-list-200-search-firstname-no-lastname" => {
                self.post_11(14, &json!({ "firstname": "Solo", "caller_id": "\"Other\"" }));
            }
            _ if case.starts_with("cti-") => self.later_cti(case, if is_2019 { 10 } else { 12 }),
            _ if case.contains("line") || case.contains("voicemail") || case.contains("exten") => {
                let id = if is_2019 { 11 } else { 13 };
                self.post_11(id, &json!({ "firstname": "Boris", "lastname": "Lined" })).line(id);
                if case != "users-1.1-delete-400-line" {
                    self.voicemail(id);
                }
            }
            _ => {}
        }
    }

    /// Everybody up to this number, the others without a last name.
    fn crowd(&mut self, number: u32) {
        for id in 5..=number {
            self.post_11(id, &json!({ "firstname": "Eve" }));
        }
    }

    /// Everything that null clears is cleared.
    fn nulls(&mut self) {
        let age = self.age.clone();
        for recording in recording::all().iter().filter(|r| r.age == age) {
            if recording.case.starts_with("users-1.1-put-204-null-") {
                assert_eq!(self.again(&recording.case).status, 204);
            }
        }
        let rest =
            json!({ "language": null, "preprocess_subroutine": null, "userfield": null, "email": null });
        self.ask("PUT", "/1.1/users/1", &rest);
    }

    fn later_cti(&mut self, case: &str, id: u32) {
        let mut vera = json!({ "firstname": "Vera", "lastname": "Sample" });
        if !case.contains("no-username") {
            vera["username"] = "vera".into();
            vera["password"] = "s3cret".into();
        }
        self.post_11(id, &vera);
        let before: &[&str] = match case.strip_prefix("cti-1.1-").unwrap() {
            "get-200" => &["put-204"],
            "get-200-disabled" => &["put-204", "put-204-enabled-only"],
            "get-200-after-profile-only" => &["put-204-enabled-only", "put-204-profile-only"],
            "get-200-after-null-profile" => &["put-204-profile-only", "put-204-null-profile"],
            _ => &[],
        };
        for step in before {
            assert_eq!(self.again(&format!("cti-1.1-{step}")).status, 204, "{step}");
        }
    }

    // --- tokens ------------------------------------------------------------

    fn tokens(&mut self, case: &str) {
        let giver =
            if case.contains("expired") { "token-0.1-post-200-one-second" } else { "token-0.1-post-200" };
        if case.starts_with("confd-503") {
            self.fault = Some("auth-down");
        }
        let token = |answer: &Answer| {
            let body: Value = serde_json::from_slice(&answer.body).unwrap();
            body["data"]["token"].as_str().unwrap().to_owned()
        };
        let theirs = token(&recording::one(&self.age, giver).answer());
        let ours = token(&self.again(giver));
        self.names.push((theirs, ours));
        if case.contains("expired") {
            self.xivo.advance(5);
        }
        if case.contains("revoked") {
            assert_eq!(self.again("token-0.1-delete-200").status, 200);
        }
    }
}
