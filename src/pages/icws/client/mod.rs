//! A person's client configuration: every property, where its value comes
//! from, and what to do about it.

pub mod clean_up;
pub mod compare;
pub mod differences;
pub mod filters;
pub mod follow_me;
pub mod origin;
pub mod problems;
pub mod property;
pub mod resource;
pub mod sources;
pub mod subject;
pub mod values;

use leptos::prelude::*;

use crate::components::form_page::{Editing, form_page};
use crate::components::undo::{self, Undoing};
use crate::components::{FormBody, Link, Section, Title, language, t, text};
use crate::domain::Language;
use crate::domain::{Refusal, RefusalKind};
use crate::journal::Undo;
use crate::list::fold;
use crate::pages::icws::client::clean_up::CleanUp;
use crate::pages::icws::client::compare::Compare;
use crate::pages::icws::client::filters::{COUNTS, FROM, Filters, Finder, OnlyFrom, source_of};
use crate::pages::icws::client::property::PropertyItem;
use crate::pages::icws::client::resource::{ClientForm, with_client};
use crate::pages::icws::client::sources::read_sources;
use crate::pages::icws::client::subject::{ReadOnly, Subject, UnknownMembers, name_of};
use crate::pages::icws::navigation::{Back, Refused};
use crate::pages::other_systems;
use crate::pages::request_sheet::RequestSheet;
use crate::pages::steps::{Neighbours, Steps, neighbours, save_and_next};
use crate::route::{Query, Route, can_carry};
use crate::state::icws::Icws;
use crate::state::{Console, System};
use crate::text::{icws as texts, overrides as overrides_texts, visible};
use crate::wire::icws::view::{PropertyCounts, PropertyFilter, filter_properties};
use crate::wire::icws::{ClientConfiguration, Property, PropertyGroup, UserId};

/// Somebody's configuration, or one's own where nobody is named. It is given
/// what is shown in the fold in which two people are compared.
pub fn page(system: System, id: Option<String>, differences: ViewFn) -> AnyView {
    let icws = Icws::of(system);
    if let Some(id) = id {
        return client_of(icws, UserId::new(id), false, differences);
    }
    // Whoever signs in in somebody's place has a configuration of their own.
    let own = Memo::new(move |_| UserId::new(icws.open()?.user.clone()));
    (move || client_of(icws, own.get(), true, differences.clone())).into_any()
}

fn client_of(icws: Icws, id: Option<UserId>, is_own: bool, differences: ViewFn) -> AnyView {
    match id {
        Some(id) => client(ClientForm::new(icws, id), is_own, differences),
        None => view! { <NoAddress icws=icws /> }.into_any(),
    }
}

/// Gives back what an entry of the journal changed of somebody, or of oneself where nobody is named.
pub async fn undo(system: System, id: Option<String>, undoing: Undoing) {
    let icws = Icws::of(system);
    match id.map_or_else(|| icws.own_id(), UserId::new) {
        Some(id) => undo::undo(|| ClientForm::new(icws, id), undoing).await,
        // Nobody is signed in any more.
        None => undoing.set(Undo::Refused(Refusal::new(RefusalKind::NotSignedIn))),
    }
}

/// The id of a person that no address can carry.
#[component]
fn NoAddress(icws: Icws) -> impl IntoView {
    view! {
        <Title title=text(texts::heading) />
        <p>{t(texts::no_address)}</p>
        <p>
            <Back icws=icws />
        </p>
    }
    .into_any()
}

fn client(resource: ClientForm, is_own: bool, differences: ViewFn) -> AnyView {
    // Nobody comes from the list to their own configuration.
    let neighbours = (!is_own).then(|| neighbours_of(resource));
    let ClientForm { icws, id, .. } = resource;
    let page = form_page(
        move || ClientForm::new(icws, id.get_value()),
        text(texts::heading),
        move |editing| {
            view! { <Form editing=editing neighbours=neighbours differences=differences.clone() /> }
                .into_any()
        },
        |refusal, retry| {
            view! {
                <Title title=text(texts::heading) />
                <Refused refusal=refusal retry=retry />
            }
            .into_any()
        },
    );
    view! {
        <div class="page-links">
            <Back icws=resource.icws />
            {neighbours.map(|neighbours| view! { <Steps neighbours=neighbours /> })}
        </div>
        {page}
    }
    .into_any()
}

/// Somebody's page is open now.
fn remember_opened(resource: ClientForm, configuration: RwSignal<ClientConfiguration>) {
    let ClientForm { icws, id, .. } = resource;
    let user = id.with_value(|id| id.as_str().to_owned());
    let name = configuration
        .with_untracked(|configuration| configuration.user.label().map(|name| visible(name).into_owned()));
    Console::get().opened_people.remember(icws.system, route_of(resource), name.unwrap_or(user));
}

/// Where somebody's page is.
fn route_of(ClientForm { icws, id, .. }: ClientForm) -> Route {
    Route::UserClient { system: icws.system.id(), user: id.with_value(|id| id.as_str().to_owned()) }
}

/// The people before and after somebody in the list.
fn neighbours_of(ClientForm { icws, id, .. }: ClientForm) -> Memo<Option<Neighbours>> {
    let system = icws.system.id();
    let id = id.with_value(|id| id.as_str().to_owned());
    neighbours(
        icws.people,
        id,
        |row| visible(&row.name).into_owned(),
        move |row| {
            let route = || Route::UserClient { system: system.clone(), user: row.id.clone() };
            can_carry(&row.id).then(route)
        },
    )
}

#[component]
fn Form(
    editing: Editing<ClientForm>,
    #[prop(optional_no_strip)] neighbours: Option<Memo<Option<Neighbours>>>,
    differences: ViewFn,
) -> impl IntoView {
    let language = language();
    let Editing { resource, object: configuration, .. } = editing;
    if neighbours.is_some() {
        remember_opened(resource, configuration);
    }
    let query = Console::get().navigation.query();
    let is_read_only = resource.is_read_only();
    read_sources(editing);
    let copy_query = resource.id.with_value(|id| Query::default().with("from", id.as_str()));

    let filter = Memo::new(move |_| {
        query.with(|query| PropertyFilter::from_key(query.get("show").unwrap_or_default()))
    });
    let search = Memo::new(move |_| query.with(|query| fold(query.get("q").unwrap_or_default())));
    let from = Memo::new(move |_| query.with(|query| query.get(FROM).unwrap_or_default().to_owned()));
    let shown = Memo::new(move |_| {
        let (language, filter, from) = (language.get(), filter.get(), from.get());
        search.with(|search| {
            let has_words = |property: Property| {
                let text = fold(&texts::search_text(language, property.name()));
                search.split_whitespace().all(|word| text.contains(word))
            };
            with_client(editing, |client| {
                let is_given =
                    |property: Property| from.is_empty() || source_of(client.now, property, &from).is_some();
                filter_properties(client, filter, |property| has_words(property) && is_given(property))
            })
        })
    });
    let counts = move || {
        let counts = configuration.with(PropertyCounts::of);
        texts::summary(language.get(), counts.properties, counts.set_here, counts.redundant)
    };
    let groups = PropertyGroup::ALL
        .into_iter()
        .map(|group| view! { <Group editing=editing group=group shown=shown /> })
        .collect_view();
    view! {
        <Title title=text(texts::heading) whose=Signal::derive(move || name_of(configuration)) />
        <Subject configuration=configuration />
        {is_read_only.then(|| view! { <ReadOnly access=resource.access() /> })}
        {neighbours.is_some().then(|| other_systems::fold(route_of(resource)))}
        <Compare editing=editing differences=differences />
        <p>
            <Link to=Route::CopyClient { system: resource.icws.system.id() } query=copy_query>
                {t(overrides_texts::copy_to_others)}
            </Link>
        </p>
        <FormBody
            editing=editing
            class="form client"
            is_read_only=is_read_only
            sections=Signal::derive(move || shown.with(|shown| sections_of(language.get(), shown)))
            buttons=neighbours.map(|neighbours| save_and_next(editing, neighbours)).into_any()
        >
            <div class="toolbar">
                <Finder />
                {(!is_read_only).then(|| view! { <CleanUp editing=editing /> })}
            </div>
            <Filters filter=filter />
            <Show when=move || !from.with(String::is_empty)>
                <OnlyFrom configuration=configuration from=from />
            </Show>
            <p class="counts" role="status" id=COUNTS tabindex="-1">{counts}</p>
            {groups}
            <Show when=move || shown.with(Vec::is_empty)>
                <p class="empty">{t(texts::no_match)}</p>
            </Show>
            <UnknownMembers configuration=configuration />
            {(!is_read_only).then(|| view! { <RequestSheet editing=editing /> })}
            {neighbours
                .is_some()
                .then(|| {
                    view! { <div class="actions">{other_systems::leaver_link(&route_of(resource))}</div> }
                })}
        </FormBody>
    }
    .into_any()
}

fn heading_id(group: PropertyGroup) -> String {
    ["group-", group.key()].concat()
}

/// The groups that have something in them now.
fn sections_of(language: Language, shown: &[Property]) -> Vec<Section> {
    let has_properties = |group: &PropertyGroup| shown.iter().any(|property| property.group() == *group);
    let section = |group: PropertyGroup| Section {
        id: heading_id(group),
        heading: texts::group(language, group.key()).into(),
    };
    PropertyGroup::ALL.into_iter().filter(has_properties).map(section).collect()
}

/// The properties of a group that the server has.
#[component]
fn Group(editing: Editing<ClientForm>, group: PropertyGroup, shown: Memo<Vec<Property>>) -> impl IntoView {
    let language = language();
    let is_empty = move || !shown.with(|shown| shown.iter().any(|property| property.group() == group));
    let properties = group
        .properties()
        .filter(|property| editing.object.with_untracked(|now| now.member(*property).is_some()))
        .map(|property| view! { <PropertyItem editing=editing property=property shown=shown /> })
        .collect_view();
    view! {
        <section class="group" hidden=is_empty>
            <h2 id=heading_id(group) tabindex="-1">
                {move || texts::group(language.get(), group.key())}
            </h2>
            <ul>{properties}</ul>
        </section>
    }
    .into_any()
}
