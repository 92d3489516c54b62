//! The list narrowed to those who lack something.

use crate::components::list::Lack;
use crate::state::xivo::people::People;
use crate::text::list as texts;
use crate::wire::xivo::{Column, Dialect, Field, UserRow};

const CTI_PROFILE: Lack = Lack { key: "cti", label: texts::without_cti };
const USERNAME: Lack = Lack { key: "username", label: texts::without_username };
const EXTENSION: Lack = Lack { key: "extension", label: texts::without_extension };
const VOICEMAIL: Lack = Lack { key: "voicemail", label: texts::without_voicemail };
const EMAIL: Lack = Lack { key: "email", label: texts::without_email };

/// Does a row certainly lack what has this name in addresses? Everybody is kept by an
/// unknown name.
pub fn lacks(row: &UserRow, key: &str) -> bool {
    match key {
        "cti" => row.cti().profile == Some(None),
        "username" => row.text(Column::Username).is_empty(),
        "extension" => row.text(Column::Extension).is_empty(),
        "voicemail" => row.has_voicemail() == Some(false),
        "email" => row.text(Column::Email).is_empty(),
        _ => true,
    }
}

/// What the list of a server tells of people.
pub fn known(people: People, dialect: &Dialect) -> Vec<Lack> {
    let is_told = |tells: fn(&UserRow) -> bool| people.with(|rows| rows.iter().take(1).any(tells));
    [
        (CTI_PROFILE, is_told(|row| row.cti().profile.is_some())),
        (USERNAME, is_told(|row| row.has_column(Column::Username))),
        (EXTENSION, people.has_extensions()),
        (VOICEMAIL, is_told(|row| row.has_voicemail().is_some())),
        (EMAIL, dialect.has(Field::Email) && is_told(|row| row.has_column(Column::Email))),
    ]
    .into_iter()
    .filter(|(_, is_known)| *is_known)
    .map(|(lack, _)| lack)
    .collect()
}
