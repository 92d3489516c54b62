//! What a form would send, before it is sent: for the curious and for tickets. Its body is made by
//! what makes the one that is sent.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::share;
use crate::components::form_page::{Editing, Resource};
use crate::components::lazy::{Lazy, Part};
use crate::components::{CopyText, language, t};
use crate::domain::{Refusal, Secret};
use crate::form::{Check, Checked, Field, FieldValue};
use crate::state::System;
use crate::text::{LocalizedText, request_sheet as texts};
use crate::wire::Request;
use crate::wire::presentation::{Masks, PresentedRequest};

/// A form whose requests can be shown before they are sent.
pub trait ShowsRequests: Resource {
    fn system(self) -> System;

    /// What a save sends for a form, given the object as it was read.
    ///
    /// # Errors
    /// Why nothing of it could be sent.
    fn requests(self, checked: &Checked<Self::Field>, now: &Self::Object) -> Result<Vec<Request>, Refusal>;
}

/// The requests of a form as it is typed now, or of a row of a plan.
#[derive(Clone)]
pub enum Sheet {
    /// There are none, and this is why.
    Nothing(LocalizedText),
    Ready(SheetRequests),
}

/// Requests, and what is masked in them. It has no Debug, for it has secrets.
#[derive(Clone)]
pub struct SheetRequests {
    base: String,
    requests: Vec<Request>,
    secrets: Vec<Secret>,
    names: Vec<&'static str>,
    /// What is said of all such requests.
    hint: LocalizedText,
    /// What is said of these.
    notes: Vec<LocalizedText>,
}

impl SheetRequests {
    /// Requests of a system under its present session, without these values and those of the secret
    /// fields.
    pub fn new<F: Field>(
        system: System,
        requests: Vec<Request>,
        secrets: Vec<Secret>,
        hint: LocalizedText,
        notes: Vec<LocalizedText>,
    ) -> Self {
        let origin = share::page_address();
        let session = system.session().get();
        let base = [origin.trim_end_matches('/'), &system.base_of(&session)].concat();
        let requests = requests.into_iter().map(|request| session.authorise(request)).collect();
        let names = F::ALL.iter().filter(|field| field.is_secret()).map(|field| field.wire_name()).collect();
        Self { base, requests, secrets, names, hint, notes }
    }

    /// The same as they are shown.
    pub fn present(&self) -> Vec<PresentedRequest> {
        let masks = Masks { secrets: &self.secrets, names: &self.names };
        self.requests.iter().map(|request| PresentedRequest::new(request, &self.base, &masks)).collect()
    }

    pub fn notes(&self) -> &[LocalizedText] {
        &self.notes
    }
}

/// Loads the view of a sheet. Provided once, by the shell.
#[derive(Clone, Copy)]
pub struct LoadSheet(pub fn(Signal<Sheet>) -> Part<ViewFn>);

/// The requests of a form, folded.
#[component]
pub fn RequestSheet<R: ShowsRequests>(editing: Editing<R>) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let sheet = Signal::derive(move || sheet_of(editing));
    fold(is_open, sheet)
}

fn sheet_of<R: ShowsRequests>(editing: Editing<R>) -> Sheet {
    let resource = editing.resource;
    editing.draft.track();
    let checked = match editing.check() {
        Check::Ready(checked) => checked,
        Check::NothingChanged => return Sheet::Nothing(texts::nothing),
        Check::Refused(_) => return Sheet::Nothing(texts::refused),
    };
    let Ok(requests) = editing.object.with(|now| resource.requests(&checked, now)) else {
        return Sheet::Nothing(texts::refused);
    };
    if requests.is_empty() {
        return Sheet::Nothing(texts::nothing);
    }
    let secrets =
        checked.whole().iter().filter_map(|(_, value)| FieldValue::as_secret(value).cloned()).collect();
    let system = resource.system();
    Sheet::Ready(SheetRequests::new::<R::Field>(system, requests, secrets, texts::hint, Vec::new()))
}

fn fold(is_open: RwSignal<bool>, sheet: Signal<Sheet>) -> AnyView {
    let load = use_context::<LoadSheet>();
    let content = move || {
        let LoadSheet(load) = load.filter(|_| is_open.get())?;
        let lazy = Lazy::new(Arc::new(move || load(sheet)));
        Some(lazy.view_within(|view| view.run()))
    };
    view! {
        <details
            class="request-sheet"
            on:toggle=move |_| is_open.update(|is_open| *is_open = !*is_open)
        >
            <summary>{t(texts::title)}</summary>
            {content}
        </details>
    }
    .into_any()
}

/// What is in the fold.
pub fn view(sheet: Signal<Sheet>) -> AnyView {
    let language = language();
    let presented = Signal::derive(move || match sheet.get() {
        Sheet::Ready(requests) => requests.present(),
        Sheet::Nothing(_) => Vec::new(),
    });
    let curl = Signal::derive(move || {
        presented.with(|presented: &Vec<PresentedRequest>| {
            presented.iter().map(PresentedRequest::to_curl).collect::<Vec<_>>().join("\n\n")
        })
    });
    let notes = move || {
        let notes = match sheet.get() {
            Sheet::Ready(SheetRequests { hint, notes, .. }) => [hint].into_iter().chain(notes).collect(),
            Sheet::Nothing(why) => vec![why],
        };
        notes.into_iter().map(|note| view! { <p class="hint">{note(language.get())}</p> }).collect_view()
    };
    let shown = move || {
        let request = |request: PresentedRequest| {
            let headers = request.headers.iter().map(|(name, value)| [name, ": ", value].concat());
            let headers = headers.collect::<Vec<_>>().join("\n");
            view! {
                <p><code>{request.method} " " {request.url}</code></p>
                <pre>{headers}</pre>
                {request.body.map(|body| view! { <pre>{body}</pre> })}
            }
        };
        presented.get().into_iter().map(request).collect_view()
    };
    view! {
        {notes}
        <Show when=move || !presented.with(Vec::is_empty)>
            {shown}
            <CopyText
                text=curl
                copy=texts::copy
                label=texts::curl
                id="request-curl"
                rows="8"
            />
        </Show>
    }
    .into_any()
}
