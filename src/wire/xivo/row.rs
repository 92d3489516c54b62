//! One user in a list: what is shown, sorted and searched, and no password.
//!
//! Rows are many (100,000 are planned for), so the texts of a row stand in
//! one allocation, and each is held once.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use super::field::{Field, FieldSet};
use super::json::switch_text;
use super::row_values::{Key, Line, Plain, Reference};

mod from_user;
mod held;

use held::{Facts, Held};

/// A text of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Column {
    Firstname,
    Lastname,
    CallerId,
    Username,
    /// The number of the first line.
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

    fn from_field(field: Field) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.field() == field)
    }
}

/// Fields in which many people have the same, so that what one has is worth
/// offering when another is changed. Rows do not hold them.
pub const ALIKE: [Field; 3] = [Field::Timezone, Field::Language, Field::MusicOnHold];

/// What somebody has in each of [`ALIKE`]; empty where there is nothing.
pub type Alike<'de> = [Cow<'de, str>; ALIKE.len()];

/// How many texts a row holds: the columns and the id.
const TEXTS: usize = Column::ALL.len() + 1;
const ID: usize = Column::ALL.len();

/// What a list tells of somebody's CTI.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCti {
    /// `enableclient` of API 1.0; `None` where the list does not say.
    pub enabled: Option<bool>,
    /// `ctiprofileid` or `cti_profile`: absent kept apart from null.
    pub profile: Option<Option<i64>>,
}

/// A row of the users list. It has no Debug, for it holds what people wrote.
#[derive(Clone, PartialEq, Eq)]
pub struct UserRow {
    held: Held,
}

/// The bit of `odd` for what is no column (password, CTI, enabled).
const ODD_OTHER: u16 = 1 << TEXTS;
/// The bit of `odd` for an item that is no record at all.
const ODD_WHOLE: u16 = 1 << (TEXTS + 1);

impl UserRow {
    /// Reads one item of a list. Whatever it is, there is a row; what was not
    /// understood can be asked for ([`UserRow::odd`], [`UserRow::is_odd`]).
    pub fn from_item(item: &[u8]) -> Self {
        Self::with_fields(item).0
    }

    /// The row, which fields its record held, and what it had in [`ALIKE`].
    pub fn with_fields(item: &[u8]) -> (Self, FieldSet, Alike<'_>) {
        let mut reader = serde_json::Deserializer::from_slice(item);
        let read = reader.deserialize_map(RecordVisitor).and_then(|draft| reader.end().map(|()| draft));
        let mut draft = read.unwrap_or_else(|_| Draft {
            facts: Facts { odd: ODD_WHOLE, ..Facts::default() },
            ..Draft::default()
        });
        let (fields, alike) = (draft.fields, std::mem::take(&mut draft.alike));
        (draft.finish(), fields, alike)
    }

    /// The id for paths; empty if the item had none, and then the row cannot be opened.
    pub fn id(&self) -> &str {
        self.held.text(ID)
    }

    /// The text of a column; empty where there is none.
    pub fn text(&self, column: Column) -> &str {
        self.held.text(column as usize)
    }

    /// Did the server send this column (even if null)?
    pub fn has_column(&self, column: Column) -> bool {
        self.held.facts().sent & (1 << column as u16) != 0
    }

    /// Takes in an extension that another list told.
    pub fn set_extension(&mut self, extension: &str) {
        let mut facts = self.held.facts();
        facts.sent |= 1 << Column::Extension as u16;
        self.held = self.held.with_text(&facts, Column::Extension as usize, extension);
    }

    /// First and last name, as far as there are any.
    pub fn full_name(&self) -> String {
        let (first, last) = (self.text(Column::Firstname).trim(), self.text(Column::Lastname).trim());
        let mut name = String::with_capacity(first.len() + last.len() + 1);
        name.push_str(first);
        if !first.is_empty() && !last.is_empty() {
            name.push(' ');
        }
        name.push_str(last);
        name
    }

    pub fn cti(&self) -> RowCti {
        self.held.facts().cti
    }

    /// Is there a password? `None` where the list does not say.
    pub fn has_password(&self) -> Option<bool> {
        self.held.facts().has_password
    }

    /// Is there a username? `None` where the list does not say.
    pub fn has_username(&self) -> Option<bool> {
        self.has_column(Column::Username).then(|| !self.text(Column::Username).is_empty())
    }

    /// Is the person enabled at all (`enabled`, from 2019 on)? `None` where the list does not say.
    pub fn enabled(&self) -> Option<bool> {
        self.held.facts().enabled
    }

    /// Was something in the item not understood, or is it no record?
    pub fn is_odd(&self) -> bool {
        self.held.facts().odd != 0
    }

    /// Is the item no record at all, so that nothing of it is known?
    pub fn is_no_record(&self) -> bool {
        self.held.facts().odd & ODD_WHOLE != 0
    }

    /// The columns whose values were of a wrong type.
    pub fn odd(&self) -> impl Iterator<Item = Column> {
        let odd = self.held.facts().odd;
        Column::ALL.into_iter().filter(move |column| odd & (1 << *column as u16) != 0)
    }

    /// Bytes held, for the measure of memory beside the text.
    pub fn bytes(&self) -> usize {
        self.held.bytes()
    }
}

/// What has been read of an item.
#[derive(Default)]
struct Draft<'de> {
    texts: [Cow<'de, str>; TEXTS],
    alike: Alike<'de>,
    fields: FieldSet,
    facts: Facts,
}

impl<'de> Draft<'de> {
    fn finish(mut self) -> UserRow {
        if self.texts.get(ID).is_none_or(|id| id.is_empty()) {
            self.facts.odd |= 1 << ID;
        }
        UserRow { held: Held::new(&self.facts, &self.texts) }
    }

    fn put(&mut self, at: usize, value: Plain<'de>) {
        self.facts.sent |= 1 << at;
        match value.into_text() {
            Some(text) => {
                if let Some(place) = self.texts.get_mut(at) {
                    *place = text;
                }
            }
            None => self.facts.odd |= 1 << at,
        }
    }

    fn read<A: MapAccess<'de>>(&mut self, key: Key, map: &mut A) -> Result<(), A::Error> {
        let field = match key {
            Key::Field(field) => field,
            Key::Extension => {
                let value = map.next_value()?;
                self.fields = self.fields.with(Field::Line);
                self.put(Column::Extension as usize, value);
                return Ok(());
            }
            Key::Other => return map.next_value::<IgnoredAny>().map(|_| ()),
        };
        self.fields = self.fields.with(field);
        match field {
            Field::Id => self.put(ID, map.next_value()?),
            // Only where there is no id: paths use what the list is keyed by.
            Field::Uuid => {
                let value: Plain<'de> = map.next_value()?;
                if self.texts.get(ID).is_some_and(|id| id.is_empty())
                    && let Some(uuid) = value.into_text()
                    && let Some(place) = self.texts.get_mut(ID)
                {
                    *place = uuid;
                }
            }
            Field::Line => match map.next_value::<Line<'de>>()?.0 {
                Ok(number) => self.put(Column::Extension as usize, Plain::Text(number)),
                Err(()) => self.facts.odd |= 1 << Column::Extension as u16,
            },
            Field::Password => match map.next_value::<Plain<'de>>()? {
                Plain::Null => self.facts.has_password = Some(false),
                Plain::Text(text) => self.facts.has_password = Some(!text.is_empty()),
                Plain::Number(_) => self.facts.has_password = Some(true),
                _ => self.facts.odd |= ODD_OTHER,
            },
            Field::CtiEnabled => self.facts.cti.enabled = self.switch(map.next_value()?),
            Field::Enabled => self.facts.enabled = self.switch(map.next_value()?),
            Field::CtiProfile => match map.next_value::<Reference>()?.0 {
                Ok(profile) => self.facts.cti.profile = Some(profile),
                Err(()) => self.facts.odd |= ODD_OTHER,
            },
            _ => match Column::from_field(field) {
                Some(column) => self.put(column as usize, map.next_value()?),
                None => match ALIKE.iter().position(|other| *other == field) {
                    Some(at) => {
                        let value: Plain<'de> = map.next_value()?;
                        if let (Some(text), Some(place)) = (value.into_text(), self.alike.get_mut(at)) {
                            *place = text;
                        }
                    }
                    None => return map.next_value::<IgnoredAny>().map(|_| ()),
                },
            },
        }
        Ok(())
    }

    fn switch(&mut self, value: Plain<'de>) -> Option<bool> {
        let on = match value {
            Plain::Null => return None,
            Plain::Switch(on) => Some(on),
            Plain::Number(0) => Some(false),
            Plain::Number(1) => Some(true),
            Plain::Text(text) => switch_text(&text),
            _ => None,
        };
        if on.is_none() {
            self.facts.odd |= ODD_OTHER;
        }
        on
    }
}

/// Reads a record without a tree of values between.
struct RecordVisitor;

impl<'de> Visitor<'de> for RecordVisitor {
    type Value = Draft<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a user")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Draft<'de>, A::Error> {
        let mut draft = Draft::default();
        while let Some(key) = map.next_key::<Key>()? {
            draft.read(key, &mut map)?;
        }
        Ok(draft)
    }
}
