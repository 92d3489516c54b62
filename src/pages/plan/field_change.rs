//! Which field of many people is changed, and how.

use leptos::prelude::*;

use crate::components::field::{SelectField, TextField};
use crate::components::{language, sentence};
use crate::plan::selection::ValueChange;
use crate::text::{LocalizedText, common, plan as texts};

/// A field that can be changed for many.
#[derive(Clone, PartialEq)]
pub struct ChangeableField {
    /// Its name on the wire.
    pub name: &'static str,
    pub label: String,
    pub entry: ValueEntry,
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

/// The ways of changing a value, by their names in the choice.
const WAYS: [(&str, LocalizedText); 4] = [
    ("set", texts::way_set),
    ("append", texts::way_append),
    ("replace", texts::way_replace),
    ("clear", texts::way_clear),
];

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
    let entry = Memo::new(move |_| {
        field.with(|name| {
            let is_it = |field: &&ChangeableField| name.as_deref() == Some(field.name);
            fields.with(|fields| fields.iter().find(is_it).map(|field| field.entry.clone()))
        })
    });
    let ways = Signal::derive(move || {
        let language = language.get();
        let is_text = entry.with(|entry| *entry == Some(ValueEntry::Text));
        let fits = |(way, _): &&(&str, LocalizedText)| is_text || matches!(*way, "set" | "clear");
        WAYS.iter().filter(fits).map(|(way, word)| ((*way).to_owned(), word(language).to_owned())).collect()
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
    let has_ways = Memo::new(move |_| entry.with(|entry| !matches!(entry, None | Some(ValueEntry::Switch))));
    let is_choice = Memo::new(move |_| {
        entry.with(|entry| matches!(entry, Some(ValueEntry::Switch | ValueEntry::Choice(_))))
    });
    let takes_value = Memo::new(move |_| entry.with(Option::is_some) && way.with(|way| way != "clear"));
    let choose_field = move |name: String| {
        field.set(Some(name).filter(|name| !name.is_empty()));
        way.set("set".into());
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
