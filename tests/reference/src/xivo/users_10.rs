//! `/1.0/users/`

use serde_json::{Map, Value, json};

use super::answers::{self, JSON, UNTYPED};
use super::database::Unfit;
use super::dialect::Users10;
use super::python::{self, NoInt};
use super::store::{Line, User, Voicemail};
use super::{Xivo, database, fields, origin};
use crate::http::{Answer, Asked};

const UNPARSABLE: &str = "No parsable data in the request";

/// `rest` is what follows `/1.0/users`.
pub fn answer(x: &mut Xivo, rules: &'static Users10, asked: &Asked, rest: &str) -> Answer {
    if rest.is_empty() {
        return answers::moved(&format!("{}/1.0/users/", origin(asked)));
    }
    let Some(id) = rest.strip_prefix('/') else { return answers::not_found_page() };
    if id.contains('/') {
        return answers::not_found_page();
    }
    let call = Call { rules, asked };
    let method = asked.method.as_str();
    let allow = if id.is_empty() { "POST, HEAD, OPTIONS, GET" } else { "HEAD, GET, PUT, OPTIONS, DELETE" };
    if !allow.split(", ").any(|m| m == method) {
        return answers::not_allowed_page(method, allow);
    }
    if method == "OPTIONS" {
        return answers::empty(200, UNTYPED).with("Allow", allow);
    }
    if matches!(method, "GET" | "HEAD") && !accepts(asked) {
        return answers::not_acceptable();
    }
    if matches!(method, "POST" | "PUT") && !says_json(asked) {
        return answers::unsupported_type();
    }
    if id.is_empty() {
        return if method == "POST" { call.create(x) } else { call.list(x) };
    }
    let Ok(id) = id.parse::<u32>() else { return call.error(400, UNPARSABLE) };
    match method {
        "PUT" => call.edit(x, id),
        "DELETE" => call.delete(x, id),
        _ => call.get(x, id),
    }
}

fn accepts(asked: &Asked) -> bool {
    asked
        .header("Accept")
        .is_none_or(|a| ["application/json", "*/*", "application/*"].iter().any(|kind| a.contains(kind)))
}

fn says_json(asked: &Asked) -> bool {
    asked.header("Content-Type").is_some_and(|t| t.split(';').next().is_some_and(|t| t.trim() == JSON))
}

struct Call<'a> {
    rules: &'static Users10,
    asked: &'a Asked,
}

impl Call<'_> {
    fn error(&self, status: u16, sentence: &str) -> Answer {
        answers::errors(status, if self.rules.letter { JSON } else { UNTYPED }, &[sentence])
    }

    fn done(&self, status: u16) -> Answer {
        answers::empty(status, UNTYPED)
    }

    fn dead(&self, x: &Xivo, id: u32) -> Option<Answer> {
        x.aborted.then(|| self.error(500, &database::aborted(id)))
    }

    /// The database refused a PUT: nobody rolls the session back.
    fn killed(&self, x: &mut Xivo, words: &str) -> Answer {
        x.aborted = true;
        self.error(500, words)
    }

    fn list(&self, x: &Xivo) -> Answer {
        if let Some(dead) = self.dead(x, 1) {
            return dead;
        }
        let mut body = Vec::from(&b"{\"items\": ["[..]);
        let mut total = 0;
        for user in x.store.shuffled().into_iter().filter_map(|id| x.store.get(id)) {
            if total > 0 {
                body.extend_from_slice(b", ");
            }
            total += 1;
            answers::dump_into(&mut body, &self.record(&user));
        }
        body.extend_from_slice(
            if self.rules.letter { format!("], \"total\": {total}}}") } else { "]}".to_owned() }.as_bytes(),
        );
        answers::typed(200, JSON, body)
    }

    fn get(&self, x: &Xivo, id: u32) -> Answer {
        if let Some(dead) = self.dead(x, id) {
            return dead;
        }
        match x.store.get(id) {
            Some(user) => answers::json(200, &self.record(&user)),
            None => self.done(404),
        }
    }

    fn record(&self, user: &User) -> Value {
        let id = if self.rules.letter { json!(user.id.to_string()) } else { json!(user.id) };
        let enabled =
            if self.rules.letter { json!(u8::from(user.cti_enabled)) } else { json!(user.cti_enabled) };
        json!({
            "username": user.username, "outcallerid": user.outgoing_caller_id,
            "ctiprofileid": user.cti_profile, "password": user.password, "firstname": user.firstname,
            "callerid": user.caller_id, "lastname": user.lastname, "entityid": user.entity,
            "enableclient": enabled, "voicemailid": user.voicemail.as_ref().map(|v| v.id),
            "language": user.language, "id": id, "timezone": user.timezone,
            "line": user.line.as_ref().map(|l| json!({ "number": l.number })), "agentid": user.agent,
            "mobilephonenumber": user.mobile_phone_number, "userfield": user.userfield,
            "musiconhold": user.music_on_hold, "description": user.description,
        })
    }

    /// The object in the body, with known keys only. Whatever else the body is
    /// is gone through as if it held names.
    fn read(&self) -> Result<Map<String, Value>, Answer> {
        let Ok(value) = serde_json::from_slice::<Value>(&self.asked.body) else {
            return Err(self.error(400, UNPARSABLE));
        };
        let names: Vec<String> = match &value {
            Value::Object(object) => object.keys().cloned().collect(),
            Value::String(text) => text.chars().map(String::from).collect(),
            Value::Array(list) => {
                let names: Option<Vec<String>> =
                    list.iter().map(|name| name.as_str().map(str::to_owned)).collect();
                names.ok_or_else(|| self.error(500, "hasattr(): attribute name must be string"))?
            }
            other => {
                return Err(self.error(500, &format!("'{}' object is not iterable", python::type_of(other))));
            }
        };
        let mut wrong: Vec<&str> = names.iter().map(String::as_str).filter(|key| !is_known(key)).collect();
        if value.is_object() {
            wrong.sort_unstable();
        }
        match value {
            _ if !wrong.is_empty() => {
                Err(self.error(400, &format!("Incorrect parameters sent: {}", wrong.join(", "))))
            }
            Value::Object(object) => Ok(object),
            // An empty list passes for an object in a PUT, which looks at its names alone.
            other if self.asked.method == "POST" => Err(self.error(500, &python::has_no(&other, "items"))),
            _ if names.is_empty() => Ok(Map::new()),
            _ => Err(self.error(500, "list indices must be integers, not unicode")),
        }
    }

    /// The CTI switch as `int()` takes it, before anything else is looked at.
    fn enabled(&self, value: &Value) -> Result<bool, Answer> {
        match python::int(value) {
            Ok(number) => Ok(number != 0),
            Err(NoInt::Value(_)) => Err(self.error(400, UNPARSABLE)),
            Err(NoInt::Type(words)) => Err(self.error(500, &words)),
        }
    }

    fn create(&self, x: &mut Xivo) -> Answer {
        match self.created(x) {
            Ok(user) => {
                x.store.put(user);
                self.done(201)
            }
            Err(refused) => refused,
        }
    }

    fn created(&self, x: &Xivo) -> Result<User, Answer> {
        let object = self.read()?;
        if let Some(dead) = self.dead(x, 1) {
            return Err(dead);
        }
        let mut user = User {
            id: x.store.next_id(),
            caller_id: Some(String::new()),
            timezone: Some(String::new()),
            language: Some(String::new()),
            call_transfer_enabled: true,
            supervision_enabled: true,
            enabled: true,
            ring_seconds: 30,
            simultaneous_calls: 5,
            ..User::default()
        };
        // Null stands for the default of the column; the line is left out of account.
        let mut sent: Vec<(&String, &Value)> = object.iter().filter(|(_, value)| !value.is_null()).collect();
        sent.sort_by_key(|(key, _)| *key != "enableclient");
        for (key, value) in sent {
            if key == "enableclient" {
                user.cti_enabled = self.enabled(value)?;
            } else if key != "line" || self.rules.letter {
                let blank = user.clone();
                set(&mut user, key, value).map_err(|wrong| match wrong {
                    _ if self.rules.letter => self.error(400, UNPARSABLE),
                    Wrong::Unfit(_, unfit) => self.error(500, &database::on_insert(&unfit, &blank)),
                    Wrong::Null(column) => self.error(500, &database::not_null(column, &blank)),
                })?;
            }
        }
        if object.get("id").is_some_and(|id| !id.is_null()) && x.store.get(user.id).is_some() {
            return Err(self.error(500, &database::duplicate_id(&user)));
        }
        if let Some(text) = fields::too_long(&mut user) {
            return Err(self.error(500, &database::too_long(text.max, &user)));
        }
        match user.cti_profile.filter(|id| !x.store.has_profile(*id) && !self.rules.letter) {
            Some(profile) => Err(self.error(500, &database::no_such_profile_on_insert(&user, profile))),
            None => Ok(user),
        }
    }

    fn edit(&self, x: &mut Xivo, id: u32) -> Answer {
        let object = match self.read() {
            Ok(object) => object,
            Err(refused) => return refused,
        };
        let enabled = object.get("enableclient").filter(|value| !(self.rules.letter && value.is_null()));
        let enabled = match enabled.map(|value| self.enabled(value)).transpose() {
            Ok(enabled) => enabled,
            Err(refused) => return refused,
        };
        if object.contains_key("line") && !self.rules.letter {
            return self.error(500, "");
        }
        if let Some(dead) = self.dead(x, id) {
            return dead;
        }
        let Some(before) = x.store.get(id) else { return self.done(404) };
        if object.is_empty() && !self.rules.letter {
            return self.killed(x, &database::empty_update(id));
        }
        let mut user = before.clone();
        user.cti_enabled = enabled.unwrap_or(user.cti_enabled);
        for (key, value) in object.iter().filter(|(key, _)| *key != "enableclient") {
            match set(&mut user, key, value) {
                Ok(()) => {}
                Err(Wrong::Null(_)) if self.rules.letter => {}
                Err(Wrong::Unfit(..)) if self.rules.letter => return self.error(400, UNPARSABLE),
                Err(Wrong::Null(column)) => return self.killed(x, &database::not_null(column, &before)),
                Err(Wrong::Unfit(column, unfit)) => {
                    let words = database::on_update(&unfit, id, column, value);
                    return match unfit {
                        // The database never saw it, and lives.
                        Unfit::Unsent(_) => self.error(500, &words),
                        Unfit::Refused(_) => self.killed(x, &words),
                    };
                }
            }
        }
        if !self.rules.letter {
            if let Some(text) = fields::too_long(&mut user) {
                return self.killed(x, &database::too_long(text.max, &user));
            }
            if let Some(profile) = user.cti_profile.filter(|p| !x.store.has_profile(*p)) {
                return self.killed(x, &database::no_such_profile(id, profile));
            }
            if user.id != id && x.store.get(user.id).is_some() {
                return self.killed(x, &database::duplicate_id(&user));
            }
        }
        // The associated voicemail is renamed with its user.
        let name = user.full_name();
        if name != before.full_name()
            && let Some(voicemail) = &mut user.voicemail
        {
            voicemail.name = name;
        }
        if user.id != id {
            x.store.remove(id);
        }
        x.store.put(user);
        self.done(200)
    }

    fn delete(&self, x: &mut Xivo, id: u32) -> Answer {
        if let Some(dead) = self.dead(x, id) {
            return dead;
        }
        let Some(mut user) = x.store.get(id) else { return self.done(404) };
        let with_voicemail =
            self.asked.query.split('&').any(|p| p.split('=').next() == Some("deleteVoicemail"));
        if user.voicemail.is_some() && !with_voicemail {
            return self.error(
                412,
                "Cannot remove a user with a voicemail. Delete the voicemail or dissociate it from the user.",
            );
        }
        let failure = match self.asked.fault.as_deref() {
            Some("provd-raw") if user.line.is_some() && self.rules.own_raw_provd => {
                return self.error(500, "HTTP Error 500: Internal Server Error");
            }
            Some("provd" | "provd-raw") if user.line.is_some() => Some((
                "the device could not be reconfigured",
                " (provd error: HTTP Error 500: Internal Server Error)",
            )),
            Some("sysconfd") if user.voicemail.is_some() => Some((
                "the voicemail content could not be removed",
                "  (sysconfd error: [Errno 111] Connection refused)",
            )),
            _ => None,
        };
        let Some((what, tail)) = failure else {
            x.store.remove(id);
            return self.done(200);
        };
        if self.rules.gone_after_failure {
            x.store.remove(id);
        } else {
            // The line, or the voicemail, went before the failure; the user did not.
            if what.contains("voicemail") {
                user.voicemail = None;
            } else {
                user.line = None;
            }
            x.store.put(user);
        }
        let tail = if self.rules.letter { "." } else { tail };
        self.error(500, &format!("The user was deleted but {what}{tail}"))
    }
}

fn is_known(key: &str) -> bool {
    fields::by_name_10(key).is_some()
        || matches!(
            key,
            "id" | "enableclient" | "ctiprofileid" | "voicemailid" | "agentid" | "entityid" | "line"
        )
}

enum Wrong {
    /// The column that takes no null.
    Null(&'static str),
    /// The column, and why the value does not fit.
    Unfit(&'static str, Unfit),
}

fn set(user: &mut User, key: &str, value: &Value) -> Result<(), Wrong> {
    if let Some(text) = fields::by_name_10(key) {
        if let Some(slot) = fields::slot(user, text.name) {
            if value.is_null() && !slot.takes_null() {
                return Err(Wrong::Null(text.column));
            }
            slot.set(database::text(value).map_err(|unfit| Wrong::Unfit(text.column, unfit))?);
        }
        return Ok(());
    }
    if key == "line" {
        // Only the documents to the letter come so far.
        user.line = value.get("number").and_then(Value::as_str).map(|n| Line::new(i64::from(user.id), n));
        return Ok(());
    }
    let column = match key {
        "ctiprofileid" => "cti_profile_id",
        "agentid" => "agentid",
        "entityid" => "entityid",
        "voicemailid" => "voicemailid",
        _ => "id",
    };
    let number = database::integer(column, value).map_err(|unfit| Wrong::Unfit(column, unfit))?;
    match key {
        "id" => user.id = number.and_then(|n| u32::try_from(n).ok()).ok_or(Wrong::Null("id"))?,
        "ctiprofileid" => user.cti_profile = number,
        "agentid" => user.agent = number,
        "entityid" => user.entity = number,
        "voicemailid" => {
            user.voicemail = number.map(|id| Voicemail {
                id,
                name: user.full_name(),
                number: id.saturating_add(1000).to_string(),
            });
        }
        _ => {}
    }
    Ok(())
}
