//! What PostgreSQL says, as it leaks through these servers: the complaint is
//! as recorded, the statement and its values are shortened. They hold
//! passwords in clear, as the real ones do.

use super::fields::repr;
use super::store::User;

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
