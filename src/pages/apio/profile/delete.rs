//! Deleting a person: first what goes along, then what became of it.

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::components::field::{Around, SwitchField};
use crate::components::refused::{Refused, ServerWords};
use crate::components::{Dialog, Title, language, sentence, t, text};
use crate::domain::{Language, Refusal};
use crate::pages::apio::profile::Loaded;
use crate::pages::apio::way::Back;
use crate::state::Console;
use crate::state::apio::Apio;
use crate::state::apio::profile::Removed;
use crate::state::notices::Tone;
use crate::text::{apio as words, common};
use crate::wire::apio::UserIds;
use crate::wire::apio::profile::DeletionReport;

const APPS: &str = "delete-apps";

/// What is left to say of somebody who was deleted.
#[derive(Clone)]
pub struct Remains {
    ids: UserIds,
    name: String,
    kept_phones: bool,
    became: Became,
}

#[derive(Clone)]
enum Became {
    Deleted(DeletionReport),
    NothingNamed,
    WasGone,
    InPart(Refusal),
}

#[component]
pub fn Delete(loaded: Loaded, asking: RwSignal<bool>, gone: Callback<Remains>) -> impl IntoView {
    let console = Console::get();
    let apio = loaded.apio;
    let phones = RwSignal::new(apio.settings().delete_user_devices);
    let apps = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let close = move || {
        if !busy.get_untracked() {
            asking.set(false);
            refusal.set(None);
        }
    };
    let name = move || loaded.name();
    let delete = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        refusal.set(None);
        let name = untrack(name);
        spawn_local(async move {
            let ids = loaded.ids.get_value();
            let with_phones = phones.get_untracked();
            let keep: Vec<String> = apps.with_untracked(|apps| {
                apps.lines().map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
            });
            let became = apio.delete_user(&ids, Some(with_phones), &keep).await;
            busy.try_set(false);
            let became = match became {
                Removed::Done(deleted) => Became::Deleted(deleted),
                Removed::NothingNamed => Became::NothingNamed,
                Removed::WasGone => Became::WasGone,
                Removed::InPart(refusal) => Became::InPart(refusal),
                Removed::Refused(why) => {
                    refusal.try_set(Some(why));
                    return;
                }
                Removed::StillThere(why) => {
                    refusal.try_set(Some(why));
                    console.notices.say(Tone::Failed, move |language| words::still_there(language, &name));
                    return;
                }
                Removed::Unknown(why) => {
                    refusal.try_set(Some(why));
                    console
                        .notices
                        .say(Tone::Failed, move |language| words::deletion_unknown(language, &name));
                    return;
                }
            };
            asking.try_set(false);
            gone.run(Remains { ids, name, kept_phones: !with_phones, became });
        });
    };
    let title = Signal::derive({
        let language = language();
        move || words::delete_question(language.get(), &name())
    });
    let phones_say = move || {
        let word = if phones.get() { words::delete_says_phones } else { words::delete_says_kept_phones };
        word(language().get())
    };
    view! {
        <Dialog open=asking title=title on_close=close>
            <SwitchField
                id="delete-phones"
                label=text(words::delete_phones_too)
                value=phones
                on_change=move |on| phones.set(on)
            />
            <p>{phones_say}</p>
            <p>{t(words::delete_says_data)}</p>
            <Around
                id=APPS.to_owned()
                label=text(words::excluded_apps)
                hint=text(words::excluded_apps_hint)
                problem=Signal::stored(String::new())
                changed=Signal::stored(false)
            >
                <textarea
                    id=APPS
                    rows="2"
                    spellcheck="false"
                    autocomplete="off"
                    aria-describedby="delete-apps-hint"
                    prop:value=move || apps.get()
                    on:input:target=move |event| apps.set(event.target().value())
                ></textarea>
            </Around>
            {move || refusal.get().map(|refusal| view! { <Refused refusal=refusal /> })}
            <div class="actions">
                <button
                    type="button"
                    class="danger"
                    aria-disabled=move || busy.get().then_some("true")
                    on:click=delete
                >
                    {t(common::delete)}
                </button>
                <button type="button" on:click=move |_| close()>{t(common::cancel)}</button>
            </div>
        </Dialog>
    }
    .into_any()
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
        let (is_gone, is_unnamed) =
            (matches!(became, Became::WasGone), matches!(became, Became::NothingNamed));
        move || {
            let language = language.get();
            if is_gone {
                words::deleted_was_gone(language).to_owned()
            } else if is_unnamed {
                // The answer is the same for somebody who was not there.
                words::not_there_any_more(language, &own)
            } else {
                words::was_deleted(language, &own)
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
        Became::WasGone => ().into_any(),
        Became::InPart(refusal) => {
            let said = refusal.server_messages.clone();
            view! {
                <p>{move || crate::text::refusal::refusal(language.get(), &refusal)}</p>
                <ServerWords said=Signal::stored(said) />
            }
            .into_any()
        }
    };
    crate::browser::dom::focus_soon("outcome");
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
