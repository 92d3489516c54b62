//! Deleting a person: what goes with it, and what the list says afterwards.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::delete_dialog::{Deletable, DeleteDialog};
use crate::components::form_page::{Editing, in_page};
use crate::components::{language, t, text};
use crate::domain::{Language, Prerequisite, RefusalKind};
use crate::form::{Deletion, Gone, NotGone};
use crate::pages::xivo::user::resource::UserForm;
use crate::route::Route;
use crate::state::Console;
use crate::state::notices::Tone;
use crate::text::{LocalizedText, common, deletion as deletion_texts, xivo as xivo_texts};
use crate::wire::xivo::attachments::{Attachment, AttachmentKind, Attachments};
use crate::wire::xivo::users::{DeletedWith, LeftOver, find_left_over};
use crate::wire::xivo::{Field, LineAtDeletion, User};

/// A person who may be deleted.
#[derive(Clone, Copy)]
struct UserDeletion {
    editing: Editing<UserForm>,
    /// The server has asked for it once; it is not forgotten when the dialog is closed.
    voicemail_first: RwSignal<bool>,
    /// What would stay behind, where the server can take it along.
    attached: RwSignal<Lookup>,
    /// What was attached, looked up after a deletion that the server did not acknowledge.
    attached_after: StoredValue<Attachments>,
}

impl UserDeletion {
    /// Would the server refuse to delete the user alone, where there is another way?
    fn is_hindered(self) -> bool {
        self.has(Field::Voicemail) && self.editing.resource.xivo.dialect.get().deletes_recursively()
    }

    fn has(self, field: Field) -> bool {
        self.editing.object.with(|user| user.is_associated(field) == Some(true))
    }

    fn look_up_attachments(self) {
        let UserForm { xivo, id } = self.editing.resource;
        let Ok(id) = in_page(id) else { return };
        self.attached.try_set(Lookup::Pending);
        spawn_local(async move {
            let found = xivo.read_attachments(&id).await;
            self.attached.try_set(found.map_or(Lookup::Failed, Lookup::Found));
        });
    }

    /// Takes the person as they are after a deletion that was not made.
    fn take(self, user: User, why: &NotGone) {
        let owns_voicemail = user.is_associated(Field::Voicemail) == Some(true);
        self.editing.merge(user);
        match why {
            NotGone::Refused(refusal) => {
                let voicemail = RefusalKind::MustFirst(Prerequisite::DeleteVoicemail);
                self.voicemail_first.try_set(refusal.kind == voicemail);
            }
            // The line or the voicemail may have gone before the failure.
            NotGone::Failed(_) => {
                self.voicemail_first.try_update(|first| *first &= owns_voicemail);
            }
            NotGone::Accepted | NotGone::SoFar(_) | NotGone::Unread(_) | NotGone::NotBegun(_) => {}
        }
    }
}

impl Deletable for UserDeletion {
    type Scope = DeletedWith;
    /// What was attached to the person, looked up afterwards.
    type Report = Attachments;

    fn name(self, language: Language) -> String {
        let name = self.editing.object.with(User::full_name);
        if name.is_empty() { xivo_texts::unnamed(language).to_owned() } else { name }
    }

    fn scopes(self) -> Vec<(LocalizedText, DeletedWith)> {
        let dialect = self.editing.resource.xivo.dialect.get();
        // Once the server has asked for it, or as soon as it is known that it will.
        let with_voicemail =
            dialect.deletes_voicemail_too() && (self.voicemail_first.get() || self.has(Field::Voicemail));
        let mut scopes: Vec<(LocalizedText, DeletedWith)> = Vec::new();
        if with_voicemail {
            scopes.push((xivo_texts::delete_with_voicemail, DeletedWith::Voicemail));
        } else if !self.is_hindered() {
            scopes.push((common::delete, DeletedWith::Nothing));
        }
        if dialect.deletes_recursively() {
            scopes.push((xivo_texts::delete_with_everything, DeletedWith::Everything));
        }
        scopes
    }

    async fn delete(self, scope: DeletedWith) -> Deletion<Attachments> {
        let UserForm { xivo, id } = self.editing.resource;
        let id = match in_page(id) {
            Ok(id) => id,
            Err(refusal) => return Deletion::NotGone(NotGone::NotBegun(refusal)),
        };
        // Whoever is quicker than the look has it done now: afterwards nothing tells what there was.
        let (attached, is_unread) = match self.attached.try_get_untracked() {
            Some(Lookup::Found(attachments)) => (attachments.possible(), false),
            _ if xivo.dialect.get_untracked().deletes_recursively() => xivo.possible_attachments(&id).await,
            _ => (Vec::new(), false),
        };
        let (deletion, user) = xivo.delete_user(&id, scope).await;
        let gone = match deletion {
            Deletion::Gone(gone) => gone,
            Deletion::NotGone(why) => {
                if let Some(user) = user {
                    self.take(user, &why);
                    // A part of what was attached may have gone.
                    if xivo.dialect.get_untracked().deletes_recursively() {
                        self.look_up_attachments();
                    }
                }
                return Deletion::NotGone(why);
            }
        };
        let after = match &gone {
            Gone::Already => Attachments::default(),
            _ => Attachments { is_unread, ..xivo.look_up(attached).await },
        };
        Deletion::Gone(match gone {
            Gone::Deleted(()) => Gone::Deleted(after),
            Gone::Already => Gone::Already,
            Gone::WithoutAnswer => {
                self.attached_after.try_set_value(after);
                Gone::WithoutAnswer
            }
            Gone::InSpiteOf(refusal) => {
                self.attached_after.try_set_value(after);
                Gone::InSpiteOf(refusal)
            }
        })
    }

    fn is_gone(self) -> impl AsyncFn() -> bool + 'static {
        let UserForm { xivo, id } = self.editing.resource;
        let id = in_page(id);
        async move || match &id {
            Ok(id) => xivo.is_user_gone(id).await,
            Err(_) => false,
        }
    }

    fn show_gone(self, name: String, scope: DeletedWith, gone: Gone<Attachments>) {
        let console = Console::get();
        let is_left =
            |attachments: &Attachments| scope == DeletedWith::Everything && !attachments.there.is_empty();
        let tone = match &gone {
            Gone::Deleted(attachments) if !is_left(attachments) && !attachments.is_unread => Tone::Done,
            _ => Tone::Warning,
        };
        let after = in_page(self.attached_after).unwrap_or_default();
        console.navigation.replace_with_list(Route::Users { system: self.editing.resource.xivo.system.id() });
        console.notices.say(tone, move |language| sentence(language, &name, scope, &gone, &after));
    }
}

/// What the list says after a deletion. `after` is what was attached, where the server did not
/// acknowledge the deletion.
fn sentence(
    language: Language,
    name: &str,
    scope: DeletedWith,
    gone: &Gone<Attachments>,
    after: &Attachments,
) -> String {
    let and_attached = |sentence: String| sentence + &attached_text(language, after);
    match gone {
        Gone::Deleted(_) if scope == DeletedWith::Voicemail => {
            xivo_texts::deleted_with_voicemail(language, name)
        }
        Gone::Deleted(attached) => deleted_text(language, name, attached),
        Gone::Already => xivo_texts::was_gone(language, name),
        Gone::WithoutAnswer => and_attached(deletion_texts::gone_without_answer(language, name)),
        Gone::InSpiteOf(refusal) => and_attached(match find_left_over(refusal) {
            Some(LeftOver::Device) => xivo_texts::deleted_but(language, name, xivo_texts::Left::Device),
            Some(LeftOver::Voicemail) => xivo_texts::deleted_but(language, name, xivo_texts::Left::Voicemail),
            None => deletion_texts::gone_after_failure(language, name),
        }),
    }
}

/// That somebody was deleted, and what became of what was attached to them.
pub fn deleted_text(language: Language, name: &str, attached: &Attachments) -> String {
    xivo_texts::deleted(language, name) + &attached_text(language, attached)
}

/// What became of what was attached to somebody who was deleted, each sentence with a blank before it.
pub fn attached_text(language: Language, attached: &Attachments) -> String {
    let names = |of: &[Attachment]| join_names(language, of);
    let Attachments { there, gone, unknown, is_unread } = attached;
    let mut sentences = xivo_texts::went_and_stayed(language, &names(gone), &names(there), &names(unknown));
    if *is_unread {
        sentences.push(' ');
        sentences.push_str(xivo_texts::deleted_not_looked_up(language));
    }
    sentences
}

/// Makes the dialog that deletes a person, which opens with the signal.
pub type DeleteView = Arc<dyn Fn(Editing<UserForm>, RwSignal<bool>) -> AnyView + Send + Sync>;

/// The dialog that deletes a person, which opens with the signal.
pub fn dialog(editing: Editing<UserForm>, open: RwSignal<bool>) -> AnyView {
    view! { <Delete editing=editing open=open /> }.into_any()
}

#[component]
fn Delete(editing: Editing<UserForm>, open: RwSignal<bool>) -> impl IntoView {
    let language = language();
    let dialect = editing.resource.xivo.dialect;
    let attached = RwSignal::new(Lookup::Pending);
    let subject = UserDeletion {
        editing,
        voicemail_first: RwSignal::new(false),
        attached,
        attached_after: StoredValue::new(Attachments::default()),
    };
    Effect::new(move |_| {
        if open.get() && dialect.get().deletes_recursively() {
            untrack(|| subject.look_up_attachments());
        }
    });
    let lines = move || {
        let dialect = dialect.get();
        let mut lines: Vec<LocalizedText> = Vec::new();
        if dialect.deletes_line_too() {
            if subject.has(Field::Line) {
                lines.push(xivo_texts::delete_line_goes);
            }
            lines.push(xivo_texts::delete_leaves_queues);
            if subject.has(Field::Voicemail) {
                lines.push(xivo_texts::delete_has_voicemail);
            }
        } else {
            // Nothing is said of a way that is not there.
            if subject.has(Field::Line) && !subject.is_hindered() {
                match dialect.line_at_deletion() {
                    LineAtDeletion::Deleted => {}
                    LineAtDeletion::Hinders => lines.push(xivo_texts::delete_has_line),
                    LineAtDeletion::StaysBehind => lines.push(xivo_texts::delete_line_stays),
                    LineAtDeletion::Unknown => lines.push(xivo_texts::delete_line_unknown),
                }
            }
            if subject.has(Field::Voicemail) {
                lines.push(xivo_texts::delete_voicemail_hinders);
            }
        }
        lines.push(xivo_texts::delete_no_way_back);
        lines.into_iter().map(|line| view! { <li>{t(line)}</li> }).collect_view()
    };
    view! {
        <DeleteDialog subject=subject open=open title=text(xivo_texts::delete_title)>
            <p><strong>{move || subject.name(language.get())}</strong></p>
            <ul>{lines}</ul>
            <Show when=move || dialect.get().deletes_recursively()>
                <p role="status">{move || attached.with(|attached| attached.sentence(language.get(), subject.is_hindered()))}</p>
            </Show>
        </DeleteDialog>
    }
    .into_any()
}

/// What is attached to the person before the deletion, as far as it was looked up.
#[derive(Clone)]
enum Lookup {
    Pending,
    Found(Attachments),
    Failed,
}

impl Lookup {
    /// What would stay behind. A voicemail does not: without it nothing is deleted. Where the
    /// user cannot be deleted alone, what there is.
    fn sentence(&self, language: Language, is_hindered: bool) -> String {
        let Attachments { there, unknown, .. } = match self {
            Self::Pending => return xivo_texts::delete_looking(language).to_owned(),
            Self::Failed => return xivo_texts::delete_not_looked_up(language).to_owned(),
            Self::Found(attachments) => attachments,
        };
        let left: Vec<Attachment> =
            there.iter().filter(|attachment| attachment.kind != AttachmentKind::Voicemail).cloned().collect();
        let mut sentences = Vec::new();
        if !left.is_empty() {
            let sentence = if is_hindered { xivo_texts::delete_attached } else { xivo_texts::delete_leaves };
            sentences.push(sentence(language, &join_names(language, &left)));
        }
        if !unknown.is_empty() {
            sentences.push(xivo_texts::delete_may_have(language, &join_names(language, unknown)));
        }
        sentences.join(" ")
    }
}

/// "line abc, extension 1001"
pub fn join_names(language: Language, attachments: &[Attachment]) -> String {
    let name = |attachment: &Attachment| {
        let kind = match attachment.kind {
            AttachmentKind::Line => xivo_texts::Attached::Line,
            AttachmentKind::Extension => xivo_texts::Attached::Extension,
            AttachmentKind::Voicemail => xivo_texts::Attached::Voicemail,
            AttachmentKind::Agent => xivo_texts::Attached::Agent,
            AttachmentKind::IncomingCall => xivo_texts::Attached::IncomingCall,
            AttachmentKind::Account => xivo_texts::Attached::Account,
        };
        xivo_texts::attached(language, kind, &attachment.name)
    };
    attachments.iter().map(name).collect::<Vec<_>>().join(", ")
}
