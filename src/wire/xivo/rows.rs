//! The users list, read while it arrives.

use super::column::COMMON_FIELDS;
use super::field::{Field, FieldSet};
use super::row::UserRow;
use super::split::{Ending, Splitter};
use crate::domain::refusal::Unreached;
use crate::domain::{Refusal, RefusalKind};

/// What a list told about its server, for [`super::Dialect::learn_list`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListShape {
    /// The fields of the first records taken together.
    pub fields: FieldSet,
    pub items: usize,
    /// The server's own count, before paging; API 1.0 gave none, though its document shows one.
    pub total: Option<u64>,
}

impl ListShape {
    /// Did whole records come? No shorter list has the caller ID (recordings of 2016 to 2026).
    pub fn has_records(&self) -> bool {
        self.fields.contains(Field::CallerId)
    }
}

/// The end of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListEnd {
    pub shape: ListShape,
    /// Items that were no record. They have a row each.
    pub not_understood: usize,
}

/// The different values that people on a list have in the fields of [`COMMON_FIELDS`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommonValues {
    values: Vec<(Field, String)>,
}

impl CommonValues {
    /// The values of a field, in the order in which they came.
    pub fn get(&self, field: Field) -> Vec<String> {
        self.values.iter().filter(|(own, _)| *own == field).map(|(_, value)| value.clone()).collect()
    }

    /// Takes in what another list has.
    pub fn merge(&mut self, other: &Self) {
        other.values.iter().for_each(|(field, value)| self.add(*field, value));
    }

    fn add(&mut self, field: Field, value: &str) {
        let is_known = || self.values.iter().any(|(own, known)| *own == field && known == value);
        if !value.is_empty() && self.values.len() < MOST_COMMON && !is_known() {
            self.values.push((field, value.to_owned()));
        }
    }
}

/// Where people have so many different values, they have none in common.
const MOST_COMMON: usize = 100;

/// So many records are looked at for what fields there are.
const SAMPLE: usize = 16;

/// Takes the body of a good answer piece by piece and gives rows.
#[derive(Clone, Default)]
pub struct UserRowReader {
    splitter: Splitter,
    keeps_tenant: bool,
    shape: ListShape,
    not_understood: usize,
    common: CommonValues,
    /// The first bytes, for a sentence if this turns out to be no list.
    head: Vec<u8>,
}

/// So much of an answer that is no list is kept.
const HEAD: usize = 2_000;

impl UserRowReader {
    pub fn new() -> Self {
        Self::default()
    }

    /// For a list of several tenants: each row keeps whose it is.
    pub fn with_tenants(mut self) -> Self {
        self.keeps_tenant = true;
        self
    }

    /// Takes the next piece; each row that it completes goes to `row`.
    pub fn feed(&mut self, piece: &[u8], mut row: impl FnMut(UserRow)) {
        self.feed_each(piece, &mut row);
    }

    fn feed_each(&mut self, piece: &[u8], row: &mut dyn FnMut(UserRow)) {
        if self.shape.items == 0 && self.head.len() < HEAD {
            let wanted = HEAD - self.head.len();
            self.head.extend_from_slice(piece.get(..wanted.min(piece.len())).unwrap_or_default());
        }
        let Self { splitter, keeps_tenant, shape, not_understood, common, .. } = self;
        splitter.feed(piece, |item| {
            let (made, fields, alike) = UserRow::with_fields(item, *keeps_tenant);
            COMMON_FIELDS.iter().zip(&alike).for_each(|(field, value)| common.add(*field, value));
            if made.is_no_record() {
                *not_understood += 1;
            } else if shape.items < SAMPLE {
                shape.fields = shape.fields.or(fields);
            }
            shape.items += 1;
            row(made);
        });
        self.shape.total = self.splitter.total();
        if self.shape.items > 0 {
            // It is a list, and its first bytes may hold a password.
            self.head = Vec::new();
        }
    }

    /// What people on the list have in common, as far as it has come.
    pub fn common(&self) -> &CommonValues {
        &self.common
    }

    /// After the last piece: was it a whole list?
    ///
    /// # Errors
    /// The answer was no list, was cut short, or none of its items could be read.
    pub fn finish(self) -> Result<ListEnd, Refusal> {
        match self.splitter.finish() {
            Ending::Whole if self.not_understood > 0 && self.not_understood == self.shape.items => {
                Err(Refusal::new(RefusalKind::NotUnderstood).with_status(200))
            }
            Ending::Whole => Ok(ListEnd { shape: self.shape, not_understood: self.not_understood }),
            Ending::CutShort => {
                Err(Refusal::new(RefusalKind::OutOfReach(Unreached::CutShort)).with_status(200))
            }
            Ending::NoList => {
                let mut refusal = Refusal::new(RefusalKind::NotUnderstood).with_status(200);
                if self.splitter.is_broken() {
                    refusal.server_messages = super::refusal::read_messages(&self.head);
                }
                Err(refusal)
            }
        }
    }
}
