//! A person's profile: change it, or delete the person with what goes along.

pub mod delete;
pub mod fields;
pub mod remains;
pub mod resource;

use leptos::prelude::*;

use crate::components::form_page::{Editing, form_page};
use crate::components::refused::Refused;
use crate::components::undo::{self, Undoing};
use crate::components::{FormBody, Title, language, t, text};
use crate::pages::apio::home::{for_person, profile_at};
use crate::pages::apio::navigation::{Back, Tabs, neighbours_of};
use crate::pages::apio::profile::delete::Delete;
use crate::pages::apio::profile::fields::Fields;
use crate::pages::apio::profile::remains::{Aftermath, Remains};
use crate::pages::apio::profile::resource::ProfileForm;
use crate::pages::other_systems;
use crate::pages::request_sheet::RequestSheet;
use crate::pages::steps::save_and_next;
use crate::state::apio::Apio;
use crate::state::{Console, System};
use crate::text::{apio as texts, common};
use crate::wire::apio::UserIds;
use crate::wire::apio::login::Identity;

/// One person's profile.
pub fn page(system: System, ids: UserIds) -> AnyView {
    let sameness = |who: &Identity| who.level.sees_others();
    for_person(system, &ids.clone(), sameness, move |apio| profile_page(apio, ids.clone()))
}

fn profile_page(apio: Apio, ids: UserIds) -> AnyView {
    // Shown in the place of the form when the person was deleted.
    let remains = RwSignal::new(None::<Remains>);
    let page = move || {
        let own = ids.clone();
        let ids = ids.clone();
        form_page(
            || ProfileForm::new(apio, own),
            text(texts::profile),
            move |editing| {
                editing.resource.read_choices();
                view! { <Form editing=editing remains=remains /> }.into_any()
            },
            move |refusal, retry| {
                view! {
                    <Back apio=apio ids=ids.clone() neighbours=None />
                    <Title title=text(texts::profile) />
                    <Refused refusal=refusal retry=retry />
                }
                .into_any()
            },
        )
    };
    (move || match remains.get() {
        Some(remains) => view! { <Aftermath apio=apio remains=remains /> }.into_any(),
        None => page(),
    })
    .into_any()
}

/// Gives back what an entry of the journal changed.
pub async fn undo(system: System, ids: UserIds, undoing: Undoing) {
    undo::undo(|| ProfileForm::new(Apio::of(system), ids), undoing).await;
}

#[component]
fn Form(editing: Editing<ProfileForm>, remains: RwSignal<Option<Remains>>) -> impl IntoView {
    let language = language();
    let Editing { resource, object: profile, .. } = editing;
    let ProfileForm { apio, ids, .. } = resource;
    let is_deleting = RwSignal::new(false);
    let may_delete = move || apio.level().sees_others() && profile.with(|profile| profile.sync.is_none());
    let directory = move || {
        profile.with(|profile| {
            let sync = profile.sync.as_ref()?;
            let colon = if sync.dn.is_empty() { "" } else { ": " };
            Some([&sync.ldap, colon, &sync.dn].concat())
        })
    };
    let name = profile.with_untracked(|profile| profile.full_name(&resource.user()));
    let route = profile_at(apio.system.id(), ids.get_value());
    Console::get().opened_people.remember(apio.system, route.clone(), name);
    let route = StoredValue::new(route);
    let neighbours = ids.with_value(|ids| neighbours_of(apio, ids, |profile| profile));
    view! {
        <Back apio=apio ids=ids.get_value() neighbours=Some(neighbours) />
        <Title title=Signal::derive(move || profile.with(|profile| profile.full_name(&resource.user()))) />
        <p class="whose">{resource.user()}</p>
        <Tabs apio=apio ids=ids.get_value() />
        {other_systems::fold(route.get_value())}
        <FormBody
            editing=editing
            buttons=save_and_next(editing, neighbours)
            sections=Signal::derive(move || fields::sections_of(language.get(), editing))
        >
            {move || {
                directory()
                    .map(|directory| {
                        let named = move || {
                            let language = language.get();
                            texts::labelled(language, texts::directory(language), &directory)
                        };
                        view! {
                            <div class="advice">
                                <p>{t(texts::synced)}</p>
                                <p>{named}</p>
                            </div>
                        }
                    })
            }}
            <Fields editing=editing />
            <RequestSheet editing=editing />
            <Show when=may_delete>
                <div class="actions">
                    {other_systems::leaver_link(&route.get_value())}
                    <button type="button" class="danger" on:click=move |_| is_deleting.set(true)>
                        {t(common::delete)}
                    </button>
                </div>
            </Show>
        </FormBody>
        <Delete editing=editing open=is_deleting remains=remains />
    }
    .into_any()
}
