//! Everybody on a XiVO: found as one types, in any order.

use std::sync::Arc;

use leptos::task::spawn_local;

use crate::live::*;

use crate::browser::preference;
use crate::browser::rows::Fill;
use crate::components::list::{Column, Sort, Table};
use crate::components::refused::Refused;
use crate::components::search::{SEARCH, Search, SearchBox};
use crate::components::{Link, Loading, Title, language, sentence, t, text};
use crate::domain::Language;
use crate::list::{Direction, Extent, Selection};
use crate::pages::xivo::several::Selected;
use crate::route::{Query, Route, can_carry};
use crate::state::Console;
use crate::state::xivo::people::{Key, People, Progress, SORTED};
use crate::state::xivo::{Profiles, Xivo};
use crate::text::{common, list as words, xivo as xivo_words};
use crate::wire::xivo::{self as wire, CtiResource, UserRow};

/// Every column there can be, in order.
const COLUMNS: [(Key, Column); 7] = [
    (Key::Name, Column { key: "name", label: xivo_words::name, is_number: false }),
    (Key::CallerId, Column { key: "callerid", label: xivo_words::caller_id, is_number: false }),
    (Key::Username, Column { key: "username", label: common::username, is_number: false }),
    (Key::Extension, Column { key: "extension", label: xivo_words::extension, is_number: true }),
    (Key::Mobile, Column { key: "mobile", label: xivo_words::mobile, is_number: true }),
    (Key::Email, Column { key: "email", label: xivo_words::email, is_number: false }),
    (Key::Cti, Column { key: "cti", label: xivo_words::cti, is_number: false }),
];

/// What of somebody's CTI the list is narrowed to (`?cti=`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CtiFilter {
    Any,
    On,
    Off,
    NoProfile,
    Profile(i64),
}

impl CtiFilter {
    fn from_query(text: Option<&str>) -> Self {
        match text {
            Some("on") => Self::On,
            Some("off") => Self::Off,
            Some("none") => Self::NoProfile,
            Some(id) => id.parse().map_or(Self::Any, Self::Profile),
            None => Self::Any,
        }
    }

    fn keeps(self, row: &UserRow) -> bool {
        let cti = row.cti();
        match self {
            Self::Any => true,
            Self::On => cti.enabled == Some(true),
            Self::Off => cti.enabled == Some(false),
            Self::NoProfile => cti.profile == Some(None),
            Self::Profile(id) => cti.profile == Some(Some(id)),
        }
    }
}

/// The texts of the rows in sight.
struct Rows {
    people: People,
    columns: Memo<Vec<Key>>,
    language: RwSignal<Language>,
    profiles: RwSignal<Profiles>,
    system: String,
    selection: RwSignal<Selection>,
}

impl Rows {
    fn with_row<T: Default>(
        &self,
        place: usize,
        read: impl FnOnce(&crate::state::xivo::people::Rolls, &UserRow) -> T,
    ) -> T {
        self.people.with(|rolls| {
            let at = u32::try_from(place).ok().and_then(|place| rolls.list.row_at(place));
            at.and_then(|at| rolls.row(at)).map(|row| read(rolls, row)).unwrap_or_default()
        })
    }
}

impl Fill for Rows {
    fn url(&self, row: usize) -> Option<String> {
        let id = self.with_row(row, |_, row| row.id().to_owned());
        can_carry(&id).then(|| Route::User { system: self.system.clone(), user: id }.path())
    }

    fn cell(&self, place: usize, column: usize, out: &mut String) {
        let Some(key) = self.columns.with_untracked(|columns| columns.get(column).copied()) else { return };
        self.with_row(place, |rolls, row| match key {
            Key::Name | Key::FirstName => {
                let name = row.full_name();
                out.push_str(if name.is_empty() {
                    xivo_words::unnamed(self.language.get_untracked())
                } else {
                    &name
                });
            }
            Key::CallerId => out.push_str(row.text(wire::Column::CallerId)),
            Key::Username => out.push_str(row.text(wire::Column::Username)),
            Key::Extension => out.push_str(rolls.extension(row)),
            Key::Mobile => out.push_str(row.text(wire::Column::MobilePhoneNumber)),
            Key::Email => out.push_str(row.text(wire::Column::Email)),
            Key::Cti => {
                let cti = row.cti();
                let state = self.profiles.with_untracked(|profiles| {
                    let name = match (profiles, cti.profile.flatten()) {
                        (Profiles::Known(profiles), Some(id)) => profiles.name(id),
                        _ => None,
                    };
                    xivo_words::cti_state(self.language.get_untracked(), cti.enabled, name)
                });
                out.push_str(&state);
            }
        });
    }

    fn is_selected(&self, row: usize) -> bool {
        self.selection.with_untracked(|selection| {
            !selection.is_empty() && self.with_row(row, |_, row| selection.contains(row.id()))
        })
    }

    fn select_label(&self, row: usize) -> String {
        let name = self.with_row(row, |_, row| row.full_name());
        words::select(self.language.get_untracked(), &name)
    }
}

/// `sort=name` or `sort=-name`.
fn read_sort(text: Option<&str>) -> Option<(Key, Direction)> {
    let text = text?;
    let (name, direction) = match text.strip_prefix('-') {
        Some(name) => (name, Direction::Descending),
        None => (text, Direction::Ascending),
    };
    COLUMNS.iter().find(|(_, column)| column.key == name).map(|(key, _)| (*key, direction))
}

/// Which columns are hidden: as the address says, else as this person left them.
fn hidden(query: &Query) -> String {
    query
        .get("hide")
        .map(str::to_owned)
        .or_else(|| preference::read(preference::Key::HiddenColumns))
        .unwrap_or_else(|| "email".to_owned())
}

#[component]
pub fn Users(xivo: Xivo) -> impl IntoView {
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
    let sort = Memo::new(move |_| query.with(|query| read_sort(query.get("sort"))));
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
        COLUMNS.iter().map(|(key, _)| *key).filter(|key| has(*key)).collect::<Vec<_>>()
    });
    let columns = Memo::new(move |_| {
        let hide = hide.get();
        let is_shown =
            |key: &Key| *key == Key::Name || !hide.split(',').any(|name| name == column_of(*key).key);
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
        let order: Vec<(usize, Direction)> = match sort.get() {
            // People of the same last name are told apart by their first.
            Some((Key::Name, direction)) => {
                vec![(place_of(Key::Name), direction), (place_of(Key::FirstName), direction)]
            }
            Some((key, direction)) => {
                vec![(place_of(key), direction), (place_of(Key::Name), Direction::Ascending)]
            }
            None => Vec::new(),
        };
        let visible = search.typed.with(|typed| {
            let mut visible = 0;
            people.arrange(|rolls| {
                if spoken.get_value() != language {
                    rolls.forget_ranks();
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
        let name = column_of(key).key;
        let value = match sort.get_untracked() {
            Some((now, Direction::Ascending)) if now == key => format!("-{name}"),
            _ => name.to_owned(),
        };
        navigation.set_query("sort", &value);
    });
    let table_sort = Signal::derive(move || {
        let (key, direction) = sort.get()?;
        let column = columns.with(|columns| columns.iter().position(|column| *column == key))?;
        Some(Sort { column, descending: direction == Direction::Descending })
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

fn column_of(key: Key) -> Column {
    let (_, column) = COLUMNS.iter().find(|(known, _)| *known == key).unwrap_or(&COLUMNS[0]);
    *column
}

fn place_of(key: Key) -> usize {
    SORTED.iter().position(|known| *known == key).unwrap_or_default()
}

/// Narrows the list to a state of the CTI, where the server tells it.
#[component]
fn CtiChoice(xivo: Xivo, filter: Memo<CtiFilter>) -> impl IntoView {
    let navigation = Console::get().navigation;
    let language = language();
    let shown = move || {
        let dialect = xivo.dialect.get();
        dialect.cti() == CtiResource::InUser || dialect.has(wire::Field::CtiProfile)
    };
    let options = move || {
        let language = language.get();
        let mut options = vec![
            (String::new(), xivo_words::cti_any(language).to_owned(), CtiFilter::Any),
            ("on".into(), xivo_words::cti_on(language).to_owned(), CtiFilter::On),
            ("off".into(), xivo_words::cti_off(language).to_owned(), CtiFilter::Off),
            ("none".into(), xivo_words::cti_no_profile(language).to_owned(), CtiFilter::NoProfile),
        ];
        if xivo.dialect.get().cti() != CtiResource::InUser {
            // Later servers do not tell in their list whether the client is on.
            options.retain(|(_, _, filter)| !matches!(filter, CtiFilter::On | CtiFilter::Off));
        }
        if let Profiles::Known(profiles) = xivo.profiles.get() {
            options.extend(
                profiles
                    .items
                    .into_iter()
                    .map(|profile| (profile.id.to_string(), profile.name, CtiFilter::Profile(profile.id))),
            );
        }
        options
    };
    view! {
        <Show when=shown>
            <select
                class="narrow"
                aria-label=t(xivo_words::cti_filter)
                on:change:target=move |event| navigation.set_query("cti", &event.target().value())
            >
                {move || {
                    options()
                        .into_iter()
                        .map(|(value, name, own)| {
                            view! {
                                <option value=value prop:selected=move || filter.get() == own>
                                    {name}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </Show>
    }
    .into_any()
}

/// Which columns are shown; remembered in this browser and kept in the address.
#[component]
fn ColumnChoice(known: Memo<Vec<Key>>, hide: Memo<String>) -> impl IntoView {
    let navigation = Console::get().navigation;
    let language = language();
    let toggle = move |key: &'static str, show: bool| {
        let hide = hide.get_untracked();
        let mut names: Vec<&str> =
            hide.split(',').filter(|name| !name.is_empty() && *name != key && *name != "-").collect();
        if !show {
            names.push(key);
        }
        // A dash says "none hidden", for an empty value is left out of the address.
        let hide = if names.is_empty() { "-".to_owned() } else { names.join(",") };
        preference::write(preference::Key::HiddenColumns, &hide);
        navigation.set_query("hide", &hide);
    };
    view! {
        <details>
            <summary>{t(words::columns)}</summary>
            <ul>
                // Each by its key: an item that is built over loses its box in Leptos.
                <For
                    each=move || known.get().into_iter().filter(|key| *key != Key::Name)
                    key=|key| column_of(*key).key
                    let(key)
                >
                    {
                        let column = column_of(key);
                        let is_shown = move || hide.with(|hide| !hide.split(',').any(|name| name == column.key));
                        view! {
                            <li>
                                <label>
                                    <input
                                        type="checkbox"
                                        prop:checked=is_shown
                                        on:change:target=move |event| toggle(column.key, event.target().checked())
                                    />
                                    {move || (column.label)(language.get())}
                                </label>
                            </li>
                        }
                    }
                </For>
            </ul>
        </details>
    }
    .into_any()
}
