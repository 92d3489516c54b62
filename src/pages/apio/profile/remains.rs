//! What is left to say of somebody who was deleted.

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::refused::ServerWords;
use crate::components::{Title, language, sentence, t};
use crate::domain::{Language, Refusal};
use crate::pages::apio::way::Back;
use crate::state::apio::Apio;
use crate::text::{apio as words, refusal as sentences};
use crate::wire::apio::UserIds;
use crate::wire::apio::profile::DeletionReport;

/// Who was deleted, and what became of it.
#[derive(Clone)]
pub struct Remains {
    pub ids: UserIds,
    pub name: String,
    pub kept_phones: bool,
    pub became: Became,
}

#[derive(Clone)]
pub enum Became {
    Deleted(DeletionReport),
    NothingNamed,
    WasGone,
    WithoutAnswer,
    InPart(Refusal),
}

fn lines(language: Language, deleted: &DeletionReport, kept_phones: bool) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(device) = &deleted.main_device {
        lines.push(words::main_device_went(language, &device.line_port));
    }
    for device in &deleted.additional_devices {
        lines.push(words::additional_device_went(language, &device.line_port));
    }
    for device in &deleted.detached_users {
        lines.push(words::user_detached(language, &device.user_id, &device.line_port));
    }
    if kept_phones && !deleted.additional_devices.is_empty() {
        lines.push(words::phones_went_all_the_same(language).to_owned());
    }
    lines
}

/// In the place of the profile: what went, and what did not.
#[component]
pub fn Aftermath(apio: Apio, remains: Remains) -> impl IntoView {
    let language = language();
    let Remains { ids, name, kept_phones, became } = remains;
    let own = name.clone();
    let first = {
        let became = became.clone();
        move || {
            let language = language.get();
            match became {
                Became::WasGone => words::deleted_was_gone(language).to_owned(),
                // The answer is the same for somebody who was not there.
                Became::NothingNamed => words::not_there_any_more(language, &own),
                Became::WithoutAnswer => words::gone_without_answer(language, &own),
                Became::Deleted(_) | Became::InPart(_) => words::was_deleted(language, &own),
            }
        }
    };
    let class = match became {
        Became::Deleted(_) => "outcome",
        _ => "outcome unknown",
    };
    let rest = match became {
        Became::Deleted(deleted) => view! {
            <ul>
                {move || {
                    lines(language.get(), &deleted, kept_phones)
                        .into_iter()
                        .map(|line| view! { <li>{line}</li> })
                        .collect_view()
                }}
            </ul>
        }
        .into_any(),
        Became::NothingNamed => view! { <p>{t(words::deleted_nothing_named)}</p> }.into_any(),
        Became::WasGone | Became::WithoutAnswer => ().into_any(),
        Became::InPart(refusal) => {
            let said = refusal.server_messages.clone();
            view! {
                <p>{move || sentences::refusal(language.get(), &refusal)}</p>
                <ServerWords said=Signal::stored(said) />
            }
            .into_any()
        }
    };
    dom::focus_soon("outcome");
    view! {
        <Back apio=apio ids=ids />
        <Title title=sentence(move |_| name.clone()) />
        <div class=class role="status" id="outcome" tabindex="-1">
            <p>{first}</p>
            {rest}
        </div>
    }
    .into_any()
}
