//! Giving back what an entry of the journal did with a person.

use leptos::prelude::*;

use crate::components::undo::{self, Undoing};
use crate::form::{Deletion, Effect, Field as _, NotGone, is_absent};
use crate::journal::{ChangeKind, NewEntry, Settlement, Undo, WriteOutcome};
use crate::pages::xivo::user::resource::UserForm;
use crate::state::System;
use crate::state::xivo::Xivo;
use crate::wire::xivo::users::DeletedWith;
use crate::wire::xivo::{Field, UserId, form};

/// Gives a change back, or deletes who was created, unless somebody was at it since.
pub async fn undo(system: System, id: String, undoing: Undoing) {
    let (xivo, id) = (Xivo::of(system), UserId::new(id));
    match undoing.entry.kind {
        ChangeKind::Created => undo_creation(xivo, &id, undoing).await,
        ChangeKind::Changed | ChangeKind::Deleted => {
            undo::undo(|| UserForm { xivo, id: StoredValue::new(id) }, undoing).await;
        }
    }
}

async fn undo_creation(xivo: Xivo, id: &UserId, undoing: Undoing) {
    let user = match xivo.read_user(id).await {
        Ok(user) => user,
        Err(refusal) if is_absent(&refusal) => return undoing.set(Undo::AlreadySo),
        Err(refusal) => return undoing.set(Undo::Refused(refusal)),
    };
    let now = form::to_form_values(&user);
    let entry = &undoing.entry;
    let is_changed = |field: &Field| {
        let kept = |value: &&crate::journal::JournalValue| {
            value.field == field.wire_name() && value.effect == Effect::Stored
        };
        let after = entry.values.iter().find(kept).map(|value| &value.after);
        match after {
            Some(after) => !now.get(*field).is_same(after),
            None => !now.get(*field).is_empty(),
        }
    };
    let is_shown = |field: &&Field| !field.is_secret();
    let changed: Vec<String> = Field::ALL
        .iter()
        .filter(is_shown)
        .filter(|field| is_changed(field))
        .map(|field| field.name().to_owned())
        .collect();
    if !changed.is_empty() {
        return undoing.set(Undo::Conflict(changed));
    }
    // The account that was created with them goes with them.
    let has_account = Field::ALL.iter().any(|field| {
        field.in_account().is_some() && entry.values.iter().any(|value| value.field == field.name())
    });
    let with = match has_account && xivo.dialect.get_untracked().deletes_recursively() {
        true => DeletedWith::Everything,
        false => DeletedWith::Nothing,
    };
    let number = undoing.shell.add_entry.run(NewEntry {
        route: Some(entry.route.clone()),
        name: entry.name.clone(),
        kind: ChangeKind::Deleted,
        values: Vec::new(),
    });
    let (deletion, _) = xivo.delete_user(id, with).await;
    undoing.shell.settle_entry.run((number, Settlement::new(WriteOutcome::of_deletion(&deletion))));
    undoing.set(match deletion {
        Deletion::Gone(_) => Undo::Done,
        Deletion::NotGone(NotGone::Refused(refusal) | NotGone::Failed(refusal)) => Undo::Refused(refusal),
        Deletion::NotGone(NotGone::Accepted) => Undo::NotKept(Vec::new()),
        Deletion::NotGone(NotGone::SoFar(_) | NotGone::Unread(_)) => Undo::Unknown,
    });
}
