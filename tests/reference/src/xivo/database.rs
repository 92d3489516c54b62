//! What PostgreSQL says, as it leaks through these servers: the complaint is
//! as recorded, the statement and its values are shortened. They hold
//! passwords in clear, as the real ones do.

use serde_json::Value;

use super::fields::repr;
use super::python;
use super::store::User;

/// Why a value cannot stand in a column.
#[derive(Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The driver cannot send it; the database never saw it.
    Unsent(String),
    /// The database refused it.
    Refused(String),
}

impl Unfit {
    pub fn complaint(&self) -> &str {
        match self {
            Self::Unsent(text) | Self::Refused(text) => text,
        }
    }
}

fn unsent() -> Unfit {
    Unfit::Unsent("(ProgrammingError) can't adapt type 'dict'".to_owned())
}

/// What a column of text makes of a value: anything becomes text, but for an
/// object. Null is none.
///
/// # Errors
/// Nothing but an object, alone or in a list.
pub fn text(value: &Value) -> Result<Option<String>, Unfit> {
    Ok(match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => Some(array(list)?),
        Value::Object(_) => return Err(unsent()),
        other => Some(other.to_string()),
    })
}

/// PostgreSQL's own spelling of an array.
fn array(list: &[Value]) -> Result<String, Unfit> {
    let items: Result<Vec<String>, Unfit> = list
        .iter()
        .map(|item| match item {
            Value::Null => Ok("NULL".to_owned()),
            Value::Bool(b) => Ok(if *b { "t" } else { "f" }.to_owned()),
            Value::String(text) if text.is_empty() || text.contains([' ', ',', '"', '{', '}', '\\']) => {
                Ok(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
            }
            Value::Array(inner) => array(inner),
            other => Ok(text(other)?.unwrap_or_default()),
        })
        .collect();
    Ok(format!("{{{}}}", items?.join(",")))
}

/// What a column of whole numbers makes of a value. Null is none.
///
/// # Errors
/// The complaint, without the statement.
pub fn integer(column: &str, value: &Value) -> Result<Option<i64>, Unfit> {
    let refused = |text: String| Err(Unfit::Refused(text));
    let of_type = |kind: &str| {
        refused(format!(
            "(DatatypeMismatch) column \"{column}\" is of type integer but expression is of type {kind}"
        ))
    };
    let not_one = |text: &str| {
        refused(format!("(InvalidTextRepresentation) invalid input syntax for type integer: \"{text}\""))
    };
    let number = match value {
        Value::Null => return Ok(None),
        Value::Number(n) => n.as_i64().map_or_else(|| n.as_f64().unwrap_or_default().round(), |n| n as f64),
        Value::String(text) => match text.trim().parse::<i64>() {
            Ok(number) => number as f64,
            Err(_) => return not_one(text),
        },
        Value::Bool(_) => return of_type("boolean"),
        Value::Array(list) => match list.first() {
            None => return not_one("{}"),
            Some(Value::Object(_)) => return Err(unsent()),
            Some(Value::String(_)) => return of_type("text[]"),
            Some(Value::Bool(_)) => return of_type("boolean[]"),
            Some(_) => return of_type("integer[]"),
        },
        Value::Object(_) => return Err(unsent()),
    };
    if number.abs() > f64::from(i32::MAX) {
        return refused("(NumericValueOutOfRange) integer out of range".to_owned());
    }
    Ok(Some(number as i64))
}

/// The complaint about a row that is looked for by something that is no number.
///
/// # Errors
/// The complaint, without the statement.
pub fn looked_for(column: &str, value: &Value) -> Result<f64, Unfit> {
    let kind = match value {
        Value::Bool(_) => "boolean",
        Value::Array(list) if !list.is_empty() => "integer[]",
        Value::Number(n) => return Ok(n.as_f64().unwrap_or_default()),
        other => return integer(column, other).map(|n| n.unwrap_or_default() as f64),
    };
    Err(Unfit::Refused(format!("(UndefinedFunction) operator does not exist: integer = {kind}")))
}

/// A complaint with the statement that led to it.
pub fn on_insert(unfit: &Unfit, user: &User) -> String {
    format!("{}\n {}", unfit.complaint(), insert(user))
}

/// A complaint with the statement that led to it.
pub fn on_update(unfit: &Unfit, id: u32, column: &str, value: &Value) -> String {
    let value = match value {
        Value::String(text) => repr(text, "u"),
        other => format!("<{}>", python::type_of(other)),
    };
    format!("{}\n {}", unfit.complaint(), update(id, column, &value))
}

fn insert(user: &User) -> String {
    format!(
        "'INSERT INTO userfeatures (firstname, lastname, callerid, loginclient, passwdclient, cti_profile_id) VALUES (%(firstname)s, %(lastname)s, %(callerid)s, %(loginclient)s, %(passwdclient)s, %(cti_profile_id)s) RETURNING userfeatures.id' {{'firstname': {}, 'lastname': {}, 'callerid': {}, 'loginclient': {}, 'passwdclient': {}, 'cti_profile_id': {}}}",
        repr(&user.firstname, "u"),
        repr(&user.lastname, "u"),
        repr(user.caller_id.as_deref().unwrap_or_default(), "u"),
        repr(&user.username, "u"),
        repr(&user.password, "u"),
        user.cti_profile.map_or("None".to_owned(), |id| id.to_string()),
    )
}

fn update(id: u32, column: &str, value: &str) -> String {
    format!(
        "'UPDATE userfeatures SET {column}=%({column})s WHERE userfeatures.id = %(userfeatures_id)s' {{'userfeatures_id': {id}, '{column}': {value}}}"
    )
}

pub fn too_long(max: usize, user: &User) -> String {
    format!("(StringDataRightTruncation) value too long for type character varying({max})\n {}", insert(user))
}

pub fn duplicate_id(user: &User) -> String {
    format!(
        "(UniqueViolation) duplicate key value violates unique constraint \"userfeatures_pkey\"\nDETAIL:  Key (id)=({}) already exists.\n {}",
        user.id,
        insert(user)
    )
}

pub fn no_such_profile(user: u32, profile: i64) -> String {
    format!(
        "(ForeignKeyViolation) insert or update on table \"userfeatures\" violates foreign key constraint \"userfeatures_cti_profile_id_fkey\"\nDETAIL:  Key (cti_profile_id)=({profile}) is not present in table \"cti_profile\".\n {}",
        update(user, "cti_profile_id", &profile.to_string())
    )
}

pub fn no_such_profile_on_insert(user: &User, profile: i64) -> String {
    format!(
        "(ForeignKeyViolation) insert or update on table \"userfeatures\" violates foreign key constraint \"userfeatures_cti_profile_id_fkey\"\nDETAIL:  Key (cti_profile_id)=({profile}) is not present in table \"cti_profile\".\n {}",
        insert(user)
    )
}

pub fn not_null(column: &str, user: &User) -> String {
    format!(
        "(NotNullViolation) null value in column \"{column}\" of relation \"userfeatures\" violates not-null constraint\nDETAIL:  Failing row contains ({}, {}, {}, null, null, null, null, null, {}, 30, 5, {}, {}, {}, {}, 1, 0).\n {}",
        user.id,
        user.firstname,
        user.lastname,
        user.caller_id.as_deref().unwrap_or_default(),
        u8::from(user.cti_enabled),
        user.username,
        user.password,
        user.cti_profile.map_or("null".to_owned(), |id| id.to_string()),
        update(user.id, column, "None")
    )
}

pub fn empty_update(id: u32) -> String {
    format!(
        "(SyntaxError) syntax error at or near \"WHERE\"\nLINE 1: UPDATE userfeatures SET  WHERE userfeatures.id = {id}\n                                 ^\n 'UPDATE userfeatures SET  WHERE userfeatures.id = %(id_1)s' {{'id_1': {id}}}"
    )
}

pub fn aborted(id: u32) -> String {
    format!(
        "(InFailedSqlTransaction) current transaction is aborted, commands ignored until end of transaction block\n 'SELECT userfeatures.id AS userfeatures_id, userfeatures.firstname AS userfeatures_firstname, userfeatures.lastname AS userfeatures_lastname \\nFROM userfeatures \\nWHERE userfeatures.id = %(id_1)s \\n LIMIT %(param_1)s' {{'id_1': {id}, 'param_1': 1}}"
    )
}

pub fn still_has_line(id: u32) -> String {
    format!(
        "(ForeignKeyViolation) update or delete on table \"userfeatures\" violates foreign key constraint \"user_line__userfeatures_id_fkey\" on table \"user_line\"\nDETAIL:  Key (id)=({id}) is still referenced from table \"user_line\".\n 'DELETE FROM userfeatures WHERE userfeatures.id = %(id_1)s' {{'id_1': {id}}}"
    )
}

pub fn profile_not_a_number(text: &str) -> String {
    format!(
        "(InvalidTextRepresentation) invalid input syntax for type integer: \"{text}\"\nLINE 3: WHERE cti_profile.id = '{text}' \n                               ^\n 'SELECT cti_profile.id AS cti_profile_id, cti_profile.name AS cti_profile_name \\nFROM cti_profile \\nWHERE cti_profile.id = %(id_1)s \\n LIMIT %(param_1)s' {{'id_1': {}, 'param_1': 1}}",
        repr(text, "u")
    )
}
