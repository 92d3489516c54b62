//! Deleting a person: first what goes with it, then what became of it.

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::components::refused::Refused;
use crate::components::{Dialog, language, t, text};
use crate::domain::{Prerequisite, Refusal, RefusalKind};
use crate::pages::xivo::user::Loaded;
use crate::route::Route;
use crate::state::Console;
use crate::state::notices::Tone;
use crate::state::xivo::Xivo;
use crate::state::xivo::user::Deleted;
use crate::text::{common, xivo as words};
use crate::wire::xivo::users::LeftOver;
use crate::wire::xivo::{Field, User, UserRow, form};

#[component]
pub fn Delete(xivo: Xivo, loaded: Loaded, asking: RwSignal<bool>) -> impl IntoView {
    let console = Console::get();
    let Loaded { user, draft } = loaded;
    let busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let close = move || {
        if !busy.get_untracked() {
            asking.set(false);
            refusal.set(None);
        }
    };
    let name = move || {
        let name = user.with(User::full_name);
        if name.is_empty() { words::unnamed(language().get()).to_owned() } else { name }
    };
    let has = move |field| user.with(|user| user.is_associated(field) == Some(true));
    let dialect = xivo.dialect;
    // Once the server has asked for it, or as soon as it is known that it will.
    let with_voicemail = move || {
        let asked = refusal.with(|refusal| {
            refusal
                .as_ref()
                .is_some_and(|refusal| refusal.kind == RefusalKind::MustFirst(Prerequisite::DeleteVoicemail))
        });
        dialect.get().deletes_voicemail_too() && (asked || has(Field::Voicemail))
    };
    let delete = move |voicemail: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        refusal.set(None);
        console.notices.clear();
        let (id, name) = (user.with_untracked(|user| user.id().clone()), untrack(name));
        spawn_local(async move {
            let outcome = xivo.delete_user(&id, voicemail).await;
            busy.try_set(false);
            let gone = match outcome {
                Deleted::Done => Some((Tone::Done, Said::Deleted { voicemail })),
                Deleted::WasGone => Some((Tone::Warning, Said::WasGone)),
                Deleted::DoneButLeft(left, _) => Some((Tone::Warning, Said::But(left))),
                Deleted::Refused(why) => {
                    refusal.try_set(Some(why));
                    None
                }
                Deleted::StillThere(fresh, why) => {
                    // The line or the voicemail may have gone before the failure.
                    draft.try_update(|draft| draft.rebase(form::to_form_values(&fresh)));
                    xivo.people.put(UserRow::from_user(&fresh));
                    user.try_set(fresh);
                    refusal.try_set(Some(why));
                    let name = name.clone();
                    console.notices.say(Tone::Failed, move |language| words::still_there(language, &name));
                    None
                }
                Deleted::Unknown(why) => {
                    refusal.try_set(Some(why));
                    let name = name.clone();
                    console
                        .notices
                        .say(Tone::Failed, move |language| words::deletion_unknown(language, &name));
                    None
                }
            };
            let Some((tone, said)) = gone else { return };
            asking.try_set(false);
            xivo.people.remove(&id);
            console.navigation.replace_with_list(Route::Users { system: xivo.system.id() });
            console.notices.say(tone, move |language| match said {
                Said::Deleted { voicemail: true } => words::deleted_with_voicemail(language, &name),
                Said::Deleted { voicemail: false } => words::deleted(language, &name),
                Said::WasGone => words::was_gone(language, &name),
                Said::But(left) => words::deleted_but(
                    language,
                    &name,
                    match left {
                        Some(LeftOver::Device) => words::Left::Device,
                        Some(LeftOver::Voicemail) => words::Left::Voicemail,
                        None => words::Left::Unknown,
                    },
                ),
            });
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
            {move || refusal.get().map(|refusal| view! { <Refused refusal=refusal /> })}
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

/// What the list says after a deletion.
#[derive(Clone, Copy)]
enum Said {
    Deleted { voicemail: bool },
    WasGone,
    But(Option<LeftOver>),
}
