//! One client property: its control, where its value comes from, and why the
//! server refused it.

use leptos::ev;

use leptos::prelude::*;

use crate::browser::{dom, history};
use crate::components::{Link, language, t};
use crate::pages::icws::client::FROM;
use crate::pages::icws::client::editing::{Editing, Line, control_id, origin, shown_text, value_text};
use crate::pages::icws::client::follow_me::FollowMeList;
use crate::route::{Query, Route};
use crate::state::Console;
use crate::text::icws as words;
use crate::wire::icws::changes::ChangeResult;
use crate::wire::icws::draft::DisplayedValue;
use crate::wire::icws::integer::parse_integer;
use crate::wire::icws::{Member, Property, PropertyKind, PropertyValue, SearchOption, user_id_of_uri};

/// A property as an item of its group. It stays in place when a filter hides
/// it, so that what is half typed is not lost.
#[component]
pub fn One(editing: Editing, property: Property, shown: Memo<Vec<Property>>) -> impl IntoView {
    let language = language();
    let Editing { draft, complaints, .. } = editing;
    let id = control_id(property);
    let name = property.name();
    let changed = Memo::new(move |_| draft.with(|draft| draft.edit(property).is_some()));
    let problem = Memo::new(move |_| complaints.with(|all| all.sentences(language.get(), property, None)));
    let is_wrong = Memo::new(move |_| complaints.with(|all| all.is_at(property)));
    let raw = Memo::new(move |_| {
        draft.with(|draft| match draft.base().member(property) {
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
            let label = words::label(language.get(), name);
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
            Some(raw) => view! { <code>{words::visible(&raw).into_owned()}</code> }.into_any(),
            None => control(editing, property, id.clone(), described.clone()),
        }
    };
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
                <span class="mark">{move || changed.get().then(t(words::changed_now))}</span>
                <p class="hint" id=about_id>
                    {move || words::description(language.get(), name)}
                </p>
            </div>
            {control}
            <div class="origin" id=state_id>
                <Origin editing=editing property=property />
                {move || {
                    raw.with(Option::is_some)
                        .then(|| view! { <p>{t(words::not_understood)}</p> })
                }}
            </div>
            <Verbs editing=editing property=property />
            <p class="problem" id=problem_id>{move || problem.get()}</p>
            <After editing=editing property=property />
        </li>
    }
    .into_any()
}

/// "Set here", "Inherited from Workgroup Sales", and what it would be otherwise.
#[component]
fn Origin(editing: Editing, property: Property) -> impl IntoView {
    let language = language();
    let draft = editing.draft;
    let console = Console::get();
    let can_give_back = !editing.is_read_only();
    let lines =
        Memo::new(move |_| draft.with(|draft| origin(language.get(), draft, property, can_give_back)));
    let idle = Memo::new(move |_| draft.with(|draft| draft.makes_no_difference(property)));
    let inert = move || {
        idle.get().then(|| {
            view! {
                <span class="badge" title=t(words::makes_no_difference_why)>
                    <span class="glyph" aria-hidden="true">{"="}</span>
                    {t(words::makes_no_difference)}
                </span>
            }
        })
    };
    view! {
        {move || {
            let mut lines = lines.get().into_iter().map(|line| line_view(editing, console, None, &line));
            lines.next().map(|first| {
                let rest = lines.map(|line| view! { <p>{line}</p> }).collect_view();
                view! { <p><span class="where">{first}</span>" "{inert}</p> {rest} }
            })
        }}
    }
    .into_any()
}

/// A line with a link to its source: a person has a page of their own; of
/// anything else, this page shows what it gives, or `page`, where the line is
/// about somebody else.
pub fn line_view(editing: Editing, console: Console, page: Option<Route>, line: &Line) -> AnyView {
    let [before, source, after] = line.parts().map(str::to_owned);
    let Some(uri) = line.uri.clone() else {
        return view! { {before} {source} {after} }.into_any();
    };
    let link = match (user_id_of_uri(&uri), page) {
        (Some(user), _) => {
            let user = user.as_str().to_owned();
            let to = Route::UserClient { system: editing.icws.system.id(), user };
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
fn Verbs(editing: Editing, property: Property) -> impl IntoView {
    if editing.is_read_only() {
        return ().into_any();
    }
    let draft = editing.draft;
    let inheritable = property.kind().is_inheritable();
    // Where the server does not say whether there is an own value, both verbs are there.
    let is_own =
        Memo::new(move |_| draft.with(|draft| draft.base().get(property).map(|_| draft.is_own(property))));
    let can_undo = Memo::new(move |_| {
        draft.with(|draft| {
            let was_own = draft.base().get(property).is_some_and(|value| value.is_own() != Some(false));
            draft.edit(property).is_some() && (was_own || !inheritable)
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
                            editing.revert(property);
                            dom::focus(&undone);
                        }
                    }
                >
                    {t(words::undo_change)}
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
                                editing.give_back(property);
                                dom::focus_soon(&next);
                            }
                        >
                            {t(words::use_inherited_value)}
                        </button>
                        <button
                            type="button"
                            class="quiet"
                            id=set_id
                            hidden=move || matches!(is_own.get(), None | Some(Some(true)))
                            aria-describedby=name
                            on:click=move |_| {
                                let value = draft.with_untracked(|draft| draft.starting_value(property));
                                editing.set(property, value);
                                dom::focus(&id);
                            }
                        >
                            {t(words::set_own_value)}
                        </button>
                    }
                })}
        </div>
    }
    .into_any()
}

/// What the server holds where that is not what was asked, and who else changed it.
#[component]
fn After(editing: Editing, property: Property) -> impl IntoView {
    let language = language();
    let complaints = editing.complaints;
    let said = Memo::new(move |_| {
        let language = language.get();
        complaints.with(|all| {
            let held = all.held.iter().find(|(other, _)| *other == property).map(|(_, held)| match held {
                ChangeResult::StillOwn(value) => {
                    let now = words::holds_now(language, &value_text(language, value));
                    [words::not_reset(language), " ", &now].concat()
                }
                ChangeResult::Different(value) => {
                    let value = value.as_ref().map_or_else(
                        || words::nothing(language).to_owned(),
                        |value| value_text(language, value),
                    );
                    [words::not_visible_yet(language), " ", &words::holds_now(language, &value)].concat()
                }
                ChangeResult::NotReported => words::held_unsaid(language).to_owned(),
                ChangeResult::Applied => String::new(),
            });
            let conflict = all.conflicts.contains(&property).then(|| {
                let theirs = editing.draft.with_untracked(|draft| {
                    draft.base().get(property).map(|now| match now.own() {
                        Some(own) => value_text(language, own),
                        None => shown_text(language, &draft.value_without_own(property)),
                    })
                });
                let mut sentence = words::changed_elsewhere(language).to_owned();
                if let Some(theirs) = theirs {
                    sentence.push(' ');
                    sentence.push_str(&words::holds_now(language, &theirs));
                }
                sentence
            });
            conflict.or(held).filter(|sentence| !sentence.is_empty())
        })
    });
    view! {
        {move || {
            said.get().map(|said| view! { <p class="meanwhile" role="status">{said}</p> })
        }}
    }
    .into_any()
}

/// The control of a property's kind. It always shows the value in effect, and
/// changing it sets an own one.
fn control(editing: Editing, property: Property, id: String, described: String) -> AnyView {
    let language = language();
    let Editing { draft, complaints, .. } = editing;
    let read_only = editing.is_read_only();
    let invalid = move || complaints.with(|all| all.is_at(property)).then_some("true");
    // In words where there is no value to show or not all of it can be seen,
    // and for yes and no always.
    let in_words = move || {
        draft.with(|draft| match (draft.displayed_value(property), property.kind()) {
            (DisplayedValue::Value(PropertyValue::Text(text)), _) if text.chars().any(char::is_control) => {
                words::visible(text).into_owned()
            }
            (
                DisplayedValue::Value(_),
                PropertyKind::Text | PropertyKind::Integer | PropertyKind::SearchOption,
            ) => String::new(),
            (shown, _) => shown_text(language.get(), &shown),
        })
    };
    match property.kind() {
        PropertyKind::Boolean => {
            let on = move || {
                draft.with(|draft| {
                    matches!(
                        draft.displayed_value(property),
                        DisplayedValue::Value(PropertyValue::Boolean(true))
                    )
                })
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
                            editing.set(property, PropertyValue::Boolean(event.target().checked()));
                        }
                    />
                    <span>{in_words}</span>
                </div>
            }
            .into_any()
        }
        PropertyKind::SearchOption => {
            // The choices are not made anew for what changes elsewhere.
            let chosen = Memo::new(move |_| {
                draft.with(|draft| match draft.displayed_value(property) {
                    DisplayedValue::Value(PropertyValue::SearchOption(option)) => Some(option.number()),
                    _ => None,
                })
            });
            let options = move || {
                let language = language.get();
                let mut numbers: Vec<i64> = SearchOption::ALL.iter().map(|option| option.number()).collect();
                numbers.extend(chosen.get().filter(|number| !numbers.contains(number)));
                let name = move |number: i64| {
                    words::search_option(language, number)
                        .map_or_else(|| words::unknown_number(language, number), str::to_owned)
                };
                let none = chosen
                    .get()
                    .is_none()
                    .then(|| view! { <option value="" selected=true>{words::not_set(language)}</option> });
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
                            match event.target().value().parse() {
                                Ok(number) => {
                                    editing.set(property, PropertyValue::SearchOption(SearchOption::from_number(number)));
                                }
                                Err(_) => editing.revert(property),
                            }
                        }
                    >
                        {options}
                    </select>
                </div>
            }
            .into_any()
        }
        PropertyKind::FollowMe => view! { <FollowMeList editing=editing /> }.into_any(),
        kind @ (PropertyKind::Text | PropertyKind::Integer) => {
            let is_number = kind == PropertyKind::Integer;
            // What was typed stays as it was typed, also where it is no number.
            let typed = RwSignal::new(String::new());
            let read = move |text: &str| {
                if is_number {
                    PropertyValue::Integer(parse_integer(text))
                } else {
                    PropertyValue::Text(text.to_owned())
                }
            };
            Effect::new(move |_| {
                draft.with(|draft| match draft.displayed_value(property) {
                    DisplayedValue::Value(value) if typed.with_untracked(|typed| read(typed) == *value) => {}
                    DisplayedValue::Value(PropertyValue::Integer(number)) => typed.set(number.to_string()),
                    DisplayedValue::Value(PropertyValue::Text(text)) => typed.set(text.clone()),
                    _ => typed.set(String::new()),
                });
            });
            view! {
                <div class="control">
                    <input
                        id=id
                        type="text"
                        inputmode=if is_number { "numeric" } else { "text" }
                        autocomplete="off"
                        spellcheck="false"
                        readonly=read_only
                        aria-invalid=invalid
                        aria-describedby=described
                        prop:value=move || typed.get()
                        on:input:target=move |event| {
                            let text = event.target().value();
                            typed.set(text.clone());
                            editing.set(property, read(&text));
                        }
                    />
                    <span class="hint">{in_words}</span>
                </div>
            }
            .into_any()
        }
    }
}
