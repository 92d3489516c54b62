//! What is left to say of somebody who was deleted.

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::refused::ServerMessages;
use crate::components::{Title, language, sentence, t};
use crate::domain::{Language, RefusalKind};
use crate::form::Gone;
use crate::pages::apio::navigation::Back;
use crate::state::apio::Apio;
use crate::text::{apio as apio_texts, deletion as deletion_texts, refusal as refusal_texts};
use crate::wire::apio::UserIds;
use crate::wire::apio::profile::DeletionReport;

/// Who was deleted, and what became of it.
#[derive(Clone)]
pub struct Remains {
    pub ids: UserIds,
    pub name: String,
    /// Were the phones to be kept?
    pub kept_phones: bool,
    pub gone: Gone<DeletionReport>,
}

/// What went along, in words.
pub fn lines(language: Language, deleted: &DeletionReport, kept_phones: bool) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(device) = &deleted.main_device {
        lines.push(apio_texts::main_device_went(language, &device.line_port));
    }
    for device in &deleted.additional_devices {
        lines.push(apio_texts::additional_device_went(language, &device.line_port));
    }
    for device in &deleted.detached_users {
        lines.push(apio_texts::user_detached(language, &device.user_id, &device.line_port));
    }
    if kept_phones && !deleted.additional_devices.is_empty() {
        lines.push(apio_texts::phones_went_all_the_same(language).to_owned());
    }
    lines
}

/// In the place of the profile: what went, and what did not.
#[component]
pub fn Aftermath(apio: Apio, remains: Remains) -> impl IntoView {
    let language = language();
    let Remains { ids, name, kept_phones, gone } = remains;
    let (whom, how) = (name.clone(), gone.clone());
    let first = move || {
        let language = language.get();
        match &how {
            Gone::Already => apio_texts::deleted_was_gone(language).to_owned(),
            // The answer is the same for somebody who was not there.
            Gone::Deleted(report) if report.is_empty() => apio_texts::not_there_any_more(language, &whom),
            Gone::WithoutAnswer => deletion_texts::gone_without_answer(language, &whom),
            Gone::InSpiteOf(refusal) if refusal.kind != RefusalKind::DoneInPart => {
                deletion_texts::gone_after_failure(language, &whom)
            }
            Gone::Deleted(_) | Gone::InSpiteOf(_) => apio_texts::was_deleted(language, &whom),
        }
    };
    let class = match &gone {
        Gone::Deleted(report) if !report.is_empty() => "outcome",
        _ => "outcome unknown",
    };
    let rest = match gone {
        Gone::Deleted(report) if report.is_empty() => {
            view! { <p>{t(apio_texts::deleted_nothing_named)}</p> }.into_any()
        }
        Gone::Deleted(report) => view! {
            <ul>
                {move || {
                    lines(language.get(), &report, kept_phones)
                        .into_iter()
                        .map(|line| view! { <li>{line}</li> })
                        .collect_view()
                }}
            </ul>
        }
        .into_any(),
        Gone::Already | Gone::WithoutAnswer => ().into_any(),
        Gone::InSpiteOf(refusal) => {
            let server_messages = refusal.server_messages.clone();
            view! {
                <p>{move || refusal_texts::refusal(language.get(), &refusal)}</p>
                <ServerMessages messages=Signal::stored(server_messages) />
            }
            .into_any()
        }
    };
    dom::focus_soon("outcome");
    view! {
        <Back apio=apio ids=ids neighbours=None />
        <Title title=sentence(move |_| name.clone()) />
        <div class=class role="status" id="outcome" tabindex="-1">
            <p>{first}</p>
            {rest}
        </div>
    }
    .into_any()
}
