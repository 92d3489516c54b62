//! Everybody on a PureConnect: found as one types, here and on the server.

pub mod selection_actions;

use std::sync::Arc;

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::browser::preference::Key as PreferenceKey;
use crate::components::list::{
    Cells, Column, HiddenColumns, Lack, ListModel, ListPage, ListTexts, WithoutChoice, without,
};
use crate::components::{Link, Title, language, t, text};
use crate::domain::Language;
use crate::pages::icws::navigation::Refused;
use crate::pages::icws::users::selection_actions::SelectionActions;
use crate::pages::list::query;
use crate::route::{Route, can_carry};
use crate::state::System;
use crate::state::icws::Icws;
use crate::state::icws::people::{People, SORTED, SortColumn};
use crate::text::{common, icws as texts, import as import_texts, list as list_texts, visible};
use crate::wire::icws::users::UserRow;

/// The columns, in the order of [`SORTED`].
const COLUMNS: [Column; 3] = [
    Column { key: "name", label: texts::name, is_number: false },
    Column { key: "extension", label: texts::extension, is_number: true },
    Column { key: "id", label: texts::user_id, is_number: false },
];

const TEXTS: ListTexts = ListTexts {
    label: common::users,
    count: list_texts::count,
    empty: (texts::nobody_yet, Some(texts::nobody_next)),
    no_match: (list_texts::no_match, Some(list_texts::no_match_next)),
    partial: texts::partial_list,
};

/// What people here may lack.
const LACK: Lack = Lack { key: "extension", label: list_texts::without_extension };

/// What the rows show.
struct UserCells {
    people: People,
    system: String,
}

impl Cells for UserCells {
    fn url(&self, row: usize) -> Option<String> {
        let id = self.people.with_row_at(row, |row| row.id.clone());
        can_carry(&id).then(|| Route::UserClient { system: self.system.clone(), user: id }.path())
    }

    fn write(&self, row: usize, column: usize, out: &mut String) {
        self.people.with_row_at(row, |row| match SORTED.get(column) {
            Some(SortColumn::Name) => out.push_str(&visible(&row.name)),
            Some(SortColumn::Extension) => out.push_str(row.extension.as_deref().unwrap_or_default()),
            Some(SortColumn::Id) => out.push_str(&visible(&row.id)),
            None => {}
        });
    }

    fn name(&self, row: usize) -> String {
        self.people.with_row_at(row, |row| row.name.clone())
    }
}

/// The list of everybody.
pub fn page(system: System) -> AnyView {
    view! { <Users icws=Icws::of(system) /> }.into_any()
}

#[component]
fn Users(icws: Icws) -> impl IntoView {
    let language = language();
    let people = icws.people;
    let system = icws.system.id();
    let import = Route::ImportUsers { system: system.clone() };

    spawn_local(async move { people.read(&icws, false).await });
    // While some people are missing the server searches as well.
    let search = Callback::new(move |typed: String| {
        spawn_local(async move { people.search(&icws, &typed).await });
    });
    let without = without(query());
    Effect::new(move |_| {
        let is_narrowed = without.with(|without| without == LACK.key);
        people.set_filter(move |row| !is_narrowed || row.extension.as_deref().unwrap_or_default().is_empty());
    });
    // What is odd about the list, each in a sentence.
    let hints = Signal::derive(move || {
        people.version().track();
        let language = language.get();
        people.with(|rows| {
            let unreachable = ["", ".", ".."].iter().filter(|id| rows.list().row_of(id).is_some()).count();
            let some = |count: usize, hint: fn(Language, usize) -> String| {
                (count > 0).then(|| hint(language, count))
            };
            let plain = match (rows.facts.is_plain, rows.facts.is_unfiltered) {
                (true, _) => Some(texts::plain_list(language).to_owned()),
                (false, true) => Some(texts::unfiltered_list(language).to_owned()),
                (false, false) => None,
            };
            let is_broken = |row: &&UserRow| row.name.contains(list_texts::BROKEN_LETTER);
            let broken = rows.iter().filter(is_broken).count();
            let counted = [
                some(rows.facts.without_id, texts::nameless),
                some(unreachable, texts::unreachable_ids),
                some(broken, list_texts::broken_letters),
            ];
            counted.into_iter().chain([plain]).flatten().collect()
        })
    });
    let model = ListModel {
        texts: TEXTS,
        columns: &COLUMNS,
        order: &[0],
        hidden: HiddenColumns { by_default: "", kept_as: PreferenceKey::HiddenColumnsIcws },
        file: [system.as_str(), "-users.csv"].concat(),
        rows: Arc::new(people),
        cells: Arc::new(UserCells { people, system }),
        progress: people.progress(),
        version: people.version(),
        query: query(),
        position: people.position(),
        reload: Callback::new(move |()| spawn_local(async move { people.read(&icws, true).await })),
    };
    view! {
        <div class="people">
            <div class="head">
                <Title title=text(common::users) />
                <Facts icws=icws />
                <Link to=import class="button">{t(import_texts::title)}</Link>
            </div>
            <ListPage
                model=model
                selection=icws.selection
                on_search=search
                actions=move || view! { <SelectionActions icws=icws /> }
                filters=move || view! { <WithoutChoice lacks=vec![LACK] query=query() /> }
                hints=hints
                refused=|refusal, retry| view! { <Refused refusal=refusal retry=retry /> }.into_any()
            />
        </div>
    }
    .into_any()
}

/// Which server this is, and how long the password still holds.
#[component]
fn Facts(icws: Icws) -> impl IntoView {
    let language = language();
    let facts = move || {
        let open = icws.open()?;
        let mut shown: Vec<String> = open.server.iter().cloned().collect();
        shown.extend(open.version.iter().map(|version| version.display.clone()));
        shown.extend(open.password_days.map(|days| texts::password_expires(language.get(), days)));
        Some(shown.join(" · "))
    };
    view! { <p class="hint">{facts}</p> }.into_any()
}
