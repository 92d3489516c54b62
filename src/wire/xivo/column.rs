//! The columns of the users list.

use std::borrow::Cow;

use super::field::Field;

/// A text of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Column {
    Firstname,
    Lastname,
    CallerId,
    Username,
    /// All extensions of all lines, with a comma between.
    Extension,
    MobilePhoneNumber,
    Email,
    Userfield,
    Description,
}

impl Column {
    pub const ALL: [Self; 9] = [
        Self::Firstname,
        Self::Lastname,
        Self::CallerId,
        Self::Username,
        Self::Extension,
        Self::MobilePhoneNumber,
        Self::Email,
        Self::Userfield,
        Self::Description,
    ];

    /// The field of the user's record that this column shows.
    pub fn field(self) -> Field {
        match self {
            Self::Firstname => Field::Firstname,
            Self::Lastname => Field::Lastname,
            Self::CallerId => Field::CallerId,
            Self::Username => Field::Username,
            Self::Extension => Field::Line,
            Self::MobilePhoneNumber => Field::MobilePhoneNumber,
            Self::Email => Field::Email,
            Self::Userfield => Field::Userfield,
            Self::Description => Field::Description,
        }
    }

    pub(super) fn from_field(field: Field) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.field() == field)
    }
}

/// Fields in which many people have the same, so that what one has is worth
/// offering when another is changed. Rows do not hold them.
pub const COMMON_FIELDS: [Field; 3] = [Field::Timezone, Field::Language, Field::MusicOnHold];

/// What somebody has in each of [`COMMON_FIELDS`]; empty where there is nothing.
pub(super) type CommonTexts<'de> = [Cow<'de, str>; COMMON_FIELDS.len()];
