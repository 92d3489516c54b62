//! One user in a list: what is shown, sorted and searched, and no password.
//!
//! Rows are many (100,000 are planned for), so the texts of a row stand in
//! one allocation, and each is kept once. A derived record would allocate each
//! text by itself first.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use super::column::{COMMON_FIELDS, Column, CommonTexts};
use super::field::{Field, FieldSet};
use super::packed_row::{ID, INCOMING_NUMBERS, PackedRow, RowCti, RowState, TENANT, TEXTS};
use super::row_values::{BETWEEN_NUMBERS, LineNumbers, ProfileId, RecordKey};
use super::telephone::Extension;
use super::user::{User, full_name};
use crate::wire::json::Scalar;

/// A row of the users list. It has no Debug, for it holds what people wrote.
#[derive(Clone, PartialEq, Eq)]
pub struct UserRow {
    packed: PackedRow,
}

/// The bit of `odd` for what is no column (password, CTI, enabled).
const ODD_OTHER: u16 = 1 << TEXTS;
/// The bit of `odd` for an item that is no record at all.
const ODD_WHOLE: u16 = 1 << (TEXTS + 1);

impl UserRow {
    /// Reads one item of a list: the row, which fields its record held, and what it had in
    /// [`COMMON_FIELDS`]. Whatever the item is, there is a row; what was not understood can be asked
    /// for ([`UserRow::odd`], [`UserRow::is_odd`]). The tenant is kept where the list is of several.
    pub fn with_fields(item: &[u8], keeps_tenant: bool) -> (Self, FieldSet, CommonTexts<'_>) {
        let mut reader = serde_json::Deserializer::from_slice(item);
        let read = reader
            .deserialize_map(RecordVisitor { keeps_tenant })
            .and_then(|builder| reader.end().map(|()| builder));
        if read.is_err() && str::from_utf8(item).is_err() {
            // What is a letter in it costs nobody the row.
            let readable = String::from_utf8_lossy(item);
            let (row, fields, common) = Self::with_fields(readable.as_bytes(), keeps_tenant);
            let state = RowState { odd: row.packed.state().odd | ODD_OTHER, ..row.packed.state() };
            let packed = row.packed.with_text(&state, ID, row.id());
            return (Self { packed }, fields, common.map(|text| Cow::Owned(text.into_owned())));
        }
        let mut builder = read.unwrap_or_else(|_| RowBuilder {
            state: RowState { odd: ODD_WHOLE, ..RowState::default() },
            ..RowBuilder::default()
        });
        let (fields, common) = (builder.fields, std::mem::take(&mut builder.common));
        (builder.finish(), fields, common)
    }

    /// The row of a person who was read whole, so that a list follows a change.
    pub fn from_user(user: &User) -> Self {
        let mut builder = RowBuilder { fields: user.present(), ..RowBuilder::default() };
        for (at, column) in Column::ALL.into_iter().enumerate() {
            let field = column.field();
            builder.state.sent |= u16::from(user.present().contains(field)) << at;
            builder.state.odd |= u16::from(user.odd().contains(field)) << at;
            if let Some(place) = builder.texts.get_mut(at) {
                *place = Cow::Borrowed(user.text(field));
            }
        }
        if let Some(place) = builder.texts.get_mut(ID) {
            *place = Cow::Borrowed(user.id().as_str());
        }
        if let Some(telephone) = user.telephone() {
            let incoming = telephone.incalls.iter().flat_map(|incall| &incall.extensions);
            for (at, numbers) in [
                (Column::Extension as usize, joined(telephone.extensions())),
                (INCOMING_NUMBERS, joined(incoming)),
            ] {
                if let Some(place) = builder.texts.get_mut(at) {
                    *place = Cow::Owned(numbers);
                }
            }
        }
        if let Some(place) = builder.texts.get_mut(TENANT) {
            *place = Cow::Borrowed(user.text(Field::TenantUuid));
        }
        builder.state.cti = RowCti {
            enabled: user.switch(Field::CtiEnabled),
            profile: user.get(Field::CtiProfile).map(|_| user.number(Field::CtiProfile)),
        };
        builder.state.has_voicemail = user.is_associated(Field::Voicemail);
        builder.state.has_password = user.has_password();
        builder.state.enabled = user.switch(Field::Enabled);
        builder.finish()
    }

    /// The id for paths; empty if the item had none, and then the row cannot be opened.
    pub fn id(&self) -> &str {
        self.packed.text(ID)
    }

    /// The UUID of the person's tenant, if the list was asked for several tenants.
    pub fn tenant(&self) -> Option<&str> {
        Some(self.packed.text(TENANT)).filter(|uuid| !uuid.is_empty())
    }

    /// Each number of [`Column::Extension`], and each at which the person is called from outside.
    pub fn numbers(&self) -> impl Iterator<Item = &str> {
        let places = [Column::Extension as usize, INCOMING_NUMBERS].into_iter();
        let numbers = places.flat_map(|at| self.packed.text(at).split(BETWEEN_NUMBERS));
        numbers.filter(|number| !number.is_empty())
    }

    /// The text of a column; empty where there is none.
    pub fn text(&self, column: Column) -> &str {
        self.packed.text(column as usize)
    }

    /// Did the server send this column (even if null)?
    pub fn has_column(&self, column: Column) -> bool {
        self.packed.state().sent & (1 << column as u16) != 0
    }

    /// Takes in an extension that another list told.
    fn set_extension(&mut self, extension: &str) {
        let mut state = self.packed.state();
        state.sent |= 1 << Column::Extension as u16;
        self.packed = self.packed.with_text(&state, Column::Extension as usize, extension);
    }

    /// Keeps of a shorter row what this one was not sent: servers of 2016 give the extension
    /// in their shorter list alone.
    pub fn keep_from(&mut self, shorter: &Self) {
        if shorter.has_column(Column::Extension) && !self.has_column(Column::Extension) {
            self.set_extension(shorter.text(Column::Extension));
        }
    }

    /// First and last name, as far as there are any.
    pub fn full_name(&self) -> String {
        full_name(self.text(Column::Firstname), self.text(Column::Lastname))
    }

    pub fn cti(&self) -> RowCti {
        self.packed.state().cti
    }

    /// Is there a password? `None` where the list does not say.
    pub fn has_password(&self) -> Option<bool> {
        self.packed.state().has_password
    }

    /// Is there a username? `None` where the list does not say.
    pub fn has_username(&self) -> Option<bool> {
        self.has_column(Column::Username).then(|| !self.text(Column::Username).is_empty())
    }

    /// Is the person enabled at all (`enabled`, from 2019 on)? `None` where the list does not say.
    pub fn enabled(&self) -> Option<bool> {
        self.packed.state().enabled
    }

    /// Is there a voicemail? `None` where the list does not say.
    pub fn has_voicemail(&self) -> Option<bool> {
        self.packed.state().has_voicemail
    }

    /// Was something in the item not understood, or is it no record?
    pub fn is_odd(&self) -> bool {
        self.packed.state().odd != 0
    }

    /// Is the item no record at all, so that nothing of it is known?
    pub fn is_no_record(&self) -> bool {
        self.packed.state().odd & ODD_WHOLE != 0
    }

    /// The columns whose values were of a wrong type.
    pub fn odd(&self) -> impl Iterator<Item = Column> {
        let odd = self.packed.state().odd;
        Column::ALL.into_iter().filter(move |column| odd & (1 << *column as u16) != 0)
    }

    /// Bytes held, for the measure of memory beside the text.
    pub fn bytes(&self) -> usize {
        self.packed.bytes()
    }
}

/// Different extensions as one text.
fn joined<'a>(extensions: impl Iterator<Item = &'a Extension>) -> String {
    let mut numbers: Vec<&str> = Vec::new();
    for Extension { exten, .. } in extensions {
        if !exten.is_empty() && !numbers.contains(&exten.as_str()) {
            numbers.push(exten);
        }
    }
    numbers.join(BETWEEN_NUMBERS)
}

/// What has been read of an item.
#[derive(Default)]
struct RowBuilder<'de> {
    texts: [Cow<'de, str>; TEXTS],
    common: CommonTexts<'de>,
    fields: FieldSet,
    state: RowState,
    keeps_tenant: bool,
}

impl<'de> RowBuilder<'de> {
    fn finish(mut self) -> UserRow {
        if self.texts.get(ID).is_none_or(|id| id.is_empty()) {
            self.state.odd |= 1 << ID;
        }
        UserRow { packed: PackedRow::new(&self.state, &self.texts) }
    }

    fn put(&mut self, at: usize, value: Scalar<'de>) {
        self.state.sent |= 1 << at;
        if value == Scalar::Null {
            return;
        }
        match value.into_text() {
            Some(text) => {
                if let Some(place) = self.texts.get_mut(at) {
                    *place = text;
                }
            }
            None => self.state.odd |= 1 << at,
        }
    }

    fn read<A: MapAccess<'de>>(&mut self, key: RecordKey, map: &mut A) -> Result<(), A::Error> {
        let field = match key {
            RecordKey::Field(field) => field,
            RecordKey::Extension => {
                let value = map.next_value()?;
                self.fields = self.fields.with(Field::Line);
                self.put(Column::Extension as usize, value);
                return Ok(());
            }
            RecordKey::IncomingCalls => {
                if let (Ok(numbers), Some(place)) =
                    (map.next_value::<LineNumbers<'de>>()?.0, self.texts.get_mut(INCOMING_NUMBERS))
                {
                    *place = numbers;
                }
                return Ok(());
            }
            RecordKey::Other => return map.next_value::<IgnoredAny>().map(|_| ()),
        };
        self.fields = self.fields.with(field);
        match field {
            Field::Id => self.put(ID, map.next_value()?),
            // Only where there is no id: paths use what the list is keyed by.
            Field::Uuid => {
                let value: Scalar<'de> = map.next_value()?;
                if self.texts.get(ID).is_some_and(|id| id.is_empty())
                    && let Some(uuid) = value.into_text()
                    && let Some(place) = self.texts.get_mut(ID)
                {
                    *place = uuid;
                }
            }
            Field::TenantUuid if self.keeps_tenant => {
                let value: Scalar<'de> = map.next_value()?;
                if let (Some(uuid), Some(place)) = (value.into_text(), self.texts.get_mut(TENANT)) {
                    *place = uuid;
                }
            }
            Field::Line => match map.next_value::<LineNumbers<'de>>()?.0 {
                Ok(numbers) => self.put(Column::Extension as usize, Scalar::Text(numbers)),
                Err(()) => self.state.odd |= 1 << Column::Extension as u16,
            },
            Field::Password => match map.next_value::<Scalar<'de>>()? {
                Scalar::Null => self.state.has_password = Some(false),
                password => match password.into_text() {
                    Some(text) => self.state.has_password = Some(!text.is_empty()),
                    None => self.state.odd |= ODD_OTHER,
                },
            },
            Field::CtiEnabled => self.state.cti.enabled = self.switch(map.next_value()?),
            Field::Enabled => self.state.enabled = self.switch(map.next_value()?),
            Field::Voicemail => {
                let voicemail: Option<IgnoredAny> = map.next_value()?;
                self.state.has_voicemail = Some(voicemail.is_some());
            }
            Field::CtiProfile => match map.next_value::<ProfileId>()?.0 {
                Ok(profile) => self.state.cti.profile = Some(profile),
                Err(()) => self.state.odd |= ODD_OTHER,
            },
            _ => match Column::from_field(field) {
                Some(column) => self.put(column as usize, map.next_value()?),
                None => match COMMON_FIELDS.iter().position(|other| *other == field) {
                    Some(at) => {
                        let value: Scalar<'de> = map.next_value()?;
                        if let (Some(text), Some(place)) = (value.into_text(), self.common.get_mut(at)) {
                            *place = text;
                        }
                    }
                    None => return map.next_value::<IgnoredAny>().map(|_| ()),
                },
            },
        }
        Ok(())
    }

    fn switch(&mut self, value: Scalar<'de>) -> Option<bool> {
        if value == Scalar::Null {
            return None;
        }
        let on = value.as_bool();
        if on.is_none() {
            self.state.odd |= ODD_OTHER;
        }
        on
    }
}

/// Reads a record without a tree of values between.
struct RecordVisitor {
    keeps_tenant: bool,
}

impl<'de> Visitor<'de> for RecordVisitor {
    type Value = RowBuilder<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a user")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RowBuilder<'de>, A::Error> {
        let mut builder = RowBuilder { keeps_tenant: self.keeps_tenant, ..RowBuilder::default() };
        while let Some(key) = map.next_key::<RecordKey>()? {
            builder.read(key, &mut map)?;
        }
        Ok(builder)
    }
}
