//! Deleting a person: what goes along, and what comes in the place of the profile.

use leptos::prelude::*;

use crate::components::delete_dialog::{Deletable, DeleteDialog};
use crate::components::field::{Around, SwitchField};
use crate::components::form_page::{Editing, in_page};
use crate::components::{language, t, text};
use crate::domain::Language;
use crate::form::{Deletion, Gone, NotGone};
use crate::pages::apio::profile::remains::Remains;
use crate::pages::apio::profile::resource::ProfileForm;
use crate::text::{LocalizedText, apio as apio_texts, common};
use crate::wire::apio::profile::DeletionReport;

/// The id of the applications whose data is kept.
const APPS: &str = "delete-apps";

/// A person who may be deleted.
#[derive(Clone, Copy)]
struct ProfileDeletion {
    editing: Editing<ProfileForm>,
    /// Do the phones go too?
    phones: RwSignal<bool>,
    /// The ids of the applications whose data is kept, one a line.
    apps: RwSignal<String>,
    /// Shown in the place of the profile afterwards.
    remains: RwSignal<Option<Remains>>,
}

impl Deletable for ProfileDeletion {
    type Scope = ();
    type Report = DeletionReport;

    fn name(self, _language: Language) -> String {
        let resource = self.editing.resource;
        self.editing.object.with(|profile| profile.full_name(&resource.user()))
    }

    fn scopes(self) -> Vec<(LocalizedText, ())> {
        vec![(common::delete, ())]
    }

    async fn delete(self, (): ()) -> Deletion<DeletionReport> {
        let ProfileForm { apio, ids, .. } = self.editing.resource;
        let ids = match in_page(ids) {
            Ok(ids) => ids,
            Err(refusal) => return Deletion::NotGone(NotGone::NotBegun(refusal)),
        };
        let with_phones = self.phones.try_get_untracked();
        let apps = self.apps.try_get_untracked().unwrap_or_default();
        let keep: Vec<String> =
            apps.lines().map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect();
        apio.delete_user(&ids, with_phones, &keep).await
    }

    fn is_gone(self) -> impl AsyncFn() -> bool + 'static {
        let ProfileForm { apio, ids, .. } = self.editing.resource;
        let ids = in_page(ids);
        async move || match &ids {
            Ok(ids) => apio.is_user_gone(ids).await,
            Err(_) => false,
        }
    }

    fn show_gone(self, name: String, (): (), gone: Gone<DeletionReport>) {
        let (Ok(ids), Some(with_phones)) =
            (in_page(self.editing.resource.ids), self.phones.try_get_untracked())
        else {
            return;
        };
        self.remains.try_set(Some(Remains { ids, name, kept_phones: !with_phones, gone }));
    }
}

#[component]
pub fn Delete(
    editing: Editing<ProfileForm>,
    open: RwSignal<bool>,
    remains: RwSignal<Option<Remains>>,
) -> impl IntoView {
    let language = language();
    let phones = RwSignal::new(editing.resource.apio.settings().delete_user_devices);
    let apps = RwSignal::new(String::new());
    let subject = ProfileDeletion { editing, phones, apps, remains };
    let title = Signal::derive(move || {
        let language = language.get();
        apio_texts::delete_question(language, &subject.name(language))
    });
    let phones_sentence = move || {
        let word =
            if phones.get() { apio_texts::delete_says_phones } else { apio_texts::delete_says_kept_phones };
        word(language.get())
    };
    view! {
        <DeleteDialog subject=subject open=open title=title>
            <SwitchField
                id="delete-phones"
                label=text(apio_texts::delete_phones_too)
                value=phones
                on_change=move |on| phones.set(on)
            />
            <p>{phones_sentence}</p>
            <p>{t(apio_texts::delete_says_data)}</p>
            <Around
                id=APPS.to_owned()
                label=text(apio_texts::excluded_apps)
                hint=text(apio_texts::excluded_apps_hint)
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
        </DeleteDialog>
    }
    .into_any()
}
