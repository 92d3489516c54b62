//! What a PureConnect is: its session, its people, and asking within the session.

use leptos::prelude::*;

use super::credentials::IcwsCredentials;
use super::people::People;
use crate::domain::{Language, Refusal, RefusalKind};
use crate::list::Selection;
use crate::state::lasting::lasting_signal;
use crate::state::{Console, Session, System};
use crate::wire::icws as wire;
use crate::wire::icws::rights::Rights;
use crate::wire::icws::users::ListQuery;
use crate::wire::icws::{InheritEncoding, SessionCall};
use crate::wire::{Call, Method, Request, Response};

/// One PureConnect. Lives as long as the page.
#[derive(Clone, Copy)]
pub struct Icws {
    pub system: System,
    pub people: People,
    /// Who of the list is selected.
    pub selection: RwSignal<Selection>,
    /// The language that the server is asked to speak.
    pub(super) language: StoredValue<Language>,
    pub(super) rights: StoredValue<Option<Rights>>,
    /// How this server takes "give back", as far as that was learnt.
    pub(super) give_back_by: StoredValue<InheritEncoding>,
    /// How much of a list's query this server takes, as far as that was learnt.
    pub(super) list_query: StoredValue<ListQuery>,
    /// Counts the sessions, so that only the newest is kept alive.
    pub(super) session_count: StoredValue<u32>,
    /// Did the cookie of the session that was opened last not come back?
    pub(super) cookie_lost: StoredValue<bool>,
}

impl Icws {
    /// The PureConnect behind a system; made once.
    pub fn of(system: System) -> Self {
        Console::get().icws.get_or(&system.id(), || Self {
            system,
            people: People::new(Console::get().country_code),
            selection: lasting_signal(Selection::default()),
            language: StoredValue::new(Language::default()),
            rights: StoredValue::new(None),
            give_back_by: StoredValue::new(InheritEncoding::default()),
            list_query: StoredValue::new(ListQuery::default()),
            session_count: StoredValue::new(0),
            cookie_lost: StoredValue::new(false),
        })
    }

    /// Forgets the list and who of it is selected, as when somebody else signs in.
    pub(super) fn forget_people(&self) {
        self.selection.update(Selection::clear);
        self.people.forget();
    }

    /// The language of the server's own words from now on.
    pub fn set_language(&self, language: Language) {
        self.language.set_value(language);
    }

    /// The present session. Reactive.
    pub fn open(&self) -> Option<IcwsCredentials> {
        self.system.session().with(opened)
    }

    pub fn open_untracked(&self) -> Option<IcwsCredentials> {
        self.system.session().with_untracked(opened)
    }

    /// Asks within the session. Where that is over, the person signs in again
    /// in place, and the same is asked under the new one.
    ///
    /// # Errors
    /// What the server refused, or how no answer came.
    pub async fn ask<C: SessionCall>(&self, call: C) -> Result<C::Answer, Refusal> {
        let language = self.language.get_value();
        self.system
            .ask(|session| {
                let open = opened(session);
                let session = open.map(|open| open.session.clone().with_language(language));
                Under { session, call: call.clone() }
            })
            .await
    }
}

fn opened(session: &Session) -> Option<IcwsCredentials> {
    session.of().cloned()
}

/// A call under whatever session there is. Without one it asks for what
/// anybody may see, and is answered that nobody is signed in.
struct Under<C> {
    session: Option<wire::Session>,
    call: C,
}

impl<C: SessionCall> Call for Under<C> {
    type Answer = C::Answer;

    fn request(&self) -> Request {
        match &self.session {
            Some(session) => self.call.request(session),
            None => Request::new(Method::Get, "/icws/connection/version"),
        }
    }

    fn answer(&self, response: &Response) -> Result<C::Answer, Refusal> {
        match &self.session {
            Some(_) => self.call.answer(response),
            None => Err(Refusal::new(RefusalKind::NotSignedIn)),
        }
    }
}
