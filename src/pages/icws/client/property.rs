//! One client property: its control, where its value comes from, and why the
//! server refused it.

use leptos::ev;
use leptos::prelude::*;

use crate::browser::{dom, history};
use crate::components::form_page::Editing;
use crate::components::{Conflict, Link, language, t};
use crate::domain::{Language, Problem, Trouble};
use crate::form::FieldValue;
use crate::pages::icws::client::filters::FROM;
use crate::pages::icws::client::follow_me::FollowMeList;
use crate::pages::icws::client::origin::{OriginLine, origin_lines};
use crate::pages::icws::client::problems::{control_id, path_of, sentence};
use crate::pages::icws::client::resource::{ClientForm, with_client};
use crate::pages::icws::client::values::{displayed_value_text, field_value_text};
use crate::route::{Query, Route};
use crate::state::Console;
use crate::text::{icws as texts, visible};
use crate::wire::icws::client_form::to_field_value;
use crate::wire::icws::view::DisplayedValue;
use crate::wire::icws::{
    EditedClient, Member, Property, PropertyKind, PropertyValue, SearchOption, user_id_of_uri,
};

/// A property as an item of its group. It stays in place when a filter hides
/// it, so that what is half typed is not lost.
#[component]
pub fn PropertyItem(
    editing: Editing<ClientForm>,
    property: Property,
    shown: Memo<Vec<Property>>,
) -> impl IntoView {
    let language = language();
    let Editing { draft, object, .. } = editing;
    let id = control_id(property);
    let name = property.name();
    let changed = Memo::new(move |_| draft.with(|draft| draft.is_changed(property)));
    let problem =
        Memo::new(move |_| with_client(editing, |client| problem_text(language.get(), client, property)));
    let is_wrong = Memo::new(move |_| draft.with(|draft| draft.problems().has(property)));
    let raw = Memo::new(move |_| {
        object.with(|now| match now.member(property) {
            Some(Member::Unreadable { raw }) => Some(raw.clone()),
            _ => None,
        })
    });
    let described = [&id, "-problem ", &id, "-state ", &id, "-about"].concat();
    let part = |of: &str| [id.as_str(), of].concat();
    let (about_id, state_id, problem_id) = (part("-about"), part("-state"), part("-problem"));
    let name_id = part("-name");
    let is_list = property.kind() == PropertyKind::FollowMe;
    let head = {
        let id = id.clone();
        move || {
            let label = texts::label(language.get(), name);
            if is_list || raw.with(Option::is_some) {
                view! { <span class="name" id=id.clone() tabindex="-1">{label}</span> }.into_any()
            } else {
                view! { <label for=id.clone() id=name_id.clone()>{label}</label> }.into_any()
            }
        }
    };
    let control = {
        let id = id.clone();
        move || match raw.get() {
            Some(raw) => view! { <code>{visible(&raw).into_owned()}</code> }.into_any(),
            None => control(editing, property, id.clone(), described.clone()),
        }
    };
    let value_text =
        Callback::new(move |value: FieldValue| field_value_text(language.get(), property, &value));
    view! {
        <li
            class="property"
            class:is-changed=move || changed.get()
            class:is-wrong=move || is_wrong.get()
            class:is-list=is_list
            hidden=move || !shown.with(|shown| shown.contains(&property))
        >
            <div class="about">
                {head}
                <span class="mark">{move || changed.get().then(t(texts::changed_now))}</span>
                <p class="hint" id=about_id>
                    {move || texts::description(language.get(), name)}
                </p>
            </div>
            {control}
            <div class="origin" id=state_id>
                <Origin editing=editing property=property />
                {move || {
                    raw.with(Option::is_some)
                        .then(|| view! { <p>{t(texts::not_understood)}</p> })
                }}
            </div>
            <Verbs editing=editing property=property />
            <p class="problem" id=problem_id>{move || problem.get()}</p>
            <Conflict draft=draft field=property control_id=id value_text=value_text />
        </li>
    }
    .into_any()
}

/// What is wrong with a property as a whole; what is wrong with an entry of
/// the follow-me list stands there.
fn problem_text(language: Language, client: EditedClient, property: Property) -> String {
    let problems = client.draft.problems().at(property);
    let here = problems.filter(|problem| path_of(problem).is_none_or(|path| path.index.is_none()));
    let text = |problem: &Problem| match problem.trouble {
        Trouble::NotKept => not_kept_text(language, client, property),
        _ => sentence(language, problem),
    };
    here.map(text).collect::<Vec<String>>().join(" ")
}

/// That a change did not hold, and what does.
fn not_kept_text(language: Language, client: EditedClient, property: Property) -> String {
    let is_given_back = *client.draft.get(property) == FieldValue::Inherited;
    let first = if is_given_back { texts::not_given_back } else { texts::not_kept };
    let now = client.now.get(property);
    let value = match now.and_then(|now| now.own().or(now.effective.iter().flatten().next())) {
        Some(value) => DisplayedValue::Value(value.clone()),
        None => DisplayedValue::NoValue,
    };
    let now = texts::holds_now(language, &displayed_value_text(language, &value));
    [first(language), " ", &now].concat()
}

/// "Set here", "Inherited from Workgroup Sales", and what it would be otherwise.
#[component]
fn Origin(editing: Editing<ClientForm>, property: Property) -> impl IntoView {
    let language = language();
    let console = Console::get();
    let can_give_back = !editing.resource.is_read_only();
    let lines = Memo::new(move |_| {
        with_client(editing, |client| origin_lines(language.get(), client, property, can_give_back))
    });
    let is_redundant =
        Memo::new(move |_| with_client(editing, |client| client.makes_no_difference(property)));
    let badge = move || {
        is_redundant.get().then(|| {
            view! {
                <span class="badge" title=t(texts::makes_no_difference_why)>
                    <span class="glyph" aria-hidden="true">{"="}</span>
                    {t(texts::makes_no_difference)}
                </span>
            }
        })
    };
    view! {
        {move || {
            let mut lines = lines.get().into_iter().map(|line| line_view(editing, console, None, &line));
            lines.next().map(|first| {
                let rest = lines.map(|line| view! { <p>{line}</p> }).collect_view();
                view! { <p><span class="where">{first}</span>" "{badge}</p> {rest} }
            })
        }}
    }
    .into_any()
}

/// A line with a link to its source: a person has a page of their own; of
/// anything else, this page shows what it gives, or `page`, where the line is
/// about somebody else.
pub fn line_view(
    editing: Editing<ClientForm>,
    console: Console,
    page: Option<Route>,
    line: &OriginLine,
) -> AnyView {
    let OriginLine { before, source, uri, after } = line.clone();
    let Some(uri) = uri else {
        return view! { {before} {source} {after} }.into_any();
    };
    let link = match (user_id_of_uri(&uri), page) {
        (Some(user), _) => {
            let user = user.as_str().to_owned();
            let to = Route::UserClient { system: editing.resource.icws.system.id(), user };
            view! { <Link to=to>{source}</Link> }.into_any()
        }
        (None, Some(page)) => {
            let query = Signal::stored(Query::default().with(FROM, &uri));
            view! { <Link to=page query=query>{source}</Link> }.into_any()
        }
        (None, None) => {
            let navigation = console.navigation;
            let route = navigation.route();
            let query = navigation.query();
            let title = uri.clone();
            let href = {
                let uri = uri.clone();
                move || {
                    let query = query.with(|query| query.with(FROM, &uri));
                    history::href(&route.with(|route| route.url(&query)))
                }
            };
            let click = move |event: ev::MouseEvent| {
                if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                    event.prevent_default();
                    navigation.set_query(FROM, &uri);
                }
            };
            view! { <a href=href title=title on:click=click>{source}</a> }.into_any()
        }
    };
    view! { {before} {link} {after} }.into_any()
}

/// One verb to set, one to go back.
#[component]
fn Verbs(editing: Editing<ClientForm>, property: Property) -> impl IntoView {
    if editing.resource.is_read_only() {
        return ().into_any();
    }
    let draft = editing.draft;
    let inheritable = property.kind().is_inheritable();
    // Where the server does not say whether there is an own value, both verbs are there.
    let is_own = Memo::new(move |_| {
        with_client(editing, |client| client.now.get(property).map(|_| client.is_own(property)))
    });
    let can_undo = Memo::new(move |_| {
        with_client(editing, |client| {
            let was_own = client.now.get(property).is_some_and(|value| value.is_own() != Some(false));
            client.draft.is_changed(property) && (was_own || !inheritable)
        })
    });
    let id = control_id(property);
    // A list has no control of its own, so that its name carries the id.
    let name = if property.kind() == PropertyKind::FollowMe { id.clone() } else { id.clone() + "-name" };
    let set_id = id.clone() + "-set";
    let (undo_name, undone) = (name.clone(), id.clone());
    // Each verb is gone once it was pressed, so that the focus goes to what it was for.
    view! {
        <div class="verbs">
            <Show when=move || can_undo.get()>
                <button
                    type="button"
                    class="quiet"
                    aria-describedby=undo_name.clone()
                    on:click={
                        let undone = undone.clone();
                        move |_| {
                            draft.update(|draft| draft.reset(property));
                            dom::focus(&undone);
                        }
                    }
                >
                    {t(texts::undo_change)}
                </button>
            </Show>
            {inheritable
                .then(|| {
                    let next = set_id.clone();
                    view! {
                        <button
                            type="button"
                            class="quiet"
                            hidden=move || matches!(is_own.get(), None | Some(Some(false)))
                            aria-describedby=name.clone()
                            on:click=move |_| {
                                draft.update(|draft| draft.set(property, FieldValue::Inherited));
                                dom::focus_soon(&next);
                            }
                        >
                            {t(texts::use_inherited_value)}
                        </button>
                        <button
                            type="button"
                            class="quiet"
                            id=set_id
                            hidden=move || matches!(is_own.get(), None | Some(Some(true)))
                            aria-describedby=name
                            on:click=move |_| {
                                let value = untrack(|| {
                                    with_client(editing, |client| client.starting_value(property))
                                });
                                draft.update(|draft| draft.set(property, to_field_value(&value)));
                                dom::focus(&id);
                            }
                        >
                            {t(texts::set_own_value)}
                        </button>
                    }
                })}
        </div>
    }
    .into_any()
}

/// A control of a property, and what it needs whatever its kind is.
struct PropertyControl {
    editing: Editing<ClientForm>,
    property: Property,
    id: String,
    /// The ids of what describes it.
    described: String,
    read_only: bool,
    invalid: Signal<Option<&'static str>>,
    /// Its value in words, where there is no value to show or not all of it can be seen, and for
    /// yes and no always.
    in_words: Signal<String>,
}

/// The control of a property's kind. It always shows the value in effect, and
/// changing it sets an own one.
fn control(editing: Editing<ClientForm>, property: Property, id: String, described: String) -> AnyView {
    let language = language();
    let control = PropertyControl {
        editing,
        property,
        id,
        described,
        read_only: editing.resource.is_read_only(),
        invalid: Signal::derive(move || {
            editing.draft.with(|draft| draft.problems().has(property)).then_some("true")
        }),
        in_words: Signal::derive(move || {
            with_client(editing, |client| value_in_words(language.get(), client, property))
        }),
    };
    match property.kind() {
        PropertyKind::Boolean => switch(control),
        PropertyKind::SearchOption => search_choice(control),
        PropertyKind::FollowMe => view! { <FollowMeList editing=editing /> }.into_any(),
        PropertyKind::Text => text_input(control, "text"),
        PropertyKind::Integer => text_input(control, "numeric"),
    }
}

fn value_in_words(language: Language, client: EditedClient, property: Property) -> String {
    match (client.displayed_value(property), property.kind()) {
        (DisplayedValue::Value(PropertyValue::Text(text)), _) if text.chars().any(char::is_control) => {
            visible(&text).into_owned()
        }
        (
            DisplayedValue::Value(_),
            PropertyKind::Text | PropertyKind::Integer | PropertyKind::SearchOption,
        ) => String::new(),
        (displayed, _) => displayed_value_text(language, &displayed),
    }
}

fn switch(control: PropertyControl) -> AnyView {
    let PropertyControl { editing, property, id, described, read_only, invalid, in_words } = control;
    let on = move || {
        let on = DisplayedValue::Value(PropertyValue::Boolean(true));
        with_client(editing, |client| client.displayed_value(property) == on)
    };
    view! {
        <div class="control switch">
            <input
                id=id
                type="checkbox"
                role="switch"
                disabled=read_only
                aria-invalid=invalid
                aria-describedby=described
                prop:checked=on
                on:change:target=move |event| {
                    let is_on = event.target().checked();
                    editing.draft.update(|draft| draft.set(property, FieldValue::Switch(is_on)));
                }
            />
            <span>{in_words}</span>
        </div>
    }
    .into_any()
}

fn search_choice(control: PropertyControl) -> AnyView {
    let PropertyControl { editing, property, id, described, read_only, invalid, .. } = control;
    let language = language();
    // The choices are not made anew for what changes elsewhere.
    let chosen = Memo::new(move |_| {
        with_client(editing, |client| match client.displayed_value(property) {
            DisplayedValue::Value(PropertyValue::SearchOption(option)) => Some(option.number()),
            _ => None,
        })
    });
    let options = move || {
        let language = language.get();
        let mut numbers: Vec<i64> = SearchOption::ALL.iter().map(|option| option.number()).collect();
        numbers.extend(chosen.get().filter(|number| !numbers.contains(number)));
        let name = move |number: i64| {
            texts::search_option(language, number)
                .map_or_else(|| texts::unknown_number(language, number), str::to_owned)
        };
        let none = chosen
            .get()
            .is_none()
            .then(|| view! { <option value="" selected=true>{texts::not_set(language)}</option> });
        let all = numbers
            .into_iter()
            .map(|number| {
                view! {
                    <option value=number.to_string() selected=chosen.get() == Some(number)>
                        {name(number)}
                    </option>
                }
            })
            .collect_view();
        (none, all)
    };
    view! {
        <div class="control">
            <select
                id=id
                disabled=read_only
                aria-invalid=invalid
                aria-describedby=described
                on:change:target=move |event| {
                    let number = event.target().value();
                    editing
                        .draft
                        .update(|draft| match number.is_empty() {
                            true => draft.reset(property),
                            false => draft.set(property, FieldValue::Choice(Some(number))),
                        });
                }
            >
                {options}
            </select>
        </div>
    }
    .into_any()
}

fn text_input(control: PropertyControl, inputmode: &'static str) -> AnyView {
    let PropertyControl { editing, property, id, described, read_only, invalid, in_words } = control;
    let text = Memo::new(move |_| with_client(editing, |client| control_text(client, property)));
    view! {
        <div class="control">
            <input
                id=id
                type="text"
                inputmode=inputmode
                autocomplete="off"
                spellcheck="false"
                readonly=read_only
                aria-invalid=invalid
                aria-describedby=described
                prop:value=move || text.get()
                on:input:target=move |event| {
                    let typed = event.target().value();
                    editing.draft.update(|draft| draft.set_text(property, typed));
                }
            />
            <span class="hint">{in_words}</span>
        </div>
    }
    .into_any()
}

/// The text of a control: as it was typed, also where it is no number, or
/// else the value in effect.
fn control_text(client: EditedClient, property: Property) -> String {
    match (client.draft.get(property), client.displayed_value(property)) {
        (FieldValue::Text(typed), _) if client.draft.is_changed(property) => typed.clone(),
        (_, DisplayedValue::Value(PropertyValue::Integer(number))) => number.to_string(),
        (_, DisplayedValue::Value(PropertyValue::Text(text))) => text,
        _ => String::new(),
    }
}
