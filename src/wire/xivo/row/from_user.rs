//! The row of somebody who was read whole.

use std::borrow::Cow;

use super::super::field::Field;
use super::super::user::User;
use super::{Column, Draft, ID, RowCti, UserRow};

impl UserRow {
    /// The row of a person who was read whole, so that a list follows a change.
    pub fn from_user(user: &User) -> Self {
        let mut draft = Draft { fields: user.present(), ..Draft::default() };
        for (at, column) in Column::ALL.into_iter().enumerate() {
            let field = column.field();
            draft.facts.sent |= u16::from(user.present().contains(field)) << at;
            draft.facts.odd |= u16::from(user.odd().contains(field)) << at;
            if let Some(place) = draft.texts.get_mut(at) {
                *place = Cow::Borrowed(user.text(field));
            }
        }
        if let Some(place) = draft.texts.get_mut(ID) {
            *place = Cow::Borrowed(user.id().as_str());
        }
        draft.facts.cti = RowCti {
            enabled: user.switch(Field::CtiEnabled),
            profile: user.get(Field::CtiProfile).map(|_| user.number(Field::CtiProfile)),
        };
        draft.facts.has_password = user.has_password();
        draft.facts.enabled = user.switch(Field::Enabled);
        draft.finish()
    }
}
