//! A person's form, gone through once where nobody sees it.
//!
//! A browser compiles a function of WebAssembly when it is first called. That
//! was half of the time in which the first person opened; now it happens while
//! the list is being looked at, a little at a time. Nothing is asked of the
//! server, and nothing that is made here is ever put into the page.

use leptos::task::spawn_local;

use crate::browser::clock;
use crate::form::{Check, Draft};
use crate::state::System;
use crate::state::xivo::Xivo;
use crate::wire::xivo::users::{GetUser, UpdateUser};
use crate::wire::xivo::{Dialect, Field, UserId, UserRow, form};
use crate::wire::{Call, Response};
use leptos::prelude::*;

use crate::pages::xivo::user::fields::{self, Fields};
use crate::pages::xivo::user::{Back, Loaded, Tabs, body};

/// One field of each kind.
const KINDS: [Field; 5] =
    [Field::Lastname, Field::Password, Field::Language, Field::RingSeconds, Field::CallTransferEnabled];

/// Nobody, as every age of server would tell of somebody.
const NOBODY: &str = r#"{"id": 0, "firstname": "", "lastname": "", "language": null, "ring_seconds": 0}"#;
/// How a server of 1.1 refuses a value.
const REFUSAL: &str = r#"["Incorrect parameters sent: language"]"#;

fn response(status: u16, body: &str) -> Response {
    Response { status, headers: Vec::new(), body: body.into() }
}

/// Goes through the form, in moments in which the browser has nothing else to do.
pub fn rehearse(system: System) {
    let xivo = Xivo::of(system);
    let Some(stage) = Owner::current().map(|page| page.child()) else { return };
    spawn_local(async move {
        let dialect = xivo.dialect.get_untracked();
        let get = GetUser::new(&dialect, UserId::from("0"));
        let Ok(user) = get.answer(&response(200, NOBODY)) else { return };
        drop(UserRow::from_user(&user));
        let loaded = stage.with(|| Loaded {
            draft: RwSignal::new(Draft::begin(form::to_form_values(&user))),
            user: RwSignal::new(user),
        });
        // The stage is taken down with the page; then nobody needs to go on.
        let is_up = async || {
            clock::idle().await;
            loaded.draft.try_with_untracked(|_| ()).is_some()
        };
        for field in KINDS {
            if !is_up().await {
                return;
            }
            stage.with(|| fields::one(xivo, loaded.draft, field, false));
        }
        if !is_up().await {
            return;
        }
        refuse(loaded.draft, &dialect);
        if !is_up().await {
            return;
        }
        let fields = stage.with(|| view! { <Fields xivo=xivo draft=loaded.draft is_new=false /> }.into_any());
        if !is_up().await {
            return;
        }
        stage.with(|| {
            let nothing = Callback::new(|()| ());
            body(xivo, loaded, RwSignal::new(false), nothing, fields);
            view! { <Back xivo=xivo /> <Tabs xivo=xivo id=UserId::from("0") /> }
        });
        if is_up().await {
            stage.cleanup();
        }
    });
}

/// Writes a change, up to the point where it would be sent, and has it refused.
fn refuse(draft: RwSignal<Draft<Field>>, dialect: &Dialect) {
    draft.try_update(|draft| {
        draft.set_text(Field::Language, "fr_FR");
        let check = draft.check(|field, value| form::check_value(field, value, dialect));
        if let Check::Ready(checked) = check
            && let Ok(changes) = form::to_changes(&checked, dialect)
        {
            let update = UpdateUser::new(UserId::from("0"), changes);
            drop(update.request());
            if let Err(refusal) = update.answer(&response(400, REFUSAL)) {
                draft.refused(refusal, |_| true);
            }
        }
    });
}
