//! Deleting a person: first what goes along, then what became of it.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clock;
use crate::components::field::{Around, SwitchField};
use crate::components::form_page::{Editing, LOOK_AGAIN_AFTER_S};
use crate::components::refused::Refused;
use crate::components::{Dialog, language, t, text};
use crate::domain::{Language, Refusal, RefusalKind};
use crate::pages::apio::profile::remains::{Became, Remains};
use crate::pages::apio::profile::resource::ProfileForm;
use crate::state::Console;
use crate::state::apio::profile::Removed;
use crate::text::{apio as words, common};

const APPS: &str = "delete-apps";

/// A sentence about somebody, by their name.
type Claim = fn(Language, &str) -> String;

/// Why somebody is not deleted, or not known to be.
#[derive(Clone)]
struct Trouble {
    claim: Claim,
    refusal: Option<Refusal>,
}

/// Looks whether the person is gone after all, for a while, as long as the
/// dialog says that it is not known.
async fn is_gone_after_a_while(resource: ProfileForm, trouble: RwSignal<Option<Trouble>>) -> bool {
    for wait in LOOK_AGAIN_AFTER_S {
        clock::sleep(Duration::from_secs(wait)).await;
        let Some(ids) = resource.ids.try_get_value() else { return false };
        let is_open = || trouble.try_with_untracked(Option::is_some) == Some(true);
        if !is_open() {
            return false;
        }
        let read = resource.apio.read_profile(&ids).await;
        if matches!(read, Err(unread) if matches!(unread.kind, RefusalKind::NotFound | RefusalKind::Gone)) {
            return is_open();
        }
    }
    false
}

#[component]
pub fn Delete(
    editing: Editing<ProfileForm>,
    asking: RwSignal<bool>,
    remains: RwSignal<Option<Remains>>,
) -> impl IntoView {
    let console = Console::get();
    let language = language();
    let Editing { resource, object: profile, .. } = editing;
    let apio = resource.apio;
    let phones = RwSignal::new(apio.settings().delete_user_devices);
    let apps = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let close = move || {
        if !busy.get_untracked() {
            asking.set(false);
            trouble.set(None);
        }
    };
    let name = move || profile.with(|profile| profile.full_name(&resource.user()));
    let delete = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        console.notices.clear();
        let name = untrack(name);
        spawn_local(async move {
            let ids = resource.ids.get_value();
            let with_phones = phones.get_untracked();
            let keep: Vec<String> = apps.with_untracked(|apps| {
                apps.lines().map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
            });
            let removed = apio.delete_user(&ids, Some(with_phones), &keep).await;
            busy.try_set(false);
            let finish = move |became: Became| {
                asking.try_set(false);
                remains.try_set(Some(Remains { ids, name, kept_phones: !with_phones, became }));
            };
            // Where no answer came, the deletion may still follow.
            let may_follow = matches!(removed, Removed::NotYet(_) | Removed::Unknown(_));
            let (claim, refusal): (Claim, _) = match removed {
                Removed::Done(deleted) => return finish(Became::Deleted(deleted)),
                Removed::NothingNamed => return finish(Became::NothingNamed),
                Removed::WasGone => return finish(Became::WasGone),
                Removed::WithoutAnswer => return finish(Became::WithoutAnswer),
                Removed::InPart(refusal) => return finish(Became::InPart(refusal)),
                Removed::NotDone => (words::not_deleted, None),
                Removed::StillThere(refusal) => (words::still_there, Some(refusal)),
                Removed::NotYet(refusal) => (words::deletion_not_seen, Some(refusal)),
                Removed::Unknown(refusal) => (words::deletion_unknown, Some(refusal)),
            };
            trouble.try_set(Some(Trouble { claim, refusal }));
            if may_follow && is_gone_after_a_while(resource, trouble).await {
                finish(Became::WithoutAnswer);
            }
        });
    };
    let title = Signal::derive(move || words::delete_question(language.get(), &name()));
    let phones_say = move || {
        let word = if phones.get() { words::delete_says_phones } else { words::delete_says_kept_phones };
        word(language.get())
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
            {move || {
                trouble
                    .get()
                    .map(|Trouble { claim, refusal }| {
                        let claim = view! { <p role="status">{move || claim(language.get(), &name())}</p> };
                        let refusal = refusal.map(|refusal| view! { <Refused refusal=refusal /> });
                        view! { {claim} {refusal} }
                    })
            }}
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
