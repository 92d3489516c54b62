//! A person's client configuration: every property, where its value comes
//! from, and what to do about it.

pub mod clean_up;
pub mod compare;
pub mod differences;
pub mod editing;
pub mod follow_me;
pub mod property;
pub mod save;

use leptos::{ev, task::spawn_local};

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::refused::ProblemSummary;
use crate::components::search::SEARCH;
use crate::components::{FormBar, Loading, Title, language, t, text};
use crate::domain::Refusal;
use crate::domain::inherited::Source;
use crate::list::fold;
use crate::pages::icws::client::clean_up::CleanUp;
use crate::pages::icws::client::compare::Compare;
use crate::pages::icws::client::editing::{Complaints, Editing, source_text};
use crate::pages::icws::client::property::One;
use crate::pages::icws::client::save::save;
use crate::pages::icws::{Back, Refused};
use crate::pages::shortcuts;
use crate::state::icws::Icws;
use crate::state::{Console, System};
use crate::text::{icws as words, list as list_words};
use crate::wire::icws::rights::{Access, ReadOnlyReason};
use crate::wire::icws::view::{PropertyCounts, PropertyFilter, filter_properties};
use crate::wire::icws::{
    ClientConfiguration, ClientDraft, Property, PropertyGroup, PropertyValue, UserId, configuration_path,
};

pub const SUMMARY: &str = "problems";
/// The id of the summary line.
pub const COUNTS: &str = "counts";
/// Only what this source gives is shown; its `uri` stands in the address.
pub const FROM: &str = "from";

/// What is known of the person.
#[derive(Clone)]
enum Known {
    Asking,
    Here(Editing),
    Refused(Refusal),
}

/// Somebody's configuration, or one's own where nobody is named. It is given
/// what is shown in the fold in which two people are compared.
pub fn page(system: System, id: Option<String>, differences: ViewFn) -> AnyView {
    let icws = Icws::of(system);
    if let Some(id) = id {
        return of(icws, UserId::new(id), differences);
    }
    // Whoever signs in in somebody's place has a configuration of their own.
    let own = Memo::new(move |_| UserId::new(icws.open()?.user.clone()));
    (move || of(icws, own.get(), differences.clone())).into_any()
}

fn of(icws: Icws, id: Option<UserId>, differences: ViewFn) -> AnyView {
    match id {
        Some(id) => view! { <Client icws=icws id=id differences=differences /> }.into_any(),
        None => view! { <NoAddress icws=icws /> }.into_any(),
    }
}

/// The id of a person that no address can carry.
#[component]
fn NoAddress(icws: Icws) -> impl IntoView {
    view! {
        <Title title=text(words::heading) />
        <p>{t(words::no_address)}</p>
        <p>
            <Back icws=icws />
        </p>
    }
    .into_any()
}

#[component]
pub fn Client(icws: Icws, id: UserId, differences: ViewFn) -> impl IntoView {
    let known = RwSignal::new(Known::Asking);
    let id = StoredValue::new(id);
    let owner = Owner::current().unwrap_or_default();
    let read = Callback::new(move |()| {
        known.set(Known::Asking);
        let (owner, whose) = (owner.clone(), id.get_value());
        spawn_local(async move {
            let answer = icws.read_client_and_access(&whose).await;
            let now = match answer {
                Ok((configuration, access)) => {
                    owner.with(|| Known::Here(begin(icws, id, configuration, access)))
                }
                Err(refusal) => Known::Refused(refusal),
            };
            known.try_set(now);
        });
    });
    read.run(());
    view! {
        <p>
            <Back icws=icws />
        </p>
        <Title title=text(words::heading) />
        {move || match known.get() {
            Known::Asking => view! { <Loading /> }.into_any(),
            Known::Here(editing) => view! { <Form editing=editing differences=differences.clone() /> }.into_any(),
            Known::Refused(refusal) => view! { <Refused refusal=refusal retry=read /> }.into_any(),
        }}
    }
    .into_any()
}

fn begin(icws: Icws, id: StoredValue<UserId>, configuration: ClientConfiguration, access: Access) -> Editing {
    let editing = Editing {
        icws,
        id,
        access,
        draft: RwSignal::new(ClientDraft::new(configuration)),
        complaints: RwSignal::new(Complaints::default()),
        reading: StoredValue::new(0),
    };
    editing.read_sources();
    editing
}

#[component]
fn Form(editing: Editing, differences: ViewFn) -> impl IntoView {
    let console = Console::get();
    let language = language();
    let Editing { draft, complaints, .. } = editing;
    let navigation = console.navigation;
    let query = navigation.query();
    let saving = RwSignal::new(false);
    let read_only = editing.is_read_only();
    navigation.guard(move || draft.with(ClientDraft::is_changed));

    let filter = Memo::new(move |_| {
        query.with(|query| PropertyFilter::from_key(query.get("show").unwrap_or_default()))
    });
    let search = Memo::new(move |_| query.with(|query| fold(query.get("q").unwrap_or_default())));
    let from = Memo::new(move |_| query.with(|query| query.get(FROM).unwrap_or_default().to_owned()));
    let shown = Memo::new(move |_| {
        let (language, filter, from) = (language.get(), filter.get(), from.get());
        search.with(|search| {
            let has_words = |property: Property| {
                let text = fold(&words::search_text(language, property.name()));
                search.split_whitespace().all(|word| text.contains(word))
            };
            draft.with(|draft| {
                let is_given = |property: Property| {
                    from.is_empty() || source_of(draft.base(), property, &from).is_some()
                };
                filter_properties(draft, filter, |property| has_words(property) && is_given(property))
            })
        })
    });

    let submit = move || {
        if saving.get_untracked() || read_only {
            return;
        }
        saving.set(true);
        spawn_local(async move {
            save(editing, console).await;
            saving.try_set(false);
        });
    };
    shortcuts::save_with(Callback::new(move |()| submit()));

    let groups = PropertyGroup::ALL
        .into_iter()
        .map(|group| {
            let is_empty =
                move || !shown.with(|shown| shown.iter().any(|property| property.group() == group));
            let properties = group
                .properties()
                .filter(|property| draft.with_untracked(|draft| draft.base().member(*property).is_some()))
                .map(|property| view! { <One editing=editing property=property shown=shown /> })
                .collect_view();
            view! {
                <section class="group" hidden=is_empty>
                    <h2>{move || words::group(language.get(), group.key())}</h2>
                    <ul>{properties}</ul>
                </section>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <Subject draft=draft />
        {read_only.then(|| view! { <ReadOnly access=editing.access /> })}
        <Compare editing=editing differences=differences />
        <form
            class="form client"
            novalidate
            on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                submit();
            }
        >
            <div class="toolbar">
                <Finder />
                <Show when=move || !read_only>
                    <CleanUp editing=editing />
                </Show>
            </div>
            <Filters filter=filter />
            <Show when=move || !from.with(String::is_empty)>
                <Given draft=draft from=from />
            </Show>
            <p class="counts" role="status" id=COUNTS tabindex="-1">
                {move || {
                    let counts = draft.with(|draft| PropertyCounts::of(draft.base()));
                    words::summary(language.get(), counts.properties, counts.set_here, counts.redundant)
                }}
            </p>
            <Show when=move || complaints.with(|all| !all.is_empty())>
                <ProblemSummary
                    id=SUMMARY
                    heading=Signal::derive(move || {
                        complaints.with(|all| all.heading(language.get()).to_owned())
                    })
                    complaints=Signal::derive(move || complaints.with(|all| all.lines(language.get())))
                    said=Signal::derive(move || {
                        complaints.with(|all| {
                            all.refusal.as_ref().map(|refusal| refusal.server_messages.clone()).unwrap_or_default()
                        })
                    })
                />
            </Show>
            {groups}
            <Show when=move || shown.with(Vec::is_empty)>
                <p class="empty">{t(words::no_match)}</p>
            </Show>
            <Unknown draft=draft />
            {(!read_only)
                .then(|| {
                    view! {
                        <FormBar
                            changed=Signal::derive(move || draft.with(ClientDraft::change_count))
                            saving=saving
                            on_cancel=Callback::new(move |()| editing.revert_all())
                        />
                    }
                })}
        </form>
    }
    .into_any()
}

/// Whose configuration it is, which template holds, when it was last changed.
#[component]
fn Subject(draft: RwSignal<ClientDraft>) -> impl IntoView {
    let language = language();
    let name = move || {
        draft.with(|draft| {
            let user = &draft.base().user;
            let name = user.label().map(|name| words::visible(name).into_owned()).unwrap_or_default();
            let id = user.id.as_deref().filter(|id| *id != name).map(|id| words::visible(id).into_owned());
            (name, id)
        })
    };
    let facts = move || {
        let language = language.get();
        draft.with(|draft| {
            let base = draft.base();
            let mut parts = Vec::new();
            if let Some(template) = base.template.label() {
                parts.push(words::gives(language, words::template(language), &words::visible(template)));
            }
            if let Some(stamp) = &base.last_modified {
                parts.push(words::gives(language, words::last_changed(language), &words::moment(stamp)));
            }
            parts.join(" · ")
        })
    };
    view! {
        <p class="subject">
            <strong>{move || name().0}</strong>
            {move || name().1.map(|id| view! { " " <span class="quiet">{id}</span> })}
        </p>
        <p class="hint">{facts}</p>
    }
    .into_any()
}

#[component]
fn ReadOnly(access: Access) -> impl IntoView {
    let why = match access {
        Access::ReadOnly(ReadOnlyReason::NoRightToCustomize) => words::no_right_to_customize,
        Access::ReadOnly(ReadOnlyReason::ServerTooOld) => words::server_too_old,
        _ => words::not_yours,
    };
    view! {
        <div class="advice" role="note">
            <strong>{t(words::read_only)}</strong>
            <p>{t(why)}</p>
        </div>
    }
    .into_any()
}

/// Finds properties by the words of the screen; kept in the address.
#[component]
fn Finder() -> impl IntoView {
    let navigation = Console::get().navigation;
    let typed = move || navigation.query().with(|query| query.get("q").unwrap_or_default().to_owned());
    view! {
        <div class="search" role="search">
            <label for=SEARCH>{t(list_words::search)}</label>
            <input
                id=SEARCH
                type="search"
                autocomplete="off"
                spellcheck="false"
                prop:value=typed
                on:input:target=move |event| navigation.set_query("q", &event.target().value())
                on:keydown:target=move |event| {
                    // Enter searches nothing more, and must not save.
                    if dom::key(&event) == "Enter" {
                        event.prevent_default();
                    }
                }
            />
        </div>
    }
    .into_any()
}

/// Which properties are shown; kept in the address.
#[component]
fn Filters(filter: Memo<PropertyFilter>) -> impl IntoView {
    let language = language();
    let navigation = Console::get().navigation;
    let choices = PropertyFilter::ALL
        .into_iter()
        .map(|choice| {
            let key = if choice == PropertyFilter::All { "" } else { choice.key() };
            view! {
                <label>
                    <input
                        type="radio"
                        name="show"
                        prop:checked=move || filter.get() == choice
                        on:change=move |_| navigation.set_query("show", key)
                    />
                    <span>{move || words::filter(language.get(), choice.key())}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="filters">
            <legend>{t(words::show)}</legend>
            {choices}
        </fieldset>
    }
    .into_any()
}

/// The source of that name, among those of a property.
fn source_of<'a>(
    base: &'a ClientConfiguration,
    property: Property,
    from: &str,
) -> Option<&'a Source<PropertyValue>> {
    let is_from =
        |source: &&Source<PropertyValue>| source.uri.as_deref().and_then(configuration_path) == Some(from);
    base.get(property)?.sources.iter().find(is_from)
}

/// Says that only what one source gives is shown, and what the source is called.
#[component]
fn Given(draft: RwSignal<ClientDraft>, from: Memo<String>) -> impl IntoView {
    let language = language();
    let navigation = Console::get().navigation;
    let name = move || {
        let (language, from) = (language.get(), from.get());
        draft.with(|draft| {
            let found =
                draft.base().members().find_map(|(property, _)| source_of(draft.base(), property, &from));
            found.map(|source| source_text(language, source))
        })
    };
    view! {
        <p class="given" role="status">
            {t(words::only_from)} " " <strong>{name}</strong> " "
            <code>{move || words::visible(&from.get()).into_owned()}</code> " "
            <button
                type="button"
                class="quiet"
                on:click=move |_| {
                    navigation.set_query(FROM, "");
                    dom::focus(COUNTS);
                }
            >
                {t(words::show_all)}
            </button>
        </p>
    }
    .into_any()
}

/// Members of a newer server, as they came.
#[component]
fn Unknown(draft: RwSignal<ClientDraft>) -> impl IntoView {
    let language = language();
    let members = Memo::new(move |_| draft.with(|draft| draft.base().unknown_members.clone()));
    view! {
        <Show when=move || members.with(|members| !members.is_empty())>
            <section class="group">
                <h2>{t(words::unknown_heading)}</h2>
                <p class="hint">{t(words::unknown_why)}</p>
                <dl class="facts">
                    {move || {
                        members
                            .get()
                            .into_iter()
                            .map(|member| {
                                let label = words::label(language.get(), &member.name).into_owned();
                                let raw = words::visible(&member.raw).into_owned();
                                view! {
                                    <dt>{label}</dt>
                                    <dd>
                                        <code>{raw}</code>
                                    </dd>
                                }
                            })
                            .collect_view()
                    }}
                </dl>
            </section>
        </Show>
    }
    .into_any()
}

/// Shows what went wrong above the form, with the focus on it.
pub fn complain(editing: Editing, complaints: Complaints) {
    if editing.complaints.try_set(complaints).is_none() {
        dom::focus_soon(SUMMARY);
    }
}
