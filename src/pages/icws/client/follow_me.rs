//! The follow-me list: numbers that ring one after the other.

use leptos::prelude::*;

use crate::browser::dom;
use crate::components::{language, t};
use crate::pages::icws::client::editing::{Editing, entry_id, part_label};
use crate::text::icws as words;
use crate::wire::icws::draft::DisplayedValue;
use crate::wire::icws::integer::parse_integer;
use crate::wire::icws::{FollowMeEntry, FollowMeField, Property, PropertyValue};

/// How long a new number rings, in seconds.
const TIMEOUT: i64 = 20;

/// An entry as it is typed.
#[derive(Clone, PartialEq)]
struct Row {
    /// Stays with the entry when it moves.
    key: u32,
    entry: FollowMeEntry,
    /// As typed, also where it is no number.
    timeout: String,
}

impl Row {
    fn new(key: u32, entry: FollowMeEntry) -> Self {
        Self { key, timeout: entry.timeout.to_string(), entry }
    }

    fn value(&self) -> FollowMeEntry {
        FollowMeEntry { timeout: parse_integer(&self.timeout), ..self.entry.clone() }
    }
}

/// The rows of the list, and how they reach the draft.
#[derive(Clone, Copy)]
struct List {
    editing: Editing,
    rows: RwSignal<Vec<Row>>,
    next: StoredValue<u32>,
}

impl List {
    fn key(&self) -> u32 {
        self.next.update_value(|next| *next += 1);
        self.next.get_value()
    }

    fn values(&self) -> Vec<FollowMeEntry> {
        self.rows.with_untracked(|rows| rows.iter().map(Row::value).collect())
    }

    fn change(&self, change: impl FnOnce(&mut Vec<Row>)) {
        self.rows.update(change);
        self.editing.set(Property::FollowMe, PropertyValue::FollowMe(self.values()));
    }

    fn place(&self, key: u32) -> Option<usize> {
        self.rows.with(|rows| rows.iter().position(|row| row.key == key))
    }

    fn edit(&self, key: u32, edit: impl FnOnce(&mut Row)) {
        self.change(|rows| {
            if let Some(row) = rows.iter_mut().find(|row| row.key == key) {
                edit(row);
            }
        });
    }

    /// Moves an entry by one place, and the focus with it.
    fn shift(&self, key: u32, down: bool) {
        let Some(at) = untrack(|| self.place(key)) else { return };
        let to = if down { at + 1 } else { at.saturating_sub(1) };
        let last = self.rows.with_untracked(Vec::len).saturating_sub(1);
        if to == at || to > last {
            return;
        }
        self.change(|rows| rows.swap(at, to));
        // At an end, the button that got it there leads nowhere any more.
        let is_down = if to == last { false } else { down || to == 0 };
        dom::focus_soon(&button_id(key, if is_down { "down" } else { "up" }));
    }

    fn remove(&self, key: u32) {
        let Some(at) = untrack(|| self.place(key)) else { return };
        self.change(|rows| rows.retain(|row| row.key != key));
        let left = self.rows.with_untracked(|rows| rows.get(at).or(rows.last()).map(|row| row.key));
        match left {
            Some(key) => dom::focus_soon(&button_id(key, "remove")),
            None => dom::focus_soon(ADD),
        }
    }

    fn add(&self) {
        let key = self.key();
        self.change(|rows| {
            let entry = FollowMeEntry { timeout: TIMEOUT, ..FollowMeEntry::default() };
            rows.push(Row::new(key, entry));
        });
        let last = self.rows.with_untracked(Vec::len).saturating_sub(1);
        dom::focus_soon(&entry_id((last, Some(FollowMeField::PhoneNumber))));
    }
}

const ADD: &str = "client-followMe-add";
const TIMEOUT_HINT: &str = "client-followMe-timeout-hint";
const PIN_HINT: &str = "client-followMe-pin-hint";

fn button_id(key: u32, verb: &str) -> String {
    ["client-followMe-", verb, "-", &key.to_string()].concat()
}

#[component]
pub fn FollowMeList(editing: Editing) -> impl IntoView {
    let list = List { editing, rows: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
    let draft = editing.draft;
    Effect::new(move |_| {
        let held = draft.with(|draft| match draft.displayed_value(Property::FollowMe) {
            DisplayedValue::Value(PropertyValue::FollowMe(entries)) => entries.clone(),
            _ => Vec::new(),
        });
        if list.values() != held {
            list.rows.set(held.into_iter().map(|entry| Row::new(list.key(), entry)).collect());
        }
    });
    view! {
        <div class="follow-me">
            <ol>
                <For
                    each=move || list.rows.with(|rows| rows.iter().map(|row| row.key).collect::<Vec<_>>())
                    key=|key| *key
                    let(key)
                >
                    <Entry list=list row=key />
                </For>
            </ol>
            <p class="hint" hidden=move || !list.rows.with(Vec::is_empty)>{t(words::no_numbers)}</p>
            <p class="hint" id=TIMEOUT_HINT hidden=move || list.rows.with(Vec::is_empty)>
                {t(words::follow_me_timeout_hint)}
            </p>
            <p class="hint" id=PIN_HINT hidden=move || list.rows.with(Vec::is_empty)>
                {t(words::follow_me_pin_hint)}
            </p>
            {(!editing.is_read_only())
                .then(|| {
                    view! {
                        <button type="button" id=ADD on:click=move |_| list.add()>
                            {t(words::follow_me_add)}
                        </button>
                    }
                })}
        </div>
    }
    .into_any()
}

#[component]
fn Entry(list: List, row: u32) -> impl IntoView {
    let language = language();
    let read_only = list.editing.is_read_only();
    let complaints = list.editing.complaints;
    let at = Memo::new(move |_| list.place(row).unwrap_or_default());
    let last = Memo::new(move |_| list.rows.with(Vec::len).saturating_sub(1));
    let id = move |part: FollowMeField| entry_id((at.get(), Some(part)));
    let read = move |read: fn(&Row) -> String| {
        list.rows.with(|rows| rows.iter().find(|other| other.key == row).map(read)).unwrap_or_default()
    };
    let pin = move || list.rows.with(|rows| rows.iter().any(|other| other.key == row && other.entry.use_pin));
    let problem = move |part: Option<FollowMeField>| {
        let (at, language) = (at.get(), language.get());
        let said = complaints.with(|all| all.sentences(language, Property::FollowMe, Some((at, part))));
        // The sentences stand below the row, so that each says what it is about.
        match part.filter(|_| !said.is_empty()) {
            Some(part) => words::gives(language, part_label(language, part), &said),
            None => said,
        }
    };
    let invalid = move |part: FollowMeField| (!problem(Some(part)).is_empty()).then_some("true");
    let problem_id = move |part: FollowMeField| id(part) + "-problem";
    view! {
        <li>
            <fieldset class="entry">
                <legend>{move || words::follow_me_entry(language.get(), at.get() + 1)}</legend>
                <div class="cell wide">
                    <label for=move || id(FollowMeField::PhoneNumber)>{t(words::follow_me_number)}</label>
                    <input
                        id=move || id(FollowMeField::PhoneNumber)
                        type="text"
                        inputmode="tel"
                        autocomplete="off"
                        readonly=read_only
                        aria-invalid=move || invalid(FollowMeField::PhoneNumber)
                        aria-describedby=move || problem_id(FollowMeField::PhoneNumber)
                        prop:value=move || read(|row| row.entry.phone_number.clone())
                        on:input:target=move |event| {
                            let text = event.target().value();
                            list.edit(row, |row| row.entry.phone_number = text);
                        }
                    />
                </div>
                <div class="cell">
                    <label for=move || id(FollowMeField::Timeout)>{t(words::follow_me_timeout)}</label>
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
                            list.edit(row, |row| row.timeout = text);
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
                        prop:checked=pin
                        on:change:target=move |event| {
                            let on = event.target().checked();
                            list.edit(row, |row| row.entry.use_pin = on);
                        }
                    />
                    {t(words::follow_me_pin)}
                </label>
                {(!read_only)
                    .then(|| {
                        view! {
                            <div class="verbs">
                                <button
                                    type="button"
                                    class="quiet"
                                    id=button_id(row, "up")
                                    disabled=move || at.get() == 0
                                    on:click=move |_| list.shift(row, false)
                                >
                                    {t(words::follow_me_up)}
                                </button>
                                <button
                                    type="button"
                                    class="quiet"
                                    id=button_id(row, "down")
                                    disabled=move || at.get() == last.get()
                                    on:click=move |_| list.shift(row, true)
                                >
                                    {t(words::follow_me_down)}
                                </button>
                                <button
                                    type="button"
                                    class="quiet"
                                    id=button_id(row, "remove")
                                    on:click=move |_| list.remove(row)
                                >
                                    {t(words::follow_me_remove)}
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
