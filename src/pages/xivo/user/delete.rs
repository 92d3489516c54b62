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
use crate::state::xivo::user::{Attachments, Deleted};
use crate::text::{common, xivo as words};
use crate::wire::xivo::attachments::{Attachment, AttachmentKind};
use crate::wire::xivo::users::{DeletedWith, LeftOver};
use crate::wire::xivo::{Api, Field, LineAtDeletion, User, UserId};

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
    // What would stay behind, where the server can take it along.
    let attached = RwSignal::new(Looked::NotYet);
    Effect::new(move |_| {
        if asking.get() && xivo.dialect.get().deletes_recursively() {
            attached.set(Looked::NotYet);
            spawn_local(async move {
                let looked = match xivo.read_attachments(&resource.id.get_value()).await {
                    Ok(attachments) => Looked::Up(attachments),
                    Err(_) => Looked::InVain,
                };
                attached.try_set(looked);
            });
        }
    });
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
    let finish = move |tone: Tone, gone: Gone, id: &UserId, name: String| {
        xivo.people.remove(id);
        // Whoever has left the page is not taken anywhere by what ends later.
        if asking.try_set(false).is_some() {
            return;
        }
        console.navigation.replace_with_list(Route::Users { system: xivo.system.id() });
        console.notices.say(tone, move |language| gone.sentence(language, &name));
    };
    // The server would refuse, and there is another way.
    let hinders = move || {
        let dialect = dialect.get();
        dialect.api() == Api::V11 && has(Field::Voicemail) && dialect.deletes_recursively()
    };
    let delete = move |with: DeletedWith| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        console.notices.clear();
        let (id, name) = (resource.id.get_value(), untrack(name));
        let recursive = dialect.get_untracked().deletes_recursively();
        spawn_local(async move {
            // Whoever is quicker than the look has it done now: afterwards nothing tells what there was.
            let before = match attached.get_untracked() {
                Looked::Up(attachments) => attachments.possible(),
                Looked::NotYet | Looked::InVain if recursive => {
                    xivo.read_attachments(&id).await.map(|found| found.possible()).unwrap_or_default()
                }
                Looked::NotYet | Looked::InVain => Vec::new(),
            };
            let deleted = xivo.delete_user(&id, with).await;
            let after = match deleted {
                Deleted::Done => xivo.look_up(before).await,
                _ => Attachments::default(),
            };
            busy.try_set(false);
            // Where no answer came, the deletion may still follow.
            let may_follow = matches!(deleted, Deleted::NotYet(..) | Deleted::Unknown(_));
            let (claim, refusal): (Claim, _) = match deleted {
                Deleted::Done if with == DeletedWith::Voicemail => {
                    return finish(Tone::Done, Gone::WithVoicemail, &id, name);
                }
                Deleted::Done => {
                    let is_left = with == DeletedWith::Everything && !after.there.is_empty();
                    let tone = if is_left { Tone::Warning } else { Tone::Done };
                    return finish(tone, Gone::Deleted(after), &id, name);
                }
                Deleted::WasGone => return finish(Tone::Warning, Gone::Already, &id, name),
                Deleted::DoneButLeft(left, refusal) => {
                    let is_lost = Answer::of(&Err::<(), _>(refusal)) == Answer::Missing;
                    let gone = if is_lost { Gone::WithoutAnswer } else { Gone::But(left) };
                    return finish(Tone::Warning, gone, &id, name);
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
                finish(Tone::Warning, Gone::WithoutAnswer, &id, name);
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
                    } else {
                        if has(Field::Line) {
                            match dialect.line_at_deletion() {
                                LineAtDeletion::Deleted => {}
                                LineAtDeletion::Hinders => lines.push(t(words::delete_has_line)),
                                LineAtDeletion::StaysBehind => lines.push(t(words::delete_line_stays)),
                                LineAtDeletion::Unknown => lines.push(t(words::delete_line_unknown)),
                            }
                        }
                        if has(Field::Voicemail) {
                            lines.push(t(words::delete_voicemail_hinders));
                        }
                    }
                    lines.push(t(words::delete_no_way_back));
                    lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
                }}
            </ul>
            <Show when=move || dialect.get().deletes_recursively()>
                <p role="status">{move || attached.with(|attached| attached.sentence(language.get()))}</p>
            </Show>
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
                    <button type="button" class="danger" aria-disabled=busy_now on:click=move |_| delete(DeletedWith::Voicemail)>
                        {t(words::delete_with_voicemail)}
                    </button>
                </Show>
                <Show when=move || !with_voicemail() && !hinders()>
                    <button type="button" class="danger" aria-disabled=busy_now on:click=move |_| delete(DeletedWith::Nothing)>
                        {t(common::delete)}
                    </button>
                </Show>
                <Show when=move || dialect.get().deletes_recursively()>
                    <button
                        type="button"
                        class="danger"
                        aria-disabled=busy_now
                        on:click=move |_| delete(DeletedWith::Everything)
                    >
                        {t(words::delete_with_everything)}
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
enum Gone {
    /// What was looked up afterwards.
    Deleted(Attachments),
    WithVoicemail,
    Already,
    WithoutAnswer,
    But(Option<LeftOver>),
}

impl Gone {
    fn sentence(&self, language: Language, name: &str) -> String {
        let left = match self {
            Self::WithVoicemail => return words::deleted_with_voicemail(language, name),
            Self::Deleted(Attachments { there, gone, unknown }) => {
                let names = |of: &[Attachment]| join_names(language, of);
                return words::deleted_and(language, name, &names(gone), &names(there), &names(unknown));
            }
            Self::Already => return words::was_gone(language, name),
            Self::WithoutAnswer => return words::gone_without_answer(language, name),
            Self::But(Some(LeftOver::Device)) => words::Left::Device,
            Self::But(Some(LeftOver::Voicemail)) => words::Left::Voicemail,
            Self::But(None) => words::Left::Unknown,
        };
        words::deleted_but(language, name, left)
    }
}

/// What is known of what is attached to the person, before the deletion.
#[derive(Clone)]
enum Looked {
    NotYet,
    Up(Attachments),
    InVain,
}

impl Looked {
    /// What would stay behind. A voicemail does not: without it nothing is deleted.
    fn sentence(&self, language: Language) -> String {
        let Attachments { there, unknown, .. } = match self {
            Self::NotYet => return words::delete_looking(language).to_owned(),
            Self::InVain => return words::delete_not_looked_up(language).to_owned(),
            Self::Up(attachments) => attachments,
        };
        let left: Vec<Attachment> =
            there.iter().filter(|attachment| attachment.kind != AttachmentKind::Voicemail).cloned().collect();
        let mut sentences = Vec::new();
        if !left.is_empty() {
            sentences.push(words::delete_leaves(language, &join_names(language, &left)));
        }
        if !unknown.is_empty() {
            sentences.push(words::delete_may_have(language, &join_names(language, unknown)));
        }
        sentences.join(" ")
    }
}

/// "line abc, extension 1001"
fn join_names(language: Language, attachments: &[Attachment]) -> String {
    let name = |attachment: &Attachment| {
        let kind = match attachment.kind {
            AttachmentKind::Line => words::Attached::Line,
            AttachmentKind::Extension => words::Attached::Extension,
            AttachmentKind::Voicemail => words::Attached::Voicemail,
            AttachmentKind::Agent => words::Attached::Agent,
            AttachmentKind::Account => words::Attached::Account,
        };
        words::attached(language, kind, &attachment.name)
    };
    attachments.iter().map(name).collect::<Vec<_>>().join(", ")
}
