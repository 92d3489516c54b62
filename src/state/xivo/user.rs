//! Reading, changing, creating and deleting one person, to the outcome.

use std::collections::HashSet;

use leptos::prelude::*;

use super::Xivo;
use crate::domain::{Refusal, RefusalKind};
use crate::form::{Checked, Outcome};
use crate::wire::xivo::users::{
    CreateUser, Created, DeleteUser, GetUser, LeftOver, ListUsers, UpdateUser, find_left_over, find_new_ids,
};
use crate::wire::xivo::{Changes, Field, User, UserId, form};

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

    /// Changes a person, and reads them again from the server.
    pub async fn change_user(&self, id: &UserId, checked: &Checked<Field>, changes: Changes) -> Changed {
        let written = self.system.ask(|_| UpdateUser::new(id.clone(), changes.clone())).await;
        let refusal = match written {
            Ok(()) => None,
            Err(refusal) if !refusal.outcome_unknown() => return Changed::Refused(refusal),
            Err(refusal) => Some(refusal),
        };
        match (self.read_user(id).await, refusal) {
            (Ok(user), None) => Changed::Done(user),
            (Ok(user), Some(refusal)) => {
                let outcome = checked.compare(&form::to_form_values(&user));
                Changed::Doubtful { user, refusal, outcome }
            }
            (Err(unread), None) => Changed::Unread(unread),
            (Err(_), Some(refusal)) => Changed::Unknown(refusal),
        }
    }

    /// Creates a person. Where the server does not tell who was created, the
    /// ids before and after are compared.
    pub async fn create_user(&self, values: Changes) -> NewUser {
        let tells = self.dialect.get_untracked().tells_new_id();
        let before = if tells { Ok(HashSet::new()) } else { self.read_ids().await };
        let before = match before {
            Ok(before) => before,
            Err(refusal) => return NewUser::Refused(refusal),
        };
        let refusal = match self.system.ask(|_| CreateUser::new(values.clone())).await {
            Ok(Created::User(user)) => {
                self.learn(|dialect| dialect.learn_user(&user));
                return NewUser::One(user.id().clone());
            }
            Ok(Created::Id(id)) => return NewUser::One(id),
            Ok(Created::Unknown) => None,
            Err(refusal) if refusal.outcome_unknown() && !tells => Some(refusal),
            Err(refusal) if refusal.outcome_unknown() => return NewUser::Unknown(refusal),
            Err(refusal) => return NewUser::Refused(refusal),
        };
        let Ok(after) = self.read_ids().await else {
            return refusal.map_or(NewUser::NotFound, NewUser::Unknown);
        };
        let before: Vec<&str> = before.iter().map(String::as_str).collect();
        let mut new = find_new_ids(before, after.iter().map(String::as_str));
        match (new.len(), refusal) {
            (0, Some(refusal)) => NewUser::Refused(refusal),
            (0, None) => NewUser::NotFound,
            (1, refusal) => {
                let id = new.remove(0);
                refusal.map_or_else(
                    || NewUser::One(id.clone()),
                    |refusal| NewUser::OneAllTheSame(id.clone(), refusal),
                )
            }
            (_, _) => NewUser::Several(new),
        }
    }

    async fn read_ids(&self) -> Result<HashSet<String>, Refusal> {
        let dialect = self.dialect.get_untracked();
        let list = self.system.ask(|_| ListUsers::new(&dialect)).await?;
        Ok(list.rows.iter().map(|row| row.id().to_owned()).collect())
    }

    /// Deletes a person, and after anything but a plain yes or no looks
    /// whether they are gone.
    pub async fn delete_user(&self, id: &UserId, with_voicemail: bool) -> Deleted {
        let dialect = self.dialect.get_untracked();
        let answer = self
            .system
            .ask(|_| {
                let delete = DeleteUser::new(&dialect, id.clone());
                if with_voicemail { delete.with_voicemail() } else { delete }
            })
            .await;
        let refusal = match answer {
            Ok(()) => return Deleted::Done,
            Err(refusal) if refusal.kind == RefusalKind::NotFound => return Deleted::WasGone,
            Err(refusal) if refusal.kind != RefusalKind::DoneInPart && !refusal.outcome_unknown() => {
                return Deleted::Refused(refusal);
            }
            Err(refusal) => refusal,
        };
        let left = find_left_over(&refusal);
        match self.read_user(id).await {
            Err(unread) if unread.kind == RefusalKind::NotFound => Deleted::DoneButLeft(left, refusal),
            Ok(user) => Deleted::StillThere(user, refusal),
            Err(_) => Deleted::Unknown(refusal),
        }
    }
}

/// What became of a change.
pub enum Changed {
    Done(User),
    Refused(Refusal),
    /// The server failed, and this is what it holds all the same.
    Doubtful {
        user: User,
        refusal: Refusal,
        outcome: Outcome<Field>,
    },
    /// It was done, but could not be read again.
    Unread(Refusal),
    /// The server failed and cannot be asked: nobody knows.
    Unknown(Refusal),
}

/// What became of a new person.
pub enum NewUser {
    One(UserId),
    /// The server failed, and made the person all the same.
    OneAllTheSame(UserId, Refusal),
    /// More than one person is new: somebody else was at work at the same time.
    Several(Vec<UserId>),
    /// The server said yes, and nobody new can be found.
    NotFound,
    Refused(Refusal),
    Unknown(Refusal),
}

/// What became of a deletion.
pub enum Deleted {
    Done,
    /// Somebody else had done it already.
    WasGone,
    Refused(Refusal),
    /// The person is gone; this was left undone.
    DoneButLeft(Option<LeftOver>, Refusal),
    /// The server spoke of a deletion, and still has the person, perhaps
    /// without what went first.
    StillThere(User, Refusal),
    Unknown(Refusal),
}
