//! Reading a person before their page is there, so that the list may stay
//! until there is something to show in its place.

use futures_channel::oneshot;
use leptos::task::spawn_local;

use crate::live::*;

use super::Xivo;
use crate::browser::clock;
use crate::domain::Refusal;
use crate::wire::xivo::{User, UserId};

/// What was asked ahead is for the page that opens next, and too old for another one, milliseconds.
const GOOD_FOR: f64 = 5_000.0;
/// From pressing a button of the mouse to letting it go, milliseconds. Who
/// decides later decides on what is asked then.
const PRESS: f64 = 1_000.0;

type Answer = Result<User, Refusal>;

struct Asked {
    id: UserId,
    at: f64,
    answer: oneshot::Receiver<Answer>,
    is_here: bool,
    /// Asked by a press that no click has followed yet.
    is_pressed: bool,
    /// Told when the answer comes.
    arrived: Option<Box<dyn FnOnce()>>,
}

impl Asked {
    fn is_for(&self, id: &UserId, at_most: f64) -> bool {
        self.id == *id && clock::now() - self.at < at_most
    }
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
        match asked.filter(|asked| asked.is_for(id, GOOD_FOR)) {
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
    /// Asks for a person who will probably be wanted when the button of the
    /// mouse is let go, some 80 ms from now.
    pub fn press(&self, id: UserId) {
        let is_asked = |asked: &Option<Asked>| asked.as_ref().is_some_and(|asked| asked.is_for(&id, PRESS));
        // The second press of a double click.
        if self.ahead.0.try_with_value(is_asked) == Some(false) {
            self.ask(id, None);
        }
    }

    /// Asks for a person ahead, unless that was done by a press just now, and
    /// calls `arrived` when the answer is there and nobody else was asked for.
    pub fn ask_ahead(&self, id: UserId, arrived: impl FnOnce() + 'static) {
        let mut arrived: Option<Box<dyn FnOnce()>> = Some(Box::new(arrived));
        let pressed = self.ahead.0.try_update_value(|asked| {
            let asked = asked.as_mut().filter(|asked| asked.is_pressed && asked.is_for(&id, PRESS))?;
            asked.is_pressed = false;
            if !asked.is_here {
                asked.arrived = arrived.take();
            }
            Some(())
        });
        match (pressed.flatten(), arrived) {
            (None, arrived) => self.ask(id, arrived),
            (Some(()), Some(arrived)) => arrived(),
            (Some(()), None) => (),
        }
    }

    fn ask(&self, id: UserId, arrived: Option<Box<dyn FnOnce()>>) {
        let (answered, answer) = oneshot::channel();
        self.ahead.0.set_value(Some(Asked {
            id: id.clone(),
            at: clock::now(),
            answer,
            is_here: false,
            is_pressed: arrived.is_none(),
            arrived,
        }));
        let xivo = *self;
        spawn_local(async move {
            if answered.send(xivo.read_user(&id).await).is_err() {
                return;
            }
            let arrived = xivo.ahead.0.try_update_value(|asked| {
                let asked = asked.as_mut()?;
                asked.is_here = true;
                asked.arrived.take()
            });
            if let Some(arrived) = arrived.flatten() {
                arrived();
            }
        });
    }
}
