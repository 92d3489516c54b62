//! What is attached to those whom a plan deletes, and what becomes of it.

use std::collections::HashMap;

use crate::domain::Refusal;
use crate::plan::import::Person;
use crate::state::xivo::plan::read_people::read_people;
use crate::state::xivo::server::Xivo;
use crate::wire::xivo::attachments::{Attachment, AttachmentKind, Attachments, Fate};
use crate::wire::xivo::users::DeletedWith;
use crate::wire::xivo::{Dialect, Field};

/// What is attached to people by their ids, or why it could not be read.
pub type AllAttached = HashMap<String, Result<Attachments, Refusal>>;

/// What becomes of what is attached to somebody who is deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttachedFate {
    pub goes: Vec<Attachment>,
    pub stays: Vec<Attachment>,
    pub not_known: Vec<Attachment>,
    /// May there be something that could not be read?
    pub is_unread: bool,
}

/// What the list tells of it, where nothing else is to be asked.
pub(super) fn listed(person: &Person<Field>) -> Vec<Attachment> {
    let attachment = |(field, kind)| {
        let name = person.values.get(field).as_text().to_owned();
        (!name.is_empty()).then(|| Attachment { kind, id: String::new(), name })
    };
    let kinds = [
        (Field::Line, AttachmentKind::Line),
        (Field::Voicemail, AttachmentKind::Voicemail),
        (Field::Agent, AttachmentKind::Agent),
    ];
    kinds.into_iter().filter_map(attachment).collect()
}

impl Xivo {
    /// Reads what is attached to these people, a few at a time. `count` is called with how many were
    /// read.
    pub(super) async fn read_all_attached(
        self,
        ids: Vec<String>,
        is_wanted: impl Fn() -> bool + Clone + 'static,
        count: impl Fn(usize) + Clone + 'static,
    ) -> AllAttached {
        read_people(ids, is_wanted, count, move |id| async move { self.read_attachments(&id).await }).await
    }
}

impl AttachedFate {
    /// What becomes of these when their user is deleted so.
    pub(super) fn of(attached: Vec<Attachment>, with: DeletedWith, dialect: &Dialect) -> Self {
        let mut fate = Self::default();
        for attachment in attached {
            let place = match attachment.kind.fate(with, dialect) {
                Fate::Goes => &mut fate.goes,
                Fate::Stays => &mut fate.stays,
                Fate::NotKnown => &mut fate.not_known,
            };
            place.push(attachment);
        }
        fate
    }
}
