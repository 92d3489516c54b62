//! Giving back what an entry of the journal did with a person.

use leptos::prelude::*;

use crate::components::undo::{self, Undoing};
use crate::form::{Deletion, NotGone, is_absent};
use crate::journal::{ChangeKind, NewEntry, Settlement, Undo, WriteOutcome};
use crate::pages::xivo::user::resource::UserForm;
use crate::state::System;
use crate::state::xivo::{Xivo, row_journal};
use crate::wire::xivo::UserId;

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
    let has_account = row_journal::has_account(&undoing.entry.values);
    let user = match xivo.read_with_account(id, has_account).await {
        Ok(user) => user,
        Err(refusal) if is_absent(&refusal) => return undoing.set(Undo::AlreadySo),
        Err(refusal) => return undoing.set(Undo::Refused(refusal)),
    };
    let entry = &undoing.entry;
    let with = match row_journal::undo_creation(&entry.values, &[], &user, &xivo.dialect.get_untracked()) {
        Ok(with) => with,
        Err(changed) => {
            let names = changed.into_iter().map(|field| field.name().to_owned());
            return undoing.set(Undo::Conflict(names.collect()));
        }
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
        Deletion::NotGone(
            NotGone::Refused(refusal) | NotGone::Failed(refusal) | NotGone::NotBegun(refusal),
        ) => Undo::Refused(refusal),
        Deletion::NotGone(NotGone::Accepted) => Undo::NotKept(Vec::new()),
        Deletion::NotGone(NotGone::SoFar(_) | NotGone::Unread(_)) => Undo::Unknown,
    });
}
