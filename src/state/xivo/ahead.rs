//! Reading a person before their page is there, so that the list may stay
//! until there is something to show in its place.

use futures_channel::oneshot;
use leptos::task::spawn_local;

use leptos::prelude::*;

use super::Xivo;
use crate::browser::clock;
use crate::domain::Refusal;
use crate::wire::xivo::{User, UserId};

/// What was asked ahead is for the page that opens next, and too old for another one, milliseconds.
const GOOD_FOR: f64 = 5_000.0;

type Answer = Result<User, Refusal>;

struct Asked {
    id: UserId,
    at: f64,
    answer: oneshot::Receiver<Answer>,
}

/// The one person who is asked for ahead, if any.
#[derive(Clone, Copy)]
pub struct Ahead(StoredValue<Option<Asked>>);

/// What is there of a person who was asked for ahead.
pub enum Read {
    /// Nobody asked.
    Nothing,
    Here(Answer),
    /// On its way.
    Coming(oneshot::Receiver<Answer>),
}

impl Ahead {
    pub(super) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    pub(super) fn forget(&self) {
        self.0.set_value(None);
    }

    /// Hands on, once, what was asked for this person.
    pub fn take(&self, id: &UserId) -> Read {
        let asked = self.0.try_update_value(Option::take).flatten();
        match asked.filter(|asked| asked.id == *id && clock::now() - asked.at < GOOD_FOR) {
            None => Read::Nothing,
            Some(mut asked) => match asked.answer.try_recv() {
                Ok(Some(answer)) => Read::Here(answer),
                Ok(None) => Read::Coming(asked.answer),
                Err(_) => Read::Nothing,
            },
        }
    }
}

impl Xivo {
    /// Asks for a person ahead and calls `arrived` when the answer has come,
    /// unless somebody else was asked for meanwhile.
    pub fn ask_ahead(&self, id: UserId, arrived: impl FnOnce() + 'static) {
        let (answered, answer) = oneshot::channel();
        self.ahead.0.set_value(Some(Asked { id: id.clone(), at: clock::now(), answer }));
        let xivo = *self;
        spawn_local(async move {
            if answered.send(xivo.read_user(&id).await).is_ok() {
                arrived();
            }
        });
    }
}
