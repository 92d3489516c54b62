//! The follow-me list: numbers that ring one after the other.

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::field::pasted_number;
use crate::components::form_page::Editing;
use crate::components::{language, t};
use crate::domain::Problem;
use crate::form::FieldValue;
use crate::pages::icws::client::problems::{entry_control_id, entry_field_label, path_of, sentence};
use crate::pages::icws::client::resource::{ClientForm, with_client};
use crate::text::icws as texts;
use crate::wire::icws::client_form::{FollowMeRow, to_field_value};
use crate::wire::icws::view::DisplayedValue;
use crate::wire::icws::{FollowMeField, Property};

/// How long a new number rings, in seconds.
const TIMEOUT: &str = "20";

/// An entry as it is typed.
#[derive(Clone, PartialEq)]
struct Entry {
    /// Stays with the entry when it moves.
    key: u32,
    row: FollowMeRow,
}

/// The entries of the list, and how they reach the draft.
#[derive(Clone, Copy)]
struct List {
    editing: Editing<ClientForm>,
    entries: RwSignal<Vec<Entry>>,
    last_key: StoredValue<u32>,
}

impl List {
    fn new_entry(&self, row: FollowMeRow) -> Entry {
        self.last_key.update_value(|key| *key += 1);
        Entry { key: self.last_key.get_value(), row }
    }

    fn to_value(self) -> FieldValue {
        self.entries.with_untracked(|entries| {
            FieldValue::Rows(entries.iter().map(|entry| entry.row.clone().into_cells()).collect())
        })
    }

    fn change(&self, change: impl FnOnce(&mut Vec<Entry>)) {
        self.entries.update(change);
        let value = self.to_value();
        self.editing.draft.update(|draft| draft.set(Property::FollowMe, value));
    }

    fn index_of(&self, key: u32) -> Option<usize> {
        self.entries.with(|entries| entries.iter().position(|entry| entry.key == key))
    }

    fn edit(&self, key: u32, edit: impl FnOnce(&mut FollowMeRow)) {
        self.change(|entries| {
            if let Some(entry) = entries.iter_mut().find(|entry| entry.key == key) {
                edit(&mut entry.row);
            }
        });
    }

    /// Moves an entry by one place, and the focus with it.
    fn shift(&self, key: u32, down: bool) {
        let Some(at) = untrack(|| self.index_of(key)) else { return };
        let to = if down { at + 1 } else { at.saturating_sub(1) };
        let last = self.entries.with_untracked(Vec::len).saturating_sub(1);
        if to == at || to > last {
            return;
        }
        self.change(|entries| entries.swap(at, to));
        // At an end, the button that got it there leads nowhere any more.
        let is_down = if to == last { false } else { down || to == 0 };
        dom::focus_soon(&button_id(key, if is_down { "down" } else { "up" }));
    }

    fn remove(&self, key: u32) {
        let Some(at) = untrack(|| self.index_of(key)) else { return };
        self.change(|entries| entries.retain(|entry| entry.key != key));
        let left =
            self.entries.with_untracked(|entries| entries.get(at).or(entries.last()).map(|entry| entry.key));
        match left {
            Some(key) => dom::focus_soon(&button_id(key, "remove")),
            None => dom::focus_soon(ADD),
        }
    }

    fn add(&self) {
        let entry = self.new_entry(FollowMeRow { timeout: TIMEOUT.to_owned(), ..FollowMeRow::default() });
        self.change(|entries| entries.push(entry));
        let last = self.entries.with_untracked(Vec::len).saturating_sub(1);
        dom::focus_soon(&entry_control_id(last, FollowMeField::PhoneNumber));
    }
}

const ADD: &str = "client-followMe-add";
const TIMEOUT_HINT: &str = "client-followMe-timeout-hint";
const PIN_HINT: &str = "client-followMe-pin-hint";

fn button_id(key: u32, verb: &str) -> String {
    ["client-followMe-", verb, "-", &key.to_string()].concat()
}

#[component]
pub fn FollowMeList(editing: Editing<ClientForm>) -> impl IntoView {
    let list = List { editing, entries: RwSignal::new(Vec::new()), last_key: StoredValue::new(0) };
    Effect::new(move |_| {
        let shown = with_client(editing, |client| {
            match (client.draft.is_changed(Property::FollowMe), client.displayed_value(Property::FollowMe)) {
                (true, _) => client.draft.get(Property::FollowMe).clone(),
                (false, DisplayedValue::Value(value)) => to_field_value(&value),
                _ => FieldValue::Rows(Vec::new()),
            }
        });
        // What was typed here keeps its place, and the focus.
        if list.to_value() != shown {
            let entry = |cells: &Vec<String>| list.new_entry(FollowMeRow::from_cells(cells));
            list.entries.set(shown.as_rows().iter().map(entry).collect());
        }
    });
    view! {
        <div class="follow-me">
            <ol>
                <For
                    each=move || list.entries.with(|entries| entries.iter().map(|entry| entry.key).collect::<Vec<_>>())
                    key=|key| *key
                    let(key)
                >
                    <EntryFields list=list key=key />
                </For>
            </ol>
            <p class="hint" hidden=move || !list.entries.with(Vec::is_empty)>{t(texts::no_numbers)}</p>
            <p class="hint" id=TIMEOUT_HINT hidden=move || list.entries.with(Vec::is_empty)>
                {t(texts::follow_me_timeout_hint)}
            </p>
            <p class="hint" id=PIN_HINT hidden=move || list.entries.with(Vec::is_empty)>
                {t(texts::follow_me_pin_hint)}
            </p>
            {(!editing.resource.is_read_only())
                .then(|| {
                    view! {
                        <button type="button" id=ADD on:click=move |_| list.add()>
                            {t(texts::follow_me_add)}
                        </button>
                    }
                })}
        </div>
    }
    .into_any()
}

#[component]
fn EntryFields(list: List, key: u32) -> impl IntoView {
    let language = language();
    let List { editing, entries, .. } = list;
    let read_only = editing.resource.is_read_only();
    let index = Memo::new(move |_| list.index_of(key).unwrap_or_default());
    let last = Memo::new(move |_| entries.with(Vec::len).saturating_sub(1));
    let id = move |field: FollowMeField| entry_control_id(index.get(), field);
    let read = move |read: fn(&FollowMeRow) -> String| {
        let find = |entries: &Vec<Entry>| {
            entries.iter().find(|entry| entry.key == key).map(|entry| read(&entry.row))
        };
        entries.with(find).unwrap_or_default()
    };
    let asks_for_password =
        move || entries.with(|entries| entries.iter().any(|entry| entry.key == key && entry.row.use_pin));
    let problem = move |field: Option<FollowMeField>| {
        let (index, language) = (index.get(), language.get());
        let text = editing.draft.with(|draft| {
            let is_here = |problem: &&Problem| {
                path_of(problem).is_some_and(|path| path.index == Some(index) && path.field == field)
            };
            let here = draft.problems().at(Property::FollowMe).filter(is_here);
            here.map(|problem| sentence(language, problem)).collect::<Vec<_>>().join(" ")
        });
        // The sentences stand below the row, so that each says what it is about.
        match field.filter(|_| !text.is_empty()) {
            Some(field) => texts::gives(language, entry_field_label(language, field), &text),
            None => text,
        }
    };
    let invalid = move |field: FollowMeField| (!problem(Some(field)).is_empty()).then_some("true");
    let problem_id = move |field: FollowMeField| id(field) + "-problem";
    view! {
        <li>
            <fieldset class="entry">
                <legend>{move || texts::follow_me_entry(language.get(), index.get() + 1)}</legend>
                <div class="cell wide">
                    <label for=move || id(FollowMeField::PhoneNumber)>{t(texts::follow_me_number)}</label>
                    <input
                        id=move || id(FollowMeField::PhoneNumber)
                        type="text"
                        inputmode="tel"
                        autocomplete="off"
                        readonly=read_only
                        aria-invalid=move || invalid(FollowMeField::PhoneNumber)
                        aria-describedby=move || problem_id(FollowMeField::PhoneNumber)
                        prop:value=move || read(|row| row.phone_number.clone())
                        on:input:target=move |event| {
                            let text = event.target().value();
                            list.edit(key, |row| row.phone_number = text);
                        }
                        on:paste=move |event| {
                            if let Some(text) = (!read_only).then(|| pasted_number(&event)).flatten() {
                                list.edit(key, |row| row.phone_number = text);
                            }
                        }
                    />
                </div>
                <div class="cell">
                    <label for=move || id(FollowMeField::Timeout)>{t(texts::follow_me_timeout)}</label>
                    <input
                        id=move || id(FollowMeField::Timeout)
                        type="text"
                        inputmode="numeric"
                        autocomplete="off"
                        readonly=read_only
                        aria-invalid=move || invalid(FollowMeField::Timeout)
                        aria-describedby=move || [&problem_id(FollowMeField::Timeout), " ", TIMEOUT_HINT].concat()
                        prop:value=move || read(|row| row.timeout.clone())
                        on:input:target=move |event| {
                            let text = event.target().value();
                            list.edit(key, |row| row.timeout = text);
                        }
                    />
                </div>
                <label class="check">
                    <input
                        id=move || id(FollowMeField::UsePin)
                        type="checkbox"
                        disabled=read_only
                        aria-invalid=move || invalid(FollowMeField::UsePin)
                        aria-describedby=PIN_HINT
                        prop:checked=asks_for_password
                        on:change:target=move |event| {
                            let on = event.target().checked();
                            list.edit(key, |row| row.use_pin = on);
                        }
                    />
                    {t(texts::follow_me_pin)}
                </label>
                {(!read_only)
                    .then(|| {
                        view! {
                            <div class="verbs">
                                <button
                                    type="button"
                                    class="quiet"
                                    id=button_id(key, "up")
                                    disabled=move || index.get() == 0
                                    on:click=move |_| list.shift(key, false)
                                >
                                    {t(texts::follow_me_up)}
                                </button>
                                <button
                                    type="button"
                                    class="quiet"
                                    id=button_id(key, "down")
                                    disabled=move || index.get() == last.get()
                                    on:click=move |_| list.shift(key, true)
                                >
                                    {t(texts::follow_me_down)}
                                </button>
                                <button
                                    type="button"
                                    class="quiet"
                                    id=button_id(key, "remove")
                                    on:click=move |_| list.remove(key)
                                >
                                    {t(texts::follow_me_remove)}
                                </button>
                            </div>
                        }
                    })}
                <p class="problem" id=move || problem_id(FollowMeField::PhoneNumber)>
                    {move || problem(Some(FollowMeField::PhoneNumber))}
                </p>
                <p class="problem" id=move || problem_id(FollowMeField::Timeout)>{move || problem(Some(FollowMeField::Timeout))}</p>
                <p class="problem">{move || problem(Some(FollowMeField::UsePin))} {move || problem(None)}</p>
            </fieldset>
        </li>
    }
    .into_any()
}
