//! What the columns and cells of a file mean for a user.

use super::dialect::Dialect;
use super::field::{Field, FieldKind};
use super::form::to_new_value;
use crate::domain::{Problem, Secret, Trouble};
use crate::form;
use crate::wire::import::{ImportFields, normalise};

/// What people and other programs call the fields, beside their labels and the servers' own
/// names: the files of XiVO's and Wazo's own import and export among them.
const OTHER_NAMES: [(&str, Field); 24] = [
    ("exten", Field::Line),
    ("extension", Field::Line),
    ("number", Field::Line),
    ("numero", Field::Line),
    ("phonenumber", Field::Line),
    ("poste", Field::Line),
    ("courriel", Field::Email),
    ("adresseemail", Field::Email),
    ("emailaddress", Field::Email),
    ("mail", Field::Email),
    ("mobile", Field::MobilePhoneNumber),
    ("mobilenumber", Field::MobilePhoneNumber),
    ("portable", Field::MobilePhoneNumber),
    ("iddappelant", Field::CallerId),
    ("surname", Field::Lastname),
    ("familyname", Field::Lastname),
    ("nomdefamille", Field::Lastname),
    ("givenname", Field::Firstname),
    ("login", Field::Username),
    ("userid", Field::Id),
    ("moh", Field::MusicOnHold),
    ("ctiprofileenabled", Field::CtiEnabled),
    ("ctienabled", Field::CtiEnabled),
    ("ctiprofilename", Field::CtiProfile),
];

/// The fields of the columns of a file.
pub const FIELDS: ImportFields<Field> = ImportFields {
    keys: &[Field::Id, Field::Uuid, Field::Username, Field::Line, Field::Email],
    id: Field::Id,
    keys_are_changed: false,
    other_names: &OTHER_NAMES,
    first_name: Field::Firstname,
    last_name: Field::Lastname,
};

/// The value that the text of a cell stands for; without a text, none.
///
/// # Errors
/// What is wrong with it.
pub fn read_value(field: Field, text: Option<&str>, dialect: &Dialect) -> Result<form::FieldValue, Problem> {
    let value = match (field.kind(), text.map(str::trim)) {
        (_, None) => form::FieldValue::Absent,
        (FieldKind::Switch, Some(text)) => {
            let on = read_switch(text).ok_or_else(|| Problem::at(field.name(), Trouble::WrongType))?;
            form::FieldValue::Switch(on)
        }
        (FieldKind::Choice, Some(text)) => form::FieldValue::choice(text),
        (FieldKind::Secret, Some(text)) => form::FieldValue::Secret(Secret::new(text.to_owned())),
        // "030" is the number 30.
        (FieldKind::Number, Some(text)) => {
            form::FieldValue::text(text.parse::<i64>().map_or_else(|_| text.to_owned(), |n| n.to_string()))
        }
        (FieldKind::Text | FieldKind::Reading, Some(text)) => form::FieldValue::text(text),
    };
    to_new_value(field, &value, dialect).map(|_| value)
}

fn read_switch(text: &str) -> Option<bool> {
    match normalise(text).as_str() {
        "1" | "true" | "yes" | "on" | "oui" | "vrai" | "active" => Some(true),
        "0" | "false" | "no" | "off" | "non" | "faux" | "desactive" => Some(false),
        _ => None,
    }
}
