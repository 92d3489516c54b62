//! What a user must be for API 1.1 of 2014.

use serde_json::{Map, Value};

use super::database::Unfit;
use super::fields::Slot;
use super::store::User;
use super::{Xivo, answers, database, fields, python};
use crate::http::{Answer, Asked};

/// What these servers say of every body that is not JSON.
pub const UNPARSABLE: &str = "No parsable data in the request, Be sure to send a valid JSON file";

const NAMES: [&str; 14] = [
    "id",
    "firstname",
    "lastname",
    "caller_id",
    "outgoing_caller_id",
    "username",
    "password",
    "music_on_hold",
    "mobile_phone_number",
    "userfield",
    "timezone",
    "language",
    "description",
    "preprocess_subroutine",
];

/// The object in the body, with none but these keys.
///
/// # Errors
/// "No parsable data ...", "Invalid parameters: ..." with all unknown keys, or
/// 500 for JSON that is no object.
pub fn read(asked: &Asked, names: &[&str]) -> Result<Map<String, Value>, Answer> {
    let object = match serde_json::from_slice::<Value>(&asked.body) {
        Ok(Value::Object(object)) => object,
        Ok(other) => return Err(unexpected(python::has_no(&other, "iterkeys"))),
        Err(_) => return Err(answers::error(400, UNPARSABLE)),
    };
    let mut wrong: Vec<&str> = object.keys().map(String::as_str).filter(|k| !names.contains(k)).collect();
    wrong.sort_unstable();
    if wrong.is_empty() { Ok(object) } else { Err(invalid(&wrong)) }
}

fn invalid(names: &[&str]) -> Answer {
    answers::error(400, format!("Invalid parameters: {}", names.join(",")))
}

/// Whatever the code did not expect.
pub fn unexpected(complaint: impl AsRef<str>) -> Answer {
    answers::error(500, format!("unexpected error during request: {}", complaint.as_ref()))
}

/// A user as the code has it before it comes to the database: values of any
/// type, as they were sent.
struct Model(Map<String, Value>);

impl Model {
    fn of(user: &User) -> Self {
        let mut user = user.clone();
        let mut model = Map::new();
        for name in NAMES {
            let Some(slot) = fields::slot(&mut user, name) else { continue };
            let text = match slot {
                // These two are nothing where the database has an empty text.
                Slot::Plain(text)
                    if text.is_empty() && matches!(name, "password" | "mobile_phone_number") =>
                {
                    None
                }
                Slot::Plain(text) => Some(text.clone()),
                Slot::Nullable(text) => text.clone(),
            };
            model.insert(name.to_owned(), text.into());
        }
        Self(model)
    }

    fn with(mut self, sent: &Map<String, Value>) -> Self {
        self.0.extend(sent.clone());
        self
    }

    fn get(&self, name: &str) -> &Value {
        self.0.get(name).unwrap_or(&Value::Null)
    }

    fn check(&self) -> Result<(), Answer> {
        let (first, mobile, password) =
            (self.get("firstname"), self.get("mobile_phone_number"), self.get("password"));
        if first.is_null() {
            return Err(answers::error(400, "Missing parameters: firstname"));
        }
        let mut wrong = Vec::new();
        if !python::is_true(first) {
            wrong.push("firstname");
        }
        if !mobile.is_null() && !is_numeric(mobile) {
            wrong.push("mobile_phone_number");
        }
        if !password.is_null() && python::len(password).map_err(unexpected)? < 4 {
            wrong.push("password");
        }
        if wrong.is_empty() { Ok(()) } else { Err(invalid(&wrong)) }
    }

    /// First and last name with one space; no last name is an empty one.
    fn full_name(&self) -> Result<String, Answer> {
        let last = self.get("lastname");
        let empty = Value::String(String::new());
        python::join(self.get("firstname"), if python::is_true(last) { last } else { &empty })
            .map_err(unexpected)
    }

    /// The caller id in double quotes that the server adds.
    fn quoted_caller_id(&self) -> Result<String, Answer> {
        match self.get("caller_id") {
            Value::String(text) => Ok(format!("\"{}\"", text.trim_matches('"'))),
            other => Err(unexpected(python::has_no(other, "strip"))),
        }
    }

    /// Puts what was sent into the row. Null is for the caller.
    fn write(&self, sent: &Map<String, Value>, user: &mut User) -> Result<(), (&'static str, Unfit)> {
        for name in NAMES.into_iter().filter(|name| sent.get(*name).is_some_and(|value| !value.is_null())) {
            if name == "caller_id" {
                continue;
            }
            if let Some(slot) = fields::slot(user, name) {
                let column = fields::by_name(name).map_or("", |t| t.column);
                slot.set(database::text(self.get(name)).map_err(|unfit| (column, unfit))?);
            }
        }
        Ok(())
    }
}

pub fn create(x: &Xivo, asked: &Asked, user: &mut User) -> Result<Map<String, Value>, Answer> {
    let sent = read(asked, &NAMES)?;
    let model = Model(sent.clone());
    model.check()?;
    user.caller_id = Some(if python::is_true(model.get("caller_id")) {
        model.quoted_caller_id()?
    } else {
        format!("\"{}\"", model.full_name()?)
    });
    let failed = |words: String| answers::error(400, format!("Error while creating User: {words}"));
    let blank = user.clone();
    let id = database::integer("id", model.get("id"))
        .map_err(|unfit| failed(database::on_insert(&unfit, &blank)))?;
    model.write(&sent, user).map_err(|(_, unfit)| failed(database::on_insert(&unfit, &blank)))?;
    if let Some(id) = id.and_then(|id| u32::try_from(id).ok()) {
        user.id = id;
        if x.store.get(id).is_some() {
            return Err(failed(database::duplicate_id(user)));
        }
    }
    fits(user, "creating")?;
    Ok(sent)
}

pub fn edit(x: &Xivo, asked: &Asked, user: &mut User) -> Result<(), Answer> {
    let sent = read(asked, &NAMES)?;
    let (before, old) = (user.clone(), Model::of(user));
    let model = Model::of(user).with(&sent);
    model.check()?;
    if let Some(id) = sent.get("id") {
        find(x, id)?;
    }
    user.caller_id = Some(caller_id(&model, &old)?);
    let failed = |words: String| answers::error(400, format!("Error while editing User: {words}"));
    for (name, _) in sent.iter().filter(|(name, value)| value.is_null() && *name != "id") {
        let Some(slot) = fields::slot(user, name) else { continue };
        // These two and the last name are cleared; the database refuses the rest.
        let cleared =
            slot.takes_null() || matches!(name.as_str(), "mobile_phone_number" | "password" | "lastname");
        if !cleared {
            let column = fields::by_name(name).map_or("", |t| t.column);
            return Err(failed(database::not_null(column, &before)));
        }
        slot.set(None);
    }
    model
        .write(&sent, user)
        .map_err(|(column, unfit)| failed(database::on_update(&unfit, before.id, column, &Value::Null)))?;
    fits(user, "editing")
}

/// Somebody else's id leads to them, who must be there.
fn find(x: &Xivo, id: &Value) -> Result<(), Answer> {
    let unknown = || answers::error(404, format!("User with id={} does not exist", shown(id)));
    if id.is_null() {
        return Err(unknown());
    }
    let number = database::looked_for("id", id)
        .map_err(|unfit| unexpected(format!("{}\n 'SELECT userfeatures.id", unfit.complaint())))?;
    let is_there = number.fract() == 0.0 && number >= 0.0 && x.store.get(number as u32).is_some();
    if is_there { Ok(()) } else { Err(unknown()) }
}

/// As Python writes a value into a sentence.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// One that was changed is kept; else a new name makes a new one, whatever the
/// old one was made of.
fn caller_id(model: &Model, old: &Model) -> Result<String, Answer> {
    let quoted = model.quoted_caller_id()?;
    if quoted != old.quoted_caller_id()? || model.full_name()? == old.full_name()? {
        return Ok(quoted);
    }
    Ok(format!("\"{}\"", model.full_name()?))
}

/// Digits and other numbers alone, whatever the type: no plus, star or hash.
fn is_numeric(value: &Value) -> bool {
    let text = shown(value);
    !text.is_empty() && text.chars().all(char::is_numeric)
}

fn fits(user: &mut User, doing: &str) -> Result<(), Answer> {
    match fields::too_long(user) {
        Some(text) => Err(answers::error(
            400,
            format!("Error while {doing} User: {}", database::too_long(text.max, user)),
        )),
        None => Ok(()),
    }
}
