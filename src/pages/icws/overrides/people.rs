//! Those who set one property: what each has, what would be inherited, and from where.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::dom;
use crate::browser::rows::RowSource;
use crate::components::list::{Column, Sort, Table};
use crate::components::{language, sentence, t};
use crate::domain::Language;
use crate::list::{ListPosition, sorted_by_text};
use crate::pages::icws::client::origin::source_text;
use crate::pages::icws::client::values::property_value_text;
use crate::pages::icws::overrides::choice::{HEADING, PROPERTY, label_of, places_of};
use crate::route::{Route, can_carry};
use crate::state::Console;
use crate::state::icws::Icws;
use crate::state::icws::overrides::{Chosen, Overrides, PersonItem};
use crate::text::{icws as icws_texts, list as list_texts, overrides as texts, plan as plan_texts};
use crate::wire::icws::Property;

/// The part of the address that says in what order they are.
const SORT: &str = "sort";

const COLUMNS: [Column; 5] = [
    Column { key: "user", label: plan_texts::user, is_number: false },
    Column { key: "own", label: texts::own_value, is_number: false },
    Column { key: "inherited", label: texts::inherited_value, is_number: false },
    Column { key: "difference", label: texts::difference, is_number: false },
    Column { key: "source", label: texts::source, is_number: false },
];

/// The rows of the table.
struct OwnValues {
    icws: Icws,
    property: Property,
    chosen: Chosen,
    language: Signal<Language>,
    /// The places of the people, in the order of the table.
    order: StoredValue<Vec<usize>>,
}

impl OwnValues {
    fn with_item<T: Default>(&self, row: usize, read: impl FnOnce(usize, &PersonItem) -> T) -> T {
        let at = self.order.with_value(|order| order.get(row).copied());
        let Some(at) = at else { return T::default() };
        Overrides::of(self.icws).with(|items| items.get(at).map(|item| read(at, item)).unwrap_or_default())
    }
}

fn cell_text(language: Language, item: &PersonItem, property: Property, column: usize) -> String {
    let Some(own) = item.reading.overrides().and_then(|person| person.get(property)) else {
        return if column == 0 { item.person.name.clone() } else { String::new() };
    };
    match column {
        0 => item.person.name.clone(),
        1 => property_value_text(language, &own.value),
        2 => match &own.inherited {
            Some(Some(inherited)) => property_value_text(language, inherited),
            Some(None) => icws_texts::nothing(language).to_owned(),
            None => icws_texts::known_after_saving(language).to_owned(),
        },
        3 => match &own.inherited {
            None => texts::not_told(language),
            _ if own.is_redundant() => icws_texts::makes_no_difference(language),
            _ => texts::makes_difference(language),
        }
        .to_owned(),
        _ if own.sources.is_empty() => texts::not_told(language).to_owned(),
        _ => own.sources.iter().map(|source| source_text(language, source)).collect::<Vec<_>>().join(", "),
    }
}

impl RowSource for OwnValues {
    fn id(&self, row: usize) -> String {
        self.order.with_value(|order| order.get(row).map(usize::to_string)).unwrap_or_default()
    }

    fn row_of(&self, id: &str) -> Option<usize> {
        let at: usize = id.parse().ok()?;
        self.order.with_value(|order| order.iter().position(|other| *other == at))
    }

    fn url(&self, row: usize) -> Option<String> {
        let user = self.with_item(row, |_, item| item.person.id.clone());
        can_carry(&user).then(|| Route::UserClient { system: self.icws.system.id(), user }.path())
    }

    fn cell(&self, row: usize, column: usize, out: &mut String) {
        let language = self.language.get_untracked();
        let text = self.with_item(row, |_, item| cell_text(language, item, self.property, column));
        out.push_str(&text);
    }

    fn is_selected(&self, row: usize) -> bool {
        self.with_item(row, |at, _| {
            self.chosen.with_untracked(|chosen| chosen.contains(&(at, self.property)))
        })
    }

    fn select_label(&self, row: usize) -> String {
        let language = self.language.get_untracked();
        self.with_item(row, |_, item| list_texts::select(language, &item.person.name))
    }
}

/// The places of those who set a property, in the order asked for.
fn sorted_places(
    language: Language,
    overrides: Overrides,
    property: Property,
    sort: Option<Sort>,
) -> Vec<usize> {
    let places = places_of(overrides, property);
    let Some(sort) = sort else { return places };
    let texts: Vec<String> = overrides.with(|items| {
        let text = |item: &PersonItem| cell_text(language, item, property, sort.column).to_lowercase();
        places.iter().filter_map(|at| items.get(*at)).map(text).collect()
    });
    sorted_by_text(&places, &texts, sort.descending)
}

#[component]
pub fn PeopleOf(icws: Icws, property: Property, chosen: Chosen) -> impl IntoView {
    let language = language();
    let navigation = Console::get().navigation;
    let overrides = Overrides::of(icws);
    let query = navigation.query();
    let sort = Memo::new(move |_| query.with(|query| Sort::read(&COLUMNS, query.get(SORT))));
    let on_sort = Callback::new(move |column: usize| {
        let next = Sort::next(sort.get_untracked(), column);
        navigation.set_query(SORT, &next.map(|sort| sort.write(&COLUMNS)).unwrap_or_default());
    });
    let order = StoredValue::new(Vec::new());
    let changed = RwSignal::new(0_u64);
    let count = RwSignal::new(0_usize);
    Effect::new(move |_| {
        overrides.version.track();
        let places = sorted_places(language.get(), overrides, property, sort.get());
        count.set(places.len());
        order.set_value(places);
        changed.update(|changed| *changed += 1);
    });
    Effect::new(move |_| {
        chosen.track();
        changed.update(|changed| *changed += 1);
    });
    let all_selected = Signal::derive(move || {
        changed.track();
        let is_chosen = |at: &usize| chosen.with(|chosen| chosen.contains(&(*at, property)));
        count.get() > 0 && order.with_value(|order| order.iter().all(is_chosen))
    });
    let choose = move |at: usize, on: bool| {
        chosen.update(|chosen| {
            if on {
                chosen.insert((at, property));
            } else {
                chosen.remove(&(at, property));
            }
        });
    };
    let select = Callback::new(move |(id, _): (String, bool)| {
        if let Ok(at) = id.parse::<usize>() {
            let is_chosen = chosen.with_untracked(|chosen| chosen.contains(&(at, property)));
            choose(at, !is_chosen);
        }
    });
    let select_all = Callback::new(move |all: bool| {
        order.with_value(|order| order.iter().for_each(|at| choose(*at, all)));
    });
    let close = move |_| {
        navigation.set_query(PROPERTY, "");
        // Those who set another property are other people.
        overrides.position.set_value(ListPosition::default());
        // The button that was pressed is gone now.
        dom::focus_soon(HEADING);
    };
    view! {
        <h2 id=HEADING tabindex="-1">{move || label_of(language.get(), property)}</h2>
        <p>
            <button type="button" class="quiet" on:click=close>
                {t(texts::all_properties)}
            </button>
        </p>
        <Show
            when=move || { count.get() > 0 }
            fallback=move || view! { <p class="empty">{t(texts::nobody_sets_this)}</p> }
        >
            <Table
                label=sentence(move |language| label_of(language, property))
                columns=Signal::stored(COLUMNS.to_vec())
                count=count
                rows=Arc::new(OwnValues { icws, property, chosen, language, order })
                changed=changed
                sort=sort
                on_sort=on_sort
                on_select=Some(select)
                all_selected=all_selected
                on_select_all=Some(select_all)
                position=overrides.position
            />
        </Show>
    }
    .into_any()
}
