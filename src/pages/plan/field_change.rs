//! Which field of many people is changed, and how.

use leptos::prelude::*;

use crate::components::field::{SelectField, TextField};
use crate::components::{language, sentence};
use crate::domain::Language;
use crate::plan::selection::ValueChange;
use crate::text::{LocalizedText, common, plan as texts};

/// A field that can be changed for many.
#[derive(Clone, PartialEq)]
pub struct ChangeableField {
    /// Its name on the wire.
    pub name: &'static str,
    pub label: String,
    pub entry: ValueEntry,
    /// What it is called to take the value away, where that can be done.
    pub clear: Option<String>,
}

/// How the new value of a field is entered.
#[derive(Clone, PartialEq)]
pub enum ValueEntry {
    /// As a text, of which a part can be changed as well.
    Text,
    /// As a text that stands for the whole value, such as a number.
    WholeText,
    Switch,
    /// As one of these, each with its key and what is shown.
    Choice(Vec<(String, String)>),
    /// Not at all: it can only be taken away.
    Nothing,
}

/// What somebody has chosen so far.
#[derive(Clone)]
pub struct ChosenChange {
    /// The name of the field on the wire.
    pub field: Option<String>,
    pub change: ValueChange,
    /// Is it being typed, so that more will follow?
    pub is_typing: bool,
}

impl ChangeableField {
    /// The ways of changing it, by their names in the choice.
    fn ways(&self, language: Language) -> Vec<(&'static str, String)> {
        let ways: &[(&'static str, LocalizedText)] = match self.entry {
            ValueEntry::Nothing => &[],
            ValueEntry::Text => {
                &[("set", texts::way_set), ("append", texts::way_append), ("replace", texts::way_replace)]
            }
            ValueEntry::WholeText | ValueEntry::Switch | ValueEntry::Choice(_) => &[("set", texts::way_set)],
        };
        let ways = ways.iter().map(|(way, word)| (*way, word(language).to_owned()));
        ways.chain(self.clear.iter().map(|clear| ("clear", clear.clone()))).collect()
    }
}

/// The choice of a field and of a way, and the value; `field` and `change` are what it begins with.
#[component]
pub fn FieldChange(
    fields: Signal<Vec<ChangeableField>>,
    field: Option<String>,
    change: ValueChange,
    on_change: Callback<ChosenChange>,
) -> impl IntoView {
    let language = language();
    let (way, value, search) = match change {
        ValueChange::Set(text) => ("set", text, String::new()),
        ValueChange::Clear => ("clear", String::new(), String::new()),
        ValueChange::Append(text) => ("append", text, String::new()),
        ValueChange::Replace { search, replacement } => ("replace", replacement, search),
    };
    let (field, way) = (RwSignal::new(field), RwSignal::new(way.to_owned()));
    let (value, search) = (RwSignal::new(value), RwSignal::new(search));
    let tell = move |is_typing| {
        let text = value.get_untracked();
        let change = match way.get_untracked().as_str() {
            "clear" => ValueChange::Clear,
            "append" => ValueChange::Append(text),
            "replace" => ValueChange::Replace { search: search.get_untracked(), replacement: text },
            _ => ValueChange::Set(text),
        };
        on_change.run(ChosenChange { field: field.get_untracked(), change, is_typing });
    };
    let field_options = Signal::derive(move || {
        let nothing = (String::new(), texts::choose(language.get()).to_owned());
        let option = |field: &ChangeableField| (field.name.to_owned(), field.label.clone());
        fields.with(|fields| [nothing].into_iter().chain(fields.iter().map(option)).collect::<Vec<_>>())
    });
    let chosen = Memo::new(move |_| {
        field.with(|name| {
            let is_it = |field: &&ChangeableField| name.as_deref() == Some(field.name);
            fields.with(|fields| fields.iter().find(is_it).cloned())
        })
    });
    let entry = Memo::new(move |_| chosen.with(|chosen| chosen.as_ref().map(|field| field.entry.clone())));
    let ways_of_it = move || {
        let language = language.get();
        chosen.with(|chosen| chosen.as_ref().map(|field| field.ways(language)).unwrap_or_default())
    };
    let ways = Signal::derive(move || {
        ways_of_it().into_iter().map(|(way, word)| (way.to_owned(), word)).collect::<Vec<_>>()
    });
    let choices = Signal::derive(move || {
        let language = language.get();
        let option = |value: &str, word: &str| (value.to_owned(), word.to_owned());
        let mut options = vec![option("", texts::choose(language))];
        entry.with(|entry| match entry {
            Some(ValueEntry::Switch) => {
                options.push(option("true", common::on(language)));
                options.push(option("false", common::off(language)));
            }
            Some(ValueEntry::Choice(choices)) => options.extend(choices.iter().cloned()),
            _ => {}
        });
        options
    });
    let value_label = Signal::derive(move || {
        let word: LocalizedText = match way.get().as_str() {
            "append" => texts::text_to_append,
            "replace" => texts::replacement,
            _ => texts::new_value,
        };
        word(language.get()).to_owned()
    });
    // What can only be set need not be told so; what can only be taken away must be.
    let has_ways = Memo::new(move |_| !matches!(ways_of_it().as_slice(), [] | [("set", _)]));
    let is_choice = Memo::new(move |_| {
        entry.with(|entry| matches!(entry, Some(ValueEntry::Switch | ValueEntry::Choice(_))))
    });
    let takes_value = Memo::new(move |_| entry.with(Option::is_some) && way.with(|way| way != "clear"));
    let choose_field = move |name: String| {
        field.set(Some(name).filter(|name| !name.is_empty()));
        way.set(untrack(ways_of_it).first().map_or("set", |(way, _)| *way).to_owned());
        value.set(String::new());
        search.set(String::new());
        tell(false);
    };
    let type_value = move |text: String| {
        value.set(text);
        tell(true);
    };
    view! {
        <SelectField
            id="plan-field"
            label=sentence(|language| texts::field(language).to_owned())
            value=Signal::derive(move || field.get().unwrap_or_default())
            options=field_options
            on_change=choose_field
        />
        <Show when=move || has_ways.get()>
            <SelectField
                id="plan-way"
                label=sentence(|language| texts::way(language).to_owned())
                value=way
                options=ways
                on_change=move |chosen| {
                    way.set(chosen);
                    tell(false);
                }
            />
        </Show>
        <Show when=move || way.with(|way| way == "replace")>
            <TextField
                id="plan-search"
                label=sentence(|language| texts::text_to_find(language).to_owned())
                value=search
                on_input=move |text| {
                    search.set(text);
                    tell(true);
                }
            />
        </Show>
        <Show when=move || takes_value.get()>
            <Show
                when=move || is_choice.get()
                fallback=move || {
                    view! { <TextField id="plan-value" label=value_label value=value on_input=type_value /> }
                }
            >
                <SelectField
                    id="plan-value"
                    label=value_label
                    value=value
                    options=choices
                    on_change=move |chosen| {
                        value.set(chosen);
                        tell(false);
                    }
                />
            </Show>
        </Show>
    }
    .into_any()
}
