//! Somebody whose configuration is read beside what the page shows: who stands in the address.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Loading, t};
use crate::domain::Refusal;
use crate::pages::icws::navigation::Refused;
use crate::pages::icws::person_form::PersonForm;
use crate::state::Console;
use crate::state::icws::Icws;
use crate::text::{LocalizedText, icws as texts, visible};
use crate::wire::icws::{ClientConfiguration, UserId};

/// How far the person was read.
#[derive(Clone)]
enum Reading {
    NotAsked,
    Pending,
    NoAddress,
    Loaded(UserId, RwSignal<ClientConfiguration>),
    Refused(Refusal),
}

/// What somebody is called.
pub fn name_of(configuration: &ClientConfiguration) -> String {
    configuration.user.label().map(|name| visible(name).into_owned()).unwrap_or_default()
}

/// Asks for somebody, who then stands in the address, and shows what was read of them.
#[component]
pub fn ReadPerson(
    icws: Icws,
    /// The part of the address that names them.
    key: &'static str,
    /// What the ids of the elements begin with.
    id: &'static str,
    label: LocalizedText,
    button: LocalizedText,
    #[prop(into)] show: Callback<(UserId, RwSignal<ClientConfiguration>), AnyView>,
) -> impl IntoView {
    let navigation = Console::get().navigation;
    let query = navigation.query();
    let named = Memo::new(move |_| query.with(|query| query.get(key).unwrap_or_default().to_owned()));
    let typed = RwSignal::new(named.get_untracked());
    let reading = RwSignal::new(Reading::NotAsked);
    let owner = Owner::current().unwrap_or_default();
    let read = Callback::new(move |()| {
        let id = named.get_untracked();
        if id.is_empty() {
            return reading.set(Reading::NotAsked);
        }
        let Some(id) = UserId::new(id) else { return reading.set(Reading::NoAddress) };
        reading.set(Reading::Pending);
        let owner = owner.clone();
        spawn_local(async move {
            let answer = icws.read_client(&id).await;
            // The page may have been left, or somebody else been asked for.
            if named.try_get_untracked().as_deref() != Some(id.as_str()) {
                return;
            }
            reading.try_set(match answer {
                Ok(theirs) => Reading::Loaded(id, owner.with(|| RwSignal::new(theirs))),
                Err(refusal) => Reading::Refused(refusal),
            });
        });
    });
    // Whom the box named last. What was typed for them may be a name.
    let chosen = StoredValue::new(named.get_untracked());
    Effect::new(move |_| {
        let now = named.get();
        if chosen.with_value(|chosen| *chosen != now) {
            chosen.set_value(now.clone());
            typed.set(now);
        }
        read.run(());
    });
    let choose = Callback::new(move |id: String| {
        chosen.set_value(id.clone());
        navigation.set_query(key, &id);
    });
    view! {
        <PersonForm icws=icws id=id label=label button=button typed=typed on_choose=choose />
        {move || match reading.get() {
            Reading::NotAsked => ().into_any(),
            Reading::Pending => view! { <Loading /> }.into_any(),
            Reading::NoAddress => view! { <p role="alert">{t(texts::no_address)}</p> }.into_any(),
            Reading::Loaded(id, theirs) => show.run((id, theirs)),
            Reading::Refused(refusal) => view! { <Refused refusal=refusal retry=read /> }.into_any(),
        }}
    }
    .into_any()
}
