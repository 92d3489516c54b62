//! What the columns and cells of a file mean for a user.

use super::dialect::Dialect;
use super::field::{Field, FieldKind};
use super::form::to_new_value;
use crate::domain::{Problem, Secret, Trouble};
use crate::form;
use crate::list::fold;

/// The fields by which people are told apart, the surest first.
pub const KEYS: [Field; 5] = [Field::Id, Field::Uuid, Field::Username, Field::Line, Field::Email];

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

/// What is compared of a heading: letters and digits, without accents and capitals.
fn normalise(heading: &str) -> String {
    fold(heading).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The field of each heading, where it names one. `labels` gives the names of a field on the screen.
pub fn find_fields(headings: &[String], labels: impl Fn(Field) -> Vec<&'static str>) -> Vec<Option<Field>> {
    let by_label: Vec<(String, Field)> = Field::ALL
        .iter()
        .flat_map(|field| labels(*field).into_iter().map(|label| (normalise(label), *field)))
        .collect();
    let mut taken = Vec::new();
    let mut fields: Vec<Option<Field>> = headings
        .iter()
        .map(|heading| {
            let name = normalise(heading);
            let is_named = |(other, _): &&(String, Field)| *other == name;
            let field = Field::from_wire(heading.trim())
                .or_else(|| by_label.iter().find(is_named).map(|(_, field)| *field))
                .or_else(|| OTHER_NAMES.iter().find(|(other, _)| *other == name).map(|(_, field)| *field))
                .filter(|field| !taken.contains(field))?;
            taken.push(field);
            Some(field)
        })
        .collect();
    // "Nom" alone is the whole name, as in the French list of users.
    if !taken.contains(&Field::Firstname) {
        for (field, heading) in fields.iter_mut().zip(headings) {
            if *field == Some(Field::Lastname) && normalise(heading) == "nom" {
                *field = None;
            }
        }
    }
    fields
}

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
