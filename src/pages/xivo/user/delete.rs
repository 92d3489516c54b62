//! Deleting a person: first what goes with it, then what became of it.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clock;
use crate::components::form_page::{Editing, LOOK_AGAIN_AFTER_S};
use crate::components::refused::Refused;
use crate::components::{Dialog, language, t, text};
use crate::domain::{Language, Prerequisite, Refusal, RefusalKind};
use crate::form::Answer;
use crate::pages::xivo::user::UserForm;
use crate::route::Route;
use crate::state::Console;
use crate::state::notices::Tone;
use crate::state::xivo::Xivo;
use crate::state::xivo::user::Deleted;
use crate::text::{common, xivo as words};
use crate::wire::xivo::users::LeftOver;
use crate::wire::xivo::{Field, User, UserId};

#[component]
pub fn Delete(editing: Editing<UserForm>, asking: RwSignal<bool>) -> impl IntoView {
    let console = Console::get();
    let language = language();
    let Editing { resource, object: user, .. } = editing;
    let xivo = resource.xivo;
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    // The server has asked for it once; it is not forgotten when the dialog is closed.
    let voicemail_first = RwSignal::new(false);
    let close = move || {
        if !busy.get_untracked() {
            asking.set(false);
            if !voicemail_first.get_untracked() {
                trouble.set(None);
            }
        }
    };
    let name = move || {
        let name = user.with(User::full_name);
        if name.is_empty() { words::unnamed(language.get()).to_owned() } else { name }
    };
    let has = move |field| user.with(|user| user.is_associated(field) == Some(true));
    let dialect = xivo.dialect;
    // Once the server has asked for it, or as soon as it is known that it will.
    let with_voicemail =
        move || dialect.get().deletes_voicemail_too() && (voicemail_first.get() || has(Field::Voicemail));
    let finish = move |tone: Tone, gone: Gone, name: String| {
        asking.try_set(false);
        xivo.people.remove(&resource.id.get_value());
        console.navigation.replace_with_list(Route::Users { system: xivo.system.id() });
        console.notices.say(tone, move |language| gone.sentence(language, &name));
    };
    let delete = move |voicemail: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        console.notices.clear();
        let (id, name) = (resource.id.get_value(), untrack(name));
        spawn_local(async move {
            let deleted = xivo.delete_user(&id, voicemail).await;
            busy.try_set(false);
            // Where no answer came, the deletion may still follow.
            let may_follow = matches!(deleted, Deleted::NotYet(..) | Deleted::Unknown(_));
            let (claim, refusal): (Claim, _) = match deleted {
                Deleted::Done => return finish(Tone::Done, Gone::Deleted { voicemail }, name),
                Deleted::WasGone => return finish(Tone::Warning, Gone::Already, name),
                Deleted::DoneButLeft(left, refusal) => {
                    let is_lost = Answer::of(&Err::<(), _>(refusal)) == Answer::Missing;
                    let gone = if is_lost { Gone::WithoutAnswer } else { Gone::But(left) };
                    return finish(Tone::Warning, gone, name);
                }
                Deleted::Refused(refusal) => {
                    let voicemail = RefusalKind::MustFirst(Prerequisite::DeleteVoicemail);
                    voicemail_first.try_set(refusal.kind == voicemail);
                    trouble.try_set(Some(Trouble { claim: None, refusal: Some(refusal) }));
                    return;
                }
                Deleted::NotDone(fresh) => {
                    editing.merge(fresh);
                    (words::not_deleted, None)
                }
                Deleted::StillThere(fresh, refusal) => {
                    // The line or the voicemail may have gone before the failure.
                    let owns_voicemail = fresh.is_associated(Field::Voicemail) == Some(true);
                    editing.merge(fresh);
                    voicemail_first.try_update(|first| *first &= owns_voicemail);
                    (words::still_there, Some(refusal))
                }
                Deleted::NotYet(fresh, refusal) => {
                    editing.merge(fresh);
                    (words::deletion_not_seen, Some(refusal))
                }
                Deleted::Unknown(refusal) => (words::deletion_unknown, Some(refusal)),
            };
            trouble.try_set(Some(Trouble { claim: Some(claim), refusal }));
            if may_follow && is_gone_after_a_while(xivo, &id, trouble).await {
                finish(Tone::Warning, Gone::WithoutAnswer, name);
            }
        });
    };
    let busy_now = move || busy.get().then_some("true");
    view! {
        <Dialog open=asking title=text(words::delete_title) on_close=close>
            <p><strong>{name}</strong></p>
            <ul>
                {move || {
                    let dialect = dialect.get();
                    let mut lines = Vec::new();
                    if dialect.deletes_line_too() {
                        if has(Field::Line) {
                            lines.push(t(words::delete_line_goes));
                        }
                        lines.push(t(words::delete_leaves_queues));
                        if has(Field::Voicemail) {
                            lines.push(t(words::delete_has_voicemail));
                        }
                    } else if has(Field::Line) {
                        lines.push(t(words::delete_has_line));
                    }
                    lines.push(t(words::delete_no_way_back));
                    lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
                }}
            </ul>
            {move || {
                trouble
                    .get()
                    .map(|Trouble { claim, refusal }| {
                        let claim = claim.map(|claim| {
                            view! { <p role="status">{move || claim(language.get(), &name())}</p> }
                        });
                        let refusal = refusal.map(|refusal| view! { <Refused refusal=refusal /> });
                        view! { {claim} {refusal} }
                    })
            }}
            <div class="actions">
                <Show when=with_voicemail>
                    <button type="button" class="danger" aria-disabled=busy_now on:click=move |_| delete(true)>
                        {t(words::delete_with_voicemail)}
                    </button>
                </Show>
                <Show when=move || !with_voicemail()>
                    <button type="button" class="danger" aria-disabled=busy_now on:click=move |_| delete(false)>
                        {t(common::delete)}
                    </button>
                </Show>
                <button type="button" on:click=move |_| close()>{t(common::cancel)}</button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// Looks whether the person is gone after all, for a while, as long as the
/// dialog says that it is not known.
async fn is_gone_after_a_while(xivo: Xivo, id: &UserId, trouble: RwSignal<Option<Trouble>>) -> bool {
    for wait in LOOK_AGAIN_AFTER_S {
        clock::sleep(Duration::from_secs(wait)).await;
        if trouble.try_with_untracked(Option::is_some) != Some(true) {
            return false;
        }
        if matches!(xivo.read_user(id).await, Err(unread) if unread.kind == RefusalKind::NotFound) {
            return trouble.try_with_untracked(Option::is_some) == Some(true);
        }
    }
    false
}

/// A sentence about somebody, by their name.
type Claim = fn(Language, &str) -> String;

/// Why somebody is not deleted, or not known to be.
#[derive(Clone)]
struct Trouble {
    claim: Option<Claim>,
    refusal: Option<Refusal>,
}

/// What the list says after a deletion.
#[derive(Clone, Copy)]
enum Gone {
    Deleted { voicemail: bool },
    Already,
    WithoutAnswer,
    But(Option<LeftOver>),
}

impl Gone {
    fn sentence(self, language: Language, name: &str) -> String {
        let left = match self {
            Self::Deleted { voicemail: true } => return words::deleted_with_voicemail(language, name),
            Self::Deleted { voicemail: false } => return words::deleted(language, name),
            Self::Already => return words::was_gone(language, name),
            Self::WithoutAnswer => return words::gone_without_answer(language, name),
            Self::But(Some(LeftOver::Device)) => words::Left::Device,
            Self::But(Some(LeftOver::Voicemail)) => words::Left::Voicemail,
            Self::But(None) => words::Left::Unknown,
        };
        words::deleted_but(language, name, left)
    }
}
