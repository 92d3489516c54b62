//! What a form would send, before it is sent: for the curious and for tickets. Its body is made by
//! what makes the one that is sent.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::share;
use crate::components::form_page::{Editing, Resource};
use crate::components::lazy::{Lazy, Part};
use crate::components::{CopyText, CopyTexts, language, t};
use crate::domain::{Refusal, Secret};
use crate::form::{Check, Checked, Field, FieldValue};
use crate::state::System;
use crate::text::request_sheet as texts;
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

/// The requests of a form as it is typed now.
#[derive(Clone)]
pub enum Sheet {
    NothingChanged,
    /// Some values are refused before they are sent.
    Refused,
    Ready(SheetRequests),
}

/// Requests, and what is masked in them. It has no Debug, for it has secrets.
#[derive(Clone)]
pub struct SheetRequests {
    base: String,
    requests: Vec<Request>,
    secrets: Vec<Secret>,
    names: Vec<&'static str>,
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
        Check::NothingChanged => return Sheet::NothingChanged,
        Check::Refused(_) => return Sheet::Refused,
    };
    let Ok(requests) = editing.object.with(|now| resource.requests(&checked, now)) else {
        return Sheet::Refused;
    };
    if requests.is_empty() {
        return Sheet::NothingChanged;
    }
    let system = resource.system();
    let origin = share::page_address();
    let base = [origin.trim_end_matches('/'), &system.base()].concat();
    let session = system.session().get();
    Sheet::Ready(SheetRequests {
        base,
        requests: requests.into_iter().map(|request| session.authorise(request)).collect(),
        secrets: checked
            .whole()
            .iter()
            .filter_map(|(_, value)| FieldValue::as_secret(value).cloned())
            .collect(),
        names: R::Field::ALL
            .iter()
            .filter(|field| field.is_secret())
            .map(|field| field.wire_name())
            .collect(),
    })
}

fn fold(is_open: RwSignal<bool>, sheet: Signal<Sheet>) -> AnyView {
    let load = use_context::<LoadSheet>();
    let content = move || {
        let LoadSheet(load) = load.filter(|_| is_open.get())?;
        let lazy = Lazy::new(Arc::new(move || load(sheet)));
        Some(lazy.view(|view| view.run()))
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
        Sheet::Ready(SheetRequests { base, requests, secrets, names }) => {
            let masks = Masks { secrets: &secrets, names: &names };
            requests.iter().map(|request| PresentedRequest::new(request, &base, &masks)).collect()
        }
        Sheet::NothingChanged | Sheet::Refused => Vec::new(),
    });
    let curl = Signal::derive(move || {
        presented.with(|presented: &Vec<PresentedRequest>| {
            presented.iter().map(PresentedRequest::to_curl).collect::<Vec<_>>().join("\n\n")
        })
    });
    let empty = move || match sheet.get() {
        Sheet::NothingChanged => Some(texts::nothing(language.get())),
        Sheet::Refused => Some(texts::refused(language.get())),
        Sheet::Ready(_) => None,
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
        <p class="hint">{empty}</p>
        <Show when=move || !presented.with(Vec::is_empty)>
            <p class="hint">{t(texts::hint)}</p>
            {shown}
            <CopyText
                text=curl
                texts=CopyTexts {
                    copy: texts::copy,
                    copied: texts::copied,
                    not_copied: texts::not_copied,
                    text: texts::curl,
                }
                id="request-curl"
                rows="8"
            />
        </Show>
    }
    .into_any()
}
