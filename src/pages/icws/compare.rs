//! Two people side by side: the differences only, and why they differ.

use leptos::{ev, task::spawn_local};

use super::Refused;
use super::editing::{Editing, Line, origin, shown_text};
use crate::browser::dom;
use crate::components::{Link, Loading, language, t};
use crate::domain::{Language, Refusal};
use crate::live::*;
use crate::route::Route;
use crate::state::Console;
use crate::text::icws as words;
use crate::wire::icws::compare::{copy, copyable, differences, unknown_differences};
use crate::wire::icws::{Draft, Member, Property, UserId};

/// The id of the line that says how many differences there are.
const OUTCOME: &str = "compare-outcome";

/// What is known of the other person.
#[derive(Clone)]
enum Other {
    Nobody,
    Asking,
    NoAddress,
    Here(StoredValue<Draft>),
    Refused(Refusal),
}

/// Asks for the other person, who stands in the address (`?with=`).
#[component]
pub fn Compare(editing: Editing) -> impl IntoView {
    let navigation = Console::get().navigation;
    let query = navigation.query();
    let icws = editing.icws;
    let with = Memo::new(move |_| query.with(|query| query.get("with").unwrap_or_default().to_owned()));
    let typed = RwSignal::new(with.get_untracked());
    let other = RwSignal::new(Other::Nobody);
    let owner = Owner::current().unwrap_or_default();
    let read = Callback::new(move |()| {
        let id = with.get_untracked();
        if id.is_empty() {
            return other.set(Other::Nobody);
        }
        let Some(id) = UserId::new(id) else { return other.set(Other::NoAddress) };
        other.set(Other::Asking);
        let owner = owner.clone();
        spawn_local(async move {
            let answer = icws.read_client(&id).await;
            if query.with_untracked(|query| query.get("with") != Some(id.as_str())) {
                return;
            }
            other.try_set(match answer {
                Ok(theirs) => Other::Here(owner.with(|| StoredValue::new(Draft::new(theirs)))),
                Err(refusal) => Other::Refused(refusal),
            });
        });
    });
    Effect::new(move |_| {
        with.track();
        read.run(());
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = typed.get_untracked();
        // A name that is loaded stands for its id.
        let id = icws.people.with(|rolls| rolls.find(typed.trim()).map(|row| row.id.clone()));
        navigation.set_query("with", &id.unwrap_or_else(|| typed.trim().to_owned()));
    };
    view! {
        <details class="compare" open=!with.get_untracked().is_empty()>
            <summary>{t(words::compare_people)}</summary>
            <form class="toolbar" on:submit=submit>
                <div class="search">
                    <label for="compare-with">{t(words::compare_with)}</label>
                    <input
                        id="compare-with"
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        aria-describedby="compare-hint"
                        prop:value=move || typed.get()
                        on:input:target=move |event| typed.set(event.target().value())
                    />
                </div>
                <button type="submit">{t(words::compare)}</button>
            </form>
            <p class="hint" id="compare-hint">{t(words::compare_hint)}</p>
            {move || match other.get() {
                Other::Nobody => ().into_any(),
                Other::Asking => view! { <Loading /> }.into_any(),
                Other::NoAddress => view! { <p role="alert">{t(words::no_address)}</p> }.into_any(),
                Other::Here(theirs) => view! { <Differences editing=editing theirs=theirs /> }.into_any(),
                Other::Refused(refusal) => view! { <Refused refusal=refusal retry=read /> }.into_any(),
            }}
        </details>
    }
    .into_any()
}

fn name_of(draft: &Draft) -> String {
    draft.base().user.label().map(|name| words::visible(name).into_owned()).unwrap_or_default()
}

/// The value of one of the two, and where it comes from.
fn side(language: Language, draft: &Draft, property: Property) -> Vec<String> {
    match draft.base().member(property) {
        Some(Member::NotUnderstood { raw }) => vec![words::visible(raw).into_owned()],
        None => vec![words::value_not_sent(language).to_owned()],
        Some(Member::Known(_)) => {
            let mut lines = vec![shown_text(language, &draft.shown(property))];
            lines.extend(origin(language, draft, property, false).iter().map(Line::text));
            lines
        }
    }
}

#[component]
fn Differences(editing: Editing, theirs: StoredValue<Draft>) -> impl IntoView {
    let language = language();
    let draft = editing.draft;
    let chosen = RwSignal::new(Vec::<Property>::new());
    // As the server has them: what is typed here and not saved is no difference yet.
    let different = Memo::new(move |_| {
        draft.with(|mine| {
            theirs.with_value(|theirs| {
                let found = differences(mine.base(), theirs.base());
                found.into_iter().map(|difference| difference.property).collect::<Vec<_>>()
            })
        })
    });
    let unknown = move || {
        draft.with(|mine| {
            theirs.with_value(|theirs| {
                let found = unknown_differences(mine.base(), theirs.base());
                let line = |difference: &crate::wire::icws::compare::UnknownDifference| {
                    let label = words::label(language.get(), difference.name).into_owned();
                    let raw = |raw: Option<&str>| words::visible(raw.unwrap_or("–")).into_owned();
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
    let one = move |property: Property| {
        let column = move |lines: Vec<String>, name: String| {
            let mut lines = lines.into_iter();
            let value = lines.next();
            view! {
                <div>
                    <p class="hint">{name}</p>
                    <p class="value">{value}</p>
                    {lines.map(|line| view! { <p class="hint">{line}</p> }).collect_view()}
                </div>
            }
        };
        let left = move || {
            draft.with(|mine| {
                let base = Draft::new(mine.base().clone());
                column(side(language.get(), &base, property), name_of(mine))
            })
        };
        let right = move || {
            theirs.with_value(|theirs| column(side(language.get(), theirs, property), name_of(theirs)))
        };
        let can_copy = !editing.is_read_only()
            && theirs.with_value(|theirs| copyable(theirs.base(), property).is_some());
        let name = ["compare-", property.name()].concat();
        view! {
            <li>
                <strong id=name.clone()>{move || words::label(language.get(), property.name())}</strong>
                {left}
                {right}
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
                                {t(words::copy_own)}
                            </label>
                        }
                    })}
            </li>
        }
        .into_any()
    };
    let copy_chosen = move |_| {
        let properties = chosen.get_untracked();
        draft.update(|mine| {
            theirs.with_value(|theirs| copy(theirs.base(), &properties, mine));
        });
        chosen.set(Vec::new());
        // The button goes with the last choice.
        dom::focus(OUTCOME);
    };
    let there = theirs.with_value(|theirs| {
        let user = theirs.base().user.id.clone().unwrap_or_default();
        (Route::UserClient { system: editing.icws.system.id(), user }, name_of(theirs))
    });
    view! {
        <p role="status" id=OUTCOME tabindex="-1">
            {move || words::differences(language.get(), different.with(Vec::len))} " "
            <Link to=there.0>{there.1}</Link>
        </p>
        <ul class="differences">{move || different.get().into_iter().map(one).collect_view()} {unknown}</ul>
        <Show when=move || chosen.with(|chosen| !chosen.is_empty())>
            <button type="button" on:click=copy_chosen>
                {t(words::copy_chosen)}
            </button>
            <p class="hint">{t(words::clean_up_next)}</p>
        </Show>
    }
    .into_any()
}
