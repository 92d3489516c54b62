//! Reading, changing, creating and deleting one person, to the outcome.

use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::server::Xivo;
use crate::domain::{Refusal, RefusalKind};
use crate::form::{Checked, Deletion, NotGone, is_absent};
use crate::list::Progress;
use crate::wire::xivo::account::{Account, GetAccount};
use crate::wire::xivo::attachments::{
    Attachment, AttachmentKind, Attachments, GetAttachment, GetAttachments,
};
use crate::wire::xivo::comparison::{NameMatch, compare_names, letters};
use crate::wire::xivo::users::{
    CreateUser, Created, DeleteUser, DeletedWith, GetUser, ListUsers, UpdateUser, find_new_ids,
};
use crate::wire::xivo::{Changes, Column, Field, User, UserId, View, form};
use crate::wire::{Call, Request};

impl Xivo {
    /// Reads one person. Where the configured API turns out to be another
    /// one, asks again with that.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn read_user(&self, id: &UserId) -> Result<User, Refusal> {
        loop {
            let dialect = self.dialect.get_untracked();
            let answer = self.system.ask(|_| GetUser::new(&dialect, id.clone())).await;
            match answer {
                Ok(user) => {
                    self.learn(|dialect| dialect.learn_user(&user));
                    return Ok(user);
                }
                Err(refusal) if self.learn(|dialect| dialect.learn_user_refusal(&refusal)) => {}
                Err(refusal) => return Err(refusal),
            }
        }
    }

    /// Reads the extension of somebody where neither their record nor a list that was read tells
    /// it: on a server of 2016, whose directory is asked for their name (recorded:
    /// `users-1.1-list-200-view-directory-with-line`). `None` where it cannot be read.
    pub async fn read_extension(&self, user: &User) -> Option<String> {
        let dialect = self.dialect.get_untracked();
        let is_in_directory = dialect.has_view(View::Directory) && !dialect.tells_telephone();
        let is_list_read = self.people.progress().with_untracked(|progress| *progress != Progress::NotRead);
        let name = user.full_name();
        if !is_in_directory || is_list_read || name.is_empty() {
            return None;
        }
        let directory = ListUsers::new(&dialect).viewed(View::Directory).searching(name);
        let found = self.system.ask(|_| directory.clone()).await.ok()?;
        let row = found.rows.iter().find(|row| row.id() == user.id().as_str())?;
        Some(row.text(Column::Extension).to_owned())
    }

    /// Sends what a form has for a person's own record, if that is anything.
    ///
    /// # Errors
    /// What the server refused or is known to refuse, or how no answer came.
    pub async fn update_user_by_form(&self, id: &UserId, checked: &Checked<Field>) -> Result<(), Refusal> {
        match self.changes_of_form(checked)? {
            Some(changes) => self.update_user(id, changes).await,
            None => Ok(()),
        }
    }

    /// What [`Self::update_user_by_form`] sends, if that is anything.
    ///
    /// # Errors
    /// What the server is known to refuse.
    pub fn user_request(&self, id: &UserId, checked: &Checked<Field>) -> Result<Option<Request>, Refusal> {
        let changes = self.changes_of_form(checked)?;
        Ok(changes.map(|changes| UpdateUser::new(id.clone(), changes).request()))
    }

    fn changes_of_form(&self, checked: &Checked<Field>) -> Result<Option<Changes>, Refusal> {
        Changes::or_nothing(form::to_changes(checked, &self.dialect.get_untracked()))
    }

    /// Sends a change of a person. What became of it is to be read.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn update_user(&self, id: &UserId, changes: Changes) -> Result<(), Refusal> {
        self.system.ask(|_| UpdateUser::new(id.clone(), changes.clone())).await
    }

    /// The ids of everybody.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn read_ids(&self) -> Result<HashSet<String>, Refusal> {
        let list = ListUsers::new(&self.dialect.get_untracked());
        // Of everybody on a large system it takes long until the answer begins, and longer than any
        // other answer it is.
        let read = RefCell::new((list.rows(), HashSet::new()));
        let mut begin = || {
            read.replace((list.rows(), HashSet::new()));
        };
        let mut take = |piece: &[u8]| {
            let (reader, ids) = &mut *read.borrow_mut();
            reader.feed(piece, |row| {
                ids.insert(row.id().to_owned());
            });
        };
        self.system.ask_in_pieces(|_| list.clone(), &mut begin, &mut take).await?;
        let (reader, ids) = read.into_inner();
        reader.finish().map(|_| ids)
    }

    /// Sends a new person. Who is there then is to be [looked up](Self::find_created).
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn create_user(&self, creation: &mut Creation) -> Result<(), Refusal> {
        let answer = self.system.ask(|_| CreateUser::new(creation.values.clone())).await?;
        creation.is_accepted = true;
        creation.id = match answer {
            Created::User(user) => Some(user.id().clone()),
            Created::Id(id) => Some(id),
            Created::Unknown => None,
        };
        Ok(())
    }

    /// Reads one person, with the account where they are to have one.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn read_with_account(&self, id: &UserId, has_account: bool) -> Result<User, Refusal> {
        let mut user = self.read_user(id).await?;
        let uuid = user.text(Field::Uuid).to_owned();
        if !has_account || uuid.is_empty() {
            return Ok(user);
        }
        let call = GetAccount { uuid };
        match self.system.ask_at(self.token_base(), |_| call.clone()).await {
            Ok(account) => user.add_account(&account),
            Err(refusal) if refusal.kind == RefusalKind::NotFound => user.add_account(&Account::default()),
            // Whether there is one is not known then.
            Err(_) => {}
        }
        Ok(user)
    }

    /// Everybody who is new since a try and has the name that was sent, or whom the server said to
    /// have created, unless that is somebody of another name; or, if the server accepted, the only one
    /// whose name is kept in part. More than one, if the request reached it twice.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn find_created(&self, creation: &Creation) -> Result<NewPeople, Refusal> {
        let Creation { values, before, is_accepted, beside, id: named } = creation;
        let has_account = values.has_account();
        let named = named.as_ref().filter(|id| !before.contains(id.as_str()));
        let everybody = match (self.read_ids().await, named) {
            (Ok(everybody), _) => everybody,
            // Whether somebody else is new as well cannot be known now.
            (Err(refusal), Some(id)) => {
                let user = self.read_with_account(id, has_account).await?;
                let is_theirs = is_of_others(&user, compare_names(values, &user), beside);
                return if is_theirs { Err(refusal) } else { Ok(NewPeople { found: vec![user], others: 0 }) };
            }
            (Err(refusal), None) => return Err(refusal),
        };
        let before = before.iter().map(String::as_str);
        let (mut found, mut loose, mut others) = (Vec::new(), Vec::new(), 0);
        let mut new_ids = find_new_ids(before, everybody.iter().map(String::as_str));
        // Numbers in their order.
        new_ids.sort_by(|a, b| (a.as_str().len(), a.as_str()).cmp(&(b.as_str().len(), b.as_str())));
        for id in new_ids {
            let mut read = self.read_with_account(&id, has_account).await;
            if read.as_ref().is_err_and(is_absent) {
                // The list had them just now: a second look tells whether they are gone.
                read = self.read_with_account(&id, has_account).await;
            }
            match read {
                Ok(user) => match compare_names(values, &user) {
                    name if is_of_others(&user, name, beside) => {
                        others += usize::from(!beside.iter().any(|other| other.is(&user)));
                    }
                    NameMatch::Exact => found.push(user),
                    _ if named == Some(&id) => found.push(user),
                    _ => loose.push(user),
                },
                // Created and deleted again meanwhile.
                Err(refusal) if refusal.kind == RefusalKind::NotFound => {}
                Err(refusal) => return Err(refusal),
            }
        }
        // The server may have kept a part of the name.
        if let ([user], true) = (loose.as_slice(), *is_accepted && found.is_empty())
            && !beside.iter().any(|other| other.may_be(user))
        {
            return Ok(NewPeople { found: loose, others });
        }
        Ok(NewPeople { found, others: others + loose.len() })
    }

    /// Deletes a person, and looks whether they are gone, whatever the answer. Gives
    /// the person as well, where they are still there.
    pub async fn delete_user(&self, id: &UserId, with: DeletedWith) -> (Deletion<()>, Option<User>) {
        let answer = self.system.ask(|_| self.deletion(id, with)).await;
        if let Err(refusal) = &answer
            && refusal.kind == RefusalKind::NotSignedIn
        {
            return (Deletion::NotGone(NotGone::NotBegun(refusal.clone())), None);
        }
        let read = self.read_user(id).await;
        let deletion = Deletion::of(answer, &read);
        if matches!(deletion, Deletion::Gone(_)) {
            self.people.remove(id);
        }
        (deletion, read.ok())
    }

    /// What [`Self::delete_user`] sends.
    pub fn deletion(&self, id: &UserId, with: DeletedWith) -> DeleteUser {
        let dialect = self.dialect.get_untracked();
        let delete = DeleteUser::new(&dialect, id.clone());
        match with {
            DeletedWith::Nothing => delete,
            DeletedWith::Voicemail => delete.with_voicemail(),
            DeletedWith::Everything => delete.recursive(&dialect),
        }
    }

    /// Is the person not there any more? `false` also where that cannot be read.
    pub async fn is_user_gone(&self, id: &UserId) -> bool {
        let is_gone = self.read_user(id).await.is_err_and(|refusal| is_absent(&refusal));
        if is_gone {
            self.people.remove(id);
        }
        is_gone
    }
}

/// Is somebody not whom a try was to create: by their name, or because another one has created them?
fn is_of_others(user: &User, name: NameMatch, beside: &[CreationBeside]) -> bool {
    match name {
        NameMatch::No => true,
        NameMatch::Loose => beside.iter().any(|other| other.is(user)),
        NameMatch::Exact => beside.iter().any(|other| other.id.as_deref() == Some(user.id().as_str())),
    }
}

impl Xivo {
    /// What is attached to a person: what the record names, and the account if there is one.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn read_attachments(&self, id: &UserId) -> Result<Attachments, Refusal> {
        let dialect = self.dialect.get_untracked();
        let named = self.system.ask(|_| GetAttachments::new(&dialect, id.clone())).await?;
        let (account, there) =
            named.into_iter().partition(|attachment| attachment.kind == AttachmentKind::Account);
        let mut attachments = self.look_up(account).await;
        attachments.there.splice(0..0, there);
        Ok(attachments)
    }

    /// What may be attached to a person who is to be deleted, and whether that could not be read.
    pub async fn possible_attachments(&self, id: &UserId) -> (Vec<Attachment>, bool) {
        let found = self.read_attachments(id).await;
        let is_unread = found.is_err();
        (found.map(|found| found.possible()).unwrap_or_default(), is_unread)
    }

    /// Looks which of these are there.
    pub async fn look_up(&self, attachments: Vec<Attachment>) -> Attachments {
        let mut found = Attachments::default();
        for mut attachment in attachments {
            let is_account = attachment.kind == AttachmentKind::Account;
            let base = if is_account { self.token_base() } else { None };
            match self.system.ask_at(base, |_| GetAttachment(attachment.clone())).await {
                Ok(name) => {
                    attachment.name = name;
                    found.there.push(attachment);
                }
                Err(refusal) if refusal.kind == RefusalKind::NotFound => found.gone.push(attachment),
                Err(_) => found.unknown.push(attachment),
            }
        }
        found
    }
}

/// A try to create somebody.
#[derive(Clone)]
pub struct Creation {
    values: Changes,
    /// The ids of those who were there before.
    before: Arc<HashSet<String>>,
    /// Did the server answer that it created them?
    is_accepted: bool,
    /// Whom this page creates or has created meanwhile.
    pub(super) beside: Vec<CreationBeside>,
    /// Whom it said to have created.
    id: Option<UserId>,
}

impl Creation {
    pub fn new(values: Changes, before: Arc<HashSet<String>>) -> Self {
        Self { values, before, is_accepted: false, beside: Vec::new(), id: None }
    }
}

/// Whom a try has created, as far as that can be told, and how many others are new.
pub struct NewPeople {
    pub found: Vec<User>,
    /// Those of whom it is not known who created them.
    pub others: usize,
}

/// Somebody else whom this page creates or has created.
#[derive(Clone)]
pub(super) struct CreationBeside {
    /// First and last name, in small letters.
    pub name: [String; 2],
    /// None as long as nobody was found.
    pub id: Option<String>,
}

impl CreationBeside {
    /// Is it this person?
    fn is(&self, user: &User) -> bool {
        match &self.id {
            Some(id) => id == user.id().as_str(),
            None => self.name == name_to_compare(|field| user.text(field)),
        }
    }

    /// Could it be this person, of whose name the server may have kept a part?
    fn may_be(&self, user: &User) -> bool {
        let now = name_to_compare(|field| user.text(field));
        let is_like = |(sent, now): (&String, &String)| now.is_empty() || letters(sent) == letters(now);
        self.is(user) || self.id.is_none() && self.name.iter().zip(&now).all(is_like)
    }
}

/// First and last name as they are compared with those of others.
pub(super) fn name_to_compare<'a>(text: impl Fn(Field) -> &'a str) -> [String; 2] {
    [Field::Firstname, Field::Lastname].map(|field| text(field).trim().to_lowercase())
}
