//! Two people side by side: the differences only, and why they differ.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::dom;
use crate::components::form_page::Editing;
use crate::components::{Link, language, t};
use crate::domain::Language;
use crate::form::Draft;
use crate::pages::icws::client::origin::{OriginLine, origin_lines};
use crate::pages::icws::client::property::line_view;
use crate::pages::icws::client::resource::ClientForm;
use crate::pages::icws::client::values::displayed_value_text;
use crate::pages::icws::read_person::{ReadPerson, name_of};
use crate::route::Route;
use crate::state::Console;
use crate::text::{icws as texts, visible};
use crate::wire::icws::compare::{
    UnknownDifference, copyable_value, copyable_values, find_differences, find_unknown_differences,
};
use crate::wire::icws::{ClientConfiguration, EditedClient, Member, Property, UserId, client_form};

/// The id of the line that says how many differences there are.
const OUTCOME: &str = "compare-outcome";

/// What is in the fold of that name ([`crate::pages::icws::client::compare`]).
pub fn page() -> AnyView {
    match use_context::<Editing<ClientForm>>() {
        Some(editing) => view! { <Comparison editing=editing /> }.into_any(),
        None => ().into_any(),
    }
}

/// Asks for the other person, who stands in the address (`?with=`).
#[component]
fn Comparison(editing: Editing<ClientForm>) -> impl IntoView {
    view! {
        <ReadPerson
            icws=editing.resource.icws
            key="with"
            id="compare"
            label=texts::compare_with
            button=texts::compare
            show=move |(id, theirs)| {
                view! { <Differences editing=editing id=id theirs=theirs /> }.into_any()
            }
        />
    }
    .into_any()
}

/// The value of one of the two, and where it comes from: as the server has
/// them, for what is typed here and not saved is no difference yet.
fn side(
    language: Language,
    configuration: &ClientConfiguration,
    property: Property,
) -> (String, Vec<OriginLine>) {
    match configuration.member(property) {
        Some(Member::Unreadable { raw }) => (visible(raw).into_owned(), Vec::new()),
        None => (texts::value_not_sent(language).to_owned(), Vec::new()),
        Some(Member::Readable(_)) => {
            let draft = Draft::begin(client_form::values(configuration));
            let client = EditedClient { now: configuration, draft: &draft };
            let value = displayed_value_text(language, &client.displayed_value(property));
            (value, origin_lines(language, client, property, false))
        }
    }
}

#[component]
fn Differences(
    editing: Editing<ClientForm>,
    id: UserId,
    theirs: RwSignal<ClientConfiguration>,
) -> impl IntoView {
    let console = Console::get();
    let language = language();
    let Editing { resource, object: mine, draft, .. } = editing;
    let chosen = RwSignal::new(Vec::<Property>::new());
    let different = Memo::new(move |_| {
        mine.with(|mine| {
            theirs.with_untracked(|theirs| {
                let found = find_differences(mine, theirs);
                found.into_iter().map(|difference| difference.property).collect::<Vec<_>>()
            })
        })
    });
    // Some servers tell where a value comes from only one property at a time:
    // it is asked for where the two differ.
    let requested = StoredValue::new(Vec::<Property>::new());
    Effect::new({
        let id = id.clone();
        move |_| {
            let mut lacking = theirs.with_untracked(ClientConfiguration::properties_without_sources);
            let is_new =
                |property: &Property| !requested.with_value(|requested| requested.contains(property));
            lacking.retain(|property| different.with(|found| found.contains(property)) && is_new(property));
            requested.update_value(|requested| requested.extend(&lacking));
            let id = id.clone();
            spawn_local(async move {
                let found = |answer: ClientConfiguration| {
                    // The comparison may have been left.
                    requested.try_get_value().is_some()
                        && theirs.try_update(|theirs| theirs.add_sources(&answer)).is_some()
                };
                resource.icws.read_sources(&id, lacking, found).await;
            });
        }
    });
    let unknown = move || {
        mine.with(|mine| {
            theirs.with_untracked(|theirs| {
                let found = find_unknown_differences(mine, theirs);
                let line = |difference: &UnknownDifference| {
                    let label = texts::label(language.get(), difference.name).into_owned();
                    let raw = |raw: Option<&str>| visible(raw.unwrap_or("–")).into_owned();
                    view! {
                        <li>
                            <strong>{label}</strong>
                            <code>{raw(difference.left)}</code>
                            <code>{raw(difference.right)}</code>
                        </li>
                    }
                };
                found.iter().map(line).collect_view()
            })
        })
    };
    let page = StoredValue::new(Route::UserClient {
        system: resource.icws.system.id(),
        user: id.as_str().to_owned(),
    });
    let one = move |property: Property| {
        // One's own, or the other's with the address of their page.
        let side_of = move |page: Option<Route>| {
            let is_theirs = page.is_some();
            let shown = Memo::new(move |_| {
                let language = language.get();
                let show = |configuration: &ClientConfiguration| {
                    (name_of(configuration), side(language, configuration, property))
                };
                if is_theirs { theirs.with(show) } else { mine.with(show) }
            });
            move || {
                let (name, (value, lines)) = shown.get();
                let line =
                    |line| view! { <p class="hint">{line_view(editing, console, page.clone(), line)}</p> };
                view! {
                    <div>
                        <p class="hint">{name}</p>
                        <p class="value">{value}</p>
                        {lines.iter().map(line).collect_view()}
                    </div>
                }
            }
        };
        let can_copy = !resource.is_read_only()
            && theirs.with_untracked(|theirs| copyable_value(theirs, property).is_some());
        let name = ["compare-", property.name()].concat();
        view! {
            <li>
                <strong id=name.clone()>{move || texts::label(language.get(), property.name())}</strong>
                {side_of(None)}
                {side_of(Some(page.get_value()))}
                {can_copy
                    .then(|| {
                        view! {
                            <label class="check">
                                <input
                                    type="checkbox"
                                    aria-describedby=name
                                    prop:checked=move || chosen.with(|chosen| chosen.contains(&property))
                                    on:change:target=move |event| {
                                        let on = event.target().checked();
                                        chosen
                                            .update(|chosen| {
                                                chosen.retain(|other| *other != property);
                                                if on {
                                                    chosen.push(property);
                                                }
                                            });
                                    }
                                />
                                {t(texts::copy_own)}
                            </label>
                        }
                    })}
            </li>
        }
        .into_any()
    };
    let copy_chosen = move |_| {
        let properties = chosen.get_untracked();
        let values = theirs
            .with_untracked(|theirs| mine.with_untracked(|mine| copyable_values(theirs, &properties, mine)));
        draft.update(|draft| values.into_iter().for_each(|(property, value)| draft.set(property, value)));
        chosen.set(Vec::new());
        // The button goes with the last choice.
        dom::focus(OUTCOME);
    };
    view! {
        <p role="status" id=OUTCOME tabindex="-1">
            {move || texts::differences(language.get(), different.with(Vec::len))} " "
            <Link to=page.get_value()>{move || theirs.with(name_of)}</Link>
        </p>
        <ul class="differences">{move || different.get().into_iter().map(one).collect_view()} {unknown}</ul>
        <Show when=move || chosen.with(|chosen| !chosen.is_empty())>
            <button type="button" on:click=copy_chosen>
                {t(texts::copy_chosen)}
            </button>
            <p class="hint">{t(texts::clean_up_next)}</p>
        </Show>
    }
    .into_any()
}
