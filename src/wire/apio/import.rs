//! What the columns and cells of a file mean for a profile.

use super::profile::Department;
use super::profile_form::ProfileField;
use crate::domain::Trouble;
use crate::list::fold;
use crate::wire::import::ImportFields;

/// What people and other programs call the fields, beside their labels and the server's own
/// names: the list of a group's users and spreadsheets of telephone numbers among them.
const OTHER_NAMES: [(&str, ProfileField); 31] = [
    ("id", ProfileField::UserId),
    ("iddelutilisateur", ProfileField::UserId),
    ("login", ProfileField::UserId),
    ("username", ProfileField::UserId),
    ("exten", ProfileField::Extension),
    ("ext", ProfileField::Extension),
    ("poste", ProfileField::Extension),
    ("numerodeposte", ProfileField::Extension),
    ("interne", ProfileField::Extension),
    ("phone", ProfileField::PhoneNumber),
    ("telephone", ProfileField::PhoneNumber),
    ("telephonenumber", ProfileField::PhoneNumber),
    ("tel", ProfileField::PhoneNumber),
    ("number", ProfileField::PhoneNumber),
    ("numero", ProfileField::PhoneNumber),
    ("did", ProfileField::PhoneNumber),
    ("sda", ProfileField::PhoneNumber),
    ("clid", ProfileField::CliPhoneNumber),
    ("email", ProfileField::EmailAddress),
    ("mail", ProfileField::EmailAddress),
    ("courriel", ProfileField::EmailAddress),
    ("adressemail", ProfileField::EmailAddress),
    ("surname", ProfileField::LastName),
    ("familyname", ProfileField::LastName),
    ("nomdefamille", ProfileField::LastName),
    ("givenname", ProfileField::FirstName),
    ("callinglineidfirstname", ProfileField::CliFirstName),
    ("callinglineidlastname", ProfileField::CliLastName),
    ("callinglineidphonenumber", ProfileField::CliPhoneNumber),
    ("departmentname", ProfileField::Department),
    ("ncos", ProfileField::NetworkClassOfService),
];

/// The fields of the columns of a file. People are found by what the list of their group tells.
pub const FIELDS: ImportFields<ProfileField> = ImportFields {
    keys: &[
        ProfileField::UserId,
        ProfileField::Extension,
        ProfileField::PhoneNumber,
        ProfileField::EmailAddress,
    ],
    id: ProfileField::UserId,
    keys_are_changed: true,
    other_names: &OTHER_NAMES,
    first_name: ProfileField::FirstName,
    last_name: ProfileField::LastName,
};

/// The department that a text names: as lists show it, else by its name alone; with capitals and
/// accents only where that finds none.
///
/// # Errors
/// There is none, or there are several.
pub fn find_department<'a>(listed: &'a [Department], text: &str) -> Result<&'a Department, Trouble> {
    let text = text.trim();
    let folded = fold(text);
    let ways: [&dyn Fn(&Department) -> bool; 4] = [
        &|department| department.display_name() == text,
        &|department| department.name == text,
        &|department| fold(department.display_name()) == folded,
        &|department| fold(&department.name) == folded,
    ];
    for is_named in ways {
        let mut found = listed.iter().filter(|department| is_named(department));
        match (found.next(), found.next()) {
            (Some(department), None) => return Ok(department),
            (Some(_), Some(_)) => return Err(Trouble::NamesSeveralDepartments),
            (None, _) => {}
        }
    }
    Err(Trouble::DoesNotExist { value: Some(text.to_owned()) })
}
