//! Everybody on a XiVO: found as one types, in any order.

pub mod columns;
pub mod cti_filter;
pub mod rows;
pub mod selected;

use std::sync::Arc;

use leptos::task::spawn_local;

use leptos::prelude::*;

use crate::components::list::{Sort, Table};
use crate::components::refused::Refused;
use crate::components::search::{SEARCH, Search, SearchBox};
use crate::components::{Link, Loading, Title, language, sentence, t, text};
use crate::list::{Direction, Extent};
use crate::pages::xivo::users::columns::{COLUMNS, ColumnChoice, column_of, hidden, is_hidden, place_of};
use crate::pages::xivo::users::cti_filter::{CtiChoice, CtiFilter};
use crate::pages::xivo::users::rows::Rows;
use crate::pages::xivo::users::selected::Selected;
use crate::route::Route;
use crate::state::people::Progress;
use crate::state::xivo::Xivo;
use crate::state::xivo::people::{Key, SORTED};
use crate::state::xivo::run::Phase;
use crate::state::{Console, System};
use crate::text::{common, list as words, xivo as xivo_words};
use crate::wire::xivo::{self as wire, CtiResource};

/// The list, or a change of several of its people in its place.
pub fn page(system: System, several: ViewFn) -> AnyView {
    let xivo = Xivo::of(system);
    let phase = xivo.run.phase();
    let is_open = Memo::new(move |_| phase.get() != Phase::Closed);
    (move || if is_open.get() { several.run() } else { view! { <Users xivo=xivo /> }.into_any() }).into_any()
}

#[component]
fn Users(xivo: Xivo) -> impl IntoView {
    let console = Console::get();
    let language = language();
    let navigation = console.navigation;
    let query = navigation.query();
    let people = xivo.people;
    let selection = xivo.selection;
    let system = xivo.system.id();

    spawn_local(async move { people.read(&xivo, false).await });
    // Whoever signs in after somebody else begins with a list that is asked for anew.
    Effect::new(move |_| {
        let is_forgotten = people.progress().with(|progress| *progress == Progress::NotAsked);
        if is_forgotten && untrack(|| xivo.system.is_open()) {
            spawn_local(async move { people.read(&xivo, false).await });
        }
    });
    Effect::new(move |_| {
        if people.progress().with(|progress| *progress == Progress::Whole) {
            spawn_local(people.rank_ahead(language.get_untracked()));
        }
    });
    // Servers that speak 1.0 alone have no such list.
    Effect::new(move |_| {
        let has_profiles =
            xivo.dialect.with(|dialect| dialect.is_settled() && dialect.api() == wire::Api::V11);
        if has_profiles {
            spawn_local(async move { xivo.read_profiles().await });
        }
    });

    let search = Search::of(query);
    let sort = Memo::new(move |_| query.with(|query| Sort::read(&COLUMNS, query.get("sort"))));
    let filter = Memo::new(move |_| query.with(|query| CtiFilter::from_query(query.get("cti"))));
    let hide = Memo::new(move |_| query.with(hidden));
    let known = Memo::new(move |_| {
        people.version().track();
        let dialect = xivo.dialect.get();
        let has_extension = people.with(|rolls| rolls.knows_extensions());
        let has_cti = dialect.cti() == CtiResource::InUser || dialect.has(wire::Field::CtiProfile);
        let has = |key: Key| match key {
            Key::Extension => has_extension,
            Key::Email => dialect.has(wire::Field::Email),
            Key::Cti => has_cti,
            _ => true,
        };
        SORTED.into_iter().take(COLUMNS.len()).filter(|key| has(*key)).collect::<Vec<_>>()
    });
    let columns = Memo::new(move |_| {
        let is_shown = |key: &Key| *key == Key::Name || !hide.with(|hide| is_hidden(hide, *key));
        known.get().into_iter().filter(is_shown).collect::<Vec<_>>()
    });

    // One effect arranges the rows whenever they, the search or the order change.
    let changed = RwSignal::new(0_u64);
    let count = RwSignal::new(0_usize);
    let spoken = StoredValue::new(language.get_untracked());
    Effect::new(move |_| {
        people.version().track();
        xivo.profiles.track();
        let (filter, language) = (filter.get(), language.get());
        let name = place_of(Key::Name);
        let order: Vec<(usize, Direction)> = match sort.get() {
            // People of the same last name are told apart by their first.
            Some(sort) if sort.column == name => {
                vec![(name, sort.direction()), (place_of(Key::FirstName), sort.direction())]
            }
            Some(sort) => vec![(sort.column, sort.direction()), (name, Direction::Ascending)],
            None => Vec::new(),
        };
        let visible = search.typed.with(|typed| {
            let mut visible = 0;
            people.arrange(|rolls| {
                if spoken.get_value() != language {
                    rolls.list.forget_ranks();
                    spoken.set_value(language);
                }
                rolls.arrange(typed, &order, language, |row| filter.keeps(row));
                visible = rolls.list.visible().len();
            });
            visible
        });
        count.set(visible);
        changed.update(|count| *count += 1);
    });

    let rows = Arc::new(Rows {
        people,
        columns,
        language,
        profiles: xivo.profiles,
        system: system.clone(),
        selection,
    });
    let select = Callback::new(move |(place, to_here): (usize, bool)| {
        people.with(|rolls| {
            let row = u32::try_from(place).ok().and_then(|place| rolls.list.row_at(place));
            let Some(row) = row.and_then(|at| rolls.row(at)) else { return };
            selection.update(|selection| {
                if to_here { selection.extend_to(&rolls.list, row.id()) } else { selection.toggle(row.id()) }
            });
        });
    });
    // All that match the search, not only those in sight.
    let select_all = Callback::new(move |all: bool| {
        people.with(|rolls| {
            selection.update(|selection| {
                if all {
                    selection.select_visible(&rolls.list)
                } else {
                    selection.deselect_visible(&rolls.list)
                }
            });
        });
    });
    let all_selected = Signal::derive(move || {
        changed.track();
        people.with(|rolls| selection.with(|selection| selection.extent(&rolls.list) == Extent::All))
    });
    Effect::new(move |_| {
        selection.track();
        changed.update(|count| *count += 1);
    });
    let total = move || {
        people.version().track();
        people.with(|rolls| rolls.rows.len())
    };
    let arriving = move || people.progress().with(|progress| *progress == Progress::Arriving);
    let failure = move || {
        people.progress().with(|progress| match progress {
            Progress::Failed(refusal) => Some(refusal.clone()),
            _ => None,
        })
    };
    let retry = Callback::new(move |()| spawn_local(async move { people.read(&xivo, true).await }));

    let ask = Callback::new(move |typed: String| navigation.set_query("q", &typed));
    let on_sort = Callback::new(move |at: usize| {
        let Some(key) = columns.with_untracked(|columns| columns.get(at).copied()) else { return };
        navigation.set_query("sort", &Sort::pressed(sort.get_untracked(), &COLUMNS, place_of(key)));
    });
    // The place of the column among those that are shown.
    let table_sort = Signal::derive(move || {
        let sort = sort.get()?;
        let column = columns.with(|columns| columns.iter().position(|key| place_of(*key) == sort.column))?;
        Some(Sort { column, ..sort })
    });
    let table_columns = Signal::derive(move || {
        columns.with(|keys| keys.iter().map(|key| column_of(*key)).collect::<Vec<_>>())
    });

    let body = move || {
        let (none_yet, is_arriving) = (total() == 0, arriving());
        match (none_yet, is_arriving, failure()) {
            (true, true, _) => Some(view! { <Loading /> }.into_any()),
            (true, false, None) if people.progress().with(|progress| *progress == Progress::Whole) => Some(
                view! {
                    <div class="empty">
                        <p>{t(xivo_words::nobody_yet)}</p>
                        <p>{t(xivo_words::nobody_next)}</p>
                    </div>
                }
                .into_any(),
            ),
            _ if !none_yet && count.get() == 0 => Some(
                view! {
                    <div class="empty">
                        <p>{t(words::no_match)}</p>
                        <p>{t(words::no_match_next)}</p>
                    </div>
                }
                .into_any(),
            ),
            _ => None,
        }
    };
    let odd = move || people.with(|rolls| rolls.odd);
    view! {
        <div class="people">
            <div class="head">
                <Title title=text(common::users) />
                <Link to=Route::NewUser { system } class="button primary">{t(xivo_words::new_user)}</Link>
            </div>
            <div class="toolbar">
                <SearchBox search=search ask=ask />
                <CtiChoice xivo=xivo filter=filter />
                <output for=SEARCH>
                    {move || words::count(language.get(), count.get(), total())}
                    {move || arriving().then(|| format!(" · {}", words::arriving(language.get())))}
                </output>
                <ColumnChoice known=known hide=hide />
                <button type="button" class="quiet" on:click=move |_| retry.run(())>{t(xivo_words::reload)}</button>
            </div>
            {move || failure().map(|refusal| {
                let advice = (total() > 0).then(|| {
                    let is_whole = people.with(|rolls| rolls.is_whole);
                    t(if is_whole { xivo_words::old_list } else { xivo_words::partial_list })
                });
                view! {
                    {advice.map(|advice| view! { <p class="advice">{advice}</p> })}
                    <Refused refusal=refusal retry=retry />
                }
            })}
            {move || {
                let count = { total(); odd() };
                (count > 0).then(|| view! { <p class="hint">{xivo_words::odd_rows(language.get(), count)}</p> })
            }}
            <Selected xivo=xivo changed=changed />
            {body}
            <Show when=move || { count.get() > 0 }>
                <Table
                    label=sentence(|language| common::users(language).to_owned())
                    columns=table_columns
                    count=count
                    rows=rows.clone()
                    changed=changed
                    sort=table_sort
                    on_sort=on_sort
                    on_select=select
                    all_selected=all_selected
                    on_select_all=select_all
                    query=search.typed
                    enter=search.enter
                />
            </Show>
        </div>
    }
    .into_any()
}
